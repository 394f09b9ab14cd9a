//! What speaks against a metric: its distance from normal behaviour, from its limits, and where it is heading. Each is a
//! strength from 0 (nothing) to 1 (as bad as it gets), with its reason in words.

use crate::robust::median;
use crate::trend::Trend;
use crate::{Baseline, Hourly};
use domain::{FactorKind, Limits, Message};

/// Robust z-scores up to this are ordinary.
const ORDINARY_Z: f64 = 3.0;
/// From this robust z-score on a deviation is as strong as it gets.
const FULL_Z: f64 = 12.0;
/// Away from where the limits are, a deviation is odd rather than dangerous.
const HARMLESS_SIDE: f64 = 0.5;
/// Share of the way from normal to the first limit at which nearness begins to count.
const NEARNESS_FROM: f64 = 0.5;
/// Strength at the first limit (H or L); the second (HH or LL) is 1.
const AT_FIRST_LIMIT: f64 = 0.5;
/// A trend counts when its limit is nearer than this many horizons.
const TREND_HORIZONS: f64 = 3.0;
/// A trend must have moved the metric by this many robust deviations over its days.
const LEAST_RISE_SIGMAS: f64 = 1.0;
/// A deviation is measured in no less than this share of the metric's limit span.
const LIMIT_SPAN_FLOOR: f64 = 0.01;

#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    pub kind: FactorKind,
    /// 0 ..= 1
    pub strength: f64,
    pub explanation: Message,
}

/// A metric as it is now. `name` and `unit` are only for the words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Now<'a> {
    pub name: &'a str,
    pub unit: &'a str,
    pub limits: Limits,
    pub baseline: Baseline,
    /// Median of the recent hourly means, minima and maxima.
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

impl<'a> Now<'a> {
    /// `None` of no hours.
    pub fn of(name: &'a str, unit: &'a str, limits: Limits, baseline: Baseline, recent: &[Hourly]) -> Option<Self> {
        let middle = |value: fn(&Hourly) -> f64| median(&mut recent.iter().map(value).collect::<Vec<_>>());
        let (mean, low, high) = (middle(Hourly::mean)?, middle(Hourly::min)?, middle(Hourly::max)?);
        Some(Self { name, unit, limits, baseline, mean, low, high })
    }

    fn say(&self, id: &str) -> Message {
        Message::new(id).with("metric", self.name).with("unit", self.unit)
    }

    fn scale(&self) -> f64 {
        let given = [self.limits.low_low, self.limits.low, self.limits.high, self.limits.high_high];
        let far = |limit: f64| (limit - self.baseline.median).abs();
        let span = given.into_iter().flatten().map(far).fold(0.0, f64::max);
        self.baseline.scale.max(LIMIT_SPAN_FLOOR * span).max(f64::MIN_POSITIVE)
    }

    /// Robust z-score of the recent mean: signed, in scales.
    pub fn z(&self) -> f64 {
        ((self.mean - self.baseline.median) / self.scale()).clamp(-1e6, 1e6)
    }

    /// 0 ordinary ..= 1 unheard-of, whatever the direction.
    pub fn oddness(&self) -> f64 {
        ((self.z().abs() - ORDINARY_Z) / (FULL_Z - ORDINARY_Z)).clamp(0.0, 1.0)
    }

    pub fn deviation(&self) -> Evidence {
        let l = &self.limits;
        let (has_high, has_low) = (l.high.or(l.high_high).is_some(), l.low.or(l.low_low).is_some());
        let is_above = self.z() > 0.0;
        let is_harmless = has_high != has_low && is_above != has_high;
        let explanation = self
            .say(if is_above { "scoring-deviation-above" } else { "scoring-deviation-below" })
            .with("value", shown(self.mean))
            .with("normal", shown(self.baseline.median))
            .with("from", shown(self.baseline.low))
            .with("to", shown(self.baseline.high));
        let strength = self.oddness() * if is_harmless { HARMLESS_SIDE } else { 1.0 };
        Evidence { kind: FactorKind::Deviation, strength, explanation }
    }

