import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import type { Change, Device, DeviceDetail, Home, Message, Overview } from "../src/lib/backend";
import { grouped, toTell } from "../src/lib/list";
import { draw } from "../src/lib/plan";
import { say, sayMessage } from "../src/lib/words";

interface Example {
  homes: Home[];
  devices: Device[];
  details: Record<string, DeviceDetail>;
  overviews: Record<string, Overview>;
  changes: Record<string, Change[]>;
}

/** What the program itself tells of its example household: a test of the program writes it. */
const example = JSON.parse(readFileSync(new URL("fixtures/home22.json", `file://${import.meta.dirname}/`), "utf8")) as Example;
const details = Object.values(example.details);
const overviews = Object.values(example.overviews);

describe("what the program tells", () => {
  it("can be said in words, without a hole", () => {
    const changes = [...Object.values(example.changes).flat(), ...details.flatMap(({ history }) => history)];
    const messages: Message[] = [
      ...changes.map(({ said }) => said),
      ...details.flatMap(({ evidence, maybeSame }) => [...evidence.map(({ said }) => said), ...maybeSame.map(({ why }) => why)]),
      ...overviews.flatMap(({ status, steps, gaps }) => [status, ...steps.flatMap(({ title, why }) => [title, why]), ...gaps.map(({ said }) => said)]),
    ];
    const words = [
      ...messages.map(sayMessage),
      ...example.devices.flatMap(({ kind, state }) => [say(`kind-${kind}`), say(`state-${state}`)]),
      ...details.flatMap(({ offers }) => offers.map((offer) => say(offer))),
    ];
    expect(words.length).toBeGreaterThan(100);
    expect(words.filter((text) => text.trim() === "" || /^\[|\{/.test(text))).toEqual([]);
  });

  it("agrees with what the page counts and draws", () => {
    const [home] = example.homes;
    if (!home) throw new Error("the example has no home");
    const asked = grouped(example.devices, "room").filter(({ ask }) => ask).flatMap(({ devices }) => devices);
    const step = overviews[0]?.steps.find(({ id }) => id === "tell-devices");
    expect(asked).toEqual(asked.filter(toTell));
    expect(step?.devices).toBe(asked.length);
    const drawn = draw(home, example.devices, 800).networks.flatMap(({ router, rooms }) => [...(router ? [router] : []), ...rooms.flatMap(({ cells }) => cells)]);
    expect(drawn).toHaveLength(example.devices.length);
  });
});
