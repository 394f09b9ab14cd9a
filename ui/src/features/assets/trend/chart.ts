//! The chart on uPlot: its options from the pens, and what is drawn beside the lines. No React in here.
//! Always left to right: time runs rightward in both languages (the page around it mirrors).

import uPlot from "uplot";
import type { Limits, TrendGap } from "@/bindings";
import { timeLabels, type LabelTime } from "./axis";
import type { PenStyle } from "./pens";
import type { Aligned } from "./series";
import type { Extent } from "./window";

export interface ChartPen {
  signal: number;
  unit: string;
  /** The unit as it is shown: `mm/s`. */
  unitText: string;
  style: PenStyle;
  isVisible: boolean;
  isRaw: boolean;
}

/** What may change without building the chart anew; read by its hooks at every draw. */
export interface Scene {
  extent: Extent;
  /** The scales as they were when they were locked, by unit. */
  locked: ReadonlyMap<string, [number, number]> | null;
  gaps: { gaps: TrendGap[]; row: number; stroke: string }[];
  bad: { stretches: [number, number, string][]; row: number }[];
  limits: { unit: string; limits: Limits } | null;
  markers: { a: number; b: number } | null;
  /** Work on the asset, by the time it was ordered. */
  work: { ms: number; name: string }[];
}

export interface Look {
  text: string;
  grid: string;
  ground: string;
  hatch: string;
  bad: string;
  uncertain: string;
  limit: string;
  marker: string;
  font: string;
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

/** Rows at the foot of the plot where a pen's gaps and bad stretches are marked. */
const MARK_ROW = 5;
const LIMIT_NAMES = [["highHigh", "HH"], ["high", "H"], ["low", "L"], ["lowLow", "LL"]] as const;

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
          drawLimits(u, scene(), look, texts);
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

function drawGaps(u: uPlot, scene: Scene, look: Look) {
  const hatch = hatching(u.ctx, look.hatch);
  clipped(u, (ctx) => {
    ctx.fillStyle = hatch;
    for (const { gaps } of scene.gaps) {
      for (const gap of gaps) {
        const [x, width] = across(u, gap.fromMs, gap.toMs);
        ctx.fillRect(x, u.bbox.top, width, u.bbox.height);
      }
    }
  });
}

/** At the foot of the plot, one row a pen: its gaps in its own colour, uncertain hollow, bad filled. */
function drawMarks(u: uPlot, scene: Scene, look: Look) {
  const height = MARK_ROW * uPlot.pxRatio;
  const foot = u.bbox.top + u.bbox.height;
  clipped(u, (ctx) => {
    for (const { gaps, row, stroke } of scene.gaps) {
      ctx.fillStyle = stroke;
      for (const gap of gaps) {
        const [x, width] = across(u, gap.fromMs, gap.toMs);
        ctx.fillRect(x, foot - (row + 1) * height + height / 3, width, height / 3);
      }
    }
    for (const { stretches, row } of scene.bad) {
      for (const [from, to, quality] of stretches) {
        const [x, width] = across(u, from, to);
        const top = foot - (row + 1) * height;
        ctx.fillStyle = ctx.strokeStyle = quality === "bad" ? look.bad : look.uncertain;
        if (quality === "bad") ctx.fillRect(x, top, width, height - 1);
        else ctx.strokeRect(x + 0.5, top + 0.5, Math.max(width - 1, 1), height - 2);
      }
    }
  });
}

function drawLimits(u: uPlot, scene: Scene, look: Look, texts: ChartTexts) {
  const shown = scene.limits;
  const scale = shown && u.scales[shown.unit];
  if (!shown || !scale || scale.min === undefined || scale.max === undefined) return;
  clipped(u, (ctx) => {
    ctx.font = look.font;
    ctx.lineWidth = uPlot.pxRatio;
    ctx.textAlign = "right";
    for (const [key, name] of LIMIT_NAMES) {
      const value = shown.limits[key];
      if (value === null) continue;
      const y = Math.round(u.valToPos(value, shown.unit, true)) + 0.5;
      ctx.strokeStyle = ctx.fillStyle = look.limit;
      // The outer limits are drawn solid, the inner ones dashed.
      ctx.setLineDash(name.length === 2 ? [] : [6, 4]);
      ctx.beginPath();
      ctx.moveTo(u.bbox.left, y);
      ctx.lineTo(u.bbox.left + u.bbox.width, y);
      ctx.stroke();
      ctx.fillText(`${name} ${texts.number(value)}`, u.bbox.left + u.bbox.width - 6, y - 4);
    }
  });
}

/** A small flag at the head of the plot for every work order, with its number where there is room. */
function drawWork(u: uPlot, scene: Scene, look: Look) {
  const size = 5 * uPlot.pxRatio;
  clipped(u, (ctx) => {
    ctx.font = look.font;
    ctx.fillStyle = look.text;
    const end = u.bbox.left + u.bbox.width;
    let free = -Infinity;
    for (const { ms, name } of [...scene.work].sort((a, b) => a.ms - b.ms)) {
      const x = u.valToPos(ms, "x", true);
      if (x < u.bbox.left || x > end) continue;
      ctx.beginPath();
      ctx.moveTo(x - size, u.bbox.top);
      ctx.lineTo(x + size, u.bbox.top);
      ctx.lineTo(x, u.bbox.top + size * 1.6);
      ctx.fill();
      const width = ctx.measureText(name).width + size + 6;
      // At the end of the plot the name stands before its flag.
      const isBefore = x + width > end;
      if ((isBefore ? x - width : x) <= free) continue;
      ctx.textAlign = isBefore ? "right" : "left";
      ctx.fillText(name, isBefore ? x - size - 3 : x + size + 3, u.bbox.top + 10 * uPlot.pxRatio);
      free = isBefore ? x + size : x + width;
    }
  });
}

function drawMarkers(u: uPlot, scene: Scene, look: Look) {
  if (!scene.markers) return;
  const { a, b } = scene.markers;
  clipped(u, (ctx) => {
    ctx.font = look.font;
    ctx.textAlign = "left";
    ctx.lineWidth = uPlot.pxRatio;
    for (const [name, ms] of [["A", a], ["B", b]] as const) {
      const x = Math.round(u.valToPos(ms, "x", true)) + 0.5;
      ctx.setLineDash(name === "A" ? [] : [4, 3]);
      ctx.strokeStyle = ctx.fillStyle = look.marker;
      ctx.beginPath();
      ctx.moveTo(x, u.bbox.top);
      ctx.lineTo(x, u.bbox.top + u.bbox.height);
      ctx.stroke();
      ctx.fillText(name, x + 4, u.bbox.top + 12 * uPlot.pxRatio);
    }
  });
}

function clipped(u: uPlot, draw: (ctx: CanvasRenderingContext2D) => void) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx);
  ctx.restore();
}

/** Left edge and width in canvas pixels; never thinner than two, so that a short gap is not overlooked. */
function across(u: uPlot, fromMs: number, toMs: number): [number, number] {
  const left = u.valToPos(fromMs, "x", true);
  return [left, Math.max(u.valToPos(toMs, "x", true) - left, 2 * uPlot.pxRatio)];
}

const hatchings = new Map<string, CanvasPattern>();

function hatching(ctx: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  const known = hatchings.get(colour);
  if (known) return known;
  const tile = document.createElement("canvas");
  const size = (tile.width = tile.height = 8);
  const pen = tile.getContext("2d");
  if (!pen) return colour;
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
  }
  pen.stroke();
  const pattern = ctx.createPattern(tile, "repeat");
  if (!pattern) return colour;
  hatchings.set(colour, pattern);
  return pattern;
}
