//! Signal mappings: which tag feeds which metric; preview, bulk edits, CSV in and out.

use super::{
    assets::{checked_metric_name, checked_unit, latest_values, page_size},
    integrations::source_of,
    workspace::Done,
};
use crate::{
    Caller,
    failures::{OrFailure, failure},
    mapping_csv,
    plant::Plant,
};
use connectors::TagPreview;
use domain::{AssetId, Failure, IntegrationId, MappingId, MetricId, SignalMapping};
use domain::{Conversion, ConversionError, ErrorCode, Message, Metric, Page, Quality, RawReading, SignalNo};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
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

/// What can be wrong with a signal now; each count of the dashboard equals the list with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignalState {
    Bad,
    Stale,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct ListMappings {
    pub integration_id: Option<IntegrationId>,
    pub asset_id: Option<AssetId>,
    pub search: Option<String>,
    pub only_active: Option<bool>,
    /// Only signals whose newest reading is bad, or that are stale.
    pub state: Option<SignalState>,
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

/// A person's own preview: more would be a stream.
const MOST_PREVIEWS: usize = 500;
/// The fastest sampling that is asked of a source, and the slowest.
const SAMPLING_RANGE_MS: std::ops::RangeInclusive<u32> = 10..=86_400_000;

pub async fn list_mappings(caller: &Caller<'_>, request: ListMappings) -> Result<Page<MappingRow>, Failure> {
    let plant = caller.plant()?;
    let filter = store::mapping::MappingFilter {
        integration_id: request.integration_id,
        asset_id: request.asset_id,
        search: request.search,
        only_active: request.only_active.unwrap_or(false) || request.state.is_some(),
        only_bad: request.state == Some(SignalState::Bad),
        stale_at: (request.state == Some(SignalState::Stale)).then(|| caller.now()),
        sort: match request.sort.unwrap_or_default() {
            MappingSortKey::Tag => store::mapping::MappingSort::Tag,
            MappingSortKey::Asset => store::mapping::MappingSort::Asset,
            MappingSortKey::Metric => store::mapping::MappingSort::Metric,
        },
        descending: request.descending.unwrap_or(false),
        offset: request.offset.unwrap_or(0),
        limit: page_size(request.limit),
    };
    let page = plant.store.read(|c| store::mapping::list(c, &filter)).or_failure()?;
    let signals: Vec<SignalNo> = page.items.iter().map(|r| r.mapping.signal).collect();
    let mut latest = latest_values(&plant, &signals)?;
    let row = |r: store::mapping::MappingRow| MappingRow {
        latest: latest.remove(&r.mapping.signal),
        integration_name: r.integration_name,
        asset_id: r.asset_id,
        asset_tag: r.asset_tag,
        asset_name_en: r.asset_name_en,
        asset_name_ar: r.asset_name_ar,
        metric_name: r.metric_name,
        metric_unit: r.metric_unit,
        mapping: r.mapping,
    };
    Ok(Page { items: page.items.into_iter().map(row).collect(), total: page.total })
}

pub async fn preview_mappings(caller: &Caller<'_>, request: PreviewMappings) -> Result<MappingPreviews, Failure> {
    if request.requests.len() > MOST_PREVIEWS {
        return Err(crate::failures::invalid("config-number-out-of-range", "requests"));
    }
    let tags: Vec<String> = request.requests.iter().map(|r| r.external_tag.clone()).collect();
    let raw = source_of(caller, request.integration_id)?.read(&tags).await.map_err(|e| e.failure)?;
    let previews = raw.into_iter().zip(&request.requests).map(|(raw, asked)| preview(raw, asked)).collect();
    Ok(MappingPreviews { previews })
}

fn preview(raw: TagPreview, asked: &PreviewRequest) -> MappingPreview {
    let conversion = parse_decimal(&asked.scale, "scale")
        .and_then(|scale| Ok((scale, parse_decimal(&asked.offset, "offset")?)))
        .and_then(|(scale, offset)| {
            Conversion::new(scale, offset, &asked.source_unit, &asked.metric_unit).map_err(conversion_failure)
        });
    let reading = conversion.as_ref().ok().map(|c| {
        c.resolve(&RawReading {
            signal: SignalNo(0),
            value: raw.value.clone(),
            status: raw.status,
            source_time: raw.source_time.unwrap_or_default(),
            server_time: None,
            receipt_time: raw.source_time.unwrap_or_default(),
        })
    });
    let is_number = raw.value.as_number().is_some() || raw.status.quality() == Quality::Bad;
    let problem = match conversion {
        Err(problem) => Some(problem),
        Ok(_) if !is_number => Some(failure(ErrorCode::Invalid, "mapping-tag-not-numeric")),
        Ok(_) => None,
    };
    MappingPreview {
        converted: reading.and_then(|r| r.value),
        quality: reading.map_or(raw.status.quality(), |r| r.quality()),
        problem,
        raw,
    }
}

pub async fn create_mappings(caller: &Caller<'_>, request: CreateMappings) -> Result<CreatedMappings, Failure> {
    let plant = caller.plant()?;
    for mapping in &request.mappings {
        check(mapping)?;
    }
    let outcome = plant.store.write(|t| {
        let mut made = Vec::with_capacity(request.mappings.len());
        for new in &request.mappings {
            made.push(mapping_of(t, new, MappingId::new())?);
        }
        store::mapping::insert_many(t, &made)
    });
    let inserted = outcome.map_err(refused)?;
    plant.supervisor.reconcile(&plant, None).await?;
    Ok(CreatedMappings { ids: inserted.into_iter().map(|m| m.id).collect() })
}

pub async fn update_mapping(caller: &Caller<'_>, request: UpdateMapping) -> Result<MappingRow, Failure> {
    let plant = caller.plant()?;
    check_sampling(request.sampling_interval_ms, request.deadband)?;
    let (metric, before) = plant
        .store
        .read(|c| Ok((store::metric::get(c, request.metric_id)?, store::mapping::get(c, request.id)?)))
        .or_failure()?;
    Conversion::new(request.scale, request.offset, &request.source_unit, &metric.unit).map_err(conversion_failure)?;
    let mapping = SignalMapping {
        metric_id: request.metric_id,
        source_unit: request.source_unit,
        scale: request.scale,
        offset: request.offset,
        is_active: request.is_active,
        sampling_interval_ms: request.sampling_interval_ms,
        deadband: request.deadband,
        ..before
    };
    plant.store.write(|t| store::mapping::update(t, &mapping)).or_failure()?;
    plant.supervisor.reconcile(&plant, None).await?;
    row_of(caller, &plant, mapping.id).await
}

async fn row_of(caller: &Caller<'_>, plant: &Arc<Plant>, id: MappingId) -> Result<MappingRow, Failure> {
    let mapping = plant.store.read(|c| store::mapping::get(c, id)).or_failure()?;
    let request = ListMappings {
        integration_id: Some(mapping.integration_id),
        search: Some(mapping.external_tag.clone()),
        limit: Some(500),
        ..Default::default()
    };
    let page = list_mappings(caller, request).await?;
    page.items
        .into_iter()
        .find(|r| r.mapping.id == id)
        .ok_or_else(|| failure(ErrorCode::NotFound, "store-not-found").detail(id))
}

pub async fn set_mappings_active(caller: &Caller<'_>, request: SetMappingsActive) -> Result<Done, Failure> {
    let plant = caller.plant()?;
    plant.store.write(|t| store::mapping::set_active(t, &request.ids, request.is_active)).or_failure()?;
    plant.supervisor.reconcile(&plant, None).await?;
    Ok(Done {})
}

pub async fn delete_mappings(caller: &Caller<'_>, request: MappingRefs) -> Result<Done, Failure> {
    let plant = caller.plant()?;
    plant.store.write(|t| store::mapping::delete_many(t, &request.ids)).or_failure()?;
    plant.supervisor.reconcile(&plant, None).await?;
    Ok(Done {})
}

pub async fn import_mappings(caller: &Caller<'_>, request: ImportMappings) -> Result<ImportReport, Failure> {
    let plant = caller.plant()?;
    let report = mapping_csv::import(&plant, &request.csv, request.dry_run)?;
    if !request.dry_run {
        plant.supervisor.reconcile(&plant, None).await?;
    }
    Ok(report)
}

pub async fn export_mappings(caller: &Caller<'_>, request: ExportMappings) -> Result<TextFile, Failure> {
    let content = mapping_csv::export(&*caller.plant()?, request.integration_id)?;
    let mark = if request.for_excel.unwrap_or(false) { "\u{FEFF}" } else { "" };
    let file_name = format!("optria-mappings-{}.csv", caller.now().format("%Y%m%dT%H%M%SZ"));
    Ok(TextFile { file_name, content: format!("{mark}{content}") })
}

/// What can be refused without looking at the store.
pub(crate) fn check(new: &NewMapping) -> Result<(), Failure> {
    if new.external_tag.trim().is_empty() {
        return Err(crate::failures::invalid("config-field-required", "externalTag"));
    }
    checked_metric_name(&new.metric_name)?;
    checked_unit(&new.metric_unit)?;
    checked_unit(&new.source_unit)?;
    Conversion::new(new.scale, new.offset, &new.source_unit, &new.metric_unit).map_err(conversion_failure)?;
    check_sampling(new.sampling_interval_ms, new.deadband)
}

fn check_sampling(interval: Option<u32>, deadband: Option<f64>) -> Result<(), Failure> {
    if interval.is_some_and(|i| !SAMPLING_RANGE_MS.contains(&i)) {
        return Err(crate::failures::invalid("config-number-out-of-range", "samplingIntervalMs"));
    }
    if deadband.is_some_and(|d| !(d.is_finite() && d >= 0.0)) {
        return Err(crate::failures::invalid("config-number-out-of-range", "deadband"));
    }
    Ok(())
}

/// The mapping to store; its metric is made where the asset has none of that name.
pub(crate) fn mapping_of(t: &store::Transaction<'_>, new: &NewMapping, id: MappingId) -> store::Result<SignalMapping> {
    store::integration::get(t, new.integration_id)?;
    let asset = store::asset::get(t, new.asset_id)?;
    let metric = match store::metric::find_by_name(t, new.asset_id, &new.metric_name)? {
        Some(metric) if metric.unit == new.metric_unit => metric,
        Some(metric) => {
            let what = format!("{}.{} [{}]", asset.tag_code, metric.name, metric.unit);
            return Err(store::StoreError::Conflict { what });
        }
        None => {
            let metric = Metric {
                id: MetricId::new(),
                asset_id: new.asset_id,
                name: new.metric_name.clone(),
                unit: new.metric_unit.clone(),
                limits: domain::Limits::default(),
            };
            store::metric::upsert(t, &metric)?;
            metric
        }
    };
    Ok(SignalMapping {
        id,
        signal: SignalNo(0),
        integration_id: new.integration_id,
        metric_id: metric.id,
        external_tag: new.external_tag.trim().to_owned(),
        source_unit: new.source_unit.clone(),
        scale: new.scale,
        offset: new.offset,
        is_active: true,
        sampling_interval_ms: new.sampling_interval_ms,
        deadband: new.deadband,
    })
}

/// A unit that differs from the metric's own is the one conflict of a new mapping.
pub(crate) fn refused(e: store::StoreError) -> Failure {
    match e {
        store::StoreError::Conflict { what } => {
            Failure::new(ErrorCode::Conflict, Message::new("mapping-metric-unit-differs").with("metric", what))
        }
        e => crate::failures::from_store(e),
    }
}

pub(crate) fn conversion_failure(e: ConversionError) -> Failure {
    let message = match &e {
        ConversionError::ScaleIsZero => Message::new("mapping-scale-zero"),
        ConversionError::Unit(domain::UnitError::Unknown(unit)) => {
            Message::new("unit-unknown").with("unit", unit.clone())
        }
        ConversionError::Unit(domain::UnitError::Dimension { from, to }) => {
            Message::new("unit-dimension-differs").with("from", from.clone()).with("to", to.clone())
        }
    };
    Failure::new(ErrorCode::Invalid, message)
}

/// An exact decimal as a person types it: Latin or Arabic digits, either decimal mark.
pub(crate) fn parse_decimal(text: &str, field: &str) -> Result<Decimal, Failure> {
    let latin: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '\u{0660}'..='\u{0669}' => char::from(b'0' + (c as u32 - 0x0660) as u8),
            '\u{066B}' => '.',
            c => c,
        })
        .collect();
    let parsed = if latin.contains(['e', 'E']) { Decimal::from_scientific(&latin) } else { latin.parse() };
    parsed.map_err(|_| crate::failures::invalid("decimal-malformed", field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_nonsense_is_refused() {
        for (text, expected) in [("0.1", "0.1"), (" ٠٫٥ ", "0.5"), ("-12", "-12"), ("1e-3", "0.001")] {
            assert_eq!(parse_decimal(text, "scale").unwrap().normalize().to_string(), expected);
        }
        for text in ["", "NaN", "inf", "-infinity", "1,5", "0x10", "1e400", "--1"] {
            assert!(parse_decimal(text, "scale").is_err(), "{text}");
        }
    }
}
