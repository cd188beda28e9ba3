import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { describe, expect, it } from "vitest";

import { FINER_SHAPES } from "../src/components/device/finer-shapes";
import { KIND_SHAPES, shapeOf } from "../src/components/device/kind-shapes";
import { GLYPHS } from "../src/components/shared/glyph-shapes";
import { reach } from "./path-reach";

const words = readFileSync(resolve(import.meta.dirname, "../../assets/i18n/devices.en.ftl"), "utf8");
const kinds = [...words.matchAll(/^kind-([a-z-]+) =/gm)].map(([, kind]) => kind ?? "");
const shapes = { ...KIND_SHAPES, ...FINER_SHAPES };

describe("device drawings", () => {
  it("has one for every kind that has a word, and for no other", () => {
    expect(Object.keys(KIND_SHAPES).sort()).toEqual([...kinds].sort());
  });

  it("has at least 46, no two the same", () => {
    const paths = Object.values(shapes);
    expect(paths.length).toBeGreaterThanOrEqual(46);
    expect(new Set(paths).size).toBe(paths.length);
    expect(Object.keys(shapes).length).toBe(Object.keys(KIND_SHAPES).length + Object.keys(FINER_SHAPES).length);
  });

  it("draws a kind it does not know as unknown", () => {
    expect(shapeOf("teapot")).toBe(KIND_SHAPES.unknown);
    expect(shapeOf("constructor")).toBe(KIND_SHAPES.unknown);
  });

  it.each([
    ["appliance", "Bosch Washing machine", "washing-machine"],
    ["appliance", "Kitchen dishwasher", "dishwasher"],
    ["appliance", "Fridge-freezer", "fridge"],
    ["computer", "Anna's MacBook Air", "laptop"],
    ["computer", "ThinkPad X1", "laptop"],
    ["computer", "Raspberry Pi 4", "bare-board"],
    ["camera", "Driveway", "camera-outdoor"],
    ["tablet", "Kindle Paperwhite", "e-reader"],
    ["console", "Nintendo Switch", "handheld-console"],
    ["energy", "Wallbox Pulsar", "car-charger"],
  ] as const)("refines %s “%s” to %s", (kind, about, finer) => {
    expect(shapeOf(kind, about)).toBe(FINER_SHAPES[finer]);
  });

  it.each([
    ["appliance", "Swashbuckler"],
    ["appliance", "Fanny's"],
    ["phone", "MacBook"],
    ["computer", ""],
  ] as const)("leaves %s “%s” as it is", (kind, about) => {
    expect(shapeOf(kind, about)).toBe(KIND_SHAPES[kind]);
  });

  it("can reach each finer drawing by some word", () => {
    const table = readFileSync(resolve(import.meta.dirname, "../src/components/device/finer-kinds.ts"), "utf8");
    for (const finer of Object.keys(FINER_SHAPES)) expect(table).toContain(`"${finer}"]`);
  });
});

it.each(Object.entries({ ...shapes, ...GLYPHS }))("keeps the line of %s inside the grid", (_name, path) => {
  const { least, most } = reach(path);
  expect(least).toBeGreaterThanOrEqual(2);
  expect(most).toBeLessThanOrEqual(22);
});
