//! What becomes of each object of a maintenance system that a person looks at: chosen or not, with the family that it gets.

import type { Family, ObjectRef, ObjectRow, TakeInRow } from "@/bindings";

export interface Choice {
  isChosen: boolean;
  family: Family | null;
}

export const keyOf = ({ object }: Pick<ObjectRow, "object">) => `${object.object.kind} ${object.object.number}`;

/** Neither what is an asset already nor what the system no longer uses. */
export const canBeTaken = (row: ObjectRow) => row.verdict === "new" || row.verdict === "same_tag";

/** Nothing is chosen by itself; a family that is plain from the system's words is proposed. */
export function choiceOf(row: ObjectRow, made: ReadonlyMap<string, Choice>): Choice {
  return made.get(keyOf(row)) ?? { isChosen: false, family: row.family };
}

export function chosen(rows: readonly ObjectRow[], made: ReadonlyMap<string, Choice>): ObjectRow[] {
  return rows.filter((row) => canBeTaken(row) && choiceOf(row, made).isChosen);
}

/** What the object is part of: by its own word, or by the word of one that names it among its parts. */
function superiorOf({ object }: ObjectRow, rows: readonly ObjectRow[]): ObjectRef | null {
  const isPart = (part: ObjectRef) => part.kind === object.object.kind && part.number === object.object.number;
  return object.superior ?? rows.find((row) => row.object.parts.some(isPart))?.object.object ?? null;
}

/** As they go to the core; `null` while one of them has no family. */
export function rowsOf(rows: readonly ObjectRow[], made: ReadonlyMap<string, Choice>): TakeInRow[] | null {
  const all = chosen(rows, made).map((row) => {
    const { family } = choiceOf(row, made);
    if (family === null) return null;
    const { object } = row;
    const superior = superiorOf(row, rows);
    return {
      object: object.object,
      tagCode: object.label,
      name: object.name,
      family,
      criticality: row.criticality,
      ...(superior ? { superior } : {}),
      ...(object.inOperationSince ? { installedOn: object.inOperationSince } : {}),
    };
  });
  return all.every((row) => row !== null) ? all : null;
}
