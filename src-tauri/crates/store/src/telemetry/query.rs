//! Other questions about readings: the readings themselves, the good ones, hours for scoring, and how many there are.

use super::{
    compact,
    rollup::{self, HOUR, Level},
    segments::{Grain, Segments},
    tail::Tail,
};
use crate::{
    Result,
    row::{micros, time},
};
use domain::{Quality, Reading, SignalNo, Timestamp};
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashSet;

/// What an hour of a signal comes to. Values are those with a number: good and uncertain ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HourOfReadings {
    /// UTC hour.
    pub start: Timestamp,
    pub readings: u64,
    /// Readings of good quality with a value.
    pub good: u64,
    /// Readings with a value: the good ones and the uncertain ones.
    pub with_value: u64,
    pub min: Option<f64>,
    pub max: Option<f64>,
    pub mean: Option<f64>,
    pub worst: Quality,
}

pub(super) fn readings(
    connection: &Connection,
    tail: &Tail,
    signal: SignalNo,
    from: Timestamp,
    to: Timestamp,
    limit: usize,
) -> Result<Vec<Reading>> {
    let rows = Segments::new(connection, tail, signal, micros(from), micros(to))?.rows()?;
    Ok(rows.iter().take(limit).map(|r| r.reading(signal)).collect())
}

pub(super) fn good_readings(
    connection: &Connection,
    tail: &Tail,
    signal: SignalNo,
    from: Timestamp,
    to: Timestamp,
    max: usize,
) -> Result<Vec<(Timestamp, f64)>> {
    let rows = Segments::new(connection, tail, signal, micros(from), micros(to))?.rows()?;
    let good: Vec<(Timestamp, f64)> = rows
        .iter()
        .filter(|r| r.quality() == Quality::Good)
        .filter_map(|r| r.value.map(|value| (time(r.ts), value)))
        .collect();
    let step = good.len().div_ceil(max.max(1)).max(1);
    Ok(good.into_iter().step_by(step).collect())
}

pub(super) fn hourly(
    connection: &Connection,
    tail: &Tail,
    signal: SignalNo,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<HourOfReadings>> {
    hours(&Segments::new(connection, tail, signal, micros(from), micros(to))?)
}

pub(super) fn hourly_moved(
    connection: &Connection,
    signal: SignalNo,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<HourOfReadings>> {
    hours(&Segments::moved(connection, signal, micros(from), micros(to))?)
}

fn hours(segments: &Segments<'_>) -> Result<Vec<HourOfReadings>> {
    let pieces = segments.pieces(Grain::Rollup(Level::Hour))?;
    let hours = rollup::merge_all(pieces, HOUR).into_iter().map(|(start, bucket)| HourOfReadings {
        start: time(start),
        readings: bucket.n,
        good: bucket.n_good,
        min: bucket.least,
        max: bucket.greatest,
        mean: bucket.mean(),
        with_value: bucket.n_value,
        worst: bucket.quality(),
    });
    Ok(hours.collect())
}

/// Rolled-up ones by their hours, and those of the spool that are not in the trend already.
pub(super) fn count(connection: &Connection, tail: &Tail, signal: Option<SignalNo>) -> Result<u64> {
    let rolled_up: u64 = connection
        .prepare_cached("SELECT coalesce(sum(n), 0) FROM trend_hour WHERE ?1 IS NULL OR signal = ?1")?
        .query_row([signal.map(|s| s.0)], |r| r.get(0))?;
    let mut waiting: Vec<(i64, i64)> = match signal {
        Some(signal) => {
            tail.of_signal(connection, signal, i64::MIN, i64::MAX)?.iter().map(|row| (signal.0, row.ts)).collect()
        }
        None => tail.all(connection)?.iter().map(|(signal, row)| (*signal, row.ts)).collect(),
    };
    waiting.sort_unstable();
    waiting.dedup();
    Ok(rolled_up + not_moved(connection, &waiting)?)
}

/// [`count`] of some signals in a period of whole hours.
pub(super) fn count_of(
    connection: &Connection,
    tail: &Tail,
    signals: &[SignalNo],
    from: Timestamp,
    to: Timestamp,
) -> Result<u64> {
    let (from, to) = (micros(from), micros(to));
    let mut rolled_up = connection.prepare_cached(
        "SELECT coalesce(sum(n), 0) FROM trend_hour WHERE signal = ?1 AND bucket >= ?2 AND bucket < ?3",
    )?;
    let wanted: HashSet<i64> = signals.iter().map(|s| s.0).collect();
    let mut count = 0;
    for signal in signals {
        count += rolled_up.query_row([signal.0, from, to], |r| r.get::<_, u64>(0))?;
    }
    let waiting = tail.all(connection)?.into_iter().map(|(signal, row)| (signal, row.ts));
    let mut waiting: Vec<(i64, i64)> =
        waiting.filter(|(signal, ts)| wanted.contains(signal) && (from..to).contains(ts)).collect();
    waiting.sort_unstable();
    waiting.dedup();
    Ok(count + not_moved(connection, &waiting)?)
}

/// How many of these, ordered and each once, are not in the trend.
fn not_moved(connection: &Connection, waiting: &[(i64, i64)]) -> Result<u64> {
    let mut is_moved =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM trend WHERE signal = ?1 AND ts = ?2)")?;
    let mut only_waiting = 0;
    for of_signal in waiting.chunk_by(|a, b| a.0 == b.0) {
        let known_to = compact::newest_trend_time(connection, of_signal[0].0)?;
        for (signal, ts) in of_signal {
            let is_fresh = known_to.is_none_or(|known| *ts > known);
            only_waiting += u64::from(is_fresh || !is_moved.query_row([signal, ts], |r| r.get::<_, bool>(0))?);
        }
    }
    Ok(only_waiting)
}

/// The newest value of good quality, in the spool or in the trend.
pub(super) fn last_good(connection: &Connection, tail: &Tail, signal: SignalNo) -> Result<Option<(Timestamp, f64)>> {
    let moved: Option<(i64, f64)> = connection
        .prepare_cached(
            "SELECT ts, value FROM trend WHERE signal = ?1 AND value IS NOT NULL AND status >> 30 = 0
             ORDER BY ts DESC LIMIT 1",
        )?
        .query_row([signal.0], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let waiting = tail.of_signal(connection, signal, i64::MIN, i64::MAX)?;
    let newest = waiting.iter().rev().filter(|r| r.quality() == Quality::Good);
    let newest = newest.filter_map(|r| r.value.map(|value| (r.ts, value))).next();
    // Of equal times the one that waits was received later.
    Ok(moved.into_iter().chain(newest).max_by_key(|(ts, _)| *ts).map(|(ts, value)| (time(ts), value)))
}
