//! A score as people can judge it: health, probability with its horizon, remaining life, how good the data was, and why.
//! "Insufficient data" is a result with a reason, never an empty panel or a made-up number.

import type { HealthBand, Score } from "@/bindings";
import { EmptyState, HealthBadge, Panel, TimeText } from "@/components";
import { IconChartDots } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useFormat, useMessage, useT } from "@/text";
import { FactorBars } from "./FactorBars";
import classes from "./page.module.css";

export function ScorePanel({ score, band, mostFactors }: { score: Score | null; band: HealthBand; mostFactors?: number }) {
  const t = useT();
  const format = useFormat();
  const say = useMessage();
  if (!score || score.outcome === "insufficient_data") {
    return (
      <Panel title={t("assets-score")} aside={score ? <TimeText at={score.at} asAge /> : null}>
        <div data-testid="score-insufficient">
          <EmptyState icon={<IconChartDots size={28} stroke={1.4} />} title={t("assets-score-insufficient")}>
            {score ? say(score.reason) : t("assets-score-none-yet")}
          </EmptyState>
        </div>
      </Panel>
    );
  }
  // Begun days, as the factor that says when a limit is reached counts them.
  const life = score.remainingLifeDays;
  return (
    <Panel title={t("assets-score")} aside={<TimeText at={score.at} asAge />}>
      <div className={classes.figures}>
        <Figure label={t("assets-health")} testId="score-health" raw={score.health}>
          <span className={classes.big}>{format.integer(score.health)}</span>
          <span className={classes.of}>/ {format.integer(100)}</span>
          <HealthBadge band={band} health={null} />
        </Figure>
        <Figure label={t("assets-probability-horizon", { days: score.horizonDays })} testId="score-probability" raw={score.failureProbability}>
          <span className={classes.big}>{format.percent(score.failureProbability, score.failureProbability < 0.1 ? 1 : 0)}</span>
        </Figure>
        <Figure label={t("assets-life")} testId="score-life" raw={life ?? ""}>
          <span className={life === null ? classes.unknown : classes.big}>
            {life === null ? t("assets-life-unknown") : t("assets-life-days", { days: Math.ceil(life) })}
          </span>
        </Figure>
        <Figure label={t("assets-data-quality")} testId="score-data-quality" raw={score.dataQuality}>
          <span className={classes.big}>{format.percent(score.dataQuality)}</span>
        </Figure>
      </div>
      <h3 className={classes.why}>{t("assets-why")}</h3>
      <FactorBars factors={score.factors} health={score.health} {...(mostFactors === undefined ? {} : { most: mostFactors })} />
      <p className={classes.method}>
        {t(`assets-method-${score.method.replaceAll("_", "-")}`)} · <TimeText at={score.at} withOffset />
      </p>
    </Panel>
  );
}

function Figure({ label, testId, raw, children }: { label: string; testId: string; raw: number | string; children: ReactNode }) {
  return (
    <div className={classes.figure}>
      <span className={classes.label}>{label}</span>
      <span className={classes.reading} data-testid={testId} data-raw={raw}>
        {children}
      </span>
    </div>
  );
}
