import { render, screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";

import App from "../src/App.svelte";
import { device, fixture, fixtureBackend, place } from "../src/lib/backend/fixture";
import { noAxeViolations } from "./axe";

const known = [place({ consent: true })];
const rows = () => within(screen.getByRole("list", { name: /Devices/ })).getAllByRole("listitem");

describe("the list", () => {
  it("shows what a device is called, is, was made by, and whether it is here", async () => {
    const printer = device("21", { name: "Hall printer", kind: "printer", vendor: "Brother", model: "HL-L2350DW" });
    const { container } = render(App, { backend: fixtureBackend(fixture({ places: known, devices: [printer] })) });
    expect(await screen.findByText("Hall printer")).toBeVisible();
    const [row] = rows();
    for (const text of ["Printer", "Brother HL-L2350DW", "192.168.7.21", "Here"]) {
      expect(row).toHaveTextContent(text);
    }
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Smith-Home");
    expect(document.title).toBe("Smith-Home – Homewarden");
    await noAxeViolations(container);
  });

  it("never shows a guess as a fact", async () => {
    const camera = device("16", { name: "ipc-16", kind: "camera", kindIsGuess: true });
    render(App, { backend: fixtureBackend(fixture({ places: known, devices: [camera] })) });
    await screen.findByText("ipc-16");
    expect(rows()[0]).toHaveTextContent(/Camera.? \(a guess\)/);
  });

  it("shows the address where there is no name, left to right", async () => {
    render(App, { backend: fixtureBackend(fixture({ places: known, devices: [device("34", { kind: "phone" })] })) });
    const address = await screen.findByText("192.168.7.34");
    expect(address.tagName).toBe("BDI");
    expect(address).toHaveAttribute("dir", "ltr");
  });

  it("gives a long name whole to those who ask for it, and lets each name choose its direction", async () => {
    const name = "مصباح ".repeat(13).trim();
    render(App, { backend: fixtureBackend(fixture({ places: known, devices: [device("41", { name })] })) });
    const shown = await screen.findByText(name);
    expect(shown).toHaveAttribute("title", name);
    expect(shown).toHaveAttribute("dir", "auto");
  });

  it("sorts: who is here first, named before nameless, addresses as numbers", async () => {
    const devices = [
      device("9", { name: "Zebra", state: "away" }),
      device("110"),
      device("20"),
      device("8", { name: "attic light" }),
      device("7", { name: "Bath radio", state: "asleep" }),
      device("6", { name: "Attic camera" }),
    ];
    render(App, { backend: fixtureBackend(fixture({ places: known, devices })) });
    await screen.findByText("Zebra");
    expect(rows().map((row) => row.querySelector(".name")?.textContent)).toEqual([
      "Attic camera",
      "attic light",
      "192.168.7.20",
      "192.168.7.110",
      "Bath radio",
      "Zebra",
    ]);
  });

  it("tells the day and never the hour", async () => {
    const away = device("9", { name: "Old slate", kind: "tablet", state: "away", lastSeen: "2020-05-03T12:00:00Z" });
    render(App, { backend: fixtureBackend(fixture({ places: known, devices: [away] })) });
    await screen.findByText("Old slate");
    expect(rows()[0]).toHaveTextContent(/Seen on .*Sunday, May 3/);
    expect(rows()[0]).not.toHaveTextContent(/\d:\d/);
  });

  it("holds 250 devices and counts them", async () => {
    const devices = Array.from({ length: 250 }, (_, index) => device(String(index + 1)));
    const { container } = render(App, { backend: fixtureBackend(fixture({ places: known, devices })) });
    expect(await screen.findByRole("heading", { name: /Devices .*250.* devices/ })).toBeVisible();
    expect(rows()).toHaveLength(250);
    expect(container.querySelectorAll("*").length).toBeLessThan(5000);
  });
});
