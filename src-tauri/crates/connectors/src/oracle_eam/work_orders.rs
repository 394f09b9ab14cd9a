//! Maintenance work orders, read by when they were last changed: what is completed befell its asset.

use super::{assets, client::EamClient, config::EamConfig, expression, failure, resource::Resource, value};
use crate::{
    Refused,
    json_row::{self, Row},
    maintenance::{self, Changes, Happening},
};
use domain::{AssetEventKind, FailureMode, MaintenanceWork, Timestamp};

/// No instant has so many orders changed in it.
const MOST_PAGES_OF_ONE_TIME: usize = 1_000;
pub(crate) const CANCELED: &str = "ORA_CANCELED";
/// Oracle keeps its failure codes apart from the order.
const FAILURE: AssetEventKind = AssetEventKind::Failure { mode: FailureMode::Unknown };
/// What was renewed only a person can say.
const MAINTENANCE: AssetEventKind = AssetEventKind::Maintenance { work: MaintenanceWork::MinorRepair };

pub(crate) async fn changed_since(
    client: &EamClient,
    since: Timestamp,
    seen: Option<Timestamp>,
) -> Result<Changes<Happening>, Refused> {
    read(client, since, seen, happening).await
}

/// In the order of their change, from the last row's time on. Only where a whole page has one time are rows counted.
pub(crate) async fn read<T>(
    client: &EamClient,
    since: Timestamp,
    seen: Option<Timestamp>,
    told: impl Fn(&Row, &EamConfig) -> Option<T>,
) -> Result<Changes<T>, Refused> {
    let config = &client.config;
    let organization = expression::equals("OrganizationCode", &config.organization);
    let q = expression::all(&[organization, expression::since("LastUpdateDate", since)]);
    let fields = client.description(Resource::WorkOrders).await?.selection(Resource::WorkOrders);
    let order_by = "LastUpdateDate:asc,WorkOrderId:asc";
    let mut rows: Vec<Row> = Vec::new();
    for _ in 0..MOST_PAGES_OF_ONE_TIME {
        let offset = rows.len().to_string();
        let options = [("fields", fields.as_str()), ("offset", offset.as_str())];
        let mut page = client.page(Resource::WorkOrders, &q, order_by, config.page_size, &options).await?;
        rows.append(&mut page.rows);
        let times: Vec<Timestamp> = rows.iter().filter_map(|row| changed_at(row, config)).collect();
        let last = times.iter().max().copied();
        // A page full of one time is no step forward: what follows it is.
        if page.is_more && last.is_some_and(|last| last <= since) {
            continue;
        }
        let found = rows.iter().filter_map(|row| told(row, config)).collect();
        return Ok(Changes::of(found, &times, since, seen, page.is_more));
    }
    Err(failure::pages_without_end(config, Resource::WorkOrders).into())
}

pub(crate) fn changed_at(row: &Row, config: &EamConfig) -> Option<Timestamp> {
    value::instant(row, "LastUpdateDate", config.zone)
}

/// A completed order of an asset: a failure where its type or sub-type says so, else maintenance. An order of ours was
/// made before anything failed.
fn happening(row: &Row, config: &EamConfig) -> Option<Happening> {
    let text = |field: &str| json_row::text(row, field);
    let at = |field: &str| value::instant(row, field, config.zone);
    let completed_at = at("ActualCompletionDate")?;
    if text("WorkOrderStatusCode").as_deref() == Some(CANCELED) {
        return None;
    }
    let number = text("WorkOrderNumber")?;
    let codes = [text("WorkOrderTypeCode"), text("WorkOrderSubTypeCode")];
    let tells_of_failure = codes.iter().flatten().any(|code| config.failure_codes.contains(code));
    let is_failure = tells_of_failure && maintenance::keyed(&number).is_none();
    // It failed before somebody asked for its repair.
    let began_at = [at("CreationDate"), at("ActualStartDate")].into_iter().flatten().min();
    let began_at = began_at.map_or(completed_at, |began| began.min(completed_at));
    Some(Happening {
        text: text("WorkOrderDescription").unwrap_or_default(),
        object: assets::reference(value::id(row, "AssetId")?),
        at: if is_failure { began_at } else { completed_at },
        what: if is_failure { FAILURE } else { MAINTENANCE },
        downtime_hours: None,
        number,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SourceContext;
    use domain::WorkOrderId;
    use serde_json::{Value, json};

    fn read(more: Value) -> Option<Happening> {
        let config =
            json!({"baseUrl": "https://o", "userName": "u", "organization": "M1", "failureCodes": "CORRECTIVE,X"});
        let secrets = [("password".to_owned(), domain::Secret::new("p"))].into();
        let config = EamConfig::parse(&config, &SourceContext { secrets, folder: "/nonexistent".into() }).unwrap();
        let mut row = json!({
            "WorkOrderId": 9, "WorkOrderNumber": "1053", "WorkOrderDescription": "Seal leaks", "AssetId": 7,
            "WorkOrderStatusCode": "ORA_COMPLETED", "WorkOrderTypeCode": "CORRECTIVE", "OrganizationCode": "M1",
            "CreationDate": "2026-02-01T03:00:00+00:00", "ActualStartDate": "2026-02-01T06:00:00+00:00",
            "ActualCompletionDate": "2026-02-01T09:30:00+00:00", "LastUpdateDate": "2026-02-01T09:31:00+00:00",
        });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        happening(row.as_object().unwrap(), &config)
    }

    #[test]
    fn a_completed_order_is_a_failure_or_maintenance_by_its_codes() {
        let failed = read(json!({})).unwrap();
        assert_eq!((failed.what, failed.at.to_rfc3339()), (FAILURE, "2026-02-01T03:00:00+00:00".into()));
        assert_eq!((failed.number.as_str(), failed.object.number.as_str()), ("1053", "7"));
        let planned = read(json!({"WorkOrderTypeCode": "PREVENTIVE", "WorkOrderSubTypeCode": "ORA_PLANNED"})).unwrap();
        assert_eq!((planned.what, planned.at.to_rfc3339()), (MAINTENANCE, "2026-02-01T09:30:00+00:00".into()));
        assert_eq!(
            read(json!({"WorkOrderTypeCode": "PREVENTIVE", "WorkOrderSubTypeCode": "X"})).unwrap().what,
            FAILURE
        );
        // What is not told by this release of Oracle.
        let bare = read(json!({"CreationDate": null, "ActualStartDate": null})).unwrap();
        assert_eq!(bare.at.to_rfc3339(), "2026-02-01T09:30:00+00:00");
    }

    #[test]
    fn an_order_of_ours_is_no_failure() {
        let number = maintenance::order_key(WorkOrderId::new());
        assert_eq!(read(json!({"WorkOrderNumber": number})).unwrap().what, MAINTENANCE);
    }

    #[test]
    fn what_is_open_canceled_or_of_no_asset_befell_nothing() {
        for more in [
            json!({"ActualCompletionDate": null}),
            json!({"ActualCompletionDate": "soon"}),
            json!({"WorkOrderStatusCode": "ORA_CANCELED"}),
            json!({"AssetId": null}),
            json!({"WorkOrderNumber": " "}),
        ] {
            assert_eq!(read(more.clone()), None, "{more}");
        }
    }
}
