import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { statusReason } from "./status-reason";

test("codes that say something have a reason, whatever their flags", () => {
  for (const [status, expected] of [
    [0x80310000, "ui-status-no-communication"],
    [0x80740000 | 0x0480, "ui-status-not-a-number"],
    [-2138243072, "ui-status-out-of-service"],
    [0x40910000, "ui-status-substitute"],
    [0, null],
    [0x80000000, null],
    [0x00000480, null],
    [0xdead0000, null],
  ] as const) {
    expect(statusReason(status), status.toString(16)).toBe(expected);
  }
});

test("each reason has its words in both languages", () => {
  const source = readFileSync(join(__dirname, "status-reason.ts"), "utf8");
  const codes = [...source.matchAll(/^ {2}0x([0-9a-f]{4}):/gm)].map((m) => Number.parseInt(m[1] ?? "", 16));
  expect(codes.length).toBeGreaterThan(15);
  for (const language of ["en", "ar"]) {
    const texts = readFileSync(join(__dirname, `../../../locales/${language}/ui-common.ftl`), "utf8");
    for (const code of codes) expect(texts).toContain(`\n${statusReason(code * 0x10000)} = `);
  }
});
