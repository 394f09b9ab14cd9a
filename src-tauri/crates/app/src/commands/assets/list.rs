//! The plant as a list and as a tree.

use super::HealthBand;
use crate::{Caller, commands::checked::page_size, failures::OrFailure};
use domain::{AssetId, ConnectorKind, Criticality, Failure, Family, Page, Site, SiteId};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use store::asset::{AssetFilter, AssetSort, ListedAsset};
use ts_rs::TS;

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct ListAssets {
    pub search: Option<String>,
    pub site_id: Option<SiteId>,
    pub family: Option<Family>,
    pub criticality: Option<Criticality>,
    pub band: Option<HealthBand>,
    pub sort: Option<AssetSort>,
    pub descending: Option<bool>,
    pub offset: Option<u32>,
    /// At most 500; default 100.
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssetRow {
    #[serde(flatten)]
    pub listed: ListedAsset,
    pub band: HealthBand,
    pub is_simulated: bool,
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

impl AssetRow {
    /// `simulated`: the assets that the demo plant feeds.
    pub(crate) fn of(listed: ListedAsset, simulated: &HashSet<AssetId>) -> Self {
        Self { band: HealthBand::of(listed.health), is_simulated: simulated.contains(&listed.asset.id), listed }
    }
}

pub async fn list_assets(caller: &Caller<'_>, request: ListAssets) -> Result<Page<AssetRow>, Failure> {
    let filter = AssetFilter {
        search: request.search,
        site_id: request.site_id,
        family: request.family,
        criticality: request.criticality,
        health_band: request.band.and_then(HealthBand::range),
        has_score: (request.band == Some(HealthBand::Unknown)).then_some(false),
        parent_id: None,
        sort: request.sort.unwrap_or_default(),
        descending: request.descending.unwrap_or(false),
        offset: request.offset.unwrap_or(0),
        limit: page_size(request.limit),
    };
    let (page, simulated) =
        caller.plant()?.store.read(|c| Ok((store::asset::list(c, &filter)?, simulated_assets(c)?))).or_failure()?;
    let items = page.items.into_iter().map(|r| AssetRow::of(r, &simulated)).collect();
    Ok(Page { items, total: page.total })
}

pub async fn list_asset_children(caller: &Caller<'_>, request: ListAssetChildren) -> Result<Vec<TreeNode>, Failure> {
    let plant = caller.plant()?;
    let nodes = plant.store.read(|c| {
        let site = match (request.site_id, request.parent_id) {
            (Some(site), _) => site,
            (None, Some(parent)) => store::asset::get(c, parent)?.site_id,
            (None, None) => {
                let counted = |site: Site| -> store::Result<TreeNode> {
                    let all = AssetFilter { site_id: Some(site.id), limit: 1, ..Default::default() };
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

/// The assets whose readings the demo plant makes up.
pub(crate) fn simulated_assets(c: &store::Connection) -> store::Result<HashSet<AssetId>> {
    store::mapping::assets_fed_by(c, ConnectorKind::Demo)
}
