//! A failure or a maintenance of an asset, recorded or changed; times on the wall clock of the site.

import { NumberInput, SegmentedControl, Select, SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAction } from "@/api";
import type { Asset, AssetEventRow, Failure, FailureMode, MaintenanceWork } from "@/bindings";
import { useForm, useToast, type Problems } from "@/components";
import { kebab } from "@/components/closed-lists";
import { FormDialog } from "@/components/form-dialog";
import { fromWallClock, toWallClock, useFormat, useT } from "@/text";

const MODES: FailureMode[] = [
  "BRD", "VIB", "OHE", "ELP", "ELU", "INL", "FTS", "STP", "UST", "HIO", "LOO", "ERO", "NOI", "PLU", "PDE", "AIR", "STD", "SER", "OTH", "UNK",
];
const WORKS: MaintenanceWork[] = ["installation", "replacement", "overhaul", "minor_repair", "inspection"];

interface Values {
  kind: "failure" | "maintenance";
  mode: FailureMode;
  work: MaintenanceWork;
  at: string;
  downtimeHours: number | string;
  cost: number | string;
  note: string;
}

export function EventDialog({ asset, zone: siteZone, row, onClose }: { asset: Asset; zone: string; row: AssetEventRow | null; onClose: () => void }) {
  const t = useT();
  const toast = useToast();
  const zone = useFormat().zone(siteZone);
  const [failure, setFailure] = useState<Failure | null>(null);
  const known = row?.event;
  const form = useForm<Values>(
    {
      kind: known?.kind ?? "failure",
      mode: known?.kind === "failure" ? known.mode : "BRD",
      work: known?.kind === "maintenance" ? known.work : "replacement",
      at: toWallClock(known ? Date.parse(known.at) : Math.floor(Date.now() / 60_000) * 60_000, zone),
      downtimeHours: known?.downtimeHours ?? "",
      cost: known?.cost ? Number(known.cost) : "",
      note: known?.note ?? "",
    },
    (v) => {
      const problems: Problems<Values> = {};
      const ms = fromWallClock(v.at, zone);
      if (ms === null) problems.at = t("history-at-wrong");
      else if (ms > Date.now()) problems.at = t("history-at-ahead");
      return problems;
    },
  );
  const { values, problems, set } = form;
  const save = useAction("save_asset_event", {
    onDone: () => {
      toast(t("history-saved"));
      onClose();
    },
    onFailure: setFailure,
  });
  const submit = () => {
    setFailure(null);
    const ms = fromWallClock(values.at, zone);
    if (!form.check() || ms === null) return;
    save.mutate({
      ...(known ? { id: known.id, version: known.version } : {}),
      assetId: asset.id,
      at: new Date(ms).toISOString(),
      what: values.kind === "failure" ? { kind: "failure", mode: values.mode } : { kind: "maintenance", work: values.work },
      ...(typeof values.downtimeHours === "number" ? { downtimeHours: values.downtimeHours } : {}),
      ...(typeof values.cost === "number" ? { cost: String(values.cost) } : {}),
      note: values.note.trim(),
    });
  };
  return (
    <FormDialog
      opened
      size="lg"
      testId="event-dialog"
      title={t("history-add-for", { tag: asset.tagCode })}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t("ui-save")}
      submitTestId="event-save"
      isBusy={save.isPending}
      failure={failure}
    >
      <SegmentedControl
        fullWidth
        mb="sm"
        aria-label={t("history-what")}
        value={values.kind}
        onChange={(v) => set("kind", v)}
        data={[
          { value: "failure" as const, label: t("history-kind-failure") },
          { value: "maintenance" as const, label: t("history-kind-maintenance") },
        ]}
        data-testid="field-kind"
      />
      <SimpleGrid cols={2} spacing="sm">
        {values.kind === "failure" ? (
          <Select
            label={t("history-mode")}
            searchable
            allowDeselect={false}
            data={MODES.map((v) => ({ value: v, label: t("history-failure-of", { mode: t(`failure-mode-${v.toLowerCase()}`), code: v }) }))}
            value={values.mode}
            onChange={(v) => v && set("mode", v)}
            data-testid="field-mode"
          />
        ) : (
          <Select
            label={t("history-work")}
            allowDeselect={false}
            data={WORKS.map((v) => ({ value: v, label: t(`history-work-${kebab(v)}`) }))}
            description={t(values.work === "minor_repair" || values.work === "inspection" ? "history-age-goes-on" : "history-age-begins")}
            value={values.work}
            onChange={(v) => v && set("work", v)}
            data-testid="field-work"
          />
        )}
        <TextInput type="datetime-local" dir="ltr" label={t("history-at")} description={zone} value={values.at} error={problems.at} onChange={(e) => set("at", e.currentTarget.value)} data-testid="field-at" />
        <NumberInput label={t("history-downtime-hours")} dir="ltr" min={0} max={8760} value={values.downtimeHours} onChange={(v) => set("downtimeHours", v)} data-testid="field-downtimeHours" />
        <NumberInput label={t("history-cost")} dir="ltr" min={0} decimalScale={2} thousandSeparator="," value={values.cost} onChange={(v) => set("cost", v)} data-testid="field-cost" />
      </SimpleGrid>
      <Textarea mt="sm" label={t("history-note")} autosize minRows={2} maxLength={2000} value={values.note} onChange={(e) => set("note", e.currentTarget.value)} data-testid="field-note" />
    </FormDialog>
  );
}
