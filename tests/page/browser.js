// A page over a made-up household.
import assert from "node:assert/strict";
import { after } from "node:test";
import { join } from "node:path";

import { AXE, chromium, HERE, PICTURES } from "./paths.js";

const ORIGIN = process.env.PAGE_ORIGIN;
if (!ORIGIN || !process.env.PAGE_BROWSER) throw new Error("start these tests with `npm --prefix ui run page`");

export const NOW = new Date("2026-11-24T14:20:00Z");
const browser = await chromium.connect(process.env.PAGE_BROWSER);
after(() => browser.close());
let loads = 0;

/** A window of its own, shared by the tests of a file. `real`: the clock runs. */
export async function newPage({ width = 1280, height = 800, scale = 1, real = false } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "no-preference",
    colorScheme: "light",
  });
  await context.addInitScript({ path: join(HERE, "inside.js") });
  await context.addInitScript({ path: AXE });
  if (!real) await context.clock.setFixedTime(NOW);
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.problems.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(ORIGIN) && !request.url().startsWith("blob:")) page.problems.push(`asked for ${request.url()}`);
  });
  return page;
}

/** Opens the page anew over a household. */
export async function load(page, fixture, { hash = "#/", step = 0, ...more } = {}) {
  loads += 1;
  const query = new URLSearchParams({ fixture, step, ...more, load: loads });
  await page.goto(`${ORIGIN}/?${query}${hash}`);
  await settle(page);
}

/** Goes to another place of the window. */
export async function go(page, hash) {
  await page.evaluate((to) => (location.hash = to), hash);
  await settle(page);
}

/** Waits for a heading, and until what was asked is answered, has come to rest and is painted. */
export async function settle(page) {
  await page.waitForSelector("main h1");
  await page.evaluate(async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await new Promise((done) => setTimeout(done, 20));
    await painted();
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
    await painted();
  });
}

/** Changes how the page looks, as the person's settings do. */
export async function dress(page, settings) {
  await page.evaluate(async (change) => {
    const program = window.__HOMEWARDEN_FIXTURE__;
    const { settings } = await program.status();
    await program.setSettings({ ...settings, ...change });
  }, settings);
  await settle(page);
}

export const APPEARANCES = {
  light: { theme: "light", contrast: "system" },
  dark: { theme: "dark", contrast: "system" },
  more: { theme: "light", contrast: "more" },
  "dark-more": { theme: "dark", contrast: "more" },
};

export async function picture(page, name, options = {}) {
  return page.screenshot({ path: join(PICTURES, `${name}.png`), animations: "disabled", ...options });
}

/** Asks a function of inside.js. */
export function ask(page, what, ...values) {
  return page.evaluate(([name, given]) => window.inside[name](...given), [what, values]);
}

/** What the page asked its program to do. */
export function calls(page) {
  return page.evaluate(() => window.__HOMEWARDEN_FIXTURE__.calls);
}

/** Fails with the whole list of what is wrong. */
export function none(wrong) {
  const list = [...new Set(wrong)];
  assert.ok(list.length === 0, `${list.length} wrong:\n  ${list.join("\n  ")}`);
}
