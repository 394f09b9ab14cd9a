//! How long a search may go on. The caller passes the clock in (wall or CPU seconds since the run began), so a search reads
//! none; with an iteration limit alone the same input and seed give the same plan, byte for byte.

/// A search looks at the clock once in so many steps.
const LOOK_EVERY: u64 = 32;

pub struct Budget<'a> {
    pub iterations: Option<u64>,
    pub seconds: Option<f64>,
    /// Seconds since the run began.
    pub clock: &'a dyn Fn() -> f64,
    /// Wall seconds that a second of this clock has taken so far: 1 for a wall clock. HiGHS knows the wall only.
    pub wall_per_second: &'a dyn Fn() -> f64,
    pub is_cancelled: &'a dyn Fn() -> bool,
}

impl Budget<'_> {
    pub fn elapsed(&self) -> f64 {
        (self.clock)()
    }

    /// Seconds left; infinite without a limit.
    pub fn seconds_left(&self) -> f64 {
        self.seconds.map_or(f64::INFINITY, |s| (s - self.elapsed()).max(0.0))
    }

    /// As the wall has it.
    pub fn wall_seconds(&self, seconds: f64) -> f64 {
        seconds * (self.wall_per_second)().max(1.0)
    }

    /// Whether a search is bound by steps alone, and so repeatable.
    pub fn is_repeatable(&self) -> bool {
        self.seconds.is_none()
    }

    pub fn is_cancelled(&self) -> bool {
        (self.is_cancelled)()
    }
}

/// A stretch of a budget: from now until a share of it is used.
pub(crate) struct Stretch<'a> {
    budget: &'a Budget<'a>,
    begun: f64,
    seconds: f64,
    iterations: u64,
    done: u64,
    progress: f64,
}

impl<'a> Stretch<'a> {
    /// `seconds` and `iterations` of it, whichever ends first.
    pub fn new(budget: &'a Budget<'a>, seconds: f64, iterations: u64) -> Self {
        let begun = if budget.is_repeatable() { 0.0 } else { budget.elapsed() };
        Self { budget, begun, seconds, iterations, done: 0, progress: 0.0 }
    }

    /// Counts one step. `None` when the stretch is over, else how much of it is used, 0 ..= 1.
    #[inline]
    pub fn step(&mut self) -> Option<f64> {
        if self.done.is_multiple_of(LOOK_EVERY) {
            let by_steps = self.done as f64 / self.iterations as f64;
            let by_time =
                if self.budget.is_repeatable() { 0.0 } else { (self.budget.elapsed() - self.begun) / self.seconds };
            self.progress = by_steps.max(by_time);
            if self.budget.is_cancelled() || self.progress.is_nan() {
                self.progress = 1.0;
            }
        }
        if self.progress >= 1.0 || self.done >= self.iterations {
            return None;
        }
        self.done += 1;
        Some(self.progress)
    }

    pub fn done(&self) -> u64 {
        self.done
    }
}
