import { expect, test } from "vitest";
import { fromWallClock, toWallClock } from "./zoned";

test.each([
  ["2027-03-01T10:00:05Z", "Asia/Riyadh", "2027-03-01T13:00:05"],
  ["2027-03-01T22:30:00Z", "Asia/Riyadh", "2027-03-02T01:30:00"],
  ["2027-01-01T00:00:00Z", "UTC", "2027-01-01T00:00:00"],
  ["2027-07-01T12:00:00Z", "Europe/Berlin", "2027-07-01T14:00:00"],
  ["2027-03-28T01:30:00Z", "Europe/Berlin", "2027-03-28T03:30:00"],
])("%s on the wall of %s is %s, and back", (iso, zone, wall) => {
  expect(toWallClock(Date.parse(iso), zone)).toBe(wall);
  expect(fromWallClock(wall, zone)).toBe(Date.parse(iso));
});

test("what is no time is no moment", () => {
  expect(fromWallClock("yesterday", "UTC")).toBeNull();
  expect(fromWallClock("", "UTC")).toBeNull();
});
