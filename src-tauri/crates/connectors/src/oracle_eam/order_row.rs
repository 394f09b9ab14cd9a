//! A work order as Oracle tells it: what it is about, and how far it is by its status.

use super::{
    assets,
    config::EamConfig,
    statuses::Statuses,
    value,
    work_orders::{CANCELED, changed_at},
};
use crate::{
    json_row::{self, Row},
    maintenance::{Order, keyed, priority_of},
};
use domain::{WorkOrderStatus, WorkOrderType};

/// `None` where it has no number. `own`: a company's own statuses.
pub(crate) fn read(row: &Row, config: &EamConfig, own: &Statuses) -> Option<Order> {
    let text = |field: &str| json_row::text(row, field);
    let at = |field: &str| value::instant(row, field, config.zone);
    let number = text("WorkOrderNumber")?;
    let kind = text("WorkOrderTypeCode").unwrap_or_default();
    let told = text("WorkOrderStatusCode").unwrap_or_default();
    Some(Order {
        key: keyed(&number),
        number,
        title: text("WorkOrderDescription").unwrap_or_default(),
        object: value::id(row, "AssetId").map(assets::reference),
        work: work(&kind),
        kind,
        priority: json_row::number(row, "WorkOrderPriority").and_then(priority_of),
        due_on: value::day(row, "PlannedCompletionDate", config.zone),
        status: status(own.get(&told).unwrap_or(&told), at("ActualStartDate").is_some()),
        told,
        completed_at: at("ActualCompletionDate"),
        changed_at: changed_at(row, config),
    })
}

/// Oracle's seeded statuses. A work order has an actual start once the first transaction was made against it.
fn status(code: &str, has_begun: bool) -> Option<WorkOrderStatus> {
    match code {
        "ORA_UNRELEASED" => Some(WorkOrderStatus::Open),
        "ORA_RELEASED" | "ORA_ON_HOLD" if has_begun => Some(WorkOrderStatus::InProgress),
        "ORA_RELEASED" | "ORA_ON_HOLD" => Some(WorkOrderStatus::Open),
        "ORA_COMPLETED" | "ORA_CLOSED" => Some(WorkOrderStatus::Done),
        CANCELED => Some(WorkOrderStatus::Cancelled),
        _ => None,
    }
}

/// By Oracle's seeded types; a company's own are corrective until a person says otherwise.
fn work(kind: &str) -> WorkOrderType {
    if kind == "PREVENTIVE" { WorkOrderType::Preventive } else { WorkOrderType::Corrective }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SourceContext, maintenance::order_key};
    use chrono::NaiveDate;
    use domain::{Criticality, WorkOrderId};
    use serde_json::{Value, json};

    fn told(more: Value) -> Option<Order> {
        let config = json!({"baseUrl": "https://o", "userName": "u", "organization": "M1"});
        let secrets = [("password".to_owned(), domain::Secret::new("p"))].into();
        let config = EamConfig::parse(&config, &SourceContext { secrets, folder: "/nonexistent".into() }).unwrap();
        let mut row = json!({
            "WorkOrderId": 9, "WorkOrderNumber": "1053", "WorkOrderDescription": "Seal leaks", "AssetId": 7,
            "WorkOrderStatusCode": "ORA_RELEASED", "WorkOrderTypeCode": "PREVENTIVE", "WorkOrderPriority": 1,
            "PlannedCompletionDate": "2026-12-24T20:59:59+00:00", "LastUpdateDate": "2026-02-01T09:31:00+00:00",
        });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let own = [("XX_PARTS".to_owned(), "ORA_ON_HOLD".to_owned())].into();
        read(row.as_object().unwrap(), &config, &own)
    }

    #[test]
    fn how_far_an_order_is_stands_in_its_status_and_in_its_beginning() {
        use WorkOrderStatus::*;
        for (code, has_begun, expected) in [
            ("ORA_UNRELEASED", false, Some(Open)),
            ("ORA_RELEASED", false, Some(Open)),
            ("ORA_RELEASED", true, Some(InProgress)),
            ("ORA_ON_HOLD", true, Some(InProgress)),
            ("ORA_COMPLETED", true, Some(Done)),
            ("ORA_CLOSED", true, Some(Done)),
            ("ORA_CANCELED", false, Some(Cancelled)),
            ("XX_WAITING_FOR_PARTS", true, None),
            ("", false, None),
        ] {
            assert_eq!(status(code, has_begun), expected, "{code}");
        }
    }

    #[test]
    fn an_order_is_read_with_what_it_is_about() {
        let order = told(json!({})).unwrap();
        assert_eq!((order.object, order.priority), (Some(assets::reference(7)), Some(Criticality::Critical)));
        assert_eq!((order.due_on, order.work), (NaiveDate::from_ymd_opt(2026, 12, 24), WorkOrderType::Preventive));
        let id = WorkOrderId::new();
        assert_eq!(told(json!({"WorkOrderNumber": order_key(id)})).unwrap().key, Some(id));
        let bare = told(json!({"AssetId": null, "WorkOrderPriority": null, "PlannedCompletionDate": "soon",
                               "WorkOrderStatusCode": null, "LastUpdateDate": 7}))
        .unwrap();
        assert_eq!(
            (bare.object, bare.priority, bare.due_on, bare.status, bare.changed_at),
            (None, None, None, None, None)
        );
        assert_eq!(told(json!({"WorkOrderNumber": null})), None);
        let own = told(json!({"WorkOrderStatusCode": "XX_PARTS"})).unwrap();
        assert_eq!((own.status, own.told.as_str()), (Some(WorkOrderStatus::Open), "XX_PARTS"));
    }
}
