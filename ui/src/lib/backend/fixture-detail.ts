/** One device's page, made from its row where the household says no more. */
import { dice, type World } from "./fixtures/make";
import type { Change, Claim, Criticality, Device, DeviceDetail, Evidence, Notes, Service } from "./types";

const NO_NOTES: Notes = {
  name: null, owner: null, room: null, purpose: null, criticality: null,
  kind: null, vendor: null, model: null, firmware: null, text: null, belongs: null,
};

/** A few of the defaults, so that each is seen. */
const CRITICALITY: Record<string, readonly [Criticality, string]> = {
  router: ["high", "page-criticality-why-way"],
  camera: ["high", "page-criticality-why-pictures"],
  nas: ["high", "page-criticality-why-files"],
  hub: ["medium", "page-criticality-why-house"],
  phone: ["medium", "page-criticality-why-own"],
  unknown: ["low", "page-criticality-why-unknown"],
};

export function notesOf(world: World, device: Device): Notes {
  return (
    world.notes[device.id] ?? {
      ...NO_NOTES,
      name: device.named ? device.name : null,
      owner: device.owner,
      room: device.room,
      purpose: device.purpose,
      criticality: device.criticality,
      belongs: device.belongs,
    }
  );
}

export function detailOf(world: World, device: Device, history: Change[]): DeviceDetail {
  const notes = notesOf(world, device);
  const evidence = evidenceOf(device);
  const next = dice(device.id);
  const [how, why] = CRITICALITY[device.kind] ?? (["low", "page-criticality-why-little"] as const);
  const network = world.homes.flatMap(({ networks }) => networks).find(({ id }) => id === device.network);
  return {
    device: { ...device, criticality: device.criticality ?? how },
    notes,
    firmware: notes.firmware,
    criticalityWhy: notes.criticality === null ? why : null,
    sensors: device.senses.map(({ sensor }) => sensor),
    claims: claimsOf(device, notes, evidence),
    contradictions: clashesOf(device),
    evidence,
    offers: offersOf(device),
    services: servicesOf(device),
    macIsPrivate: device.personal,
    networks: network ? [{ id: network.id, name: network.name, subnet: network.subnet, lastSeen: device.lastSeen }] : [],
    maybeSame: twinsOf(world, device),
    parts: device.addresses.length > 1 ? device.addresses.map((address) => ({ address, what: null })) : [],
    history,
    sent: { packets: 8 + Math.floor(next() * 30), connections: Math.floor(next() * 6), bytes: 900 + Math.floor(next() * 9000) },
    ...world.details[device.id],
  };
}

function evidenceOf(device: Device): Evidence[] {
  const address = device.addresses[0] ?? null;
  const seen = { seenAt: device.lastSeen, firstSeen: device.firstSeen, address };
  const all: Evidence[] = [
    { id: "e1", source: "arp", ...seen, said: { id: "evidence-answered", args: {} }, text: `ARP reply from ${device.macs[0] ?? "?"}` },
  ];
  if (device.vendor) {
    all.push({ id: "e2", source: "oui", ...seen, said: { id: "evidence-maker", args: { maker: device.vendor } }, text: `OUI: ${device.vendor}` });
  }
  if (device.name && !device.named) {
    all.push({ id: "e3", source: "mdns", ...seen, said: { id: "evidence-own-name", args: { name: device.name } }, text: `mDNS instance "${device.name}"` });
  }
  return all;
}

/** File stores are told to be of another maker too, so that it is seen how that looks. */
function clashesOf(device: Device): DeviceDetail["contradictions"] {
  if (device.kind !== "nas" || device.vendor === null) return [];
  return [{ field: "vendor", one: { value: device.vendor, evidence: ["e2"] }, other: { value: "Lumina", evidence: ["e1"] } }];
}

function claimsOf(device: Device, notes: Notes, evidence: readonly Evidence[]): Claim[] {
  const by = (id: string) => evidence.filter((one) => one.id === id).map((one) => one.id);
  const claims: Claim[] = [];
  if (device.kind !== "unknown") {
    claims.push({
      field: "kind", value: device.kind, confidence: device.kindConfidence ?? "likely",
      evidence: [...by("e3"), ...by("e1")], corrected: notes.kind !== null && notes.kind !== device.kind,
    });
  }
  if (device.vendor) {
    claims.push({ field: "vendor", value: device.vendor, confidence: "likely", evidence: by("e2"), corrected: notes.vendor !== null });
  }
  if (device.model) {
    claims.push({ field: "model", value: device.model, confidence: "likely", evidence: by("e3"), corrected: notes.model !== null });
  }
  return claims;
}

const OFFERS: Record<string, string[]> = {
  router: ["offers-network", "offers-page"],
  printer: ["offers-print", "offers-scan", "offers-page"],
  tv: ["offers-cast", "offers-media"],
  speaker: ["offers-music"],
  nas: ["offers-files", "offers-backup", "offers-page"],
  camera: ["offers-camera"],
  light: ["offers-light"],
  hub: ["offers-home"],
  thermostat: ["offers-heat"],
};
const SERVICES: Record<string, Service> = {
  "offers-page": { transport: "tcp", port: 80, name: "http", detail: "nginx" },
  "offers-print": { transport: "tcp", port: 631, name: "ipp", detail: null },
  "offers-files": { transport: "tcp", port: 445, name: "smb", detail: null },
  "offers-cast": { transport: "tcp", port: 8009, name: "googlecast", detail: null },
  "offers-camera": { transport: "tcp", port: 554, name: "rtsp", detail: null },
};

function offersOf(device: Device): string[] {
  return OFFERS[device.kind] ?? [];
}

function servicesOf(device: Device): Service[] {
  return offersOf(device).flatMap((offer) => SERVICES[offer] ?? []);
}

/** Those of the same kind and maker that may be the same device, as many as the row says. */
function twinsOf(world: World, device: Device): DeviceDetail["maybeSame"] {
  return world.devices
    .filter((other) => other.id !== device.id && other.home === device.home && other.maybeSame > 0 && other.kind === device.kind)
    .slice(0, device.maybeSame)
    .map((other) => ({ device: other.id, name: other.name, kind: other.kind, why: device.name === null ? { id: "evidence-same-mark", args: {} } : { id: "evidence-same-name", args: { name: device.name } } }));
}
