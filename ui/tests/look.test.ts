import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import App from "../src/App.svelte";
import { device, fixture, fixtureBackend, place } from "../src/lib/backend/fixture";
import { noAxeViolations } from "./axe";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

describe("consent", () => {
  it("names all that is done, and asks for nothing before the person says yes", async () => {
    const backend = fixtureBackend(fixture(), 0);
    const { container } = render(App, { backend });
    expect(await screen.findByText("We ask every address on this network who it is.")).toBeVisible();
    expect(screen.getByText("We look at what devices tell about themselves.")).toBeVisible();
    expect(screen.getByText("Nothing we learn leaves this computer.")).toBeVisible();
    expect(backend.calls).toEqual([]);
    await noAxeViolations(container);

    await userEvent.click(await button("Look at \u2068Smith-Home\u2069"));
    expect(backend.calls).toEqual(["look wlan0 with consent"]);
    expect(await button("Stop")).toBeVisible();
    expect(screen.queryByText("We ask every address on this network who it is.")).toBeNull();
  });

  it("keeps the button off until the person ticks, where a tick is needed", async () => {
    const needsTick = { why: "large", addresses: 4096 } as const;
    const backend = fixtureBackend(fixture({ places: [place({ needsTick })] }), 0);
    const { container } = render(App, { backend });
    expect(await screen.findByText(/4,096.* addresses/)).toBeVisible();
    const look = await button(/Look at/);
    expect(look).toBeDisabled();
    await noAxeViolations(container);
    await userEvent.click(screen.getByRole("checkbox", { name: "I may look at this network." }));
    expect(look).toBeEnabled();
  });

  it("is asked anew when the network turns out to be another one", async () => {
    const failure = { code: "no-consent", message: { id: "window-refused-no-consent", args: {} } } as const;
    const backend = fixtureBackend(fixture({ places: [place({ consent: true })], refuses: failure }), 0);
    render(App, { backend });
    await userEvent.click(await button(/Look at/));
    expect(backend.calls).toEqual(["look wlan0 without consent"]);
    expect(await screen.findByText("We ask every address on this network who it is.")).toBeVisible();
    expect(screen.getByRole("alert")).toHaveTextContent("We need your yes");
  });
});

describe("a look", () => {
  const start = async (toFind = [device("2", { name: "Zebra" }), device("3", { name: "Ant" }), device("4")]) => {
    const backend = fixtureBackend(fixture({ places: [place({ consent: true })], toFind }), 0);
    const rendered = render(App, { backend });
    await userEvent.click(await button(/Look at/));
    return { backend, ...rendered };
  };

  it("counts while it runs, adds rows at the end, and sorts when it is done", async () => {
    const { backend, container } = await start();
    expect(await screen.findByText(/Nothing found so far/, { selector: ".progress" })).toBeVisible();
    backend.findNext();
    expect(await screen.findByText("Zebra")).toBeVisible();
    backend.findNext();
    expect(await screen.findByText(/2.* devices found so far/, { selector: ".progress" })).toBeVisible();
    const names = () => [...container.querySelectorAll("li .name")].map((name) => name.textContent);
    expect(names()).toEqual(["Zebra", "Ant"]);
    await noAxeViolations(container);
    backend.findNext();
    backend.finish();
    expect(await screen.findByText(/We found .*3.* devices/, { selector: ".progress" })).toBeVisible();
    expect(names()).toEqual(["Ant", "Zebra", "192.168.7.4"]);
  });

  it("tells how long it still takes, and counts down without news", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      await start();
      expect(await screen.findByText(/About .*25.* seconds left/)).toBeVisible();
      await vi.advanceTimersByTimeAsync(11_000);
      expect(screen.getByText(/About .*15.* seconds left/)).toBeVisible();
      await vi.advanceTimersByTimeAsync(20_000);
      expect(screen.getByText(/Almost done/)).toBeVisible();
    } finally {
      vi.useRealTimers();
    }
  });

  it("stops at once, says so, and leaves the keyboard where it was", async () => {
    const { backend } = await start();
    backend.findNext();
    await screen.findByText("Zebra");
    const stop = await button("Stop");
    expect(stop).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(backend.calls.at(-1)).toBe("stop");
    expect(await screen.findByText(/Stopped. We found .*1.* device\./, { selector: ".progress" })).toBeVisible();
    expect(await button("Look again")).toHaveFocus();
    expect(screen.getByText("Zebra")).toBeVisible();
  });

  it("says what it means when nobody was found", async () => {
    const { backend, container } = await start([]);
    backend.finish();
    expect(await screen.findByText(/We found no devices/, { selector: ".progress" })).toBeVisible();
    expect(screen.getByText(/Your router may keep devices apart/)).toBeVisible();
    expect(await button("Look again")).toBeVisible();
    await noAxeViolations(container);
  });

  it("shows why it failed", async () => {
    const { backend } = await start();
    const why = { code: null, message: { id: "window-failed", args: { why: "the disk is full" } } } as const;
    const look = { interface: "wlan0", devices: 1, secondsLeft: 3, outcome: { ended: "failed", why } } as const;
    backend.fixture.status = { ...backend.fixture.status, look };
    backend.tell();
    expect(await screen.findByText(/That did not work.*the disk is full/, { selector: ".progress" })).toBeVisible();
  });
});

describe("without anything to show", () => {
  it("says that nobody has looked yet", async () => {
    const backend = fixtureBackend(fixture({ places: [place({ consent: true })] }), 0);
    const { container } = render(App, { backend });
    expect(await screen.findByRole("heading", { name: "No devices yet" })).toBeVisible();
    await noAxeViolations(container);
  });

  it("says what to do without a network, and finds one that came", async () => {
    const backend = fixtureBackend(fixture({ places: [] }), 0);
    const { container } = render(App, { backend });
    expect(await screen.findByRole("heading", { name: "You are not on a network" })).toBeVisible();
    await noAxeViolations(container);
    backend.fixture.places = [place()];
    await userEvent.click(await button("Try again"));
    expect(await screen.findByRole("heading", { name: "Smith-Home" })).toBeVisible();
  });

  it("says why it could not start, and asks for nothing else", async () => {
    const status = {
      startFailed: { id: "window-start-held", args: { by: "homewarden-cli (812)" } },
      notices: [],
      look: null,
      revision: 0,
    };
    const { container } = render(App, { backend: fixtureBackend(fixture({ status }), 0) });
    expect(await screen.findByRole("alert")).toHaveTextContent(/homewarden-cli \(812\).*Wait until it is done/);
    expect(screen.queryByRole("button")).toBeNull();
    await noAxeViolations(container);
  });

  it("shows notices until they are closed", async () => {
    const notices = [{ id: "window-notice-missing", args: {} }];
    const status = { startFailed: null, notices, look: null, revision: 0 };
    render(App, { backend: fixtureBackend(fixture({ status }), 0) });
    expect(await screen.findByText(/Your list was gone/)).toBeVisible();
    await userEvent.click(await button("Close this note"));
    expect(screen.queryByText(/Your list was gone/)).toBeNull();
  });

  it("lets the person choose between networks", async () => {
    const places = [place(), place({ interface: "eth0", name: "Workshop", usual: false })];
    const { container } = render(App, { backend: fixtureBackend(fixture({ places }), 0) });
    await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Network" }), "eth0");
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Workshop");
    await noAxeViolations(container);
  });
});
