//! A metric of an asset: its name, unit and limits. Limits rise from LL to HH; an empty field is no limit.

import { SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAction } from "@/api";
import type { AssetId, Failure, Limits, Metric } from "@/bindings";
import { UnitPicker, useForm, useToast, type Problems } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { parseNumber, useFormat, useT } from "@/text";

const LIMITS = ["highHigh", "high", "low", "lowLow"] as const;
const TIMES = ["deadband", "onDelaySeconds", "offDelaySeconds"] as const;
type LimitField = (typeof LIMITS)[number] | (typeof TIMES)[number];
type Values = Record<LimitField, string> & { name: string; unit: string | null };

export function MetricDialog({ assetId, metric, onClose }: { assetId: AssetId; metric: Metric | null; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const [failure, setFailure] = useState<Failure | null>(null);
  const text = (field: LimitField) => metric?.limits[field]?.toString() ?? "";
  const initial: Values = {
    name: metric?.name ?? "",
    unit: metric?.unit ?? null,
    highHigh: text("highHigh"),
    high: text("high"),
    low: text("low"),
    lowLow: text("lowLow"),
    deadband: text("deadband"),
    onDelaySeconds: text("onDelaySeconds"),
    offDelaySeconds: text("offDelaySeconds"),
  };
  const form = useForm<Values>(initial, (v) => check(v, t));
  const { values, problems, set } = form;
  const save = useAction("save_metric", {
    onDone: (saved) => {
      toast(t("assets-metric-saved", { name: saved.name }));
      onClose();
    },
    onFailure: setFailure,
  });
  const submit = () => {
    setFailure(null);
    if (!form.check() || !values.unit) return;
    const limits = Object.fromEntries([...LIMITS, ...TIMES].map((f) => [f, parseNumber(values[f])])) as unknown as Limits;
    save.mutate({ ...(metric ? { id: metric.id } : {}), assetId, name: values.name.trim(), unit: values.unit, limits });
  };
  const symbol = values.unit ? format.unit(values.unit) : "";
  const input = (field: LimitField, unit: string) => (
    <TextInput
      key={field}
      label={t(`assets-limit-field-${field}`)}
      dir="ltr"
      inputMode="decimal"
      value={values[field]}
      error={problems[field]}
      onChange={(e) => set(field, e.currentTarget.value)}
      rightSection={<span style={{ color: "var(--ink-3)", fontSize: "0.75rem", paddingInlineEnd: 8 }}>{unit}</span>}
      rightSectionWidth={unit ? 52 : 0}
      data-testid={`field-${field}`}
    />
  );
  return (
    <FormDialog
      opened
      size="lg"
      title={metric ? t("assets-metric-edit", { name: metric.name }) : t("assets-metric-add")}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t("ui-save")}
      submitTestId="metric-save"
      isBusy={save.isPending}
      failure={failure}
    >
      <SimpleGrid cols={2} spacing="sm" mb="sm">
        <TextInput label={t("assets-metric-name")} description={t("assets-metric-name-help")} withAsterisk dir="ltr" value={values.name} error={problems.name} onChange={(e) => set("name", e.currentTarget.value)} data-testid="field-metricName" data-autofocus />
        <UnitPicker label={t("assets-metric-unit")} description={t("assets-metric-unit-help")} withAsterisk value={values.unit} error={problems.unit} onChange={(unit) => set("unit", unit)} testId="field-metricUnit" />
      </SimpleGrid>
      <SimpleGrid cols={4} spacing="sm" mb="sm">
        {LIMITS.map((field) => input(field, symbol))}
      </SimpleGrid>
      <SimpleGrid cols={3} spacing="sm">
        {input("deadband", symbol)}
        {input("onDelaySeconds", "s")}
        {input("offDelaySeconds", "s")}
      </SimpleGrid>
    </FormDialog>
  );
}

function check(v: Values, t: (id: string) => string): Problems<Values> {
  const problems: Problems<Values> = {};
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(v.name.trim())) problems.name = t("assets-metric-name-wrong");
  if (!v.unit) problems.unit = t("assets-needed");
  for (const field of [...LIMITS, ...TIMES]) {
    if (v[field].trim() !== "" && parseNumber(v[field]) === null) problems[field] = t("assets-number-wrong");
  }
  for (const field of TIMES) if ((parseNumber(v[field]) ?? 0) < 0) problems[field] = t("assets-not-negative");
  // Those that are given must fall from HH to LL.
  let above = Infinity;
  for (const field of LIMITS) {
    const value = parseNumber(v[field]);
    if (value === null) continue;
    if (value >= above) problems[field] ??= t("assets-limits-order");
    above = value;
  }
  return problems;
}
