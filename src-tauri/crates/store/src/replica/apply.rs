//! Rows of the central database come in, in one transaction with the place in its feed that they bring the replica to.
//! Operations that wait are laid over them again, so that nobody sees their own change vanish until the database has
//! decided on it. Nothing written here becomes an operation.

use super::{
    capture::time_text,
    tables::{self, Kind, TABLES, Table},
};
use crate::{Result, StoreError, acting, outbox, row};
use domain::{Timestamp, fold_for_search};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter, types::Value as Stored};
use serde_json::{Map, Value};
use uuid::Uuid;

/// A row as the central database has it; `None`: it is deleted there.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    pub tbl: String,
    pub row_id: Uuid,
    pub row: Option<Map<String, Value>>,
}

/// Brings the rows in. Of tables that this version does not share nothing is taken.
pub fn apply(connection: &Connection, incoming: &[Incoming]) -> Result<()> {
    let _quiet = acting::mute();
    // Rows come in the order of their last change: one may refer to another that comes later in the same batch.
    connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    for table in TABLES {
        let of_table = || incoming.iter().filter(|i| i.tbl == table.name);
        for new in of_table().filter_map(|i| i.row.as_ref().map(|row| (i.row_id, row))) {
            make_way(connection, table, new.0, new.1)?;
        }
        for new in of_table().filter_map(|i| i.row.as_ref().map(|row| (i.row_id, row))) {
            put(connection, table, new.0, new.1)?;
            rebase(connection, table, new.0)?;
        }
    }
    for table in TABLES.iter().rev() {
        for gone in incoming.iter().filter(|i| i.tbl == table.name && i.row.is_none()) {
            remove(connection, table.name, gone.row_id)?;
        }
    }
    Ok(())
}

