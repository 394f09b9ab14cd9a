//! Saving what can be read of a damaged store: the file is set aside, a fresh one made, and every table carried over.
//!
//! A damaged page makes SQLite fail on the rows in it, not on their neighbours. So each table is read from both ends
//! until it fails, and what lies between is halved and tried again, down to single keys: only the rows on unreadable
//! pages are lost. Rows whose parent was lost go too, since nothing could show them. All of it is counted and told.

use crate::{
    Recovery, Result, StoreError, StoreKey, TableSalvage, connections, migrate,
    open::{self, with_suffix},
};
use rusqlite::{Connection, OpenFlags, params_from_iter, types::Value};
use std::path::{Path, PathBuf};

/// Tables in the order of their references. Full-text indexes are made by triggers as their rows come in.
const BY_ROW_NUMBER: [&str; 18] = [
    "site",
    "asset",
    "metric",
    "integration",
    "mapping",
    "integration_event",
    "certificate",
    "score",
    "latest_score",
    "run",
    "recommendation",
    "person",
    "work_order",
    "action_log",
    "setting",
    "secret",
    "latest",
    "spool",
];
/// Those whose rows are found by signal and a second column. `retained` is small and read whole.
const BY_SIGNAL: [(&str, &str); 5] = [
    ("trend", "ts"),
    ("trend_second", "bucket"),
    ("trend_minute", "bucket"),
    ("trend_hour", "bucket"),
    ("gap", "from_ts"),
];

/// The writer of a fresh store at `path` with what could be saved.
pub(crate) fn salvage(path: &Path, key: &StoreKey) -> Result<(Connection, Recovery)> {
    let set_aside = set_aside(path)?;
    let mut fresh = connections::connect_writer(path, key)?;
    migrate::migrate(&mut fresh, &migrate::known())?;
    open::write_fingerprint(path, key)?;

    let mut salvaged = match connections::connect(&set_aside, key, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        Ok(damaged) => carry_over(&damaged, &mut fresh)?,
        // Not even the first page: every table is lost.
        Err(_) => nothing(),
    };
    drop_orphans(&mut fresh, &mut salvaged)?;
    let lost = salvaged.iter().filter(|t| !t.is_whole()).map(|t| t.table.clone()).collect();
    let recovery = Recovery { set_aside, salvaged, lost };
    tracing::warn!(rows = recovery.rows(), lost = ?recovery.lost, "what could be read was carried over");
    Ok((fresh, recovery))
}

/// `store.db` -> `store.db.damaged-20260301T101500Z`, with its write-ahead log; never over another one.
fn set_aside(path: &Path) -> Result<PathBuf> {
    let stamp = chrono::Utc::now().format("%Y%m%dT%H%M%S%.3fZ");
    let target = open::beside(path, &format!("damaged-{stamp}"));
    std::fs::rename(path, &target)?;
    for suffix in ["-wal", "-shm"] {
        match std::fs::rename(with_suffix(path, suffix), with_suffix(&target, suffix)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e.into()),
            _ => {}
        }
    }
    match std::fs::remove_file(open::beside(path, "suspect")) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e.into()),
        _ => Ok(target),
    }
}

fn nothing() -> Vec<TableSalvage> {
    let names = BY_ROW_NUMBER.into_iter().chain(BY_SIGNAL.into_iter().map(|(table, _)| table));
    names.map(|table| TableSalvage { table: table.to_owned(), rows: 0, unreadable_stretches: 1, orphans: 0 }).collect()
}

