//! Who does a work order when, as a person decided.

use crate::{Result, row, work_order};
use chrono::NaiveDate;
use domain::{EngineerId, PersonId, RunId, WorkOrderId, WorkSchedule};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

fn from_row(row: &Row) -> rusqlite::Result<WorkSchedule> {
    Ok(WorkSchedule {
        work_order_id: WorkOrderId(row.get("work_order_id")?),
        engineer_id: EngineerId(row.get("engineer_id")?),
        day: row::get_word(row, "day")?,
        start: row.get("start")?,
        end: row.get("end")?,
        run_id: row.get::<_, Option<_>>("run_id")?.map(RunId),
        decided_by: PersonId(row.get("decided_by")?),
        decided_at: row::get_time(row, "decided_at")?,
    })
}

/// In the place of an earlier decision.
pub fn save(connection: &Connection, s: &WorkSchedule) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO work_schedule (work_order_id, engineer_id, day, start, \"end\", run_id, decided_by,
                                                   decided_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            s.work_order_id.0,
            s.engineer_id.0,
            s.day.to_string(),
            s.start,
            s.end,
            s.run_id.map(|r| r.0),
            s.decided_by.0,
            row::micros(s.decided_at),
        ])?;
    Ok(())
}

/// Takes the decision back; nothing where there is none.
pub fn delete(connection: &Connection, order: WorkOrderId) -> Result<()> {
    connection.prepare_cached("DELETE FROM work_schedule WHERE work_order_id = ?1")?.execute([order.0])?;
    Ok(())
}

pub fn find(connection: &Connection, order: WorkOrderId) -> Result<Option<WorkSchedule>> {
    Ok(connection
        .prepare_cached("SELECT * FROM work_schedule WHERE work_order_id = ?1")?
        .query_row([order.0], from_row)
        .optional()?)
}

pub fn all_of_open_orders(connection: &Connection) -> Result<BTreeMap<WorkOrderId, WorkSchedule>> {
    let mut statement = connection.prepare_cached(
        "SELECT s.* FROM work_schedule s JOIN work_order w ON w.id = s.work_order_id
         WHERE w.status NOT IN ('done', 'cancelled')",
    )?;
    let rows = statement.query_map([], |r| from_row(r).map(|s| (s.work_order_id, s)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Unfinished orders, with their number, that the engineer is scheduled on within those minutes of the day.
pub fn list_within(
    connection: &Connection,
    engineer: EngineerId,
    day: NaiveDate,
    (start, end): (u32, u32),
) -> Result<Vec<(WorkOrderId, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT w.id, w.no FROM work_schedule s JOIN work_order w ON w.id = s.work_order_id
         WHERE s.engineer_id = ?1 AND s.day = ?2 AND s.start < ?4 AND s.\"end\" > ?3
           AND w.status NOT IN ('done', 'cancelled') ORDER BY s.start, w.no",
    )?;
    let rows = statement.query_map(params![engineer.0, day.to_string(), start, end], |r| {
        Ok((WorkOrderId(r.get("id")?), work_order::number(r.get("no")?)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
