/** Every word that people read stands in assets/i18n. */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

import type { Message } from "./backend";
import { pseudo } from "./pseudo";

export type Args = Record<string, FluentVariable>;

export const LANGUAGE = "en";

const files = import.meta.glob<string>(["../../../assets/i18n/*.en.ftl", "!**/cli.en.ftl"], {
  query: "?raw",
  import: "default",
  eager: true,
});

function load(transform?: (text: string) => string): FluentBundle {
  const made = new FluentBundle(LANGUAGE, transform ? { transform } : {});
  for (const text of Object.values(files)) made.addResource(new FluentResource(text));
  return made;
}

let bundle = load();

/** For tests: every text made longer and strange. */
export function speakPseudo(): void {
  bundle = load(pseudo);
}

/** One text. An id that does not exist is shown as it is, in brackets. */
export function say(id: string, args?: Args): string {
  const pattern = bundle.getMessage(id)?.value;
  return pattern ? bundle.formatPattern(pattern, args, []) : `[${id}]`;
}

/** A text that the program chose. A value that is a number may choose a plural form. */
export function sayMessage({ id, args }: Message): string {
  const values = Object.entries(args).map(([name, value]) => [name, /^\d{1,9}$/.test(value) ? Number(value) : value]);
  return say(id, Object.fromEntries(values) as Args);
}
