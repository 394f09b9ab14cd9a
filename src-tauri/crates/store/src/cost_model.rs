//! The cost model's versions. The highest is active; none is ever changed or deleted by anybody (triggers refuse it). In a
//! central workspace the central database numbers them.

use crate::{Result, StoreError, row};
use domain::{CostModel, Page, PersonId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// A version as it was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedCostModel {
    /// From 1.
    pub version: u32,
    pub model: CostModel,
    pub reason: String,
    pub saved_at: Timestamp,
    pub saved_by: PersonId,
}

fn from_row(row: &Row) -> rusqlite::Result<SavedCostModel> {
    Ok(SavedCostModel {
        version: row.get("version")?,
        model: row::get_json(row, "model")?,
        reason: row.get("reason")?,
        saved_at: row::get_time(row, "saved_at")?,
        saved_by: PersonId(row.get("saved_by")?),
    })
}

/// `Conflict` where somebody saved this version first: nobody overwrites what they have not seen.
pub fn insert(connection: &Connection, saved: &SavedCostModel) -> Result<()> {
    let newest = connection
        .prepare_cached("SELECT coalesce(max(version), 0) FROM cost_model")?
        .query_row([], |r| r.get::<_, u32>(0))?;
    if saved.version != newest + 1 {
        return Err(StoreError::Conflict { what: "cost-model".into() });
    }
    connection
        .prepare_cached(
            "INSERT INTO cost_model (id, version, model, reason, saved_at, saved_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            Uuid::now_v7(),
            saved.version,
            row::json(&saved.model)?,
            saved.reason,
            row::micros(saved.saved_at),
            saved.saved_by.0,
        ])?;
    Ok(())
}

/// The central database has numbered a version: whoever has that number here moves behind the newest, and the runs that
/// used it go on naming it.
pub(crate) fn renumber(connection: &Connection, id: Uuid, version: i64) -> Result<()> {
    let holder = connection
        .prepare_cached("SELECT 1 FROM cost_model WHERE version = ?1 AND id <> ?2")?
        .exists(params![version, id])?;
    if holder {
        let behind = connection
            .prepare_cached("SELECT max(version) + 1 FROM cost_model")?
            .query_row([], |r| r.get::<_, i64>(0))?;
        move_version(connection, version, behind)?;
    }
    let present = connection
        .prepare_cached("SELECT version FROM cost_model WHERE id = ?1")?
        .query_row([id], |r| r.get::<_, i64>(0))
        .optional()?;
    match present {
        Some(present) if present != version => move_version(connection, present, version),
        _ => Ok(()),
    }
}

fn move_version(connection: &Connection, from: i64, to: i64) -> Result<()> {
    connection.prepare_cached("UPDATE cost_model SET version = ?2 WHERE version = ?1")?.execute([from, to])?;
    connection
        .prepare_cached("UPDATE run SET cost_model_version = ?2 WHERE cost_model_version = ?1")?
        .execute([from, to])?;
    Ok(())
}

/// `None` before anybody has saved one.
pub fn find_active(connection: &Connection) -> Result<Option<SavedCostModel>> {
    Ok(connection
        .prepare_cached("SELECT * FROM cost_model ORDER BY version DESC LIMIT 1")?
        .query_row([], from_row)
        .optional()?)
}

/// `None` where there is none of that number.
pub fn find(connection: &Connection, version: u32) -> Result<Option<SavedCostModel>> {
    Ok(connection
        .prepare_cached("SELECT * FROM cost_model WHERE version = ?1")?
        .query_row([version], from_row)
        .optional()?)
}

/// Newest first.
pub fn list(connection: &Connection, offset: u32, limit: u32) -> Result<Page<SavedCostModel>> {
    let total = connection.prepare_cached("SELECT count(*) FROM cost_model")?.query_row([], |r| r.get(0))?;
    let mut statement =
        connection.prepare_cached("SELECT * FROM cost_model ORDER BY version DESC LIMIT ?1 OFFSET ?2")?;
    let rows = statement.query_map(params![limit, offset], from_row)?;
    Ok(Page { items: rows.collect::<rusqlite::Result<_>>()?, total })
}
