//! Rows of the central database that could not be taken in (`replica/apply.rs`), each with the reason. They are tried again
//! whenever something comes in; people see how many there are.

use crate::{Result, row};
use domain::{Page, Timestamp};
use rusqlite::{Connection, Row, params};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Why a row can't be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It refers to a row that is not here.
    MissingReference,
    /// A value of a kind that this version does not know.
    Unreadable,
    /// A rule of this store is against it.
    NotAllowed,
}

impl Why {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MissingReference => "missing_reference",
            Self::Unreadable => "unreadable",
            Self::NotAllowed => "not_allowed",
        }
    }
}

impl std::str::FromStr for Why {
    type Err = String;
    fn from_str(s: &str) -> std::result::Result<Self, String> {
        [Self::MissingReference, Self::Unreadable, Self::NotAllowed]
            .into_iter()
            .find(|w| w.as_str() == s)
            .ok_or_else(|| format!("no such reason: {s}"))
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    pub tbl: String,
    pub row_id: Uuid,
    pub content: Map<String, Value>,
    pub why: Why,
    /// The column, or the rule.
    pub about: String,
    pub at: Timestamp,
}

fn from_row(row: &Row) -> rusqlite::Result<SetAside> {
    Ok(SetAside {
        tbl: row.get("tbl")?,
        row_id: row.get("row_id")?,
        content: row::get_json(row, "content")?,
        why: row::get_word(row, "why")?,
        about: row.get("about")?,
        at: row::get_time(row, "at")?,
    })
}

/// The newest content stays; since when it is set aside, too.
pub fn keep(connection: &Connection, set_aside: &SetAside) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO set_aside (tbl, row_id, content, why, about, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (tbl, row_id) DO UPDATE SET content = excluded.content, why = excluded.why,
                 about = excluded.about",
        )?
        .execute(params![
            set_aside.tbl,
            set_aside.row_id,
            row::json(&set_aside.content)?,
            set_aside.why.as_str(),
            set_aside.about,
            row::micros(set_aside.at),
        ])?;
    Ok(())
}

/// It is here now, or gone there.
pub fn forget(connection: &Connection, tbl: &str, row_id: Uuid) -> Result<()> {
    connection.prepare_cached("DELETE FROM set_aside WHERE tbl = ?1 AND row_id = ?2")?.execute(params![tbl, row_id])?;
    Ok(())
}

pub fn forget_all(connection: &Connection) -> Result<()> {
    connection.execute("DELETE FROM set_aside", [])?;
    Ok(())
}

/// Oldest first.
pub fn list(connection: &Connection, offset: u32, limit: u32) -> Result<Page<SetAside>> {
    let mut statement =
        connection.prepare_cached("SELECT * FROM set_aside ORDER BY at, tbl, row_id LIMIT ?1 OFFSET ?2")?;
    let rows = statement.query_map([limit, offset], from_row)?;
    let items = rows.collect::<rusqlite::Result<_>>()?;
    let total: u64 = connection.query_row("SELECT count(*) FROM set_aside", [], |r| r.get(0))?;
    Ok(Page { items, total })
}
