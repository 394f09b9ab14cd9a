//! One writer connection and a few readers to the file, all with the same settings.
//!
//! The writer is behind a mutex; SQLite's own lock orders it against other processes. A reader is lent out for one call
//! and sees one snapshot. WAL lets readers and the writer go on at the same time.

use crate::{Result, StoreError, StoreKey, replica, salvage, telemetry::forward};
use parking_lot::{Condvar, Mutex, MutexGuard};
use rusqlite::{Connection, OpenFlags};
use std::{path::Path, path::PathBuf, time::Duration};

/// Enough for a window's parallel questions; each holds a cache of its own.
const MOST_READERS: usize = 4;
/// How long a call waits for another process's transaction: longer than any of ours lasts.
pub(crate) const BUSY: Duration = Duration::from_secs(10);
/// How long a call waits for another of this process.
const OWN_TURN: Duration = Duration::from_secs(30);
/// Statements kept prepared per connection: about as many as the row modules have.
const STATEMENTS: usize = 128;

pub(crate) struct Connections {
    path: PathBuf,
    key: StoreKey,
    writer: Mutex<Connection>,
    readers: Mutex<Readers>,
    returned: Condvar,
    /// What the writer changes becomes operations.
    captures: std::sync::atomic::AtomicBool,
}

impl Drop for Connections {
    fn drop(&mut self) {
        self.readers.get_mut().idle.clear();
        salvage::head::keep(self.writer.get_mut(), &self.path);
    }
}

#[derive(Default)]
struct Readers {
    idle: Vec<Connection>,
    made: usize,
}

impl Connections {
    pub(crate) fn new(path: &Path, key: &StoreKey, writer: Connection) -> Self {
        Self {
            path: path.to_owned(),
            key: key.clone(),
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            returned: Condvar::new(),
            captures: std::sync::atomic::AtomicBool::new(false),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// `Busy` where it is not free for so long that somebody must be waiting for themselves.
    pub(crate) fn writer(&self) -> Result<MutexGuard<'_, Connection>> {
        self.writer.try_lock_for(OWN_TURN).ok_or(StoreError::Busy)
    }

    /// From now on what is written through this writer goes to the central database too.
    pub(crate) fn capture(&self) -> Result<()> {
        capture(&*self.writer()?)?;
        self.captures.store(true, std::sync::atomic::Ordering::Relaxed);
        Ok(())
    }

    /// A reader of its own, closed afterwards: for what may break it.
    pub(crate) fn with_own_reader<T>(&self, f: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        f(&connect_reader(&self.path, &self.key)?)
    }

    /// The same for the writer, which met damage: what lies on sound pages can still be written.
    pub(crate) fn renew_writer(&self, writer: &mut Connection) {
        let captures = self.captures.load(std::sync::atomic::Ordering::Relaxed);
        let fresh = connect_writer(&self.path, &self.key).and_then(|fresh| {
            if captures {
                capture(&fresh)?;
            }
            Ok(fresh)
        });
        match fresh {
            Ok(fresh) => *writer = fresh,
            Err(error) => tracing::error!(%error, "the store can't be written to any more"),
        }
    }

    /// Lends a reader for the length of `f`. Waits where all are lent.
    pub(crate) fn with_reader<T>(&self, f: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut lent = Lent { connection: Some(self.take_reader()?), of: self };
        let result = f(lent.connection.as_ref().expect("set until drop"));
        if matches!(result, Err(StoreError::Damaged(_))) {
            lent.connection = None;
        }
        result
    }

    fn take_reader(&self) -> Result<Connection> {
        let mut readers = self.readers.lock();
        loop {
            if let Some(reader) = readers.idle.pop() {
                return Ok(reader);
            }
            if readers.made < MOST_READERS {
                readers.made += 1;
                drop(readers);
                return connect_reader(&self.path, &self.key).inspect_err(|_| self.readers.lock().made -= 1);
            }
            if self.returned.wait_for(&mut readers, OWN_TURN).timed_out() {
                return Err(StoreError::Busy);
            }
        }
    }
}

/// What goes to the central database: changes of shared rows as operations, readings and gaps as they are.
fn capture(writer: &Connection) -> Result<()> {
    replica::capture(writer)?;
    forward::capture(writer)
}

struct Lent<'a> {
    connection: Option<Connection>,
    of: &'a Connections,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut readers = self.of.readers.lock();
        match self.connection.take() {
            Some(connection) => readers.idle.push(connection),
            // It met damage: SQLCipher answers nothing more on it. The next one asks through a new one.
            None => readers.made -= 1,
        }
        self.of.returned.notify_one();
    }
}

/// The writer: made where absent.
pub(crate) fn connect_writer(path: &Path, key: &StoreKey) -> Result<Connection> {
    let connection = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    // FULL: in simulated power cuts NORMAL lost acknowledged rows (DESIGN section 2).
    // A checkpoint every 4,000 pages (16 MB) folds the many writes to one page into one.
    connection.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA wal_autocheckpoint = 4000;
         PRAGMA journal_size_limit = 67108864;
         PRAGMA cache_size = -65536;",
    )?;
    Ok(connection)
}

fn connect_reader(path: &Path, key: &StoreKey) -> Result<Connection> {
    let connection = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // 64 MB where the store is large enough to fill it: 100,000 mappings with their metrics fit, and a page that has to be
    // read again has to be decrypted again.
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -65536;")?;
    Ok(connection)
}

/// For reading what can be read: a file shorter than it says, or with a schema in disorder, is opened all the same.
pub(crate) fn connect_damaged(path: &Path, key: &StoreKey) -> Result<Connection> {
    let connection = keyed(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA writable_schema = ON; PRAGMA cache_size = -16384;")?;
    // All of the schema, so that what is wrong with it shows here.
    connection.query_row("SELECT max(length(sql)) FROM sqlite_schema", [], |r| r.get::<_, i64>(0))?;
    Ok(connection)
}

/// A keyed connection on which the file has been read once, so that a wrong key or a damaged first page shows here.
fn connect(path: &Path, key: &StoreKey, flags: OpenFlags) -> Result<Connection> {
    let connection = keyed(path, key, flags)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |r| r.get(0))?;
    if mode != "wal" {
        return Err(StoreError::Io(std::io::Error::other(format!(
            "the store needs write-ahead logging, this file system gives {mode}: keep the workspace on a local disk"
        ))));
    }
    Ok(connection)
}

fn keyed(path: &Path, key: &StoreKey, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.execute_batch(&key.pragma())?;
    // Its errors come back from the calls that met them; SQLCipher need not write them to standard error as well.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Temporary tables and sorts stay in memory: outside the encrypted file nothing is written in the clear.
    connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF;")?;
    Ok(connection)
}
