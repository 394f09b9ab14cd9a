//! Who did what to which object when, and how it ended. Append-only: triggers refuse any change.

use crate::{Result, row};
use domain::{Message, Page, PersonId, Timestamp};
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Success,
    Failure,
    Pending,
}

impl Outcome {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Pending => "pending",
        }
    }
}

impl std::str::FromStr for Outcome {
    type Err = String;
    fn from_str(s: &str) -> std::result::Result<Self, String> {
        [Self::Success, Self::Failure, Self::Pending]
            .into_iter()
            .find(|v| v.as_str() == s)
            .ok_or_else(|| format!("no such outcome: {s}"))
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Action {
    pub at: Timestamp,
    /// `None`: the product itself (a job, a schedule).
    pub person_id: Option<PersonId>,
    /// The command's name: `accept_recommendation`.
    pub action: String,
    /// What it was done to: `work_order 0190...`.
    pub object: Option<String>,
    pub outcome: Outcome,
    pub message: Option<Message>,
}

fn from_row(row: &Row) -> rusqlite::Result<Action> {
    Ok(Action {
        at: row::get_time(row, "at")?,
        person_id: row.get::<_, Option<_>>("person_id")?.map(PersonId),
        action: row.get("action")?,
        object: row.get("object")?,
        outcome: row::get_word(row, "outcome")?,
        message: row::get_json_maybe(row, "message")?,
    })
}

pub fn append(connection: &Connection, action: &Action) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO action_log (at, person_id, action, object, outcome, message)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            row::micros(action.at),
            action.person_id.map(|p| p.0),
            action.action,
            action.object,
            action.outcome.as_str(),
            action.message.as_ref().map(row::json).transpose()?,
        ])?;
    Ok(())
}

/// Newest first; with `search`, those whose action or object contains it.
pub fn list(connection: &Connection, search: &str, offset: u32, limit: u32) -> Result<Page<Action>> {
    const FROM: &str = "FROM action_log WHERE ?1 = '' OR instr(lower(action), ?1) > 0 OR instr(lower(object), ?1) > 0";
    let search = search.trim().to_lowercase();
    let total = connection.prepare_cached(&format!("SELECT count(*) {FROM}"))?.query_row([&search], |r| r.get(0))?;
    let mut statement = connection.prepare_cached(&format!("SELECT * {FROM} ORDER BY no DESC LIMIT ?2 OFFSET ?3"))?;
    let rows = statement.query_map(params![search, limit, offset], from_row)?;
    Ok(Page { items: rows.collect::<rusqlite::Result<_>>()?, total })
}
