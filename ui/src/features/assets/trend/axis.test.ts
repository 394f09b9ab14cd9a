import { expect, test } from "vitest";
import { bare, timeLabels, type LabelTime } from "./axis";

const riyadh = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Riyadh", ...options });
const label: LabelTime = {
  day: (ms) => riyadh({ day: "2-digit", month: "2-digit" }).format(ms),
  time: (ms, seconds) => riyadh({ hour: "2-digit", minute: "2-digit", ...(seconds ? { second: "2-digit" } : {}) }).format(ms),
};
const at = (iso: string) => Date.parse(iso);

test("the day is said at the first label and again where it changes in the site's zone", () => {
  const splits = [at("2027-03-01T19:00:00Z"), at("2027-03-01T20:00:00Z"), at("2027-03-01T21:00:00Z"), at("2027-03-01T22:00:00Z")];
  expect(timeLabels(splits, 3_600_000, label)).toEqual(["22:00\n01/03", "23:00", "00:00\n02/03", "01:00"]);
});

test("a step of a day shows days alone, a step of seconds shows seconds", () => {
  expect(timeLabels([at("2027-03-01T21:00:00Z")], 86_400_000, label)).toEqual(["02/03"]);
  expect(timeLabels([at("2027-03-01T10:00:05Z"), null], 5_000, label)).toEqual(["13:00:05\n01/03", null]);
});

test("an Arabic date has no direction marks left that a canvas would stumble over", () => {
  const arabic = new Intl.DateTimeFormat("ar-SA-u-nu-latn-ca-gregory", { day: "2-digit", month: "2-digit", timeZone: "UTC" }).format(0);
  expect(bare(arabic)).toMatch(/^[\d/]+$/);
});
