//! A request for each id that a command takes, complete but for that one id, which is another tenant's.

use crate::ids::Ids;
use serde_json::{Value, json};

/// `own`: the caller's; `other`: another tenant's. Each request has exactly one of the latter, so that nothing else can
/// be why it is refused.
pub fn samples(own: &Ids, other: &Ids) -> Vec<(&'static str, Value)> {
    let time = "2026-11-30T00:00:00Z";
    let site = |id: &str| json!({ "id": id, "code": "X", "nameEn": "x", "nameAr": "x", "timeZone": "UTC" });
    let asset = |site: &str| {
        json!({ "siteId": site, "tagCode": "X-9", "nameEn": "x", "nameAr": "x", "family": "pump",
                "criticality": "low", "status": "in_service" })
    };
    let with = |mut request: Value, field: &str, id: &str| {
        request[field] = json!(id);
        request
    };
    let limits = json!({ "lowLow": null, "low": null, "high": null, "highHigh": null, "deadband": null,
                         "onDelaySeconds": null, "offDelaySeconds": null });
    let metric = |asset: &str| json!({ "assetId": asset, "name": "pressure", "unit": "bar", "limits": limits });
    let mapping = |integration: &str, asset: &str| {
        json!({ "mappings": [{ "integrationId": integration, "externalTag": "x", "assetId": asset,
                "metricName": "bearing_temperature", "metricUnit": "Cel", "sourceUnit": "Cel" }] })
    };
    let change = |id: &str, metric: &str| json!({ "id": id, "metricId": metric, "sourceUnit": "Cel", "scale": "1", "offset": "0", "isActive": true });
    let event =
        |asset: &str| json!({ "assetId": asset, "at": time, "what": { "kind": "maintenance", "work": "overhaul" } });
    let order = |asset: &str| json!({ "assetId": asset, "titleEn": "x", "type": "inspection", "priority": "low" });
    let order_change = |id: &str| {
        json!({ "id": id, "version": 1, "titleEn": "x", "titleAr": "x", "description": "", "type": "inspection",
                "priority": "low" })
    };
    let person = |id: &str| json!({ "id": id, "displayName": "x", "role": "viewer", "isActive": false });
    let mut all = vec![
        ("switch_workspace", json!({ "id": other.workspace })),
        ("update_person", person(&other.person)),
        ("save_site", site(&other.site)),
        ("delete_site", json!({ "id": other.site })),
        ("list_assets", json!({ "siteId": other.site })),
        ("list_asset_children", json!({ "siteId": other.site })),
        ("list_asset_children", json!({ "siteId": own.site, "parentId": other.asset })),
        ("get_asset", json!({ "id": other.asset })),
        ("save_asset", asset(&other.site)),
        ("save_asset", with(asset(&own.site), "id", &other.asset)),
        ("save_asset", with(asset(&own.site), "parentId", &other.asset)),
        ("save_metric", metric(&other.asset)),
        ("save_metric", with(metric(&own.asset), "id", &other.metric)),
        ("list_scores", json!({ "assetId": other.asset, "from": "2026-01-01T00:00:00Z", "to": time })),
        ("get_integration", json!({ "id": other.integration })),
        ("save_integration", json!({ "id": other.integration, "connector": "demo", "name": "x", "config": {} })),
        ("delete_integration", json!({ "id": other.integration })),
        ("start_integration", json!({ "id": other.integration })),
        ("stop_integration", json!({ "id": other.integration })),
        ("set_demo_speed", json!({ "id": other.integration, "speed": 2.0 })),
        ("test_integration", json!({ "id": other.integration })),
        ("list_integration_events", json!({ "integrationId": other.integration })),
        ("list_gaps", json!({ "integrationId": other.integration })),
        ("browse_tags", json!({ "integrationId": other.integration })),
        ("search_tags", json!({ "integrationId": other.integration, "text": "x" })),
        ("list_mappings", json!({ "integrationId": other.integration })),
        ("list_mappings", json!({ "assetId": other.asset })),
        ("preview_mappings", json!({ "integrationId": other.integration, "requests": [] })),
        ("create_mappings", mapping(&other.integration, &own.asset)),
        ("create_mappings", mapping(&own.integration, &other.asset)),
        ("update_mapping", change(&other.mapping, &own.metric)),
        ("update_mapping", change(&own.mapping, &other.metric)),
        ("set_mappings_active", json!({ "ids": [other.mapping], "isActive": false })),
        ("delete_mappings", json!({ "ids": [other.mapping] })),
        ("export_mappings", json!({ "integrationId": other.integration })),
        ("list_asset_events", json!({ "assetId": other.asset })),
        ("save_asset_event", event(&other.asset)),
        ("save_asset_event", with(with(event(&own.asset), "id", &other.event), "version", "1")),
        ("delete_asset_event", json!({ "id": other.event })),
        ("run_prioritization", json!({ "siteId": other.site })),
        ("get_deferral", json!({ "assetId": other.asset })),
        ("get_run", json!({ "id": other.run })),
        ("list_recommendations", json!({ "runId": other.run })),
        ("list_recommendations", json!({ "runId": own.run, "siteId": other.site })),
        ("accept_recommendation", json!({ "id": other.recommendation })),
        ("reject_recommendation", json!({ "id": other.recommendation, "reason": "a reason" })),
        ("list_work_orders", json!({ "assetId": other.asset })),
        ("get_work_order", json!({ "id": other.order })),
        ("create_work_order", order(&other.asset)),
        ("create_work_order", with(order(&own.asset), "assigneeId", &other.person)),
        ("update_work_order", order_change(&other.order)),
        ("update_work_order", with(order_change(&own.order), "assigneeId", &other.person)),
        ("move_work_order", json!({ "id": other.order, "from": "open", "to": "in_progress" })),
    ];
    all.push(("decide_conflict", json!({ "opId": other.order, "field": "status", "decision": { "keep": "mine" } })));
    for (_, request) in &mut all {
        // A number, where a helper above could only write text.
        if request["version"] == "1" {
            request["version"] = json!(1);
        }
    }
    all
}
