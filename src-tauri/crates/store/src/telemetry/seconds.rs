//! Rollups of a second, for the minutes that have more readings than a drawing wants to read.
//!
//! At a reading a second such a rollup would repeat the reading and cost as much. So a minute has either all of its
//! seconds stored, from the time that it is crowded on, or none, and then its rows tell. Where rows are let go before
//! seconds are, the seconds that were not stored are made from them first.

use super::{
    compact::trend_rows,
    rollup::{self, Level},
    row::Row,
};
use crate::Result;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Rows of a minute from which on its seconds are stored: two a second.
const CROWDED: u64 = 120;

/// After the minutes: brings the seconds up to date with rows newer than all before, and makes the named ones anew.
pub(super) fn keep_up(connection: &Connection, signal: i64, fresh: &[Row], made_anew: &BTreeSet<i64>) -> Result<()> {
    let minute = |ts: i64| Level::Minute.floor(ts);
    let late_minutes: BTreeSet<i64> = made_anew.iter().map(|start| minute(*start)).collect();
    let mut stored = Vec::new();
    for of_minute in fresh.chunk_by(|a, b| minute(a.ts) == minute(b.ts)) {
        let start = minute(of_minute[0].ts);
        if has_seconds(connection, signal, start)? {
            // Those that are made anew are written over below.
            rollup::add(connection, Level::Second, signal, &rollup::fold(of_minute, Level::Second.micros()))?;
            stored.push(start);
        } else if !late_minutes.contains(&start) {
            store_if_crowded(connection, signal, start)?;
        }
    }
    for start in late_minutes {
        if !stored.contains(&start) && !has_seconds(connection, signal, start)? {
            store_if_crowded(connection, signal, start)?;
            continue;
        }
        for &second in made_anew.range(start..start + Level::Minute.micros()) {
            let rows = trend_rows(connection, signal, second, second + Level::Second.micros())?;
            rollup::replace(connection, Level::Second, signal, &rollup::fold(&rows, Level::Second.micros()))?;
        }
    }
    Ok(())
}

fn has_seconds(connection: &Connection, signal: i64, minute: i64) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM trend_second WHERE signal = ?1 AND bucket >= ?2 AND bucket < ?3)",
        )?
        .query_row(params![signal, minute, minute + Level::Minute.micros()], |r| r.get(0))?)
}

fn store_if_crowded(connection: &Connection, signal: i64, minute: i64) -> Result<()> {
    let end = minute + Level::Minute.micros();
    let n: u64 = rollup::load(connection, Level::Minute, signal, minute, end)?.iter().map(|(_, bucket)| bucket.n).sum();
    if n > CROWDED {
        let rows = trend_rows(connection, signal, minute, end)?;
        rollup::fill_in(connection, Level::Second, signal, &rollup::fold(&rows, Level::Second.micros()))?;
    }
    Ok(())
}

/// The stored seconds of a period and, where a minute has none, its rows, which `rows` reads. In time order.
pub(super) fn with_rows(
    connection: &Connection,
    signal: i64,
    from: i64,
    to: i64,
    mut rows: impl FnMut(i64, i64) -> Result<rollup::Buckets>,
) -> Result<rollup::Buckets> {
    let minute = |ts: i64| Level::Minute.floor(ts);
    let stored = rollup::load(connection, Level::Second, signal, from, to)?;
    let mut pieces = Vec::with_capacity(stored.len());
    let mut told_to = from;
    for of_minute in stored.chunk_by(|a, b| minute(a.0) == minute(b.0)) {
        let start = minute(of_minute[0].0);
        if told_to < start {
            pieces.extend(rows(told_to, start)?);
        }
        pieces.extend_from_slice(of_minute);
        told_to = (start + Level::Minute.micros()).min(to);
    }
    if told_to < to {
        pieces.extend(rows(told_to, to)?);
    }
    Ok(pieces)
}

/// The end of what may go at once, not after `end`, so that no minute without seconds is cut.
pub(super) fn whole_minutes(first: i64, end: i64) -> i64 {
    if Level::Minute.floor(end) > first { Level::Minute.floor(end) } else { end }
}

/// Makes the seconds that are not stored, of rows that are about to go. Of the last minute all of them, also those whose
/// rows stay: a minute has all or none.
pub(super) fn make_from(connection: &Connection, signal: i64, from: i64, to: i64) -> Result<()> {
    let rows = trend_rows(connection, signal, from, Level::Minute.floor(to - 1) + Level::Minute.micros())?;
    rollup::fill_in(connection, Level::Second, signal, &rollup::fold(&rows, Level::Second.micros()))
}

/// After a salvage: of minutes that are crowded or have some left.
pub(super) fn make_missing(connection: &Connection, signal: i64, rows: &[Row]) -> Result<()> {
    for of_minute in rows.chunk_by(|a, b| Level::Minute.floor(a.ts) == Level::Minute.floor(b.ts)) {
        let start = Level::Minute.floor(of_minute[0].ts);
        if of_minute.len() as u64 > CROWDED || has_seconds(connection, signal, start)? {
            rollup::fill_in(connection, Level::Second, signal, &rollup::fold(of_minute, Level::Second.micros()))?;
        }
    }
    Ok(())
}
