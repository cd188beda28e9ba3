// Nothing of the page is left out of these tests.
import assert from "node:assert/strict";
import { test } from "node:test";

import { ask, load, newPage, none } from "./browser.js";
import { ALONE, eachAlone, eachScreen, FIXTURES, PLACES } from "./screens.js";

test("every place of the window is tested, and no other", async () => {
  const page = await newPage();
  await load(page, "home22");
  const places = await page.evaluate(() => window.__HOMEWARDEN_ROUTES__);
  assert.deepEqual(Object.keys(PLACES).sort(), [...places].sort());
});

test("every link leads somewhere, and nothing goes wrong or asks anything of the network", async () => {
  const page = await newPage();
  const known = ["", ...Object.keys(PLACES)];
  const check = async (where) => assert.deepEqual(await ask(page, "deadLinks", known), [], where);
  for (const fixture of [...FIXTURES, "stale", "samehome", "twohomes", "notices"]) {
    await eachScreen(page, fixture, (name) => check(`${fixture}, ${name}`));
  }
  await eachAlone(page, check);
  assert.ok(ALONE.length > 0);
  none(page.problems);
});

test("every screen has a title and one main heading of its own", async () => {
  const page = await newPage();
  const titles = new Map();
  await eachScreen(page, "home22", async (name) => {
    assert.equal(await page.locator("h1").count(), 1, name);
    const title = await page.title();
    assert.match(title, /Homewarden/, name);
    assert.ok(!titles.has(title), `${name} and ${titles.get(title)} are both called ${title}`);
    titles.set(title, name);
  });
});
