//! Mean uptime of an aged Weibull asset over a span, to about 1e-12 relative: Gauss-Legendre where the span is short beside
//! the age (the integrand is analytic, its only singular point is age 0), else differences of closed forms, each chosen where
//! it loses no digits.

use super::Weibull;
use std::sync::LazyLock;

/// Nodes and weights on 0..1.
type Rule = Vec<(f64, f64)>;

static FEW: LazyLock<Rule> = LazyLock::new(|| gauss_legendre(4));
static SOME: LazyLock<Rule> = LazyLock::new(|| gauss_legendre(6));
static MANY: LazyLock<Rule> = LazyLock::new(|| gauss_legendre(12));

pub fn weibull(w: &Weibull, age: f64, d: f64) -> f64 {
    if age <= 0.0 {
        return w.mean_life_up_to(d);
    }
    if d <= 0.0 {
        return 0.0;
    }
    let x = w.cumulative_hazard(age);
    let grown = x * (w.beta * (d / age).ln_1p()).exp_m1();
    over(w, age, d, x, grown)
}

/// `x`: H(age); `grown`: H(age + d) - H(age).
pub(crate) fn over(w: &Weibull, age: f64, d: f64, x: f64, grown: f64) -> f64 {
    // The rules' error falls as rho^-2n, rho = c + sqrt(c^2 - 1), c = 1 + 2 age / d; the bounds leave 1e-13 or less.
    let rule = match age / d {
        r if r >= 30.0 && grown <= 0.3 => &FEW,
        r if r >= 4.0 && grown <= 1.0 => &SOME,
        r if r >= 0.5 && grown <= 3.0 => &MANY,
        _ => return by_difference(w, age, d, x, grown),
    };
    let survival = |s: f64| (-x * (w.beta * (s * d / age).ln_1p()).exp_m1()).exp();
    d * rule.iter().map(|(node, weight)| weight * survival(*node)).sum::<f64>()
}

fn by_difference(w: &Weibull, age: f64, d: f64, x: f64, grown: f64) -> f64 {
    if x + grown <= 2.5 {
        x.exp() * (w.life_up_to(age + d, x + grown) - w.life_up_to(age, x))
    } else {
        w.mean_residual_life(age) - (-grown).exp() * w.mean_residual_life(age + d)
    }
}

/// Roots of the Legendre polynomial by Newton's method from Chebyshev's guess.
fn gauss_legendre(n: usize) -> Rule {
    let size = n as f64;
    (0..n)
        .map(|i| {
            let mut x = (std::f64::consts::PI * (i as f64 + 0.75) / (size + 0.5)).cos();
            let mut slope = 1.0;
            for _ in 0..100 {
                let (mut before, mut value) = (1.0, x);
                for k in 2..=n {
                    let k = k as f64;
                    (before, value) = (value, ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k);
                }
                slope = size * (x * value - before) / (x * x - 1.0);
                let step = value / slope;
                x -= step;
                if step.abs() < 1e-16 {
                    break;
                }
            }
            ((1.0 - x) / 2.0, 1.0 / ((1.0 - x * x) * slope * slope))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Composite midpoint with Richardson extrapolation in s = age + u: slow and independent of every formula above.
    fn slowly(w: &Weibull, age: f64, d: f64) -> f64 {
        let with = |n: usize| {
            let h = d / n as f64;
            let r = |s: f64| (w.cumulative_hazard(age) - w.cumulative_hazard(age + s)).exp();
            (0..n).map(|i| r((i as f64 + 0.5) * h)).sum::<f64>() * h
        };
        let (a, b, c) = (with(20_000), with(40_000), with(80_000));
        let (ab, bc) = (b + (b - a) / 3.0, c + (c - b) / 3.0);
        bc + (bc - ab) / 15.0
    }

    #[test]
    fn uptime_agrees_with_a_slow_integral_in_every_branch() {
        for beta in [0.6, 1.0, 1.3, 2.2, 3.7, 6.0] {
            let w = Weibull { eta: 1000.0, beta };
            for age in [40.0, 300.0, 1000.0, 2100.0] {
                for d in [0.5, 8.0, 70.0, 500.0, 1900.0] {
                    let (got, want) = (weibull(&w, age, d), slowly(&w, age, d));
                    assert!((got / want - 1.0).abs() < 1e-9, "beta {beta} age {age} d {d}: {got} is not {want}");
                }
            }
        }
    }
}
