//! The store's own schema: which version it has and which migrations made it.

use crate::{Result, row};
use domain::Timestamp;
use rusqlite::Connection;

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
