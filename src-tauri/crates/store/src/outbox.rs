//! Operations on their way to the central database, and what became of those that have arrived. `replica/capture.rs`
//! puts them in; only a receipt takes them out, into a history that is kept for at least 35 days.

use crate::{Result, StoreError, row};
use domain::{Page, PersonId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value};
use std::collections::HashSet;
use uuid::Uuid;

/// After a restore of the central database from a backup, what was acknowledged so long ago is sent again.
pub const KEPT_DAYS: i64 = 35;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Insert,
    Update,
    Delete,
}

impl Action {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

impl std::str::FromStr for Action {
    type Err = String;
    fn from_str(s: &str) -> std::result::Result<Self, String> {
        [Self::Insert, Self::Update, Self::Delete]
            .into_iter()
            .find(|a| a.as_str() == s)
            .ok_or_else(|| format!("no such action: {s}"))
    }
}

/// One change of one row that waits for its receipt.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    pub device_seq: i64,
    pub op_id: Uuid,
    /// `None`: the product itself.
    pub person_id: Option<PersonId>,
    pub tbl: String,
    pub row_id: Uuid,
    pub action: Action,
    pub patch: Map<String, Value>,
    pub base: Map<String, Value>,
    pub at: Timestamp,
    /// Why it could not be sent, as the database last said.
    pub blocked: Option<Value>,
}

/// How an operation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    Applied,
    Conflict,
    Rejected,
}

impl Settled {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Conflict => "conflict",
            Self::Rejected => "rejected",
        }
    }
}

/// One that has its receipt.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    pub operation: Pending,
    pub outcome: String,
    pub detail: Option<Value>,
    pub settled_at: Timestamp,
}

/// How much waits, and since when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Depth {
    pub waiting: u64,
    pub blocked: u64,
    pub oldest: Option<Timestamp>,
}

const COLUMNS: &str = "device_seq, op_id, person_id, tbl, row_id, action, patch, base, at";

fn from_row(row: &Row) -> rusqlite::Result<Pending> {
    Ok(Pending {
        device_seq: row.get("device_seq")?,
        op_id: row.get("op_id")?,
        person_id: row.get::<_, Option<_>>("person_id")?.map(PersonId),
        tbl: row.get("tbl")?,
        row_id: row.get("row_id")?,
        action: row::get_word(row, "action")?,
        patch: row::get_json(row, "patch")?,
        base: row::get_json(row, "base")?,
        at: row::get_time(row, "at")?,
        blocked: None,
    })
}

fn waiting(row: &Row) -> rusqlite::Result<Pending> {
    Ok(Pending { blocked: row::get_json_maybe(row, "blocked")?, ..from_row(row)? })
}

