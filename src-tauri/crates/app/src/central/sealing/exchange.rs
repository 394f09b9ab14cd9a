//! Secrets on their way between workstations, over a link that acts for a person or for this workstation itself: what was
//! saved here is sealed to all that are enrolled, what others sealed is opened and kept, and what was sealed before
//! somebody came or went is sealed anew.

use super::{
    ledger::{self, Held, Ledger},
    seal::{Place, open, seal},
};
use crate::{central::enrolment, failures::OrFailure, plant::Plant};
use age::x25519::{Identity, Recipient};
use central::{CentralError, Link, Sealed, SealedFile, SealedSecret, WorkstationStatus};
use domain::{Failure, IntegrationId, Message};
use std::{collections::BTreeSet, sync::Arc};
use store::integration_event::{IntegrationEvent, Severity};
use uuid::Uuid;

/// Files asked for at once: at most 64 KiB each.
const FILES_AT_ONCE: usize = 32;

/// Why an exchange stopped: the link, whose owner must be told, or this workstation.
#[derive(Debug)]
pub enum Stopped {
    Link(CentralError),
    Here(Failure),
}

impl From<CentralError> for Stopped {
    fn from(e: CentralError) -> Self {
        Self::Link(e)
    }
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Here(failure)
    }
}

/// The enrolled workstations of the tenant that is acted in.
pub struct Enrolled {
    pub ids: Vec<Uuid>,
    recipients: Vec<Recipient>,
}

impl Enrolled {
    pub async fn ask(link: &Link) -> Result<Self, CentralError> {
        let mut enrolled = Self { ids: Vec::new(), recipients: Vec::new() };
        for one in link.list_workstations().await? {
            if one.status != WorkstationStatus::Enrolled {
                continue;
            }
            // The database checks the shape of a key, not its check sum: one that is none must not keep the secrets
            // from all others.
            match one.public_key.parse() {
                Ok(recipient) => {
                    enrolled.ids.push(one.id);
                    enrolled.recipients.push(recipient);
                }
                Err(e) => tracing::warn!(workstation = %one.id, error = e, "a workstation's key is none"),
            }
        }
        Ok(enrolled)
    }

    fn sealed<'a>(&'a self, place: &'a Place, ciphertext: &'a [u8]) -> Sealed<'a> {
        Sealed { tenant: place.tenant, owner: place.owner, field: &place.field, ciphertext, sealed_to: &self.ids }
    }

    fn is_exactly(&self, sealed_to: &[Uuid]) -> bool {
        self.ids.iter().collect::<BTreeSet<_>>() == sealed_to.iter().collect::<BTreeSet<_>>()
    }
}

/// Sends what was saved here, in the name of somebody who manages integrations. How many went; those stay for which there
/// is no enrolled workstation yet. `over` (a person has saved it just now, looking at it) takes the place of whatever is
/// there; what waited, only of the value that this workstation had known.
pub async fn send_waiting(plant: &Plant, link: &Link, tenant: Uuid, over: &[String]) -> Result<u32, Stopped> {
    let waiting = ledger::read(plant)?.waiting;
    if waiting.is_empty() {
        return Ok(0);
    }
    let enrolled = Enrolled::ask(link).await?;
    if enrolled.ids.is_empty() {
        return Ok(0);
    }
    let mut sent = 0;
    for (key, one) in waiting {
        let Some((owner, field)) = ledger::parts(&key) else {
            ledger::change(plant, |l| l.give_way(&key))?;
            continue;
        };
        let expected = if over.contains(&key) { None } else { Some(one.instead_of) };
        let outcome = match plant.secret(IntegrationId(owner), field)? {
            Some(secret) => {
                let place = Place { tenant, owner, field: field.to_owned() };
                match seal(&enrolled.recipients, &place, &secret) {
                    Ok(file) => put(link, &enrolled.sealed(&place, &file), expected).await.map(Some),
                    // It goes on waiting; the others need not.
                    Err(failure) => {
                        tracing::error!(owner = %owner, field, %failure, "a secret could not be sealed");
                        continue;
                    }
                }
            }
            None => remove(link, owner, field, expected).await.map(|()| None),
        };
        match outcome {
            Ok(there) => {
                ledger::change(plant, |l| l.sent(&key, one.mark, there))?;
                sent += 1;
            }
            Err(CentralError::Conflict(what)) if what == "secret" => {
                ledger::change(plant, |l| l.give_way(&key))?;
                tell(plant, owner, Severity::Warning, Message::new("sealed-secret-overtaken").with("field", field));
            }
            Err(e) => return Err(e.into()),
        }
    }
    Ok(sent)
}

async fn put(link: &Link, sealed: &Sealed<'_>, expected: Option<i64>) -> Result<Held, CentralError> {
    let there = link.put_secret(sealed, expected).await?;
    Ok(Held { id: there.id, value_no: there.value_no })
}

/// A conflict where another value is there than the one that was to be removed.
async fn remove(link: &Link, owner: Uuid, field: &str, expected: Option<i64>) -> Result<(), CentralError> {
    if let Some(expected) = expected {
        let all = link.list_sealed_secrets().await?;
        let there = all.iter().find(|s| s.owner_id == owner && s.field == field).map_or(expected, |s| s.value_no);
        if there != expected {
            return Err(CentralError::Conflict("secret".into()));
        }
    }
    link.delete_secret(owner, field).await
}

