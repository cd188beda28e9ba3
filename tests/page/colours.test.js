// Checks 7 and 10 to 12: colours, movement, and what the system wants of them.
import assert from "node:assert/strict";
import { test } from "node:test";

import { APPEARANCES, ask, dress, go, load, newPage, none, settle } from "./browser.js";
import { share } from "./pixels.js";
import { eachAlone, eachScreen, PLACES } from "./screens.js";
import { say } from "./words.js";

const GROUNDS = ["--surface", "--raised", "--sunken"];
const TEXTS = ["--ink", "--ink-quiet", "--action", "--action-strong", "--attention", "--urgent", "--good", "--unknown"];
const TEXT_PAIRS = [
  ...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground])),
  ["--on-action", "--action"],
  ["--on-action", "--action-strong"],
  ["--ink", "--action-soft"],
  ["--ink", "--attention-soft"],
  ["--ink-quiet", "--attention-soft"],
  ["--action-strong", "--action-soft"],
];
const EDGE_PAIRS = [...GROUNDS.map((ground) => ["--line-strong", ground]), ...GROUNDS.map((ground) => ["--action", ground])];

for (const [appearance, settings] of Object.entries(APPEARANCES)) {
  test(`colours are far enough apart: ${appearance}`, async () => {
    const page = await newPage();
    await load(page, "home22", settings);
    const wrong = [];
    for (const [pairs, least] of [[TEXT_PAIRS, 4.5], [EDGE_PAIRS, 3]]) {
      const contrasts = await ask(page, "tokenContrasts", pairs);
      for (const [index, contrast] of contrasts.entries()) if (contrast < least) wrong.push(`${pairs[index].join(" on ")}: ${contrast.toFixed(2)}`);
    }
    await eachScreen(page, "home22", async (name) => wrong.push(...(await ask(page, "faintIcons")).map((what) => `${name}: a faint icon in ${what}`)), settings);
    await page.context().close();
    none(wrong);
  });

  test(`text stays readable under the pointer and with the keyboard: ${appearance}`, async () => {
    const page = await newPage();
    const wrong = [];
    await eachScreen(page, "home22", async (name) => wrong.push(...(await touched(page)).map((what) => `${name}: ${what}`)), { ...settings, motion: "less" });
    await page.context().close();
    none(wrong);
  });
}

/** Hovers and focuses one control of each kind, and measures its text. */
async function touched(page) {
  const wrong = [];
  const kinds = new Set();
  for (const control of await page.locator("a:visible, button:visible:enabled, summary:visible").all()) {
    const kind = await control.evaluate((one) => `${one.localName} ${one.className} ${one.getAttribute("aria-pressed")} ${one.getAttribute("aria-current")}`);
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    await control.hover({ force: true });
    await control.focus();
    await settle(page);
    const found = await control.evaluate((one) => window.inside.faintTexts(one));
    wrong.push(...found.map((what) => `${kind}: ${what}`));
  }
  return wrong;
}

test("in the dark nothing is white", async () => {
  const page = await newPage();
  const wrong = [];
  const check = async (name) => {
    const white = await share(page, await page.screenshot(), (red, green, blue) => Math.min(red, green, blue) >= 250);
    if (white > 0.05) wrong.push(`${name}: ${Math.round(100 * white)} % is white`);
  };
  for (const fixture of ["home22", "empty"]) await eachScreen(page, fixture, check, APPEARANCES.dark);
  await eachAlone(page, check, APPEARANCES.dark);
  none(wrong);
  await load(page, "home22", APPEARANCES.light);
  assert.ok((await share(page, await page.screenshot(), (red, green, blue) => Math.min(red, green, blue) >= 240)) > 0.5, "the light page is light");
});

const theme = (page) => page.evaluate(() => document.documentElement.dataset.theme);

