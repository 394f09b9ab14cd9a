//! Sites, assets, their metrics and limits: the plant as a tree and as a list.

use super::workspace::{Done, Nothing, checked_name, checked_time_zone};
use crate::{
    Caller,
    failures::{OrFailure, failure, invalid},
    plant::Plant,
};
use domain::{
    Asset, AssetId, AssetStatus, ConnectorKind, Criticality, ErrorCode, Failure, Family, IntegrationId, Limits,
    MappingId, Message, Metric, MetricId, Score, SignalNo, Site, SiteId, StatusCode, Timestamp, Unit,
};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
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
    /// Fed by the demo plant.
    pub is_simulated: bool,
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

/// Bounds of the bands: poor below the first, good from the second.
const FAIR_FROM: f64 = 40.0;
const GOOD_FROM: f64 = 70.0;

impl HealthBand {
    pub fn of(health: Option<f64>) -> Self {
        match health {
            None => Self::Unknown,
            Some(h) if h < FAIR_FROM => Self::Poor,
            Some(h) if h < GOOD_FROM => Self::Fair,
            Some(_) => Self::Good,
        }
    }

    /// Where fair and good begin.
    pub(crate) fn bounds() -> (f64, f64) {
        (FAIR_FROM, GOOD_FROM)
    }

    fn range(self) -> Option<(f64, f64)> {
        match self {
            Self::Poor => Some((0.0, FAIR_FROM)),
            Self::Fair => Some((FAIR_FROM, GOOD_FROM)),
            Self::Good => Some((GOOD_FROM, 100.0)),
            Self::Unknown => None,
        }
    }
}

impl AssetRow {
    /// `simulated`: the assets that the demo plant feeds.
    pub(crate) fn of(row: store::asset::AssetRow, simulated: &HashSet<AssetId>) -> Self {
        Self {
            band: HealthBand::of(row.health),
            is_simulated: simulated.contains(&row.asset.id),
            asset: row.asset,
            site_code: row.site_code,
            health: row.health,
            failure_probability: row.failure_probability,
            scored_at: row.scored_at,
            child_count: row.child_count,
            metric_count: row.metric_count,
        }
    }
}

/// Sampling where nobody asked for another.
const DEFAULT_SAMPLING_MS: u32 = 2_000;
const LEAST_STALE_MS: i64 = 60_000;

/// Scores of one asset at most; a minute apart that is a fortnight.
const MOST_SCORES: u32 = 20_000;

/// A page's size: 100 unless asked, 500 at most.
pub(crate) fn page_size(limit: Option<u32>) -> u32 {
    limit.unwrap_or(100).clamp(1, 500)
}

pub async fn list_sites(caller: &Caller<'_>, _: Nothing) -> Result<Vec<Site>, Failure> {
    caller.plant()?.store.read(store::site::list).or_failure()
}

pub async fn save_site(caller: &Caller<'_>, request: SaveSite) -> Result<Site, Failure> {
    let in_range = |v: Option<f64>, most: f64| v.is_none_or(|v| v.is_finite() && v.abs() <= most);
    if !in_range(request.latitude, 90.0) || !in_range(request.longitude, 180.0) {
        return Err(invalid("config-number-out-of-range", "latitude"));
    }
    let site = Site {
        id: request.id.unwrap_or_else(SiteId::new),
        code: checked_name(&request.code, "code")?,
        name_en: checked_name(&request.name_en, "nameEn")?,
        name_ar: checked_name(&request.name_ar, "nameAr")?,
        time_zone: checked_time_zone(&request.time_zone)?,
        latitude: request.latitude,
        longitude: request.longitude,
    };
    let is_new = request.id.is_none();
    caller
        .plant()?
        .store
        .write(|t| if is_new { store::site::insert(t, &site) } else { store::site::update(t, &site) })
        .or_failure()?;
    Ok(site)
}

pub async fn delete_site(caller: &Caller<'_>, request: SiteRef) -> Result<Done, Failure> {
    let plant = caller.plant()?;
    plant
        .store
        .write(|t| {
            let assets = store::asset::AssetFilter { site_id: Some(request.id), limit: 1, ..Default::default() };
            if store::asset::list(t, &assets)?.total > 0 {
                return Err(store::StoreError::Conflict { what: "site".into() });
            }
            store::site::delete(t, request.id)
        })
        .map_err(|e| match e {
            store::StoreError::Conflict { .. } => failure(ErrorCode::Conflict, "site-has-assets"),
            e => crate::failures::from_store(e),
        })?;
    Ok(Done {})
}

