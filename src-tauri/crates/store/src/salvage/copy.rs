//! Reading a table around its damaged pages: row by row until it fails, then on from the nearest key that answers.

use crate::{Result, StoreError, StoreKey, TableSalvage, connections};
use rusqlite::{Connection, OptionalExtension, params_from_iter, types::Value};
use std::{
    cell::RefCell,
    path::{Path, PathBuf},
};

/// Row numbers and microseconds of any date that a plant has seen lie between.
const LOWEST: i64 = -(1 << 52);
const HIGHEST: i64 = 1 << 53;
/// The first leap: one row number, or about a tenth of a second of a signal.
const FIRST_LEAP_IN_ROWS: i64 = 1;
const FIRST_LEAP_IN_TIME: i64 = 1 << 17;
/// Each leap is so many times the one before: every one that fails costs a new connection.
const WIDER: i64 = 8;

/// The damaged file. SQLCipher answers nothing more on a connection that met a page whose HMAC is wrong, so after every
/// failure the next question goes through a new one.
pub(super) struct Damaged {
    path: PathBuf,
    key: StoreKey,
    connection: RefCell<Connection>,
}

impl Damaged {
    pub fn open(path: &Path, key: &StoreKey) -> Result<Self> {
        let connection = RefCell::new(connections::connect_damaged(path, key)?);
        Ok(Self { path: path.to_owned(), key: key.clone(), connection })
    }

    pub fn ask<T>(&self, f: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let answer = f(&self.connection.borrow());
        if answer.is_err() {
            self.connection.replace(connections::connect_damaged(&self.path, &self.key)?);
        }
        answer
    }
}

/// Copies one table, or one signal of it, from a damaged store to a fresh one.
pub(super) struct Copy<'a> {
    damaged: &'a Damaged,
    fresh: &'a Connection,
    table: &'static str,
    /// Its name in the damaged store.
    from: &'static str,
    key: &'static str,
    signal: Option<i64>,
    columns: Vec<String>,
    rows: u64,
    stretches: u64,
    /// What stopped the copying for good: the fresh store could not take a row.
    failure: Option<StoreError>,
}

/// Which way a table is read.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Up,
    Down,
}

