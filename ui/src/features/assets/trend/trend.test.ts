import { describe, expect, test } from "vitest";
import type { LatestValue, TrendSeries } from "@/bindings";
import { row, trendCsv } from "./csv";
import { assignSlots } from "./pens";
import { align, badStretches, readAt, summary, withLatest } from "./series";
import { DAY, extentOf, fixed, HOUR, now, pan, refetchEveryMs, zoom } from "./window";

const series = (differs: Partial<TrendSeries>): TrendSeries => ({
  signal: 1,
  isRaw: false,
  t: [1_000, 2_000, 5_000],
  min: [1, 2, 3],
  max: [3, 9, 5],
  mean: [2, 4, 4],
  quality: [0, 0, 0],
  gaps: [{ fromMs: 2_000, toMs: 5_000, reason: "connection_lost" }],
  readings: 30,
  ...differs,
});

describe("align", () => {
  test("a gap breaks its own line and no other", () => {
    const other = series({ signal: 2, isRaw: true, t: [1_500, 3_000], min: [7, 8], max: [7, 8], mean: [7, 8], quality: [0, 0], gaps: [] });
    const { t, pens } = align([series({}), other]);
    expect(t).toEqual([1_000, 1_500, 2_000, 2_000.0005, 3_000, 4_999.9995, 5_000]);
    expect(pens[0]?.line).toEqual([2, undefined, 4, null, undefined, null, 4]);
    expect(pens[1]?.line).toEqual([undefined, 7, undefined, undefined, 8, undefined, undefined]);
  });

  test("a reading inside a gap stands alone between two breaks", () => {
    const { pens } = align([series({ t: [1_000, 2_000, 4_000, 5_000], min: [1, 2, 7, 3], max: [3, 9, 7, 5], mean: [2, 4, 7, 4], quality: [0, 0, 0, 0] })]);
    expect(pens[0]?.line).toEqual([2, 4, null, 7, null, 4]);
  });

  test("min and max of every interval are kept; a raw series has no band", () => {
    const { pens } = align([series({ gaps: [] }), series({ gaps: [], isRaw: true })]);
    expect(pens[0]?.max).toEqual([3, 9, 5]);
    expect(pens[0]?.min).toEqual([1, 2, 3]);
    expect(pens[1]?.max).toEqual([undefined, undefined, undefined]);
  });

  test("a bad point breaks the line instead of falling to zero", () => {
    const { pens } = align([series({ gaps: [], mean: [2, null, 4], min: [1, null, 3], max: [3, null, 5], quality: [0, 2, 0] })]);
    expect(pens[0]?.line).toEqual([2, null, 4]);
  });

  test("times come in order however the series are interleaved", () => {
    const { t } = align([series({ t: [10, 9_000, 100_000], gaps: [] }), series({ t: [9, 10_000], gaps: [] })]);
    expect(t).toEqual([9, 10, 9_000, 10_000, 100_000]);
  });
});

describe("readAt", () => {
  test("holds the newest point, says gap inside a gap, nothing before the first", () => {
    const s = series({});
    expect(readAt(s, 1_999, 1e9)).toMatchObject({ kind: "value", value: 2, t: 1_000 });
    expect(readAt(s, 2_000, 1e9)).toMatchObject({ kind: "value", value: 4, min: 2, max: 9 });
    expect(readAt(s, 3_000, 1e9)).toMatchObject({ kind: "gap", gap: { reason: "connection_lost" } });
    expect(readAt(s, 999, 1e9)).toEqual({ kind: "none" });
  });

  test("behind the last point a value is not held for ever", () => {
    expect(readAt(series({}), 5_500, 1_000)).toMatchObject({ kind: "value" });
    expect(readAt(series({}), 6_500, 1_000)).toEqual({ kind: "none" });
  });

  test("a bad point has no value, not zero", () => {
    expect(readAt(series({ gaps: [], mean: [2, null, 4] }), 2_500, 1e9)).toEqual({ kind: "bad", t: 2_000 });
  });
});

describe("withLatest", () => {
  const latest = (differs: Partial<LatestValue>): LatestValue => ({
    signal: 1, value: 6, lastGoodValue: 6, lastGoodAt: null, status: 0, quality: "good",
    sourceTime: "1970-01-01T00:00:06Z", serverTime: null, receiptTime: "1970-01-01T00:00:06Z", isStale: false, ...differs,
  });

  test("a newer reading is put behind the last point", () => {
    expect(withLatest(series({}), latest({})).t).toEqual([1_000, 2_000, 5_000, 6_000]);
  });

  test("an older one, or another signal's, changes nothing", () => {
    const s = series({});
    expect(withLatest(s, latest({ sourceTime: "1970-01-01T00:00:05Z" }))).toBe(s);
    expect(withLatest(s, latest({ signal: 2 }))).toBe(s);
    expect(withLatest(s, undefined)).toBe(s);
  });

  test("a bad one is marked and has no value", () => {
    const s = withLatest(series({}), latest({ value: null, quality: "bad" }));
    expect([s.mean.at(-1), s.quality.at(-1)]).toEqual([null, 2]);
  });
});

