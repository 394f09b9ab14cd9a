//! Gaps on their way: periods in which readings are known to be missing are told as readings are.

use super::Forward;
use crate::Result;
use rusqlite::params;

/// Under the central database's number of the signal; times are microseconds since 1970 UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingGap {
    seq: i64,
    pub signal: i64,
    pub from: i64,
    pub to: i64,
    pub reason: String,
}

impl Forward {
    /// The oldest that wait, of signals that have a number.
    pub fn gaps(&self, most: u32) -> Result<Vec<WaitingGap>> {
        self.connections.read(|c| {
            let mut statement = c.prepare_cached(
                "SELECT g.seq, n.central, g.from_ts, g.to_ts, g.reason FROM forward_gap g
                   JOIN signal_number n ON n.signal = g.signal ORDER BY g.seq LIMIT ?1",
            )?;
            let rows = statement.query_map([most], |r| {
                Ok(WaitingGap { seq: r.get(0)?, signal: r.get(1)?, from: r.get(2)?, to: r.get(3)?, reason: r.get(4)? })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The database has them; so goes what can never be told, since neither side knows the signal.
    pub fn settle_gaps(&self, gaps: &[WaitingGap]) -> Result<()> {
        self.connections.write(|tx| {
            let mut gone = tx.prepare_cached("DELETE FROM forward_gap WHERE seq = ?1")?;
            for gap in gaps {
                gone.execute(params![gap.seq])?;
            }
            tx.prepare_cached(
                "DELETE FROM forward_gap WHERE signal NOT IN (SELECT signal FROM mapping)
                    AND signal NOT IN (SELECT signal FROM signal_number)",
            )?
            .execute([])?;
            Ok(())
        })
    }
}
