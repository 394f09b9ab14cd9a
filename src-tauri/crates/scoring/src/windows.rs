//! Which stretch of time is used for what. All windows end at (or before) the moment of the score.

use chrono::TimeDelta;
use domain::Timestamp;

/// Hours of each window, counted back from the moment of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    /// "Now": what is compared with normal behaviour and with limits.
    pub recent_hours: u32,
    /// Over which a trend is sought. Whole days, so that the daily cycle does not look like one.
    pub trend_hours: u32,
    /// Learning ends this long before the moment, so that a young fault is not learned as normal.
    pub guard_hours: u32,
    /// Learning begins this long before the moment.
    pub baseline_hours: u32,
}

impl Default for Windows {
    /// 6 hours, 7 days, 4 days, 30 days.
    fn default() -> Self {
        Self { recent_hours: 6, trend_hours: 7 * 24, guard_hours: 4 * 24, baseline_hours: 30 * 24 }
    }
}

impl Windows {
    /// Hours that begin in this range (start included, end not) are for [`crate::learn_before`].
    pub fn history_range(&self, at: Timestamp) -> (Timestamp, Timestamp) {
        (back(at, self.baseline_hours), back(at, self.recent_hours))
    }

    /// Where the guard begins: what is older may be learned.
    pub fn guard_start(&self, at: Timestamp) -> Timestamp {
        back(at, self.guard_hours)
    }

    /// Hours that begin in this range are for [`crate::MetricInput::hours`].
    pub fn score_range(&self, at: Timestamp) -> (Timestamp, Timestamp) {
        (back(at, self.trend_hours.max(self.recent_hours)), at)
    }
}

fn back(at: Timestamp, hours: u32) -> Timestamp {
    at - TimeDelta::hours(i64::from(hours))
}
