//! Fields of a run's parameters. Numbers are typed in either digits; what is no number is NaN until it is mended, and a
//! dialog with one in it does not start.

import { MultiSelect, NativeSelect, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useCommand } from "@/api";
import type { Effort, SiteId } from "@/bindings";
import { parseNumber, useFormat, useName, useT } from "@/text";

export interface NumberFieldProps {
  label: ReactNode;
  value: number | null | undefined;
  onChange: (value: number) => void;
  /** Empty means none: then `undefined` is told by `onNone`. */
  onNone?: () => void;
  description?: ReactNode;
  /** Shown as so many hundredths. */
  isShare?: boolean;
  /** Of the number: `SAR`. */
  unit?: string;
  testId?: string;
}

export function NumberField({ label, value, onChange, onNone, description, isShare, unit, testId }: NumberFieldProps) {
  const t = useT();
  const shown = value == null || Number.isNaN(value) ? "" : String(Math.round((isShare ? value * 100 : value) * 1e6) / 1e6);
  const [text, setText] = useState(shown);
  const [last, setLast] = useState(value);
  // A preset chosen meanwhile writes the field anew; what is being typed stays.
  if (!Object.is(value, last)) {
    setLast(value);
    if (value == null || !Number.isNaN(value)) setText(shown);
  }
  const type = (typed: string) => {
    setText(typed);
    if (typed.trim() === "" && onNone) {
      setLast(undefined);
      onNone();
      return;
    }
    const number = parseNumber(typed);
    const next = number === null ? Number.NaN : isShare ? number / 100 : number;
    setLast(next);
    onChange(next);
  };
  return (
    <TextInput
      label={label}
      description={description}
      value={text}
      inputMode="decimal"
      dir="ltr"
      rightSection={unit ? <span>{unit}</span> : undefined}
      rightSectionWidth={unit ? 52 : undefined}
      error={value != null && Number.isNaN(value) ? t("ui-run-number-wrong") : undefined}
      onChange={(event) => type(event.currentTarget.value)}
      data-testid={testId}
    />
  );
}

/** Any NaN in it: a field that holds no number. */
export function hasWrongNumber(value: unknown): boolean {
  if (typeof value === "number") return Number.isNaN(value);
  return typeof value === "object" && value !== null && Object.values(value).some(hasWrongNumber);
}

export function SitesField({ value, onChange }: { value: SiteId[] | null | undefined; onChange: (ids: SiteId[] | undefined) => void }) {
  const t = useT();
  const name = useName();
  const sites = useCommand("list_sites", {});
  return (
    <MultiSelect
      label={t("ui-run-sites")}
      placeholder={value?.length ? undefined : t("ui-all-sites")}
      clearable
      data={(sites.data ?? []).map((site) => ({ value: site.id, label: `${site.code} · ${name(site)}` }))}
      value={value ?? []}
      onChange={(ids) => onChange(ids.length > 0 ? ids : undefined)}
      data-testid="run-sites"
    />
  );
}

export function DayField({ label, value, onChange, description, testId }: {
  label: ReactNode;
  value: string | null | undefined;
  onChange: (day: string | undefined) => void;
  description?: ReactNode;
  testId?: string;
}) {
  return <TextInput type="date" label={label} description={description} value={value ?? ""} onChange={(event) => onChange(event.currentTarget.value || undefined)} data-testid={testId} />;
}

/** By the clock, or by rounds that give the same plan every time. */
export function EffortFields({ effort, seed, onEffort, onSeed }: { effort: Effort; seed: number; onEffort: (effort: Effort) => void; onSeed: (seed: number) => void }) {
  const t = useT();
  const format = useFormat();
  const byClock = "seconds" in effort;
  return (
    <>
      <NativeSelect
        label={t("ui-run-effort")}
        value={byClock ? "seconds" : "rounds"}
        onChange={(event) => onEffort(event.currentTarget.value === "seconds" ? { seconds: 10 } : { rounds: 2000 })}
        data={[
          { value: "seconds", label: t("ui-run-effort-seconds") },
          { value: "rounds", label: t("ui-run-effort-rounds") },
        ]}
        data-testid="run-effort"
      />
      {byClock ? (
        <NumberField label={t("ui-run-seconds")} description={t("ui-run-seconds-why", { most: format.integer(600) })} value={effort.seconds} onChange={(seconds) => onEffort({ seconds })} testId="run-seconds" />
      ) : (
        <NumberField label={t("ui-run-rounds")} description={t("ui-run-rounds-why")} value={effort.rounds} onChange={(rounds) => onEffort({ rounds })} testId="run-rounds" />
      )}
      <NumberField label={t("ui-run-seed")} description={t("ui-run-seed-why")} value={seed} onChange={onSeed} testId="run-seed" />
    </>
  );
}
