//! Readings on their way to the central database: how many wait, since when, how fast they go, when the queue is empty; and
//! how long the disk lasts meanwhile.

import type { SyncState } from "@/bindings";
import { Mark, TimeText } from "@/components";
import { CapacityMark } from "@/components/capacity-mark";
import { useFormat, useMessage, useT } from "@/text";
import classes from "./sync.module.css";

export function ReadingsOnTheirWay({ state }: { state: SyncState }) {
  const t = useT();
  const say = useMessage();
  const format = useFormat();
  const { readings, capacity } = state;
  const rate = (value: number) => format.number(value, { maximumFractionDigits: value < 10 ? 1 : 0 });
  return (
    <div className={classes.readings} data-testid="sync-readings">
      <dl className={classes.facts}>
        <div className={classes.fact}>
          <dt>{t("ui-sync-readings")}</dt>
          <dd>
            <div className={classes.factValue} data-testid="readings-waiting" data-count={readings.waiting}>
              {format.integer(readings.waiting)}
            </div>
            <div className={classes.factFoot}>{readings.waiting === 0 ? t("ui-sync-readings-none") : t("ui-sync-readings-gaps", { gaps: format.integer(readings.gaps) })}</div>
          </dd>
        </div>
        <div className={classes.fact}>
          <dt>{t("ui-sync-readings-oldest")}</dt>
          <dd>
            <div className={classes.factValue}>{readings.oldest ? <TimeText at={readings.oldest} asAge /> : "–"}</div>
            <div className={classes.factFoot}>{readings.oldest ? <TimeText at={readings.oldest} withOffset /> : null}</div>
          </dd>
        </div>
        <div className={classes.fact}>
          <dt>{t("ui-sync-readings-rate")}</dt>
          <dd>
            <div className={classes.factValue} data-testid="readings-rate">
              {rate(readings.perSecond)}
            </div>
            <div className={classes.factFoot}>{t("ui-sync-readings-incoming", { rate: rate(capacity.readingsPerSecond) })}</div>
          </dd>
        </div>
        <div className={classes.fact}>
          <dt>{t("ui-sync-readings-drain")}</dt>
          <dd>
            <div className={classes.factValue} data-testid="readings-drain">
              {readings.waiting === 0 ? "–" : readings.secondsToDrain === null ? t("ui-sync-readings-stuck") : format.duration(readings.secondsToDrain)}
            </div>
            <div className={classes.factFoot}>{readings.isElsewhere ? t("ui-sync-readings-elsewhere") : null}</div>
          </dd>
        </div>
      </dl>
      <div className={classes.capacity}>
        <CapacityMark capacity={capacity} />
        {readings.reason && readings.waiting > 0 ? (
          <Mark tone="warning" shape="triangle" testId="readings-reason">
            {say(readings.reason)}
          </Mark>
        ) : null}
      </div>
    </div>
  );
}
