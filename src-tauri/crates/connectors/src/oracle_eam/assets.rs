//! Maintainable assets of the organization, a page at a time in the order of their ids. The next page is asked for by the
//! last id, not by counting rows: what is made or ended meanwhile shifts nothing.

use super::{client::EamClient, expression, failure, resource::Resource, value};
use crate::{
    Refused,
    json_row::{self, Row},
    maintenance::{ObjectPage, TechnicalObject},
};
use chrono_tz::Tz;
use domain::{ObjectKind, ObjectRef, Timestamp};
use serde_json::Value;
use std::collections::HashMap;

/// Those after an id. `text`: whose description or number contains it.
pub(crate) async fn page(
    client: &EamClient,
    after: Option<&str>,
    text: Option<&str>,
    now: Timestamp,
) -> Result<ObjectPage, Refused> {
    let config = &client.config;
    let after = after.map(|a| id_of(a).ok_or_else(|| failure::code_malformed("after", a)));
    let after = after.transpose().map_err(crate::SourceError::permanent)?;
    let text = text.map(str::trim).filter(|t| !t.is_empty());
    let mut conditions = vec![expression::equals("OperatingOrganizationCode", &config.organization)];
    conditions.extend(after.map(|id| expression::after("AssetId", id)));
    conditions.extend(text.map(|t| expression::contains(&["Description", "AssetNumber"], t)));
    let fields = client.description(Resource::Assets).await?.selection(Resource::Assets);
    let (q, options) = (expression::all(&conditions), [("fields", fields.as_str())]);
    let page = client.page(Resource::Assets, &q, "AssetId:asc", config.page_size, &options).await?;
    let ids: Vec<u64> = page.rows.iter().filter_map(|row| value::id(row, "AssetId")).collect();
    if ids.iter().any(|id| after.is_some_and(|after| *id <= after)) {
        return Err(failure::pages_without_end(config, Resource::Assets).into());
    }
    let last = ids.iter().max().filter(|_| page.is_more);
    let mut objects: Vec<TechnicalObject> = page.rows.iter().filter_map(|row| object(row, config.zone, now)).collect();
    set_superiors(&mut objects);
    let is_meant = |o: &TechnicalObject| text.is_none_or(|t| contains(&o.name, t) || contains(&o.label, t));
    objects.retain(is_meant);
    Ok(ObjectPage { objects, after: last.map(u64::to_string) })
}

pub(crate) fn id_of(number: &str) -> Option<u64> {
    number.parse().ok()
}

pub(crate) fn reference(id: u64) -> ObjectRef {
    ObjectRef { kind: ObjectKind::Equipment, number: id.to_string() }
}

fn contains(whole: &str, part: &str) -> bool {
    whole.to_lowercase().contains(&part.to_lowercase())
}

/// Oracle tells the parts at the whole.
fn set_superiors(objects: &mut [TechnicalObject]) {
    let wholes: HashMap<ObjectRef, ObjectRef> =
        objects.iter().flat_map(|o| o.parts.iter().map(|part| (part.clone(), o.object.clone()))).collect();
    for object in objects {
        object.superior = wholes.get(&object.object).filter(|whole| **whole != object.object).cloned();
    }
}

/// `None` where it has no id or is kept for other ends than maintenance.
fn object(row: &Row, zone: Tz, now: Timestamp) -> Option<TechnicalObject> {
    let text = |field: &str| json_row::text(row, field);
    let id = value::id(row, "AssetId")?;
    if row.get("MaintainableFlag").is_some_and(|f| !f.is_null()) && !json_row::flag(row, "MaintainableFlag") {
        return None;
    }
    let label = text("AssetNumber").unwrap_or_else(|| id.to_string());
    Some(TechnicalObject {
        object: reference(id),
        name: text("Description").unwrap_or_else(|| label.clone()),
        label,
        serial_number: text("SerialNumber"),
        superior: None,
        parts: parts(row),
        plant: text("OperatingOrganizationCode"),
        location: text("LocationName"),
        object_type: text("ItemDescription").or_else(|| text("ItemNumber")),
        abc: None,
        manufacturer: None,
        model: text("ItemNumber"),
        in_operation_since: value::day(row, "InServiceDate", zone),
        is_out_of_use: value::instant(row, "ActiveEndDate", zone).is_some_and(|end| end <= now),
    })
}

/// Rows below a row: a list, from version 3 of the framework on within a collection.
fn parts(row: &Row) -> Vec<ObjectRef> {
    let Some((child, field)) = Resource::Assets.child() else { return Vec::new() };
    let below = row.get(child);
    let list = below.and_then(|b| b.get("items").or(Some(b))).and_then(Value::as_array);
    let part = |part: &Value| value::id(part.as_object()?, field).map(reference);
    list.into_iter().flatten().filter_map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use serde_json::json;

    fn read(row: Value) -> Option<TechnicalObject> {
        object(row.as_object().unwrap(), Tz::Asia__Riyadh, "2026-11-30T10:00:00Z".parse().unwrap())
    }

    #[test]
    fn an_asset_is_read_with_what_is_known_of_it() {
        let pump = read(json!({
            "AssetId": 300_000_000_000_101_u64, "AssetNumber": "P-101", "Description": "Feed pump", "SerialNumber": "S-7",
            "ItemNumber": "PUMP-API610", "ItemDescription": "Centrifugal pump", "OperatingOrganizationCode": "M1",
            "LocationName": "Unit 100", "InServiceDate": "2015-05-31T21:00:00+00:00", "ActiveEndDate": null,
            "MaintainableFlag": true,
        }))
        .unwrap();
        assert_eq!((pump.label.as_str(), pump.object.number.as_str()), ("P-101", "300000000000101"));
        assert_eq!((pump.serial_number.as_deref(), pump.plant.as_deref()), (Some("S-7"), Some("M1")));
        assert_eq!(pump.in_operation_since, NaiveDate::from_ymd_opt(2015, 6, 1));
        assert!(!pump.is_out_of_use);
        let bare = read(json!({"AssetId": "7", "ActiveEndDate": "2026-11-30T10:00:00+00:00"})).unwrap();
        assert_eq!((bare.label.as_str(), bare.name.as_str(), bare.is_out_of_use), ("7", "7", true));
        assert_eq!(read(json!({"AssetNumber": "no id"})), None);
        assert_eq!(read(json!({"AssetId": 8, "MaintainableFlag": false})), None);
    }

    #[test]
    fn parts_know_what_they_are_part_of() {
        for below in [json!([{"AssetId": 2}]), json!({"items": [{"AssetId": 2}, {"AssetId": 1}], "hasMore": false})] {
            let whole = read(json!({"AssetId": 1, "relationships": below})).unwrap();
            let mut objects = vec![read(json!({"AssetId": 2})).unwrap(), whole, read(json!({"AssetId": 3})).unwrap()];
            set_superiors(&mut objects);
            let superiors: Vec<_> = objects.iter().map(|o| o.superior.clone()).collect();
            assert_eq!(superiors, [Some(reference(1)), None, None]);
        }
    }
}
