// @vitest-environment node
//! The columns here are those that the store shares, and each has its name in both languages.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundleOf } from "@/text/bundles";
import { columnOf, columns, isEditable } from "./columns";
import { draftOf, readDraft } from "./value-editor";

const root = join(import.meta.dirname, "../../../..");

/** Table and columns as `store/src/replica/tables.rs` declares them. */
function shared(): Record<string, string[]> {
  const text = readFileSync(join(root, "src-tauri/crates/store/src/replica/tables.rs"), "utf8");
  const tables = text.slice(text.indexOf("pub const TABLES")).split(/\btable\(\s*"/).slice(1);
  return Object.fromEntries(tables.map((part) => [part.slice(0, part.indexOf('"')), [...part.matchAll(/\("(\w+)", [A-Z]\w+\)/g)].map((match) => match[1] ?? "")]));
}

describe("the columns", () => {
  it("are all that the store shares, and no others", () => {
    const here = Object.fromEntries(Object.entries(columns).map(([table, looks]) => [table, Object.keys(looks)]));
    expect(here).toEqual(shared());
    expect(Object.values(here).flat().length).toBeGreaterThan(50);
  });

  it.each(["en", "ar"] as const)("have names and the words of their closed lists in %s", (language) => {
    const bundle = bundleOf(language, "latn");
    const ids = Object.entries(columns).flatMap(([table, looks]) => [
      `ui-sync-table-${table.replaceAll("_", "-")}`,
      ...Object.entries(looks).flatMap(([column, look]) => [
        `ui-sync-field-${column.replaceAll("_", "-")}`,
        ...(typeof look === "object" ? look.choices.map(look.message) : []),
      ]),
    ]);
    for (const [column, value] of [["kind", "failure"], ["kind", "maintenance"], ["detail", "VIB"], ["detail", "minor_repair"]] as const) {
      const look = columns.asset_event?.[column];
      ids.push(typeof look === "object" ? look.message(value) : column);
    }
    expect(ids.filter((id) => !bundle.hasMessage(id))).toEqual([]);
  });

  it("of a fact or another row are not edited by hand", () => {
    const edited = Object.entries(columns).flatMap(([table, looks]) => Object.keys(looks).filter((column) => isEditable(table, column)));
    for (const column of ["at", "created_by", "recorded_at", "metric_id", "recommendation_id", "connector", "kind", "detail"]) expect(edited).not.toContain(column);
    for (const column of ["status", "assignee_id", "config", "scale", "due_on", "is_active"]) expect(edited).toContain(column);
  });
});

it.each([
  ["asset", "asset_tenant_id_site_id_tag_code_key", "tag_code"],
  ["metric", "metric_tenant_id_asset_id_name_key", "name"],
  ["site", "site_code", "code"],
  ["integration", "integration_name", "name"],
  ["mapping", "mapping_tenant_id_integration_id_external_tag_metric_id_key", "external_tag"],
  ["mapping", "mapping_tenant_id_metric_id_fkey", "metric_id"],
  ["metric", "metric_low_low_check", "low_low"],
  ["work_order", "work_order_tenant_id_recommendation_id_key", "recommendation_id"],
  ["asset", "asset_check", undefined],
] as const)("%s: the rule %s is about %s", (table, constraint, column) => {
  expect(columnOf(table, constraint)).toBe(column);
});

it.each([
  ["metric", "high", "١٬٢٥٠٫٥", { value: 1250.5 }],
  ["metric", "high", "", { value: null }],
  ["metric", "high", "12 bar", { problem: "ui-sync-number-wrong" }],
  ["mapping", "scale", "0.10000000000000000001", { value: "0.10000000000000000001" }],
  ["mapping", "is_active", "false", { value: false }],
  ["work_order", "due_on", "2027-03-01", { value: "2027-03-01" }],
  ["work_order", "due_on", "tomorrow", { problem: "ui-sync-day-wrong" }],
  ["work_order", "assignee_id", "", { value: null }],
  ["work_order", "title_en", " Check ", { value: "Check" }],
  ["integration", "config", '{"a":1}', { value: { a: 1 } }],
  ["integration", "config", "[1]", { problem: "ui-sync-json-wrong" }],
] as const)("%s.%s: what is typed as %s means %o", (table, field, draft, read) => {
  expect(readDraft(table, field, draft)).toEqual(read);
});

it("an edit begins with the value as it can be typed", () => {
  expect([draftOf("metric", "high", 12.5), draftOf("metric", "high", null), draftOf("integration", "config", { a: 1 })]).toEqual(["12.5", "", '{\n  "a": 1\n}']);
});
