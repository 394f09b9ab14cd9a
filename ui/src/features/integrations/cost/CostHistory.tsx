//! Every version of the cost model: when, by whom, why. None is ever changed or deleted.

import { useCommand } from "@/api";
import { Loaded, Panel, PlainTable, TimeText } from "@/components";
import { useFormat, useT } from "@/text";

const SHOWN = 50;

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
              {
                id: "downtime",
                header: t("ui-cost-downtime"),
                cell: (row) => (
                  <bdi dir="ltr">
                    {format.number(Number(row.model.downtimeCostPerHour))} {row.model.currency}/h
                  </bdi>
                ),
              },
              { id: "appetite", header: t("ui-cost-appetite"), cell: (row) => t(`ui-cost-appetite-${row.model.riskAppetite}`) },
              { id: "reason", header: t("ui-cost-reason"), cell: (row) => row.reason },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
