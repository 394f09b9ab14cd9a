//! A standalone workspace is taken into a tenant over a real PostgreSQL: looked at first, then done; what the tenant has
//! is the tenant's; taken in once however often it is done; and another workstation has it all.
#![allow(clippy::unwrap_used)]

#[path = "common/central.rs"]
mod central_bench;
mod common;

use central_bench::{World, connection, workstation, world};
use common::Bench;
use domain::{IntegrationId, Role};
use serde_json::{Value, json};
use testkit::postgres;

async fn exchange(bench: &Bench) {
    app::central::replication::round(&bench.app.plant().unwrap()).await.unwrap();
}

async fn save_asset(bench: &Bench, site: &str, tag: &str, parent: Option<&str>, family: &str) -> String {
    let asset = json!({
        "siteId": site, "parentId": parent, "tagCode": tag, "nameEn": tag, "nameAr": tag, "family": family,
        "criticality": "high", "status": "in_service"
    });
    bench.ok("save_asset", asset).await["id"].as_str().unwrap().to_owned()
}

async fn save_metric(bench: &Bench, asset: &str, name: &str, unit: &str) -> String {
    let metric = json!({ "assetId": asset, "name": name, "unit": unit, "limits": {} });
    bench.ok("save_metric", metric).await["id"].as_str().unwrap().to_owned()
}

/// A plant with parts under a train, an integration with a password, a mapping, a failure and a work order.
async fn fill(bench: &Bench) -> String {
    let site = json!({ "code": "RTP", "nameEn": "Ras", "nameAr": "رأس", "timeZone": "Asia/Riyadh", "latitude": 26.7, "longitude": 50.1 });
    let site = bench.ok("save_site", site).await["id"].as_str().unwrap().to_owned();
    let train = save_asset(bench, &site, "T-1", None, "compressor").await;
    let pump = save_asset(bench, &site, "P-1", Some(&train), "pump").await;
    save_metric(bench, &pump, "flow", "m3/h").await;
    save_metric(bench, &train, "load", "%").await;
    let config = json!({ "endpointUrl": "opc.tcp://127.0.0.1:1", "identity": "user", "userName": "scada" });
    let request =
        json!({ "connector": "opcua", "name": "DCS", "config": config, "secrets": { "password": "canary-dcs" } });
    let integration = bench.ok("save_integration", request).await["integration"]["id"].as_str().unwrap().to_owned();
    let mapping = json!({
        "integrationId": integration, "externalTag": "ns=2;s=P1.F", "assetId": pump, "metricName": "flow",
        "metricUnit": "m3/h", "sourceUnit": "m3/h"
    });
    bench.ok("create_mappings", json!({ "mappings": [mapping] })).await;
    let broke = json!({ "kind": "failure", "mode": "BRD" });
    bench.ok("save_asset_event", json!({ "assetId": pump, "at": "2026-01-02T03:04:05Z", "what": broke })).await;
    let order =
        json!({ "assetId": pump, "titleEn": "Seal", "titleAr": "مانع تسرب", "type": "corrective", "priority": "high" });
    bench.ok("create_work_order", order).await;
    integration
}

fn counts(taken: &Value) -> Vec<(String, [u64; 4])> {
    let of = |t: &Value| ["created", "merged", "there", "refused"].map(|k| t[k].as_u64().unwrap());
    taken["tables"].as_array().unwrap().iter().map(|t| (t["table"].as_str().unwrap().to_owned(), of(t))).collect()
}

