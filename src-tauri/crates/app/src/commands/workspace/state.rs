//! What the window asks first: is there a workspace, is it open, who is signed in. Opens what needs no person to open.

use super::{KeychainState, Nothing, RecoveryNotice, Session, WorkspaceKind, session::session_of};
use crate::{
    Caller,
    failures::OrFailure,
    plant,
    plant::{KeyKeeping, Plant, Values},
    seed,
};
use domain::{Capability, Failure, Person};
use serde::Serialize;
use std::sync::Arc;
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceStage {
    /// Nothing there yet: choose the demo plant or an empty workspace.
    New,
    /// There is a store whose key is made from a passphrase: ask for it.
    PassphraseNeeded,
    /// There is a store, but the keychain that holds its key does not answer.
    KeychainNeeded,
    /// Open, but a damaged file cost it all its administrators: make one anew, what was carried over stays.
    AdministratorNeeded,
    /// Open; a person may sign in.
    Open,
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
    /// Its own values were lost with a damaged file; these stand in, with demo mode on, until somebody saves them anew.
    pub settings_lost: bool,
    pub version: String,
}

/// The demo plant's people all have it; there is no default password anywhere else.
pub const DEMO_PASSWORD: &str = "optria-demo";

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
        settings_lost: false,
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
    let found = plant.values()?;
    workspace.settings_lost = found.is_none();
    let values = found.unwrap_or_else(Values::stand_in);
    workspace.stage = match has_administrator(&plant)? {
        true => WorkspaceStage::Open,
        false => WorkspaceStage::AdministratorNeeded,
    };
    workspace.kind = Some(plant.kind);
    workspace.name = values.name;
    workspace.time_zone = values.time_zone;
    workspace.currency = values.currency;
    workspace.flags.demo_mode = values.demo_mode;
    workspace.recovery = plant.recovery.find(&plant.store, &plant.folder).or_failure()?;
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

/// A person has seen what the damaged store cost; it is told no more.
pub async fn acknowledge_recovery(caller: &Caller<'_>, _: Nothing) -> Result<Workspace, Failure> {
    let plant = caller.plant()?;
    plant.recovery.forget(&plant.store).or_failure()?;
    get_workspace(caller, Nothing {}).await
}

/// Whether anybody is left who can make others.
pub(super) fn has_administrator(plant: &Plant) -> Result<bool, Failure> {
    let people = plant.store.read(store::person::list).or_failure()?;
    Ok(people.iter().any(|p| p.is_active && p.role.can(Capability::ManagePeople)))
}

/// Opens what needs no person to open: a store whose key is in the keychain.
pub(super) async fn open_if_possible(caller: &Caller<'_>) -> Result<(), Failure> {
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

pub(super) async fn take(caller: &Caller<'_>, plant: Plant) {
    let plant = Arc::new(plant);
    caller.app.set_plant(plant.clone());
    plant.start().await;
}
