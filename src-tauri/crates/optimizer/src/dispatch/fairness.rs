//! The second stage: among plans that cost little more than the best found, one whose greatest load is least. A weight in
//! the objective would buy fairness at an unknown price; here the price is given and the load is what it comes to.

use super::{
    plan::Plan,
    problem::{Cost, Problem},
};

/// Minutes away from home of each engineer, over the horizon.
pub(crate) fn loads(problem: &Problem, plan: &Plan) -> Vec<u32> {
    let mut loads = vec![0; problem.input.engineers.len()];
    for (s, day) in plan.days.iter().enumerate() {
        let work: u32 = day.orders.iter().map(|o| problem.jobs[*o as usize].minutes).sum();
        let minutes = if problem.is_plain { day.load } else { work + day.tour.travel_minutes };
        loads[problem.shifts[s].engineer as usize] += minutes;
    }
    loads
}

/// Moves orders away from who has most, cheapest first, as long as the plan costs at most `most` and the greatest load
/// falls.
pub(crate) fn level(problem: &Problem, plan: &mut Plan, most: Cost, is_over: &dyn Fn() -> bool) {
    while !is_over() {
        let before = loads(problem, plan);
        let Some(greatest) = before.iter().copied().max().filter(|l| *l > 0) else { return };
        let busiest = before.iter().position(|l| *l == greatest).unwrap_or(0) as u32;
        let line = peak(problem, plan, greatest).1;
        let mut best: Option<(u32, Cost, Plan)> = None;
        for moved_orders in bundles(problem, plan, busiest) {
            if is_over() {
                return;
            }
            let work: u32 = moved_orders.iter().map(|o| problem.jobs[*o as usize].minutes).sum();
            let mut without = plan.clone();
            moved_orders.iter().for_each(|o| without.remove(problem, *o));
            for candidate in &problem.candidates[moved_orders[0] as usize] {
                let engineer = problem.shifts[candidate.shift as usize].engineer;
                if engineer == busiest || before[engineer as usize] + work >= greatest {
                    continue;
                }
                if let Some(moved) = moved(problem, &without, &moved_orders, candidate.shift, most) {
                    let (highest, beyond) = peak(problem, &moved, greatest);
                    if beyond < line && best.as_ref().is_none_or(|b| (highest, moved.cost) < (b.0, b.1)) {
                        best = Some((highest, moved.cost, moved));
                    }
                }
            }
        }
        match best {
            Some((_, _, better)) => *plan = better,
            None => return,
        }
    }
}

/// What can be moved at once: each order of the engineer, and each whole day.
fn bundles(problem: &Problem, plan: &Plan, engineer: u32) -> Vec<Vec<u32>> {
    let theirs = plan.days.iter().enumerate().filter(|(s, _)| problem.shifts[*s].engineer == engineer);
    theirs
        .flat_map(|(_, day)| {
            let whole = (day.orders.len() > 1).then(|| day.orders.clone());
            day.orders.iter().map(|o| vec![*o]).chain(whole)
        })
        .collect()
}

fn moved(problem: &Problem, without: &Plan, orders: &[u32], shift: u32, most: Cost) -> Option<Plan> {
    let mut plan = without.clone();
    for o in orders {
        let to = problem.candidates[*o as usize].iter().find(|c| c.shift == shift)?;
        let added = plan.insertion(problem, *o, *to)?;
        plan.insert(problem, *o, shift, added);
    }
    plan.fill(problem);
    (plan.cost <= most).then_some(plan)
}

/// The greatest load, and how many minutes are at or beyond `line` in all: falls with every step, even while two share it.
fn peak(problem: &Problem, plan: &Plan, line: u32) -> (u32, u32) {
    let loads = loads(problem, plan);
    let beyond = loads.iter().filter(|l| **l >= line).sum();
    (loads.into_iter().max().unwrap_or(0), beyond)
}
