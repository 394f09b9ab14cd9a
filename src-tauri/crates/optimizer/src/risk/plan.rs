//! Production risk in, a schedule with its reasons out: risk now and then (mean and tail, by period), what is done when and
//! what each intervention saves alone, what is not done and why, and which limits bind and what the step that is lacking
//! in each is worth. The same input and the same iteration budget give the same plan.

use super::{
    binding::{BindingLimit, Lacking, binding, keep_out, lacks, merge, name},
    build::{Built, LimitKind, build},
    fingerprint::fingerprint,
    lives::lives,
    measure::PeriodRisk,
    plant::{Intervention, Lives, ProductionRiskError, ProductionRiskInput},
    problem::{LIMIT_TOLERANCE, RiskProblem, Use},
    solve::{RiskSchedule, RiskStatus, go_on, schedule},
    tally::{Facts, Tally},
};
use crate::budget::Budget;
use domain::{AssetId, Message};
use serde::Serialize;
use std::{ops::Range, thread};

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProductionRiskPlan {
    pub status: RiskStatus,
    /// With no intervention at all.
    pub current_risk: RiskFigure,
    pub optimized_risk: RiskFigure,
    /// Current less optimized, weighed.
    pub risk_reduction: f64,
    /// No valid schedule has a lower weighed risk. `None`: nothing is known.
    pub bound: Option<f64>,
    pub schedule: Vec<Scheduled>,
    pub not_done: Vec<NotDone>,
    pub binding: Vec<BindingLimit>,
    pub before: Vec<PeriodRisk>,
    pub after: Vec<PeriodRisk>,
    pub iterations: u64,
    /// SHA-256 (hex) of the whole input.
    pub fingerprint: String,
}

