// Starts the real window under a display of its own and drives it over the plain WebDriver protocol.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
export const APP = process.env.HOMEWARDEN;
const WORK = process.env.E2E_WORK;
const PICTURES = process.env.E2E_PICTURES;
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

const NEVER_IN = process.env.E2E_NEVER_IN;

if (!APP || !WORK || !PICTURES || !NEVER_IN || readlinkSync("/proc/self/ns/net") === NEVER_IN) {
  throw new Error("start these tests with `node run.js`: they never run on the machine's own network");
}

/** The data folder that one test leaves to the next, also to those of another household. */
export const KEPT = join(WORK, "kept");

/** A folder of its own for each use. */
export function folder(name) {
  mkdirSync(WORK, { recursive: true });
  return mkdtempSync(join(WORK, `${name}-`));
}

export async function until(what, question, limit = 15_000, pause = 50) {
  const end = Date.now() + limit;
  let last;
  do {
    try {
      last = await question();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    await sleep(pause);
  } while (Date.now() < end);
  throw new Error(`waited ${limit} ms for ${what}; last: ${last instanceof Error ? last.message : JSON.stringify(last)}`);
}

/** Processes that were started here, to be ended by id. */
const started = new Set();

function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], ...options });
  started.add(child);
  child.once("exit", () => started.delete(child));
  return child;
}

async function end(child, signal = "SIGTERM") {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  const gone = once(child, "exit");
  if ((await Promise.race([gone, sleep(5000)])) === undefined) {
    child.kill("SIGKILL");
    await gone;
  }
}

let display;