fn carry_over(damaged: &Connection, fresh: &mut Connection) -> Result<Vec<TableSalvage>> {
    fresh.execute_batch("PRAGMA foreign_keys = OFF")?;
    let mut salvaged = Vec::new();
    for table in BY_ROW_NUMBER {
        let tx = fresh.transaction()?;
        let mut copy = Copy::new(damaged, &tx, table, "rowid", None)?;
        copy.all();
        salvaged.push(copy.done()?);
        tx.commit()?;
    }
    let signals = highest_signal(damaged, fresh)?;
    for (table, column) in BY_SIGNAL {
        let tx = fresh.transaction()?;
        let mut sum = TableSalvage { table: table.to_owned(), rows: 0, unreadable_stretches: 0, orphans: 0 };
        for signal in 1..=signals {
            let mut copy = Copy::new(damaged, &tx, table, column, Some(signal))?;
            copy.all();
            let part = copy.done()?;
            sum.rows += part.rows;
            sum.unreadable_stretches += part.unreadable_stretches;
        }
        tx.commit()?;
        salvaged.push(sum);
    }
    if let Ok(mut copy) = Copy::new(damaged, fresh, "retained", "rowid", None) {
        copy.whole();
        copy.done()?;
    }
    keep_counting(fresh, signals)?;
    fresh.execute_batch("PRAGMA foreign_keys = ON")?;
    Ok(salvaged)
}

/// The highest signal number that anything names.
fn highest_signal(damaged: &Connection, fresh: &Connection) -> Result<i64> {
    let of_rows: i64 = fresh.query_row(
        "SELECT max(coalesce((SELECT max(signal) FROM mapping), 0), coalesce((SELECT max(signal) FROM latest), 0),
                    coalesce((SELECT max(signal) FROM spool), 0))",
        [],
        |r| r.get(0),
    )?;
    let counted = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'mapping'), 0)";
    let in_trend = "SELECT coalesce((SELECT max(signal) FROM trend), 0)";
    let told = [counted, in_trend].map(|sql| damaged.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap_or(0));
    Ok(told.into_iter().fold(of_rows, i64::max))
}

/// Signal numbers are never used again, also not those of lost mappings.
fn keep_counting(fresh: &Connection, signals: i64) -> Result<()> {
    fresh.execute("DELETE FROM sqlite_sequence WHERE name = 'mapping'", [])?;
    fresh.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('mapping', ?1)", [signals])?;
    Ok(())
}

/// Rows that refer to a lost one are removed, again and again until none is left.
fn drop_orphans(fresh: &mut Connection, salvaged: &mut [TableSalvage]) -> Result<()> {
    let tx = fresh.transaction()?;
    loop {
        let orphans: Vec<(String, i64)> = tx
            .prepare("SELECT DISTINCT \"table\", rowid FROM pragma_foreign_key_check WHERE rowid IS NOT NULL")?
            .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        if orphans.is_empty() {
            break;
        }
        for (table, row) in orphans {
            tx.execute(&format!("DELETE FROM \"{table}\" WHERE rowid = ?1"), [row])?;
            if let Some(told) = salvaged.iter_mut().find(|t| t.table == table) {
                told.orphans += 1;
                told.rows = told.rows.saturating_sub(1);
            }
        }
    }
    tx.commit()?;
    Ok(())
}

/// Copies one table, or one signal of it, from a damaged store to a fresh one.
struct Copy<'a> {
    damaged: &'a Connection,
    fresh: &'a Connection,
    table: &'static str,
    key: &'static str,
    signal: Option<i64>,
    columns: Vec<String>,
    rows: u64,
    stretches: u64,
    /// What stopped the copying for good: the fresh store could not take a row.
    failure: Option<StoreError>,
}

/// How a scan of a stretch ended.
enum Scan {
    /// All of it was read.
    Read,
    /// Rows up to this key were read (none: not one), then it failed.
    FailedAfter(Option<i64>),
}

