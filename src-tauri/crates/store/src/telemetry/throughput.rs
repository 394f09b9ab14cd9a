//! How many readings this process appends per second, for the status bar.

use parking_lot::Mutex;
use serde::Serialize;
use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};
use ts_rs::TS;

const WINDOW: Duration = Duration::from_secs(10);

#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Throughput {
    /// Over the last ten seconds.
    pub readings_per_second: f64,
    /// Since the store was opened.
    #[ts(type = "number")]
    pub readings: u64,
}

#[derive(Default)]
pub(super) struct Meter(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    recent: VecDeque<(Instant, u64)>,
    total: u64,
}

impl Meter {
    pub fn count(&self, readings: u64) {
        let mut counts = self.0.lock();
        counts.total += readings;
        counts.recent.push_back((Instant::now(), readings));
        counts.forget_old();
    }

    pub fn read(&self) -> Throughput {
        let mut counts = self.0.lock();
        counts.forget_old();
        let recent: u64 = counts.recent.iter().map(|(_, n)| n).sum();
        Throughput { readings_per_second: recent as f64 / WINDOW.as_secs_f64(), readings: counts.total }
    }
}

impl Counts {
    fn forget_old(&mut self) {
        while self.recent.front().is_some_and(|(at, _)| at.elapsed() > WINDOW) {
            self.recent.pop_front();
        }
    }
}
