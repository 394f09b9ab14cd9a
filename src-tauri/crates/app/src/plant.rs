//! An open workspace: its store, its own values, its secrets, what runs for it. Made at first run, opened ever after.
//!
//! `workspace.json` beside the store says how the store's key is kept (keychain, or made from a passphrase); it holds no
//! secret. The store key and every integration secret are named by the workspace's id.

use crate::{
    App, Clock, Duties,
    central::{self, CentralState, Connection, address::ConnectedTenant},
    commands::workspace::WorkspaceKind,
    desks::Desks,
    drift::Looks,
    events::Changes,
    failures::{OrFailure, failure, from_store},
    jobs::Jobs,
    passwords,
    recovery::Unseen,
    runs::Runs,
    scores,
    supervisor::Supervisor,
    texts::Language,
    vault::Vault,
};
use connectors::SourceContext;
use domain::{ConnectorKind, ErrorCode, Failure, Integration, IntegrationId, Secret, secret::MASK};
use rand::RngCore;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, HashMap},
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
    /// For the list of workspaces, which shows them before any is open. Anybody who can read files can read it.
    #[serde(default)]
    pub label: Label,
}

/// What the list of workspaces shows of one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    pub name: String,
    /// `db.example:5432/optria`; of a central workspace.
    pub address: Option<String>,
    /// Of a central workspace: as its tenant is called in either language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<BothNames>,
}

/// A name in English and in Arabic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BothNames {
    pub en: String,
    pub ar: String,
}

impl BothNames {
    fn of(tenant: &ConnectedTenant) -> Self {
        Self { en: tenant.name_en.clone(), ar: tenant.name_ar.clone() }
    }

    /// A workspace is called as its tenant, until somebody gives it a name of its own, which is the same in both languages.
    pub fn of_workspace(name: &str, tenant: Option<Self>) -> Self {
        tenant
            .filter(|both| both.en == name || both.ar == name)
            .unwrap_or_else(|| Self { en: name.to_owned(), ar: name.to_owned() })
    }
}

impl Label {
    pub fn names(&self) -> BothNames {
        BothNames::of_workspace(&self.name, self.tenant.clone())
    }

