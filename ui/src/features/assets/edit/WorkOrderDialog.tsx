//! A work order made from an asset's page, with what is known of the asset already filled in.

import { NumberInput, Select, SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAction } from "@/api";
import type { Asset, Criticality, Failure, PersonId, Score, WorkOrderType } from "@/bindings";
import { PersonPicker, useForm, useToast, type Problems } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { links, navigate } from "@/router";
import { useT } from "@/text";
import { CRITICALITIES } from "@/components/closed-lists";

const TYPES: WorkOrderType[] = ["corrective", "preventive", "predictive", "inspection"];

interface Values {
  titleEn: string;
  titleAr: string;
  description: string;
  type: WorkOrderType;
  priority: Criticality;
  assigneeId: PersonId | null;
  estimatedHours: number | string;
  dueOn: string;
}

export function WorkOrderDialog({ asset, score, onClose }: { asset: Asset; score: Score | null; onClose: () => void }) {
  const t = useT();
  const toast = useToast();
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm<Values>(
    {
      titleEn: "",
      titleAr: "",
      description: "",
      type: score?.outcome === "scored" && score.health < 70 ? "predictive" : "inspection",
      priority: asset.criticality,
      assigneeId: null,
      estimatedHours: "",
      dueOn: "",
    },
    (v) => {
      const problems: Problems<Values> = {};
      if (v.titleEn.trim() === "" && v.titleAr.trim() === "") problems.titleEn = t("assets-order-title-needed");
      if (v.dueOn !== "" && !/^\d{4}-\d{2}-\d{2}$/.test(v.dueOn)) problems.dueOn = t("assets-day-wrong");
      return problems;
    },
  );
  const { values, problems, set } = form;
  const create = useAction("create_work_order", {
    onDone: ({ order }) => {
      toast(t("assets-order-made", { number: order.number }));
      onClose();
      navigate(links.workOrder(order.id));
    },
    onFailure: setFailure,
  });
  const submit = () => {
    setFailure(null);
    if (!form.check()) return;
    const [en, ar] = [values.titleEn.trim(), values.titleAr.trim()];
    create.mutate({
      assetId: asset.id,
      titleEn: en || ar,
      titleAr: ar || en,
      ...(values.description.trim() ? { description: values.description.trim() } : {}),
      type: values.type,
      priority: values.priority,
      ...(values.assigneeId ? { assigneeId: values.assigneeId } : {}),
      ...(typeof values.estimatedHours === "number" ? { estimatedHours: values.estimatedHours } : {}),
      ...(values.dueOn ? { dueOn: values.dueOn } : {}),
    });
  };
  return (
    <FormDialog
      opened
      size="lg"
      title={t("assets-order-add-for", { tag: asset.tagCode })}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t("assets-order-add")}
      submitTestId="work-order-save"
      isBusy={create.isPending}
      failure={failure}
    >
      <SimpleGrid cols={2} spacing="sm">
        <TextInput label={t("assets-order-title-en")} dir="ltr" lang="en" value={values.titleEn} error={problems.titleEn} onChange={(e) => set("titleEn", e.currentTarget.value)} data-testid="field-titleEn" data-autofocus />
        <TextInput label={t("assets-order-title-ar")} dir="rtl" lang="ar" value={values.titleAr} error={problems.titleAr} onChange={(e) => set("titleAr", e.currentTarget.value)} data-testid="field-titleAr" />
        <Select label={t("assets-order-type")} data={TYPES.map((v) => ({ value: v, label: t(`assets-order-type-${v}`) }))} value={values.type} onChange={(v) => v && set("type", v as WorkOrderType)} data-testid="field-type" />
        <Select label={t("assets-order-priority")} data={CRITICALITIES.map((v) => ({ value: v, label: t(`ui-priority-${v}`) }))} value={values.priority} onChange={(v) => v && set("priority", v as Criticality)} data-testid="field-priority" />
        <PersonPicker label={t("assets-order-assignee")} value={values.assigneeId} onChange={(id) => set("assigneeId", id)} testId="field-assignee" />
        <TextInput type="date" dir="ltr" label={t("assets-order-due")} value={values.dueOn} error={problems.dueOn} onChange={(e) => set("dueOn", e.currentTarget.value)} data-testid="field-dueOn" />
        <NumberInput label={t("assets-order-hours")} min={0} max={1000} step={0.5} value={values.estimatedHours} onChange={(v) => set("estimatedHours", v)} data-testid="field-estimatedHours" />
      </SimpleGrid>
      <Textarea mt="sm" label={t("assets-order-description")} value={values.description} onChange={(e) => set("description", e.currentTarget.value)} data-testid="field-description" />
    </FormDialog>
  );
}
