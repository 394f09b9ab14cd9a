import { expect, test } from "vitest";
import { filterOf, wishOf } from "./use-filter";

const now = Date.parse("2026-11-30T12:00:00Z");

test.each([
  ["", false, {}],
  ["", true, { source: "workstation" }],
  ["source=tenant", false, {}],
  ["source=tenant&outcome=failure", true, { source: "tenant", outcome: "failure" }],
  ["range=day&person=noura@plant.example", false, { from: "2026-11-29T12:00:00.000Z", person: "noura@plant.example" }],
  ["range=custom&from=2026-11-01T00:00:00Z&search=WO", false, { from: "2026-11-01T00:00:00Z", search: "WO" }],
  ["range=nonsense", false, {}],
])("the address %j asks for %j", (address, isCentral, expected) => {
  expect(filterOf(wishOf(new URLSearchParams(address), isCentral), now, isCentral)).toEqual(expected);
});