/// The oldest of this person and of the product itself, in the order in which they were made.
pub fn next(connection: &Connection, person: PersonId, after: i64, limit: u32) -> Result<Vec<Pending>> {
    let sql = format!(
        "SELECT {COLUMNS}, blocked FROM outbox
          WHERE device_seq > ?1 AND (person_id IS NULL OR person_id = ?2) ORDER BY device_seq LIMIT ?3"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![after, person.0, limit], waiting)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The number of the newest operation ever made here; 0 before the first.
pub fn newest(connection: &Connection) -> Result<i64> {
    let sql = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'outbox'";
    Ok(connection.prepare_cached(sql)?.query_row([], |r| r.get(0))?)
}

/// The rows that something waits of.
pub(crate) fn rows(connection: &Connection) -> Result<HashSet<(String, Uuid)>> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT tbl, row_id FROM outbox")?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What waits of one row, in order.
pub fn of_row(connection: &Connection, tbl: &str, row_id: Uuid) -> Result<Vec<Pending>> {
    let sql = format!("SELECT {COLUMNS}, blocked FROM outbox WHERE tbl = ?1 AND row_id = ?2 ORDER BY device_seq");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![tbl, row_id], waiting)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// All that waits, in order.
pub fn list(connection: &Connection, offset: u32, limit: u32) -> Result<Page<Pending>> {
    let sql = format!("SELECT {COLUMNS}, blocked FROM outbox ORDER BY device_seq LIMIT ?1 OFFSET ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([limit, offset], waiting)?;
    let items = rows.collect::<rusqlite::Result<_>>()?;
    let total: u64 = connection.query_row("SELECT count(*) FROM outbox", [], |r| r.get(0))?;
    Ok(Page { items, total })
}

pub fn depth(connection: &Connection) -> Result<Depth> {
    Ok(connection.query_row("SELECT count(*), count(blocked), min(at) FROM outbox", [], |r| {
        Ok(Depth { waiting: r.get(0)?, blocked: r.get(1)?, oldest: r.get::<_, Option<i64>>(2)?.map(row::time) })
    })?)
}

/// The newest earlier operation of the same row that waits too: this one must not overtake it.
pub fn before(connection: &Connection, operation: &Pending) -> Result<Option<Uuid>> {
    Ok(connection
        .prepare_cached(
            "SELECT op_id FROM outbox WHERE tbl = ?1 AND row_id = ?2 AND device_seq < ?3
              ORDER BY device_seq DESC LIMIT 1",
        )?
        .query_row(params![operation.tbl, operation.row_id, operation.device_seq], |r| r.get(0))
        .optional()?)
}

/// Whether the row was made here and is not there yet: the operation that makes it.
pub fn making(connection: &Connection, row_id: Uuid) -> Result<Option<Uuid>> {
    Ok(connection
        .prepare_cached("SELECT op_id FROM outbox WHERE row_id = ?1 AND action = 'insert'")?
        .query_row([row_id], |r| r.get(0))
        .optional()?)
}

/// A receipt has come: out of the outbox, into the history. The same receipt again changes nothing.
pub fn settle(
    connection: &Connection,
    op_id: Uuid,
    outcome: Settled,
    detail: Option<&Value>,
    at: Timestamp,
) -> Result<Option<Pending>> {
    let sql = format!("DELETE FROM outbox WHERE op_id = ?1 RETURNING {COLUMNS}");
    let Some(operation) = connection.prepare_cached(&sql)?.query_row([op_id], from_row).optional()? else {
        return Ok(None);
    };
    connection
        .prepare_cached(
            "INSERT INTO outbox_history VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            operation.device_seq,
            operation.op_id,
            operation.person_id.map(|p| p.0),
            operation.tbl,
            operation.row_id,
            operation.action.as_str(),
            row::json(&operation.patch)?,
            row::json(&operation.base)?,
            row::micros(operation.at),
            outcome.as_str(),
            detail.map(row::json).transpose()?,
            row::micros(at),
        ])?;
    Ok(Some(operation))
}

/// It can't be applied yet: it stays, and says why.
pub fn block(connection: &Connection, op_id: Uuid, why: &Value) -> Result<()> {
    let changed = connection
        .prepare_cached("UPDATE outbox SET blocked = ?2 WHERE op_id = ?1")?
        .execute(params![op_id, row::json(why)?])?;
    row::expect_one(changed, "operation", op_id)
}

/// Newest first.
pub fn list_history(connection: &Connection, outcome: Option<&str>, offset: u32, limit: u32) -> Result<Page<Past>> {
    let condition = "(?1 IS NULL OR outcome = ?1)";
    let sql = format!(
        "SELECT {COLUMNS}, outcome, detail, settled_at FROM outbox_history WHERE {condition}
          ORDER BY settled_at DESC, device_seq DESC LIMIT ?2 OFFSET ?3"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![outcome, limit, offset], |r| {
        Ok(Past {
            operation: from_row(r)?,
            outcome: r.get("outcome")?,
            detail: row::get_json_maybe(r, "detail")?,
            settled_at: row::get_time(r, "settled_at")?,
        })
    })?;
    let items = rows.collect::<rusqlite::Result<_>>()?;
    let sql = format!("SELECT count(*) FROM outbox_history WHERE {condition}");
    let total: u64 = connection.query_row(&sql, [outcome], |r| r.get(0))?;
    Ok(Page { items, total })
}

/// How many were refused after `since`; none: of all that are kept.
pub fn count_rejected(connection: &Connection, since: Option<Timestamp>) -> Result<u64> {
    let sql =
        "SELECT count(*) FROM outbox_history WHERE outcome = 'rejected' AND settled_at > coalesce(?1, settled_at - 1)";
    Ok(connection.prepare_cached(sql)?.query_row([since.map(row::micros)], |r| r.get(0))?)
}

/// The central database was restored from a backup: what it had acknowledged since `since` waits again, in its order.
/// What it still has it knows by the operation's id, and answers with the same receipt.
pub fn wait_again(connection: &Connection, since: Timestamp) -> Result<u64> {
    let moved = connection
        .prepare_cached(
            "INSERT INTO outbox (device_seq, op_id, person_id, tbl, row_id, action, patch, base, at)
             SELECT device_seq, op_id, person_id, tbl, row_id, action, patch, base, at FROM outbox_history
              WHERE outcome <> 'rejected' AND settled_at >= ?1 ON CONFLICT DO NOTHING",
        )?
        .execute([row::micros(since)])?;
    connection.prepare_cached("DELETE FROM outbox_history WHERE op_id IN (SELECT op_id FROM outbox)")?.execute([])?;
    u64::try_from(moved).map_err(|e| StoreError::Unreadable(e.to_string()))
}

/// Lets receipts go that are older than [`KEPT_DAYS`].
pub fn forget_old(connection: &Connection, now: Timestamp) -> Result<usize> {
    let before = row::micros(now - chrono::Duration::days(KEPT_DAYS));
    Ok(connection.prepare_cached("DELETE FROM outbox_history WHERE settled_at < ?1")?.execute([before])?)
}
