// `./dev bench window`: how quick the window is, in the web engine that it runs in. It looks at no network.
//
//   node window.js            needs target/release/homewarden, target/release/homewarden-cli and target/page
import { spawnSync } from "node:child_process";
import { mkdirSync, readlinkSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const work = join(root, "target", "bench-window");

rmSync(work, { recursive: true, force: true });
for (const folder of [work, join(work, "pictures")]) mkdirSync(folder, { recursive: true });
const mapped = process.getuid() === 0 ? [] : ["--user", "--map-root-user"];
const alone = ["unshare", ...mapped, "--net", "--", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
const done = spawnSync(alone[0], [...alone.slice(1), "dbus-run-session", "--", process.execPath, "--test", "--test-reporter=spec", join(here, "window.test.js")], {
  env: {
    ...process.env,
    HOMEWARDEN: join(root, "target", "release", "homewarden"),
    HOMEWARDEN_CLI: join(root, "target", "release", "homewarden-cli"),
    E2E_WORK: work,
    E2E_PICTURES: join(work, "pictures"),
    E2E_NEVER_IN: readlinkSync("/proc/self/ns/net"),
  },
  stdio: ["ignore", "inherit", "ignore"],
});
process.exit(done.status ?? 1);
