// Check 1: what axe finds, on every screen, in every household and appearance.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";

import { APPEARANCES, dress, load, newPage, none } from "./browser.js";
import { HERE } from "./paths.js";
import { ALONE, eachDialog, eachScreen, FIXTURES } from "./screens.js";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
/** What axe could not decide and a person has looked at: rule and element. */
const REVIEWED = JSON.parse(readFileSync(join(HERE, "undecided.json"), "utf8"));
const undecided = new Set();

async function audit(page, where) {
  const { violations, incomplete } = await page.evaluate(async (values) => {
    const plain = (html) => /^<(\w+)(?:[^>]*?class="([^"]*)")?/.exec(html)?.slice(1).join(".").replaceAll(/\s*svelte-\w+/g, "").replace(/\.$/, "") ?? html;
    const found = await window.axe.run(document, { runOnly: values, rules: { "target-size": { enabled: true } }, resultTypes: ["violations", "incomplete"] });
    const flat = (list, element) => list.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${element(node.html)}`));
    return { violations: flat(found.violations, (html) => html.slice(0, 200)), incomplete: flat(found.incomplete, plain) };
  }, TAGS);
  for (const one of incomplete) undecided.add(one);
  return violations.map((violation) => `${where}: ${violation}`);
}

let page;
for (const fixture of FIXTURES) {
  for (const appearance of ["light", "dark", "more"]) {
    test(`axe finds nothing: ${fixture}, ${appearance}`, async () => {
      page ??= await newPage();
      const wrong = [];
      await eachScreen(page, fixture, async (name) => wrong.push(...(await audit(page, name))), APPEARANCES[appearance]);
      none(wrong);
    });
  }
}

test("axe finds nothing on the screens that stand alone", async () => {
  const wrong = [];
  for (const fixture of [...ALONE, "samehome", "notices", "stale", "twohomes"]) {
    await load(page, fixture);
    for (const [name, settings] of Object.entries(APPEARANCES)) {
      await dress(page, settings);
      wrong.push(...(await audit(page, `${fixture}, ${name}`)));
    }
  }
  none(wrong);
});

test("axe finds nothing in dialogs and details", async () => {
  const wrong = [];
  for (const [appearance, settings] of Object.entries(APPEARANCES)) {
    await eachDialog(page, "home22", async (name) => wrong.push(...(await audit(page, `${name}, ${appearance}`))), settings);
  }
  none(wrong);
});

test("what axe cannot decide was looked at by a person", () => {
  assert.deepEqual([...undecided].sort(), [...REVIEWED].sort());
});

after(() => page?.context().close());
