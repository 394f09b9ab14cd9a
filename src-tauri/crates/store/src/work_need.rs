//! What work orders ask for besides their hours.

use crate::{Result, StoreError, row};
use domain::{WorkNeeds, WorkOrderId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// Inserts them as version 1, or changes the version before `version`; `Conflict` otherwise.
pub fn save(connection: &Connection, order: WorkOrderId, needs: &WorkNeeds, version: i64) -> Result<()> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO work_need (work_order_id, needs, version) VALUES (?1, ?2, ?3)
             ON CONFLICT (work_order_id) DO UPDATE SET needs = excluded.needs, version = excluded.version
             WHERE version = excluded.version - 1",
        )?
        .execute(params![order.0, row::json(needs)?, version])?;
    if changed == 0 { Err(StoreError::Conflict { what: "work-need".into() }) } else { Ok(()) }
}

/// With their version.
pub fn find(connection: &Connection, order: WorkOrderId) -> Result<Option<(WorkNeeds, i64)>> {
    Ok(connection
        .prepare_cached("SELECT needs, version FROM work_need WHERE work_order_id = ?1")?
        .query_row([order.0], |r| Ok((row::get_json(r, "needs")?, r.get("version")?)))
        .optional()?)
}

/// With their version.
pub fn all_of_open_orders(connection: &Connection) -> Result<BTreeMap<WorkOrderId, (WorkNeeds, i64)>> {
    let mut statement = connection.prepare_cached(
        "SELECT n.work_order_id, n.needs, n.version FROM work_need n JOIN work_order w ON w.id = n.work_order_id
         WHERE w.status NOT IN ('done', 'cancelled')",
    )?;
    let rows = statement.query_map([], |r| {
        Ok((WorkOrderId(r.get("work_order_id")?), (row::get_json(r, "needs")?, r.get("version")?)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
