// Where things stand, and the packages of ui/.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = join(HERE, "..", "..");
export const PAGE = join(ROOT, "target", "page");
export const PICTURES = join(ROOT, "target", "pictures", "page");

const fromUi = createRequire(join(ROOT, "ui", "package.json"));
export const { chromium } = fromUi("playwright-core");
export const AXE = fromUi.resolve("axe-core/axe.min.js");

export function read(...parts) {
  return readFileSync(join(ROOT, ...parts), "utf8");
}
