//! What a maintenance system says at present of an order that stands for a work order: one that was sent there, or one of its
//! own. And what it has changed in the work order, which is part of that order's history.

use crate::{Result, row};
use domain::{ConnectorKind, IntegrationId, Message, ObjectRef, Timestamp, WorkOrderId, WorkOrderStatus};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FollowedOrder {
    pub integration_id: IntegrationId,
    pub number: String,
    pub work_order_id: WorkOrderId,
    /// The system's own: only there can it be changed.
    pub is_owned: bool,
    /// The system's type of order.
    pub kind: String,
    /// Never `assigned`. `None`: the system's words are not known.
    pub status: Option<WorkOrderStatus>,
    /// In the system's own words; empty before it was seen.
    pub told: String,
    pub object: Option<ObjectRef>,
    pub completed_at: Option<Timestamp>,
    pub changed_at: Option<Timestamp>,
    pub seen_at: Timestamp,
    /// The system had none of this number when it was last looked for.
    pub is_gone: bool,
}

/// By what a work order is known in a system.
#[derive(Debug, Clone, PartialEq)]
pub struct FollowedMark {
    pub connector: ConnectorKind,
    pub number: String,
    pub is_owned: bool,
    /// Something there is otherwise than here, or not known.
    pub is_otherwise: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FollowedChange {
    pub at: Timestamp,
    pub message: Message,
}

fn from_row(row: &Row) -> rusqlite::Result<FollowedOrder> {
    let object = match row.get::<_, Option<String>>("object_number")? {
        Some(number) => Some(ObjectRef { kind: row::get_word(row, "object_kind")?, number }),
        None => None,
    };
    let status = match row.get::<_, Option<String>>("status")? {
        Some(_) => Some(row::get_word(row, "status")?),
        None => None,
    };
    Ok(FollowedOrder {
        integration_id: IntegrationId(row.get("integration_id")?),
        number: row.get("number")?,
        work_order_id: WorkOrderId(row.get("work_order_id")?),
        is_owned: row.get("is_owned")?,
        kind: row.get("kind")?,
        status,
        told: row.get("told")?,
        object,
        completed_at: row::get_time_maybe(row, "completed_at")?,
        changed_at: row::get_time_maybe(row, "changed_at")?,
        seen_at: row::get_time(row, "seen_at")?,
        is_gone: row.get("is_gone")?,
    })
}

/// In the place of what was known of it.
pub fn save(connection: &Connection, order: &FollowedOrder) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO followed_order (integration_id, number, work_order_id, is_owned, kind, status, told,
                 object_kind, object_number, completed_at, changed_at, seen_at, is_gone)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            order.integration_id.0,
            order.number,
            order.work_order_id.0,
            order.is_owned,
            order.kind,
            order.status.map(WorkOrderStatus::as_str),
            order.told,
            order.object.as_ref().map(|o| o.kind.as_str()),
            order.object.as_ref().map(|o| o.number.as_str()),
            order.completed_at.map(row::micros),
            order.changed_at.map(row::micros),
            row::micros(order.seen_at),
            order.is_gone,
        ])?;
    Ok(())
}

pub fn find(connection: &Connection, integration: IntegrationId, number: &str) -> Result<Option<FollowedOrder>> {
    Ok(connection
        .prepare_cached("SELECT * FROM followed_order WHERE integration_id = ?1 AND number = ?2")?
        .query_row(params![integration.0, number], from_row)
        .optional()?)
}

pub fn of_work_order(connection: &Connection, order: WorkOrderId) -> Result<Option<FollowedOrder>> {
    Ok(connection
        .prepare_cached("SELECT * FROM followed_order WHERE work_order_id = ?1")?
        .query_row([order.0], from_row)
        .optional()?)
}

/// Those of unfinished work orders that were not seen since, the longest unseen first.
pub fn unseen_since(
    connection: &Connection,
    integration: IntegrationId,
    before: Timestamp,
    most: usize,
) -> Result<Vec<FollowedOrder>> {
    let mut statement = connection.prepare_cached(
        "SELECT f.* FROM followed_order f JOIN work_order w ON w.id = f.work_order_id
         WHERE f.integration_id = ?1 AND f.seen_at < ?2 AND w.status NOT IN ('done', 'cancelled')
         ORDER BY f.seen_at LIMIT ?3",
    )?;
    let rows = statement.query_map(params![integration.0, row::micros(before), most as i64], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Unfinished work orders that a system owns.
pub fn owned_and_open(connection: &Connection) -> Result<Vec<WorkOrderId>> {
    let mut statement = connection.prepare_cached(
        "SELECT f.work_order_id FROM followed_order f JOIN work_order w ON w.id = f.work_order_id
         WHERE f.is_owned AND w.status NOT IN ('done', 'cancelled')",
    )?;
    let rows = statement.query_map([], |r| r.get(0).map(WorkOrderId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Orders of the system that became work orders here.
pub fn count_owned(connection: &Connection, integration: IntegrationId) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM followed_order WHERE integration_id = ?1 AND is_owned")?
        .query_row([integration.0], |r| r.get(0))?)
}

/// Beside a row of `work_order` that is called `w`: what [`mark_from`] reads.
pub(crate) const MARK_COLUMNS: &str =
    "f.number AS mark_number, f.is_owned AS mark_is_owned, i.connector AS mark_connector,
     (f.is_gone OR f.told = '' OR f.status IS NULL
      OR (f.status IN ('done', 'cancelled')) <> (w.status IN ('done', 'cancelled'))
      OR (w.status IN ('done', 'cancelled') AND f.status <> w.status)
      OR (f.object_number IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM maintenance_object o WHERE o.integration_id = f.integration_id AND o.kind = f.object_kind
             AND o.number = f.object_number AND o.asset_id = w.asset_id))) AS mark_is_otherwise";
pub(crate) const MARK_JOIN: &str =
    "LEFT JOIN followed_order f ON f.work_order_id = w.id LEFT JOIN integration i ON i.id = f.integration_id";

pub(crate) fn mark_from(row: &Row) -> rusqlite::Result<Option<FollowedMark>> {
    let Some(number) = row.get::<_, Option<String>>("mark_number")? else { return Ok(None) };
    Ok(Some(FollowedMark {
        connector: row::get_word(row, "mark_connector")?,
        number,
        is_owned: row.get("mark_is_owned")?,
        is_otherwise: row.get("mark_is_otherwise")?,
    }))
}

pub fn mark_of(connection: &Connection, order: WorkOrderId) -> Result<Option<FollowedMark>> {
    let sql = format!("SELECT {MARK_COLUMNS} FROM work_order w {MARK_JOIN} WHERE w.id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([order.0], mark_from).optional()?.flatten())
}

/// What the system has changed in a work order.
pub fn note_change(connection: &Connection, order: WorkOrderId, change: &FollowedChange) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO followed_order_change (work_order_id, at, message) VALUES (?1, ?2, ?3)")?
        .execute(params![order.0, row::micros(change.at), row::json(&change.message)?])?;
    Ok(())
}

/// The newest first.
pub fn changes_of(connection: &Connection, order: WorkOrderId, most: u32) -> Result<Vec<FollowedChange>> {
    let mut statement = connection.prepare_cached(
        "SELECT at, message FROM followed_order_change WHERE work_order_id = ?1 ORDER BY at DESC, rowid DESC LIMIT ?2",
    )?;
    let rows = statement.query_map(params![order.0, most], |row| {
        Ok(FollowedChange { at: row::get_time(row, "at")?, message: row::get_json(row, "message")? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
