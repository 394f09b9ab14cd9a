//! The fields of a work order that a person writes, shared by creating and editing.

import { NumberInput, Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import type { Criticality, PersonId, WorkOrderType } from "@/bindings";
import { PersonPicker, type Form, type Problems } from "@/components";
import { toLatinDigits, useT, type Translate } from "@/text";
import { priorities, types } from "./words";
import classes from "./work-orders.module.css";

export interface OrderValues {
  titleEn: string;
  titleAr: string;
  description: string;
  type: WorkOrderType;
  priority: Criticality;
  assigneeId: PersonId | null;
  estimatedHours: number | null;
  /** `2027-03-01` or empty. */
  dueOn: string;
}

export function checkOrder(values: OrderValues, t: Translate): Problems<OrderValues> {
  return {
    titleEn: values.titleEn.trim() || values.titleAr.trim() ? undefined : t("ui-required"),
    estimatedHours: values.estimatedHours === null || values.estimatedHours > 0 ? undefined : t("ui-order-hours-wrong"),
    dueOn: values.dueOn === "" || /^\d{4}-\d{2}-\d{2}$/.test(values.dueOn) ? undefined : t("ui-order-due-wrong"),
  };
}

/** What both commands take of the fields; empty means not given. */
export function orderRequest(values: OrderValues) {
  return {
    titleEn: values.titleEn.trim() || values.titleAr.trim(),
    titleAr: values.titleAr.trim(),
    description: values.description.trim(),
    type: values.type,
    priority: values.priority,
    ...(values.assigneeId ? { assigneeId: values.assigneeId } : {}),
    ...(values.estimatedHours === null ? {} : { estimatedHours: values.estimatedHours }),
    ...(values.dueOn ? { dueOn: values.dueOn } : {}),
  };
}

/** `owner`: the maintenance system that alone decides title, priority and due day. */
export function OrderFields<T extends OrderValues>({ form, owner = null }: { form: Form<T>; owner?: string | null }) {
  const t = useT();
  const isOwned = owner !== null;
  const values: OrderValues = form.values;
  const problems: Problems<OrderValues> = form.problems;
  const set = form.set as <F extends keyof OrderValues>(field: F, value: OrderValues[F]) => void;
  return (
    <Stack gap="sm">
      {owner ? <p className={classes.quiet}>{t("ui-system-order-owned", { system: owner })}</p> : null}
      <SimpleGrid cols={2} spacing="sm">
        <TextInput
          disabled={isOwned}
          label={t("ui-order-title-en")}
          dir="ltr"
          lang="en"
          value={values.titleEn}
          onChange={(event) => set("titleEn", event.currentTarget.value)}
          error={problems.titleEn}
          data-testid="field-titleEn"
        />
        <TextInput
          label={t("ui-order-title-ar")}
          dir="rtl"
          lang="ar"
          value={values.titleAr}
          onChange={(event) => set("titleAr", event.currentTarget.value)}
          data-testid="field-titleAr"
        />
        <Select
          label={t("ui-order-type")}
          data={types.map((value) => ({ value, label: t(`ui-order-type-${value}`) }))}
          value={values.type}
          onChange={(value) => value && set("type", value as WorkOrderType)}
          data-testid="field-type"
        />
        <Select
          disabled={isOwned}
          label={t("ui-priority")}
          data={priorities.map((value) => ({ value, label: t(`ui-priority-${value}`) }))}
          value={values.priority}
          onChange={(value) => value && set("priority", value as Criticality)}
          data-testid="field-priority"
        />
        <PersonPicker label={t("ui-order-assignee")} value={values.assigneeId} onChange={(id) => set("assigneeId", id)} testId="field-assignee" />
        <NumberInput
          label={t("ui-order-hours")}
          min={0}
          step={0.5}
          decimalScale={2}
          hideControls
          value={values.estimatedHours ?? ""}
          onChange={(value) => set("estimatedHours", value === "" ? null : Number(toLatinDigits(String(value))))}
          error={problems.estimatedHours}
          data-testid="field-estimatedHours"
        />
        <TextInput
          disabled={isOwned}
          label={t("ui-order-due")}
          type="date"
          dir="ltr"
          value={values.dueOn}
          onChange={(event) => set("dueOn", event.currentTarget.value)}
          error={problems.dueOn}
          data-testid="field-dueOn"
        />
      </SimpleGrid>
      <Textarea
        label={t("ui-order-description")}
        dir="auto"
        minRows={3}
        value={values.description}
        onChange={(event) => set("description", event.currentTarget.value)}
        data-testid="field-description"
      />
    </Stack>
  );
}
