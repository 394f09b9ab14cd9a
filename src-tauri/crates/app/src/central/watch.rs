//! What is looked after in the background of a central workspace: whether each signed-in person's session still counts,
//! the tenant's people, how the workstation stands, and the clock's floor. A revoked session is noticed here at the
//! first contact after a break, before anything else is done with it.

use super::{LinkGuard, LinkStanding, Online, defaults, device, enrolment, inactive, sign_in, unlock, upkeep};
use crate::{commands::Topic, failures::OrFailure, plant::Plant};
use domain::{Failure, Message};
use std::sync::Arc;

/// One round. What a session's trouble is stands with the session; the round itself goes on.
pub async fn round(plant: &Arc<Plant>) -> Result<Message, Failure> {
    let state = super::state(plant)?.clone();
    unlock::note_time(plant, plant.clock.now())?;
    let (mut online, mut offline) = (0u32, 0u32);
    let (mut are_secrets_kept, mut are_people_known) = (false, false);
    for session in state.sessions() {
        if matches!(session.standing().0, LinkStanding::Over(_)) {
            continue;
        }
        let was_online = matches!(session.standing().0, LinkStanding::Online);
        let Ok(link) = session.check().await else {
            offline += 1;
            if matches!(session.standing().0, LinkStanding::PasswordNeeded) {
                session.look_behind_expired().await;
            }
            continue;
        };
        online += 1;
        let before = state.workstation();
        known_again(plant, &session, &link).await?;
        sign_in::refresh(plant, &session).await?;
        if session.opened_tenant().is_none() && enrolment::look(plant, &link).await? != before {
            plant.changes.tell(&[Topic::Workspace, Topic::Workstations]);
        }
        if !are_people_known {
            inactive::forget(plant, &link).await?;
            are_people_known = true;
        }
        match upkeep::with(plant, &session, &link).await {
            Ok(are_kept) => are_secrets_kept |= are_kept,
            Err(failure) => tracing::warn!(%failure, "settings and secrets were not brought"),
        }
        if !was_online {
            plant.changes.tell(&[Topic::Link, Topic::People, Topic::Settings]);
        }
    }
    // Without a person's session the workstation's own tells whether it still belongs here, and takes in what is its.
    match device::look_after(plant).await {
        Ok(Some(link)) => {
            if !are_people_known {
                inactive::forget(plant, &link).await?;
            }
            if !are_secrets_kept && let Err(stopped) = upkeep::alone(plant, &link).await {
                tracing::warn!(?stopped, "the workstation did not bring settings and secrets");
            }
        }
        Ok(None) => {}
        Err(failure) => tracing::debug!(%failure, "the workstation's own session is offline"),
    }
    Ok(Message::new("job-watch-central-outcome").with("online", online).with("offline", offline))
}

/// Whoever's session counts is known to the database at this moment: the days without it are counted from here.
async fn known_again(plant: &Plant, session: &Online, link: &LinkGuard) -> Result<(), Failure> {
    let last = plant.store.read(|c| store::unlock::verified_at(c, session.person_id)).or_failure()?;
    let now = plant.clock.now();
    // Without a verifier there is no unlock to prolong; and one write an hour is enough for days.
    if last.is_some_and(|last| now - last > chrono::Duration::hours(1)) {
        let server_now = session.told(link.now().await)?;
        let grace = defaults::kept_grace_days(plant)?;
        unlock::verified(plant, session.person_id, server_now, grace)?;
    }
    Ok(())
}
