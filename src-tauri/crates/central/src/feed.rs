//! The change feed as a workstation reads it: what has changed after a place in it, with the rows as they are now. One
//! statement, so that the numbers and the rows are of one moment.

use crate::{CentralError, Link, Result};
use futures_util::TryStreamExt;
use serde_json::{Map, Value};
use std::fmt::Write as _;
use tokio_postgres::{
    binary_copy::{BinaryCopyOutRow, BinaryCopyOutStream},
    types::{ToSql, Type},
};
use uuid::Uuid;

/// What is read whole over a slow line is one long statement; any other ends after `OPTIONS` in connect.rs.
const LONG: &str = "SET statement_timeout = '6h'";
const USUAL: &str = "RESET statement_timeout";

/// How far a replica has come. Rows of one transaction share a number; within it they are ordered by table and id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    pub seq: i64,
    pub tbl: String,
    pub row_id: Uuid,
}

/// Which columns of a table a workstation asks for: it names them, so that columns of a newer database are no matter.
#[derive(Debug, Clone)]
pub struct Selection {
    pub tbl: String,
    pub columns: Vec<Column>,
}

#[derive(Debug, Clone)]
pub struct Column {
    pub name: String,
    /// `numeric`, to be written as text so that no digit is lost.
    pub is_decimal: bool,
}

/// One row that has changed; none where it was deleted, or where this session may not read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub place: Place,
    pub is_delete: bool,
    pub row: Option<Map<String, Value>>,
}

/// Everything that a session may see, as of one number of the feed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Snapshot {
    pub seq: i64,
    pub rows: Vec<SnapshotRow>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SnapshotRow {
    pub tbl: String,
    pub id: Uuid,
    pub row: Map<String, Value>,
}

impl Change {
    /// The row is there, and this session may not see it.
    pub fn is_hidden(&self) -> bool {
        !self.is_delete && self.row.is_none()
    }
}

impl Link {
    /// The next changes after a place, in the feed's order.
    pub async fn changes(&self, selections: &[Selection], after: &Place, limit: i64) -> Result<Vec<Change>> {
        let tables: Vec<&str> = selections.iter().map(|s| s.tbl.as_str()).collect();
        let sql = format!(
            "SELECT c.seq, c.tbl, c.row_id, c.op = 'delete', CASE c.tbl {} END
               FROM sync.change c
              WHERE (c.seq, c.tbl, c.row_id) > ($1, $2, $3) AND c.tbl = ANY ($4)
              ORDER BY c.seq, c.tbl, c.row_id LIMIT $5",
            selections.iter().map(of_change).collect::<String>()
        );
        let statement = self.answer(self.client().prepare(&sql)).await?;
        let parameters: [&(dyn ToSql + Sync); 5] = [&after.seq, &after.tbl, &after.row_id, &tables, &limit];
        let rows = self.answer(self.client().query(&statement, &parameters)).await?;
        let change = |row: &tokio_postgres::Row| Change {
            place: Place { seq: row.get(0), tbl: row.get(1), row_id: row.get(2) },
            is_delete: row.get(3),
            row: object(row.get(4)),
        };
        Ok(rows.iter().map(change).collect())
    }

