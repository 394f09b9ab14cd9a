//! What to draw of a signal: few enough points for a screen, no least or greatest value lost, gaps and bad quality told.

use super::{
    rollup::{self, Bucket, Level},
    segments::{Grain, Segments},
    tail::Tail,
};
use crate::{Result, gap, row::micros};
use domain::{GapReason, Quality, SignalNo, Timestamp};
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TrendSliceKind {
    /// Each entry is a reading: `min`, `max`, `first` and `last` are its value.
    Raw,
    /// Each entry is a bin of `width_ms` with at least one reading.
    Binned,
}

/// Parallel arrays, oldest first. Times are milliseconds since 1970 UTC.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrendSlice {
    pub signal: SignalNo,
    pub kind: TrendSliceKind,
    pub from: f64,
    pub to: f64,
    pub width_ms: Option<f64>,
    /// The reading's source time, or the start of the bin (of the period, where that begins inside the bin).
    pub t: Vec<f64>,
    /// `None`: no reading of the entry has a value.
    pub min: Vec<Option<f64>>,
    pub max: Vec<Option<f64>>,
    pub first: Vec<Option<f64>>,
    pub last: Vec<Option<f64>>,
    /// Of the values, each counted once.
    pub mean: Vec<Option<f64>>,
    /// Worst quality of the entry: 0 good, 1 uncertain, 2 bad.
    pub quality: Vec<u8>,
    /// Readings of the entry.
    pub count: Vec<u32>,
    /// Periods in which readings are known to be missing; a line must not be drawn across.
    pub gaps: Vec<TrendGap>,
    /// Stretches of entries whose worst quality is not good.
    pub not_good: Vec<QualitySpan>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrendGap {
    pub from: f64,
    pub to: f64,
    pub reason: GapReason,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QualitySpan {
    pub from: f64,
    pub to: f64,
    pub quality: Quality,
}

/// Rows read at most in place of rollups: a few milliseconds' worth per thousand points.
const ROWS_PER_POINT: usize = 30;

pub(super) fn slice(
    connection: &Connection,
    tail: &Tail,
    signal: SignalNo,
    from: Timestamp,
    to: Timestamp,
    points: usize,
) -> Result<TrendSlice> {
    let points = points.max(2);
    let (start, end) = (micros(from), micros(to).max(micros(from)));
    let segments = Segments::new(connection, tail, signal, start, end)?;
    let most = points.saturating_mul(ROWS_PER_POINT);
    let count = segments.count_rows(most)?;

    let mut slice = TrendSlice::empty(signal, start, end);
    if count <= points && segments.has_all_rows()? {
        slice.fill(TrendSliceKind::Raw, segments.rows()?.iter().map(|r| (r.ts, Bucket::of(r))));
    } else {
        let (grain, width) = resolution(start, end, points, count < most);
        // A bucket that stands although the period cuts through it begins before the period.
        let pieces = segments.pieces(grain)?.into_iter().map(|(at, bucket)| (at.max(start), bucket));
        let bins = rollup::merge_all(pieces, width);
        slice.width_ms = Some(millis(width));
        slice.fill(TrendSliceKind::Binned, bins.into_iter().map(|(at, bucket)| (at.max(start), bucket)));
    }
    slice.gaps = gap::list_for_signal(connection, signal, from, to)?
        .into_iter()
        .map(|g| TrendGap { from: millis(micros(g.from)), to: millis(micros(g.to)), reason: g.reason })
        .collect();
    slice.not_good = slice.not_good_spans();
    Ok(slice)
}

/// The coarsest rollup that still gives half as many bins as points asked for (each bin draws two: its least and its
/// greatest), and the width of a bin. Without such a rollup: rows where they are few, else seconds.
fn resolution(from: i64, to: i64, points: usize, rows_are_few: bool) -> (Grain, i64) {
    let range = (to - from).max(1);
    let fits = |level: &Level| range / level.micros() >= points as i64 / 2;
    let (grain, unit) = match Level::ALL.into_iter().rev().find(fits) {
        Some(level) => (Grain::Rollup(level), level.micros()),
        None if rows_are_few => (Grain::Raw, 1),
        None => (Grain::Rollup(Level::Second), Level::Second.micros()),
    };
    let bins = |width: i64| (to - 1).div_euclid(width) - from.div_euclid(width) + 1;
    let mut width = (range / points as i64 / unit).max(1) * unit;
    while bins(width) > points as i64 {
        width += (width / points as i64 / unit).max(1) * unit;
    }
    (grain, width)
}

fn millis(micros: i64) -> f64 {
    micros as f64 / 1000.0
}

impl TrendSlice {
    fn empty(signal: SignalNo, from: i64, to: i64) -> Self {
        Self {
            signal,
            kind: TrendSliceKind::Raw,
            from: millis(from),
            to: millis(to),
            width_ms: None,
            t: Vec::new(),
            min: Vec::new(),
            max: Vec::new(),
            first: Vec::new(),
            last: Vec::new(),
            mean: Vec::new(),
            quality: Vec::new(),
            count: Vec::new(),
            gaps: Vec::new(),
            not_good: Vec::new(),
        }
    }

    fn fill(&mut self, kind: TrendSliceKind, entries: impl Iterator<Item = (i64, Bucket)>) {
        self.kind = kind;
        for (at, bucket) in entries {
            self.t.push(millis(at));
            self.min.push(bucket.least);
            self.max.push(bucket.greatest);
            self.first.push(bucket.first);
            self.last.push(bucket.last);
            self.mean.push(bucket.mean());
            self.quality.push(bucket.worst);
            self.count.push(u32::try_from(bucket.n).unwrap_or(u32::MAX));
        }
    }

    /// A span reaches to the next entry, the last one to the end of its bin or of the period.
    fn not_good_spans(&self) -> Vec<QualitySpan> {
        let mut spans: Vec<QualitySpan> = Vec::new();
        for (i, &worst) in self.quality.iter().enumerate() {
            let quality = Quality::from_number(worst.into());
            if quality == Quality::Good {
                continue;
            }
            let from = self.t[i];
            let bin_end = self.width_ms.map_or(self.to, |w| (from + w).min(self.to));
            let to = self.t.get(i + 1).copied().unwrap_or(bin_end);
            match spans.last_mut() {
                Some(last) if last.quality == quality && last.to == from => last.to = to,
                _ => spans.push(QualitySpan { from, to, quality }),
            }
        }
        spans
    }
}
