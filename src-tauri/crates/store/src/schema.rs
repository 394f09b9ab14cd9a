//! The store's own schema: which version it has and which migrations made it.

use crate::{Result, row};
use domain::Timestamp;
use rusqlite::Connection;

/// As SQLCipher makes them.
const PAGE_BYTES: u64 = 4_096;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedMigration {
    pub version: u32,
    pub name: String,
    /// SHA-256 of its text, hexadecimal.
    pub checksum: String,
    pub applied_at: Timestamp,
}

pub fn version(connection: &Connection) -> Result<u32> {
    Ok(connection.query_row("PRAGMA user_version", [], |r| r.get(0))?)
}

/// Room in the file itself, on pages that retention has emptied.
pub fn free_bytes(connection: &Connection) -> Result<u64> {
    let pages: i64 = connection.query_row("PRAGMA freelist_count", [], |r| r.get(0))?;
    Ok(pages.max(0) as u64 * PAGE_BYTES)
}

pub fn list_migrations(connection: &Connection) -> Result<Vec<AppliedMigration>> {
    let mut statement =
        connection.prepare("SELECT version, name, checksum, applied_at FROM schema_migration ORDER BY version")?;
    let rows = statement.query_map([], |r| {
        Ok(AppliedMigration {
            version: r.get("version")?,
            name: r.get("name")?,
            checksum: r.get("checksum")?,
            applied_at: row::get_time(r, "applied_at")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
