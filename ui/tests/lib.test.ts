import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { nextTextSize, resolve } from "../src/lib/appearance";
import { fit, shorten } from "../src/lib/fit";
import { press } from "../src/lib/keyboard";
import { pseudo } from "../src/lib/pseudo";
import { parseRoute, pathTo, ROUTES } from "../src/lib/routes";
import { ago, day, daysBetween } from "../src/lib/time";
import { say, sayMessage } from "../src/lib/words";

const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "");

describe("moments", () => {
  const now = new Date(2026, 10, 24, 14, 20);
  const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

  it.each([
    [0, "just now"],
    [1, "1 minute ago"],
    [59, "59 minutes ago"],
    [120, "today at 12:20 PM"],
    [26 * 60, "yesterday at 12:20 PM"],
    [5 * 24 * 60, "on Thursday, November 19"],
  ])("%i minutes before", (minutes, words) => {
    expect(plain(ago(before(minutes), now)).replaceAll("\u202f", " ")).toBe(words);
  });

  it("a day that was cut to midnight UTC is that day everywhere", () => {
    expect(daysBetween("2026-11-24T00:00:00Z", now)).toBe(0);
    expect(plain(day("2026-11-23T00:00:00Z", now))).toBe("yesterday");
    expect(plain(day("2025-01-02T00:00:00Z", now))).toBe("on January 2, 2025");
  });
});

describe("places", () => {
  it("have addresses that lead back to them", () => {
    for (const id of ROUTES) {
      const route = id === "device" ? { id, device: "ab/c d%" } : { id };
      expect(parseRoute(pathTo(route))).toEqual(route);
    }
  });

  it.each(["", "#", "#/nowhere", "#x"])("%j is home", (hash) => {
    expect(parseRoute(hash)).toEqual({ id: "home" });
  });

  it("a broken address does no harm", () => {
    expect(parseRoute("#/device/%zz")).toEqual({ id: "device", device: "%zz" });
    expect(parseRoute("#/device/")).toEqual({ id: "devices" });
  });
});

describe("looks", () => {
  const settings = { theme: "system", contrast: "system", motion: "system", textSize: 100 } as const;
  const silent = { dark: null, moreContrast: null, lessMotion: null };

  it("the person's word goes before the desktop's, and the desktop's before the engine's", () => {
    expect(resolve(settings, silent, () => true)).toEqual({ theme: "dark", contrast: "more", motion: "less", textSize: 100 });
    expect(resolve(settings, { dark: false, moreContrast: false, lessMotion: false }, () => true).theme).toBe("light");
    expect(resolve({ ...settings, theme: "light", contrast: "more" }, { ...silent, dark: true }, () => false)).toMatchObject({ theme: "light", contrast: "more" });
  });

  it("text sizes go step by step and end somewhere", () => {
    expect([100, 110, 125, 150, 175, 200].map((size) => nextTextSize(size, 1))).toEqual([110, 125, 150, 175, 200, 200]);
    expect(nextTextSize(100, -1)).toBe(100);
    expect(nextTextSize(175, 0)).toBe(100);
  });
});

describe("names that must fit", () => {
  const measure = (text: string) => [...new Intl.Segmenter().segment(text)].length;

  it("take the lines that they need and no more than there are", () => {
    expect(fit("Living room TV", 12, 2, measure)).toEqual(["Living room", "TV"]);
    expect(fit("Living room TV of the family", 12, 2, measure)).toEqual(["Living room", "TV of the…"]);
    expect(fit("Rechtsschutzversicherungsgesellschaft", 12, 2, measure)).toEqual(["Rechtsschut…"]);
    expect(fit("", 12, 2, measure)).toEqual([]);
  });

  it("are never cut inside a letter", () => {
    expect(shorten("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2, measure)).toBe("👩‍👩‍👧‍👦…");
  });
});

describe("the keyboard", () => {
  const actions = { go: vi.fn(), search: vi.fn(), keys: vi.fn(), textSize: vi.fn() };
  const key = (init: KeyboardEventInit, target: Element = document.body) => {
    let done = false;
    const once = (event: Event) => (done = press(event as KeyboardEvent, actions));
    target.addEventListener("keydown", once, { once: true });
    target.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...init }));
    return done;
  };
  beforeEach(() => vi.clearAllMocks());
  afterEach(() => {
    document.body.replaceChildren();
  });

  it("leads to places, to the search and to other text sizes", () => {
    expect(key({ key: "2", ctrlKey: true })).toBe(true);
    expect(actions.go).toHaveBeenCalledWith({ id: "devices" });
    key({ key: "F", metaKey: true });
    expect(actions.search).toHaveBeenCalledOnce();
    for (const [sign, step] of [["+", 1], ["=", 1], ["-", -1], ["0", 0]] as const) {
      key({ key: sign, ctrlKey: true });
      expect(actions.textSize).toHaveBeenLastCalledWith(step);
    }
  });

  it("does nothing on single letters, on other keys and while a dialog is open", () => {
    expect([key({ key: "f" }), key({ key: "9", ctrlKey: true }), key({ key: "2", ctrlKey: true, altKey: true })]).toEqual([false, false, false]);
    document.body.innerHTML = "<dialog open></dialog>";
    expect(key({ key: "?" })).toBe(false);
  });

  it("lets people type a question mark", () => {
    document.body.innerHTML = "<input><button></button>";
    expect(key({ key: "?" }, document.querySelector("input") ?? document.body)).toBe(false);
    expect(key({ key: "?" }, document.querySelector("button") ?? document.body)).toBe(true);
  });

  it("goes from part to part, and around", () => {
    document.body.innerHTML = '<nav data-region><a href="#/">a</a></nav><main data-region><h1 tabindex="-1">b</h1></main>';
    const at = () => document.activeElement?.textContent;
    key({ key: "F6" });
    expect(at()).toBe("a");
    key({ key: "F6" });
    expect(at()).toBe("b");
    key({ key: "F6" });
    expect(at()).toBe("a");
  });
});

describe("words", () => {
  it("counts given as text choose the plural", () => {
    expect(plain(sayMessage({ id: "status-todo", args: { n: "1" } }))).toBe("One thing to do when you have time.");
    expect(plain(sayMessage({ id: "status-todo", args: { n: "3" } }))).toBe("3 things to do when you have time.");
  });

  it("an id that does not exist is seen", () => {
    expect(say(["window", "no-such-text"].join("-"))).toMatch(/^\[.*no-such-text\]$/);
  });

  it("pseudo words are longer, strange and whole", () => {
    expect(pseudo(" Look again ")).toBe(" [Lóók ágáíñ~~~~] ");
    expect(pseudo(" 12: ")).toBe(" 12: ");
  });
});
