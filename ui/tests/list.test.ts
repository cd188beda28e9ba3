import { describe, expect, it } from "vitest";

import { device } from "../src/lib/backend/fixture";
import { found, grouped, keepingOrder, matches, pageOf, rooms, toTell } from "../src/lib/list";

const names = (devices: { name: string | null; id: string }[]) => devices.map(({ name, id }) => name ?? id);

describe("the order", () => {
  it("asks about those that nobody told about first, then goes room by room", () => {
    const devices = [
      device("1", { name: "Zebra", named: true, room: "Kitchen" }),
      device("2", { name: "Ant", named: true, room: "Attic" }),
      device("3", { name: "Lamp" }),
      device("4", { name: "Bell", belongs: "ours" }),
      device("5", { name: "Away", named: true, room: "Attic", state: "away" }),
    ];
    const groups = grouped(devices, "room");
    expect(groups.map(({ ask, room }) => (ask ? "ask" : room))).toEqual(["ask", "Attic", "Kitchen", null]);
    expect(groups.map((group) => names(group.devices))).toEqual([["Lamp"], ["Ant", "Away"], ["Zebra"], ["Bell"]]);
  });

  it("sorts numbers as numbers, and who has no name after who has one", () => {
    const devices = [device("110"), device("20"), device("9", { name: "attic light" }), device("8", { name: "Attic camera" })];
    expect(names(grouped(devices, "name").flatMap((group) => group.devices))).toEqual(["Attic camera", "attic light", "20", "110"]);
  });

  it("does not depend on the order in which devices came", () => {
    const devices = Array.from({ length: 30 }, (_, index) => device(String(index), { name: index % 3 ? "Lamp" : null, room: index % 2 ? "Hall" : null }));
    for (const sort of ["room", "name", "kind", "seen", "new"] as const) {
      expect(grouped(devices.toReversed(), sort)).toEqual(grouped(devices, sort));
    }
  });

  it("lets nothing jump while a look runs", () => {
    const shown = [device("1", { name: "Zebra" }), device("2", { name: "Ant" })];
    expect(names(keepingOrder(shown, [device("3", { name: "Bee" }), ...shown.toReversed()]))).toEqual(["Zebra", "Ant", "Bee"]);
  });

  it("turns pages without losing or doubling anyone, and keeps the headings", () => {
    const devices = Array.from({ length: 120 }, (_, index) => device(String(index), { named: true, name: `D${index}`, room: ["A", "B", null][index % 3] ?? null }));
    const groups = grouped(devices, "room");
    const pages = [0, 1, 2].map((page) => pageOf(groups, page, 50));
    expect(pages.map((page) => page.flatMap((group) => group.devices).length)).toEqual([50, 50, 20]);
    expect(pages.flat().flatMap((group) => names(group.devices))).toEqual(groups.flatMap((group) => names(group.devices)));
    expect(pages[1]?.map(({ room }) => room)).toEqual(["B", null]);
  });
});

describe("the search", () => {
  const tv = device("20", { name: "Fernsehgerät", kind: "tv", vendor: "LG", room: "Wohnzimmer", hostnames: ["webos.local"], macs: ["a0:b1:c2:00:00:01"] });

  it.each(["fernsehgerat", "lg wohn", "192.168.7.20", "WEBOS", "c2:00", "tv", "  "])("finds %j", (search) => {
    expect(found(tv, search, "TV")).toBe(true);
  });

  it("wants every word", () => {
    expect(found(tv, "lg kitchen", "TV")).toBe(false);
  });
});

describe("the filters", () => {
  it("count each device where people look for it", () => {
    const guest = device("1", { belongs: "guest", state: "away" });
    expect(["all", "no-name", "here", "away", "ours", "guest", "unsure"].map((filter) => matches(guest, filter as "all"))).toEqual([
      true, false, false, true, false, true, false,
    ]);
    expect(matches(device("2", { state: "asleep" }), "here")).toBe(true);
  });

  it("never ask whose this computer is", () => {
    expect(toTell(device("1"))).toBe(true);
    expect(toTell(device("1", { thisComputer: true }))).toBe(false);
    expect(toTell(device("1", { belongs: "unsure" }))).toBe(false);
  });

  it("name each room once", () => {
    expect(rooms([device("1", { room: "Hall" }), device("2", { room: "attic" }), device("3", { room: "Hall" }), device("4")])).toEqual(["attic", "Hall"]);
  });
});
