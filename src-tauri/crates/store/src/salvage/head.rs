//! The pages without which nothing else can be found: the first one, with the salt and the file's header, and those of
//! the schema. They change with migrations only (the first one also with the file's size), so a copy of them, encrypted
//! as they are, lies in `NAME.head` from every opening and orderly close; a file whose head was overwritten is read
//! with it.

use crate::{Result, StoreError, connections::BUSY, open::beside};
use rusqlite::Connection;
use std::{
    fs::{File, OpenOptions},
    io::{Read, Seek, SeekFrom, Write},
    path::Path,
    time::Duration,
};

/// Closing a window must not wait for a collector that writes on.
const PATIENCE: Duration = Duration::from_millis(200);
/// SQLCipher's default, which the store has.
const PAGE: usize = 4096;

/// Keeps a copy of the head. Only what is in the file counts, so the log is written back first; where another process
/// holds it up, the copy from before stays.
pub(crate) fn keep(connection: &Connection, path: &Path) {
    match try_keep(connection, path) {
        Ok(()) | Err(StoreError::Busy) => {}
        Err(error) => tracing::warn!(%error, "no copy of the store's head could be kept"),
    }
}

fn try_keep(connection: &Connection, path: &Path) -> Result<()> {
    connection.busy_timeout(PATIENCE)?;
    let held_up = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |r| r.get::<_, bool>(0));
    connection.busy_timeout(BUSY)?;
    let is_held_up = held_up?;
    if is_held_up {
        return Err(StoreError::Busy);
    }
    let pages: Vec<u32> = connection
        .prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' ORDER BY pageno")?
        .query_map([], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut file = File::open(path)?;
    let mut copy = Vec::with_capacity(pages.len() * (4 + PAGE));
    for page in pages {
        let mut content = [0; PAGE];
        file.seek(SeekFrom::Start(offset(page)))?;
        file.read_exact(&mut content)?;
        copy.extend_from_slice(&page.to_le_bytes());
        copy.extend_from_slice(&content);
    }
    // Whole or not at all.
    let written = beside(path, "head-new");
    let mut target = File::create(&written)?;
    target.write_all(&copy)?;
    target.sync_all()?;
    Ok(std::fs::rename(written, beside(path, "head"))?)
}

/// Which pages to put back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Schema,
    FirstPage,
}

/// Puts kept pages into a file that was set aside; what they take the place of is kept in `FILE.head-found`.
/// False where there is no copy.
pub(super) fn put_back(kept: &Path, set_aside: &Path, part: Part) -> Result<bool> {
    let copy = match std::fs::read(kept) {
        Ok(copy) => copy,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(e) => return Err(e.into()),
    };
    let mut file = OpenOptions::new().read(true).write(true).open(set_aside)?;
    let mut found = OpenOptions::new().create(true).append(true).open(beside(set_aside, "head-found"))?;
    for entry in copy.chunks_exact(4 + PAGE) {
        let (number, content) = entry.split_at(4);
        let page = u32::from_le_bytes(number.try_into().expect("split at four bytes"));
        if (page == 1) != (part == Part::FirstPage) {
            continue;
        }
        let mut present = Vec::new();
        file.seek(SeekFrom::Start(offset(page)))?;
        Read::by_ref(&mut file).take(PAGE as u64).read_to_end(&mut present)?;
        found.write_all(number)?;
        found.write_all(&present)?;
        file.seek(SeekFrom::Start(offset(page)))?;
        file.write_all(content)?;
    }
    file.sync_all()?;
    Ok(true)
}

fn offset(page: u32) -> u64 {
    u64::from(page - 1) * PAGE as u64
}
