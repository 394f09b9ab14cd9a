//! Where the work of an asset may lie: the periods in which it may begin, whether it must be done, and which two assets are
//! never in work together. Periods are counted from 1, as the plan shows them.

import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useCommand } from "@/api";
import type { AssetId, ExcludedPair, RenewalWindow, RiskParameters } from "@/bindings";
import { AssetPicker, RowButton } from "@/components";
import { parseNumber, Tag, useT } from "@/text";
import { NumberField } from "../runs/fields";
import classes from "../runs/runs.module.css";
import own from "./risk.module.css";

export function WindowFields({ value, onChange }: { value: RiskParameters; onChange: (windows: RenewalWindow[]) => void }) {
  const t = useT();
  const change = (at: number, part: Partial<RenewalWindow>) => onChange(value.windows.map((window, index) => (index === at ? { ...window, ...part } : window)));
  const add = (assetId: AssetId) => {
    if (value.windows.some((window) => window.assetId === assetId)) return;
    onChange([...value.windows, { assetId, earliest: 0, latest: Math.max(0, value.periods - 1), isRequired: false }]);
  };
  return (
    <>
      <h3 className={classes.section}>{t("ui-risk-windows")}</h3>
      <p className={classes.note}>{t("ui-risk-windows-why")}</p>
      {value.windows.map((window, index) => (
        <div key={window.assetId} className={own.place} data-testid={`run-window-${index}`}>
          <AssetTag id={window.assetId} />
          <NumberField label={t("ui-risk-window-earliest")} value={window.earliest + 1} onChange={(period) => change(index, { earliest: period - 1 })} testId={`run-window-earliest-${index}`} />
          <NumberField label={t("ui-risk-window-latest")} value={window.latest + 1} onChange={(period) => change(index, { latest: period - 1 })} testId={`run-window-latest-${index}`} />
          <Checkbox label={t("ui-risk-window-required")} checked={window.isRequired} onChange={(event) => change(index, { isRequired: event.currentTarget.checked })} data-testid={`run-window-required-${index}`} />
          <RowButton onClick={() => onChange(value.windows.filter((_, other) => other !== index))}>{t("ui-risk-remove")}</RowButton>
        </div>
      ))}
      <AssetPicker key={value.windows.length} size="xs" value={null} onChange={(id) => id && add(id)} placeholder={t("ui-risk-window-add")} aria-label={t("ui-risk-window-add")} testId="run-window-add" />
    </>
  );
}

export function ExclusionFields({ value, onChange }: { value: RiskParameters; onChange: (exclusions: ExcludedPair[]) => void }) {
  const t = useT();
  const [first, setFirst] = useState<AssetId | null>(null);
  const add = (second: AssetId) => {
    if (!first || first === second) return;
    onChange([...value.exclusions, { assetIds: [first, second] }]);
    setFirst(null);
  };
  return (
    <>
      <h3 className={classes.section}>{t("ui-risk-exclusions")}</h3>
      <p className={classes.note}>{t("ui-risk-exclusions-why")}</p>
      {value.exclusions.map((pair, index) => (
        <div key={`${pair.assetIds.join()}-${index}`} className={own.place} data-testid={`run-exclusion-${index}`}>
          <span>
            <AssetTag id={pair.assetIds[0]} /> · <AssetTag id={pair.assetIds[1]} />
          </span>
          <PeriodsField
            most={value.periods}
            periods={pair.periods ?? null}
            onChange={(periods) => onChange(value.exclusions.map((each, other) => (other === index ? { assetIds: each.assetIds, ...(periods ? { periods } : {}) } : each)))}
            testId={`run-exclusion-periods-${index}`}
          />
          <RowButton onClick={() => onChange(value.exclusions.filter((_, other) => other !== index))}>{t("ui-risk-remove")}</RowButton>
        </div>
      ))}
      <div className={own.place}>
        <AssetPicker size="xs" value={first} onChange={setFirst} placeholder={t("ui-risk-exclusion-first")} aria-label={t("ui-risk-exclusion-first")} testId="run-exclusion-first" />
        <AssetPicker key={value.exclusions.length} size="xs" value={null} disabled={!first} onChange={(id) => id && add(id)} placeholder={t("ui-risk-exclusion-second")} aria-label={t("ui-risk-exclusion-second")} testId="run-exclusion-second" />
      </div>
    </>
  );
}

function PeriodsField({ most, periods, onChange, testId }: { most: number; periods: number[] | null; onChange: (periods: number[] | null) => void; testId: string }) {
  const t = useT();
  const [text, setText] = useState((periods ?? []).map((period) => period + 1).join(" "));
  const isWrong = text.trim() !== "" && readPeriods(text, most) === null;
  return (
    <TextInput
      label={t("ui-risk-exclusion-periods")}
      placeholder={t("ui-risk-exclusion-always")}
      value={text}
      dir="ltr"
      error={isWrong ? t("ui-risk-periods-wrong", { most }) : undefined}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        onChange(typed.trim() === "" ? null : (readPeriods(typed, most) ?? [Number.NaN]));
      }}
      data-testid={testId}
    />
  );
}

/** `3 4 5` as periods from 0; null where one is no period of the plan. */
export function readPeriods(text: string, most: number): number[] | null {
  const numbers = text.trim().split(/[\s·;]+/).map(parseNumber);
  const isPeriod = (number: number | null) => number !== null && Number.isInteger(number) && number >= 1 && number <= most;
  return numbers.every(isPeriod) ? [...new Set(numbers.map((number) => (number ?? 1) - 1))].sort((a, b) => a - b) : null;
}

function AssetTag({ id }: { id: AssetId }) {
  const asset = useCommand("get_asset", { id });
  return <Tag>{asset.data?.asset.tagCode ?? "…"}</Tag>;
}
