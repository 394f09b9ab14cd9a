//! What happened to integrations: their own log, and the gaps in their readings.

use crate::{Caller, commands::checked::page_size, failures::OrFailure};
use domain::{Failure, Gap, IntegrationId, Page, Timestamp};
use serde::{Deserialize, Serialize};
pub use store::integration_event::LogLine;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ListEvents {
    pub integration_id: Option<IntegrationId>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GapRow {
    pub gap: Gap,
    pub external_tag: String,
    pub asset_tag: String,
    pub metric_name: String,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ListGaps {
    pub integration_id: Option<IntegrationId>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

pub async fn list_integration_events(caller: &Caller<'_>, request: ListEvents) -> Result<Vec<LogLine>, Failure> {
    let limit = page_size(request.limit);
    let page = caller.plant()?.store.read(|c| store::integration_event::list(c, request.integration_id, 0, limit));
    Ok(page.or_failure()?.items)
}

pub async fn list_gaps(caller: &Caller<'_>, request: ListGaps) -> Result<Page<GapRow>, Failure> {
    let to = request.to.unwrap_or_else(|| caller.now() + chrono::Duration::days(1));
    let from = request.from.unwrap_or(to - chrono::Duration::days(31));
    let filter = store::gap::GapFilter {
        integration_id: request.integration_id,
        from,
        to,
        offset: request.offset.unwrap_or(0),
        limit: page_size(request.limit),
    };
    let page = caller.plant()?.store.read(|c| store::gap::list(c, &filter)).or_failure()?;
    let row = |g: store::gap::GapRow| GapRow {
        gap: g.gap,
        external_tag: g.external_tag,
        asset_tag: g.asset_tag,
        metric_name: g.metric_name,
    };
    Ok(Page { items: page.items.into_iter().map(row).collect(), total: page.total })
}
