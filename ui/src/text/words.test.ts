import { expect, test } from "vitest";
import { wordsFor } from "./words";

const texts = { t: (id: string) => id, has: () => false };

test("a reason has its currency, and one that was kept before reasons named theirs has none instead of a hole", () => {
  expect(wordsFor({ id: "deferral-wait", args: { saving: 12, currency: "SAR" } }, texts).currency).toBe("SAR");
  expect(wordsFor({ id: "deferral-wait", args: { saving: 12 } }, texts).currency).toBe("");
});
