//! The way in with the central database: sign-in, the person and their verifier into the local store, and `go_online`
//! for somebody whose token is over. What can't reach the database is told apart from what it refuses: only the first
//! leaves the way open for an unlock without it.

use super::{
    address::{ConnectedTenant, Connection},
    connect, defaults, enrolment,
    online::{Online, TENANT_DISABLED, Token},
    unlock,
};
use crate::{
    commands::Topic,
    failures::{OrFailure, failure},
    passwords,
    plant::Plant,
};
use central::{CentralError, Identity, Link};
use domain::{ErrorCode, Failure, Person, PersonId, Secret, Timestamp};
use std::sync::Arc;

/// Let in by the database.
pub struct Admitted {
    pub person: Person,
    pub online: Arc<Online>,
    /// Nothing but changing the password works yet.
    pub password_due: bool,
}

/// Why the database let nobody in.
pub enum Refusal {
    /// It can't be reached or used: an unlock without it may be tried.
    OutOfReach(Failure),
    /// It has answered: no.
    Refused(Failure),
}

/// A sign-in over a link that is not of any workspace yet, or of one that is open.
pub struct Known {
    pub link: Link,
    pub identity: Identity,
    pub token: Token,
    /// To be kept, so that strangers' guesses do not slow this workstation down.
    pub known_device: Option<Secret>,
    pub email: String,
}

pub fn known_device_name(email: &str) -> String {
    format!("central-known-device:{email}")
}

/// Shows the password to the database.
pub async fn show(link: Link, email: &str, password: &Secret, known: Option<&Secret>) -> Result<Known, CentralError> {
    let told = link.sign_in(email, password, known, &enrolment::computer_name()).await?;
    let identity = link.whoami().await?;
    Ok(Known {
        link,
        identity,
        token: Token { secret: told.token, expires_at: told.expires_at },
        known_device: told.known_device,
        email: email.to_owned(),
    })
}

/// Signs in at an open workspace.
pub async fn sign_in(plant: &Arc<Plant>, email: &str, password: &Secret) -> Result<Admitted, Refusal> {
    let link = connect(plant).await.map_err(|f| match f.message.id.as_str() {
        TENANT_DISABLED => match plant.store.write(|t| store::unlock::forget_all(t)).or_failure() {
            Ok(()) => Refusal::Refused(f),
            Err(e) => Refusal::Refused(e),
        },
        _ => Refusal::OutOfReach(f),
    })?;
    let known_device = plant.find_secret(&known_device_name(email)).map_err(Refusal::Refused)?;
    let known =
        show(link, email, password, known_device.as_ref()).await.map_err(|e| refusal(plant, email, password, &e))?;
    admit(plant, known, password).await.map_err(Refusal::Refused)
}

fn refusal(plant: &Plant, email: &str, password: &Secret, error: &CentralError) -> Refusal {
    let failure = Failure::from(error);
    if !error.is_permanent() && !matches!(error, CentralError::Slowed { .. }) {
        return Refusal::OutOfReach(failure);
    }
    // The password that was right here is right no more: changed elsewhere, or the person is no longer active.
    let forgotten = plant.store.read(|c| store::person::verifier(c, email)).or_failure().and_then(|kept| match kept {
        Some(kept)
            if matches!(error, CentralError::WrongPassword) && passwords::matches(password, kept.phc.as_ref()) =>
        {
            plant.store.write(|t| store::unlock::forget(t, kept.person_id)).or_failure()
        }
        _ => Ok(()),
    });
    match forgotten {
        Ok(()) => Refusal::Refused(failure),
        Err(e) => Refusal::Refused(e),
    }
}

/// Takes somebody in whom the database knows: person and verifier into the store, token and known device among the secrets.
pub async fn admit(plant: &Arc<Plant>, known: Known, password: &Secret) -> Result<Admitted, Failure> {
    let tenant = super::state(plant)?.connection().tenant;
    if known.identity.home_tenant_id != tenant.id {
        return Err(failure(ErrorCode::Conflict, "central-other-tenant"));
    }
    let password_due = known.identity.password_due;
    let now = if password_due { plant.clock.now() } else { known.link.now().await? };
    let person = person_of(plant, &known, now).await?;
    if let Some(device) = &known.known_device {
        plant.keep_secret(&known_device_name(&known.email), Some(device))?;
    }
    keep_person(plant, &person)?;
    let online = Online::begin(plant, person.id, known.token, known.link)?;
    online.set_password_due(password_due);
    if !password_due {
        remember(plant, &online, password).await?;
        settle(plant, &online, &person).await;
    }
    Ok(Admitted { person, online, password_due })
}

