//! Maximum likelihood for Weibull lives from histories with censoring (still running, or taken out unfailed) and left
//! truncation (watched only from some age on). The scale follows from the shape, so one equation remains:
//! `r / beta + sum_failed ln x = r * sum (x^beta ln x - a^beta ln a) / sum (x^beta - a^beta)`.
//! The inverse of the observed information, in (ln eta, ln beta), is carried into the bands of the deferral curve.

use super::{ReliabilityError, Weibull};
use serde::Serialize;

/// One life as far as it was seen, in operating hours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Age when watching began; 0 for a life seen from its start.
    pub entry: f64,
    /// Age at failure, or the last age at which it was known to run.
    pub exit: f64,
    pub failed: bool,
}

/// The estimate with its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Fit {
    pub weibull: Weibull,
    /// Covariance of (ln eta, ln beta): variances of the two and their covariance.
    pub covariance: Covariance,
    pub failures: usize,
    pub log_likelihood: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Covariance {
    pub ln_eta: f64,
    pub ln_beta: f64,
    pub both: f64,
}

/// Shapes outside this range are no failure of equipment; a likelihood that rises to its edge has no maximum.
const SHAPES: (f64, f64) = (0.05, 100.0);
/// Steps of the search for the sign change, evenly in ln beta.
const SCAN: usize = 200;

/// Hours are divided by their largest, so that no power overflows.
struct Lives {
    lives: Vec<Observation>,
    unit: f64,
    failures: f64,
    sum_ln_failed: f64,
}

/// Sums over all lives of `x^b - a^b` and of its first two derivatives by b.
struct Powers {
    plain: f64,
    ln: f64,
    ln2: f64,
}

pub fn fit_weibull(observations: &[Observation]) -> Result<Fit, ReliabilityError> {
    let lives = Lives::new(observations)?;
    let beta = lives.best_shape()?;
    let powers = lives.powers(beta);
    let scale = (powers.plain / lives.failures).powf(1.0 / beta);
    let weibull = Weibull { eta: scale * lives.unit, beta };
    Ok(Fit {
        weibull,
        covariance: lives.covariance(beta, scale, &powers)?,
        failures: lives.failures as usize,
        log_likelihood: log_likelihood(&weibull, observations),
    })
}

/// Sum of ln h at failures less the hazard run through while watched.
pub fn log_likelihood(w: &Weibull, observations: &[Observation]) -> f64 {
    let of = |o: &Observation| {
        let at_failure = if o.failed { w.hazard(o.exit).ln() } else { 0.0 };
        at_failure - (w.cumulative_hazard(o.exit) - w.cumulative_hazard(o.entry))
    };
    observations.iter().map(of).sum()
}

impl Lives {
    fn new(observations: &[Observation]) -> Result<Self, ReliabilityError> {
        for (index, o) in observations.iter().enumerate() {
            if !(o.entry >= 0.0 && o.exit > o.entry && o.exit.is_finite()) {
                return Err(ReliabilityError::Observation { index, entry: o.entry, exit: o.exit });
            }
        }
        let mut ages: Vec<f64> = observations.iter().filter(|o| o.failed).map(|o| o.exit).collect();
        let failures = ages.len();
        ages.sort_by(f64::total_cmp);
        ages.dedup();
        if ages.len() < 2 {
            return Err(ReliabilityError::TooFewFailures { failures, ages: ages.len() });
        }
        let unit = observations.iter().map(|o| o.exit).fold(0.0, f64::max);
        let lives: Vec<Observation> = observations
            .iter()
            .map(|o| Observation { entry: o.entry / unit, exit: o.exit / unit, failed: o.failed })
            .collect();
        let sum_ln_failed = lives.iter().filter(|o| o.failed).map(|o| o.exit.ln()).sum();
        Ok(Self { lives, unit, failures: failures as f64, sum_ln_failed })
    }

    fn powers(&self, beta: f64) -> Powers {
        let mut p = Powers { plain: 0.0, ln: 0.0, ln2: 0.0 };
        let mut add = |x: f64, sign: f64| {
            if x > 0.0 {
                let (power, ln) = (sign * x.powf(beta), x.ln());
                p.plain += power;
                p.ln += power * ln;
                p.ln2 += power * ln * ln;
            }
        };
        for o in &self.lives {
            add(o.exit, 1.0);
            add(o.entry, -1.0);
        }
        p
    }

    /// Derivative of the profile log-likelihood by the shape, divided by the number of failures.
    fn slope(&self, beta: f64) -> f64 {
        let p = self.powers(beta);
        1.0 / beta + self.sum_ln_failed / self.failures - p.ln / p.plain
    }

    /// With truncation the slope may change its sign more than once: every descent through zero is a local maximum, and
    /// the most likely of them is taken.
    fn best_shape(&self) -> Result<f64, ReliabilityError> {
        let (low, high) = SHAPES;
        let at = |i: usize| low * (high / low).powf(i as f64 / SCAN as f64);
        let profile = |beta: f64| {
            let p = self.powers(beta);
            self.failures * (beta.ln() - (p.plain / self.failures).ln()) + (beta - 1.0) * self.sum_ln_failed
        };
        let mut best: Option<(f64, f64)> = None;
        let mut before = self.slope(at(0));
        for i in 1..=SCAN {
            let here = self.slope(at(i));
            if before > 0.0 && here <= 0.0 {
                let beta = self.root(at(i - 1), at(i));
                let likelihood = profile(beta);
                if best.is_none_or(|(l, _)| likelihood > l) {
                    best = Some((likelihood, beta));
                }
            }
            before = here;
        }
        best.map(|(_, beta)| beta).ok_or(ReliabilityError::NoMaximum)
    }

    /// Bisection to the last bit: the slope is cheap and the bracket is narrow.
    fn root(&self, mut low: f64, mut high: f64) -> f64 {
        loop {
            let middle = low + (high - low) / 2.0;
            if middle <= low || middle >= high {
                return middle;
            }
            if self.slope(middle) > 0.0 { low = middle } else { high = middle }
        }
    }

    /// Second derivatives of the log-likelihood by (ln eta, ln beta) at its maximum, negated and inverted.
    fn covariance(&self, beta: f64, scale: f64, p: &Powers) -> Result<Covariance, ReliabilityError> {
        let (ln_scale, by) = (scale.ln(), scale.powf(-beta));
        let (h0, h1, h2) = (
            p.plain * by,
            (p.ln - ln_scale * p.plain) * by,
            (p.ln2 - 2.0 * ln_scale * p.ln + ln_scale * ln_scale * p.plain) * by,
        );
        // l = r (ln beta - ln eta) + (beta - 1) sum ln(x / eta) - h0; by ln beta the first-order terms cancel but these.
        let eta_eta = beta * beta * h0;
        let eta_beta = self.failures * beta - beta * h0 - beta * beta * h1;
        let beta_beta = beta * beta * h2 + beta * h1 - beta * (self.sum_ln_failed - self.failures * ln_scale);
        let determinant = eta_eta * beta_beta - eta_beta * eta_beta;
        if !(determinant > 0.0 && eta_eta > 0.0) {
            return Err(ReliabilityError::NoMaximum);
        }
        Ok(Covariance {
            ln_eta: beta_beta / determinant,
            ln_beta: eta_eta / determinant,
            both: -eta_beta / determinant,
        })
    }
}
