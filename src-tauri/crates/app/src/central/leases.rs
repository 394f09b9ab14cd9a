//! One workstation runs an integration: it holds a lease in the central database, by that server's clock, and renews it.
//! When it dies or is cut off, another one where the integration is started takes over once the lease is over.
//!
//! A holder that can't reach the database goes on collecting: nothing is lost in weeks without it. If another one took
//! over meanwhile it learns so at the first contact, by its fence being old, and stops; what both have collected is stored
//! once. Who does not hold a lease, or is not enrolled, collects nothing. A standalone workspace needs none.

use super::state;
use crate::{commands::Topic, failures::OrFailure, plant::Plant, supervisor};
use domain::{ErrorCode, Failure, Integration, IntegrationId, IntegrationStatus, MappingId, Message, Timestamp};
use parking_lot::RwLock;
use std::{collections::HashMap, sync::Arc, time::Duration};
use store::lease::Lease;
use uuid::Uuid;

/// How long a lease counts after it was renewed; it is renewed three times as often. A take-over comes within two of these.
pub const LEASE_SECONDS: u32 = 15;
/// How long a renewal may take; a half-open connection is given up then.
const PATIENCE: Duration = Duration::from_secs(10);

/// The leases as this process knows them.
#[derive(Default)]
pub struct Leases {
    /// None before the database was asked, or could not be.
    known: RwLock<Option<HashMap<IntegrationId, Lease>>>,
    seconds: RwLock<Option<u32>>,
    /// Where the former holders' readings end, of what was taken over.
    ends: RwLock<HashMap<MappingId, Timestamp>>,
}

impl Leases {
    pub fn find(&self, id: IntegrationId) -> Option<Lease> {
        self.known.read().as_ref()?.get(&id).cloned()
    }

    /// Under which fence each integration is collected here.
    pub fn fences(&self) -> sync::Fences {
        let known = self.known.read();
        known.iter().flatten().filter(|(_, l)| l.is_mine).map(|(id, l)| (*id, l.fence)).collect()
    }

    /// Where the database's readings of a signal ended when its integration was taken over.
    pub fn end(&self, mapping: MappingId) -> Option<Timestamp> {
        self.ends.read().get(&mapping).copied()
    }

    /// Other than [`LEASE_SECONDS`]: for tests, which do not wait half a minute.
    pub fn set_seconds(&self, seconds: u32) {
        *self.seconds.write() = Some(seconds);
    }

    pub(crate) fn renewed_every(&self) -> Duration {
        Duration::from_secs(self.seconds().into()) / 3
    }

    fn seconds(&self) -> u32 {
        self.seconds.read().unwrap_or(LEASE_SECONDS)
    }

    /// True where this process now collects other integrations than before.
    fn learn(&self, leases: &[Lease]) -> bool {
        let mine = |l: &&Lease| l.is_mine;
        let before: Vec<_> = self.fences().into_keys().collect();
        *self.known.write() = Some(leases.iter().map(|l| (l.integration, l.clone())).collect());
        let now: Vec<IntegrationId> = leases.iter().filter(mine).map(|l| l.integration).collect();
        before.len() != now.len() || before.iter().any(|id| !now.contains(id))
    }
}

/// Whether this workstation runs the integration. Where there is no central database it is the only one.
pub fn may_collect(plant: &Plant, id: IntegrationId) -> bool {
    plant.central.as_ref().is_none_or(|central| central.leases.find(id).is_some_and(|l| l.is_mine))
}

/// The name of the workstation that runs the integration, where it is another one.
pub fn holder(plant: &Plant, id: IntegrationId) -> Option<String> {
    plant.central.as_ref()?.leases.find(id).filter(|l| !l.is_mine).map(|l| l.holder)
}

