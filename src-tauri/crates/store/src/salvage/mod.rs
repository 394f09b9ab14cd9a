//! Saving what can be read of a damaged store: the file is set aside, a fresh one made, and every table carried over.
//!
//! A damaged page makes SQLite fail on the rows in it, not on their neighbours. So each table is read until it fails,
//! then on from the next key that answers: only the rows on unreadable pages are lost. Rows whose parent was lost go
//! too, since nothing could show them. All of it is counted and told.

mod copy;
pub(crate) mod head;

use crate::{
    Recovery, Result, StoreError, StoreKey, TableSalvage, connections, migrate,
    open::{self, with_suffix},
    replica, telemetry,
};
use copy::{Copy, Damaged};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// Tables in the order of their references. Full-text indexes are made by triggers as their rows come in.
const BY_ROW_NUMBER: [&str; 51] = [
    "site",
    "asset",
    "metric",
    "integration",
    "mapping",
    "mapping_import",
    "mapping_import_row",
    "source_look",
    "drifted_mapping",
    "seen_tag",
    "integration_event",
    "score",
    "latest_score",
    "run",
    "ranking",
    "recommendation",
    "run_document",
    "proposal",
    "cost_model",
    "asset_event",
    "person",
    "unlock",
    "outbox",
    "outbox_history",
    "conflict",
    "set_aside",
    "work_order",
    "maintenance_object",
    "maintenance_reading",
    "maintenance_order",
    "followed_order",
    "followed_order_change",
    "resource",
    "engineer",
    "depot",
    "work_need",
    "work_schedule",
    "parallel_group",
    "action_log",
    "setting",
    "secret",
    "latest",
    "spool",
    "spool_sheet",
    "forward_sheet",
    "forward_gap",
    "signal_number",
    "former_mapping",
    "account",
    "lease",
    "thinned",
];
/// Those whose rows are found by signal and a second column. `retained` is small and read whole.
const BY_SIGNAL: [(&str, &str); 5] = [
    ("trend", "ts"),
    ("trend_second", "bucket"),
    ("trend_minute", "bucket"),
    ("trend_hour", "bucket"),
    ("gap", "from_ts"),
];

/// What earlier versions called a table: of a file that one of them wrote last, the rows are found there.
const FORMER_NAMES: [(&str, &str); 3] =
    [("maintenance_object", "sap_object"), ("maintenance_reading", "sap_reading"), ("maintenance_order", "sap_order")];

/// So that years of readings do not go through one transaction's log.
const SIGNALS_PER_TRANSACTION: usize = 20;

/// The writer of a fresh store at `path` with what could be saved.
///
/// The fresh store is built beside the damaged one and takes its place when it is complete: a full disk or a kill on the
/// way leaves the damaged one where it is, to be tried again.
pub(crate) fn salvage(path: &Path, key: &StoreKey) -> Result<(Connection, Recovery)> {
    let built = open::beside(path, "fresh");
    remove_store(&built)?;
    let salvaged = build(path, &built, key)?;
    let set_aside = set_aside(path)?;
    std::fs::rename(&built, path)?;
    let lost = salvaged.iter().filter(|t| !t.is_whole()).map(|t| t.table.clone()).collect();
    let recovery = Recovery { set_aside, salvaged, lost };
    tracing::warn!(rows = recovery.rows(), lost = ?recovery.lost, "what could be read was carried over");
    Ok((connections::connect_writer(path, key)?, recovery))
}

/// After a kill between the two renames of [`salvage`]: the damaged store is set aside already, the fresh one complete.
pub(crate) fn finish_interrupted(path: &Path) -> Result<()> {
    let built = open::beside(path, "fresh");
    if !path.exists() && built.exists() {
        tracing::warn!("a salvage that was interrupted is finished; the damaged store is set aside beside it");
        std::fs::rename(built, path)?;
    }
    Ok(())
}

fn build(damaged: &Path, built: &Path, key: &StoreKey) -> Result<Vec<TableSalvage>> {
    let mut fresh = connections::connect_writer(built, key)?;
    migrate::migrate(&mut fresh, &migrate::known())?;
    // Off until the last orphan is gone: one that others refer to could not be removed otherwise.
    fresh.execute_batch("PRAGMA foreign_keys = OFF")?;
    let mut salvaged = match open_with_head(damaged, key, &open::beside(damaged, "head"))? {
        Some(damaged) => carry_over(&damaged, &mut fresh)?,
        // Neither schema nor first page, and no copy of them: every table is lost.
        None => nothing(),
    };
    drop_orphans(&mut fresh, &mut salvaged)?;
    fresh.execute_batch("PRAGMA foreign_keys = ON")?;
    replica::begin_anew(&fresh)?;
    // Closing writes the log back into the file, which is then all there is to rename.
    fresh.close().map_err(|(_, e)| e)?;
    Ok(salvaged)
}

/// `store.db` -> `store.db.damaged-20260301T101500.000Z`, with its write-ahead log and what the head took the place of.
fn set_aside(path: &Path) -> Result<PathBuf> {
    let stamp = chrono::Utc::now().format("%Y%m%dT%H%M%S%.3fZ");
    let target = open::beside(path, &format!("damaged-{stamp}"));
    for suffix in ["-wal", "-shm", ".head-found"] {
        rename_if_there(&with_suffix(path, suffix), &with_suffix(&target, suffix))?;
    }
    std::fs::rename(path, &target)?;
    open::remove_if_there(&open::beside(path, "suspect"))?;
    Ok(target)
}

