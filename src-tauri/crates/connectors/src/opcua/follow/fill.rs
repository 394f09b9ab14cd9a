//! Filling holes from the server's history, beside the stream: a queue of holes, a few readers, outcomes back.

use super::signal::Hole;
use crate::opcua::{
    history::{self, History, Kept},
    link::Link,
};
use domain::SignalNo;
use opcua::types::NodeId;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{Mutex, Semaphore, mpsc},
    task::JoinSet,
    time::sleep,
};

/// Waiting for a history to catch up costs nothing; asking does. Few servers like more than some requests at once.
const READERS: usize = 16;
const ASKING_AT_ONCE: usize = 4;
/// A server writes its history a little later than it publishes (asyncua: up to a second).
const CATCH_UP_EVERY: Duration = Duration::from_millis(400);
const CATCH_UP_TRIES: usize = 8;
/// A hole of weeks is filled in parts of so many readings, and no more than some parts wait to be handed on.
const READINGS_PER_PART: usize = 20_000;
const PARTS_WAITING: usize = 8;

pub(crate) struct Job {
    /// Index of the signal.
    pub index: usize,
    pub signal: SignalNo,
    pub node: NodeId,
    pub hole: Hole,
}

pub(crate) struct Outcome {
    pub index: usize,
    pub hole: Hole,
    /// `None`: the server failed to answer.
    pub history: Option<History>,
}

/// Readers at work as long as it lives.
pub(crate) struct Filler {
    jobs: mpsc::UnboundedSender<Job>,
    pub outcomes: mpsc::Receiver<Outcome>,
    _readers: JoinSet<()>,
}

impl Filler {
    pub fn start(link: &Arc<Link>) -> Self {
        // Unbounded: at most one job a signal.
        let (jobs, queue) = mpsc::unbounded_channel::<Job>();
        let (tell, outcomes) = mpsc::channel(PARTS_WAITING);
        let (queue, asking) = (Arc::new(Mutex::new(queue)), Arc::new(Semaphore::new(ASKING_AT_ONCE)));
        let mut readers = JoinSet::new();
        for _ in 0..READERS {
            let (link, queue, asking, tell) = (link.clone(), queue.clone(), asking.clone(), tell.clone());
            readers.spawn(async move {
                loop {
                    let Some(job) = queue.lock().await.recv().await else { return };
                    let history = read(&link, &asking, &job).await;
                    if tell.send(Outcome { index: job.index, hole: job.hole, history }).await.is_err() {
                        return;
                    }
                }
            });
        }
        Self { jobs, outcomes, _readers: readers }
    }

    pub fn ask(&self, job: Job) {
        // Fails only when the readers are gone, and with them this stream.
        let _ = self.jobs.send(job);
    }
}

async fn read(link: &Link, asking: &Semaphore, job: &Job) -> Option<History> {
    let mut whole = Kept::default();
    let mut from = job.hole.from;
    for attempt in 0..CATCH_UP_TRIES {
        let answer = {
            let _turn = asking.acquire().await.ok()?;
            history::read(link, job.signal, &job.node, from, job.hole.to, READINGS_PER_PART).await
        };
        match answer {
            Ok(History::Kept(part)) => {
                whole.reaches_back |= attempt == 0 && part.reaches_back;
                whole.caught_up |= part.caught_up;
                whole.readings.extend(part.readings);
                whole.is_cut = part.is_cut;
            }
            Ok(History::NotOffered) => return Some(History::NotOffered),
            Err(e) => {
                tracing::warn!(signal = job.signal.0, error = %e, "history could not be read");
                return None;
            }
        }
        if whole.caught_up || whole.is_cut {
            break;
        }
        from = whole.readings.last().map_or(from, |r| r.source_time);
        sleep(CATCH_UP_EVERY).await;
    }
    Some(History::Kept(whole))
}
