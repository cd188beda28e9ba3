// Run by run.js on the laptop of the test household.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Window, endAll, folder, openDisplay, until } from "./window.js";

before(openDisplay);
after(endAll);

const data = folder("data");
const rows = (window) => window.run("return document.querySelectorAll('main li .name').length");

test("the window opens, asks, looks, shows the devices and closes", async () => {
  const began = Date.now();
  const window = await Window.open(["--data", data]);
  try {
    await window.see("Before we look");
    console.log(`window with content ${Date.now() - began} ms after it was asked for`);
    await window.see("Nothing we learn leaves this computer.");
    assert.equal(await rows(window), 0);
    await window.picture("consent-light");
    assert.deepEqual(await window.violations(), []);
    await window.click("Look at");
    const asked = Date.now();
    await window.see("so far", 5000);
    await until("a first device", async () => (await rows(window)) > 0, 10_000);
    console.log(`first row ${Date.now() - asked} ms after the button`);
    await window.picture("looking-light");
    assert.deepEqual(await window.violations(), []);
    await window.see("We found", 90_000);
    console.log(`look done after ${Date.now() - asked} ms, ${await rows(window)} rows`);
    assert.ok((await rows(window)) >= 10, "the household has more than ten devices");
    await window.see("DiskStation");
    await window.picture("devices-light");
    assert.deepEqual(await window.violations(), []);
    assert.equal(await window.run("return document.documentElement.scrollWidth <= innerWidth"), true, "no sideways scrolling");
    await window.size(320, 700);
    await window.picture("devices-320");
    assert.deepEqual(await window.violations(), []);
    assert.equal(await window.run("return document.documentElement.scrollWidth <= innerWidth"), true, "nor at 320 px");
    await window.closeAsPerson();
  } finally {
    await window.end();
  }
});

test("what was found is there after a restart, in the dark too, and nothing is asked again", async () => {
  const window = await Window.open(["--data", data], { env: { GTK_THEME: "Adwaita:dark" } });
  try {
    await window.see("DiskStation");
    assert.equal((await window.text()).includes("Before we look"), false);
    assert.equal(await window.run("return matchMedia('(prefers-color-scheme: dark)').matches"), true);
    await window.picture("devices-dark");
    assert.deepEqual(await window.violations(), []);
  } finally {
    await window.end();
  }
});

test("Stop stops a look at once and keeps what was found", async () => {
  const window = await Window.open(["--data", folder("data")]);
  try {
    await window.click("Look at");
    await until("a first device", async () => (await rows(window)) > 0, 10_000);
    await window.click("Stop");
    await window.see("Stopped.", 2000);
    assert.ok((await rows(window)) > 0);
    await window.picture("stopped-light");
    await window.closeAsPerson();
  } finally {
    await window.end();
  }
});

test("closing in the middle of a look ends the program", async () => {
  const window = await Window.open(["--data", folder("data")]);
  try {
    await window.click("Look at");
    await window.see("so far", 5000);
    await window.closeAsPerson();
  } finally {
    await window.end();
  }
});
