//! Retention: how long rows and rollups are kept, and letting go of what is older.
//!
//! The times before which something may be missing are written down first (`retained`), aligned to hours so that no
//! bucket is half gone; then rows are deleted signal by signal in bounded transactions. Where seconds are kept longer
//! than rows, those that were not stored are made of the rows that go, in the same transaction.

use super::{
    rollup::{HOUR, Level},
    seconds,
};
use crate::{Result, account, connections::Connections, row::micros};
use domain::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Rows per transaction.
const ROWS_PER_TRANSACTION: i64 = 20_000;
const DAY: i64 = 24 * HOUR;

/// Days that each is kept. A coarser rollup is never kept for less than the rows it would be made anew from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RetentionPolicy {
    pub raw_days: u32,
    pub second_days: u32,
    pub minute_days: u32,
    pub hour_days: u32,
}

impl Default for RetentionPolicy {
    /// A month of every reading, a quarter of seconds, two years of minutes, ten years of hours.
    fn default() -> Self {
        Self { raw_days: 30, second_days: 90, minute_days: 730, hour_days: 3650 }
    }
}

impl RetentionPolicy {
    fn raised(self) -> Self {
        let minute_days = self.minute_days.max(self.raw_days);
        Self { minute_days, hour_days: self.hour_days.max(minute_days), ..self }
    }
}

/// Rows removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Removed {
    #[ts(type = "number")]
    pub raw: u64,
    #[ts(type = "number")]
    pub second: u64,
    #[ts(type = "number")]
    pub minute: u64,
    #[ts(type = "number")]
    pub hour: u64,
    #[ts(type = "number")]
    pub gaps: u64,
}

pub(super) fn retain(connections: &Connections, policy: &RetentionPolicy, now: Timestamp) -> Result<Removed> {
    let policy = policy.raised();
    let since = |days: u32| Level::Hour.floor(micros(now).saturating_sub(i64::from(days) * DAY));
    let level = |word, table, column, days| remove(connections, word, table, column, since(days), None);
    Ok(Removed {
        raw: remove(connections, "raw", "trend", "ts", since(policy.raw_days), Some(since(policy.second_days)))?,
        second: level("second", "trend_second", "bucket", policy.second_days)?,
        minute: level("minute", "trend_minute", "bucket", policy.minute_days)?,
        hour: level("hour", "trend_hour", "bucket", policy.hour_days)?,
        gaps: connections.write(|tx| {
            let mut statement = tx.prepare_cached("DELETE FROM gap WHERE to_ts < ?1")?;
            account::forget_before(tx, since(policy.hour_days))?;
            Ok(statement.execute([since(policy.hour_days)])? as u64)
        })?,
    })
}

fn remove(
    connections: &Connections,
    word: &str,
    table: &str,
    column: &str,
    since: i64,
    seconds_since: Option<i64>,
) -> Result<u64> {
    connections.write(|tx| {
        tx.prepare_cached(
            "INSERT INTO retained VALUES (?1, ?2) ON CONFLICT (level) DO UPDATE SET since = max(since, excluded.since)",
        )?
        .execute(params![word, since])?;
        Ok(())
    })?;
    let mut removed = 0;
    for signal in connections.read(|c| with_older(c, table, column, since))? {
        loop {
            let some = connections.write(|tx| remove_some(tx, table, column, signal, since, seconds_since))?;
            removed += some.0;
            if some.1 {
                break;
            }
        }
    }
    Ok(removed)
}

/// The signals that have rows from before `since`, by leaping through the key from one signal to the next: of 10,000
/// signals mostly none, and a transaction for each would cost seconds.
fn with_older(connection: &Connection, table: &str, column: &str, since: i64) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(&format!(
        "WITH RECURSIVE signals (signal) AS (
             SELECT min(signal) FROM {table}
             UNION ALL
             SELECT (SELECT min(signal) FROM {table} WHERE signal > signals.signal) FROM signals WHERE signal IS NOT NULL)
         SELECT signal FROM signals
         WHERE signal IS NOT NULL
           AND (SELECT min({column}) FROM {table} WHERE {table}.signal = signals.signal) < ?1"
    ))?;
    let rows = statement.query_map([since], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many went, and whether those were all. `seconds_since`: of rows that go, seconds are kept from there on.
fn remove_some(
    connection: &Connection,
    table: &str,
    column: &str,
    signal: i64,
    since: i64,
    seconds_since: Option<i64>,
) -> Result<(u64, bool)> {
    // The newest of a signal stays however old it is: a source repeats it when it is asked again, and it must be known.
    let (oldest, newest): (Option<i64>, Option<i64>) = connection
        .prepare_cached(&format!(
            "SELECT (SELECT min({column}) FROM {table} WHERE signal = ?1),
                    (SELECT max({column}) FROM {table} WHERE signal = ?1)"
        ))?
        .query_row([signal], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let (Some(oldest), Some(newest)) = (oldest, newest) else { return Ok((0, true)) };
    let since = since.min(newest);
    let cut = connection
        .prepare_cached(&format!(
            "SELECT {column} FROM {table} WHERE signal = ?1 AND {column} < ?2 ORDER BY {column} LIMIT 1 OFFSET ?3"
        ))?
        .query_row(params![signal, since, ROWS_PER_TRANSACTION], |r| r.get::<_, i64>(0))
        .optional()?;
    let end = match (cut, seconds_since) {
        (Some(cut), Some(_)) => seconds::whole_minutes(oldest, cut),
        (cut, _) => cut.unwrap_or(since),
    };
    if let Some(seconds_since) = seconds_since
        && seconds_since < end
    {
        seconds::make_from(connection, signal, seconds_since.max(oldest), end)?;
    }
    let sql = format!("DELETE FROM {table} WHERE signal = ?1 AND {column} < ?2");
    Ok((connection.prepare_cached(&sql)?.execute(params![signal, end])? as u64, cut.is_none()))
}

/// Before this time trend rows may have been removed.
pub(super) fn raw_since(connection: &Connection) -> Result<i64> {
    since(connection, "raw")
}

/// Before this time buckets of the level may have been removed.
pub(super) fn level_since(connection: &Connection, level: Level) -> Result<i64> {
    since(connection, level.as_str())
}

fn since(connection: &Connection, word: &str) -> Result<i64> {
    Ok(connection
        .prepare_cached("SELECT since FROM retained WHERE level = ?1")?
        .query_row([word], |r| r.get(0))
        .optional()?
        .unwrap_or(i64::MIN))
}
