/** The map: home → network → room → device as nested boxes. Lengths are in units of the drawing. */
import type { Device, Home, HomeNetwork } from "./backend";
import { rooms as roomsOf, usual } from "./list";

export interface Cell {
  device: Device;
  x: number;
  y: number;
}
export interface RoomBox {
  /** Null: no room was told. */
  room: string | null;
  x: number;
  y: number;
  width: number;
  height: number;
  cells: Cell[];
}
export interface NetworkBox {
  network: HomeNetwork | null;
  /** The box that runs the network, drawn at its head. */
  router: Cell | null;
  x: number;
  y: number;
  width: number;
  height: number;
  rooms: RoomBox[];
}
export interface Plan {
  width: number;
  height: number;
  networks: NetworkBox[];
}

export const CELL = { width: 96, height: 84 };
const GAP = 12;
const HEAD = 32;
const ROUTER = CELL.height;
/** More devices than this in one row make a room hard to take in. */
const WIDEST_ROOM = 6;

/** Packs rooms in rows like lines of text. `width`: what there is to draw on. */
export function draw(home: Home, devices: readonly Device[], width: number): Plan {
  const usable = Math.max(width, CELL.width + 6 * GAP);
  const known = new Set(home.networks.map(({ id }) => id));
  const places: (HomeNetwork | null)[] = [...home.networks, null];
  let y = 0;
  const networks: NetworkBox[] = [];
  for (const network of places) {
    const here = devices.filter((device) =>
      network ? device.network === network.id : device.network === null || !known.has(device.network),
    );
    if (here.length === 0) continue;
    const box = drawNetwork(network, here, y, usable);
    networks.push(box);
    y += box.height + GAP;
  }
  return { width: usable, height: Math.max(y - GAP, 0), networks };
}

function drawNetwork(network: HomeNetwork | null, devices: readonly Device[], y: number, width: number): NetworkBox {
  const head = devices.find((device) => device.id === network?.router);
  const rest = devices.filter((device) => device !== head);
  const router = head ? { device: head, x: GAP, y: y + HEAD } : null;
  let lineX = GAP;
  let lineY = y + HEAD + (router ? ROUTER : 0);
  let lineHeight = 0;
  const rooms: RoomBox[] = [];
  for (const room of [...roomsOf(rest), null]) {
    const inside = rest.filter((device) => device.room === room).sort(usual);
    if (inside.length === 0) continue;
    const columns = Math.min(inside.length, WIDEST_ROOM, Math.max(1, Math.floor((width - 4 * GAP) / CELL.width)));
    const size = {
      width: Math.max(columns * CELL.width, 1.5 * CELL.width) + 2 * GAP,
      height: HEAD + Math.ceil(inside.length / columns) * CELL.height + GAP,
    };
    if (lineX > GAP && lineX + size.width > width - GAP) {
      lineX = GAP;
      lineY += lineHeight + GAP;
      lineHeight = 0;
    }
    const [x, top] = [lineX, lineY];
    const cells = inside.map((device, index) => ({
      device,
      x: x + GAP + (index % columns) * CELL.width,
      y: top + HEAD + Math.floor(index / columns) * CELL.height,
    }));
    rooms.push({ room, x, y: top, ...size, width: Math.min(size.width, width - 2 * GAP), cells });
    lineX += size.width + GAP;
    lineHeight = Math.max(lineHeight, size.height);
  }
  return { network, router, x: 0, y, width, height: lineY + lineHeight + GAP - y, rooms };
}
