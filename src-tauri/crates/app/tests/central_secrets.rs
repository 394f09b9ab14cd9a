//! Secrets that the workstations of a tenant share, over a real PostgreSQL that logs every statement: enrolled, sealed,
//! opened, sealed anew, removed. Whatever is saved reaches the others as ciphertext only.
#![allow(clippy::unwrap_used)]

#[path = "common/central.rs"]
mod central_bench;
mod common;

use central_bench::{TestTenant, World, round, workstation, world};
use common::Bench;
use domain::{IntegrationId, Role};
use serde_json::{Value, json};
use testkit::postgres;
use uuid::Uuid;

/// A server that logs what it is asked, so that a secret in a statement would be seen.
async fn world() -> Option<World> {
    let lines = vec![
        ("log_min_duration_statement", "0".to_owned()),
        ("log_statement", "all".to_owned()),
        ("log_min_error_statement", "debug5".to_owned()),
    ];
    World::new(postgres::Settings { lines, ..postgres::Settings::default() }).await
}

async fn own(bench: &Bench, among: &Bench) -> Value {
    let id = app::central::enrolment::id(&bench.app.plant().unwrap()).unwrap();
    let all = among.ok("list_workstations", json!({})).await;
    all["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|w| w["id"] == json!(id))
        .unwrap_or_else(|| panic!("{id}: {all}"))
        .clone()
}

async fn enrol(bench: &Bench, by: &Bench) -> Value {
    by.ok("enrol_workstation", json!({ "id": own(bench, by).await["id"] })).await
}

/// A stopped integration with this password; its id.
async fn integration(bench: &Bench, name: &str, password: &str) -> IntegrationId {
    let config = json!({ "endpointUrl": "opc.tcp://127.0.0.1:1", "identity": "user", "userName": "scada" });
    let request = json!({ "connector": "opcua", "name": name, "config": config, "secrets": { "password": password } });
    let saved = bench.ok("save_integration", request).await;
    assert!(!saved.to_string().contains(password));
    saved["integration"]["id"].as_str().unwrap().parse().unwrap()
}

async fn save_password(bench: &Bench, id: IntegrationId, password: &str) {
    let card = bench.ok("get_integration", json!({ "id": id })).await;
    let mut request = json!({ "secrets": { "password": password } });
    for field in ["id", "connector", "name", "config"] {
        request[field] = card["integration"][field].clone();
    }
    bench.ok("save_integration", request).await;
}

fn password_at(bench: &Bench, id: IntegrationId) -> Option<String> {
    let found = bench.app.plant().unwrap().secret(id, "password").unwrap();
    found.map(|s| s.expose().to_owned())
}

/// The first sealed secret of this integration, as the page shows it.
async fn sealed(bench: &Bench, id: IntegrationId) -> Option<Value> {
    let all = bench.ok("list_sealed_secrets", json!({})).await;
    all.as_array().unwrap().iter().find(|s| s["ownerId"] == json!(id)).cloned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_saved_at_one_workstation_is_opened_at_the_others_and_nowhere_else() {
    let Some(world) = world().await else { return };
    let one = workstation(&world, &world.a, Role::TenantAdmin).await;

    // Nobody is enrolled: it waits, and this workstation works with it.
    let early = integration(&one, "PLC 1", "canary-one-early").await;
    assert_eq!(sealed(&one, early).await, None);
    assert_eq!(one.ok("get_workspace", json!({})).await["central"]["workstation"], "pending");
    let row = own(&one, &one).await;
    assert_eq!((&row["status"], &row["isThis"]), (&json!("pending"), &json!(true)));
    assert_eq!(row["requestedBy"], json!(world.a.person(Role::TenantAdmin).email));
    let shown = one.ok("get_workspace", json!({})).await["central"]["workstationKey"].clone();
    assert_eq!((row["keyFingerprint"].as_str().unwrap().len(), &row["keyFingerprint"]), (19, &shown));
    enrol(&one, &one).await;
    assert_eq!(one.ok("get_workspace", json!({})).await["central"]["workstation"], "enrolled");
    let row = sealed(&one, early).await.unwrap();
    assert_eq!((&row["ownerName"], &row["field"]), (&json!("PLC 1"), &json!("password")));
    assert_eq!((&row["sealedTo"], &row["enrolled"], &row["canOpen"]), (&json!(1), &json!(1), &json!(true)));

    // A second workstation, with somebody who may not see secrets: opened in the workstation's own session.
    let two = workstation(&world, &world.a, Role::Engineer).await;
    round(&two.app).await;
    assert_eq!(password_at(&two, early), None);
    assert_eq!(enrol(&two, &one).await, json!({ "sealed": 1, "notOpened": 0 }));
    round(&two.app).await;
    assert_eq!(password_at(&two, early).as_deref(), Some("canary-one-early"));
    assert_eq!(two.refused("list_sealed_secrets", json!({})).await, "capability-missing");

    // A third one, not enrolled: it can seal to the others, and open nothing.
    let three = workstation(&world, &world.a, Role::TenantAdmin).await;
    round(&three.app).await;
    assert_eq!(password_at(&three, early), None);
    assert_eq!(sealed(&three, early).await.unwrap()["canOpen"], false);
    let late = integration(&three, "PLC 3", "canary-three-late").await;
    let row = sealed(&one, late).await.unwrap();
    assert_eq!((&row["sealedTo"], &row["ownerName"]), (&json!(2), &Value::Null));
    for bench in [&one, &two] {
        round(&bench.app).await;
        assert_eq!(password_at(bench, late).as_deref(), Some("canary-three-late"));
    }
    // Enrolled from where it was saved by one that does not hold the older one.
    assert_eq!(enrol(&three, &three).await, json!({ "sealed": 1, "notOpened": 1 }));
    assert_eq!(sealed(&three, early).await.unwrap()["sealedTo"], 2);
    assert_eq!(one.ok("reseal_secrets", json!({})).await, json!({ "sealed": 1, "notOpened": 0 }));
    round(&three.app).await;
    assert_eq!(password_at(&three, early).as_deref(), Some("canary-one-early"));

    // A new value goes everywhere; the mask changes nothing; an emptied one is no longer there for the others to open.
    save_password(&one, early, "canary-one-new").await;
    save_password(&three, late, "***").await;
    for bench in [&two, &three] {
        round(&bench.app).await;
        assert_eq!(password_at(bench, early).as_deref(), Some("canary-one-new"));
        assert_eq!(password_at(bench, late).as_deref(), Some("canary-three-late"));
    }

    // Removed: what it has known is exposed, and needs a new value.
    let removed = one.ok("remove_workstation", json!({ "id": own(&two, &one).await["id"] })).await;
    assert_eq!(removed, json!({ "exposedSecrets": 2 }));
    for id in [early, late] {
        let row = sealed(&one, id).await.unwrap();
        assert_eq!((&row["isExposed"], &row["sealedTo"], &row["enrolled"]), (&json!(true), &json!(2), &json!(2)));
    }
    round(&two.app).await;
    assert_eq!(two.ok("get_workspace", json!({})).await["central"]["workstation"], "removed");
    save_password(&one, early, "canary-after-removal").await;
    assert_eq!(sealed(&one, early).await.unwrap()["isExposed"], false);
    assert_eq!(sealed(&one, late).await.unwrap()["isExposed"], true);
    round(&two.app).await;
    round(&three.app).await;
    assert_eq!(password_at(&two, early).as_deref(), Some("canary-one-new"));
    assert_eq!(password_at(&three, early).as_deref(), Some("canary-after-removal"));

    // Gone with its integration.
    one.ok("delete_integration", json!({ "id": early })).await;
    assert_eq!(sealed(&one, early).await, None);

    bad_input(&world, &one, &three).await;
    no_canary_is_anywhere(&world, &[&one, &two, &three]).await;
}

async fn bad_input(world: &World, one: &Bench, three: &Bench) {
    let gone = one.ok("list_workstations", json!({})).await;
    let gone = gone["items"].as_array().unwrap().iter().find(|w| w["status"] == "removed").unwrap()["id"].clone();
    let other = workstation(world, &world.b, Role::TenantAdmin).await;
    let stranger = own(&other, &other).await["id"].clone();
    for (command, id) in [
        ("enrol_workstation", json!(Uuid::now_v7())),
        ("enrol_workstation", gone.clone()),
        ("enrol_workstation", stranger.clone()),
        ("enrol_workstation", own(three, one).await["id"].clone()),
        ("remove_workstation", json!(Uuid::nil())),
        ("remove_workstation", gone),
        ("remove_workstation", stranger),
    ] {
        assert_eq!(one.refused(command, json!({ "id": id })).await, "central-not-found", "{command} {id}");
    }
    for id in [json!(""), json!(7), json!("age1"), json!(null), json!("x".repeat(70_000))] {
        assert_eq!(one.refused("remove_workstation", json!({ "id": id })).await, "command-field-malformed");
    }
    assert_eq!(other.ok("list_sealed_secrets", json!({})).await, json!([]));
    // Secrets that are too long are refused before anything is kept.
    let config = json!({ "endpointUrl": "opc.tcp://127.0.0.1:1", "identity": "user", "userName": "scada" });
    for length in [16 * 1024 + 1, 64 * 1024, 1 << 20] {
        let secrets = json!({ "password": "s".repeat(length) });
        let request = json!({ "connector": "opcua", "name": "Long", "config": config, "secrets": secrets });
        assert_eq!(one.refused("save_integration", request).await, "secret-too-long");
    }
    let root = world::superuser(&world.cluster).await;
    let id = integration(one, "PLC 9", "canary-nine").await;
    round(&three.app).await;
    assert_eq!(password_at(three, id).as_deref(), Some("canary-nine"));
    // What somebody who can write to the database may put there: not for us, cut off, another secret's file.
    let set = |file: &'static str| {
        format!("UPDATE plant.sealed_secret SET ciphertext = {file}, value_no = value_no + 1 WHERE owner_id = '{id}'")
    };
    let put_back = root
        .query_one(&format!("SELECT ciphertext FROM plant.sealed_secret WHERE owner_id = '{id}'"), &[])
        .await
        .unwrap();
    let whole: Vec<u8> = put_back.get(0);
    for file in [
        "substr(ciphertext, 1, octet_length(ciphertext) - 1)",
        "substr(ciphertext, 1, 22)",
        "substr(ciphertext, 1, 200)",
        "(SELECT o.ciphertext FROM plant.sealed_secret o WHERE o.owner_id <> sealed_secret.owner_id LIMIT 1)",
        "ciphertext || '\\x00'",
    ] {
        root.batch_execute(&set(file)).await.unwrap();
        for _ in 0..2 {
            round(&three.app).await;
            assert_eq!(password_at(three, id).as_deref(), Some("canary-nine"), "{file}");
        }
        assert_eq!(sealed(three, id).await.unwrap()["canOpen"], false, "{file}");
        let sql =
            format!("UPDATE plant.sealed_secret SET ciphertext = $1, value_no = value_no + 1 WHERE owner_id = '{id}'");
        root.execute(&sql, &[&whole]).await.unwrap();
        round(&three.app).await;
        assert_eq!(sealed(three, id).await.unwrap()["canOpen"], true, "{file}");
    }
}

/// Every row of every table, the server's log, and what is said of all of it here.
async fn no_canary_is_anywhere(world: &World, benches: &[&Bench]) {
    let root = world::superuser(&world.cluster).await;
    let log = world.cluster.log();
    assert!(log.contains("admin.put_secret($1"), "the log has the statements in it");
    let mut tables = String::new();
    let names = root
        .query(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'",
            &[],
        )
        .await
        .unwrap();
    for name in names {
        let sql = format!("SELECT coalesce(string_agg(t::text, ' '), '') FROM {} t", name.get::<_, String>(0));
        tables.push_str(root.query_one(&sql, &[]).await.unwrap().get(0));
    }
    assert!(tables.contains(&hex::encode("age-encryption.org")), "the sealed files are in the tables");
    let mut said = String::new();
    for bench in benches {
        for command in
            ["get_workspace", "list_integrations", "list_actions", "list_sealed_secrets", "list_workstations"]
        {
            said += &bench.call(command, json!({})).await.map_or_else(|f| f.to_string(), |v| v.to_string());
        }
    }
    for (what, text) in [("a table", tables), ("the log", log), ("an answer", said)] {
        for canary in ["canary-", &hex::encode("canary-")] {
            assert!(!text.contains(canary), "a secret is in {what}");
        }
        assert!(!text.contains("AGE-SECRET-KEY"), "a key is in {what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_offline_is_sent_later_and_gives_way_to_what_was_there_first() {
    let Some(mut world) = world().await else { return };
    let one = workstation(&world, &world.a, Role::TenantAdmin).await;
    let two = workstation(&world, &world.a, Role::TenantAdmin).await;
    enrol(&one, &one).await;
    enrol(&two, &one).await;
    let id = integration(&one, "PLC 1", "first").await;
    round(&two.app).await;
    assert_eq!(password_at(&two, id).as_deref(), Some("first"));

    world.cluster.stop();
    save_password(&one, id, "saved offline").await;
    let fresh = integration(&one, "PLC 2", "made offline").await;
    assert_eq!(password_at(&one, id).as_deref(), Some("saved offline"));
    world.cluster.run();
    back(&one).await;
    back(&two).await;
    assert_eq!(password_at(&two, id).as_deref(), Some("saved offline"));
    assert_eq!(password_at(&two, fresh).as_deref(), Some("made offline"));

    // Both change it; the one that reaches the database first stays, and the other is told.
    world.cluster.stop();
    save_password(&one, id, "of one").await;
    world.cluster.run();
    // Two has no such integration yet (plant data is synchronized by itself); it saves one with the same id as sync would.
    adopt(&one, &two, id);
    back(&two).await;
    save_password(&two, id, "of two").await;
    back(&one).await;
    back(&one).await;
    assert_eq!(password_at(&one, id).as_deref(), Some("of two"));
    let events = one.ok("list_integration_events", json!({ "integrationId": id })).await;
    let told = events.as_array().unwrap().iter().find(|e| e["message"]["id"] == "sealed-secret-overtaken");
    assert!(told.is_some(), "{events}");
    assert!(app::texts::is_translated("sealed-secret-overtaken"));

    // Emptied offline, and gone from the database later; a copy that another workstation holds is not taken from it.
    world.cluster.stop();
    let config = json!({ "endpointUrl": "opc.tcp://127.0.0.1:1", "identity": "anonymous" });
    let emptied =
        json!({ "id": fresh, "connector": "opcua", "name": "PLC 2", "config": config, "secrets": { "password": "" } });
    one.ok("save_integration", emptied).await;
    assert_eq!(password_at(&one, fresh), None);
    world.cluster.run();
    back(&one).await;
    assert_eq!(sealed(&one, fresh).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_of_the_database_the_newer_value_that_is_kept_here_goes_there_again() {
    let Some(world) = world().await else { return };
    let one = workstation(&world, &world.a, Role::TenantAdmin).await;
    let two = workstation(&world, &world.a, Role::Engineer).await;
    enrol(&one, &one).await;
    enrol(&two, &one).await;
    let id = integration(&one, "PLC 1", "of the backup").await;
    let root = world::superuser(&world.cluster).await;
    let file: Vec<u8> = root.query_one("SELECT ciphertext FROM plant.sealed_secret", &[]).await.unwrap().get(0);
    for newer in ["newer", "newest"] {
        save_password(&one, id, newer).await;
    }
    round(&two.app).await;
    assert_eq!(password_at(&two, id).as_deref(), Some("newest"));

    root.execute("UPDATE plant.sealed_secret SET ciphertext = $1, value_no = 1", &[&file]).await.unwrap();
    for bench in [&two, &one, &one, &two] {
        round(&bench.app).await;
        assert_eq!(password_at(bench, id).as_deref(), Some("newest"));
    }
    // Somebody new gets it, too.
    let three = workstation(&world, &world.a, Role::Engineer).await;
    enrol(&three, &one).await;
    round(&three.app).await;
    assert_eq!(password_at(&three, id).as_deref(), Some("newest"));
}

/// Rounds until the session is online again.
async fn back(bench: &Bench) {
    for _ in 0..5 {
        round(&bench.app).await;
    }
    assert_eq!(bench.ok("get_workspace", json!({})).await["central"]["link"], "online");
}

/// The integration's row as it would come with the tenant's data.
fn adopt(from: &Bench, to: &Bench, id: IntegrationId) {
    let row = from.app.plant().unwrap().store.read(|c| store::integration::get(c, id)).unwrap();
    to.app.plant().unwrap().store.write(|t| store::integration::insert(t, &row)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_platforms_own_secrets_stay_at_home_while_a_tenant_is_open() {
    let Some(world) = world().await else { return };
    let owner = workstation(&world, &world.platform, Role::PlatformOwner).await;
    enrol(&owner, &owner).await;
    let admin = workstation(&world, &world.a, Role::TenantAdmin).await;
    enrol(&admin, &admin).await;
    let theirs = integration(&admin, "PLC of A", "canary of a").await;
    let opened = owner.ok("open_tenant", json!({ "id": world.a.id, "reason": "support case 4711" })).await;
    assert_eq!(opened["central"]["workstation"], "enrolled");
    let id = integration(&owner, "PLC of the platform", "canary of the platform").await;
    round(&owner.app).await;
    let count = |tenant: &TestTenant| {
        let (id, cluster) = (tenant.id, &world.cluster);
        async move {
            let root = world::superuser(cluster).await;
            let sql = "SELECT count(*) FROM plant.sealed_secret WHERE tenant_id = $1";
            root.query_one(sql, &[&id]).await.unwrap().get::<_, i64>(0)
        }
    };
    assert_eq!((count(&world.platform).await, count(&world.a).await), (0, 1), "it waits");
    // There the owner sees and removes, and opens nothing.
    let row = sealed(&owner, theirs).await.unwrap();
    assert_eq!((&row["canOpen"], &row["ownerName"]), (&json!(false), &Value::Null));
    let second = workstation(&world, &world.a, Role::Engineer).await;
    assert_eq!(enrol(&second, &owner).await, json!({ "sealed": 0, "notOpened": 1 }));
    assert_eq!(password_at(&owner, theirs), None);
    let removed = owner.ok("remove_workstation", json!({ "id": own(&admin, &owner).await["id"] })).await;
    assert_eq!(removed["exposedSecrets"], 1);
    owner.ok("close_tenant", json!({})).await;
    round(&owner.app).await;
    assert_eq!((count(&world.platform).await, count(&world.a).await), (1, 1));
    assert!(sealed(&owner, id).await.is_some());
}