/// A new session for the person whose token is over.
pub async fn go_online(plant: &Arc<Plant>, online: &Online, email: &str, password: &Secret) -> Result<(), Failure> {
    let link = connect(plant).await?;
    let known_device = plant.find_secret(&known_device_name(email))?;
    let known = match show(link, email, password, known_device.as_ref()).await {
        Ok(known) => known,
        Err(error) => match refusal(plant, email, password, &error) {
            Refusal::OutOfReach(f) | Refusal::Refused(f) => return Err(f),
        },
    };
    if known.identity.person_id != online.person_id.0 {
        return Err(failure(ErrorCode::Conflict, "central-other-tenant"));
    }
    online.renew(plant, known.token, known.link).await?;
    remember(plant, online, password).await
}

/// The person may from now on open the workspace with this password also without the database.
pub async fn remember(plant: &Plant, online: &Online, password: &Secret) -> Result<(), Failure> {
    let link = online.link().await?;
    let now = online.told(link.now().await)?;
    let grace = online.told(defaults::grace_days(&link).await)?;
    let verifier = passwords::verifier(password)?;
    plant.store.write(|t| store::person::set_verifier(t, online.person_id, &verifier)).or_failure()?;
    unlock::verified(plant, online.person_id, now, grace)
}

/// How the person likes to read, here and, where it can be reached, for their other workstations.
pub async fn keep_preferences(plant: &Plant, online: &Online, person: &Person) {
    if let Err(failure) = keep_person(plant, person) {
        tracing::warn!(%failure, "preferences could not be kept");
    }
    let said = async { online.told(online.link().await?.save_preferences(&person.preferences).await) };
    if let Err(failure) = said.await {
        tracing::info!(%failure, "preferences stay on this workstation until the next change");
    }
}

/// What else a sign-in brings: the people of the tenant, its present names and settings, this workstation's enrolment. None of it
/// keeps the person waiting for long or out.
pub async fn settle(plant: &Arc<Plant>, online: &Online, person: &Person) {
    let outcome = async {
        let link = online.link().await?;
        refresh(plant, online).await?;
        defaults::bring(plant, online, &link).await?;
        if person.role.can(domain::Capability::ManageWorkOrders) && online.opened_tenant().is_none() {
            enrolment::request(plant, &link).await?;
        } else {
            enrolment::look(plant, &link).await?;
        }
        Ok::<(), Failure>(())
    };
    if let Err(failure) = outcome.await {
        tracing::warn!(%failure, "after the sign-in not everything could be brought");
    }
}

/// The tenant's people and names as they are now.
pub async fn refresh(plant: &Arc<Plant>, online: &Online) -> Result<(), Failure> {
    if online.opened_tenant().is_some() {
        return Ok(());
    }
    let link = online.link().await?;
    let members = online.told(link.list_members().await)?;
    let own = online.told(link.own_tenant().await)?;
    let connection = super::state(plant)?.connection();
    let tenant = ConnectedTenant { id: own.id, code: own.code, name_en: own.name_en, name_ar: own.name_ar };
    let kept = plant.store.read(store::person::list).or_failure()?;
    let present = members.into_iter().map(|member| {
        let kept = kept.iter().find(|p| p.id.0 == member.id);
        Person {
            id: PersonId(member.id),
            email: member.email,
            display_name: member.display_name,
            role: member.role,
            is_active: member.is_active,
            last_sign_in_at: kept.and_then(|p| p.last_sign_in_at),
            preferences: kept.map(|p| p.preferences.clone()).unwrap_or_default(),
        }
    });
    let changed: Vec<Person> = present.filter(|p| !kept.contains(p)).collect();
    if !changed.is_empty() {
        plant
            .store
            .write(|t| {
                for person in &changed {
                    store::person::put(t, person)?;
                    if !person.is_active {
                        store::unlock::forget(t, person.id)?;
                    }
                }
                Ok(())
            })
            .or_failure()?;
        plant.changes.tell(&[Topic::People, Topic::Session]);
    }
    if tenant != connection.tenant && tenant.id == connection.tenant.id {
        plant.save_connection(&Connection { tenant, ..connection })?;
    }
    Ok(())
}

async fn person_of(plant: &Plant, known: &Known, now: Timestamp) -> Result<Person, Failure> {
    let id = PersonId(known.identity.person_id);
    let kept = plant.store.read(|c| store::person::find(c, id)).or_failure()?;
    // Before the first password is changed the database shows nothing but the person's own session.
    let member = if known.identity.password_due {
        None
    } else {
        known.link.list_members().await?.into_iter().find(|m| m.id == id.0)
    };
    let display_name = member
        .map(|m| m.display_name)
        .or_else(|| kept.as_ref().map(|p| p.display_name.clone()))
        .unwrap_or_else(|| known.email.clone());
    let preferences = known.identity.preferences.clone().or_else(|| kept.map(|p| p.preferences));
    Ok(Person {
        id,
        email: known.email.clone(),
        display_name,
        role: known.identity.role,
        is_active: true,
        last_sign_in_at: Some(now),
        preferences: preferences.unwrap_or_default(),
    })
}

fn keep_person(plant: &Plant, person: &Person) -> Result<(), Failure> {
    plant.store.write(|t| store::person::put(t, person)).or_failure()
}
