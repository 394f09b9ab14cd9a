//! One run while it goes on: how far it has come, whether it shall stop, what it may take.

use crate::{commands::Topic, events::Changes};
use optimizer::budget::Budget;
use parking_lot::Mutex;
use serde::Serialize;
use std::time::Instant;
use tokio_util::sync::CancellationToken;
use ts_rs::TS;

/// Points of a curve that a person can tell apart.
const MOST_POINTS: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct ProgressPoint {
    pub seconds: f64,
    pub objective: f64,
    pub bound: Option<f64>,
}

/// How far a run has come.
#[derive(Debug, Clone, PartialEq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunProgress {
    pub seconds: f64,
    pub time_limit_seconds: Option<f64>,
    /// Waits for its turn.
    pub is_waiting: bool,
    pub objective: Option<f64>,
    pub bound: Option<f64>,
    pub gap: Option<f64>,
    /// At most 200, oldest first.
    pub points: Vec<ProgressPoint>,
}

/// A run of this process.
pub struct Running {
    pub(super) cancel: CancellationToken,
    pub(super) ended: CancellationToken,
    pub(super) begun: Mutex<Option<Instant>>,
    pub(super) steps: Option<u64>,
    pub(super) limit: Option<f64>,
    pub(super) progress: Mutex<RunProgress>,
    pub(super) changes: Changes,
}

impl Running {
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// Seconds since its turn came.
    pub fn seconds(&self) -> f64 {
        self.begun.lock().map_or(0.0, |begun| begun.elapsed().as_secs_f64())
    }

    /// Searches within what was asked for: so many seconds, or so many steps.
    pub fn within<T>(&self, steps_a_round: u64, search: impl FnOnce(&Budget) -> T) -> T {
        search(&Budget {
            iterations: self.steps.map(|rounds| rounds.saturating_mul(steps_a_round)),
            seconds: self.limit,
            clock: &|| self.seconds(),
            wall_per_second: &|| 1.0,
            is_cancelled: &|| self.is_cancelled(),
        })
    }

    /// A better plan or bound.
    pub fn report(&self, objective: f64, bound: Option<f64>) {
        let seconds = self.seconds();
        {
            let mut progress = self.progress.lock();
            progress.objective = Some(objective);
            progress.bound = bound.or(progress.bound);
            progress.gap = progress.bound.and_then(|b| gap(objective, b));
            let bound = progress.bound;
            if progress.points.len() >= MOST_POINTS {
                let mut odd = false;
                progress.points.retain(|_| {
                    odd = !odd;
                    odd
                });
            }
            progress.points.push(ProgressPoint { seconds, objective, bound });
        }
        self.changes.tell_soon(Topic::Runs);
    }

    pub fn progress(&self) -> RunProgress {
        RunProgress { seconds: self.seconds(), ..self.progress.lock().clone() }
    }
}

#[cfg(test)]
impl Running {
    /// One whose turn has come, for tests of what a model does in it.
    pub(crate) fn begun() -> Self {
        Self {
            cancel: CancellationToken::new(),
            ended: CancellationToken::new(),
            begun: Mutex::new(Some(Instant::now())),
            steps: None,
            limit: None,
            progress: Mutex::default(),
            changes: Changes::default(),
        }
    }

    pub(crate) fn stop(&self) {
        self.cancel.cancel();
    }
}

/// How far a plan can be from the best, as a share of its cost.
pub fn gap(objective: f64, bound: f64) -> Option<f64> {
    let gap = if objective.abs() > 0.0 { (objective - bound).max(0.0) / objective.abs() } else { 0.0 };
    gap.is_finite().then_some(gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_a_share_and_never_below_nothing() {
        assert_eq!(gap(100.0, 90.0), Some(0.1));
        assert_eq!((gap(100.0, 110.0), gap(0.0, 0.0)), (Some(0.0), Some(0.0)));
        assert_eq!(gap(100.0, f64::NEG_INFINITY), None);
    }
}
