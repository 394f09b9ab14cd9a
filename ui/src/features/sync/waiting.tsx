//! What is saved and not sent, oldest first: each operation without a receipt, with why it is still here.

import { IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { OutboxRow } from "@/bindings";
import { EmptyState, TimeText, VirtualTable } from "@/components";
import { useT } from "@/text";
import { OperationDialog } from "./operation-dialog";
import { OperationMark, useOperationColumns } from "./operation-columns";
import { useWaitReason } from "./words";

export function Waiting() {
  const t = useT();
  const columns = useOperationColumns();
  const reason = useWaitReason();
  const [opened, setOpened] = useState<OutboxRow | null>(null);
  return (
    <>
      <VirtualTable
        command="list_outbox"
        filter={{}}
        label={t("ui-sync-tab-waiting")}
        testId="outbox-list"
        rowTestId="outbox-row"
        rowKey={(row) => row.opId}
        rowData={(row) => ({ "data-state": row.state, "data-no": row.no })}
        onOpen={setOpened}
        empty={
          <EmptyState title={t("ui-sync-waiting-empty")} icon={<IconCircleCheck size={28} stroke={1.4} />}>
            {t("ui-sync-waiting-empty-why")}
          </EmptyState>
        }
        columns={[
          columns.no,
          { id: "when", header: t("ui-sync-when"), width: "132px", cell: (row) => <TimeText at={row.at} /> },
          columns.who,
          columns.change,
          columns.object,
          columns.fields,
          {
            id: "state",
            header: t("ui-state"),
            width: "minmax(220px, 1.7fr)",
            cell: (row) => (
              <span title={reason(row)}>
                <OperationMark state={row.state}>{reason(row)}</OperationMark>
              </span>
            ),
          },
        ]}
      />
      <OperationDialog row={opened} onClose={() => setOpened(null)} />
    </>
  );
}
