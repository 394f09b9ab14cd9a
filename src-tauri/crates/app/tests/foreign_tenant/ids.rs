//! Ids to ask with: of the caller's own workspace, and of BETA, whose every text is a canary.

use crate::{
    central_bench::{TestTenant, World, workstation, world},
    common::Bench,
};
use central::{Action, Operation, Outcome};
use domain::Role;
use serde_json::{Value, json};
use uuid::Uuid;

/// One of each thing that has an id.
#[derive(Clone)]
pub struct Ids {
    pub workspace: String,
    pub site: String,
    pub asset: String,
    pub metric: String,
    pub integration: String,
    pub mapping: String,
    pub order: String,
    pub run: String,
    pub recommendation: String,
    pub event: String,
    pub person: String,
    pub session: String,
    pub workstation: String,
    pub tenant: String,
}

impl Ids {
    /// Words in the place of ids, for counting which fields are named.
    pub fn marks(whose: &str) -> Self {
        let mark = || whose.to_owned();
        Self {
            workspace: mark(),
            site: mark(),
            asset: mark(),
            metric: mark(),
            integration: mark(),
            mapping: mark(),
            order: mark(),
            run: mark(),
            recommendation: mark(),
            event: mark(),
            person: mark(),
            session: mark(),
            workstation: mark(),
            tenant: mark(),
        }
    }
}

/// BETA's plant as one of its workstations has it, and the same rows in the central database; its administrator stays
/// signed in, and a workstation waits to be enrolled.
pub async fn beta(world: &World) -> Ids {
    let bench = workstation(world, &world.b, Role::TenantAdmin).await;
    let ids = grow(world, &world.b, &bench, "canary").await;
    let link = world.signed_in(&world.b, Role::TenantAdmin).await;
    let person = world.b.person(Role::TenantAdmin).id;
    let id = |text: &str| text.parse::<Uuid>().unwrap();
    let rows = [
        ("site", &ids.site, json!({ "code": "canary", "name_en": "canary", "name_ar": "canary", "time_zone": "UTC" })),
        (
            "asset",
            &ids.asset,
            json!({ "site_id": ids.site, "tag_code": "canary", "name_en": "canary", "name_ar": "canary",
                    "family": "pump", "criticality": "low", "status": "in_service" }),
        ),
        ("metric", &ids.metric, json!({ "asset_id": ids.asset, "name": "canary", "unit": "Cel" })),
        (
            "integration",
            &ids.integration,
            json!({ "connector": "demo", "name": "canary", "config": {}, "status": "inactive" }),
        ),
        (
            "work_order",
            &ids.order,
            json!({ "asset_id": ids.asset, "title_en": "canary", "title_ar": "canary", "type": "inspection",
                    "priority": "low", "status": "open", "created_by": person, "created_at": chrono::Utc::now(),
                    "updated_at": chrono::Utc::now() }),
        ),
    ];
    for (n, (tbl, row, patch)) in rows.into_iter().enumerate() {
        let Value::Object(patch) = patch else { continue };
        let operation = Operation {
            op_id: Uuid::now_v7(),
            person_id: person,
            device_id: Uuid::now_v7(),
            device_seq: n as i64 + 1,
            tbl: tbl.into(),
            row_id: id(row),
            action: Action::Insert,
            patch,
            base: serde_json::Map::new(),
            depends_on: Vec::new(),
            client_time: chrono::Utc::now(),
        };
        let receipt = link.push(&[operation]).await.unwrap().remove(0);
        assert_eq!(receipt.outcome, Outcome::Applied, "{tbl}: {}", receipt.detail);
    }
    ids
}

