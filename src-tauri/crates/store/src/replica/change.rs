//! A person sets one field of a shared row by its name, as when they decide a conflict: a change like any other, which
//! becomes an operation. What the row could not be read with afterwards is no value.

use super::{
    apply::present,
    put::{find_words, set},
    tables,
};
use crate::{Result, StoreError};
use domain::{AssetEventId, AssetId, IntegrationId, MappingId, MetricId, SiteId, WorkOrderId};
use rusqlite::{Connection, ErrorCode};
use serde_json::{Map, Value};
use uuid::Uuid;

/// `NotFound` where there is no such field or row, `Unreadable` where the field does not take the value.
pub fn change(connection: &Connection, tbl: &str, id: Uuid, field: &str, value: &Value) -> Result<()> {
    let table = tables::find(tbl).ok_or_else(|| StoreError::not_found("table", tbl))?;
    if !table.columns.iter().any(|(column, _)| *column == field) || present(connection, tbl, id)?.is_none() {
        return Err(StoreError::not_found("row", id));
    }
    set(connection, table, id, &Map::from_iter([(field.to_owned(), value.clone())])).map_err(not_taken)?;
    if table.has_version {
        connection.prepare_cached(&format!("UPDATE {tbl} SET version = version + 1 WHERE id = ?1"))?.execute([id])?;
    }
    find_words(connection, table, id)?;
    read_back(connection, tbl, id)
}

/// A rule of the table that the value breaks. That another row has it already is told as such.
fn not_taken(error: StoreError) -> StoreError {
    match error {
        StoreError::Sql(rusqlite::Error::SqliteFailure(code, text)) if code.code == ErrorCode::ConstraintViolation => {
            StoreError::Unreadable(text.unwrap_or_default())
        }
        StoreError::Conflict { what } => StoreError::Unreadable(what),
        other => other,
    }
}

/// The row as the product reads it: a word of none of the domain's lists shows here.
fn read_back(connection: &Connection, tbl: &str, id: Uuid) -> Result<()> {
    match tbl {
        "site" => crate::site::get(connection, SiteId(id)).map(drop),
        "asset" => crate::asset::get(connection, AssetId(id)).map(drop),
        "metric" => crate::metric::get(connection, MetricId(id)).map(drop),
        "integration" => crate::integration::get(connection, IntegrationId(id)).map(drop),
        "mapping" => crate::mapping::get(connection, MappingId(id)).map(drop),
        "asset_event" => crate::asset_event::find(connection, AssetEventId(id)).map(drop),
        "work_order" => crate::work_order::get(connection, WorkOrderId(id)).map(drop),
        _ => Ok(()),
    }
}
