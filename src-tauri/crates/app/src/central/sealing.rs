//! Secrets that several workstations need, as a central workspace shares them: each is an age file sealed to the enrolled
//! workstations of the tenant (DESIGN section 5); the central database never sees anything else. `seal` is pure,
//! `ledger` what this workstation knows of them, `exchange` how they go there and come from there.

mod exchange;
mod ledger;
mod seal;

pub use exchange::{Resealed, Stopped};
/// To be asked before anything of a secret is kept.
pub use seal::check;

use super::{LinkGuard, LinkStanding, Online, enrolment};
use crate::{failures::OrFailure, plant::Plant};
use central::{CentralError, Link};
use domain::{Capability, Failure, IntegrationId};
use std::sync::Arc;
use uuid::Uuid;

/// These fields of an integration were saved or emptied here. Sent at once where the database is reached; else they
/// wait, and nobody at the window with them.
pub async fn share(
    plant: &Arc<Plant>,
    online: Option<&Arc<Online>>,
    owner: IntegrationId,
    fields: &[String],
) -> Result<(), Failure> {
    if plant.central.is_none() || fields.is_empty() {
        return Ok(());
    }
    let keys: Vec<String> = fields.iter().map(|field| ledger::key(owner.0, field)).collect();
    ledger::change(plant, |l| keys.iter().for_each(|key| l.wait(key.clone(), plant.clock.now())))?;
    let Some(online) = online.filter(|o| matches!(o.standing().0, LinkStanding::Online)) else { return Ok(()) };
    if let Err(failure) = send(plant, online, &keys).await {
        tracing::info!(%failure, "secrets wait to be sent to the other workstations");
    }
    Ok(())
}

/// Sends what waits, in this person's name.
async fn send(plant: &Plant, online: &Online, over: &[String]) -> Result<u32, Failure> {
    let link = online.link().await?;
    match home(plant, online, &link).await? {
        Some(tenant) => told(online, exchange::send_waiting(plant, &link, tenant, over).await),
        None => Ok(0),
    }
}

/// Whether this person may send and open secrets.
pub fn may(plant: &Plant, online: &Online) -> Result<bool, Failure> {
    let person = plant.store.read(|c| store::person::get(c, online.person_id)).or_failure()?;
    Ok(person.role.can(Capability::ManageIntegrations))
}

/// Whether anything that was saved here has not reached the central database.
pub fn is_waiting(plant: &Plant) -> Result<bool, Failure> {
    Ok(!ledger::read(plant)?.waiting.is_empty())
}

/// One round in the background, in the name of somebody who may: sends and opens.
pub async fn keep_up(plant: &Arc<Plant>, online: &Online) -> Result<u32, Failure> {
    let link = online.link().await?;
    let Some(tenant) = home(plant, online, &link).await? else { return Ok(0) };
    let sent = told(online, exchange::send_waiting(plant, &link, tenant, &[]).await)?;
    Ok(sent + told(online, exchange::open_new(plant, &link, tenant).await)?)
}

/// One round where nobody is signed in who may: the enrolled workstation opens what is sealed to it, in its own session.
pub async fn keep_up_alone(plant: &Arc<Plant>, link: &Link) -> Result<u32, Stopped> {
    let tenant = super::state(plant)?.connection().tenant.id;
    exchange::open_new(plant, link, tenant).await
}

/// After a workstation came or went: what waits is sent, and what is sealed to others than the present ones is sealed
/// anew. In an opened tenant this workstation can open nothing; all is told as not opened.
pub async fn reseal(plant: &Arc<Plant>, online: &Online) -> Result<Resealed, Failure> {
    let link = online.link().await?;
    let tenant = match home(plant, online, &link).await? {
        Some(tenant) => {
            told(online, exchange::send_waiting(plant, &link, tenant, &[]).await)?;
            told(online, exchange::open_new(plant, &link, tenant).await)?;
            tenant
        }
        None => online.told(link.whoami().await)?.tenant_id,
    };
    told(online, exchange::reseal(plant, &link, tenant).await)
}

/// A sealed secret as the page shows it.
pub struct Row {
    pub secret: central::SealedSecret,
    /// How many of the enrolled workstations it is sealed to.
    pub sealed_to: usize,
    pub enrolled: usize,
    /// This workstation is among them, and has not failed at it.
    pub can_open: bool,
}

pub async fn list(plant: &Plant, online: &Online) -> Result<Vec<Row>, Failure> {
    let link = online.link().await?;
    let enrolled = online.told(exchange::Enrolled::ask(&link).await)?.ids;
    let all = online.told(link.list_sealed_secrets().await)?;
    let known = ledger::read(plant)?;
    let own = enrolment::id(plant)?;
    let row = |secret: central::SealedSecret| Row {
        sealed_to: enrolled.iter().filter(|id| secret.sealed_to.contains(id)).count(),
        enrolled: enrolled.len(),
        can_open: secret.sealed_to.contains(&own)
            && known.refused.get(&ledger::key(secret.owner_id, &secret.field)) != Some(&secret.version),
        secret,
    };
    Ok(all.into_iter().map(row).collect())
}

/// The workspace's tenant, where it is the one that is acted in: this workstation's secrets go nowhere else. As the
/// database says at this moment, not as the window remembers.
async fn home(plant: &Plant, online: &Online, link: &LinkGuard) -> Result<Option<Uuid>, Failure> {
    let own = super::state(plant)?.connection().tenant.id;
    let acting = online.told(link.whoami().await)?.tenant_id;
    Ok((acting == own).then_some(own))
}

fn told<T>(online: &Online, outcome: Result<T, Stopped>) -> Result<T, Failure> {
    match outcome {
        Ok(value) => Ok(value),
        Err(Stopped::Link(error)) => online.told(Err::<T, CentralError>(error)),
        Err(Stopped::Here(failure)) => Err(failure),
    }
}