fn expected(list: [(&str, [u64; 4]); 7]) -> Vec<(String, [u64; 4])> {
    list.into_iter().map(|(name, counts)| (name.to_owned(), counts)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_standalone_workspace_becomes_the_tenants_once_and_for_all() {
    let Some(world) = World::new(postgres::Settings::default()).await else { return };
    // What the tenant has already, entered at another workstation: the site without its place, the train with a metric
    // in another unit.
    let other = workstation(&world, &world.a, Role::TenantAdmin).await;
    let site = json!({ "code": "RTP", "nameEn": "Ras Tanura", "nameAr": "رأس", "timeZone": "Asia/Riyadh" });
    let site = other.ok("save_site", site).await["id"].as_str().unwrap().to_owned();
    let train = save_asset(&other, &site, "T-1", None, "compressor").await;
    save_metric(&other, &train, "load", "MW").await;
    exchange(&other).await;

    let bench = Bench::empty().await;
    let integration = fill(&bench).await;
    let standalone = bench.ok("get_workspace", json!({})).await["id"].clone();
    let admin = world.a.person(Role::TenantAdmin).email.clone();
    bench.ok("new_workspace", json!({})).await;
    bench.ok("connect_workspace", connection(&world, &world.a, &admin, world::PASSWORD)).await;

    let request = |dry_run: bool| json!({ "id": standalone, "email": common::ADMIN, "password": common::PASSWORD, "dryRun": dry_run });
    let mut wrong = request(false);
    wrong["password"] = json!("not the password");
    assert_eq!(bench.refused("take_in_workspace", wrong).await, "take-in-sign-in");
    let own = bench.ok("get_workspace", json!({})).await["id"].clone();
    let mut central = request(false);
    central["id"] = own;
    assert_eq!(bench.refused("take_in_workspace", central).await, "take-in-central");

    let looked = bench.ok("take_in_workspace", request(true)).await;
    let outcome = expected([
        ("site", [0, 1, 0, 0]),
        ("asset", [1, 1, 0, 0]),
        ("metric", [1, 0, 0, 1]),
        ("integration", [1, 0, 0, 0]),
        ("mapping", [1, 0, 0, 0]),
        ("asset_event", [1, 0, 0, 0]),
        ("work_order", [1, 0, 0, 0]),
    ]);
    assert_eq!(counts(&looked), outcome, "{looked}");
    assert_eq!(looked["isDone"], false);
    let difference = &looked["differing"][0];
    assert_eq!((&difference["field"], &difference["tenant"]), (&json!("name_en"), &json!("Ras Tanura")));
    let refused = &looked["refused"][0];
    assert_eq!((&refused["name"], &refused["reason"]["id"]), (&json!("load"), &json!("take-in-other-unit")));
    assert!(app::texts::is_translated("take-in-other-unit"));
    assert_eq!(bench.ok("get_sync", json!({})).await["waiting"], 0, "a look changes nothing");

    let done = bench.ok("take_in_workspace", request(false)).await;
    assert_eq!((counts(&done), &done["isDone"]), (outcome, &json!(true)));
    exchange(&bench).await;
    let sync = bench.ok("get_sync", json!({})).await;
    assert_eq!((&sync["waiting"], &sync["rejected"], &sync["conflicts"]), (&json!(0), &json!(0), &json!(0)), "{sync}");
    let plant = bench.app.plant().unwrap();
    let secret = plant.secret(integration.parse::<IntegrationId>().unwrap(), "password").unwrap();
    assert_eq!(secret.unwrap().expose(), "canary-dcs");

    // Another workstation has it; the tenant's site kept its name and got its place.
    exchange(&other).await;
    let sites = other.ok("list_sites", json!({})).await;
    assert_eq!(sites.as_array().unwrap().len(), 1);
    assert_eq!((&sites[0]["nameEn"], &sites[0]["latitude"]), (&json!("Ras Tanura"), &json!(26.7)));
    assert_eq!(other.ok("list_assets", json!({})).await["total"], 2);
    let pumps = other.ok("list_assets", json!({ "search": "P-1" })).await;
    assert_eq!(pumps["items"][0]["asset"]["parentId"], json!(train), "{pumps}");
    assert_eq!(other.ok("list_mappings", json!({})).await["total"], 1);
    let orders = other.ok("list_work_orders", json!({})).await;
    assert_eq!(
        (&orders["total"], &orders["items"][0]["order"]["createdBy"]),
        (&json!(1), &json!(world.a.person(Role::TenantAdmin).id))
    );

    // Again: everything is there.
    let again = bench.ok("take_in_workspace", request(false)).await;
    let again = counts(&again);
    assert_eq!(again[1].1, [0, 1, 1, 0], "{again:?}");
    assert_eq!(again[6].1, [0, 0, 1, 0]);
    exchange(&bench).await;
    assert_eq!(bench.ok("get_sync", json!({})).await["rejected"], 0);
    // The standalone workspace is as it was.
    bench.ok("switch_workspace", json!({ "id": standalone })).await;
    bench.sign_in_as(common::ADMIN, common::PASSWORD).await;
    assert_eq!(bench.ok("list_assets", json!({})).await["total"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_database_nothing_is_taken_in_and_the_demo_plant_never() {
    let Some(mut world) = World::new(postgres::Settings::default()).await else { return };
    let bench = Bench::demo().await;
    let demo = bench.ok("get_workspace", json!({})).await["id"].clone();
    bench.ok("new_workspace", json!({})).await;
    bench.create_empty().await.unwrap();
    let empty = bench.ok("get_workspace", json!({})).await["id"].clone();
    bench.ok("new_workspace", json!({})).await;
    let admin = world.a.person(Role::TenantAdmin).email.clone();
    bench.ok("connect_workspace", connection(&world, &world.a, &admin, world::PASSWORD)).await;
    let request =
        |id: &Value| json!({ "id": id, "email": common::ADMIN, "password": common::PASSWORD, "dryRun": false });
    assert_eq!(bench.refused("take_in_workspace", request(&demo)).await, "take-in-simulated");
    assert_eq!(bench.refused("take_in_workspace", request(&json!(uuid::Uuid::now_v7()))).await, "workspace-not-here");
    world.cluster.stop();
    let gone = bench.refused("take_in_workspace", request(&empty)).await;
    assert!(["take-in-exchange", "central-away", "central-lost"].contains(&gone.as_str()), "{gone}");
}
