//! The second stage: among plans that cost little more than the best found, one whose greatest load is least. A weight in
//! the objective would buy fairness at an unknown price; here the price is given and the load is what it comes to.

use super::{
    plan::{NOBODY, Plan},
    problem::{Candidate, Cost, Problem},
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
        let orders: Vec<u32> = (0..plan.shift_of.len() as u32)
            .filter(|o| {
                let shift = plan.shift_of[*o as usize];
                shift != NOBODY && problem.shifts[shift as usize].engineer == busiest
            })
            .collect();
        let mut best: Option<(u32, Cost, Plan)> = None;
        for o in orders {
            let mut without = plan.clone();
            without.remove(problem, o);
            for candidate in &problem.candidates[o as usize] {
                let engineer = problem.shifts[candidate.shift as usize].engineer;
                if engineer == busiest || before[engineer as usize] + problem.jobs[o as usize].minutes >= greatest {
                    continue;
                }
                if let Some(moved) = moved(problem, &without, o, *candidate, most) {
                    let highest = peak(problem, &moved, greatest);
                    if highest.1 < peak(problem, plan, greatest).1
                        && best.as_ref().is_none_or(|b| (highest.0, moved.cost) < (b.0, b.1))
                    {
                        best = Some((highest.0, moved.cost, moved));
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

fn moved(problem: &Problem, without: &Plan, order: u32, to: Candidate, most: Cost) -> Option<Plan> {
    let added = without.insertion(problem, order, to)?;
    if without.cost + added - problem.jobs[order as usize].unassigned > most {
        return None;
    }
    let mut plan = without.clone();
    plan.insert(problem, order, to.shift, added);
    plan.fill(problem);
    (plan.cost <= most).then_some(plan)
}

/// The greatest load, and how many minutes are at or beyond `line` in all: falls with every step, even while two share it.
fn peak(problem: &Problem, plan: &Plan, line: u32) -> (u32, u32) {
    let loads = loads(problem, plan);
    let beyond = loads.iter().filter(|l| **l >= line).sum();
    (loads.into_iter().max().unwrap_or(0), beyond)
}
