//! Sites: their rows and queries.

use crate::{Result, row};
use domain::{Site, SiteId};
use rusqlite::{Connection, OptionalExtension, Row, params};

fn from_row(row: &Row) -> rusqlite::Result<Site> {
    Ok(Site {
        id: SiteId(row.get("id")?),
        code: row.get("code")?,
        name_en: row.get("name_en")?,
        name_ar: row.get("name_ar")?,
        time_zone: row.get("time_zone")?,
        latitude: row.get("latitude")?,
        longitude: row.get("longitude")?,
    })
}

/// `Duplicate` where the code is taken.
pub fn insert(connection: &Connection, site: &Site) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO site (id, code, name_en, name_ar, time_zone, latitude, longitude)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            site.id.0,
            site.code,
            site.name_en,
            site.name_ar,
            site.time_zone,
            site.latitude,
            site.longitude
        ])?;
    Ok(())
}

pub fn update(connection: &Connection, site: &Site) -> Result<()> {
    let changed = connection
        .prepare_cached(
            "UPDATE site SET code = ?2, name_en = ?3, name_ar = ?4, time_zone = ?5, latitude = ?6, longitude = ?7
             WHERE id = ?1",
        )?
        .execute(params![
            site.id.0,
            site.code,
            site.name_en,
            site.name_ar,
            site.time_zone,
            site.latitude,
            site.longitude
        ])?;
    row::expect_one(changed, "site", site.id)
}

/// `Conflict` where it still has assets.
pub fn delete(connection: &Connection, id: SiteId) -> Result<()> {
    let changed = connection.prepare_cached("DELETE FROM site WHERE id = ?1")?.execute([id.0])?;
    row::expect_one(changed, "site", id)
}

pub fn find(connection: &Connection, id: SiteId) -> Result<Option<Site>> {
    Ok(connection.prepare_cached("SELECT * FROM site WHERE id = ?1")?.query_row([id.0], from_row).optional()?)
}

pub fn get(connection: &Connection, id: SiteId) -> Result<Site> {
    find(connection, id)?.ok_or_else(|| crate::StoreError::not_found("site", id))
}

/// By code.
pub fn list(connection: &Connection) -> Result<Vec<Site>> {
    let mut statement = connection.prepare_cached("SELECT * FROM site ORDER BY code")?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
