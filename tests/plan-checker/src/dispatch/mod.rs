//! Workforce dispatch: is the plan one at all, and does it cost what it claims?

#[cfg(test)]
mod bent;
mod day;
mod input;
mod plan;

use input::{Input, Travel};
use plan::{Plan, Stop, WorkDay};
use serde_json::Value;
use std::collections::BTreeMap;

/// What the checker found out by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    pub objective: f64,
    /// Order to engineer and day.
    pub assigned: BTreeMap<usize, (usize, u16)>,
    /// Minutes away from home of each engineer.
    pub loads: Vec<u32>,
}

/// A sum of thousands of costs may differ so much by rounding alone.
const ROUNDING: f64 = 1e-3;

/// When an order is done.
#[derive(Debug, Clone, Copy)]
struct Done {
    engineer: usize,
    day: u16,
    start: u32,
    end: u32,
    is_fetched: bool,
}

/// The verdict, or everything that is wrong.
pub fn check(input: &Value, plan: &Value) -> Result<Verdict, Vec<String>> {
    let (input, plan): (Input, Plan) =
        match (serde_json::from_value(input.clone()), serde_json::from_value(plan.clone())) {
            (Ok(input), Ok(plan)) => (input, plan),
            (Err(e), _) | (_, Err(e)) => return Err(vec![format!("unreadable: {e}")]),
        };
    let ways = input.ways();
    let mut wrong = Vec::new();
    let mut done: BTreeMap<usize, Done> = BTreeMap::new();
    let mut loads = vec![0; input.engineers.len()];
    let mut objective = 0.0;
    let mut seen = Vec::new();
    for work_day in &plan.days {
        if seen.contains(&(work_day.engineer, work_day.day)) {
            wrong.push(format!("engineer {} has day {} twice", work_day.engineer, work_day.day));
        }
        seen.push((work_day.engineer, work_day.day));
        let travelled = day::check(&input, &ways, work_day, &mut done, &mut wrong);
        objective += input.costs.travel_per_hour * f64::from(travelled) / 60.0;
        let work: u32 = work_day.orders().map(|(o, _)| input.orders.get(o).map_or(0, |o| o.minutes)).sum();
        if let Some(load) = loads.get_mut(work_day.engineer) {
            *load += travelled + work;
        }
    }
    for (o, order) in input.orders.iter().enumerate() {
        objective += match done.get(&o) {
            Some(at) => order.cost_on(at.day, &input.costs),
            None => order.cost_if_left_out(&input.costs),
        };
    }
    promises(&input, &done, &mut wrong);
    parts(&input, &plan, &done, &mut wrong);
    claims(&plan, objective, &done, &loads, input.orders.len(), &mut wrong);
    let assigned = done.iter().map(|(o, d)| (*o, (d.engineer, d.day))).collect();
    if wrong.is_empty() { Ok(Verdict { objective, assigned, loads }) } else { Err(wrong) }
}

/// Locks, precedence, and who does what together.
fn promises(input: &Input, done: &BTreeMap<usize, Done>, wrong: &mut Vec<String>) {
    for lock in &input.locks {
        match done.get(&lock.order) {
            None => wrong.push(format!("locked order {} is left out", lock.order)),
            Some(at) => {
                if lock.engineer.is_some_and(|e| e != at.engineer) || lock.day.is_some_and(|d| d != at.day) {
                    wrong.push(format!("order {} is not where it is locked", lock.order));
                }
            }
        }
    }
    for (a, b) in &input.same_engineer {
        if let (Some(a_done), Some(b_done)) = (done.get(a), done.get(b))
            && a_done.engineer != b_done.engineer
        {
            wrong.push(format!("orders {a} and {b} are of one engineer, and two do them"));
        }
    }
    for (o, order) in input.orders.iter().enumerate() {
        if let (Some(only), Some(at)) = (order.engineer, done.get(&o))
            && only != at.engineer
        {
            wrong.push(format!("order {o} is of engineer {only}, and {} does it", at.engineer));
        }
    }
    for p in &input.precedences {
        let Some(after) = done.get(&p.after) else { continue };
        match done.get(&p.before) {
            None => wrong.push(format!("order {} is done without {} before it", p.after, p.before)),
            Some(before) if (before.day, before.end) > (after.day, after.start) => {
                wrong.push(format!("order {} begins before {} has ended", p.after, p.before));
            }
            Some(_) => {}
        }
    }
}

