//! An analogue indicator: the normal band, the alarm regions on either side, and a pointer. An instrument, so it never mirrors.

import { Tooltip } from "@mantine/core";
import type { Limits } from "@/bindings";
import { ShapeIcon } from "@/components";
import { Tag, useFormat, useT } from "@/text";
import { kebab } from "@/components/closed-lists";
import { barLayout, limitState } from "../limits";
import classes from "./limit-bar.module.css";

const SHAPES = { low_low: "diamond", high_high: "diamond", low: "triangle", high: "triangle" } as const;

export function LimitBar({ value, limits, isOld }: { value: number | null; limits: Limits; isOld?: boolean }) {
  const t = useT();
  const format = useFormat();
  const bar = value === null ? null : barLayout(value, limits);
  const state = limitState(value, limits);
  if (!bar) return <span className={classes.none}>–</span>;
  const given = [["LL", limits.lowLow], ["L", limits.low], ["H", limits.high], ["HH", limits.highHigh]] as const;
  const isAbnormal = state !== "normal" && state !== "none";
  return (
    <Tooltip
      label={
        <span className={classes.tip}>
          <span>{t(`assets-limit-${kebab(state)}`)}</span>
          {given.map(([name, limit]) =>
            limit === null ? null : (
              <Tag plain key={name}>
                {name} {format.reading(limit)}
              </Tag>
            ),
          )}
        </span>
      }
    >
      {/* Reached by keyboard, so that its limits are read without a pointer. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <span className={classes.indicator} data-state={state} data-old={isOld || undefined} tabIndex={0} role="img" aria-label={t(`assets-limit-${kebab(state)}`)}>
        <span className={classes.track} dir="ltr">
          {bar.zones.map((zone) => (
            <span key={`${zone.kind}${zone.from}`} className={classes.zone} data-kind={zone.kind} style={{ left: `${zone.from}%`, width: `${zone.to - zone.from}%` }} />
          ))}
          <span className={classes.pointer} style={{ left: `${bar.pointer}%` }} />
        </span>
        {isAbnormal ? (
          <span className={classes.word}>
            <ShapeIcon shape={SHAPES[state]} size={10} />
            {t(`assets-limit-short-${kebab(state)}`)}
          </span>
        ) : null}
      </span>
    </Tooltip>
  );
}
