//! Serves the look page (see main.tsx) with the product's own aliases.

import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  cacheDir: "/tmp/uia/vite",
  plugins: [react()],
  resolve: { alias: { "@": here("../../src") } },
  server: { host: "127.0.0.1", port: 5199, strictPort: true, fs: { allow: [here("../../..")] }, hmr: false },
});
