//! The workspace's settings: a key and a JSON value each. What one person prefers is with the person.

use crate::{Result, row};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;

pub fn find<T: DeserializeOwned>(connection: &Connection, key: &str) -> Result<Option<T>> {
    Ok(connection
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |r| row::get_json(r, "value"))
        .optional()?)
}

pub fn set(connection: &Connection, key: &str, value: &impl Serialize) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO setting VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")?
        .execute(params![key, row::json(value)?])?;
    Ok(())
}

pub fn delete(connection: &Connection, key: &str) -> Result<()> {
    connection.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([key])?;
    Ok(())
}

pub fn list(connection: &Connection) -> Result<BTreeMap<String, serde_json::Value>> {
    let mut statement = connection.prepare_cached("SELECT key, value FROM setting")?;
    let rows = statement.query_map([], |r| Ok((r.get("key")?, row::get_json(r, "value")?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
