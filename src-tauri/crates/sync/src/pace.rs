//! How many readings go at a time: so many that a statement's own cost is spread over them, and so few that what comes
//! in now, and whoever else asks over the same line, waits for no more than a second or so.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

const LEAST: usize = 1_000;
const MOST: usize = 50_000;
/// An answer within this time lets the next batch be larger, one after that makes it smaller.
const QUICK: Duration = Duration::from_millis(500);
const SLOW: Duration = Duration::from_secs(1);

/// Begins with few: nothing is known of the line yet.
#[derive(Debug)]
pub struct Pace(AtomicUsize);

impl Default for Pace {
    fn default() -> Self {
        Self(AtomicUsize::new(LEAST))
    }
}

impl Pace {
    pub fn readings(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// A batch of so many was answered after so long. One that was not full says little about larger ones.
    pub fn answered(&self, readings: usize, after: Duration) {
        let now = self.readings();
        let next = if after > SLOW {
            (readings.min(now) / 2).max(LEAST)
        } else if after < QUICK && readings * 2 > now {
            (now * 2).min(MOST)
        } else {
            now
        };
        self.0.store(next, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How a line takes batches that carries so many readings a second.
    fn settled(per_second: f64) -> usize {
        let pace = Pace::default();
        for _ in 0..50 {
            let n = pace.readings();
            pace.answered(n, Duration::from_secs_f64(n as f64 / per_second));
        }
        pace.readings()
    }

    #[test]
    fn a_batch_takes_a_second_at_most_over_whatever_line_it_can() {
        assert_eq!(settled(250_000.0), MOST);
        for per_second in [3_000.0, 10_000.0, 40_000.0] {
            let n = settled(per_second) as f64;
            assert!(n / per_second <= 1.0 && n / per_second >= 0.2, "{n} at {per_second} a second");
        }
        assert_eq!(settled(100.0), LEAST);
    }

    #[test]
    fn a_small_batch_that_was_quick_makes_no_large_ones() {
        let pace = Pace::default();
        pace.answered(10, Duration::from_millis(5));
        assert_eq!(pace.readings(), LEAST);
    }
}
