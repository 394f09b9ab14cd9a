//! The chart as a component: builds uPlot when its shape changes, feeds it when only its data does.
//! Canvas knows neither CSS variables nor direction: colours are read here, and the chart is a left-to-right island.

import { useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useEffect, useMemo, useRef, type RefObject } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { chartData, chartOptions, type ChartPen, type ChartTexts, type Gestures } from "./chart";
import { penStyle } from "./pens";
import type { Look, Scene } from "./scene";
import type { Aligned } from "./series";

export interface TrendChartProps {
  pens: (Omit<ChartPen, "style"> & { colour: number })[];
  aligned: Aligned;
  scene: Omit<Scene, "gaps"> & { gaps: { gaps: Scene["gaps"][number]["gaps"]; row: number; colour: number }[] };
  stepped: boolean;
  zone: string;
  texts: ChartTexts;
  gestures: Gestures;
  height: number;
  label: string;
  /** Answers the scales as they are drawn, so that they can be locked. */
  readScales: RefObject<() => Map<string, [number, number]>>;
  onWidth: (width: number) => void;
}

function readVariable(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#777777";
}

function currentLook(): Look {
  const read = readVariable;
  return {
    text: read("--ink-3"),
    grid: read("--line"),
    ground: read("--raised"),
    hatch: read("--line-strong"),
    bad: read("--critical"),
    uncertain: read("--warning-fill"),
    limit: read("--warning"),
    marker: read("--focus"),
    font: `${11 * (window.devicePixelRatio || 1)}px "IBM Plex Sans", "IBM Plex Sans Arabic", sans-serif`,
  };
}

function drawnScales(plot: uPlot): Map<string, [number, number]> {
  const scales = new Map<string, [number, number]>();
  for (const [name, scale] of Object.entries(plot.scales)) {
    const { min, max } = scale;
    if (name !== "x" && typeof min === "number" && typeof max === "number") scales.set(name, [min, max]);
  }
  return scales;
}

export function TrendChart(props: TrendChartProps) {
  const scheme = useComputedColorScheme("light");
  const { ref: box, width } = useElementSize();
  const mount = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;

  const { pens, aligned, scene, stepped, zone, texts, height } = props;
  const shape = JSON.stringify([pens, stepped, zone, texts.zoneLabel, scheme, height]);

  const resolved = useMemo((): Scene => {
    // Read again when the theme changes.
    void scheme;
    return { ...scene, gaps: scene.gaps.map(({ gaps, row, colour }) => ({ gaps, row, stroke: penStyle(colour, readVariable).stroke })) };
  }, [scene, scheme]);
  const sceneNow = useRef(resolved);
  sceneNow.current = resolved;

  const { onWidth } = props;
  const hasWidth = width > 0;
  useEffect(() => {
    if (width > 0) onWidth(width);
  }, [width, onWidth]);

  useEffect(() => {
    const target = mount.current;
    if (!target || !hasWidth) return;
    const now = latest.current;
    const gestures: Gestures = {
      onDrag: (...a) => latest.current.gestures.onDrag(...a),
      onPanBy: (...a) => latest.current.gestures.onPanBy(...a),
      onWheel: (...a) => latest.current.gestures.onWheel(...a),
      onCursor: (...a) => latest.current.gestures.onCursor(...a),
      onClick: (...a) => latest.current.gestures.onClick(...a),
    };
    const styled = now.pens.map(({ colour, ...pen }): ChartPen => ({ ...pen, style: penStyle(colour, readVariable) }));
    const size = { width: target.clientWidth, height: now.height };
    const setup = { stepped: now.stepped, zone: now.zone, look: currentLook(), texts: now.texts, gestures, scene: () => sceneNow.current };
    const made = new uPlot(chartOptions(styled, size, setup), chartData(now.aligned), target);
    plot.current = made;
    now.readScales.current = () => drawnScales(made);
    return () => {
      plot.current = null;
      made.destroy();
    };
    // `shape` stands for everything that needs a new chart.
  }, [shape, hasWidth]);

  useEffect(() => {
    plot.current?.setSize({ width, height });
  }, [width, height]);

  useEffect(() => {
    const chart = plot.current;
    if (!chart || chart.series.length !== aligned.pens.length * 3 + 1) return;
    chart.setData(chartData(aligned), true);
  }, [aligned, resolved, shape]);

  return (
    <div ref={box} dir="ltr" role="img" aria-label={props.label} style={{ minHeight: height, width: "100%" }}>
      <div ref={mount} />
    </div>
  );
}
