// Run by run.js on the laptop of the test household.
import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { KEPT, Window, endAll, folder, openDisplay, until } from "./window.js";

before(openDisplay);
after(endAll);

const NAME = "The big printer";
const rows = (window) => window.run("return document.querySelectorAll('main tbody tr:not(.group, .ask)').length");
const fits = (window) => window.run("return document.documentElement.scrollWidth <= innerWidth");
const looked = (window) => until("the end of the look", () => window.run("return !document.querySelector('main progress')"), 90_000);

test("welcome, yes, devices arrive, one is opened and gets a name", async () => {
  const began = Date.now();
  const window = await Window.open(["--data", KEPT]);
  try {
    await window.see("See what is on your network");
    console.log(`window with content ${Date.now() - began} ms after it was asked for`);
    await window.see("Nothing we learn leaves this computer.");
    assert.equal(await rows(window), 0);
    await window.picture("welcome-light");
    assert.deepEqual(await window.violations(), []);
    await window.click("Look at");
    const asked = Date.now();
    await until("a first device", async () => (await rows(window)) > 0, 10_000);
    console.log(`first row ${Date.now() - asked} ms after the button`);
    await until("some devices", async () => (await rows(window)) >= 5, 20_000);
    await window.picture("looking-light");
    assert.deepEqual(await window.violations(), []);
    await window.see("We found", 90_000);
    console.log(`look done after ${Date.now() - asked} ms, ${await rows(window)} rows`);
    assert.ok((await rows(window)) >= 10, "the household has more than ten devices");
    await window.picture("found-light");

    await window.click("Show my home");
    await window.see("Next steps");
    await window.see("This version does not test passwords.");
    await window.picture("home-light");
    assert.deepEqual(await window.violations(), []);
    await window.go("#/devices");
    await window.see("DiskStation");
    await window.picture("devices-light");
    assert.deepEqual(await window.violations(), []);
    assert.equal(await fits(window), true, "no sideways scrolling");
    await window.go("#/map");
    await window.see("Map of your home");
    await window.picture("map-light");
    assert.deepEqual(await window.violations(), []);
    await window.go("#/devices");

    await window.follow("HL-L2350DW");
    await window.see("Why we think so");
    assert.deepEqual(await window.violations(), []);
    await window.type("Name", NAME);
    await window.type("Room", "Office");
    await window.click("Save");
    await window.see("Saved");
    assert.equal(await window.run("return document.querySelector('main h1').innerText.trim()"), NAME);
    await window.picture("device-light");
    await window.size(320, 700);
    await window.picture("device-320");
    assert.equal(await fits(window), true, "nor at 320 px");
    await window.closeAsPerson();
  } finally {
    await window.end();
  }
});

test("after a restart the name is there, in the dark too, and nothing is asked again", async () => {
  const window = await Window.open(["--data", KEPT], { env: { GTK_THEME: "Adwaita:dark" } });
  try {
    await window.see("Next steps");
    assert.equal((await window.text()).includes("What we do when you say yes"), false);
    assert.equal(await window.run("return document.documentElement.dataset.theme"), "dark");
    await window.picture("home-dark");
    assert.deepEqual(await window.violations(), []);
    await window.go("#/devices");
    await window.see(NAME);
    await window.picture("devices-dark");
    assert.deepEqual(await window.violations(), []);
    await window.follow(NAME);
    await window.see("Why we think so");
    await window.picture("device-dark");
    assert.deepEqual(await window.violations(), []);
    await window.closeAsPerson();
  } finally {
    await window.end();
  }
});

test("Stop stops a look at once and keeps what was found", async () => {
  const data = folder("data");
  const window = await Window.open(["--data", data]);
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
  const again = await Window.open(["--data", data]);
  try {
    await again.go("#/devices");
    await until("the kept devices", async () => (await rows(again)) > 0);
  } finally {
    await again.end();
  }
});

test("a look can be made again from the home page, and closing in its middle ends the program", async () => {
  const window = await Window.open(["--data", KEPT]);
  try {
    await window.click("Look again");
    await window.see("found so far", 5000);
    await window.closeAsPerson();
  } finally {
    await window.end();
  }
});

test("a broken database is set aside, the last copy is opened, and the person is told", async () => {
  const data = folder("data");
  cpSync(KEPT, data, { recursive: true });
  for (const end of ["", "-wal", "-shm"]) writeFileSync(join(data, `homewarden.sqlite3${end}`), "this is no database");
  const window = await Window.open(["--data", data]);
  try {
    await window.see("Your list could not be read");
    await window.picture("broken-database");
    assert.deepEqual(await window.violations(), []);
    await window.click("Close this note");
    await window.go("#/settings");
    await window.see("Delete all");
  } finally {
    await window.end();
  }
});

test("what is deleted is gone, and the welcome is back", async () => {
  const data = folder("data");
  cpSync(KEPT, data, { recursive: true });
  const window = await Window.open(["--data", data]);
  try {
    await window.see("Next steps");
    await window.go("#/settings");
    await window.see("Your list is kept on this computer only.");
    await window.picture("settings-light");
    assert.deepEqual(await window.violations(), []);
    await window.click("Delete all");
    await window.see("Delete all?");
    await window.run("document.querySelector('dialog input[type=checkbox]').click()");
    await window.click("Delete it now");
    await window.see("See what is on your network");
    await window.closeAsPerson();
  } finally {
    await window.end();
  }
  const again = await Window.open(["--data", data]);
  try {
    await again.see("See what is on your network");
  } finally {
    await again.end();
  }
});

test("a copy that was saved brings the names to a new computer", async () => {
  const file = join(folder("copy"), "homewarden.json");
  const window = await Window.open(["--data", KEPT], { env: { HOMEWARDEN_ANSWER_DIALOG: file } });
  try {
    await window.go("#/settings");
    await window.click("Save a copy");
    await window.see(file);
    await window.closeAsPerson();
  } finally {
    await window.end();
  }
  const other = await Window.open(["--data", folder("data")], { env: { HOMEWARDEN_ANSWER_DIALOG: file } });
  try {
    await other.go("#/settings");
    await other.click("Add from a copy");
    await other.see("Nothing of yours was replaced.");
    await other.see("Name of the home");
    await other.go("#/devices");
    await other.see(NAME);
  } finally {
    await other.end();
  }
});

test("the example is marked, sends nothing, and leaves no trace", async () => {
  const data = folder("data");
  const window = await Window.open(["--data", data]);
  try {
    await window.click("Show me an example first");
    await window.see("This is an example home.");
    await window.see("Next steps");
    await window.picture("example-light");
    assert.deepEqual(await window.violations(), []);
    await window.go("#/devices");
    await window.see("22 devices");
    await window.go("#/settings");
    await window.see("You see the example now.");
    await window.click("Leave the example");
    await window.see("See what is on your network");
    await window.closeAsPerson();
  } finally {
    await window.end();
  }
});

test("a look streams into the list without holding the window up", async () => {
  const window = await Window.open(["--data", KEPT]);
  try {
    await window.click("Look again");
    await window.see("found so far", 5000);
    await window.go("#/devices");
    await window.run(`window.gaps = []; let last = performance.now(); window.beat = setInterval(() => { const now = performance.now(); window.gaps.push(now - last); last = now; }, 10);`);
    await looked(window);
    const longest = await window.run("clearInterval(window.beat); return Math.round(Math.max(...window.gaps))");
    console.log(`longest time without an answer while a look streams: ${longest} ms`);
    assert.ok((await rows(window)) >= 10);
  } finally {
    await window.end();
  }
});
