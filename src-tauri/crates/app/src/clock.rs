//! The only clock of the product. Everything below is told the time.

use domain::Timestamp;
use parking_lot::Mutex;
use std::sync::Arc;

/// Where "now" comes from: the machine, or a test.
#[derive(Clone, Default)]
pub enum Clock {
    #[default]
    Machine,
    /// Stands still until a test moves it.
    Fixed(Arc<Mutex<Timestamp>>),
}

impl Clock {
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(Mutex::new(at)))
    }

    /// Now, in whole microseconds, as it will be stored.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Machine => {
                let now = chrono::Utc::now();
                chrono::DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
            }
            Self::Fixed(at) => *at.lock(),
        }
    }

    /// Moves a fixed clock; the machine's is not ours to move.
    pub fn advance(&self, by: chrono::Duration) {
        if let Self::Fixed(at) = self {
            *at.lock() += by;
        }
    }
}