impl<'a> Copy<'a> {
    pub fn new(
        damaged: &'a Damaged,
        fresh: &'a Connection,
        table: &'static str,
        key: &'static str,
        signal: Option<i64>,
    ) -> Result<Self> {
        let mut columns: Vec<String> = fresh
            .prepare("SELECT name FROM pragma_table_info(?1)")?
            .query_map([table], |r| r.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        // Row numbers that other rows count on are columns already; the hidden ones are kept too.
        if signal.is_none() && table != "retained" {
            columns.insert(0, "rowid".to_owned());
        }
        Ok(Self { damaged, fresh, table, from: table, key, signal, columns, rows: 0, stretches: 0, failure: None })
    }

    /// An earlier version called the table otherwise.
    pub fn of(self, from: &'static str) -> Self {
        Self { from, ..self }
    }

    /// Upward as far as there is anything to read; then, where the upper end was out of reach, down from there.
    pub fn all(&mut self) {
        let reached = self.sweep(Way::Up, LOWEST, HIGHEST);
        if reached < HIGHEST && self.failure.is_none() {
            self.sweep(Way::Down, reached.saturating_add(1), HIGHEST);
        }
    }

    /// A table without a number to search by.
    pub fn whole(&mut self) {
        self.key = "1";
        let mut last = None;
        if self.scan(Way::Up, 0, 2, &mut last).is_err() {
            self.stretches += 1;
        }
    }

    /// Reads one way, leaping over what can't be read; how far it came.
    fn sweep(&mut self, way: Way, low: i64, high: i64) -> i64 {
        let (mut low, mut high) = (low, high);
        loop {
            let mut last = None;
            if self.scan(way, low, high, &mut last).is_ok() {
                return if way == Way::Up { high } else { low };
            }
            self.stretches += 1;
            match way {
                Way::Up => {
                    low = last.map_or(low, |k: i64| k.saturating_add(1));
                    let Some(next) = self.leap(way, low, high) else { return low };
                    low = next;
                }
                // Not one row from the upper end: the way up has probed what lies before it.
                Way::Down if last.is_none() => return high,
                Way::Down => {
                    high = last.map_or(high, |k: i64| k.saturating_sub(1));
                    let Some(next) = self.leap(way, low, high) else { return high };
                    high = next;
                }
            }
        }
    }

    /// The nearest key from which reading goes on: farther each time until something answers, then halving back.
    /// `None`: nothing does. What lies between two unreadable pages may be leapt over with them.
    fn leap(&self, way: Way, low: i64, high: i64) -> Option<i64> {
        let at = |distance: i64| match way {
            Way::Up => low.saturating_add(distance),
            Way::Down => high.saturating_sub(distance),
        };
        let answers = |distance: i64| {
            let key = at(distance);
            match way {
                Way::Up => key <= high && self.can_read(way, key, high),
                Way::Down => key >= low && self.can_read(way, low, key),
            }
        };
        let first = if self.signal.is_some() { FIRST_LEAP_IN_TIME } else { FIRST_LEAP_IN_ROWS };
        let mut far = first;
        while !answers(far) {
            far = far.checked_mul(WIDER).filter(|f| *f <= high.saturating_sub(low))?;
        }
        let mut near = far / WIDER;
        while far - near > first {
            let middle = near + (far - near) / 2;
            if answers(middle) {
                far = middle;
            } else {
                near = middle;
            }
        }
        Some(at(far))
    }

    /// Whether the first row from this end can be reached (or there is none).
    fn can_read(&self, way: Way, low: i64, high: i64) -> bool {
        let sql = format!("SELECT {}", self.from(way, self.key));
        let first = self.damaged.ask(|c| {
            let mut statement = c.prepare_cached(&format!("{sql} LIMIT 1"))?;
            Ok(statement.query_row([low, high], |r| r.get::<_, i64>(0)).optional()?)
        });
        first.is_ok()
    }

    /// `columns FROM table ...` between two keys, one way.
    fn from(&self, way: Way, columns: &str) -> String {
        let (table, key) = (self.from, self.key);
        let of_signal = self.signal.map_or(String::new(), |s| format!("signal = {s} AND "));
        let order = if way == Way::Up { "ASC" } else { "DESC" };
        format!("{columns} FROM {table} WHERE {of_signal}{key} BETWEEN ?1 AND ?2 ORDER BY {key} {order}")
    }

    /// Copies until the end or the first row that can't be read; `last` is the key of the last one that could.
    fn scan(&mut self, way: Way, low: i64, high: i64, last: &mut Option<i64>) -> Result<()> {
        let list = self.columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
        let sql = format!("SELECT {}", self.from(way, &format!("{}, {list}", self.key)));
        let marks = vec!["?"; self.columns.len()].join(", ");
        let into = format!("INSERT OR IGNORE INTO {} ({list}) VALUES ({marks})", self.table);
        self.damaged.ask(|damaged| {
            let mut insert = self.fresh.prepare_cached(&into)?;
            let mut select = damaged.prepare_cached(&sql)?;
            let mut rows = select.query([low, high])?;
            while let Some(row) = rows.next()? {
                let values =
                    (1..=self.columns.len()).map(|i| row.get::<_, Value>(i)).collect::<rusqlite::Result<Vec<_>>>()?;
                match insert.execute(params_from_iter(values)).map_err(StoreError::from) {
                    Ok(inserted) => self.rows += inserted as u64,
                    // Not the row's fault: stop, and say so.
                    Err(failure @ (StoreError::DiskFull | StoreError::Busy | StoreError::Io(_))) => {
                        self.failure = Some(failure);
                        return Ok(());
                    }
                    Err(_) => self.stretches += 1,
                }
                *last = Some(row.get(0)?);
            }
            Ok(())
        })
    }

    pub fn done(self) -> Result<TableSalvage> {
        match self.failure {
            Some(failure) => Err(failure),
            None => Ok(TableSalvage {
                table: self.table.to_owned(),
                rows: self.rows,
                unreadable_stretches: self.stretches,
                orphans: 0,
            }),
        }
    }
}
