//! Opening a store: the right key, an undamaged file, the present schema; or a clear word why not.
//!
//! Beside the file lie small ones without secrets: `NAME.key-id` (the key's fingerprint) tells a wrong key from a
//! damaged file, and `NAME.users` carries an OS lock that every process with the store open holds shared, so that a
//! damaged file is only ever set aside by a process that has it to itself. `NAME.suspect` appears when damage was met;
//! `NAME.head` is an encrypted copy of the pages without which nothing could be read; `NAME.moving` carries the lock
//! under which the spool is moved.

use crate::{
    Recovery, Result, StoreError, StoreKey, Telemetry, connections, connections::Connections, lock, migrate, salvage,
    telemetry, verify,
};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::{
    fs::{File, TryLockError},
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

/// An open store. Cheap to clone; all clones share the connections.
#[derive(Clone)]
pub struct Store {
    connections: Arc<Connections>,
    telemetry: Telemetry,
    /// The writer's data version when last looked at: it moves only when another connection commits.
    seen: Arc<AtomicI64>,
    _users: Arc<File>,
}

/// A store and, where its file was found damaged, what became of it.
pub struct Opened {
    pub store: Store,
    pub recovery: Option<Recovery>,
}

/// Sizes in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct StoreSize {
    #[ts(type = "number")]
    pub file_bytes: u64,
    #[ts(type = "number")]
    pub wal_bytes: u64,
    /// Free space of the disk it is on.
    #[ts(type = "number")]
    pub free_disk_bytes: u64,
}

impl Store {
    /// Opens the store at `path`, made where absent, with its schema brought up to date.
    ///
    /// `WrongKey` leaves the file as it is. A damaged file is set aside beside it, what can be read of it is carried
    /// over, and `recovery` says so; where another process has it open that can't be done: `Damaged`.
    pub fn open(path: &Path, key: &StoreKey) -> Result<Opened> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let users = lock::open_lock_file(&beside(path, "users"))?;
        let is_alone = match users.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(e)) => return Err(e.into()),
        };
        if !is_alone {
            // Waits for one that has it to itself: it may be setting the file aside.
            users.lock_shared()?;
        }
        let (mut writer, recovery) = open_writer(path, key, is_alone)?;
        telemetry::take_over_former(&mut writer)?;
        if is_alone {
            salvage::head::keep(&writer, path);
            users.unlock()?;
            users.lock_shared()?;
        }

        let seen = data_version(&writer)?;
        let connections = Arc::new(Connections::new(path, key, writer));
        let store = Self {
            telemetry: Telemetry::new(Arc::clone(&connections)),
            connections,
            seen: Arc::new(AtomicI64::new(seen)),
            _users: Arc::new(users),
        };
        Ok(Opened { store, recovery })
    }

    /// Reads: all that `f` asks comes from one snapshot. Several reads go on at once, also beside a write.
    pub fn read<T>(&self, f: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.connections.read(f)
    }

    /// Writes: one immediate transaction on the one writer, committed where `f` succeeds, undone where it fails.
    /// What it wrote is on the disk when this returns.
    pub fn write<T>(&self, f: impl FnOnce(&Transaction) -> Result<T>) -> Result<T> {
        self.connections.write(f)
    }

    /// A central workspace's store: changes of shared rows become operations in the outbox, in the same transaction.
    pub fn capture(&self) -> Result<()> {
        self.connections.capture()
    }

    pub fn telemetry(&self) -> &Telemetry {
        &self.telemetry
    }

    /// Whether another process has written since this was last asked (or since opening).
    pub fn changed_elsewhere(&self) -> Result<bool> {
        let now = data_version(&*self.connections.writer()?)?;
        Ok(self.seen.swap(now, Ordering::Relaxed) != now)
    }

    pub fn path(&self) -> &Path {
        self.connections.path()
    }

    pub fn size(&self) -> StoreSize {
        let length = |p: &Path| std::fs::metadata(p).map_or(0, |m| m.len());
        let path = self.path();
        StoreSize {
            file_bytes: length(path),
            wal_bytes: length(&with_suffix(path, "-wal")),
            free_disk_bytes: fs4::available_space(path.parent().unwrap_or(path)).unwrap_or(0),
        }
    }

    /// Checks every page of the file and the structure in it; takes seconds per gigabyte. Where damage is found the
    /// next opening sets the file aside and carries over what can be read.
    pub fn verify(&self) -> Result<verify::Verdict> {
        let verdict = self.connections.with_own_reader(|connection| verify::everything(connection, self.path()))?;
        if !verdict.is_sound() {
            self.connections.suspect();
        }
        Ok(verdict)
    }
}

