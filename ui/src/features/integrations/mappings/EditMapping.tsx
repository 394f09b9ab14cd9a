//! Changing one mapping, with what its tag says now and what that becomes with the change.

import { NumberInput, Select, SimpleGrid, Switch, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useAction, useCommand } from "@/api";
import type { Failure, MappingRow, PreviewRequest } from "@/bindings";
import { UnitPicker, useForm, useToast, type Problems } from "@/components";
import { ExternalTag } from "@/components/external-tag";
import { FormDialog } from "@/components/form-dialog";
import { useFormat, useT } from "@/text";
import { canPreview, numberProblems, plainDecimal, toPreviewRequest } from "../mapping/draft";
import { Preview } from "../mapping/Preview";
import classes from "./mappings.module.css";

interface Values {
  metricId: string;
  sourceUnit: string;
  scale: string;
  offset: string;
  isActive: boolean;
  samplingIntervalMs: number | string;
  deadband: number | string;
}

export function EditMapping({ row, onClose }: { row: MappingRow; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const { mapping } = row;
  const [failure, setFailure] = useState<Failure | null>(null);
  const asset = useCommand("get_asset", { id: row.assetId });
  const metrics = asset.data?.metrics.map((m) => m.metric) ?? [];
  const form = useForm<Values>(
    {
      metricId: mapping.metricId,
      sourceUnit: mapping.sourceUnit,
      scale: mapping.scale,
      offset: mapping.offset,
      isActive: mapping.isActive,
      samplingIntervalMs: mapping.samplingIntervalMs ?? "",
      deadband: mapping.deadband ?? "",
    },
    (v) => {
      const problems: Problems<Values> = {};
      const found = numberProblems(v);
      if (found.scale) problems.scale = t(found.scale);
      if (found.offset) problems.offset = t(found.offset);
      return problems;
    },
  );
  const { values, problems, set } = form;
  const metric = metrics.find((m) => m.id === values.metricId);
  const metricUnit: string = metric === undefined ? row.metricUnit : metric.unit;
  const { scale, offset, sourceUnit } = values;
  const { externalTag } = mapping;
  // As text, so that only what was typed starts the wait anew.
  const [wanted] = useDebouncedValue(JSON.stringify(toPreviewRequest({ externalTag, scale, offset, sourceUnit, metricUnit })), 300);
  const requests = [JSON.parse(wanted) as PreviewRequest];
  const preview = useCommand("preview_mappings", { integrationId: mapping.integrationId, requests }, { enabled: canPreview({ scale, offset }), keepPrevious: true, everyMilliseconds: 2_000 });
  const update = useAction("update_mapping", {
    onDone: () => {
      toast(t("mappings-saved"));
      onClose();
    },
    onFailure: setFailure,
  });
  const submit = () => {
    setFailure(null);
    if (!form.check()) return;
    update.mutate({
      id: mapping.id,
      metricId: values.metricId,
      sourceUnit: values.sourceUnit,
      scale: plainDecimal(values.scale),
      offset: plainDecimal(values.offset),
      isActive: values.isActive,
      ...(typeof values.samplingIntervalMs === "number" ? { samplingIntervalMs: values.samplingIntervalMs } : {}),
      ...(typeof values.deadband === "number" ? { deadband: values.deadband } : {}),
    });
  };
  return (
    <FormDialog
      opened
      size="lg"
      testId="mapping-edit"
      title={t("mappings-edit")}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t("ui-save")}
      submitTestId="mapping-edit-save"
      isBusy={update.isPending}
      failure={failure}
      aside={<Switch label={t("mappings-active")} checked={values.isActive} onChange={(e) => set("isActive", e.currentTarget.checked)} data-testid="field-isActive" />}
    >
      <p className={classes.about}>
        <ExternalTag tag={mapping.externalTag} /> <span className={classes.dim}>{row.integrationName}</span>
      </p>
      <div className={classes.previewBox}>
        <span className={classes.dim}>{t("mappings-preview")}</span>
        <Preview preview={canPreview({ scale, offset }) ? preview.data?.previews[0] : null} unit={metricUnit} testId="mapping-edit-preview" />
      </div>
      <SimpleGrid cols={2} spacing="sm">
        <TextInput label={t("mappings-asset")} dir="ltr" value={row.assetTag} readOnly />
        <Select
          label={t("mappings-metric")}
          data={(metrics.length > 0 ? metrics : [{ id: mapping.metricId, name: row.metricName }]).map((m) => ({ value: m.id, label: m.name }))}
          value={values.metricId}
          onChange={(v) => v && set("metricId", v)}
          data-testid="field-metric"
        />
        <UnitPicker label={t("mappings-source-unit")} value={values.sourceUnit} onChange={(v) => v && set("sourceUnit", v)} testId="field-sourceUnit" />
        <TextInput label={t("mappings-metric-unit")} description={null} dir="ltr" value={format.unit(metricUnit) || "–"} readOnly />
        <TextInput label={t("mappings-scale")} dir="ltr" inputMode="decimal" value={values.scale} error={problems.scale} onChange={(e) => set("scale", e.currentTarget.value)} data-testid="field-scale" />
        <TextInput label={t("mappings-offset")} dir="ltr" inputMode="decimal" value={values.offset} error={problems.offset} onChange={(e) => set("offset", e.currentTarget.value)} data-testid="field-offset" />
        <NumberInput label={t("mappings-sampling")} description={t("mappings-sampling-help")} dir="ltr" min={50} max={60_000} value={values.samplingIntervalMs} onChange={(v) => set("samplingIntervalMs", v)} data-testid="field-samplingIntervalMs" />
        <NumberInput label={t("mappings-deadband")} description={t("mappings-deadband-help")} dir="ltr" min={0} value={values.deadband} onChange={(v) => set("deadband", v)} data-testid="field-deadband" />
      </SimpleGrid>
    </FormDialog>
  );
}
