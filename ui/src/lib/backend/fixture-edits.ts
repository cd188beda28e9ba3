/** What the person's words do to a household. */
import { notesOf } from "./fixture-detail";
import type { Fixture, World } from "./fixtures/make";
import type { Device, Notes } from "./types";

export function writeNotes(world: World, device: Device, notes: Notes): void {
  world.notes[device.id] = notes;
  const wasNamed = device.named;
  const { name, owner, room, purpose, criticality, kind, vendor, model, belongs } = notes;
  Object.assign(device, { owner, room, purpose, criticality, belongs, named: name !== null });
  if (name !== null || wasNamed) device.name = name;
  if (kind !== null) Object.assign(device, { kind, kindConfidence: null });
  if (vendor !== null) device.vendor = vendor;
  if (model !== null) device.model = model;
}

/** The same for several devices at once. */
export function writeEach(world: World, ids: readonly string[], notes: Partial<Pick<Device, "belongs" | "room">>): void {
  for (const device of world.devices) {
    if (!ids.includes(device.id)) continue;
    world.notes[device.id] = { ...notesOf(world, device), ...notes };
    Object.assign(device, notes);
  }
}

/** Puts what `taken` is and was into `kept`. */
export function joinDevices(kept: Device, taken: Device): void {
  const both = (one: string[], other: string[]) => [...new Set([...one, ...other])];
  Object.assign(kept, {
    addresses: both(kept.addresses, taken.addresses),
    macs: both(kept.macs, taken.macs),
    hostnames: both(kept.hostnames, taken.hostnames),
    maybeSame: Math.max(0, kept.maybeSame - 1),
    name: kept.name ?? taken.name,
  });
}

export function joinHomes(fixture: Fixture, newer: string, known: string): void {
  const { homes, devices, places } = fixture;
  const [from, to] = [homes.find(({ id }) => id === newer), homes.find(({ id }) => id === known)];
  to?.networks.push(...(from?.networks ?? []));
  fixture.homes = homes.filter(({ id }) => id !== newer);
  for (const device of devices) if (device.home === newer) device.home = known;
  for (const place of places) if (place.home === newer) place.home = known;
}

export function erase(fixture: Fixture): void {
  Object.assign(fixture, { homes: [], devices: [], notes: {}, details: {}, changes: {} });
  fixture.places = fixture.places.map((place) => ({ ...place, consent: null, home: null }));
  fixture.status = { ...fixture.status, look: null };
}
