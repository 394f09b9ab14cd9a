//! The moves that the core allows from here (`next`), each as a button that names it. What moved meanwhile is a conflict, not a surprise.

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import type { PersonId, WorkOrderRow, WorkOrderStatus } from "@/bindings";
import { useAction, useCan } from "@/api";
import { FailureNotice, PersonPicker, useConfirm } from "@/components";
import { useT } from "@/text";

const testIds: Record<WorkOrderStatus, string> = {
  open: "work-order-reopen",
  assigned: "work-order-assign",
  in_progress: "work-order-start",
  done: "work-order-finish",
  cancelled: "work-order-cancel",
};

/** Forward moves first; giving up is last. */
const order: WorkOrderStatus[] = ["done", "in_progress", "assigned", "open", "cancelled"];

export function StatusMoves({ row }: { row: WorkOrderRow }) {
  const t = useT();
  const may = useCan("manage_work_orders");
  const confirm = useConfirm();
  const move = useAction("move_work_order");
  const [isAssigning, setAssigning] = useState(false);
  if (!may) return null;

  const go = (to: WorkOrderStatus) => move.mutate({ id: row.order.id, from: row.order.status, to });
  const choose = async (to: WorkOrderStatus) => {
    if (to === "assigned" && row.order.status === "open") return setAssigning(true);
    if (to !== "cancelled") return go(to);
    const yes = await confirm({
      title: t("ui-order-cancel-title"),
      effect: t("ui-order-cancel-effect", { number: row.order.number }),
      confirm: t("ui-order-move-to-cancelled"),
      destroys: true,
    });
    if (yes) go(to);
  };
  const next = order.filter((status) => row.next.includes(status));
  return (
    <>
      {next.map((to, index) => (
        <Button
          key={to}
          variant={to === "cancelled" ? "subtle" : index === 0 ? "filled" : "default"}
          color={to === "cancelled" ? "gray" : undefined}
          loading={move.isPending && move.variables?.to === to}
          onClick={() => void choose(to)}
          data-testid={testIds[to]}
        >
          {t(to === "assigned" && row.order.status === "in_progress" ? "ui-order-move-pause" : `ui-order-move-to-${to.replaceAll("_", "-")}`)}
        </Button>
      ))}
      <AssignDialog row={row} opened={isAssigning} onClose={() => setAssigning(false)} />
    </>
  );
}

/** Assigning says to whom: the assignee is stored, and the order with it. */
function AssignDialog({ row, opened, onClose }: { row: WorkOrderRow; opened: boolean; onClose: () => void }) {
  const t = useT();
  const { order } = row;
  const [assignee, setAssignee] = useState<PersonId | null>(order.assigneeId);
  const move = useAction("move_work_order", { onDone: onClose, onFailure: () => undefined });
  const update = useAction("update_work_order", {
    // The core itself moves an open order that gets an assignee.
    onDone: (saved) => (saved.order.status === "assigned" ? onClose() : move.mutate({ id: order.id, from: saved.order.status, to: "assigned" })),
    onFailure: () => undefined,
  });
  const failure = update.error ?? move.error;
  const assign = () => {
    if (!assignee) return;
    if (assignee === order.assigneeId) return move.mutate({ id: order.id, from: order.status, to: "assigned" });
    update.mutate({
      id: order.id,
      version: order.version,
      titleEn: order.titleEn,
      titleAr: order.titleAr,
      description: order.description,
      type: order.type,
      priority: order.priority,
      assigneeId: assignee,
      ...(order.estimatedHours === null ? {} : { estimatedHours: order.estimatedHours }),
      ...(order.dueOn ? { dueOn: order.dueOn } : {}),
    });
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t("ui-order-assign-title")} closeButtonProps={{ "aria-label": t("ui-close") }}>
      <Stack gap="sm">
        {failure ? <FailureNotice failure={failure} /> : null}
        <PersonPicker label={t("ui-order-assignee")} value={assignee} onChange={setAssignee} testId="assign-person" data-autofocus />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-testid="confirm-cancel">
            {t("ui-cancel")}
          </Button>
          <Button disabled={!assignee} loading={update.isPending || move.isPending} onClick={assign} data-testid="confirm-ok">
            {t("ui-order-move-to-assigned")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
