//! The Weibull life: `R(t) = exp(-(t / eta)^beta)`. beta 1 is the exponential life; above 1 the asset ages.

use super::gamma::{gamma, lower_scaled, upper_scaled};
use serde::Serialize;

/// `eta` is the characteristic life in hours, `beta` the shape; both positive and finite.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Weibull {
    pub eta: f64,
    pub beta: f64,
}

/// From this cumulative hazard on the continued fraction converges faster than the series.
const SERIES_UP_TO: f64 = 2.5;

impl Weibull {
    pub fn cumulative_hazard(&self, age: f64) -> f64 {
        if age <= 0.0 { 0.0 } else { (age / self.eta).powf(self.beta) }
    }

    /// Failures per hour at that age.
    pub fn hazard(&self, age: f64) -> f64 {
        self.beta / self.eta * (age / self.eta).powf(self.beta - 1.0)
    }

    /// Mean life: `eta * Gamma(1 + 1 / beta)`.
    pub fn mean(&self) -> f64 {
        self.eta * gamma(1.0 + 1.0 / self.beta)
    }

    /// Mean hours until failure or until that age, of a new asset: the integral of R from 0 to `age`.
    pub fn mean_life_up_to(&self, age: f64) -> f64 {
        if age <= 0.0 {
            return 0.0;
        }
        self.life_up_to(age, self.cumulative_hazard(age))
    }

    /// As `mean_life_up_to`, where the cumulative hazard `x` at that age is known already.
    pub(crate) fn life_up_to(&self, age: f64, x: f64) -> f64 {
        let a = 1.0 / self.beta;
        if x <= SERIES_UP_TO {
            age * (-x).exp() * lower_scaled(a, x)
        } else {
            self.mean() - a * age * (-x).exp() * upper_scaled(a, x)
        }
    }

    /// Mean hours still to come at that age.
    pub fn mean_residual_life(&self, age: f64) -> f64 {
        if age <= 0.0 {
            return self.mean();
        }
        let (a, x) = (1.0 / self.beta, self.cumulative_hazard(age));
        if x > SERIES_UP_TO { a * age * upper_scaled(a, x) } else { (self.mean() - self.life_up_to(age, x)) * x.exp() }
    }
}
