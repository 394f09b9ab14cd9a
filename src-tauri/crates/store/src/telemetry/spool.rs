//! The spool: what arrives is appended here as sheets, in one transaction with the signals' newest readings.

use super::{
    latest,
    row::{COLUMNS, Row},
    sheet::{self, Sheet},
};
use crate::{Result, account};
use domain::Reading;
use rusqlite::{Connection, OptionalExtension, params};
use std::{ops::RangeInclusive, sync::Arc};

/// That readings are on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acknowledged {
    pub readings: u64,
}

pub(super) fn append(connection: &Connection, readings: &[Reading]) -> Result<Acknowledged> {
    let mut rows: Vec<(i64, Row)> = readings.iter().map(|r| (r.signal.0, Row::new(r))).collect();
    // Stable: what a signal has twice stays in the order of arrival. Neighbours in `latest` are written together.
    rows.sort_by_key(|(signal, _)| *signal);
    lay_down(connection, &rows)?;
    if let Some((signal, row)) = rows.first() {
        account::receive(connection, *signal, row.ts.saturating_add(row.receipt_delta), rows.len())?;
    }
    let newest: Vec<(i64, Row)> = rows
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|of_signal| of_signal.iter().max_by_key(|(_, row)| row.ts).copied())
        .collect();
    latest::upsert(connection, &newest)?;
    Ok(Acknowledged { readings: readings.len() as u64 })
}

fn lay_down(connection: &Connection, rows: &[(i64, Row)]) -> Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO spool_sheet (received, n, first_signal, last_signal, readings) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let received = rows.iter().map(|(_, row)| row.ts.saturating_add(row.receipt_delta)).max().unwrap_or_default();
    for sheet in sheet::pack(rows) {
        insert.execute(params![received, sheet.n as i64, sheet.first_signal, sheet.last_signal, sheet.bytes])?;
    }
    Ok(())
}

/// The sequence numbers of the first and the last sheet.
pub(super) fn ends(connection: &Connection) -> Result<Option<RangeInclusive<i64>>> {
    let ends: (Option<i64>, Option<i64>) = connection
        .prepare_cached("SELECT (SELECT min(seq) FROM spool_sheet), (SELECT max(seq) FROM spool_sheet)")?
        .query_row([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(ends.0.zip(ends.1).map(|(first, last)| first..=last))
}

/// When the readings of the oldest sheet were received.
pub(super) fn oldest_received(connection: &Connection) -> Result<Option<i64>> {
    Ok(connection
        .prepare_cached("SELECT received FROM spool_sheet ORDER BY seq LIMIT 1")?
        .query_row([], |r| r.get(0))
        .optional()?)
}

/// Sheets in the order of arrival, until `rows` readings are reached or all between the two ends were read.
pub(super) fn sheets(
    connection: &Connection,
    between: RangeInclusive<i64>,
    rows: usize,
) -> Result<Vec<(i64, Arc<Sheet>)>> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, n, first_signal, last_signal, readings FROM spool_sheet WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq",
    )?;
    let mut found = statement.query([between.start(), between.end()])?;
    let (mut sheets, mut count) = (Vec::new(), 0);
    while count < rows
        && let Some(row) = found.next()?
    {
        let sheet = Sheet {
            n: row.get::<_, u64>(1)? as usize,
            first_signal: row.get(2)?,
            last_signal: row.get(3)?,
            bytes: row.get(4)?,
        };
        count += sheet.n;
        sheets.push((row.get(0)?, Arc::new(sheet)));
    }
    Ok(sheets)
}

pub(super) fn remove_to(connection: &Connection, seq: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM spool_sheet WHERE seq <= ?1")?.execute([seq])?;
    Ok(())
}

/// Rows taken over at a time.
const FORMER_ROWS: i64 = 50_000;

/// What the spool of an earlier version holds, row by row, is laid down as sheets. In the order of arrival; whatever
/// came since then is newer and is laid down already or later.
pub(crate) fn take_over_former(connection: &mut Connection) -> Result<()> {
    let is_empty = |c: &Connection| c.query_row("SELECT NOT EXISTS (SELECT 1 FROM spool)", [], |r| r.get::<_, bool>(0));
    while !is_empty(connection)? {
        let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let (mut rows, mut newest) = (Vec::new(), None);
        {
            let mut statement =
                tx.prepare(&format!("SELECT seq, signal, {COLUMNS} FROM spool ORDER BY seq LIMIT {FORMER_ROWS}"))?;
            let mut found = statement.query([])?;
            while let Some(row) = found.next()? {
                newest = Some(row.get::<_, i64>(0)?);
                rows.push((row.get::<_, i64>(1)?, Row::read(row, 2)?));
            }
        }
        rows.sort_by_key(|(signal, _)| *signal);
        lay_down(&tx, &rows)?;
        tx.execute("DELETE FROM spool WHERE seq <= ?1", [newest])?;
        tx.commit()?;
    }
    Ok(())
}