impl<'a> Copy<'a> {
    fn new(
        damaged: &'a Connection,
        fresh: &'a Connection,
        table: &'static str,
        key: &'static str,
        signal: Option<i64>,
    ) -> Result<Self> {
        let mut columns: Vec<String> = fresh
            .prepare("SELECT name FROM pragma_table_info(?1)")?
            .query_map([table], |r| r.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        // Row numbers that other rows count on are columns already; the hidden ones are kept too.
        if signal.is_none() && table != "retained" {
            columns.insert(0, "rowid".to_owned());
        }
        Ok(Self { damaged, fresh, table, key, signal, columns, rows: 0, stretches: 0, failure: None })
    }

    fn all(&mut self) {
        self.stretch(i64::MIN, i64::MAX);
    }

    /// A table without a number to search by.
    fn whole(&mut self) {
        self.key = "1";
        self.scan(0, 2, false);
    }

    /// From both ends to the damage; then the middle of what is left, and both sides of it in the same way.
    fn stretch(&mut self, low: i64, high: i64) {
        let Scan::FailedAfter(read_up) = self.scan(low, high, false) else { return };
        let low = read_up.map_or(low, |k| k.saturating_add(1));
        let Scan::FailedAfter(read_down) = self.scan(low, high, true) else { return };
        let high = read_down.map_or(high, |k| k.saturating_sub(1));
        self.between(low, high);
    }

    /// Neither end of the stretch can be read: what is in its halves?
    fn between(&mut self, low: i64, high: i64) {
        if low >= high || self.failure.is_some() {
            self.stretches += 1;
            return;
        }
        let middle = low + ((high as i128 - low as i128) / 2) as i64;
        let lower = match self.scan(low, middle, true) {
            Scan::Read => None,
            Scan::FailedAfter(read) => Some((low, read.map_or(middle, |k| k.saturating_sub(1)))),
        };
        let upper = match self.scan(middle.saturating_add(1), high, false) {
            Scan::Read => None,
            Scan::FailedAfter(read) => Some((read.map_or(middle.saturating_add(1), |k| k.saturating_add(1)), high)),
        };
        match (lower, upper) {
            (None, None) => self.stretches += 1,
            (Some((l, h)), None) | (None, Some((l, h))) => self.between(l, h),
            // Nothing readable at the middle from either side: one stretch unless something lies deeper in a half.
            (Some(lower), Some(upper)) => {
                let before = self.stretches;
                self.between(lower.0, lower.1);
                self.between(upper.0, upper.1);
                self.stretches = self.stretches.min(before + 2);
            }
        }
    }

    fn scan(&mut self, low: i64, high: i64, is_backward: bool) -> Scan {
        if low > high || self.failure.is_some() {
            return Scan::Read;
        }
        let mut last = None;
        match self.try_scan(low, high, is_backward, &mut last) {
            Ok(()) => Scan::Read,
            Err(_) => Scan::FailedAfter(last),
        }
    }

    fn try_scan(&mut self, low: i64, high: i64, is_backward: bool, last: &mut Option<i64>) -> Result<()> {
        let (table, key) = (self.table, self.key);
        let list = self.columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
        let of_signal = self.signal.map_or(String::new(), |s| format!("signal = {s} AND "));
        let way = if is_backward { "DESC" } else { "ASC" };
        let mut select = self.damaged.prepare_cached(&format!(
            "SELECT {key}, {list} FROM {table} WHERE {of_signal}{key} BETWEEN ?1 AND ?2 ORDER BY {key} {way}"
        ))?;
        let marks = vec!["?"; self.columns.len()].join(", ");
        let mut insert =
            self.fresh.prepare_cached(&format!("INSERT OR IGNORE INTO {table} ({list}) VALUES ({marks})"))?;
        let mut rows = select.query([low, high])?;
        while let Some(row) = rows.next()? {
            let values = (1..=self.columns.len())
                .map(|i| row.get::<_, Value>(i))
                .collect::<rusqlite::Result<Vec<_>>>()?;
            match insert.execute(params_from_iter(values)) {
                Ok(inserted) => self.rows += inserted as u64,
                Err(e) => match StoreError::from(e) {
                    // Not the row's fault: stop, and say so.
                    failure @ (StoreError::DiskFull | StoreError::Busy | StoreError::Io(_)) => {
                        self.failure = Some(failure);
                        return Ok(());
                    }
                    _ => self.stretches += 1,
                },
            }
            *last = Some(row.get(0)?);
        }
        Ok(())
    }

    fn done(self) -> Result<TableSalvage> {
        match self.failure {
            Some(failure) => Err(failure),
            None => Ok(TableSalvage {
                table: self.table.to_owned(),
                rows: self.rows,
                unreadable_stretches: self.stretches,
                orphans: 0,
            }),
        }
    }
}
