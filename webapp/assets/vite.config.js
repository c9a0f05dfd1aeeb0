import { defineConfig } from "vite";

// Two entries: `app` on every page, `diagram` only where a diagram is shown. No inline output: the pages forbid inline scripts.
export default defineConfig({
  base: "/static/dist/",
  build: {
    outDir: "../static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: ["chrome100", "firefox102", "safari15"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { app: "scripts/app.js", board: "scripts/board.js", map: "scripts/map.js", campaign: "scripts/campaign.js", inbox: "scripts/inbox.js", work: "scripts/work.js", grid: "scripts/grid.js", "grid-worker": "scripts/grid-worker.js", diagram: "scripts/diagram.js", forms: "scripts/forms.js" } },
  },
});