pub async fn list_assets(caller: &Caller<'_>, request: ListAssets) -> Result<domain::Page<AssetRow>, Failure> {
    let filter = store::asset::AssetFilter {
        search: request.search,
        site_id: request.site_id,
        family: request.family,
        criticality: request.criticality,
        health_band: request.band.and_then(HealthBand::range),
        has_score: (request.band == Some(HealthBand::Unknown)).then_some(false),
        parent_id: None,
        sort: match request.sort.unwrap_or_default() {
            AssetSortKey::Tag => store::asset::AssetSort::Tag,
            AssetSortKey::Name => store::asset::AssetSort::Name,
            AssetSortKey::Criticality => store::asset::AssetSort::Criticality,
            AssetSortKey::Health => store::asset::AssetSort::Health,
            AssetSortKey::FailureProbability => store::asset::AssetSort::FailureProbability,
        },
        descending: request.descending.unwrap_or(false),
        offset: request.offset.unwrap_or(0),
        limit: page_size(request.limit),
    };
    let (page, simulated) =
        caller.plant()?.store.read(|c| Ok((store::asset::list(c, &filter)?, simulated_assets(c)?))).or_failure()?;
    let items = page.items.into_iter().map(|r| AssetRow::of(r, &simulated)).collect();
    Ok(domain::Page { items, total: page.total })
}

pub async fn list_asset_children(caller: &Caller<'_>, request: ListAssetChildren) -> Result<Vec<TreeNode>, Failure> {
    let plant = caller.plant()?;
    let nodes = plant.store.read(|c| {
        let site = match (request.site_id, request.parent_id) {
            (Some(site), _) => site,
            (None, Some(parent)) => store::asset::get(c, parent)?.site_id,
            (None, None) => {
                let counted = |site: Site| -> store::Result<TreeNode> {
                    let all = store::asset::AssetFilter { site_id: Some(site.id), limit: 1, ..Default::default() };
                    let asset_count = store::asset::list(c, &all)?.total as u32;
                    Ok(TreeNode::Site { site, asset_count })
                };
                return store::site::list(c)?.into_iter().map(counted).collect();
            }
        };
        let rows = store::asset::children(c, site, request.parent_id)?;
        let simulated = simulated_assets(c)?;
        Ok(rows.into_iter().map(|row| TreeNode::Asset { row: AssetRow::of(row, &simulated) }).collect())
    });
    nodes.or_failure()
}

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

pub async fn save_asset(caller: &Caller<'_>, request: SaveAsset) -> Result<Asset, Failure> {
    let asset = Asset {
        id: request.id.unwrap_or_else(AssetId::new),
        site_id: request.site_id,
        parent_id: request.parent_id,
        tag_code: checked_name(&request.tag_code, "tagCode")?,
        name_en: checked_name(&request.name_en, "nameEn")?,
        name_ar: checked_name(&request.name_ar, "nameAr")?,
        family: request.family,
        criticality: request.criticality,
        status: request.status,
        installed_on: request.installed_on,
    };
    let is_new = request.id.is_none();
    caller
        .plant()?
        .store
        .write(|t| {
            store::site::get(t, asset.site_id)?;
            let mut above = asset.parent_id;
            while let Some(id) = above {
                let parent = store::asset::get(t, id)?;
                if id == asset.id || parent.site_id != asset.site_id {
                    return Err(store::StoreError::Conflict { what: "parent".into() });
                }
                above = parent.parent_id;
            }
            if is_new { store::asset::insert(t, &asset) } else { store::asset::update(t, &asset) }
        })
        .map_err(|e| match e {
            store::StoreError::Conflict { .. } => failure(ErrorCode::Conflict, "asset-parent-impossible"),
            e => crate::failures::from_store(e),
        })?;
    Ok(asset)
}

pub async fn save_metric(caller: &Caller<'_>, request: SaveMetric) -> Result<Metric, Failure> {
    let unit = checked_unit(&request.unit)?;
    if !request.limits.are_ordered() {
        return Err(failure(ErrorCode::Invalid, "limits-not-ordered"));
    }
    let metric = Metric {
        id: request.id.unwrap_or_else(MetricId::new),
        asset_id: request.asset_id,
        name: checked_metric_name(&request.name)?,
        unit: unit.code().to_owned(),
        limits: request.limits,
    };
    let plant = caller.plant()?;
    plant
        .store
        .write(|t| {
            store::asset::get(t, metric.asset_id)?;
            if let Some(id) = request.id {
                let before = store::metric::get(t, id)?;
                let is_mapped = store::mapping::is_metric_mapped(t, id)?;
                // Stored readings are in the old unit: a new unit would silently change what they mean.
                if is_mapped && before.unit != metric.unit {
                    return Err(store::StoreError::Conflict { what: "unit".into() });
                }
            }
            store::metric::upsert(t, &metric)
        })
        .map_err(|e| match e {
            store::StoreError::Conflict { .. } => failure(ErrorCode::Conflict, "metric-unit-in-use"),
            e => crate::failures::from_store(e),
        })?;
    Ok(metric)
}

