//! What became of the integrations that this process collects, for `optria collect`: it says what was refused.

use crate::{failures::OrFailure, plant::Plant, supervisor};
use domain::{ConnectionState, ErrorCode, Failure, IntegrationStatus};
use serde::Serialize;

/// One active integration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Collected {
    pub name: String,
    /// Why it does not collect; `None` where it does, or tries to.
    pub problem: Option<Failure>,
}

/// The active integrations, by name. Refused is what will not come right by waiting.
pub fn collected(plant: &Plant) -> Result<Vec<Collected>, Failure> {
    let all = plant.store.read(store::integration::list).or_failure()?;
    let active = all.into_iter().filter(|i| i.status == IntegrationStatus::Active);
    let one = |integration: domain::Integration| {
        let problem = match supervisor::runnable(plant, &integration) {
            Ok(()) => plant.supervisor.status(integration.id, |s| refusal(&s.state)).flatten(),
            Err(why) => Some(why),
        };
        Collected { name: integration.name, problem }
    };
    Ok(active.map(one).collect())
}

fn refusal(state: &ConnectionState) -> Option<Failure> {
    match state {
        ConnectionState::Failed { cause, remedy } => {
            Some(Failure { code: ErrorCode::Unavailable, message: cause.clone(), remedy: remedy.clone(), detail: None })
        }
        _ => None,
    }
}
