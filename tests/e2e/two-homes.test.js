// Run by run.js on the laptop of another household, with the data folder that household.test.js left.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { KEPT, Window, endAll, openDisplay } from "./window.js";

before(openDisplay);
after(endAll);

test("another network asks anew, and each home keeps its own devices", async () => {
  const window = await Window.open(["--data", KEPT]);
  try {
    await window.see("You are on a network that we have not looked at");
    await window.picture("another-network");
    assert.deepEqual(await window.violations(), []);
    await window.go("#/look");
    await window.see("What we do when you say yes");
    await window.click("Look at");
    await window.see("We found", 90_000);
    await window.click("Show my home");
    await window.see("Next steps");
    const homes = await window.run("return [...document.querySelectorAll('nav select option')].map((option) => option.value)");
    assert.equal(homes.length, 2, "there are two homes to choose from");
    await window.go("#/devices");
    await window.see("witness");
    assert.equal((await window.text()).includes("DiskStation"), false, "the other home's devices are not here");
    await window.picture("two-homes");
    const now = await window.run("return document.querySelector('nav select').value");
    await window.choose("nav select", homes.find((home) => home !== now));
    await window.see("DiskStation");
    assert.equal((await window.text()).includes("witness"), false);
    await window.closeAsPerson();
  } finally {
    await window.end();
  }
});
