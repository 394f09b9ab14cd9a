//! How long to wait before the next attempt: doubling up to a quarter of a minute, spread so that a hundred workstations do
//! not all come back in the same moment.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(15);

#[derive(Default)]
pub(crate) struct Backoff {
    attempt: u32,
}

impl Backoff {
    /// The number of the attempt that failed, and how long to wait.
    pub fn next(&mut self) -> (u32, Duration) {
        self.attempt = self.attempt.saturating_add(1);
        let doubled = FIRST.saturating_mul(1 << (self.attempt - 1).min(10)).min(LONGEST);
        (self.attempt, doubled.mul_f64(rand::random_range(0.75..1.25)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_are_spread() {
        let mut backoff = Backoff::default();
        let waits: Vec<f64> = (0..20).map(|_| backoff.next().1.as_secs_f64()).collect();
        for (wait, middle) in waits.iter().zip([0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0]) {
            assert!((middle * 0.75..=middle * 1.25).contains(wait), "{wait} {middle}");
        }
        assert!(waits[7..].windows(2).any(|w| w[0] != w[1]));
    }
}
