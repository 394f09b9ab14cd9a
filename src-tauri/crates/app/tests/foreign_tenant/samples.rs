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
        ("get_maintenance_summary", json!({ "id": other.integration })),
        (
            "list_maintenance_objects",
            json!({ "integrationId": other.integration, "siteId": own.site, "kind": "equipment" }),
        ),
        (
            "list_maintenance_objects",
            json!({ "integrationId": own.integration, "siteId": other.site, "kind": "equipment" }),
        ),
        ("take_in_objects", json!({ "integrationId": other.integration, "siteId": own.site, "rows": [] })),
        ("take_in_objects", json!({ "integrationId": own.integration, "siteId": other.site, "rows": [] })),
        ("get_work_order_in_system", json!({ "id": other.order })),
        ("send_work_order_to_system", json!({ "id": other.order })),
        ("check_drift", json!({ "integrationId": other.integration })),
        ("rebind_mapping", json!({ "id": other.mapping })),
        ("gather_tags", json!({ "integrationId": other.integration })),
        ("suggest_mappings", json!({ "integrationId": other.integration, "tags": [] })),
        (
            "preview_mapping_rule",
            json!({ "integrationId": other.integration, "tags": [],
                    "rule": { "pattern": "x", "asset": "x", "metric": "x" } }),
        ),
        ("export_mappings_workbook", json!({ "integrationId": other.integration })),
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
        ("split_work_order", json!({ "id": other.order, "version": 1, "parts": 2 })),
        ("withdraw_decision", json!({ "id": other.recommendation, "reason": "a reason" })),
        ("list_work_orders", json!({ "assetId": other.asset })),
        ("get_work_order", json!({ "id": other.order })),
        ("create_work_order", order(&other.asset)),
        ("create_work_order", with(order(&own.asset), "assigneeId", &other.person)),
        ("update_work_order", order_change(&other.order)),
        ("update_work_order", with(order_change(&own.order), "assigneeId", &other.person)),
        ("move_work_order", json!({ "id": other.order, "from": "open", "to": "in_progress" })),
    ];
    all.extend(administration(other));
    all.extend(planning(own, other));
    all.push(("adopt_operations", json!({ "personId": other.person })));
    let taken = json!({ "id": other.asset, "email": "a@a.example", "password": "x", "dryRun": true });
    all.push(("take_in_workspace", taken));
    all.push(("decide_conflict", json!({ "opId": other.order, "field": "status", "decision": { "keep": "mine" } })));
    for (_, request) in &mut all {
        // A number, where a helper above could only write text.
        if request["version"] == "1" {
            request["version"] = json!(1);
        }
    }
    all
}

/// What the central database decides.
fn administration(other: &Ids) -> Vec<(&'static str, Value)> {
    let id = |id: &str| json!({ "id": id });
    vec![
        ("update_user", json!({ "id": other.person, "version": 1, "displayName": "x" })),
        ("reset_user_password", id(&other.person)),
        ("list_user_sessions", json!({ "personId": other.person })),
        ("revoke_session", id(&other.session)),
        ("revoke_user_sessions", id(&other.person)),
        ("enrol_workstation", id(&other.workstation)),
        ("remove_workstation", id(&other.workstation)),
        ("update_tenant", json!({ "id": other.tenant, "version": 1, "nameEn": "x" })),
        ("set_tenant_active", json!({ "id": other.tenant, "isActive": false })),
        ("open_tenant", json!({ "id": other.tenant, "reason": "a reason of the test" })),
    ]
}