    /// The stronger of the two sides.
    pub fn limit(&self) -> Option<Evidence> {
        let high = Side::high(self).map(|side| (side.strength(self.high), side, self.high));
        let low = Side::low(self).map(|side| (side.strength(-self.low), side, self.low));
        let (strength, side, value) = [high, low].into_iter().flatten().max_by(|a, b| a.0.total_cmp(&b.0))?;
        let outward = side.sign * value;
        let (name, limit) = if outward >= side.second { side.second_named } else { side.first_named };
        let id = match (outward >= limit, side.sign > 0.0) {
            (true, true) => "scoring-limit-beyond-high",
            (true, false) => "scoring-limit-beyond-low",
            (false, true) => "scoring-limit-near-high",
            (false, false) => "scoring-limit-near-low",
        };
        let explanation =
            self.say(id).with("value", shown(value)).with("limit", shown(side.sign * limit)).with("name", name);
        Some(Evidence { kind: FactorKind::Limit, strength, explanation })
    }

    /// Days until the trend reaches the far limit of its direction, and what that says. `None` where the trend is too
    /// small to matter or goes where no limit is.
    pub fn trend(&self, trend: &Trend, horizon_days: u32) -> Option<(f64, Evidence)> {
        if trend.slope_per_day.abs() * trend.days as f64 <= LEAST_RISE_SIGMAS * self.scale() {
            return None;
        }
        let rises = trend.slope_per_day > 0.0;
        let l = &self.limits;
        let (name, limit) = if rises {
            l.high_high.map(|v| ("HH", v)).or(l.high.map(|v| ("H", v)))
        } else {
            l.low_low.map(|v| ("LL", v)).or(l.low.map(|v| ("L", v)))
        }?;
        let days = ((limit - trend.level) / trend.slope_per_day).max(0.0);
        let strength = (1.0 - days / (TREND_HORIZONS * f64::from(horizon_days.max(1)))).clamp(0.0, 1.0);
        let explanation = self
            .say(if rises { "scoring-trend-rising" } else { "scoring-trend-falling" })
            .with("slope", shown(trend.slope_per_day.abs()))
            .with("limit", shown(limit))
            .with("name", name)
            .with("days", days.ceil());
        Some((days, Evidence { kind: FactorKind::Trend, strength, explanation }))
    }
}

/// One side of a metric, mirrored so that larger is worse.
struct Side {
    /// 1 for the high side, -1 for the low: `outward = sign * value`.
    sign: f64,
    start: f64,
    first: f64,
    second: f64,
    /// The limits as people know them; the same one twice where only one is given.
    first_named: (&'static str, f64),
    second_named: (&'static str, f64),
}

impl Side {
    fn high(now: &Now) -> Option<Self> {
        Self::new(1.0, now.limits.high, now.limits.high_high, now.baseline.high, ["H", "HH"])
    }

    fn low(now: &Now) -> Option<Self> {
        Self::new(-1.0, now.limits.low, now.limits.low_low, now.baseline.low, ["L", "LL"])
    }

    /// `normal` is the worst that is still ordinary. A missing second limit lies beyond the first by a quarter of the way
    /// to it; a missing first lies half-way to the second.
    fn new(sign: f64, first: Option<f64>, second: Option<f64>, normal: f64, names: [&'static str; 2]) -> Option<Self> {
        let normal = sign * normal;
        let (given_first, given_second) = (first.map(|v| sign * v), second.map(|v| sign * v));
        let (first, second) = match (given_first, given_second) {
            (Some(first), Some(second)) => (first, second),
            (Some(first), None) => (first, first + 0.25 * (first - normal).abs().max(0.01 * first.abs()).max(1e-9)),
            (None, Some(second)) => (normal.min(second).midpoint(second), second),
            (None, None) => return None,
        };
        let first_named = given_first.map_or((names[1], second), |v| (names[0], v));
        let second_named = given_second.map_or(first_named, |v| (names[1], v));
        let start = (normal + NEARNESS_FROM * (first - normal)).min(first);
        Some(Self { sign, start, first, second, first_named, second_named })
    }

    /// Rises from 0 at the start through [`AT_FIRST_LIMIT`] to 1 at the second limit.
    fn strength(&self, outward: f64) -> f64 {
        if outward >= self.second {
            1.0
        } else if outward >= self.first {
            AT_FIRST_LIMIT + (1.0 - AT_FIRST_LIMIT) * (outward - self.first) / (self.second - self.first)
        } else if outward > self.start {
            AT_FIRST_LIMIT * (outward - self.start) / (self.first - self.start)
        } else {
            0.0
        }
    }
}

/// Four significant digits: what is worth showing of a measurement.
pub fn shown(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 0.0;
    }
    format!("{value:.3e}").parse().unwrap_or(value)
}
