//! Making a workspace: the demo plant, or an empty one with its first administrator. And making it whole again where a
//! damaged file cost it all its administrators.

use super::{DEMO_PASSWORD, KeychainState, Nothing, Workspace, WorkspaceKind, get_workspace, state::has_administrator};
use crate::{
    Caller,
    commands::checked::{checked_currency, checked_email, checked_name, checked_time_zone},
    door::SignedIn,
    failures::{OrFailure, failure},
    passwords, plant,
    plant::{Plant, Values},
    seed,
};
use domain::{ErrorCode, Failure, Person, Preferences, Secret};
use serde::Deserialize;
use std::sync::Arc;
use ts_rs::TS;

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

/// Where a damaged file cost a workspace all its administrators: its name anew, and a first administrator.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RestoreWorkspace {
    pub name: String,
    /// IANA name.
    pub time_zone: String,
    /// SAR, USD or EUR.
    pub currency: String,
    pub administrator: NewAdministrator,
    /// Language of the first session.
    #[ts(optional)]
    pub language: Option<String>,
}

impl NewAdministrator {
    fn check(&self) -> Result<(), Failure> {
        checked_email(&self.email)?;
        checked_name(&self.display_name, "displayName")?;
        passwords::check_strength(&self.password)
    }

    /// Into the store, and signed in at this door.
    fn settle_in(&self, caller: &Caller<'_>, plant: &Plant, language: &str) -> Result<(), Failure> {
        let person = Person {
            id: domain::PersonId::new(),
            email: checked_email(&self.email)?,
            display_name: checked_name(&self.display_name, "displayName")?,
            role: domain::Role::TenantAdmin,
            is_active: true,
            last_sign_in_at: Some(caller.now()),
            preferences: Preferences { language: language.into(), ..Preferences::default() },
        };
        let verifier = passwords::verifier(&self.password)?;
        plant.store.write(|t| store::person::insert(t, &person, Some(&verifier))).or_failure()?;
        caller.door.set_session(Some(SignedIn::new(person.id, caller.now())));
        Ok(())
    }
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
        (Some(administrator), false) => administrator.check()?,
        (None, true) => {}
    }
    if request.kind == WorkspaceKind::Central {
        return Err(failure(ErrorCode::Invalid, "workspace-is-connected-not-created"));
    }
    if request.passphrase.is_none() && caller.app.vault.state() != KeychainState::Available {
        return Err(failure(ErrorCode::Unavailable, "keychain-unreachable"));
    }
    let default_name = if is_demo { "OPTRIA demo plant" } else { "My plant" };
    let name = request.name.as_deref().map(str::trim).filter(|n| !n.is_empty()).unwrap_or(default_name);
    let values = Values { name: checked_name(name, "name")?, time_zone, currency, demo_mode: is_demo };
    let plant = Arc::new(plant::create(caller.app, request.kind, request.passphrase.as_ref(), &values, None)?);
    let language = language_of(request.language.as_deref());
    if let Some(administrator) = request.administrator {
        administrator.settle_in(caller, &plant, language)?;
    } else {
        seed::fill(&plant, DEMO_PASSWORD, language)?;
    }
    caller.app.set_plant(plant.clone());
    caller.app.remember_last(plant.id);
    plant.start().await;
    get_workspace(caller, Nothing {}).await
}

/// Nobody can sign in to ask for it, so anybody at this window may: whoever opened the store holds its key. Refused as
/// long as there is an administrator. What was carried over stays; demo mode stays on until somebody switches it off.
pub async fn restore_workspace(caller: &Caller<'_>, request: RestoreWorkspace) -> Result<Workspace, Failure> {
    let plant = caller.plant()?;
    if plant.kind == WorkspaceKind::Central {
        return Err(failure(ErrorCode::Conflict, "people-are-central"));
    }
    if has_administrator(&plant)? {
        return Err(failure(ErrorCode::Conflict, "administrator-still-there"));
    }
    request.administrator.check()?;
    let values = Values {
        name: checked_name(&request.name, "name")?,
        time_zone: checked_time_zone(&request.time_zone)?,
        currency: checked_currency(&request.currency)?,
        demo_mode: plant.demo_mode(),
    };
    request.administrator.settle_in(caller, &plant, language_of(request.language.as_deref()))?;
    plant.save_values(&values)?;
    get_workspace(caller, Nothing {}).await
}

pub(super) fn language_of(asked: Option<&str>) -> &'static str {
    if asked == Some("ar") { "ar" } else { "en" }
}
