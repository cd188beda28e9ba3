// Every screen of the window, by the places that the page itself names.
import { go, load, settle } from "./browser.js";
import { say } from "./words.js";

/** The device whose page is looked at. */
const DEVICE = { home22: "22", longnames: "20", rtl: "23", office250: "7", one: "1", empty: "none" };

/** One entry for each place; covers.test.js fails when the page has more. */
export const PLACES = {
  home: () => "#/",
  devices: () => "#/devices",
  map: () => "#/map",
  device: (fixture) => `#/device/${DEVICE[fixture] ?? "1"}`,
  settings: () => "#/settings",
  unseen: () => "#/unseen",
  senses: () => "#/senses",
  look: () => "#/look",
};

export const FIXTURES = ["empty", "one", "home22", "office250", "longnames", "rtl"];

/** Households in which there is only the first screen, or another in its place. */
export const ALONE = ["welcome", "nonetwork", "tick", "managed", "startfailed"];

/** What else the address of a household needs. */
export function extras(fixture) {
  return fixture === "rtl" ? { dir: "rtl" } : {};
}

/** Calls `visit(name)` on each place of a household, one page for all. */
export async function eachScreen(page, fixture, visit, more = {}) {
  await load(page, fixture, { ...extras(fixture), ...more });
  for (const [name, hash] of Object.entries(PLACES)) {
    await go(page, hash(fixture));
    await visit(name);
  }
}

/** The same for the households that show one screen only. */
export async function eachAlone(page, visit, more = {}) {
  for (const fixture of ALONE) {
    await load(page, fixture, more);
    await visit(fixture);
  }
}

/** Calls `visit(name)` with each dialog open, and with a device's details unfolded. */
export async function eachDialog(page, fixture, visit, more = {}) {
  await load(page, fixture, { ...extras(fixture), ...more, hash: PLACES.device(fixture) });
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await visit("details");
  const dialogs = [["home", "window-nav-keys"], ["device", "page-same"], ["device", "page-split"], ["settings", "settings-erase"]];
  for (const [place, opener] of dialogs) {
    await go(page, PLACES[place](fixture));
    // In a narrow window the navigation is folded away; the key does the same.
    if (opener === "window-nav-keys") await page.keyboard.press("?");
    else await page.locator("main button", { hasText: say(opener) }).first().click();
    await page.waitForSelector("dialog[open]");
    await settle(page);
    await visit(opener);
    await page.keyboard.press("Escape");
  }
}
