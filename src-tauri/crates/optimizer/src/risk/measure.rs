//! What a period's scenarios amount to: their mean and the tail beyond it.

use super::problem::{RiskProblem, Tail};
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct PeriodRisk {
    pub mean: f64,
    /// Beyond the mean, at least 0.
    pub tail: f64,
}

/// The rank, from 1, of the quantile among `scenarios` values. `share * scenarios` is rounded up, but not for the last digit
/// of the product (0.95 * 20 is 19, not 19.000000000000004).
pub(crate) fn quantile_rank(share: f64, scenarios: usize) -> usize {
    ((share * scenarios as f64 - 1e-9).ceil() as usize).clamp(1, scenarios)
}

/// Reorders `values`.
#[inline]
pub(crate) fn tail(problem: &RiskProblem, mean: f64, values: &mut [f64]) -> f64 {
    let rank = quantile_rank(problem.quantile, values.len());
    let count = values.len() as f64;
    let (_, quantile, beyond) = values.select_nth_unstable_by(rank - 1, f64::total_cmp);
    let quantile = *quantile;
    let excess = match problem.tail {
        Tail::QuantileExcess => quantile - mean,
        // At share 1 nothing lies beyond: the worst value.
        Tail::TailMeanExcess if problem.quantile >= 1.0 => quantile - mean,
        Tail::TailMeanExcess => {
            let over: f64 = beyond.iter().map(|v| v - quantile).sum();
            quantile + over / ((1.0 - problem.quantile) * count) - mean
        }
    };
    excess.max(0.0)
}

/// Of one period; `values` by scenario.
pub(crate) fn period_risk(problem: &RiskProblem, values: &[f64]) -> PeriodRisk {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    PeriodRisk { mean, tail: tail(problem, mean, &mut values.to_vec()) }
}