/// Takes and renews what is started here; collecting follows.
pub async fn round(plant: &Arc<Plant>) -> Result<Message, Failure> {
    let outcome = ask(plant).await;
    let state = state(plant)?;
    let leases = match &outcome {
        Ok(leases) => leases.clone(),
        Err(why) if is_without_right(why) => Vec::new(),
        // Not reachable: those that were held are held on; after a start those that were held last.
        Err(_) if state.leases.known.read().is_some() => return outcome.map(|_| Message::new("job-done")),
        Err(_) => plant.store.read(store::lease::list).or_failure()?,
    };
    let known = plant.store.read(store::lease::list).or_failure()?;
    if outcome.is_ok() && known != leases {
        plant.store.write(|t| store::lease::replace_all(t, &leases)).or_failure()?;
        plant.changes.tell_soon(Topic::Integrations);
    }
    if state.leases.learn(&leases) {
        plant.supervisor.reconcile(plant, None).await?;
    }
    let held = leases.iter().filter(|l| l.is_mine).count() as u32;
    let others = leases.len() as u32 - held;
    outcome.map(|_| Message::new("job-leases-outcome").with("held", held).with("others", others))
}

async fn ask(plant: &Arc<Plant>) -> Result<Vec<Lease>, Failure> {
    let state = state(plant)?;
    let started = started(plant)?;
    if started.is_empty() {
        return Ok(Vec::new());
    }
    let asked = async {
        let link = state.device_link(plant).await?;
        let ids: Vec<Uuid> = started.iter().map(|i| i.id.0).collect();
        let held = link.hold_leases(&ids, state.leases.seconds()).await?;
        let before = state.leases.fences();
        let fresh = |l: &&::central::HeldLease| l.is_mine && !before.contains_key(&IntegrationId(l.integration));
        let taken: Vec<Uuid> = held.iter().filter(fresh).map(|l| l.integration).collect();
        if !taken.is_empty() {
            let ends = link.newest_readings(&taken).await?;
            state.leases.ends.write().extend(ends.into_iter().map(|(id, at)| (MappingId(id), at)));
        }
        Ok::<_, Failure>(held)
    };
    let held = match tokio::time::timeout(PATIENCE, asked).await {
        Ok(held) => held?,
        Err(_) => {
            state.drop_device_link();
            return Err(crate::failures::failure(ErrorCode::Unavailable, "central-silent"));
        }
    };
    let mut leases: Vec<Lease> = held
        .into_iter()
        .map(|l| Lease {
            integration: IntegrationId(l.integration),
            fence: l.fence,
            is_mine: l.is_mine,
            holder: l.holder,
            since: l.since,
        })
        .collect();
    leases.sort_by_key(|l| l.integration.0);
    Ok(leases)
}

/// Not enrolled, or removed: it may hold nothing.
fn is_without_right(why: &Failure) -> bool {
    why.message.id == "workstation-not-enrolled"
}

fn started(plant: &Plant) -> Result<Vec<Integration>, Failure> {
    let all = plant.store.read(store::integration::list).or_failure()?;
    let is_started = |i: &Integration| i.status == IntegrationStatus::Active && supervisor::may_run(plant, i);
    Ok(all.into_iter().filter(is_started).collect())
}

/// Gives up what is held here, so that another one need not wait until it is over: at an orderly end, and at Stop.
pub async fn release(plant: &Plant, only: Option<IntegrationId>) {
    let Ok(state) = state(plant) else { return };
    let held = state.leases.fences().into_keys().filter(|id| only.is_none_or(|o| o == *id));
    let ids: Vec<Uuid> = held.map(|id| id.0).collect();
    if ids.is_empty() {
        return;
    }
    let released = async {
        let link = state.device_link(plant).await?;
        link.release_leases(&ids).await.map_err(Failure::from)
    };
    match tokio::time::timeout(Duration::from_secs(3), released).await {
        Ok(Ok(())) => {}
        Ok(Err(failure)) => tracing::info!(%failure, "leases were not given up; they end by themselves"),
        Err(_) => tracing::info!("leases were not given up in time; they end by themselves"),
    }
    let mut known = state.leases.known.write();
    if let Some(known) = known.as_mut() {
        known.retain(|id, _| !ids.contains(&id.0));
    }
}