/// Before everything is read anew: shared rows that are not among it and were not made here are gone there.
pub fn forget_all_but(connection: &Connection, incoming: &[Incoming]) -> Result<()> {
    let _quiet = acting::mute();
    connection.execute_batch(
        "PRAGMA defer_foreign_keys = ON;
         CREATE TEMP TABLE IF NOT EXISTS arriving (tbl TEXT NOT NULL, id BLOB NOT NULL, PRIMARY KEY (tbl, id));
         DELETE FROM arriving;",
    )?;
    {
        let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO temp.arriving VALUES (?1, ?2)")?;
        for row in incoming.iter().filter(|i| i.row.is_some()) {
            insert.execute((&row.tbl, row.row_id))?;
        }
    }
    for table in TABLES.iter().rev() {
        let gone: Vec<Uuid> = connection
            .prepare_cached(&format!(
                "SELECT id FROM {0} WHERE id NOT IN (SELECT id FROM temp.arriving WHERE tbl = ?1)
                    AND id NOT IN (SELECT row_id FROM outbox WHERE tbl = ?1 AND action = 'insert')",
                table.name
            ))?
            .query_map([table.name], |r| r.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in gone {
            remove(connection, table.name, id)?;
        }
    }
    connection.execute_batch("DELETE FROM temp.arriving")?;
    Ok(())
}

/// Unique values move between rows: whoever holds one that the row will have gives it up first. If that is a row of the
/// batch it gets its own in its turn; if it was made here and waits, the database will refuse it as a duplicate.
fn make_way(connection: &Connection, table: &Table, id: Uuid, new: &Map<String, Value>) -> Result<()> {
    for column in table.unique {
        let Some(value) = new.get(*column).and_then(Value::as_str) else { continue };
        let scope = scope_of(table, new);
        let sql = format!(
            "UPDATE {0} SET \"{column}\" = \"{column}\" || ' ~' || substr(hex(id), 21)
              WHERE \"{column}\" = ?1 AND id <> ?2 {1}",
            table.name,
            scope.iter().enumerate().map(|(i, (c, _))| format!("AND \"{c}\" IS ?{}", i + 3)).collect::<String>(),
        );
        let mut values = vec![Stored::Text(value.to_owned()), blob(id)];
        values.extend(scope.into_iter().map(|(_, v)| v));
        connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    }
    if table.name == "work_order"
        && let Some(no) = new.get("no").and_then(Value::as_i64)
    {
        let sql = "UPDATE work_order SET no = max(?3, (SELECT max(no) FROM work_order) + 1) WHERE no = ?1 AND id <> ?2";
        connection.prepare_cached(sql)?.execute(params_from_iter([
            Stored::Integer(no),
            blob(id),
            Stored::Integer(crate::work_order::FIRST_PROVISIONAL),
        ]))?;
    }
    Ok(())
}

/// The other columns of the unique key: a tag code is its site's, a metric's name its asset's.
fn scope_of(table: &Table, new: &Map<String, Value>) -> Vec<(&'static str, Stored)> {
    let columns: &[&'static str] = match table.name {
        "asset" => &["site_id"],
        "metric" => &["asset_id"],
        "mapping" => &["integration_id", "metric_id"],
        _ => &[],
    };
    columns.iter().map(|c| (*c, to_stored(Kind::Uuid, new.get(*c)).unwrap_or(Stored::Null))).collect()
}

pub(super) fn put(connection: &Connection, table: &Table, id: Uuid, new: &Map<String, Value>) -> Result<()> {
    let mut columns = vec!["id".to_owned()];
    let mut values = vec![blob(id)];
    // A column that the database does not have yet, or has no more, stays as it is here.
    for (column, kind) in table.columns.iter().filter(|(c, _)| new.contains_key(*c)) {
        columns.push(format!("\"{column}\""));
        values.push(to_stored(*kind, new.get(*column))?);
    }
    if table.has_version {
        columns.push("version".into());
        values.push(Stored::Integer(new.get("version").and_then(Value::as_i64).unwrap_or(1)));
    }
    if table.name == "work_order" {
        columns.push("no".into());
        values.push(new.get("no").and_then(Value::as_i64).map_or(Stored::Null, Stored::Integer));
    }
    let shared = columns.len();
    // Only where the row is new here.
    for (column, value) in table.constants {
        columns.push(format!("\"{column}\""));
        values.push(Stored::Text((*value).to_owned()));
    }
    if !table.search.is_empty() {
        columns.push("search_text".into());
        values.push(Stored::Text(String::new()));
    }
    let marks = vec!["?"; columns.len()].join(", ");
    let set = columns[1..shared].iter().map(|c| format!("{c} = excluded.{c}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "INSERT INTO {} ({}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {set}",
        table.name,
        columns.join(", ")
    );
    connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

/// The waiting operations of the row once more, over what has come in.
fn rebase(connection: &Connection, table: &Table, id: Uuid) -> Result<()> {
    for operation in outbox::of_row(connection, table.name, id)? {
        match operation.action {
            // It has arrived there already; only its receipt has not arrived here.
            outbox::Action::Insert => {}
            outbox::Action::Update => set(connection, table, id, &operation.patch)?,
            outbox::Action::Delete => return remove(connection, table.name, id),
        }
    }
    find_words(connection, table, id)
}

/// Sets fields of a row, as an operation does.
pub(super) fn set(connection: &Connection, table: &Table, id: Uuid, patch: &Map<String, Value>) -> Result<()> {
    let (mut columns, mut values) = (Vec::new(), Vec::new());
    for (column, kind) in table.columns.iter().filter(|(c, _)| patch.contains_key(*c)) {
        columns.push(format!("\"{column}\" = ?"));
        values.push(to_stored(*kind, patch.get(*column))?);
    }
    if columns.is_empty() {
        return Ok(());
    }
    values.push(blob(id));
    let sql = format!("UPDATE {} SET {} WHERE id = ?", table.name, columns.join(", "));
    connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

/// A person sets one field of a shared row: a change like any other, which becomes an operation.
pub fn change(connection: &Connection, tbl: &str, id: Uuid, field: &str, value: &Value) -> Result<()> {
    let table = tables::find(tbl).ok_or_else(|| StoreError::not_found("table", tbl))?;
    if !table.columns.iter().any(|(column, _)| *column == field) || present(connection, tbl, id)?.is_none() {
        return Err(StoreError::not_found("row", id));
    }
    set(connection, table, id, &Map::from_iter([(field.to_owned(), value.clone())]))?;
    if table.has_version {
        connection.prepare_cached(&format!("UPDATE {tbl} SET version = version + 1 WHERE id = ?1"))?.execute([id])?;
    }
    find_words(connection, table, id)
}

/// The row's folded words, where it is searched by them.
pub(super) fn find_words(connection: &Connection, table: &Table, id: Uuid) -> Result<()> {
    if table.search.is_empty() {
        return Ok(());
    }
    let list = table.search.join(" || ' ' || ");
    let words: Option<String> = connection
        .prepare_cached(&format!("SELECT {list} FROM {} WHERE id = ?1", table.name))?
        .query_row([id], |r| r.get(0))
        .optional()?;
    let Some(words) = words else { return Ok(()) };
    let sql = format!("UPDATE {} SET search_text = ?2 WHERE id = ?1 AND search_text IS NOT ?2", table.name);
    connection.prepare_cached(&sql)?.execute((id, fold_for_search(&words)))?;
    Ok(())
}

/// Deletes a row and what refers to it: the database has nothing that does, so these were made here and wait.
fn remove(connection: &Connection, name: &str, id: Uuid) -> Result<()> {
    for (table, column) in referring(name) {
        let ids: Vec<Uuid> = connection
            .prepare_cached(&format!("SELECT id FROM {table} WHERE {column} = ?1"))?
            .query_map([id], |r| r.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for dependent in ids {
            remove(connection, table, dependent)?;
        }
    }
    connection.prepare_cached(&format!("DELETE FROM {name} WHERE id = ?1"))?.execute([id])?;
    Ok(())
}

fn referring(name: &str) -> &'static [(&'static str, &'static str)] {
    match name {
        "site" => &[("asset", "site_id")],
        "asset" => {
            &[("asset", "parent_id"), ("metric", "asset_id"), ("work_order", "asset_id"), ("asset_event", "asset_id")]
        }
        "metric" => &[("mapping", "metric_id")],
        "integration" => &[("mapping", "integration_id")],
        _ => &[],
    }
}

/// A shared row of this store as an operation writes it; none where it is not there.
pub fn present(connection: &Connection, tbl: &str, id: Uuid) -> Result<Option<Map<String, Value>>> {
    let Some(table) = tables::find(tbl) else { return Ok(None) };
    let list = table.columns.iter().map(|(c, _)| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
    let mut statement = connection.prepare_cached(&format!("SELECT {list} FROM {tbl} WHERE id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(|row| read_row(row, table)).transpose()
}

/// The fields of a row that was read with the table's columns, in their order.
pub(super) fn read_row(row: &Row, table: &Table) -> Result<Map<String, Value>> {
    let fields = table.columns.iter().enumerate();
    fields.map(|(i, (column, kind))| Ok(((*column).to_owned(), to_json(*kind, row.get(i)?)?))).collect()
}

fn blob(id: Uuid) -> Stored {
    Stored::Blob(id.as_bytes().to_vec())
}

fn to_stored(kind: Kind, value: Option<&Value>) -> Result<Stored> {
    let unreadable = |what: &Value| StoreError::Unreadable(format!("{kind:?} of the central database: {what}"));
    let value = match value {
        None | Some(Value::Null) => return Ok(Stored::Null),
        Some(value) => value,
    };
    Ok(match (kind, value) {
        (Kind::Text | Kind::Decimal, Value::String(text)) => Stored::Text(text.clone()),
        (Kind::Decimal, Value::Number(number)) => Stored::Text(number.to_string()),
        (Kind::Real, Value::Number(number)) => Stored::Real(number.as_f64().ok_or_else(|| unreadable(value))?),
        (Kind::Integer, Value::Number(number)) => Stored::Integer(number.as_i64().ok_or_else(|| unreadable(value))?),
        (Kind::Bool, Value::Bool(flag)) => Stored::Integer(i64::from(*flag)),
        (Kind::Json, value) => Stored::Text(value.to_string()),
        (Kind::Uuid, Value::String(text)) => blob(text.parse().map_err(|_| unreadable(value))?),
        (Kind::Time, Value::String(text)) => {
            let at = chrono::DateTime::parse_from_rfc3339(text).map_err(|_| unreadable(value))?;
            Stored::Integer(row::micros(at.to_utc()))
        }
        _ => return Err(unreadable(value)),
    })
}

fn to_json(kind: Kind, value: Stored) -> Result<Value> {
    Ok(match (kind, value) {
        (_, Stored::Null) => Value::Null,
        (Kind::Uuid, Stored::Blob(bytes)) => {
            Uuid::from_slice(&bytes).map_err(|e| StoreError::Unreadable(e.to_string()))?.to_string().into()
        }
        (Kind::Time, Stored::Integer(micros)) => time_text(time(micros)).into(),
        (Kind::Bool, Stored::Integer(flag)) => (flag != 0).into(),
        (Kind::Json, Stored::Text(text)) => {
            serde_json::from_str(&text).map_err(|e| StoreError::Unreadable(e.to_string()))?
        }
        (_, Stored::Text(text)) => text.into(),
        (_, Stored::Integer(number)) => number.into(),
        (_, Stored::Real(number)) => number.into(),
        (_, Stored::Blob(_)) => return Err(StoreError::Unreadable("a blob where none is shared".into())),
    })
}

fn time(micros: i64) -> Timestamp {
    row::time(micros)
}
