/** The keyboard map of the whole window. Single letters do nothing, so that nobody who types or speaks sets something off. */
import type { Route } from "./routes";

export interface Actions {
  go: (route: Route) => void;
  search: () => void;
  keys: () => void;
  textSize: (step: -1 | 0 | 1) => void;
}

const PLACES: Route[] = [{ id: "home" }, { id: "devices" }, { id: "settings" }];

/** Does what the key stands for; true when it stood for something. */
export function press(event: KeyboardEvent, actions: Actions, page: Document = document): boolean {
  if (page.querySelector("dialog[open]")) return false;
  if (event.key === "F6") {
    nextRegion(page, event.shiftKey ? -1 : 1);
    return true;
  }
  if (event.key === "?" && !typing(event.target)) {
    actions.keys();
    return true;
  }
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const place = PLACES[Number(event.key) - 1];
  if (place) actions.go(place);
  else if (event.key.toLowerCase() === "f") actions.search();
  else if (event.key === "+" || event.key === "=") actions.textSize(1);
  else if (event.key === "-") actions.textSize(-1);
  else if (event.key === "0") actions.textSize(0);
  else return false;
  return true;
}

function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}

/** The parts of the window, one after the other: their first heading or control gets the keyboard. */
function nextRegion(page: Document, step: 1 | -1): void {
  const regions = [...page.querySelectorAll<HTMLElement>("[data-region]")];
  const at = regions.findIndex((region) => region.contains(page.activeElement));
  const next = regions[(at + step + regions.length) % regions.length];
  const target = next?.querySelector<HTMLElement>("h1[tabindex], a[aria-current], a, button, input, select");
  target?.focus();
}
