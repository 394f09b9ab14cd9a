//! What befell the asset: failures and maintenance, newest first. Reliability, and what waiting costs, come from it.

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useAction, useCan } from "@/api";
import type { AssetDetail, AssetEventRow } from "@/bindings";
import { EmptyState, Panel, RowButton, TimeText, useConfirm, useToast, VirtualTable, type Column } from "@/components";
import { kebab } from "@/components/closed-lists";
import { useFormat, useT } from "@/text";
import { EventDialog } from "../edit/EventDialog";

export function History({ detail }: { detail: AssetDetail }) {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const confirm = useConfirm();
  const canRecord = useCan("manage_work_orders");
  const [edited, setEdited] = useState<AssetEventRow | "new" | null>(null);
  const remove = useAction("delete_asset_event", { onDone: () => toast(t("history-removed")) });
  const what = ({ event }: AssetEventRow) =>
    event.kind === "failure"
      ? t("history-failure-of", { mode: t(`failure-mode-${event.mode.toLowerCase()}`), code: event.mode })
      : t(`history-work-${kebab(event.work)}`);
  const ask = async (row: AssetEventRow) => {
    const yes = await confirm({
      title: t("history-remove-title"),
      effect: t("history-remove-effect", { what: what(row), at: format.time(row.event.at) }),
      confirm: t("ui-delete"),
      destroys: true,
    });
    if (yes) remove.mutate({ id: row.event.id });
  };
  const columns: Column<AssetEventRow>[] = [
    { id: "at", header: t("history-at"), width: "150px", cell: ({ event }) => <TimeText at={event.at} /> },
    { id: "what", header: t("history-what"), width: "minmax(200px, 2fr)", cell: (row) => <b>{what(row)}</b> },
    {
      id: "downtime",
      header: t("history-downtime"),
      width: "120px",
      cell: ({ event }) => (event.downtimeHours === null ? "–" : <bdi dir="ltr">{format.reading(event.downtimeHours)} h</bdi>),
    },
    { id: "cost", header: t("history-cost"), width: "120px", cell: ({ event }) => (event.cost === null ? "–" : format.number(Number(event.cost))) },
    { id: "note", header: t("history-note"), width: "minmax(120px, 2fr)", cell: ({ event }) => event.note || "–" },
    { id: "by", header: t("history-by"), width: "minmax(110px, 1fr)", cell: (row) => row.recordedByName || "–" },
    {
      id: "act",
      header: "",
      width: "150px",
      cell: (row) =>
        canRecord ? (
          <>
            <RowButton onClick={() => setEdited(row)}>{t("ui-edit")}</RowButton>
            <RowButton onClick={() => void ask(row)}>{t("ui-delete")}</RowButton>
          </>
        ) : null,
    },
  ];
  return (
    <Panel
      flush
      testId="asset-history"
      title={t("history-title")}
      aside={
        canRecord ? (
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => setEdited("new")} data-testid="history-add">
            {t("history-add")}
          </Button>
        ) : null
      }
    >
      <VirtualTable
        command="list_asset_events"
        filter={{ assetId: detail.asset.id }}
        columns={columns}
        label={t("history-title")}
        testId="history-list"
        rowTestId="history-row"
        rowKey={({ event }) => event.id}
        rowData={({ event }) => ({ "data-kind": event.kind })}
        height="420px"
        empty={<EmptyState title={t("history-empty")}>{t("history-empty-why")}</EmptyState>}
      />
      {edited ? <EventDialog asset={detail.asset} zone={detail.site.timeZone} row={edited === "new" ? null : edited} onClose={() => setEdited(null)} /> : null}
    </Panel>
  );
}