fn remove_store(path: &Path) -> Result<()> {
    ["", "-wal", "-shm"].into_iter().try_for_each(|suffix| open::remove_if_there(&with_suffix(path, suffix)))
}

fn rename_if_there(from: &Path, to: &Path) -> Result<()> {
    match std::fs::rename(from, to) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e.into()),
        _ => Ok(()),
    }
}

/// As it is; else with the kept schema; else with the kept first page too.
fn open_with_head(path: &Path, key: &StoreKey, kept: &Path) -> Result<Option<Damaged>> {
    for part in [None, Some(head::Part::Schema), Some(head::Part::FirstPage)] {
        if let Some(part) = part
            && !head::put_back(kept, path, part)?
        {
            break;
        }
        match Damaged::open(path, key) {
            Ok(damaged) => return Ok(Some(damaged)),
            // Not the file's fault: to be tried again as it is.
            Err(error @ (StoreError::DiskFull | StoreError::Busy | StoreError::Io(_))) => return Err(error),
            Err(error) => tracing::warn!(%error, "the damaged store can't be opened this way"),
        }
    }
    Ok(None)
}

fn nothing() -> Vec<TableSalvage> {
    let names = BY_ROW_NUMBER.into_iter().chain(BY_SIGNAL.into_iter().map(|(table, _)| table));
    names.map(|table| TableSalvage { table: table.to_owned(), rows: 0, unreadable_stretches: 1, orphans: 0 }).collect()
}

fn carry_over(damaged: &Damaged, fresh: &mut Connection) -> Result<Vec<TableSalvage>> {
    let mut salvaged = Vec::new();
    for table in BY_ROW_NUMBER {
        let Some(from) = name_in(damaged, table) else { continue };
        let tx = fresh.transaction()?;
        let mut copy = Copy::new(damaged, &tx, table, "rowid", None)?.of(from);
        copy.all();
        salvaged.push(copy.done()?);
        tx.commit()?;
    }
    let highest = highest_signal(damaged, fresh)?;
    let signals = signals(fresh, highest, salvaged.iter().all(|t| t.table != "latest" || t.is_whole()))?;
    for (table, column) in BY_SIGNAL {
        let mut sum = TableSalvage { table: table.to_owned(), rows: 0, unreadable_stretches: 0, orphans: 0 };
        for some in signals.chunks(SIGNALS_PER_TRANSACTION) {
            let tx = fresh.transaction()?;
            for &signal in some {
                let mut copy = Copy::new(damaged, &tx, table, column, Some(signal))?;
                copy.all();
                let part = copy.done()?;
                sum.rows += part.rows;
                sum.unreadable_stretches += part.unreadable_stretches;
            }
            tx.commit()?;
        }
        salvaged.push(sum);
    }
    if let Ok(mut copy) = Copy::new(damaged, fresh, "retained", "rowid", None) {
        copy.whole();
        copy.done()?;
    }
    keep_counting(fresh, highest)?;
    for some in signals.chunks(SIGNALS_PER_TRANSACTION) {
        let tx = fresh.transaction()?;
        telemetry::make_missing(&tx, some)?;
        tx.commit()?;
    }
    Ok(salvaged)
}

/// What the table is called in the file; `None` where an earlier version, which had no such table, wrote it last.
fn name_in(damaged: &Damaged, table: &'static str) -> Option<&'static str> {
    let is_there = |name: &str| damaged.ask(|c| Ok(c.table_exists(None, name)?)).unwrap_or(true);
    if is_there(table) {
        return Some(table);
    }
    FORMER_NAMES.into_iter().find(|(now, former)| *now == table && is_there(former)).map(|(_, former)| former)
}

/// Those that may have readings: every signal that ever had one is among the newest readings, if those are whole.
fn signals(fresh: &Connection, highest: i64, latest_is_whole: bool) -> Result<Vec<i64>> {
    if !latest_is_whole {
        return Ok((1..=highest).collect());
    }
    let mut statement = fresh.prepare("SELECT signal FROM latest UNION SELECT signal FROM spool")?;
    let signals = statement.query_map([], |r| r.get(0))?;
    Ok(signals.collect::<rusqlite::Result<_>>()?)
}

/// The highest signal number that anything names.
fn highest_signal(damaged: &Damaged, fresh: &Connection) -> Result<i64> {
    let of_rows: i64 = fresh.query_row(
        "SELECT max(coalesce((SELECT max(signal) FROM mapping), 0), coalesce((SELECT max(signal) FROM latest), 0),
                    coalesce((SELECT max(signal) FROM spool), 0),
                    coalesce((SELECT max(last_signal) FROM spool_sheet), 0))",
        [],
        |r| r.get(0),
    )?;
    let counted = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'mapping'), 0)";
    let in_trend = "SELECT coalesce((SELECT max(signal) FROM trend), 0)";
    let told =
        [counted, in_trend].map(|sql| damaged.ask(|c| Ok(c.query_row(sql, [], |r| r.get::<_, i64>(0))?)).unwrap_or(0));
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
