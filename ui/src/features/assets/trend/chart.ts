//! The chart on uPlot: its options from the pens, its gestures. No React in here; what is drawn beside the lines is in draw.ts.
//! Always left to right: time runs rightward in both languages (the page around it mirrors).

import uPlot from "uplot";
import { timeLabels, type LabelTime } from "./axis";
import { drawGaps, drawLimits, drawMarkers, drawMarks, drawWork } from "./draw";
import type { PenStyle } from "./pens";
import type { Look, Scene } from "./scene";
import type { Aligned } from "./series";

export interface ChartPen {
  signal: number;
  unit: string;
  /** The unit as it is shown: `mm/s`. */
  unitText: string;
  style: PenStyle;
  isVisible: boolean;
  isRaw: boolean;
}

export interface Gestures {
  onDrag: (fromMs: number, toMs: number) => void;
  onPanBy: (shareOfWidth: number, done: boolean) => void;
  onWheel: (atMs: number, factor: number) => void;
  onCursor: (ms: number | null) => void;
  onClick: (ms: number) => void;
}

export interface ChartTexts {
  labelTime: LabelTime;
  number: (value: number) => string;
  zoneLabel: string;
}

export function chartOptions(
  pens: ChartPen[],
  size: { width: number; height: number },
  setup: { stepped: boolean; zone: string; look: Look; texts: ChartTexts; gestures: Gestures; scene: () => Scene },
): uPlot.Options {
  const { look, texts, scene } = setup;
  const units = [...new Set(pens.filter((p) => p.isVisible).map((p) => p.unit))];
  const paths = setup.stepped ? uPlot.paths.stepped?.({ align: 1 }) : uPlot.paths.linear?.();
  const scales: uPlot.Scales = { x: { time: true, auto: false, range: () => [scene().extent.fromMs, scene().extent.toMs] } };
  const withoutData = new Set<string>();
  for (const unit of new Set(pens.map((p) => p.unit))) {
    scales[unit] = {
      range: (_u, min, max) => {
        const locked = scene().locked?.get(unit);
        if (locked) return locked;
        // A scale without a value has no numbers to show.
        withoutData.delete(unit);
        if (min === null || max === null || !Number.isFinite(min) || !Number.isFinite(max)) {
          withoutData.add(unit);
          return [0, 1];
        }
        const room = (max - min || Math.abs(max) || 1) * 0.08;
        return [min - room, max + room];
      },
    };
  }
  const bands: uPlot.Band[] = [];
  const series: uPlot.Series[] = [{}];
  pens.forEach((pen) => {
    const shared = { scale: pen.unit, show: pen.isVisible, ...(paths ? { paths } : {}), spanGaps: false };
    const edge = { ...shared, width: 0, stroke: "transparent", points: { show: false } };
    const first = series.length;
    series.push({ ...shared, stroke: pen.style.stroke, width: 1.5, dash: pen.style.dash, points: { size: 4, fill: pen.style.stroke } }, edge, edge);
    if (!pen.isRaw && pen.isVisible) bands.push({ series: [first + 2, first + 1], fill: pen.style.fill });
  });
  return {
    ...size,
    ms: 1,
    tzDate: (ms) => uPlot.tzDate(new Date(ms), setup.zone),
    series,
    bands,
    scales,
    axes: [timeAxis(look, texts), ...units.map((unit, i) => unitAxis(unit, i, pens, look, texts, withoutData))],
    legend: { show: false },
    padding: [12, units.length > 1 ? 8 : 24, 0, 8],
    cursor: {
      drag: { x: true, y: false, setScale: false, dist: 4 },
      points: { size: 6 },
      bind: { mousedown: (u, _target, handler) => pressed(u, handler, setup.gestures), dblclick: () => null },
    },
    hooks: {
      drawClear: [(u) => drawGaps(u, scene(), look)],
      draw: [
        (u) => {
          drawLimits(u, scene(), look, texts.number);
          drawMarks(u, scene(), look);
          drawWork(u, scene(), look);
          drawMarkers(u, scene(), look);
        },
      ],
      setSelect: [
        (u) => {
          if (u.select.width < 2) return;
          setup.gestures.onDrag(u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x"));
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      setCursor: [(u) => setup.gestures.onCursor((u.cursor.left ?? -1) < 0 ? null : u.posToVal(u.cursor.left ?? 0, "x"))],
      ready: [(u) => listen(u, setup.gestures)],
    },
  };
}

/** Columns in the order of `chartOptions`: for each pen its line, its least, its greatest. */
export function chartData(aligned: Aligned): uPlot.AlignedData {
  return [aligned.t, ...aligned.pens.flatMap((p) => [p.line, p.min, p.max])] as uPlot.AlignedData;
}

function timeAxis(look: Look, texts: ChartTexts): uPlot.Axis {
  return {
    stroke: look.text,
    font: look.font,
    labelFont: look.font,
    label: texts.zoneLabel,
    labelSize: 18,
    grid: { stroke: look.grid, width: 1 },
    ticks: { stroke: look.grid, width: 1 },
    space: 76,
    size: 40,
    values: (_u, splits, _axis, _space, step) => timeLabels(splits, step, texts.labelTime),
  };
}

function unitAxis(unit: string, index: number, pens: ChartPen[], look: Look, texts: ChartTexts, withoutData: ReadonlySet<string>): uPlot.Axis {
  const own = pens.filter((p) => p.unit === unit && p.isVisible);
  const only = own.length === 1 ? own[0] : undefined;
  return {
    scale: unit,
    side: index % 2 === 0 ? 3 : 1,
    // An axis of one pen wears its colour; a shared one is neutral.
    stroke: only?.style.stroke ?? look.text,
    font: look.font,
    labelFont: look.font,
    ...(own[0]?.unitText ? { label: own[0].unitText, labelSize: 18 } : {}),
    size: (_u, values) => Math.max(40, 14 + 7 * Math.max(0, ...(values ?? []).map((v) => v.length))),
    grid: index === 0 ? { stroke: look.grid, width: 1 } : { show: false },
    ticks: { stroke: look.grid, width: 1 },
    values: (_u, splits) => splits.map((v) => (withoutData.has(unit) ? "" : texts.number(v))),
  };
}

/** Shift or the middle button pans; the plain button is uPlot's own drag-zoom. */
function pressed(u: uPlot, handler: (e: MouseEvent) => null, gestures: Gestures): (e: MouseEvent) => null {
  return (e) => {
    if (e.button === 0 && !e.shiftKey) return handler(e);
    if (e.button > 1) return null;
    e.preventDefault();
    const start = e.clientX;
    const share = (at: MouseEvent) => (start - at.clientX) / u.over.clientWidth;
    const move = (at: MouseEvent) => gestures.onPanBy(share(at), false);
    const up = (at: MouseEvent) => {
      window.removeEventListener("mousemove", move);
      window.removeEventListener("mouseup", up);
      gestures.onPanBy(share(at), true);
    };
    window.addEventListener("mousemove", move);
    window.addEventListener("mouseup", up);
    return null;
  };
}

function listen(u: uPlot, gestures: Gestures) {
  u.over.addEventListener(
    "wheel",
    (e) => {
      e.preventDefault();
      if (e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)) {
        gestures.onPanBy(Math.sign(e.deltaX || e.deltaY) * 0.1, true);
        return;
      }
      const left = e.clientX - u.over.getBoundingClientRect().left;
      gestures.onWheel(u.posToVal(left, "x"), e.deltaY > 0 ? 1.25 : 0.8);
    },
    { passive: false },
  );
  u.over.addEventListener("click", (e) => gestures.onClick(u.posToVal(e.clientX - u.over.getBoundingClientRect().left, "x")));
}
