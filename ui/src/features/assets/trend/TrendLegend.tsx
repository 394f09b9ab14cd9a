//! The legend: a row a pen with its value at the cursor (or now), its quality, what it did in view, and between two cursors.
//! It mirrors in Arabic; names, numbers and units stay left to right.

import { ActionIcon, Radio, Tooltip, UnstyledButton } from "@mantine/core";
import { IconEye, IconEyeOff, IconX } from "@tabler/icons-react";
import type { TrendSeries } from "@/bindings";
import { QualityMark, ShapeIcon, TimeText } from "@/components";
import { Tag, useFormat, useT } from "@/text";
import { MetricName } from "../metric-name";
import { penColour, penDash } from "./pens";
import { readAt, summary, type AtMoment } from "./series";
import { kebab } from "@/components/closed-lists";
import classes from "./trend.module.css";
import type { Extent } from "./window";

export interface LegendPen {
  signal: number;
  colour: number;
  metric: string;
  /** Said where one metric has several sources. */
  source: string | null;
  unit: string;
  isVisible: boolean;
  isDemo: boolean;
}

export interface TrendLegendProps {
  pens: LegendPen[];
  series: Map<number, TrendSeries>;
  extent: Extent;
  /** Null: the newest. */
  cursorMs: number | null;
  holdMs: number;
  markers: { a: number; b: number } | null;
  active: number | null;
  onActive: (signal: number) => void;
  onToggle: (signal: number) => void;
  onRemove: (signal: number) => void;
  siteZone: string;
}

export function TrendLegend(props: TrendLegendProps) {
  const t = useT();
  const format = useFormat();
  const { pens, series, extent, cursorMs, holdMs, markers, siteZone } = props;
  const at = cursorMs ?? extent.toMs;
  const number = (value: number | undefined) => (value === undefined ? "–" : format.reading(value));

  return (
    <div className={classes.legendScroll}>
      <table className={classes.legend} data-testid="trend-legend">
        <thead>
          <tr>
            <th aria-label={t("trend-legend-shown")} />
            <th>{t("trend-legend-metric")}</th>
            <th className={classes.time}>
              {cursorMs === null ? t("trend-legend-newest") : <TimeText at={cursorMs} shape="millisecond" siteZone={siteZone} withOffset />}
            </th>
            <th>{t("trend-legend-quality")}</th>
            {markers ? (
              <>
                <th className="numeric">
                  A · <TimeText at={markers.a} shape="clock" siteZone={siteZone} />
                </th>
                <th className="numeric">
                  B · <TimeText at={markers.b} shape="clock" siteZone={siteZone} />
                </th>
                <th className="numeric">
                  <Tag plain>Δ</Tag> <Tag plain>{format.duration(Math.abs(markers.b - markers.a) / 1000)}</Tag>
                </th>
              </>
            ) : (
              <>
                <th className="numeric">{t("trend-legend-min")}</th>
                <th className="numeric">{t("trend-legend-mean")}</th>
                <th className="numeric">{t("trend-legend-max")}</th>
              </>
            )}
            <th>
              <Tooltip label={t("trend-legend-limits-help")}>
                <span>{t("trend-legend-limits")}</span>
              </Tooltip>
            </th>
            <th aria-label={t("trend-legend-remove")} />
          </tr>
        </thead>
        <tbody>
          {pens.map((pen) => {
            const own = series.get(pen.signal);
            const now = own ? readAt(own, at, cursorMs === null ? Infinity : holdMs) : ({ kind: "none" } satisfies AtMoment);
            const inView = own ? summary(own, extent.fromMs, extent.toMs) : null;
            const a = own && markers ? valueOf(readAt(own, markers.a, holdMs)) : undefined;
            const b = own && markers ? valueOf(readAt(own, markers.b, holdMs)) : undefined;
            return (
              <tr key={pen.signal} data-hidden={!pen.isVisible || undefined} data-testid={`trend-pen-${pen.metric}`}>
                <td>
                  <Tooltip label={t(pen.isVisible ? "trend-pen-hide" : "trend-pen-show", { metric: pen.metric })}>
                    <UnstyledButton
                      className={classes.sample}
                      aria-pressed={pen.isVisible}
                      aria-label={t(pen.isVisible ? "trend-pen-hide" : "trend-pen-show", { metric: pen.metric })}
                      onClick={() => props.onToggle(pen.signal)}
                      data-testid={`trend-pen-toggle-${pen.metric}`}
                    >
                      <svg width="26" height="10" aria-hidden style={{ color: penColour(pen.colour) }}>
                        <path d="M1 5h24" stroke="currentColor" strokeWidth="2.4" strokeDasharray={penDash(pen.colour).join(" ")} />
                      </svg>
                      {pen.isVisible ? <IconEye size={14} /> : <IconEyeOff size={14} />}
                    </UnstyledButton>
                  </Tooltip>
                </td>
                <td>
                  <MetricName name={pen.metric} /> {pen.source ? <Tag plain>{pen.source}</Tag> : null}
                  {pen.isDemo ? (
                    <span className={classes.demo} title={t("ui-simulated-explained")} data-testid="simulated-mark">
                      <ShapeIcon shape="hollow-square" size={9} /> {t("ui-simulated-short")}
                    </span>
                  ) : null}
                </td>
                <td className={classes.value}>
                  <Moment at={now} unit={format.unit(pen.unit)} />
                </td>
                <td>{now.kind === "value" ? <QualityMark quality={now.quality} /> : now.kind === "bad" ? <QualityMark quality="bad" /> : null}</td>
                {markers ? (
                  <>
                    <td className="numeric">{number(a)}</td>
                    <td className="numeric">{number(b)}</td>
                    <td className="numeric">{number(a === undefined || b === undefined ? undefined : b - a)}</td>
                  </>
                ) : (
                  <>
                    <td className="numeric">{number(inView?.min)}</td>
                    <td className="numeric">{number(inView?.mean)}</td>
                    <td className="numeric">{number(inView?.max)}</td>
                  </>
                )}
                <td>
                  <Radio
                    size="xs"
                    name="trend-limits"
                    aria-label={t("trend-pen-limits", { metric: pen.metric })}
                    checked={props.active === pen.signal}
                    onChange={() => props.onActive(pen.signal)}
                  />
                </td>
                <td>
                  <ActionIcon size="sm" aria-label={t("trend-pen-remove", { metric: pen.metric })} onClick={() => props.onRemove(pen.signal)}>
                    <IconX size={14} />
                  </ActionIcon>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function valueOf(at: AtMoment): number | undefined {
  return at.kind === "value" ? at.value : undefined;
}

/** A value; or that there was none, and why. An interval also says what it spans. */
function Moment({ at, unit }: { at: AtMoment; unit: string }) {
  const t = useT();
  const format = useFormat();
  if (at.kind === "gap") return <span className={classes.nothing}>{t("trend-gap", { reason: t(`trend-gap-reason-${kebab(at.gap.reason)}`) })}</span>;
  if (at.kind !== "value") return <span className={classes.nothing}>–</span>;
  const spans = at.min !== at.max;
  return (
    <bdi dir="ltr">
      <b>{format.reading(at.value)}</b> <span className={classes.unit}>{unit}</span>
      {spans ? (
        <span className={classes.span}>
          {format.reading(at.min)} … {format.reading(at.max)}
        </span>
      ) : null}
    </bdi>
  );
}
