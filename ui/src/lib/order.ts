import type { Device } from "./backend";

const STATES = ["here", "asleep", "away"] as const;
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Who is here first; those with a name by name, then the others by address. The same devices give the same order. */
export function inOrder(devices: readonly Device[]): Device[] {
  return devices.toSorted(
    (a, b) =>
      STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
      Number(a.name === null) - Number(b.name === null) ||
      collator.compare(label(a), label(b)) ||
      collator.compare(a.id, b.id),
  );
}

/** The order while a look runs: rows stay where they are, new ones come last, so that nothing jumps. */
export function keepingOrder(shown: readonly Device[], devices: readonly Device[]): Device[] {
  const place = new Map(shown.map((device, index) => [device.id, index]));
  return inOrder(devices).sort((a, b) => (place.get(a.id) ?? shown.length) - (place.get(b.id) ?? shown.length));
}

function label(device: Device): string {
  return device.name ?? device.addresses[0] ?? "";
}
