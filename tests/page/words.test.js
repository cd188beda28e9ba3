// Checks 5 and 6: plain words on every screen.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { ask, load, newPage, none } from "./browser.js";
import { eachAlone, eachDialog, eachScreen, PLACES } from "./screens.js";
import { BANNED, bannedIn, grade, sentencesOf, wordsOf } from "./words.js";

const HARDEST = 6;
const LONGEST = 20;
/** Fewer words say too little for a formula. */
const ENOUGH = 30;
const HOUSEHOLDS = ["empty", "one", "home22", "office250", "stale", "samehome", "notices", "twohomes"];

test("the formula knows easy from hard", () => {
  assert.ok(grade(["The cat sat on the mat.", "It was a good day."]) < 2);
  assert.ok(grade(["Unauthorised modifications to your infrastructure configuration necessitate immediate remediation."]) > 12);
  assert.deepEqual(bannedIn("Your MAC is hacked!"), ["MAC", "hacked", "!"]);
  assert.ok(BANNED.has("packet"));
});

/** A text that does not exist, or a value that was not put in. */
const HOLE = /\[[a-z]+-[a-z-]+\]|\{\s*\$|undefined|NaN|\bnull\b|Invalid Date/;

/** Everything there is to read, gathered once for all tests. */
const screens = new Map();

before(async () => {
  const page = await newPage();
  const gather = (household) => async (screen) => {
    screens.set(`${household}, ${screen}`, { prose: await ask(page, "prose"), all: await ask(page, "allWords") });
  };
  for (const household of HOUSEHOLDS) await eachScreen(page, household, gather(household));
  await eachAlone(page, gather("alone"));
  await eachDialog(page, "home22", (name) => (name === "details" ? undefined : gather("dialog")(name)));
  await page.context().close();
});

test("every screen is easy to read", () => {
  const wrong = [];
  let measured = 0;
  for (const [where, { prose }] of screens) {
    const sentences = prose.flatMap(sentencesOf);
    wrong.push(...sentences.filter((one) => wordsOf(one).length > LONGEST).map((one) => `${where}: ${wordsOf(one).length} words: ${one}`));
    // Labels are no sentences.
    const whole = sentences.filter((one) => /[.?:]$/.test(one));
    if (whole.flatMap(wordsOf).length < ENOUGH) continue;
    measured += 1;
    const hard = grade(whole);
    if (hard > HARDEST) wrong.push(`${where}: grade ${hard.toFixed(1)}: ${whole.join(" ")}`);
  }
  none(wrong);
  assert.ok(measured >= 10, `only ${measured} of ${screens.size} screens have enough words`);
});

test("no screen says what nobody should have to read", () => {
  const wrong = [];
  for (const [where, { all }] of screens) {
    assert.ok(all.length > 0, `${where} says nothing`);
    for (const text of all) wrong.push(...bannedIn(text).map((word) => `${where}: "${word}" in: ${text}`));
  }
  none(wrong);
});

test("no text is missing or has a hole", async () => {
  const wrong = [...screens].flatMap(([where, { all }]) => all.filter((text) => HOLE.test(text)).map((text) => `${where}: ${text}`));
  const page = await newPage();
  await load(page, "home22", { hash: PLACES.device("home22") });
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  const details = await page.locator("[data-details]").allTextContents();
  assert.ok(details.length > 0);
  none([...wrong, ...details.filter((text) => HOLE.test(text))]);
});
