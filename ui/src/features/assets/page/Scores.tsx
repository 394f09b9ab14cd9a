//! The score and its history: health over the last weeks, with the bands that lists use, and the factors in full.

import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { useCommand } from "@/api";
import type { AssetDetail, Score } from "@/bindings";
import { EmptyState, Loaded, Panel } from "@/components";
import { useFormat, useT } from "@/text";
import { DAY } from "../trend/window";
import { HealthHistory } from "./HealthHistory";
import classes from "./page.module.css";
import { ScorePanel } from "./ScorePanel";

const SPANS = { "1d": DAY, "7d": 7 * DAY, "30d": 30 * DAY };

export function Scores({ detail }: { detail: AssetDetail }) {
  const t = useT();
  const format = useFormat();
  const [span, setSpan] = useState<keyof typeof SPANS>("7d");
  const scoredAt = detail.score?.at;
  // Up to the newest score, not to the clock: the request stays the same until there is another.
  const range = useMemo(() => {
    const to = Math.ceil((scoredAt ? Date.parse(scoredAt) : Date.now()) / 60_000) * 60_000;
    return { from: new Date(to - SPANS[span]).toISOString(), to: new Date(to + 60_000).toISOString() };
  }, [span, scoredAt]);
  const history = useCommand("list_scores", { assetId: detail.asset.id, ...range }, { keepPrevious: true });
  return (
    <div className={classes.scores}>
      <ScorePanel score={detail.score} band={detail.band} />
      <Panel
        title={t("assets-score-history")}
        aside={
          <SegmentedControl
            size="xs"
            value={span}
            onChange={(v) => setSpan(v as keyof typeof SPANS)}
            data={Object.keys(SPANS).map((v) => ({ value: v, label: t(`trend-range-${v}`) }))}
          />
        }
      >
        <Loaded
          query={history}
          testId="score-history"
          isEmpty={(scores: Score[]) => scores.length === 0}
          empty={<EmptyState title={t("assets-score-history-none")}>{t("assets-score-history-none-why")}</EmptyState>}
        >
          {(scores) => (
            <>
              <HealthHistory scores={scores} fromMs={Date.parse(range.from)} toMs={Date.parse(range.to)} zone={detail.site.timeZone} />
              <p className={classes.sum}>{t("assets-score-history-count", { count: scores.length, shown: format.integer(scores.length) })}</p>
            </>
          )}
        </Loaded>
      </Panel>
    </div>
  );
}
