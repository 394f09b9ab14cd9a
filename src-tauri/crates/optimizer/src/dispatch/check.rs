//! What is no input is refused, with the place where it is wrong.

use super::input::{DispatchInput, Travel};
use domain::Message;
use thiserror::Error;

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InputFault {
    #[error("order {order}: {field} is out of range")]
    Order { order: String, field: &'static str },
    #[error("engineer {engineer}: {field} is out of range")]
    Engineer { engineer: String, field: &'static str },
    #[error("{field} is out of range")]
    Whole { field: &'static str },
}

/// Minutes in a day; no shift, work or way is longer.
/// Days before or after the first day; a thousand years is no due date.
const MOST_DUE: i32 = 365_000;
const DAY: u32 = 24 * 60;
const MOST_DAYS: u16 = 366;
const MOST_WEIGHT: f64 = 1e9;

impl InputFault {
    /// What a person is told (`locales/*/optimization.ftl`).
    pub fn message(&self) -> Message {
        match self {
            Self::Order { order, field } => {
                Message::new("dispatch-fault-order").with("order", order.as_str()).with("field", *field)
            }
            Self::Engineer { engineer, field } => {
                Message::new("dispatch-fault-engineer").with("engineer", engineer.as_str()).with("field", *field)
            }
            Self::Whole { field } => Message::new("dispatch-fault").with("field", *field),
        }
    }
}

pub(crate) fn check(input: &DispatchInput) -> Result<(), InputFault> {
    let whole = |field| Err(InputFault::Whole { field });
    if input.days == 0 || input.days > MOST_DAYS {
        return whole("days");
    }
    let (rows, columns) = match &input.travel {
        Travel::RoundTrips(_) => (input.engineers.len(), input.places),
        Travel::Between(_) => (input.places, input.places),
    };
    let (Travel::RoundTrips(minutes) | Travel::Between(minutes)) = &input.travel;
    if minutes.len() != rows || minutes.iter().any(|row| row.len() != columns || row.iter().any(|m| *m > DAY)) {
        return whole("travel");
    }
    let c = &input.costs;
    let rates = [c.weight_per_late_day, c.weight_per_waiting_day, c.travel_per_hour, c.weight_if_unassigned];
    if rates.iter().any(|r| !(0.0..=MOST_WEIGHT).contains(r)) {
        return whole("costs");
    }
    if input.fairness.is_some_and(|f| !(0.0..=1.0).contains(&f)) {
        return whole("fairness");
    }
    if input.depots.iter().any(|d| d.place >= input.places || d.minutes > DAY) {
        return whole("depots");
    }
    let orders = input.orders.len();
    if input.precedences.iter().any(|p| p.before >= orders || p.after >= orders || p.before == p.after) {
        return whole("precedences");
    }
    if input.same_engineer.iter().any(|(a, b)| *a >= orders || *b >= orders || a == b) {
        return whole("same engineer");
    }
    let is_off = |l: &super::Lock| {
        l.order >= orders
            || l.engineer.is_some_and(|e| e >= input.engineers.len())
            || l.day.is_some_and(|d| d >= input.days)
    };
    if input.locks.iter().any(is_off) {
        return whole("locks");
    }
    check_engineers(input)?;
    check_orders(input)
}

fn check_engineers(input: &DispatchInput) -> Result<(), InputFault> {
    for e in &input.engineers {
        let wrong = |field| Err(InputFault::Engineer { engineer: e.id.clone(), field });
        if e.home >= input.places {
            return wrong("home");
        }
        if e.shifts.len() != usize::from(input.days) {
            return wrong("shifts");
        }
        if e.shifts.iter().flatten().any(|s| s.start >= s.end || s.end > DAY) {
            return wrong("hours");
        }
    }
    Ok(())
}

fn check_orders(input: &DispatchInput) -> Result<(), InputFault> {
    for o in &input.orders {
        let wrong = |field| Err(InputFault::Order { order: o.id.clone(), field });
        if o.place >= input.places {
            return wrong("place");
        }
        if o.engineer.is_some_and(|e| e >= input.engineers.len()) {
            return wrong("engineer");
        }
        if o.minutes == 0 || o.minutes > DAY {
            return wrong("minutes");
        }
        if !(0.0..=MOST_WEIGHT).contains(&o.weight) {
            return wrong("weight");
        }
        if o.due.abs() > MOST_DUE {
            return wrong("due");
        }
        if o.window.is_some_and(|(earliest, latest)| earliest > latest || latest > DAY) {
            return wrong("window");
        }
    }
    Ok(())
}
