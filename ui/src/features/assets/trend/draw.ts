//! Draws beside the lines of a trend: hatched gaps, marks of quality, limits, work, the two cursors. On uPlot's canvas,
//! in canvas pixels, clipped to the plot.

import uPlot from "uplot";
import type { Look, Scene } from "./scene";

/** Rows at the foot of the plot where a pen's gaps and bad stretches are marked. */
const MARK_ROW = 5;
const LIMIT_NAMES = [["highHigh", "HH"], ["high", "H"], ["low", "L"], ["lowLow", "LL"]] as const;

export function drawGaps(u: uPlot, scene: Scene, look: Look) {
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
export function drawMarks(u: uPlot, scene: Scene, look: Look) {
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

export function drawLimits(u: uPlot, scene: Scene, look: Look, number: (value: number) => string) {
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
      ctx.fillText(`${name} ${number(value)}`, u.bbox.left + u.bbox.width - 6, y - 4);
    }
  });
}

/** A small flag at the head of the plot for every work order, with its number where there is room. */
export function drawWork(u: uPlot, scene: Scene, look: Look) {
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

export function drawMarkers(u: uPlot, scene: Scene, look: Look) {
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
