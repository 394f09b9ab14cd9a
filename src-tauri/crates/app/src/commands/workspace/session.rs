//! Who is at this window: opening with the passphrase, signing in and out, locking, one's own password and preferences.

use super::{
    Done, Nothing, Workspace,
    central::enter,
    get_workspace,
    state::{open_if_possible, take},
};
use crate::{
    Caller,
    central::{
        Online,
        sign_in::{self, Refusal},
        unlock,
    },
    commands::checked::checked_time_zone,
    door::SignedIn,
    failures::{OrFailure, failure, from_store, invalid},
    passwords, plant,
    plant::Plant,
    throttle,
};
use domain::{Capability, ErrorCode, Failure, Person, Preferences, Secret, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::StoreError;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    pub person: Person,
    pub capabilities: Vec<Capability>,
    pub signed_in_at: Timestamp,
    /// Locked: only `unlock` and `sign_out` answer.
    pub is_locked: bool,
    /// The password must be changed: only `change_password` and `sign_out` answer.
    pub password_due: bool,
}

#[derive(Debug, Deserialize, TS)]
pub struct OpenWorkspace {
    pub passphrase: Secret,
}

#[derive(Debug, Deserialize, TS)]
pub struct SignIn {
    pub email: String,
    pub password: Secret,
}

