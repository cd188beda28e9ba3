import { fileURLToPath } from "node:url";

import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

const seam = {
  group: ["@tauri-apps/*", "**/bindings", "**/bindings.ts", "**/backend/tauri", "**/backend/tauri.ts"],
  message: "Only src/lib/backend speaks to Tauri. Use the Backend interface.",
};
const tier = (group, message) => ({ "no-restricted-imports": ["error", { patterns: [seam, { group, message }] }] });

export default ts.config(
  { ignores: ["dist/", "node_modules/", "src/lib/backend/bindings.ts"] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...ts.configs.stylisticTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        projectService: { allowDefaultProject: ["*.js"] },
        tsconfigRootDir: fileURLToPath(new URL(".", import.meta.url)),
      },
    },
    rules: {
      "no-console": "error",
      "no-restricted-imports": ["error", { patterns: [seam] }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
    rules: {
      "svelte/no-at-html-tags": "error",
      "svelte/no-inline-styles": "error",
      // The linter does not see what a component hands to a callback; svelte-check does.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      // An effect names what it waits for.
      "@typescript-eslint/no-meaningless-void-operator": "off",
    },
  },
  // Three tiers: shared knows no domain, a domain knows no view.
  { files: ["src/components/shared/**"], ...{ rules: tier(["$components/*", "**/views/**", "$lib/backend*"], "Shared parts know no domain.") } },
  { files: ["src/components/!(shared)/**"], ...{ rules: tier(["**/views/**"], "A part knows no view.") } },
  { files: ["src/lib/backend/**"], rules: { "no-restricted-imports": "off" } },
  { files: ["*.js", "scripts/**"], languageOptions: { globals: globals.node }, extends: [ts.configs.disableTypeChecked], rules: { "no-console": "off" } },
);
