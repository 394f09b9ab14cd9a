//! Who is at this window: opening with the passphrase, signing in and out, locking, one's own password and preferences.

use super::{
    Done, Nothing, Workspace, get_workspace,
    state::{open_if_possible, take},
};
use crate::{
    Caller,
    commands::checked::checked_time_zone,
    door::SignedIn,
    failures::{OrFailure, failure, from_store, invalid},
    passwords, plant, throttle,
};
use domain::{Capability, ErrorCode, Failure, Person, Preferences, Secret, Timestamp};
use serde::{Deserialize, Serialize};
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
            plant::header(&caller.app.folder)?.ok_or_else(|| failure(ErrorCode::NotFound, "workspace-not-made"))?;
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
    let person = prove(caller, &email, &request.password, "sign-in-refused")?;
    let now = caller.now();
    where_there_is_room(plant.store.write(|t| store::person::record_sign_in(t, person.id, now)))?;
    caller.door.set_session(Some(SignedIn { person_id: person.id, at: now, is_locked: false }));
    Ok(session(person, now, false))
}

pub async fn sign_out(caller: &Caller<'_>, _: Nothing) -> Result<Done, Failure> {
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
    let person = prove(caller, &caller.person()?.email, &request.password, "unlock-refused")?;
    let signed_in = caller.door.session().ok_or_else(|| failure(ErrorCode::Unauthenticated, "sign-in-needed"))?;
    let at = signed_in.at;
    caller.door.set_session(Some(SignedIn { is_locked: false, ..signed_in }));
    Ok(session(person, at, false))
}

pub async fn change_password(caller: &Caller<'_>, request: ChangePassword) -> Result<Done, Failure> {
    let person = prove(caller, &caller.person()?.email, &request.current, "password-wrong")?;
    passwords::check_strength(&request.new)?;
    let verifier = passwords::verifier(&request.new)?;
    caller.plant()?.store.write(|t| store::person::set_verifier(t, person.id, &verifier)).or_failure()?;
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
    caller.plant()?.store.write(|t| store::person::update(t, &person)).or_failure()?;
    let at = caller.door.session().map_or_else(|| caller.now(), |s| s.at);
    Ok(session(person, at, false))
}

pub(super) fn session_of(caller: &Caller<'_>) -> Result<Option<Session>, Failure> {
    let Some(signed_in) = caller.door.session() else { return Ok(None) };
    let person = caller.plant()?.store.read(|c| store::person::get(c, signed_in.person_id)).or_failure()?;
    Ok(Some(session(person, signed_in.at, signed_in.is_locked)))
}

fn session(person: Person, signed_in_at: Timestamp, is_locked: bool) -> Session {
    let capabilities = person.role.capabilities().to_vec();
    Session { person, capabilities, signed_in_at, is_locked }
}

/// The active person whose password it is. Wrong ones are counted and slow down: in the store for those who are in it, so
/// that a restart is no way round; in memory for anybody else, so that it does not tell who exists.
fn prove(caller: &Caller<'_>, email: &str, password: &Secret, refused: &str) -> Result<Person, Failure> {
    let (plant, now) = (caller.plant()?, caller.now());
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
