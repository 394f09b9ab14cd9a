//! A new site, or changes to one. Its time zone is the one that its assets' trends and times are shown in.

import { Button, SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAction, useWorkspace } from "@/api";
import type { Failure, Site } from "@/bindings";
import { useConfirm, useForm, useToast, ZonePicker, type Problems } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { parseNumber, useT } from "@/text";
import { bothNames } from "./names";

export function SiteDialog({ site, onClose, onDeleted }: { site?: Site; onClose: () => void; onDeleted?: () => void }) {
  const t = useT();
  const toast = useToast();
  const { timeZone } = useWorkspace();
  const [failure, setFailure] = useState<Failure | null>(null);
  const initial = {
    code: site?.code ?? "",
    nameEn: site?.nameEn ?? "",
    nameAr: site?.nameAr ?? "",
    timeZone: site?.timeZone ?? timeZone,
    latitude: site?.latitude?.toString() ?? "",
    longitude: site?.longitude?.toString() ?? "",
  };
  const form = useForm(initial, (v) => {
    const problems: Problems<typeof initial> = {};
    if (v.code.trim() === "") problems.code = t("assets-needed");
    if (v.nameEn.trim() === "" && v.nameAr.trim() === "") problems.nameEn = t("assets-name-needed");
    for (const [field, most] of [["latitude", 90], ["longitude", 180]] as const) {
      const number = parseNumber(v[field]);
      if (v[field].trim() !== "" && (number === null || Math.abs(number) > most)) problems[field] = t("assets-degrees-wrong", { most });
    }
    if ((v.latitude.trim() === "") !== (v.longitude.trim() === "")) problems.longitude ??= t("assets-degrees-both");
    return problems;
  });
  const save = useAction("save_site", {
    onDone: (saved) => {
      toast(t("assets-site-saved", { code: saved.code }));
      onClose();
    },
    onFailure: setFailure,
  });
  const confirm = useConfirm();
  const remove = useAction("delete_site", {
    onDone: () => {
      toast(t("assets-site-deleted", { code: initial.code }));
      onDeleted?.();
      onClose();
    },
    onFailure: setFailure,
  });
  const askDelete = async () => {
    if (!site) return;
    const yes = await confirm({ title: t("assets-site-delete-title", { code: site.code }), effect: t("assets-site-delete-effect"), confirm: t("assets-site-delete"), destroys: true });
    if (yes) remove.mutate({ id: site.id });
  };
  const { values, problems, set } = form;
  const submit = () => {
    setFailure(null);
    if (!form.check()) return;
    const [latitude, longitude] = [parseNumber(values.latitude), parseNumber(values.longitude)];
    save.mutate({
      ...(site ? { id: site.id } : {}),
      code: values.code.trim(),
      ...bothNames(values),
      timeZone: values.timeZone,
      ...(latitude === null ? {} : { latitude }),
      ...(longitude === null ? {} : { longitude }),
    });
  };
  return (
    <FormDialog
      opened
      title={t(site ? "assets-site-edit" : "assets-site-add")}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t("ui-save")}
      submitTestId="site-save"
      isBusy={save.isPending}
      failure={failure}
      aside={
        site ? (
          <Button variant="subtle" color="alarm" loading={remove.isPending} onClick={() => void askDelete()} data-testid="site-delete">
            {t("assets-site-delete")}
          </Button>
        ) : null
      }
    >
      <SimpleGrid cols={2} spacing="sm">
        <TextInput label={t("assets-site-code")} description={t("assets-site-code-help")} withAsterisk dir="ltr" value={values.code} error={problems.code} onChange={(e) => set("code", e.currentTarget.value)} data-testid="field-siteCode" data-autofocus />
        <ZonePicker label={t("assets-site-zone")} description={t("assets-site-zone-help")} value={values.timeZone} onChange={(zone) => set("timeZone", zone)} testId="field-timeZone" />
        <TextInput label={t("assets-name-en")} dir="ltr" lang="en" value={values.nameEn} error={problems.nameEn} onChange={(e) => set("nameEn", e.currentTarget.value)} data-testid="field-nameEn" />
        <TextInput label={t("assets-name-ar")} dir="rtl" lang="ar" value={values.nameAr} error={problems.nameAr} onChange={(e) => set("nameAr", e.currentTarget.value)} data-testid="field-nameAr" />
        <TextInput label={t("assets-latitude")} dir="ltr" value={values.latitude} error={problems.latitude} onChange={(e) => set("latitude", e.currentTarget.value)} data-testid="field-latitude" />
        <TextInput label={t("assets-longitude")} dir="ltr" value={values.longitude} error={problems.longitude} onChange={(e) => set("longitude", e.currentTarget.value)} data-testid="field-longitude" />
      </SimpleGrid>
    </FormDialog>
  );
}
