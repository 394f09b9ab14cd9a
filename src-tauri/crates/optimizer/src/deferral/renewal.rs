//! The best age to replace at (Barlow and Hunter 1960): least long-run cost rate
//! `C(T) = (Cp R(T) + Cf F(T)) / M(T)`, `M(T)` the integral of R from 0 to T; and its minimal-repair twin
//! `C(T) = (Cp + Cm H(T)) / T`. The best rate g* is what an hour of an asset's life is worth when renewal is delayed.

use crate::reliability::{FailureModel, Tabulated, Weibull};
use serde::Serialize;

/// What a replacement costs, planned and after a failure, all in.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RenewalCosts {
    pub planned: f64,
    pub failure: f64,
}

/// The answer of an age-replacement question. `rate` is in cost per operating hour.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "answer")]
pub enum Renewal {
    ReplaceAt {
        age: f64,
        rate: f64,
    },
    /// No age is worth a planned replacement.
    RunToFailure {
        rate: f64,
    },
}

/// A saving below this share of the cost rate is below what any failure model knows: it is no reason to replace.
pub const NEGLIGIBLE_SAVING: f64 = 1e-9;
const MOST_STEPS: usize = 60;

impl Renewal {
    /// Cost per hour in the long run when one does as answered.
    pub fn rate(&self) -> f64 {
        match *self {
            Self::ReplaceAt { rate, .. } | Self::RunToFailure { rate } => rate,
        }
    }
}

/// Replacement makes new, at a failure too.
pub fn age_replacement(model: &FailureModel, costs: RenewalCosts) -> Renewal {
    let run_to_failure = || Renewal::RunToFailure { rate: costs.failure / model.mean_residual_life(0.0) };
    if costs.planned >= costs.failure {
        return run_to_failure();
    }
    match model {
        FailureModel::Weibull(w) => weibull(w, costs),
        FailureModel::Exponential { .. } => run_to_failure(),
        FailureModel::Tabulated(t) => tabulated(t, costs, run_to_failure()),
    }
}

/// A failure is patched at `repair` and leaves the age as it was; replacement at `planned` makes new.
pub fn minimal_repair(model: &FailureModel, planned: f64, repair: f64) -> Renewal {
    match model {
        FailureModel::Weibull(w) if w.beta > 1.0 => {
            let age = w.eta * (planned / (repair * (w.beta - 1.0))).powf(1.0 / w.beta);
            Renewal::ReplaceAt { age, rate: repair * w.hazard(age) }
        }
        // The hazard falls or stays: patching for ever is best, at the rate it tends to.
        FailureModel::Weibull(w) => Renewal::RunToFailure { rate: if w.beta < 1.0 { 0.0 } else { repair / w.eta } },
        FailureModel::Exponential { mean_life } => Renewal::RunToFailure { rate: repair / mean_life },
        FailureModel::Tabulated(t) => {
            // Within a segment the rate falls or rises throughout, so its least is at a point of the table or never.
            let for_ever = Renewal::RunToFailure { rate: repair * t.hazard(f64::MAX) };
            let at =
                |(age, _, hazard): (f64, f64, f64)| Renewal::ReplaceAt { age, rate: (planned + repair * hazard) / age };
            t.points().map(at).fold(for_ever, better)
        }
    }
}

fn better(known: Renewal, other: Renewal) -> Renewal {
    if other.rate() < known.rate() * (1.0 - NEGLIGIBLE_SAVING) { other } else { known }
}

/// At the best age `h M - F = Cp / (Cf - Cp)`; the left side rises from 0 when beta > 1. Newton in the logarithms of both
/// sides from the small-age solution `(beta - 1) z^beta`, which is nearly exact there; then `g* = (Cf - Cp) h`.
fn weibull(w: &Weibull, costs: RenewalCosts) -> Renewal {
    let (saving, mean) = (costs.failure - costs.planned, w.mean());
    let for_ever = Renewal::RunToFailure { rate: costs.failure / mean };
    if w.beta <= 1.0 {
        return for_ever;
    }
    let wanted = costs.planned / saving;
    let unit = Weibull { eta: 1.0, beta: w.beta };
    let mut y = (wanted / (w.beta - 1.0)).ln() / w.beta;
    for _ in 0..MOST_STEPS {
        let z = y.exp();
        let x = (w.beta * y).exp();
        let hazard = w.beta * x / z;
        let (life, failed) = (unit.life_up_to(z, x), -(-x).exp_m1());
        let value = hazard * life - failed;
        // The difference cancels for small x; its series is (beta - 1) x (1 - ...), good where Newton starts.
        if value <= 0.0 {
            break;
        }
        let slope = (w.beta - 1.0) * hazard * life / value;
        let step = (value / wanted).ln() / slope;
        y -= step.clamp(-2.0, 2.0);
        if step.abs() < 1e-13 {
            break;
        }
    }
    let age = w.eta * y.exp();
    let rate = saving * w.hazard(age);
    let survival = (-w.cumulative_hazard(age)).exp();
    // What is saved against running to failure is at most R(age) of the rate: far out both are the same number.
    if survival < NEGLIGIBLE_SAVING {
        return for_ever;
    }
    better(for_ever, Renewal::ReplaceAt { age, rate })
}

/// With a hazard constant between its points, C falls or rises throughout a segment: the least is at a point, or at none.
fn tabulated(t: &Tabulated, costs: RenewalCosts, for_ever: Renewal) -> Renewal {
    let at = |(age, life, hazard): (f64, f64, f64)| {
        let failed = -(-hazard).exp_m1();
        Renewal::ReplaceAt { age, rate: (costs.planned + (costs.failure - costs.planned) * failed) / life }
    };
    t.points().map(at).fold(for_ever, better)
}
