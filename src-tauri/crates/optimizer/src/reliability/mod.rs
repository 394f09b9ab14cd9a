//! How long assets live: Weibull, exponential or tabulated, always given the age already reached (left truncation).
//! Ages and durations are operating hours. Used by the deferral cost model; `fit` finds the parameters from histories.

pub mod fit;
mod gamma;
mod tabulated;
mod uptime;
mod weibull;

use domain::Message;
use serde::Serialize;
use thiserror::Error;

pub use tabulated::Tabulated;
pub(crate) use tabulated::exponential_uptime;
pub use weibull::Weibull;

/// A failure model that was checked: its parameters are positive and finite.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureModel {
    Weibull(Weibull),
    /// The same hazard at every age: it never pays to replace by age.
    Exponential {
        mean_life: f64,
    },
    Tabulated(Tabulated),
}

#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum ReliabilityError {
    #[error("{name} is {value}; it must be a positive number")]
    Parameter { name: &'static str, value: f64 },
    #[error("row {row} of the survival table (age {age}, survival {survival}) does not go on from the row before it")]
    Table { row: usize, age: f64, survival: f64 },
    #[error("the survival table ends without any loss: nothing says how the asset fails after it")]
    EndlessTable,
    #[error("observation {index}: from {entry} to {exit} is no span of operating hours")]
    Observation { index: usize, entry: f64, exit: f64 },
    #[error("{failures} failures at {ages} different ages: at least two different ages are needed")]
    TooFewFailures { failures: usize, ages: usize },
    #[error("the histories do not tell the shape: the likelihood has no maximum")]
    NoMaximum,
}

impl ReliabilityError {
    /// What a person is told (`locales/*/optimization.ftl`).
    pub fn message(&self) -> Message {
        match *self {
            Self::Parameter { name, value } => {
                Message::new("deferral-parameter-not-positive").with("name", name).with("value", value.to_string())
            }
            Self::Table { row, age, survival } => Message::new("deferral-table-row")
                .with("row", (row + 1) as f64)
                .with("age", age.to_string())
                .with("survival", survival.to_string()),
            Self::EndlessTable => Message::new("deferral-table-endless"),
            Self::Observation { index, entry, exit } => Message::new("deferral-observation")
                .with("row", (index + 1) as f64)
                .with("entry", entry.to_string())
                .with("exit", exit.to_string()),
            Self::TooFewFailures { failures, .. } => {
                Message::new("deferral-too-few-failures").with("failures", failures as f64)
            }
            Self::NoMaximum => Message::new("deferral-no-maximum"),
        }
    }
}

impl FailureModel {
    /// `eta`: hours by which 63.2 % have failed. `beta`: above 1 the asset ages.
    pub fn weibull(eta: f64, beta: f64) -> Result<Self, ReliabilityError> {
        positive("eta", eta)?;
        positive("beta", beta)?;
        Ok(Self::Weibull(Weibull { eta, beta }))
    }

    pub fn exponential(mean_life: f64) -> Result<Self, ReliabilityError> {
        positive("mean_life", mean_life)?;
        Ok(Self::Exponential { mean_life })
    }

    /// See [`Tabulated::new`].
    pub fn tabulated(points: &[(f64, f64)]) -> Result<Self, ReliabilityError> {
        Tabulated::new(points).map(Self::Tabulated)
    }

    /// H(age): expected failures so far, were each only patched (minimal repair). `R = e^-H`.
    pub fn cumulative_hazard(&self, age: f64) -> f64 {
        match self {
            Self::Weibull(w) => w.cumulative_hazard(age),
            Self::Exponential { mean_life } => age / mean_life,
            Self::Tabulated(t) => t.cumulative_hazard(age),
        }
    }

    /// Failures per hour at that age.
    pub fn hazard(&self, age: f64) -> f64 {
        match self {
            Self::Weibull(w) => w.hazard(age),
            Self::Exponential { mean_life } => 1.0 / mean_life,
            Self::Tabulated(t) => t.hazard(age),
        }
    }

    /// F(t+d | t): the probability to fail within `d` hours, of an asset that has reached `age`.
    pub fn conditional_failure(&self, age: f64, d: f64) -> f64 {
        -(-self.hazard_over(age, d)).exp_m1()
    }

    /// H(age + d) - H(age), without losing digits where `d` is small beside the age.
    pub fn hazard_over(&self, age: f64, d: f64) -> f64 {
        match self {
            Self::Weibull(w) if age > 0.0 => w.cumulative_hazard(age) * (w.beta * (d / age).ln_1p()).exp_m1(),
            Self::Exponential { mean_life } => d / mean_life,
            _ => self.cumulative_hazard(age + d) - self.cumulative_hazard(age),
        }
    }

    /// Mean hours still to come at that age.
    pub fn mean_residual_life(&self, age: f64) -> f64 {
        match self {
            Self::Weibull(w) => w.mean_residual_life(age),
            Self::Exponential { mean_life } => *mean_life,
            Self::Tabulated(t) => t.mean_residual_life(age),
        }
    }

    /// Mean hours up within the next `d` hours, given survival to `age`, where a failure ends them:
    /// the integral of R(age + s | age) over s from 0 to d.
    pub fn mean_uptime(&self, age: f64, d: f64) -> f64 {
        match self {
            Self::Weibull(w) => uptime::weibull(w, age, d),
            Self::Exponential { mean_life } => exponential_uptime(1.0 / mean_life, d),
            Self::Tabulated(t) => t.mean_uptime(age, d),
        }
    }
}

fn positive(name: &'static str, value: f64) -> Result<(), ReliabilityError> {
    if value > 0.0 && value.is_finite() { Ok(()) } else { Err(ReliabilityError::Parameter { name, value }) }
}

/// `H(age + d) - H(age)` and the mean uptime within `d`, where `x` = H(age) is known already.
pub(crate) fn uptime_over(model: &FailureModel, age: f64, d: f64, x: f64) -> (f64, f64) {
    match model {
        FailureModel::Weibull(w) if age > 0.0 && d > 0.0 => {
            let grown = x * (w.beta * (d / age).ln_1p()).exp_m1();
            (grown, uptime::over(w, age, d, x, grown))
        }
        _ => (model.hazard_over(age, d), model.mean_uptime(age, d)),
    }
}
