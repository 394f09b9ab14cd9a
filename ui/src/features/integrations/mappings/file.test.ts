import { expect, test } from "vitest";
import { contentOf, isEmpty, readFile } from "./file";

test("a file goes as the bytes that it has, whatever they are", async () => {
  const bytes = new Uint8Array([0x50, 0x4b, 3, 4, 0, 0xff, 0xfe]);
  const given = await readFile(new File([bytes], "unit 1.xlsx"));
  expect(given).toEqual({ kind: "file", name: "unit 1.xlsx", base64: "UEsDBAD//g==" });
  expect(contentOf(given)).toEqual({ file: "UEsDBAD//g==", fileName: "unit 1.xlsx" });
});

test("an empty file is a file, empty text is nothing", async () => {
  expect(isEmpty(await readFile(new File([], "empty.csv")))).toBe(false);
  expect(isEmpty({ kind: "text", csv: " \n" })).toBe(true);
  expect(contentOf({ kind: "text", csv: "a" })).toEqual({ csv: "a" });
});
