//! From the plant's words to the problem that the search sees. Every asset is a job. Its first choice is to be left alone
//! (where that is allowed); then each of its interventions at each start. Limits: each crew, the budget, and each group that
//! bounds how many members are in work.

use super::{
    lives::{fails_within, hours_out},
    plant::{Intervention, Lives, Lock, ProductionRiskError, ProductionRiskInput},
    problem::{Choice, Exclusion, Group, Job, Limit, RiskProblem, Use},
};
use serde::Serialize;

/// Parallel units miss each other where they are out in the same eighth of a period.
const SLICES: usize = 8;
/// Values of risk that one run may hold: about 1.6 GB.
const MOST_VALUES: usize = 200_000_000;

/// By job and choice: the intervention and its start.
pub(crate) type Meaning = Vec<Vec<Option<(usize, usize)>>>;

pub(crate) struct Built {
    pub problem: RiskProblem,
    pub meaning: Meaning,
    /// What each limit is.
    pub limits: Vec<LimitKind>,
    /// By job: scenarios in which its asset fails within the horizon where it is left alone.
    pub fails_in: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    Crew(usize),
    Budget,
    /// Members of this parallel equipment in work at a time.
    InWork(usize),
}

/// `lives` by asset and scenario. `is_over`: nobody waits for it any longer.
pub(crate) fn build(
    input: &ProductionRiskInput,
    lives: &[Vec<Lives>],
    is_over: &dyn Fn() -> bool,
) -> Result<Built, ProductionRiskError> {
    input.check()?;
    let periods = input.period_hours.len();
    let scenarios = lives.first().map_or(1, Vec::len);
    let begins: Vec<f64> = std::iter::once(0.0)
        .chain(input.period_hours.iter().scan(0.0, |sum, h| {
            *sum += h;
            Some(*sum)
        }))
        .collect();
    let group_of = |asset: usize| input.parallel.iter().position(|g| g.assets.contains(&asset));
    let meaning = meaning(input)?;
    check_size(input, &meaning)?;
    let (limits, kinds) = limits(input);
    let limit_at = |kind: LimitKind| kinds.iter().position(|k| *k == kind).map(|l| l as u32);
    let fine: Vec<f64> = begins
        .windows(2)
        .flat_map(|p| (0..SLICES).map(|k| p[0] + (p[1] - p[0]) * k as f64 / SLICES as f64))
        .chain(begins.last().copied())
        .collect();
    let mut jobs = Vec::new();
    for (a, choices) in meaning.iter().enumerate() {
        if is_over() {
            return Err(ProductionRiskError::Stopped);
        }
        let asset = &input.assets[a];
        let group = group_of(a);
        let mut job = Job { group, ..Job::default() };
        for meaning in choices {
            let doing = meaning.map(|(i, start)| (&input.interventions[i], start));
            let risk_at = job.risk.len();
            match group {
                None => {
                    let out: Vec<Vec<f64>> = lives[a].iter().map(|l| hours_out(l, asset, doing, &begins)).collect();
                    for p in 0..periods {
                        job.risk.extend(out.iter().map(|hours| hours[p] * asset.loss_per_hour[p]));
                    }
                }
                Some(_) => {
                    // Units down by slice: half a unit for half of it.
                    let doing = doing.map(|(v, start)| (v, start * SLICES));
                    let out: Vec<Vec<f64>> = lives[a].iter().map(|l| hours_out(l, asset, doing, &fine)).collect();
                    for slice in 0..periods * SLICES {
                        let length = (fine[slice + 1] - fine[slice]).max(f64::MIN_POSITIVE);
                        job.risk.extend(out.iter().map(|hours| hours[slice] / length));
                    }
                }
            }
            let busy = doing.map_or((0, 0), |(v, start)| (start as u32, (start + v.periods.max(1)) as u32));
            let mut uses = Vec::new();
            if let Some((v, _)) = doing {
                for period in busy.0..busy.1 {
                    let crews =
                        v.crews.iter().filter_map(|(c, amount)| Some((limit_at(LimitKind::Crew(*c))?, *amount)));
                    uses.extend(crews.map(|(limit, amount)| Use { limit, period, amount }));
                    if let Some(limit) = group.and_then(|g| limit_at(LimitKind::InWork(g))) {
                        uses.push(Use { limit, period, amount: 1.0 });
                    }
                }
                uses.extend(limit_at(LimitKind::Budget).map(|limit| Use { limit, period: 0, amount: v.cost }));
            }
            let label = doing.map_or(0, |(_, start)| start as u32 + 1);
            job.choices.push(Choice { label, cost: 0.0, from: 0, until: periods as u32, risk_at, busy, uses });
        }
        jobs.push(job);
    }
    let value = |losses: &[f64]| losses.iter().zip(&input.period_hours).map(|(l, hours)| l * hours).collect();
    let groups: Vec<Group> = input
        .parallel
        .iter()
        .map(|g| Group { spare: f64::from(g.spare), slices: SLICES, value: value(&g.loss_per_hour) })
        .collect();
    let all = || (0..periods as u32).collect();
    let exclusions = input.exclusions.iter().map(|e| Exclusion {
        jobs: e.assets,
        periods: e.periods.as_ref().map_or_else(all, |p| p.iter().map(|p| *p as u32).collect()),
    });
    let exclusions = exclusions.collect();
    let problem = RiskProblem {
        base: vec![vec![0.0; scenarios]; periods],
        scenarios: vec![scenarios; periods],
        quantile: input.quantile,
        tail: input.tail,
        mean_weight: 1.0 - input.tail_share,
        tail_weight: input.tail_share,
        jobs,
        limits,
        exclusions,
        groups,
    };
    problem.check()?;
    let horizon = begins.last().copied().unwrap_or(0.0);
    let fails_in = lives.iter().map(|of_asset| of_asset.iter().filter(|l| fails_within(l, horizon)).count()).collect();
    Ok(Built { problem, meaning, limits: kinds, fails_in })
}

