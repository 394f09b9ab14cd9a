//! The cost model's versions. The highest is active; none is ever changed or deleted (triggers refuse it).

use crate::{Result, StoreError, row};
use domain::{CostModel, Page, PersonId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

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
            "INSERT INTO cost_model (version, model, reason, saved_at, saved_by) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            saved.version,
            row::json(&saved.model)?,
            saved.reason,
            row::micros(saved.saved_at),
            saved.saved_by.0,
        ])?;
    Ok(())
}

/// `None` before anybody has saved one.
pub fn find_active(connection: &Connection) -> Result<Option<SavedCostModel>> {
    Ok(connection
        .prepare_cached("SELECT * FROM cost_model ORDER BY version DESC LIMIT 1")?
        .query_row([], from_row)
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
