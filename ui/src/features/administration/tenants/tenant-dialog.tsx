//! The names, currency and zone of a tenant. Its code never changes: workstations are connected by it.

import { Select, Stack, TextInput } from "@mantine/core";
import type { TenantRow } from "@/bindings";
import { useAction } from "@/api";
import { useForm, useToast, ZonePicker } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { useT } from "@/text";

export function TenantDialog({ tenant, onClose }: { tenant: TenantRow | null; onClose: () => void }) {
  return tenant ? <TenantForm key={tenant.id} tenant={tenant} onClose={onClose} /> : null;
}

function TenantForm({ tenant, onClose }: { tenant: TenantRow; onClose: () => void }) {
  const t = useT();
  const toast = useToast();
  const { nameEn, nameAr, currency, timeZone } = tenant;
  const form = useForm({ nameEn, nameAr, currency, timeZone }, (values) => ({
    nameEn: values.nameEn.trim() ? undefined : t("ui-required"),
    nameAr: values.nameAr.trim() ? undefined : t("ui-required"),
  }));
  const save = useAction("update_tenant", {
    onDone: (saved) => {
      toast(t("ui-tenants-saved", { code: saved.code }));
      onClose();
    },
    onFailure: () => undefined,
  });
  const { values } = form;
  const name = (field: "nameEn" | "nameAr") => ({
    value: values[field],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => form.set(field, event.currentTarget.value),
    error: form.problems[field],
    dir: field === "nameAr" ? ("rtl" as const) : ("ltr" as const),
    "data-testid": `field-${field}`,
  });
  return (
    <FormDialog
      opened
      title={t("ui-tenants-edit", { code: tenant.code })}
      onClose={onClose}
      onSubmit={() => form.check() && save.mutate({ id: tenant.id, version: tenant.version, ...values, nameEn: values.nameEn.trim(), nameAr: values.nameAr.trim() })}
      submitLabel={t("ui-save")}
      submitTestId="tenant-save"
      isBusy={save.isPending}
      failure={save.error}
      testId="tenant-dialog"
    >
      <Stack gap="sm" mb="sm">
        <TextInput label={t("ui-tenants-name-en")} data-autofocus {...name("nameEn")} />
        <TextInput label={t("ui-tenants-name-ar")} {...name("nameAr")} />
        <Select
          label={t("ui-currency")}
          data={["SAR", "USD", "EUR"]}
          value={values.currency}
          onChange={(next) => next && form.set("currency", next)}
          data-testid="field-currency"
        />
        <ZonePicker label={t("ui-time-zone")} value={values.timeZone} onChange={(zone) => form.set("timeZone", zone)} testId="field-timeZone" />
      </Stack>
    </FormDialog>
  );
}