impl ProductionRiskInput {
    /// All that is refused about an input, before anything is drawn.
    pub fn can_be_planned(&self) -> Result<(), ProductionRiskError> {
        self.check()?;
        check_size(self, &meaning(self)?)
    }
}

/// By asset: to be left alone, where that is allowed, then each intervention at each start.
fn meaning(input: &ProductionRiskInput) -> Result<Meaning, ProductionRiskError> {
    let of_asset = |asset: usize| {
        let mine = || input.interventions.iter().enumerate().filter(move |(_, v)| v.asset == asset);
        let must = mine().any(|(_, v)| {
            v.is_required && v.locked != Some(Lock::NotDone) || matches!(v.locked, Some(Lock::Starts(_)))
        });
        let mut choices: Vec<Option<(usize, usize)>> = if must { Vec::new() } else { vec![None] };
        for (i, v) in mine() {
            choices.extend(starts(v, input).map(|start| Some((i, start))));
        }
        if choices.is_empty() {
            // Required in a window that holds no start: nothing can be chosen, and the check says which asset.
            let field = "window of its intervention";
            return Err(ProductionRiskError::Number { whose: "asset", index: asset, field });
        }
        Ok(choices)
    };
    (0..input.assets.len()).map(of_asset).collect()
}

fn check_size(input: &ProductionRiskInput, meaning: &Meaning) -> Result<(), ProductionRiskError> {
    let is_grouped = |asset: usize| input.parallel.iter().any(|g| g.assets.contains(&asset));
    let size = |(asset, choices): (usize, &Vec<_>)| choices.len() * if is_grouped(asset) { SLICES } else { 1 };
    let values =
        meaning.iter().enumerate().map(size).sum::<usize>() * input.period_hours.len() * input.scenarios.count();
    if values > MOST_VALUES {
        return Err(ProductionRiskError::TooLarge { values, most: MOST_VALUES });
    }
    Ok(())
}

/// The starts that window, horizon and lock allow.
fn starts<'a>(v: &'a Intervention, input: &'a ProductionRiskInput) -> impl Iterator<Item = usize> + 'a {
    let periods = input.period_hours.len();
    (v.earliest..=v.latest).filter(move |start| {
        let fits = start + v.periods.max(1) <= periods;
        fits && match v.locked {
            None => true,
            Some(Lock::Starts(p)) => p == *start,
            Some(Lock::NotDone) => false,
        }
    })
}

fn limits(input: &ProductionRiskInput) -> (Vec<Limit>, Vec<LimitKind>) {
    let most = |most: Vec<f64>| Limit { least: vec![f64::NEG_INFINITY; most.len()], most };
    let mut limits: Vec<(Limit, LimitKind)> =
        input.crews.iter().enumerate().map(|(c, crew)| (most(crew.available.clone()), LimitKind::Crew(c))).collect();
    limits.extend(input.budget.map(|b| (most(vec![b]), LimitKind::Budget)));
    for (g, group) in input.parallel.iter().enumerate() {
        let bound = |n: u32| (most(vec![f64::from(n); input.period_hours.len()]), LimitKind::InWork(g));
        limits.extend(group.most_in_work.map(bound));
    }
    limits.into_iter().unzip()
}
