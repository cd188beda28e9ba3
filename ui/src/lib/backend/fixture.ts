/** A complete program in memory, for tests and for work on the page in a browser. */
import { type Backend, Refused } from "./backend";
import { detailOf } from "./fixture-detail";
import { erase, joinDevices, joinHomes, writeEach, writeNotes } from "./fixture-edits";
import { overviewOf } from "./fixture-overview";
import { Rows } from "./fixture-rows";
import { device as newDevice, type Fixture, HOME, home as newHome, network as newNetwork, routerOf, type World } from "./fixtures/make";
import { home22 } from "./fixtures/home22";
import type { Belongs, Change, Device, Home, Level, Look, Message, Notes, Place } from "./types";

export * from "./fixtures/make";

export interface FixtureBackend extends Backend {
  /** What was asked that does something, in order, one line a call. */
  readonly calls: string[];
  readonly fixture: Fixture;
  /** A look finds its next device. */
  findNext(): void;
  /** The look ends by itself. */
  finish(): void;
  /** The fixture was changed from outside: tell the page. */
  tell(): void;
}

/** How long a look takes, in seconds, at the deepest level. */
const SECONDS = 25;
const MOST_CHANGES = 200;

/** `step`: milliseconds from one found device to the next; 0: by hand. */
export function fixtureBackend(fixture: Fixture, step = 400): FixtureBackend {
  return new Program(fixture, step);
}

const LEVELS: readonly Level[] = ["look", "identify", "check"];

function reaches(agreed: Level | null, level: Level): boolean {
  return agreed !== null && LEVELS.indexOf(agreed) >= LEVELS.indexOf(level);
}

/** Takes something back; gives the device that it was about. */
type Undo = () => Device;

