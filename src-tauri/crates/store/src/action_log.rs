//! Who did what to which object when, and how it ended. Append-only: triggers refuse any change.

use crate::{Result, StoreError, recommendation, row};
use domain::{Message, Page, PersonId, RecommendationId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

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

/// What to look for; nothing named is everything.
#[derive(Debug, Clone, Default)]
pub struct ActionFilter {
    /// Every word of it in what is shown of an entry: action, object, e-mail, reason and details.
    pub search: Option<String>,
    /// Actions and messages that say in the reader's language what is searched for, though the log has only their names.
    pub actions_that_say: Vec<String>,
    pub messages_that_say: Vec<String>,
    pub from: Option<Timestamp>,
    /// Not included.
    pub to: Option<Timestamp>,
    /// A part of an e-mail, or an id.
    pub person: Option<String>,
    /// The whole name.
    pub action: Option<String>,
    pub outcome: Option<Outcome>,
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

/// Newest first, each with its number.
pub fn list(connection: &Connection, filter: &ActionFilter, offset: u32, limit: u32) -> Result<Page<(i64, Action)>> {
    const FROM: &str = "FROM action_log l LEFT JOIN person p ON p.id = l.person_id
        WHERE (?1 = '[]' OR l.action IN (SELECT value FROM json_each(?8))
               OR json_extract(l.message, '$.id') IN (SELECT value FROM json_each(?9))
               OR NOT EXISTS (SELECT 1 FROM json_each(?1) w WHERE instr(lower(
                   l.action || ' ' || coalesce(l.object, '') || ' ' || coalesce(p.email, '') || ' '
                   || coalesce((SELECT group_concat(atom, ' ') FROM json_tree(l.message)), '')), w.value) = 0))
          AND (?2 IS NULL OR l.at >= ?2) AND (?3 IS NULL OR l.at < ?3)
          AND (?4 = '' OR instr(lower(p.email), ?4) > 0 OR l.person_id = ?5)
          AND (?6 = '' OR l.action = ?6) AND (?7 IS NULL OR l.outcome = ?7)";
    let lower = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_lowercase();
    let (person, action) = (lower(&filter.person), lower(&filter.action));
    let words = row::json(&lower(&filter.search).split_whitespace().collect::<Vec<_>>())?;
    let (actions, messages) = (row::json(&filter.actions_that_say)?, row::json(&filter.messages_that_say)?);
    let (from, to) = (filter.from.map(row::micros), filter.to.map(row::micros));
    let (id, outcome) = (person.parse::<Uuid>().ok(), filter.outcome.map(Outcome::as_str));
    let asked = params![words, from, to, person, id, action, outcome, actions, messages];
    let total = connection.prepare_cached(&format!("SELECT count(*) {FROM}"))?.query_row(asked, |r| r.get(0))?;
    let mut statement =
        connection.prepare_cached(&format!("SELECT l.* {FROM} ORDER BY l.no DESC LIMIT ?10 OFFSET ?11"))?;
    let asked = params![words, from, to, person, id, action, outcome, actions, messages, limit, offset];
    let rows = statement.query_map(asked, |row| Ok((row.get("no")?, from_row(row)?)))?;
    Ok(Page { items: rows.collect::<rusqlite::Result<_>>()?, total })
}

/// What a person calls the object with this id: an asset's or signal's tag, an order's number, a person's e-mail; for a
/// recommendation the tag of its asset.
pub fn name_of(connection: &Connection, id: Uuid) -> Result<Option<String>> {
    let asset = match recommendation::get(connection, RecommendationId(id)) {
        Ok(recommendation) => recommendation.asset_id.0,
        Err(StoreError::NotFound { .. }) => id,
        Err(e) => return Err(e),
    };
    let mut statement = connection.prepare_cached(
        "SELECT tag_code FROM asset WHERE id = ?2
         UNION ALL SELECT printf('WO-%06d', no) FROM work_order WHERE id = ?1
         UNION ALL SELECT external_tag FROM mapping WHERE id = ?1
         UNION ALL SELECT name FROM integration WHERE id = ?1
         UNION ALL SELECT code FROM site WHERE id = ?1
         UNION ALL SELECT email FROM person WHERE id = ?1
         UNION ALL SELECT code FROM engineer WHERE id = ?1
         UNION ALL SELECT code FROM resource WHERE id = ?1
         UNION ALL SELECT name_en FROM parallel_group WHERE id = ?1
         UNION ALL SELECT name FROM run WHERE id = ?1 AND name <> ''
         UNION ALL SELECT a.tag_code FROM proposal p JOIN asset a ON a.id = p.asset_id WHERE p.id = ?1
         UNION ALL SELECT a.tag_code || ' ' || m.name FROM metric m JOIN asset a ON a.id = m.asset_id WHERE m.id = ?1",
    )?;
    Ok(statement.query_row([id, asset], |r| r.get(0)).optional()?)
}
