//! The workspace itself: first run, opening, sign-in, lock and unlock, how a person likes to read.

use domain::{Capability, Person, Preferences, Secret, Timestamp};
use serde::{Deserialize, Serialize};
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
