import { describe, expect, test } from "vitest";
import type { SapObjectRow } from "@/bindings";
import { canBeTaken, choiceOf, chosen, keyOf, rowsOf, type Choice } from "./taking";

const row = (number: string, more: Partial<SapObjectRow> = {}): SapObjectRow =>
  ({
    object: {
      object: { kind: "equipment", number }, label: number, name: `Pump ${number}`, superior: null, plant: "1010", objectType: null,
      abc: null, manufacturer: null, model: null, inOperationSince: "2015-06-01", isOutOfUse: false,
    },
    verdict: "new",
    family: "pump",
    criticality: "high",
    ...more,
  }) as SapObjectRow;

const made = (...entries: [SapObjectRow, Choice][]) => new Map(entries.map(([of, choice]) => [keyOf(of), choice]));

describe("taking objects of SAP in", () => {
  test("nothing is chosen by itself", () => {
    expect(chosen([row("1"), row("2")], new Map())).toEqual([]);
    expect(choiceOf(row("1"), new Map())).toEqual({ isChosen: false, family: "pump" });
  });

  test("what is an asset already or out of use is not taken, whatever was chosen", () => {
    const all = [row("1", { verdict: "out_of_use" }), row("2", { verdict: "linked" } as Partial<SapObjectRow>), row("3")];
    expect(all.map(canBeTaken)).toEqual([false, false, true]);
    const choices = made(...all.map((r): [SapObjectRow, Choice] => [r, { isChosen: true, family: "pump" }]));
    expect(rowsOf(all, choices)?.map((r) => r.object.number)).toEqual(["3"]);
  });

  test("each has a family before anything is taken", () => {
    const [one, other] = [row("1"), row("2", { family: null })];
    expect(rowsOf([one, other], made([one, { isChosen: true, family: "pump" }], [other, { isChosen: true, family: null }]))).toBeNull();
    const rows = rowsOf([one, other], made([other, { isChosen: true, family: "fan" }]));
    expect(rows).toEqual([
      { object: { kind: "equipment", number: "2" }, tagCode: "2", name: "Pump 2", family: "fan", criticality: "high", installedOn: "2015-06-01" },
    ]);
  });
});
