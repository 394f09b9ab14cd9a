//! A reading as it must always be shown: value, unit, quality and age together. Bad quality is never shown as 0.

import type { LatestValue } from "@/bindings";
import { useFormat, useT } from "@/text";
import { QualityMark, StatusText } from "./marks";
import { TimeText } from "./time-text";
import { Tip } from "./tip";
import classes from "./value-with-unit.module.css";

/** A number with its unit's symbol, kept together and left to right. */
export function ValueWithUnit({ value, unit }: { value: number | null; unit: string }) {
  const format = useFormat();
  const symbol = format.unit(unit);
  return (
    <bdi dir="ltr" className={classes.pair}>
      <span className={classes.value}>{value === null ? "–" : format.reading(value)}</span>
      {symbol ? <span className={classes.unit}>{symbol}</span> : null}
    </bdi>
  );
}

export interface LiveValueProps {
  latest: LatestValue | null;
  unit: string;
  siteZone?: string;
  testId?: string;
  /** Without the age, where a column of its own shows it. */
  compact?: boolean;
}

export function LiveValue({ latest, unit, siteZone, testId, compact }: LiveValueProps) {
  const t = useT();
  const quality = latest?.quality ?? "none";
  const shown = latest ? (latest.value ?? latest.lastGoodValue) : null;
  const isLastGood = latest !== null && latest.value === null && latest.lastGoodValue !== null;
  const data = {
    "data-quality": quality,
    "data-raw": shown === null ? undefined : String(shown),
    "data-stale": latest?.isStale ? "true" : undefined,
    "data-last-good": isLastGood ? "true" : undefined,
  };
  if (!latest) {
    return (
      <span className={classes.live} data-testid={testId} {...data}>
        <span className={classes.none}>{t("ui-no-reading")}</span>
      </span>
    );
  }
  return (
    <span className={classes.live}>
      {latest.quality !== "good" || latest.isStale ? <QualityMark quality={latest.quality} status={latest.status} compact /> : null}
      <Tip
        label={() => (
          <span className={classes.tip}>
            <StatusText quality={latest.quality} status={latest.status} />
            {isLastGood ? <span>{t("ui-last-good")}</span> : null}
            {latest.isStale ? <span>{t("ui-value-stale")}</span> : null}
          </span>
        )}
      >
        <span className={classes.shown} data-testid={testId} {...data}>
          <ValueWithUnit value={shown} unit={unit} />
        </span>
      </Tip>
      {compact ? null : (
        <span className={classes.age}>
          <TimeText at={isLastGood ? latest.lastGoodAt : latest.sourceTime} asAge siteZone={siteZone} />
        </span>
      )}
    </span>
  );
}
