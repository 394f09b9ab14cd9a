//! From spool to trend and rollups.
//!
//! A pass takes the oldest sheets, orders their readings by signal, and in one transaction after another writes some
//! signals' to the trend (a repeat of (signal, source time) replaces) and brings their rollups up to date; the last one
//! removes the sheets. A kill in between leaves readings in both places, which every question counts once, and the next
//! pass moves them again to the same effect.
//! Readings newer than all that the signal had are added to its rollups. A late or corrected one is not: the buckets it
//! falls in are made anew from the rows below them, so that a correction also takes back the value it corrects.

use super::{
    latest, retention,
    rollup::{self, Bucket, Level},
    row::Row,
    seconds, sheet, spool,
};
use crate::{Result, connections::Connections, lock, open::beside, row::micros};
use domain::Timestamp;
use rusqlite::{Connection, params};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

/// Readings of one pass at most: what it holds in memory, some 70 bytes each. Each signal's rows go to pages of their
/// own, and encrypting a page costs more than adding a row to it: the more rows of a signal at once, the cheaper each.
const ROWS_PER_PASS: usize = 700_000;

/// Rows and signals per transaction: what an append waits for, much less than a second, and pages that fit the writer's
/// cache (a signal dirties three or four).
const ROWS_PER_TRANSACTION: usize = 100_000;
const SIGNALS_PER_TRANSACTION: usize = 2_500;

/// From so many waiting sheets on (half a million readings of a busy plant), or when the oldest was received so long
/// ago, they are moved. 10,000 signals at a value a second come to some sixty rows each.
const DUE_SHEETS: i64 = 3_200;
const DUE_MICROS: i64 = Level::Minute.micros();

/// How long and how much one call may work; it ends after the pass that reaches either.
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
        Self { rows: ROWS_PER_PASS, time: Duration::from_secs(2) }
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
/// once for all rows that it gets, so many rows at once are cheaper.
pub(super) fn is_due(connection: &Connection, now: Timestamp) -> Result<bool> {
    let Some(sheets) = spool::ends(connection)? else { return Ok(false) };
    let Some(received) = spool::oldest_received(connection)? else { return Ok(false) };
    let age = micros(now).saturating_sub(received);
    // Received in the future: the clock was set back.
    Ok(sheets.end() - sheets.start() >= DUE_SHEETS || !(0..DUE_MICROS).contains(&age))
}

pub(super) fn compact(connections: &Connections, budget: Budget) -> Result<Compacted> {
    // One at a time, in whatever process: a pass must not write what another, which took more, has replaced.
    let turn = lock::open_lock_file(&beside(connections.path(), "moving"))?;
    turn.lock()?;
    let started = Instant::now();
    let mut all = Compacted::default();
    loop {
        let left = usize::try_from(all.moved).map_or(0, |moved| budget.rows.saturating_sub(moved));
        let pass = pass(connections, ROWS_PER_PASS.min(left.max(1)))?;
        all.moved += pass.moved;
        all.out_of_order += pass.out_of_order;
        all.is_done = pass.is_done;
        if all.is_done || all.moved >= budget.rows as u64 || started.elapsed() >= budget.time {
            return Ok(all);
        }
    }
}

fn pass(connections: &Connections, limit: usize) -> Result<Compacted> {
    // On the writer: what it has just written is still in its cache, decrypted.
    let sheets = connections.write(|tx| match spool::ends(tx)? {
        Some(all) => spool::sheets(tx, all, limit),
        None => Ok(Vec::new()),
    })?;
    let Some((newest_sheet, _)) = sheets.last() else { return Ok(Compacted { is_done: true, ..Compacted::default() }) };
    let newest_sheet = *newest_sheet;
    let mut waiting = Vec::with_capacity(sheets.iter().map(|(_, s)| s.n).sum());
    for (_, sheet) in &sheets {
        sheet::unpack(&sheet.bytes, sheet.first_signal, |signal, row| {
            waiting.push(Waiting { signal, order: waiting.len() as u32, row });
        })?;
    }
    drop(sheets);
    let moved = waiting.len();

    // By signal and source time; of repeats the one received last stays.
    waiting.sort_unstable_by_key(|w| (w.signal, w.row.ts, std::cmp::Reverse(w.order)));
    waiting.dedup_by_key(|w| (w.signal, w.row.ts));
    let mut out_of_order = moved - waiting.len();

    let mut rest = waiting.as_slice();
    while !rest.is_empty() {
        let (some, others) = rest.split_at(portion(rest));
        rest = others;
        out_of_order += connections.write(|tx| {
            let late = move_to_trend(tx, some)?;
            if others.is_empty() {
                spool::remove_to(tx, newest_sheet)?;
            }
            Ok(late)
        })?;
    }
    let is_done = connections.read(spool::ends)?.is_none();
    Ok(Compacted { moved: moved as u64, out_of_order: out_of_order as u64, is_done })
}

