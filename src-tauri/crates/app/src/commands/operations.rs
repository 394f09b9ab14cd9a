//! Running the workspace: readiness, jobs, the action log, retention, the smoke test.

use domain::{Message, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    pub is_ready: bool,
    /// `usable`, `damaged`, `locked`, `missing`
    pub store: String,
    pub schema_version: u32,
    #[ts(type = "number")]
    pub store_bytes: u64,
    #[ts(type = "number")]
    pub free_disk_bytes: u64,
    /// Readings not yet turned into trend rows.
    #[ts(type = "number")]
    pub spool_rows: u64,
    pub is_collecting: bool,
    pub version: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobRow {
    /// Fluent id of its name: `job-compact`.
    pub name: String,
    pub last_run_at: Option<Timestamp>,
    pub last_seconds: Option<f64>,
    pub next_run_at: Option<Timestamp>,
    pub is_running: bool,
    pub outcome: Option<Message>,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct ListActions {
    pub search: Option<String>,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActionRow {
    pub at: Timestamp,
    pub person: String,
    /// The command: `move_work_order`.
    pub action: String,
    /// What it was done to: `WO-000042`.
    pub object: String,
    /// `success` or the error code.
    pub outcome: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Retention {
    /// Days that raw readings are kept; 1 to 3650.
    pub raw_days: u32,
    pub second_days: u32,
    pub minute_days: u32,
    pub hour_days: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScoringOutcome {
    pub scored: u32,
    pub insufficient: u32,
    pub simulated: u32,
    pub seconds: f64,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SmokeTestStep {
    pub name: String,
    pub passed: bool,
    pub id: Option<String>,
    pub detail: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct SmokeTest {
    pub passed: bool,
    pub steps: Vec<SmokeTestStep>,
}
