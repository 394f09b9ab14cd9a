//! The trends of an asset: chosen pens over a window of time, live or fixed. Holds what the toolbar, the chart and the
//! legend share; the arithmetic is in window.ts and series.ts.

import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useCommand } from "@/api";
import type { AssetDetail, LatestValue, TrendSeries } from "@/bindings";
import { EmptyState, ErrorState, LoadingState, Panel, StaleMark, useToast } from "@/components";
import { useHost } from "@/host";
import { useParam } from "@/router";
import { useFormat, useT } from "@/text";
import { chosenPens, pensOf } from "./asset-pens";
import { bare } from "./axis";
import type { ChartTexts } from "./chart";
import { copyText } from "./copy";
import { trendCsv } from "./csv";
import { PenChooser } from "./PenChooser";
import { assignSlots } from "./pens";
import { align, badStretches, withLatest } from "./series";
import { TrendChart } from "./TrendChart";
import { TrendLegend, type LegendPen } from "./TrendLegend";
import { TrendToolbar } from "./TrendToolbar";
import classes from "./trend.module.css";
import { useTrend } from "./useTrend";
import { extentOf, fixed, HOUR, now as toNow, pan, zoom, type TrendWindow } from "./window";

const HEIGHT = 400;

export function Trends({ detail }: { detail: AssetDetail }) {
  const t = useT();
  const format = useFormat();
  const host = useHost();
  const toast = useToast();
  const zone = detail.site.timeZone;
  const available = useMemo(() => pensOf(detail), [detail]);
  const [chosenText, setChosenText] = useParam("pens");
  // A pen keeps its look for as long as it is drawn, whatever comes and goes beside it.
  const slots = useRef<ReadonlyMap<number, number>>(new Map());
  const chosen = useMemo(() => {
    const pens = chosenPens(chosenText, available);
    slots.current = assignSlots(slots.current, pens.map((p) => p.signal));
    return pens.map((pen) => ({ ...pen, colour: slots.current.get(pen.signal) ?? 0 }));
  }, [chosenText, available]);
  const choose = (signals: number[]) => setChosenText(signals.length === 0 ? "none" : signals.join("."));

  const [window, setWindow] = useState<TrendWindow>({ kind: "live", spanMs: HOUR });
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const [stepped, setStepped] = useState(false);
  const [locked, setLocked] = useState<Map<string, [number, number]> | null>(null);
  const [markers, setMarkers] = useState<{ a: number; b: number } | null>(null);
  const [nextMarker, setNextMarker] = useState<"a" | "b">("a");
  const [cursorMs, setCursorMs] = useState<number | null>(null);
  const [activePen, setActivePen] = useState<number | null>(null);
  const [width, setWidth] = useState(0);
  const panned = useRef<TrendWindow | null>(null);
  const readScales = useRef<() => Map<string, [number, number]>>(() => new Map());

  // One point a pixel, in steps of 100, so that a dragged window edge does not ask again with every pixel.
  const points = width === 0 ? 0 : Math.min(5_000, Math.max(100, Math.ceil(width / 100) * 100));
  const signals = useMemo(() => chosen.map((p) => p.signal), [chosen]);
  const { query, extent } = useTrend(signals, window, points);
  const latest = useCommand("get_latest", { signals }, { enabled: window.kind === "live" && signals.length > 0, keepPrevious: true });

  const orders = useCommand("list_work_orders", { assetId: detail.asset.id, limit: 100 });
  const work = useMemo(() => (orders.data?.items ?? []).map(({ order }) => ({ ms: Date.parse(order.createdAt), name: order.number })), [orders.data]);

  const bySignal = useMemo(() => {
    const newest = new Map((latest.data?.values ?? []).map((v: LatestValue) => [v.signal, v]));
    const all = new Map<number, TrendSeries>();
    for (const s of query.data?.series ?? []) all.set(s.signal, window.kind === "live" ? withLatest(s, newest.get(s.signal)) : s);
    return all;
  }, [query.data, latest.data, window.kind]);

  const shown = useMemo(() => chosen.filter((p) => bySignal.has(p.signal)), [chosen, bySignal]);
  const aligned = useMemo(() => align(shown.map((p) => bySignal.get(p.signal)).filter((s) => s !== undefined)), [shown, bySignal]);
  const active = chosen.find((p) => p.signal === activePen) ?? chosen[0];
  const readings = [...bySignal.values()].reduce((sum, s) => sum + s.readings, 0);

  const scene = useMemo(() => {
    const visible = shown.filter((p) => !hidden.has(p.signal));
    return {
      extent,
      locked,
      markers,
      work,
      limits: active && !hidden.has(active.signal) ? { unit: active.unit, limits: active.limits } : null,
      gaps: visible.map((p, row) => ({ gaps: bySignal.get(p.signal)?.gaps ?? [], row, colour: p.colour })),
      bad: visible.map((p, row) => {
        const own = bySignal.get(p.signal);
        return { stretches: own ? badStretches(own) : [], row };
      }),
    };
  }, [shown, hidden, extent, locked, markers, work, active, bySignal]);

  const texts = useMemo((): ChartTexts => {
    const fraction = { second: "2-digit", fractionalSecondDigits: 3 } as const;
    const made = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(`${format.locale}-ca-${format.preferences.calendar}`, { ...options, timeZone: format.zone(zone) });
    const hour = { hour: "2-digit", minute: "2-digit", hour12: false } as const;
    const [day, minute, second, exact] = [made({ day: "2-digit", month: "2-digit" }), made(hour), made({ ...hour, second: "2-digit" }), made({ ...hour, ...fraction })];
    return {
      labelTime: {
        day: (ms) => bare(day.format(ms)),
        time: (ms, withSeconds, withMilliseconds) => bare((withMilliseconds ? exact : withSeconds ? second : minute).format(ms)),
      },
      number: (v) => format.reading(v),
      zoneLabel: `${format.zone(zone)} (UTC${format.offset(Date.now(), zone)})`,
    };
  }, [format, zone]);

  const gestures = useMemo(
    () => ({
      onDrag: (from: number, to: number) => setWindow(fixed(from, to)),
      onPanBy: (share: number, done: boolean) => {
        setWindow((old) => {
          panned.current ??= old;
          const next = share === 0 ? panned.current : pan(panned.current, Date.now(), share);
          if (done) panned.current = null;
          return next;
        });
      },
      onWheel: (atMs: number, factor: number) => setWindow((old) => zoom(old, Date.now(), factor, atMs)),
      onCursor: (ms: number | null) => setCursorMs(ms),
      onClick: (ms: number) => {
        setMarkers((old) => old && { ...old, [nextMarker]: ms });
        setNextMarker((old) => (old === "a" ? "b" : "a"));
      },
    }),
    [nextMarker],
  );

  const csv = useCallback(() => {
    const text = trendCsv(shown.flatMap((p) => {
      const series = bySignal.get(p.signal);
      return series ? [{ title: `${detail.asset.tagCode} ${p.metric} [${p.unit}]`, series }] : [];
    }));
    const stamp = new Date(extent.fromMs).toISOString().replace(/[:.]/g, "-");
    return { text, name: `${detail.asset.tagCode}-trend-${stamp}.csv` };
  }, [shown, bySignal, detail.asset.tagCode, extent.fromMs]);

  const copy = async () => {
    if (await copyText(csv().text)) toast(t("trend-copied", { count: aligned.t.length }));
    else toast(t("trend-not-copied"));
  };
  const save = async () => {
    const { text, name } = csv();
    if (await host.saveTextFile(name, text)) toast(t("trend-saved", { name }));
  };
  const measure = (on: boolean) => {
    const span = extent.toMs - extent.fromMs;
    setMarkers(on ? { a: extent.fromMs + span / 3, b: extent.fromMs + (span * 2) / 3 } : null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const clock = Date.now();
    const span = extent.toMs - extent.fromMs;
    const sideways = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (sideways !== 0 && markers && (event.shiftKey || event.ctrlKey)) {
      const which = event.ctrlKey ? "b" : "a";
      setMarkers({ ...markers, [which]: markers[which] + (sideways * span) / 200 });
    } else if (sideways !== 0) setWindow((old) => pan(old, clock, sideways * 0.1));
    else if (event.key === "+" || event.key === "=") setWindow((old) => zoom(old, clock, 0.5));
    else if (event.key === "-") setWindow((old) => zoom(old, clock, 2));
    else if (event.key === "End") setWindow((old) => toNow(old, clock));
    else return;
    event.preventDefault();
  };

  if (available.length === 0) {
    return (
      <Panel>
        <EmptyState title={t("trend-no-signals")}>{t("trend-no-signals-why")}</EmptyState>
      </Panel>
    );
  }
  const state = query.error ? (query.data ? "stale" : "error") : query.data ? (readings === 0 ? "empty" : "ready") : chosen.length === 0 ? "empty" : "loading";
  const holdMs = Math.max(((extentOf(window, extent.toMs).toMs - extent.fromMs) / Math.max(points, 1)) * 3, 120_000);

  return (
    <Panel testId="trend" state={state} flush>
      <TrendToolbar
        window={window}
        extent={extent}
        onWindow={setWindow}
        zone={zone}
        stepped={stepped}
        onStepped={setStepped}
        isLocked={locked !== null}
        onLock={(on) => setLocked(on ? readScales.current() : null)}
        isMeasuring={markers !== null}
        onMeasure={measure}
        onCopy={() => void copy()}
        onSave={() => void save()}
      >
        <PenChooser available={available} chosen={signals} onChoose={choose} />
      </TrendToolbar>
      {state === "stale" ? <StaleMark since={query.dataUpdatedAt} onRetry={() => void query.refetch()} /> : null}
      {query.error && !query.data ? <ErrorState failure={query.error} onRetry={() => void query.refetch()} /> : null}
      <div
        className={classes.chart}
        data-testid="trend-chart"
        data-state={state}
        data-points={aligned.t.length}
        data-readings={readings}
        // A chart is no control, but its keys are: arrows move, plus and minus zoom, End follows.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label={t("trend-chart-label", { tag: detail.asset.tagCode })}
        aria-keyshortcuts="ArrowLeft ArrowRight + - End"
        onKeyDown={onKeyDown}
      >
        <TrendChart
          pens={shown.map((p) => ({
            signal: p.signal,
            unit: p.unit,
            unitText: format.unit(p.unit),
            colour: p.colour,
            isVisible: !hidden.has(p.signal),
            isRaw: bySignal.get(p.signal)?.isRaw ?? true,
          }))}
          aligned={aligned}
          scene={scene}
          stepped={stepped}
          zone={format.zone(zone)}
          texts={texts}
          gestures={gestures}
          height={HEIGHT}
          label={t("trend-chart-label", { tag: detail.asset.tagCode })}
          readScales={readScales}
          onWidth={setWidth}
        />
        {state === "loading" ? (
          <div className={classes.over}>
            <LoadingState />
          </div>
        ) : null}
        {state === "empty" ? (
          <div className={classes.over}>
            <EmptyState title={t(chosen.length === 0 ? "trend-no-pens" : "trend-no-readings")}>
              {t(chosen.length === 0 ? "trend-no-pens-why" : "trend-no-readings-why")}
            </EmptyState>
          </div>
        ) : null}
      </div>
      <TrendLegend
        pens={chosen.map((p): LegendPen => ({ ...p, isVisible: !hidden.has(p.signal) }))}
        series={bySignal}
        extent={extent}
        cursorMs={cursorMs}
        holdMs={holdMs}
        markers={markers}
        active={active?.signal ?? null}
        onActive={setActivePen}
        onToggle={(signal) => setHidden((old) => toggled(old, signal))}
        onRemove={(signal) => choose(signals.filter((s) => s !== signal))}
        siteZone={zone}
      />
      <p className={classes.foot}>
        {t("trend-foot", { points: aligned.t.length, readings })} · {t("trend-keys")}
      </p>
    </Panel>
  );
}

function toggled(set: ReadonlySet<number>, key: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}
