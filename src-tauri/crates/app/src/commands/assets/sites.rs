//! Sites: where the plants are.

use crate::{
    Caller,
    commands::{
        checked::{checked_name, checked_time_zone},
        workspace::{Done, Nothing},
    },
    failures::{OrFailure, failure, from_store, out_of_range},
};
use domain::{ErrorCode, Failure, Site, SiteId};
use serde::Deserialize;
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

pub async fn list_sites(caller: &Caller<'_>, _: Nothing) -> Result<Vec<Site>, Failure> {
    caller.plant()?.store.read(store::site::list).or_failure()
}

pub async fn save_site(caller: &Caller<'_>, request: SaveSite) -> Result<Site, Failure> {
    for (field, degrees, most) in [("latitude", request.latitude, 90.0), ("longitude", request.longitude, 180.0)] {
        if degrees.is_some_and(|d| !(-most..=most).contains(&d)) {
            return Err(out_of_range(field, -most, most));
        }
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
            e => from_store(e),
        })?;
    Ok(Done {})
}
