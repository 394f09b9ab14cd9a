//! An order as SAP tells it: what it is about, and how far it is by its system statuses.

use super::{
    client::LANGUAGE,
    config::SapConfig,
    edm::{self, Row},
};
use crate::{
    maintenance::{Order, keyed, priority_of},
    zone,
};
use domain::{ObjectKind, ObjectRef, WorkOrderStatus, WorkOrderType};

/// Statuses are read in the language in which SAP delivers every system, whatever language is configured.
pub(crate) const IN_ENGLISH: (&str, &str) = (LANGUAGE, "EN");

/// `None` where it has no number.
pub(crate) fn read(row: &Row, config: &SapConfig) -> Option<Order> {
    let text = |field: &str| edm::text(row, field);
    let of = |kind: ObjectKind, field: &str| text(field).map(|number| ObjectRef { kind, number });
    let kind = text("MaintenanceOrderType").unwrap_or_default();
    let told = text("SystemStatusText").unwrap_or_default();
    let status = status(&told);
    let changed_at = edm::instant(row, "LastChangeDateTime");
    // The day at the plant on which it is to be finished.
    let basic_end = edm::instant(row, "MaintOrdBasicEndDateTime").map(|at| zone::to_wall(config.zone, at).date());
    Some(Order {
        number: text("MaintenanceOrder")?,
        work: work(&kind),
        kind,
        key: text(&config.key_field).as_deref().and_then(keyed),
        title: text("MaintenanceOrderDesc").unwrap_or_default(),
        object: of(ObjectKind::Equipment, "Equipment")
            .or_else(|| of(ObjectKind::FunctionalLocation, "FunctionalLocation")),
        priority: edm::number(row, "MaintPriority").and_then(priority_of),
        due_on: edm::date(row, "LatestAcceptableCompletionDate").or(basic_end),
        status,
        told,
        // An order's header doesn't tell when it was completed: no later than it was last changed.
        completed_at: changed_at.filter(|_| status == Some(WorkOrderStatus::Done)),
        changed_at,
    })
}

/// SAP's system statuses of orders, as it delivers them. Technically completed goes before a deletion flag, which is what
/// archiving begins with. Lists are cut after 40 characters; what says how far an order is stands at the beginning.
fn status(told: &str) -> Option<WorkOrderStatus> {
    let words: Vec<String> = told.split_whitespace().map(str::to_ascii_uppercase).collect();
    let has = |any: &[&str]| words.iter().any(|word| any.contains(&word.as_str()));
    if has(&["TECO", "CLSD"]) {
        Some(WorkOrderStatus::Done)
    } else if has(&["DLFL", "DLT"]) {
        Some(WorkOrderStatus::Cancelled)
    } else if has(&["PCNF", "CNF"]) {
        // Time has been confirmed on it: somebody is at work.
        Some(WorkOrderStatus::InProgress)
    } else if has(&["CRTD", "REL", "PREL"]) {
        Some(WorkOrderStatus::Open)
    } else {
        None
    }
}

/// By SAP's delivered types; a company's own are corrective until a person says otherwise.
fn work(kind: &str) -> WorkOrderType {
    match kind {
        "PM02" | "YA02" => WorkOrderType::Preventive,
        "PM05" => WorkOrderType::Inspection,
        _ => WorkOrderType::Corrective,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SourceContext, maintenance::order_key};
    use chrono::NaiveDate;
    use domain::{Criticality, WorkOrderId};
    use serde_json::{Value, json};

    fn told(more: Value) -> Option<Order> {
        let config = json!({"baseUrl": "https://sap.plant.local", "userName": "OPTRIA"});
        let secrets = [("password".to_owned(), domain::Secret::new("p"))].into();
        let config = SapConfig::parse(&config, &SourceContext { secrets, folder: "/nonexistent".into() }).unwrap();
        let mut row = json!({
            "MaintenanceOrder": "4000123", "MaintenanceOrderType": "PM03", "MaintenanceOrderDesc": "Seal leaks",
            "Equipment": "P-101", "FunctionalLocation": "RT-U01", "MaintPriority": "2", "SystemStatusText": "REL  PRC",
            "MaintOrdBasicEndDateTime": "/Date(1798750800000+0000)/", "LastChangeDateTime": "/Date(1735689600000+0000)/",
        });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        read(row.as_object().unwrap(), &config)
    }

    #[test]
    fn how_far_an_order_is_stands_in_its_system_statuses() {
        use WorkOrderStatus::*;
        for (words, expected) in [
            ("CRTD MANC NTUP", Some(Open)),
            ("REL  NMAT PRC  SETC", Some(Open)),
            ("REL  PCNF PRC", Some(InProgress)),
            ("CNF  REL", Some(InProgress)),
            ("TECO CNF  NMAT PRC", Some(Done)),
            ("CLSD", Some(Done)),
            ("CLSD DLFL", Some(Done)),
            ("DLFL CRTD", Some(Cancelled)),
            ("DLT", Some(Cancelled)),
            ("LKD", None),
            ("FREI VOKL", None),
            ("TECOX", None),
            ("", None),
        ] {
            assert_eq!(status(words), expected, "{words}");
        }
    }

    #[test]
    fn an_order_is_read_with_what_it_is_about() {
        let order = told(json!({})).unwrap();
        assert_eq!((order.number.as_str(), order.priority), ("4000123", Some(Criticality::High)));
        assert_eq!(order.object, Some(ObjectRef { kind: ObjectKind::Equipment, number: "P-101".into() }));
        // 21:00 UTC of the last of December is the new year in Riyadh.
        assert_eq!(order.due_on, NaiveDate::from_ymd_opt(2027, 1, 1));
        assert_eq!((order.key, order.completed_at), (None, None));
        let place = told(json!({"Equipment": ""})).unwrap();
        assert_eq!(place.object.unwrap().kind, ObjectKind::FunctionalLocation);
        let ours = WorkOrderId::new();
        let sent = told(json!({"AdditionalDeviceData": order_key(ours), "SystemStatusText": "TECO",
                               "LatestAcceptableCompletionDate": "/Date(1735689600000)/"}))
        .unwrap();
        assert_eq!((sent.key, sent.completed_at), (Some(ours), sent.changed_at));
        assert_eq!(sent.due_on, NaiveDate::from_ymd_opt(2025, 1, 1));
    }

    #[test]
    fn what_is_not_told_is_left_open() {
        let bare = told(json!({"Equipment": null, "FunctionalLocation": "", "MaintPriority": "9", "SystemStatusText": null,
                               "MaintOrdBasicEndDateTime": null, "MaintenanceOrderDesc": "", "LastChangeDateTime": null}))
        .unwrap();
        assert_eq!(
            (bare.object, bare.priority, bare.status, bare.due_on, bare.changed_at),
            (None, None, None, None, None)
        );
        assert_eq!(told(json!({"MaintenanceOrder": " "})), None);
        assert_eq!(told(json!({"MaintenanceOrderType": "PM02"})).unwrap().work, WorkOrderType::Preventive);
    }
}
