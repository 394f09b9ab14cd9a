//! Running a workspace: the action log of workstation and tenant, diagnostics, readiness and the support bundle, over a
//! real PostgreSQL, with secrets planted wherever one can be.
#![allow(clippy::unwrap_used)]

#[path = "common/central.rs"]
mod central_bench;
mod common;

use app::{App, Clock, Door, Duties, Settings, Vault};
use central_bench::{World, workstation, workstation_with, world};
use common::{Bench, PASSWORD};
use domain::{Role, Secret};
use serde_json::{Value, json};
use std::io::Read;
use testkit::postgres;

async fn world() -> Option<World> {
    World::new(postgres::Settings::default()).await
}

fn items(page: &Value) -> &Vec<Value> {
    page["items"].as_array().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tenants_log_is_filtered_exported_and_verified_against_a_kept_head() {
    let Some(world) = world().await else { return };
    let bench = workstation(&world, &world.a, Role::TenantAdmin).await;
    let tenant = |more: Value| {
        let mut request = json!({ "source": "tenant" });
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        request
    };
    let verified = bench.ok("verify_action_log", json!({})).await;
    assert_eq!((&verified["isIntact"], &verified["comparedWithKept"]), (&json!(true), &json!(false)));
    let all = bench.ok("list_actions", tenant(json!({}))).await;
    assert!(all["total"].as_u64().unwrap() > 10, "{all}");
    let newest = &items(&all)[0];
    assert!(newest["no"].as_i64().unwrap() > 10 && newest["at"].is_string());
    let signed_in = bench.ok("list_actions", tenant(json!({ "action": "sign_in", "person": "tenant_admin" }))).await;
    assert!(items(&signed_in).iter().all(|a| a["person"] == "tenant_admin@alpha.example" && a["action"] == "sign_in"));
    assert_eq!(items(&signed_in)[0]["workstation"], items(&signed_in)[0]["object"], "where it was begun");
    let made = bench.ok("list_actions", tenant(json!({ "search": "create_person", "outcome": "success" }))).await;
    let made_viewer = items(&made).iter().find(|a| a["message"]["args"]["detail"] == "role: viewer").unwrap();
    assert_eq!(made_viewer["object"], "viewer@alpha.example", "an id is told by its name");
    let first = items(&made).last().unwrap();
    assert_eq!(
        (&first["person"], &first["workstation"]),
        (&json!(""), &Value::Null),
        "the administrator of the database"
    );
    let none = bench.ok("list_actions", tenant(json!({ "to": "2020-01-01T00:00:00Z" }))).await;
    assert_eq!(none["total"], 0);
    let page = bench.ok("list_actions", tenant(json!({ "offset": 1, "limit": 2 }))).await;
    assert_eq!((items(&page).len(), &items(&page)[0]), (2, &items(&all)[1]));
    assert_eq!(bench.refused("list_actions", tenant(json!({ "outcome": "perhaps" }))).await, "config-not-an-option");
    assert!(!all.to_string().contains("beta"), "{all}");

    let file = bench.ok("export_actions", tenant(json!({}))).await;
    let csv = file["content"].as_str().unwrap();
    assert!(csv.starts_with("\u{FEFF}no,at,person,workstation,action,object,outcome,message\n"));
    assert_eq!(csv.lines().count() as u64, 1 + all["total"].as_u64().unwrap());

    // Details are looked into, and what a message says in the reader's language.
    bench.refused("update_user", json!({ "id": uuid::Uuid::now_v7(), "version": 1, "displayName": "Nobody" })).await;
    for (source, search, least) in [
        ("tenant", "role viewer", 1),
        ("tenant", "VIEWER@alpha.example", 1),
        ("tenant", "signed in", 1),
        ("workstation", "no longer there", 1),
        ("workstation", "changed a user", 1),
        ("tenant", "no such words anywhere", 0),
        ("workstation", "no such words anywhere", 0),
        ("tenant", "beta.example", 0),
    ] {
        let found = bench.ok("list_actions", json!({ "source": source, "search": search })).await;
        assert_eq!(found["total"].as_u64().unwrap().min(1), least, "{source} {search}: {found}");
        let file = bench.ok("export_actions", json!({ "source": source, "search": search })).await;
        let rows = csv::Reader::from_reader(file["content"].as_str().unwrap().as_bytes()).records().count() as u64;
        assert_eq!(rows, found["total"].as_u64().unwrap(), "the file of {source} {search} has what the list finds");
    }

    // Piece by piece, each telling how far it is; entries that come in meanwhile belong to the end.
    let (mut place, mut pieces) = (json!({ "most": 4 }), 0);
    let whole = loop {
        let piece = bench.ok("verify_entries", place).await;
        pieces += 1;
        assert_eq!(piece["isIntact"], true, "{piece}");
        if piece["next"].is_null() {
            break piece;
        }
        assert_eq!(piece["entries"], 4 * pieces, "{piece}");
        place = json!({ "most": 4, "after": piece["next"] });
        if pieces == 2 {
            bench
                .ok(
                    "create_user",
                    json!({ "email": "between@alpha.example", "displayName": "B", "role": "viewer", "locale": "en" }),
                )
                .await;
        }
    };
    assert!(pieces > 3 && whole["entries"] == whole["headNo"], "{whole}");
    let rest = bench.ok("verify_action_log", json!({ "after": { "no": 4, "hash": "cd".repeat(32) } })).await;
    assert_eq!(rest["brokenAt"], 5, "{rest}");
    let forged = json!({ "most": 4, "after": { "no": 4, "hash": "ab".repeat(32) } });
    let broken = bench.ok("verify_entries", forged).await;
    assert_eq!((&broken["isIntact"], &broken["brokenAt"]), (&json!(false), &json!(5)));
    for bad in
        [json!({ "no": 4, "hash": "ab" }), json!({ "no": -1, "hash": "ab".repeat(32) }), json!({ "no": 0, "hash": "" })]
    {
        assert_eq!(bench.refused("verify_action_log", json!({ "after": bad })).await, "command-field-malformed");
    }

    // A head is kept; what disappears at the end is then noticed, and the kept head stays.
    let verified = bench.ok("verify_action_log", json!({})).await;
    assert_eq!((&verified["isIntact"], &verified["comparedWithKept"]), (&json!(true), &json!(true)));
    let root = world::superuser(&world.cluster).await;
    root.batch_execute(&format!(
        "SET session_replication_role = replica;
         DELETE FROM plant.action_log WHERE tenant_id = '{0}' AND chain_no > 5;
         UPDATE audit.chain c SET chain_no = 5, hash = (SELECT l.hash FROM plant.action_log l
            WHERE l.tenant_id = '{0}' AND l.chain_no = 5) WHERE c.tenant_id = '{0}'",
        world.a.id
    ))
    .await
    .unwrap();
    for _ in 0..2 {
        let verified = bench.ok("verify_action_log", json!({})).await;
        assert_eq!((&verified["isIntact"], &verified["headNo"]), (&json!(false), &json!(5)), "{verified}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_workstations_own_log_is_filtered_and_exported_without_a_database() {
    let bench = Bench::empty().await;
    bench.asset("P-1").await;
    bench.refused("save_site", json!({ "code": "", "nameEn": "x", "nameAr": "x", "timeZone": "UTC" })).await;
    let failed = bench.ok("list_actions", json!({ "outcome": "failure", "action": "save_site" })).await;
    assert_eq!(failed["total"], 1, "{failed}");
    assert!(items(&failed)[0]["workstation"].is_string(), "{failed}");
    for (filter, is_found) in [
        (json!({ "person": "admin@" }), true),
        (json!({ "person": "nobody" }), false),
        (json!({ "from": "2020-01-01T00:00:00Z" }), true),
        (json!({ "from": "2090-01-01T00:00:00Z" }), false),
        (json!({ "to": "2020-01-01T00:00:00Z" }), false),
    ] {
        let found = bench.ok("list_actions", filter.clone()).await["total"].as_u64().unwrap() > 0;
        assert_eq!(found, is_found, "{filter}");
    }
    let file = bench.ok("export_actions", json!({ "action": "save_asset" })).await;
    assert_eq!(file["content"].as_str().unwrap().lines().count(), 2);
    for command in ["verify_action_log", "list_actions"] {
        assert_eq!(bench.refused(command, json!({ "source": "tenant" })).await, "workspace-is-standalone");
    }
}

/// Every leaf by its kind; an array by its first element.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), shape(v))).collect(),
        Value::Array(items) => Value::Array(items.first().map(shape).into_iter().collect()),
        Value::Bool(_) => json!("boolean"),
        Value::Number(_) => json!("number"),
        Value::String(_) => json!("word"),
        Value::Null => json!("none"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn diagnostics_are_words_and_booleans_for_the_platform_owner_alone() {
    let Some(mut world) = world().await else { return };
    let bench = workstation(&world, &world.platform, Role::PlatformOwner).await;
    bench.integration("canary name").await;
    let told = bench.ok("get_diagnostics", json!({})).await;
    // SPEC section 4, to the letter.
    let subsystems = json!({
        "database": { "status": "connected", "source": "central" },
        "openai_api": { "status": "missing" },
        "optimization_engine": { "status": "enabled", "flag": true },
        "external_db_integrations": { "status": "enabled", "flag": true },
        "pi_default_config": { "status": "empty", "has_url": false },
        "sap_default_config": { "status": "empty", "has_url": false },
        "opcua_default_creds": { "status": "empty", "has_creds": false },
        "demo_mode": { "status": "disabled", "flag": false },
    });
    assert_eq!(told["subsystems"], subsystems);
    let flags = json!({ "demo_mode": false, "optimization_engine_enabled": true, "external_db_enable": true });
    assert_eq!(told["feature_flags"], flags);
    let beyond = json!({
        "timestamp": "word",
        "subsystems": shape(&subsystems),
        "feature_flags": shape(&flags),
        "link": { "state": "word", "since": "word", "reason": "none", "workstation": "word" },
        "sync": { "lag_seconds": "number", "outbox_depth": "number" },
        "connectors": [{ "id": "word", "connector": "word", "status": "word", "state": "word", "reason": "none",
                         "last_reading_at": "none" }],
        "jobs": [{ "name": "word", "is_running": "boolean", "last_run_at": "none", "last_seconds": "none",
                   "next_run_at": "none", "outcome": "none" }],
        "disk": { "store_bytes": "number", "free_bytes": "number", "spool_rows": "number" },
        "versions": { "product": "word", "os": "word", "architecture": "word", "local_schema": "number",
                      "central_schema": "number", "known_central_schema": "number" },
    });
    assert_eq!(shape(&told), beyond);
    assert!(!told.to_string().contains("canary"), "a name is a value: {told}");

    let admin = workstation(&world, &world.a, Role::TenantAdmin).await;
    for command in ["get_diagnostics", "create_support_bundle"] {
        assert_eq!(admin.refused(command, json!({})).await, "capability-missing");
        let nobody = Door::new(admin.app.clone()).call(command, json!({})).await.unwrap_err();
        assert_eq!(nobody.code.number(), 401);
    }
    // Ready with the database, not ready without it; asked for or as last seen.
    let health = bench.ok("get_health", json!({ "verify": true })).await;
    assert_eq!((&health["isReady"], &health["central"]["state"]), (&json!(true), &json!("usable")));
    world.cluster.stop();
    let told = bench.ok("get_diagnostics", json!({})).await;
    assert_eq!(told["subsystems"]["database"], json!({ "status": "unreachable", "source": "central" }));
    assert_eq!(told["link"]["state"], "offline");
    for request in [json!({ "verify": true }), json!({})] {
        let health = bench.ok("get_health", request).await;
        assert_eq!((&health["isReady"], &health["central"]["state"]), (&json!(false), &json!("unusable")), "{health}");
        assert!(health["central"]["reason"]["id"].as_str().unwrap().starts_with("central-"));
    }
}

fn files_of(base64: &str) -> Vec<(String, String)> {
    let bytes = decoded(base64);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let count = zip.len();
    let read = |index| {
        let mut file = zip.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        (file.name().unwrap().into_owned(), text)
    };
    (0..count).map(read).collect()
}

fn decoded(base64: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let bits: Vec<u8> = base64.bytes().filter(|c| *c != b'=').map(value).collect();
    let mut bytes = Vec::new();
    for chunk in bits.chunks(4) {
        let all = chunk.iter().fold(0u32, |sum, v| sum << 6 | u32::from(*v)) << (6 * (4 - chunk.len()));
        bytes.extend(&all.to_be_bytes()[1..chunk.len()]);
    }
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_that_this_workstation_knows_gets_into_a_support_bundle() {
    let Some(world) = world().await else { return };
    let vault = Vault::memory();
    let bench = workstation_with(&world, &world.platform, Role::PlatformOwner, vault.clone(), Duties::AnswerOnly).await;
    bench.ok("request_enrolment", json!({})).await;
    let integration = json!({ "connector": "opcua", "name": "line", "secrets": { "password": "canary of a field" },
        "config": { "endpointUrl": "opc.tcp://127.0.0.1:4840", "identity": "user", "userName": "u" } });
    bench.ok("save_integration", integration).await;
    let Vault::Memory(kept) = &vault else { unreachable!() };
    let secrets: Vec<(String, Secret)> = kept.lock().iter().map(|(k, v)| (k.clone(), v.clone())).collect();
    for kind in [
        "store-key",
        "central-role-password",
        "central-token",
        "workstation-identity",
        "workstation-secret",
        "integration-secret",
    ] {
        assert!(
            secrets.iter().any(|(name, _)| name.starts_with(kind)),
            "no {kind} among {:?}",
            secrets.iter().map(|s| &s.0).collect::<Vec<_>>()
        );
    }
    // A careless line for each of them, in a log that the product would never write.
    let logs = bench.folder.path().join("logs");
    std::fs::create_dir_all(&logs).unwrap();
    let mut lines = String::from("{\"level\":\"INFO\",\"fields\":{\"message\":\"the line that stays\"}}\n");
    for (name, secret) in &secrets {
        lines.push_str(&format!("{name} is {}\n{}\n", secret.expose(), json!({ "m": secret.expose() })));
        if let Ok(Value::Object(fields)) = serde_json::from_str(secret.expose()) {
            lines.push_str(&format!("{}\n", fields["token"].as_str().unwrap_or_default()));
        }
    }
    lines.push_str("postgres://postgres:canary-of-an-address@db:5432/optria\n");
    std::fs::write(logs.join("optria.2026-11-30.log"), &lines).unwrap();
    std::fs::write(logs.join("notes.txt"), "not a log").unwrap();

    let bundle = bench.ok("create_support_bundle", json!({})).await;
    assert!(bundle["fileName"].as_str().unwrap().starts_with("optria-support-"));
    let files = files_of(bundle["bytesBase64"].as_str().unwrap());
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["diagnostics.json", "workspace.json", "logs/00-optria.2026-11-30.log", "contents.json"]);
    for (file, text) in &files {
        for (name, secret) in &secrets {
            assert!(!text.contains(secret.expose()), "{name} is in {file}");
            if let Ok(Value::Object(fields)) = serde_json::from_str(secret.expose()) {
                assert!(!text.contains(fields["token"].as_str().unwrap()), "the token of {name} is in {file}");
            }
        }
        for canary in
            ["canary of a field", "canary-of-an-address", world::PASSWORD, world.platform.role_password.expose()]
        {
            assert!(!text.contains(canary), "{canary} is in {file}");
        }
    }
    assert!(files[2].1.contains("the line that stays") && files[2].1.contains("postgres://postgres:***@db"));
    let contents: Value = serde_json::from_str(&files[3].1).unwrap();
    assert!(contents["files"][2]["masked"].as_u64().unwrap() as usize >= secrets.len() * 2, "{contents}");
}

/// A passphrase's salt is no secret, but a key is made with it; and secrets in the store are looked for as well.
#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_with_a_passphrase_gives_away_neither_salt_nor_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        opcua_username: Some("u".into()),
        opcua_password: Some(Secret::new("canary of the settings")),
        ..Settings::default()
    };
    let app = App::new(folder.path().to_owned(), settings, Vault::Absent, Clock::Machine, Duties::AnswerOnly);
    let door = Door::new(app.clone());
    let administrator = json!({ "email": "a@plant.example", "displayName": "A", "password": PASSWORD });
    let made = json!({ "kind": "demo", "passphrase": "a passphrase of canaries" });
    if door.call("create_workspace", made).await.is_err() {
        let made = json!({ "kind": "empty", "administrator": administrator, "passphrase": "a passphrase of canaries" });
        door.call("create_workspace", made).await.unwrap();
    }
    door.call("sign_in", json!({ "email": "owner@demo.example", "password": "optria-demo" })).await.unwrap();
    let logs = folder.path().join("logs");
    std::fs::create_dir_all(&logs).unwrap();
    std::fs::write(logs.join("optria.log"), "canary of the settings and more").unwrap();
    let bundle = door.call("create_support_bundle", json!({})).await.unwrap();
    let all: String = files_of(bundle["bytesBase64"].as_str().unwrap()).into_iter().map(|(_, text)| text).collect();
    let header: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.path().join("workspace.json")).unwrap()).unwrap();
    assert!(!all.contains(header["salt"].as_str().unwrap()) && !all.contains("canary of the settings"));
    assert!(all.contains("*** and more") && all.contains("\"database\": {"));
}
