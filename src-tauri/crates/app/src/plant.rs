//! An open workspace: its store, its own values, its secrets, what runs for it. Made at first run, opened ever after.
//!
//! `workspace.json` beside the store says how the store's key is kept (keychain, or made from a passphrase); it holds no
//! secret. The store key and every integration secret are named by the workspace's id.

use crate::{
    App, Clock, Duties,
    commands::workspace::WorkspaceKind,
    events::Changes,
    failures::{OrFailure, failure, from_store},
    jobs::Jobs,
    passwords,
    recovery::Unseen,
    scores,
    supervisor::Supervisor,
    vault::Vault,
};
use connectors::SourceContext;
use domain::{ErrorCode, Failure, Integration, IntegrationId, Secret, secret::MASK};
use rand::RngCore;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use store::{Store, StoreError, StoreKey};
use uuid::Uuid;

const HEADER_FILE: &str = "workspace.json";
const STORE_FILE: &str = "optria.db";
/// Key of the workspace's own values in the store.
const VALUES: &str = "workspace";

/// How the store's key is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "key", rename_all = "snake_case")]
pub enum KeyKeeping {
    Keychain,
    /// Argon2id of a person's passphrase and this salt (hex).
    Passphrase {
        salt: String,
    },
}

/// What `workspace.json` says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Header {
    pub id: Uuid,
    pub kind: WorkspaceKind,
    #[serde(flatten)]
    pub keeping: KeyKeeping,
}

/// The workspace's own values: they go before the settings file and the environment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Values {
    pub name: String,
    pub time_zone: String,
    pub currency: String,
    pub demo_mode: bool,
}

impl Values {
    /// In the place of lost ones. No external call is made until a person says so.
    pub fn stand_in() -> Self {
        Self { name: String::new(), time_zone: "Asia/Riyadh".into(), currency: "SAR".into(), demo_mode: true }
    }
}

/// An open workspace.
pub struct Plant {
    pub id: Uuid,
    pub kind: WorkspaceKind,
    pub folder: PathBuf,
    pub store: Store,
    pub clock: Clock,
    pub changes: Changes,
    pub duties: Duties,
    pub supervisor: Supervisor,
    pub jobs: Jobs,
    pub recovery: Unseen,
    /// What scoring has learned; and its turn, one at a time.
    pub(crate) learned: scores::Learned,
    pub(crate) scoring: parking_lot::Mutex<()>,
    keeping: KeyKeeping,
    vault: Vault,
    defaults: BTreeMap<&'static str, Secret>,
    secret_generation: AtomicU64,
}

/// Reads the header; `None` where no workspace was made here.
pub fn header(folder: &Path) -> Result<Option<Header>, Failure> {
    let text = match std::fs::read_to_string(folder.join(HEADER_FILE)) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(failure(ErrorCode::Unavailable, "workspace-unreadable").detail(e)),
    };
    serde_json::from_str(&text)
        .map(Some)
        .map_err(|e| failure(ErrorCode::Unavailable, "workspace-header-damaged").detail(e))
}

/// Makes the folder, the key and an empty store. With a passphrase the key is made from it and nothing goes to the keychain.
pub fn create(app: &App, kind: WorkspaceKind, passphrase: Option<&Secret>, values: &Values) -> Result<Plant, Failure> {
    let unwritable = |e: std::io::Error| failure(ErrorCode::Unavailable, "workspace-unwritable").detail(e);
    std::fs::create_dir_all(&app.folder).map_err(unwritable)?;
    if header(&app.folder)?.is_some() || app.folder.join(STORE_FILE).exists() {
        return Err(failure(ErrorCode::Conflict, "workspace-exists"));
    }
    let id = Uuid::now_v7();
    let (key, keeping) = match passphrase {
        Some(passphrase) => {
            passwords::check_strength(passphrase)?;
            let mut salt = [0u8; 16];
            rand::rng().fill_bytes(&mut salt);
            let key = StoreKey::new(passwords::key_from_passphrase(passphrase, &salt)?);
            (key, KeyKeeping::Passphrase { salt: hex::encode(salt) })
        }
        None => {
            let key = StoreKey::random().or_failure()?;
            app.vault.set(&key_name(id), &Secret::new(key.to_hex().as_str()))?;
            (key, KeyKeeping::Keychain)
        }
    };
    let header = Header { id, kind, keeping };
    let plant = open_store(app, &header, &key)?;
    plant.save_values(values)?;
    // The header comes last: a start that was cut off leaves no half-made workspace that asks for a key.
    let text = serde_json::to_string_pretty(&header).unwrap_or_default();
    std::fs::write(app.folder.join(HEADER_FILE), text).map_err(unwritable)?;
    Ok(plant)
}

/// Opens with the key from the keychain, or from the passphrase.
pub fn open(app: &App, header: &Header, passphrase: Option<&Secret>) -> Result<Plant, Failure> {
    // A new store must never take the place of one that is gone; one that a cut-off salvage left is taken up by opening.
    let is_there = |name: &str| app.folder.join(name).exists();
    if !is_there(STORE_FILE) && !is_there(&format!("{STORE_FILE}.fresh")) {
        return Err(failure(ErrorCode::Unavailable, "store-file-missing"));
    }
    let key = match (&header.keeping, passphrase) {
        (KeyKeeping::Keychain, _) => {
            let secret = app.vault.get(&key_name(header.id))?;
            let secret = secret.ok_or_else(|| failure(ErrorCode::Unavailable, "store-key-missing"))?;
            StoreKey::from_hex(secret.expose()).or_failure()?
        }
        (KeyKeeping::Passphrase { .. }, None) => return Err(failure(ErrorCode::Locked, "passphrase-needed")),
        (KeyKeeping::Passphrase { salt }, Some(passphrase)) => {
            let salt =
                hex::decode(salt).map_err(|e| failure(ErrorCode::Unavailable, "workspace-header-damaged").detail(e))?;
            StoreKey::new(passwords::key_from_passphrase(passphrase, &salt)?)
        }
    };
    open_store(app, header, &key)
}

