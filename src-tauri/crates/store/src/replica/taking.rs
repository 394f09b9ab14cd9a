//! The content of another store, entered here as if a person had: each row becomes an operation like any other.

use super::{
    apply::read_row,
    put::{find_words, put, set},
    tables::{self, Table},
};
use crate::{Result, StoreError};
use rusqlite::Connection;
use serde_json::{Map, Value};
use uuid::Uuid;

/// A shared row with its fields as an operation writes them.
pub type SharedRow = (Uuid, Map<String, Value>);

/// All rows of a shared table.
pub fn rows(connection: &Connection, table: &Table) -> Result<Vec<SharedRow>> {
    let list = table.columns.iter().map(|(c, _)| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
    let mut statement = connection.prepare(&format!("SELECT {list}, id FROM {} ORDER BY id", table.name))?;
    let mut found = statement.query([])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        rows.push((row.get("id")?, read_row(row, table)?));
    }
    Ok(rows)
}

pub fn enter(connection: &Connection, tbl: &str, id: Uuid, fields: &Map<String, Value>) -> Result<()> {
    put(connection, known(tbl)?, id, fields)
}

/// Fields that the row had left empty.
pub fn fill(connection: &Connection, tbl: &str, id: Uuid, fields: &Map<String, Value>) -> Result<()> {
    let table = known(tbl)?;
    set(connection, table, id, fields)?;
    find_words(connection, table, id)
}

/// What a workspace has beside its shared rows, by table; only what there is any of.
pub fn left_behind(connection: &Connection) -> Result<Vec<(&'static str, u64)>> {
    let mut left = Vec::new();
    for name in ["cost_model", "engineer", "depot", "parallel_group", "run"] {
        let count: u64 = connection.query_row(&format!("SELECT count(*) FROM {name}"), [], |r| r.get(0))?;
        if count > 0 {
            left.push((name, count));
        }
    }
    Ok(left)
}

fn known(tbl: &str) -> Result<&'static Table> {
    tables::find(tbl).ok_or_else(|| StoreError::not_found("table", tbl))
}
