//! A name for a scenario, by which people find and compare it.

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useAction } from "@/api";
import type { RunRow } from "@/bindings";
import { FormDialog } from "@/components/form-dialog";
import { useT } from "@/text";

export function RenameDialog({ row, onClose }: { row: RunRow | null; onClose: () => void }) {
  return row ? <Form key={row.run.id} row={row} onClose={onClose} /> : null;
}

function Form({ row, onClose }: { row: RunRow; onClose: () => void }) {
  const t = useT();
  const [name, setName] = useState(row.run.name);
  const save = useAction("save_run", { onDone: onClose, onFailure: () => undefined });
  return (
    <FormDialog
      opened
      title={t("ui-run-rename")}
      onClose={onClose}
      onSubmit={() => save.mutate({ id: row.run.id, name: name.trim(), isLocked: row.run.isLocked })}
      submitLabel={t("ui-save")}
      submitTestId="run-name-save"
      isBusy={save.isPending}
      failure={save.error}
    >
      <TextInput label={t("ui-run-name")} description={t("ui-run-name-why")} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus data-testid="run-name" />
    </FormDialog>
  );
}
