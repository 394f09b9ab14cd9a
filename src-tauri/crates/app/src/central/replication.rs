//! The plant's data between this workstation and the central database: every two seconds, every second while people are
//! at work, and at once after a change here, for each signed-in person whose session is online. People's own changes go under their own names; what the
//! product itself changed goes with whoever is there.

use super::{LinkStanding, Online, enrolment};
use crate::{
    commands::Topic,
    failures::{OrFailure, failure, from_store},
    plant::Plant,
};
use domain::{ErrorCode, Failure, Message, Role, Timestamp};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use sync::{Replica, SyncError};

/// What the last round was.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// The last time when everything that was known to either side was exchanged.
    pub at: Option<Timestamp>,
    /// Why the last round ended early.
    pub failure: Option<Failure>,
    /// When something went or came.
    moved_at: Option<Instant>,
}

/// Asking when nothing goes on is most of what a database with many workstations has to do.
const QUIET: Duration = Duration::from_secs(2);
/// Changes come in bursts: who has seen one sees the next within half a second in the middle.
const BUSY: Duration = Duration::from_secs(1);
const BUSY_FOR: Duration = Duration::from_secs(60);

impl Standing {
    /// How often it is asked whether there is something new.
    pub fn asked_every(&self) -> Duration {
        if self.moved_at.is_some_and(|at| at.elapsed() < BUSY_FOR) { BUSY } else { QUIET }
    }
}

/// One round for each session.
pub async fn round(plant: &Arc<Plant>) -> Result<Message, Failure> {
    let state = super::state(plant)?.clone();
    let (mut sent, mut received) = (0u32, 0u32);
    for session in state.sessions() {
        // A platform owner who has opened a tenant administers it; the replica stays the platform's own.
        // Until the password is changed the database shows the session nothing, which is not an empty plant.
        let may_look = session.opened_tenant().is_none() && !session.is_password_due();
        if !matches!(session.standing().0, LinkStanding::Online) || !may_look {
            continue;
        }
        let outcome = of_session(plant, &session).await;
        let before = state.replicated();
        let mut moved_at = before.moved_at;
        let (at, failure) = match outcome {
            Ok(round) => {
                let decided = round.pushed.applied + round.pushed.conflicts + round.pushed.rejected;
                if decided > 0 || round.pulled != sync::Pulled::default() {
                    moved_at = Some(Instant::now());
                }
                sent += round.pushed.applied + round.pushed.conflicts + round.pushed.rejected;
                received += round.pulled.rows + round.pulled.deleted;
                tell(plant, &round).await;
                (Some(plant.clock.now()), None)
            }
            Err(failure) => (before.at, Some(failure)),
        };
        *state.replicated.write() = Standing { at, failure, moved_at };
    }
    Ok(Message::new("job-sync-outcome").with("sent", sent).with("received", received))
}

async fn of_session(plant: &Arc<Plant>, session: &Online) -> Result<sync::Round, Failure> {
    let link = session.link().await?;
    let person = plant.store.read(|c| store::person::find(c, session.person_id)).or_failure()?;
    let role = person.map_or(Role::Viewer, |p| p.role);
    let replica = Replica { person: session.person_id, device: enrolment::id(plant)?, role };
    match sync::round(&plant.store, &*link, replica, plant.clock.now()).await {
        Ok(round) => Ok(round),
        Err(SyncError::Central(error)) => session.told(Err(error)),
        Err(SyncError::Store(error)) => Err(from_store(error)),
        Err(SyncError::Answer(what)) => Err(failure(ErrorCode::Internal, "central-database").detail(what)),
    }
}

/// Windows ask again for what came in, and collecting follows it.
async fn tell(plant: &Arc<Plant>, round: &sync::Round) {
    let is_pushed = round.pushed != sync::Pushed::default();
    let is_pulled = round.pulled != sync::Pulled::default();
    if is_pushed || is_pulled {
        plant.changes.tell(&[Topic::Sync]);
    }
    if is_pulled || round.pushed.conflicts + round.pushed.rejected > 0 {
        plant.changes.tell(&[
            Topic::Sites,
            Topic::Assets,
            Topic::Integrations,
            Topic::Mappings,
            Topic::History,
            Topic::WorkOrders,
            Topic::CostModel,
        ]);
        if let Err(failure) = plant.supervisor.reconcile(plant, None).await {
            tracing::warn!(%failure, "what came in could not be taken up by collecting");
        }
    }
}
