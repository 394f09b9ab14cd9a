//! What the step that is lacking in a binding limit is worth: the search goes on from the plan with it added, for a number of
//! steps within what is left of the time, and what it saves is the answer. A plan that saves so much was found; a better one
//! may exist.

use super::{
    anneal::{Found, Heat, anneal, typical_change},
    binding::BindingLimit,
    problem::RiskProblem,
    solve::RiskSchedule,
    tally::{Facts, Tally},
};
use crate::{
    budget::{Budget, Stretch},
    random::Random,
};

/// Steps for each limit, and for all of them together.
const STEPS: u64 = 30_000;
const ALL_STEPS: u64 = 600_000;
/// A gentle heat: the plan is rearranged, not made anew.
const WARM: f64 = 0.03;
const COLD: f64 = 3e-4;
const PRICE: f64 = 3.0;

pub(crate) fn worth(
    problem: &mut RiskProblem,
    facts: &Facts,
    schedule: &RiskSchedule,
    seed: u64,
    binding: &mut [(usize, usize, BindingLimit)],
    budget: &Budget,
) {
    if budget.is_cancelled() {
        return;
    }
    let steps = STEPS.min(ALL_STEPS / binding.len().max(1) as u64);
    let chosen: Vec<u32> = schedule.chosen.iter().map(|c| *c as u32).collect();
    let unit = typical_change(&mut Tally::new(problem, facts, chosen.clone()), &mut Random::seeded(seed));
    let mut waiting = binding.len();
    for (limit, period, line) in binding {
        let seconds = budget.seconds_left() / waiting as f64;
        waiting -= 1;
        if budget.is_cancelled() || seconds <= 0.0 {
            return;
        }
        // In the problem itself, and taken back: a copy may be large.
        let most = problem.limits[*limit].most[*period];
        problem.limits[*limit].most[*period] += line.step;
        let mut random = Random::seeded(seed);
        let mut best = Found { chosen: chosen.clone(), objective: schedule.objective, violation: 0.0 };
        let heat = Heat { from: unit * WARM, to: unit * COLD, price: unit * PRICE };
        let mut stretch = Stretch::new(budget, seconds, steps);
        anneal(problem, facts, &mut best, &mut random, &mut stretch, &heat, &mut |_| {});
        line.worth_at_least = (!budget.is_cancelled()).then(|| (schedule.objective - best.objective).max(0.0));
        problem.limits[*limit].most[*period] = most;
    }
}
