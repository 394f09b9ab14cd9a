//! How a row of the central database is written here: the columns that it comes with, and the words it is found by.

use super::{
    tables::Table,
    values::{blob, to_stored},
};
use crate::Result;
use domain::fold_for_search;
use rusqlite::{Connection, OptionalExtension, params_from_iter, types::Value as Stored};
use serde_json::{Map, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// One row; many are put in faster by one [`Statements`].
pub(super) fn put(connection: &Connection, table: &'static Table, id: Uuid, new: &Map<String, Value>) -> Result<()> {
    Statements::default().put(connection, table, id, new)
}

/// How rows are put in: written out once for all rows of a table that come with the same fields.
#[derive(Default)]
pub(super) struct Statements(HashMap<(&'static str, u64, bool), String>);

impl Statements {
    pub fn put(
        &mut self,
        connection: &Connection,
        table: &'static Table,
        id: Uuid,
        new: &Map<String, Value>,
    ) -> Result<()> {
        let mut values = vec![blob(id)];
        // A column that the database does not have yet, or has no more, stays as it is here.
        let mut fields = 0u64;
        for (n, (column, kind)) in table.columns.iter().enumerate() {
            if let Some(value) = new.get(*column) {
                fields |= 1 << n;
                values.push(to_stored(*kind, Some(value))?);
            }
        }
        if table.has_version {
            values.push(Stored::Integer(new.get("version").and_then(Value::as_i64).unwrap_or(1)));
        }
        if table.name == "work_order" {
            values.push(new.get("no").and_then(Value::as_i64).map_or(Stored::Null, Stored::Integer));
        }
        let words = words(table, new);
        let has_words = words.is_some();
        values.extend(words.map(Stored::Text));
        let sql = self.0.entry((table.name, fields, has_words)).or_insert_with(|| upsert(table, fields, has_words));
        connection.prepare_cached(sql)?.execute(params_from_iter(values))?;
        if has_words { Ok(()) } else { find_words(connection, table, id) }
    }
}

/// `fields`: a bit for each of the table's columns that the row comes with.
fn upsert(table: &Table, fields: u64, has_words: bool) -> String {
    let with = |n: usize| fields & (1 << n) != 0;
    let mut columns = vec!["id".to_owned()];
    let given = table.columns.iter().enumerate().filter(|(n, _)| with(*n));
    columns.extend(given.map(|(_, (column, _))| format!("\"{column}\"")));
    columns.extend(table.has_version.then(|| "version".to_owned()));
    columns.extend((table.name == "work_order").then(|| "no".to_owned()));
    columns.extend(has_words.then(|| "search_text".to_owned()));
    let mut marks = vec!["?".to_owned(); columns.len()];
    let set = columns[1..].iter().map(|c| format!("{c} = excluded.{c}")).collect::<Vec<_>>().join(", ");
    // Only where the row is new here.
    for (column, value) in table.constants {
        columns.push(format!("\"{column}\""));
        marks.push(format!("'{}'", value.replace('\'', "''")));
    }
    if !table.search.is_empty() && !has_words {
        columns.push("search_text".into());
        marks.push("''".into());
    }
    format!(
        "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET {set}",
        table.name,
        columns.join(", "),
        marks.join(", ")
    )
}

/// The folded words of a row that comes with all that it is searched by.
fn words(table: &Table, new: &Map<String, Value>) -> Option<String> {
    let words: Option<Vec<&str>> = table.search.iter().map(|c| new.get(*c)?.as_str()).collect();
    words.filter(|w| !w.is_empty()).map(|w| fold_for_search(&w.join(" ")))
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
