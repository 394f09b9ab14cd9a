//! The workstations of a central tenant, and the secrets that are sealed to them.

use super::{
    paging::{SearchPage, shown},
    workspace::Nothing,
};
use crate::{
    Caller,
    central::{LinkGuard, Online, enrolment, sealing},
    failures::OrFailure,
};
use central::Workstation;
use domain::{Failure, IntegrationId, Page, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkstationStatus {
    Pending,
    Enrolled,
    Removed,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkstationRow {
    #[ts(type = "string")]
    pub id: Uuid,
    /// The computer's name.
    pub name: String,
    pub status: WorkstationStatus,
    /// E-mail; null where it was somebody of the platform.
    pub requested_by: Option<String>,
    pub requested_at: Timestamp,
    pub enrolled_by: Option<String>,
    pub enrolled_at: Option<Timestamp>,
    pub removed_at: Option<Timestamp>,
    pub is_this: bool,
    /// `4F2A 91C3 07BD 5E88`: to be compared with what the workstation itself shows before it is enrolled.
    pub key_fingerprint: String,
}

#[derive(Debug, Deserialize, TS)]
pub struct WorkstationRef {
    #[ts(type = "string")]
    pub id: Uuid,
}

#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EnrolledWorkstation {
    /// Secrets that were sealed to it from here.
    pub sealed: u32,
    /// Those that this workstation can't open; `reseal_secrets` at another one.
    pub not_opened: u32,
}

#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RemovedWorkstation {
    /// Secrets that it has known: each needs a new value.
    pub exposed_secrets: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SealedSecretRow {
    #[ts(type = "string")]
    pub id: Uuid,
    /// What it belongs to.
    #[ts(type = "string")]
    pub owner_id: Uuid,
    /// The integration's name, where this workstation has it.
    pub owner_name: Option<String>,
    pub field: String,
    /// How many of the enrolled workstations can open it.
    pub sealed_to: u32,
    /// How many are enrolled.
    pub enrolled: u32,
    /// A workstation that was removed has known the value: a new one is due.
    pub is_exposed: bool,
    pub sealed_at: Timestamp,
    pub sealed_by: Option<String>,
    /// This workstation can.
    pub can_open: bool,
}

#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ResealedSecrets {
    pub sealed: u32,
    pub not_opened: u32,
}

/// Those that wait to be enrolled first, the removed ones last.
pub async fn list_workstations(caller: &Caller<'_>, request: SearchPage) -> Result<Page<WorkstationRow>, Failure> {
    let online = caller.central()?;
    let link = online.link().await?;
    let own = enrolment::id(&*caller.plant()?)?;
    let found = online.told(link.find_workstations(&request.window()).await)?;
    Ok(shown(found, |w| row_of(w, own)))
}

pub async fn enrol_workstation(caller: &Caller<'_>, request: WorkstationRef) -> Result<EnrolledWorkstation, Failure> {
    let (plant, online) = (caller.plant()?, caller.central()?);
    let link = online.link().await?;
    online.told(link.enrol_device(request.id).await)?;
    look_at_own(caller, &online, &link, request.id).await?;
    // It is enrolled whatever comes of the secrets; those can be sealed to it later.
    let resealed = sealing::reseal(&plant, &online).await.unwrap_or_else(|failure| {
        tracing::warn!(%failure, "secrets were not sealed to the new workstation");
        sealing::Resealed::default()
    });
    Ok(EnrolledWorkstation { sealed: resealed.sealed, not_opened: resealed.not_opened })
}

pub async fn remove_workstation(caller: &Caller<'_>, request: WorkstationRef) -> Result<RemovedWorkstation, Failure> {
    let (plant, online) = (caller.plant()?, caller.central()?);
    let link = online.link().await?;
    let exposed = online.told(link.remove_device(request.id).await)?;
    look_at_own(caller, &online, &link, request.id).await?;
    // What it has known stays exposed; what is saved from now on is not for it in any case.
    if let Err(failure) = sealing::reseal(&plant, &online).await {
        tracing::warn!(%failure, "secrets are still sealed to the workstation that was removed");
    }
    Ok(RemovedWorkstation { exposed_secrets: u32::try_from(exposed).unwrap_or(0) })
}

pub async fn list_sealed_secrets(caller: &Caller<'_>, _: Nothing) -> Result<Vec<SealedSecretRow>, Failure> {
    let (plant, online) = (caller.plant()?, caller.central()?);
    let integrations = plant.store.read(store::integration::list).or_failure()?;
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let row = |row: sealing::Row| SealedSecretRow {
        id: row.secret.id,
        owner_name: integrations.iter().find(|i| i.id == IntegrationId(row.secret.owner_id)).map(|i| i.name.clone()),
        owner_id: row.secret.owner_id,
        field: row.secret.field,
        sealed_to: number(row.sealed_to),
        enrolled: number(row.enrolled),
        is_exposed: row.secret.is_exposed,
        sealed_at: row.secret.sealed_at,
        sealed_by: row.secret.sealed_by,
        can_open: row.can_open,
    };
    Ok(sealing::list(&plant, &online).await?.into_iter().map(row).collect())
}

pub async fn reseal_secrets(caller: &Caller<'_>, _: Nothing) -> Result<ResealedSecrets, Failure> {
    let told = sealing::reseal(&caller.plant()?, &*caller.central()?).await?;
    Ok(ResealedSecrets { sealed: told.sealed, not_opened: told.not_opened })
}

/// Where it was this workstation that came or went, the window says so at once.
async fn look_at_own(caller: &Caller<'_>, online: &Online, link: &LinkGuard, id: Uuid) -> Result<(), Failure> {
    let plant = caller.plant()?;
    if id == enrolment::id(&plant)? && online.opened_tenant().is_none() {
        enrolment::look(&plant, link).await?;
    }
    Ok(())
}

fn row_of(workstation: Workstation, own: Uuid) -> WorkstationRow {
    WorkstationRow {
        id: workstation.id,
        key_fingerprint: enrolment::fingerprint(&workstation.public_key),
        name: workstation.name,
        status: match workstation.status {
            central::WorkstationStatus::Pending => WorkstationStatus::Pending,
            central::WorkstationStatus::Enrolled => WorkstationStatus::Enrolled,
            central::WorkstationStatus::Removed => WorkstationStatus::Removed,
        },
        requested_by: workstation.requested_by,
        requested_at: workstation.requested_at,
        enrolled_by: workstation.enrolled_by,
        enrolled_at: workstation.enrolled_at,
        removed_at: workstation.removed_at,
        is_this: workstation.id == own,
    }
}
