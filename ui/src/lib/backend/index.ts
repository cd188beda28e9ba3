/** Chooses the back end. The made-up one exists in `npm run dev`, in tests and in `--mode fixture` only. */
import type { Backend } from "./backend";

export * from "./backend";

export async function openBackend(): Promise<Backend> {
  if (import.meta.env.MODE === "fixture" || (import.meta.env.DEV && !("__TAURI_INTERNALS__" in window))) {
    const { openFixture } = await import("./fixture-page");
    return openFixture(new URLSearchParams(window.location.search));
  }
  const { tauriBackend } = await import("./tauri");
  return tauriBackend;
}
