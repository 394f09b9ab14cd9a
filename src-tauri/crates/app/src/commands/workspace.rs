//! The workspace itself: first run, opening, sign-in, lock and unlock, how a person likes to read.

use crate::{
    Caller,
    door::SignedIn,
    failures::{OrFailure, failure, invalid},
    passwords, plant,
    plant::{KeyKeeping, Plant, Values},
    seed,
    throttle::Throttle,
};
use domain::{Capability, ErrorCode, Failure, Person, Preferences, Secret, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use ts_rs::TS;

/// A request without content: `{}`.
#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
pub struct Nothing {}

/// An answer without content: `{}`.
#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
pub struct Done {}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceKind {
    /// Filled with the plant simulator; one person per role; everything simulated is labelled.
    Demo,
    /// Nothing but its first administrator.
    Empty,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceStage {
    /// Nothing there yet: choose the demo plant or an empty workspace.
    New,
    /// There is a store whose key is made from a passphrase: ask for it.
    PassphraseNeeded,
    /// There is a store, but the keychain that holds its key does not answer.
    KeychainNeeded,
    /// Open; a person may sign in.
    Open,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeychainState {
    Available,
    /// There is none (no Secret Service): a passphrase is asked for instead, and the person is told.
    Missing,
    /// There is one, but it is locked: unlock it, or choose a passphrase.
    Locked,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeatureFlags {
    pub demo_mode: bool,
    pub optimization_engine_enabled: bool,
    pub external_db_enable: bool,
}

/// Someone who may be signed in as in the demo plant.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DemoPerson {
    pub email: String,
    pub display_name: String,
    pub role: domain::Role,
}

/// A damaged store was found at opening; what could be read was carried into a new one.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryNotice {
    /// File name under which the damaged store was set aside.
    pub set_aside: String,
    #[ts(type = "number")]
    pub rows_salvaged: u64,
    /// Tables of which some part could not be read.
    pub incomplete_tables: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Workspace {
    pub stage: WorkspaceStage,
    pub keychain: KeychainState,
    pub kind: Option<WorkspaceKind>,
    pub name: String,
    /// IANA; the zone of a workspace without sites.
    pub time_zone: String,
    pub currency: String,
    pub flags: FeatureFlags,
    /// Who is signed in at this window, if anyone.
    pub session: Option<Session>,
    /// Demo plant only: whom one can sign in as, and the password they all have.
    pub demo_people: Vec<DemoPerson>,
    pub demo_password: Option<String>,
    pub recovery: Option<RecoveryNotice>,
    pub version: String,
}

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
#[serde(rename_all = "camelCase")]
pub struct CreateWorkspace {
    pub kind: WorkspaceKind,
    /// What the workspace is called; for the demo plant a name is given.
    #[ts(optional)]
    pub name: Option<String>,
    /// IANA name; default `Asia/Riyadh`.
    #[ts(optional)]
    pub time_zone: Option<String>,
    /// SAR, USD or EUR; default SAR.
    #[ts(optional)]
    pub currency: Option<String>,
    /// Empty workspace: needed. Demo plant: must be absent.
    #[ts(optional)]
    pub administrator: Option<NewAdministrator>,
    /// Needed where there is no usable keychain.
    #[ts(optional, type = "string")]
    pub passphrase: Option<Secret>,
    /// Language of the first session.
    #[ts(optional)]
    pub language: Option<String>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewAdministrator {
    pub email: String,
    pub display_name: String,
    /// At least 10 characters.
    pub password: Secret,
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

/// The workspace's own values, which go before the settings file and the environment.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveWorkspaceSettings {
    pub name: String,
    /// IANA name.
    pub time_zone: String,
    /// SAR, USD or EUR.
    pub currency: String,
    /// On: no external call is made and a connection test is simulated, and says so.
    pub demo_mode: bool,
}

/// The demo plant's people all have it; there is no default password anywhere else.
pub const DEMO_PASSWORD: &str = "optria-demo";

const CURRENCIES: [&str; 3] = ["SAR", "USD", "EUR"];

pub async fn get_workspace(caller: &Caller<'_>, _: Nothing) -> Result<Workspace, Failure> {
    open_if_possible(caller).await?;
    let settings = &caller.app.settings;
    let keychain = caller.app.vault.state();
    let mut workspace = Workspace {
        stage: WorkspaceStage::New,
        keychain,
        kind: None,
        name: String::new(),
        time_zone: "Asia/Riyadh".into(),
        currency: "SAR".into(),
        flags: FeatureFlags {
            demo_mode: settings.demo_mode,
            optimization_engine_enabled: settings.optimization_engine_enabled,
            external_db_enable: settings.external_db_enable,
        },
        session: None,
        demo_people: Vec::new(),
        demo_password: None,
        recovery: None,
        version: env!("CARGO_PKG_VERSION").into(),
    };
    let Ok(plant) = caller.plant() else {
        if let Some(header) = plant::header(&caller.app.folder)? {
            workspace.kind = Some(header.kind);
            workspace.stage = match header.keeping {
                KeyKeeping::Keychain => WorkspaceStage::KeychainNeeded,
                KeyKeeping::Passphrase { .. } => WorkspaceStage::PassphraseNeeded,
            };
        }
        return Ok(workspace);
    };
    let values = plant.values()?;
    workspace.stage = WorkspaceStage::Open;
    workspace.kind = Some(plant.kind);
    workspace.name = values.name;
    workspace.time_zone = values.time_zone;
    workspace.currency = values.currency;
    workspace.flags.demo_mode = values.demo_mode;
    workspace.recovery = plant.recovery.clone();
    workspace.session = session_of(caller)?;
    if plant.kind == WorkspaceKind::Demo {
        let people = plant.store.read(store::person::list).or_failure()?;
        let is_demo = |p: &&Person| p.is_active && p.email.ends_with(seed::DEMO_DOMAIN);
        workspace.demo_people = people
            .iter()
            .filter(is_demo)
            .map(|p| DemoPerson { email: p.email.clone(), display_name: p.display_name.clone(), role: p.role })
            .collect();
        workspace.demo_password = Some(DEMO_PASSWORD.into());
    }
    Ok(workspace)
}

pub async fn create_workspace(caller: &Caller<'_>, request: CreateWorkspace) -> Result<Workspace, Failure> {
    if caller.plant().is_ok() {
        return Err(failure(ErrorCode::Conflict, "workspace-exists"));
    }
    let time_zone = checked_time_zone(request.time_zone.as_deref().unwrap_or("Asia/Riyadh"))?;
    let currency = checked_currency(request.currency.as_deref().unwrap_or("SAR"))?;
    let is_demo = request.kind == WorkspaceKind::Demo;
    match (&request.administrator, is_demo) {
        (None, false) => return Err(failure(ErrorCode::Invalid, "administrator-needed")),
        (Some(_), true) => return Err(failure(ErrorCode::Invalid, "demo-has-its-people")),
        (Some(administrator), false) => {
            checked_email(&administrator.email)?;
            checked_name(&administrator.display_name, "displayName")?;
            passwords::check_strength(&administrator.password)?;
        }
        (None, true) => {}
    }
    if request.passphrase.is_none() && caller.app.vault.state() != KeychainState::Available {
        return Err(failure(ErrorCode::Unavailable, "keychain-unreachable"));
    }
    let default_name = if is_demo { "OPTRIA demo plant" } else { "My plant" };
    let name = request.name.as_deref().map(str::trim).filter(|n| !n.is_empty()).unwrap_or(default_name);
    let values = Values { name: name.chars().take(120).collect(), time_zone, currency, demo_mode: is_demo };
    let plant = Arc::new(plant::create(caller.app, request.kind, request.passphrase.as_ref(), &values)?);
    let language = if request.language.as_deref() == Some("ar") { "ar" } else { "en" };
    if let Some(administrator) = request.administrator {
        let person = Person {
            id: domain::PersonId::new(),
            email: administrator.email.trim().to_lowercase(),
            display_name: administrator.display_name.trim().to_owned(),
            role: domain::Role::TenantAdmin,
            is_active: true,
            last_sign_in_at: Some(caller.now()),
            preferences: Preferences { language: language.into(), ..Preferences::default() },
        };
        let verifier = passwords::verifier(&administrator.password)?;
        plant.store.write(|t| store::person::insert(t, &person, Some(&verifier))).or_failure()?;
        caller.door.set_session(Some(SignedIn { person_id: person.id, at: caller.now(), is_locked: false }));
    } else {
        seed::fill(&plant, DEMO_PASSWORD, language)?;
    }
    caller.app.set_plant(plant.clone());
    plant.start().await;
    get_workspace(caller, Nothing {}).await
}

pub async fn open_workspace(caller: &Caller<'_>, request: OpenWorkspace) -> Result<Workspace, Failure> {
    if caller.plant().is_err() {
        let header =
            plant::header(&caller.app.folder)?.ok_or_else(|| failure(ErrorCode::NotFound, "workspace-not-made"))?;
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
    caller.app.throttle.check(&email, caller.now())?;
    let found = plant.store.read(|c| store::person::find_by_email(c, &email)).or_failure()?;
    let verifier = plant.store.read(|c| store::person::verifier(c, &email)).or_failure()?;
    Throttle::check_until(verifier.as_ref().and_then(|v| v.locked_until), caller.now())?;
    let is_right = passwords::matches(&request.password, verifier.as_ref().and_then(|v| v.phc.as_ref()));
    let Some(person) = found.filter(|p| is_right && p.is_active) else {
        caller.app.throttle.failed(&email, caller.now());
        if let Some(verifier) = verifier {
            let until = Throttle::locked_until(verifier.failed_sign_ins + 1, caller.now());
            plant.store.write(|t| store::person::record_failed_sign_in(t, verifier.person_id, until)).or_failure()?;
        }
        return Err(failure(ErrorCode::Unauthenticated, "sign-in-refused"));
    };
    caller.app.throttle.succeeded(&email);
    let now = caller.now();
    plant.store.write(|t| store::person::record_sign_in(t, person.id, now)).or_failure()?;
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
    let person = caller.person()?.clone();
    check_password(caller, &person, &request.password, "unlock-refused")?;
    let signed_in = caller.door.session().ok_or_else(|| failure(ErrorCode::Unauthenticated, "sign-in-needed"))?;
    let at = signed_in.at;
    caller.door.set_session(Some(SignedIn { is_locked: false, ..signed_in }));
    Ok(session(person, at, false))
}

pub async fn change_password(caller: &Caller<'_>, request: ChangePassword) -> Result<Done, Failure> {
    let person = caller.person()?;
    check_password(caller, person, &request.current, "password-wrong")?;
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

pub async fn save_workspace_settings(
    caller: &Caller<'_>,
    request: SaveWorkspaceSettings,
) -> Result<Workspace, Failure> {
    checked_name(&request.name, "name")?;
    let values = Values {
        name: request.name.trim().to_owned(),
        time_zone: checked_time_zone(&request.time_zone)?,
        currency: checked_currency(&request.currency)?,
        demo_mode: request.demo_mode,
    };
    let plant = caller.plant()?;
    plant.save_values(&values)?;
    plant.supervisor.reconcile(&plant, None).await?;
    get_workspace(caller, Nothing {}).await
}

/// Opens what needs no person to open: a store whose key is in the keychain.
async fn open_if_possible(caller: &Caller<'_>) -> Result<(), Failure> {
    if caller.plant().is_ok() {
        return Ok(());
    }
    let Some(header) = plant::header(&caller.app.folder)? else { return Ok(()) };
    match plant::open(caller.app, &header, None) {
        Ok(plant) => {
            take(caller, plant).await;
            Ok(())
        }
        // Said by the workspace's stage.
        Err(f) if ["passphrase-needed", "keychain-unreachable"].contains(&f.message.id.as_str()) => Ok(()),
        Err(f) => Err(f),
    }
}

async fn take(caller: &Caller<'_>, plant: Plant) {
    let plant = Arc::new(plant);
    caller.app.set_plant(plant.clone());
    plant.start().await;
}

fn session_of(caller: &Caller<'_>) -> Result<Option<Session>, Failure> {
    let Some(signed_in) = caller.door.session() else { return Ok(None) };
    let person = caller.plant()?.store.read(|c| store::person::get(c, signed_in.person_id)).or_failure()?;
    Ok(Some(session(person, signed_in.at, signed_in.is_locked)))
}

fn session(person: Person, signed_in_at: Timestamp, is_locked: bool) -> Session {
    let capabilities = person.role.capabilities().to_vec();
    Session { person, capabilities, signed_in_at, is_locked }
}

fn check_password(caller: &Caller<'_>, person: &Person, password: &Secret, refused: &str) -> Result<(), Failure> {
    caller.app.throttle.check(&person.email, caller.now())?;
    let verifier = caller.plant()?.store.read(|c| store::person::verifier(c, &person.email)).or_failure()?;
    if passwords::matches(password, verifier.and_then(|v| v.phc).as_ref()) {
        caller.app.throttle.succeeded(&person.email);
        return Ok(());
    }
    caller.app.throttle.failed(&person.email, caller.now());
    Err(failure(ErrorCode::Unauthenticated, refused))
}

/// One `@` with something on both sides, no spaces: more than that only a letter would tell.
pub(crate) fn checked_email(email: &str) -> Result<String, Failure> {
    let email = email.trim().to_lowercase();
    match email.split_once('@') {
        Some((name, host))
            if !name.is_empty()
                && !host.is_empty()
                && !host.contains('@')
                && email.len() <= 254
                && !email.contains(|c: char| c.is_whitespace() || c.is_control()) =>
        {
            Ok(email)
        }
        _ => Err(invalid("email-malformed", "email")),
    }
}

/// 1 to 120 characters that can be seen.
pub(crate) fn checked_name(name: &str, field: &str) -> Result<String, Failure> {
    let name = name.trim();
    if name.is_empty() {
        return Err(invalid("config-field-required", field));
    }
    if name.chars().count() > 120 || name.chars().any(char::is_control) {
        return Err(invalid("config-text-too-long", field));
    }
    Ok(name.to_owned())
}

pub(crate) fn checked_time_zone(zone: &str) -> Result<String, Failure> {
    zone.parse::<chrono_tz::Tz>().map(|_| zone.to_owned()).map_err(|_| invalid("time-zone-unknown", "timeZone"))
}

fn checked_currency(currency: &str) -> Result<String, Failure> {
    if CURRENCIES.contains(&currency) {
        Ok(currency.to_owned())
    } else {
        Err(invalid("config-not-an-option", "currency"))
    }
}
