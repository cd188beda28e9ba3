/** Chooses the back end. The made-up one exists in `npm run dev` and in tests only; the built page does not contain it. */
import type { Backend } from "./backend";

export * from "./backend";

export async function openBackend(): Promise<Backend> {
  if (import.meta.env.DEV && !("__TAURI_INTERNALS__" in window)) {
    const { fixtureBackend, sampleHome } = await import("./fixture");
    return fixtureBackend(sampleHome());
  }
  const { tauriBackend } = await import("./tauri");
  return tauriBackend;
}
