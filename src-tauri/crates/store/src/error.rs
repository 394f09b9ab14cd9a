//! What the store fails with. Each message names the remedy; `is_permanent` tells a retry loop whether to go on.
//! SQLite's many result codes become the few kinds that a caller treats differently.

use rusqlite::ffi::{self, ErrorCode};
use thiserror::Error;

pub type Result<T> = std::result::Result<T, StoreError>;

#[derive(Debug, Error)]
pub enum StoreError {
    #[error("the store is busy in another process; try again in a moment")]
    Busy,
    #[error("the key does not open this store; restore the key that made it from the keychain or a backup")]
    WrongKey,
    #[error("the store file is damaged ({0}); open it again: it is set aside and what can be read is carried over")]
    Damaged(String),
    #[error("the disk is full; free some space, nothing that was stored is lost")]
    DiskFull,
    #[error("there is no {what} {id}")]
    NotFound { what: &'static str, id: String },
    #[error("{what} has changed or is in use; load it again")]
    Conflict { what: String },
    #[error("there already is a row with this {what}")]
    Duplicate { what: String },
    #[error(
        "the store was written by a newer version (schema {found}, this version knows {known}); update the product"
    )]
    TooNew { found: u32, known: u32 },
    #[error("migration {version} is not the one that this store was made with; install the released version")]
    MigrationChanged { version: u32 },
    #[error("a stored value can't be read: {0}")]
    Unreadable(String),
    #[error(transparent)]
    Sql(rusqlite::Error),
    #[error(transparent)]
    Io(std::io::Error),
}

impl StoreError {
    /// False where the same call may succeed later without a person doing anything to the request.
    pub fn is_permanent(&self) -> bool {
        !matches!(self, Self::Busy | Self::DiskFull | Self::Io(_))
    }

    pub(crate) fn not_found(what: &'static str, id: impl std::fmt::Display) -> Self {
        Self::NotFound { what, id: id.to_string() }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(e: std::io::Error) -> Self {
        match e.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io(e),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(e: serde_json::Error) -> Self {
        Self::Unreadable(e.to_string())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(e: rusqlite::Error) -> Self {
        match &e {
            rusqlite::Error::SqliteFailure(code, text) => {
                classify(*code, text.as_deref().unwrap_or_default()).unwrap_or(Self::Sql(e))
            }
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => Self::Unreadable(e.to_string()),
            _ => Self::Sql(e),
        }
    }
}

/// SQLite reports a full disk as FULL when a write fails, and as one of these I/O errors when growing the WAL's index fails.
const FULL_IN_DISGUISE: [i32; 2] = [ffi::SQLITE_IOERR_SHMSIZE, ffi::SQLITE_IOERR_SHMMAP];

/// What SQLite says for its plainest error where nothing more is known.
const NO_WORD_OF_ITS_OWN: &str = "SQL logic error";

fn classify(code: ffi::Error, text: &str) -> Option<StoreError> {
    Some(match code.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
        ErrorCode::DiskFull => StoreError::DiskFull,
        ErrorCode::SystemIoFailure if FULL_IN_DISGUISE.contains(&code.extended_code) => StoreError::DiskFull,
        // A file cut short reads as an I/O error of its own kind.
        ErrorCode::SystemIoFailure if code.extended_code == ffi::SQLITE_IOERR_SHORT_READ => {
            StoreError::Damaged(text.to_owned())
        }
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Damaged(text.to_owned()),
        // What SQLCipher answers on a connection that met a page it can't decrypt. Where memory really is short, the next
        // start looks through the file and finds it sound.
        ErrorCode::OutOfMemory => StoreError::Damaged(text.to_owned()),
        // The same, met elsewhere: a mistake in a statement always has a word of its own.
        _ if code.extended_code == ffi::SQLITE_ERROR && text == NO_WORD_OF_ITS_OWN => {
            StoreError::Damaged(text.to_owned())
        }
        ErrorCode::ConstraintViolation => match code.extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
                StoreError::Duplicate { what: constraint(text) }
            }
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => StoreError::Conflict { what: "a row that others refer to".to_owned() },
            _ => return None,
        },
        _ => return None,
    })
}

/// `UNIQUE constraint failed: asset.site_id, asset.tag_code` -> `asset.site_id, asset.tag_code`.
fn constraint(text: &str) -> String {
    text.split_once("failed: ").map_or(text, |(_, columns)| columns).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{StoreKey, connections};
    use std::io::{Seek, SeekFrom, Write};

    #[test]
    fn a_connection_that_met_damage_goes_on_saying_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("damaged.db");
        let key = StoreKey::random().unwrap();
        let rows = |connection: &rusqlite::Connection| -> Result<i64> {
            Ok(connection.query_row("SELECT sum(length(text)) FROM t", [], |r| r.get(0))?)
        };
        let writer = connections::connect_writer(&path, &key).unwrap();
        writer.execute_batch("CREATE TABLE t(text TEXT); INSERT INTO t VALUES (hex(zeroblob(100000)))").unwrap();
        writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        drop(writer);
        let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.seek(SeekFrom::Start(10 * 4096)).unwrap();
        file.write_all(&[0xA5; 64]).unwrap();
        let reader = connections::connect_writer(&path, &key).unwrap();
        for _ in 0..3 {
            assert!(matches!(rows(&reader), Err(StoreError::Damaged(_))), "{:?}", rows(&reader));
        }
    }

    #[test]
    fn a_mistaken_statement_is_not_taken_for_damage() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        for mistaken in ["SELECT nothing", "SELECT * FROM absent", "SELEC 1", "SELECT abs(-9223372036854775808)"] {
            let answer = connection.query_row(mistaken, [], |_| Ok(())).map_err(StoreError::from);
            assert!(matches!(answer, Err(StoreError::Sql(_))), "{mistaken}: {answer:?}");
        }
    }
}
