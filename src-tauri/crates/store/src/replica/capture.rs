//! Local changes become operations: temporary triggers of the writer put each change of a shared row into the outbox, in
//! the transaction of the change itself, so that no way of writing can forget it. They belong to the connection, not to
//! the file: the schema stays what the migrations made, and a standalone workspace has none.

use super::tables::{Kind, TABLES, Table};
use crate::{Result, acting, row};
use domain::Timestamp;
use rusqlite::{Connection, functions::FunctionFlags, types::ValueRef};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Captures from now on what this connection writes.
pub fn capture(connection: &Connection) -> Result<()> {
    register(connection)?;
    for table in TABLES {
        connection.execute_batch(&triggers(table))?;
    }
    Ok(())
}

fn triggers(table: &Table) -> String {
    let name = table.name;
    let object = |row: &str| {
        let fields = table.columns.iter().map(|(column, kind)| format!("'{column}', {}", as_json(row, column, *kind)));
        format!("json_object({})", fields.collect::<Vec<_>>().join(", "))
    };
    let constants = table.constants.iter().map(|(column, value)| format!("'{column}', '{value}'"));
    let insert = match constants.collect::<Vec<_>>() {
        none if none.is_empty() => object("new"),
        some => format!("json_patch({}, json_object({}))", object("new"), some.join(", ")),
    };
    let changed = table.columns.iter().map(|(c, _)| format!("new.\"{c}\" IS NOT old.\"{c}\""));
    let changed = changed.collect::<Vec<_>>().join(" OR ");
    let entry = |row: &str, action: &str, patch: &str, base: &str| {
        format!(
            "INSERT INTO outbox (op_id, person_id, tbl, row_id, action, patch, base, at)
             VALUES (new_operation(), acting_person(), '{name}', {row}.id, '{action}', {patch}, {base}, acting_at());"
        )
    };
    let (new, old) = (object("new"), object("old"));
    let update =
        entry("new", "update", &format!("changed_fields({new}, {old})"), &format!("changed_fields({old}, {new})"));
    format!(
        "CREATE TEMP TRIGGER IF NOT EXISTS capture_{name}_insert AFTER INSERT ON main.{name} WHEN captures() BEGIN
             {}
         END;
         CREATE TEMP TRIGGER IF NOT EXISTS capture_{name}_update AFTER UPDATE ON main.{name}
         WHEN captures() AND ({changed}) BEGIN
             {update}
         END;
         CREATE TEMP TRIGGER IF NOT EXISTS capture_{name}_delete AFTER DELETE ON main.{name} WHEN captures() BEGIN
             {}
         END;",
        entry("new", "insert", &insert, "'{}'"),
        entry("old", "delete", "'{}'", &old),
    )
}

fn as_json(row: &str, column: &str, kind: Kind) -> String {
    let value = format!("{row}.\"{column}\"");
    match kind {
        Kind::Text | Kind::Real | Kind::Integer | Kind::Decimal => value,
        Kind::Uuid => format!("uuid_text({value})"),
        Kind::Time => format!("time_text({value})"),
        Kind::Bool => format!("json(CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)"),
        Kind::Json => format!("json({value})"),
    }
}

fn register(connection: &Connection) -> Result<()> {
    let pure = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    let fresh = FunctionFlags::SQLITE_UTF8;
    connection.create_scalar_function("uuid_text", 1, pure, |c| {
        Ok(match c.get_raw(0) {
            ValueRef::Blob(bytes) => Uuid::from_slice(bytes).ok().map(|id| id.to_string()),
            _ => None,
        })
    })?;
    connection.create_scalar_function("time_text", 1, pure, |c| {
        Ok(c.get::<Option<i64>>(0)?.map(|micros| time_text(row::time(micros))))
    })?;
    connection.create_scalar_function("changed_fields", 2, pure, |c| {
        let parse = |i: usize| -> rusqlite::Result<Map<String, Value>> {
            serde_json::from_str(c.get_raw(i).as_str()?).map_err(|e| rusqlite::Error::UserFunctionError(e.into()))
        };
        let (of, against) = (parse(0)?, parse(1)?);
        let differing: Map<_, _> = of.into_iter().filter(|(k, v)| against.get(k) != Some(v)).collect();
        Ok(Value::Object(differing).to_string())
    })?;
    connection.create_scalar_function("new_operation", 0, fresh, |_| Ok(Uuid::now_v7().as_bytes().to_vec()))?;
    connection
        .create_scalar_function("acting_person", 0, fresh, |_| Ok(acting::person().map(|p| p.0.as_bytes().to_vec())))?;
    connection.create_scalar_function("acting_at", 0, fresh, |_| Ok(row::micros(acting::at())))?;
    connection.create_scalar_function("captures", 0, fresh, |_| Ok(!acting::is_muted()))?;
    Ok(())
}

pub(super) fn time_text(at: Timestamp) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}
