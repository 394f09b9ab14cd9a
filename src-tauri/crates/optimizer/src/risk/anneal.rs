//! The search: single jobs moved and pairs exchanged or displaced under simulated annealing. Limits and exclusions may be
//! broken on the way, at a price that rises while they are and falls while they are not; only a schedule that breaks none is
//! kept.

use super::{
    problem::RiskProblem,
    tally::{Facts, Move, Tally},
};
use crate::{budget::Stretch, random::Random};

/// Share of steps that move two jobs: each takes the other's time.
const PAIRS: f64 = 0.5;
/// Share of pairs of which one takes the other's time and that one, displaced, goes elsewhere.
const DISPLACED: f64 = 0.1;
/// Share of targets that are near.
const SHIFTS: f64 = 0.05;
/// How often a target is the better by mean of two drawn.
const CONTESTS: f64 = 0.5;
const LONGEST_SHIFT: usize = 4;
/// Steps between two looks at the price of breaking a limit, and what it is multiplied by.
const PRICE_STEPS: u64 = 500;
const DEARER: f64 = 1.25;
const CHEAPER: f64 = 0.9;
/// A better schedule waits so many steps at most until it is summed anew and kept: at first nearly every step finds one.
const KEEP_STEPS: u64 = 256;
/// Totals are summed anew after so many steps: rounding gathers.
const RECOUNT_STEPS: u64 = 200_000;
/// Below this nothing is broken (breaches are counted in whole tolerances).
pub(crate) const BROKEN: f64 = 1e-9;

#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub chosen: Vec<u32>,
    pub objective: f64,
    /// 0 for a schedule that may be used.
    pub violation: f64,
}

impl Found {
    pub fn is_valid(&self) -> bool {
        self.violation <= BROKEN
    }

    fn is_better_than(&self, other: &Self) -> bool {
        match (self.is_valid(), other.is_valid()) {
            (true, true) => self.objective < other.objective - 1e-12,
            (valid, other_valid) if valid != other_valid => valid,
            _ => self.violation < other.violation,
        }
    }
}

/// Every job at its cheapest choice by mean, then job by job to where the least is broken.
pub(crate) fn first_plan(
    problem: &RiskProblem,
    facts: &Facts,
    random: &mut Random,
    is_over: &dyn Fn() -> bool,
) -> Found {
    const SWEEPS: usize = 40;
    let cheapest = |j: usize| {
        let cost = |c: &usize| facts.mean_cost(j, *c);
        let all = 0..problem.jobs[j].choices.len();
        all.min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap_or(0) as u32
    };
    let mut tally = Tally::new(problem, facts, (0..problem.jobs.len()).map(cheapest).collect());
    let mut order: Vec<usize> = (0..problem.jobs.len()).collect();
    for _ in 0..SWEEPS {
        if tally.violation <= BROKEN {
            break;
        }
        random.shuffle(&mut order);
        for job in order.iter().take_while(|_| !is_over()) {
            let here = facts.mean_cost(*job, tally.chosen[*job] as usize);
            let mut best = (0.0, here, tally.chosen[*job] as usize);
            for to in 0..problem.jobs[*job].choices.len() {
                let change = tally.violation_change(&[(*job, to)]);
                let cost = facts.mean_cost(*job, to);
                if change < best.0 - 1e-9 || (change < best.0 + 1e-9 && cost < best.1) {
                    best = (change, cost, to);
                }
            }
            if best.2 != tally.chosen[*job] as usize
                && let Some(objective) = tally.objective_change(&[(*job, best.2)], f64::INFINITY)
            {
                tally.apply(&[(*job, best.2)], objective, best.0);
            }
        }
        tally.recount();
        if is_over() {
            break;
        }
    }
    Found { objective: tally.objective, violation: tally.violation, chosen: tally.chosen }
}

/// The middle of the changes that random moves make: the scale of temperatures and prices.
pub(crate) fn typical_change(tally: &mut Tally, random: &mut Random) -> f64 {
    const SAMPLE: usize = 300;
    let mut changes: Vec<f64> = (0..SAMPLE)
        .filter_map(|_| {
            let job = random.below(tally.problem.jobs.len());
            let to = random.below(tally.problem.jobs[job].choices.len());
            tally.objective_change(&[(job, to)], f64::INFINITY).map(f64::abs)
        })
        .filter(|c| *c > 0.0)
        .collect();
    changes.sort_by(f64::total_cmp);
    changes.get(changes.len() / 2).copied().unwrap_or(1.0)
}

pub(crate) struct Heat {
    pub from: f64,
    pub to: f64,
    /// Of breaking limits, to begin with.
    pub price: f64,
}

