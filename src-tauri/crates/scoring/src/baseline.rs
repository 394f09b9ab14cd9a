//! Normal behaviour of a metric, learned from its own hours.

use crate::robust::{MAD_TO_SIGMA, quantile};
use crate::{Hourly, Windows};
use domain::Timestamp;
use serde::{Deserialize, Serialize};

/// Two days at least: both halves of the daily cycle twice.
pub const LEAST_HOURS: usize = 48;
/// The scale is never below this share of what a normal distribution of the same 1 % to 99 % range would have. Metrics
/// that mostly stand still (MAD near 0) would otherwise find every move unheard-of.
const RANGE_FLOOR: f64 = 0.25;
/// P99 - P1 of a normal distribution, in standard deviations.
const SIGMAS_P1_TO_P99: f64 = 4.652_7;
/// Nor below this share of the median: less than any industrial transmitter's accuracy over a month.
const MEDIAN_FLOOR: f64 = 0.002;

/// What is normal, in the metric's unit. May be kept and used again: it does not change unless learned anew.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Baseline {
    /// Median of hourly means.
    pub median: f64,
    /// Robust standard deviation of hourly means, with floors; above 0 unless the metric is always 0.
    pub scale: f64,
    /// 1 % of hourly minima lie below.
    pub low: f64,
    /// 1 % of hourly maxima lie above.
    pub high: f64,
    /// Hours it was learned from.
    pub hours: usize,
}

/// Not enough to learn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooShort {
    pub hours: usize,
}

/// Learns what was normal before a moment, from hours in any order: those between the baseline's begin and the guard.
/// A plant so young that these are too few learns from its oldest [`LEAST_HOURS`] hours instead, guard or not, but
/// never from the recent hours that are to be judged.
pub fn learn_before(history: &[Hourly], at: Timestamp, windows: &Windows) -> Result<Baseline, TooShort> {
    let (from, to) = windows.history_range(at);
    let mut past: Vec<Hourly> = history.iter().filter(|h| h.at() >= from && h.at() < to).copied().collect();
    past.sort_unstable_by_key(Hourly::at);
    let before_guard = past.partition_point(|h| h.at() < windows.guard_start(at));
    past.truncate(before_guard.max(LEAST_HOURS));
    learn(&past)
}

/// Learns from hours in any order. Each counts by its weight: an hour of uncertain readings half.
pub fn learn(history: &[Hourly]) -> Result<Baseline, TooShort> {
    let too_short = TooShort { hours: history.len() };
    if history.len() < LEAST_HOURS {
        return Err(too_short);
    }
    let of = |value: fn(&Hourly) -> f64| history.iter().map(|h| (value(h), h.weight())).collect::<Vec<_>>();
    let mut means = of(Hourly::mean);
    let median = quantile(&mut means, 0.5).ok_or(too_short)?;
    let range = quantile(&mut means, 0.99).ok_or(too_short)? - quantile(&mut means, 0.01).ok_or(too_short)?;
    let mut deviations: Vec<_> = means.iter().map(|(v, w)| ((v - median).abs(), *w)).collect();
    let mad = quantile(&mut deviations, 0.5).ok_or(too_short)?;
    let scale = (mad * MAD_TO_SIGMA).max(RANGE_FLOOR * range / SIGMAS_P1_TO_P99).max(MEDIAN_FLOOR * median.abs());
    Ok(Baseline {
        median,
        scale,
        low: quantile(&mut of(Hourly::min), 0.01).ok_or(too_short)?,
        high: quantile(&mut of(Hourly::max), 0.99).ok_or(too_short)?,
        hours: history.len(),
    })
}
