//! The accounts of readings: by integration and hour of receipt, how many were received, how many the central database
//! has acknowledged, and how many it never will.

use crate::{Result, row};
use domain::{IntegrationId, Timestamp};
use rusqlite::{Connection, params};

const HOUR: i64 = 3_600_000_000;

/// What became of some readings of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Settled {
    pub forwarded: u64,
    /// Of those, the ones that the database had already.
    pub repeated: u64,
    pub refused: u64,
    pub undeliverable: u64,
}

/// Of an integration's readings received in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Account {
    pub received: u64,
    pub forwarded: u64,
    pub repeated: u64,
    pub refused: u64,
}

/// Readings of one append, which are one integration's: that of any of its signals.
pub(crate) fn receive(connection: &Connection, signal: i64, received_at: i64, readings: usize) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO account (integration_id, hour, received)
             SELECT integration_id, ?2, ?3 FROM mapping WHERE signal = ?1
             ON CONFLICT (integration_id, hour) DO UPDATE SET received = received + excluded.received",
        )?
        .execute(params![signal, received_at.div_euclid(HOUR) * HOUR, readings as i64])?;
    Ok(())
}

pub(crate) fn settle(connection: &Connection, integration: IntegrationId, hour: i64, settled: Settled) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO account (integration_id, hour, forwarded, repeated, refused) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (integration_id, hour) DO UPDATE SET forwarded = forwarded + excluded.forwarded,
                 repeated = repeated + excluded.repeated, refused = refused + excluded.refused",
        )?
        .execute(params![
            integration.0,
            hour,
            settled.forwarded as i64,
            settled.repeated as i64,
            (settled.refused + settled.undeliverable) as i64
        ])?;
    Ok(())
}

/// The hours that begin from `from` (inclusive) to `to` (exclusive).
pub fn of(connection: &Connection, integration: IntegrationId, from: Timestamp, to: Timestamp) -> Result<Account> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(sum(received), 0), coalesce(sum(forwarded), 0), coalesce(sum(repeated), 0),
                    coalesce(sum(refused), 0)
             FROM account WHERE integration_id = ?1 AND hour >= ?2 AND hour < ?3",
        )?
        .query_row(params![integration.0, row::micros(from), row::micros(to)], |r| {
            Ok(Account { received: r.get(0)?, forwarded: r.get(1)?, repeated: r.get(2)?, refused: r.get(3)? })
        })?)
}

/// The first hour from `from` on in which anything was received; `None`: nothing.
pub fn first(connection: &Connection, integration: IntegrationId, from: Timestamp) -> Result<Option<Timestamp>> {
    let first: Option<i64> = connection
        .prepare_cached("SELECT min(hour) FROM account WHERE integration_id = ?1 AND hour >= ?2 AND received > 0")?
        .query_row(params![integration.0, row::micros(from)], |r| r.get(0))?;
    Ok(first.map(row::time))
}

/// Readings received a second, over the hour before `now` and what has passed of this one.
pub fn rate(connection: &Connection, now: Timestamp) -> Result<f64> {
    let now = row::micros(now);
    let since = now.div_euclid(HOUR) * HOUR - HOUR;
    let (readings, first): (i64, Option<i64>) = connection
        .prepare_cached("SELECT coalesce(sum(received), 0), min(hour) FROM account WHERE hour >= ?1 AND hour <= ?2")?
        .query_row([since, now], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let seconds = (now - first.unwrap_or(since)).max(60_000_000) as f64 / 1e6;
    Ok(readings as f64 / seconds)
}

/// Hours older than retention keeps.
pub(crate) fn forget_before(connection: &Connection, before: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM account WHERE hour < ?1")?.execute([before])?;
    Ok(())
}
