//! How the UI is built: one bundle into ui/dist with fonts inside, nothing from the network at run time.
//! The messages of ../locales are part of the bundle, so the dev server may read one folder up.

import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [react()],
  base: "./",
  resolve: { alias: { "@": here("./src") } },
  server: { fs: { allow: [here("..")] } },
  build: {
    outDir: "dist",
    // WebKitGTK 2.44 (Debian 12 with security updates), WebView2 and WKWebView of the same years.
    target: ["safari17", "chrome120"],
    chunkSizeWarningLimit: 1200,
    sourcemap: false,
  },
  test: {
    environment: "jsdom",
    setupFiles: [here("./tests/setup.ts")],
    include: ["tests/**/*.test.{ts,tsx}", "src/**/*.test.{ts,tsx}"],
    css: false,
    // Typing key by key through a whole form takes seconds on a loaded machine.
    testTimeout: 20_000,
  },
});
