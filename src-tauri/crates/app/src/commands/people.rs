//! The people of the workspace and their roles.

use super::{
    checked::{checked_email, checked_name},
    workspace::Nothing,
};
use crate::{
    Caller,
    failures::{OrFailure, failure},
    passwords,
};
use domain::{ErrorCode, Failure, Person, Preferences};
use domain::{PersonId, Role, Secret};
use serde::Deserialize;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreatePerson {
    pub email: String,
    pub display_name: String,
    pub role: Role,
    /// At least 10 characters; the person can change it.
    pub password: Secret,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UpdatePerson {
    pub id: PersonId,
    pub display_name: String,
    pub role: Role,
    pub is_active: bool,
    /// Sets a new password.
    #[ts(optional, type = "string")]
    pub password: Option<Secret>,
}

pub async fn list_people(caller: &Caller<'_>, _: Nothing) -> Result<Vec<Person>, Failure> {
    caller.plant()?.store.read(store::person::list).or_failure()
}

pub async fn create_person(caller: &Caller<'_>, request: CreatePerson) -> Result<Person, Failure> {
    of_this_workstation(caller)?;
    may_give(caller, request.role)?;
    passwords::check_strength(&request.password)?;
    let person = Person {
        id: PersonId::new(),
        email: checked_email(&request.email)?,
        display_name: checked_name(&request.display_name, "displayName")?,
        role: request.role,
        is_active: true,
        last_sign_in_at: None,
        preferences: Preferences::default(),
    };
    let verifier = passwords::verifier(&request.password)?;
    caller.plant()?.store.write(|t| store::person::insert(t, &person, Some(&verifier))).or_failure()?;
    Ok(person)
}

pub async fn update_person(caller: &Caller<'_>, request: UpdatePerson) -> Result<Person, Failure> {
    of_this_workstation(caller)?;
    let plant = caller.plant()?;
    let before = plant.store.read(|c| store::person::get(c, request.id)).or_failure()?;
    may_give(caller, before.role)?;
    may_give(caller, request.role)?;
    let is_self = caller.person()?.id == request.id;
    if is_self && (!request.is_active || request.role != before.role) {
        return Err(failure(ErrorCode::Conflict, "person-is-yourself"));
    }
    let verifier = match &request.password {
        Some(password) => {
            passwords::check_strength(password)?;
            Some(passwords::verifier(password)?)
        }
        None => None,
    };
    let person = Person {
        display_name: checked_name(&request.display_name, "displayName")?,
        role: request.role,
        is_active: request.is_active,
        ..before
    };
    plant
        .store
        .write(|t| {
            store::person::update(t, &person)?;
            match &verifier {
                Some(verifier) => store::person::set_verifier(t, person.id, verifier),
                None => Ok(()),
            }
        })
        .or_failure()?;
    Ok(person)
}

/// In a central workspace people are made and changed in the central database (`create_user`, `update_user`).
fn of_this_workstation(caller: &Caller<'_>) -> Result<(), Failure> {
    match caller.plant()?.central {
        None => Ok(()),
        Some(_) => Err(failure(ErrorCode::Conflict, "people-are-central")),
    }
}

/// Nobody gives or takes a role that can do more than their own.
fn may_give(caller: &Caller<'_>, role: Role) -> Result<(), Failure> {
    let own = caller.person()?.role;
    if role.capabilities().iter().all(|c| own.can(*c)) {
        return Ok(());
    }
    Err(failure(ErrorCode::Forbidden, "role-above-own"))
}
