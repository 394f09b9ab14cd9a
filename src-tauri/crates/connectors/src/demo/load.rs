//! How hard a unit of the plant works and how warm it is around it, at any plant time. Pure functions of time.

use super::noise;

pub const MINUTE_MS: i64 = 60_000;
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
pub const DAY_MS: i64 = 24 * HOUR_MS;
/// Asia/Riyadh has no daylight saving: UTC+3 all year.
const RIYADH_OFFSET_MS: i64 = 3 * HOUR_MS;
/// Operators move set-points about once a shift, and ramp them.
const STEP_HOLD_MS: i64 = 8 * HOUR_MS;
const STEP_RAMP_MS: i64 = 25 * MINUTE_MS;
/// The plant goes over from a working day to the weekend within these hours after midnight.
const WEEKEND_RAMP_HOURS: f64 = 3.0;

/// Load of a unit as a share of its rating.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load {
    pub key: u64,
    pub base: f64,
    /// Half swing between the early morning's least and the afternoon's peak.
    pub daily: f64,
    /// What falls away on Friday; Saturday loses half of it.
    pub weekend: f64,
    /// Half range of set-point steps.
    pub step: f64,
}

/// Air temperature of a site.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Climate {
    pub key: u64,
    pub mean_cel: f64,
    pub daily_cel: f64,
    pub seasonal_cel: f64,
}

impl Load {
    /// 0.05 ..= 1.1
    pub fn at(&self, plant_ms: i64) -> f64 {
        let (day, hour) = local(plant_ms);
        let daily = self.daily * day_curve(hour);
        let ease = (hour / WEEKEND_RAMP_HOURS).min(1.0);
        let rest = weekend_share(day - 1) + (weekend_share(day) - weekend_share(day - 1)) * ease;
        let step = self.step * noise::steps(self.key, plant_ms, STEP_HOLD_MS, STEP_RAMP_MS);
        let drift = 0.3 * self.step * noise::wander(self.key ^ 1, plant_ms, 47 * MINUTE_MS);
        (self.base + daily - self.weekend * rest + step + drift).clamp(0.05, 1.1)
    }
}

impl Climate {
    pub fn at(&self, plant_ms: i64) -> f64 {
        let (day, hour) = local(plant_ms);
        // Warmest about 20 July; the year's length is exact enough for a season.
        let season = ((day as f64 - 200.0) / 365.25 * std::f64::consts::TAU).cos();
        self.mean_cel
            + self.seasonal_cel * season
            + self.daily_cel * day_curve(hour)
            + 1.2 * noise::wander(self.key, plant_ms, 5 * HOUR_MS)
    }
}

/// Local day number since 1970 and hour of the day.
fn local(plant_ms: i64) -> (i64, f64) {
    let ms = plant_ms + RIYADH_OFFSET_MS;
    (ms.div_euclid(DAY_MS), ms.rem_euclid(DAY_MS) as f64 / HOUR_MS as f64)
}

/// -1 about 4:00, 1 about 15:30, continuous over midnight: a first and a second harmonic.
fn day_curve(hour: f64) -> f64 {
    let w = std::f64::consts::TAU / 24.0;
    0.9 * ((hour - 15.5) * w).cos() + 0.1 * ((hour - 17.0) * 2.0 * w).cos()
}

/// 1 on Friday, 0.5 on Saturday. 1970-01-01 was a Thursday.
fn weekend_share(day: i64) -> f64 {
    match day.rem_euclid(7) {
        1 => 1.0,
        2 => 0.5,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLAT: Load = Load { key: 1, base: 0.8, daily: 0.1, weekend: 0.06, step: 0.0 };
    /// Sunday 2026-06-07, 12:30 UTC: 15:30 in Riyadh.
    const SUNDAY_PEAK: i64 = 1_780_835_400_000;

    #[test]
    fn load_peaks_in_the_afternoon_and_rests_on_friday() {
        let peak = FLAT.at(SUNDAY_PEAK);
        assert!(peak > FLAT.at(SUNDAY_PEAK + 12 * HOUR_MS) + 0.15);
        let friday = FLAT.at(SUNDAY_PEAK + 5 * DAY_MS);
        let saturday = FLAT.at(SUNDAY_PEAK + 6 * DAY_MS);
        assert!((peak - friday - 0.06).abs() < 1e-9 && (peak - saturday - 0.03).abs() < 1e-9);
    }

    #[test]
    fn neither_load_nor_air_jumps() {
        let load = Load { step: 0.05, ..FLAT };
        let air = Climate { key: 2, mean_cel: 30.0, daily_cel: 7.0, seasonal_cel: 9.0 };
        for minute in 0..(9 * 24 * 60) {
            let ms = SUNDAY_PEAK + minute * MINUTE_MS;
            assert!((load.at(ms + MINUTE_MS) - load.at(ms)).abs() < 0.01);
            assert!((air.at(ms + MINUTE_MS) - air.at(ms)).abs() < 0.1);
        }
    }
}
