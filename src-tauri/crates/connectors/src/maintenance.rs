//! The maintenance system of the plant (SAP Plant Maintenance, Oracle Maintenance) as the application uses it. It is no
//! source of tags: its objects are offered as assets, what befell them becomes their history, its orders become work orders,
//! and an order that a person has approved is written there once and followed to its end.

use crate::{Refused, SourceError, TestReport, json_row::Row, net::signed_in::Answered};
use async_trait::async_trait;
use chrono::{NaiveDate, TimeDelta};
use domain::{
    AssetEventKind, ConnectorKind, Criticality, ObjectKind, ObjectRef, Timestamp, WorkOrderId, WorkOrderStatus,
    WorkOrderType,
};
use serde::Serialize;
use std::time::Duration;
use ts_rs::TS;

/// A thing of the plant that the system knows.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalObject {
    pub object: ObjectRef,
    /// What people call it: a location's label, an equipment's number without leading zeros, an asset's number.
    pub label: String,
    pub name: String,
    pub serial_number: Option<String>,
    /// What it is installed in or part of.
    pub superior: Option<ObjectRef>,
    /// What is part of it, where the system says so there and not at the part.
    pub parts: Vec<ObjectRef>,
    /// Maintenance plant or organization.
    pub plant: Option<String>,
    pub location: Option<String>,
    /// The system's type of object (`PUMP`) or its item: free to each company.
    pub object_type: Option<String>,
    /// SAP's ABC indicator.
    pub abc: Option<String>,
    pub manufacturer: Option<String>,
    pub model: Option<String>,
    pub in_operation_since: Option<NaiveDate>,
    /// Marked for deletion, set inactive, or at its end.
    pub is_out_of_use: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ObjectPage {
    pub objects: Vec<TechnicalObject>,
    /// What to go on after; `None` at the end.
    pub after: Option<String>,
}

/// Something that befell an object and is over or was told as a failure.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// Of the notification or the order that tells of it.
    pub number: String,
    pub text: String,
    pub object: ObjectRef,
    pub at: Timestamp,
    pub what: AssetEventKind,
    pub downtime_hours: Option<f64>,
}

/// What has changed since a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes<T> {
    pub found: Vec<T>,
    /// Rows that were read for it and not before.
    pub read: usize,
    /// To go on from: what was changed before it was read.
    pub until: Timestamp,
    /// There is more than was read.
    pub is_more: bool,
}

impl<T> Changes<T> {
    /// `changed`: when each row that was read was changed. Where there is more, some of the last one's time may be missing.
    pub(crate) fn of(
        found: Vec<T>,
        changed: &[Timestamp],
        since: Timestamp,
        seen: Option<Timestamp>,
        is_more: bool,
    ) -> Self {
        let last = changed.iter().max().copied();
        let behind = |last: Timestamp| if is_more { last } else { last + TimeDelta::milliseconds(1) };
        let until = last.map_or(since, behind).max(since);
        let is_new = |at: &&Timestamp| **at < until && seen.is_none_or(|seen| **at >= seen);
        Self { found, read: changed.iter().filter(is_new).count(), until, is_more }
    }
}

/// An order as it is to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewOrder {
    pub id: WorkOrderId,
    pub title: String,
    pub object: ObjectRef,
    pub priority: Criticality,
    pub due_on: Option<NaiveDate>,
}

/// An order as the system has it at present.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub number: String,
    /// The system's type of order.
    pub kind: String,
    /// Ours, where it carries our key.
    pub key: Option<WorkOrderId>,
    pub title: String,
    pub object: Option<ObjectRef>,
    pub work: WorkOrderType,
    pub priority: Option<Criticality>,
    pub due_on: Option<NaiveDate>,
    /// Open, in progress, done or cancelled; `None`: by words that are not known here.
    pub status: Option<WorkOrderStatus>,
    /// The system's own words for it.
    pub told: String,
    pub completed_at: Option<Timestamp>,
    pub changed_at: Option<Timestamp>,
}

/// What became of an order that was to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// The system has it, from now on or from before.
    There(Order),
    /// It is certain that the system has none.
    Refused(Refused),
    /// It may arrive yet: look for it before it is written again.
    Unconfirmed(Refused),
}

/// What one question came to that was to write something.
pub(crate) enum Created {
    Taken(Row),
    /// It is certain that this question wrote nothing.
    Refused {
        refused: Refused,
        answer: Option<Answered>,
    },
    /// Nobody knows: the answer was lost.
    Unconfirmed(SourceError),
}

/// Of [`order_key`]: what the system's field must have room for.
pub(crate) const KEY_LENGTH: usize = 39;
const KEY_BEGINS: &str = "OPTRIA-";

/// By which an order of ours is found again: the same for the same order for ever, in capitals, as SAP keeps it.
pub(crate) fn order_key(id: WorkOrderId) -> String {
    format!("{KEY_BEGINS}{}", id.0.simple()).to_ascii_uppercase()
}

/// The inverse of [`order_key`].
pub(crate) fn keyed(text: &str) -> Option<WorkOrderId> {
    let id = text.trim().to_ascii_uppercase();
    let id = id.strip_prefix(KEY_BEGINS).filter(|id| id.len() == KEY_LENGTH - KEY_BEGINS.len())?;
    id.parse().ok()
}

/// Both systems are delivered with 1 as the highest of four.
pub(crate) fn priority_number(of: Criticality) -> u8 {
    match of {
        Criticality::Critical => 1,
        Criticality::High => 2,
        Criticality::Medium => 3,
        Criticality::Low => 4,
    }
}

