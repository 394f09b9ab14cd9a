//! Proof by listing: every day that a plan cheaper than some cost could contain, handed to HiGHS as a set partitioning.
//! HiGHS works beside the search and is given up with the run (`exact`), so a cancel is never held up by it. Its bound holds for plans below that cost only, which the claim says.

use super::{
    dive::FixedDay,
    enumeration::{Listed, list_days},
    problem::{MILLIONTHS, Problem, currency},
    rich,
    volume::ROUNDING,
};
use crate::exact::{Answer, Ending, GRACE_SECONDS, Limits, Model};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, channel},
    },
    thread,
    time::Duration,
};

/// Shares of the gap that are tried when the whole of it lists too many.
const SHARES: [f64; 10] = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];

/// What a listing is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aim {
    /// To prove that nothing is below the cost up to which all days are listed.
    Bound,
    /// To find a better plan than the best among the listed days; takes longer, as less is pruned.
    Plan,
}

pub(crate) struct Proof {
    days: Vec<Listed>,
    classes: Vec<Vec<u32>>,
    answer: Receiver<Answer>,
    /// Set when nobody waits any more: HiGHS is ended then.
    is_given_up: Arc<AtomicBool>,
    /// Nothing is said of plans that cost this or more.
    pub most: f64,
    /// Columns of the model before those of the days.
    before_days: usize,
}

/// What was proven: no plan costs less than `bound`; `plan` are the days of the best plan found, where one was.
pub(crate) struct Proven {
    pub bound: f64,
    pub plan: Option<Vec<FixedDay>>,
    pub is_finished: bool,
}

impl Proof {
    /// `bound` at `prices`, against a plan of cost `best`; at most `limit` days are listed. None where even a small part of the gap lists too many days.
    pub fn start(
        problem: &Problem,
        prices: &[f64],
        bound: f64,
        best: f64,
        (limit, aim): (usize, Aim),
        (wall_seconds, nodes): (f64, Option<i32>),
        is_over: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let input = problem.input;
        let is_tied = !input.precedences.is_empty() || !input.same_engineer.is_empty();
        if is_tied || input.orders.iter().any(|o| !o.parts.is_empty()) {
            // Days are then not independent of each other, and a partitioning of days proves nothing.
            return None;
        }
        let listed = |share: f64| {
            let most = best - ROUNDING - (1.0 - share) * (best - bound);
            list_days(problem, prices, bound, most, limit).map(|days| (most, days))
        };
        // Where even the least share lists too many, the others are not tried.
        let least = listed(SHARES[SHARES.len() - 1])?;
        let (most, mut days) = SHARES[..SHARES.len() - 1].iter().find_map(|s| listed(*s)).unwrap_or(least);
        if !problem.is_plain {
            days = driven(problem, days, is_over)?;
        }
        let beyond = if aim == Aim::Bound { most } else { best };
        let model = partitioning(problem, &days, beyond);
        // "Nothing cheaper" is a solution too; started with it, HiGHS prunes from its first node on.
        let mut start = vec![0.0; model.columns.len()];
        start[0] = 1.0;
        let (send, answer) = channel();
        let is_given_up = Arc::new(AtomicBool::new(false));
        let given_up = is_given_up.clone();
        thread::Builder::new()
            .name("dispatch-proof".into())
            .spawn(move || {
                let limits =
                    Limits { seconds: wall_seconds, grace: GRACE_SECONDS, nodes, absolute_gap: 1.0 / MILLIONTHS };
                // Nobody listens any more when the run was cancelled.
                let _ = send.send(model.solve(Some(start), limits, &|| given_up.load(Ordering::Relaxed)));
            })
            .ok()?;
        let classes = problem.classes.iter().map(|c| c.shifts.clone()).collect();
        Some(Self { days, classes, answer, is_given_up, most, before_days: 1 + problem.jobs.len() })
    }

    /// Waits so long at most. None while HiGHS works; an answer that never comes proves nothing.
    pub fn poll(&self, patience: Duration) -> Option<Proven> {
        let answer = match self.answer.recv_timeout(patience) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => return None,
            Err(RecvTimeoutError::Disconnected) => {
                return Some(Proven { bound: f64::NEG_INFINITY, plan: None, is_finished: false });
            }
        };
        let found = answer.values.as_ref().filter(|values| values[0] < 0.5);
        let plan = found.map(|values| self.plan(values));
        Some(Proven {
            bound: (answer.bound - ROUNDING).min(self.most),
            plan,
            is_finished: answer.ending != Ending::Stopped,
        })
    }

    fn plan(&self, values: &[f64]) -> Vec<FixedDay> {
        let mut free = self.classes.clone();
        let chosen = self.days.iter().zip(&values[self.before_days..]).filter(|(_, v)| **v > 0.5);
        chosen
            .filter_map(|(day, _)| {
                free[day.pattern.class as usize].pop().map(|shift| (shift, day.pattern.orders.clone()))
            })
            .collect()
    }
}

impl Drop for Proof {
    fn drop(&mut self) {
        self.is_given_up.store(true, Ordering::Relaxed);
    }
}

/// Days at the cost of their best sequence, without those that have none. None where a day holds too many orders to try
/// them all, or the run ends meanwhile.
fn driven(problem: &Problem, days: Vec<Listed>, is_over: &dyn Fn() -> bool) -> Option<Vec<Listed>> {
    const MOST_SEQUENCED: usize = 6;
    let mut driven = Vec::with_capacity(days.len());
    for day in days {
        if day.pattern.orders.len() > MOST_SEQUENCED || is_over() {
            return None;
        }
        if let Some(cost) = rich::true_cost(problem, &day.pattern) {
            driven.push(Listed { cost, ..day });
        }
    }
    Some(driven)
}

/// Each order done or left out; each class has so many shifts. The first column stands for every plan of cost `beyond`.
fn partitioning(problem: &Problem, days: &[Listed], beyond: f64) -> Model {
    let mut model = Model::default();
    let beyond = model.column(beyond, 0.0, 1.0, true);
    let mut orders: Vec<Vec<(usize, f64)>> = Vec::new();
    for job in &problem.jobs {
        let left_out = model.column(currency(job.unassigned), 0.0, 1.0, false);
        orders.push(vec![(beyond, 1.0), (left_out, 1.0)]);
    }
    let mut classes: Vec<Vec<(usize, f64)>> = vec![Vec::new(); problem.classes.len()];
    for day in days {
        let column = model.column(day.cost, 0.0, 1.0, true);
        classes[day.pattern.class as usize].push((column, 1.0));
        for o in &day.pattern.orders {
            orders[*o as usize].push((column, 1.0));
        }
    }
    for terms in orders {
        // Doing an order twice never helps: a day without it is listed too, unless it costs more than it may.
        model.row(1.0, f64::INFINITY, terms);
    }
    for (class, terms) in problem.classes.iter().zip(classes).filter(|(_, t)| !t.is_empty()) {
        model.row(0.0, class.shifts.len() as f64, terms);
    }
    model
}