/// What vans and depots hold, against what is used up to each day.
fn parts(input: &Input, plan: &Plan, done: &BTreeMap<usize, Done>, wrong: &mut Vec<String>) {
    let mut from_van: BTreeMap<(usize, u32), u32> = BTreeMap::new();
    let mut from_depot: BTreeMap<(usize, u32, u16), u32> = BTreeMap::new();
    for (o, at) in done {
        let depot = plan.days.iter().find(|d| (d.engineer, d.day) == (at.engineer, at.day)).and_then(WorkDay::depot);
        for (part, n) in &input.orders[*o].parts {
            match (at.is_fetched, depot) {
                (true, Some(depot)) => *from_depot.entry((depot, *part, at.day)).or_default() += n,
                (true, None) => {}
                (false, _) => *from_van.entry((at.engineer, *part)).or_default() += n,
            }
        }
    }
    for ((engineer, part), n) in from_van {
        let has: u32 = input.engineers[engineer].parts.iter().filter(|p| p.0 == part).map(|p| p.1).sum();
        if n > has {
            wrong.push(format!("the van of engineer {engineer} gives {n} of part {part} and has {has}"));
        }
    }
    for (depot, stock) in input.depots.iter().enumerate() {
        for (part, _, _) in &stock.parts {
            for until in 0..input.days {
                let there: u32 = stock.parts.iter().filter(|p| p.0 == *part && p.2 <= until).map(|p| p.1).sum();
                let used: u32 = from_depot.range((depot, *part, 0)..=(depot, *part, until)).map(|(_, n)| n).sum();
                if used > there {
                    wrong.push(format!("depot {depot} gives {used} of part {part} by day {until} and has {there}"));
                }
            }
        }
        for (_, part, _) in from_depot.keys().filter(|k| k.0 == depot) {
            if !stock.parts.iter().any(|p| p.0 == *part) {
                wrong.push(format!("depot {depot} has no part {part}"));
            }
        }
    }
}

/// What the plan says of itself.
fn claims(
    plan: &Plan,
    objective: f64,
    done: &BTreeMap<usize, Done>,
    loads: &[u32],
    orders: usize,
    wrong: &mut Vec<String>,
) {
    if (plan.objective - objective).abs() > ROUNDING {
        wrong.push(format!("claims to cost {} and costs {objective}", plan.objective));
    }
    if plan.bound.is_some_and(|b| b > objective + ROUNDING) {
        wrong.push(format!("claims that nothing is below {:?} and costs {objective}", plan.bound));
    }
    if plan.status == "optimal" && plan.bound.is_none_or(|b| b < objective - ROUNDING) {
        wrong.push("claims to be optimal without a bound that meets it".into());
    }
    let left_out: Vec<usize> = (0..orders).filter(|o| !done.contains_key(o)).collect();
    let mut said: Vec<usize> = plan.unassigned.iter().map(|u| u.order).collect();
    said.sort_unstable();
    if said != left_out {
        wrong.push(format!("leaves out {left_out:?} and says {said:?}"));
    }
    if plan.assigned_orders != done.len() {
        wrong.push(format!("says {} orders are done, {} are", plan.assigned_orders, done.len()));
    }
    let hours = f64::from(loads.iter().sum::<u32>()) / 60.0;
    if (plan.estimated_hours - hours).abs() > ROUNDING {
        wrong.push(format!("says {} hours, they are {hours}", plan.estimated_hours));
    }
    if let Some(fairness) = &plan.fairness {
        let greatest = f64::from(loads.iter().copied().max().unwrap_or(0)) / 60.0;
        if (fairness.greatest_hours - greatest).abs() > ROUNDING {
            wrong.push(format!("says the greatest load is {} hours, it is {greatest}", fairness.greatest_hours));
        }
    }
}
