//! Times that can't be taken as they are: a source's clock in the far future, a batch from the source's history, a wall
//! clock that jumps.

use domain::{Quality, Reading, SignalNo, StatusCode, Timestamp};
use std::{collections::HashMap, time::Instant};

/// A source time further ahead of this machine's clock than this can't be true: it would hide every later reading.
const FURTHEST_AHEAD: chrono::Duration = chrono::Duration::hours(24);
/// What one batch has of a signal spans more than this only where it comes from the source's history.
const LONGEST_LIVE_SPAN: chrono::Duration = chrono::Duration::minutes(10);
/// A jump of the wall clock against the steady clock that is worth telling.
const CLOCK_JUMP_SECONDS: f64 = 5.0;

/// Of which signals the batch has more than the source can have seen happen while it was gathered.
pub fn signals_with_history(batch: &[Reading]) -> Vec<SignalNo> {
    let times = || batch.iter().map(|r| r.source_time);
    let is_live = times().min().zip(times().max()).is_none_or(|(first, last)| last - first <= LONGEST_LIVE_SPAN);
    if is_live {
        return Vec::new();
    }
    let mut spans: HashMap<SignalNo, (Timestamp, Timestamp)> = HashMap::new();
    for reading in batch {
        let span = spans.entry(reading.signal).or_insert((reading.source_time, reading.source_time));
        *span = (span.0.min(reading.source_time), span.1.max(reading.source_time));
    }
    spans.retain(|_, (first, last)| *last - *first > LONGEST_LIVE_SPAN);
    spans.into_keys().collect()
}

/// A source clock far in the future would hide every later reading behind it: the receipt time stands in, and the
/// reading is no better than uncertain (Uncertain_SubNormal's severity, without claiming its meaning).
pub fn with_believable_time(reading: Reading) -> Reading {
    if reading.source_time <= reading.receipt_time + FURTHEST_AHEAD {
        return reading;
    }
    const UNCERTAIN: StatusCode = StatusCode(0x4000_0000);
    let status = if reading.status.quality() == Quality::Good { UNCERTAIN } else { reading.status };
    Reading { source_time: reading.receipt_time, status, ..reading }
}

/// Notices when the wall clock jumps against the steady one.
pub struct SteadyClock {
    wall: Timestamp,
    steady: Instant,
}

impl SteadyClock {
    pub fn new(wall: Timestamp) -> Self {
        Self { wall, steady: Instant::now() }
    }

    /// Seconds of a jump since the last look, if there was one.
    pub fn jumped(&mut self, wall: Timestamp) -> Option<f64> {
        let walked = (wall - self.wall).num_milliseconds() as f64 / 1e3;
        let jump = walked - self.steady.elapsed().as_secs_f64();
        *self = Self::new(wall);
        (jump.abs() > CLOCK_JUMP_SECONDS).then_some(jump)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_from_the_far_future_does_not_hide_what_comes_later() {
        let now = Timestamp::default();
        let reading = |ahead: chrono::Duration| Reading {
            signal: SignalNo(1),
            value: Some(1.0),
            status: StatusCode::GOOD,
            source_time: now + ahead,
            server_time: None,
            receipt_time: now,
        };
        let kept = with_believable_time(reading(chrono::Duration::hours(3)));
        assert_eq!((kept.source_time, kept.status), (now + chrono::Duration::hours(3), StatusCode::GOOD));
        let mended = with_believable_time(reading(chrono::Duration::days(3650)));
        assert_eq!((mended.source_time, mended.quality()), (now, domain::Quality::Uncertain));
    }

    #[test]
    fn history_is_told_from_what_happens_now() {
        let reading = |signal: i64, minutes: i64| Reading {
            signal: SignalNo(signal),
            value: Some(1.0),
            status: StatusCode::GOOD,
            source_time: Timestamp::default() + chrono::Duration::minutes(minutes),
            server_time: None,
            receipt_time: Timestamp::default(),
        };
        assert!(signals_with_history(&[]).is_empty());
        // A tag that last changed long ago, beside a lively one, is no history.
        assert!(signals_with_history(&[reading(1, -900), reading(2, 0), reading(2, 1)]).is_empty());
        assert_eq!(signals_with_history(&[reading(1, -900), reading(2, 0), reading(2, -11)]), [SignalNo(2)]);
    }

    #[test]
    fn a_clock_that_jumps_is_noticed_once_in_either_direction() {
        let start = Timestamp::default();
        let mut steady = SteadyClock::new(start);
        assert!(steady.jumped(start).is_none());
        assert!(steady.jumped(start + chrono::Duration::hours(1)).is_some_and(|s| s > 3_000.0));
        assert!(steady.jumped(start).is_some_and(|s| s < -3_000.0));
        assert!(steady.jumped(start).is_none());
    }
}
