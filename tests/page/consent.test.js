// Check 19, as far as the page goes: nothing is looked at before a yes, and the yes is for one network.
import assert from "node:assert/strict";
import { test } from "node:test";

import { calls, go, load, newPage, none, settle } from "./browser.js";
import { PLACES } from "./screens.js";
import { say } from "./words.js";

const lookCalls = async (page) => (await calls(page)).filter((call) => call.startsWith("look "));
const lookButton = (page, network) => page.locator("main button.primary", { hasText: say("welcome-look", { network }) });

test("without a yes nothing is looked at, wherever one goes", async () => {
  const page = await newPage();
  await load(page, "welcome");
  for (const hash of Object.values(PLACES)) await go(page, hash("welcome"));
  await page.locator("main input[type=checkbox]").first().isVisible();
  assert.deepEqual(await calls(page), []);
  none(page.problems);
});

test("the yes names the network, is asked once, and goes as far as was agreed", async () => {
  for (const [identify, level] of [[true, "identify"], [false, "look"]]) {
    const page = await newPage();
    await load(page, "welcome");
    await page.locator("main input[type=checkbox]").setChecked(identify);
    assert.deepEqual(await lookCalls(page), []);
    await lookButton(page, "Smith-Home").click();
    await settle(page);
    assert.deepEqual(await lookCalls(page), [`look wlan0 ${level} with consent`]);
    await page.context().close();
  }
});

test("every line of what is done stands on the page before the yes", async () => {
  const page = await newPage();
  await load(page, "welcome");
  const text = await page.locator("main").innerText();
  for (const id of ["consent-look", "consent-identify", "consent-stays"]) assert.ok(text.includes(say(id)), id);
});

test("another network asks again", async () => {
  const page = await newPage();
  await load(page, "home22");
  await page.evaluate(() => {
    const { fixture } = window.__HOMEWARDEN_FIXTURE__;
    fixture.places = [{ ...fixture.places[0], name: "Café-Guest", consent: null, home: null }];
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await settle(page);
  await page.locator("main").getByText(say("home-new-network", { network: "Café-Guest" })).waitFor();
  assert.equal(await page.getByRole("button", { name: say("home-look-again"), exact: true }).count(), 0);
  await page.locator("main button", { hasText: say("welcome-look", { network: "Café-Guest" }) }).first().click();
  await settle(page);
  await page.locator("#consent").waitFor();
  assert.deepEqual(await lookCalls(page), []);
  await lookButton(page, "Café-Guest").click();
  await settle(page);
  assert.equal((await lookCalls(page)).length, 1);
  assert.match((await lookCalls(page))[0], /with consent$/);
});

for (const fixture of ["tick", "managed"]) {
  test(`a network that is hardly one's own needs a tick as well: ${fixture}`, async () => {
    const page = await newPage();
    await load(page, fixture);
    const button = page.locator("main button.primary");
    assert.ok(await button.isDisabled());
    await page.locator("label", { hasText: say("welcome-tick") }).locator("input").check();
    assert.ok(await button.isEnabled());
    await button.click();
    await settle(page);
    assert.equal((await lookCalls(page)).length, 1);
  });
}

test("a look that the system forbids says why and what to do", async () => {
  const page = await newPage();
  await load(page, "denied");
  await lookButton(page, "Smith-Home").click();
  await settle(page);
  const said = page.locator("main [role=alert]").first();
  await said.waitFor();
  assert.match(await said.innerText(), /Operation not permitted/);
  assert.ok(await lookButton(page, "Smith-Home").isVisible(), "one can try again");
});

test("the made-up home looks at nothing and leads back", async () => {
  const page = await newPage();
  await load(page, "welcome");
  await page.getByRole("button", { name: say("welcome-example") }).click();
  await settle(page);
  await page.locator("main").getByText(say("window-example")).waitFor();
  for (const hash of Object.values(PLACES)) await go(page, hash("home22"));
  assert.deepEqual(await lookCalls(page), []);
  await page.getByRole("button", { name: say("window-example-leave") }).click();
  await settle(page);
  await lookButton(page, "Smith-Home").waitFor();
});
