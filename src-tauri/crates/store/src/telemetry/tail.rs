//! The tail of every trend: what waits in the spool, by signal.
//!
//! Sheets lie in the order of arrival, so each signal's share is found by going through all of them. Pages of the file
//! would have to be decrypted anew after every append; so sheets that were read once stay in memory, packed as they are,
//! until they have been moved. A sheet never changes and its number is never used again: what is kept is true for every
//! snapshot that has the number, whichever process wrote it.

use super::{
    row::Row,
    sheet::{self, Sheet},
    spool,
};
use crate::Result;
use domain::SignalNo;
use parking_lot::Mutex;
use rusqlite::Connection;
use std::{collections::BTreeMap, ops::RangeInclusive, sync::Arc};

/// The sheets of `range`, all of them.
#[derive(Default)]
struct Kept {
    range: Option<RangeInclusive<i64>>,
    sheets: BTreeMap<i64, Arc<Sheet>>,
}

#[derive(Default)]
pub(super) struct Tail(Mutex<Kept>);

impl Tail {
    /// What the spool has of a signal between two source times, each source time once, oldest first.
    pub fn of_signal(&self, connection: &Connection, signal: SignalNo, from: i64, to: i64) -> Result<Vec<Row>> {
        let signal = signal.0;
        let mut rows = Vec::new();
        for sheet in self.sheets(connection, |s| (s.first_signal..=s.last_signal).contains(&signal))? {
            sheet::unpack(&sheet.bytes, sheet.first_signal, |of, row| {
                if of == signal && row.ts >= from && row.ts < to {
                    rows.push(row);
                }
            })?;
        }
        // Stable: of equal times the last is the one received last.
        rows.sort_by_key(|r| r.ts);
        rows.reverse();
        rows.dedup_by_key(|r| r.ts);
        rows.reverse();
        Ok(rows)
    }

    /// All that waits, in the order of arrival.
    pub fn all(&self, connection: &Connection) -> Result<Vec<(i64, Row)>> {
        let mut rows = Vec::new();
        for sheet in self.sheets(connection, |_| true)? {
            sheet::unpack(&sheet.bytes, sheet.first_signal, |signal, row| rows.push((signal, row)))?;
        }
        Ok(rows)
    }

    /// How many readings wait, repeats included.
    pub fn count(&self, connection: &Connection) -> Result<u64> {
        Ok(self.sheets(connection, |_| true)?.iter().map(|sheet| sheet.n as u64).sum())
    }

    /// Those of the connection's snapshot that are wanted, in the order of arrival.
    fn sheets(&self, connection: &Connection, is_wanted: impl Fn(&Sheet) -> bool) -> Result<Vec<Arc<Sheet>>> {
        let mut kept = self.0.lock();
        let Some(present) = spool::ends(connection)? else {
            *kept = Kept::default();
            return Ok(Vec::new());
        };
        kept.cover(connection, &present)?;
        Ok(kept.sheets.range(present).map(|(_, sheet)| sheet).filter(|s| is_wanted(s)).cloned().collect())
    }
}

impl Kept {
    fn cover(&mut self, connection: &Connection, present: &RangeInclusive<i64>) -> Result<()> {
        let (first, last) = (*present.start(), *present.end());
        let (from, to) = match self.range.clone().map(RangeInclusive::into_inner) {
            Some((from, to)) if from <= last && first <= to => (from, to),
            _ => {
                *self = Self::default();
                self.sheets.extend(spool::sheets(connection, present.clone(), usize::MAX)?);
                self.range = Some(present.clone());
                return Ok(());
            }
        };
        // What an older snapshot still has, and what came since.
        let before = if first < from { spool::sheets(connection, first..=from - 1, usize::MAX)? } else { Vec::new() };
        let since = if last > to { spool::sheets(connection, to + 1..=last, usize::MAX)? } else { Vec::new() };
        self.sheets.extend(before);
        self.sheets.extend(since);
        // What has been moved from the spool.
        self.sheets = self.sheets.split_off(&first);
        self.range = Some(first..=to.max(last));
        Ok(())
    }
}
