// Run by window.js in a namespace without any network: what the window takes with many devices, in WebKit, in milliseconds.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { BrowserWindow, Window, closeWindow, endAll, folder, openDisplay, startApp, until, windowOpens } from "../e2e/window.js";

const CLI = process.env.HOMEWARDEN_CLI;
const RUNS = 5;

before(openDisplay);
after(endAll);

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const report = (what, values, limit) => {
  const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)].map(Math.round);
  console.log(`bench: ${what}: ${middle} ms (${low} – ${high}), at most ${limit} ms: ${middle <= limit ? "kept" : "MISSED"}`);
};

/** From the address to the painted list: what a person waits for after a click. */
const OPEN_LIST = `
  location.hash = "#/settings";
  return new Promise((done) => setTimeout(() => {
    const start = performance.now();
    location.hash = "#/devices";
    const look = () => document.querySelector("main caption") ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))) : requestAnimationFrame(look);
    look();
  }, 300));`;

/** From each letter to the painted answer. */
const TYPE = `
  const input = document.querySelector("[data-search] input");
  return (async () => {
    const took = [];
    for (const text of ["d", "de", "des", "desk", "desk 1", "desk 12", "desk 1", "desk", ""]) {
      const start = performance.now();
      input.value = text;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      took.push(performance.now() - start);
    }
    return took;
  })();`;

test("the window is there soon", async () => {
  const took = [];
  for (let run = 0; run < RUNS; run += 1) {
    const began = performance.now();
    const app = startApp(["--data", folder("data")], folder("home"));
    await windowOpens(10);
    took.push(performance.now() - began);
    closeWindow();
    await until("the end", () => app.exitCode !== null);
  }
  report("window on the screen after the start", took, 1000);
});

for (const [count, limit] of [[250, 300], [1000, 600]]) {
  test(`${count} devices`, async () => {
    const data = folder("data");
    const file = join(folder("export"), "home.json");
    for (const [command, args] of [[process.execPath, [new URL("household-export.js", import.meta.url).pathname, String(count), file]], [CLI, ["--data", data, "import", file]]]) {
      const done = spawnSync(command, args, { encoding: "utf8" });
      assert.equal(done.status, 0, done.stderr);
    }
    const window = await Window.open(["--data", data]);
    try {
      await window.see("Next steps");
      const opened = [];
      for (let run = 0; run < RUNS; run += 1) opened.push(await window.run(OPEN_LIST));
      report(`list of ${count} painted`, opened, limit);
      report(`a key in the search over ${count}`, await window.run(TYPE), count === 250 ? 50 : 100);
    } finally {
      await window.end();
    }
  });
}

test("a look at 250 streams in", async () => {
  const window = await BrowserWindow.open();
  try {
    await window.see("Look again");
    await window.click("Look again");
    await window.go("#/devices");
    await window.see("found so far");
    await window.run(`
      window.gaps = [];
      let last = performance.now();
      window.beat = setInterval(() => { const now = performance.now(); window.gaps.push(now - last); last = now; }, 5);`);
    await until("the end of the look", () => window.run("return window.__HOMEWARDEN_FIXTURE__.fixture.status.look?.outcome?.ended === 'complete'"), 60_000);
    report("longest time without an answer while 250 devices stream in", [Math.max(...(await window.run("clearInterval(window.beat); return window.gaps")))], 100);
  } finally {
    await window.end();
  }
});
