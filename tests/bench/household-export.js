// Writes an export of a made-up home with so many devices, for `homewarden-cli import`.
//
//   node household-export.js COUNT FILE
import { writeFileSync } from "node:fs";

const [count, file] = [Number(process.argv[2]), process.argv[3]];
const KINDS = ["_ipp._tcp", "_googlecast._tcp", "_airplay._tcp", "_hap._tcp", "_ssh._tcp", "_http._tcp"];
const ROOMS = ["Office", "Kitchen", "Hall", "Store", "Workshop", "Reception", "Meeting room", null];
const seen = { first_seen: "2026-05-01T08:00:00Z", last_seen: "2026-05-03T14:20:00Z" };
const [home, network] = ["hbench", "nbench"];

const kept = {
  revision: 0, consents: [], apart: [], scans: [],
  homes: [{ id: home, name: "Bench", created_at: seen.first_seen }],
  networks: [{ id: network, home, name: "Bench", subnet: "10.77.0.0/16", gateway_ipv4: "10.77.0.1", gateway_mac: "00:00:5e:00:53:01", interface: "eth0", ...seen }],
  devices: [], notes: [], evidence: [], keys: [],
};
for (let index = 0; index < count; index += 1) {
  const device = `d${String(index).padStart(6, "0")}`;
  const address = `10.77.${1 + (index >> 8)}.${index & 255}`;
  const mac = `00:11:32:${[index >> 16, index >> 8, index].map((part) => (part & 255).toString(16).padStart(2, "0")).join(":")}`;
  const service = KINDS[index % KINDS.length];
  const evidence = (key, fact) => kept.evidence.push({ device, network, address, key, fact, ...seen });
  kept.devices.push({ id: device, home, state: index % 9 === 0 ? "away" : "here", merged_into: null, ...seen });
  if (index % 3 !== 0) kept.notes.push([device, { name: `Desk ${index} machine`, room: ROOMS[index % ROOMS.length], owner: null, purpose: null, criticality: null, kind: null, text: null }]);
  kept.keys.push({ home, device, key: { kind: "mac", value: mac } });
  evidence("neighbour", { fact: "neighbour", mac, router: false });
  evidence(`mdns:${service}:Thing ${index}`, { fact: "mdns-service", service, subtypes: [], instance: `Thing ${index}`, host: `thing-${index}.local`, port: 80, txt: {} });
}
writeFileSync(file, JSON.stringify({ format: "homewarden-export", version: 1, exported_at: seen.last_seen, devices: [], kept, changes: [] }));
