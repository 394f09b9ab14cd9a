//! Changes that wait on this workstation for somebody who is no longer active: an administrator sends them in their own
//! name, or they would wait for ever.

use crate::{
    Caller, central as central_mode,
    failures::{OrFailure, failure},
};
use domain::{ErrorCode, Failure, PersonId};
use serde::{Deserialize, Serialize};
use store::{adoption, outbox, outbox::Settled};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AdoptOperations {
    /// Whose they are.
    pub person_id: PersonId,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Adopted {
    /// That had arrived already, without a receipt here.
    #[ts(type = "number")]
    pub settled: u64,
    /// That wait now in the administrator's name.
    #[ts(type = "number")]
    pub adopted: u64,
}

pub async fn adopt_operations(caller: &Caller<'_>, request: AdoptOperations) -> Result<Adopted, Failure> {
    let plant = caller.plant()?;
    central_mode::state(&plant)?;
    let by = caller.person()?.id;
    let online = caller.central()?;
    let link = online.link().await?;
    let whose = online.told(link.find_person(request.person_id.0).await)?;
    let whose = whose.ok_or_else(|| failure(ErrorCode::NotFound, "adopt-nobody"))?;
    if whose.is_active {
        return Err(failure(ErrorCode::Conflict, "adopt-active"));
    }
    let ids = plant.store.read(|c| adoption::ids_of(c, request.person_id)).or_failure()?;
    let arrived = online.told(link.applied_of(&ids).await)?;
    let now = caller.now();
    let adopted = plant
        .store
        .write(|t| {
            for id in &arrived {
                outbox::settle(t, *id, Settled::Applied, None, now)?;
            }
            adoption::adopt(t, request.person_id, by)
        })
        .or_failure()?;
    Ok(Adopted { settled: arrived.len() as u64, adopted })
}
