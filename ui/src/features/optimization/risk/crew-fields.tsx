//! The hours of a trade in the place of those that its shifts give: one number for every period, or one for each.

import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { CrewHours, Resource, RiskParameters } from "@/bindings";
import { useResources } from "@/components/use-resources";
import { parseNumber, useName, useT } from "@/text";
import classes from "../runs/runs.module.css";

export function CrewFields({ value, onChange }: { value: RiskParameters; onChange: (crews: CrewHours[] | undefined) => void }) {
  const t = useT();
  const trades = useResources().of("skill");
  const crews = value.crews ?? [];
  if (trades.length === 0) return null;
  const give = (trade: Resource, hours: number[] | null) => {
    const others = crews.filter((crew) => crew.skillId !== trade.id);
    const next = hours ? [...others, { skillId: trade.id, hours }] : others;
    onChange(next.length > 0 ? next : undefined);
  };
  return (
    <>
      <h3 className={classes.section}>{t("ui-risk-crews")}</h3>
      <p className={classes.note}>{t("ui-risk-crews-why", { count: value.periods })}</p>
      <div className={classes.grid2}>
        {trades.map((trade) => (
          <HoursField key={trade.id} trade={trade} periods={value.periods} hours={crews.find((crew) => crew.skillId === trade.id)?.hours ?? null} onGive={(hours) => give(trade, hours)} />
        ))}
      </div>
    </>
  );
}

function HoursField({ trade, periods, hours, onGive }: { trade: Resource; periods: number; hours: number[] | null; onGive: (hours: number[] | null) => void }) {
  const t = useT();
  const name = useName();
  const [text, setText] = useState(hours ? shown(hours) : "");
  const isWrong = text.trim() !== "" && readHours(text, periods) === null;
  return (
    <TextInput
      label={name(trade)}
      value={text}
      dir="ltr"
      inputMode="decimal"
      error={isWrong ? t("ui-risk-crews-wrong", { count: periods }) : undefined}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        // What is no list of hours is NaN: the dialog does not start with it.
        onGive(typed.trim() === "" ? null : (readHours(typed, periods) ?? [Number.NaN]));
      }}
      data-testid={`run-crew-${trade.code}`}
    />
  );
}

/** `40` for every period, or `40 20 0` with one for each; null where it is neither. */
export function readHours(text: string, periods: number): number[] | null {
  const numbers = text.trim().split(/[\s·;]+/).map(parseNumber);
  if (numbers.some((number) => number === null || number < 0)) return null;
  const hours = numbers as number[];
  if (hours.length === periods) return hours;
  return hours.length === 1 ? Array.from({ length: periods }, () => hours[0] ?? 0) : null;
}

function shown(hours: number[]): string {
  return hours.every((each) => each === hours[0]) ? String(hours[0] ?? "") : hours.join(" ");
}

/** As many hours as there are periods: the last goes on, what is beyond is let go. */
export function forPeriods(crews: CrewHours[], periods: number): CrewHours[] {
  if (!Number.isInteger(periods) || periods < 1 || periods > 52) return crews;
  return crews.map((crew) => ({ ...crew, hours: Array.from({ length: periods }, (_, i) => crew.hours[i] ?? crew.hours.at(-1) ?? 0) }));
}
