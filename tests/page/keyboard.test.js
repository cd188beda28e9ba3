// Checks 2 to 4: the whole window with the keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";

import { APPEARANCES, ask, calls, go, load, newPage, none, settle } from "./browser.js";
import { eachAlone, eachScreen, PLACES } from "./screens.js";
import { say } from "./words.js";

const MOST_KEYS = 40;

/** A person who has no mouse, and counts the keys. */
class Typist {
  keys = 0;

  constructor(page) {
    this.page = page;
  }

  async press(key) {
    this.keys += 1;
    await this.page.keyboard.press(key);
    await settle(this.page);
  }

  /** Tab until a control with these words has the keyboard. */
  async reach(words) {
    for (let stops = 0; stops < MOST_KEYS; stops += 1) {
      const now = await ask(this.page, "focus");
      if (now?.text === words) return;
      await this.press("Tab");
    }
    assert.fail(`${words} is not reached`);
  }
}

test("from the first start to a device with a name, in at most forty keys", async () => {
  const page = await newPage({ real: true });
  await load(page, "welcome", { step: 5 });
  const typist = new Typist(page);
  await typist.reach(say("welcome-look", { network: "Smith-Home" }));
  await typist.press("Enter");
  await page.getByRole("button", { name: say("welcome-go-home") }).waitFor();
  await typist.reach(say("welcome-go-home"));
  await typist.press("Enter");
  await typist.reach(say("home-start-tell-devices"));
  await typist.press("Enter");
  await typist.reach(say("list-name-it"));
  await typist.press("Enter");
  assert.ok(typist.keys <= MOST_KEYS, `${typist.keys} keys`);
  await page.keyboard.type("Grandma’s lamp");
  await typist.press("Enter");
  await page.locator("main").getByText("Grandma’s lamp").first().waitFor();
  const named = await page.evaluate(() => window.__HOMEWARDEN_FIXTURE__.fixture.devices.filter(({ name, named }) => named && name === "Grandma’s lamp").length);
  assert.equal(named, 1);
  assert.ok((await calls(page)).some((call) => call.startsWith("set_notes")));
});

/** Tabs once around a screen: each stop must be seen, and the way must lead through all of them. */
async function around(page, where) {
  const expected = await ask(page, "stops");
  const wrong = [];
  const seen = new Set();
  // After the last control the keyboard leaves the page, and comes in again at the first.
  for (let presses = 0; presses < expected + 10; presses += 1) {
    await page.keyboard.press("Tab");
    const now = await ask(page, "focus");
    if (!now) continue;
    if (seen.has(now.stop)) break;
    seen.add(now.stop);
    wrong.push(...now.wrong.map((what) => `${where}: ${now.name} has ${what}`));
  }
  if (seen.size < expected) wrong.push(`${where}: the Tab key reached ${seen.size} of ${expected} controls`);
  return wrong;
}

for (const [appearance, settings] of Object.entries(APPEARANCES)) {
  test(`every stop of the Tab key is seen, and none is a trap: ${appearance}`, async () => {
    const page = await newPage();
    const wrong = [];
    await eachScreen(page, "home22", async (name) => wrong.push(...(await around(page, name))), settings);
    await eachAlone(page, async (name) => wrong.push(...(await around(page, name))), settings);
    await page.context().close();
    none(wrong);
  });
}

test("every stop of the Tab key is seen in a narrow window", async () => {
  const page = await newPage({ width: 320, height: 640 });
  const wrong = [];
  await eachScreen(page, "home22", async (name) => wrong.push(...(await around(page, name))));
  await page.context().close();
  none(wrong);
});

