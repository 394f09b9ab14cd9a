//! The plant's data between this workstation and the central database: every two seconds, and at once after a change
//! here, for each signed-in person whose session is online. People's own changes go under their own names; what the
//! product itself changed goes with whoever is there.

use super::{LinkStanding, Online, enrolment};
use crate::{
    commands::Topic,
    failures::{OrFailure, failure, from_store},
    plant::Plant,
};
use domain::{ErrorCode, Failure, Message, Role, Timestamp};
use std::sync::Arc;
use sync::{Replica, SyncError};

/// What the last round was.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// The last time when everything that was known to either side was exchanged.
    pub at: Option<Timestamp>,
    /// Why the last round ended early.
    pub failure: Option<Failure>,
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
        let (at, failure) = match outcome {
            Ok(round) => {
                sent += round.pushed.applied + round.pushed.conflicts + round.pushed.rejected;
                received += round.pulled.rows + round.pulled.deleted;
                tell(plant, &round).await;
                (Some(plant.clock.now()), None)
            }
            Err(failure) => (state.replicated().at, Some(failure)),
        };
        *state.replicated.write() = Standing { at, failure };
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