impl Connections {
    pub(crate) fn read<T>(&self, f: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let result = self.with_reader(|connection| {
            // Dropped without commit: it only holds the snapshot.
            let snapshot = connection.unchecked_transaction()?;
            f(&snapshot)
        });
        self.note_damage(result)
    }

    pub(crate) fn write<T>(&self, f: impl FnOnce(&Transaction) -> Result<T>) -> Result<T> {
        let mut writer = self.writer()?;
        let result = (|| {
            let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = f(&tx)?;
            tx.commit()?;
            Ok(value)
        })();
        if matches!(result, Err(StoreError::Damaged(_))) {
            self.renew_writer(&mut writer);
        }
        self.note_damage(result)
    }

    fn note_damage<T>(&self, result: Result<T>) -> Result<T> {
        if let Err(StoreError::Damaged(detail)) = &result {
            tracing::error!(%detail, "the store file is damaged");
            self.suspect();
        }
        result
    }

    /// Asks the next opening to check the whole file.
    fn suspect(&self) {
        if let Err(error) = std::fs::write(beside(self.path(), "suspect"), b"") {
            tracing::warn!(%error, "the mark of a damaged store could not be left");
        }
    }
}

/// The writer on a file that was checked as far as opening has time for, and salvaged where needed.
fn open_writer(path: &Path, key: &StoreKey, is_alone: bool) -> Result<(Connection, Option<Recovery>)> {
    if is_alone {
        salvage::finish_interrupted(path)?;
    }
    let exists = std::fs::metadata(path).is_ok_and(|m| m.len() > 0);
    let is_key_known = exists && check_fingerprint(path, key)?;
    let checked = if exists { connect_checked(path, key, is_alone) } else { connect_new(path, key) };
    match checked {
        Ok(writer) => {
            if !is_key_known {
                write_fingerprint(path, key)?;
            }
            Ok((writer, None))
        }
        // Without the fingerprint a wrong key and a damaged first page look alike: never set aside what another key may open.
        Err(StoreError::Damaged(_)) if !is_key_known => Err(StoreError::WrongKey),
        Err(StoreError::Damaged(detail)) if is_alone => {
            tracing::error!(%detail, "the store file is damaged: it is set aside and what can be read is carried over");
            let (writer, recovery) = salvage::salvage(path, key)?;
            Ok((writer, Some(recovery)))
        }
        Err(e) => Err(e),
    }
}

fn connect_new(path: &Path, key: &StoreKey) -> Result<Connection> {
    let mut writer = connections::connect_writer(path, key)?;
    migrate::migrate(&mut writer, &migrate::known())?;
    Ok(writer)
}

fn connect_checked(path: &Path, key: &StoreKey, is_alone: bool) -> Result<Connection> {
    // An orderly close leaves no write-ahead log behind; with nobody else there, one means a kill or a power cut.
    let was_cut_off = std::fs::metadata(with_suffix(path, "-wal")).is_ok_and(|m| m.len() > 0);
    let suspect = beside(path, "suspect");
    let mut writer = connections::connect_writer(path, key)?;
    if is_alone {
        verify::at_opening(&writer, path, was_cut_off, suspect.exists())?;
        remove_if_there(&suspect)?;
    }
    migrate::migrate(&mut writer, &migrate::known())?;
    Ok(writer)
}

fn data_version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA data_version", [], |r| r.get(0))?)
}

/// True where the fingerprint is there and is this key's; `WrongKey` where it is another's.
fn check_fingerprint(path: &Path, key: &StoreKey) -> Result<bool> {
    match std::fs::read_to_string(beside(path, "key-id")) {
        Ok(text) if text.trim() == key.fingerprint() => Ok(true),
        Ok(text) if text.trim().is_empty() => Ok(false),
        Ok(_) => Err(StoreError::WrongKey),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(false),
        Err(e) => Err(e.into()),
    }
}

fn write_fingerprint(path: &Path, key: &StoreKey) -> Result<()> {
    Ok(std::fs::write(beside(path, "key-id"), key.fingerprint())?)
}

pub(crate) fn remove_if_there(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(e.into()),
        _ => Ok(()),
    }
}

/// `store.db` -> `store.db.NAME`
pub(crate) fn beside(path: &Path, name: &str) -> PathBuf {
    with_suffix(path, &format!(".{name}"))
}

pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
