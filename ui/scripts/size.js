// Prints what the window weighs and fails above the budget.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 300;
const dist = new URL("../dist/", import.meta.url).pathname;
const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(file.parentPath, file.name))).length, 0);
const kb = bytes / 1000;
console.log(`ui/dist: ${kb.toFixed(1)} kB gzip in ${files.length} files (at most ${BUDGET_KB} kB)`);
if (kb > BUDGET_KB) process.exit(1);
