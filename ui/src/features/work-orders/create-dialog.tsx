//! A new work order: the asset is found by tag or name, the rest may follow later.

import { Button, Group, Modal, Stack } from "@mantine/core";
import type { FormEvent } from "react";
import type { AssetId } from "@/bindings";
import { useAction } from "@/api";
import { AssetPicker, FailureNotice, useForm } from "@/components";
import { links, navigate } from "@/router";
import { useT } from "@/text";
import { checkOrder, OrderFields, orderRequest, type OrderValues } from "./order-fields";

export function CreateDialog({ opened, onClose, assetId }: { opened: boolean; onClose: () => void; assetId: AssetId | null }) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t("ui-order-create")} size="lg" closeButtonProps={{ "aria-label": t("ui-close") }}>
      {opened ? <CreateForm onClose={onClose} assetId={assetId} /> : null}
    </Modal>
  );
}

type Values = OrderValues & { assetId: AssetId | null };

function CreateForm({ onClose, assetId }: { onClose: () => void; assetId: AssetId | null }) {
  const t = useT();
  const form = useForm<Values>(
    { assetId, titleEn: "", titleAr: "", description: "", type: "corrective", priority: "medium", assigneeId: null, estimatedHours: null, dueOn: "" },
    (values) => ({ ...checkOrder(values, t), assetId: values.assetId ? undefined : t("ui-required") }),
  );
  const create = useAction("create_work_order", {
    onDone: (row) => {
      onClose();
      navigate(links.workOrder(row.order.id));
    },
    onFailure: () => undefined,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.check() && form.values.assetId) create.mutate({ assetId: form.values.assetId, ...orderRequest(form.values) });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {create.error ? <FailureNotice failure={create.error} /> : null}
        <AssetPicker
          label={t("ui-asset")}
          value={form.values.assetId}
          onChange={(id) => form.set("assetId", id)}
          error={form.problems.assetId}
          testId="field-asset"
          data-autofocus
        />
        <OrderFields form={form} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("ui-cancel")}
          </Button>
          <Button type="submit" loading={create.isPending} data-testid="work-order-save">
            {t("ui-order-create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
