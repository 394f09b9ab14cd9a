//! A run of an optimization and what it proposes.

use crate::{AssetId, Message, PersonId, RecommendationId, RunId, Timestamp, WorkOrderId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OptimizationRun {
    pub id: RunId,
    /// `maintenance_prioritization`
    pub model: String,
    /// What the person asked for (site, families, ...).
    #[ts(type = "Record<string, unknown>")]
    pub parameters: serde_json::Value,
    /// SHA-256 (hex) of the model's whole input: equal inputs, equal fingerprint.
    pub input_fingerprint: String,
    pub started_at: Timestamp,
    pub seconds: f64,
    pub started_by: PersonId,
    /// Assets that were ranked.
    #[ts(type = "number")]
    pub ranked: u64,
    /// Assets left out because they have no score, which is said, not hidden.
    #[ts(type = "number")]
    pub without_score: u64,
}

/// Where a recommendation stands. What can't be is not sayable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "status", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum RecommendationStatus {
    Proposed,
    Accepted { by: PersonId, at: Timestamp, work_order_id: WorkOrderId },
    Rejected { by: PersonId, at: Timestamp, reason: String },
}

/// The terms of `priority = (100 - health) * 0.4 + failure_probability * 100 * 0.4 + criticality_weight * 10`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PriorityTerms {
    pub health: f64,
    pub failure_probability: f64,
    pub criticality_weight: f64,
    pub health_term: f64,
    pub probability_term: f64,
    pub criticality_term: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Recommendation {
    pub id: RecommendationId,
    pub run_id: RunId,
    /// 1 is first.
    #[ts(type = "number")]
    pub rank: u64,
    pub asset_id: AssetId,
    pub priority: f64,
    pub terms: PriorityTerms,
    /// What to do: `action-immediate` ("Immediate maintenance required").
    pub action: Message,
    /// Why: the factors that weigh most.
    pub why: Vec<Message>,
    #[serde(flatten)]
    pub status: RecommendationStatus,
}
