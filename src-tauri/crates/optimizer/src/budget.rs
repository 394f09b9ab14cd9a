//! How long a search may go on. The caller passes the clock in (wall or CPU seconds since the run began), so a search reads
//! none; with an iteration limit alone the same input and seed give the same plan, byte for byte.

/// A search looks at the clock (a look may cost as much as many steps) about this often, in seconds.
const LOOK_SECONDS: (f64, f64) = (0.002, 0.02);
/// Steps between two looks at most, and where no clock is read.
const MOST_STEPS: u64 = 4_096;
const REPEATABLE_STEPS: u64 = 64;

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
    /// Bound by steps alone, and so repeatable.
    pub fn of_steps(iterations: u64) -> Self {
        Self {
            iterations: Some(iterations),
            seconds: None,
            clock: &|| 0.0,
            wall_per_second: &|| 1.0,
            is_cancelled: &|| false,
        }
    }

    pub fn elapsed(&self) -> f64 {
        (self.clock)()
    }

    /// The same, where steps alone are the limit always 0: there no clock is read.
    pub fn elapsed_or_zero(&self) -> f64 {
        if self.is_repeatable() { 0.0 } else { self.elapsed() }
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
    /// When the next look is due, how many steps lie between two, and when the last one was.
    look_at: u64,
    stride: u64,
    looked: f64,
}

impl<'a> Stretch<'a> {
    /// `seconds` and `iterations` of it, whichever ends first.
    pub fn new(budget: &'a Budget<'a>, seconds: f64, iterations: u64) -> Self {
        let begun = budget.elapsed_or_zero();
        Self { budget, begun, seconds, iterations, done: 0, progress: 0.0, look_at: 0, stride: 1, looked: begun }
    }

    /// Counts one step. `None` when the stretch is over, else how much of it is used, 0 ..= 1.
    #[inline]
    pub fn step(&mut self) -> Option<f64> {
        if self.done == self.look_at {
            self.look();
        }
        if self.progress >= 1.0 || self.done >= self.iterations {
            return None;
        }
        self.done += 1;
        Some(self.progress)
    }

    fn look(&mut self) {
        let mut by_time = 0.0;
        if self.budget.is_repeatable() {
            self.stride = REPEATABLE_STEPS;
        } else {
            let now = self.budget.elapsed();
            by_time = (now - self.begun) / self.seconds;
            if now - self.looked < LOOK_SECONDS.0 {
                self.stride = (self.stride * 2).min(MOST_STEPS);
            } else if now - self.looked > LOOK_SECONDS.1 {
                self.stride = (self.stride / 2).max(1);
            }
            self.looked = now;
        }
        self.look_at = self.done + self.stride;
        self.progress = (self.done as f64 / self.iterations as f64).max(by_time);
        if self.budget.is_cancelled() || self.progress.is_nan() {
            self.progress = 1.0;
        }
    }

    pub fn done(&self) -> u64 {
        self.done
    }
}
