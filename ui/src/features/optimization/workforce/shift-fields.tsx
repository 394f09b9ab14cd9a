//! When an engineer works: the week as it usually is, and days on which it is otherwise.

import { Button, Switch, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ShiftException, Weekday } from "@/bindings";
import { RowButton } from "@/components";
import { useT } from "@/text";
import { clockOf, minutesOf } from "@/components/use-resources";
import classes from "./workforce.module.css";

/** A weekday as it is typed. */
export interface DayText {
  weekday: Weekday;
  isOn: boolean;
  start: string;
  end: string;
}

export function WeekField({ week, problem, onChange }: { week: DayText[]; problem: string | undefined; onChange: (week: DayText[]) => void }) {
  const t = useT();
  const set = (weekday: Weekday, part: Partial<DayText>) => onChange(week.map((day) => (day.weekday === weekday ? { ...day, ...part } : day)));
  return (
    <div className={classes.shifts}>
      {week.map((day) => (
        <div key={day.weekday} className={classes.shiftRow}>
          <Switch size="xs" label={t(`ui-weekday-${day.weekday}`)} checked={day.isOn} onChange={(event) => set(day.weekday, { isOn: event.currentTarget.checked })} data-testid={`shift-${day.weekday}`} />
          <TimeField label={t("ui-workforce-start-of", { day: t(`ui-weekday-${day.weekday}`) })} disabled={!day.isOn} value={day.start} onChange={(start) => set(day.weekday, { start })} />
          <TimeField label={t("ui-workforce-end-of", { day: t(`ui-weekday-${day.weekday}`) })} disabled={!day.isOn} value={day.end} onChange={(end) => set(day.weekday, { end })} />
        </div>
      ))}
      {problem ? (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      ) : null}
    </div>
  );
}

function TimeField({ label, value, disabled, onChange }: { label: string; value: string; disabled: boolean; onChange: (text: string) => void }) {
  return (
    <TextInput
      size="xs"
      w={76}
      dir="ltr"
      aria-label={label}
      disabled={disabled}
      value={value}
      error={!disabled && minutesOf(value) === null}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export function ExceptionsField({ exceptions, onChange }: { exceptions: ShiftException[]; onChange: (exceptions: ShiftException[]) => void }) {
  const t = useT();
  const set = (at: number, part: Partial<ShiftException>) => onChange(exceptions.map((each, index) => (index === at ? { ...each, ...part } : each)));
  const today = new Date().toISOString().slice(0, 10);
  return (
    <div className={classes.shifts}>
      {exceptions.map((each, index) => (
        <div key={index} className={classes.exception}>
          <TextInput size="xs" type="date" aria-label={t("ui-workforce-from")} value={each.from} onChange={(event) => set(index, { from: event.currentTarget.value })} />
          <TextInput size="xs" type="date" aria-label={t("ui-workforce-until")} value={each.until} onChange={(event) => set(index, { until: event.currentTarget.value })} />
          <Switch size="xs" label={t("ui-workforce-works")} checked={each.shift !== null} onChange={(event) => set(index, { shift: event.currentTarget.checked ? { start: 420, end: 930 } : null })} />
          <ClockField label={t("ui-workforce-start")} value={each.shift?.start ?? null} onChange={(start) => each.shift && set(index, { shift: { ...each.shift, start } })} />
          <ClockField label={t("ui-workforce-end")} value={each.shift?.end ?? null} onChange={(end) => each.shift && set(index, { shift: { ...each.shift, end } })} />
          <TextInput size="xs" aria-label={t("ui-workforce-note")} placeholder={t("ui-workforce-note")} value={each.note} onChange={(event) => set(index, { note: event.currentTarget.value })} />
          <RowButton onClick={() => onChange(exceptions.filter((_, at) => at !== index))}>{t("ui-delete")}</RowButton>
        </div>
      ))}
      <div>
        <Button size="compact-xs" variant="default" leftSection={<IconPlus size={12} />} onClick={() => onChange([...exceptions, { from: today, until: today, shift: null, note: "" }])} data-testid="exception-add">
          {t("ui-workforce-exception-add")}
        </Button>
      </div>
    </div>
  );
}

/** Minutes of a day as the browser's own time field has them; none where there is no shift. */
function ClockField({ label, value, onChange }: { label: string; value: number | null; onChange: (minutes: number) => void }) {
  return (
    <TextInput
      size="xs"
      type="time"
      aria-label={label}
      disabled={value === null}
      value={value === null ? "" : clockOf(Math.min(value, 24 * 60 - 1))}
      onChange={(event) => {
        const minutes = minutesOf(event.currentTarget.value);
        if (minutes !== null) onChange(minutes);
      }}
    />
  );
}
