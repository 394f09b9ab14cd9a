//! Groups of equipment that stand in for each other.

use crate::{Result, StoreError, row};
use domain::{ParallelGroup, ParallelGroupId, SiteId};
use rusqlite::{Connection, Row, params};

fn from_row(row: &Row) -> rusqlite::Result<ParallelGroup> {
    Ok(ParallelGroup {
        id: ParallelGroupId(row.get("id")?),
        site_id: SiteId(row.get("site_id")?),
        name_en: row.get("name_en")?,
        name_ar: row.get("name_ar")?,
        asset_ids: row::get_json(row, "asset_ids")?,
        spare: row.get("spare")?,
        most_in_work: row.get("most_in_work")?,
        version: row.get("version")?,
    })
}

/// Inserts it, or changes it where `version` is one more than the stored one; `Conflict` otherwise.
pub fn save(connection: &Connection, group: &ParallelGroup) -> Result<()> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO parallel_group (id, site_id, name_en, name_ar, asset_ids, spare, most_in_work, version)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (id) DO UPDATE SET site_id = excluded.site_id, name_en = excluded.name_en,
                 name_ar = excluded.name_ar, asset_ids = excluded.asset_ids, spare = excluded.spare,
                 most_in_work = excluded.most_in_work, version = excluded.version
             WHERE version = excluded.version - 1",
        )?
        .execute(params![
            group.id.0,
            group.site_id.0,
            group.name_en,
            group.name_ar,
            row::json(&group.asset_ids)?,
            group.spare,
            group.most_in_work,
            group.version,
        ])?;
    if changed == 0 { Err(StoreError::Conflict { what: "parallel-group".into() }) } else { Ok(()) }
}

pub fn delete(connection: &Connection, id: ParallelGroupId) -> Result<()> {
    let changed = connection.prepare_cached("DELETE FROM parallel_group WHERE id = ?1")?.execute([id.0])?;
    row::expect_one(changed, "parallel-group", id)
}

/// By English name.
pub fn list(connection: &Connection) -> Result<Vec<ParallelGroup>> {
    let mut statement = connection.prepare_cached("SELECT * FROM parallel_group ORDER BY name_en, id")?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
