//! The limits that hold a plan back: those that keep out work, or a better time of it, that would save something, each with
//! the step that is lacking.

use super::{
    build::{Built, LimitKind},
    plant::ProductionRiskInput,
    problem::{LIMIT_TOLERANCE, Use},
    solve::RiskSchedule,
    tally::{Facts, Tally},
    worth::worth,
};
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
    /// was cancelled, and nobody waits for it.
    pub worth_at_least: Option<f64>,
}

/// By limit and period: what lacks there for work, or another time of it, that would save something.
pub(crate) type Lacking = BTreeMap<(usize, usize), Lack>;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Lack {
    step: f64,
    /// What the best of the work that is kept out would save, all else as it is.
    saving: f64,
}

/// Limits told of for what they keep out; those that are used up come on top.
const MOST_KEPT_OUT: usize = 60;

/// Limits that keep out what would save something, and those in use that leave less room than their least use needs.
pub(crate) fn binding(
    input: &ProductionRiskInput,
    built: &Built,
    facts: &Facts,
    schedule: &RiskSchedule,
    lacking: &Lacking,
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<BindingLimit> {
    let problem = &built.problem;
    let mut savings: Vec<f64> = lacking.values().map(|l| l.saving).collect();
    savings.sort_by(|a, b| b.total_cmp(a));
    // Each is searched anew for what it is worth: of very many the dearest are enough.
    let least_saving = savings.get(MOST_KEPT_OUT).copied().unwrap_or(0.0);
    let mut binding = Vec::new();
    for (l, limit) in problem.limits.iter().enumerate() {
        for (p, most) in limit.most.iter().enumerate() {
            let used = schedule.used[l][p];
            let uses = problem.jobs.iter().flat_map(|j| &j.choices).flat_map(|c| &c.uses);
            let least = uses
                .filter(|u| u.limit as usize == l && u.period as usize == p && u.amount > 0.0)
                .map(|u| u.amount)
                .fold(f64::INFINITY, f64::min);
            let short = (least.is_finite() && used > 0.0 && most - used < least).then_some(least - (most - used));
            if let Some(step) = lacking.get(&(l, p)).filter(|l| l.saving > least_saving).map(|l| l.step).or(short) {
                let period = (limit.most.len() > 1).then_some(p);
                let kind = built.limits[l];
                binding.push((l, p, BindingLimit { kind, period, used, available: *most, step, worth_at_least: None }));
            }
        }
    }
    worth(problem, facts, schedule, input.seed, &mut binding, is_cancelled);
    binding.into_iter().map(|(_, _, limit)| limit).collect()
}

/// Notes what that choice of the job, which would save so much, lacks of each limit it would overdraw.
pub(crate) fn keep_out(tally: &Tally, (job, choice): (usize, usize), saving: f64, lacking: &mut Lacking) {
    for u in &tally.problem.jobs[job].choices[choice].uses {
        let step = lacks(tally, job, u);
        if step > LIMIT_TOLERANCE {
            let known = lacking.entry((u.limit as usize, u.period as usize)).or_insert(Lack { step, saving });
            *known = Lack { step: known.step.min(step), saving: known.saving.max(saving) };
        }
    }
}

/// How far this use goes beyond its limit once the job's present uses are given back; below 0 where there is room.
pub(crate) fn lacks(tally: &Tally, job: usize, u: &Use) -> f64 {
    let at = (u.limit as usize, u.period as usize);
    let now = &tally.problem.jobs[job].choices[tally.chosen[job] as usize].uses;
    let freed: f64 = now.iter().filter(|n| (n.limit, n.period) == (u.limit, u.period)).map(|n| n.amount).sum();
    tally.used[at.0][at.1] - freed + u.amount - tally.problem.limits[at.0].most[at.1]
}
