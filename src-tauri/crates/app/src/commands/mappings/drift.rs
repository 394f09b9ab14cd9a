//! A person looks whether the source is still as it was mapped, and binds a mapping to where its signal is now. The signal
//! keeps its number, and so its trend.

use super::{
    draw::conversion_failure,
    read::{MappingRow, row_of},
};
pub use crate::drift::DriftPage;
use crate::{
    Caller,
    commands::{checked::checked_unit, integrations::source_of},
    drift::{note, stretch, tell},
    failures::{OrFailure, invalid},
};
use domain::{Conversion, Failure, IntegrationId, MappingId, SignalMapping};
use serde::Deserialize;
use std::time::Duration;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct CheckDrift {
    pub integration_id: IntegrationId,
    /// `next` of the call before.
    pub from: Option<u32>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct RebindMapping {
    #[ts(optional = false)]
    pub id: MappingId,
    /// Where its signal is now; absent: the tag stays, and what the source tells of it now is what was meant.
    pub external_tag: Option<String>,
    /// What the source tells now; absent: the unit stays.
    pub source_unit: Option<String>,
}

/// Then the answer is told, whatever is left.
const STRETCH: Duration = Duration::from_secs(3);
/// Active mappings, a stretch at a time. What is found stands in the integration's log too.
pub async fn check_drift(caller: &Caller<'_>, request: CheckDrift) -> Result<DriftPage, Failure> {
    let plant = caller.plant()?;
    let source = source_of(caller, request.integration_id)?;
    let integration = plant.store.read(|c| store::integration::get(c, request.integration_id)).or_failure()?;
    let from = request.from.unwrap_or(0);
    let page = stretch(&plant, source.as_ref(), &integration, from, STRETCH).await?;
    note(&plant, integration.id, page.noted(from))?;
    if !page.rows.is_empty() {
        tell(&plant, integration.id, page.rows.len() as u32, page.checked)?;
    }
    Ok(page)
}

pub async fn rebind_mapping(caller: &Caller<'_>, request: RebindMapping) -> Result<MappingRow, Failure> {
    let plant = caller.plant()?;
    let (before, metric_unit) = plant
        .store
        .read(|c| {
            let mapping = store::mapping::get(c, request.id)?;
            let metric = store::metric::get(c, mapping.metric_id)?;
            Ok((mapping, metric.unit))
        })
        .or_failure()?;
    let external_tag = request.external_tag.unwrap_or_else(|| before.external_tag.clone());
    if external_tag.trim().is_empty() {
        return Err(invalid("config-field-required", "externalTag"));
    }
    let source_unit = request.source_unit.unwrap_or_else(|| before.source_unit.clone());
    checked_unit(&source_unit)?;
    Conversion::new(before.scale, before.offset, &source_unit, &metric_unit).map_err(conversion_failure)?;
    let mapping = SignalMapping { external_tag, source_unit, ..before };
    let bind = |t: &store::Transaction<'_>| {
        store::mapping::update(t, &mapping)?;
        store::source_look::rebound(t, mapping.id)
    };
    plant.store.write(bind).or_failure()?;
    plant.supervisor.reconcile(&plant, None).await?;
    row_of(&plant, mapping.id)
}
