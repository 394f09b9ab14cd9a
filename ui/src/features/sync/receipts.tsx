//! What has its receipt, newest first: refused changes with their reason and values, and the history of 35 days.

import { SegmentedControl } from "@mantine/core";
import { useEffect, useState } from "react";
import type { OutboxRow } from "@/bindings";
import { useAction, useCommand } from "@/api";
import { EmptyState, TimeText, Toolbar, VirtualTable } from "@/components";
import { oneOf } from "@/components/closed-lists";
import { useParam } from "@/router";
import { useT } from "@/text";
import { OperationDialog } from "./operation-dialog";
import { OperationMark, useOperationColumns } from "./operation-columns";
import { useOutcomeReason } from "./words";
import classes from "./sync.module.css";

const outcomes = ["applied", "conflict", "rejected"] as const;

export function Refused() {
  const t = useT();
  const news = useCommand("get_sync", {}).data?.rejectedUnseen ?? 0;
  const { mutate: see } = useAction("see_rejected");
  // Whoever has the list before them has seen it: it is no news any more.
  useEffect(() => {
    if (news > 0) see({});
  }, [news, see]);
  return (
    <>
      <p className={classes.lead}>{t("ui-sync-refused-why")}</p>
      <Receipts
        outcome="rejected"
        label={t("ui-sync-tab-refused")}
        testId="refused"
        empty={<EmptyState title={t("ui-sync-refused-empty")}>{t("ui-sync-refused-empty-why")}</EmptyState>}
      />
    </>
  );
}

export function History() {
  const t = useT();
  const [wanted, setWanted] = useParam("outcome");
  const outcome = oneOf(outcomes, wanted);
  return (
    <>
      <Toolbar>
        <SegmentedControl
          size="xs"
          aria-label={t("ui-sync-history-filter")}
          value={outcome ?? "all"}
          onChange={(value) => setWanted(value === "all" ? null : value)}
          data={[{ value: "all", label: t("ui-all") }, ...outcomes.map((value) => ({ value, label: t(`ui-sync-state-${value}`) }))]}
          data-testid="history-outcome"
        />
      </Toolbar>
      <Receipts
        outcome={outcome}
        label={t("ui-sync-tab-history")}
        testId="history"
        empty={<EmptyState title={t(outcome ? "ui-sync-history-empty-outcome" : "ui-sync-history-empty")} />}
      />
    </>
  );
}

function Receipts({ outcome, label, testId, empty }: {
  outcome: (typeof outcomes)[number] | undefined;
  label: string;
  testId: string;
  empty: React.ReactNode;
}) {
  const t = useT();
  const columns = useOperationColumns();
  const reason = useOutcomeReason();
  const [opened, setOpened] = useState<OutboxRow | null>(null);
  const state = { id: "state", header: t("ui-state"), width: "134px", cell: (row: OutboxRow) => <OperationMark state={row.state} /> };
  return (
    <>
      <VirtualTable
        command="list_receipts"
        filter={outcome ? { outcome } : {}}
        label={label}
        testId={`${testId}-list`}
        rowTestId={`${testId}-row`}
        rowKey={(row) => row.opId}
        rowData={(row) => ({ "data-state": row.state, "data-no": row.no })}
        onOpen={setOpened}
        empty={empty}
        columns={[
          columns.no,
          { id: "settled", header: t("ui-sync-settled"), width: "132px", cell: (row) => <TimeText at={row.settledAt} /> },
          columns.who,
          columns.change,
          columns.object,
          columns.fields,
          ...(outcome === "rejected" ? [] : [state]),
          { id: "reason", header: t("ui-sync-reason"), width: "minmax(220px, 1.9fr)", cell: (row) => <span title={reason(row)}>{reason(row)}</span> },
        ]}
      />
      <OperationDialog row={opened} onClose={() => setOpened(null)} />
    </>
  );
}
