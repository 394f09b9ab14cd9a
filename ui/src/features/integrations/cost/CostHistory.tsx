//! Every version of the cost model: when, by whom, why, and which fields it changed. None is ever changed or deleted.

import { useState } from "react";
import { useCommand } from "@/api";
import type { FieldChange } from "@/bindings";
import { Loaded, Panel, PlainTable, RowButton, TimeText } from "@/components";
import { useFormat, useT } from "@/text";
import { fieldName } from "./field-name";

const SHOWN = 50;
/** Of one version, until the rest is asked for. */
const CHANGES_SHOWN = 4;

export function CostHistory() {
  const t = useT();
  const format = useFormat();
  const query = useCommand("list_cost_models", { limit: SHOWN });
  return (
    <Panel flush title={t("ui-cost-history")} aside={query.data ? format.integer(query.data.total) : null}>
      <Loaded query={query} testId="cost-history" isEmpty={(page) => page.total === 0} empty={<p style={{ padding: "10px 14px", margin: 0 }}>{t("ui-cost-history-empty")}</p>}>
        {(page) => (
          <PlainTable
            label={t("ui-cost-history")}
            rows={page.items}
            rowKey={(row) => String(row.version)}
            rowProps={(row) => ({ "data-testid": `cost-version-${row.version}` })}
            columns={[
              { id: "version", header: t("ui-cost-version-short"), cell: (row) => format.integer(row.version) },
              { id: "at", header: t("ui-cost-saved-at"), cell: (row) => <TimeText at={row.savedAt} /> },
              { id: "by", header: t("ui-cost-saved-by"), cell: (row) => row.savedByName },
              { id: "changes", header: t("ui-cost-changes"), cell: (row) => <Changes changes={row.changes} version={row.version} /> },
              { id: "reason", header: t("ui-cost-reason"), cell: (row) => row.reason },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}

function Changes({ changes, version }: { changes: FieldChange[]; version: number }) {
  const t = useT();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const show = (value: FieldChange["after"]) => {
    if (value === null) return t("ui-none");
    const number = typeof value === "number" ? value : Number(value);
    return Number.isNaN(number) ? word(String(value)) : format.number(number);
  };
  const word = (value: string) => (["low", "medium", "high"].includes(value) ? t(`ui-cost-appetite-${value}`) : value);
  if (changes.length === 0) return <>{t("ui-cost-changes-none")}</>;
  return (
    <div data-testid={`cost-changes-${version}`}>
      {(all ? changes : changes.slice(0, CHANGES_SHOWN)).map((change) => (
        <div key={change.field} data-field={change.field}>
          {fieldName(change.field, t)}:{" "}
          <bdi>
            {show(change.before)} → <b>{show(change.after)}</b>
          </bdi>
        </div>
      ))}
      {changes.length > CHANGES_SHOWN && !all ? <RowButton onClick={() => setAll(true)}>{t("ui-run-show-all", { count: changes.length })}</RowButton> : null}
    </div>
  );
}
