//! Is the file what was written? SQLCipher keeps an HMAC of every page; checking them all and the trees takes 0.8 s for
//! 112 MB (measured), so opening checks what it has time for and `Store::verify` checks everything.
//!
//! At opening: the length of the file always; every page where the file is small, where the last process was cut off
//! and the file is not huge, and whatever its size where damage was met before.

use crate::{Result, StoreError};
use rusqlite::Connection;
use std::path::Path;

/// Checked at every opening: less than half a second.
const SMALL: u64 = 64 << 20;
/// Checked where the last process was cut off: a few seconds.
const HUGE: u64 = 512 << 20;
/// Enough to see what kind of damage it is.
const MOST_FINDINGS: usize = 20;

/// What was found wrong; nothing where the file is sound.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    pub findings: Vec<String>,
}

impl Verdict {
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    fn into_result(self) -> Result<()> {
        if self.is_sound() { Ok(()) } else { Err(StoreError::Damaged(self.findings.join("; "))) }
    }
}

/// With the file to ourselves. `Damaged` where it is.
pub(crate) fn at_opening(connection: &Connection, path: &Path, was_cut_off: bool, is_suspect: bool) -> Result<()> {
    // What the log still holds goes to its place first: a page torn by an interrupted checkpoint is whole again then.
    match connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(StoreError::from) {
        // A full disk can't take the log's pages: the check would report what only waits for space.
        Err(StoreError::DiskFull) => return Ok(()),
        other => other?,
    }
    length(connection, path)?.into_result()?;
    let size = std::fs::metadata(path)?.len();
    if is_suspect || size <= SMALL || was_cut_off && size <= HUGE {
        pages(connection)?.into_result()?;
    }
    if is_suspect {
        structure(connection)?.into_result()?;
    }
    Ok(())
}

/// All there is to check. Other connections may go on; pages still in the log are checked when they are read.
pub(crate) fn everything(connection: &Connection, path: &Path) -> Result<Verdict> {
    let mut all = Verdict::default();
    for part in [length(connection, path), pages_twice(connection), structure(connection)] {
        match part {
            Ok(verdict) => all.findings.extend(verdict.findings),
            Err(StoreError::Damaged(detail)) => all.findings.push(detail),
            // SQLCipher lets a check of the trees that meets an unreadable page fail in ways of its own.
            Err(e) if !all.is_sound() => all.findings.push(e.to_string()),
            Err(e) => return Err(e),
        }
    }
    Ok(all)
}

/// A file cut short: fewer bytes than it says it has pages. Pages that are only in the log so far don't count.
fn length(connection: &Connection, path: &Path) -> Result<Verdict> {
    let pages: u64 = connection.query_row("PRAGMA page_count", [], |r| r.get(0))?;
    // SQLCipher answers with text.
    let page_bytes: String = connection.query_row("PRAGMA cipher_page_size", [], |r| r.get(0))?;
    let page_bytes: u64 = page_bytes.parse().map_err(|_| StoreError::Unreadable(format!("page size {page_bytes}")))?;
    let log = std::fs::metadata(crate::open::with_suffix(path, "-wal")).map_or(0, |m| m.len());
    let found = std::fs::metadata(path)?.len();
    let missing = (pages * page_bytes).saturating_sub(found);
    Ok(match missing > log || !found.is_multiple_of(page_bytes) {
        true => Verdict { findings: vec![format!("{found} bytes where {} are expected", pages * page_bytes)] },
        false => Verdict::default(),
    })
}

/// The HMAC of every page in the file.
fn pages(connection: &Connection) -> Result<Verdict> {
    findings(connection, "PRAGMA cipher_integrity_check")
}

/// A page that another process was writing back from the log while it was read is found wrong once, not twice.
fn pages_twice(connection: &Connection) -> Result<Verdict> {
    let first = pages(connection)?;
    if first.is_sound() { Ok(first) } else { pages(connection) }
}

/// The trees in the file, without comparing indexes to rows.
fn structure(connection: &Connection) -> Result<Verdict> {
    let mut verdict = findings(connection, "PRAGMA quick_check(20)")?;
    verdict.findings.retain(|f| f != "ok");
    Ok(verdict)
}

fn findings(connection: &Connection, pragma: &str) -> Result<Verdict> {
    let mut statement = connection.prepare(pragma)?;
    let rows = statement.query_map([], |r| r.get::<_, String>(0))?.take(MOST_FINDINGS);
    Ok(Verdict { findings: rows.collect::<rusqlite::Result<_>>()? })
}
