// The real window, inside network namespaces only: Homewarden never looks at the machine's own network here.
//
//   node run.js            finds target/{debug,release}/homewarden, or HOMEWARDEN=path
//
// Two places: the test household's laptop (tests/household) and a namespace without any network.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const household = join(root, "tests", "household", "household");
const work = join(root, "target", "e2e");

const cargo = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
process.env.PATH = [process.env.PATH, join(cargo, "bin"), "/usr/sbin", "/sbin"].join(delimiter);

function say(text) {
  process.stdout.write(`${text}\n`);
}

function skip(why) {
  say(`skipped: ${why}`);
  process.exit(0);
}

function has(command) {
  return spawnSync("which", [command], { stdio: "ignore" }).status === 0;
}

function findApp() {
  const candidates = [process.env.HOMEWARDEN, join(target, "debug", "homewarden"), join(target, "release", "homewarden")];
  return candidates.find((path) => path && existsSync(path));
}

/** Runs a file of tests behind `prefix` and gives back what it counted. */
function test(name, prefix, file, env) {
  const command = [...prefix, "dbus-run-session", "--", process.execPath, "--test", "--test-reporter=spec", join(here, file)];
  const done = spawnSync(command[0], command.slice(1), {
    env: { ...process.env, ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 64 << 20,
  });
  say(`# ${name}`);
  process.stdout.write(done.stdout ?? "");
  const count = (what) => Number(new RegExp(`^ℹ ${what} (\\d+)$`, "m").exec(done.stdout ?? "")?.[1] ?? 0);
  const counted = { passed: count("pass"), failed: count("fail"), skipped: count("skipped") };
  if (done.status !== 0 && counted.failed === 0) counted.failed = 1;
  return counted;
}

const app = findApp();
if (!app) skip("target/debug/homewarden is not built (cargo build -p homewarden)");
for (const tool of ["tauri-driver", "WebKitWebDriver", "Xvfb", "dbus-run-session", "unshare", "ip", "python3"]) {
  if (!has(tool)) skip(`${tool} is not installed`);
}
const mapped = process.getuid() === 0 ? [] : ["--user", "--map-root-user"];
const alone = ["unshare", ...mapped, "--net", "--", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
if (spawnSync(alone[0], [...alone.slice(1), "true"], { stdio: "ignore" }).status !== 0) {
  skip("this user may make no network namespaces");
}

rmSync(work, { recursive: true, force: true });
const pictures = join(root, "target", "pictures");
mkdirSync(pictures, { recursive: true });
mkdirSync(work, { recursive: true });
for (const name of readdirSync(pictures)) if (name.startsWith("failed-")) rmSync(join(pictures, name));
const env = {
  HOMEWARDEN: app,
  E2E_WORK: work,
  E2E_PICTURES: pictures,
  E2E_NEVER_IN: readlinkSync("/proc/self/ns/net"),
  HOUSEHOLD_STATE: join(work, "household"),
};

const results = [test("without a network", alone, "no-network.test.js", env)];

for (const [name, plan, file] of [
  ["in the household", "home", "household.test.js"],
  ["in another household", "hostile", "two-homes.test.js"],
]) {
  const up = spawnSync(household, ["up", "--plan", plan], { env: { ...process.env, ...env }, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  try {
    if (up.status === 0) {
      results.push(test(name, [household, "run", "--caps", "none", "--"], file, env));
    } else {
      const why = up.stdout?.trim().split("\n").at(-1) ?? up.error?.message;
      say(`# ${name}: ${why}`);
      results.push({ passed: 0, failed: up.status === 77 ? 0 : 1, skipped: 1 });
    }
  } finally {
    spawnSync(household, ["down"], { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "inherit"] });
  }
}

const sum = (what) => results.reduce((total, result) => total + result[what], 0);
say(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
process.exit(sum("failed") > 0 ? 1 : 0);
