//! What the window asks first: is there a workspace, is it open, who is signed in. Opens what needs no person to open.

use super::{KeychainState, Nothing, RecoveryNotice, Session, WorkspaceKind, session::session_of};
use crate::{
    Caller,
    central::{Connection, LinkStanding, enrolment, unlock},
    failures::OrFailure,
    plant,
    plant::{BothNames, KeyKeeping, Plant, Values},
    seed, workspaces,
};
use domain::{Capability, Failure, Message, Person, Timestamp};
use serde::Serialize;
use std::sync::Arc;
use ts_rs::TS;
use uuid::Uuid;

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

/// How the window stands with the central database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    Online,
    Offline,
    /// The token is over: `go_online` with the password.
    PasswordNeeded,
    /// Nobody is signed in.
    SignedOut,
}

/// The tenant that the platform owner at this window has opened.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenedTenantRow {
    #[ts(type = "string")]
    pub id: Uuid,
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    pub reason: String,
    pub since: Timestamp,
}

/// Of a central workspace.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CentralStatus {
    /// `db.example:5432/optria`
    pub address: String,
    pub tenant_code: String,
    pub tenant_name_en: String,
    pub tenant_name_ar: String,
    /// The platform's own workspace.
    pub is_platform: bool,
    pub link: LinkState,
    pub since: Option<Timestamp>,
    /// Why it is offline, or why the last session ended; its remedy is the same id with `-remedy`.
    pub reason: Option<Message>,
    pub opened_tenant: Option<OpenedTenantRow>,
    /// Until when this person may go on without the database.
    pub offline_until: Option<Timestamp>,
    pub workstation: enrolment::Standing,
    /// While it waits to be enrolled: the fingerprint of its key, for the administrator to compare.
    pub workstation_key: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Workspace {
    /// None where none is made or open.
    #[ts(type = "string | null")]
    pub id: Option<Uuid>,
    pub stage: WorkspaceStage,
    /// Of a central workspace.
    pub central: Option<CentralStatus>,
    /// How many workspaces are on this workstation.
    pub workspaces_here: u32,
    pub keychain: KeychainState,
    pub kind: Option<WorkspaceKind>,
    /// Its own name, as it was given or as its tenant was called then.
    pub name: String,
    /// As it is shown.
    pub name_en: String,
    pub name_ar: String,
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
        id: None,
        central: None,
        workspaces_here: u32::try_from(workspaces::list(&caller.app.home).len()).unwrap_or(u32::MAX),
        stage: WorkspaceStage::New,
        keychain,
        kind: None,
        name: String::new(),
        name_en: String::new(),
        name_ar: String::new(),
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
        if let Some(header) = plant::header(&caller.app.folder())? {
            workspace.id = Some(header.id);
            called(&mut workspace, header.label.names());
            workspace.name = header.label.name;
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
    // A central workspace's administrators are the central database's.
    workspace.stage = match plant.central.is_some() || has_administrator(&plant)? {
        true => WorkspaceStage::Open,
        false => WorkspaceStage::AdministratorNeeded,
    };
    workspace.id = Some(plant.id);
    workspace.central = central_status(caller, &plant)?;
    workspace.kind = Some(plant.kind);
    let tenant =
        workspace.central.as_ref().map(|c| BothNames { en: c.tenant_name_en.clone(), ar: c.tenant_name_ar.clone() });
    called(&mut workspace, BothNames::of_workspace(&values.name, tenant));
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

fn called(workspace: &mut Workspace, names: BothNames) {
    workspace.name_en = names.en;
    workspace.name_ar = names.ar;
}

/// Without asking the network: what was last seen.
fn central_status(caller: &Caller<'_>, plant: &Plant) -> Result<Option<CentralStatus>, Failure> {
    let Some(state) = &plant.central else { return Ok(None) };
    let Connection { server, tenant, .. } = state.connection();
    let signed_in = caller.door.session();
    let online = signed_in.as_ref().and_then(|s| s.online.clone());
    let (link, since, reason) = match online.as_ref().map(|o| o.standing()) {
        None => (LinkState::SignedOut, None, caller.door.ended_because()),
        Some((LinkStanding::Online, since)) => (LinkState::Online, Some(since), None),
        Some((LinkStanding::Offline(why), since)) => (LinkState::Offline, Some(since), Some(why)),
        Some((LinkStanding::PasswordNeeded, since)) => (LinkState::PasswordNeeded, Some(since), None),
        Some((LinkStanding::Over(why), since)) => (LinkState::SignedOut, Some(since), Some(why)),
    };
    let offline_until = match &signed_in {
        Some(signed_in) => unlock::open_until(plant, signed_in.person_id)?,
        None => None,
    };
    Ok(Some(CentralStatus {
        address: server.address(),
        is_platform: tenant.id == ::central::PLATFORM_TENANT,
        tenant_code: tenant.code,
        tenant_name_en: tenant.name_en,
        tenant_name_ar: tenant.name_ar,
        link,
        since,
        reason: reason.map(|f| f.message),
        opened_tenant: online.and_then(|o| o.opened_tenant()).map(|o| OpenedTenantRow {
            id: o.id,
            code: o.code,
            name_en: o.name_en,
            name_ar: o.name_ar,
            reason: o.reason,
            since: o.since,
        }),
        offline_until,
        workstation: state.workstation(),
        workstation_key: match state.workstation() {
            enrolment::Standing::Pending => {
                Some(enrolment::fingerprint(&enrolment::identity(plant)?.to_public().to_string()))
            }
            _ => None,
        },
    }))
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
    let Some(header) = plant::header(&caller.app.folder())? else { return Ok(()) };
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
