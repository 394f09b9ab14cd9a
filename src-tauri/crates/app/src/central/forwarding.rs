//! Readings on their way to the central database, in the workstation's own name, whoever is signed in: what comes in now
//! within a second or two, what waited while the link was away beside it until it is drained.

use super::{leases, state};
use crate::{
    commands::Topic,
    failures::{OrFailure, failure, from_store},
    plant::Plant,
    rates::Rate,
};
use domain::{ErrorCode, Failure, Message, Timestamp};
use parking_lot::{Mutex, RwLock};
use std::{sync::Arc, time::Duration};
use store::telemetry::forward::ForwardLock;
use sync::{SyncError, Uploader};

/// One round's work; a start or an end in between waits no longer.
const BUDGET: Duration = Duration::from_secs(3);
/// A batch takes half a second; an answer that takes longer than this will not come.
const PATIENCE: Duration = Duration::from_secs(60);

/// How readings are forwarded; one a plant.
#[derive(Default)]
pub struct Forwarding {
    uploader: tokio::sync::Mutex<Uploader>,
    lock: Mutex<Option<ForwardLock>>,
    standing: RwLock<Standing>,
    rate: Mutex<Rate>,
}

#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// When nothing waited last.
    pub drained_at: Option<Timestamp>,
    /// Why nothing goes at the moment.
    pub failure: Option<Failure>,
    /// Another process of this machine forwards.
    pub is_elsewhere: bool,
}

impl Forwarding {
    pub fn standing(&self) -> Standing {
        self.standing.read().clone()
    }

    /// Readings acknowledged a second, over the last minute.
    pub fn per_second(&self) -> f64 {
        self.rate.lock().per_second()
    }
}

/// Until nothing waits, or the process ends.
pub async fn round(plant: &Arc<Plant>) -> Result<Message, Failure> {
    let state = state(plant)?.clone();
    let forward = plant.store.telemetry().forward();
    let queue = forward.queue().or_failure()?;
    let now = plant.clock.now();
    if queue.readings == 0 && queue.gaps == 0 {
        *state.forwarding.standing.write() = Standing { drained_at: Some(now), ..Standing::default() };
        return Ok(Message::new("job-forward-outcome").with("readings", 0u32));
    }
    {
        let mut lock = state.forwarding.lock.lock();
        if lock.is_none() {
            *lock = forward.try_lock().or_failure()?;
        }
        if lock.is_none() {
            state.forwarding.standing.write().is_elsewhere = true;
            return Ok(Message::new("collecting-elsewhere"));
        }
    }
    let mut sent = 0u64;
    loop {
        let done = match tokio::time::timeout(PATIENCE, once(plant)).await {
            Ok(done) => done,
            Err(_) => {
                state.drop_device_link();
                Err(failure(ErrorCode::Unavailable, "central-silent"))
            }
        };
        let now = plant.clock.now();
        let done = match done {
            Ok(done) => done,
            Err(why) => {
                let before = state.forwarding.standing().drained_at;
                *state.forwarding.standing.write() =
                    Standing { drained_at: before, failure: Some(why.clone()), is_elsewhere: false };
                return Err(why);
            }
        };
        sent += done.readings;
        state.forwarding.rate.lock().add(done.readings as usize);
        let drained_at = if done.is_drained { Some(now) } else { state.forwarding.standing().drained_at };
        *state.forwarding.standing.write() = Standing { drained_at, failure: None, is_elsewhere: false };
        if done.lost_lease
            && let Err(failure) = leases::round(plant).await
        {
            tracing::warn!(%failure, "leases were not asked for");
        }
        if done.readings > 0 {
            plant.changes.tell_soon(Topic::Sync);
        }
        if done.is_drained || plant.jobs.is_stopping() {
            return Ok(Message::new("job-forward-outcome").with("readings", sent as f64));
        }
    }
}

async fn once(plant: &Arc<Plant>) -> Result<sync::Forwarded, Failure> {
    let state = state(plant)?;
    let link = state.device_link(plant).await?;
    let (device, fences) = (super::enrolment::id(plant)?, state.leases.fences());
    let forward = plant.store.telemetry().forward();
    let mut uploader = state.forwarding.uploader.lock().await;
    uploader.round(&forward, &link, device, &fences, BUDGET).await.map_err(|error| match error {
        SyncError::Central(error) => Failure::from(&error),
        SyncError::Store(error) => from_store(error),
        SyncError::Answer(what) => failure(ErrorCode::Internal, "central-database").detail(what),
    })
}
