import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default {
  preprocess: vitePreprocess({ style: false }),
  compilerOptions: {
    // The table of devices turns into cards where it is narrow; browsers then forget that it is a table unless roles say so.
    warningFilter: (warning) => warning.code !== "a11y_no_redundant_roles",
  },
};