/// `None` of a number that a company has given a meaning of its own.
pub(crate) fn priority_of(number: f64) -> Option<Criticality> {
    let all = [Criticality::Critical, Criticality::High, Criticality::Medium, Criticality::Low];
    all.into_iter().find(|of| f64::from(priority_number(*of)) == number)
}

/// What fits into one question.
pub const MOST_LOOKED_UP: usize = 20;

/// What people call the system, the same in every language; none has tags.
pub fn short_name(connector: ConnectorKind) -> &'static str {
    match connector {
        ConnectorKind::OracleEam => "Oracle",
        ConnectorKind::Sap => "SAP",
        ConnectorKind::Demo | ConnectorKind::Opcua | ConnectorKind::Pi | ConnectorKind::Sql => "–",
    }
}

/// Kinds of objects that it has. Oracle has one of maintainable assets.
pub fn kinds(connector: ConnectorKind) -> &'static [ObjectKind] {
    match connector {
        ConnectorKind::OracleEam => &[ObjectKind::Equipment],
        ConnectorKind::Sap => &ObjectKind::ALL,
        ConnectorKind::Demo | ConnectorKind::Opcua | ConnectorKind::Pi | ConnectorKind::Sql => &[],
    }
}

#[async_trait]
pub trait MaintenanceSystem: Send + Sync {
    /// How often it is asked for what has changed.
    fn poll_interval(&self) -> Duration;

    /// How far back happenings are wanted when they are read for the first time.
    fn history(&self) -> TimeDelta;

    /// An order that is not there so long after it was sent will not come any more.
    fn settled_after(&self) -> TimeDelta;

    /// Goes through the stages of a connection one by one, each timed; stops at the first that fails.
    async fn test(&self) -> TestReport;

    /// Signs in, and finds what is read from.
    async fn greet(&self) -> Result<(), Refused>;

    /// Whether it still answers, and lets us in: the cheapest question there is.
    async fn answers(&self) -> Result<(), Refused>;

    /// Objects after the end of the page before; `text`: whose name contains it.
    async fn objects(
        &self,
        kind: ObjectKind,
        after: Option<&str>,
        text: Option<&str>,
        now: Timestamp,
    ) -> Result<ObjectPage, Refused>;

    /// What was changed at this time or later, oldest change first, as much as one page has. What was changed before
    /// `seen` was read before, and is not counted again.
    async fn changed_since(&self, since: Timestamp, seen: Option<Timestamp>) -> Result<Changes<Happening>, Refused>;

    /// Orders likewise, whoever made them.
    async fn orders_changed_since(&self, since: Timestamp, seen: Option<Timestamp>) -> Result<Changes<Order>, Refused>;

    /// Those of these numbers that it has: at most [`MOST_LOOKED_UP`] are asked for.
    async fn look_up(&self, numbers: &[String]) -> Result<Vec<Order>, Refused>;

    /// The order that carries the work order's key, if there is one.
    async fn find_order(&self, id: WorkOrderId) -> Result<Option<Order>, Refused>;

    /// Looks for the order by its key, and writes it where there is none.
    async fn write_order(&self, new: &NewOrder) -> Written;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_change_is_counted_once_wherever_a_page_ends() {
        let at = |ms: i64| Timestamp::from_timestamp_millis(1_800_000_000_000 + ms).unwrap();
        let of = |changed: &[i64], since: i64, seen: Option<i64>, is_more: bool| {
            let changed: Vec<Timestamp> = changed.iter().map(|ms| at(*ms)).collect();
            let changes = Changes::<Happening>::of(Vec::new(), &changed, at(since), seen.map(at), is_more);
            (changes.read, (changes.until - at(0)).num_milliseconds())
        };
        // Two pages of 1 2 2 2 3, and the next reading, which begins before their end.
        assert_eq!(of(&[1, 2, 2], 0, None, true), (1, 2));
        assert_eq!(of(&[2, 2, 2, 3], 2, Some(2), false), (4, 4));
        assert_eq!(of(&[1, 2, 2, 2, 3], -300, Some(4), false), (0, 4));
        assert_eq!(of(&[2, 3, 5], -300, Some(4), false), (1, 6));
        assert_eq!(of(&[], 7, Some(9), false), (0, 7));
    }

    #[test]
    fn a_key_is_the_orders_own_and_fits() {
        let (one, other) = (WorkOrderId::new(), WorkOrderId::new());
        assert_eq!(order_key(one), order_key(one));
        assert_ne!(order_key(one), order_key(other));
        assert_eq!(order_key(one).len(), KEY_LENGTH);
        assert_eq!(order_key(one), order_key(one).to_ascii_uppercase());
        assert_eq!(keyed(&order_key(one)), Some(one));
        assert_eq!(keyed(&format!(" {} ", order_key(one).to_ascii_lowercase())), Some(one));
        for other in ["", "OPTRIA-1", "4000001", &format!("OPTRIA-{}", "x".repeat(32)), &format!("{}0", order_key(one))]
        {
            assert_eq!(keyed(other), None, "{other}");
        }
    }

    #[test]
    fn a_priority_comes_back_and_a_companys_own_is_none() {
        for of in [Criticality::Critical, Criticality::High, Criticality::Medium, Criticality::Low] {
            assert_eq!(priority_of(priority_number(of).into()), Some(of));
        }
        assert_eq!([priority_of(0.0), priority_of(5.0), priority_of(2.5), priority_of(f64::NAN)], [None; 4]);
    }
}
