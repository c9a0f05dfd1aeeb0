import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

// `app` is on every page, each of the others on the pages that need it. No inline output: the pages forbid inline scripts.
const ENTRIES = ["app", "board", "map", "campaign", "inbox", "grid", "grid-worker", "diagram", "forms", "studio", "studio-diagram", "findings", "outline", "compare", "tables", "studio-tables", "studio-forms", "studio-texts", "replay", "audit", "trial", "mining", "mining-map"];

export default defineConfig({
  base: "/static/dist/",
  resolve: {
    dedupe: ["preact"], // form-js brings two; its parts only work together on one
    alias: [{ find: /^@bpmn-io\/feel-lint$/, replacement: fileURLToPath(new URL("scripts/studio/feel-lint.js", import.meta.url)) }],
  },
  build: {
    outDir: "../static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: ["chrome100", "firefox102", "safari15"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: Object.fromEntries(ENTRIES.map((name) => [name, `scripts/${name}.js`])) },
  },
});
