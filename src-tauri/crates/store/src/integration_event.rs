//! The log of each integration: what its connection met and what people did with it, newest kept, oldest dropped beyond a
//! cap. What is told again and again is one line with its count.

use crate::{Result, row};
use domain::{IntegrationId, Message, Page, Timestamp};
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Kept per integration: weeks of a bad link, and still one page of work to read.
const MOST: u32 = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Info,
    Warning,
    Error,
}

impl Severity {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl std::str::FromStr for Severity {
    type Err = String;
    fn from_str(s: &str) -> std::result::Result<Self, String> {
        [Self::Info, Self::Warning, Self::Error]
            .into_iter()
            .find(|v| v.as_str() == s)
            .ok_or_else(|| format!("no such severity: {s}"))
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationEvent {
    pub integration_id: IntegrationId,
    pub at: Timestamp,
    pub severity: Severity,
    pub message: Message,
    /// Technical, in English, without secrets.
    pub detail: Option<String>,
}

/// An event as the log keeps it: told so many times with nothing else between, the last time at `last_at`.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogLine {
    #[serde(flatten)]
    pub event: IntegrationEvent,
    pub times: u32,
    pub last_at: Timestamp,
}

fn from_row(row: &Row) -> rusqlite::Result<LogLine> {
    let at = row::get_time(row, "at")?;
    Ok(LogLine {
        event: IntegrationEvent {
            integration_id: IntegrationId(row.get("integration_id")?),
            at,
            severity: row::get_word(row, "severity")?,
            message: row::get_json(row, "message")?,
            detail: row.get("detail")?,
        },
        times: row.get("times")?,
        last_at: row::get_time_maybe(row, "last_at")?.unwrap_or(at),
    })
}

/// Into the newest line where that says the same, else as a line of its own.
pub fn append(connection: &Connection, event: &IntegrationEvent) -> Result<()> {
    let message = row::json(&event.message)?;
    let told = (
        event.integration_id.0,
        row::micros(event.at),
        event.severity.as_str(),
        message.as_str(),
        event.detail.as_deref(),
    );
    let counted = connection
        .prepare_cached(
            "UPDATE integration_event SET times = times + 1, last_at = ?2
             WHERE no = (SELECT max(no) FROM integration_event WHERE integration_id = ?1)
               AND severity = ?3 AND message = ?4 AND detail IS ?5",
        )?
        .execute(told)?;
    if counted > 0 {
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO integration_event (integration_id, at, severity, message, detail)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(told)?;
    connection
        .prepare_cached(
            "DELETE FROM integration_event WHERE integration_id = ?1 AND no <= (
                 SELECT no FROM integration_event WHERE integration_id = ?1 ORDER BY no DESC LIMIT 1 OFFSET ?2)",
        )?
        .execute(params![event.integration_id.0, MOST])?;
    Ok(())
}

/// Newest first; of one integration, or of all.
pub fn list(
    connection: &Connection,
    integration: Option<IntegrationId>,
    offset: u32,
    limit: u32,
) -> Result<Page<LogLine>> {
    let integration = integration.map(|i| i.0);
    let total = connection
        .prepare_cached("SELECT count(*) FROM integration_event WHERE ?1 IS NULL OR integration_id = ?1")?
        .query_row([integration], |r| r.get(0))?;
    let mut statement = connection.prepare_cached(
        "SELECT * FROM integration_event WHERE ?1 IS NULL OR integration_id = ?1 ORDER BY no DESC LIMIT ?2 OFFSET ?3",
    )?;
    let rows = statement.query_map(params![integration, limit, offset], from_row)?;
    Ok(Page { items: rows.collect::<rusqlite::Result<_>>()?, total })
}

/// The newest line that tells of something amiss.
pub fn last_amiss(connection: &Connection, integration: IntegrationId) -> Result<Option<LogLine>> {
    let mut statement = connection.prepare_cached(
        "SELECT * FROM integration_event WHERE integration_id = ?1 AND severity <> 'info' ORDER BY no DESC LIMIT 1",
    )?;
    let mut rows = statement.query_map([integration.0], from_row)?;
    Ok(rows.next().transpose()?)
}
