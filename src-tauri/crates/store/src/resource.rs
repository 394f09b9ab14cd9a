//! Skills, tools and spare parts: their rows and queries.

use crate::{Result, StoreError, row};
use domain::{Resource, ResourceId, ResourceKind};
use rusqlite::{Connection, OptionalExtension, Row, params};

fn from_row(row: &Row) -> rusqlite::Result<Resource> {
    Ok(Resource {
        id: ResourceId(row.get("id")?),
        kind: row::get_word::<ResourceKind>(row, "kind")?,
        code: row.get("code")?,
        name_en: row.get("name_en")?,
        name_ar: row.get("name_ar")?,
        families: row::get_json(row, "families")?,
        version: row.get("version")?,
    })
}

/// Inserts it, or changes it where `version` is one more than the stored one; `Conflict` otherwise. A kind is for life.
pub fn save(connection: &Connection, resource: &Resource) -> Result<()> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO resource (id, kind, code, name_en, name_ar, families, version)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (id) DO UPDATE SET code = excluded.code, name_en = excluded.name_en,
                 name_ar = excluded.name_ar, families = excluded.families, version = excluded.version
             WHERE kind = excluded.kind AND version = excluded.version - 1",
        )?
        .execute(params![
            resource.id.0,
            resource.kind.as_str(),
            resource.code,
            resource.name_en,
            resource.name_ar,
            row::json(&resource.families)?,
            resource.version,
        ])?;
    if changed == 0 { Err(StoreError::Conflict { what: "resource".into() }) } else { Ok(()) }
}

pub fn delete(connection: &Connection, id: ResourceId) -> Result<()> {
    let changed = connection.prepare_cached("DELETE FROM resource WHERE id = ?1")?.execute([id.0])?;
    row::expect_one(changed, "resource", id)
}

pub fn find(connection: &Connection, id: ResourceId) -> Result<Option<Resource>> {
    Ok(connection.prepare_cached("SELECT * FROM resource WHERE id = ?1")?.query_row([id.0], from_row).optional()?)
}

/// By kind and code; `None`: all kinds.
pub fn list(connection: &Connection, kind: Option<ResourceKind>) -> Result<Vec<Resource>> {
    let mut statement =
        connection.prepare_cached("SELECT * FROM resource WHERE ?1 IS NULL OR kind = ?1 ORDER BY kind, code")?;
    let rows = statement.query_map([kind.map(ResourceKind::as_str)], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether an engineer, a depot or an order names it.
pub fn is_used(connection: &Connection, id: ResourceId) -> Result<bool> {
    // Ids stand in the lists as text; no other text there can look like one.
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM engineer WHERE instr(skills || tools || parts, ?1))
                 OR EXISTS (SELECT 1 FROM depot WHERE instr(tools || stock, ?1))
                 OR EXISTS (SELECT 1 FROM work_need WHERE instr(needs, ?1))",
        )?
        .query_row([id.to_string()], |r| r.get(0))?)
}
