/** What the page knows. It asks the program again whenever there is news. */
import { type Backend, type Device, type Failure, type Place, Refused, type Status } from "./backend";
import { inOrder, keepingOrder } from "./order";

export class Household {
  /** Everything was read once. */
  ready = $state(false);
  status = $state.raw<Status>();
  places = $state.raw<Place[]>([]);
  devices = $state.raw<Device[]>([]);
  /** Why the last thing that was asked for did not happen. */
  refused = $state.raw<Failure>();
  /** The interface of the network that the person chose, where there are several. */
  chosen = $state<string>();

  readonly place: Place | undefined = $derived(
    this.places.find((place) => place.interface === this.chosen) ??
      this.places.find((place) => place.usual) ??
      this.places[0],
  );
  /** The person must say yes first: they never did, or it is another network than it seemed. */
  readonly asking = $derived(
    this.place !== undefined && (!this.place.consent || this.refused?.code === "no-consent"),
  );
  readonly looking = $derived(this.status?.look?.outcome === null);

  #backend: Backend;
  #revision = -1;
  #pull: Promise<void> | undefined;
  #wanted = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Reads everything once and then follows the news. Gives back a way to end it. */
  async open(): Promise<() => void> {
    const end = await this.#backend.onRevision(() => void this.pull());
    await this.pull();
    await this.findPlaces();
    this.ready = this.status !== undefined;
    return end;
  }

  async findPlaces(): Promise<void> {
    if (!this.status || this.status.startFailed) return;
    await this.#ask(async () => {
      this.places = await this.#backend.places();
    });
  }

  /** Looks at a network. `agreed`: the person has just said yes to it. */
  async look(place: Place, agreed: boolean): Promise<void> {
    this.refused = undefined;
    await this.#ask(() => this.#backend.look(place.interface, agreed));
    await Promise.all([this.findPlaces(), this.pull()]);
  }

  async stop(): Promise<void> {
    await this.#ask(() => this.#backend.stop());
    await this.pull();
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
    const status = await this.#backend.status();
    const looking = status.look?.outcome === null;
    const ended = this.looking && !looking;
    if (!status.startFailed && (status.revision !== this.#revision || ended)) {
      const devices = await this.#backend.devices();
      this.devices = looking ? keepingOrder(this.devices, devices) : inOrder(devices);
      this.#revision = status.revision;
    }
    this.status = status;
    if (ended) await this.findPlaces();
  }

  async #ask(question: () => Promise<void>): Promise<void> {
    try {
      await question();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.refused = error instanceof Refused
          ? error.failure
          : { code: null, message: { id: "window-failed", args: { why } } };
    }
  }
}
