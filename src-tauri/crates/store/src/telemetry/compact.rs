//! From spool to trend and rollups.
//!
//! One transaction takes the oldest spool rows, writes them to the trend (a repeat of (signal, source time) replaces),
//! brings the rollups up to date and deletes them from the spool: a kill leaves either all of that or nothing.
//! Readings newer than all that the signal had are added to its rollups. A late or corrected one is not: the buckets it
//! falls in are made anew from the rows below them, so that a correction also takes back the value it corrects.

use super::{
    latest, retention,
    rollup::{self, Bucket, Level},
    row::Row,
};
use crate::{
    Result,
    connections::{Connections, with_room},
    row::micros,
};
use domain::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

/// Rows per transaction. Each signal's rows go to pages of their own, and encrypting a page costs more than adding a row
/// to it: the more rows of a signal at once, the cheaper each. This many hold up an append for less than a second.
const ROWS_PER_TRANSACTION: usize = 100_000;

/// From so many waiting rows on, or when the oldest was received so long ago, they are moved.
const DUE_ROWS: i64 = 50_000;
const DUE_MICROS: i64 = 5 * Level::Second.micros();

/// How long and how much one call may work; it ends after the transaction that reaches either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    pub rows: usize,
    pub time: Duration,
}

impl Budget {
    /// Until the spool is empty.
    pub const ALL: Self = Self { rows: usize::MAX, time: Duration::MAX };
}

