//! What an order asks for, entered: until somebody has, the trade of the equipment is taken.

import { MultiSelect, NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { useAction, useCommand } from "@/api";
import type { WorkNeedsRow } from "@/bindings";
import { useForm } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { PartsField } from "@/components/parts-field";
import { clockOf, LEVELS, minutesOf, useResources } from "@/components/use-resources";
import { useFormat, useT } from "@/text";

const ORDERS_OFFERED = 200;

export function NeedsDialog({ row, onClose }: { row: WorkNeedsRow; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const resources = useResources();
  const orders = useCommand("list_work_orders", { onlyUnfinished: true, limit: ORDERS_OFFERED });
  const { needs } = row;
  const form = useForm(
    {
      skills: needs.skills,
      tools: needs.tools,
      parts: needs.parts,
      notBefore: needs.notBefore ?? "",
      earliest: needs.window ? clockOf(needs.window.earliest) : "",
      latest: needs.window ? clockOf(needs.window.latest) : "",
      after: needs.after,
    },
    (values) => {
      const isWrong = (text: string) => text.trim() !== "" && minutesOf(text) === null;
      const isHalf = (values.earliest.trim() === "") !== (values.latest.trim() === "");
      return {
        earliest: isWrong(values.earliest) ? t("ui-workforce-time-wrong") : isHalf ? t("ui-needs-window-both") : undefined,
        latest: isWrong(values.latest) ? t("ui-workforce-time-wrong") : undefined,
      };
    },
  );
  const { values, problems, set } = form;
  const save = useAction("save_work_needs", { onDone: onClose, onFailure: () => undefined });
  const submit = () => {
    if (!form.check()) return;
    const [earliest, latest] = [minutesOf(values.earliest), minutesOf(values.latest)];
    save.mutate({
      workOrderId: row.workOrderId,
      version: row.version,
      needs: {
        skills: values.skills,
        tools: values.tools,
        parts: values.parts,
        notBefore: values.notBefore || null,
        window: earliest !== null && latest !== null ? { earliest, latest } : null,
        after: values.after,
        sameEngineerAs: needs.sameEngineerAs,
      },
    });
  };
  const offered = (orders.data?.items ?? []).filter(({ order }) => order.id !== row.workOrderId).map(({ order, assetTag }) => ({ value: order.id, label: `${order.number} · ${assetTag}` }));
  for (const id of needs.after) if (!offered.some((each) => each.value === id)) offered.unshift({ value: id, label: id.slice(0, 8) });
  return (
    <FormDialog opened size="lg" title={t("ui-needs-title")} onClose={onClose} onSubmit={submit} submitLabel={t("ui-save")} submitTestId="needs-save" isBusy={save.isPending} failure={save.error} testId="needs-dialog">
      <MultiSelect
        label={t("ui-workforce-skills")}
        data={resources.options("skill")}
        value={values.skills.map((skill) => skill.skillId)}
        onChange={(ids) => set("skills", ids.map((skillId) => values.skills.find((skill) => skill.skillId === skillId) ?? { skillId, level: 1 }))}
        data-testid="needs-skills"
      />
      <SimpleGrid cols={3} spacing="xs" mt={6}>
        {values.skills.map((skill) => (
          <NativeSelect
            key={skill.skillId}
            size="xs"
            label={t("ui-workforce-level-of", { skill: resources.nameOf(skill.skillId) })}
            value={String(skill.level)}
            onChange={(event) => {
              const level = Number(event.currentTarget.value);
              set("skills", values.skills.map((each) => (each.skillId === skill.skillId ? { ...each, level } : each)));
            }}
            data={LEVELS.map((level) => ({ value: String(level), label: `${format.integer(level)} · ${t(`ui-workforce-level-${level}`)}` }))}
          />
        ))}
      </SimpleGrid>
      <MultiSelect mt="sm" label={t("ui-workforce-tools")} data={resources.options("tool")} value={values.tools} onChange={(tools) => set("tools", tools)} data-testid="needs-tools" />
      <PartsField parts={values.parts} onChange={(parts) => set("parts", parts)} />
      <SimpleGrid cols={3} spacing="sm" mt="sm">
        <TextInput type="date" label={t("ui-needs-not-before")} value={values.notBefore} onChange={(event) => set("notBefore", event.currentTarget.value)} data-testid="needs-not-before" />
        <TextInput dir="ltr" label={t("ui-needs-earliest")} placeholder="07:00" value={values.earliest} error={problems.earliest} onChange={(event) => set("earliest", event.currentTarget.value)} data-testid="needs-earliest" />
        <TextInput dir="ltr" label={t("ui-needs-latest")} placeholder="12:00" value={values.latest} error={problems.latest} onChange={(event) => set("latest", event.currentTarget.value)} data-testid="needs-latest" />
      </SimpleGrid>
      <MultiSelect mt="sm" searchable label={t("ui-needs-after")} description={t("ui-needs-after-why")} data={offered} value={values.after} onChange={(after) => set("after", after)} data-testid="needs-after" />
    </FormDialog>
  );
}
