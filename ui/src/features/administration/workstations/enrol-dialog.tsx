//! Before a workstation is enrolled its key is compared, because it will open the tenant's secrets.

import { Checkbox, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import type { WorkstationRow } from "@/bindings";
import { useAction } from "@/api";
import { CopyText, useToast } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { useFormat, useT } from "@/text";

export function EnrolDialog({ workstation, onClose }: { workstation: WorkstationRow | null; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const [compared, setCompared] = useState(false);
  const enrol = useAction("enrol_workstation", {
    onDone: ({ sealed, notOpened }) => {
      const done = t("ui-workstations-enrolled-done", { count: sealed, shown: format.integer(sealed) });
      toast(notOpened > 0 ? `${done} ${t("ui-workstations-enrolled-others", { others: format.integer(notOpened) })}` : done);
      onClose();
    },
    onFailure: () => undefined,
  });
  const { reset } = enrol;
  useEffect(() => {
    setCompared(false);
    reset();
  }, [workstation, reset]);
  return (
    <FormDialog
      opened={workstation !== null}
      title={workstation ? t("ui-workstations-enrol-title", { name: workstation.name }) : ""}
      onClose={onClose}
      onSubmit={() => workstation && compared && enrol.mutate({ id: workstation.id })}
      submitLabel={t("ui-workstations-enrol")}
      submitTestId="enrol-submit"
      isBusy={enrol.isPending}
      isBlocked={!compared}
      failure={enrol.error}
      testId="enrol-dialog"
    >
      {workstation ? (
        <Stack gap="sm">
          <Text size="sm">{t("ui-workstations-enrol-effect")}</Text>
          <CopyText text={workstation.keyFingerprint} testId="enrol-fingerprint" />
          <Text size="sm">{t("ui-workstations-enrol-where")}</Text>
          <Checkbox checked={compared} onChange={(event) => setCompared(event.currentTarget.checked)} label={t("ui-workstations-compared")} data-testid="enrol-compared" />
        </Stack>
      ) : null}
    </FormDialog>
  );
}
