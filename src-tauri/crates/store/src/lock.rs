//! One process collects at a time. Window, command line and collector may have one workspace open at once; the one that
//! holds this lock runs the connectors. The operating system lets go of it when the process ends, however it ends.

use crate::{Result, StoreError};
use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

/// Held as long as it lives.
#[derive(Debug)]
pub struct CollectorLock {
    _file: File,
}

impl CollectorLock {
    /// `None` where another process of this machine (or another holder in this one) collects for the workspace in `dir`.
    pub fn try_acquire(dir: &Path) -> Result<Option<Self>> {
        std::fs::create_dir_all(dir)?;
        let file = open_lock_file(&dir.join("collector.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(e)) => Err(StoreError::Io(e)),
        }
    }
}

pub(crate) fn open_lock_file(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_collects_and_the_next_may_when_it_ends() {
        let dir = tempfile::tempdir().unwrap();
        let first = CollectorLock::try_acquire(dir.path()).unwrap();
        assert!(first.is_some());
        assert!(CollectorLock::try_acquire(dir.path()).unwrap().is_none());
        drop(first);
        assert!(CollectorLock::try_acquire(dir.path()).unwrap().is_some());
    }
}
