import "@testing-library/jest-dom/vitest";

import { cleanup } from "@testing-library/svelte";
import { afterEach, beforeEach, vi } from "vitest";

// What jsdom has not: the desktop's wishes, dialogs, a brush and scrolling. Chromium and WebKit are tested with the real ones.
beforeEach(() => {
  history.replaceState(null, "", "#/");
  vi.stubGlobal("matchMedia", (query: string) => Object.assign(new EventTarget(), { matches: false, media: query }));
  vi.stubGlobal("scrollTo", () => undefined);
  HTMLDialogElement.prototype.showModal = function show() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
  HTMLCanvasElement.prototype.getContext = () => null;
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(cleanup);
