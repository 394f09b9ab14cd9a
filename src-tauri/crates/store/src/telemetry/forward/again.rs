//! After the central database was restored from a backup: what it had acknowledged since then waits again.

use super::Forward;
use crate::{
    Result, row,
    telemetry::{compact, compact::Budget, row::Row, sheet},
};
use domain::{MappingId, Timestamp};
use rusqlite::{OptionalExtension, params};

/// Of a signal at once: a month of a reading each second is 2.6 million rows.
const ROWS: usize = 200_000;

impl Forward {
    /// Queues what the store has of each mapping's signal after the given moment; what the database has after all is stored
    /// once there. How many readings that were.
    pub fn send_again(&self, after: &[(MappingId, Timestamp)]) -> Result<u64> {
        compact::compact(&self.connections, Budget::ALL)?;
        let mut queued = 0;
        for (mapping, end) in after {
            let find = |c: &rusqlite::Connection| {
                let mut statement = c.prepare_cached("SELECT signal FROM mapping WHERE id = ?1")?;
                Ok(statement.query_row([mapping.0], |r| r.get::<_, i64>(0)).optional()?)
            };
            let Some(signal) = self.connections.read(find)? else { continue };
            let rows = self
                .connections
                .read(|c| compact::trend_rows(c, signal, row::micros(*end).saturating_add(1), i64::MAX))?;
            for some in rows.chunks(ROWS) {
                self.queue_again(signal, some)?;
                queued += some.len() as u64;
            }
        }
        Ok(queued)
    }

    fn queue_again(&self, signal: i64, rows: &[Row]) -> Result<()> {
        let rows: Vec<(i64, Row)> = rows.iter().map(|row| (signal, *row)).collect();
        let received = rows.iter().map(|(_, row)| row.ts.saturating_add(row.receipt_delta)).max();
        self.connections.write(|tx| {
            let mut insert = tx.prepare_cached(
                "INSERT INTO forward_sheet (received, n, first_signal, last_signal, readings) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for sheet in sheet::pack(&rows) {
                insert.execute(params![received, sheet.n as i64, sheet.first_signal, sheet.last_signal, sheet.bytes])?;
            }
            Ok(())
        })
    }
}
