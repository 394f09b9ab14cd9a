//! A run of an optimization: what was asked, how far it came, what it found, and whether a person keeps it as a scenario.

use crate::{AssetId, Message, PersonId, RecommendationId, RecommendationStatus, RunId, Timestamp, WorkOrderId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// The models that runs are of, as `run.model` names them.
pub const PRIORITIZATION: &str = "maintenance_prioritization";
pub const DISPATCH: &str = "workforce_dispatch";
pub const PRODUCTION_RISK: &str = "production_risk";
pub const DEFERRAL_FLEET: &str = "deferral_fleet";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    Running,
    Done,
    /// A person stopped it; what it had found by then is kept.
    Cancelled,
    /// It found nothing, or the process ended under it; `failure` says why.
    Failed,
}

impl RunStatus {
    pub const ALL: [Self; 4] = [Self::Running, Self::Done, Self::Cancelled, Self::Failed];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }
}

impl std::str::FromStr for RunStatus {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|v| v.as_str() == s).ok_or_else(|| format!("no such status of a run: {s}"))
    }
}

/// What the solver says of its plan, as it had it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunResult {
    pub objective: Option<f64>,
    /// No plan costs less. None: nothing is proven.
    pub bound: Option<f64>,
    /// How far the plan can be from the best, as a share of its cost.
    pub gap: Option<f64>,
    /// `optimal`, `feasible`, `infeasible`, `not_found`
    pub solver_status: Option<String>,
    /// Figures of the search: seconds to the first plan, steps, assets, orders.
    pub statistics: BTreeMap<String, f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OptimizationRun {
    pub id: RunId,
    /// `maintenance_prioritization`, `workforce_dispatch`, `production_risk`, `deferral_fleet`
    pub model: String,
    /// What the person asked for (site, families, ...).
    #[ts(type = "Record<string, unknown>")]
    pub parameters: serde_json::Value,
    /// SHA-256 (hex) of the model's whole input: equal inputs, equal fingerprint.
    pub input_fingerprint: String,
    pub started_at: Timestamp,
    pub seconds: f64,
    pub started_by: PersonId,
    /// Assets that were ranked; orders, interventions or assets that were planned.
    #[ts(type = "number")]
    pub ranked: u64,
    /// Left out for want of a score or a failure model, or unassigned, which is said, not hidden.
    #[ts(type = "number")]
    pub without_score: u64,
    /// The version of the cost model that it used; 0 is the built-in example. None: a run from before there was one.
    pub cost_model_version: Option<u32>,
    pub status: RunStatus,
    /// The scenario's name; empty where nobody gave one.
    pub name: String,
    #[ts(type = "number | null")]
    pub seed: Option<u64>,
    pub time_limit_seconds: Option<f64>,
    /// The run that it was made from by a change.
    pub based_on: Option<RunId>,
    /// Neither pruned nor deleted.
    pub is_locked: bool,
    pub failure: Option<Message>,
    /// What it proposes, in all.
    pub proposals: u32,
    #[serde(flatten)]
    pub result: RunResult,
}

/// What a run proposes beyond a rank: an order's engineer and day, an intervention's period, a day to wait for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Proposal {
    pub id: RecommendationId,
    pub run_id: RunId,
    /// 1 is first.
    pub rank: u32,
    pub asset_id: AssetId,
    /// The order that it is about, where there is one already.
    pub work_order_id: Option<WorkOrderId>,
    pub action: Message,
    pub why: Vec<Message>,
    /// Against leaving it, in the cost model's currency.
    pub saving: Option<f64>,
    /// What the model says of it.
    #[ts(type = "Record<string, unknown>")]
    pub detail: serde_json::Value,
    #[serde(flatten)]
    pub status: RecommendationStatus,
}

impl OptimizationRun {
    /// A run that begins now.
    pub fn started(model: &str, parameters: serde_json::Value, started_by: PersonId, at: Timestamp) -> Self {
        Self {
            id: RunId::new(),
            model: model.into(),
            parameters,
            input_fingerprint: String::new(),
            started_at: at,
            seconds: 0.0,
            started_by,
            ranked: 0,
            without_score: 0,
            cost_model_version: None,
            status: RunStatus::Running,
            name: String::new(),
            seed: None,
            time_limit_seconds: None,
            based_on: None,
            is_locked: false,
            failure: None,
            proposals: 0,
            result: RunResult::default(),
        }
    }
}