    pub fn named(&self, language: Language) -> String {
        let both = self.names();
        match language {
            Language::English => both.en,
            Language::Arabic => both.ar,
        }
    }
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
    /// Of a central workspace.
    pub central: Option<Arc<CentralState>>,
    pub supervisor: Supervisor,
    pub jobs: Jobs,
    pub runs: Runs,
    pub recovery: Unseen,
    /// Sources that people look at.
    pub desks: Desks,
    /// Whether their sources are as they were mapped.
    pub looks: Looks,
    /// What scoring has learned; and its turn, one at a time.
    pub(crate) learned: scores::Learned,
    pub(crate) scoring: parking_lot::Mutex<()>,
    keeping: KeyKeeping,
    vault: Vault,
    /// Secrets that the environment gives: each for one connector, and never for another's field of the same name.
    defaults: HashMap<(ConnectorKind, &'static str), Secret>,
    /// `EXTERNAL_DB_ENABLE`
    pub(crate) external_db_enable: bool,
    /// Settings that the environment or the settings file gives, by key (`central::defaults`).
    pub(crate) environment: BTreeMap<String, serde_json::Value>,
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

/// Refuses where a workspace was made already, open or not.
pub fn require_free(folder: &Path) -> Result<(), Failure> {
    if header(folder)?.is_some() || folder.join(STORE_FILE).exists() {
        return Err(failure(ErrorCode::Conflict, "workspace-exists"));
    }
    Ok(())
}

/// Makes the folder, the key and an empty store. With a passphrase the key is made from it and nothing goes to the keychain.
/// A central one knows its database from the first moment.
pub fn create(
    app: &App,
    kind: WorkspaceKind,
    passphrase: Option<&Secret>,
    values: &Values,
    connection: Option<&Connection>,
) -> Result<Plant, Failure> {
    let folder = app.folder();
    std::fs::create_dir_all(&folder).map_err(unwritable)?;
    require_free(&folder)?;
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
    let label = Label {
        name: values.name.clone(),
        address: connection.map(|c| c.server.address()),
        tenant: connection.map(|c| BothNames::of(&c.tenant)),
    };
    let header = Header { id, kind, keeping, label };
    let mut plant = open_store(app, folder.clone(), &header, &key)?;
    plant.save_values(values)?;
    if let Some(connection) = connection {
        plant.store.write(|t| store::setting::set(t, central::address::SETTING, connection)).or_failure()?;
        plant.store.write(|t| store::work_order::number_provisionally(t)).or_failure()?;
        plant.store.capture().or_failure()?;
        plant.central = Some(Arc::new(CentralState::new(connection.clone())));
    }
    // The header comes last: a start that was cut off leaves no half-made workspace that asks for a key.
    write_header(&folder, &header)?;
    Ok(plant)
}

fn unwritable(e: std::io::Error) -> Failure {
    failure(ErrorCode::Unavailable, "workspace-unwritable").detail(e)
}

/// Written beside and renamed: a kill leaves the old one or the new one.
fn write_header(folder: &Path, header: &Header) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(header).unwrap_or_default();
    let fresh = folder.join(format!("{HEADER_FILE}.new"));
    std::fs::write(&fresh, text).and_then(|()| std::fs::rename(&fresh, folder.join(HEADER_FILE))).map_err(unwritable)
}

/// Opens with the key from the keychain, or from the passphrase.
pub fn open(app: &App, header: &Header, passphrase: Option<&Secret>) -> Result<Plant, Failure> {
    open_at(app, app.folder(), header, passphrase)
}

/// One that is not before the window.
pub fn open_at(app: &App, folder: PathBuf, header: &Header, passphrase: Option<&Secret>) -> Result<Plant, Failure> {
    // A new store must never take the place of one that is gone; one that a cut-off salvage left is taken up by opening.
    let is_there = |name: &str| folder.join(name).exists();
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
    let plant = open_store(app, folder, header, &key)?;
    // A header of an earlier version knows one language only.
    if let Err(failure) = plant.relabel_tenant() {
        tracing::warn!(%failure, "the list of workspaces keeps the tenant's old name");
    }
    Ok(plant)
}

fn open_store(app: &App, folder: PathBuf, header: &Header, key: &StoreKey) -> Result<Plant, Failure> {
    let is_passphrase = matches!(header.keeping, KeyKeeping::Passphrase { .. });
    let opened = Store::open(&folder.join(STORE_FILE), key).map_err(|e| match e {
        StoreError::WrongKey if is_passphrase => failure(ErrorCode::Unauthenticated, "passphrase-wrong"),
        e => from_store(e),
    })?;
    let recovery = Unseen::default();
    if let Some(salvaged) = &opened.recovery {
        recovery.keep(&opened.store, salvaged);
    }
    let mut defaults = HashMap::new();
    if let Some(password) = &app.settings.opcua_password {
        defaults.insert((ConnectorKind::Opcua, "password"), password.clone());
    }
    let connection =
        opened.store.read(|c| store::setting::find::<Connection>(c, central::address::SETTING)).or_failure()?;
    if connection.is_some() {
        opened.store.capture().or_failure()?;
    }
    Ok(Plant {
        id: header.id,
        kind: header.kind,
        folder,
        central: connection.map(|c| Arc::new(CentralState::new(c))),
        store: opened.store,
        clock: app.clock.clone(),
        changes: app.changes.clone(),
        duties: app.duties,
        desks: Desks::default(),
        looks: Looks::default(),
        supervisor: Supervisor::default(),
        jobs: Jobs::default(),
        runs: Runs::default(),
        recovery,
        learned: scores::Learned::default(),
        scoring: parking_lot::Mutex::default(),
        keeping: header.keeping.clone(),
        vault: app.vault.clone(),
        defaults,
        external_db_enable: app.settings.external_db_enable,
        environment: central::defaults::environment(&app.settings),
        secret_generation: AtomicU64::new(0),
    })
}

pub(crate) fn key_name(id: Uuid) -> String {
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
        self.runs.stop_all().await;
        self.jobs.stop().await;
        self.supervisor.stop_all().await;
        central::leases::release(self, None).await;
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
        self.store.write(|t| store::setting::set(t, VALUES, values)).or_failure()?;
        self.relabel(|label| label.name.clone_from(&values.name))
    }

    /// Where the central database is, from now on.
    pub(crate) fn save_connection(&self, connection: &Connection) -> Result<(), Failure> {
        let state = central::state(self)?;
        let before = state.connection().tenant;
        self.store.write(|t| store::setting::set(t, central::address::SETTING, connection)).or_failure()?;
        state.set_connection(connection.clone());
        let now = &connection.tenant;
        let renamed = self.values()?.and_then(|values| match values.name {
            ref name if *name == before.name_en => Some(Values { name: now.name_en.clone(), ..values }),
            ref name if *name == before.name_ar => Some(Values { name: now.name_ar.clone(), ..values }),
            _ => None,
        });
        if let Some(values) = renamed {
            self.save_values(&values)?;
        }
        self.relabel(|label| label.address = Some(connection.server.address()))?;
        self.relabel_tenant()
    }

    fn relabel_tenant(&self) -> Result<(), Failure> {
        let Some(state) = &self.central else { return Ok(()) };
        let names = BothNames::of(&state.connection().tenant);
        self.relabel(|label| label.tenant = Some(names))
    }

