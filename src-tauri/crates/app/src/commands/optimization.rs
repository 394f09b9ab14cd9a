//! Maintenance prioritization: run, look, accept into a work order, reject with a reason.

use domain::{AssetId, Criticality, OptimizationRun, Recommendation, RecommendationId, RunId, SiteId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Default, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct RunPrioritization {
    /// Only this site.
    pub site_id: Option<SiteId>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
#[derive(Default)]
pub struct ListRuns {
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunRow {
    pub run: OptimizationRun,
    pub started_by_name: String,
    /// True where an earlier run had the very same input.
    pub same_input_as_previous: bool,
    pub accepted: u32,
    pub rejected: u32,
}

#[derive(Debug, Deserialize, TS)]
pub struct RunRef {
    pub id: RunId,
}

#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecommendationFilter {
    Proposed,
    Accepted,
    Rejected,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ListRecommendations {
    pub run_id: RunId,
    pub status: Option<RecommendationFilter>,
    pub search: Option<String>,
    pub offset: Option<u32>,
    /// At most 500; default 100.
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecommendationRow {
    pub recommendation: Recommendation,
    pub asset_id: AssetId,
    pub asset_tag: String,
    pub asset_name_en: String,
    pub asset_name_ar: String,
    pub site_code: String,
    pub criticality: Criticality,
    pub is_simulated: bool,
    pub work_order_number: Option<String>,
}

#[derive(Debug, Deserialize, TS)]
pub struct RecommendationRef {
    pub id: RecommendationId,
}

#[derive(Debug, Deserialize, TS)]
pub struct RejectRecommendation {
    pub id: RecommendationId,
    /// Needed; it is kept.
    pub reason: String,
}
