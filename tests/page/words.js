// The page's words by their ids, as the page says them, and how hard they are to read.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { read, ROOT } from "./paths.js";

const { FluentBundle, FluentResource } = createRequire(join(ROOT, "ui", "package.json"))("@fluent/bundle");
const bundle = new FluentBundle("en");
for (const file of readdirSync(join(ROOT, "assets", "i18n"))) {
  if (file.endsWith(".en.ftl") && !file.startsWith("cli.")) bundle.addResource(new FluentResource(read("assets", "i18n", file)));
}

export function say(id, args) {
  const pattern = bundle.getMessage(id)?.value;
  if (!pattern) throw new Error(`assets/i18n has no ${id}`);
  return bundle.formatPattern(pattern, args, []);
}

const rules = read("src-tauri", "crates", "words", "tests", "catalogue.rs");
const quoted = (from, until) => [...(rules.split(from)[1]?.split(until)[0] ?? "").matchAll(/"([^"]+)"/g)].map(([, word]) => word);
/** What nobody should read: the same words that the catalogue's own test keeps out. */
export const BANNED = new Set(quoted("const BANNED: &[&str] = &[", "];"));
export const SHOUTED = new Set(["MAC", "IP", "ARP", "TCP", "UDP", "DHCP", "LAN", "SSID"]);
if (BANNED.size < 30) throw new Error("the list of words in catalogue.rs was not found");

export function bannedIn(all) {
  // What people and devices call themselves stands between the marks that Fluent sets around values.
  const text = all.replaceAll(/\u2068[^\u2068\u2069]*\u2069/g, "");
  const words = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return [...words.filter((word) => BANNED.has(word.toLowerCase()) || SHOUTED.has(word)), ...(text.includes("!") ? ["!"] : [])];
}

export function sentencesOf(text) {
  return text.split(/(?<=[.?:])\s+/).map((one) => one.trim()).filter((one) => /\p{L}/u.test(one));
}

export function wordsOf(text) {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** Flesch-Kincaid grade of whole sentences. */
export function grade(sentences) {
  const words = sentences.flatMap(wordsOf);
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return (0.39 * words.length) / sentences.length + (11.8 * syllables) / words.length - 15.59;
}

function syllablesOf(word) {
  const letters = word.toLowerCase().replaceAll(/[^a-z]/g, "");
  const spoken = letters.replace(/(?:[^laeiouy]es|[^dt]ed|[^laeiouy]e)$/, (end) => end[0]).replace(/^y/, "");
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 0);
}
