//! The form of the cost model: money and risk, weights and thresholds, costs by family; then the effect, then saving.

import { Button, Group, SegmentedControl, Select, TextInput, Textarea } from "@mantine/core";
import { IconDeviceFloppy, IconEye } from "@tabler/icons-react";
import { useState } from "react";
import { useAction } from "@/api";
import type { CostModel, CostModelEffect, CostModelVersion, Failure } from "@/bindings";
import { FailureNotice, Panel, useForm, useToast } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { useT } from "@/text";
import shared from "../integrations.module.css";
import classes from "./cost.module.css";
import { amountProblem, isComplete, toDraft, toModel, type Draft } from "./draft";
import { DispatchTariff } from "./DispatchTariff";
import { Effect } from "./Effect";
import { FamilyCosts } from "./FamilyCosts";
import { PrioritySliders } from "./PrioritySliders";

const CURRENCIES: CostModel["currency"][] = ["SAR", "USD", "EUR"];
const APPETITES: CostModel["riskAppetite"][] = ["low", "medium", "high"];

export function CostForm({ active, canManage }: { active: CostModelVersion; canManage: boolean }) {
  const t = useT();
  const toast = useToast();
  const form = useForm<Draft>(toDraft(active.model), () => ({}));
  const [base, setBase] = useState(active.version);
  const [effect, setEffect] = useState<{ of: string; effect: CostModelEffect } | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { values, set } = form;
  const typed = JSON.stringify(values);
  const preview = useAction("preview_cost_model", {
    onDone: (answer) => setEffect({ of: typed, effect: answer }),
    onFailure: setFailure,
  });
  const isOk = isComplete(values);
  const problem = amountProblem(values.downtimeCostPerHour);
  const saved = (version: CostModelVersion) => {
    setBase(version.version);
    form.reset(toDraft(version.model));
    setEffect(null);
    setSaving(false);
    setFailure(null);
    toast(t("ui-cost-saved"));
  };
  return (
    <div className={shared.stack}>
      {failure ? <FailureNotice failure={failure} /> : null}
      {active.version !== base && active.version > base ? <p role="status">{t("ui-cost-changed-elsewhere")}</p> : null}
      <div className={shared.twoColumns}>
        <Panel title={t("ui-cost-money")}>
          <fieldset className={classes.fields} disabled={!canManage}>
            <Select
              label={t("ui-currency")}
              data={CURRENCIES}
              allowDeselect={false}
              disabled={!canManage}
              value={values.currency}
              onChange={(v) => v && set("currency", v)}
              data-testid="field-currency"
            />
            <TextInput
              label={t("ui-cost-downtime")}
              description={t("ui-cost-downtime-why")}
              dir="ltr"
              inputMode="decimal"
              value={values.downtimeCostPerHour}
              error={problem ? t(problem) : undefined}
              onChange={(e) => set("downtimeCostPerHour", e.currentTarget.value)}
              rightSection={<span className={classes.unit}>{values.currency}/h</span>}
              rightSectionWidth={64}
              data-testid="field-downtimeCostPerHour"
            />
            <div>
              <div className={classes.label} id="risk-appetite">
                {t("ui-cost-appetite")}
              </div>
              <SegmentedControl
                aria-labelledby="risk-appetite"
                fullWidth
                disabled={!canManage}
                value={values.riskAppetite}
                onChange={(v) => set("riskAppetite", v)}
                data={APPETITES.map((v) => ({ value: v, label: t(`ui-cost-appetite-${v}`) }))}
                data-testid="field-riskAppetite"
              />
              <p className={classes.hint}>{t(`ui-cost-appetite-${values.riskAppetite}-why`)}</p>
            </div>
            <TextInput
              type="date"
              label={t("ui-cost-history-since")}
              description={t("ui-cost-history-since-why")}
              value={values.historySince ?? ""}
              onChange={(e) => set("historySince", e.currentTarget.value || null)}
              data-testid="field-historySince"
            />
          </fieldset>
        </Panel>
        <Panel title={t("ui-cost-priority")}>
          <PrioritySliders draft={values} disabled={!canManage} set={set} />
        </Panel>
      </div>
      <Panel flush title={t("ui-cost-families")} aside={<span className={classes.unit}>{values.currency}</span>}>
        <FamilyCosts draft={values} disabled={!canManage} set={set} />
      </Panel>
      <Panel title={t("ui-cost-dispatch")}>
        <DispatchTariff draft={values} disabled={!canManage} set={set} />
      </Panel>
      {canManage ? (
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconEye size={15} />}
            disabled={!isOk}
            loading={preview.isPending}
            onClick={() => {
              setFailure(null);
              preview.mutate({ model: toModel(values) });
            }}
            data-testid="cost-preview"
          >
            {t("ui-cost-preview")}
          </Button>
          <Button
            leftSection={<IconDeviceFloppy size={15} />}
            disabled={!isOk || (!form.isChanged && active.version > 0)}
            onClick={() => setSaving(true)}
            data-testid="cost-save"
          >
            {t("ui-cost-save")}
          </Button>
          <Button variant="subtle" disabled={!form.isChanged} onClick={() => { setBase(active.version); form.reset(toDraft(active.model)); }} data-testid="cost-reset">
            {t("ui-cost-reset")}
          </Button>
        </Group>
      ) : (
        <p className={classes.hint}>{t("ui-cost-not-allowed")}</p>
      )}
      {effect ? <Effect effect={effect.effect} isOutdated={effect.of !== typed} /> : null}
      {isSaving ? <SaveDialog model={toModel(values)} base={base} onClose={() => setSaving(false)} onSaved={saved} /> : null}
    </div>
  );
}

/** The reason is asked for because the version stays in the history for good. */
function SaveDialog({ model, base, onClose, onSaved }: {
  model: CostModel;
  base: number;
  onClose: () => void;
  onSaved: (version: CostModelVersion) => void;
}) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = useAction("save_cost_model", { onDone: onSaved, onFailure: setFailure });
  return (
    <FormDialog
      opened
      title={t("ui-cost-save")}
      onClose={onClose}
      onSubmit={() => {
        setFailure(null);
        setMissing(reason.trim() === "");
        if (reason.trim() !== "") save.mutate({ model, baseVersion: base, reason: reason.trim() });
      }}
      submitLabel={t("ui-save")}
      submitTestId="cost-save-confirm"
      isBusy={save.isPending}
      failure={failure}
    >
      <Textarea
        label={t("ui-cost-reason")}
        description={t("ui-cost-reason-why")}
        autosize
        minRows={2}
        maxLength={2000}
        data-autofocus
        value={reason}
        error={isMissing ? t("ui-required") : undefined}
        onChange={(e) => setReason(e.currentTarget.value)}
        data-testid="field-reason"
      />
    </FormDialog>
  );
}
