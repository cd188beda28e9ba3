import { describe, expect, it } from "vitest";

import { Refused } from "../src/lib/backend";
import { device, fixture, fixtureBackend } from "../src/lib/backend/fixture";
import { FIXTURE_NAMES, fixtureNamed } from "../src/lib/backend/fixtures";

const ids = (devices: { id: string }[]) => devices.map(({ id }) => id).sort();
const two = () => fixtureBackend(fixture({ devices: [device("1", { name: "Router" }), device("2"), device("3")] }), 0);

describe("the made-up program", () => {
  it("gives all rows to who knows nothing, and then only what changed", async () => {
    const program = two();
    const first = await program.devices(0);
    expect(first.all).toBe(true);
    expect(ids(first.devices)).toEqual(["1", "2", "3"]);
    expect(await program.devices(first.revision)).toEqual({ revision: first.revision, all: false, devices: [], gone: [] });
    await program.mark(["2"], "ours");
    const news = await program.devices(first.revision);
    expect(ids(news.devices)).toEqual(["2"]);
    expect(news.devices[0]?.belongs).toBe("ours");
  });

  it("joins two entries, tells which is gone, and takes it back", async () => {
    const program = two();
    const { revision } = await program.devices(0);
    await program.merge("1", "2");
    const joined = await program.devices(revision);
    expect(joined.gone).toEqual(["2"]);
    expect((await program.device("1")).parts).toHaveLength(2);
    const [change] = (await program.device("1")).history;
    expect(change?.undo).toBe(true);
    await program.undo(change?.revision ?? 0);
    expect(ids((await program.devices(0)).devices)).toEqual(["1", "2", "3"]);
    expect((await program.device("1")).device.addresses).toEqual(["192.168.7.1"]);
    expect((await program.device("1")).history.map(({ said, undo }) => [said.id, undo])).toEqual([["change-undone", false], ["change-joined", false]]);
  });

  it("splits an address off and takes it back", async () => {
    const program = fixtureBackend(fixture({ devices: [device("1", { addresses: ["192.168.7.1", "192.168.7.9"] })] }), 0);
    const added = await program.split("1", "192.168.7.9");
    expect((await program.device(added)).device.addresses).toEqual(["192.168.7.9"]);
    expect((await program.device("1")).device.addresses).toEqual(["192.168.7.1"]);
    await program.undo((await program.device("1")).history[0]?.revision ?? 0);
    expect(ids((await program.devices(0)).devices)).toEqual(["1"]);
  });

  it("asks for a yes before the first look, and finds devices one by one", async () => {
    const program = fixtureBackend(fixture({ toFind: [device("1", { router: true }), device("2")] }), 0);
    await expect(program.look("wlan0", "identify", false)).rejects.toSatisfy((error) => error instanceof Refused && error.failure.code === "no-consent");
    await program.look("wlan0", "identify", true);
    program.findNext();
    expect((await program.status()).look?.devices).toBe(1);
    program.findNext();
    program.findNext();
    expect((await program.status()).look?.outcome).toEqual({ ended: "complete" });
    const [home] = await program.homes();
    expect(home).toMatchObject({ devices: 2, networks: [{ router: "1" }] });
    expect((await program.places())[0]).toMatchObject({ consent: "identify", home: home?.id });
  });

  it("sums up a home from its devices", async () => {
    const program = two();
    const [home] = await program.homes();
    const before = await program.overview(home?.id ?? "");
    expect(before.status.id).toBe("status-todo");
    expect(before.steps[0]).toMatchObject({ id: "tell-devices", devices: 3, minutes: 1 });
    await program.mark(["1", "2", "3"], "ours");
    const after = await program.overview(home?.id ?? "");
    expect(after).toMatchObject({ steps: [], known: 3, devices: 3 });
  });

  it("shows the example beside what is kept", async () => {
    const program = two();
    const { revision } = await program.devices(0);
    await program.showExample(true);
    const shown = await program.devices(revision);
    expect(shown.all).toBe(true);
    expect(shown.devices).toHaveLength(22);
    await expect(program.look("wlan0", "look", true)).rejects.toBeInstanceOf(Refused);
    await program.showExample(false);
    expect((await program.devices(shown.revision)).devices).toHaveLength(3);
  });

  it.each(FIXTURE_NAMES)("knows the same household every time: %s", (name) => {
    expect(fixtureNamed(name)).toEqual(fixtureNamed(name));
  });
});