test("a dialog takes the keyboard and gives it back", async () => {
  const page = await newPage();
  const [dialogs, wrong] = [new Set(), []];
  // Many rows have the same buttons: one of each says enough.
  const pressed = new Set();
  for (const [name, hash] of Object.entries(PLACES)) {
    await load(page, "home22", { hash: hash("home22") });
    const count = await page.locator("button:visible:enabled").count();
    for (let index = 0; index < count; index += 1) {
      const button = page.locator("button:visible:enabled").nth(index);
      const words = await button.textContent();
      if (pressed.has(`${name} ${words}`)) continue;
      pressed.add(`${name} ${words}`);
      await button.focus();
      await page.keyboard.press("Enter");
      await settle(page);
      if (!(await page.locator("dialog[open]").count())) {
        await load(page, "home22", { hash: hash("home22") });
        continue;
      }
      dialogs.add(await page.locator("dialog[open] h2").first().textContent());
      if (!(await page.evaluate(() => document.querySelector("dialog[open]").contains(document.activeElement)))) wrong.push(`${name}: ${words} leaves the keyboard outside its dialog`);
      wrong.push(...(await around(page, `${name}, ${words}`)));
      await page.keyboard.press("Escape");
      await settle(page);
      if (await page.locator("dialog[open]").count()) wrong.push(`${name}: Escape does not close ${words}`);
      if (!(await button.evaluate((one) => one === document.activeElement))) wrong.push(`${name}: ${words} does not get the keyboard back`);
    }
  }
  none(wrong);
  assert.ok(dialogs.size >= 4, `only ${[...dialogs].join(", ")}`);
});

test("a name that is not given after all leaves the keyboard where it was", async () => {
  const page = await newPage();
  await load(page, "home22", { hash: "#/devices" });
  const name = page.getByRole("button", { name: say("list-name-it") }).first();
  const button = (await name.count()) > 0 ? name : page.locator("button", { hasText: say("list-name-it") }).first();
  await button.focus();
  await page.keyboard.press("Enter");
  await settle(page);
  assert.equal((await ask(page, "focus")).tag, "input");
  await page.keyboard.press("Escape");
  await settle(page);
  assert.equal((await ask(page, "focus")).text, say("list-name-it"));
});

test("the menu of a narrow window gives the keyboard back", async () => {
  const page = await newPage({ width: 320, height: 640 });
  await load(page, "home22");
  const menu = page.locator("nav button[aria-expanded]");
  await menu.focus();
  await page.keyboard.press("Enter");
  assert.equal(await menu.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.equal(await menu.getAttribute("aria-expanded"), "false");
  assert.ok(await menu.evaluate((one) => one === document.activeElement));
});

test("a new place begins at its heading and has its own title, also on the way back", async () => {
  const page = await newPage();
  await load(page, "home22");
  const before = await page.title();
  for (const hash of ["#/devices", "#/settings", "#/unseen"]) {
    const link = page.locator(`nav a[href="${hash}"]`).first();
    await link.focus();
    await page.keyboard.press("Enter");
    await settle(page);
    assert.equal((await ask(page, "focus")).tag, "h1", hash);
    assert.notEqual(await page.title(), before, hash);
  }
  await page.goBack();
  await settle(page);
  assert.equal((await ask(page, "focus")).tag, "h1", "back");
  assert.equal(new URL(page.url()).hash, "#/settings");
});

test("keys lead to places, to the parts of the window, and change the size of the text", async () => {
  const page = await newPage();
  await load(page, "home22");
  await page.keyboard.press("Control+2");
  await settle(page);
  assert.equal(new URL(page.url()).hash, "#/devices");
  await page.keyboard.press("Control+f");
  await page.waitForFunction(() => document.activeElement?.matches("[data-search] input"));
  await page.keyboard.press("F6");
  assert.ok(await page.evaluate(() => document.activeElement.closest("[data-region]") !== null));
  await page.keyboard.press("Control+=");
  await settle(page);
  assert.equal(await page.evaluate(() => document.documentElement.style.fontSize), "110%");
  await go(page, "#/map");
  await page.keyboard.press("Tab");
  assert.ok(await ask(page, "focus"));
});
