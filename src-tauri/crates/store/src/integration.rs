//! Integrations: configured connections to plant systems, what a person asked of them, and their last word.

use crate::{Result, StoreError, row};
use domain::{Integration, IntegrationId, IntegrationStatus, Message, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// What becomes of an integration's mappings when it is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mappings {
    /// Refuse with `Conflict` where there are any.
    MustBeNone,
    /// Delete them too; readings already collected stay until retention.
    DeleteToo,
}

fn from_row(row: &Row) -> rusqlite::Result<Integration> {
    Ok(Integration {
        id: IntegrationId(row.get("id")?),
        connector: row::get_word(row, "connector")?,
        name: row.get("name")?,
        config: row::get_json(row, "config")?,
        status: row::get_word(row, "status")?,
        last_sync_at: row::get_time_maybe(row, "last_sync_at")?,
        last_error: row::get_json_maybe(row, "last_error")?,
    })
}

/// `Duplicate` where the name is taken.
pub fn insert(connection: &Connection, integration: &Integration) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO integration (id, connector, name, config, status, last_sync_at, last_error)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            integration.id.0,
            integration.connector.as_str(),
            integration.name,
            row::json(&integration.config)?,
            integration.status.as_str(),
            integration.last_sync_at.map(row::micros),
            integration.last_error.as_ref().map(row::json).transpose()?,
        ])?;
    Ok(())
}

/// Name and configuration; the status and the last word have functions of their own.
pub fn update(connection: &Connection, integration: &Integration) -> Result<()> {
    let changed = connection
        .prepare_cached("UPDATE integration SET name = ?2, config = ?3 WHERE id = ?1")?
        .execute(params![integration.id.0, integration.name, row::json(&integration.config)?])?;
    row::expect_one(changed, "integration", integration.id)
}

pub fn set_status(connection: &Connection, id: IntegrationId, status: IntegrationStatus) -> Result<()> {
    let changed = connection
        .prepare_cached("UPDATE integration SET status = ?2 WHERE id = ?1")?
        .execute(params![id.0, status.as_str()])?;
    row::expect_one(changed, "integration", id)
}

/// When a reading last arrived (`None`: as before; it never goes back) and the present error (`None`: there is none).
pub fn set_sync(
    connection: &Connection,
    id: IntegrationId,
    last_sync_at: Option<Timestamp>,
    last_error: Option<&Message>,
) -> Result<()> {
    let changed = connection
        .prepare_cached(
            "UPDATE integration SET last_error = ?3,
                 last_sync_at = CASE WHEN ?2 > coalesce(last_sync_at, ?2 - 1) THEN ?2 ELSE last_sync_at END
             WHERE id = ?1",
        )?
        .execute(params![id.0, last_sync_at.map(row::micros), last_error.map(row::json).transpose()?])?;
    row::expect_one(changed, "integration", id)
}

/// When a reading last arrived; it never goes back. Whatever is amiss stays so.
pub fn set_last_sync(connection: &Connection, id: IntegrationId, at: Timestamp) -> Result<()> {
    let changed = connection
        .prepare_cached("UPDATE integration SET last_sync_at = max(?2, coalesce(last_sync_at, ?2)) WHERE id = ?1")?
        .execute(params![id.0, row::micros(at)])?;
    row::expect_one(changed, "integration", id)
}

/// The connection streams at this moment. An integration that was deleted meanwhile is no error.
pub fn set_alive(connection: &Connection, id: IntegrationId, at: Timestamp) -> Result<()> {
    connection
        .prepare_cached("UPDATE integration SET alive_at = ?2 WHERE id = ?1")?
        .execute(params![id.0, row::micros(at)])?;
    Ok(())
}

pub fn delete(connection: &Connection, id: IntegrationId, mappings: Mappings) -> Result<()> {
    if mappings == Mappings::DeleteToo {
        connection.prepare_cached("DELETE FROM mapping WHERE integration_id = ?1")?.execute([id.0])?;
    }
    let changed = connection.prepare_cached("DELETE FROM integration WHERE id = ?1")?.execute([id.0])?;
    row::expect_one(changed, "integration", id)
}

pub fn get(connection: &Connection, id: IntegrationId) -> Result<Integration> {
    connection
        .prepare_cached("SELECT * FROM integration WHERE id = ?1")?
        .query_row([id.0], from_row)
        .optional()?
        .ok_or_else(|| StoreError::not_found("integration", id))
}

/// By name.
pub fn list(connection: &Connection) -> Result<Vec<Integration>> {
    let mut statement = connection.prepare_cached("SELECT * FROM integration ORDER BY name")?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
