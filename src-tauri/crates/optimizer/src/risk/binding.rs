//! The limits that hold a plan back: those that keep out work, or a better time of it, that would save something, each with
//! the step that is lacking.

use super::{
    build::{Built, LimitKind},
    plant::ProductionRiskInput,
    problem::{LIMIT_TOLERANCE, Use},
    solve::{RiskSchedule, RiskStatus},
    tally::{Facts, Tally},
    worth::worth,
};
use crate::budget::Budget;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BindingLimit {
    pub kind: LimitKind,
    /// `None` for one over the whole horizon.
    pub period: Option<usize>,
    pub used: f64,
    pub available: f64,
    /// What the nearest of the work that is kept out lacks here: so much more of the limit lets it in.
    pub step: f64,
    /// Weighed risk that the search saved with that step more, all else kept or rearranged: at least so much. None: the run
    /// was cancelled or its time was over, and nobody waits for it, or no schedule keeps all limits.
    pub worth_at_least: Option<f64>,
}

/// By limit and period: what lacks there for work, or another time of it, that would save something.
pub(crate) type Lacking = BTreeMap<(usize, usize), Lack>;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Lack {
    step: f64,
    /// What the best of the work that is kept out would save, all else as it is.
    saving: f64,
    /// The reason of work that is not done names it.
    is_named: bool,
}

/// Limits told of for what they keep out; those that a reason names and those that are used up come on top.
const MOST_KEPT_OUT: usize = 60;

/// Limits that keep out what would save something, and those in use that leave less room than their least use needs. Where no
/// schedule keeps all limits, those that the nearest to it overdraws, by how much, and those that a reason names.
pub(crate) fn binding(
    input: &ProductionRiskInput,
    built: &mut Built,
    facts: &Facts,
    schedule: &RiskSchedule,
    lacking: &Lacking,
    budget: &Budget,
) -> Vec<BindingLimit> {
    let problem = &built.problem;
    let is_valid = matches!(schedule.status, RiskStatus::Optimal | RiskStatus::Feasible);
    let told = told(lacking, is_valid);
    let mut binding = Vec::new();
    for (l, limit) in problem.limits.iter().enumerate() {
        for (p, most) in limit.most.iter().enumerate() {
            let used = schedule.used[l][p];
            let uses = problem.jobs.iter().flat_map(|j| &j.choices).flat_map(|c| &c.uses);
            let least = uses
                .filter(|u| u.limit as usize == l && u.period as usize == p && u.amount > 0.0)
                .map(|u| u.amount)
                .fold(f64::INFINITY, f64::min);
            let short = match is_valid {
                true => least.is_finite() && used > 0.0 && most - used < least,
                false => used > most + LIMIT_TOLERANCE,
            };
            let short = short.then_some(if is_valid { least - (most - used) } else { used - most });
            if let Some(step) = told.get(&(l, p)).copied().or(short) {
                let period = (limit.most.len() > 1).then_some(p);
                let kind = built.limits[l];
                binding.push((l, p, BindingLimit { kind, period, used, available: *most, step, worth_at_least: None }));
            }
        }
    }
    if is_valid {
        worth(&mut built.problem, facts, schedule, input.seed, &mut binding, budget);
    }
    binding.into_iter().map(|(_, _, limit)| limit).collect()
}

/// By limit and period: the step of those to be told of. Each is searched anew for what it is worth: of very many that no reason
/// names, the dearest are enough, and of equally dear ones the first.
fn told(lacking: &Lacking, is_valid: bool) -> BTreeMap<(usize, usize), f64> {
    let mut dearest: Vec<_> = lacking.iter().filter(|_| is_valid).collect();
    dearest.sort_by(|a, b| b.1.saving.total_cmp(&a.1.saving).then(a.0.cmp(b.0)));
    let named = lacking.iter().filter(|(_, lack)| lack.is_named);
    dearest.into_iter().take(MOST_KEPT_OUT).chain(named).map(|(at, lack)| (*at, lack.step)).collect()
}

/// What another part of the jobs lacks on top.
pub(crate) fn merge(lacking: &mut Lacking, more: Lacking) {
    for (at, more) in more {
        let lack = lacking.entry(at).or_insert(more);
        (lack.step, lack.saving) = (lack.step.min(more.step), lack.saving.max(more.saving));
        lack.is_named |= more.is_named;
    }
}

/// The limit that a reason gives: it is told of, however many there are.
pub(crate) fn name(u: &Use, lacking: &mut Lacking) {
    if let Some(lack) = lacking.get_mut(&(u.limit as usize, u.period as usize)) {
        lack.is_named = true;
    }
}

/// Notes what that choice of the job, which would save so much, lacks of each limit it would overdraw.
pub(crate) fn keep_out(tally: &Tally, (job, choice): (usize, usize), saving: f64, lacking: &mut Lacking) {
    for u in &tally.problem.jobs[job].choices[choice].uses {
        let step = lacks(tally, job, u);
        if step > LIMIT_TOLERANCE {
            let known =
                lacking.entry((u.limit as usize, u.period as usize)).or_insert(Lack { step, saving, is_named: false });
            (known.step, known.saving) = (known.step.min(step), known.saving.max(saving));
        }
    }
}

/// How far this use goes beyond its limit once the job's present uses are given back; below 0 where there is room.
pub(crate) fn lacks(tally: &Tally, job: usize, u: &Use) -> f64 {
    let now = &tally.problem.jobs[job].choices[tally.chosen[job] as usize].uses;
    let freed: f64 = now.iter().filter(|n| (n.limit, n.period) == (u.limit, u.period)).map(|n| n.amount).sum();
    let most = tally.problem.limits[u.limit as usize].most[u.period as usize];
    tally.used(u.limit, u.period) - freed + u.amount - most
}
