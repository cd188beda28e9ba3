/** A complete program in memory, for tests and for work on the page in a browser. */
import { type Backend, Refused } from "./backend";
import { detailOf, NO_NOTES, notesOf } from "./fixture-detail";
import { overviewOf } from "./fixture-overview";
import { device as newDevice, type Fixture, HOME, home as newHome, network as newNetwork, routerOf, type World } from "./fixtures/make";
import { home22 } from "./fixtures/home22";
import type { Belongs, Change, Device, Home, Look, Message, Notes, Place } from "./types";

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

/** What can be taken back, by the revision of its change. */
type Undo = () => void;

class Program implements FixtureBackend {
  readonly calls: string[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #undo = new Map<number, Undo>();
  readonly #later = new Set<string>();
  /** The revision at which each row last changed. */
  #rows = new Map<string, number>();
  #gone = new Map<string, number>();
  #known = new Map<string, string>();
  /** Everything older than this is of another household. */
  #shownSince = 0;
  #example: World | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #next = 1000;

  constructor(
    readonly fixture: Fixture,
    readonly step: number,
  ) {
    // A page that knows nothing says 0, so what is there from the start is newer than that.
    fixture.status = { ...fixture.status, revision: Math.max(1, fixture.status.revision) };
    this.#note();
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
    const all = since < this.#shownSince || since === 0;
    const newer = (revision: number | undefined) => all || (revision ?? 0) > since;
    return this.#answer({
      revision: this.#revision,
      all,
      devices: this.#world.devices.filter(({ id }) => newer(this.#rows.get(id))),
      gone: all ? [] : [...this.#gone].filter(([, revision]) => revision > since).map(([id]) => id),
    });
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

  look(networkInterface: string, level: string, consent: boolean): Promise<void> {
    this.calls.push(`look ${networkInterface} ${level} ${consent ? "with" : "without"} consent`);
    const place = this.fixture.places.find((one) => one.interface === networkInterface);
    if (this.#example) return this.#refuse("window-failed", { why: "the example is shown" });
    if (this.fixture.refuses) return Promise.reject(new Refused(this.fixture.refuses));
    if (!place) return this.#refuse("window-refused-no-network");
    if (this.#look?.outcome === null) return this.#refuse("window-refused-busy");
    if (!consent && place.consent === null) {
      return Promise.reject(new Refused({ code: "no-consent", message: { id: "window-refused-no-consent", args: {} } }));
    }
    this.#begin(place, level as Look["level"]);
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

  #begin(place: Place, level: Look["level"]): void {
    this.fixture.places = this.fixture.places.map((one) =>
      one.interface === place.interface ? { ...one, consent: one.consent ?? level, home: this.#homeOf(place).id } : one,
    );
    const look: Look = {
      interface: place.interface, home: this.#homeOf(place).id, level, devices: 0, listed: false,
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
    if (!known) this.#log(added, "device-new", "change-device-new");
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
      this.#world.notes[id] = notes;
      const { name, owner, room, purpose, criticality, kind, vendor, model, belongs } = notes;
      Object.assign(device, { owner, room, purpose, criticality, belongs, named: name !== null });
      if (name !== null) device.name = name;
      if (kind !== null) Object.assign(device, { kind, kindConfidence: null });
      if (vendor !== null) device.vendor = vendor;
      if (model !== null) device.model = model;
      this.#log(device, "device-changed", "change-device-changed");
    });
  }

  mark(ids: string[], belongs: Belongs | null): Promise<void> {
    return this.#do(`mark ${ids.join(",")} ${belongs ?? "nobody"}`, () => {
      this.#each(ids, { belongs });
    });
  }

  setRoom(ids: string[], room: string | null): Promise<void> {
    return this.#do(`set_room ${ids.join(",")} ${room ?? "none"}`, () => {
      this.#each(ids, { room });
    });
  }

  merge(into: string, from: string): Promise<void> {
    return this.#do(`merge ${into} ${from}`, () => {
      const [kept, taken] = [this.#find(into), this.#find(from)];
      if (!kept || !taken || kept === taken) return;
      const before = structuredClone(kept);
      Object.assign(kept, {
        addresses: [...new Set([...kept.addresses, ...taken.addresses])],
        macs: [...new Set([...kept.macs, ...taken.macs])],
        hostnames: [...new Set([...kept.hostnames, ...taken.hostnames])],
        maybeSame: Math.max(0, kept.maybeSame - 1),
        name: kept.name ?? taken.name,
      });
      this.#remove(from);
      this.#log(kept, "device-changed", "change-device-joined", () => {
        this.#remove(into);
        this.#world.devices.push(before, taken);
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
      this.#log(device, "device-changed", "change-device-split", () => {
        this.#remove(id);
        this.#remove(added);
        this.#world.devices.push(before);
      });
      return added;
    });
  }

  undo(revision: number): Promise<void> {
    return this.#do(`undo ${revision}`, () => {
      this.#undo.get(revision)?.();
      this.#undo.delete(revision);
      for (const list of Object.values(this.#world.changes)) {
        for (const change of list) if (change.revision === revision) change.undo = false;
      }
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
      if (!same) return;
      const { homes, devices, places } = this.fixture;
      const [from, to] = [homes.find(({ id }) => id === newer), homes.find(({ id }) => id === known)];
      to?.networks.push(...(from?.networks ?? []));
      this.fixture.homes = homes.filter(({ id }) => id !== newer);
      for (const device of devices) if (device.home === newer) device.home = known;
      for (const place of places) if (place.home === newer) place.home = known;
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
      this.#known.clear();
      this.#rows.clear();
      this.#gone.clear();
      this.#shownSince = this.#revision + 1;
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
      const { fixture } = this;
      Object.assign(fixture, { homes: [], devices: [], notes: {}, details: {}, changes: {} });
      fixture.places = fixture.places.map((place) => ({ ...place, consent: null, home: null }));
      fixture.status = { ...fixture.status, look: null };
      this.#shownSince = this.#revision + 1;
    });
  }

  tell(): void {
    this.fixture.status = { ...this.fixture.status, revision: this.#revision + 1 };
    this.#note();
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

  #each(ids: readonly string[], notes: Partial<Pick<Device, "belongs" | "room">>): void {
    for (const device of this.#world.devices) {
      if (!ids.includes(device.id)) continue;
      this.#world.notes[device.id] = { ...NO_NOTES, ...notesOf(this.#world, device), ...notes };
      Object.assign(device, notes);
    }
  }

  #remove(id: string): void {
    const world = this.#world;
    world.devices = world.devices.filter((device) => device.id !== id);
  }

  #log(device: Device, kind: string, id: string, undo?: Undo): void {
    const revision = this.#revision + 1;
    const said: Message = { id, args: { name: device.name ?? device.addresses[0] ?? device.id } };
    const change: Change = { revision, at: this.fixture.now, kind, device: device.id, said, dayOnly: device.personal, undo: undo !== undefined };
    this.#world.changes[device.home] = [change, ...(this.#world.changes[device.home] ?? [])];
    if (undo) this.#undo.set(revision, undo);
  }

  /** Remembers which rows changed since the last time, and which are gone. */
  #note(): void {
    const now = new Map(this.#world.devices.map((device) => [device.id, JSON.stringify(device)]));
    for (const [id, row] of now) if (this.#known.get(id) !== row) this.#rows.set(id, this.#revision);
    for (const id of this.#known.keys()) if (!now.has(id)) this.#gone.set(id, this.#revision);
    for (const id of now.keys()) this.#gone.delete(id);
    this.#known = now;
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
