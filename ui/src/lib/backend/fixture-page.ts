/** The made-up program behind a page in a browser: `?fixture=home22&theme=dark&step=400`; `keep` keeps settings over a reload,
 * `lang=pseudo` and `dir=rtl` show what other languages would. */
import { ROUTES } from "../routes";
import { speakPseudo } from "../words";
import { type FixtureBackend, fixtureBackend } from "./fixture";
import { fixtureNamed } from "./fixtures";
import type { Settings } from "./types";

declare global {
  interface Window {
    /** For the page's tests: what was asked, and what comes by hand. */
    __HOMEWARDEN_FIXTURE__?: FixtureBackend;
    /** Every place that the page has. */
    __HOMEWARDEN_ROUTES__?: unknown;
  }
}

const KEPT = "homewarden-fixture-settings";

export function openFixture(query: URLSearchParams): FixtureBackend {
  const fixture = fixtureNamed(query.get("fixture") ?? "home22");
  fixture.slow = Number(query.get("slow") ?? 0);
  fixture.status.settings = { ...fixture.status.settings, ...(query.has("keep") ? kept() : {}), ...asked(query) };
  document.documentElement.dir = query.get("dir") ?? "ltr";
  if (query.get("lang") === "pseudo") speakPseudo();
  const program = fixtureBackend(fixture, Number(query.get("step") ?? 400));
  // The program keeps settings; here the browser does.
  void program.onRevision(() => {
    sessionStorage.setItem(KEPT, JSON.stringify(program.fixture.status.settings));
  });
  window.__HOMEWARDEN_FIXTURE__ = program;
  window.__HOMEWARDEN_ROUTES__ = ROUTES;
  return program;
}

function kept(): Partial<Settings> {
  return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Partial<Settings>;
}

function asked(query: URLSearchParams): Partial<Settings> {
  const settings: Partial<Settings> = {};
  const theme = query.get("theme");
  if (theme === "light" || theme === "dark" || theme === "system") settings.theme = theme;
  if (query.get("contrast") === "more") settings.contrast = "more";
  if (query.get("motion") === "less") settings.motion = "less";
  if (query.has("text")) settings.textSize = Number(query.get("text"));
  return settings;
}
