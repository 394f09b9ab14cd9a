//! A job that no shift holds, into parts that follow one another.

import { Button, Switch, TextInput } from "@mantine/core";
import { IconArrowsSplit } from "@tabler/icons-react";
import { useState } from "react";
import { useAction } from "@/api";
import type { WorkOrderRow } from "@/bindings";
import { useToast } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { parseNumber, useT } from "@/text";

export function SplitButton({ row }: { row: WorkOrderRow }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const { status, estimatedHours } = row.order;
  if ((status !== "open" && status !== "assigned") || estimatedHours === null) return null;
  return (
    <>
      <Button variant="subtle" size="compact-sm" leftSection={<IconArrowsSplit size={14} />} onClick={() => setAsking(true)} data-testid="work-order-split">
        {t("ui-order-split")}
      </Button>
      {asking ? <SplitDialog row={row} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function SplitDialog({ row, onClose }: { row: WorkOrderRow; onClose: () => void }) {
  const t = useT();
  const toast = useToast();
  const [text, setText] = useState("2");
  const [sameEngineer, setSameEngineer] = useState(true);
  const parts = parseNumber(text);
  const isParts = parts !== null && Number.isInteger(parts) && parts >= 2 && parts <= 20;
  const split = useAction("split_work_order", {
    onDone: (rows) => {
      toast(t("ui-order-split-done", { count: rows.length }));
      onClose();
    },
    onFailure: () => undefined,
  });
  return (
    <FormDialog
      opened
      title={t("ui-order-split-title")}
      onClose={onClose}
      onSubmit={() => {
        if (isParts) split.mutate({ id: row.order.id, version: row.order.version, parts, sameEngineer });
      }}
      submitLabel={t("ui-order-split")}
      submitTestId="work-order-split-ok"
      isBusy={split.isPending}
      isBlocked={!isParts}
      failure={split.error}
    >
      <p>{t("ui-order-split-why")}</p>
      <TextInput
        label={t("ui-order-split-parts")}
        value={text}
        inputMode="numeric"
        dir="ltr"
        error={isParts ? undefined : t("ui-order-split-wrong")}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
        data-testid="work-order-split-parts"
      />
      <Switch
        mt="sm"
        label={t("ui-order-split-same")}
        description={t("ui-order-split-same-why")}
        checked={sameEngineer}
        onChange={(event) => setSameEngineer(event.currentTarget.checked)}
        data-testid="work-order-split-same"
      />
    </FormDialog>
  );
}