/// Runs, the workforce and what work asks for. Kinds of things that BETA has none of here are named by ids that nobody has.
fn planning(own: &Ids, other: &Ids) -> Vec<(&'static str, Value)> {
    let id = |id: &str| json!({ "id": id });
    let run = |id: &str| json!({ "runId": id });
    let absent = &other.event;
    let with = |mut request: Value, field: &str, value: Value| {
        request[field] = value;
        request
    };
    let dispatch = json!({ "days": 5, "includeScheduled": false, "defaultHours": 4.0, "speedKmh": 60.0, "detour": 1.3,
        "placeMinutes": 5, "rates": { "lateDay": 1.0, "waitingDay": 1.0, "travelHour": 1.0, "unassigned": 1.0 },
        "locks": [], "effort": { "rounds": 1 }, "seed": 1 });
    let risk = json!({ "periods": 4, "scenarios": 10, "effort": { "rounds": 1 } });
    let horizons = json!([7, 14, 30, 60, 90]);
    let start = |model: &str, parameters: Value| json!({ "model": model, "parameters": parameters, "wait": true });
    let engineer = json!({ "code": "E-9", "nameEn": "x", "nameAr": "x", "homeSiteId": own.site, "skills": [], "tools": [],
        "parts": [], "weekly": [], "exceptions": [], "maxHoursPerDay": 8.0, "isActive": true });
    let depot = json!({ "siteId": own.site, "loadingMinutes": 10, "tools": [], "stock": [] });
    let group = json!({ "siteId": own.site, "nameEn": "x", "nameAr": "x", "assetIds": [own.asset], "spare": 0 });
    let needs = |field: &str, value: Value| {
        let mut needs =
            json!({ "skills": [], "tools": [], "parts": [], "notBefore": null, "window": null, "after": [] });
        needs[field] = value;
        json!({ "workOrderId": own.order, "needs": needs })
    };
    let lock = json!([{ "workOrderId": own.order, "engineerId": absent }]);
    vec![
        ("start_run", with(start("deferral_fleet", json!({ "horizons": horizons })), "basedOn", json!(other.run))),
        ("start_run", start("deferral_fleet", json!({ "siteIds": [other.site], "horizons": horizons }))),
        ("start_run", start("workforce_dispatch", with(dispatch.clone(), "workOrderIds", json!([other.order])))),
        (
            "start_run",
            start("workforce_dispatch", with(dispatch.clone(), "locks", json!([{ "workOrderId": other.order }]))),
        ),
        ("start_run", start("workforce_dispatch", with(dispatch, "locks", lock))),
        (
            "start_run",
            start(
                "production_risk",
                with(risk.clone(), "exclusions", json!([{ "assetIds": [other.asset, own.asset] }])),
            ),
        ),
        (
            "start_run",
            start("production_risk", with(risk.clone(), "locks", json!([{ "assetId": other.asset, "period": 1 }]))),
        ),
        (
            "start_run",
            start(
                "production_risk",
                with(risk, "crews", json!([{ "skillId": absent, "hours": [1.0, 1.0, 1.0, 1.0] }])),
            ),
        ),
        ("cancel_run", id(&other.run)),
        ("save_run", json!({ "id": other.run, "name": "x", "isLocked": false })),
        ("delete_run", id(&other.run)),
        ("get_dispatch_plan", run(&other.run)),
        ("get_risk_plan", run(&other.run)),
        ("get_deferral_fleet", run(&other.run)),
        ("get_deferral_fleet", with(run(&own.run), "siteId", json!(other.site))),
        ("compare_runs", json!({ "ids": [other.run, own.run] })),
        ("export_run", id(&other.run)),
        ("list_proposals", run(&other.run)),
        ("list_proposals", with(run(&own.run), "siteId", json!(other.site))),
        ("accept_proposals", with(run(&other.run), "all", json!(true))),
        ("accept_proposals", with(run(&own.run), "ids", json!([other.recommendation]))),
        ("reject_proposal", json!({ "id": other.recommendation, "reason": "a reason" })),
        ("list_engineers", json!({ "siteId": other.site })),
        ("get_engineer", id(absent)),
        ("save_engineer", with(engineer.clone(), "id", json!(absent))),
        ("save_engineer", with(engineer.clone(), "personId", json!(other.person))),
        ("save_engineer", with(engineer.clone(), "homeSiteId", json!(other.site))),
        ("save_engineer", with(engineer.clone(), "skills", json!([{ "skillId": absent, "level": 1 }]))),
        ("save_engineer", with(engineer.clone(), "tools", json!([absent]))),
        ("save_engineer", with(engineer, "parts", json!([{ "partId": absent, "count": 1 }]))),
        ("delete_engineer", id(absent)),
        (
            "save_resource",
            json!({ "id": absent, "version": 1, "kind": "tool", "code": "T-9", "nameEn": "x", "nameAr": "x", "families": [] }),
        ),
        ("delete_resource", id(absent)),
        ("save_depot", with(depot.clone(), "siteId", json!(other.site))),
        ("save_depot", with(depot.clone(), "tools", json!([absent]))),
        ("save_depot", with(depot, "stock", json!([{ "partId": absent, "count": 1, "from": null }]))),
        ("delete_depot", json!({ "siteId": other.site })),
        ("save_parallel_group", with(group.clone(), "id", json!(absent))),
        ("save_parallel_group", with(group.clone(), "siteId", json!(other.site))),
        ("save_parallel_group", with(group, "assetIds", json!([other.asset]))),
        ("delete_parallel_group", id(absent)),
        ("get_work_needs", json!({ "workOrderId": other.order })),
        ("save_work_needs", with(needs("after", json!([])), "workOrderId", json!(other.order))),
        ("save_work_needs", needs("after", json!([other.order]))),
        ("save_work_needs", needs("sameEngineerAs", json!(other.order))),
        ("save_work_needs", needs("skills", json!([{ "skillId": absent, "level": 1 }]))),
        ("save_work_needs", needs("tools", json!([absent]))),
        ("save_work_needs", needs("parts", json!([{ "partId": absent, "count": 1 }]))),
    ]
}
