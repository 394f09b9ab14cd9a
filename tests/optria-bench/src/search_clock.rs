//! The clock of a timed search. The limit is CPU seconds of this process, as it is for the peers: the machines are noisy.
//! So that nobody waits for ever on a busy machine, `WALL_AT_MOST` times as long on the wall ends it too.

use crate::measure::cpu_seconds;
use clap::Args;
use optimizer::budget::Budget;
use std::time::Instant;

const WALL_AT_MOST: f64 = 8.0;
/// CPU time is counted in hundredths: a first look would divide by nothing.
const COARSE: f64 = 0.05;

/// How long to search, and from where.
#[derive(Args)]
pub struct Search {
    /// CPU seconds, reading included
    #[arg(long, default_value_t = 60.0, value_parser = seconds)]
    pub seconds: f64,
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// So many steps instead of a time: then the same plan comes out every time
    #[arg(long)]
    pub steps: Option<u64>,
}

/// A limit that a search can have.
pub fn seconds(text: &str) -> Result<f64, String> {
    const MOST: f64 = 1e6;
    let number = text.parse().ok().filter(|s| (0.0..=MOST).contains(s));
    number.ok_or_else(|| format!("a number of seconds from 0 to {MOST}"))
}

pub struct SearchClock {
    begun: Instant,
}

impl SearchClock {
    pub fn start() -> Self {
        Self { begun: Instant::now() }
    }

    pub fn wall(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }

    /// Where no CPU time is to be had, the wall's.
    pub fn cpu(&self) -> f64 {
        let cpu = cpu_seconds();
        if cpu > 0.0 || self.wall() < 1.0 { cpu } else { self.wall() }
    }

    pub fn within<T>(&self, seconds: f64, steps: Option<u64>, search: impl FnOnce(&Budget) -> T) -> T {
        let clock = || self.cpu().max(self.wall() / WALL_AT_MOST);
        let pace = || self.wall() / clock().max(COARSE);
        search(&Budget {
            iterations: steps,
            seconds: steps.is_none().then_some(seconds),
            clock: &clock,
            wall_per_second: &pace,
            is_cancelled: &|| false,
        })
    }
}