describe("assignSlots", () => {
  test("a new pen takes the first free look; the others keep theirs when one is taken away", () => {
    const first = assignSlots(new Map(), [7, 8, 9]);
    expect([...first]).toEqual([[7, 0], [8, 1], [9, 2]]);
    const without = assignSlots(first, [7, 9]);
    expect([...without]).toEqual([[7, 0], [9, 2]]);
    expect(assignSlots(without, [7, 9, 4]).get(4)).toBe(1);
  });

  test("twelve pens have twelve looks", () => {
    expect(new Set(assignSlots(new Map(), Array.from({ length: 12 }, (_, i) => i)).values()).size).toBe(12);
  });
});

test("the summary of a view holds its spikes and leaves bad points out", () => {
  expect(summary(series({}), 0, 10_000)).toEqual({ min: 1, max: 9, mean: 10 / 3 });
  expect(summary(series({ mean: [null, null, null] }), 0, 10_000)).toBeNull();
  expect(summary(series({}), 4_000, 10_000)).toEqual({ min: 3, max: 5, mean: 4 });
});

test("points that are not good are marked in stretches", () => {
  const s = series({ t: [1, 2, 3, 4, 5, 6], quality: [0, 2, 2, 1, 0, 2] });
  expect(badStretches(s)).toEqual([[2, 4, "bad"], [4, 5, "uncertain"], [6, 6, "bad"]]);
});

describe("window", () => {
  const at = 1_000 * DAY;

  test("a live tail ends at the clock", () => {
    expect(extentOf({ kind: "live", spanMs: HOUR }, at)).toEqual({ fromMs: at - HOUR, toMs: at });
  });

  test("zoom at a moment keeps that moment in place", () => {
    const w = zoom({ kind: "fixed", fromMs: 0, toMs: 100_000 }, at, 0.5, 25_000);
    expect(w).toEqual({ kind: "fixed", fromMs: 12_500, toMs: 62_500 });
  });

  test("zoom of a live tail without a moment goes on following", () => {
    expect(zoom({ kind: "live", spanMs: HOUR }, at, 2)).toEqual({ kind: "live", spanMs: 2 * HOUR });
  });

  test("pan to the past is fixed; back beyond now follows again", () => {
    const back = pan({ kind: "live", spanMs: HOUR }, at, -0.5);
    expect(back).toEqual({ kind: "fixed", fromMs: at - 1.5 * HOUR, toMs: at - 0.5 * HOUR });
    expect(pan(back, at, 0.75)).toEqual({ kind: "live", spanMs: HOUR });
    expect(now(back, at)).toEqual({ kind: "live", spanMs: HOUR });
  });

  test("a drag from right to left is the same window, and never shorter than a second", () => {
    expect(fixed(9_000, 4_000)).toEqual({ kind: "fixed", fromMs: 4_000, toMs: 9_000 });
    expect(fixed(5_000, 5_000)).toEqual({ kind: "fixed", fromMs: 4_500, toMs: 5_500 });
  });

  test("a long tail is fetched seldom, a short one at most four times a second", () => {
    expect(refetchEveryMs(60_000, 1_000)).toBe(250);
    expect(refetchEveryMs(HOUR, 1_000)).toBe(900);
    expect(refetchEveryMs(30 * DAY, 1_000)).toBe(15_000);
  });
});

describe("csv", () => {
  test("every point with its least and greatest, and the gap, in order of time", () => {
    const text = trendCsv([{ title: "P-101 flow [m3/h]", series: series({}) }]);
    expect(text.split("\r\n")).toEqual([
      "time,signal,min,mean,max,quality,note",
      "1970-01-01T00:00:01.000Z,P-101 flow [m3/h],1,2,3,good,",
      "1970-01-01T00:00:02.000Z,P-101 flow [m3/h],2,4,9,good,",
      "1970-01-01T00:00:02.000Z,P-101 flow [m3/h],,,,gap,connection_lost until 1970-01-01T00:00:05.000Z",
      "1970-01-01T00:00:05.000Z,P-101 flow [m3/h],3,4,5,good,",
      "",
    ]);
  });

  test("quotes are doubled, formulas are kept from running, negative numbers stay numbers", () => {
    expect(row(['a"b,c', "=1+1", -3.5, null])).toBe(`"a""b,c",'=1+1,-3.5,`);
  });
});
