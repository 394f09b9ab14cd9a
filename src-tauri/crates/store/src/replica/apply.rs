//! Rows of the central database come in, in one transaction with the place in its feed that they bring the replica to.
//! Operations that wait are laid over them again, so that nobody sees their own change vanish until the database has
//! decided on it. Nothing written here becomes an operation.

use super::{
    hold::{self, Here},
    put::{Statements, find_words, set},
    tables::{self, Kind, TABLES, Table},
    values::{blob, to_json, to_stored},
};
use crate::{Result, StoreError, acting, bulk, cost_model, outbox, set_aside};
use rusqlite::{Connection, Row, params_from_iter, types::Value as Stored};
use serde_json::{Map, Value};
use uuid::Uuid;

/// A row as the central database has it; `None`: it is deleted there.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    pub tbl: String,
    pub row_id: Uuid,
    pub row: Option<Map<String, Value>>,
}

/// Brings the rows in. Of tables that this version does not share nothing is taken. A row that can't be taken in is set
/// aside with the reason, and tried again when the next ones come; the others come in all the same.
pub fn apply(connection: &Connection, incoming: &[Incoming]) -> Result<()> {
    let rows = TABLES.iter().map(|t| (t.name, incoming.iter().filter(|i| i.tbl == t.name).count()));
    bulk::write(connection, &rows.collect::<Vec<_>>(), || take_in(connection, incoming))
}

fn take_in(connection: &Connection, incoming: &[Incoming]) -> Result<()> {
    let _quiet = acting::mute();
    let waiting = outbox::rows(connection)?;
    // Rows come in the order of their last change: one may refer to another that comes later in the same batch.
    connection.execute_batch("PRAGMA defer_foreign_keys = ON; INSERT OR IGNORE INTO taking_in VALUES (1)")?;
    let before = hold::before(connection, incoming)?;
    let rows: Vec<(&'static Table, Uuid, &Map<String, Value>)> = incoming
        .iter()
        .chain(&before.again)
        .filter_map(|i| Some((tables::find(&i.tbl)?, i.row_id, i.row.as_ref()?)))
        .collect();
    let (mut taken, mut statements) = (Vec::with_capacity(rows.len()), Statements::default());
    for table in TABLES {
        for row in rows.iter().filter(|(t, ..)| t.name == table.name) {
            let (_, id, new) = row;
            match put_in_its_place(connection, &mut statements, table, *id, new) {
                Ok(()) => {
                    let is_changed_here = !waiting.is_empty() && waiting.contains(&(table.name.to_owned(), *id));
                    if is_changed_here {
                        rebase(connection, table, *id)?;
                    }
                    taken.push((row, is_changed_here));
                }
                Err(error) => hold::blame(connection, table, *id, new, error)?,
            }
        }
    }
    for table in TABLES.iter().rev() {
        for gone in incoming.iter().filter(|i| i.tbl == table.name && i.row.is_none()) {
            remove(connection, table, gone.row_id)?;
        }
    }
    // Those that are referred to first: what refers to a row that is set aside follows it.
    let mut here = Here::default();
    for ((table, id, new), is_changed_here) in taken {
        if is_changed_here || !here.has_all(connection, table, new)? {
            // What follows may take rows out.
            here = Here::default();
            hold::hold(connection, table, *id, new, &before)?;
        } else {
            before.is_held(connection, table, *id)?;
        }
    }
    connection.execute_batch("DELETE FROM taking_in")?;
    Ok(())
}

/// Before everything is read anew: shared rows that are not among it and were not made here are gone there.
pub fn forget_all_but(connection: &Connection, incoming: &[Incoming]) -> Result<()> {
    let _quiet = acting::mute();
    set_aside::forget_all(connection)?;
    connection.execute_batch(
        "PRAGMA defer_foreign_keys = ON;
         INSERT OR IGNORE INTO taking_in VALUES (1);
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
            remove(connection, table, id)?;
        }
    }
    connection.execute_batch("DELETE FROM temp.arriving; DELETE FROM taking_in")?;
    Ok(())
}

/// Unique values move between rows: whoever holds one that the row will have gives it up. If that is a row of the batch it
/// gets its own in its turn; if it was made here and waits, the database will refuse it as a duplicate.
fn put_in_its_place(
    connection: &Connection,
    statements: &mut Statements,
    table: &'static Table,
    id: Uuid,
    new: &Map<String, Value>,
) -> Result<()> {
    if table.name == "cost_model"
        && let Some(version) = new.get("version").and_then(Value::as_i64)
    {
        cost_model::renumber(connection, id, version)?;
    }
    match statements.put(connection, table, id, new) {
        Err(StoreError::Duplicate { .. }) => {
            make_way(connection, table, id, new)?;
            statements.put(connection, table, id, new)
        }
        other => other,
    }
}

fn make_way(connection: &Connection, table: &Table, id: Uuid, new: &Map<String, Value>) -> Result<()> {
    for column in table.unique {
        let Some(value) = new.get(*column).and_then(Value::as_str) else { continue };
        let scope: Vec<(&str, Stored)> =
            table.scope.iter().map(|c| (*c, to_stored(Kind::Uuid, new.get(*c)).unwrap_or(Stored::Null))).collect();
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

/// The waiting operations of the row once more, over what has come in.
fn rebase(connection: &Connection, table: &Table, id: Uuid) -> Result<()> {
    for operation in outbox::of_row(connection, table.name, id)? {
        match operation.action {
            // It has arrived there already; only its receipt has not arrived here.
            outbox::Action::Insert => {}
            outbox::Action::Update => set(connection, table, id, &operation.patch)?,
            outbox::Action::Delete => return remove(connection, table, id),
        }
    }
    find_words(connection, table, id)
}

/// Deletes a row and what refers to it: the database has nothing that does, so these were made here and wait, or were
/// made to refer to it here, which is taken back.
pub(super) fn remove(connection: &Connection, table: &Table, id: Uuid) -> Result<()> {
    for (referring, column) in tables::referring(table.name) {
        let ids: Vec<Uuid> = connection
            .prepare_cached(&format!("SELECT id FROM {} WHERE {column} = ?1", referring.name))?
            .query_map([id], |r| r.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for dependent in ids {
            match before_own_changes(connection, referring, dependent, column)? {
                Some(value) => {
                    set(connection, referring, dependent, &Map::from_iter([(column.to_owned(), value)]))?;
                }
                None => remove(connection, referring, dependent)?,
            }
        }
    }
    connection.prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", table.name))?.execute([id])?;
    Ok(())
}

/// What a field was before the changes that wait; none where nobody changed it, or the row itself was made here.
fn before_own_changes(connection: &Connection, table: &Table, id: Uuid, field: &str) -> Result<Option<Value>> {
    let waiting = outbox::of_row(connection, table.name, id)?;
    let first = waiting.into_iter().find(|o| o.action == outbox::Action::Insert || o.patch.contains_key(field));
    Ok(first.filter(|o| o.action == outbox::Action::Update).and_then(|o| o.base.get(field).cloned()))
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