class Program implements FixtureBackend {
  readonly calls: string[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #undo = new Map<number, Undo>();
  readonly #later = new Set<string>();
  readonly #rows = new Rows();
  #example: World | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #next = 1000;

  constructor(
    readonly fixture: Fixture,
    readonly step: number,
  ) {
    // A page that knows nothing says 0, so what is there from the start is newer than that.
    fixture.status = { ...fixture.status, revision: Math.max(1, fixture.status.revision) };
    this.#rows.note(this.#world.devices, this.#revision);
  }

  // ---- what is read

  status() {
    return this.#answer(this.fixture.status);
  }

  places() {
    return this.#answer(this.fixture.places);
  }

  homes(): Promise<Home[]> {
    const { homes, devices } = this.#world;
    return this.#answer(homes.map((home) => ({ ...home, devices: devices.filter((device) => device.home === home.id).length })));
  }

  devices(since: number) {
    return this.#answer(this.#rows.since(since, this.#world.devices, this.#revision));
  }

  device(id: string) {
    const device = this.#find(id);
    if (!device) return this.#refuse("window-failed", { why: `there is no device ${id}` });
    const history = (this.#world.changes[device.home] ?? []).filter((change) => change.device === id).slice(0, 100);
    return this.#answer(detailOf(this.#world, device, history));
  }

  overview(home: string) {
    return this.#answer(overviewOf(this.#world, home, this.fixture.now, this.#later));
  }

  changes(home: string): Promise<Change[]> {
    return this.#answer((this.#world.changes[home] ?? []).slice(0, MOST_CHANGES));
  }

  data() {
    const { devices, changes } = this.fixture;
    const kept = Object.values(changes).reduce((sum, list) => sum + list.length, 0);
    const bytes = 120_000 + 900 * devices.length + 150 * kept;
    return this.#answer({ folder: "/home/ada/.local/share/homewarden", bytes, devices: devices.length, changes: kept });
  }

  onRevision(listener: () => void): Promise<() => void> {
    this.#listeners.add(listener);
    return Promise.resolve(() => this.#listeners.delete(listener));
  }

  // ---- looking

  look(networkInterface: string, level: Level, consent: boolean): Promise<void> {
    this.calls.push(`look ${networkInterface} ${level} ${consent ? "with" : "without"} consent`);
    const place = this.fixture.places.find((one) => one.interface === networkInterface);
    if (this.#example) return this.#refuse("window-refused-example");
    if (this.fixture.refuses) return Promise.reject(new Refused(this.fixture.refuses));
    if (!place) return this.#refuse("window-refused-no-network");
    if (this.#look?.outcome === null) return this.#refuse("window-refused-busy");
    if (!consent && !reaches(place.consent, level)) {
      return Promise.reject(new Refused({ code: "no-consent", message: { id: "window-refused-no-consent", args: {} } }));
    }
    this.#begin(place, level);
    return this.#answer(undefined);
  }

  stop(): Promise<void> {
    this.calls.push("stop");
    if (this.#look?.outcome === null) this.#end({ outcome: { ended: "stopped" } });
    return this.#answer(undefined);
  }

  findNext(): void {
    const { fixture } = this;
    const next = fixture.toFind.shift();
    if (!next) {
      this.finish();
      return;
    }
    this.#add(next);
    const look = this.#look;
    const found = (look?.devices ?? 0) + 1;
    const share = found / (found + fixture.toFind.length);
    this.#update({ devices: found, secondsLeft: Math.ceil(SECONDS * (1 - share)), listed: fixture.toFind.length === 0 });
  }

  finish(): void {
    const home = this.#look?.home;
    const network = this.fixture.homes.find(({ id }) => id === home)?.networks[0];
    if (network) network.lastLook = this.fixture.now;
    const { sameHome } = this.fixture;
    this.fixture.sameHome = null;
    this.#end({ secondsLeft: 0, listed: true, outcome: { ended: "complete" }, sameHome });
  }

  #begin(place: Place, level: Level): void {
    const home = this.#homeOf(place).id;
    this.fixture.places = this.fixture.places.map((one) =>
      one.interface === place.interface ? { ...one, consent: reaches(one.consent, level) ? one.consent : level, home } : one,
    );
    const look: Look = {
      interface: place.interface, home, level, devices: 0, listed: false,
      secondsLeft: SECONDS, secondsAll: SECONDS, outcome: null, sameHome: null,
    };
    this.fixture.status = { ...this.fixture.status, look };
    if (this.step > 0) {
      this.#timer = setInterval(() => {
        this.findNext();
      }, this.step);
    }
    this.tell();
  }

  #homeOf(place: Place): Home {
    const { homes } = this.fixture;
    const known = homes.find(({ id }) => id === place.home);
    if (known) return known;
    const id = homes.some((one) => one.id === HOME) ? this.#newId("home") : HOME;
    const added = newHome({
      id,
      name: place.name,
      networks: [newNetwork({ id: id === HOME ? "net-1" : this.#newId("net"), name: place.name, wired: place.wired, subnet: place.subnet, lastLook: null })],
    });
    homes.push(added);
    return added;
  }

  #add(device: Device): void {
    const home = this.fixture.homes.find(({ id }) => id === this.#look?.home);
    const network = home?.networks[0];
    const added = { ...device, home: home?.id ?? device.home, network: network?.id ?? device.network };
    const known = this.fixture.devices.some(({ id }) => id === added.id);
    this.fixture.devices = [...this.fixture.devices.filter(({ id }) => id !== added.id), added];
    if (network && added.router) network.router = added.id;
    if (!known) this.#log(added, "device-new", "change-new");
  }

  #end(change: Partial<Look>): void {
    clearInterval(this.#timer);
    this.#update(change);
  }

  #update(change: Partial<Look>): void {
    const look = this.#look;
    if (look) this.fixture.status = { ...this.fixture.status, look: { ...look, ...change } };
    this.tell();
  }

  // ---- what the person says

  setNotes(id: string, notes: Notes): Promise<void> {
    return this.#do(`set_notes ${id}`, () => {
      const device = this.#find(id);
      if (!device) return;
      writeNotes(this.#world, device, notes);
      this.#log(device, "device-changed", "change-notes");
    });
  }

  mark(ids: string[], belongs: Belongs | null): Promise<void> {
    return this.#do(`mark ${ids.join(",")} ${belongs ?? "nobody"}`, () => {
      writeEach(this.#world, ids, { belongs });
    });
  }

  setRoom(ids: string[], room: string | null): Promise<void> {
    return this.#do(`set_room ${ids.join(",")} ${room ?? "none"}`, () => {
      writeEach(this.#world, ids, { room });
    });
  }

  merge(into: string, from: string): Promise<void> {
    return this.#do(`merge ${into} ${from}`, () => {
      const [kept, taken] = [this.#find(into), this.#find(from)];
      if (!kept || !taken || kept === taken) return;
      const before = structuredClone(kept);
      joinDevices(kept, taken);
      this.#remove(from);
      this.#log(kept, "device-changed", "change-joined", () => {
        this.#remove(into);
        this.#world.devices.push(before, taken);
        return before;
      });
    });
  }

  split(id: string, address: string): Promise<string> {
    const added = this.#newId("device");
    return this.#do(`split ${id} ${address}`, () => {
      const device = this.#find(id);
      if (!device) return added;
      const before = structuredClone(device);
      device.addresses = device.addresses.filter((one) => one !== address);
      const { home, network, kind, kindConfidence } = device;
      this.#world.devices.push(newDevice(added, { home, network, kind, kindConfidence, addresses: [address], firstSeen: this.fixture.now }));
      this.#log(device, "device-changed", "change-split", () => {
        this.#remove(id);
        this.#remove(added);
        this.#world.devices.push(before);
        return before;
      });
      return added;
    });
  }

  undo(revision: number): Promise<void> {
    return this.#do(`undo ${revision}`, () => {
      const undo = this.#undo.get(revision);
      if (!undo) return;
      const back = undo();
      this.#undo.delete(revision);
      for (const list of Object.values(this.#world.changes)) {
        for (const change of list) if (change.revision === revision) change.undo = false;
      }
      this.#log(back, "device-changed", "change-undone");
    });
  }

  renameHome(id: string, name: string): Promise<void> {
    return this.#do(`rename_home ${id} ${name}`, () => {
      for (const home of this.#world.homes) if (home.id === id) home.name = name;
    });
  }

  answerSameHome(newer: string, known: string, same: boolean): Promise<void> {
    return this.#do(`answer_same_home ${newer} ${known} ${same ? "yes" : "no"}`, () => {
      this.#update({ sameHome: null, ...(same ? { home: known } : {}) });
      if (same) joinHomes(this.fixture, newer, known);
    });
  }

  later(step: string): Promise<void> {
    return this.#do(`later ${step}`, () => {
      this.#later.add(step);
    });
  }

  showExample(on: boolean): Promise<void> {
    return this.#do(`show_example ${on ? "on" : "off"}`, () => {
      this.#example = on ? home22() : null;
      this.#rows.beginAnew(this.#revision + 1);
      this.fixture.status = { ...this.fixture.status, example: on, look: null };
    });
  }

  setSettings(settings: Fixture["status"]["settings"]): Promise<void> {
    return this.#do(`set_settings ${JSON.stringify(settings)}`, () => {
      this.fixture.status = { ...this.fixture.status, settings };
    });
  }

  // ---- what is kept

  openFolder(): Promise<void> {
    this.calls.push("open_folder");
    return this.#answer(undefined);
  }

  exportFile(format: "json" | "csv") {
    this.calls.push(`export_file ${format}`);
    return this.#answer({ path: `/home/ada/homewarden.${format}`, devices: this.fixture.devices.length });
  }

  exportCorrection = (device: string) => this.#answer(`/home/ada/homewarden-correction-${device}.json`);

  importFile() {
    return this.#do("import_file", () => {
      const known = new Set(this.fixture.devices.map(({ id }) => id));
      const added = this.fixture.importing.filter(({ id }) => !known.has(id));
      this.fixture.devices = [...this.fixture.devices, ...structuredClone(added)];
      if (this.fixture.homes.length === 0 && added.length > 0) this.fixture.homes.push(newHome({ networks: [newNetwork({ router: routerOf(added) })] }));
      return { added: added.length, known: this.fixture.importing.length - added.length };
    });
  }

  eraseAll(): Promise<void> {
    return this.#do("erase_all", () => {
      clearInterval(this.#timer);
      erase(this.fixture);
      this.#rows.beginAnew(this.#revision + 1);
    });
  }

  tell(): void {
    this.fixture.status = { ...this.fixture.status, revision: this.#revision + 1 };
    this.#rows.note(this.#world.devices, this.#revision);
    for (const listener of this.#listeners) listener();
  }

  // ---- inside

  get #world(): World {
    return this.#example ?? this.fixture;
  }

  get #revision(): number {
    return this.fixture.status.revision;
  }

  get #look(): Look | null {
    return this.fixture.status.look;
  }

  #find(id: string): Device | undefined {
    return this.#world.devices.find((device) => device.id === id);
  }

  #newId(what: string): string {
    this.#next += 1;
    return `${what}-${this.#next}`;
  }

  #remove(id: string): void {
    const world = this.#world;
    world.devices = world.devices.filter((device) => device.id !== id);
  }

  #log(device: Device, kind: string, id: string, undo?: Undo): void {
    const revision = this.#revision + 1;
    const said: Message = device.name === null ? { id: `${id}-nameless`, args: {} } : { id, args: { name: device.name } };
    const change: Change = { revision, at: this.fixture.now, kind, device: device.id, said, dayOnly: device.personal, undo: undo !== undefined };
    this.#world.changes[device.home] = [change, ...(this.#world.changes[device.home] ?? [])];
    if (undo) this.#undo.set(revision, undo);
  }

  #do<T>(call: string, what: () => T): Promise<T> {
    this.calls.push(call);
    const answer = what();
    this.tell();
    return this.#answer(answer);
  }

  #answer<T>(value: T): Promise<T> {
    const copy = structuredClone(value);
    const { slow } = this.fixture;
    return slow ? new Promise((resolve) => setTimeout(resolve, slow, copy)) : Promise.resolve(copy);
  }

  #refuse(id: string, args: Record<string, string> = {}): Promise<never> {
    return Promise.reject(new Refused({ code: null, message: { id, args } }));
  }
}
