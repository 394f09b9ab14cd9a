//! Keeping a decision for the next run: left free, in that period, or not done at all.

import { NativeSelect } from "@mantine/core";
import type { AssetId, RiskPeriod } from "@/bindings";
import { useFormat, useT } from "@/text";

const [FREE, NOT] = ["free", "not"];

export function KeepSelect({ assetId, tag, periods, value, onKeep, testId }: {
  assetId: AssetId;
  tag: string;
  periods: RiskPeriod[];
  value: number | null | undefined;
  onKeep: (assetId: AssetId, period: number | null | undefined) => void;
  testId: string;
}) {
  const t = useT();
  const format = useFormat();
  return (
    <NativeSelect
      size="xs"
      w={136}
      aria-label={t("ui-risk-keep-of", { asset: tag })}
      value={value === undefined ? FREE : value === null ? NOT : String(value)}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onKeep(assetId, chosen === FREE ? undefined : chosen === NOT ? null : Number(chosen));
      }}
      data={[
        { value: FREE, label: t("ui-risk-keep-free") },
        { value: NOT, label: t("ui-risk-keep-not") },
        ...periods.map((period) => ({ value: String(period.index), label: `${format.integer(period.index + 1)} · ${format.day(period.from)}` })),
      ]}
      data-testid={testId}
    />
  );
}
