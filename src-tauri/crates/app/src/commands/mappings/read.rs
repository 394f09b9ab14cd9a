//! The list of mappings, with each signal's newest value and what keeps it from being delivered; and the preview of one
//! that is being drawn.

use super::draw::{conversion_failure, parse_decimal};
use crate::{
    Caller,
    commands::{
        assets::{LatestValue, latest_values},
        checked::page_size,
        integrations::source_of,
    },
    failures::{OrFailure, failure, out_of_range},
    plant::Plant,
};
use connectors::TagPreview;
use domain::{AssetId, Conversion, ErrorCode, Failure, IntegrationId, MappingId, Page, Quality, RawReading, SignalNo};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::mapping::{MappingFilter, MappingSort, NamedMapping};
use ts_rs::TS;

/// What can be wrong with a signal now; each count of the dashboard and of an integration's card equals the list with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignalState {
    /// Its newest reading is bad.
    Bad,
    Stale,
    /// Its integration runs but can't follow the tag; the row says why.
    NotDelivering,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct ListMappings {
    pub integration_id: Option<IntegrationId>,
    pub asset_id: Option<AssetId>,
    pub search: Option<String>,
    pub only_active: Option<bool>,
    /// Only active signals of which this is true.
    pub state: Option<SignalState>,
    pub sort: Option<MappingSort>,
    pub descending: Option<bool>,
    pub offset: Option<u32>,
    /// At most 500; default 100.
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MappingRow {
    #[serde(flatten)]
    pub named: NamedMapping,
    pub latest: Option<LatestValue>,
    /// Why the tag can't be followed now.
    pub problem: Option<Failure>,
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
    pub quality: Quality,
    pub problem: Option<Failure>,
}

#[derive(Debug, Serialize, TS)]
pub struct MappingPreviews {
    pub previews: Vec<MappingPreview>,
}

/// A person's own preview: more would be a stream.
const MOST_PREVIEWS: usize = 500;

pub async fn list_mappings(caller: &Caller<'_>, request: ListMappings) -> Result<Page<MappingRow>, Failure> {
    let plant = caller.plant()?;
    let mut failed = plant.supervisor.failed_tags();
    let filter = MappingFilter {
        integration_id: request.integration_id,
        asset_id: request.asset_id,
        search: request.search,
        only_active: request.only_active.unwrap_or(false) || request.state.is_some(),
        only_bad: request.state == Some(SignalState::Bad),
        stale_at: (request.state == Some(SignalState::Stale)).then(|| caller.now()),
        signals: (request.state == Some(SignalState::NotDelivering)).then(|| failed.keys().copied().collect()),
        sort: request.sort.unwrap_or_default(),
        descending: request.descending.unwrap_or(false),
        offset: request.offset.unwrap_or(0),
        limit: page_size(request.limit),
    };
    let page = plant.store.read(|c| store::mapping::list(c, &filter)).or_failure()?;
    let items = with_values(&plant, page.items, &mut failed)?;
    Ok(Page { items, total: page.total })
}

/// One row as the list has it.
pub(super) fn row_of(plant: &Plant, id: MappingId) -> Result<MappingRow, Failure> {
    let only = |signal| MappingFilter { signals: Some(vec![signal]), ..Default::default() };
    let page = plant.store.read(|c| store::mapping::list(c, &only(store::mapping::get(c, id)?.signal))).or_failure()?;
    let mut rows = with_values(plant, page.items, &mut plant.supervisor.failed_tags())?;
    rows.pop().ok_or_else(|| failure(ErrorCode::NotFound, "store-not-found").detail(id))
}

fn with_values(
    plant: &Plant,
    rows: Vec<NamedMapping>,
    failed: &mut HashMap<SignalNo, Failure>,
) -> Result<Vec<MappingRow>, Failure> {
    let signals: Vec<SignalNo> = rows.iter().map(|r| r.mapping.signal).collect();
    let mut latest = latest_values(plant, &signals)?;
    let row = |named: NamedMapping| MappingRow {
        latest: latest.remove(&named.mapping.signal),
        problem: failed.remove(&named.mapping.signal),
        named,
    };
    Ok(rows.into_iter().map(row).collect())
}

pub async fn preview_mappings(caller: &Caller<'_>, request: PreviewMappings) -> Result<MappingPreviews, Failure> {
    if request.requests.len() > MOST_PREVIEWS {
        return Err(out_of_range("requests", 0.0, MOST_PREVIEWS as f64));
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
