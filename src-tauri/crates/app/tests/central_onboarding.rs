//! Onboarding in a central workspace: what was reached at one workstation is the tenant's.
#![allow(clippy::unwrap_used)]

#[path = "common/central.rs"]
mod central_bench;
mod common;

use central_bench::{World, workstation};
use common::Bench;
use domain::Role;
use serde_json::{Value, json};
use testkit::postgres;

/// What the jobs of the background do.
async fn exchange(bench: &Bench) {
    let plant = bench.app.plant().unwrap();
    app::central::replication::round(&plant).await.unwrap();
    app::central::watch::round(&plant).await.unwrap();
}

async fn step(bench: &Bench, name: &str) -> Value {
    let state = bench.ok("get_onboarding", json!({})).await;
    state["steps"].as_array().unwrap().iter().find(|s| s["step"] == name).unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_reached_at_one_workstation_is_the_tenants() {
    let Some(world) = World::new(postgres::Settings::default()).await else { return };
    let here = workstation(&world, &world.a, Role::TenantAdmin).await;
    let there = workstation(&world, &world.a, Role::TenantAdmin).await;
    let stranger = workstation(&world, &world.b, Role::TenantAdmin).await;
    let engineer = workstation(&world, &world.a, Role::OptimizationEngineer).await;
    assert_eq!(engineer.refused("get_onboarding", json!({})).await, "capability-missing");
    let mark = json!({ "isComplete": true });
    assert_eq!(engineer.refused("mark_tenant_profile", mark.clone()).await, "capability-missing");

    assert_eq!(step(&there, "tenant_profile").await["isDone"], false);
    here.ok("mark_tenant_profile", mark).await;
    let integration = here.integration("PLC 7").await;
    here.ok("test_integration", json!({ "id": integration })).await;
    // The first tells the database what was reached, the second hears of it.
    for bench in [&here, &there, &stranger] {
        exchange(bench).await;
    }
    for (name, found) in [
        ("tenant_profile", "onboarding-profile-marked"),
        ("integrations", "onboarding-integrations"),
        ("connection_test", "onboarding-tested-elsewhere"),
    ] {
        let told = step(&there, name).await;
        assert_eq!((&told["isDone"], told["found"]["id"].as_str()), (&json!(true), Some(found)), "{told}");
        assert_eq!(step(&stranger, name).await["isDone"], false, "{name} of another tenant");
    }

    there.ok("mark_tenant_profile", json!({ "isComplete": false })).await;
    exchange(&here).await;
    assert_eq!(step(&here, "tenant_profile").await["isDone"], false);
}