pub(crate) fn anneal(
    problem: &RiskProblem,
    facts: &Facts,
    best: &mut Found,
    random: &mut Random,
    stretch: &mut Stretch,
    heat: &Heat,
    report: &mut dyn FnMut(&Found),
) {
    let movable: Vec<usize> = (0..problem.jobs.len()).filter(|j| problem.jobs[*j].choices.len() > 1).collect();
    if movable.is_empty() {
        return;
    }
    let mut tally = Tally::new(problem, facts, best.chosen.clone());
    let mut price = heat.price;
    let (mut broken_steps, mut step) = (0, 0u64);
    let mut waiting: Option<Found> = None;
    let (mut at, mut temperature) = (f64::NAN, heat.from);
    while let Some(progress) = stretch.step() {
        step += 1;
        broken_steps += u64::from(tally.violation > BROKEN);
        if step.is_multiple_of(PRICE_STEPS) {
            if broken_steps > PRICE_STEPS * 4 / 5 {
                price *= DEARER;
            } else if broken_steps < PRICE_STEPS / 5 {
                price = (price * CHEAPER).max(heat.price * 1e-3);
            }
            broken_steps = 0;
        }
        if step.is_multiple_of(RECOUNT_STEPS) {
            tally = Tally::new(problem, facts, tally.chosen);
        }
        // Progress stands still between two looks at the clock.
        if progress != at {
            at = progress;
            temperature = heat.from * (heat.to / heat.from).powf(progress);
        }
        let most = -temperature * (1.0 - random.unit()).ln();
        let job = movable[random.below(movable.len())];
        let moved = if random.unit() < PAIRS {
            let other = movable[random.below(movable.len())];
            let to = match random.unit() < DISPLACED {
                true => target(&tally, facts, other, random),
                false => at_the_time_of(&tally, other, job),
            };
            let moves = [(job, at_the_time_of(&tally, job, other)), (other, to)];
            job != other && try_moves(&mut tally, &moves, price, most)
        } else {
            let to = target(&tally, facts, job, random);
            try_moves(&mut tally, &[(job, to)], price, most)
        };
        let known = waiting.as_ref().unwrap_or(best);
        let is_better = if tally.violation <= BROKEN + 1e-7 {
            !known.is_valid() || tally.objective < known.objective - 1e-9
        } else {
            !known.is_valid() && tally.violation < known.violation - 1e-6
        };
        if moved && is_better {
            // Rounding is no breach.
            let violation = if tally.violation <= BROKEN + 1e-7 { 0.0 } else { tally.violation };
            waiting = Some(Found { chosen: tally.chosen.clone(), objective: tally.objective, violation });
        }
        let is_first = || waiting.as_ref().is_some_and(Found::is_valid) && !best.is_valid();
        if step.is_multiple_of(KEEP_STEPS) || is_first() {
            keep(problem, facts, waiting.take(), best, report);
        }
    }
    keep(problem, facts, waiting, best, report);
}

/// Summed anew, so that what is kept carries no rounding.
fn keep(problem: &RiskProblem, facts: &Facts, found: Option<Found>, best: &mut Found, report: &mut dyn FnMut(&Found)) {
    let Some(found) = found else { return };
    let fresh = Tally::new(problem, facts, found.chosen);
    let found = Found { objective: fresh.objective, violation: fresh.violation, chosen: fresh.chosen };
    if found.is_better_than(best) {
        *best = found;
        report(best);
    }
}

fn target(tally: &Tally, facts: &Facts, job: usize, random: &mut Random) -> usize {
    let choices = tally.problem.jobs[job].choices.len();
    if random.unit() >= SHIFTS {
        let one = random.below(choices);
        if random.unit() >= CONTESTS {
            return one;
        }
        let other = random.below(choices);
        return if facts.mean_cost(job, other) < facts.mean_cost(job, one) { other } else { one };
    }
    let by = 1 + random.below(LONGEST_SHIFT);
    let at = tally.chosen[job] as usize;
    if random.unit() < 0.5 { at.saturating_sub(by) } else { (at + by).min(choices - 1) }
}

/// The job's choice at the present time of the other, or the first after it, or its last.
fn at_the_time_of(tally: &Tally, job: usize, other: usize) -> usize {
    let jobs = &tally.problem.jobs;
    let time = jobs[other].choices[tally.chosen[other] as usize].label;
    let choices = &jobs[job].choices;
    choices.partition_point(|c| c.label < time).min(choices.len() - 1)
}

/// Makes the moves where together they cost at most `most`.
fn try_moves(tally: &mut Tally, moves: &[Move], price: f64, most: f64) -> bool {
    let is_there = |(job, to): &Move| *to == tally.chosen[*job] as usize;
    // They can mend no more than is broken.
    if moves.iter().all(is_there) || tally.least_change(moves) > most + price * tally.violation.max(0.0) {
        return false;
    }
    let violation = tally.violation_change(moves);
    let Some(objective) = tally.objective_change(moves, most - price * violation) else { return false };
    tally.apply(moves, objective, violation);
    true
}
