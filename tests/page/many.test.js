// Checks 15 and 16: no device, one, 250, a thousand; and what is spoken while 250 are found.
import assert from "node:assert/strict";
import { test } from "node:test";

import { ask, go, load, newPage, settle } from "./browser.js";
import { say } from "./words.js";

const MOST_NODES = 3000;

test("no device: the page says so and leads on", async () => {
  const page = await newPage();
  await load(page, "empty", { hash: "#/devices" });
  const main = page.locator("main");
  await main.getByText(say("list-none")).waitFor();
  await main.getByText(say("list-none-text")).waitFor();
  assert.equal(await page.locator("main table").count(), 0);
  await page.locator("main button.primary").click();
  await settle(page);
  assert.equal(new URL(page.url()).hash, "#/look");
  await go(page, "#/");
  await main.getByText(say("home-no-changes")).waitFor();
});

test("nothing fits what is searched for: the page says so and leads back", async () => {
  const page = await newPage();
  await load(page, "home22", { hash: "#/devices" });
  await page.locator("[data-search] input").fill("zzzz");
  await page.locator("main").getByText(say("list-none-match", { search: "zzzz" })).waitFor();
  await page.getByRole("button", { name: say("list-clear") }).click();
  await page.locator("main table").waitFor();
  assert.equal(await page.locator("caption").textContent(), say("list-caption", { devices: 22 }));
});

for (const [fixture, devices] of [["one", 1], ["home22", 22], ["office250", 250], ["thousand", 1000]]) {
  test(`the list counts ${devices} and stays small`, async () => {
    const page = await newPage({ real: true });
    await load(page, fixture, { hash: "#/devices" });
    assert.equal(await page.locator("caption").textContent(), say("list-caption", { devices }));
    for (const place of ["#/devices", "#/map", "#/"]) {
      await go(page, place);
      const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
      // The map draws every device; the list shows a page at a time.
      if (place !== "#/map" || devices <= 250) assert.ok(nodes <= MOST_NODES, `${place}: ${nodes} nodes`);
    }
    if (devices < 22) return;
    await go(page, "#/devices");
    await page.locator("[data-search] input").fill("printer");
    await page.waitForFunction((before) => document.querySelector("caption")?.textContent !== before, say("list-caption", { devices }));
  });
}

test("what is spoken during a look at 250 devices is rare, and ends with the result", async () => {
  const page = await newPage({ real: true });
  await load(page, "office250", { step: 40 });
  await page.evaluate(() => {
    window.spoken = [];
    const regions = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]";
    const hear = (changes) => {
      const said = new Set();
      for (const { target, addedNodes } of changes) {
        const region = (target.closest ? target : target.parentElement)?.closest(regions);
        if (region) said.add(region);
        for (const node of addedNodes) if (node.nodeType === 1) for (const one of [node, ...node.querySelectorAll("*")]) if (one.matches(regions)) said.add(one);
      }
      for (const region of said) if (region.textContent.trim()) window.spoken.push({ at: performance.now(), text: region.textContent.trim() });
    };
    new MutationObserver(hear).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.locator("main button").filter({ hasText: say("home-look-again") }).first().click();
  await page.waitForFunction(() => window.__HOMEWARDEN_FIXTURE__.fixture.status.look?.outcome?.ended === "complete", undefined, { timeout: 30_000 });
  await page.waitForTimeout(5500);
  const spoken = await page.evaluate(() => window.spoken);
  assert.ok(spoken.length >= 2, "something is spoken");
  for (const [index, { at, text }] of spoken.entries()) {
    if (index > 0) assert.ok(at - spoken[index - 1].at >= 4900, `"${text}" comes ${Math.round(at - spoken[index - 1].at)} ms after "${spoken[index - 1].text}"`);
  }
  assert.equal(spoken.at(-1).text, say("welcome-found", { devices: 250 }));
  assert.equal(await ask(page, "moving").then((list) => list.length), 0);
});
