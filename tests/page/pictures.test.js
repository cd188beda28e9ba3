// Pictures of every screen in target/pictures/page, and how they look to those who see colours otherwise.
import assert from "node:assert/strict";
import { test } from "node:test";

import { APPEARANCES, go, load, newPage, picture } from "./browser.js";
import { colours, share } from "./pixels.js";
import { eachAlone, eachScreen, PLACES } from "./screens.js";

const SERIES = {
  light: ["home22", {}, APPEARANCES.light],
  dark: ["home22", {}, APPEARANCES.dark],
  more: ["home22", {}, APPEARANCES.more],
  "1024x700": ["home22", { width: 1024, height: 700 }, {}],
  320: ["home22", { width: 320, height: 640 }, {}],
  longnames: ["longnames", {}, {}],
  rtl: ["rtl", {}, {}],
  200: ["home22", { width: 640, height: 400, scale: 2 }, {}],
  text200: ["home22", {}, { text: 200 }],
  office250: ["office250", {}, {}],
  empty: ["empty", {}, {}],
};

for (const [series, [fixture, window, settings]] of Object.entries(SERIES)) {
  test(`pictures: ${series}`, async () => {
    const page = await newPage(window);
    const fullPage = !["light", "dark", "1024x700"].includes(series);
    await eachScreen(page, fixture, async (name) => {
      const taken = await picture(page, `${name}-${series}`, { fullPage });
      assert.ok((await colours(page, taken)) > 10, `${name} is not empty`);
    }, settings);
    await page.context().close();
  });
}

test("pictures: the screens that stand alone", async () => {
  for (const appearance of ["light", "dark"]) {
    const page = await newPage({ width: 1024, height: 700 });
    await eachAlone(page, async (name) => {
      const taken = await picture(page, `${name}-${appearance}`);
      assert.ok((await colours(page, taken)) > 10, `${name} is not empty`);
    }, APPEARANCES[appearance]);
    await page.context().close();
  }
});

for (const [name, type] of [["grey", "achromatopsia"], ["deuteranopia"], ["protanopia"], ["tritanopia"]]) {
  test(`pictures without some colours: ${name}`, async () => {
    const page = await newPage();
    await load(page, "home22");
    const plain = await page.screenshot();
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setEmulatedVisionDeficiency", { type: type ?? name });
    for (const place of ["home", "devices", "device"]) {
      await go(page, PLACES[place]("home22"));
      const taken = await picture(page, `${place}-${name}`);
      if (place === "home") assert.notDeepEqual(taken, plain, "the colours are others");
      const coloured = await share(page, taken, (red, green, blue) => Math.max(red, green, blue) - Math.min(red, green, blue) > 12);
      if (name === "grey") assert.equal(coloured, 0, "no colour is left");
    }
    await page.context().close();
  });
}
