// @vitest-environment node
//! Lists fit the window as it opens (1360 wide): the sum of what columns need at least is no more than what a page has.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const src = join(import.meta.dirname, "../src");
const WINDOW = 1360;
const SIDEBAR = 208;
const PAGE_PADDING = 40;
const BORDERS = 2;
const ROW_PADDING = 12;

function least(file: string): number {
  const widths = [...readFileSync(join(src, file), "utf8").matchAll(/width: "(?:minmax\()?(\d+)px/g)].map((match) => Number(match[1]));
  expect(widths.length, file).toBeGreaterThanOrEqual(5);
  return widths.reduce((sum, width) => sum + width, ROW_PADDING);
}

it("work orders fit beside the sidebar", () => {
  expect(least("features/work-orders/order-list.tsx")).toBeLessThanOrEqual(WINDOW - SIDEBAR - PAGE_PADDING - BORDERS);
});

it("the ranking fits beside the sidebar and the history of runs", () => {
  const history = 204 + 14;
  expect(least("features/optimization/ranking.tsx")).toBeLessThanOrEqual(WINDOW - SIDEBAR - PAGE_PADDING - BORDERS - history);
});
