/** The one seam between the page and the program behind it. Nothing outside this folder knows Tauri. */
import type {
  Belongs, Change, Data, DeviceDetail, DevicesSince, Failure, Home, Level, Notes, Overview, Place, Settings, Status, Taken, Written,
} from "./types";

export type * from "./types";

export interface Backend {
  status(): Promise<Status>;
  /** The networks that this computer is on. Sends nothing. */
  places(): Promise<Place[]>;
  /** Starts a look. `consent`: the person has just agreed to it, up to this level, for this network. */
  look(networkInterface: string, level: Level, consent: boolean): Promise<void>;
  /** Stops the look that runs. */
  stop(): Promise<void>;
  homes(): Promise<Home[]>;
  renameHome(home: string, name: string): Promise<void>;
  /** What changed since the window's revision. */
  devices(since: number): Promise<DevicesSince>;
  device(id: string): Promise<DeviceDetail>;
  overview(home: string): Promise<Overview>;
  changes(home: string): Promise<Change[]>;
  setNotes(device: string, notes: Notes): Promise<void>;
  mark(devices: string[], belongs: Belongs | null): Promise<void>;
  setRoom(devices: string[], room: string | null): Promise<void>;
  merge(into: string, from: string): Promise<void>;
  /** Gives the new entry's id. */
  split(device: string, address: string): Promise<string>;
  undo(revision: number): Promise<void>;
  answerSameHome(newer: string, known: string, same: boolean): Promise<void>;
  /** Puts a next step off for a week. */
  later(step: string): Promise<void>;
  showExample(on: boolean): Promise<void>;
  setSettings(settings: Settings): Promise<void>;
  data(): Promise<Data>;
  openFolder(): Promise<void>;
  /** Null: the person closed the dialog. */
  exportFile(format: "json" | "csv"): Promise<Written | null>;
  /** Writes what the person corrected, without names and addresses. Gives the path; null: the person closed the dialog. */
  exportCorrection(device: string): Promise<string | null>;
  importFile(): Promise<Taken | null>;
  eraseAll(): Promise<void>;
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
