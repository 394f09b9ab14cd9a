//! Settings of a central tenant over a real PostgreSQL: what the platform gives, what the tenant has of its own, and what
//! the environment stands in for. What is refused is refused with a text in both languages (`Bench::refused`).
#![allow(clippy::unwrap_used)]

#[path = "common/central.rs"]
mod central_bench;
mod common;

use app::{App, Clock, Door, Duties, Settings};
use central_bench::{World, round, workstation};
use common::Bench;
use domain::Role;
use serde_json::{Value, json};
use testkit::postgres;

async fn world() -> Option<World> {
    World::new(postgres::Settings::default()).await
}

/// The one of the rows, or of a page's, with this value.
fn find<'a>(rows: &'a Value, field: &str, value: &str) -> &'a Value {
    rows.get("items")
        .unwrap_or(rows)
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r[field] == value)
        .unwrap_or_else(|| panic!("{value} is not in {rows}"))
}

/// What stands in for the empty user name of an OPC UA integration: value and origin.
async fn user_name_in_force(bench: &Bench) -> (Value, Value) {
    let list = bench.ok("list_connectors", json!({})).await;
    let opcua = find(&list["connectors"], "connector", "opcua");
    let field = &find(&opcua["fields"], "name", "userName")["globalDefault"];
    (field["value"].clone(), field["origin"].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_have_a_platform_default_and_a_tenants_own_value() {
    let Some(mut world) = world().await else { return };
    let owner = workstation(&world, &world.platform, Role::PlatformOwner).await;
    let admin = workstation(&world, &world.a, Role::TenantAdmin).await;
    let viewer = workstation(&world, &world.a, Role::Viewer).await;
    let key = "opcua.user_name";
    let row = |rows: &Value| {
        let row = find(rows, "key", key);
        (row["value"].clone(), row["origin"].clone(), row["platformValue"].clone(), row["builtIn"].clone())
    };
    let (null, platform, tenant) = (Value::Null, json!("platform"), json!("tenant"));
    assert_eq!(
        row(&admin.ok("list_settings", json!({})).await),
        (null.clone(), json!("built_in"), null.clone(), null.clone())
    );

    // Nothing is set: an integration must name its user.
    let config = json!({ "endpointUrl": "opc.tcp://127.0.0.1:1", "identity": "user" });
    let save = json!({ "connector": "opcua", "name": "PLC 7", "config": config, "secrets": { "password": "p" } });
    assert_eq!(admin.refused("save_integration", save.clone()).await, "config-field-required");

    owner.ok("set_platform_default", json!({ "key": key, "value": " of the platform " })).await;
    let rows = admin.ok("list_settings", json!({})).await;
    assert_eq!(row(&rows), (json!("of the platform"), platform.clone(), json!("of the platform"), null.clone()));
    assert_eq!(find(&rows, "key", key)["kind"], "text");
    assert_eq!(user_name_in_force(&admin).await, (json!("of the platform"), platform.clone()));

    // Left empty it is saved empty, and works with what is in force.
    let saved = admin.ok("save_integration", save).await["integration"].clone();
    assert!(saved["config"]["userName"].is_null(), "{saved}");
    let plant = admin.app.plant().unwrap();
    let integration: domain::Integration = serde_json::from_value(saved).unwrap();
    assert_eq!(plant.config_in_force(&integration).unwrap()["userName"], "of the platform");

    // The tenant's own goes before it, everywhere in the tenant, and nowhere else.
    let rows = admin.ok("set_setting", json!({ "key": key, "value": "of the tenant" })).await;
    assert_eq!(row(&rows), (json!("of the tenant"), tenant.clone(), json!("of the platform"), null.clone()));
    assert_eq!(plant.config_in_force(&integration).unwrap()["userName"], "of the tenant");
    round(&viewer.app).await;
    assert_eq!(user_name_in_force(&viewer).await, (json!("of the tenant"), tenant.clone()));
    assert_eq!(row(&owner.ok("list_settings", json!({})).await).0, json!("of the platform"));
    assert_eq!(viewer.refused("set_setting", json!({ "key": key, "value": "x" })).await, "capability-missing");
    assert_eq!(admin.refused("set_platform_default", json!({ "key": key, "value": "x" })).await, "capability-missing");

    // What an owner sets in an opened tenant is that tenant's; the platform's own workstation keeps working with its own.
    owner.ok("open_tenant", json!({ "id": world.a.id, "reason": "support case 4711" })).await;
    owner.ok("set_setting", json!({ "key": "offline_grace_days", "value": 7.0 })).await;
    assert_eq!(row(&owner.ok("list_settings", json!({})).await).0, json!("of the tenant"));
    assert_eq!(user_name_in_force(&owner).await, (json!("of the platform"), platform.clone()));
    owner.ok("close_tenant", json!({})).await;
    let grace = find(&owner.ok("list_settings", json!({})).await, "key", "offline_grace_days").clone();
    assert_eq!((&grace["value"], &grace["origin"]), (&json!(30), &json!("built_in")));
    assert_eq!((&grace["min"], &grace["max"], &grace["unit"]), (&json!(1.0), &json!(365.0), &json!("d")));

    settings_bad_input(&admin).await;

    // Offline all of it still counts, and nothing is set.
    let rows = viewer.ok("list_settings", json!({})).await;
    assert_eq!(find(&rows, "key", "offline_grace_days")["value"], 7);
    world.cluster.stop();
    for _ in 0..2 {
        assert_eq!(viewer.ok("list_settings", json!({})).await, rows);
    }
    assert_eq!(user_name_in_force(&viewer).await.0, json!("of the tenant"));
    let said = admin.refused("set_setting", json!({ "key": key, "value": null })).await;
    assert!(["central-lost", "central-away"].contains(&said.as_str()), "{said}");
    world.cluster.run();

    // Taken back, the platform's is in force again; and without that, nothing.
    let rows = admin.ok("set_setting", json!({ "key": key, "value": null })).await;
    assert_eq!(row(&rows), (json!("of the platform"), platform.clone(), json!("of the platform"), null.clone()));
    let taken_back = json!({ "key": key, "value": null });
    let said = owner.call("set_platform_default", taken_back.clone()).await;
    if said.is_err() {
        owner.ok("set_platform_default", taken_back).await;
    }
    assert_eq!(row(&admin.ok("list_settings", json!({})).await).1, json!("built_in"));
    assert!(plant.config_in_force(&integration).unwrap()["userName"].is_null());
}

async fn settings_bad_input(admin: &Bench) {
    for (key, value, id) in [
        ("no_such_setting", json!(1), "setting-unknown"),
        ("", json!(1), "setting-unknown"),
        ("opcua.password", json!("hunter2"), "setting-unknown"),
        ("opcua.user_name'; --", json!("x"), "setting-unknown"),
        ("offline_grace_days", json!(0), "config-number-out-of-range"),
        ("offline_grace_days", json!(366), "config-number-out-of-range"),
        ("offline_grace_days", json!(1.5), "config-number-not-whole"),
        ("offline_grace_days", json!("30"), "config-number-out-of-range"),
        ("offline_grace_days", json!([30]), "config-number-out-of-range"),
        ("opcua.user_name", json!(""), "config-field-required"),
        ("opcua.user_name", json!("x".repeat(201)), "config-text-too-long"),
        ("opcua.user_name", json!("a\u{0}b"), "config-text-too-long"),
        ("opcua.user_name", json!({ "a": 1 }), "config-not-text"),
        ("opcua.user_name", json!("x".repeat(100_000)), "config-text-too-long"),
    ] {
        let request = json!({ "key": key, "value": value });
        assert_eq!(admin.refused("set_setting", request).await, id, "{key}");
    }
    assert_eq!(admin.refused("set_setting", json!({ "value": 1 })).await, "command-field-malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_environment_stands_in_where_nobody_has_set_anything() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        opcua_username: Some("scada".into()),
        opcua_password: Some(domain::Secret::new("hunter2")),
        ..Settings::default()
    };
    let app = App::new(folder.path().to_owned(), settings, app::Vault::memory(), Clock::Machine, Duties::AnswerOnly);
    let bench = Bench { folder, door: Door::new(app.clone()), app };
    bench.create_empty().await.unwrap();
    let grace = bench.ok("list_settings", json!({})).await;
    let row = find(&grace, "key", "opcua.user_name");
    assert_eq!(
        (&row["value"], &row["origin"], &row["builtIn"]),
        (&json!("scada"), &json!("environment"), &json!("scada"))
    );
    assert_eq!(user_name_in_force(&bench).await, (json!("scada"), json!("environment")));
    let list = bench.ok("list_connectors", json!({})).await;
    let fields = &find(&list["connectors"], "connector", "opcua")["fields"];
    assert_eq!(find(fields, "name", "password")["globalDefault"], json!({ "value": "***", "origin": "environment" }));
    assert!(!list.to_string().contains("hunter2"));
    let config = json!({ "endpointUrl": "opc.tcp://127.0.0.1:1", "identity": "user", "userName": "" });
    let saved = bench.ok("save_integration", json!({ "connector": "opcua", "name": "P", "config": config })).await;
    let integration: domain::Integration = serde_json::from_value(saved["integration"].clone()).unwrap();
    assert!(integration.config["userName"].is_null());
    let plant = bench.app.plant().unwrap();
    assert_eq!(plant.config_in_force(&integration).unwrap()["userName"], "scada");
}
