//! The newest reading of each signal, kept beside the history so that lists and resuming read one row.

use super::row::{COLUMNS, Row};
use crate::Result;
use domain::{Reading, SignalNo};
use rusqlite::{Connection, OptionalExtension, params};

/// Takes the newest by source time of what arrived; of equal times the one received later.
pub(super) fn upsert(connection: &Connection, newest: &[(i64, Row)]) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO latest (signal, ts, value, status, server_delta, receipt_delta) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (signal) DO UPDATE SET ts = excluded.ts, value = excluded.value, status = excluded.status,
             server_delta = excluded.server_delta, receipt_delta = excluded.receipt_delta
         WHERE excluded.ts >= latest.ts",
    )?;
    for (signal, row) in newest {
        statement.execute(params![signal, row.ts, row.value, row.status, row.server_delta, row.receipt_delta])?;
    }
    Ok(())
}

pub(super) fn of_signals(connection: &Connection, signals: &[SignalNo]) -> Result<Vec<Reading>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM latest WHERE signal = ?1"))?;
    let mut found = Vec::with_capacity(signals.len());
    for signal in signals {
        if let Some(row) = statement.query_row([signal.0], |r| Row::read(r, 0)).optional()? {
            found.push(row.reading(*signal));
        }
    }
    Ok(found)
}
