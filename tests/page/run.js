// The built page in a browser without a screen, over made-up households. Nothing is sent but on loopback.
//
//   npm --prefix ui run page [FILE …]     builds the page with its made-up program and runs these tests
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { chromium, HERE, PAGE, PICTURES } from "./paths.js";
import { serve } from "./server.js";

const FLAGS = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

function say(text) {
  process.stdout.write(`${text}\n`);
}

function findBrowser() {
  const found = spawnSync("which", ["chromium"], { encoding: "utf8" }).stdout?.trim();
  return process.env.CHROMIUM ?? (found || undefined);
}

/** Runs test files side by side and gives back what they counted. */
async function test(files, env) {
  const child = spawn(process.execPath, ["--test", "--test-concurrency=2", "--test-reporter=spec", ...files], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    said += text;
    process.stdout.write(text);
  });
  const [status] = await once(child, "close");
  const count = (what) => Number(new RegExp(`^ℹ ${what} (\\d+)$`, "m").exec(said)?.[1] ?? 0);
  const counted = { passed: count("pass"), failed: count("fail"), skipped: count("skipped") };
  if (status !== 0 && counted.failed === 0) counted.failed = 1;
  return counted;
}

const executablePath = findBrowser();
if (!executablePath) {
  say("skipped: chromium is not installed");
  process.exit(0);
}
if (!existsSync(join(PAGE, "index.html"))) {
  say("target/page is not built: npm --prefix ui run page");
  process.exit(1);
}

const wanted = process.argv.slice(2);
if (wanted.length === 0) rmSync(PICTURES, { recursive: true, force: true });
mkdirSync(PICTURES, { recursive: true });
const files = readdirSync(HERE)
  .filter((name) => name.endsWith(".test.js") && (wanted.length === 0 || wanted.some((one) => name.includes(one))))
  .map((name) => join(HERE, name));

const server = await serve();
const args = process.getuid?.() === 0 ? [...FLAGS, "--no-sandbox"] : FLAGS;
// The launcher gives the browser a new profile folder and removes it.
const browser = await chromium.launchServer({ executablePath, args, headless: true, host: "127.0.0.1" });
try {
  const { passed, failed, skipped } = await test(files, { PAGE_ORIGIN: server.origin, PAGE_BROWSER: browser.wsEndpoint() });
  say(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  await browser.close();
  server.close();
}
