//! Operations in words: tables, fields, and why something waits or was refused. What has no words here stays as it is written.

import { useCallback } from "react";
import type { OutboxRow } from "@/bindings";
import { useSession, useWorkspace } from "@/api";
import { kebab } from "@/components/closed-lists";
import { useText, type Translate } from "@/text";
import { columnOf } from "./columns";

interface Names {
  table: (table: string) => string;
  field: (column: string) => string;
}

export function useNames(): Names {
  const { t, has } = useText();
  const named = (id: string, code: string) => (has(id) ? t(id) : code);
  return {
    table: (table) => named(`ui-sync-table-${kebab(table)}`, table),
    field: (column) => named(`ui-sync-field-${kebab(column)}`, column),
  };
}

/** What a row is called: as it is here, otherwise as the operation itself names it. */
export function objectOf({ object, fields }: Pick<OutboxRow, "object" | "fields">): string | null {
  if (object) return object;
  const named = ["tag_code", "external_tag", "code", "name", "title_en", "title_ar"].map((column) => fields[column]);
  return named.find((name): name is string => typeof name === "string" && name !== "") ?? null;
}

function text(detail: OutboxRow["detail"], key: string): string | undefined {
  const value = detail?.[key];
  return typeof value === "string" ? value : undefined;
}

/** Fields that met another's change: base, mine and theirs of each. */
export function metFields({ detail }: OutboxRow): Record<string, { base: unknown; mine: unknown; theirs: unknown }> {
  const fields = detail?.fields;
  return typeof fields === "object" && fields !== null ? (fields as ReturnType<typeof metFields>) : {};
}

/** The operation that has to be taken before this one. */
export function waitsFor({ detail }: OutboxRow): string | undefined {
  return text(detail, "why") === "waits_for" ? text(detail, "op_id") : undefined;
}

/** Whose sign-in an operation waits for, if it isn't the one who is here. */
export function neededPerson(row: OutboxRow, here: string | undefined): string | undefined {
  return row.person && row.person !== here ? row.person : undefined;
}

/** Why an operation without a receipt has not been sent. */
export function useWaitReason(): (row: OutboxRow) => string {
  const { t } = useText();
  const here = useSession()?.person.email;
  const isOnline = useWorkspace().central?.link === "online";
  return useCallback(
    (row) => {
      const why = text(row.detail, "why");
      const person = neededPerson(row, here);
      if (why === "waits_for") return t("ui-sync-blocked-waits-for");
      if (why === "database_older") return t("ui-sync-blocked-database-older");
      if (why === "other_person" && row.person) return t("ui-sync-blocked-other-person", { person: row.person });
      if (why) return t("ui-sync-blocked-other", { why });
      if (person) return t("ui-sync-wait-person", { person });
      return t(isOnline ? "ui-sync-wait-next" : "ui-sync-wait-link");
    },
    [t, here, isOnline],
  );
}

/** Why an operation was refused, or what it met; empty where it was simply taken. */
export function useOutcomeReason(): (row: OutboxRow) => string {
  const { t, has } = useText();
  const { field } = useNames();
  return (row) => {
    const why = text(row.detail, "why");
    if (!why) return "";
    if (why === "changed") return t("ui-sync-why-changed", { fields: Object.keys(metFields(row)).map(field).join(t("ui-sync-list-comma")) });
    if (why === "deleted") return t("ui-sync-why-deleted");
    if (why === "forbidden") return forbidden(text(row.detail, "missing") ?? "", t, has, field);
    const id = `ui-sync-why-${kebab(why)}`;
    if (!has(id)) return t("ui-sync-why-other", { why });
    const constraint = text(row.detail, "constraint");
    const about = text(row.detail, "field") ?? (constraint ? columnOf(row.table, constraint) : undefined);
    return about && has(`ui-sync-field-${kebab(about)}`) ? t(id, { field: field(about) }) : t(`${id}-any`);
  };
}

/** The database names the capability that is missing, or the field in which somebody else's name stands. */
function forbidden(missing: string, t: Translate, has: (id: string) => boolean, field: Names["field"]): string {
  const capability = `ui-capability-${kebab(missing)}`;
  return has(capability) ? t("ui-sync-why-forbidden", { capability: t(capability) }) : t("ui-sync-why-forbidden-signed", { field: field(missing) });
}

/** The operation as it can be taken along: everything that is kept of it. */
export function asJson(row: OutboxRow): string {
  const { opId, no, person, table, rowId, object, action, at, state, settledAt, detail, fields } = row;
  return JSON.stringify({ opId, no, person, table, rowId, object, action, at, state, settledAt, detail, fields }, null, 2);
}
