//! Two workstations of a tenant, with their background jobs, over a real PostgreSQL: what is done at one window is seen
//! at the other, also after days apart, and what two people did at once is theirs to decide.
#![allow(clippy::unwrap_used)]

#[path = "common/central.rs"]
mod central_bench;
mod common;

use app::{Duties, Vault};
use central_bench::{TestTenant, World, workstation_with, world};
use common::Bench;
use domain::Role;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testkit::postgres;

async fn workstation(world: &World, tenant: &TestTenant, role: Role) -> Bench {
    workstation_with(world, tenant, role, Vault::memory(), Duties::CollectAndKeepHouse).await
}

/// Asks until the answer is as wanted; what it was at last where it never came.
async fn until(bench: &Bench, command: &str, request: Value, is_wanted: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let answer = bench.ok(command, request.clone()).await;
        if is_wanted(&answer) {
            return answer;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{command}: {answer}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn sent(bench: &Bench) {
    until(bench, "get_sync", json!({}), |s| s["waiting"] == 0 && s["exchangedAt"].is_string()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_at_one_window_is_seen_at_the_other_and_a_conflict_is_decided() {
    let Some(mut world) = World::new(postgres::Settings::default()).await else { return };
    let a = workstation(&world, &world.a, Role::TenantAdmin).await;
    let b = workstation(&world, &world.a, Role::Engineer).await;
    let asset = a.asset("P-101").await;
    until(&b, "list_assets", json!({}), |l| l["total"] == 1).await;
    // An engineer's order, and its number from the database, at both.
    let order = json!({ "assetId": asset, "titleEn": "Look", "type": "inspection", "priority": "low" });
    let order = b.ok("create_work_order", order).await;
    let order = &order["order"];
    assert_eq!(order["number"], "WO-NEW-1");
    let id = json!({ "id": order["id"] });
    until(&a, "list_work_orders", json!({}), |l| l["items"][0]["order"]["number"] == "WO-000001").await;
    until(&b, "get_work_order", id.clone(), |o| o["order"]["number"] == "WO-000001").await;

    // Cut off, both change the same field.
    sent(&a).await;
    sent(&b).await;
    world.cluster.stop();
    let rename = |bench: &Bench, title: &str| {
        let (door, title, id) = (bench.door.clone(), title.to_owned(), order["id"].clone());
        async move {
            let now = door.call("get_work_order", json!({ "id": id })).await.unwrap();
            let mut edit = now["order"].clone();
            edit["titleEn"] = json!(title);
            door.call("update_work_order", edit).await.unwrap()
        }
    };
    rename(&a, "Title of A").await;
    rename(&b, "Title of B").await;
    let waiting = a.ok("list_outbox", json!({})).await;
    assert_eq!(waiting["items"][0]["fields"]["title_en"], "Title of A", "{waiting}");
    assert_eq!(waiting["items"][0]["person"], world.a.person(Role::TenantAdmin).email);
    world.cluster.run();
    sent(&a).await;
    sent(&b).await;
    let (first, second) = match a.ok("get_sync", json!({})).await["conflicts"].as_u64() {
        Some(0) => (&a, &b),
        _ => (&b, &a),
    };
    let conflicts = second.ok("list_conflicts", json!({})).await;
    assert_eq!(conflicts["total"], 1, "{conflicts}");
    let conflict = &conflicts["items"][0];
    assert_eq!((&conflict["field"], &conflict["mayDecide"]), (&json!("title_en"), &json!(true)));
    assert_eq!(conflict["object"], "WO-000001");
    let title = |c: &Value| c.as_str().unwrap().to_owned();
    let (mine, theirs) = (title(&conflict["mine"]), title(&conflict["theirs"]));
    until(second, "get_work_order", id.clone(), |o| o["order"]["titleEn"] == theirs.as_str()).await;
    let decision = json!({ "opId": conflict["opId"], "field": "title_en", "decision": { "keep": "mine" } });
    second.ok("decide_conflict", decision.clone()).await;
    assert_eq!(second.refused("decide_conflict", decision).await, "conflict-decided");
    until(first, "get_work_order", id, |o| o["order"]["titleEn"] == mine.as_str()).await;
    assert_eq!(second.ok("list_conflicts", json!({})).await["total"], 0);
    a.app.close().await;
    b.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_deactivated_person_left_is_sent_by_an_administrator() {
    let Some(mut world) = World::new(postgres::Settings::default()).await else { return };
    let admin = world.a.person(Role::TenantAdmin).clone();
    let engineer = world.a.person(Role::Engineer).clone();
    let bench = workstation(&world, &world.a, Role::TenantAdmin).await;
    let asset = bench.asset("P-9").await;
    sent(&bench).await;
    bench.ok("sign_out", json!({})).await;
    bench.sign_in_as(&engineer.email, world::PASSWORD).await;
    // Cut off, they make an order, and change what the order is about.
    world.cluster.stop();
    let order = json!({ "assetId": asset, "titleEn": "Left behind", "type": "inspection", "priority": "low" });
    let order = bench.ok("create_work_order", order).await;
    let broke = json!({ "assetId": asset, "at": "2026-01-02T03:04:05Z", "what": { "kind": "failure", "mode": "VIB" } });
    bench.ok("save_asset_event", broke).await;
    bench.ok("sign_out", json!({})).await;
    world.cluster.run();
    let link = world.signed_in(&world.a, Role::TenantAdmin).await;
    let change = ::central::PersonChange { is_active: Some(false), ..Default::default() };
    let version = link.find_person(engineer.id).await.unwrap().unwrap().version;

    bench.sign_in_as(&admin.email, world::PASSWORD).await;
    let of_engineer = json!({ "personId": engineer.id });
    assert_eq!(bench.refused("adopt_operations", of_engineer.clone()).await, "adopt-active");
    assert_eq!(bench.refused("adopt_operations", json!({ "personId": uuid::Uuid::now_v7() })).await, "adopt-nobody");
    link.update_person(engineer.id, version, &change).await.unwrap();
    let waits = until(&bench, "get_sync", json!({}), |s| s["waitsFor"][0]["isActive"] == false).await;
    assert_eq!((&waits["waiting"], &waits["waitsFor"][0]["person"]), (&json!(2), &json!(engineer.email)));
    let adopted = bench.ok("adopt_operations", of_engineer).await;
    assert_eq!(adopted, json!({ "settled": 0, "adopted": 2 }));
    sent(&bench).await;
    let state = bench.ok("get_sync", json!({})).await;
    assert_eq!((&state["rejected"], &state["waitsFor"]), (&json!(0), &json!([])));
    let id = json!({ "id": order["order"]["id"] });
    let there = until(&bench, "get_work_order", id, |o| o["order"]["number"] == "WO-000001").await;
    assert_eq!(there["order"]["createdBy"], json!(admin.id));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_keeps_to_the_rules_of_orders_and_a_refusal_is_news_until_it_is_seen() {
    let Some(mut world) = World::new(postgres::Settings::default()).await else { return };
    let superuser = central_bench::world::superuser(&world.cluster).await;
    for table in store::replica::TABLES {
        let row = superuser.query_one("SELECT sync.capability_to_write($1)", &[&table.name]).await.unwrap();
        assert_eq!(row.get::<_, String>(0), app::commands::sync::needed_for(table.name).as_str(), "{}", table.name);
    }
    let a = workstation(&world, &world.a, Role::TenantAdmin).await;
    let b = workstation(&world, &world.a, Role::OptimizationEngineer).await;
    let asset = a.asset("P-101").await;
    let order = json!({ "assetId": asset, "titleEn": "Look", "type": "inspection", "priority": "low" });
    let id = a.ok("create_work_order", order).await["order"]["id"].clone();
    until(&b, "list_work_orders", json!({}), |l| l["items"][0]["order"]["number"] == "WO-000001").await;
    sent(&a).await;
    sent(&b).await;

    // Cut off, one cancels the order and the other does it: whoever comes second may not have it their way.
    world.cluster.stop();
    let to = |from: &str, to: &str| json!({ "id": id, "from": from, "to": to });
    a.ok("move_work_order", to("open", "cancelled")).await;
    b.ok("move_work_order", to("open", "in_progress")).await;
    b.ok("move_work_order", to("in_progress", "done")).await;
    // And both give an asset the same tag.
    a.asset("P-200").await;
    b.asset("P-200").await;
    world.cluster.run();
    sent(&a).await;
    sent(&b).await;
    let second = match a.ok("get_sync", json!({})).await["conflicts"].as_u64() {
        Some(0) => &b,
        _ => &a,
    };
    let conflicts = second.ok("list_conflicts", json!({})).await;
    let last = conflicts["items"].as_array().unwrap().iter().rfind(|c| c["field"] == "status").unwrap();
    let decide = |decision: Value| json!({ "opId": last["opId"], "field": "status", "decision": decision });
    let mine = decide(json!({ "keep": "mine" }));
    assert_eq!(second.refused("decide_conflict", mine).await, "work-order-move-impossible");
    let edited = decide(json!({ "keep": "edited", "value": "as good as new" }));
    assert_eq!(second.refused("decide_conflict", edited).await, "conflict-value-not-taken");
    second.ok("decide_conflict", decide(json!({ "keep": "theirs" }))).await;

    let refused = |state: &Value| (state["rejected"].as_u64().unwrap(), state["rejectedUnseen"].as_u64().unwrap());
    let at_a = refused(&a.ok("get_sync", json!({})).await);
    let at_b = refused(&b.ok("get_sync", json!({})).await);
    let third = if at_a == (0, 0) { &b } else { &a };
    assert_eq!([at_a, at_b].iter().map(|(all, _)| all).sum::<u64>(), 1);
    assert_eq!(refused(&third.ok("get_sync", json!({})).await), (1, 1));
    third.ok("see_rejected", json!({})).await;
    assert_eq!(refused(&third.ok("get_sync", json!({})).await), (1, 0), "kept, and no news");
    a.app.close().await;
    b.app.close().await;
}

/// What is here of one tenant goes to its own part of the database and nowhere else, whatever is shown at the window.
#[tokio::test(flavor = "multi_thread")]
async fn what_waits_of_one_tenant_never_goes_to_another_that_is_shown_meanwhile() {
    let Some(mut world) = World::new(postgres::Settings::default()).await else { return };
    let bench = workstation(&world, &world.a, Role::TenantAdmin).await;
    let a = bench.ok("get_workspace", json!({})).await;
    sent(&bench).await;
    world.cluster.stop();
    bench.asset("P-OF-A").await;
    assert!(bench.ok("get_sync", json!({})).await["waiting"].as_u64().unwrap() >= 2);
    // Nothing of it can be pointed at another tenant.
    world.cluster.run();
    let of_b = json!({
        "server": central_bench::server(&world), "role": world.b.role, "rolePassword": world.b.role_password.expose(),
    });
    assert_eq!(bench.refused("save_connection", of_b).await, "central-other-tenant");
    bench.ok("new_workspace", json!({})).await;
    let admin_of_b = world.b.person(Role::TenantAdmin).email.clone();
    let connection = central_bench::connection(&world, &world.b, &admin_of_b, world::PASSWORD);
    let b = bench.ok("connect_workspace", connection).await;
    assert_eq!(bench.ok("list_assets", json!({})).await["total"], 0);
    bench.asset("P-OF-B").await;
    sent(&bench).await;
    let root = central_bench::world::superuser(&world.cluster).await;
    let tags = async |tenant: &TestTenant| -> Vec<String> {
        let sql = "SELECT tag_code FROM plant.asset WHERE tenant_id = $1 ORDER BY 1";
        root.query(sql, &[&tenant.id]).await.unwrap().iter().map(|r| r.get(0)).collect()
    };
    assert_eq!(tags(&world.b).await, ["P-OF-B"]);

    bench.ok("switch_workspace", json!({ "id": a["id"] })).await;
    bench.sign_in_as(&world.a.person(Role::TenantAdmin).email, world::PASSWORD).await;
    sent(&bench).await;
    assert_eq!((tags(&world.a).await, tags(&world.b).await), (vec!["P-OF-A".to_owned()], vec!["P-OF-B".to_owned()]));
    assert_eq!(bench.ok("list_assets", json!({})).await["items"][0]["asset"]["tagCode"], "P-OF-A");
    // And the other way round once more: what came is each one's own.
    bench.ok("switch_workspace", json!({ "id": b["id"] })).await;
    bench.sign_in_as(&admin_of_b, world::PASSWORD).await;
    sent(&bench).await;
    assert_eq!(bench.ok("list_assets", json!({})).await["total"], 1);
    assert_eq!((tags(&world.a).await.len(), tags(&world.b).await.len()), (1, 1));
    bench.app.close().await;
}
