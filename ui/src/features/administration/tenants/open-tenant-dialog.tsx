//! Stepping into somebody else's tenant: what it means, and why, in the words that the tenant's action log will keep.

import { Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { TenantRow } from "@/bindings";
import { useAction } from "@/api";
import { FormDialog } from "@/components/form-dialog";
import { useFormat, useName, useT } from "@/text";

const LEAST = 8;
const MOST = 500;

export function OpenTenantDialog({ tenant, onClose }: { tenant: TenantRow | null; onClose: () => void }) {
  return tenant ? <Reason key={tenant.id} tenant={tenant} onClose={onClose} /> : null;
}

function Reason({ tenant, onClose }: { tenant: TenantRow; onClose: () => void }) {
  const t = useT();
  const name = useName();
  const format = useFormat();
  const [reason, setReason] = useState("");
  const length = [...reason.trim()].length;
  const open = useAction("open_tenant", { onDone: onClose, onFailure: () => undefined });
  return (
    <FormDialog
      opened
      title={t("ui-tenants-open-title", { name: name(tenant) })}
      onClose={onClose}
      onSubmit={() => length >= LEAST && length <= MOST && open.mutate({ id: tenant.id, reason: reason.trim().replace(/\s+/g, " ") })}
      submitLabel={t("ui-tenants-open")}
      submitTestId="tenant-open-submit"
      isBusy={open.isPending}
      isBlocked={length < LEAST || length > MOST}
      failure={open.error}
      testId="tenant-open-dialog"
    >
      <Stack gap="sm">
        <Text size="sm">{t("ui-tenants-open-effect")}</Text>
        <Textarea
          label={t("ui-tenants-reason")}
          description={t("ui-tenants-reason-rule", { least: LEAST, most: format.integer(MOST), length: format.integer(length) })}
          inputWrapperOrder={["label", "input", "description", "error"]}
          minRows={3}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={length > MOST ? t("ui-tenants-reason-long") : undefined}
          data-testid="tenant-reason"
        />
      </Stack>
    </FormDialog>
  );
}
