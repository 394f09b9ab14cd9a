//! The run: a first plan at once, prices and a bound, a dive, then improvement until the time is up or the plan is proven
//! best. Everything happens in one thread but HiGHS, which proves beside it (or, asked to use one thread, in turn).

use super::{
    dive::{Dive, FixedDay, Pace, Part},
    neighbourhood::{Effort, Neighbourhoods},
    plan::Plan,
    pricing::Pricer,
    problem::{Cost, Problem, currency},
    proof::{Aim, Proof, Proven},
    search::{Search, first_plan},
    volume::Volume,
};
use crate::{budget::Budget, random::Random};
use serde::Serialize;
use std::time::Duration;

/// What is known so far.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Progress {
    pub seconds: f64,
    pub objective: f64,
    pub bound: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threads {
    /// Search and proof take turns.
    One,
    /// HiGHS proves while the search goes on.
    Two,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The bound meets the plan.
    Optimal,
    /// A valid plan; the bound says how far from the best it can be.
    Feasible,
    Cancelled,
}

pub(crate) struct Outcome {
    pub plan: Plan,
    pub bound: f64,
    pub status: Status,
    pub first_plan_seconds: f64,
}

/// The prices are settled when so many updates lift the bound by less than this share of it.
const SETTLED: (usize, f64) = (100, 2e-5);
const MOST_UPDATES: usize = 4_000;
/// Share of the time that prices may take before the first dive.
const PRICE_SHARE: f64 = 0.25;
/// Rounds without a better plan before a proof is tried.
const STALE_ROUNDS: u64 = 120;
/// Share of the time after which a proof is tried in any case.
const PROOF_FROM: f64 = 0.25;
/// Ruin-and-recreate steps of a round.
const STEPS: usize = 400;
/// Hot end of the threshold, as a share of the cost.
const HEAT: f64 = 0.001;
/// Days listed at most, and to what end, one after the other: small listings are answered at once and lift the bound a part
/// of the way. With more, HiGHS was seen neither to finish nor to stay below 400 MiB.
const STAGES: [(usize, Aim); 7] = [
    (8_000, Aim::Bound),
    (20_000, Aim::Bound),
    (8_000, Aim::Plan),
    (40_000, Aim::Bound),
    (60_000, Aim::Bound),
    (80_000, Aim::Bound),
    (100_000, Aim::Bound),
];
/// Share of the whole time that a search for a plan may take.
const PLAN_SHARE: f64 = 0.15;
/// The search goes back to the best plan when it has become so much worse, or after so many rounds.
const DRIFT: f64 = 0.01;
const RETURN_AFTER: u64 = 100;
/// Rounds between two proofs.
const ROUNDS_BETWEEN: u64 = 60;
/// Of a run bound by iterations alone.
const MOST_NODES: i32 = 500;
const QUICK: Pace = Pace { first: 10, between: 10, share: 0.03, noise: 0.0 };
const THOROUGH: Pace = Pace { first: 10, between: 20, share: 0.02, noise: 0.0 };

struct Run<'a, 'p, 'i> {
    problem: &'p Problem<'i>,
    budget: &'a Budget<'a>,
    report: &'a mut dyn FnMut(Progress),
    pricer: Pricer,
    random: Random,
    best: Plan,
    bound: f64,
}

pub(crate) fn run(
    problem: &Problem,
    budget: &Budget,
    threads: Threads,
    start: Option<Plan>,
    report: &mut dyn FnMut(Progress),
) -> Outcome {
    let best = match start {
        Some(mut plan) => {
            plan.fill(problem);
            plan
        }
        None => first_plan(problem),
    };
    let first_plan_seconds = budget.elapsed();
    let (pricer, random) = (Pricer::new(problem), Random::seeded(problem.input.seed));
    let mut run = Run { problem, budget, report, pricer, random, best, bound: f64::NEG_INFINITY };
    run.say();
    if problem.jobs.is_empty() || problem.shifts.is_empty() {
        run.bound = currency(run.best.cost);
    } else {
        run.solve(threads);
    }
    let status = match () {
        () if run.is_closed() => Status::Optimal,
        () if budget.is_cancelled() => Status::Cancelled,
        () => Status::Feasible,
    };
    Outcome { bound: run.bound.min(currency(run.best.cost)), plan: run.best, status, first_plan_seconds }
}

