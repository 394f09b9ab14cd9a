//! The problem that the searches see: jobs, each done at one of its choices; every choice adds risk to the scenarios of the
//! periods it spans, uses limits, and occupies periods that other jobs may be excluded from. Minimise
//! `sum over periods (mean_weight * mean + tail_weight * tail) + cost of the choices`.
//! The plant's own words are in `plant`; the ROADEF/EURO 2020 format is read by `optria-bench` straight into this.

use serde::Serialize;
use thiserror::Error;

/// What of a period's scenarios counts beyond their mean; never below 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tail {
    /// The quantile less the mean (ROADEF/EURO 2020, equation 6). The quantile is the `ceil(share * S)`-th smallest value.
    QuantileExcess,
    /// The mean beyond the quantile (CVaR; Rockafellar, Uryasev 2000) less the mean. Convex.
    TailMeanExcess,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RiskProblem {
    /// How many scenarios each period has.
    pub scenarios: Vec<usize>,
    /// 0 < share <= 1
    pub quantile: f64,
    pub tail: Tail,
    pub mean_weight: f64,
    pub tail_weight: f64,
    /// Risk that is there whatever is chosen, by period and scenario.
    pub base: Vec<Vec<f64>>,
    pub jobs: Vec<Job>,
    pub limits: Vec<Limit>,
    pub exclusions: Vec<Exclusion>,
    /// Parallel equipment: members' contributions are units down, and only what goes beyond the spare units counts.
    pub groups: Vec<Group>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Job {
    pub choices: Vec<Choice>,
    /// The choices' risk one after another, each by period and then scenario.
    pub risk: Vec<f64>,
    /// The risk is units down in this group.
    pub group: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choice {
    /// The caller's name for it, such as the first period.
    pub label: u32,
    pub cost: f64,
    /// The periods `from ..< until` whose risk it changes, and where in `Job::risk` that begins.
    pub from: u32,
    pub until: u32,
    pub risk_at: usize,
    /// The periods in which it is at work: what exclusions speak of.
    pub busy: (u32, u32),
    pub uses: Vec<Use>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Use {
    pub limit: u32,
    pub period: u32,
    pub amount: f64,
}

/// By period. A limit over the whole horizon (a budget) has one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    pub least: Vec<f64>,
    pub most: Vec<f64>,
}

/// The two jobs are not at work together in any of these periods.
#[derive(Debug, Clone, PartialEq)]
pub struct Exclusion {
    pub jobs: (usize, usize),
    pub periods: Vec<u32>,
}

/// A period is cut into `slices`, so that only members that are down in the same slice miss each other. A member's risk has,
/// for each period, its scenarios' units down in the first slice, then in the second, and so on.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub spare: f64,
    pub slices: usize,
    /// Risk of a unit short, by period.
    pub value: Vec<f64>,
}

/// Limits may be missed by this much (as the official ROADEF checker has it).
pub const LIMIT_TOLERANCE: f64 = 1e-5;

#[derive(Debug, Clone, PartialEq, Error)]
pub enum RiskError {
    #[error("the quantile {0} is not above 0 and at most 1")]
    Quantile(f64),
    #[error("a weight is not a number from 0 on")]
    Weight,
    #[error("period {0} has no scenario")]
    NoScenario(usize),
    #[error("job {0} has no choice")]
    NoChoice(usize),
    #[error("choice {choice} of job {job}: {what}")]
    Choice { job: usize, choice: usize, what: &'static str },
    #[error("limit {limit}: {what}")]
    Limit { limit: usize, what: &'static str },
    #[error("exclusion {0} names a job or period that is not there, or one job twice")]
    Exclusion(usize),
    #[error("group {0}: no slice, or spare or value is not given for every period, or is not a number from 0 on")]
    Group(usize),
    #[error("the base risk is not given for every period and scenario")]
    Base,
}

impl RiskProblem {
    pub fn periods(&self) -> usize {
        self.scenarios.len()
    }

    pub fn check(&self) -> Result<(), RiskError> {
        if !(self.quantile > 0.0 && self.quantile <= 1.0) {
            return Err(RiskError::Quantile(self.quantile));
        }
        if ![self.mean_weight, self.tail_weight].iter().all(|w| w.is_finite() && *w >= 0.0) {
            return Err(RiskError::Weight);
        }
        if let Some(period) = self.scenarios.iter().position(|s| *s == 0) {
            return Err(RiskError::NoScenario(period));
        }
        let base_fits = self.base.len() == self.periods()
            && self.base.iter().zip(&self.scenarios).all(|(b, s)| b.len() == *s && b.iter().all(|v| v.is_finite()));
        if !base_fits {
            return Err(RiskError::Base);
        }
        for (index, limit) in self.limits.iter().enumerate() {
            if limit.least.len() != limit.most.len() {
                return Err(RiskError::Limit { limit: index, what: "least and most are of different length" });
            }
            if limit.least.iter().zip(&limit.most).any(|(l, m)| l.is_nan() || m.is_nan()) {
                return Err(RiskError::Limit { limit: index, what: "a value is not a number" });
            }
        }
        for (index, group) in self.groups.iter().enumerate() {
            let good = |v: &f64| v.is_finite() && *v >= 0.0;
            if group.slices == 0
                || group.value.len() != self.periods()
                || !group.value.iter().all(good)
                || !good(&group.spare)
            {
                return Err(RiskError::Group(index));
            }
        }
        for (index, e) in self.exclusions.iter().enumerate() {
            let (a, b) = e.jobs;
            let jobs = self.jobs.len();
            if a >= jobs || b >= jobs || a == b || e.periods.iter().any(|p| *p as usize >= self.periods()) {
                return Err(RiskError::Exclusion(index));
            }
        }
        self.jobs.iter().enumerate().try_for_each(|(index, job)| self.check_job(index, job))
    }

    /// How many values of each scenario a job has in a period.
    pub(crate) fn slices(&self, job: &Job) -> usize {
        job.group.and_then(|g| self.groups.get(g)).map_or(1, |g| g.slices)
    }

    fn check_job(&self, index: usize, job: &Job) -> Result<(), RiskError> {
        if job.choices.is_empty() {
            return Err(RiskError::NoChoice(index));
        }
        for (at, c) in job.choices.iter().enumerate() {
            let refuse = |what| Err(RiskError::Choice { job: index, choice: at, what });
            if c.from > c.until || c.until as usize > self.periods() || c.busy.1 as usize > self.periods() {
                return refuse("its periods are not in the horizon");
            }
            let values = self.slices(job) * self.scenarios[c.from as usize..c.until as usize].iter().sum::<usize>();
            if c.risk_at + values > job.risk.len() {
                return refuse("its risk is not given for every period and scenario");
            }
            if !c.cost.is_finite() || job.risk[c.risk_at..c.risk_at + values].iter().any(|v| !v.is_finite()) {
                return refuse("a risk or cost is not a number");
            }
            let there = |u: &Use| {
                let limit = self.limits.get(u.limit as usize);
                limit.is_some_and(|l| (u.period as usize) < l.most.len()) && u.amount.is_finite()
            };
            if !c.uses.iter().all(there) {
                return refuse("it uses a limit that is not there");
            }
        }
        match job.group {
            Some(g) if g >= self.groups.len() => {
                Err(RiskError::Choice { job: index, choice: 0, what: "its group is not there" })
            }
            _ => Ok(()),
        }
    }
}
