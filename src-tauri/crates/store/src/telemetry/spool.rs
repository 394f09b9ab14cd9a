//! The spool: what arrives is appended here in the order of arrival, in one transaction with the signals' newest readings.

use super::{latest, row::Row};
use crate::Result;
use domain::{Reading, SignalNo};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// That readings are on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acknowledged {
    pub readings: u64,
}

pub(super) fn append(connection: &Connection, readings: &[Reading]) -> Result<Acknowledged> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO spool (signal, ts, value, status, server_delta, receipt_delta) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    // Ordered by signal, so that neighbours in the table are written together.
    let mut newest: BTreeMap<i64, Row> = BTreeMap::new();
    for reading in readings {
        let row = Row::new(reading);
        insert.execute(params![
            reading.signal.0,
            row.ts,
            row.value,
            row.status,
            row.server_delta,
            row.receipt_delta
        ])?;
        newest
            .entry(reading.signal.0)
            .and_modify(|n| {
                if row.ts >= n.ts {
                    *n = row
                }
            })
            .or_insert(row);
    }
    latest::upsert(connection, &newest.into_iter().collect::<Vec<_>>())?;
    Ok(Acknowledged { readings: readings.len() as u64 })
}

/// What the spool has of a signal between two source times, each source time once, oldest first.
pub(super) fn tail(connection: &Connection, signal: SignalNo, from: i64, to: i64) -> Result<Vec<Row>> {
    let mut statement = connection.prepare_cached(
        "SELECT ts, value, status, server_delta, receipt_delta FROM spool
         WHERE signal = ?1 AND ts >= ?2 AND ts < ?3 ORDER BY seq",
    )?;
    let mut rows =
        statement.query_map(params![signal.0, from, to], |r| Row::read(r, 0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    // Stable: of equal times the last is the one received last.
    rows.sort_by_key(|r| r.ts);
    rows.reverse();
    rows.dedup_by_key(|r| r.ts);
    rows.reverse();
    Ok(rows)
}
