// The built page must not contain the made-up program.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const assets = fileURLToPath(new URL("../dist/assets/", import.meta.url));
const found = readdirSync(assets).filter(
  (name) => /fixture/i.test(name) || /fixture|FRITZ!Box/i.test(readFileSync(assets + name, "utf8")),
);
if (found.length > 0) {
  console.error(`The made-up program is in the built page: ${found.join(", ")}`);
  process.exit(1);
}
console.log("The built page holds no fixture.");
