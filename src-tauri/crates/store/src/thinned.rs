//! What was let go before its time because the disk was nearly full.

use crate::{Result, row};
use domain::Timestamp;
use rusqlite::{Connection, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thinned {
    pub at: Timestamp,
    /// Which step of the declared order.
    pub step: String,
    pub rows: u64,
    /// On the disk, when it was decided.
    pub free_bytes: u64,
}

pub fn insert(connection: &Connection, thinned: &Thinned) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO thinned (at, step, rows, free_bytes) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![row::micros(thinned.at), thinned.step, thinned.rows as i64, thinned.free_bytes as i64])?;
    Ok(())
}

/// The newest first.
pub fn list(connection: &Connection, limit: u32) -> Result<Vec<Thinned>> {
    let mut statement = connection.prepare_cached("SELECT * FROM thinned ORDER BY at DESC LIMIT ?1")?;
    let rows = statement.query_map([limit], |r| {
        Ok(Thinned {
            at: row::get_time(r, "at")?,
            step: r.get("step")?,
            rows: r.get::<_, i64>("rows")?.max(0) as u64,
            free_bytes: r.get::<_, i64>("free_bytes")?.max(0) as u64,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
