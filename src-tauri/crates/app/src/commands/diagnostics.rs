//! Diagnostics (SPEC section 4), for the platform owner alone: words and booleans about every part, never a value. And
//! the support bundle that carries them.

use super::workspace::Nothing;
use crate::{
    Caller,
    central::{LinkStanding, Online, leases},
    failures::OrFailure,
    plant::Plant,
    support::{self, Mask},
};
use domain::{ConnectionState, Failure, Timestamp};
use serde::Serialize;
use std::{sync::Arc, time::Duration};
use ts_rs::TS;

/// What is there to be used, of a switch.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SwitchedPart {
    /// `enabled` or `disabled`
    pub status: String,
    pub flag: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DatabasePart {
    /// `connected`, `unreachable`, `signed_out` or `damaged`
    pub status: String,
    /// `central`: the tenant's database; `local`: this workstation's store is all there is.
    pub source: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct KeyPart {
    /// `configured` or `missing`
    pub status: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct AddressPart {
    /// `configured` or `empty`
    pub status: String,
    pub has_url: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct CredentialsPart {
    /// `configured` or `empty`
    pub status: String,
    pub has_creds: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Subsystems {
    pub database: DatabasePart,
    pub openai_api: KeyPart,
    pub optimization_engine: SwitchedPart,
    pub external_db_integrations: SwitchedPart,
    pub pi_default_config: AddressPart,
    pub sap_default_config: AddressPart,
    pub opcua_default_creds: CredentialsPart,
    pub demo_mode: SwitchedPart,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "DiagnosedFlags")]
pub struct Flags {
    pub demo_mode: bool,
    pub optimization_engine_enabled: bool,
    pub external_db_enable: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "DiagnosedLink")]
pub struct LinkPart {
    /// `standalone`, `online`, `offline`, `password_needed` or `signed_out`
    pub state: String,
    pub since: Option<Timestamp>,
    /// Id of the message that says why: `central-away`.
    pub reason: Option<String>,
    /// What the database knows of this workstation: `pending`, `enrolled`, ...; `none` where there is no database.
    pub workstation: String,
}

/// Neither in a standalone workspace.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "DiagnosedSync")]
pub struct SyncPart {
    /// How long the oldest change has been waiting to be sent; 0 where none waits.
    pub lag_seconds: Option<f64>,
    #[ts(type = "number | null")]
    pub outbox_depth: Option<u64>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "DiagnosedConnector")]
pub struct ConnectorPart {
    #[ts(type = "string")]
    pub id: domain::IntegrationId,
    pub connector: String,
    /// `active` or `inactive`, as a person wants it.
    pub status: String,
    /// `stopped`, `connecting`, `streaming`, `reconnecting`, `failed` or `elsewhere`
    pub state: String,
    /// Id of the message that says why it is not streaming.
    pub reason: Option<String>,
    pub last_reading_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "DiagnosedJob")]
pub struct JobPart {
    pub name: String,
    pub is_running: bool,
    pub last_run_at: Option<Timestamp>,
    pub last_seconds: Option<f64>,
    pub next_run_at: Option<Timestamp>,
    /// Id of the message that says how it ended.
    pub outcome: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "DiagnosedDisk")]
pub struct DiskPart {
    #[ts(type = "number")]
    pub store_bytes: u64,
    #[ts(type = "number")]
    pub free_bytes: u64,
    /// Readings not yet turned into trend rows.
    #[ts(type = "number")]
    pub spool_rows: u64,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "DiagnosedVersions")]
pub struct Versions {
    pub product: String,
    pub os: String,
    pub architecture: String,
    /// Of the store.
    pub local_schema: u32,
    /// Of the central database, where it is reached; and the newest that this version knows.
    pub central_schema: Option<i32>,
    pub known_central_schema: i32,
}

/// Snake case, as the document is written down in SPEC section 4.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Diagnostics {
    pub timestamp: Timestamp,
    pub subsystems: Subsystems,
    pub feature_flags: Flags,
    pub link: LinkPart,
    pub sync: SyncPart,
    pub connectors: Vec<ConnectorPart>,
    pub jobs: Vec<JobPart>,
    pub disk: DiskPart,
    pub versions: Versions,
}

/// A file for the person to save.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BinaryFile {
    pub file_name: String,
    pub bytes_base64: String,
}

/// How long the database is waited for before it counts as not reached.
const DATABASE_TIMEOUT: Duration = Duration::from_secs(5);

pub async fn get_diagnostics(caller: &Caller<'_>, _: Nothing) -> Result<Diagnostics, Failure> {
    let plant = caller.plant()?;
    let settings = &caller.app.settings;
    let demo_mode = plant.demo_mode();
    let online = caller.door.session().and_then(|s| s.online);
    let central_schema = reached(online.as_ref()).await;
    let size = plant.store.size();
    let readable = plant.store.read(store::schema::version);
    let link = link(&plant, online.as_deref());
    let is_local_sound = readable.is_ok();
    Ok(Diagnostics {
        timestamp: caller.now(),
        subsystems: Subsystems {
            database: DatabasePart {
                status: match (plant.central.is_some(), central_schema, link.state.as_str()) {
                    (false, ..) if is_local_sound => "connected",
                    (false, ..) => "damaged",
                    (true, Some(_), _) => "connected",
                    (true, None, "signed_out" | "password_needed") => "signed_out",
                    (true, None, _) => "unreachable",
                }
                .into(),
                source: if plant.central.is_some() { "central" } else { "local" }.into(),
            },
            openai_api: KeyPart { status: word(settings.openai_api_key.is_some(), "configured", "missing") },
            optimization_engine: switched(settings.optimization_engine_enabled),
            external_db_integrations: switched(settings.external_db_enable),
            pi_default_config: address(settings.pi_base_url.is_some()),
            sap_default_config: address(settings.sap_base_url.is_some()),
            opcua_default_creds: {
                let has_creds = settings.opcua_username.is_some() && settings.opcua_password.is_some();
                CredentialsPart { status: word(has_creds, "configured", "empty"), has_creds }
            },
            demo_mode: switched(demo_mode),
        },
        feature_flags: Flags {
            demo_mode,
            optimization_engine_enabled: settings.optimization_engine_enabled,
            external_db_enable: settings.external_db_enable,
        },
        link,
        sync: sync(&plant, caller.now()),
        connectors: connectors(&plant)?,
        jobs: jobs(&plant),
        disk: DiskPart {
            store_bytes: size.file_bytes + size.wal_bytes,
            free_bytes: size.free_disk_bytes,
            spool_rows: plant.store.telemetry().spooled().unwrap_or_default(),
        },
        versions: Versions {
            product: env!("CARGO_PKG_VERSION").into(),
            os: std::env::consts::OS.into(),
            architecture: std::env::consts::ARCH.into(),
            local_schema: readable.unwrap_or(0),
            central_schema,
            known_central_schema: ::central::known_schema(),
        },
    })
}

