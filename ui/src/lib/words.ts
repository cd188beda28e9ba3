/** Every word that people read stands in assets/i18n. */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

import type { Message } from "./backend";

export type Args = Record<string, FluentVariable>;

const LANGUAGE = "en";

const files = import.meta.glob<string>(["../../../assets/i18n/*.en.ftl", "!**/cli.en.ftl"], {
  query: "?raw",
  import: "default",
  eager: true,
});

function load(): FluentBundle {
  const bundle = new FluentBundle(LANGUAGE);
  for (const text of Object.values(files)) bundle.addResource(new FluentResource(text));
  return bundle;
}

const bundle = load();

/** One text. An id that does not exist is shown as it is, in brackets. */
export function say(id: string, args?: Args): string {
  const pattern = bundle.getMessage(id)?.value;
  return pattern ? bundle.formatPattern(pattern, args, []) : `[${id}]`;
}

/** A text that the program chose. */
export function sayMessage({ id, args }: Message): string {
  return say(id, args);
}

const dayFormat = new Intl.DateTimeFormat(LANGUAGE, { weekday: "long", day: "numeric", month: "long" });

/** The day of a moment, never the hour: nobody's coming and going is shown. */
export function day(moment: string, now = new Date()): string {
  const then = new Date(moment);
  const days = Math.round((startOfDay(now) - startOfDay(then)) / 86_400_000);
  if (days <= 0) return say("window-seen-today");
  if (days === 1) return say("window-seen-yesterday");
  return say("window-seen-on", { day: dayFormat.format(then) });
}

function startOfDay(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}
