/** The list of devices: which are shown, in which order, in which groups. The same devices give the same list. */
import type { Device } from "./backend";

export type Filter = "all" | "no-name" | "here" | "away" | "ours" | "guest" | "unsure" | "senses" | "twins";
export const FILTERS: readonly Filter[] = ["all", "no-name", "here", "away", "ours", "guest", "unsure", "senses", "twins"];
export type Sort = "room" | "name" | "kind" | "seen" | "new";
export const SORTS: readonly Sort[] = ["room", "name", "kind", "seen", "new"];

export interface Group {
  /** "ask": the person has not told about these yet. Else a room's name; null: no room. Undefined: one list without groups. */
  room?: string | null | undefined;
  ask: boolean;
  devices: Device[];
}

const STATES = ["here", "asleep", "away"] as const;
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** The person has neither named the device nor said whose it is. */
export function toTell(device: Device): boolean {
  return !device.named && device.belongs === null && !device.thisComputer;
}

export function matches(device: Device, filter: Filter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "no-name":
      return toTell(device);
    case "here":
      return device.state !== "away";
    case "away":
      return device.state === "away";
    case "ours":
    case "guest":
    case "unsure":
      return device.belongs === filter;
    case "senses":
      return device.senses.length > 0;
    case "twins":
      return device.maybeSame > 0;
  }
}

/** Whether each word of the search begins or stands somewhere in what is known of the device. `kindWord`: its kind as people read it. */
export function found(device: Device, search: string, kindWord: string): boolean {
  const words = fold(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = textOf(device, kindWord);
  return words.every((word) => text.includes(word));
}

/** A device is never changed but replaced, so its text holds as long as it does. */
const texts = new WeakMap<Device, string>();

function textOf(device: Device, kindWord: string): string {
  const known = texts.get(device);
  if (known !== undefined) return known;
  const text = fold(
    [
      device.name, kindWord, device.vendor, device.model, device.room, device.owner, device.purpose,
      ...device.addresses, ...device.macs, ...device.hostnames,
    ].filter((part) => part !== null).join("\n"),
  );
  texts.set(device, text);
  return text;
}

/** Without capital letters and accents. */
function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase();
}

/** Those that the person has not told about first, then by room; other orders are one list. */
export function grouped(devices: readonly Device[], sort: Sort): Group[] {
  const sorted = devices.toSorted(by(sort));
  if (sort !== "room") return sorted.length > 0 ? [{ ask: false, devices: sorted }] : [];
  const rooms = new Map<string | null, Device[]>();
  const ask: Device[] = [];
  for (const device of sorted) {
    if (toTell(device)) ask.push(device);
    else rooms.set(device.room, [...(rooms.get(device.room) ?? []), device]);
  }
  const names = [...rooms.keys()].sort((a, b) => Number(a === null) - Number(b === null) || collator.compare(a ?? "", b ?? ""));
  const groups: Group[] = names.map((room) => ({ room, ask: false, devices: rooms.get(room) ?? [] }));
  return ask.length > 0 ? [{ ask: true, devices: ask }, ...groups] : groups;
}

function by(sort: Sort): (a: Device, b: Device) => number {
  const last = (a: Device, b: Device) => usual(a, b);
  switch (sort) {
    case "name":
      return (a, b) => compareNames(a, b) || last(a, b);
    case "kind":
      return (a, b) => Number(a.kind === "unknown") - Number(b.kind === "unknown") || collator.compare(a.kind, b.kind) || last(a, b);
    case "seen":
      return (a, b) => b.lastSeen.localeCompare(a.lastSeen) || last(a, b);
    case "new":
      return (a, b) => b.firstSeen.localeCompare(a.firstSeen) || last(a, b);
    case "room":
      return last;
  }
}

/** Who is here first; those with a name by name, then the others by address. */
export function usual(a: Device, b: Device): number {
  return (
    STATES.indexOf(a.state) - STATES.indexOf(b.state) || compareNames(a, b) || collator.compare(a.id, b.id)
  );
}

function compareNames(a: Device, b: Device): number {
  return Number(a.name === null) - Number(b.name === null) || collator.compare(label(a), label(b));
}

function label(device: Device): string {
  return device.name ?? device.addresses[0] ?? "";
}

/** While a look runs rows stay where they are and new ones come last, so that nothing jumps. */
export function keepingOrder(shown: readonly Device[], devices: readonly Device[]): Device[] {
  const place = new Map(shown.map((device, index) => [device.id, index]));
  return devices.toSorted((a, b) => (place.get(a.id) ?? shown.length) - (place.get(b.id) ?? shown.length) || usual(a, b));
}

/** The rooms that are in use, by name. */
export function rooms(devices: readonly Device[]): string[] {
  return distinct(devices.map(({ room }) => room));
}

export function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null).sort((a, b) => collator.compare(a, b));
}

/** One page of a grouped list; a group that goes on from the page before keeps its heading. */
export function pageOf(groups: readonly Group[], page: number, size: number): Group[] {
  let skip = page * size;
  let left = size;
  const shown: Group[] = [];
  for (const group of groups) {
    const devices = group.devices.slice(skip, skip + left);
    skip = Math.max(0, skip - group.devices.length);
    left -= devices.length;
    if (devices.length > 0) shown.push({ ...group, devices });
    if (left <= 0) break;
  }
  return shown;
}