impl Run<'_, '_, '_> {
    fn solve(&mut self, threads: Threads) {
        let (mut volume, _) = Volume::new(self.problem, &mut self.pricer);
        self.price(&mut volume);
        for pace in [QUICK, THOROUGH] {
            let before = self.budget.elapsed();
            if self.is_over() {
                return;
            }
            let mut prices = volume.prices.clone();
            let over = || self.budget.is_cancelled() || self.budget.seconds_left() <= 0.0;
            let mut dive =
                Dive { problem: self.problem, pricer: &mut self.pricer, random: &mut self.random, is_over: &over };
            let days = dive.run(Part::whole(self.problem), &mut prices, pace);
            self.take(&days);
            // The thorough dive takes about three times as long as the quick one.
            if !self.budget.is_repeatable() && self.budget.seconds_left() < 6.0 * (self.budget.elapsed() - before) {
                break;
            }
        }
        self.improve(volume, threads);
    }

    /// Prices until they are settled, or have had their share of the time.
    fn price(&mut self, volume: &mut Volume) {
        let share = self.budget.seconds.map_or(f64::INFINITY, |s| s * PRICE_SHARE);
        let mut before = volume.bound;
        for update in 1..=MOST_UPDATES {
            if self.is_over() || self.budget.elapsed() > share && !self.budget.is_repeatable() {
                break;
            }
            volume.advance(self.problem, &mut self.pricer, currency(self.best.cost));
            if update % SETTLED.0 == 0 {
                self.lift(volume.bound);
                self.say();
                if volume.bound - before < SETTLED.1 * volume.bound.abs() {
                    break;
                }
                before = volume.bound;
            }
        }
        self.lift(volume.bound);
        self.say();
    }

    fn improve(&mut self, mut volume: Volume, threads: Threads) {
        let problem = self.problem;
        let hoods = Neighbourhoods::new(problem);
        let mut search = Search::new(problem, self.best.clone(), problem.input.seed.wrapping_add(1));
        let mut proof: Option<Proof> = None;
        let (mut stale, mut round, mut proven_at) = (0, 0, 0);
        // The next of STAGES to try, and the gap at which all of them listed too much.
        let (mut level, mut closed_to) = (0, f64::INFINITY);
        while !self.is_over() && !self.is_closed() && self.budget.iterations.is_none_or(|most| round < most) {
            round += 1;
            let is_better = self.round(&hoods, &mut search, &volume, round);
            stale = if is_better { 0 } else { stale + 1 };
            if round % 8 == 0 {
                volume.advance(problem, &mut self.pricer, currency(self.best.cost));
                self.lift(volume.bound);
            }
            if is_better || round % 64 == 0 {
                self.say();
            }
            // What a proof listed too much for is tried again when a fifth of the gap is gone.
            let gap = currency(self.best.cost) - volume.bound;
            let is_time =
                round >= proven_at + ROUNDS_BETWEEN && (stale >= STALE_ROUNDS || self.progress(round) >= PROOF_FROM);
            if proof.is_none() && is_time && gap < 0.8 * closed_to {
                proof = self.start_proof(&volume, &mut level);
                if proof.is_none() {
                    (level, closed_to) = (0, gap);
                }
            }
            if let Some(running) = &proof
                && let Some(proven) = self.wait(running, threads)
            {
                // A part was proven: the next lists more of the gap. What was not finished is not tried with more.
                let is_proof = STAGES[level].1 == Aim::Bound;
                level = if proven.is_finished || !is_proof { level + 1 } else { STAGES.len() };
                self.prove(&proven);
                proven_at = round;
                proof = None;
                search.plan.clone_from(&self.best);
                search.best.clone_from(&self.best);
                self.say();
            }
        }
    }

    /// One neighbourhood and some ruin and recreate; true when the best plan became cheaper.
    fn round(&mut self, hoods: &Neighbourhoods, search: &mut Search, volume: &Volume, round: u64) -> bool {
        let before = self.best.cost;
        let cold = 1.0 - self.progress(round);
        let heat = self.best.cost as f64 * HEAT * cold * cold;
        let threshold = |random: &mut Random| (-heat * 0.3 * (1.0 - random.unit()).ln()) as Cost;
        let effort = Effort {
            size: [12, 15, 20, 30, 15, 60][(round % 6) as usize],
            pace: Pace {
                first: 10,
                between: [5, 10, 10, 15][self.random.below(4)],
                share: [0.15, 0.1, 0.05][self.random.below(3)],
                noise: 0.25,
            },
            threshold: threshold(&mut self.random),
        };
        let mut prices = volume.prices.clone();
        let over = || self.budget.is_cancelled() || self.budget.seconds_left() <= 0.0;
        hoods.visit(&mut search.plan, (&mut self.pricer, &mut self.random), &mut prices, effort, &over);
        if search.plan.cost < search.best.cost {
            search.best.clone_from(&search.plan);
        }
        for step in 0..STEPS {
            let worse = threshold(&mut search.random);
            search.step(worse);
            // A step takes microseconds in the plain family, milliseconds beyond it.
            if (step % 32 == 31 || !self.problem.is_plain) && over() {
                break;
            }
        }
        if search.best.cost < self.best.cost {
            self.best.clone_from(&search.best);
        }
        if search.plan.cost as f64 > self.best.cost as f64 * (1.0 + DRIFT) || round.is_multiple_of(RETURN_AFTER) {
            search.plan.clone_from(&self.best);
        }
        self.best.cost < before
    }

    /// The first proof from `level` on whose days can be listed.
    fn start_proof(&self, volume: &Volume, level: &mut usize) -> Option<Proof> {
        let best = currency(self.best.cost);
        while let Some((limit, aim)) = STAGES.get(*level).copied() {
            let left = match (aim, self.budget.seconds) {
                (Aim::Plan, Some(seconds)) => (seconds * PLAN_SHARE).min(self.budget.seconds_left() * 0.8),
                _ => self.budget.seconds_left() * 0.8,
            };
            let limits = match self.budget.is_repeatable() {
                true => (f64::INFINITY, Some(MOST_NODES)),
                false => (self.budget.wall_seconds(left), None),
            };
            let over = || self.is_over();
            let proof = Proof::start(self.problem, &volume.prices, volume.bound, best, (limit, aim), limits, &over);
            // One that ends below what is proven already would prove nothing.
            if let Some(proof) = proof.filter(|p| aim == Aim::Plan || p.most > self.bound) {
                return Some(proof);
            }
            *level += 1;
        }
        None
    }

    /// With two threads a look in passing; with one, until HiGHS has answered or the run is over.
    fn wait(&self, proof: &Proof, threads: Threads) -> Option<Proven> {
        let patience = if threads == Threads::Two && !self.budget.is_repeatable() { 0 } else { 20 };
        loop {
            let answer = proof.poll(Duration::from_millis(patience));
            if answer.is_some() || patience == 0 || self.is_over() {
                return answer;
            }
        }
    }

    fn prove(&mut self, proven: &Proven) {
        if let Some(days) = &proven.plan {
            self.take(days);
        }
        self.lift(proven.bound);
    }

    /// Days as a plan, if it is the cheapest so far.
    fn take(&mut self, days: &[FixedDay]) {
        let mut plan = Plan::empty(self.problem);
        plan.take_days(self.problem, days);
        plan.fill(self.problem);
        if plan.cost < self.best.cost {
            self.best = plan;
        }
        self.say();
    }

    fn lift(&mut self, bound: f64) {
        self.bound = self.bound.max(bound);
    }

    /// How much of the run is over, 0 ..= 1.
    fn progress(&self, round: u64) -> f64 {
        let by_time = match self.budget.seconds {
            Some(seconds) => self.budget.elapsed() / seconds,
            None => 0.0,
        };
        let by_rounds = self.budget.iterations.map_or(0.0, |most| round as f64 / most as f64);
        by_time.max(by_rounds).clamp(0.0, 1.0)
    }

    fn is_over(&self) -> bool {
        self.budget.is_cancelled() || self.budget.seconds_left() <= 0.0
    }

    fn is_closed(&self) -> bool {
        currency(self.best.cost) - self.bound <= 1e-5
    }

    fn say(&mut self) {
        let bound = self.bound.is_finite().then_some(self.bound);
        let seconds = if self.budget.is_repeatable() { 0.0 } else { self.budget.elapsed() };
        (self.report)(Progress { seconds, objective: currency(self.best.cost), bound });
    }
}
