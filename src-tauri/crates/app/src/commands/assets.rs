//! Sites, assets, their metrics and limits: the plant as a tree and as a list.

use domain::{
    Asset, AssetId, AssetStatus, Criticality, Family, IntegrationId, Limits, MappingId, Metric, MetricId, Score,
    SignalNo, Site, SiteId, StatusCode, Timestamp,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveSite {
    /// Absent: a new one.
    #[ts(optional)]
    pub id: Option<SiteId>,
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    pub time_zone: String,
    #[ts(optional)]
    pub latitude: Option<f64>,
    #[ts(optional)]
    pub longitude: Option<f64>,
}

#[derive(Debug, Deserialize, TS)]
pub struct SiteRef {
    pub id: SiteId,
}

#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AssetSortKey {
    #[default]
    Tag,
    Name,
    Criticality,
    Health,
    FailureProbability,
}

/// Bands of health that dashboard and list share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HealthBand {
    /// below 40
    Poor,
    /// 40 up to 70
    Fair,
    /// 70 and above
    Good,
    /// No score, or insufficient data.
    Unknown,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct ListAssets {
    pub search: Option<String>,
    pub site_id: Option<SiteId>,
    pub family: Option<Family>,
    pub criticality: Option<Criticality>,
    pub band: Option<HealthBand>,
    pub sort: Option<AssetSortKey>,
    pub descending: Option<bool>,
    pub offset: Option<u32>,
    /// At most 500; default 100.
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssetRow {
    pub asset: Asset,
    pub site_code: String,
    pub health: Option<f64>,
    pub failure_probability: Option<f64>,
    pub is_simulated: bool,
    pub scored_at: Option<Timestamp>,
    pub band: HealthBand,
    pub child_count: u32,
    pub metric_count: u32,
}

/// The children of a node of the tree; all absent: the sites.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct ListAssetChildren {
    pub site_id: Option<SiteId>,
    pub parent_id: Option<AssetId>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum TreeNode {
    Site { site: Site, asset_count: u32 },
    Asset { row: AssetRow },
}

#[derive(Debug, Deserialize, TS)]
pub struct AssetRef {
    pub id: AssetId,
}

/// A value with what must always be shown beside it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LatestValue {
    pub signal: SignalNo,
    /// In the metric's unit; none while the quality is bad.
    pub value: Option<f64>,
    /// The last good one, kept apart.
    pub last_good_value: Option<f64>,
    pub last_good_at: Option<Timestamp>,
    pub status: StatusCode,
    pub quality: domain::Quality,
    pub source_time: Timestamp,
    pub server_time: Option<Timestamp>,
    pub receipt_time: Timestamp,
    /// Older than the signal's stale threshold.
    pub is_stale: bool,
}

/// What feeds a metric.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MetricSource {
    pub mapping_id: MappingId,
    pub signal: SignalNo,
    pub integration_id: IntegrationId,
    pub integration_name: String,
    pub external_tag: String,
    pub is_active: bool,
    pub is_demo: bool,
    pub latest: Option<LatestValue>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MetricDetail {
    pub metric: Metric,
    pub sources: Vec<MetricSource>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssetDetail {
    pub asset: Asset,
    pub site: Site,
    /// From the top down to its parent.
    pub ancestors: Vec<Asset>,
    pub children: Vec<AssetRow>,
    pub metrics: Vec<MetricDetail>,
    pub score: Option<Score>,
    pub band: HealthBand,
    pub open_work_orders: u32,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveAsset {
    /// Absent: a new one.
    #[ts(optional)]
    pub id: Option<AssetId>,
    pub site_id: SiteId,
    #[ts(optional)]
    pub parent_id: Option<AssetId>,
    pub tag_code: String,
    pub name_en: String,
    pub name_ar: String,
    pub family: Family,
    pub criticality: Criticality,
    pub status: AssetStatus,
    #[ts(optional)]
    pub installed_on: Option<chrono::NaiveDate>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveMetric {
    /// Absent: a new one.
    #[ts(optional)]
    pub id: Option<MetricId>,
    pub asset_id: AssetId,
    pub name: String,
    pub unit: String,
    pub limits: Limits,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListScores {
    pub asset_id: AssetId,
    pub from: Timestamp,
    pub to: Timestamp,
}
