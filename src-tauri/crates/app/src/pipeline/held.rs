//! What has come from the source and is not stored yet.

use domain::{Gap, Reading};
use store::integration_event::IntegrationEvent;

/// A commit has at most so many readings, or gaps.
const MOST: usize = 20_000;

#[derive(Default)]
pub struct Held {
    pub readings: Vec<Reading>,
    pub gaps: Vec<Gap>,
    /// For the integration's log.
    pub events: Vec<IntegrationEvent>,
}

impl Held {
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty() && self.gaps.is_empty() && self.events.is_empty()
    }

    pub fn is_full(&self) -> bool {
        [self.readings.len(), self.gaps.len(), self.events.len()].into_iter().any(|n| n >= MOST)
    }

    /// Keeps the room that it has.
    pub fn clear(&mut self) {
        self.readings.clear();
        self.gaps.clear();
        self.events.clear();
    }
}
