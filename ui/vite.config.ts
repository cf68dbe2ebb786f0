import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { configDefaults } from "vitest/config";

/** React Aria brings its texts in over thirty languages; this page speaks two. */
function onlyOurLanguages(): Plugin {
  const foreign = /[\\/]intl[\\/][^\\/]+[\\/](?!en-US|ja-JP)[a-z]{2}-[A-Z]{2}\.mjs$/;
  return {
    name: "only-our-languages",
    load: { filter: { id: foreign }, handler: () => "export default {}" },
  };
}

const server = process.env.IMAGEFLOW_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), onlyOurLanguages()],
  build: {
    target: "es2023",
    // Maven names the folder that it packs
    outDir: process.env.UI_OUT ?? "dist",
    emptyOutDir: true,
    // a data: font or script would need a wider Content-Security-Policy
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
    rolldownOptions: { checks: { pluginTimings: false } },
    license: { fileName: "licenses.md" },
  },
  server: {
    proxy: Object.fromEntries(
      ["/v1", "/docs", "/openapi.json"].map((path) => [path, { target: server, ws: true }]),
    ),
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    exclude: configDefaults.exclude,
    setupFiles: ["src/test/setup.ts"],
    css: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // files share a browser in memory: making one for each takes longer than all tests together
    isolate: false,
    pool: "threads",
  },
});
