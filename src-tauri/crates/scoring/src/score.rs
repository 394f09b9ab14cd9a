//! Evidence to a score. With the loss `a` of each piece of evidence (its cap times its strength):
//!
//! - `health = 100 * product(1 - a)`: pieces of evidence wear health down like independent causes;
//! - a factor's contribution is its share of `-ln(1 - a)` in the sum, times `100 - health`: they add up exactly;
//! - `failure probability = 1 - exp(-(base + 3 * loss^2) * horizon / 30 d) * (1 - reach)`: the family's base hazard plus
//!   the condition's, and the chance that a trend reaches its limit within the horizon.
//!
//! Each is monotone in each piece of evidence. Nothing here is calibrated to a plant's own failures: docs/scoring.md.

use crate::evidence::{Evidence, Now};
use crate::trend::trend;
use crate::{Baseline, Hourly, Windows};
use chrono::TimeDelta;
use domain::{AssetId, Factor, FactorKind, Family, Limits, Message, ScoreOutcome, Timestamp};

/// A metric with what was learned of it. `hours`: those of [`Windows::score_range`], in any order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MetricInput<'a> {
    pub name: &'a str,
    /// UCUM code, for the words.
    pub unit: &'a str,
    pub limits: Limits,
    /// `None`: not learned yet.
    pub baseline: Option<Baseline>,
    pub hours: &'a [Hourly],
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AssetInput<'a> {
    pub asset_id: AssetId,
    pub family: Family,
    pub metrics: &'a [MetricInput<'a>],
}

/// The most that one piece of evidence may take, as a share of the health that the others leave.
const DEVIATION_CAP: f64 = 0.22;
const LIMIT_CAP: f64 = 0.75;
const TREND_CAP: f64 = 0.22;
/// Share of the recent hours that must have trusted readings.
const LEAST_RECENT_SHARE: f64 = 0.5;
/// Share of an asset's metrics that must be usable for the asset to have a score.
const LEAST_USABLE_SHARE: f64 = 1.0 / 3.0;
/// Hazard, per 30 days, that a health of 0 adds: a failure probability of 95 %.
const CONDITION_HAZARD: f64 = 3.0;
/// A trend never makes failure certain.
const MOST_REACH: f64 = 0.9;
/// One metric alone never makes an asset wholly anomalous.
const MOST_ODD: f64 = 0.9;
const DAYS_PER_YEAR: f64 = 365.25;

/// Scores an asset at a moment with the default windows.
pub fn score_asset(input: &AssetInput, at: Timestamp, horizon_days: u32) -> ScoreOutcome {
    score_asset_with(input, at, horizon_days, &Windows::default())
}

pub fn score_asset_with(input: &AssetInput, at: Timestamp, horizon_days: u32, windows: &Windows) -> ScoreOutcome {
    let horizon_days = horizon_days.max(1);
    let mut findings = Findings::none();
    for metric in input.metrics {
        findings.add(metric, at, horizon_days, windows);
    }
    match findings.too_little(input.metrics.len(), windows) {
        Some(reason) => ScoreOutcome::InsufficientData { reason },
        None => findings.outcome(input, horizon_days),
    }
}

struct Findings {
    /// Metric, evidence, loss.
    losses: Vec<(String, Evidence, f64)>,
    usable: usize,
    without_baseline: usize,
    quality: f64,
    /// What is left of "this is ordinary" after each metric's oddness.
    ordinary: f64,
    remaining_life_days: Option<f64>,
}

impl Findings {
    fn none() -> Self {
        Self { losses: vec![], usable: 0, without_baseline: 0, quality: 0.0, ordinary: 1.0, remaining_life_days: None }
    }

    fn add(&mut self, metric: &MetricInput, at: Timestamp, horizon_days: u32, windows: &Windows) {
        let from = at - TimeDelta::hours(i64::from(windows.recent_hours));
        let recent: Vec<Hourly> = metric.hours.iter().filter(|h| h.at() >= from && h.at() < at).copied().collect();
        let wanted = f64::from(windows.recent_hours.max(1));
        self.quality += (recent.iter().map(Hourly::quality).sum::<f64>() / wanted).min(1.0);
        let Some(baseline) = metric.baseline else {
            self.without_baseline += 1;
            return;
        };
        if (recent.len() as f64) < LEAST_RECENT_SHARE * wanted {
            return;
        }
        let Some(now) = Now::of(metric.name, metric.unit, metric.limits, baseline, &recent) else { return };
        self.usable += 1;
        self.ordinary *= 1.0 - MOST_ODD * now.oddness();
        self.take(metric.name, now.deviation());
        if let Some(evidence) = now.limit() {
            self.take(metric.name, evidence);
        }
        let heading = trend(metric.hours, at, windows.trend_hours).and_then(|t| now.trend(&t, horizon_days));
        if let Some((days, evidence)) = heading {
            self.remaining_life_days = Some(self.remaining_life_days.map_or(days, |least| least.min(days)));
            self.take(metric.name, evidence);
        }
    }

