//! Rows that can't be taken in as they are: one that refers to what is not here, or that a rule of this store is against,
//! is set aside, so that it stops no other. It is tried again whenever something comes in.

use super::{
    apply::{Incoming, present, remove},
    put::put,
    tables::{self, Table},
};
use crate::{
    Result, StoreError, acting, outbox,
    set_aside::{self, SetAside, Why},
};
use rusqlite::{Connection, ErrorCode, OptionalExtension};
use serde_json::{Map, Value};
use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
};
use uuid::Uuid;

/// What was set aside before: those that come again now, and the others, to be tried once more.
pub(super) struct Before {
    ids: HashSet<Uuid>,
    pub again: Vec<Incoming>,
}

pub(super) fn before(connection: &Connection, incoming: &[Incoming]) -> Result<Before> {
    let mut before = Before { ids: HashSet::new(), again: Vec::new() };
    let set_aside = set_aside::list(connection, 0, u32::MAX)?.items;
    if set_aside.is_empty() {
        return Ok(before);
    }
    let coming: HashMap<(&str, Uuid), &Incoming> = incoming.iter().map(|i| ((i.tbl.as_str(), i.row_id), i)).collect();
    for old in set_aside {
        match coming.get(&(old.tbl.as_str(), old.row_id)) {
            Some(Incoming { row: None, .. }) => set_aside::forget(connection, &old.tbl, old.row_id)?,
            Some(_) => drop(before.ids.insert(old.row_id)),
            None => {
                before.ids.insert(old.row_id);
                before.again.push(Incoming { tbl: old.tbl, row_id: old.row_id, row: Some(old.content) });
            }
        }
    }
    Ok(before)
}

impl Before {
    /// The row has come in: it is no longer set aside.
    pub fn is_held(&self, connection: &Connection, table: &Table, id: Uuid) -> Result<()> {
        if self.ids.contains(&id) && present(connection, table.name, id)?.is_some() {
            set_aside::forget(connection, table.name, id)?;
        }
        Ok(())
    }
}

/// Rows that others refer to and that are here: each is looked for once.
#[derive(Default)]
pub(super) struct Here(HashSet<(&'static str, Uuid)>);

impl Here {
    /// Whether all that a row refers to is here, as far as its own fields tell.
    pub fn has_all(&mut self, connection: &Connection, table: &Table, new: &Map<String, Value>) -> Result<bool> {
        for (column, to) in table.refers {
            let id = match new.get(*column) {
                Some(Value::Null) => continue,
                Some(Value::String(id)) => id.parse().ok(),
                _ => None,
            };
            let Some(id) = id else { return Ok(false) };
            if !self.0.contains(&(*to, id)) {
                let sql = format!("SELECT 1 FROM {to} WHERE id = ?1");
                if !connection.prepare_cached(&sql)?.exists([id])? {
                    return Ok(false);
                }
                self.0.insert((*to, id));
            }
        }
        Ok(true)
    }
}

/// A row whose references are all here is held; one that lacks any, with this workstation's own change over it or
/// without, is set aside.
pub(super) fn hold(
    connection: &Connection,
    table: &'static Table,
    id: Uuid,
    new: &Map<String, Value>,
    before: &Before,
) -> Result<()> {
    let mut missing = missing_reference(connection, table, id)?;
    if missing.is_some() {
        put(connection, table, id, new)?;
        missing = missing_reference(connection, table, id)?;
    }
    match missing {
        Some(column) => {
            take_out(connection, table, id)?;
            keep_aside(connection, table, id, new, Why::MissingReference, column.to_owned())
        }
        None => before.is_held(connection, table, id),
    }
}

/// What refers to it goes the same way; what was made here and waits only goes out of sight until the database has
/// decided on it.
fn take_out(connection: &Connection, table: &Table, id: Uuid) -> Result<()> {
    for (referring, column) in tables::referring(table.name) {
        let ids: Vec<Uuid> = connection
            .prepare_cached(&format!("SELECT id FROM {} WHERE {column} = ?1", referring.name))?
            .query_map([id], |r| r.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for dependent in ids {
            if let Some(content) = as_it_came(connection, referring, dependent)?
                && outbox::making(connection, dependent)?.is_none()
            {
                keep_aside(connection, referring, dependent, &content, Why::MissingReference, column.to_owned())?;
            }
            take_out(connection, referring, dependent)?;
        }
    }
    remove(connection, table, id)
}

fn as_it_came(connection: &Connection, table: &Table, id: Uuid) -> Result<Option<Map<String, Value>>> {
    let Some(mut content) = present(connection, table.name, id)? else { return Ok(None) };
    let counted = [("version", table.has_version), ("no", table.name == "work_order")];
    for (column, _) in counted.into_iter().filter(|(_, has)| *has) {
        let sql = format!("SELECT {column} FROM {} WHERE id = ?1", table.name);
        let number: i64 = connection.prepare_cached(&sql)?.query_row([id], |r| r.get(0))?;
        content.insert(column.to_owned(), number.into());
    }
    Ok(Some(content))
}

/// The first column of the row that refers to nothing.
fn missing_reference(connection: &Connection, table: &Table, id: Uuid) -> Result<Option<&'static str>> {
    if table.refers.is_empty() {
        return Ok(None);
    }
    let mut sql = String::from("SELECT CASE");
    for (n, (column, to)) in table.refers.iter().enumerate() {
        let is_missing = format!("NOT EXISTS (SELECT 1 FROM {to} t WHERE t.id = r.\"{column}\")");
        let _ = write!(sql, " WHEN r.\"{column}\" IS NOT NULL AND {is_missing} THEN {n}");
    }
    let _ = write!(sql, " END FROM {} r WHERE r.id = ?1", table.name);
    let found = connection.prepare_cached(&sql)?.query_row([id], |r| r.get::<_, Option<usize>>(0)).optional()?;
    Ok(found.flatten().and_then(|n| table.refers.get(n)).map(|(column, _)| *column))
}

/// What the row itself is to blame for; a full disk or a damaged page are not its fault and end the pull.
pub(super) fn blame(
    connection: &Connection,
    table: &Table,
    id: Uuid,
    new: &Map<String, Value>,
    error: StoreError,
) -> Result<()> {
    let (why, about) = match error {
        StoreError::Unreadable(about) => (Why::Unreadable, about),
        StoreError::Duplicate { what } => (Why::NotAllowed, what),
        StoreError::Sql(rusqlite::Error::SqliteFailure(code, about))
            if matches!(code.code, ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch) =>
        {
            (Why::NotAllowed, about.unwrap_or_default())
        }
        other => return Err(other),
    };
    keep_aside(connection, table, id, new, why, about)
}

fn keep_aside(
    connection: &Connection,
    table: &Table,
    id: Uuid,
    new: &Map<String, Value>,
    why: Why,
    about: String,
) -> Result<()> {
    tracing::warn!(table = table.name, %id, why = why.as_str(), %about, "a row of the central database is set aside");
    let (tbl, content) = (table.name.to_owned(), new.clone());
    set_aside::keep(connection, &SetAside { tbl, row_id: id, content, why, about, at: acting::at() })
}
