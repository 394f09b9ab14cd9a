//! Readings per second over the last minute, in buckets of five seconds, whatever the clock on the wall does.

use std::time::Instant;

const BUCKET_SECONDS: u64 = 5;
const BUCKETS: usize = 12;

/// Counts, and forgets what is older than a minute.
#[derive(Debug)]
pub struct Rate {
    start: Instant,
    buckets: [(u64, u64); BUCKETS],
}

impl Default for Rate {
    fn default() -> Self {
        Self { start: Instant::now(), buckets: [(u64::MAX, 0); BUCKETS] }
    }
}

impl Rate {
    pub fn add(&mut self, count: usize) {
        let number = self.start.elapsed().as_secs() / BUCKET_SECONDS;
        let bucket = &mut self.buckets[(number % BUCKETS as u64) as usize];
        if bucket.0 != number {
            *bucket = (number, 0);
        }
        bucket.1 += count as u64;
    }

    pub fn per_second(&self) -> f64 {
        let elapsed = self.start.elapsed().as_secs_f64();
        let now = elapsed as u64 / BUCKET_SECONDS;
        let total: u64 = self
            .buckets
            .iter()
            .filter(|(number, _)| *number != u64::MAX && number + BUCKETS as u64 > now)
            .map(|b| b.1)
            .sum();
        total as f64 / elapsed.clamp(1.0, (BUCKET_SECONDS * BUCKETS as u64) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_zero_and_a_burst_is_its_mean() {
        let mut r = Rate::default();
        assert_eq!(r.per_second(), 0.0);
        r.add(50);
        r.add(50);
        assert!((r.per_second() - 100.0).abs() < 1.0);
    }
}
