//! Under which number the central database keeps each signal: a workstation counts its own.

use super::Forward;
use crate::{Result, setting};
use domain::MappingId;
use rusqlite::params;
use std::collections::HashMap;

/// The setting that says which database the numbers are of.
const NUMBERED_BY: &str = "signals-numbered-by";

/// Whether a database is the one that the numbers are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recognized {
    Same,
    /// None was known.
    First,
    Other,
}

impl Forward {
    /// Numbers of another database, or of this one before it was restored from a backup, are forgotten: they may be other
    /// signals' by now. It stays another one until it is adopted.
    pub fn recognize(&self, origin: &str) -> Result<Recognized> {
        match self.connections.read(|c| setting::find::<String>(c, NUMBERED_BY))? {
            None => Ok(Recognized::First),
            Some(known) if known == origin => Ok(Recognized::Same),
            Some(_) => {
                self.connections.write(|tx| Ok(tx.execute("DELETE FROM signal_number", [])?))?;
                Ok(Recognized::Other)
            }
        }
    }

    /// From now on numbers are this database's.
    pub fn adopt(&self, origin: &str) -> Result<()> {
        self.connections.write(|tx| setting::set(tx, NUMBERED_BY, &origin))
    }

    /// Mappings here that have no number yet.
    pub fn unnumbered(&self) -> Result<Vec<MappingId>> {
        self.connections.read(|c| {
            let mut statement = c.prepare_cached(
                "SELECT id FROM mapping WHERE signal NOT IN (SELECT signal FROM signal_number) ORDER BY signal",
            )?;
            let rows = statement.query_map([], |r| r.get(0).map(MappingId))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// What waited for a number, or for its mapping to go, is looked at again.
    pub fn learn(&self, numbers: &HashMap<MappingId, i64>) -> Result<()> {
        let holds = "SELECT EXISTS (SELECT 1 FROM forward_sheet WHERE is_held = 1)";
        if numbers.is_empty() && !self.connections.read(|c| Ok(c.query_row(holds, [], |r| r.get::<_, bool>(0))?))? {
            return Ok(());
        }
        self.connections.write(|tx| {
            let mut learn = tx.prepare_cached(
                "INSERT OR REPLACE INTO signal_number (signal, central) SELECT signal, ?2 FROM mapping WHERE id = ?1",
            )?;
            for (mapping, number) in numbers {
                learn.execute(params![mapping.0, number])?;
            }
            tx.prepare_cached("UPDATE forward_sheet SET is_held = 0 WHERE is_held = 1")?.execute([])?;
            Ok(())
        })
    }
}
