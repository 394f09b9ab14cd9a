//! The stores of sites, with their tools and parts.

use crate::{Result, StoreError, row};
use domain::{Depot, SiteId};
use rusqlite::{Connection, Row, params};

fn from_row(row: &Row) -> rusqlite::Result<Depot> {
    Ok(Depot {
        site_id: SiteId(row.get("site_id")?),
        loading_minutes: row.get("loading_minutes")?,
        tools: row::get_json(row, "tools")?,
        stock: row::get_json(row, "stock")?,
        version: row.get("version")?,
    })
}

/// Inserts it, or changes it where `version` is one more than the stored one; `Conflict` otherwise.
pub fn save(connection: &Connection, depot: &Depot) -> Result<()> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO depot (site_id, loading_minutes, tools, stock, version) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (site_id) DO UPDATE SET loading_minutes = excluded.loading_minutes, tools = excluded.tools,
                 stock = excluded.stock, version = excluded.version
             WHERE version = excluded.version - 1",
        )?
        .execute(params![
            depot.site_id.0,
            depot.loading_minutes,
            row::json(&depot.tools)?,
            row::json(&depot.stock)?,
            depot.version,
        ])?;
    if changed == 0 { Err(StoreError::Conflict { what: "depot".into() }) } else { Ok(()) }
}

pub fn delete(connection: &Connection, site: SiteId) -> Result<()> {
    let changed = connection.prepare_cached("DELETE FROM depot WHERE site_id = ?1")?.execute([site.0])?;
    row::expect_one(changed, "depot", site)
}

/// By site.
pub fn list(connection: &Connection) -> Result<Vec<Depot>> {
    let mut statement = connection.prepare_cached("SELECT * FROM depot ORDER BY site_id")?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
