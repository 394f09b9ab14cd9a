import { describe, expect, test } from "vitest";
import type { ObjectRow } from "@/bindings";
import { canBeTaken, choiceOf, chosen, keyOf, rowsOf, type Choice } from "./taking";

const row = (number: string, more: Partial<ObjectRow> = {}): ObjectRow =>
  ({
    object: {
      object: { kind: "equipment", number }, label: number, name: `Pump ${number}`, superior: null, parts: [], serialNumber: null, location: null, plant: "1010", objectType: null,
      abc: null, manufacturer: null, model: null, inOperationSince: "2015-06-01", isOutOfUse: false,
    },
    verdict: "new",
    family: "pump",
    criticality: "high",
    ...more,
  }) as ObjectRow;

const made = (...entries: [ObjectRow, Choice][]) => new Map(entries.map(([of, choice]) => [keyOf(of), choice]));

describe("taking objects of a maintenance system in", () => {
  test("nothing is chosen by itself", () => {
    expect(chosen([row("1"), row("2")], new Map())).toEqual([]);
    expect(choiceOf(row("1"), new Map())).toEqual({ isChosen: false, family: "pump" });
  });

  test("what is an asset already or out of use is not taken, whatever was chosen", () => {
    const all = [row("1", { verdict: "out_of_use" }), row("2", { verdict: "linked" } as Partial<ObjectRow>), row("3")];
    expect(all.map(canBeTaken)).toEqual([false, false, true]);
    const choices = made(...all.map((r): [ObjectRow, Choice] => [r, { isChosen: true, family: "pump" }]));
    expect(rowsOf(all, choices)?.map((r) => r.object.number)).toEqual(["3"]);
  });

  test("what names a thing among its parts is above it, on whatever page it came", () => {
    const part = row("2");
    const whole = row("9", { object: { ...row("9").object, parts: [part.object.object] } } as Partial<ObjectRow>);
    const rows = rowsOf([part, row("3"), whole], made([part, { isChosen: true, family: "pump" }], [row("3"), { isChosen: true, family: "pump" }]));
    expect(rows?.map((r) => r.superior)).toEqual([{ kind: "equipment", number: "9" }, undefined]);
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
