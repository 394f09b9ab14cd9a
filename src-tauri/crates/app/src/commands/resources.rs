//! What work asks for and where it is kept: skills, tools, parts, the stores of sites; and equipment that stands in for each other.

use super::{
    checked::checked_name,
    workforce::are_resources,
    workspace::{Done, Nothing},
};
use crate::{
    Caller,
    failures::{OrFailure, failure, invalid, out_of_range},
};
use domain::{
    AssetId, Depot, ErrorCode, Failure, Family, ParallelGroup, ParallelGroupId, Resource, ResourceId, ResourceKind,
    SiteId, Stock,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Default, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ListResources {
    pub kind: Option<ResourceKind>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct SaveResource {
    /// None: a new one.
    pub id: Option<ResourceId>,
    /// The version that the person saw, where one is changed.
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    pub kind: ResourceKind,
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    pub families: Vec<Family>,
}

#[derive(Debug, Deserialize, TS)]
pub struct ResourceRef {
    pub id: ResourceId,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DepotRow {
    pub depot: Depot,
    pub site_code: String,
    pub site_name_en: String,
    pub site_name_ar: String,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct SaveDepot {
    pub site_id: SiteId,
    /// The version that the person saw, where one is changed.
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    pub loading_minutes: u32,
    pub tools: Vec<ResourceId>,
    pub stock: Vec<Stock>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DepotRef {
    pub site_id: SiteId,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ParallelGroupRow {
    pub group: ParallelGroup,
    pub site_code: String,
    /// In the order of the group's ids; empty for one that is gone.
    pub asset_tags: Vec<String>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct SaveParallelGroup {
    /// None: a new one.
    pub id: Option<ParallelGroupId>,
    /// The version that the person saw, where one is changed.
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    pub site_id: SiteId,
    pub name_en: String,
    pub name_ar: String,
    pub asset_ids: Vec<AssetId>,
    pub spare: u32,
    pub most_in_work: Option<u32>,
}

#[derive(Debug, Deserialize, TS)]
pub struct ParallelGroupRef {
    pub id: ParallelGroupId,
}

/// Four hours of loading are a slip of the keyboard.
const MOST_LOADING_MINUTES: u32 = 240;

pub async fn list_resources(caller: &Caller<'_>, request: ListResources) -> Result<Vec<Resource>, Failure> {
    caller.plant()?.store.read(|c| store::resource::list(c, request.kind)).or_failure()
}

pub async fn save_resource(caller: &Caller<'_>, request: SaveResource) -> Result<Resource, Failure> {
    let resource = Resource {
        id: request.id.unwrap_or_else(ResourceId::new),
        kind: request.kind,
        code: checked_name(&request.code, "code")?,
        name_en: checked_name(&request.name_en, "nameEn")?,
        name_ar: checked_name(&request.name_ar, "nameAr")?,
        families: if request.kind == ResourceKind::Skill { request.families } else { Vec::new() },
        version: request.version.unwrap_or(0) + 1,
    };
    let save = |t: &store::Transaction<'_>| {
        if let Some(id) = request.id {
            let absent = || store::StoreError::NotFound { what: "resource", id: id.to_string() };
            store::resource::find(t, id)?.ok_or_else(absent)?;
        }
        store::resource::save(t, &resource)
    };
    caller.plant()?.store.write(save).or_failure()?;
    Ok(resource)
}

pub async fn delete_resource(caller: &Caller<'_>, request: ResourceRef) -> Result<Done, Failure> {
    let is_used = caller
        .plant()?
        .store
        .write(|t| {
            if store::resource::is_used(t, request.id)? {
                return Ok(true);
            }
            store::resource::delete(t, request.id)?;
            Ok(false)
        })
        .or_failure()?;
    if is_used { Err(failure(ErrorCode::Conflict, "resource-in-use")) } else { Ok(Done {}) }
}

pub async fn list_depots(caller: &Caller<'_>, _: Nothing) -> Result<Vec<DepotRow>, Failure> {
    caller
        .plant()?
        .store
        .read(|c| store::depot::list(c)?.into_iter().map(|depot| depot_row(c, depot)).collect())
        .or_failure()
}

pub async fn save_depot(caller: &Caller<'_>, request: SaveDepot) -> Result<DepotRow, Failure> {
    if request.loading_minutes > MOST_LOADING_MINUTES {
        return Err(out_of_range("loadingMinutes", 0.0, f64::from(MOST_LOADING_MINUTES)));
    }
    let depot = Depot {
        site_id: request.site_id,
        loading_minutes: request.loading_minutes,
        tools: request.tools,
        stock: request.stock,
        version: request.version.unwrap_or(0) + 1,
    };
    let saved = caller
        .plant()?
        .store
        .write(|t| {
            store::site::get(t, depot.site_id)?;
            let tools = depot.tools.iter().map(|id| (*id, ResourceKind::Tool));
            if !are_resources(t, tools.chain(depot.stock.iter().map(|s| (s.part_id, ResourceKind::Part))))? {
                return Ok(None);
            }
            store::depot::save(t, &depot)?;
            depot_row(t, depot.clone()).map(Some)
        })
        .or_failure()?;
    saved.ok_or_else(|| invalid("resource-unknown", "stock"))
}

pub async fn delete_depot(caller: &Caller<'_>, request: DepotRef) -> Result<Done, Failure> {
    caller.plant()?.store.write(|t| store::depot::delete(t, request.site_id)).or_failure()?;
    Ok(Done {})
}

fn depot_row(c: &store::Connection, depot: Depot) -> store::Result<DepotRow> {
    let site = store::site::get(c, depot.site_id)?;
    Ok(DepotRow { depot, site_code: site.code, site_name_en: site.name_en, site_name_ar: site.name_ar })
}

pub async fn list_parallel_groups(caller: &Caller<'_>, _: Nothing) -> Result<Vec<ParallelGroupRow>, Failure> {
    caller
        .plant()?
        .store
        .read(|c| store::parallel_group::list(c)?.into_iter().map(|group| group_row(c, group)).collect())
        .or_failure()
}

/// Its members are of its site, and in no other group.
pub async fn save_parallel_group(caller: &Caller<'_>, request: SaveParallelGroup) -> Result<ParallelGroupRow, Failure> {
    let group = ParallelGroup {
        id: request.id.unwrap_or_else(ParallelGroupId::new),
        site_id: request.site_id,
        name_en: checked_name(&request.name_en, "nameEn")?,
        name_ar: checked_name(&request.name_ar, "nameAr")?,
        asset_ids: request.asset_ids,
        spare: request.spare,
        most_in_work: request.most_in_work,
        version: request.version.unwrap_or(0) + 1,
    };
    group.check().map_err(|message| Failure::new(ErrorCode::Invalid, message))?;
    let saved = caller
        .plant()?
        .store
        .write(|t| {
            for id in &group.asset_ids {
                if store::asset::get(t, *id)?.site_id != group.site_id {
                    return Ok(Err("parallel-group-other-site"));
                }
            }
            let others = store::parallel_group::list(t)?;
            if let Some(id) = request.id.filter(|id| others.iter().all(|g| g.id != *id)) {
                return Err(store::StoreError::NotFound { what: "parallel-group", id: id.to_string() });
            }
            let is_taken = |id: &AssetId| others.iter().any(|g| g.id != group.id && g.asset_ids.contains(id));
            if group.asset_ids.iter().any(is_taken) {
                return Ok(Err("parallel-group-member-taken"));
            }
            store::parallel_group::save(t, &group)?;
            group_row(t, group.clone()).map(Ok)
        })
        .or_failure()?;
    saved.map_err(|id| failure(ErrorCode::Invalid, id))
}

pub async fn delete_parallel_group(caller: &Caller<'_>, request: ParallelGroupRef) -> Result<Done, Failure> {
    caller.plant()?.store.write(|t| store::parallel_group::delete(t, request.id)).or_failure()?;
    Ok(Done {})
}

fn group_row(c: &store::Connection, group: ParallelGroup) -> store::Result<ParallelGroupRow> {
    let site_code = store::site::get(c, group.site_id)?.code;
    let tag = |id: &AssetId| match store::asset::get(c, *id) {
        Ok(asset) => Ok(asset.tag_code),
        Err(store::StoreError::NotFound { .. }) => Ok(String::new()),
        Err(e) => Err(e),
    };
    let asset_tags = group.asset_ids.iter().map(tag).collect::<store::Result<_>>()?;
    Ok(ParallelGroupRow { group, site_code, asset_tags })
}