    fn take(&mut self, metric: &str, evidence: Evidence) {
        if evidence.strength > 0.0 {
            let loss = cap(evidence.kind) * evidence.strength;
            self.losses.push((metric.to_owned(), evidence, loss));
        }
    }

    /// Why there is no score, if there is none.
    fn too_little(&self, metrics: usize, windows: &Windows) -> Option<Message> {
        if metrics == 0 {
            return Some(Message::new("scoring-insufficient-no-metrics"));
        }
        if self.usable as f64 >= (LEAST_USABLE_SHARE * metrics as f64).max(1.0) {
            return None;
        }
        let said = |id: &str| Message::new(id).with("usable", self.usable).with("metrics", metrics);
        Some(if self.without_baseline * 2 >= metrics {
            said("scoring-insufficient-history").with("hours", crate::baseline::LEAST_HOURS)
        } else {
            said("scoring-insufficient-recent").with("hours", windows.recent_hours)
        })
    }

    fn outcome(mut self, input: &AssetInput, horizon_days: u32) -> ScoreOutcome {
        let wear: f64 = self.losses.iter().map(|(_, _, a)| -(1.0 - a).ln()).sum();
        let loss = 1.0 - (-wear).exp();
        self.losses.sort_by(|a, b| b.2.total_cmp(&a.2));
        let factors: Vec<Factor> = self
            .losses
            .into_iter()
            .map(|(metric, evidence, a)| Factor {
                metric,
                kind: evidence.kind,
                contribution: 100.0 * loss * (-(1.0 - a).ln() / wear),
                explanation: evidence.explanation,
            })
            .collect();
        ScoreOutcome::Scored {
            health: (100.0 - factors.iter().map(|f| f.contribution).sum::<f64>()).clamp(0.0, 100.0),
            failure_probability: failure_probability(input.family, loss, self.remaining_life_days, horizon_days),
            horizon_days,
            anomaly: (1.0 - self.ordinary).clamp(0.0, 1.0),
            remaining_life_days: self.remaining_life_days,
            factors,
            data_quality: (self.quality / input.metrics.len() as f64).clamp(0.0, 1.0),
        }
    }
}

fn cap(kind: FactorKind) -> f64 {
    match kind {
        FactorKind::Deviation => DEVIATION_CAP,
        FactorKind::Limit => LIMIT_CAP,
        FactorKind::Trend => TREND_CAP,
    }
}

/// `loss` is `1 - health / 100`.
fn failure_probability(family: Family, loss: f64, remaining_life_days: Option<f64>, horizon_days: u32) -> f64 {
    let horizon = f64::from(horizon_days);
    let hazard = failures_a_year(family) * horizon / DAYS_PER_YEAR + CONDITION_HAZARD * loss * loss * horizon / 30.0;
    // Log-logistic: a limit one horizon away is even odds, half a horizon away four to one.
    let reach = remaining_life_days.map_or(0.0, |days| MOST_REACH / (1.0 + (days / horizon).powi(2)));
    (1.0 - (-hazard).exp() * (1.0 - reach)).clamp(0.0, 1.0)
}

/// Failures a year of a healthy machine: our own order-of-magnitude priors, until a plant's failure history is fitted.
fn failures_a_year(family: Family) -> f64 {
    match family {
        Family::GasTurbine | Family::Compressor => 0.6,
        Family::Pump | Family::SteamTurbine => 0.4,
        Family::Fan | Family::ElectricGenerator => 0.3,
        Family::HeatExchanger | Family::Valve | Family::Instrument | Family::Other => 0.2,
        Family::ElectricMotor => 0.15,
        Family::Transformer | Family::Vessel => 0.05,
    }
}
