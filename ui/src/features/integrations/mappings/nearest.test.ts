import { expect, test } from "vitest";
import { nearest, nearestFirst } from "./nearest";

const nodes = (...tags: string[]) => tags.map((tag) => ({ tag }));

test("a tag that was moved is found where most of its place is the same", () => {
  const gone = "RGP.P-101A.OLD.VIB_DE";
  const found = nodes("RGP.P-102A.VIB_DE", "RGP.P-101A.VIB_DE", "WRP.P-101A.VIB_DE");
  expect(nearest(gone, found)?.tag).toBe("RGP.P-101A.VIB_DE");
  expect(nearestFirst(gone, found)[0]?.tag).toBe("RGP.P-101A.VIB_DE");
});

test("of two that are as near none is offered, and none of nothing", () => {
  expect(nearest("A.X", nodes("B.X", "C.X"))).toBeUndefined();
  expect(nearest("A.X", [])).toBeUndefined();
  expect(nearest("A.X", nodes("B.X"))?.tag).toBe("B.X");
});

test("the same part counts as often as it is there", () => {
  expect(nearest("nsu=urn:plc;s=A.A.X", nodes("nsu=urn:plc;s=A.X", "nsu=urn:plc;s=A.A.Y.X"))?.tag).toBe("nsu=urn:plc;s=A.A.Y.X");
});
