/** The one seam between the page and the program behind it. Nothing outside this folder knows Tauri. */
import type { Device, Failure, Place, Status } from "./bindings";

export type { Device, Failure, Look, Message, Outcome, Place, State, Status, TickReason } from "./bindings";

export interface Backend {
  /** The networks that this computer is on. Sends nothing. */
  places(): Promise<Place[]>;
  /** Starts a look. `consent`: the person has just agreed to it for this network. */
  look(networkInterface: string, consent: boolean): Promise<void>;
  /** Stops the look that runs. */
  stop(): Promise<void>;
  devices(): Promise<Device[]>;
  status(): Promise<Status>;
  /** Calls when there is news; the page then asks for what it needs. Gives back a way to end it. */
  onRevision(listener: () => void): Promise<() => void>;
}

/** The program said no, in words that can be shown. */
export class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message.id);
    this.name = "Refused";
  }
}
