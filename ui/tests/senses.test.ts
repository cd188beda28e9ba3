import { device } from "$lib/backend/fixtures/make";
import { matches } from "$lib/list";
import { countOf, sensingRooms } from "$lib/senses";
import { describe, expect, it } from "vitest";

const camera = device("10", { name: "Yard cam", kind: "camera", room: "Yard" });
const phone = device("11", { name: "Phone", kind: "phone" });
const bell = device("12", { name: "Bell", kind: "doorbell", room: "Hall" });
const second = device("13", { name: "Attic cam", kind: "camera", room: "Yard" });
const printer = device("14", { name: "Printer", kind: "printer", room: "Attic" });
const all = [phone, camera, printer, bell, second];

describe("what can see or hear", () => {
  it("stands by room, and what has no room comes last", () => {
    const rooms = sensingRooms(all).map(({ room, devices }) => [room, devices.map(({ name }) => name)]);
    expect(rooms).toEqual([
      ["Hall", ["Bell"]],
      ["Yard", ["Attic cam", "Yard cam"]],
      [null, ["Phone"]],
    ]);
  });

  it("is counted by sense", () => {
    expect(countOf(all, "camera")).toBe(4);
    expect(countOf(all, "microphone")).toBe(2);
    expect(countOf([printer], "camera")).toBe(0);
  });

  it("is a filter of the list, as is what may stand there twice", () => {
    expect(all.filter((one) => matches(one, "senses"))).toEqual([phone, camera, bell, second]);
    const twin = device("15", { maybeSame: 1 });
    expect([...all, twin].filter((one) => matches(one, "twins"))).toEqual([twin]);
  });
});
