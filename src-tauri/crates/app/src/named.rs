//! What a request names is there: sites, assets and the like by their ids, checked at the door for every command alike. A
//! list that is filtered by something that is not of this workspace is refused as not found, as the thing itself would
//! be; so an id of another tenant is answered nowhere (`tests/foreign_tenant`).

use crate::{failures::OrFailure, plant::Plant};
use domain::{AssetId, Failure, IntegrationId, MetricId, RunId, SiteId};
use serde_json::Value;
use store::Connection;
use uuid::Uuid;

type Look = fn(&Connection, Uuid) -> store::Result<()>;

/// A request's field, and what must be there by that id. A command's own `id` is looked for by the command; and so are
/// people, whom the central database may know before this workstation does.
const NAMES: [(&str, Look); 6] = [
    ("siteId", |c, id| store::site::get(c, SiteId(id)).map(drop)),
    ("assetId", |c, id| store::asset::get(c, AssetId(id)).map(drop)),
    ("parentId", |c, id| store::asset::get(c, AssetId(id)).map(drop)),
    ("integrationId", |c, id| store::integration::get(c, IntegrationId(id)).map(drop)),
    ("metricId", |c, id| store::metric::get(c, MetricId(id)).map(drop)),
    ("runId", |c, id| store::run::get(c, RunId(id)).map(drop)),
];

/// What is no id is left for the request's own type to refuse.
pub fn check(plant: &Plant, request: &Value) -> Result<(), Failure> {
    let id_in = |field: &str| request.get(field).and_then(Value::as_str).and_then(|text| text.parse::<Uuid>().ok());
    for (field, look) in NAMES {
        if let Some(id) = id_in(field) {
            plant.store.read(|c| look(c, id)).or_failure()?;
        }
    }
    Ok(())
}
