//! Signal mappings: which tag feeds which metric; preview, bulk edits, CSV in and out.

use connectors::TagPreview;
use domain::{AssetId, Failure, IntegrationId, MappingId, MetricId, SignalMapping};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::assets::LatestValue;

#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MappingSortKey {
    #[default]
    Tag,
    Asset,
    Metric,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct ListMappings {
    pub integration_id: Option<IntegrationId>,
    pub asset_id: Option<AssetId>,
    pub search: Option<String>,
    pub only_active: Option<bool>,
    pub sort: Option<MappingSortKey>,
    pub descending: Option<bool>,
    pub offset: Option<u32>,
    /// At most 500; default 100.
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MappingRow {
    pub mapping: SignalMapping,
    pub integration_name: String,
    pub asset_id: AssetId,
    pub asset_tag: String,
    pub asset_name_en: String,
    pub asset_name_ar: String,
    pub metric_name: String,
    pub metric_unit: String,
    pub latest: Option<LatestValue>,
}

/// A mapping as a person draws it. The metric is named; where the asset has none of that name it is made with `metric_unit`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewMapping {
    pub integration_id: IntegrationId,
    pub external_tag: String,
    pub asset_id: AssetId,
    pub metric_name: String,
    /// UCUM; must equal the metric's where it exists.
    pub metric_unit: String,
    pub source_unit: String,
    /// Exact decimal as text; default `1`.
    #[serde(default = "one")]
    #[ts(as = "Option<String>", optional)]
    pub scale: Decimal,
    #[serde(default)]
    #[ts(as = "Option<String>", optional)]
    pub offset: Decimal,
    #[ts(optional)]
    pub sampling_interval_ms: Option<u32>,
    #[ts(optional)]
    pub deadband: Option<f64>,
}

fn one() -> Decimal {
    Decimal::ONE
}

#[derive(Debug, Deserialize, TS)]
pub struct CreateMappings {
    pub mappings: Vec<NewMapping>,
}

#[derive(Debug, Serialize, TS)]
pub struct CreatedMappings {
    pub ids: Vec<MappingId>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UpdateMapping {
    pub id: MappingId,
    pub metric_id: MetricId,
    pub source_unit: String,
    #[ts(type = "string")]
    pub scale: Decimal,
    #[ts(type = "string")]
    pub offset: Decimal,
    pub is_active: bool,
    #[ts(optional)]
    pub sampling_interval_ms: Option<u32>,
    #[ts(optional)]
    pub deadband: Option<f64>,
}

#[derive(Debug, Deserialize, TS)]
pub struct MappingRefs {
    pub ids: Vec<MappingId>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetMappingsActive {
    pub ids: Vec<MappingId>,
    pub is_active: bool,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRequest {
    pub external_tag: String,
    /// Decimal as text: what a person is typing may be wrong, which is then said.
    pub scale: String,
    pub offset: String,
    pub source_unit: String,
    pub metric_unit: String,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewMappings {
    pub integration_id: IntegrationId,
    pub requests: Vec<PreviewRequest>,
}

/// Raw -> converted, with quality; or why not.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MappingPreview {
    pub raw: TagPreview,
    pub converted: Option<f64>,
    pub quality: domain::Quality,
    pub problem: Option<Failure>,
}

#[derive(Debug, Serialize, TS)]
pub struct MappingPreviews {
    pub previews: Vec<MappingPreview>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportMappings {
    pub csv: String,
    /// True: nothing is written; every row's verdict is told.
    pub dry_run: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowVerdict {
    Create,
    Update,
    Unchanged,
    Refused,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportRow {
    /// As in the file; the header is row 1.
    pub row: u32,
    pub external_tag: String,
    pub verdict: RowVerdict,
    pub problems: Vec<Failure>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    pub dry_run: bool,
    pub created: u32,
    pub updated: u32,
    pub unchanged: u32,
    pub refused: u32,
    /// Refused rows first, then the others in file order; at most 1,000 of them.
    pub rows: Vec<ImportRow>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ExportMappings {
    pub integration_id: Option<IntegrationId>,
    /// With a byte-order mark, for Excel.
    pub for_excel: Option<bool>,
}

/// A text file for the person to save.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextFile {
    pub file_name: String,
    pub content: String,
}