struct Waiting {
    signal: i64,
    order: u32,
    row: Row,
}

/// How many of the readings go into one transaction: those of whole signals.
fn portion(waiting: &[Waiting]) -> usize {
    let (mut rows, mut signals) = (0, 0);
    for of_signal in waiting.chunk_by(|a, b| a.signal == b.signal) {
        if signals == SIGNALS_PER_TRANSACTION || (rows > 0 && rows + of_signal.len() > ROWS_PER_TRANSACTION) {
            break;
        }
        rows += of_signal.len();
        signals += 1;
    }
    rows
}

/// How many of them were late or corrected.
fn move_to_trend(connection: &Connection, waiting: &[Waiting]) -> Result<usize> {
    let raw_since = retention::raw_since(connection)?;
    let mut all_late = 0;
    let mut rows = Vec::new();
    for of_signal in waiting.chunk_by(|a, b| a.signal == b.signal) {
        let signal = of_signal[0].signal;
        rows.clear();
        rows.extend(of_signal.iter().map(|w| w.row));
        let known_to = newest_trend_time(connection, signal)?;
        let split = known_to.map_or(0, |known| rows.partition_point(|r| r.ts <= known));
        let (late, fresh) = rows.split_at(split);
        all_late += late.len();
        let made_anew = take_late(connection, signal, late, raw_since)?;
        insert_trend(connection, signal, fresh)?;
        roll_up(connection, signal, fresh, &made_anew)?;
    }
    Ok(all_late)
}

pub(super) fn newest_trend_time(connection: &Connection, signal: i64) -> Result<Option<i64>> {
    Ok(connection.prepare_cached("SELECT max(ts) FROM trend WHERE signal = ?1")?.query_row([signal], |r| r.get(0))?)
}

fn insert_trend(connection: &Connection, signal: i64, rows: &[Row]) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT OR REPLACE INTO trend (signal, ts, value, status, server_delta, receipt_delta)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for row in rows {
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
fn take_late(connection: &Connection, signal: i64, late: &[Row], raw_since: i64) -> Result<MadeAnew> {
    let mut made_anew = MadeAnew::default();
    let split = late.partition_point(|r| r.ts < raw_since);
    let (beyond_rows, within_rows) = late.split_at(split);

    let mut is_stored =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM trend WHERE signal = ?1 AND ts = ?2)")?;
    for row in beyond_rows {
        if !is_stored.query_row(params![signal, row.ts], |r| r.get::<_, bool>(0))? {
            for level in Level::ALL {
                rollup::add(connection, level, signal, &[(level.floor(row.ts), Bucket::of(row))])?;
            }
        }
    }
    insert_trend(connection, signal, late)?;
    for row in within_rows {
        for level in Level::ALL {
            made_anew.0[level as usize].insert(level.floor(row.ts));
        }
    }
    Ok(made_anew)
}

/// Brings the rollups up to date with rows newer than all before, and makes the named buckets anew.
fn roll_up(connection: &Connection, signal: i64, fresh: &[Row], made_anew: &MadeAnew) -> Result<()> {
    for level in [Level::Minute, Level::Hour] {
        // Those that are made anew below are written over there.
        rollup::add(connection, level, signal, &rollup::fold(fresh, level.micros()))?;
        for &start in made_anew.of(level) {
            let end = start + level.micros();
            // An hour from its minutes, which are right by now; a minute from the rows themselves.
            let bucket = if level == Level::Hour {
                rollup::merge_all(rollup::load(connection, Level::Minute, signal, start, end)?, level.micros())
            } else {
                rollup::fold(&trend_rows(connection, signal, start, end)?, level.micros())
            };
            rollup::replace(connection, level, signal, &bucket)?;
        }
    }
    seconds::keep_up(connection, signal, fresh, made_anew.of(Level::Second))
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
        seconds::make_missing(connection, signal, &rows)?;
        rollup::fill_in(connection, Level::Minute, signal, &rollup::fold(&rows, Level::Minute.micros()))?;
        let minutes = rollup::load(connection, Level::Minute, signal, i64::MIN, i64::MAX)?;
        rollup::fill_in(connection, Level::Hour, signal, &rollup::merge_all(minutes, Level::Hour.micros()))?;
        if let Some(newest) = rows.last() {
            latest::upsert(connection, &[(signal, *newest)])?;
        }
    }
    Ok(())
}
