//! The history of an asset: failures and maintenance, recorded, changed and taken back.

use super::{assets::page_size, checked::checked_note, workspace::Done};
use crate::{
    Caller,
    failures::{OrFailure, failure, out_of_range},
};
use domain::{AssetEvent, AssetEventId, AssetEventKind, AssetId, ErrorCode, Failure, Page, Timestamp};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ListAssetEvents {
    pub asset_id: AssetId,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssetEventRow {
    pub event: AssetEvent,
    pub recorded_by_name: String,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct SaveAssetEvent {
    /// None: a new one.
    pub id: Option<AssetEventId>,
    /// The version that the person saw, where one is changed.
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    pub asset_id: AssetId,
    pub at: Timestamp,
    pub what: AssetEventKind,
    pub downtime_hours: Option<f64>,
    #[ts(optional, type = "string")]
    pub cost: Option<Decimal>,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize, TS)]
pub struct AssetEventRef {
    pub id: AssetEventId,
}

/// A year of standing still, and costs that are slips of the keyboard beyond.
const MOST_DOWNTIME_HOURS: f64 = 8_760.0;
const MOST_COST: i64 = 10_000_000_000;
const MOST_NOTE: usize = 2_000;

/// Newest first.
pub async fn list_asset_events(caller: &Caller<'_>, request: ListAssetEvents) -> Result<Page<AssetEventRow>, Failure> {
    caller
        .plant()?
        .store
        .read(|c| {
            let (offset, limit) = (request.offset.unwrap_or(0), page_size(request.limit));
            let page = store::asset_event::list(c, request.asset_id, offset, limit)?;
            let items = page.items.into_iter().map(|event| row_of(c, event)).collect::<store::Result<_>>()?;
            Ok(Page { items, total: page.total })
        })
        .or_failure()
}

pub async fn save_asset_event(caller: &Caller<'_>, request: SaveAssetEvent) -> Result<AssetEventRow, Failure> {
    let now = caller.now();
    if request.at > now {
        return Err(failure(ErrorCode::Invalid, "asset-event-ahead"));
    }
    if request.downtime_hours.is_some_and(|hours| !(0.0..=MOST_DOWNTIME_HOURS).contains(&hours)) {
        return Err(out_of_range("downtimeHours", 0.0, MOST_DOWNTIME_HOURS));
    }
    if request.cost.is_some_and(|cost| cost < Decimal::ZERO || cost > Decimal::from(MOST_COST)) {
        return Err(out_of_range("cost", 0.0, MOST_COST as f64));
    }
    let note = request.note.unwrap_or_default();
    checked_note(&note, "note")?;
    let event = AssetEvent {
        id: request.id.unwrap_or_else(AssetEventId::new),
        asset_id: request.asset_id,
        at: request.at,
        what: request.what,
        downtime_hours: request.downtime_hours,
        cost: request.cost,
        note: note.trim().chars().take(MOST_NOTE).collect(),
        recorded_by: caller.person()?.id,
        recorded_at: now,
        version: request.version.unwrap_or(0) + 1,
    };
    caller
        .plant()?
        .store
        .write(|t| {
            store::asset::get(t, event.asset_id)?;
            let first = request.id.map(|id| {
                let absent = || store::StoreError::NotFound { what: "asset-event", id: id.to_string() };
                store::asset_event::find(t, id)?.ok_or_else(absent)
            });
            store::asset_event::save(t, &event)?;
            let event = event.clone();
            let event = match first.transpose()? {
                Some(first) => AssetEvent { recorded_by: first.recorded_by, recorded_at: first.recorded_at, ..event },
                None => event,
            };
            row_of(t, event)
        })
        .or_failure()
}

pub async fn delete_asset_event(caller: &Caller<'_>, request: AssetEventRef) -> Result<Done, Failure> {
    caller.plant()?.store.write(|t| store::asset_event::delete(t, request.id)).or_failure()?;
    Ok(Done {})
}

fn row_of(c: &store::Connection, event: AssetEvent) -> store::Result<AssetEventRow> {
    let recorded_by_name = store::person::get(c, event.recorded_by).map(|p| p.display_name).unwrap_or_default();
    Ok(AssetEventRow { event, recorded_by_name })
}