pub async fn list_scores(caller: &Caller<'_>, request: ListScores) -> Result<Vec<Score>, Failure> {
    let plant = caller.plant()?;
    let mut scores =
        plant.store.read(|c| store::score::history(c, request.asset_id, request.from, MOST_SCORES)).or_failure()?;
    scores.retain(|s| s.at <= request.to);
    Ok(scores)
}

/// The assets whose readings the demo plant makes up.
pub(crate) fn simulated_assets(c: &store::Connection) -> store::Result<HashSet<AssetId>> {
    store::mapping::assets_fed_by(c, ConnectorKind::Demo)
}

/// The latest value of each signal that has one, with its last good value and whether it is stale.
pub(crate) fn latest_values(plant: &Plant, signals: &[SignalNo]) -> Result<HashMap<SignalNo, LatestValue>, Failure> {
    let now = plant.clock.now();
    let latest = plant.store.telemetry().latest(signals).or_failure()?;
    let stale = stale_after(plant, signals)?;
    let mut values = HashMap::with_capacity(latest.len());
    for r in latest {
        let last_good = match r.value {
            Some(value) => Some((r.source_time, value)),
            None => plant.store.telemetry().last_good(r.signal).or_failure()?,
        };
        let value = LatestValue {
            signal: r.signal,
            value: r.value,
            last_good_value: last_good.map(|g| g.1),
            last_good_at: last_good.map(|g| g.0),
            status: r.status,
            quality: r.quality(),
            source_time: r.source_time,
            server_time: r.server_time,
            receipt_time: r.receipt_time,
            is_stale: stale.get(&r.signal).is_some_and(|after| now - r.receipt_time > *after),
        };
        values.insert(r.signal, value);
    }
    Ok(values)
}

/// After how long without a reading each signal counts as stale: ten of its sampling intervals, at least a minute.
pub(crate) fn stale_after(plant: &Plant, signals: &[SignalNo]) -> Result<HashMap<SignalNo, chrono::Duration>, Failure> {
    let intervals = plant.store.read(|c| store::mapping::sampling_intervals(c, signals)).or_failure()?;
    let after = |interval: Option<u32>| {
        let tenfold = i64::from(interval.unwrap_or(DEFAULT_SAMPLING_MS)) * 10;
        chrono::Duration::milliseconds(tenfold.max(LEAST_STALE_MS))
    };
    Ok(intervals.into_iter().map(|(signal, interval)| (signal, after(interval))).collect())
}

fn demo_integrations(plant: &Plant) -> Result<Vec<IntegrationId>, Failure> {
    let all = plant.store.read(store::integration::list).or_failure()?;
    Ok(all.into_iter().filter(|i| i.connector == ConnectorKind::Demo).map(|i| i.id).collect())
}

pub(crate) fn checked_unit(code: &str) -> Result<Unit, Failure> {
    Unit::parse(code)
        .map_err(|e| Failure::new(ErrorCode::Invalid, Message::new("unit-unknown").with("unit", code.trim())).detail(e))
}

/// Internal names are snake case, so that they are the same everywhere: `bearing_temperature`.
pub(crate) fn checked_metric_name(name: &str) -> Result<String, Failure> {
    let name = name.trim();
    let is_fine = (1..=64).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if is_fine { Ok(name.to_owned()) } else { Err(invalid("metric-name-malformed", "metricName")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_meet_without_overlap() {
        for (health, band) in [
            (None, HealthBand::Unknown),
            (Some(0.0), HealthBand::Poor),
            (Some(39.999), HealthBand::Poor),
            (Some(40.0), HealthBand::Fair),
            (Some(70.0), HealthBand::Good),
            (Some(100.0), HealthBand::Good),
        ] {
            assert_eq!(HealthBand::of(health), band, "{health:?}");
        }
    }

    #[test]
    fn metric_names_are_snake_case() {
        for good in ["x", "bearing_temperature", "vib_1"] {
            assert!(checked_metric_name(good).is_ok());
        }
        for bad in ["", "Bearing", "1x", "a b", "حرارة", "a-b", &"x".repeat(65)] {
            assert!(checked_metric_name(bad).is_err(), "{bad}");
        }
    }
}
