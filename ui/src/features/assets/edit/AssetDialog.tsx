//! A new asset, or changes to one.

import { Select, SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAction, useCommand } from "@/api";
import type { Asset, AssetStatus, Criticality, Failure, Family } from "@/bindings";
import { AssetPicker, useForm, useToast, type Problems } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { links, navigate } from "@/router";
import { useName, useT } from "@/text";
import { CRITICALITIES, FAMILIES, STATUSES, kebab } from "@/components/closed-lists";
import { bothNames } from "./names";

interface Values {
  tagCode: string;
  nameEn: string;
  nameAr: string;
  siteId: string | null;
  parentId: string | null;
  family: Family | null;
  criticality: Criticality;
  status: AssetStatus;
  installedOn: string;
}

export function AssetDialog({ asset, siteId, onClose }: { asset?: Asset; siteId?: string | undefined; onClose: () => void }) {
  const t = useT();
  const name = useName();
  const toast = useToast();
  const sites = useCommand("list_sites", {});
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm<Values>(
    {
      tagCode: asset?.tagCode ?? "",
      nameEn: asset?.nameEn ?? "",
      nameAr: asset?.nameAr ?? "",
      siteId: asset?.siteId ?? siteId ?? null,
      parentId: asset?.parentId ?? null,
      family: asset?.family ?? null,
      criticality: asset?.criticality ?? "medium",
      status: asset?.status ?? "in_service",
      installedOn: asset?.installedOn ?? "",
    },
    (v) => {
      const problems: Problems<Values> = {};
      if (v.tagCode.trim() === "") problems.tagCode = t("assets-needed");
      if (v.nameEn.trim() === "" && v.nameAr.trim() === "") problems.nameEn = t("assets-name-needed");
      if (!(v.siteId ?? onlySite)) problems.siteId = t("assets-needed");
      if (!v.family) problems.family = t("assets-needed");
      if (v.installedOn !== "" && !/^\d{4}-\d{2}-\d{2}$/.test(v.installedOn)) problems.installedOn = t("assets-day-wrong");
      if (asset && v.parentId === asset.id) problems.parentId = t("assets-parent-self");
      return problems;
    },
  );
  const { values, problems, set } = form;
  // Where there is one site only, it is the one.
  const onlySite = sites.data?.length === 1 ? (sites.data[0]?.id ?? null) : null;
  const site = values.siteId ?? onlySite;
  const save = useAction("save_asset", {
    onDone: (saved) => {
      toast(t("assets-saved", { tag: saved.tagCode }));
      onClose();
      if (!asset) navigate(links.asset(saved.id));
    },
    onFailure: setFailure,
  });
  const submit = () => {
    setFailure(null);
    if (!form.check() || !site || !values.family) return;
    save.mutate({
      ...(asset ? { id: asset.id } : {}),
      siteId: site,
      ...(values.parentId ? { parentId: values.parentId } : {}),
      tagCode: values.tagCode.trim(),
      ...bothNames(values),
      family: values.family,
      criticality: values.criticality,
      status: values.status,
      ...(values.installedOn ? { installedOn: values.installedOn } : {}),
    });
  };
  return (
    <FormDialog
      opened
      size="lg"
      title={t(asset ? "assets-edit" : "assets-add")}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t("ui-save")}
      submitTestId="asset-save"
      isBusy={save.isPending}
      failure={failure}
    >
      <SimpleGrid cols={2} spacing="sm">
        <TextInput label={t("assets-field-tagCode")} description={t("assets-field-tagCode-help")} withAsterisk dir="ltr" value={values.tagCode} error={problems.tagCode} onChange={(e) => set("tagCode", e.currentTarget.value)} data-testid="field-tagCode" data-autofocus />
        <Select
          label={t("assets-field-site")}
          description={t("assets-field-site-help")}
          withAsterisk
          data={(sites.data ?? []).map((s) => ({ value: s.id, label: `${s.code} · ${name(s)}` }))}
          value={site}
          error={problems.siteId}
          onChange={(v) => {
            set("siteId", v);
            set("parentId", null);
          }}
          data-testid="field-site"
        />
        <TextInput label={t("assets-name-en")} dir="ltr" lang="en" value={values.nameEn} error={problems.nameEn} onChange={(e) => set("nameEn", e.currentTarget.value)} data-testid="field-nameEn" />
        <TextInput label={t("assets-name-ar")} dir="rtl" lang="ar" value={values.nameAr} error={problems.nameAr} onChange={(e) => set("nameAr", e.currentTarget.value)} data-testid="field-nameAr" />
        <Select label={t("assets-field-family")} withAsterisk searchable data={FAMILIES.map((v) => ({ value: v, label: t(`ui-family-${kebab(v)}`) }))} value={values.family} error={problems.family} onChange={(v) => set("family", v as Family)} data-testid="field-family" />
        <Select label={t("assets-field-criticality")} data={CRITICALITIES.map((v) => ({ value: v, label: t(`ui-criticality-${v}`) }))} value={values.criticality} onChange={(v) => v && set("criticality", v as Criticality)} data-testid="field-criticality" />
        <AssetPicker label={t("assets-field-parent")} placeholder={t("assets-field-parent-none")} clearable {...(site ? { siteId: site } : {})} value={values.parentId} error={problems.parentId} onChange={(id) => set("parentId", id)} testId="field-parent" />
        <Select label={t("assets-field-status")} data={STATUSES.map((v) => ({ value: v, label: t(`ui-asset-status-${kebab(v)}`) }))} value={values.status} onChange={(v) => v && set("status", v as AssetStatus)} data-testid="field-status" />
        <TextInput type="date" dir="ltr" label={t("assets-field-installedOn")} value={values.installedOn} error={problems.installedOn} onChange={(e) => set("installedOn", e.currentTarget.value)} data-testid="field-installedOn" />
      </SimpleGrid>
    </FormDialog>
  );
}
