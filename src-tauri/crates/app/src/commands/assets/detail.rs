//! One asset with all that belongs to it: ancestors, children, metrics with what feeds them, score, open work.

use super::{AssetRow, HealthBand, LatestValue, latest_values, simulated_assets};
use crate::{Caller, failures::OrFailure, plant::Plant};
use domain::{
    Asset, AssetId, ConnectorKind, Failure, IntegrationId, MappingId, Metric, Score, SignalNo, Site, Timestamp,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct AssetRef {
    pub id: AssetId,
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
    /// Fed by the demo plant.
    pub is_simulated: bool,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListScores {
    pub asset_id: AssetId,
    pub from: Timestamp,
    pub to: Timestamp,
}

/// Scores of one asset at most; a minute apart that is a fortnight.
const MOST_SCORES: u32 = 20_000;

pub async fn get_asset(caller: &Caller<'_>, request: AssetRef) -> Result<AssetDetail, Failure> {
    let plant = caller.plant()?;
    let (asset, site, ancestors, children, metrics, score, mapped, open_work_orders, simulated) = plant
        .store
        .read(|c| {
            let asset = store::asset::get(c, request.id)?;
            let site = store::site::get(c, asset.site_id)?;
            let mut ancestors = Vec::new();
            let mut above = asset.parent_id;
            while let Some(id) = above {
                let parent = store::asset::get(c, id)?;
                above = parent.parent_id;
                ancestors.insert(0, parent);
            }
            let children = store::asset::children(c, asset.site_id, Some(asset.id))?;
            let metrics = store::metric::list_for_asset(c, asset.id)?;
            let score = store::score::latest_for_asset(c, asset.id)?;
            let mapped = store::mapping::MappingFilter { asset_id: Some(asset.id), limit: 500, ..Default::default() };
            let mapped = store::mapping::list(c, &mapped)?.items;
            let unfinished = store::work_order::WorkOrderFilter {
                asset_id: Some(asset.id),
                only_open: true,
                limit: 1,
                ..Default::default()
            };
            let open = store::work_order::list(c, &unfinished)?.total as u32;
            Ok((asset, site, ancestors, children, metrics, score, mapped, open, simulated_assets(c)?))
        })
        .or_failure()?;
    let signals: Vec<SignalNo> = mapped.iter().map(|m| m.mapping.signal).collect();
    let mut latest = latest_values(&plant, &signals)?;
    let demo = demo_integrations(&plant)?;
    let mut details: Vec<MetricDetail> =
        metrics.into_iter().map(|metric| MetricDetail { metric, sources: Vec::new() }).collect();
    for row in mapped {
        let source = MetricSource {
            mapping_id: row.mapping.id,
            signal: row.mapping.signal,
            integration_id: row.mapping.integration_id,
            integration_name: row.integration_name,
            external_tag: row.mapping.external_tag,
            is_active: row.mapping.is_active,
            is_demo: demo.contains(&row.mapping.integration_id),
            latest: latest.remove(&row.mapping.signal),
        };
        if let Some(detail) = details.iter_mut().find(|d| d.metric.id == row.mapping.metric_id) {
            detail.sources.push(source);
        }
    }
    Ok(AssetDetail {
        band: HealthBand::of(score.as_ref().and_then(Score::health)),
        children: children.into_iter().map(|r| AssetRow::of(r, &simulated)).collect(),
        is_simulated: simulated.contains(&asset.id),
        asset,
        site,
        ancestors,
        metrics: details,
        score,
        open_work_orders,
    })
}

pub async fn list_scores(caller: &Caller<'_>, request: ListScores) -> Result<Vec<Score>, Failure> {
    let plant = caller.plant()?;
    let mut scores =
        plant.store.read(|c| store::score::history(c, request.asset_id, request.from, MOST_SCORES)).or_failure()?;
    scores.retain(|s| s.at <= request.to);
    Ok(scores)
}

fn demo_integrations(plant: &Plant) -> Result<Vec<IntegrationId>, Failure> {
    let all = plant.store.read(store::integration::list).or_failure()?;
    Ok(all.into_iter().filter(|i| i.connector == ConnectorKind::Demo).map(|i| i.id).collect())
}
