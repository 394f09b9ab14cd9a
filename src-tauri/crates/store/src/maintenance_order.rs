//! Work orders on their way to a maintenance system. That one is being sent is stored before it goes out, so that nobody sends it again
//! without having looked for it there.

use crate::{Result, row};
use domain::{Failure, IntegrationId, PersonId, Timestamp, WorkOrderId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum SentOrderState {
    Waiting,
    /// Went out; whether it arrived is not known.
    Sending {
        since: Timestamp,
    },
    There {
        number: String,
    },
    /// The system has none, and it is not tried again by itself.
    Refused,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SentOrder {
    pub work_order_id: WorkOrderId,
    pub integration_id: IntegrationId,
    #[serde(flatten)]
    pub state: SentOrderState,
    /// Why it is not there.
    pub problem: Option<Failure>,
    pub asked_by: PersonId,
    pub asked_at: Timestamp,
}

fn from_row(row: &Row) -> rusqlite::Result<SentOrder> {
    let word: String = row.get("state")?;
    let state = match word.as_str() {
        "there" => SentOrderState::There { number: row.get("number")? },
        "sending" => SentOrderState::Sending { since: row::get_time(row, "sent_at")? },
        "refused" => SentOrderState::Refused,
        _ => SentOrderState::Waiting,
    };
    Ok(SentOrder {
        work_order_id: WorkOrderId(row.get("work_order_id")?),
        integration_id: IntegrationId(row.get("integration_id")?),
        state,
        problem: row::get_json_maybe(row, "problem")?,
        asked_by: PersonId(row.get("asked_by")?),
        asked_at: row::get_time(row, "asked_at")?,
    })
}

/// In the place of what was known of it.
pub fn save(connection: &Connection, order: &SentOrder) -> Result<()> {
    let (state, sent_at, number) = match &order.state {
        SentOrderState::Waiting => ("waiting", None, None),
        SentOrderState::Sending { since } => ("sending", Some(*since), None),
        SentOrderState::There { number } => ("there", None, Some(number)),
        SentOrderState::Refused => ("refused", None, None),
    };
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO maintenance_order (work_order_id, integration_id, state, sent_at, number, problem, asked_by,
                                               asked_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            order.work_order_id.0,
            order.integration_id.0,
            state,
            sent_at.map(row::micros),
            number,
            order.problem.as_ref().map(row::json).transpose()?,
            order.asked_by.0,
            row::micros(order.asked_at),
        ])?;
    Ok(())
}

pub fn find(connection: &Connection, order: WorkOrderId) -> Result<Option<SentOrder>> {
    Ok(connection
        .prepare_cached("SELECT * FROM maintenance_order WHERE work_order_id = ?1")?
        .query_row([order.0], from_row)
        .optional()?)
}

/// Those that wait or whose arrival is not known, the first asked for first.
pub fn unsent(connection: &Connection, integration: IntegrationId) -> Result<Vec<SentOrder>> {
    let mut statement = connection.prepare_cached(
        "SELECT * FROM maintenance_order WHERE integration_id = ?1 AND state IN ('waiting', 'sending') ORDER BY asked_at",
    )?;
    let rows = statement.query_map([integration.0], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