impl Default for Budget {
    /// What a job that runs every few seconds takes at a time.
    fn default() -> Self {
        Self { rows: 500_000, time: Duration::from_secs(2) }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compacted {
    /// Rows taken from the spool, repeats included.
    pub moved: u64,
    /// Of those, the late, corrected or repeated ones.
    pub out_of_order: u64,
    /// Whether the spool was empty at the end.
    pub is_done: bool,
}

/// Whether so many readings wait, or one has waited so long, that moving them is worth its while: a page is encrypted
/// once for all rows that it gets, so many rows at once are cheaper; but every trend reads what waits.
pub(super) fn is_due(connection: &Connection, now: Timestamp) -> Result<bool> {
    let waiting: Option<(i64, i64)> = connection
        .prepare_cached(
            "SELECT (SELECT max(seq) FROM spool) - seq, ts + receipt_delta FROM spool ORDER BY seq LIMIT 1",
        )?
        .query_row([], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let Some((rows, received)) = waiting else { return Ok(false) };
    let age = micros(now).saturating_sub(received);
    // Received in the future: the clock was set back.
    Ok(rows >= DUE_ROWS || !(0..DUE_MICROS).contains(&age))
}

pub(super) fn compact(connections: &Connections, budget: Budget) -> Result<Compacted> {
    let started = Instant::now();
    let mut all = Compacted::default();
    loop {
        let left = usize::try_from(all.moved).map_or(0, |moved| budget.rows.saturating_sub(moved));
        let limit = ROWS_PER_TRANSACTION.min(left.max(1));
        let (moved, out_of_order) = connections.write(|tx| with_room(tx, limit, || compact_some(tx, limit)))?;
        all.moved += moved as u64;
        all.out_of_order += out_of_order as u64;
        all.is_done = moved < limit;
        if all.is_done || all.moved >= budget.rows as u64 || started.elapsed() >= budget.time {
            return Ok(all);
        }
    }
}

/// How many rows were taken, and how many of them were late, corrected or repeated.
fn compact_some(connection: &Connection, limit: usize) -> Result<(usize, usize)> {
    let mut spooled = oldest(connection, limit)?;
    let Some(newest_seq) = spooled.iter().map(|s| s.seq).max() else { return Ok((0, 0)) };
    let moved = spooled.len();

    // By signal and source time; of repeats the one received last stays.
    spooled.sort_unstable_by_key(|s| (s.signal, s.row.ts, std::cmp::Reverse(s.seq)));
    spooled.dedup_by_key(|s| (s.signal, s.row.ts));
    let mut out_of_order = moved - spooled.len();

    let raw_since = retention::raw_since(connection)?;
    for of_signal in spooled.chunk_by(|a, b| a.signal == b.signal) {
        let signal = of_signal[0].signal;
        let known_to = newest_trend_time(connection, signal)?;
        let split = known_to.map_or(0, |known| of_signal.partition_point(|s| s.row.ts <= known));
        let (late, fresh) = of_signal.split_at(split);
        out_of_order += late.len();
        let made_anew = take_late(connection, signal, late, raw_since)?;
        insert_trend(connection, signal, fresh)?;
        roll_up(connection, signal, fresh, &made_anew)?;
    }
    connection.prepare_cached("DELETE FROM spool WHERE seq <= ?1")?.execute([newest_seq])?;
    Ok((moved, out_of_order))
}

struct Spooled {
    seq: i64,
    signal: i64,
    row: Row,
}

fn oldest(connection: &Connection, limit: usize) -> Result<Vec<Spooled>> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, signal, ts, value, status, server_delta, receipt_delta FROM spool ORDER BY seq LIMIT ?1",
    )?;
    let rows = statement
        .query_map([limit as i64], |r| Ok(Spooled { seq: r.get(0)?, signal: r.get(1)?, row: Row::read(r, 2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn newest_trend_time(connection: &Connection, signal: i64) -> Result<Option<i64>> {
    Ok(connection.prepare_cached("SELECT max(ts) FROM trend WHERE signal = ?1")?.query_row([signal], |r| r.get(0))?)
}

fn insert_trend(connection: &Connection, signal: i64, spooled: &[Spooled]) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT OR REPLACE INTO trend (signal, ts, value, status, server_delta, receipt_delta)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for Spooled { row, .. } in spooled {
        statement.execute(params![signal, row.ts, row.value, row.status, row.server_delta, row.receipt_delta])?;
    }
    Ok(())
}

/// Buckets that are to be made anew from what is below them, per level.
#[derive(Default)]
struct MadeAnew([BTreeSet<i64>; 3]);

impl MadeAnew {
    fn of(&self, level: Level) -> &BTreeSet<i64> {
        &self.0[level as usize]
    }
}

/// Late and corrected rows go into the trend and name their buckets. Before `raw_since` the rows that a bucket was made
/// from are gone: there a row that is not stored already is added to the bucket.
fn take_late(connection: &Connection, signal: i64, late: &[Spooled], raw_since: i64) -> Result<MadeAnew> {
    let mut made_anew = MadeAnew::default();
    let split = late.partition_point(|s| s.row.ts < raw_since);
    let (beyond_rows, within_rows) = late.split_at(split);

    let mut is_stored =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM trend WHERE signal = ?1 AND ts = ?2)")?;
    for spooled in beyond_rows {
        if !is_stored.query_row(params![signal, spooled.row.ts], |r| r.get::<_, bool>(0))? {
            for level in Level::ALL {
                rollup::add(connection, level, signal, &[(level.floor(spooled.row.ts), Bucket::of(&spooled.row))])?;
            }
        }
    }
    insert_trend(connection, signal, late)?;
    for spooled in within_rows {
        for level in Level::ALL {
            made_anew.0[level as usize].insert(level.floor(spooled.row.ts));
        }
    }
    Ok(made_anew)
}

/// Brings the rollups up to date with rows newer than all before, and makes the named buckets anew.
fn roll_up(connection: &Connection, signal: i64, fresh: &[Spooled], made_anew: &MadeAnew) -> Result<()> {
    for level in Level::ALL {
        // Those that are made anew below are written over there.
        rollup::add(connection, level, signal, &rollup::fold(fresh.iter().map(|s| &s.row), level.micros()))?;
        for &start in made_anew.of(level) {
            let end = start + level.micros();
            // An hour from its minutes, which are right by now; the shorter ones from the rows themselves.
            let bucket = match level {
                Level::Hour => {
                    rollup::merge_all(rollup::load(connection, Level::Minute, signal, start, end)?, level.micros())
                }
                Level::Second | Level::Minute => {
                    rollup::fold(&trend_rows(connection, signal, start, end)?, level.micros())
                }
            };
            rollup::replace(connection, level, signal, &bucket)?;
        }
    }
    Ok(())
}

pub(super) fn trend_rows(connection: &Connection, signal: i64, from: i64, to: i64) -> Result<Vec<Row>> {
    let mut statement = connection.prepare_cached(
        "SELECT ts, value, status, server_delta, receipt_delta FROM trend
         WHERE signal = ?1 AND ts >= ?2 AND ts < ?3 ORDER BY ts",
    )?;
    let rows = statement.query_map(params![signal, from, to], |r| Row::read(r, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// After a salvage: rollups and newest readings that were lost, made again from the rows that were not.
pub(crate) fn make_missing(connection: &Connection, signals: &[i64]) -> Result<()> {
    for &signal in signals {
        let rows = trend_rows(connection, signal, i64::MIN, i64::MAX)?;
        rollup::fill_in(connection, Level::Second, signal, &rollup::fold(&rows, Level::Second.micros()))?;
        rollup::fill_in(connection, Level::Minute, signal, &rollup::fold(&rows, Level::Minute.micros()))?;
        let minutes = rollup::load(connection, Level::Minute, signal, i64::MIN, i64::MAX)?;
        rollup::fill_in(connection, Level::Hour, signal, &rollup::merge_all(minutes, Level::Hour.micros()))?;
        if let Some(newest) = rows.last() {
            latest::upsert(connection, &[(signal, *newest)])?;
        }
    }
    Ok(())
}
