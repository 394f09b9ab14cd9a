//! An engineer's whole entry: who, where from, what they can do, what is in the van, and when they work.

import { Button, MultiSelect, NativeSelect, Select, SimpleGrid, Switch, TextInput } from "@mantine/core";
import { useAction, useCommand } from "@/api";
import type { EngineerRow, PartCount, ShiftException, SkillLevel, WeeklyShift } from "@/bindings";
import { PersonPicker, useConfirm, useForm } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { parseNumber, useFormat, useName, useT } from "@/text";
import runs from "../runs/runs.module.css";
import { ExceptionsField, WeekField, type DayText } from "./shift-fields";
import { PartsField } from "@/components/parts-field";
import { clockOf, LEVELS, minutesOf, useResources, WEEK } from "@/components/use-resources";
import classes from "./workforce.module.css";

export function EngineerDialog({ row, onClose }: { row: EngineerRow | "new" | null; onClose: () => void }) {
  return row ? <Form key={row === "new" ? "new" : row.engineer.id} row={row === "new" ? null : row} onClose={onClose} /> : null;
}

function Form({ row, onClose }: { row: EngineerRow | null; onClose: () => void }) {
  const t = useT();
  const name = useName();
  const format = useFormat();
  const confirm = useConfirm();
  const resources = useResources();
  const sites = useCommand("list_sites", {});
  const known = row?.engineer;
  const form = useForm(
    {
      code: known?.code ?? "",
      nameEn: known?.nameEn ?? "",
      nameAr: known?.nameAr ?? "",
      personId: known?.personId ?? null,
      homeSiteId: known?.homeSiteId ?? "",
      skills: known?.skills ?? ([] as SkillLevel[]),
      tools: known?.tools ?? [],
      parts: known?.parts ?? ([] as PartCount[]),
      week: WEEK.map((weekday): DayText => {
        const shift = known ? known.weekly.find((each) => each.weekday === weekday) : weekday === "friday" || weekday === "saturday" ? undefined : { start: 420, end: 930 };
        return { weekday, isOn: shift !== undefined, start: clockOf(shift?.start ?? 420), end: clockOf(shift?.end ?? 930) };
      }),
      exceptions: known?.exceptions ?? ([] as ShiftException[]),
      maxHours: String(known?.maxHoursPerDay ?? 10),
      isActive: known?.isActive ?? true,
    },
    (values) => ({
      code: values.code.trim() ? undefined : t("ui-required"),
      nameEn: values.nameEn.trim() || values.nameAr.trim() ? undefined : t("ui-required"),
      homeSiteId: values.homeSiteId ? undefined : t("ui-required"),
      week: values.week.some((day) => day.isOn && (minutesOf(day.start) === null || minutesOf(day.end) === null)) ? t("ui-workforce-time-wrong") : undefined,
      maxHours: parseNumber(values.maxHours) === null ? t("ui-run-number-wrong") : undefined,
    }),
  );
  const { values, problems, set } = form;
  const save = useAction("save_engineer", { onDone: onClose, onFailure: () => undefined });
  const remove = useAction("delete_engineer", { onDone: onClose, onFailure: () => undefined });
  const submit = () => {
    if (!form.check()) return;
    const weekly = values.week.flatMap((day): WeeklyShift[] => {
      const [start, end] = [minutesOf(day.start), minutesOf(day.end)];
      return day.isOn && start !== null && end !== null ? [{ weekday: day.weekday, start, end }] : [];
    });
    save.mutate({
      ...(known ? { id: known.id, version: known.version } : {}),
      code: values.code.trim(),
      nameEn: values.nameEn.trim(),
      nameAr: values.nameAr.trim(),
      ...(values.personId ? { personId: values.personId } : {}),
      homeSiteId: values.homeSiteId,
      skills: values.skills,
      tools: values.tools,
      parts: values.parts,
      weekly,
      exceptions: values.exceptions,
      maxHoursPerDay: parseNumber(values.maxHours) ?? 0,
      isActive: values.isActive,
    });
  };
  const askDelete = async () => {
    if (known && (await confirm({ title: t("ui-workforce-delete-title"), effect: t("ui-workforce-delete-effect", { name: name(known) }), confirm: t("ui-delete"), destroys: true }))) remove.mutate({ id: known.id });
  };
  return (
    <FormDialog
      opened
      size="xl"
      title={known ? name(known) : t("ui-workforce-add-engineers")}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t("ui-save")}
      submitTestId="engineer-save"
      isBusy={save.isPending}
      failure={save.error ?? remove.error}
      testId="engineer-dialog"
      aside={
        known ? (
          <Button variant="subtle" color="alarm" loading={remove.isPending} onClick={() => void askDelete()} data-testid="engineer-delete">
            {t("ui-delete")}
          </Button>
        ) : null
      }
    >
      <SimpleGrid cols={3} spacing="sm">
        <TextInput label={t("ui-workforce-code")} value={values.code} error={problems.code} onChange={(event) => set("code", event.currentTarget.value)} dir="ltr" data-autofocus data-testid="field-code" />
        <TextInput label={t("ui-workforce-name-en")} value={values.nameEn} error={problems.nameEn} onChange={(event) => set("nameEn", event.currentTarget.value)} dir="ltr" data-testid="field-nameEn" />
        <TextInput label={t("ui-workforce-name-ar")} value={values.nameAr} onChange={(event) => set("nameAr", event.currentTarget.value)} dir="rtl" data-testid="field-nameAr" />
        <Select
          label={t("ui-workforce-home")}
          searchable
          data={(sites.data ?? []).map((site) => ({ value: site.id, label: `${site.code} · ${name(site)}` }))}
          value={values.homeSiteId || null}
          error={problems.homeSiteId}
          onChange={(id) => set("homeSiteId", id ?? "")}
          data-testid="field-homeSiteId"
        />
        <PersonPicker label={t("ui-workforce-person")} value={values.personId} onChange={(id) => set("personId", id)} testId="field-personId" />
        <TextInput label={t("ui-workforce-most-hours")} value={values.maxHours} error={problems.maxHours} onChange={(event) => set("maxHours", event.currentTarget.value)} dir="ltr" inputMode="decimal" data-testid="field-maxHours" />
      </SimpleGrid>
      <h3 className={runs.section}>{t("ui-workforce-skills")}</h3>
      <MultiSelect
        aria-label={t("ui-workforce-skills")}
        placeholder={values.skills.length === 0 ? t("ui-workforce-choose-skills") : undefined}
        data={resources.options("skill")}
        value={values.skills.map((skill) => skill.skillId)}
        onChange={(ids) => set("skills", ids.map((skillId) => values.skills.find((skill) => skill.skillId === skillId) ?? { skillId, level: 3 }))}
        data-testid="field-skills"
      />
      <div className={classes.levels}>
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
      </div>
      <h3 className={runs.section}>{t("ui-workforce-van")}</h3>
      <MultiSelect label={t("ui-workforce-tools")} data={resources.options("tool")} value={values.tools} onChange={(ids) => set("tools", ids)} data-testid="field-tools" />
      <PartsField parts={values.parts} onChange={(parts) => set("parts", parts)} />
      <h3 className={runs.section}>{t("ui-workforce-week")}</h3>
      <WeekField week={values.week} problem={problems.week} onChange={(week) => set("week", week)} />
      <h3 className={runs.section}>{t("ui-workforce-exceptions")}</h3>
      <ExceptionsField exceptions={values.exceptions} onChange={(exceptions) => set("exceptions", exceptions)} />
      <Switch mt="md" label={t("ui-workforce-is-active")} description={t("ui-workforce-is-active-why")} checked={values.isActive} onChange={(event) => set("isActive", event.currentTarget.checked)} data-testid="field-isActive" />
    </FormDialog>
  );
}