    fn relabel(&self, change: impl FnOnce(&mut Label)) -> Result<(), Failure> {
        // Not yet there while the workspace is being made.
        let Some(mut header) = header(&self.folder)? else { return Ok(()) };
        let before = header.label.clone();
        change(&mut header.label);
        if header.label == before { Ok(()) } else { write_header(&self.folder, &header) }
    }

    /// On: no external call is made. The workspace's own word; where it can't be read, no call is made either.
    pub fn demo_mode(&self) -> bool {
        !matches!(self.values(), Ok(Some(Values { demo_mode: false, .. })))
    }

    /// Counts up with every secret that is saved, so that a running integration is restarted with the new one.
    pub fn secret_generation(&self) -> u64 {
        self.secret_generation.load(Ordering::Relaxed)
    }

    /// The integration's configuration as it works: what was left empty is what the settings say now.
    pub fn config_in_force(&self, integration: &Integration) -> Result<serde_json::Value, Failure> {
        let declaration = connectors::registry::declaration(integration.connector);
        let kept = central::defaults::Kept::read(self)?;
        Ok(central::defaults::filled_in(&declaration, &integration.config, &self.environment, &kept))
    }

    /// What an integration is opened with: its secrets, and where it keeps its certificates.
    pub fn source_context(&self, integration: &Integration) -> Result<SourceContext, Failure> {
        let declaration = connectors::registry::declaration(integration.connector);
        let mut secrets = BTreeMap::new();
        for field in declaration.secret_fields() {
            if let Some(secret) = self.secret(integration.id, &field.name)? {
                secrets.insert(field.name.clone(), secret);
            } else if let Some(default) = self.default_of(integration.connector, &field.name) {
                secrets.insert(field.name.clone(), default.clone());
            }
        }
        Ok(SourceContext { secrets, folder: self.folder.clone() })
    }

    /// A secret of this workspace: from the keychain, or where there is none from the encrypted store.
    pub fn find_secret(&self, name: &str) -> Result<Option<Secret>, Failure> {
        match self.keeping {
            KeyKeeping::Keychain => self.vault.get(&self.vault_name(name)),
            KeyKeeping::Passphrase { .. } => {
                self.store.read(|c| store::secret::find(c, &self.vault_name(name))).or_failure()
            }
        }
    }

    /// `None` removes it.
    pub fn keep_secret(&self, name: &str, secret: Option<&Secret>) -> Result<(), Failure> {
        let name = self.vault_name(name);
        match (&self.keeping, secret) {
            (KeyKeeping::Keychain, None) => self.vault.delete(&name),
            (KeyKeeping::Keychain, Some(secret)) => self.vault.set(&name, secret),
            (KeyKeeping::Passphrase { .. }, None) => self.store.write(|t| store::secret::delete(t, &name)).or_failure(),
            (KeyKeeping::Passphrase { .. }, Some(secret)) => {
                self.store.write(|t| store::secret::set(t, &name, secret)).or_failure()
            }
        }
    }

    /// In the keychain every workspace of this computer has its own.
    fn vault_name(&self, name: &str) -> String {
        match name.strip_prefix("integration-secret:") {
            Some(rest) => format!("integration-secret:{}:{rest}", self.id),
            None => format!("{name}:{}", self.id),
        }
    }

    pub fn secret(&self, integration: IntegrationId, field: &str) -> Result<Option<Secret>, Failure> {
        self.find_secret(&secret_name(integration, field))
    }

    /// True where the field will have a value at opening: its own, or the default of the settings.
    pub fn has_secret(&self, connector: ConnectorKind, integration: IntegrationId, field: &str) -> bool {
        self.has_default(connector, field) || matches!(self.secret(integration, field), Ok(Some(_)))
    }

    /// True where the environment gives a secret for this connector's field where it is left empty.
    pub fn has_default(&self, connector: ConnectorKind, field: &str) -> bool {
        self.default_of(connector, field).is_some()
    }

    fn default_of(&self, connector: ConnectorKind, field: &str) -> Option<&Secret> {
        self.defaults.iter().find(|((of, name), _)| *of == connector && *name == field).map(|(_, secret)| secret)
    }

    /// `***` keeps what is there, empty removes it, anything else replaces it.
    pub fn save_secret(&self, integration: IntegrationId, field: &str, secret: &Secret) -> Result<(), Failure> {
        if secret.expose() == MASK {
            return Ok(());
        }
        self.secret_generation.fetch_add(1, Ordering::Relaxed);
        self.keep_secret(&secret_name(integration, field), Some(secret).filter(|s| !s.is_empty()))
    }
}

pub(crate) fn secret_name(integration: IntegrationId, field: &str) -> String {
    format!("integration-secret:{integration}:{field}")
}
