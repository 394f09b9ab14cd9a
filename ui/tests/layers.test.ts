// @vitest-environment node
//! Who may import whom, by resolving every import: features never import each other, nothing reaches up, one file knows Tauri.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, it } from "vitest";

const src = join(import.meta.dirname, "../src");

/** Each layer and the layers below it that it may use (besides itself). */
const may: Record<string, readonly string[]> = {
  bindings: [],
  theme: [],
  host: ["bindings"],
  api: ["bindings", "host"],
  text: ["bindings"],
  router: ["bindings"],
  actions: ["bindings", "api", "text"],
  components: ["bindings", "host", "api", "text", "router"],
  features: ["bindings", "host", "api", "text", "router", "actions", "components"],
  app: ["bindings", "host", "api", "text", "router", "actions", "components", "features", "theme"],
  main: ["host", "api", "app", "theme"],
};

function files(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const at = join(path, entry.name);
    return entry.isDirectory() ? files(at) : /\.tsx?$/.test(entry.name) ? [at] : [];
  });
}

function imports(path: string): string[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map((match) => match[1] ?? "");
}

const layerOf = (path: string) => (relative(src, path).split(/[\\/]/)[0] ?? "").replace(/\.tsx?$/, "");
const featureOf = (path: string) => (layerOf(path) === "features" ? relative(src, path).split(/[\\/]/)[1] : undefined);

function target(from: string, specifier: string): string | undefined {
  if (specifier.startsWith("@/")) return join(src, specifier.slice(2));
  if (specifier.startsWith(".")) return resolve(dirname(from), specifier);
  return undefined;
}

const all = files(src).filter((path) => !/\.test\.tsx?$/.test(path));
const edges = all.flatMap((from) => imports(from).flatMap((specifier) => {
  const to = target(from, specifier);
  return to && !to.includes("locales") ? [{ from, to }] : [];
}));

it("sees the whole UI", () => {
  expect(all.length).toBeGreaterThan(60);
  expect(edges.length).toBeGreaterThan(200);
  for (const layer of new Set(all.map(layerOf))) expect(Object.keys(may), layer).toContain(layer);
});

it("lets each layer use only the layers below it", () => {
  const wrong = edges.filter(({ from, to }) => layerOf(from) !== layerOf(to) && !(may[layerOf(from)] ?? []).includes(layerOf(to)));
  expect(wrong.map(({ from, to }) => `${relative(src, from)} -> ${relative(src, to)}`)).toEqual([]);
});

it("keeps features apart", () => {
  const wrong = edges.filter(({ from, to }) => featureOf(from) && featureOf(to) && featureOf(from) !== featureOf(to));
  expect(wrong.map(({ from, to }) => `${relative(src, from)} -> ${relative(src, to)}`)).toEqual([]);
});

it("knows Tauri in one file", () => {
  const wrong = all.filter((path) => imports(path).some((specifier) => specifier.startsWith("@tauri-apps/")));
  expect(wrong.map((path) => relative(src, path))).toEqual(["host/tauri.ts"]);
  expect(existsSync(join(src, "host/tauri.ts"))).toBe(true);
});
