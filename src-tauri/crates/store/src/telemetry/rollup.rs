//! Rollups: what a second, a minute and an hour of a signal come to.
//!
//! A bucket can be made from rows, merged with the one that follows it in time, and written over or added to the stored
//! one. Values are those that carry a number (good and uncertain); a bad reading counts in `n` and `worst` only.

use super::row::Row;
use crate::Result;
use domain::Quality;
use rusqlite::{Connection, params};

pub(super) const SECOND: i64 = 1_000_000;
pub(super) const MINUTE: i64 = 60 * SECOND;
pub(super) const HOUR: i64 = 60 * MINUTE;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Second,
    Minute,
    Hour,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::Second, Self::Minute, Self::Hour];

    pub const fn micros(self) -> i64 {
        match self {
            Self::Second => SECOND,
            Self::Minute => MINUTE,
            Self::Hour => HOUR,
        }
    }

    pub fn table(self) -> &'static str {
        match self {
            Self::Second => "trend_second",
            Self::Minute => "trend_minute",
            Self::Hour => "trend_hour",
        }
    }

    /// Its word in the table `retained`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
        }
    }

    /// The start of the bucket that the time is in.
    pub fn floor(self, ts: i64) -> i64 {
        ts.div_euclid(self.micros()) * self.micros()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Bucket {
    pub n: u64,
    pub n_value: u64,
    pub n_good: u64,
    pub least: Option<f64>,
    pub greatest: Option<f64>,
    pub total: f64,
    pub first: Option<f64>,
    pub last: Option<f64>,
    /// 0 good, 1 uncertain, 2 bad.
    pub worst: u8,
}

impl Bucket {
    pub fn of(row: &Row) -> Self {
        let quality = row.quality();
        Self {
            n: 1,
            n_value: u64::from(row.value.is_some()),
            n_good: u64::from(quality == Quality::Good && row.value.is_some()),
            least: row.value,
            greatest: row.value,
            total: row.value.unwrap_or(0.0),
            first: row.value,
            last: row.value,
            worst: quality.as_number(),
        }
    }

    /// Adds what came later in time.
    pub fn merge(&mut self, later: &Self) {
        let pick = |a: Option<f64>, b: Option<f64>, f: fn(f64, f64) -> f64| match (a, b) {
            (Some(a), Some(b)) => Some(f(a, b)),
            (a, b) => a.or(b),
        };
        self.n += later.n;
        self.n_value += later.n_value;
        self.n_good += later.n_good;
        self.least = pick(self.least, later.least, f64::min);
        self.greatest = pick(self.greatest, later.greatest, f64::max);
        self.total += later.total;
        self.first = self.first.or(later.first);
        self.last = later.last.or(self.last);
        self.worst = self.worst.max(later.worst);
    }

    pub fn quality(&self) -> Quality {
        Quality::from_number(self.worst.into())
    }

    pub fn mean(&self) -> Option<f64> {
        (self.n_value > 0).then(|| self.total / self.n_value as f64)
    }

    pub fn read(row: &rusqlite::Row, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            n: row.get(first)?,
            n_value: row.get(first + 1)?,
            n_good: row.get(first + 2)?,
            least: row.get(first + 3)?,
            greatest: row.get(first + 4)?,
            total: row.get(first + 5)?,
            first: row.get(first + 6)?,
            last: row.get(first + 7)?,
            worst: row.get(first + 8)?,
        })
    }
}

/// By start, in time order.
pub(super) type Buckets = Vec<(i64, Bucket)>;

/// The columns in the order that [`Bucket::read`] takes them.
pub(super) const COLUMNS: &str = "n, n_value, n_good, least, greatest, total, first, last, worst";

/// Rows in time order as buckets of a width, in time order.
pub(super) fn fold<'a>(rows: impl IntoIterator<Item = &'a Row>, width: i64) -> Buckets {
    merge_all(rows.into_iter().map(|r| (r.ts, Bucket::of(r))), width)
}

/// Buckets in time order as wider ones.
pub(super) fn merge_all(buckets: impl IntoIterator<Item = (i64, Bucket)>, width: i64) -> Buckets {
    let mut wider: Buckets = Vec::new();
    for (at, bucket) in buckets {
        let start = at.div_euclid(width) * width;
        match wider.last_mut() {
            Some((last, merged)) if *last == start => merged.merge(&bucket),
            _ => wider.push((start, bucket)),
        }
    }
    wider
}

/// Adds later rows' buckets to the stored ones.
pub(super) fn add(connection: &Connection, level: Level, signal: i64, buckets: &[(i64, Bucket)]) -> Result<()> {
    write(
        connection,
        &format!(
            "INSERT INTO {table} (signal, bucket, {COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (signal, bucket) DO UPDATE SET
                 n = n + excluded.n, n_value = n_value + excluded.n_value, n_good = n_good + excluded.n_good,
                 least = CASE WHEN least <= excluded.least OR excluded.least IS NULL THEN least ELSE excluded.least END,
                 greatest = CASE WHEN greatest >= excluded.greatest OR excluded.greatest IS NULL
                                 THEN greatest ELSE excluded.greatest END,
                 total = total + excluded.total, first = coalesce(first, excluded.first),
                 last = coalesce(excluded.last, last), worst = max(worst, excluded.worst)",
            table = level.table()
        ),
        signal,
        buckets,
    )
}

/// Writes those buckets that are not stored at all.
pub(super) fn fill_in(connection: &Connection, level: Level, signal: i64, buckets: &[(i64, Bucket)]) -> Result<()> {
    write(
        connection,
        &format!(
            "INSERT OR IGNORE INTO {} (signal, bucket, {COLUMNS})
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            level.table()
        ),
        signal,
        buckets,
    )
}

/// Writes buckets in place of the stored ones.
pub(super) fn replace(connection: &Connection, level: Level, signal: i64, buckets: &[(i64, Bucket)]) -> Result<()> {
    write(
        connection,
        &format!(
            "INSERT OR REPLACE INTO {} (signal, bucket, {COLUMNS})
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            level.table()
        ),
        signal,
        buckets,
    )
}

fn write(connection: &Connection, sql: &str, signal: i64, buckets: &[(i64, Bucket)]) -> Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    for (at, b) in buckets {
        statement.execute(params![
            signal, at, b.n, b.n_value, b.n_good, b.least, b.greatest, b.total, b.first, b.last, b.worst
        ])?;
    }
    Ok(())
}

/// The stored buckets of a signal whose start is in the period, in time order.
pub(super) fn load(connection: &Connection, level: Level, signal: i64, from: i64, to: i64) -> Result<Buckets> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT bucket, {COLUMNS} FROM {} WHERE signal = ?1 AND bucket >= ?2 AND bucket < ?3 ORDER BY bucket",
        level.table()
    ))?;
    let rows = statement.query_map(params![signal, from, to], |r| Ok((r.get(0)?, Bucket::read(r, 1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
