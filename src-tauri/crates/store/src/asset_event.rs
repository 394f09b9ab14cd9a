//! Failures and maintenance of assets: their rows and queries.

use crate::{Result, StoreError, row};
use domain::{Asset, AssetEvent, AssetEventId, AssetEventKind, AssetId, Family, Page, PersonId};
use rusqlite::{Connection, OptionalExtension, Row, params};

fn from_row(row: &Row) -> rusqlite::Result<AssetEvent> {
    let what = match row.get_ref("kind")?.as_str()? {
        "failure" => AssetEventKind::Failure { mode: row::get_word(row, "detail")? },
        _ => AssetEventKind::Maintenance { work: row::get_word(row, "detail")? },
    };
    Ok(AssetEvent {
        id: AssetEventId(row.get("id")?),
        asset_id: AssetId(row.get("asset_id")?),
        at: row::get_time(row, "at")?,
        what,
        downtime_hours: row.get("downtime_hours")?,
        cost: match row.get_ref("cost")?.as_str_or_null()? {
            Some(_) => Some(row::get_word(row, "cost")?),
            None => None,
        },
        note: row.get("note")?,
        recorded_by: PersonId(row.get("recorded_by")?),
        recorded_at: row::get_time(row, "recorded_at")?,
        version: row.get("version")?,
    })
}

fn words(what: &AssetEventKind) -> (&'static str, &'static str) {
    match what {
        AssetEventKind::Failure { mode } => ("failure", mode.as_str()),
        AssetEventKind::Maintenance { work } => ("maintenance", work.as_str()),
    }
}

/// Inserts the event, or changes it where `event.version` is one more than the stored one; `Conflict` otherwise. Who
/// recorded it first, and when, is for life.
pub fn save(connection: &Connection, event: &AssetEvent) -> Result<()> {
    let (kind, detail) = words(&event.what);
    let changed = connection
        .prepare_cached(
            "INSERT INTO asset_event (id, asset_id, at, kind, detail, downtime_hours, cost, note, recorded_by,
                                      recorded_at, version)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (id) DO UPDATE SET at = excluded.at, kind = excluded.kind, detail = excluded.detail,
                 downtime_hours = excluded.downtime_hours, cost = excluded.cost, note = excluded.note,
                 version = excluded.version
             WHERE asset_id = excluded.asset_id AND version = excluded.version - 1",
        )?
        .execute(params![
            event.id.0,
            event.asset_id.0,
            row::micros(event.at),
            kind,
            detail,
            event.downtime_hours,
            event.cost.map(|c| c.to_string()),
            event.note,
            event.recorded_by.0,
            row::micros(event.recorded_at),
            event.version,
        ])?;
    if changed == 0 { Err(StoreError::Conflict { what: "asset-event".into() }) } else { Ok(()) }
}

pub fn delete(connection: &Connection, id: AssetEventId) -> Result<()> {
    let changed = connection.prepare_cached("DELETE FROM asset_event WHERE id = ?1")?.execute([id.0])?;
    row::expect_one(changed, "asset-event", id)
}

pub fn find(connection: &Connection, id: AssetEventId) -> Result<Option<AssetEvent>> {
    Ok(connection.prepare_cached("SELECT * FROM asset_event WHERE id = ?1")?.query_row([id.0], from_row).optional()?)
}

/// Newest first.
pub fn list(connection: &Connection, asset: AssetId, offset: u32, limit: u32) -> Result<Page<AssetEvent>> {
    let total = connection
        .prepare_cached("SELECT count(*) FROM asset_event WHERE asset_id = ?1")?
        .query_row([asset.0], |r| r.get(0))?;
    let mut statement = connection
        .prepare_cached("SELECT * FROM asset_event WHERE asset_id = ?1 ORDER BY at DESC, id DESC LIMIT ?2 OFFSET ?3")?;
    let rows = statement.query_map(params![asset.0, limit, offset], from_row)?;
    Ok(Page { items: rows.collect::<rusqlite::Result<_>>()?, total })
}

/// Each asset of a family, retired ones too, with all its events: what a fit over the family reads.
pub fn of_family(connection: &Connection, family: Family) -> Result<Vec<(Asset, Vec<AssetEvent>)>> {
    let assets = connection
        .prepare_cached("SELECT * FROM asset WHERE family = ?1 ORDER BY id")?
        .query_map([family.as_str()], crate::asset::from_row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut statement = connection.prepare_cached("SELECT * FROM asset_event WHERE asset_id = ?1 ORDER BY at, id")?;
    assets
        .into_iter()
        .map(|asset| {
            let events = statement.query_map([asset.id.0], from_row)?.collect::<rusqlite::Result<_>>()?;
            Ok((asset, events))
        })
        .collect()
}
