/** Which rows are newer than what the page knows. */
import type { Device, DevicesSince } from "./types";

export class Rows {
  /** The revision at which each row last changed, or went. */
  #changed = new Map<string, number>();
  #gone = new Map<string, number>();
  #known = new Map<string, string>();
  /** What a page knows from before is of another household. */
  #begin = 0;

  /** Another household is shown from this revision on. */
  beginAnew(revision: number): void {
    this.#changed.clear();
    this.#gone.clear();
    this.#known.clear();
    this.#begin = revision;
  }

  note(devices: readonly Device[], revision: number): void {
    const now = new Map(devices.map((device) => [device.id, JSON.stringify(device)]));
    for (const [id, row] of now) if (this.#known.get(id) !== row) this.#changed.set(id, revision);
    for (const id of this.#known.keys()) if (!now.has(id)) this.#gone.set(id, revision);
    for (const id of now.keys()) this.#gone.delete(id);
    this.#known = now;
  }

  since(known: number, devices: readonly Device[], revision: number): DevicesSince {
    const all = known === 0 || known < this.#begin;
    return {
      revision,
      all,
      devices: devices.filter(({ id }) => all || (this.#changed.get(id) ?? 0) > known),
      gone: all ? [] : [...this.#gone].filter(([, at]) => at > known).map(([id]) => id),
    };
  }
}
