//! What becomes of each object of SAP that a person looks at: chosen or not, with the family that it gets.

import type { Family, SapObjectRow, TakeInRow } from "@/bindings";

export interface Choice {
  isChosen: boolean;
  family: Family | null;
}

export const keyOf = ({ object }: Pick<SapObjectRow, "object">) => `${object.object.kind} ${object.object.number}`;

/** Neither what is an asset already nor what SAP no longer uses. */
export const canBeTaken = (row: SapObjectRow) => row.verdict === "new" || row.verdict === "same_tag";

/** Nothing is chosen by itself; a family that is plain from SAP's words is proposed. */
export function choiceOf(row: SapObjectRow, made: ReadonlyMap<string, Choice>): Choice {
  return made.get(keyOf(row)) ?? { isChosen: false, family: row.family };
}

export function chosen(rows: readonly SapObjectRow[], made: ReadonlyMap<string, Choice>): SapObjectRow[] {
  return rows.filter((row) => canBeTaken(row) && choiceOf(row, made).isChosen);
}

/** As they go to the core; `null` while one of them has no family. */
export function rowsOf(rows: readonly SapObjectRow[], made: ReadonlyMap<string, Choice>): TakeInRow[] | null {
  const all = chosen(rows, made).map((row) => {
    const { family } = choiceOf(row, made);
    if (family === null) return null;
    const { object } = row;
    return {
      object: object.object,
      tagCode: object.label,
      name: object.name,
      family,
      criticality: row.criticality,
      ...(object.superior ? { superior: object.superior } : {}),
      ...(object.inOperationSince ? { installedOn: object.inOperationSince } : {}),
    };
  });
  return all.every((row) => row !== null) ? all : null;
}
