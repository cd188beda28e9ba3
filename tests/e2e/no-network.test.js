// Run by run.js in a namespace that has no network at all.
import assert from "node:assert/strict";
import { chmodSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Window, closeWindow, endAll, folder, openDisplay, startApp, windowOpens } from "./window.js";

before(openDisplay);
after(endAll);

test("without a network the window says what to do", async () => {
  const window = await Window.open(["--data", folder("data")]);
  try {
    await window.see("You are not on a network");
    await window.see("Try again");
    await window.picture("no-network");
    assert.deepEqual(await window.violations(), []);
    await window.closeAsPerson();
  } finally {
    await window.end();
  }
});

test("a data folder that cannot be used opens a window that says so", async () => {
  const file = join(folder("data"), "file");
  writeFileSync(file, "");
  chmodSync(file, 0o400);
  const window = await Window.open(["--data", file]);
  try {
    await window.see("Homewarden could not start");
    await window.see(file);
    await window.see("Check that the folder is yours");
    await window.picture("start-unusable");
  } finally {
    await window.end();
  }
});

test("closing that window ends the program with the contract's exit code", async () => {
  const file = join(folder("data"), "file");
  writeFileSync(file, "");
  const app = startApp(["--data", file], folder("home"));
  await windowOpens();
  closeWindow();
  const [code] = await once(app, "exit");
  assert.equal(code, 5);
});

test("a folder that another Homewarden holds opens a window that names it", async () => {
  const data = folder("data");
  const first = startApp(["--data", data], folder("home"));
  await windowOpens();
  const window = await Window.open(["--data", data]);
  try {
    await window.see("Homewarden could not start");
    await window.see("Another Homewarden is using your list now");
    await window.picture("start-held");
    assert.deepEqual(await window.violations(), []);
  } finally {
    await window.end();
  }
  first.kill("SIGTERM");
  const [code] = await once(first, "exit");
  assert.equal(code, 0, "a signal to end closes it in order");
  const again = await Window.open(["--data", data]);
  try {
    await again.see("You are not on a network");
  } finally {
    await again.end();
  }
});

test("a second start without a folder of its own shows the window that is open", async () => {
  const home = folder("home");
  const first = startApp([], home);
  await windowOpens();
  const second = startApp([], home);
  const [code] = await once(second, "exit");
  assert.equal(code, 0);
  assert.equal(first.exitCode, null, "the first goes on");
  closeWindow();
  await once(first, "exit");
});

test("the page may reach nothing but the program", async () => {
  const window = await Window.open(["--data", folder("data")]);
  try {
    await window.see("You are not on a network");
    const refused = await window.run(`
      const refused = [];
      document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
      try { eval("1"); } catch { refused.push("eval"); }
      const style = document.createElement("style");
      style.textContent = "body { display: none }";
      document.head.append(style);
      const image = new Image();
      image.src = "http://192.0.2.1/x.png";
      document.querySelector("main").append(image);
      return new Promise((done) => setTimeout(() => done(refused), 300));
    `);
    assert.ok(refused.includes("eval"), `eval is refused: ${refused}`);
    assert.ok(refused.includes("img-src"), `pictures from elsewhere are refused: ${refused}`);
    assert.ok(refused.some((what) => what.startsWith("style-src")), `inline styles are refused: ${refused}`);
    assert.equal(await window.run("return typeof window.__TAURI__"), "undefined");
    assert.match(String(await window.violations()), /image-alt/, "axe sees a fault where there is one");
  } finally {
    await window.end();
  }
});