/// Money lost over the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RiskFigure {
    pub mean: f64,
    /// The periods' tails beyond their means, added up.
    pub tail: f64,
    /// `(1 - tail_share) mean + tail_share tail`
    pub weighed: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scheduled {
    pub intervention: usize,
    pub asset_id: AssetId,
    pub period: usize,
    /// Weighed risk that comes back when this one alone is left out; below 0 for a required one that costs more than it saves.
    pub saves: f64,
    /// Scenarios in which the asset fails within the horizon where it is left alone.
    pub fails_in: usize,
    /// Why in this period: `production-risk-period-*`
    pub why_then: Message,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotDone {
    pub intervention: usize,
    pub asset_id: AssetId,
    /// `production-risk-why-*`
    pub why: Message,
}

/// Below this share of the current risk a change is no reason.
const NOTHING: f64 = 1e-9;
/// What limits are worth takes this share of the time, at most so many seconds.
const WORTH_SHARE: f64 = 0.15;
const WORTH_SECONDS: f64 = 5.0;

pub fn plan_production_risk(
    input: &ProductionRiskInput,
    budget: &Budget,
    report: &mut dyn FnMut(f64, Option<f64>),
) -> Result<ProductionRiskPlan, ProductionRiskError> {
    input.can_be_planned()?;
    let lives = lives(input, budget.is_cancelled).ok_or(ProductionRiskError::Stopped)?;
    let mut built = build(input, &lives, budget.is_cancelled)?;
    let current = left_alone(input, &lives, budget.is_cancelled)?;
    let facts = Facts::new(&built.problem);
    if budget.is_cancelled() {
        return Err(ProductionRiskError::Stopped);
    }
    // What limits are worth is searched after the plan, within the same time.
    let for_plan = Budget { seconds: budget.seconds.map(|s| s - (s * WORTH_SHARE).min(WORTH_SECONDS)), ..*budget };
    let mut found = schedule(&built.problem, &facts, input.seed, None, &for_plan, report);
    let searched = budget.elapsed_or_zero();
    let mut told = explain(input, &lives, &built, &facts, &current.0, &mut found);
    // No limit keeps anything out: that time is the search's, but for what it takes to explain its plan.
    let explaining = 2.0 * (budget.elapsed_or_zero() - searched);
    let rest = Budget { seconds: budget.seconds.map(|s| s - explaining), ..*budget };
    if told.lacking.is_empty() && found.status == RiskStatus::Feasible && has_time(&rest) {
        found = go_on(&built.problem, &facts, input.seed ^ 1, found, &rest, report);
        told = explain(input, &lives, &built, &facts, &current.0, &mut found);
    }
    let optimized = figure(&built.problem, &found.periods);
    let binding = binding(input, &mut built, &facts, &found, &told.lacking, budget);
    Ok(ProductionRiskPlan {
        status: found.status,
        current_risk: current.0,
        optimized_risk: optimized,
        risk_reduction: current.0.weighed - optimized.weighed,
        bound: found.bound,
        schedule: told.scheduled,
        not_done: told.not_done,
        binding,
        before: current.1,
        after: found.periods,
        iterations: found.iterations,
        fingerprint: fingerprint(input),
    })
}

fn has_time(budget: &Budget) -> bool {
    !budget.is_repeatable() && !budget.is_cancelled() && budget.seconds_left() > 0.0
}

/// What is said of a schedule, and of each limit that keeps something out of it.
#[derive(Default)]
struct Told {
    scheduled: Vec<Scheduled>,
    not_done: Vec<NotDone>,
    lacking: Lacking,
}

/// Needless work is taken out of the schedule first.
fn explain(
    input: &ProductionRiskInput,
    lives: &[Vec<Lives>],
    built: &Built,
    facts: &Facts,
    current: &RiskFigure,
    found: &mut RiskSchedule,
) -> Told {
    let chosen: Vec<u32> = found.chosen.iter().map(|c| *c as u32).collect();
    let is_something = |change: f64| change > NOTHING * current.weighed.abs().max(1e-9);
    let mut tally = Tally::new(&built.problem, facts, chosen);
    spare_needless_work(built, &mut tally, &is_something);
    found.chosen = tally.chosen.iter().map(|c| *c as usize).collect();
    (found.objective, found.used) = (tally.objective, tally.all_used());
    found.periods.clone_from(&tally.periods);
    let saved = without_each(input, lives, built, &tally);
    let mut told = in_threads(saved.len(), |jobs| {
        let (mut tally, mut told) = (tally.clone(), Told::default());
        jobs.for_each(|job| explain_job(input, built, &mut tally, job, saved[job], &is_something, &mut told));
        told
    });
    told.scheduled.sort_by_key(|s| (s.period, s.intervention));
    told.not_done.sort_by_key(|n| n.intervention);
    told
}

/// One thread a core, each tells of some of the jobs: who stops a run waits for this.
fn in_threads(jobs: usize, tell: impl Fn(Range<usize>) -> Told + Sync) -> Told {
    let part = jobs.div_ceil(thread::available_parallelism().map_or(1, usize::from)).max(1);
    let tell = &tell;
    thread::scope(|scope| {
        let parts = (0..jobs).step_by(part).map(|from| scope.spawn(move || tell(from..(from + part).min(jobs))));
        let parts: Vec<_> = parts.collect();
        let mut all = Told::default();
        for part in parts {
            let told = part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            all.scheduled.extend(told.scheduled);
            all.not_done.extend(told.not_done);
            merge(&mut all.lacking, told.lacking);
        }
        all
    })
}

/// What is said of the interventions on one asset.
fn explain_job(
    input: &ProductionRiskInput,
    built: &Built,
    tally: &mut Tally,
    job: usize,
    saved: f64,
    is_something: &dyn Fn(f64) -> bool,
    told: &mut Told,
) {
    let done = built.meaning[job][tally.chosen[job] as usize];
    if let Some((intervention, period)) = done {
        let alone = built.meaning[job].iter().position(Option::is_none);
        let saves = alone.and_then(|to| tally.objective_change(&[(job, to)], f64::INFINITY));
        let saves = saves.unwrap_or(saved);
        // It may be done at a time that is not its best, for want of room there.
        let mut best: Option<(f64, usize)> = None;
        for other in (0..built.meaning[job].len()).filter(|c| built.meaning[job][*c].is_some()) {
            match tally.objective_change(&[(job, other)], 0.0) {
                Some(change) if is_something(-change) => {
                    keep_out(tally, (job, other), -change, &mut told.lacking);
                    best = best.filter(|b| b.0 <= change).or(Some((change, other)));
                }
                _ => {}
            }
        }
        let why_then = match best {
            None => Message::new("production-risk-period-best"),
            Some((change, other)) => {
                in_the_way(input, built, tally, (job, other), -change, &mut told.lacking, &WHY_THEN)
            }
        };
        let fails_in = built.fails_in[job];
        let asset_id = input.assets[job].asset_id;
        told.scheduled.push(Scheduled { intervention, asset_id, period, saves, fails_in, why_then });
    }
    for (i, _) in input.interventions.iter().enumerate().filter(|(_, v)| v.asset == job) {
        if done.is_none_or(|(d, _)| d != i) {
            let why = why_not(input, built, tally, (job, i), done.is_some(), is_something, &mut told.lacking);
            told.not_done.push(NotDone { intervention: i, asset_id: input.assets[job].asset_id, why });
        }
    }
}

/// What saves nothing is not done: the search does not mind it, the crew does.
fn spare_needless_work(built: &Built, tally: &mut Tally, is_something: &dyn Fn(f64) -> bool) {
    for job in 0..built.meaning.len() {
        let Some(idle) = built.meaning[job].iter().position(Option::is_none) else { continue };
        if idle == tally.chosen[job] as usize {
            continue;
        }
        let broken = tally.violation_change(&[(job, idle)]);
        if let Some(change) = tally.objective_change(&[(job, idle)], f64::INFINITY)
            && !is_something(change)
            && broken <= 0.0
        {
            tally.apply(&[(job, idle)], change, broken);
        }
    }
}

/// The risk when nothing is done, required or not.
fn left_alone(
    input: &ProductionRiskInput,
    lives: &[Vec<Lives>],
    is_over: &dyn Fn() -> bool,
) -> Result<(RiskFigure, Vec<PeriodRisk>), ProductionRiskError> {
    let idle = ProductionRiskInput { interventions: Vec::new(), budget: None, ..input.clone() };
    let built = build(&idle, lives, is_over)?;
    let facts = Facts::new(&built.problem);
    let tally = Tally::new(&built.problem, &facts, vec![0; built.problem.jobs.len()]);
    Ok((figure(&built.problem, &tally.periods), tally.periods.clone()))
}

fn figure(problem: &RiskProblem, periods: &[PeriodRisk]) -> RiskFigure {
    let mean: f64 = periods.iter().map(|p| p.mean).sum();
    let tail: f64 = periods.iter().map(|p| p.tail).sum();
    RiskFigure { mean, tail, weighed: problem.mean_weight * mean + problem.tail_weight * tail }
}

/// By job: what its required work saves: the risk with its asset left alone, less the risk as planned. 0 where it may be left
/// alone, which the plan's own choices tell.
fn without_each(input: &ProductionRiskInput, lives: &[Vec<Lives>], built: &Built, tally: &Tally) -> Vec<f64> {
    let done = |job: usize| built.meaning[job][tally.chosen[job] as usize];
    let must = |job: usize| done(job).is_some() && built.meaning[job].iter().all(Option::is_some);
    let mut saved = vec![0.0; built.meaning.len()];
    if !(0..saved.len()).any(must) {
        return saved;
    }
    // Each asset as it is planned, or left alone: nothing else is drawn.
    let planned = (0..saved.len()).filter_map(done).map(|(i, period)| Intervention {
        earliest: period,
        latest: period,
        is_required: false,
        locked: None,
        ..input.interventions[i].clone()
    });
    let free = ProductionRiskInput { interventions: planned.collect(), ..input.clone() };
    let Ok(other) = build(&free, lives, &|| false) else { return saved };
    let facts = Facts::new(&other.problem);
    let chosen = (0..saved.len()).map(|job| u32::from(done(job).is_some())).collect();
    let mut as_planned = Tally::new(&other.problem, &facts, chosen);
    for job in (0..saved.len()).filter(|job| must(*job)) {
        saved[job] = as_planned.objective_change(&[(job, 0)], f64::INFINITY).unwrap_or(0.0);
    }
    saved
}

fn why_not(
    input: &ProductionRiskInput,
    built: &Built,
    tally: &mut Tally,
    (job, intervention): (usize, usize),
    other_done: bool,
    is_something: &dyn Fn(f64) -> bool,
    lacking: &mut Lacking,
) -> Message {
    let ways: Vec<usize> = (0..built.meaning[job].len())
        .filter(|c| built.meaning[job][*c].is_some_and(|(i, _)| i == intervention))
        .collect();
    if ways.is_empty() {
        let locked = input.interventions[intervention].locked.is_some();
        return Message::new(if locked { "production-risk-why-locked" } else { "production-risk-why-no-start" });
    }
    let changes: Vec<(f64, usize)> =
        ways.iter().filter_map(|c| Some((tally.objective_change(&[(job, *c)], f64::INFINITY)?, *c))).collect();
    for (change, way) in changes.iter().filter(|(change, _)| is_something(-change)) {
        keep_out(tally, (job, *way), -change, lacking);
    }
    let best = changes.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
    let Some((change, best)) = best else { return Message::new("production-risk-why-no-start") };
    if !is_something(-change) {
        let id = if other_done { "production-risk-why-other-is-better" } else { "production-risk-why-saves-nothing" };
        return Message::new(id);
    }
    in_the_way(input, built, tally, (job, best), -change, lacking, &WHY_NOT)
}

/// What keeps work out, or keeps it from a better time.
struct InTheWay {
    crew: &'static str,
    budget: &'static str,
    in_work: &'static str,
    exclusion: &'static str,
    not_found: &'static str,
}

const WHY_NOT: InTheWay = InTheWay {
    crew: "production-risk-why-crew",
    budget: "production-risk-why-budget",
    in_work: "production-risk-why-in-work",
    exclusion: "production-risk-why-exclusion",
    not_found: "production-risk-why-not-found",
};

const WHY_THEN: InTheWay = InTheWay {
    crew: "production-risk-period-crew",
    budget: "production-risk-period-budget",
    in_work: "production-risk-period-in-work",
    exclusion: "production-risk-period-exclusion",
    not_found: "production-risk-period-not-found",
};

/// That choice of the job would save so much: what stands in its way?
fn in_the_way(
    input: &ProductionRiskInput,
    built: &Built,
    tally: &mut Tally,
    (job, choice): (usize, usize),
    saving: f64,
    lacking: &mut Lacking,
    words: &InTheWay,
) -> Message {
    let start = built.meaning[job][choice].map_or(0, |(_, start)| start);
    let overdrawn = |u: &&Use| lacks(tally, job, u) > LIMIT_TOLERANCE;
    let blocked = tally.problem.jobs[job].choices[choice].uses.iter().find(overdrawn);
    if let Some(u) = blocked {
        name(u, lacking);
    }
    let message = match blocked.map(|u| built.limits[u.limit as usize]) {
        Some(LimitKind::Crew(c)) => Message::new(words.crew).with("crew", input.crews[c].name.clone()),
        Some(LimitKind::Budget) => Message::new(words.budget),
        Some(LimitKind::InWork(_)) => Message::new(words.in_work),
        None if tally.violation_change(&[(job, choice)]) > 0.0 => Message::new(words.exclusion),
        None => Message::new(words.not_found),
    };
    message.with("period", start + 1).with("saving", saving.round())
}
