//! Why the health is what it is: each factor's points as a bar. Together they are what is missing to 100.

import type { Factor } from "@/bindings";
import { useFormat, useMessage, useT } from "@/text";
import { MetricName, useMetricName } from "../metric-name";
import classes from "./page.module.css";

/** Points are shown with one decimal: what would be 0.0 is no reason. */
const LEAST_SHOWN = 0.05;

/** `most`: only the heaviest, with a word on how many more there are. */
export function FactorBars({ factors, health, most = Infinity }: { factors: Factor[]; health: number; most?: number }) {
  const t = useT();
  const format = useFormat();
  const say = useMessage();
  const words = useMetricName();
  // The core names the metric and its unit by their codes; people read them in words.
  const explain = ({ metric, explanation }: Factor) => {
    const args = { ...explanation.args };
    if (typeof args.metric === "string") args.metric = words(metric) ?? metric;
    if (typeof args.unit === "string") args.unit = format.unit(args.unit);
    return say({ ...explanation, args });
  };
  const ranked = factors.filter((f) => f.contribution >= LEAST_SHOWN).sort((a, b) => b.contribution - a.contribution);
  const greatest = ranked[0]?.contribution ?? 1;
  if (ranked.length === 0) {
    return (
      <p className={classes.nothingWrong} data-testid="score-factors">
        {t("assets-no-factors")}
      </p>
    );
  }
  return (
    <>
      <ol className={classes.factors} data-testid="score-factors">
        {ranked.slice(0, most).map((factor, i) => (
          <li key={`${factor.metric} ${factor.kind}`} data-testid={`score-factor-${i}`} data-contribution={factor.contribution}>
            <span className={classes.factorName}>
              <MetricName name={factor.metric} />
              <span className={classes.kind}>{t(`assets-factor-${factor.kind}`)}</span>
            </span>
            <span className={classes.points}>
              <bdi dir="ltr">−{format.fixed(factor.contribution, 1)}</bdi>
            </span>
            <span className={classes.bar} aria-hidden>
              <span style={{ inlineSize: `${(factor.contribution / greatest) * 100}%` }} data-kind={factor.kind} />
            </span>
            <span className={classes.explanation}>{explain(factor)}</span>
          </li>
        ))}
      </ol>
      {ranked.length > most ? <p className={classes.sum}>{t("assets-factors-more", { count: ranked.length - most })}</p> : null}
      <p className={classes.sum}>{t("assets-factors-sum", { points: format.fixed(100 - health, 1) })}</p>
    </>
  );
}
