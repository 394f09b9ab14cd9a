//! Is a metric moving, how fast, and since when can that not be chance?
//!
//! Hours become 4-hour blocks. The slope is the seasonal Theil–Sen estimate (Hirsch, Slack and Smith 1982): the median of
//! slopes between blocks of the same hours of different days, so that the daily cycle drops out. Significance is
//! Mann–Kendall's on daily medians.

use crate::Hourly;
use crate::robust::{mann_kendall, median};
use domain::Timestamp;

const BLOCK_HOURS: f64 = 4.0;
const BLOCKS_A_DAY: usize = 6;
/// Fewer days can't reach the significance wanted.
pub const LEAST_DAYS: usize = 5;
/// Blocks that a day needs to have a median.
const LEAST_BLOCKS: usize = 4;
/// One chance in a hundred (one side).
pub const SIGNIFICANT_Z: f64 = 2.326;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// In the metric's unit.
    pub slope_per_day: f64,
    /// The fitted value at the moment of the score.
    pub level: f64,
    /// Days that it was seen over.
    pub days: usize,
}

/// The trend of the hours that begin within `hours_back` before `at`; none where it is not significant. Damage
/// accelerates: where the newer half moves faster in the same direction, slope and level are the newer half's.
pub fn trend(hours: &[Hourly], at: Timestamp, hours_back: u32) -> Option<Trend> {
    let blocks = Blocks::of(hours, at, (hours_back / 24) as usize);
    let daily = blocks.daily_medians();
    let whole = blocks.slope(blocks.days.len())?;
    let z = mann_kendall(&daily);
    if daily.len() < LEAST_DAYS || z.abs() < SIGNIFICANT_Z || z.signum() != whole.signum() {
        return None;
    }
    let newer_half = blocks.days.len().div_ceil(2);
    let (slope_per_day, days_back) = match blocks.slope(newer_half) {
        Some(newer) if newer * whole.signum() > whole.abs() => (newer, newer_half),
        _ => (whole, blocks.days.len()),
    };
    Some(Trend { slope_per_day, level: blocks.level(slope_per_day, days_back)?, days: daily.len() })
}

/// Weighted means of 4 hours each, by day back from now (0 is the newest) and block back within the day.
struct Blocks {
    days: Vec<[Option<f64>; BLOCKS_A_DAY]>,
}

impl Blocks {
    fn of(hours: &[Hourly], at: Timestamp, days: usize) -> Self {
        let mut sums = vec![[(0.0, 0.0); BLOCKS_A_DAY]; days];
        for hour in hours {
            // From the middle of the hour to now, in hours.
            let age = (at - hour.at()).num_seconds() as f64 / 3600.0 - 0.5;
            let block = (age.rem_euclid(24.0) / BLOCK_HOURS) as usize;
            if age >= 0.0 && ((age / 24.0) as usize) < days {
                let (sum, weight) = &mut sums[(age / 24.0) as usize][block.min(BLOCKS_A_DAY - 1)];
                *sum += hour.mean() * hour.weight();
                *weight += hour.weight();
            }
        }
        Self {
            days: sums.into_iter().map(|day| day.map(|(sum, weight)| (weight > 0.0).then(|| sum / weight))).collect(),
        }
    }

    /// Oldest first; days with too few blocks are left out.
    fn daily_medians(&self) -> Vec<f64> {
        let of_day = |day: &[Option<f64>; BLOCKS_A_DAY]| {
            let mut values: Vec<f64> = day.iter().flatten().copied().collect();
            if values.len() < LEAST_BLOCKS { None } else { median(&mut values) }
        };
        self.days.iter().rev().filter_map(of_day).collect()
    }

    /// Seasonal Theil–Sen over the newest days, per day.
    fn slope(&self, days: usize) -> Option<f64> {
        let mut slopes = Vec::with_capacity(BLOCKS_A_DAY * days * days / 2);
        for block in 0..BLOCKS_A_DAY {
            for newer in 0..days {
                let Some(b) = self.days[newer][block] else { continue };
                for older in newer + 1..days {
                    slopes.extend(self.days[older][block].map(|a| (b - a) / (older - newer) as f64));
                }
            }
        }
        median(&mut slopes)
    }

    /// What the line of this slope through the newest days comes to now.
    fn level(&self, slope_per_day: f64, days: usize) -> Option<f64> {
        let mut levels = Vec::with_capacity(BLOCKS_A_DAY * days);
        for (day, blocks) in self.days.iter().take(days).enumerate() {
            for (block, value) in blocks.iter().enumerate() {
                let age_days = day as f64 + (block as f64 + 0.5) / BLOCKS_A_DAY as f64;
                levels.extend(value.map(|v| v + slope_per_day * age_days));
            }
        }
        median(&mut levels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn at() -> Timestamp {
        Timestamp::from_timestamp(1_780_000_000, 0).unwrap()
    }

    fn series(value: impl Fn(f64) -> f64) -> Vec<Hourly> {
        (1..=168)
            .rev()
            .map(|h| {
                let v = value(-f64::from(h) / 24.0);
                Hourly::new(at() - TimeDelta::hours(i64::from(h)), v, v, v, 60, 60, 60).unwrap()
            })
            .collect()
    }

    #[test]
    fn a_rise_under_a_daily_cycle_is_found_with_its_slope() {
        let t = trend(&series(|d| 50.0 + 0.8 * d + 6.0 * (d * std::f64::consts::TAU).sin()), at(), 168).unwrap();
        assert!((t.slope_per_day - 0.8).abs() < 0.01 && (t.level - 50.0).abs() < 1.5, "{t:?}");
        let wild = trend(&series(|d| if (d * 24.0) as i64 % 17 == 0 { 900.0 } else { 50.0 - 0.8 * d }), at(), 168);
        assert!((wild.unwrap().slope_per_day + 0.8).abs() < 0.05);
    }

    #[test]
    fn a_cycle_a_constant_and_a_short_history_have_no_trend() {
        assert_eq!(trend(&series(|d| 6.0 * (d * std::f64::consts::TAU).sin()), at(), 168), None);
        assert_eq!(trend(&series(|_| 5.0), at(), 168), None);
        assert_eq!(trend(&series(|d| d)[100..], at(), 168), None);
        assert_eq!(trend(&[], at(), 168), None);
    }

    #[test]
    fn noise_alone_is_rarely_called_a_trend() {
        let noise = |i: u64| {
            let z = (i ^ (i >> 31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            ((z ^ (z >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 11) as f64 / (1u64 << 53) as f64
        };
        let false_alarms = (0..500u64)
            .filter(|run| trend(&series(|d| noise(run * 1_000 + (-d * 24.0) as u64)), at(), 168).is_some())
            .count();
        assert!(false_alarms <= 20, "{false_alarms} of 500");
    }
}
