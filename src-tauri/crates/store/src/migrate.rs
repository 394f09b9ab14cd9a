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
    // A store that is up to date is not written to: another process may have it open.
    if schema_version(connection)? == latest && check(&applied(connection)?, migrations)? == migrations.len() {
        return Ok(latest);
    }
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(
        "CREATE TABLE IF NOT EXISTS schema_migration (
             version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL
         ) STRICT",
    )?;
    let done = check(&applied(&tx)?, migrations)?;
    for migration in &migrations[done..] {
        tx.execute_batch(migration.sql)?;
        tx.execute(
            "INSERT INTO schema_migration VALUES (?1, ?2, ?3, CAST(unixepoch('subsec') * 1000000 AS INTEGER))",
            params![migration.version, migration.name, migration.checksum()],
        )?;
    }
    tx.pragma_update(None, "user_version", latest)?;
    tx.commit()?;
    Ok(latest)
}

fn schema_version(connection: &Connection) -> Result<u32> {
    Ok(connection.query_row("PRAGMA user_version", [], |r| r.get(0))?)
}

fn applied(connection: &Connection) -> Result<Vec<(u32, String)>> {
    let mut statement = connection.prepare("SELECT version, checksum FROM schema_migration ORDER BY version")?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many of `migrations` the store has, after a look that they are the very same.
fn check(applied: &[(u32, String)], migrations: &[Migration]) -> Result<usize> {
    let known = migrations.last().map_or(0, |m| m.version);
    for (i, (version, checksum)) in applied.iter().enumerate() {
        match migrations.get(i) {
            Some(m) if m.version == *version && m.checksum() == *checksum => {}
            Some(_) => return Err(StoreError::MigrationChanged { version: *version }),
            None => return Err(StoreError::TooNew { found: applied.last().map_or(known, |(v, _)| *v), known }),
        }
    }
    Ok(applied.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Migration = Migration { version: 1, name: "0001_first", sql: "CREATE TABLE a (x INTEGER) STRICT;" };
    const SECOND: Migration = Migration { version: 2, name: "0002_second", sql: "CREATE TABLE b (x INTEGER) STRICT;" };

    fn has(connection: &Connection, table: &str) -> bool {
        connection.table_exists(None, table).unwrap()
    }

    #[test]
    fn versions_count_up_from_one_without_holes() {
        let versions: Vec<u32> = known().iter().map(|m| m.version).collect();
        assert_eq!(versions, (1..=versions.len() as u32).collect::<Vec<_>>());
        assert!(!versions.is_empty());
    }

    #[test]
    fn each_runs_once_in_order() {
        let mut store = Connection::open_in_memory().unwrap();
        assert_eq!(migrate(&mut store, &[FIRST]).unwrap(), 1);
        assert!(has(&store, "a") && !has(&store, "b"));
        assert_eq!(migrate(&mut store, &[FIRST, SECOND]).unwrap(), 2);
        assert_eq!(migrate(&mut store, &[FIRST, SECOND]).unwrap(), 2);
        assert!(has(&store, "b"));
        assert_eq!(crate::schema::version(&store).unwrap(), 2);
        assert_eq!(crate::schema::list_migrations(&store).unwrap()[1].name, "0002_second");
    }

    #[test]
    fn an_edited_one_is_refused_and_nothing_runs() {
        let mut store = Connection::open_in_memory().unwrap();
        migrate(&mut store, &[FIRST]).unwrap();
        let edited = Migration { sql: "CREATE TABLE a (x INTEGER, y TEXT) STRICT;", ..FIRST };
        let refused = migrate(&mut store, &[edited, SECOND]);
        assert!(matches!(refused, Err(StoreError::MigrationChanged { version: 1 })));
        assert!(!has(&store, "b"));
        // Line ends of another system are no edit.
        let windows = Migration { sql: "CREATE TABLE a (x INTEGER) STRICT;\r", ..FIRST };
        migrate(&mut store, &[windows]).unwrap();
    }

    #[test]
    fn a_store_of_a_newer_version_is_refused() {
        let mut store = Connection::open_in_memory().unwrap();
        migrate(&mut store, &[FIRST, SECOND]).unwrap();
        assert!(matches!(migrate(&mut store, &[FIRST]), Err(StoreError::TooNew { found: 2, known: 1 })));
    }

    #[test]
    fn a_failing_one_leaves_the_store_as_it_was() {
        let mut store = Connection::open_in_memory().unwrap();
        let broken = Migration { sql: "CREATE TABLE b (x INTEGER); CREATE TABLE b (x INTEGER);", ..SECOND };
        assert!(migrate(&mut store, &[FIRST, broken]).is_err());
        assert!(!has(&store, "a") && !has(&store, "b"));
        migrate(&mut store, &[FIRST, SECOND]).unwrap();
    }
}
