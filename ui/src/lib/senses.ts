/** What can see or hear, by room. */
import type { Device, Sense } from "./backend";
import { usual } from "./list";

export interface SensingRoom {
  /** None: the person has not said where. */
  room: string | null;
  devices: Device[];
}

/** The devices that sense anything, by room, those without one last. */
export function sensingRooms(devices: readonly Device[]): SensingRoom[] {
  const sensing = devices.filter(({ senses }) => senses.length > 0);
  const rooms = new Map<string | null, Device[]>();
  for (const device of sensing.toSorted(usual)) rooms.set(device.room, [...(rooms.get(device.room) ?? []), device]);
  return [...rooms].map(([room, devices]) => ({ room, devices })).sort(byName);
}

/** How many devices have this sense. */
export function countOf(devices: readonly Device[], sensor: Sense["sensor"]): number {
  return devices.filter(({ senses }) => senses.some((sense) => sense.sensor === sensor)).length;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function byName(a: SensingRoom, b: SensingRoom): number {
  return Number(a.room === null) - Number(b.room === null) || collator.compare(a.room ?? "", b.room ?? "");
}
