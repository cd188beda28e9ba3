import { fileURLToPath } from "node:url";

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  resolve: { alias: { $lib: here("./src/lib"), $components: here("./src/components") } },
  // The words stand in assets/i18n, beside this folder.
  server: { fs: { allow: [here("."), here("../assets/i18n")] }, port: 5199, strictPort: true },
  build: {
    target: "safari16",
    modulePreload: false,
    // No data: addresses, so that the page's content rules can stay at 'self'.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  test: { environment: "jsdom", include: ["tests/**/*.test.ts"], setupFiles: ["tests/setup.ts"] },
});