/// The caller's own, made by somebody who may; roles that can't make anything name what is nobody's.
pub async fn own(world: &World, tenant: &TestTenant, bench: &Bench, role: Role) -> Ids {
    if role == Role::TenantAdmin {
        return grow(world, tenant, bench, "own").await;
    }
    let mut ids = Ids::marks(&Uuid::now_v7().to_string());
    ids.workspace = text(&bench.ok("get_workspace", json!({})).await["id"]);
    ids.tenant = tenant.id.to_string();
    ids
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// One of each through the command table, every text with the word in it.
async fn grow(world: &World, tenant: &TestTenant, bench: &Bench, word: &str) -> Ids {
    let site = json!({ "code": word, "nameEn": word, "nameAr": word, "timeZone": "UTC" });
    let site = text(&bench.ok("save_site", site).await["id"]);
    let asset = json!({
        "siteId": site, "tagCode": word, "nameEn": word, "nameAr": word, "family": "pump", "criticality": "high",
        "status": "in_service"
    });
    let asset = text(&bench.ok("save_asset", asset).await["id"]);
    let limits = json!({ "lowLow": null, "low": null, "high": 80.0, "highHigh": null, "deadband": null,
                         "onDelaySeconds": null, "offDelaySeconds": null });
    let metric = json!({ "assetId": asset, "name": "bearing_temperature", "unit": "Cel", "limits": limits });
    let metric = text(&bench.ok("save_metric", metric).await["id"]);
    let integration = bench.integration(word).await;
    let mapping = json!({ "mappings": [{
        "integrationId": integration, "externalTag": word, "assetId": asset, "metricName": "bearing_temperature",
        "metricUnit": "Cel", "sourceUnit": "Cel"
    }] });
    let made = bench.ok("create_mappings", mapping).await;
    let mapping = made["rows"][0]["id"].as_str().map_or_else(|| panic!("{made}"), str::to_owned);
    let order = json!({ "assetId": asset, "titleEn": word, "type": "inspection", "priority": "low" });
    let order = bench.ok("create_work_order", order).await;
    let order = text(order.get("id").unwrap_or(&order["order"]["id"]));
    let event = json!({ "assetId": asset, "at": "2026-01-01T00:00:00Z", "note": word,
                        "what": { "kind": "maintenance", "work": "overhaul" } });
    let event = bench.call("save_asset_event", event).await.map(|e| text(e.get("id").unwrap_or(&e["event"]["id"])));
    let run = bench.ok("run_prioritization", json!({})).await;
    let run = text(run.get("id").unwrap_or(&run["run"]["id"]));
    let root = world::superuser(&world.cluster).await;
    let row = root
        .query_one(
            "SELECT (SELECT id FROM auth.session WHERE tenant_id = $1 AND revoked_at IS NULL LIMIT 1),
                    (SELECT id FROM plant.device WHERE tenant_id = $1 LIMIT 1)",
            &[&tenant.id],
        )
        .await
        .unwrap();
    Ids {
        workspace: text(&bench.ok("get_workspace", json!({})).await["id"]),
        site,
        asset,
        metric,
        integration,
        mapping,
        order,
        run,
        // No score, so no proposal: an id that only the other tenant could have.
        recommendation: Uuid::now_v7().to_string(),
        event: event.unwrap_or_else(|f| panic!("save_asset_event: {f}")),
        person: tenant.person(Role::Engineer).id.to_string(),
        session: row.get::<_, Uuid>(0).to_string(),
        workstation: row.get::<_, Option<Uuid>>(1).unwrap().to_string(),
        tenant: tenant.id.to_string(),
    }
}

/// Every row of a tenant in every table, as a superuser sees them, as one text.
pub async fn checksum(world: &World, tenant: Uuid) -> String {
    let root = world::superuser(&world.cluster).await;
    let tables = root
        .query(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
              WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1",
            &[],
        )
        .await
        .unwrap();
    let mut all = String::new();
    for table in tables {
        let table: String = table.get(0);
        let sql = format!(
            "SELECT coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') FROM {table} t WHERE tenant_id = $1"
        );
        all.push_str(&format!("{table} {}\n", root.query_one(&sql, &[&tenant]).await.unwrap().get::<_, String>(0)));
    }
    all
}
