//! The band that the fit's uncertainty draws around a point of the curve (delta method, Meeker and Escobar 1998, 7.6):
//! the failure probability on the complementary log-log scale, where it stays within 0..1; costs on their own scale.

use super::{Confidence, DeferralInput, DeferralPoint, point_at, renewal_of};
use crate::reliability::{FailureModel, Weibull};
use serde::Serialize;

/// Lower and upper end of each figure of a point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Band {
    pub risk_increase: (f64, f64),
    pub expected_cost: (f64, f64),
    pub net_cost: (f64, f64),
}

/// Step of the central differences in ln eta and ln beta: near the cube root of the precision of the figures.
const STEP: f64 = 1e-4;

pub fn around(input: &DeferralInput, confidence: &Confidence, at: &DeferralPoint) -> Option<Band> {
    let FailureModel::Weibull(w) = input.model else { return None };
    if at.days_deferred == 0.0 {
        let same = |v: f64| (v, v);
        return Some(Band {
            risk_increase: same(0.0),
            expected_cost: same(at.expected_cost),
            net_cost: same(at.net_cost),
        });
    }
    let figures = |ln_eta: f64, ln_beta: f64| {
        let model = FailureModel::Weibull(Weibull { eta: w.eta * ln_eta.exp(), beta: w.beta * ln_beta.exp() });
        let g = renewal_of(&model, &input.costs, input.after_failure).rate();
        let p = point_at(&model, input, g, at.days_deferred);
        [(-(-p.risk_increase).ln_1p()).ln(), p.expected_cost, p.net_cost]
    };
    let by_eta = (figures(STEP, 0.0), figures(-STEP, 0.0));
    let by_beta = (figures(0.0, STEP), figures(0.0, -STEP));
    let c = &confidence.covariance;
    let z = normal_quantile(0.5 + confidence.level / 2.0);
    let half = |i: usize| {
        let (e, b) = ((by_eta.0[i] - by_eta.1[i]) / (2.0 * STEP), (by_beta.0[i] - by_beta.1[i]) / (2.0 * STEP));
        z * (e * e * c.ln_eta + 2.0 * e * b * c.both + b * b * c.ln_beta).max(0.0).sqrt()
    };
    let log_hazard = (-(-at.risk_increase).ln_1p()).ln();
    let risk = |shift: f64| -(-(log_hazard + shift).exp()).exp_m1();
    Some(Band {
        risk_increase: (risk(-half(0)), risk(half(0))),
        expected_cost: (at.expected_cost - half(1), at.expected_cost + half(1)),
        net_cost: (at.net_cost - half(2), at.net_cost + half(2)),
    })
}

/// Quantile of the standard normal, by bisection on its distribution; 1e-9 absolute is far finer than any band.
fn normal_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (0.0, 8.0);
    while high - low > 1e-10 {
        let middle = (low + high) / 2.0;
        if normal_above_zero(middle) < p - 0.5 { low = middle } else { high = middle }
    }
    low
}

/// Probability between 0 and x, by the series of the error function (all terms positive).
fn normal_above_zero(x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (x, x, 1.0);
    while term > sum * 1e-17 {
        n += 2.0;
        term *= x * x / n;
        sum += term;
    }
    sum * (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_the_normal_law() {
        for (p, z) in [(0.95, 1.644_853_626_951), (0.975, 1.959_963_984_540), (0.9995, 3.290_526_731_492)] {
            assert!((normal_quantile(p) - z).abs() < 1e-9);
        }
    }
}
