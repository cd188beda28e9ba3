/** The types that cross between the page and the program. */

export type Message = { id: string; args: { [key in string]: string } };
export type Failure = { code: FailureCode | null; message: Message };
export type FailureCode = "no-consent";
export type Level = "look" | "identify" | "check";
export type State = "here" | "asleep" | "away";
export type Confidence = "certain" | "likely" | "guess";
export type Belongs = "ours" | "guest" | "unsure";          // "It is mine" / "Guest's" / "Don't know"
export type Criticality = "high" | "medium" | "low";
export type Field = "name" | "kind" | "vendor" | "model" | "firmware";

export type Status = {
  startFailed: Message | null;
  notices: Message[];
  revision: number;              // of what is shown now (real engine or example)
  look: Look | null;
  example: boolean;              // the sample household is shown; nothing is sent, nothing is kept
  settings: Settings;
  appearance: Appearance;        // what the desktop wants; null where it does not tell
};
export type Settings = { theme: "system" | "light" | "dark"; contrast: "system" | "more"; motion: "system" | "less"; textSize: number /* percent: 100|110|125|150|175|200 */ };
export type Appearance = { dark: boolean | null; moreContrast: boolean | null; lessMotion: boolean | null };
export type Look = {
  interface: string;
  home: string | null;           // id, once known
  level: Level;
  devices: number;               // found so far
  listed: boolean;               // every address was asked and answers were read
  secondsLeft: number;
  secondsAll: number;            // how long the whole look takes
  outcome: Outcome | null;
  sameHome: SameHome | null;     // "Same home, new router?", asked at the end of a look
};
export type Outcome = { ended: "complete" } | { ended: "stopped" } | { ended: "failed"; why: Failure };
export type SameHome = { newer: string; known: string; name: string; matches: number };

export type Place = {
  interface: string;
  name: string | null;           // Wi-Fi name or the name a person gave; null on an unnamed wired network
  wired: boolean;
  subnet: string | null;         // "192.168.42.0/24"
  gateway: string | null;
  addresses: number;
  consent: Level | null;         // furthest level that was agreed to
  home: string | null;           // id of the home it belongs to, where known
  usual: boolean;
  needsTick: TickReason | null;
  vpn: boolean;                  // this computer also has a VPN up
};
export type TickReason = { why: "managed" } | { why: "large"; addresses: number };

export type Home = { id: string; name: string | null /* null: only a subnet is known */; networks: HomeNetwork[]; devices: number };
export type HomeNetwork = { id: string; name: string | null; wired: boolean; subnet: string | null; router: string | null /* device id of the router seen there */; lastLook: string | null };

export type DevicesSince = { revision: number; all: boolean /* forget the rest */; devices: Device[]; gone: string[] };
export type Device = {
  id: string;
  home: string;
  network: string | null;        // id of the network it was last seen on
  name: string | null;           // person's name, else what it calls itself
  named: boolean;                // the person gave the name
  kind: string;                  // of the CLI contract
  kindConfidence: Confidence | null; // null: told by the person, or unknown kind
  vendor: string | null;
  model: string | null;
  room: string | null;
  owner: string | null;
  purpose: string | null;
  criticality: Criticality | null;
  belongs: Belongs | null;       // null: never asked, or a guest's mark has ended
  personal: boolean;             // phone, tablet, computer, wearable, car: only the day is ever shown
  thisComputer: boolean;
  router: boolean;               // it is a network's gateway
  addresses: string[];           // IPv4 first
  macs: string[];
  hostnames: string[];
  state: State;
  firstSeen: string;
  lastSeen: string;              // for personal devices cut to the day: "2026-11-24T00:00:00Z"
  maybeSame: number;             // how many other entries may be the same device
};
export type DeviceDetail = {
  device: Device;
  notes: Notes;                  // what the person wrote
  firmware: string | null;
  sensors: ("camera" | "microphone" | "location")[];
  claims: Claim[];
  evidence: Evidence[];
  offers: string[];              // message ids offers-…
  services: Service[];
  macIsPrivate: boolean;
  networks: { id: string; name: string | null; subnet: string | null; lastSeen: string }[];
  maybeSame: { device: string; name: string | null; kind: string; why: Message }[];
  parts: { address: string; what: string | null }[];   // addresses that could be split off; empty when there is only one
  history: Change[];             // newest first, at most 100
  sent: { packets: number; connections: number; bytes: number } | null;  // what we sent to it
};
export type Notes = {
  name: string | null; owner: string | null; room: string | null; purpose: string | null; criticality: Criticality | null;
  kind: string | null; vendor: string | null; model: string | null; firmware: string | null; text: string | null;
  belongs: Belongs | null;
};
export type Claim = { field: Field; value: string; confidence: Confidence; evidence: string[]; corrected: boolean /* the person says otherwise */ };
export type Evidence = { id: string; source: string; seenAt: string; firstSeen: string; address: string | null; said: Message /* plain words, evidence-… */; text: string /* technical, English, for Details */ };
export type Service = { transport: string; port: number; name: string; detail: string | null };

export type Change = { revision: number; at: string; kind: string; device: string | null; said: Message /* change-…, names the device as $name where there is one */; dayOnly: boolean /* about a personal device: show the day, not the hour */; undo: boolean };
export type Overview = {
  status: Message;               // status-now | status-todo | status-not-enough | status-nothing, args n
  lastLook: string | null;
  steps: Step[];                 // at most three
  changes: Change[];             // newest five, of the last 30 days
  gaps: Gap[];                   // what we could not check
  devices: number; known: number /* the person has named or marked them */;
};
export type Step = { id: "tell-devices" | "same-device" | "look-again"; title: Message; why: Message; minutes: number; device: string | null; devices: number };
export type Gap = { said: Message; devices: string[] /* ids it is about; may be empty */ };

export type Data = { folder: string; bytes: number /* whole folder, capped at u32 */; devices: number; changes: number };
export type Written = { path: string; devices: number };
export type Taken = { added: number; known: number };

