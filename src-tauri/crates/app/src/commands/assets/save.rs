//! Saving assets and their metrics.

use crate::{
    Caller,
    commands::checked::{checked_metric_name, checked_name, checked_unit},
    failures::{failure, from_store},
};
use domain::{Asset, AssetId, AssetStatus, Criticality, ErrorCode, Failure, Family, Limits, Metric, MetricId, SiteId};
use serde::Deserialize;
use ts_rs::TS;

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
            e => from_store(e),
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
            e => from_store(e),
        })?;
    Ok(metric)
}
