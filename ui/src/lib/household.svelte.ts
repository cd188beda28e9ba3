/** What the page knows. It asks the program again whenever there is news. */
import {
  type Backend, type Belongs, type Device, type Failure, type Home, type Level, type Notes, type Overview, type Place,
  Refused, type Settings, type Status,
} from "./backend";
import { keepingOrder, usual } from "./list";

export class Household {
  /** Everything was read once. */
  ready = $state(false);
  status = $state.raw<Status>();
  places = $state.raw<Place[]>([]);
  homes = $state.raw<Home[]>([]);
  /** All devices of all homes; while a look runs in the order in which they came. */
  devices = $state.raw<Device[]>([]);
  overview = $state.raw<Overview>();
  /** Why the last thing that was asked for did not happen. */
  refused = $state.raw<Failure>();
  /** The interface of the network that the person chose, where there are several. */
  chosenPlace = $state<string>();
  /** The home that the person chose, where there are several. */
  chosenHome = $state<string>();
  /** What can be taken back, and how. */
  undoable = $state.raw<{ said: string; undo: () => Promise<void> }>();

  readonly place: Place | undefined = $derived(
    this.places.find((place) => place.interface === this.chosenPlace) ??
      this.places.find((place) => place.usual) ??
      this.places[0],
  );
  readonly looking = $derived(this.status?.look?.outcome === null);
  readonly home: Home | undefined = $derived(
    this.homes.find((home) => home.id === this.chosenHome) ??
      this.homes.find((home) => home.id === this.place?.home) ??
      this.homes.find((home) => home.id === this.status?.look?.home) ??
      this.homes[0],
  );
  /** The devices of the home that is shown. */
  readonly shown: Device[] = $derived(this.devices.filter((device) => device.home === this.home?.id));
  readonly revision = $derived(this.status?.revision ?? 0);

  readonly backend: Backend;
  #revision = 0;
  #looked: string | undefined;
  #pull: Promise<void> | undefined;
  #wanted = 0;

  constructor(backend: Backend) {
    this.backend = backend;
  }

  /** Reads everything once and then follows the news. Gives back a way to end it. */
  async open(): Promise<() => void> {
    const end = await this.backend.onRevision(() => void this.pull());
    await this.pull();
    this.ready = this.status !== undefined;
    return end;
  }

  device(id: string): Device | undefined {
    return this.devices.find((device) => device.id === id);
  }

  async findPlaces(): Promise<void> {
    if (!this.status || this.status.startFailed) return;
    await this.#ask(async () => {
      this.places = await this.backend.places();
    });
  }

  /** Looks at a network. `agreed`: the person has just said yes to it, up to this level. */
  async look(place: Place, level: Level, agreed: boolean): Promise<boolean> {
    this.refused = undefined;
    const began = await this.#ask(() => this.backend.look(place.interface, level, agreed));
    await this.pull();
    return began;
  }

  async stop(): Promise<void> {
    await this.#ask(() => this.backend.stop());
    await this.pull();
  }

  /** Does something that changes what is kept, and shows it. False when the program refused. */
  async change(what: (backend: Backend) => Promise<unknown>): Promise<boolean> {
    this.refused = undefined;
    const done = await this.#ask(async () => {
      await what(this.backend);
    });
    await this.pull();
    return done;
  }

  async setNotes(device: string, notes: Notes): Promise<boolean> {
    return this.change((backend) => backend.setNotes(device, notes));
  }

  /** Whose devices these are; can be taken back. */
  async mark(devices: readonly Device[], belongs: Belongs, said: string): Promise<void> {
    const before = devices.map(({ id, belongs }) => ({ id, belongs }));
    const marked = await this.change((backend) => backend.mark(devices.map(({ id }) => id), belongs));
    if (!marked) return;
    this.undoable = {
      said,
      undo: async () => {
        for (const one of ["ours", "guest", "unsure", null] as const) {
          const ids = before.filter((device) => device.belongs === one).map(({ id }) => id);
          if (ids.length > 0) await this.change((backend) => backend.mark(ids, one));
        }
      },
    };
  }

  async setSettings(settings: Settings): Promise<void> {
    if (this.status) this.status = { ...this.status, settings };
    await this.change((backend) => backend.setSettings(settings));
  }

  async showExample(on: boolean): Promise<void> {
    this.chosenHome = undefined;
    this.undoable = undefined;
    await this.change((backend) => backend.showExample(on));
  }

  /** Asks for what changed. News during a pull leads to one more, never to two at once. */
  pull(): Promise<void> {
    this.#wanted += 1;
    this.#pull ??= this.#pullAll().finally(() => {
      this.#pull = undefined;
    });
    return this.#pull;
  }

  async #pullAll(): Promise<void> {
    let answered;
    do {
      answered = this.#wanted;
      await this.#ask(() => this.#pullOnce());
    } while (answered !== this.#wanted);
  }

  async #pullOnce(): Promise<void> {
    const status = await this.backend.status();
    if (status.startFailed) {
      this.status = status;
      return;
    }
    const looking = status.look?.outcome === null;
    const another = status.example !== this.status?.example;
    const turned = looking !== this.looking;
    if (another || turned || status.revision !== this.#revision || !this.ready) {
      const since = another ? 0 : this.#revision;
      const [news, homes] = await Promise.all([this.backend.devices(since), this.backend.homes()]);
      this.#take(news.all, news.devices, news.gone, looking);
      this.homes = homes;
      this.#revision = news.revision;
    }
    if (another || turned || !this.ready) this.places = await this.backend.places();
    this.status = status;
    await this.#readOverview(looking);
  }

  /** The summary is for those who read it: not while rows stream in. */
  async #readOverview(looking: boolean): Promise<void> {
    const home = this.home?.id;
    const wanted = `${home ?? ""} ${this.#revision}`;
    if (home === undefined) this.overview = undefined;
    else if (!looking && wanted !== this.#looked) {
      this.overview = await this.backend.overview(home);
      this.#looked = wanted;
    }
  }

  /** Another home is shown. */
  async showHome(home: string): Promise<void> {
    this.chosenHome = home;
    await this.pull();
  }

  #take(all: boolean, changed: readonly Device[], gone: readonly string[], looking: boolean): void {
    const list = all ? [...changed] : replaced(this.devices, gone, changed);
    this.devices = looking ? keepingOrder(this.devices, list) : list.sort(usual);
  }

  async #ask(question: () => Promise<void>): Promise<boolean> {
    try {
      await question();
      return true;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.refused = error instanceof Refused
          ? error.failure
          : { code: null, message: { id: "window-failed", args: { why } } };
      return false;
    }
  }
}

function replaced(devices: readonly Device[], gone: readonly string[], changed: readonly Device[]): Device[] {
  const out = new Set([...gone, ...changed.map(({ id }) => id)]);
  return [...devices.filter(({ id }) => !out.has(id)), ...changed];
}
