//! A batch: some sheets' readings under the central database's numbers, ordered by signal and time.

use super::Forward;
use crate::{
    Result,
    telemetry::{row::Row, sheet},
};
use domain::IntegrationId;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

const HOUR: i64 = 3_600_000_000;

/// What the database takes, an array for each column; as many of each. Times are microseconds since 1970 UTC.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    pub signal: Vec<i64>,
    pub ts: Vec<i64>,
    pub value: Vec<Option<f64>>,
    pub status: Vec<i64>,
    pub server_delta: Vec<Option<i64>>,
    pub receipt_delta: Vec<i64>,
}

impl Columns {
    pub fn len(&self) -> usize {
        self.signal.len()
    }

    pub fn is_empty(&self) -> bool {
        self.signal.is_empty()
    }

    fn with_capacity(n: usize) -> Self {
        Self {
            signal: Vec::with_capacity(n),
            ts: Vec::with_capacity(n),
            value: Vec::with_capacity(n),
            status: Vec::with_capacity(n),
            server_delta: Vec::with_capacity(n),
            receipt_delta: Vec::with_capacity(n),
        }
    }

    fn push(&mut self, signal: i64, row: &Row) {
        self.signal.push(signal);
        self.ts.push(row.ts);
        self.value.push(row.value);
        self.status.push(row.status.into());
        self.server_delta.push(row.server_delta);
        self.receipt_delta.push(row.receipt_delta);
    }
}

/// Sheets on their way.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    pub columns: Columns,
    /// Whose readings are in it.
    pub integrations: BTreeSet<IntegrationId>,
    /// The sheets it is made of, oldest first.
    pub(super) sheets: Vec<i64>,
    /// Readings by integration and the hour they were received in; for the accounts.
    pub(super) counts: BTreeMap<(IntegrationId, i64), Count>,
    /// Of signals that the database has no number for yet: they wait on, by themselves.
    pub(super) held: Vec<(i64, Row)>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    pub sent: u64,
    /// Of a signal that is gone here and was never known there.
    pub undeliverable: u64,
}

impl Batch {
    /// Its newest sheet.
    pub fn last(&self) -> i64 {
        self.sheets.last().copied().unwrap_or(0)
    }
}

impl Forward {
    /// The next sheets after `after` up to `to`, oldest first, until `most` readings are reached; `None` where there is
    /// nothing that can be sent. Only reads.
    pub fn take(&self, after: i64, to: i64, most: usize) -> Result<Option<Batch>> {
        self.connections.read(|c| read(c, after, to, most))
    }
}

fn read(connection: &Connection, after: i64, to: i64, most: usize) -> Result<Option<Batch>> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, received, n, first_signal, readings FROM forward_sheet
         WHERE seq > ?1 AND seq <= ?2 AND is_held = 0 ORDER BY seq",
    )?;
    let mut found = statement.query(params![after, to])?;
    let mut owners = Owners::default();
    let (mut batch, mut rows) = (Batch::default(), Vec::with_capacity(most.min(100_000)));
    let mut taken = 0;
    while taken < most
        && let Some(row) = found.next()?
    {
        let (seq, received, n): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if taken > 0 && taken + n as usize > most {
            break;
        }
        taken += n as usize;
        let bytes = row.get_ref(4)?.as_blob().map_err(rusqlite::Error::from)?;
        batch.sheets.push(seq);
        let hour = received.div_euclid(HOUR) * HOUR;
        let mut of_sheet = Vec::with_capacity(n as usize);
        sheet::unpack(bytes, row.get(3)?, |signal, row| of_sheet.push((signal, row)))?;
        for (signal, row) in of_sheet {
            let owner = owners.of(connection, signal)?;
            let count = owner.integration.map(|i| batch.counts.entry((i, hour)).or_default());
            match owner.number {
                Some(number) => {
                    batch.integrations.extend(owner.integration);
                    if let Some(count) = count {
                        count.sent += 1;
                    }
                    rows.push((number, rows.len() as u32, row));
                }
                None if owner.is_mapped => batch.held.push((signal, row)),
                None => {
                    if let Some(count) = count {
                        count.undeliverable += 1;
                    }
                }
            }
        }
    }
    if batch.sheets.is_empty() {
        return Ok(None);
    }
    // Of a source time that is there twice the one received last stays, as in the store.
    rows.sort_unstable_by_key(|(signal, order, row)| (*signal, row.ts, std::cmp::Reverse(*order)));
    rows.dedup_by_key(|(signal, _, row)| (*signal, row.ts));
    batch.columns = Columns::with_capacity(rows.len());
    for (signal, _, row) in &rows {
        batch.columns.push(*signal, row);
    }
    batch.held.sort_by_key(|(signal, _)| *signal);
    Ok(Some(batch))
}

#[derive(Debug, Clone, Copy, Default)]
struct Owner {
    number: Option<i64>,
    integration: Option<IntegrationId>,
    /// A mapping is here, so that its number may still come.
    is_mapped: bool,
}

/// Each signal is looked up once a batch.
#[derive(Default)]
struct Owners(HashMap<i64, Owner>);

impl Owners {
    fn of(&mut self, connection: &Connection, signal: i64) -> Result<Owner> {
        if let Some(owner) = self.0.get(&signal) {
            return Ok(*owner);
        }
        let mut statement = connection.prepare_cached(
            "SELECT (SELECT central FROM signal_number WHERE signal = ?1),
                    (SELECT integration_id FROM mapping WHERE signal = ?1),
                    (SELECT integration_id FROM former_mapping WHERE signal = ?1)",
        )?;
        let (number, mapped, former): (_, Option<uuid::Uuid>, Option<uuid::Uuid>) =
            statement.query_row([signal], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let owner = Owner { number, integration: mapped.or(former).map(IntegrationId), is_mapped: mapped.is_some() };
        self.0.insert(signal, owner);
        Ok(owner)
    }
}
