// Checks 5 and 6: plain words on every screen.
import assert from "node:assert/strict";
import { test } from "node:test";

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

test("every screen is easy to read", async () => {
  const page = await newPage();
  const wrong = [];
  let measured = 0;
  const check = (household) => async (screen) => {
    const where = `${household}, ${screen}`;
    const blocks = await ask(page, "prose");
    const sentences = blocks.flatMap(sentencesOf);
    wrong.push(...sentences.filter((one) => wordsOf(one).length > LONGEST).map((one) => `${where}: ${wordsOf(one).length} words: ${one}`));
    // Labels are no sentences.
    const whole = sentences.filter((one) => /[.?:]$/.test(one));
    if (whole.flatMap(wordsOf).length < ENOUGH) return;
    measured += 1;
    const hard = grade(whole);
    if (hard > HARDEST) wrong.push(`${where}: grade ${hard.toFixed(1)}: ${whole.join(" ")}`);
  };
  await everywhere(page, check);
  none(wrong);
  assert.ok(measured >= 10, `only ${measured} screens have enough words`);
});

/** Visits every screen and every dialog that these tests know. */
async function everywhere(page, check) {
  for (const household of HOUSEHOLDS) await eachScreen(page, household, check(household));
  await eachAlone(page, check("alone"));
  await eachDialog(page, "home22", (name) => (name === "details" ? undefined : check("dialog")(name)));
}

test("no screen says what nobody should have to read", async () => {
  const page = await newPage();
  const wrong = [];
  const check = (household) => async (screen) => {
    for (const text of await ask(page, "allWords")) wrong.push(...bannedIn(text).map((word) => `${household}, ${screen}: "${word}" in: ${text}`));
  };
  await everywhere(page, check);
  none(wrong);
});

test("no text is missing or has a hole", async () => {
  const page = await newPage();
  const wrong = [];
  const check = (household) => async (screen) => {
    for (const text of await ask(page, "allWords")) if (/\[[a-z]+-[a-z-]+\]|\{\s*\$|undefined|NaN|\bnull\b|Invalid Date/.test(text)) wrong.push(`${household}, ${screen}: ${text}`);
  };
  await everywhere(page, check);
  await load(page, "home22", { hash: PLACES.device("home22") });
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  const details = await page.locator("[data-details]").allTextContents();
  assert.ok(details.length > 0);
  wrong.push(...details.filter((text) => /\[[a-z]+-[a-z-]+\]|undefined|NaN|Invalid Date/.test(text)));
  none(wrong);
});
