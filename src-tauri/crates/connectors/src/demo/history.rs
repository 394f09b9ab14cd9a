//! At which moments the demo source has history, and its values there. Finer for what is recent, as a historian's
//! compression leaves it: a short gap at the tag's own interval, the last six hours by the minute, older by ten minutes.

use super::clock::PlantClock;
use super::load::{DAY_MS, HOUR_MS, MINUTE_MS};
use super::signal::Signal;
use domain::{RawReading, RawValue, SignalNo, Timestamp};

/// A gap up to this long is given whole.
const WHOLE_MS: i64 = 10 * MINUTE_MS;
const FINE_MS: i64 = 6 * HOUR_MS;
const FINE_STEP_MS: i64 = MINUTE_MS;
const COARSE_STEP_MS: i64 = 10 * MINUTE_MS;
/// How far back a running source fills by itself after a long absence; what is older is a gap.
pub const LONGEST_FILL_MS: i64 = 31 * DAY_MS;

/// The first multiple of `step` at or after `ms`.
pub fn align_up(ms: i64, step: i64) -> i64 {
    -(-ms).div_euclid(step) * step
}

/// Wall times between the two (both exclusive), rising, each a multiple of its step since 1970.
pub fn moments(from_ms: i64, to_ms: i64, interval_ms: i64) -> impl Iterator<Item = i64> {
    let (coarse_end, fine_step) = match to_ms - from_ms {
        span if span <= WHOLE_MS => (from_ms, interval_ms),
        span if span <= FINE_MS => (from_ms, FINE_STEP_MS),
        _ => (align_up(to_ms - FINE_MS, COARSE_STEP_MS), FINE_STEP_MS),
    };
    let coarse_start = align_up(from_ms + 1, COARSE_STEP_MS);
    let fine_start = align_up((from_ms + 1).max(coarse_end), fine_step);
    let coarse = (coarse_start..coarse_end.min(to_ms)).step_by(COARSE_STEP_MS as usize);
    coarse.chain((fine_start..to_ms).step_by(fine_step as usize))
}

/// One reading at a wall time.
pub fn reading(signal: &Signal, clock: &PlantClock, no: SignalNo, wall_ms: i64, receipt: Timestamp) -> RawReading {
    let (value, status) = signal.sample(clock.plant_ms(wall_ms));
    // A wall time that chrono can't hold does not come out of a system clock; then the receipt time stands in.
    let source_time = Timestamp::from_timestamp_millis(wall_ms).unwrap_or(receipt);
    RawReading {
        signal: no,
        value: value.map_or(RawValue::Null, RawValue::Number),
        status,
        source_time,
        server_time: Some(source_time),
        receipt_time: receipt,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn history_is_finer_where_it_is_recent_and_keeps_inside_its_bounds() {
        let to = 1_780_000_000_123;
        let fortnight: Vec<i64> = moments(to - 14 * DAY_MS, to, 2_000).collect();
        assert!(fortnight.windows(2).all(|w| w[0] < w[1]));
        assert!(fortnight[0] > to - 14 * DAY_MS && fortnight[fortnight.len() - 1] < to);
        assert_eq!(fortnight[1] - fortnight[0], COARSE_STEP_MS);
        assert!((2_300..2_400).contains(&fortnight.len()), "{}", fortnight.len());
        let minute: Vec<i64> = moments(to - 60_000, to, 2_000).collect();
        assert_eq!((minute.len(), minute[1] - minute[0]), (30, 2_000));
        let exclusive: Vec<i64> = moments(10_000, 14_000, 2_000).collect();
        assert_eq!(exclusive, [12_000]);
        let two_hours = moments(to - 2 * HOUR_MS, to, 2_000).count();
        assert_eq!(two_hours, 120);
        assert_eq!(moments(to, to - 5, 2_000).count(), 0);
    }
}
