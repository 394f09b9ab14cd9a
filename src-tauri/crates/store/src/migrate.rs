//! Brings a store's schema up to date. Migrations (`migrations/local/NNNN_effect.sql`) only add; a landed one is never
//! edited: its checksum is kept in the store, and a store made with another text is refused rather than guessed about.

use crate::{Result, StoreError};
use include_dir::{Dir, include_dir};
use rusqlite::{Connection, TransactionBehavior, params};
use sha2::{Digest, Sha256};

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../../migrations/local");

pub(crate) struct Migration<'a> {
    pub version: u32,
    pub name: &'a str,
    pub sql: &'a str,
}

impl Migration<'_> {
    /// Over the text without carriage returns, so that a checkout on Windows is the same migration.
    fn checksum(&self) -> String {
        hex::encode(Sha256::digest(self.sql.replace('\r', "")))
    }
}

/// All that this version knows, in order; versions count up from 1 without holes.
pub(crate) fn known() -> Vec<Migration<'static>> {
    let mut all: Vec<Migration> = FILES
        .files()
        .filter_map(|f| {
            let name = f.path().file_stem()?.to_str()?;
            let version = name.split_once('_')?.0.parse().ok()?;
            Some(Migration { version, name, sql: f.contents_utf8()? })
        })
        .collect();
    all.sort_by_key(|m| m.version);
    all
}

/// The highest version among `migrations`, after each that the store lacks has run in one transaction with its mark.
pub(crate) fn migrate(connection: &mut Connection, migrations: &[Migration]) -> Result<u32> {
    let latest = migrations.last().map_or(0, |m| m.version);
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(
        "CREATE TABLE IF NOT EXISTS schema_migration (
             version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL
         ) STRICT",
    )?;
    let applied: Vec<(u32, String)> = tx
        .prepare("SELECT version, checksum FROM schema_migration ORDER BY version")?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    if let Some((found, _)) = applied.last()
        && *found > latest
    {
        return Err(StoreError::TooNew { found: *found, known: latest });
    }
    for migration in migrations {
        match applied.iter().find(|(version, _)| *version == migration.version) {
            Some((_, checksum)) if *checksum == migration.checksum() => {}
            Some(_) => return Err(StoreError::MigrationChanged { version: migration.version }),
            None => {
                tx.execute_batch(migration.sql)?;
                tx.execute(
                    "INSERT INTO schema_migration VALUES (?1, ?2, ?3, CAST(unixepoch('subsec') * 1000000 AS INTEGER))",
                    params![migration.version, migration.name, migration.checksum()],
                )?;
            }
        }
    }
    tx.pragma_update(None, "user_version", latest)?;
    tx.commit()?;
    Ok(latest)
}
