//! Production risk in the plant's words: assets that may fail and what an hour without them costs, parallel equipment with
//! spares, interventions that make an asset as good as new at the price of planned hours out, crews, budget, windows and
//! exclusions. Hours are operating hours; money is one currency; lists refer to each other by index.

use super::problem::{RiskError, Tail};
use crate::reliability::FailureModel;
use domain::{AssetId, Message};
use serde::Serialize;
use thiserror::Error;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProductionRiskInput {
    /// Length of each period.
    pub period_hours: Vec<f64>,
    pub assets: Vec<RiskAsset>,
    pub parallel: Vec<ParallelEquipment>,
    pub interventions: Vec<Intervention>,
    pub crews: Vec<Crew>,
    /// For all interventions together.
    pub budget: Option<f64>,
    pub exclusions: Vec<NotTogether>,
    pub scenarios: Scenarios,
    pub tail: Tail,
    /// 0 < share <= 1
    pub quantile: f64,
    /// How much the tail counts beside the mean, 0 ..= 1: the risk appetite, 0 for who minds the mean alone.
    pub tail_share: f64,
    pub seed: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RiskAsset {
    pub asset_id: AssetId,
    pub failure: FailureModel,
    /// Reached today.
    pub age_hours: f64,
    /// Unplanned hours out after a failure; then it is as good as new.
    pub repair_hours: f64,
    /// Money an hour out, by period. Of a member of parallel equipment not used: the group's counts.
    pub loss_per_hour: Vec<f64>,
}

/// Members stand in for each other: production is lost only while more than `spare` of them are out. Looked at in eighths of
/// a period: members that are out for parts of one eighth are taken to take turns in it as far as they can.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ParallelEquipment {
    pub assets: Vec<usize>,
    pub spare: u32,
    /// Money an hour and missing unit, by period.
    pub loss_per_hour: Vec<f64>,
    /// At most so many members under planned work in one period.
    pub most_in_work: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Intervention {
    pub asset: usize,
    /// Periods in which crews are bound to it.
    pub periods: usize,
    /// Hours the asset is out, from the start of the first of them; at most their length.
    pub hours_out: f64,
    pub cost: f64,
    /// Crew and how much of it, in each of its periods.
    pub crews: Vec<(usize, f64)>,
    /// Periods in which it may start.
    pub earliest: usize,
    pub latest: usize,
    /// Must be done whatever it does to the risk.
    pub is_required: bool,
    /// Decided before: it starts in this period, or is not done.
    pub locked: Option<Lock>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lock {
    Starts(usize),
    NotDone,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Crew {
    pub name: String,
    /// By period.
    pub available: Vec<f64>,
}

/// Two assets that must not be in planned work together, at any time or in these periods.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotTogether {
    pub assets: (usize, usize),
    pub periods: Option<Vec<usize>>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scenarios {
    /// So many, drawn from the failure models with the input's seed.
    Drawn(usize),
    /// By scenario and asset.
    Given(Vec<Vec<Lives>>),
    /// So many drawn, and beside them such in which some assets are out as a person says; the others live as drawn.
    DrawnAndGiven { drawn: usize, given: Vec<Vec<GivenOutage>> },
}

impl Scenarios {
    pub fn count(&self) -> usize {
        match self {
            Self::Drawn(count) => *count,
            Self::Given(given) => given.len(),
            Self::DrawnAndGiven { drawn, given } => drawn + given.len(),
        }
    }
}

/// A stretch in which the asset is out where it is left alone, in hours from the begin of the plan. With its renewal all later
/// ones are gone, and it lives as drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GivenOutage {
    pub asset: usize,
    pub from: f64,
    pub until: f64,
}

/// How long an asset runs in one scenario. The same draws are used whatever is decided, so that decisions are compared, not
/// luck. When lives run out the asset runs to the end of the horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lives {
    /// Hours from now to the first failure; infinite for none.
    pub present: f64,
    /// Hours from each repair to the next failure.
    pub after_repair: Vec<f64>,
    /// Hours from the end of an intervention to the next failure, then from each repair to the next.
    pub after_intervention: Vec<f64>,
    /// Stretches out before an intervention, beside what the lives say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outages: Vec<(f64, f64)>,
}

#[derive(Debug, Clone, PartialEq, Error)]
pub enum ProductionRiskError {
    #[error("{whose} {index}: {field} is not a number that can be planned with")]
    Number { whose: &'static str, index: usize, field: &'static str },
    #[error("{whose} {index}: {field} has {given} values where there are {expected}")]
    Count { whose: &'static str, index: usize, field: &'static str, given: usize, expected: usize },
    #[error("{whose} {index} names {field} {given}, which is not there")]
    Unknown { whose: &'static str, index: usize, field: &'static str, given: usize },
    #[error("asset {0} is in two groups of parallel equipment")]
    InTwoGroups(usize),
    #[error("no period, or no scenario")]
    Nothing,
    #[error("{values} values of risk are more than one run holds ({most}): fewer periods or scenarios")]
    TooLarge { values: usize, most: usize },
    #[error("stopped while the problem was made")]
    Stopped,
    #[error(transparent)]
    Problem(#[from] RiskError),
}

impl ProductionRiskError {
    /// What a person is told (`locales/*/production-risk.ftl`).
    pub fn message(&self) -> Message {
        match self {
            Self::Number { whose, index, field } => Message::new("production-risk-number")
                .with("whose", *whose)
                .with("row", index + 1)
                .with("field", *field),
            Self::Count { whose, index, field, given, expected } => Message::new("production-risk-count")
                .with("whose", *whose)
                .with("row", index + 1)
                .with("field", *field)
                .with("given", *given)
                .with("expected", *expected),
            Self::Unknown { whose, index, field, given } => Message::new("production-risk-unknown")
                .with("whose", *whose)
                .with("row", index + 1)
                .with("field", *field)
                .with("given", given + 1),
            Self::InTwoGroups(asset) => Message::new("production-risk-two-groups").with("row", asset + 1),
            Self::Nothing => Message::new("production-risk-nothing"),
            Self::TooLarge { values, most } => {
                Message::new("production-risk-too-large").with("values", *values).with("most", *most)
            }
            Self::Stopped => Message::new("production-risk-stopped"),
            Self::Problem(e) => Message::new("production-risk-problem").with("detail", e.to_string()),
        }
    }
}

impl ProductionRiskInput {
    pub fn check(&self) -> Result<(), ProductionRiskError> {
        let periods = self.period_hours.len();
        let scenarios = self.scenarios.count();
        if periods == 0 || scenarios == 0 {
            return Err(ProductionRiskError::Nothing);
        }
        let of = |whose, index| Line { whose, index };
        of("input", 0).series("period hours", &self.period_hours, periods)?;
        of("input", 0).amount("tail share", self.tail_share)?;
        of("input", 0).amount("budget", self.budget.unwrap_or(0.0))?;
        if self.tail_share > 1.0 {
            return Err(of("input", 0).number("tail share"));
        }
        for (i, a) in self.assets.iter().enumerate() {
            of("asset", i).amount("age", a.age_hours)?;
            of("asset", i).amount("repair hours", a.repair_hours)?;
            of("asset", i).series("loss per hour", &a.loss_per_hour, periods)?;
        }
        let mut grouped = vec![false; self.assets.len()];
        for (i, g) in self.parallel.iter().enumerate() {
            of("parallel equipment", i).series("loss per hour", &g.loss_per_hour, periods)?;
            for a in &g.assets {
                of("parallel equipment", i).index("asset", *a, self.assets.len())?;
                if std::mem::replace(&mut grouped[*a], true) {
                    return Err(ProductionRiskError::InTwoGroups(*a));
                }
            }
        }
        for (i, crew) in self.crews.iter().enumerate() {
            of("crew", i).series("available", &crew.available, periods)?;
        }
        for (i, v) in self.interventions.iter().enumerate() {
            let line = of("intervention", i);
            line.index("asset", v.asset, self.assets.len())?;
            line.amount("hours out", v.hours_out)?;
            line.amount("cost", v.cost)?;
            line.index("latest period", v.latest, periods)?;
            for (crew, amount) in &v.crews {
                line.index("crew", *crew, self.crews.len())?;
                line.amount("crew", *amount)?;
            }
            if let Some(Lock::Starts(p)) = v.locked {
                line.index("period", p, periods)?;
            }
        }
        for (i, e) in self.exclusions.iter().enumerate() {
            for a in [e.assets.0, e.assets.1] {
                of("exclusion", i).index("asset", a, self.assets.len())?;
            }
            for p in e.periods.iter().flatten() {
                of("exclusion", i).index("period", *p, periods)?;
            }
        }
        if let Scenarios::DrawnAndGiven { given, .. } = &self.scenarios {
            for (i, outages) in given.iter().enumerate() {
                for outage in outages {
                    of("scenario", i).index("asset", outage.asset, self.assets.len())?;
                    of("scenario", i).amount("hours", outage.from)?;
                    of("scenario", i).amount("hours", outage.until - outage.from)?;
                }
            }
        }
        if let Scenarios::Given(given) = &self.scenarios {
            for (i, lives) in given.iter().enumerate() {
                if lives.len() != self.assets.len() {
                    let (given, expected) = (lives.len(), self.assets.len());
                    return Err(ProductionRiskError::Count {
                        whose: "scenario",
                        index: i,
                        field: "assets",
                        given,
                        expected,
                    });
                }
                let hours = |l: &Lives| [&l.after_repair[..], &l.after_intervention, &[l.present]].concat();
                if lives.iter().flat_map(hours).any(|h| h.is_nan() || h < 0.0) {
                    return Err(of("scenario", i).number("hours"));
                }
            }
        }
        Ok(())
    }
}

/// One line of the input, to name it in an error.
struct Line {
    whose: &'static str,
    index: usize,
}

impl Line {
    fn number(&self, field: &'static str) -> ProductionRiskError {
        ProductionRiskError::Number { whose: self.whose, index: self.index, field }
    }

    fn amount(&self, field: &'static str, value: f64) -> Result<(), ProductionRiskError> {
        if value.is_finite() && value >= 0.0 { Ok(()) } else { Err(self.number(field)) }
    }

    fn series(&self, field: &'static str, values: &[f64], expected: usize) -> Result<(), ProductionRiskError> {
        if values.len() != expected {
            let (whose, index, given) = (self.whose, self.index, values.len());
            return Err(ProductionRiskError::Count { whose, index, field, given, expected });
        }
        values.iter().try_for_each(|v| self.amount(field, *v))
    }

    fn index(&self, field: &'static str, given: usize, count: usize) -> Result<(), ProductionRiskError> {
        let (whose, index) = (self.whose, self.index);
        if given < count { Ok(()) } else { Err(ProductionRiskError::Unknown { whose, index, field, given }) }
    }
}
