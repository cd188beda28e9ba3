// Checks 8, 9, 13 and 14: everything stays in its place, whatever the window, the text size and the names.
import assert from "node:assert/strict";
import { test } from "node:test";

import { ask, go, load, newPage, none } from "./browser.js";
import { ALONE, eachAlone, eachDialog, eachScreen, extras, FIXTURES, PLACES } from "./screens.js";

const WINDOWS = {
  "1280 × 800": { width: 1280, height: 800 },
  "1024 × 700": { width: 1024, height: 700 },
  "200 % of 1280 × 800": { width: 640, height: 400, scale: 2 },
  "320 wide": { width: 320, height: 640 },
  "text size 200": { width: 1280, height: 800, settings: { text: 200 } },
  "text size 200, 1024 × 700": { width: 1024, height: 700, settings: { text: 200 } },
};

for (const [name, { settings = {}, ...window }] of Object.entries(WINDOWS)) {
  test(`nothing is cut off, covered or out of the window: ${name}`, async () => {
    const page = await newPage(window);
    const wrong = [];
    const check = (where) => async (screen) => wrong.push(...(await ask(page, "layout")).map((what) => `${where}, ${screen}: ${what}`));
    for (const fixture of [...FIXTURES, "notices", "samehome"]) await eachScreen(page, fixture, check(fixture), settings);
    await eachAlone(page, check("alone"), settings);
    await page.context().close();
    none(wrong);
  });
}

for (const [name, window] of [["1280 × 800", { width: 1280, height: 800 }], ["320 wide", { width: 320, height: 640 }]]) {
  test(`longer words fit, and every word can be translated: ${name}`, async () => {
    const page = await newPage(window);
    const wrong = [];
    const check = async (screen) => {
      wrong.push(...(await ask(page, "layout")).map((what) => `${screen}: ${what}`));
      wrong.push(...(await ask(page, "untranslated")).map((what) => `${screen}: not translated: ${what}`));
    };
    await eachScreen(page, "home22", check, { lang: "pseudo" });
    await eachScreen(page, "empty", check, { lang: "pseudo" });
    await eachAlone(page, check, { lang: "pseudo" });
    await page.context().close();
    none(wrong);
  });
}

for (const name of ["1024 × 700", "320 wide", "200 % of 1280 × 800", "text size 200"]) {
  test(`dialogs and what unfolds fit as well: ${name}`, async () => {
    const { settings = {}, ...window } = WINDOWS[name];
    const page = await newPage(window);
    const wrong = [];
    for (const fixture of ["home22", "longnames"]) {
      await eachDialog(page, fixture, async (what) => wrong.push(...(await ask(page, "layout")).map((defect) => `${fixture}, ${what}: ${defect}`)), settings);
    }
    await page.context().close();
    none(wrong);
  });
}

test("what to do first is seen without scrolling: 1024 × 700", async () => {
  const page = await newPage(WINDOWS["1024 × 700"]);
  for (const fixture of ["home22", "office250", "stale", "one", ...ALONE.filter((name) => name !== "startfailed")]) {
    await load(page, fixture);
    const primary = page.locator("main button.primary").first();
    assert.equal(await page.locator("main button.primary").count(), 1, `${fixture}: one filled button`);
    const box = await primary.boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 700, `${fixture}: the button stands at ${box.y}`);
  }
});

for (const width of [1280, 1024, 320]) {
  test(`long names take three lines at most, and are told whole: ${width} wide`, async () => {
    const page = await newPage({ width, height: 800 });
    const wrong = [];
    await eachScreen(page, "longnames", async (name) => wrong.push(...(await ask(page, "tallTexts")).map((what) => `${name}: ${what}`)));
    await go(page, "#/devices");
    const names = await page.evaluate(() => window.__HOMEWARDEN_FIXTURE__.fixture.devices.flatMap(({ name }) => name ?? []));
    wrong.push(...(await ask(page, "namesWithheld", names)).map((what) => `not whole: ${what}`));
    await page.context().close();
    assert.ok(names.length > 5);
    none(wrong);
  });
}

test("right to left: the page is mirrored, and addresses are not", async () => {
  const page = await newPage();
  const wrong = [];
  await eachScreen(page, "rtl", async (name) => wrong.push(...(await ask(page, "backwardAddresses")).map((what) => `${name}: ${what}`)), extras("rtl"));
  await eachScreen(page, "longnames", async (name) => wrong.push(...(await ask(page, "backwardAddresses")).map((what) => `longnames, ${name}: ${what}`)), { dir: "rtl" });
  none(wrong);
  const [nav, main] = [await page.locator("nav[data-region]").boundingBox(), await page.locator("main").boundingBox()];
  assert.ok(nav.x > main.x, "the navigation stands on the right");
  assert.equal(await page.evaluate(() => document.documentElement.dir), "rtl");
});
