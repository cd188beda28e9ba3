// Serves target/page on loopback with the content rules that the real window has.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

import { PAGE, read } from "./paths.js";

const KINDS = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json" };

export async function serve() {
  const rules = contentRules();
  const server = createServer((request, answer) => {
    const { pathname } = new URL(request.url, "http://page");
    const file = normalize(join(PAGE, pathname === "/" ? "index.html" : pathname));
    try {
      if (!file.startsWith(PAGE)) throw new Error("outside");
      const body = readFileSync(file);
      answer.writeHead(200, { "content-type": KINDS[extname(file)] ?? "application/octet-stream", "content-security-policy": rules });
      answer.end(body);
    } catch {
      // A browser asks for its icon unasked.
      answer.writeHead(pathname === "/favicon.ico" ? 204 : 404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

function contentRules() {
  const { csp } = JSON.parse(read("src-tauri", "tauri.conf.json")).app.security;
  return Object.entries(csp).map(([what, from]) => `${what} ${from}`).join("; ");
}
