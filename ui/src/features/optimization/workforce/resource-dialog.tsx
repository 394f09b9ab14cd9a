//! A skill, a tool or a part: its code and names, and of a skill the equipment that asks for it where nobody said otherwise.

import { Button, MultiSelect, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useAction } from "@/api";
import type { Family, Resource, ResourceKind } from "@/bindings";
import { useForm } from "@/components";
import { FAMILIES, kebab } from "@/components/closed-lists";
import { FormDialog } from "@/components/form-dialog";
import { useName, useT } from "@/text";

const kinds: ResourceKind[] = ["skill", "tool", "part"];

export function ResourceDialog({ resource, onClose }: { resource: Resource | "new" | null; onClose: () => void }) {
  return resource ? <Form key={resource === "new" ? "new" : resource.id} resource={resource === "new" ? null : resource} onClose={onClose} /> : null;
}

function Form({ resource, onClose }: { resource: Resource | null; onClose: () => void }) {
  const t = useT();
  const name = useName();
  const form = useForm(
    { kind: resource?.kind ?? ("skill" as ResourceKind), code: resource?.code ?? "", nameEn: resource?.nameEn ?? "", nameAr: resource?.nameAr ?? "", families: resource?.families ?? ([] as Family[]) },
    (values) => ({
      code: values.code.trim() ? undefined : t("ui-required"),
      nameEn: values.nameEn.trim() || values.nameAr.trim() ? undefined : t("ui-required"),
    }),
  );
  const { values, problems, set } = form;
  const save = useAction("save_resource", { onDone: onClose, onFailure: () => undefined });
  const remove = useAction("delete_resource", { onDone: onClose, onFailure: () => undefined });
  const submit = () => {
    if (!form.check()) return;
    const { kind, code, nameEn, nameAr, families } = values;
    save.mutate({
      ...(resource ? { id: resource.id, version: resource.version } : {}),
      kind,
      code: code.trim(),
      nameEn: nameEn.trim(),
      nameAr: nameAr.trim(),
      families: kind === "skill" ? families : [],
    });
  };
  return (
    <FormDialog
      opened
      title={resource ? name(resource) : t("ui-workforce-add-resources")}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t("ui-save")}
      submitTestId="resource-save"
      isBusy={save.isPending}
      failure={save.error ?? remove.error}
      aside={
        resource ? (
          <Button variant="subtle" color="alarm" loading={remove.isPending} onClick={() => remove.mutate({ id: resource.id })} data-testid="resource-delete">
            {t("ui-delete")}
          </Button>
        ) : null
      }
    >
      <Stack gap="sm">
        <NativeSelect
          label={t("ui-workforce-kind")}
          disabled={resource !== null}
          value={values.kind}
          onChange={(event) => set("kind", kinds.find((kind) => kind === event.currentTarget.value) ?? values.kind)}
          data={kinds.map((kind) => ({ value: kind, label: t(`ui-workforce-kind-${kind}`) }))}
          data-testid="field-kind"
        />
        <TextInput label={t("ui-workforce-short")} dir="ltr" value={values.code} error={problems.code} onChange={(event) => set("code", event.currentTarget.value)} data-autofocus data-testid="field-code" />
        <TextInput label={t("ui-workforce-name-en")} dir="ltr" value={values.nameEn} error={problems.nameEn} onChange={(event) => set("nameEn", event.currentTarget.value)} data-testid="field-nameEn" />
        <TextInput label={t("ui-workforce-name-ar")} dir="rtl" value={values.nameAr} onChange={(event) => set("nameAr", event.currentTarget.value)} data-testid="field-nameAr" />
        {values.kind === "skill" ? (
          <MultiSelect
            label={t("ui-workforce-families")}
            description={t("ui-workforce-families-why")}
            data={FAMILIES.map((family) => ({ value: family, label: t(`ui-family-${kebab(family)}`) }))}
            value={values.families}
            onChange={(families) => set("families", FAMILIES.filter((family) => families.includes(family)))}
            data-testid="field-families"
          />
        ) : null}
      </Stack>
    </FormDialog>
  );
}
