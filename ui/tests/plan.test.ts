import { describe, expect, it } from "vitest";

import type { Home } from "../src/lib/backend";
import { device } from "../src/lib/backend/fixture";
import { CELL, draw, type Plan } from "../src/lib/plan";

const home: Home = {
  id: "h", name: "Home", devices: 0,
  networks: [
    { id: "n1", name: "Main", wired: false, subnet: null, router: "1", lastLook: null },
    { id: "n2", name: "Guests", wired: false, subnet: null, router: null, lastLook: null },
  ],
};
const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    device(String(index + 1), { network: index % 7 === 6 ? "n2" : index % 11 === 10 ? null : "n1", room: index % 3 === 0 ? null : `Room ${index % 9}` }),
  );

/** Everything that is drawn as a box, with what it stands in. */
function boxes(plan: Plan) {
  return plan.networks.flatMap((network) => [
    { ...network, inside: { x: 0, y: 0, width: plan.width, height: plan.height }, with: "network" },
    ...network.rooms.map((room) => ({ ...room, inside: network, with: `rooms of ${network.network?.id ?? ""}` })),
    ...network.rooms.flatMap((room) => room.cells.map((cell) => ({ ...cell, ...CELL, inside: room, with: `cells of ${room.room ?? ""}` }))),
  ]);
}

describe("the map", () => {
  it.each([0, 1, 22, 250])("draws %i devices once each, inside their boxes, and none over another", (count) => {
    for (const width of [300, 640, 1400]) {
      const plan = draw(home, many(count), width);
      const drawn = plan.networks.flatMap(({ router, rooms }) => [...(router ? [router] : []), ...rooms.flatMap(({ cells }) => cells)]);
      expect(new Set(drawn.map((cell) => cell.device.id)).size).toBe(count);
      expect(drawn).toHaveLength(count);
      const all = boxes(plan);
      for (const box of all) {
        expect(box.x).toBeGreaterThanOrEqual(box.inside.x);
        expect(box.x + box.width).toBeLessThanOrEqual(box.inside.x + box.inside.width + 0.01);
        expect(box.y + box.height).toBeLessThanOrEqual(box.inside.y + box.inside.height + 0.01);
      }
      for (const [index, a] of all.entries()) {
        for (const b of all.slice(index + 1)) {
          if (a.with !== b.with || a.inside !== b.inside) continue;
          const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
          expect(apart).toBe(true);
        }
      }
    }
  });

  it("puts the router at the head of its network, and those of no network apart", () => {
    const plan = draw(home, many(22), 900);
    expect(plan.networks.map(({ network }) => network?.id ?? null)).toEqual(["n1", "n2", null]);
    expect(plan.networks[0]?.router?.device.id).toBe("1");
    expect(plan.networks[0]?.rooms.at(-1)?.room).toBeNull();
  });
});