/** A display without a window manager, shared by all tests of a file. */
export async function openDisplay() {
  const xvfb = start("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  const [number] = await once(createInterface(xvfb.stdout), "line");
  display = `:${number}`;
}

export async function endAll() {
  for (const child of started) await end(child);
}

function environment(home, more = {}) {
  const { PATH, LANG = "C.UTF-8", DBUS_SESSION_BUS_ADDRESS } = process.env;
  const runtime = join(home, "run");
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  return { PATH, LANG, DBUS_SESSION_BUS_ADDRESS, DISPLAY: display, HOME: home, XDG_RUNTIME_DIR: runtime, NO_AT_BRIDGE: "1", GDK_BACKEND: "x11", ...more };
}

/** The process ids of this program in this network namespace. */
export function appProcesses() {
  const space = readlinkSync("/proc/self/ns/net");
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const alive = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1][0] !== "Z";
        return alive && readlinkSync(`/proc/${pid}/exe`) === APP && readlinkSync(`/proc/${pid}/ns/net`) === space;
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Starts the program by itself, without anyone driving it. */
export function startApp(args, home, more) {
  return start(APP, args, { env: environment(home, more) });
}

function onScreen(verb, title) {
  const done = spawnSync("python3", ["-B", join(here, "screen.py"), verb, title], { env: environment(folder("screen")), encoding: "utf8" });
  if (done.status !== 0) throw new Error(`cannot ${verb} a window: ${done.stderr}`);
  return true;
}

/** Waits until the program's window is on the screen. */
export function windowOpens(pause) {
  return until("the window", () => onScreen("find", "Homewarden"), 15_000, pause);
}

/** Asks the window to close, as its title bar's button does. */
export function closeWindow() {
  onScreen("close", "Homewarden");
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

/** A window with a driver. */
export class Window {
  static async open(args, { home = folder("home"), env = {} } = {}) {
    const [port, nativePort] = [await freePort(), await freePort()];
    const native = spawnSync("which", ["WebKitWebDriver"], { encoding: "utf8" }).stdout.trim();
    const driver = start("tauri-driver", ["--port", String(port), "--native-port", String(nativePort), "--native-driver", native], {
      env: { ...environment(home, env), TAURI_AUTOMATION: "true" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    const window = new Window(driver, `http://127.0.0.1:${port}`);
    await until("the driver", () => fetch(`${window.address}/status`).then((answer) => answer.ok));
    const before = new Set(appProcesses());
    const capabilities = { alwaysMatch: { "tauri:options": { application: APP, args } } };
    const session = await window.ask("POST", "/session", { capabilities });
    window.session = `/session/${session.sessionId}`;
    window.pid = appProcesses().find((pid) => !before.has(pid));
    return window;
  }

  constructor(driver, address) {
    this.driver = driver;
    this.address = address;
  }

  async ask(method, path, body) {
    const answer = await fetch(`${this.address}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.error ?? answer.status} ${value?.message ?? ""}`);
    return value;
  }

  run(script, ...args) {
    return this.ask("POST", `${this.session}/execute/sync`, { script, args });
  }

  /** What a person can read. */
  text() {
    return this.run("return document.body.innerText");
  }

  async see(text, limit) {
    await until(`"${text}" in the window`, async () => clean(await this.text()).includes(text), limit).catch(async (error) => {
      await this.picture(`failed-${Date.now()}`).catch(() => {});
      throw error;
    });
  }

  async find(xpath) {
    const found = await this.ask("POST", `${this.session}/element`, { using: "xpath", value: xpath });
    return found[ELEMENT];
  }

  async click(button) {
    const id = await until(`the button "${button}"`, () => this.find(`//button[contains(translate(., "\u2068\u2069", ""), "${button}")]`));
    await this.run("arguments[0].scrollIntoView({ block: 'center' })", { [ELEMENT]: id });
    await this.ask("POST", `${this.session}/element/${id}/click`, {});
  }

  /** Opens the link with these words by keyboard. */
  async follow(words) {
    const id = await until(`the link "${words}"`, () => this.find(`//main//a[contains(translate(., "\u2068\u2069", ""), "${words}")]`));
    await this.run("arguments[0].focus()", { [ELEMENT]: id });
    await this.press("\uE007");
  }

  /** Presses a key where the keyboard is. */
  press(key) {
    const actions = [{ type: "keyDown", value: key }, { type: "keyUp", value: key }];
    return this.ask("POST", `${this.session}/actions`, { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /** Puts a text into the field with this label, as the keyboard would. */
  async type(label, text) {
    const id = await until(`the field "${label}"`, () => this.find(`//input[@id = //label[normalize-space(.) = "${label}"]/@for]`));
    await this.ask("POST", `${this.session}/element/${id}/clear`, {});
    await this.ask("POST", `${this.session}/element/${id}/value`, { text });
  }

  /** Chooses in a drop-down list. */
  choose(selector, value) {
    return this.run(
      `const list = document.querySelector(arguments[0]); list.value = arguments[1]; list.dispatchEvent(new Event("change", { bubbles: true }));`,
      selector,
      value,
    );
  }

  /** Goes to a place of the window. */
  async go(hash) {
    await this.run("location.hash = arguments[0]; return new Promise((done) => setTimeout(() => done(null), 100))", hash);
  }

  async size(width, height) {
    await this.ask("POST", `${this.session}/window/rect`, { width, height });
    await sleep(300);
  }

  /** What stands in the window once it is painted. */
  async picture(name) {
    await this.run("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))");
    const png = await this.ask("GET", `${this.session}/screenshot`);
    writeFileSync(join(PICTURES, `${name}.png`), Buffer.from(png, "base64"));
  }

  /** What axe finds wrong, with real pixels. */
  violations() {
    const axe = readFileSync(join(here, "..", "..", "ui", "node_modules", "axe-core", "axe.min.js"), "utf8");
    const options = { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"], rules: { "target-size": { enabled: true } } };
    return this.run(
      `${axe}; return axe.run(document, arguments[0]).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html));`,
      options,
    );
  }

  /** Closes the window as its title bar's button does and waits until the program has ended. */
  async closeAsPerson() {
    closeWindow();
    await until("the program's end", () => !existsSync(`/proc/${this.pid}`) || !appProcesses().includes(this.pid), 8000);
    await end(this.driver);
  }

  /** Ends whatever is left. */
  async end() {
    if (this.session) await this.ask("DELETE", this.session).catch(() => {});
    await end(this.driver);
    if (appProcesses().includes(this.pid)) process.kill(this.pid, "SIGKILL");
  }
}

/** The page with its made-up program in the same web engine, without the program around it. */
export class BrowserWindow extends Window {
  static async open(query = "fixture=office250&step=40") {
    const { serve } = await import("../page/server.js");
    const site = await serve();
    const port = await freePort();
    const driver = start("WebKitWebDriver", [`--port=${port}`], { env: environment(folder("home")), stdio: ["ignore", "ignore", "inherit"] });
    const window = new BrowserWindow(driver, `http://127.0.0.1:${port}`);
    window.site = site;
    await until("the driver", () => fetch(`${window.address}/status`).then((answer) => answer.ok));
    const options = { binary: miniBrowser(), args: ["--automation"] };
    const session = await window.ask("POST", "/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } });
    window.session = `/session/${session.sessionId}`;
    await window.ask("POST", `${window.session}/url`, { url: `${site.origin}/?${query}` });
    return window;
  }

  async end() {
    await this.ask("DELETE", this.session).catch(() => {});
    await end(this.driver);
    this.site.close();
  }
}

/** WebKitGTK's own small browser lies beside the engine. */
function miniBrowser() {
  const found = spawnSync("sh", ["-c", "ls /usr/lib/*/webkit2gtk-4.1/MiniBrowser"], { encoding: "utf8" }).stdout.trim();
  return found.split("\n")[0];
}

/** Without the marks that keep foreign words apart. */
function clean(text) {
  return text.replaceAll(/[\u2066-\u2069]/g, "");
}