#[derive(Debug, Deserialize, TS)]
pub struct Unlock {
    pub password: Secret,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangePassword {
    pub current: Secret,
    pub new: Secret,
}

#[derive(Debug, Deserialize, TS)]
pub struct SavePreferences {
    pub preferences: Preferences,
}

pub async fn open_workspace(caller: &Caller<'_>, request: OpenWorkspace) -> Result<Workspace, Failure> {
    if caller.plant().is_err() {
        let header =
            plant::header(&caller.app.folder())?.ok_or_else(|| failure(ErrorCode::NotFound, "workspace-not-made"))?;
        if request.passphrase.is_empty() {
            return Err(invalid("passphrase-empty", "passphrase"));
        }
        caller.app.throttle.check("passphrase", caller.now())?;
        match plant::open(caller.app, &header, Some(&request.passphrase)) {
            Ok(plant) => take(caller, plant).await,
            Err(e) => {
                caller.app.throttle.failed("passphrase", caller.now());
                return Err(e);
            }
        }
        caller.app.throttle.succeeded("passphrase");
    }
    get_workspace(caller, Nothing {}).await
}

pub async fn sign_in(caller: &Caller<'_>, request: SignIn) -> Result<Session, Failure> {
    open_if_possible(caller).await?;
    let plant = caller.plant()?;
    let email = request.email.trim().to_lowercase();
    let now = caller.now();
    if plant.central.is_some() {
        sign_in_centrally(caller, &plant, &email, &request.password).await?;
    } else {
        let person = prove(caller, &plant, &email, &request.password, "sign-in-refused")?;
        caller.door.set_session(Some(SignedIn::new(person.id, now)));
    }
    let id = caller.door.session().ok_or_else(|| failure(ErrorCode::Unauthenticated, "sign-in-needed"))?.person_id;
    where_there_is_room(plant.store.write(|t| store::person::record_sign_in(t, id, now)))?;
    signed_in(caller)
}

/// With the central database; without it only where it can't be reached, by whoever may (`central::unlock`).
async fn sign_in_centrally(
    caller: &Caller<'_>,
    plant: &Arc<Plant>,
    email: &str,
    password: &Secret,
) -> Result<(), Failure> {
    let why = match sign_in::sign_in(plant, email, password).await {
        Ok(admitted) => {
            enter(caller, plant, &admitted);
            return Ok(());
        }
        Err(Refusal::Refused(failure)) => return Err(failure),
        Err(Refusal::OutOfReach(why)) => why,
    };
    let person = prove(caller, plant, email, password, "sign-in-refused-offline").map_err(|refused| {
        let reason = why.message.id.clone();
        if refused.code == ErrorCode::Unauthenticated { with_reason(refused, &reason) } else { refused }
    })?;
    unlock::permit(plant, person.id, caller.now())?;
    let online = Online::begin_offline(plant, person.id, why)?;
    caller.door.set_session(Some(SignedIn { online: Some(online), ..SignedIn::new(person.id, caller.now()) }));
    Ok(())
}

/// Why the database was not asked, beside what this workstation answers.
fn with_reason(refused: Failure, reason: &str) -> Failure {
    let message = refused.message.clone().with("reason", reason);
    Failure { message, ..refused }
}

pub async fn sign_out(caller: &Caller<'_>, _: Nothing) -> Result<Done, Failure> {
    if let Some(online) = caller.door.session().and_then(|s| s.online) {
        online.sign_out().await;
    }
    caller.door.set_session(None);
    Ok(Done {})
}

pub async fn lock(caller: &Caller<'_>, _: Nothing) -> Result<Done, Failure> {
    if let Some(signed_in) = caller.door.session() {
        caller.door.set_session(Some(SignedIn { is_locked: true, ..signed_in }));
    }
    Ok(Done {})
}

pub async fn unlock(caller: &Caller<'_>, request: Unlock) -> Result<Session, Failure> {
    let person = prove(caller, &*caller.plant()?, &caller.person()?.email, &request.password, "unlock-refused")?;
    let signed_in = caller.door.session().ok_or_else(|| failure(ErrorCode::Unauthenticated, "sign-in-needed"))?;
    if signed_in.online.is_some() {
        unlock::permit(&*caller.plant()?, person.id, caller.now())?;
    }
    caller.door.set_session(Some(SignedIn { is_locked: false, ..signed_in }));
    self::signed_in(caller)
}

pub async fn change_password(caller: &Caller<'_>, request: ChangePassword) -> Result<Done, Failure> {
    if let Some(signed_in) = caller.door.session().filter(|s| s.online.is_some()) {
        return change_central_password(caller, signed_in, request).await;
    }
    let person = prove(caller, &*caller.plant()?, &caller.person()?.email, &request.current, "password-wrong")?;
    passwords::check_strength(&request.new)?;
    let verifier = passwords::verifier(&request.new)?;
    caller.plant()?.store.write(|t| store::person::set_verifier(t, person.id, &verifier)).or_failure()?;
    Ok(Done {})
}

/// At the central database, which ends the person's other sessions; then here too, for the unlock without it.
async fn change_central_password(
    caller: &Caller<'_>,
    signed_in: SignedIn,
    request: ChangePassword,
) -> Result<Done, Failure> {
    passwords::check_strength(&request.new)?;
    let plant = caller.plant()?;
    let online = caller.central()?;
    let link = online.link().await?;
    let email = &caller.person()?.email;
    online.told(link.change_password(email, &request.current, &request.new).await)?;
    caller.door.set_session(Some(SignedIn { password_due: false, ..signed_in }));
    online.set_password_due(false);
    sign_in::remember(&plant, &online, &request.new).await?;
    sign_in::settle(&plant, &online, caller.person()?).await;
    Ok(Done {})
}

pub async fn save_preferences(caller: &Caller<'_>, request: SavePreferences) -> Result<Session, Failure> {
    let p = &request.preferences;
    for (field, value, allowed) in [
        ("language", &p.language, &["en", "ar"][..]),
        ("theme", &p.theme, &["light", "dark", "auto"][..]),
        ("digits", &p.digits, &["latn", "arab"][..]),
        ("calendar", &p.calendar, &["gregory", "islamic-umalqura"][..]),
    ] {
        if !allowed.contains(&value.as_str()) {
            return Err(invalid("config-not-an-option", field));
        }
    }
    if !["site", "utc"].contains(&p.time_zone.as_str()) {
        checked_time_zone(&p.time_zone)?;
    }
    let mut person = caller.person()?.clone();
    person.preferences = request.preferences;
    let plant = caller.plant()?;
    plant.store.write(|t| store::person::update(t, &person)).or_failure()?;
    // The window does not wait for the network.
    if let Some(online) = caller.door.session().and_then(|s| s.online) {
        tokio::spawn(async move { sign_in::keep_preferences(&plant, &online, &person).await });
    }
    signed_in(caller)
}

fn signed_in(caller: &Caller<'_>) -> Result<Session, Failure> {
    session_of(caller)?.ok_or_else(|| failure(ErrorCode::Unauthenticated, "sign-in-needed"))
}

pub(super) fn session_of(caller: &Caller<'_>) -> Result<Option<Session>, Failure> {
    let Some(signed_in) = caller.door.session() else { return Ok(None) };
    let person = caller.plant()?.store.read(|c| store::person::get(c, signed_in.person_id)).or_failure()?;
    let capabilities = person.role.capabilities().to_vec();
    let (signed_in_at, is_locked, password_due) = (signed_in.at, signed_in.is_locked, signed_in.password_due);
    Ok(Some(Session { person, capabilities, signed_in_at, is_locked, password_due }))
}

/// The active person whose password it is. Wrong ones are counted and slow down: in the store for those who are in it, so
/// that a restart is no way round; in memory for anybody else, so that it does not tell who exists.
pub(super) fn prove(
    caller: &Caller<'_>,
    plant: &Plant,
    email: &str,
    password: &Secret,
    refused: &str,
) -> Result<Person, Failure> {
    let now = caller.now();
    let (person, verifier) = plant
        .store
        .read(|c| Ok((store::person::find_by_email(c, email)?, store::person::verifier(c, email)?)))
        .or_failure()?;
    if let Some(known) = &verifier {
        throttle::check_until(known.locked_until, now)?;
    }
    // Also of a person: what the store had no room to count.
    caller.app.throttle.check(email, now)?;
    let is_right = passwords::matches(password, verifier.as_ref().and_then(|v| v.phc.as_ref()));
    if let Some(person) = person.filter(|p| is_right && p.is_active) {
        if verifier.is_some_and(|v| v.failed_sign_ins > 0) {
            where_there_is_room(plant.store.write(|t| store::person::forget_failed_sign_ins(t, person.id)))?;
        }
        caller.app.throttle.succeeded(email);
        return Ok(person);
    }
    match verifier {
        Some(known) => {
            let until = throttle::locked_until(known.failed_sign_ins + 1, now);
            let counted = plant.store.write(|t| store::person::record_failed_sign_in(t, known.person_id, until));
            if !where_there_is_room(counted)? {
                caller.app.throttle.failed(email, now);
            }
        }
        None => caller.app.throttle.failed(email, now),
    }
    Err(failure(ErrorCode::Unauthenticated, refused))
}

/// False where the disk is full, which keeps nobody out: looking at the plant needs no room.
fn where_there_is_room(written: store::Result<()>) -> Result<bool, Failure> {
    match written {
        Ok(()) => Ok(true),
        Err(StoreError::DiskFull) => {
            tracing::error!("the disk is full: a sign-in is not kept");
            Ok(false)
        }
        Err(e) => Err(from_store(e)),
    }
}
