/** Moments in words. Days are this computer's days. */
import { LANGUAGE, say } from "./words";

const DAY = 86_400_000;
const dayFormat = new Intl.DateTimeFormat(LANGUAGE, { weekday: "long", day: "numeric", month: "long" });
const dayOfYearFormat = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "long", year: "numeric" });
const clockFormat = new Intl.DateTimeFormat(LANGUAGE, { hour: "numeric", minute: "2-digit" });
const numericFormat = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium", timeStyle: "short" });

/** "today", "yesterday", "on Tuesday, March 3": for the middle of a sentence. */
export function day(moment: string, now = new Date()): string {
  const days = daysBetween(moment, now);
  if (days <= 0) return say("window-day-today");
  if (days === 1) return say("window-day-yesterday");
  return say("window-day-on", { day: (days < 180 ? dayFormat : dayOfYearFormat).format(localDay(moment)) });
}

/** "just now", "10 minutes ago", "today at 14:02", "yesterday at …", "on …". */
export function ago(moment: string, now = new Date()): string {
  const minutes = Math.floor((now.getTime() - new Date(moment).getTime()) / 60_000);
  if (minutes < 1) return say("window-ago-now");
  if (minutes < 60) return say("window-ago-minutes", { minutes });
  if (daysBetween(moment, now) > 1) return day(moment, now);
  return say("window-day-at", { day: day(moment, now), time: clockFormat.format(new Date(moment)) });
}

/** Date and time in short, for Details. */
export function stamp(moment: string): string {
  return numericFormat.format(new Date(moment));
}

export function daysBetween(moment: string, now: Date): number {
  return Math.round((startOfDay(now) - startOfDay(localDay(moment))) / DAY);
}

/** A moment that was cut to its day stands at midnight UTC and means that day everywhere. */
function localDay(moment: string): Date {
  const then = new Date(moment);
  if (!/T00:00:00(\.0+)?Z$/.test(moment)) return then;
  return new Date(then.getUTCFullYear(), then.getUTCMonth(), then.getUTCDate());
}

function startOfDay(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}