pub async fn create_support_bundle(caller: &Caller<'_>, _: Nothing) -> Result<BinaryFile, Failure> {
    let diagnostics = serde_json::to_value(get_diagnostics(caller, Nothing {}).await?).unwrap_or_default();
    let mask = Mask::of(&support::secrets_of(caller.app));
    let folder = caller.app.folder();
    let told = [("diagnostics.json", &diagnostics)];
    let bundle = support::bundle(&[&caller.app.home, &folder], &told, &mask, caller.now())?;
    Ok(BinaryFile { bytes_base64: bundle.to_base64(), file_name: bundle.file_name })
}

/// The central schema, where the database answers now.
async fn reached(online: Option<&Arc<Online>>) -> Option<i32> {
    let asked = tokio::time::timeout(DATABASE_TIMEOUT, online?.check()).await;
    asked.ok()?.ok().map(|link| link.greeting.schema)
}

fn link(plant: &Plant, online: Option<&Online>) -> LinkPart {
    let Some(state) = &plant.central else {
        return LinkPart { state: "standalone".into(), since: None, reason: None, workstation: "none".into() };
    };
    let (word, since, reason) = match online.map(Online::standing) {
        None => ("signed_out", None, None),
        Some((LinkStanding::Online, since)) => ("online", Some(since), None),
        Some((LinkStanding::Offline(why), since)) => ("offline", Some(since), Some(why)),
        Some((LinkStanding::PasswordNeeded, since)) => ("password_needed", Some(since), None),
        Some((LinkStanding::Over(why), since)) => ("signed_out", Some(since), Some(why)),
    };
    let standing = serde_json::to_value(state.workstation()).unwrap_or_default();
    LinkPart {
        state: word.into(),
        since,
        reason: reason.map(|why| why.message.id),
        workstation: standing.as_str().unwrap_or_default().to_owned(),
    }
}

fn sync(plant: &Plant, now: Timestamp) -> SyncPart {
    let depth = plant.central.as_ref().and_then(|_| plant.store.read(store::outbox::depth).ok());
    let waits = |since: Timestamp| (now - since).as_seconds_f64().max(0.0);
    SyncPart {
        lag_seconds: depth.as_ref().map(|d| d.oldest.map_or(0.0, waits)),
        outbox_depth: depth.map(|d| d.waiting as _),
    }
}

fn connectors(plant: &Plant) -> Result<Vec<ConnectorPart>, Failure> {
    let all = plant.store.read(store::integration::list).or_failure()?;
    let part = |integration: domain::Integration| {
        let is_active = integration.status == domain::IntegrationStatus::Active;
        let state = plant.supervisor.status(integration.id, |s| s.state.clone());
        let (state, reason) = match state {
            Some(ConnectionState::Connecting { .. }) => ("connecting", None),
            Some(ConnectionState::Streaming) => ("streaming", None),
            Some(ConnectionState::Reconnecting { cause, .. }) => ("reconnecting", Some(cause.id)),
            Some(ConnectionState::Failed { cause, .. }) => ("failed", Some(cause.id)),
            Some(ConnectionState::Elsewhere) => ("elsewhere", None),
            Some(ConnectionState::Standby { .. }) => ("standby", None),
            None if is_active && !leases::may_collect(plant, integration.id) => ("standby", None),
            None if is_active && plant.supervisor.is_elsewhere() => ("elsewhere", None),
            Some(ConnectionState::Stopped) | None => ("stopped", None),
        };
        ConnectorPart {
            id: integration.id,
            connector: integration.connector.as_str().into(),
            status: integration.status.as_str().into(),
            state: state.into(),
            reason,
            last_reading_at: integration.last_sync_at,
        }
    };
    Ok(all.into_iter().map(part).collect())
}

fn jobs(plant: &Plant) -> Vec<JobPart> {
    let part = |(job, state): (crate::jobs::Job, crate::jobs::JobState)| JobPart {
        name: job.name().into(),
        is_running: state.is_running,
        last_run_at: state.last_run_at,
        last_seconds: state.last_seconds,
        next_run_at: state.next_run_at,
        outcome: state.outcome.map(|message| message.id),
    };
    plant.jobs.states(plant).into_iter().map(part).collect()
}

fn word(is_so: bool, yes: &str, no: &str) -> String {
    if is_so { yes } else { no }.to_owned()
}

fn switched(flag: bool) -> SwitchedPart {
    SwitchedPart { status: word(flag, "enabled", "disabled"), flag }
}

fn address(has_url: bool) -> AddressPart {
    AddressPart { status: word(has_url, "configured", "empty"), has_url }
}