/// Opens what others have sealed to this workstation and keeps it; how many there were. What can't be opened is told in
/// the integration's own log and left until it is sealed anew.
pub async fn open_new(plant: &Arc<Plant>, link: &Link, tenant: Uuid) -> Result<u32, Stopped> {
    let (device, identity) = (enrolment::id(plant)?, enrolment::identity(plant)?);
    let all = link.list_sealed_secrets().await?;
    let known = ledger::read(plant)?;
    note_older(plant, &all, &known)?;
    let wanted: Vec<&SealedSecret> = all.iter().filter(|s| is_news(s, &known, device)).collect();
    let mut opened = 0;
    for some in wanted.chunks(FILES_AT_ONCE) {
        let ids: Vec<Uuid> = some.iter().map(|s| s.id).collect();
        let files = link.sealed_files(&ids).await?;
        for secret in some {
            let Some(file) = files.iter().find(|f| f.id == secret.id) else { continue };
            opened += u32::from(keep(plant, &identity, tenant, secret, file)?);
        }
    }
    if opened > 0 {
        plant.supervisor.reconcile(plant, None).await?;
    }
    Ok(opened)
}

/// Sealed to this workstation, not the value that it holds, not one that it failed at, and none waiting to be sent.
fn is_news(secret: &SealedSecret, known: &Ledger, device: Uuid) -> bool {
    let key = ledger::key(secret.owner_id, &secret.field);
    let is_newer = known.held.get(&key).is_none_or(|held| held.id != secret.id || held.value_no < secret.value_no);
    is_newer
        && secret.sealed_to.contains(&device)
        && known.refused.get(&key) != Some(&secret.version)
        && !known.waiting.contains_key(&key)
}

/// A value older than the one that is held can only come of a database that was restored from a backup: what is held is
/// to be sent again.
fn note_older(plant: &Plant, all: &[SealedSecret], known: &Ledger) -> Result<(), Failure> {
    for secret in all {
        let key = ledger::key(secret.owner_id, &secret.field);
        let is_older = known.held.get(&key).is_some_and(|h| h.id == secret.id && secret.value_no < h.value_no);
        if is_older && !known.waiting.contains_key(&key) {
            tracing::warn!(secret = %secret.id, "the central database has an older value; the one kept here is sent again");
            ledger::change(plant, |l| l.wait_instead_of(key, secret.value_no, plant.clock.now()))?;
        }
    }
    Ok(())
}

fn keep(
    plant: &Plant,
    identity: &Identity,
    tenant: Uuid,
    secret: &SealedSecret,
    file: &SealedFile,
) -> Result<bool, Failure> {
    let key = ledger::key(secret.owner_id, &secret.field);
    let place = Place { tenant, owner: secret.owner_id, field: secret.field.clone() };
    match open(identity, &place, &file.ciphertext) {
        Ok(value) => {
            plant.save_secret(IntegrationId(secret.owner_id), &secret.field, &value)?;
            ledger::change(plant, |l| {
                l.refused.remove(&key);
                l.held.insert(key, Held { id: file.id, value_no: file.value_no })
            })?;
            Ok(true)
        }
        Err(failure) => {
            tracing::warn!(secret = %secret.id, %failure, "a sealed secret was not opened");
            tell(plant, secret.owner_id, Severity::Error, failure.message);
            ledger::change(plant, |l| l.refused.insert(key, file.version))?;
            Ok(false)
        }
    }
}

/// What sealing anew came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resealed {
    pub sealed: u32,
    /// Neither sealed to this workstation nor kept here: another one must do it.
    pub not_opened: u32,
}

/// Seals to exactly the enrolled workstations what is sealed to others, as far as this workstation can.
pub async fn reseal(plant: &Plant, link: &Link, tenant: Uuid) -> Result<Resealed, Stopped> {
    let mut told = Resealed::default();
    let enrolled = Enrolled::ask(link).await?;
    if enrolled.ids.is_empty() {
        return Ok(told);
    }
    let identity = enrolment::identity(plant)?;
    let known = ledger::read(plant)?;
    let all = link.list_sealed_secrets().await?;
    let due: Vec<&SealedSecret> = all.iter().filter(|s| !enrolled.is_exactly(&s.sealed_to)).collect();
    for some in due.chunks(FILES_AT_ONCE) {
        let ids: Vec<Uuid> = some.iter().map(|s| s.id).collect();
        let files = link.sealed_files(&ids).await?;
        for secret in some {
            // One that is gone meanwhile needs nothing.
            let Some(file) = files.iter().find(|f| f.id == secret.id) else { continue };
            let place = Place { tenant, owner: secret.owner_id, field: secret.field.clone() };
            let mut value = open(&identity, &place, &file.ciphertext).ok();
            let key = ledger::key(secret.owner_id, &secret.field);
            if value.is_none() && known.held.get(&key) == Some(&Held { id: file.id, value_no: file.value_no }) {
                value = plant.secret(IntegrationId(secret.owner_id), &secret.field)?;
            }
            let Some(value) = value else {
                told.not_opened += 1;
                continue;
            };
            let anew = seal(&enrolled.recipients, &place, &value)?;
            match link.reseal_secret(&enrolled.sealed(&place, &anew), file.version).await {
                Ok(()) => told.sealed += 1,
                // Sealed by somebody else at this moment; to whom, the next look tells.
                Err(CentralError::Conflict(what)) if what == "secret" => told.not_opened += 1,
                Err(e) => return Err(e.into()),
            }
        }
    }
    Ok(told)
}

/// Into the integration's own log, where this workstation has it.
fn tell(plant: &Plant, owner: Uuid, severity: Severity, message: Message) {
    let event = IntegrationEvent {
        integration_id: IntegrationId(owner),
        at: plant.clock.now(),
        severity,
        message,
        detail: None,
    };
    let told = plant.store.write(|t| {
        if store::integration::get(t, event.integration_id).is_ok() {
            store::integration_event::append(t, &event)?;
        }
        Ok(())
    });
    if let Err(failure) = told.or_failure() {
        tracing::error!(%failure, "an integration's log could not be written");
    }
}
