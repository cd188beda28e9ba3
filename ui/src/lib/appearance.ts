/** What the person chose, and what the desktop wants → how the page looks. */
import type { Appearance, Settings } from "./backend";

export const TEXT_SIZES = [100, 110, 125, 150, 175, 200] as const;

export interface Look {
  theme: "light" | "dark";
  contrast: "normal" | "more";
  motion: "full" | "less";
  textSize: number;
}

/** The desktop's own word goes before the web engine's: on Linux the engine often does not know. */
export function resolve(settings: Settings, desktop: Appearance, media: (query: string) => boolean): Look {
  const dark = desktop.dark ?? media("(prefers-color-scheme: dark)");
  const more = desktop.moreContrast ?? media("(prefers-contrast: more)");
  const less = desktop.lessMotion ?? media("(prefers-reduced-motion: reduce)");
  return {
    theme: settings.theme === "system" ? (dark ? "dark" : "light") : settings.theme,
    contrast: settings.contrast === "more" || more ? "more" : "normal",
    motion: settings.motion === "less" || less ? "less" : "full",
    textSize: settings.textSize,
  };
}

export function apply(look: Look, root = document.documentElement): void {
  root.dataset.theme = look.theme;
  root.dataset.contrast = look.contrast;
  root.dataset.motion = look.motion;
  root.style.fontSize = `${look.textSize}%`;
}

export function media(query: string): boolean {
  return typeof matchMedia === "function" && matchMedia(query).matches;
}

/** The next text size up (1) or down (-1); 0 is the usual size. */
export function nextTextSize(now: number, step: -1 | 0 | 1): number {
  if (step === 0) return 100;
  const at = TEXT_SIZES.findIndex((size) => size >= now);
  const next = TEXT_SIZES[Math.min(Math.max((at < 0 ? TEXT_SIZES.length - 1 : at) + step, 0), TEXT_SIZES.length - 1)];
  return next ?? 100;
}
