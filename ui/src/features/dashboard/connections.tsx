//! The data sources as they are now: state, rate, when the last reading came.

import { Anchor, Button } from "@mantine/core";
import type { ConnectionRow } from "@/bindings";
import { useCan } from "@/api";
import { ConnectionBadge, EmptyState, Panel, PlainTable, RowLink, TimeText } from "@/components";
import { links } from "@/router";
import { useFormat, useT } from "@/text";

export function Connections({ rows }: { rows: ConnectionRow[] }) {
  const t = useT();
  const format = useFormat();
  const may = useCan("manage_integrations");
  return (
    <Panel
      flush
      title={t("ui-dashboard-connections")}
      testId="connection-states"
      state={rows.length === 0 ? "empty" : "ready"}
      aside={
        <Anchor href={links.integrations()} size="xs">
          {t("ui-nav-integrations")}
        </Anchor>
      }
    >
      {rows.length === 0 ? (
        <EmptyState
          title={t("ui-dashboard-no-source")}
          action={
            may ? (
              <Button component="a" href={links.integrations()}>
                {t("ui-dashboard-add-source")}
              </Button>
            ) : null
          }
        >
          {t("ui-dashboard-no-source-why")}
        </EmptyState>
      ) : (
        <PlainTable
          label={t("ui-dashboard-connections")}
          rows={rows}
          rowKey={(row) => row.id}
          rowProps={(row, index) => ({ "data-testid": `connection-row-${index}`, "data-status": row.connection.state })}
          columns={[
            { id: "name", header: t("ui-source"), cell: (row) => <RowLink href={links.integration(row.id)}>{row.name}</RowLink> },
            { id: "state", header: t("ui-state"), cell: (row) => <ConnectionBadge connection={row.connection} /> },
            {
              id: "rate",
              header: t("ui-readings-per-second"),
              align: "end",
              cell: (row) => (row.connection.state === "streaming" ? format.number(row.readingsPerSecond, { maximumFractionDigits: 1 }) : "–"),
            },
            { id: "last", header: t("ui-last-reading"), align: "end", cell: (row) => <TimeText at={row.lastSyncAt} asAge /> },
          ]}
        />
      )}
    </Panel>
  );
}
