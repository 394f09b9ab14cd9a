//! Workforce dispatch (SPEC section 7.4): which engineer does which order on which day and in which order.
//!
//! A plan costs lateness and waiting by weight, travel, and what is left out. The first plan stands within milliseconds;
//! prices of the orders then give a bound that holds (Lagrangian relaxation, best days by dynamic programming), a plan by
//! diving along them, better ones by emptying and refilling neighbourhoods, and for small inputs a proof by HiGHS.
//! Beyond hours and round trips the model knows routes, windows, tools, parts, depots, precedence and locks; there the
//! bound is that of the relaxation without them.

mod chain;
mod check;
mod conflict;
mod dive;
mod enumeration;
mod explain;
mod fairness;
mod input;
mod nearness;
mod neighbourhood;
mod plan;
mod pricing;
mod problem;
mod proof;
mod rich;
mod route;
mod run;
mod search;
mod supply;
mod timetable;
mod volume;

pub use check::InputFault;
pub use conflict::{Conflict, ConflictKind};
pub use explain::Unassigned;
pub use input::{CostRates, Depot, DispatchInput, Engineer, Lock, Order, Precedence, Shift, Travel};
pub use run::{Progress, Status, Threads};
pub use timetable::{Stop, WorkDay};

use crate::budget::Budget;
use domain::Message;
use problem::{Problem, currency};
use serde::Serialize;
use thiserror::Error;

/// A plan and what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dispatch {
    /// The days on which something is done, by day and engineer.
    pub days: Vec<WorkDay>,
    pub unassigned: Vec<Unassigned>,
    pub objective: f64,
    /// No plan costs less; None where nothing is proven.
    pub bound: Option<f64>,
    pub status: Status,
    pub assigned_orders: usize,
    /// Work and travel.
    pub estimated_hours: f64,
    pub fairness: Option<Fairness>,
    pub first_plan_seconds: f64,
}

/// What the second stage came to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Fairness {
    /// Hours over the horizon of who has most, before and after.
    pub greatest_hours_before: f64,
    pub greatest_hours: f64,
    pub cost_before: f64,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DispatchError {
    #[error(transparent)]
    Input(#[from] InputFault),
    #[error("orders {:?} cannot all be done as locked", .0.orders)]
    Conflict(Conflict),
}

impl DispatchError {
    /// What a person is told; `input` is what was asked.
    pub fn message(&self, input: &DispatchInput) -> Message {
        match self {
            Self::Input(fault) => fault.message(),
            Self::Conflict(conflict) => {
                let ids: Vec<&str> = conflict.orders.iter().map(|o| input.orders[*o].id.as_str()).collect();
                let id = match conflict.kind {
                    ConflictKind::Alone => {
                        let alone = conflict::alone(input, conflict.orders[0]);
                        return alone.with("orders", ids.join(", ")).with("count", ids.len() as f64);
                    }
                    ConflictKind::Circle => "dispatch-conflict-circle",
                    ConflictKind::Backwards => "dispatch-conflict-backwards",
                    ConflictKind::Parts { .. } => "dispatch-conflict-parts",
                    ConflictKind::Hours => "dispatch-conflict-hours",
                    ConflictKind::First => "dispatch-conflict-first",
                    ConflictKind::Engineers => "dispatch-conflict-engineers",
                    ConflictKind::NotFound => "dispatch-conflict-not-found",
                };
                Message::new(id).with("orders", ids.join(", ")).with("count", ids.len() as f64)
            }
        }
    }
}

impl Dispatch {
    /// How far the plan can be from the best, as a share of its cost.
    pub fn gap(&self) -> Option<f64> {
        self.bound.map(|b| if self.objective > 0.0 { (self.objective - b).max(0.0) / self.objective } else { 0.0 })
    }
}

/// The best plan within the budget. With a budget of iterations alone the answer is the same for the same input, byte for
/// byte; `report` hears of every better plan and bound.
pub fn dispatch(
    input: &DispatchInput,
    budget: &Budget,
    threads: Threads,
    report: &mut dyn FnMut(Progress),
) -> Result<Dispatch, DispatchError> {
    check::check(input)?;
    let problem = Problem::new(input);
    let is_over = || budget.is_cancelled() || !budget.is_repeatable() && budget.seconds_left() <= 0.0;
    if let Some(conflict) = conflict::find(&problem, &is_over) {
        return Err(DispatchError::Conflict(conflict));
    }
    let start = (!input.locks.is_empty()).then(|| conflict::locked_first(&problem));
    let outcome = run::run(&problem, budget, threads, start, report);
    // A plan that breaks a decision is none, whatever else it is worth.
    let broken: Vec<usize> = (0..problem.jobs.len())
        .filter(|o| problem.jobs[*o].is_locked && outcome.plan.shift_of[*o] == plan::NOBODY)
        .collect();
    if !broken.is_empty() {
        let conflict = Conflict { orders: broken, kind: ConflictKind::NotFound, is_smallest: false };
        return Err(DispatchError::Conflict(conflict));
    }
    let (mut plan, cost) = (outcome.plan, currency_of(&outcome.bound));
    let hours = |plan: &plan::Plan| f64::from(fairness::loads(&problem, plan).into_iter().max().unwrap_or(0)) / 60.0;
    let fairness = input.fairness.map(|tolerance| {
        let (before, greatest_hours_before) = (plan.cost, hours(&plan));
        let most = before + (before as f64 * tolerance) as problem::Cost;
        fairness::level(&problem, &mut plan, most, &|| budget.is_cancelled());
        Fairness { greatest_hours_before, greatest_hours: hours(&plan), cost_before: currency(before) }
    });
    let days = timetable::days(&problem, &plan);
    let minutes: u32 = fairness::loads(&problem, &plan).into_iter().sum();
    Ok(Dispatch {
        unassigned: explain::unassigned(&problem, &plan),
        objective: currency(plan.cost),
        bound: cost,
        status: if plan.cost > 0 && fairness.is_some_and(|f| currency(plan.cost) > f.cost_before + 1e-9) {
            Status::Feasible
        } else {
            outcome.status
        },
        assigned_orders: plan.shift_of.iter().filter(|s| **s != plan::NOBODY).count(),
        estimated_hours: f64::from(minutes) / 60.0,
        fairness,
        first_plan_seconds: if budget.is_repeatable() { 0.0 } else { outcome.first_plan_seconds },
        days,
    })
}

fn currency_of(bound: &f64) -> Option<f64> {
    bound.is_finite().then_some(*bound)
}
