/** A back end without a program behind it, for tests and for work on the page in a browser. */
import type { Backend, Device, Failure, Look, Place, Status } from "./backend";
import { Refused } from "./backend";

export interface Fixture {
  places: Place[];
  devices: Device[];
  status: Status;
  /** Devices that a look finds, one at a time. */
  toFind: Device[];
  /** What the program answers when a look is asked for. */
  refuses?: Failure;
}

export interface FixtureBackend extends Backend {
  /** What was asked, in order. */
  readonly calls: string[];
  /** A look finds its next device. */
  findNext(): void;
  /** The look ends by itself. */
  finish(): void;
  /** The fixture was changed from outside: tell the page. */
  tell(): void;
  readonly fixture: Fixture;
}

export function device(id: string, more: Partial<Device> = {}): Device {
  return {
    id,
    name: null,
    kind: "unknown",
    kindIsGuess: false,
    vendor: null,
    model: null,
    addresses: [`192.168.7.${id}`],
    state: "here",
    lastSeen: "2026-05-03T14:20:00Z",
    ...more,
  };
}

export function place(more: Partial<Place> = {}): Place {
  return { interface: "wlan0", name: "Smith-Home", consent: false, usual: true, needsTick: null, ...more };
}

export function fixture(more: Partial<Fixture> = {}): Fixture {
  const status: Status = { startFailed: null, notices: [], look: null, revision: 0 };
  return { places: [place()], devices: [], toFind: [], status, ...more };
}

export function sampleHome(): Fixture {
  return fixture({
    toFind: [
      device("1", { name: "Router", kind: "router", vendor: "AVM", model: "FRITZ!Box 7590" }),
      device("20", { name: "Living room TV", kind: "tv", vendor: "LG" }),
      device("21", { name: "Hall printer", kind: "printer", vendor: "Brother", state: "asleep" }),
      device("34", { kind: "phone" }),
      device("40", { name: "Küchenradio mit einem sehr langen Namen, den jemand einmal so eingetippt hat (alt)", kind: "speaker" }),
      device("41", { name: "مصباح غرفة النوم", kind: "light", vendor: "Signify" }),
      device("50", { name: "Office NAS", kind: "nas", vendor: "Synology", addresses: ["192.168.7.50", "fe80::211:32ff:fe12:3456"] }),
    ],
  });
}

export function fixtureBackend(fixture: Fixture, step = 400): FixtureBackend {
  const listeners = new Set<() => void>();
  const calls: string[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;

  const tell = () => {
    fixture.status = { ...fixture.status, revision: fixture.status.revision + 1 };
    for (const listener of listeners) listener();
  };
  const update = (change: Partial<Look>) => {
    const { look } = fixture.status;
    if (look) fixture.status = { ...fixture.status, look: { ...look, ...change } };
    tell();
  };
  const end = (change: Partial<Look>) => {
    clearInterval(timer);
    update(change);
  };
  const finish = () => {
    end({ outcome: { ended: "complete" } });
  };
  const findNext = () => {
    const next = fixture.toFind.shift();
    if (!next) {
      finish();
      return;
    }
    fixture.devices = [...fixture.devices, next];
    update({ devices: fixture.devices.length });
  };

  return {
    calls,
    fixture,
    findNext,
    finish,
    tell,
    places: () => Promise.resolve(structuredClone(fixture.places)),
    devices: () => Promise.resolve(structuredClone(fixture.devices)),
    status: () => Promise.resolve(structuredClone(fixture.status)),
    look: (networkInterface, consent) => {
      calls.push(`look ${networkInterface} ${consent ? "with" : "without"} consent`);
      if (fixture.refuses) return Promise.reject(new Refused(fixture.refuses));
      fixture.places = fixture.places.map((one) =>
        one.interface === networkInterface ? { ...one, consent: one.consent || consent } : one,
      );
      fixture.status = { ...fixture.status, look: { interface: networkInterface, devices: 0, secondsLeft: 25, outcome: null } };
      if (step > 0) timer = setInterval(findNext, step);
      tell();
      return Promise.resolve();
    },
    stop: () => {
      calls.push("stop");
      end({ outcome: { ended: "stopped" } });
      return Promise.resolve();
    },
    onRevision: (listener) => {
      listeners.add(listener);
      return Promise.resolve(() => listeners.delete(listener));
    },
  };
}
