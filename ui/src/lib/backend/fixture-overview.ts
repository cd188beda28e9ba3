/** The summary of a home, by the same plain rules as the program's. */
import type { World } from "./fixtures/make";
import type { Device, Gap, Message, Overview, Step } from "./types";

const DAY = 24 * 60 * 60_000;

export function overviewOf(world: World, homeId: string, now: string, putOff: ReadonlySet<string>): Overview {
  const home = world.homes.find(({ id }) => id === homeId);
  const devices = world.devices.filter((device) => device.home === homeId);
  const looks = (home?.networks ?? []).flatMap(({ lastLook }) => lastLook ?? []).sort();
  const lastLook = looks.at(-1) ?? null;
  const known = devices.filter(isKnown).length;
  const stale = lastLook === null || Date.parse(now) - Date.parse(lastLook) > 7 * DAY;
  const steps = stepsFor(devices, stale).filter(({ id }) => !putOff.has(id)).slice(0, 3);
  return {
    status: statusOf(devices, stale),
    lastLook,
    steps,
    changes: (world.changes[homeId] ?? []).filter(({ at }) => Date.parse(now) - Date.parse(at) <= 30 * DAY).slice(0, 5),
    gaps: gapsOf(devices),
    devices: devices.length,
    known,
  };
}

export function isKnown(device: Device): boolean {
  return device.named || device.thisComputer || device.belongs === "ours" || device.belongs === "guest";
}

function statusOf(devices: readonly Device[], stale: boolean): Message {
  if (stale) return message("status-not-enough");
  const unsure = devices.filter((device) => !isKnown(device));
  if (unsure.length > 0) return message("status-todo", { n: 1 });
  return message(devices.length > 0 ? "status-nothing" : "status-not-enough");
}

function stepsFor(devices: readonly Device[], stale: boolean): Step[] {
  const steps: Step[] = [];
  const left = devices.filter((device) => !isKnown(device) && device.belongs === null);
  if (left.length > 0) {
    steps.push({
      id: "tell-devices",
      title: message("step-tell-devices", { devices: left.length }),
      why: message("step-tell-devices-why"),
      minutes: Math.max(1, Math.ceil(left.length / 5)),
      device: null,
      devices: left.length,
    });
  }
  const twin = devices.find(({ maybeSame }) => maybeSame > 0);
  if (twin) {
    steps.push({
      id: "same-device",
      title: twin.name === null ? message("step-same-device-nameless") : message("step-same-device", { name: twin.name }),
      why: message("step-same-device-why"),
      minutes: 1,
      device: twin.id,
      devices: 1 + twin.maybeSame,
    });
  }
  if (stale) {
    steps.push({ id: "look-again", title: message("step-look-again"), why: message("step-look-again-why"), minutes: 1, device: null, devices: 0 });
  }
  return steps;
}

function gapsOf(devices: readonly Device[]): Gap[] {
  const gaps: Gap[] = [];
  const about = (id: string, which: readonly Device[]) => {
    if (which.length > 0) gaps.push({ said: message(id, { devices: which.length }), devices: which.map((device) => device.id) });
  };
  about("gap-no-name", devices.filter(({ name }) => name === null));
  about("gap-no-kind", devices.filter(({ kind, kindConfidence }) => kind === "unknown" || kindConfidence === "guess"));
  for (const id of ["gap-passwords", "gap-doors", "gap-updates"]) gaps.push({ said: message(id), devices: [] });
  return gaps;
}

function message(id: string, args: Record<string, string | number> = {}): Message {
  return { id, args: Object.fromEntries(Object.entries(args).map(([key, value]) => [key, String(value)])) };
}