fn open_store(app: &App, header: &Header, key: &StoreKey) -> Result<Plant, Failure> {
    let is_passphrase = matches!(header.keeping, KeyKeeping::Passphrase { .. });
    let opened = Store::open(&app.folder.join(STORE_FILE), key).map_err(|e| match e {
        StoreError::WrongKey if is_passphrase => failure(ErrorCode::Unauthenticated, "passphrase-wrong"),
        e => from_store(e),
    })?;
    let recovery = Unseen::default();
    if let Some(salvaged) = &opened.recovery {
        recovery.keep(&opened.store, salvaged);
    }
    let mut defaults = BTreeMap::new();
    if let Some(password) = &app.settings.opcua_password {
        defaults.insert("password", password.clone());
    }
    Ok(Plant {
        id: header.id,
        kind: header.kind,
        folder: app.folder.clone(),
        store: opened.store,
        clock: app.clock.clone(),
        changes: app.changes.clone(),
        duties: app.duties,
        supervisor: Supervisor::default(),
        jobs: Jobs::default(),
        recovery,
        learned: scores::Learned::default(),
        scoring: parking_lot::Mutex::default(),
        keeping: header.keeping.clone(),
        vault: app.vault.clone(),
        defaults,
        secret_generation: AtomicU64::new(0),
    })
}

fn key_name(id: Uuid) -> String {
    format!("store-key:{id}")
}

impl Plant {
    /// Begins collecting and keeping house, where this process has those duties.
    pub async fn start(self: &Arc<Self>) {
        if self.duties == Duties::AnswerOnly {
            return;
        }
        if let Err(failure) = self.supervisor.reconcile(self, None).await {
            tracing::error!(%failure, "integrations could not be started");
        }
        self.jobs.start(self);
    }

    pub async fn stop(&self) {
        self.jobs.stop().await;
        self.supervisor.stop_all().await;
        // What was acknowledged is in the spool already; this only spares the next start some work.
        if self.duties == Duties::CollectAndKeepHouse
            && let Err(e) = self.store.telemetry().compact(store::telemetry::Budget::default())
        {
            tracing::warn!(error = %e, "the spool could not be emptied at the end");
        }
    }

    /// `None` where a damaged file cost them: [`Values::stand_in`] serves until somebody saves them anew.
    pub fn values(&self) -> Result<Option<Values>, Failure> {
        self.store.read(|c| store::setting::find::<Values>(c, VALUES)).or_failure()
    }

    pub fn save_values(&self, values: &Values) -> Result<(), Failure> {
        self.store.write(|t| store::setting::set(t, VALUES, values)).or_failure()
    }

    /// On: no external call is made. The workspace's own word; where it can't be read, no call is made either.
    pub fn demo_mode(&self) -> bool {
        !matches!(self.values(), Ok(Some(Values { demo_mode: false, .. })))
    }

    /// Counts up with every secret that is saved, so that a running integration is restarted with the new one.
    pub fn secret_generation(&self) -> u64 {
        self.secret_generation.load(Ordering::Relaxed)
    }

    /// What an integration is opened with: its secrets, and where it keeps its certificates.
    pub fn source_context(&self, integration: &Integration) -> Result<SourceContext, Failure> {
        let declaration = connectors::registry::declaration(integration.connector);
        let mut secrets = BTreeMap::new();
        for field in declaration.secret_fields() {
            if let Some(secret) = self.secret(integration.id, &field.name)? {
                secrets.insert(field.name.clone(), secret);
            } else if let Some(default) = self.defaults.get(field.name.as_str()) {
                secrets.insert(field.name.clone(), default.clone());
            }
        }
        Ok(SourceContext { secrets, folder: self.folder.clone() })
    }

    pub fn secret(&self, integration: IntegrationId, field: &str) -> Result<Option<Secret>, Failure> {
        let name = self.secret_name(integration, field);
        match self.keeping {
            KeyKeeping::Keychain => self.vault.get(&name),
            KeyKeeping::Passphrase { .. } => self.store.read(|c| store::secret::find(c, &name)).or_failure(),
        }
    }

    /// True where the field will have a value at opening: its own, or the default of the settings.
    pub fn has_secret(&self, integration: IntegrationId, field: &str) -> bool {
        self.defaults.contains_key(field) || matches!(self.secret(integration, field), Ok(Some(_)))
    }

    /// `***` keeps what is there, empty removes it, anything else replaces it.
    pub fn save_secret(&self, integration: IntegrationId, field: &str, secret: &Secret) -> Result<(), Failure> {
        if secret.expose() == MASK {
            return Ok(());
        }
        let name = self.secret_name(integration, field);
        self.secret_generation.fetch_add(1, Ordering::Relaxed);
        match (&self.keeping, secret.is_empty()) {
            (KeyKeeping::Keychain, true) => self.vault.delete(&name),
            (KeyKeeping::Keychain, false) => self.vault.set(&name, secret),
            (KeyKeeping::Passphrase { .. }, true) => self.store.write(|t| store::secret::delete(t, &name)).or_failure(),
            (KeyKeeping::Passphrase { .. }, false) => {
                self.store.write(|t| store::secret::set(t, &name, secret)).or_failure()
            }
        }
    }

    fn secret_name(&self, integration: IntegrationId, field: &str) -> String {
        format!("integration-secret:{}:{integration}:{field}", self.id)
    }
}
