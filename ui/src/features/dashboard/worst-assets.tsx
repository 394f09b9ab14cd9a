//! The assets in the worst health, worst first.

import { Anchor } from "@mantine/core";
import type { AssetRow } from "@/bindings";
import { CriticalityMark, EmptyState, HealthBar, Panel, PlainTable, RowLink, SimulatedMark } from "@/components";
import { links } from "@/router";
import { Tag, useFormat, useName, useT } from "@/text";
import classes from "./dashboard.module.css";

export function WorstAssets({ rows }: { rows: AssetRow[] }) {
  const t = useT();
  const name = useName();
  const format = useFormat();
  return (
    <Panel
      flush
      title={t("ui-dashboard-worst")}
      testId="worst-assets"
      state={rows.length === 0 ? "empty" : "ready"}
      aside={
        <Anchor href={links.assets()} size="xs">
          {t("ui-dashboard-all-assets")}
        </Anchor>
      }
    >
      {rows.length === 0 ? (
        <EmptyState title={t("ui-dashboard-worst-empty")}>{t("ui-dashboard-worst-empty-why")}</EmptyState>
      ) : (
        <PlainTable
          label={t("ui-dashboard-worst")}
          rows={rows}
          rowKey={(row) => row.asset.id}
          rowProps={(row, index) => ({ "data-testid": `worst-asset-row-${index}`, "data-tag": row.asset.tagCode })}
          columns={[
            {
              id: "asset",
              header: t("ui-asset"),
              cell: (row) => (
                <RowLink href={links.asset(row.asset.id)}>
                  <span className={classes.first}>
                    <Tag>{row.asset.tagCode}</Tag>
                    {row.isSimulated ? <SimulatedMark compact /> : null}
                  </span>
                  <span className={classes.second}>
                    <Tag plain>{row.siteCode}</Tag> · {name(row.asset)}
                  </span>
                </RowLink>
              ),
            },
            { id: "criticality", header: t("ui-criticality"), cell: (row) => <CriticalityMark criticality={row.asset.criticality} /> },
            { id: "health", header: t("ui-health"), width: "150px", cell: (row) => <HealthBar band={row.band} health={row.health} /> },
            {
              id: "probability",
              header: t("ui-failure-probability"),
              align: "end",
              cell: (row) => (row.failureProbability === null ? "–" : format.percent(row.failureProbability, 1)),
            },
          ]}
        />
      )}
    </Panel>
  );
}