    /// All changes after a place, in no order: where many wait a page at a time would sort all that are left for each.
    pub async fn changes_to_end(&self, selections: &[Selection], after: &Place) -> Result<Vec<Change>> {
        let sql = format!(
            "COPY (SELECT c.seq, c.tbl, c.row_id, c.op = 'delete', CASE c.tbl {} END FROM sync.change c
                    WHERE (c.seq, c.tbl, c.row_id) > ({}, {}, '{}'::uuid) AND c.tbl IN ({})) TO STDOUT (FORMAT binary)",
            selections.iter().map(of_change).collect::<String>(),
            after.seq,
            literal(&after.tbl),
            after.row_id,
            selections.iter().map(|s| literal(&s.tbl)).collect::<Vec<_>>().join(", "),
        );
        let types = [Type::INT8, Type::TEXT, Type::UUID, Type::BOOL, Type::JSONB];
        let mut changes = Vec::new();
        self.copy_out(&sql, &types, |row| {
            changes.push(Change {
                place: Place { seq: row.try_get(0)?, tbl: row.try_get(1)?, row_id: row.try_get(2)? },
                is_delete: row.try_get(3)?,
                row: object(row.try_get(4)?),
            });
            Ok(())
        })
        .await?;
        Ok(changes)
    }

    /// All rows by COPY, for a replica that has none of them: one statement, so that they and the feed's number are of one
    /// moment. Fails where the session may not see the feed.
    pub async fn snapshot(&self, selections: &[Selection]) -> Result<Snapshot> {
        let rows = selections.iter().map(|s| {
            let tbl = literal(&s.tbl);
            format!(" UNION ALL SELECT {tbl}::text, t.id, {} FROM plant.{} t", json_of(s), quoted(&s.tbl))
        });
        let sql = format!(
            "COPY (SELECT ''::text, generation, to_jsonb(seq) FROM sync.clock{}) TO STDOUT (FORMAT binary)",
            rows.collect::<String>()
        );
        let (mut seq, mut rows) = (None, Vec::new());
        self.copy_out(&sql, &[Type::TEXT, Type::UUID, Type::JSONB], |row| {
            match (row.try_get::<&str>(0)?, row.try_get::<Value>(2)?) {
                ("", number) => seq = number.as_i64(),
                (tbl, Value::Object(content)) => {
                    rows.push(SnapshotRow { tbl: tbl.to_owned(), id: row.try_get(1)?, row: content });
                }
                _ => {}
            }
            Ok(())
        })
        .await?;
        let seq = seq.ok_or_else(|| CentralError::Database("a snapshot without the feed's number".into()))?;
        Ok(Snapshot { seq, rows })
    }

    /// Gives each row to `take`, however long it takes over the line, as long as rows keep coming.
    async fn copy_out(
        &self,
        sql: &str,
        types: &[Type],
        take: impl FnMut(&BinaryCopyOutRow) -> std::result::Result<(), tokio_postgres::Error>,
    ) -> Result<()> {
        self.small_answer(self.client().batch_execute(LONG)).await?;
        let done = self.rows_of_copy(sql, types, take).await;
        self.small_answer(self.client().batch_execute(USUAL)).await?;
        done
    }

    async fn rows_of_copy(
        &self,
        sql: &str,
        types: &[Type],
        mut take: impl FnMut(&BinaryCopyOutRow) -> std::result::Result<(), tokio_postgres::Error>,
    ) -> Result<()> {
        let out = self.answer(self.client().copy_out(sql)).await?;
        let mut out = std::pin::pin!(BinaryCopyOutStream::new(out, types));
        while let Some(row) = self.answer(out.try_next()).await? {
            self.hear();
            take(&row)?;
        }
        Ok(())
    }

    /// Single rows as they are now.
    pub async fn rows(&self, selection: &Selection, ids: &[Uuid]) -> Result<Vec<(Uuid, Map<String, Value>)>> {
        let sql = format!(
            "SELECT t.id, {} FROM plant.{} t WHERE t.id = ANY ($1)",
            json_of(selection),
            quoted(&selection.tbl)
        );
        let rows = self.all(&sql, &[&ids]).await?;
        Ok(rows.iter().filter_map(|r| Some((r.get(0), object(r.get(1))?))).collect())
    }
}

fn object(value: Option<Value>) -> Option<Map<String, Value>> {
    match value {
        Some(Value::Object(row)) => Some(row),
        _ => None,
    }
}

fn of_change(selection: &Selection) -> String {
    format!(
        "WHEN {} THEN (SELECT {} FROM plant.{} t WHERE t.tenant_id = c.tenant_id AND t.id = c.row_id) ",
        literal(&selection.tbl),
        json_of(selection),
        quoted(&selection.tbl)
    )
}

fn json_of(selection: &Selection) -> String {
    let mut json = String::from("jsonb_build_object(");
    for (i, column) in selection.columns.iter().enumerate() {
        let separator = if i == 0 { "" } else { ", " };
        let cast = if column.is_decimal { "::text" } else { "" };
        let _ = write!(json, "{separator}{}, t.{}{cast}", literal(&column.name), quoted(&column.name));
    }
    json.push(')');
    json
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
