//! Fields that two people changed at once. What was there first stays in the row; base, mine and theirs are kept here
//! until somebody decides, and afterwards too.

use crate::{Result, row};
use domain::{Page, PersonId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    pub op_id: Uuid,
    pub field: String,
    pub tbl: String,
    pub row_id: Uuid,
    pub base: Value,
    pub mine: Value,
    pub theirs: Value,
    pub found_at: Timestamp,
    pub decided_at: Option<Timestamp>,
    pub decided_by: Option<PersonId>,
    /// `mine`, `theirs` or `edited`
    pub decision: Option<String>,
}

fn from_row(row: &Row) -> rusqlite::Result<Conflict> {
    Ok(Conflict {
        op_id: row.get("op_id")?,
        field: row.get("field")?,
        tbl: row.get("tbl")?,
        row_id: row.get("row_id")?,
        base: row::get_json(row, "base")?,
        mine: row::get_json(row, "mine")?,
        theirs: row::get_json(row, "theirs")?,
        found_at: row::get_time(row, "found_at")?,
        decided_at: row::get_time_maybe(row, "decided_at")?,
        decided_by: row.get::<_, Option<_>>("decided_by")?.map(PersonId),
        decision: row.get("decision")?,
    })
}

/// The same conflict again changes nothing.
pub fn insert(connection: &Connection, conflict: &Conflict) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO conflict (op_id, field, tbl, row_id, base, mine, theirs, found_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            conflict.op_id,
            conflict.field,
            conflict.tbl,
            conflict.row_id,
            row::json(&conflict.base)?,
            row::json(&conflict.mine)?,
            row::json(&conflict.theirs)?,
            row::micros(conflict.found_at),
        ])?;
    Ok(())
}

/// Those that wait for a decision, oldest first.
pub fn list_open(connection: &Connection, offset: u32, limit: u32) -> Result<Page<Conflict>> {
    let mut statement = connection.prepare_cached(
        "SELECT * FROM conflict WHERE decided_at IS NULL ORDER BY found_at, op_id, field LIMIT ?1 OFFSET ?2",
    )?;
    let rows = statement.query_map([limit, offset], from_row)?;
    let items = rows.collect::<rusqlite::Result<_>>()?;
    let total: u64 =
        connection.query_row("SELECT count(*) FROM conflict WHERE decided_at IS NULL", [], |r| r.get(0))?;
    Ok(Page { items, total })
}

/// None where it is not there or has been decided.
pub fn find_open(connection: &Connection, op_id: Uuid, field: &str) -> Result<Option<Conflict>> {
    Ok(connection
        .prepare_cached("SELECT * FROM conflict WHERE op_id = ?1 AND field = ?2 AND decided_at IS NULL")?
        .query_row(params![op_id, field], from_row)
        .optional()?)
}

pub fn decide(
    connection: &Connection,
    op_id: Uuid,
    field: &str,
    decision: &str,
    by: PersonId,
    at: Timestamp,
) -> Result<()> {
    let changed = connection
        .prepare_cached(
            "UPDATE conflict SET decided_at = ?3, decided_by = ?4, decision = ?5
              WHERE op_id = ?1 AND field = ?2 AND decided_at IS NULL",
        )?
        .execute(params![op_id, field, row::micros(at), by.0, decision])?;
    row::expect_one(changed, "conflict", op_id)
}
