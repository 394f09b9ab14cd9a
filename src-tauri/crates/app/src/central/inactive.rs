//! People who are no longer active open this workstation no more: asked for all who may open it offline, over any link
//! that counts, the workstation's own included, so that it does not wait for them to come back.

use super::{LinkGuard, state, token_name};
use crate::{failures::OrFailure, plant::Plant};
use central::{CentralError, SessionEnd};
use domain::{Failure, PersonId};

/// As many as the database answers for at once.
const AT_ONCE: usize = 1000;

pub async fn forget(plant: &Plant, link: &LinkGuard) -> Result<(), Failure> {
    let people = plant.store.read(store::unlock::people).or_failure()?;
    for some in people.chunks(AT_ONCE) {
        let asked: Vec<_> = some.iter().map(|person| person.0).collect();
        for gone in link.inactive_people(&asked).await? {
            forget_one(plant, PersonId(gone))?;
        }
    }
    Ok(())
}

fn forget_one(plant: &Plant, person: PersonId) -> Result<(), Failure> {
    tracing::info!(%person, "no longer active: the unlock is forgotten");
    for session in state(plant)?.sessions().iter().filter(|s| s.person_id == person) {
        session.end_for(Failure::from(CentralError::SignedOut(SessionEnd::Deactivated)));
    }
    plant.store.write(|t| store::unlock::forget(t, person)).or_failure()?;
    plant.keep_secret(&token_name(person), None)
}
