//! The way from a problem to a schedule: a first plan at once, the search, and HiGHS to the proof where the model is small
//! enough for it; else a Lagrangian bound and more search.

use super::{
    anneal::{Found, Heat, anneal, first_plan, typical_change},
    bound::Relaxation,
    measure::PeriodRisk,
    model::{RiskModel, Size, size},
    problem::{Choice, Job, RiskError, RiskProblem, Tail},
    tally::{Facts, Tally},
};
use crate::{
    budget::{Budget, Stretch},
    exact::{Ending, GRACE_SECONDS, Limits},
    random::Random,
};
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskStatus {
    /// No schedule costs less: proven.
    Optimal,
    /// Valid, with what is known in `bound`.
    Feasible,
    /// Proven that there is none.
    Infeasible,
    /// None was found; there may be one.
    NotFound,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RiskSchedule {
    pub status: RiskStatus,
    /// The choice of each job. Of `NotFound` and `Infeasible` the one that breaks least.
    pub chosen: Vec<usize>,
    pub objective: f64,
    /// No valid schedule costs less. `None`: nothing is known.
    pub bound: Option<f64>,
    /// How far limits are missed, each in parts of the limit, and the number of exclusions broken; 0 for a valid schedule.
    pub violation: f64,
    pub periods: Vec<PeriodRisk>,
    /// By limit and period.
    pub used: Vec<Vec<f64>>,
    pub iterations: u64,
    /// 0 where steps are the limit, `None` without a valid plan.
    pub first_plan_seconds: Option<f64>,
}

/// HiGHS gets models up to these sizes, and to the end where its binaries are fewer than `SURE`.
const EXACT_BINARIES: usize = 12_000;
const EXACT_TERMS: usize = 600_000;
/// Beside means beyond a quantile: what fractions come to is worth more than prices find in that time.
const TAIL_MEAN_TERMS: usize = 1_500_000;
/// The same where steps are the limit: no clock stops HiGHS there, so it only gets what it surely ends.
const REPEATABLE_BINARIES: usize = 1_500;
/// Terms from a few steps on, and where so many are asked for that HiGHS's share is no longer than theirs.
const REPEATABLE_TERMS: (usize, usize) = (60_000, 120_000);
const MANY_STEPS: u64 = 150_000;
const SURE: usize = 5_000;
/// The search before HiGHS: a share of the time, at most so many seconds.
const BURST_SHARE: f64 = 0.6;
const BURST_SECONDS: f64 = 1.5;
/// More binaries than this a second of the budget are not closed in it: the search takes nearly all.
const BINARIES_A_SECOND: f64 = 1_000.0;
const HOPELESS_SHARE: f64 = 0.9;
/// What is left to it where closing is not sure.
const EXACT_SHARE: f64 = 0.5;
const EXACT_NODES: i32 = 500;
/// Beside means beyond a quantile fractions come near the truth, and HiGHS to better plans than the search: it gets this share
/// of what is left, and half of the rest to come to its end. The search goes on from its plan.
const TAIL_MEAN_SHARE: f64 = 0.8;
/// HiGHS says nothing before its end, and a stop ends it: where it has longer than this it is asked for the first of these seconds,
/// then each time for so much longer, from the best plan so far.
const ONE_QUESTION: f64 = 15.0;
const FIRST_QUESTION: f64 = 5.0;
const LONGER: f64 = 4.0;
/// The optimum with fractions takes this share of what is left at most.
const RELAXED_SHARE: f64 = 0.3;
/// Proven when nothing better than this share of the objective is left.
const PROOF: f64 = 1e-7;
/// The bound of a large problem may take this share of the time, and more where the tails have weights to climb.
const BOUND_SHARE: f64 = 0.04;
const TAIL_BOUND_SHARE: f64 = 0.15;
const BOUND_ROUNDS: usize = 300;
/// Values of risk that the rounds may look at where no clock ends them: seconds.
const MOST_LOOKS: usize = 1_500_000_000;
/// Temperatures in typical changes of a move: start, end; of a reheated cycle; and the price of a breach.
const HOT: f64 = 0.3;
const WARM: f64 = 0.025;
const COLD: f64 = 3e-4;
const PRICE: f64 = 3.0;
/// Cycles of a search stretch: the first takes this share, the others the rest evenly.
const FIRST_CYCLE: f64 = 0.5;
const LATER_CYCLES: usize = 10;
const UNBOUNDED: u64 = u64::MAX / 4;

/// The first look at the bound: so many rounds, and at most this share of the time.
const EARLY_ROUNDS: usize = 40;
const EARLY_SHARE: f64 = 0.01;

/// The best schedule found within the budget. `report` hears the objective of the best valid one and the bound, whenever one of
/// the two gets better.
pub fn schedule_risk(
    problem: &RiskProblem,
    seed: u64,
    start: Option<&[usize]>,
    budget: &Budget,
    report: &mut dyn FnMut(f64, Option<f64>),
) -> Result<RiskSchedule, RiskError> {
    problem.check()?;
    Ok(schedule(problem, &Facts::new(problem), seed, start, budget, report))
}

/// The same of a problem that was checked.
pub(crate) fn schedule(
    problem: &RiskProblem,
    facts: &Facts,
    seed: u64,
    start: Option<&[usize]>,
    budget: &Budget,
    report: &mut dyn FnMut(f64, Option<f64>),
) -> RiskSchedule {
    let mut run = Run::new(problem, facts, seed, budget, report);
    let bound_share = run.bound_share();
    run.begin(start);
    if budget.is_cancelled() {
        return run.finish(Ending::Stopped);
    }
    let Size { binaries, terms } = size(problem, facts);
    let steps = budget.iterations.unwrap_or(UNBOUNDED);
    let (most_binaries, most_terms) = match budget.is_repeatable() {
        true if steps < MANY_STEPS => (REPEATABLE_BINARIES, REPEATABLE_TERMS.0),
        true => (REPEATABLE_BINARIES, REPEATABLE_TERMS.1),
        false if problem.tail == Tail::TailMeanExcess => (EXACT_BINARIES, TAIL_MEAN_TERMS),
        false => (EXACT_BINARIES, EXACT_TERMS),
    };
    let is_small = binaries <= most_binaries && terms <= most_terms;
    let whole = budget.seconds_left();
    let mut ending = Ending::Stopped;
    let mut is_relaxed = false;
    run.price_limits(EARLY_ROUNDS, whole * EARLY_SHARE);
    if is_small {
        let burst = if binaries as f64 > BINARIES_A_SECOND * whole {
            whole * HOPELESS_SHARE
        } else if binaries <= SURE {
            (whole * BURST_SHARE).min(BURST_SECONDS)
        } else {
            whole * (1.0 - EXACT_SHARE)
        };
        let (burst, share) = if budget.is_repeatable() { (f64::INFINITY, steps) } else { (burst, UNBOUNDED) };
        run.search(burst, share);
        let relaxed = run.relax();
        is_relaxed = relaxed == Ending::Optimal;
        ending = match relaxed {
            Ending::Infeasible => relaxed,
            Ending::Stopped if problem.tail == Tail::TailMeanExcess => relaxed,
            Ending::Stopped | Ending::Optimal => run.prove(),
        };
        if ending == Ending::Stopped && !budget.is_repeatable() {
            match is_relaxed {
                true => run.search_warm(budget.seconds_left()),
                false => run.search(budget.seconds_left() - whole * bound_share, UNBOUNDED),
            }
        }
    } else {
        run.search(whole * (1.0 - bound_share), steps);
    }
    // Prices never come beyond the optimum with fractions.
    if ending == Ending::Stopped && !is_relaxed {
        run.price_limits(BOUND_ROUNDS, whole * bound_share);
    }
    run.finish(ending)
}

/// What is left of the time, for a schedule that was found within less of it: more search, and a bound that may be higher.
pub(crate) fn go_on(
    problem: &RiskProblem,
    facts: &Facts,
    seed: u64,
    found: RiskSchedule,
    budget: &Budget,
    report: &mut dyn FnMut(f64, Option<f64>),
) -> RiskSchedule {
    let mut run = Run::new(problem, facts, seed, budget, report);
    run.bound = found.bound.unwrap_or(f64::NEG_INFINITY);
    run.begin(Some(&found.chosen));
    run.search_warm(budget.seconds_left() * (1.0 - run.bound_share()));
    run.price_limits(BOUND_ROUNDS, budget.seconds_left());
    let iterations = found.iterations + run.iterations;
    let first_plan_seconds = found.first_plan_seconds;
    RiskSchedule { iterations, first_plan_seconds, ..run.finish(Ending::Stopped) }
}

struct Run<'a, 'r> {
    problem: &'a RiskProblem,
    facts: &'a Facts,
    budget: &'a Budget<'a>,
    random: Random,
    best: Found,
    first_plan_seconds: Option<f64>,
    iterations: u64,
    /// No valid schedule costs less; minus infinity while nothing is known.
    bound: f64,
    relaxation: Relaxation<'a>,
    report: &'r mut dyn FnMut(f64, Option<f64>),
}

impl<'a, 'r> Run<'a, 'r> {
    fn new(
        problem: &'a RiskProblem,
        facts: &'a Facts,
        seed: u64,
        budget: &'a Budget<'a>,
        report: &'r mut dyn FnMut(f64, Option<f64>),
    ) -> Self {
        Self {
            problem,
            facts,
            budget,
            random: Random::seeded(seed),
            best: Found { chosen: vec![0; problem.jobs.len()], objective: f64::INFINITY, violation: f64::INFINITY },
            first_plan_seconds: None,
            iterations: 0,
            bound: f64::NEG_INFINITY,
            relaxation: Relaxation::new(problem),
            report,
        }
    }

    fn bound_share(&self) -> f64 {
        if self.problem.tail == Tail::TailMeanExcess { TAIL_BOUND_SHARE } else { BOUND_SHARE }
    }

    fn begin(&mut self, start: Option<&[usize]>) {
        let is_over =
            || !self.budget.is_repeatable() && self.budget.seconds_left() <= 0.0 || self.budget.is_cancelled();
        self.best = match start {
            Some(chosen) if self.is_choice(chosen) => {
                let tally = Tally::new(self.problem, self.facts, chosen.iter().map(|c| *c as u32).collect());
                Found { objective: tally.objective, violation: tally.violation, chosen: tally.chosen }
            }
            _ => first_plan(self.problem, self.facts, &mut self.random, &is_over),
        };
        self.note();
    }

    fn is_choice(&self, chosen: &[usize]) -> bool {
        let jobs = &self.problem.jobs;
        chosen.len() == jobs.len() && chosen.iter().zip(jobs).all(|(c, j)| *c < j.choices.len())
    }

    fn note(&mut self) {
        if self.best.is_valid() {
            let now = self.budget.elapsed_or_zero();
            self.first_plan_seconds.get_or_insert(now);
            (self.report)(self.best.objective, known(self.bound));
        }
    }

    /// The bound for which no model has to be small. Its rounds are counted where no clock is read.
    fn price_limits(&mut self, rounds: usize, seconds: f64) {
        let budget = self.budget;
        if budget.is_cancelled() {
            return;
        }
        let target = if self.best.is_valid() { self.best.objective } else { self.best.objective.abs() * 2.0 };
        let until = budget.elapsed_or_zero() + seconds.min(budget.seconds_left());
        let is_over = || budget.is_cancelled() || !budget.is_repeatable() && budget.elapsed() > until;
        let values = self.problem.jobs.iter().map(|j| j.risk.len()).sum::<usize>().max(1);
        let rounds = if budget.is_repeatable() { rounds.min((MOST_LOOKS / values).max(1)) } else { rounds };
        let bound =
            self.relaxation.climb(self.facts, &self.best.chosen, target, rounds, (&is_over, budget.is_cancelled));
        self.raise(bound);
    }

    /// A bound that was proven; what is known already stays. That there is no schedule at all is no bound of one that is there.
    fn raise(&mut self, bound: f64) {
        if bound > self.bound && !(bound == f64::INFINITY && self.best.is_valid()) {
            self.bound = bound;
            if self.best.is_valid() {
                (self.report)(self.best.objective, known(bound));
            }
        }
    }

    fn search(&mut self, seconds: f64, steps: u64) {
        if seconds <= 0.0 || self.problem.jobs.is_empty() || self.budget.is_cancelled() {
            return;
        }
        let mut tally = Tally::new(self.problem, self.facts, self.best.chosen.clone());
        let unit = typical_change(&mut tally, &mut self.random);
        drop(tally);
        let busy = busy_plan(self.problem, self.facts);
        let first_cycle = if busy.is_some() { FIRST_CYCLE / 2.0 } else { FIRST_CYCLE };
        if let Some(busy) = busy {
            let steps = if steps >= UNBOUNDED { UNBOUNDED } else { (steps as f64 * first_cycle).ceil() as u64 };
            self.search_from(busy, unit, &mut Stretch::new(self.budget, seconds * first_cycle, steps));
        }
        for cycle in 0..=LATER_CYCLES {
            let share = if cycle == 0 { first_cycle } else { (1.0 - FIRST_CYCLE) / LATER_CYCLES as f64 };
            let steps = if steps >= UNBOUNDED { UNBOUNDED } else { (steps as f64 * share).ceil() as u64 };
            self.cycle(unit, if cycle == 0 { HOT } else { WARM }, seconds * share, steps);
        }
    }

    /// Reheated cycles alone: what is there is good already.
    fn search_warm(&mut self, seconds: f64) {
        if seconds <= 0.0 || self.problem.jobs.is_empty() || self.budget.is_cancelled() {
            return;
        }
        let unit =
            typical_change(&mut Tally::new(self.problem, self.facts, self.best.chosen.clone()), &mut self.random);
        for _ in 0..LATER_CYCLES {
            self.cycle(unit, WARM, seconds / LATER_CYCLES as f64, UNBOUNDED);
        }
    }

    fn cycle(&mut self, unit: f64, from: f64, seconds: f64, steps: u64) {
        if self.budget.is_cancelled() {
            return;
        }
        let mut stretch = Stretch::new(self.budget, seconds, steps);
        let heat = Heat { from: unit * from, to: unit * COLD, price: unit * PRICE };
        let Self { problem, facts, budget, random, best, first_plan_seconds, bound, report, .. } = self;
        let mut note = |found: &Found| {
            if found.is_valid() {
                let now = budget.elapsed_or_zero();
                first_plan_seconds.get_or_insert(now);
                report(found.objective, known(*bound));
            }
        };
        anneal(problem, facts, best, random, &mut stretch, &heat, &mut note);
        self.iterations += stretch.done();
    }

    /// The first cycle from another beginning; what it finds is kept where it is better.
    fn search_from(&mut self, chosen: Vec<u32>, unit: f64, stretch: &mut Stretch) {
        let start = Tally::new(self.problem, self.facts, chosen);
        let mut other = Found { objective: start.objective, violation: start.violation, chosen: start.chosen };
        let heat = Heat { from: unit * HOT, to: unit * COLD, price: unit * PRICE };
        anneal(self.problem, self.facts, &mut other, &mut self.random, stretch, &heat, &mut |_| {});
        self.iterations += stretch.done();
        if other.is_valid() && (!self.best.is_valid() || other.objective < self.best.objective) {
            self.best = other;
            self.note();
        }
    }

    /// The optimum with fractions, where it comes near the truth: a bound long before HiGHS has another.
    fn relax(&mut self) -> Ending {
        if self.problem.tail != Tail::TailMeanExcess || self.budget.is_cancelled() {
            return Ending::Stopped;
        }
        let model = RiskModel::new(self.problem, self.facts);
        let seconds = self.budget.seconds_left() * RELAXED_SHARE;
        let seconds = if self.budget.is_repeatable() { f64::INFINITY } else { self.budget.wall_seconds(seconds) };
        let limits = Limits { seconds, grace: GRACE_SECONDS, nodes: None, absolute_gap: 0.0 };
        let answer = model.model.relaxed().solve(None, limits, &|| self.budget.is_cancelled());
        if answer.ending == Ending::Optimal {
            self.raise(answer.bound + model.constant - self.rounding());
        }
        answer.ending
    }

    /// What HiGHS's sums may be off by: it counts a row as kept within 10⁻⁶ of its own units, we in money.
    fn rounding(&self) -> f64 {
        PROOF * 0.1 * self.best.objective.abs().min(1e12)
    }

    /// HiGHS from the best schedule: how it ended.
    fn prove(&mut self) -> Ending {
        if self.budget.is_cancelled() {
            return Ending::Stopped;
        }
        let model = RiskModel::new(self.problem, self.facts);
        let left = self.budget.seconds_left();
        let (whole, grace) = match self.problem.tail {
            Tail::TailMeanExcess => (left * TAIL_MEAN_SHARE, left * (1.0 - TAIL_MEAN_SHARE) / 2.0),
            Tail::QuantileExcess => (left, 0.0),
        };
        let in_parts =
            !self.budget.is_repeatable() && self.problem.tail == Tail::TailMeanExcess && whole > ONE_QUESTION;
        let (mut question, mut asked) = (if in_parts { FIRST_QUESTION } else { whole }, 0.0);
        loop {
            // What would be left for one more is too little for it.
            let seconds = if asked + question * (1.0 + LONGER) > whole { whole - asked } else { question };
            let ending = self.ask(&model, seconds, grace);
            asked += seconds;
            if ending != Ending::Stopped || asked >= whole || self.budget.is_cancelled() {
                return ending;
            }
            question *= LONGER;
        }
    }

    fn ask(&mut self, model: &RiskModel, seconds: f64, grace: f64) -> Ending {
        let start = self.best.is_valid().then(|| {
            let tally = Tally::new(self.problem, self.facts, self.best.chosen.clone());
            model.start(self.problem, &self.best.chosen, tally.totals(), tally.down())
        });
        let wall = |seconds| match self.budget.is_repeatable() {
            true => f64::INFINITY,
            false => self.budget.wall_seconds(seconds),
        };
        let limits = Limits {
            seconds: wall(seconds),
            grace: wall(grace).max(GRACE_SECONDS),
            nodes: self.budget.is_repeatable().then_some(EXACT_NODES),
            absolute_gap: self.rounding(),
        };
        let answer = model.model.clone().solve(start, limits, &|| self.budget.is_cancelled());
        let mut ending = answer.ending;
        if let Some(values) = &answer.values {
            let chosen = model.chosen(self.problem, values);
            let tally = Tally::new(self.problem, self.facts, chosen);
            let found = Found { objective: tally.objective, violation: tally.violation, chosen: tally.chosen };
            if found.is_valid() && (!self.best.is_valid() || found.objective < self.best.objective) {
                self.best = found;
                self.note();
            }
        }
        self.raise(answer.bound + model.constant);
        let is_proven = self.bound >= self.best.objective - PROOF * self.best.objective.abs() - 1e-9;
        // Its own word is taken only as far as our sums agree with it.
        if ending == Ending::Optimal && !(self.best.is_valid() && is_proven) {
            ending = Ending::Stopped;
        }
        ending
    }

    fn finish(self, ending: Ending) -> RiskSchedule {
        let bound = self.bound;
        let tally = Tally::new(self.problem, self.facts, self.best.chosen.clone());
        let is_proven = bound >= self.best.objective - PROOF * self.best.objective.abs() - 1e-9;
        let status = match (self.best.is_valid(), ending) {
            (true, _) if is_proven => RiskStatus::Optimal,
            (true, _) => RiskStatus::Feasible,
            (false, Ending::Infeasible) => RiskStatus::Infeasible,
            (false, _) => RiskStatus::NotFound,
        };
        RiskSchedule {
            status,
            chosen: self.best.chosen.iter().map(|c| *c as usize).collect(),
            objective: tally.objective,
            bound: bound.is_finite().then(|| if self.best.is_valid() { bound.min(tally.objective) } else { bound }),
            violation: if self.best.is_valid() { 0.0 } else { tally.violation },
            periods: tally.periods.clone(),
            used: tally.all_used(),
            iterations: self.iterations,
            first_plan_seconds: self.first_plan_seconds,
        }
    }
}

/// Everything done that could be left alone, each at its cheapest time by mean. One job more may save nothing where many
/// together do, as each other one's bad cases stand in for it: from the plan that does nothing a search hardly gets there.
fn busy_plan(problem: &RiskProblem, facts: &Facts) -> Option<Vec<u32>> {
    let is_idle = |c: &Choice| c.busy.0 == c.busy.1;
    let of_job = |(j, job): (usize, &Job)| {
        let has_idle = job.choices.iter().any(is_idle);
        let works = (0..job.choices.len()).filter(|c| !has_idle || !is_idle(&job.choices[*c]));
        let least = works.min_by(|a, b| facts.mean_cost(j, *a).total_cmp(&facts.mean_cost(j, *b)));
        least.unwrap_or(0) as u32
    };
    let leaves_choice = |job: &Job| job.choices.iter().any(is_idle) && !job.choices.iter().all(is_idle);
    let jobs = problem.jobs.iter();
    jobs.clone().any(leaves_choice).then(|| jobs.enumerate().map(of_job).collect())
}

fn known(bound: f64) -> Option<f64> {
    bound.is_finite().then_some(bound)
}
