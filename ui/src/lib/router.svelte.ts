/** Which place of the window is shown. */
import { tick } from "svelte";

import { parseRoute, pathTo, type Route } from "./routes";

export class Router {
  route = $state.raw<Route>(parseRoute(location.hash));
  /** The person came from another place of the window, so that "back" leads there. */
  moved = $state(false);

  /** Follows the address; gives back a way to end it. */
  follow(): () => void {
    const changed = () => {
      this.route = parseRoute(location.hash);
      this.moved = true;
      void focusHeading();
    };
    addEventListener("hashchange", changed);
    return () => {
      removeEventListener("hashchange", changed);
    };
  }

  go(route: Route): void {
    location.hash = pathTo(route);
  }

  /** Another place instead of this one, without a step in the history. */
  replace(route: Route): void {
    history.replaceState(null, "", pathTo(route));
    this.route = route;
  }

  back(): void {
    if (this.moved) history.back();
    else this.go({ id: "devices" });
  }
}

/** A new place begins at its heading, for the eye and for the screen reader. */
export async function focusHeading(): Promise<void> {
  await tick();
  scrollTo(0, 0);
  const heading = document.querySelector<HTMLElement>("main h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
