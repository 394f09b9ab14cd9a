//! What changed, told to every window: topics, never data. What happens many times a second is told at most four times.

use crate::commands::Topic;
use parking_lot::Mutex;
use serde::Serialize;
use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::broadcast;

/// A window asks again for what depends on these.
#[derive(Debug, Clone, Serialize)]
pub struct Changed {
    pub topics: Vec<Topic>,
}

/// Least time between two tellings of a busy topic.
const BUSY_INTERVAL: Duration = Duration::from_millis(250);

#[derive(Clone)]
pub struct Changes {
    sender: broadcast::Sender<Changed>,
    busy: Arc<Mutex<Busy>>,
}

#[derive(Default)]
struct Busy {
    waiting: BTreeSet<Topic>,
    last: Option<Instant>,
    is_scheduled: bool,
}

impl Default for Changes {
    fn default() -> Self {
        Self { sender: broadcast::channel(64).0, busy: Arc::default() }
    }
}

impl Changes {
    pub fn subscribe(&self) -> broadcast::Receiver<Changed> {
        self.sender.subscribe()
    }

    /// At once: a person did something.
    pub fn tell(&self, topics: &[Topic]) {
        if !topics.is_empty() {
            // Nobody listening is no error: the command line has no window.
            let _ = self.sender.send(Changed { topics: topics.to_vec() });
        }
    }

    /// Soon: the plant did something. Gathered and told at most four times a second. Needs a running tokio.
    pub fn tell_soon(&self, topic: Topic) {
        let mut busy = self.busy.lock();
        busy.waiting.insert(topic);
        if busy.is_scheduled {
            return;
        }
        busy.is_scheduled = true;
        let wait = busy.last.map_or(Duration::ZERO, |last| BUSY_INTERVAL.saturating_sub(last.elapsed()));
        drop(busy);
        let this = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(wait).await;
            let topics: Vec<Topic> = {
                let mut busy = this.busy.lock();
                busy.is_scheduled = false;
                busy.last = Some(Instant::now());
                std::mem::take(&mut busy.waiting).into_iter().collect()
            };
            this.tell(&topics);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_busy_topic_is_told_at_most_four_times_a_second() {
        let changes = Changes::default();
        let mut heard = changes.subscribe();
        let start = Instant::now();
        let mut told = 0;
        while start.elapsed() < Duration::from_millis(900) {
            changes.tell_soon(Topic::Readings);
            tokio::time::sleep(Duration::from_millis(2)).await;
            while heard.try_recv().is_ok() {
                told += 1;
            }
        }
        assert!((2..=5).contains(&told), "{told}");
    }
}
