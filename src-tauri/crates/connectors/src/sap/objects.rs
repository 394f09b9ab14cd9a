//! Technical objects of SAP: equipment and functional locations, a page at a time in the order of their numbers.

use super::{
    client::SapClient,
    edm::{self, Row},
    failure, query,
    service::Service,
};
use crate::{
    Refused,
    maintenance::{ObjectPage, TechnicalObject},
};
use domain::{ObjectKind, ObjectRef, Timestamp};

/// No service follows itself longer than this for one page of ours.
const MOST_PAGES: usize = 10_000;

fn service(of: ObjectKind) -> Service {
    match of {
        ObjectKind::Equipment => Service::Equipment,
        ObjectKind::FunctionalLocation => Service::FunctionalLocation,
    }
}

/// The field that holds what SAP calls it inside.
fn key_of(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Equipment => "Equipment",
        ObjectKind::FunctionalLocation => "FunctionalLocation",
    }
}

/// Those after a number, in the order of numbers. `text`: whose name contains it, as SAP compares. Of the periods that an
/// equipment has had, the one that is valid on the day.
pub(crate) async fn page(
    client: &SapClient,
    kind: ObjectKind,
    after: Option<&str>,
    text: Option<&str>,
    now: Timestamp,
) -> Result<ObjectPage, Refused> {
    let (service, key, version) = (service(kind), key_of(kind), client.config.version);
    let mut filters: Vec<String> = after.map(|after| format!("{key} gt {}", query::text(after))).into_iter().collect();
    if kind == ObjectKind::Equipment {
        let today = now.with_timezone(&client.config.zone).date_naive();
        filters.push(format!("ValidityEndDate ge {}", query::day(version, today)));
    }
    if let Some(text) = text.map(str::trim).filter(|t| !t.is_empty()) {
        let field = if kind == ObjectKind::Equipment { "EquipmentName" } else { "FunctionalLocationName" };
        filters.push(match version {
            super::config::Version::V2 => format!("substringof({},{field})", query::text(text)),
            super::config::Version::V4 => format!("contains({field},{})", query::text(text)),
        });
    }
    let (filter, size) = (filters.join(" and "), client.config.page_size.to_string());
    let mut options = vec![("$orderby", key), ("$top", size.as_str())];
    if !filter.is_empty() {
        options.push(("$filter", filter.as_str()));
    }
    let rows = window(client, service, &options).await?;
    let is_full = rows.len() >= client.config.page_size;
    let mut objects: Vec<TechnicalObject> = Vec::with_capacity(rows.len());
    for object in rows.iter().filter_map(|row| object(kind, row)) {
        // Periods of one equipment that overlap the day: one is enough.
        if objects.last().is_none_or(|last| last.object != object.object) {
            objects.push(object);
        }
    }
    let after = objects.last().filter(|_| is_full).map(|o| o.object.number.clone());
    Ok(ObjectPage { objects, after })
}

/// All rows of a question, through the pages that the service itself makes of it.
pub(crate) async fn window(
    client: &SapClient,
    service: Service,
    options: &[(&str, &str)],
) -> Result<Vec<Row>, Refused> {
    let mut page = client.page(service, options).await?;
    let mut rows = std::mem::take(&mut page.rows);
    let mut before = None;
    for _ in 0..MOST_PAGES {
        let Some(next) = page.next.take() else { return Ok(rows) };
        if before.as_ref() == Some(&next) {
            break;
        }
        page = client.next_page(service, &next, options).await?;
        rows.append(&mut page.rows);
        before = Some(next);
    }
    Err(failure::pages_without_end(&client.config, service).into())
}

fn object(kind: ObjectKind, row: &Row) -> Option<TechnicalObject> {
    let text = |field: &str| edm::text(row, field);
    let number = text(key_of(kind))?;
    let of = |kind: ObjectKind, field: &str| text(field).map(|number| ObjectRef { kind, number });
    let (label, name, superior, is_out_of_use) = match kind {
        ObjectKind::Equipment => (
            number.trim_start_matches('0').to_owned(),
            text("EquipmentName"),
            of(ObjectKind::Equipment, "SuperordinateEquipment")
                .or_else(|| of(ObjectKind::FunctionalLocation, "FunctionalLocation")),
            edm::flag(row, "EquipmentIsMarkedForDeletion") || edm::flag(row, "EquipmentIsInactive"),
        ),
        ObjectKind::FunctionalLocation => (
            text("FunctionalLocationLabelName").unwrap_or_else(|| number.clone()),
            text("FunctionalLocationName"),
            of(ObjectKind::FunctionalLocation, "SuperiorFunctionalLocation"),
            edm::flag(row, "FuncnlLocIsMarkedForDeletion") || edm::flag(row, "FuncnlLocIsDeactivated"),
        ),
    };
    let label = if label.is_empty() { number.clone() } else { label };
    Some(TechnicalObject {
        name: name.unwrap_or_else(|| label.clone()),
        label,
        serial_number: None,
        superior,
        parts: Vec::new(),
        plant: text("MaintenancePlant"),
        location: None,
        object_type: text("TechnicalObjectType"),
        abc: text("ABCIndicator"),
        manufacturer: text("AssetManufacturerName"),
        model: text("ManufacturerPartTypeName"),
        in_operation_since: edm::date(row, "OperationStartDate"),
        is_out_of_use,
        object: ObjectRef { kind, number },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use serde_json::json;

    fn read(kind: ObjectKind, row: serde_json::Value) -> Option<TechnicalObject> {
        object(kind, row.as_object().unwrap())
    }

    #[test]
    fn an_equipment_is_read_with_what_it_is_part_of() {
        let pump = read(
            ObjectKind::Equipment,
            json!({"Equipment": "000000000010000123", "EquipmentName": "Feed pump", "FunctionalLocation": "?0100000000000000107",
                   "SuperordinateEquipment": "", "ABCIndicator": "A", "TechnicalObjectType": "PUMP", "MaintenancePlant": "1010",
                   "OperationStartDate": "/Date(1735689600000)/", "EquipmentIsInactive": false}),
        )
        .unwrap();
        assert_eq!((pump.label.as_str(), pump.name.as_str()), ("10000123", "Feed pump"));
        assert_eq!(pump.superior.unwrap().kind, ObjectKind::FunctionalLocation);
        assert_eq!(pump.in_operation_since, NaiveDate::from_ymd_opt(2025, 1, 1));
        let nameless =
            read(ObjectKind::Equipment, json!({"Equipment": "P-101", "EquipmentIsMarkedForDeletion": true})).unwrap();
        assert_eq!((nameless.name.as_str(), nameless.is_out_of_use), ("P-101", true));
        assert_eq!(read(ObjectKind::Equipment, json!({"EquipmentName": "no number"})), None);
    }

    #[test]
    fn a_location_goes_by_its_label() {
        let unit = read(
            ObjectKind::FunctionalLocation,
            json!({"FunctionalLocation": "?0100000000000000107", "FunctionalLocationLabelName": "RT-U100-P101",
                   "FunctionalLocationName": "Unit 100 feed", "SuperiorFunctionalLocation": "?0100000000000000101"}),
        )
        .unwrap();
        assert_eq!((unit.label.as_str(), unit.object.number.as_str()), ("RT-U100-P101", "?0100000000000000107"));
        assert_eq!(unit.superior.unwrap().number, "?0100000000000000101");
    }
}
