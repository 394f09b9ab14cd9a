//! Editing an order by its version. Where someone was faster both versions are shown, and the person decides; nothing is overwritten unseen.

import { Button, Group, Stack } from "@mantine/core";
import type { FormEvent } from "react";
import type { WorkOrderRow } from "@/bindings";
import { useAction } from "@/api";
import { FailureNotice, useForm } from "@/components";
import { useT } from "@/text";
import { checkOrder, OrderFields, orderRequest, type OrderValues } from "./order-fields";
import { VersionConflict } from "./version-conflict";

export function valuesOf({ order }: WorkOrderRow): OrderValues {
  return {
    titleEn: order.titleEn,
    titleAr: order.titleAr,
    description: order.description,
    type: order.type,
    priority: order.priority,
    assigneeId: order.assigneeId,
    estimatedHours: order.estimatedHours,
    dueOn: order.dueOn ?? "",
  };
}

export function EditForm({ row, onClose }: { row: WorkOrderRow; onClose: () => void }) {
  const t = useT();
  // `seen` is what the person began from; `row` moves on when others change the order.
  const form = useForm<OrderValues & { seen: number }>({ ...valuesOf(row), seen: row.order.version }, (values) => checkOrder(values, t));
  const update = useAction("update_work_order", { onDone: onClose, onFailure: () => undefined });
  const isOutdated = row.order.version !== form.values.seen;
  const save = (version: number) => {
    if (form.check()) update.mutate({ id: row.order.id, version, ...orderRequest(form.values) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(form.values.seen);
  };
  return (
    <form onSubmit={submit} noValidate data-testid="work-order-edit-form">
      <Stack gap="sm">
        {update.error && update.error.code !== "conflict" ? <FailureNotice failure={update.error} /> : null}
        {isOutdated ? (
          <VersionConflict
            mine={form.values}
            theirs={valuesOf(row)}
            busy={update.isPending}
            onTakeTheirs={() => {
              update.reset();
              form.reset({ ...valuesOf(row), seen: row.order.version });
            }}
            onKeepMine={() => save(row.order.version)}
          />
        ) : update.error?.code === "conflict" ? (
          <FailureNotice failure={update.error} />
        ) : null}
        <OrderFields form={form} owner={row.mark?.isOwned ? row.mark.system : null} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("ui-cancel")}
          </Button>
          <Button type="submit" loading={update.isPending} disabled={isOutdated || !form.isChanged} data-testid="work-order-save">
            {t("ui-save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