test("the dark is chosen by the web engine, by the desktop, or by the person, who has the last word", async () => {
  const page = await newPage();
  await load(page, "home22");
  assert.equal(await theme(page), "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await settle(page);
  assert.equal(await theme(page), "dark", "web engine");
  await desktop(page, { dark: false });
  assert.equal(await theme(page), "light", "desktop");
  await desktop(page, { dark: true });
  await page.emulateMedia({ colorScheme: "light" });
  await settle(page);
  assert.equal(await theme(page), "dark", "desktop");
  await dress(page, { theme: "light" });
  assert.equal(await theme(page), "light", "person");
});

test("what is chosen in the settings outlives a reload", async () => {
  const page = await newPage();
  await load(page, "home22", { hash: "#/settings", keep: 1 });
  await page.getByText(say("settings-theme-dark"), { exact: true }).click();
  await settle(page);
  assert.equal(await theme(page), "dark");
  await page.reload();
  await settle(page);
  assert.equal(await theme(page), "dark");
  assert.ok(await page.getByLabel(say("settings-theme-dark"), { exact: true }).isChecked());
});

async function desktop(page, wants) {
  await page.evaluate((change) => {
    const program = window.__HOMEWARDEN_FIXTURE__;
    Object.assign(program.fixture.status.appearance, change);
    program.tell();
  }, wants);
  await settle(page);
}

test("text that is too faint is noticed", async () => {
  const page = await newPage();
  await load(page, "home22", APPEARANCES.light);
  const button = page.locator("main button").first();
  const faint = () => button.evaluate((one) => window.inside.faintTexts(one).length);
  assert.equal(await faint(), 0);
  await button.evaluate((one) => (one.style.color = "silver"));
  await settle(page);
  assert.equal(await faint(), 1);
});

test("what moves is noticed", async () => {
  const page = await newPage({ real: true });
  await load(page, "home22");
  await page.evaluate(() => void document.querySelector("main").animate([{ opacity: 0.9 }, { opacity: 1 }], 60_000));
  assert.equal((await ask(page, "moving")).length, 1);
});

for (const by of ["system", "own switch"]) {
  test(`nothing moves for those who do not want it: ${by}`, async () => {
    const page = await newPage({ real: true });
    if (by === "system") await page.emulateMedia({ reducedMotion: "reduce" });
    const settings = by === "system" ? {} : { motion: "less" };
    const wrong = [];
    const watch = async (where) => wrong.push(...(await ask(page, "moving")).map((what) => `${where}: ${what}`));
    await load(page, "welcome", { ...settings, step: 60 });
    const look = page.locator("main button.primary");
    await look.hover();
    await watch("hover");
    await look.click();
    for (let times = 0; times < 8; times += 1) {
      await watch("look");
      await page.waitForTimeout(60);
    }
    assert.match(await page.locator("main").innerText(), /\d/, "the look tells its progress in words");
    for (const [name, hash] of Object.entries(PLACES)) {
      await page.evaluate((to) => (location.hash = to), hash("home22"));
      await watch(name);
      await settle(page);
      await dress(page, { theme: "dark" });
      await watch(`${name}, another theme`);
      await dress(page, { theme: "light" });
    }
    none(wrong);
  });
}

test("with the system's own colours every control has an edge and every state a word", async () => {
  const page = await newPage();
  await page.emulateMedia({ forcedColors: "active" });
  const wrong = [];
  const check = async (name) => wrong.push(...(await ask(page, "borderless")).map((what) => `${name}: ${what}`));
  await eachScreen(page, "home22", check);
  await eachAlone(page, check);
  await go(page, "#/");
  await load(page, "home22", { hash: "#/devices" });
  const rows = page.locator("tr:has(a.open)");
  const states = [say("state-here"), say("state-asleep"), say("state-away")];
  for (const text of await rows.allTextContents()) {
    if (!states.some((state) => text.includes(state)) && !/seen/i.test(text)) wrong.push(`no state in: ${text}`);
  }
  assert.ok((await rows.count()) > 10);
  none(wrong);
});

test("who wants more contrast gets it, by the system or by the own switch", async () => {
  const page = await newPage();
  const ink = () => ask(page, "tokenContrasts", [["--ink-quiet", "--surface"], ["--line", "--surface"]]);
  await load(page, "home22");
  const before = await ink();
  await page.emulateMedia({ contrast: "more" });
  await settle(page);
  const system = await ink();
  await page.emulateMedia({ contrast: "no-preference" });
  await dress(page, { contrast: "more" });
  const own = await ink();
  for (const index of [0, 1]) assert.ok(system[index] > before[index] && own[index] > before[index], `${before} ${system} ${own}`);
  assert.ok(own[0] >= 7);
});
