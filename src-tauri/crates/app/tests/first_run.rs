//! First run, sign-in, lock, keychain and passphrase: what a person meets before there is anything to see.
#![allow(clippy::unwrap_used)]

mod common;

use app::{App, Clock, Door, Duties, Settings, Vault};
use common::{ADMIN, Bench, PASSWORD};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_workspace_signs_its_first_administrator_in_and_opens_again() {
    let vault = Vault::memory();
    let bench = Bench::with(vault.clone(), Duties::AnswerOnly);
    assert_eq!(bench.ok("get_workspace", json!({})).await["stage"], "new");
    let made = bench.create_empty().await.unwrap();
    assert_eq!(made["stage"], "open");
    assert_eq!(made["session"]["person"]["role"], "tenant_admin");
    assert_eq!(made["flags"]["demoMode"], false);
    assert_eq!(made["demoPassword"], json!(null));
    bench.app.close().await;

    let again =
        App::new(bench.folder.path().to_owned(), Settings::default(), vault, Clock::Machine, Duties::AnswerOnly);
    let door = Door::new(again);
    let opened = door.call("get_workspace", json!({})).await.unwrap();
    assert_eq!((opened["stage"].as_str(), opened["session"].is_null()), (Some("open"), true));
    door.call("sign_in", json!({ "email": ADMIN.to_uppercase(), "password": PASSWORD })).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_plant_has_one_person_per_role_who_can_sign_in() {
    let bench = Bench::demo().await;
    let workspace = bench.ok("get_workspace", json!({})).await;
    let people = workspace["demoPeople"].as_array().unwrap();
    assert_eq!(people.len(), 5);
    for person in people {
        let password = workspace["demoPassword"].as_str().unwrap();
        bench.sign_in_as(person["email"].as_str().unwrap(), password).await;
        assert_eq!(bench.ok("list_sites", json!({})).await.as_array().unwrap().len(), 3);
    }
    let assets = bench.ok("list_assets", json!({ "limit": 1 })).await;
    assert!(assets["total"].as_u64().unwrap() >= 60);
    let mappings = bench.ok("list_mappings", json!({ "limit": 1 })).await;
    assert!(mappings["total"].as_u64().unwrap() >= 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_first_runs_are_refused_and_leave_nothing_behind() {
    let bench = Bench::new();
    let administrator =
        |email: &str, password: &str| json!({ "email": email, "displayName": "N", "password": password });
    for (request, expected) in [
        (json!({ "kind": "empty" }), "administrator-needed"),
        (json!({ "kind": "demo", "administrator": administrator("a@b.c", PASSWORD) }), "demo-has-its-people"),
        (json!({ "kind": "empty", "administrator": administrator("nobody", PASSWORD) }), "email-malformed"),
        (json!({ "kind": "empty", "administrator": administrator("a@b.c", "short") }), "password-too-short"),
        (
            json!({ "kind": "empty", "administrator": administrator("a@b.c", PASSWORD), "timeZone": "Mars/Base" }),
            "time-zone-unknown",
        ),
        (
            json!({ "kind": "empty", "administrator": administrator("a@b.c", PASSWORD), "currency": "XXX" }),
            "config-not-an-option",
        ),
        (json!({ "kind": "theme park" }), "command-field-malformed"),
    ] {
        assert_eq!(bench.refused("create_workspace", request).await, expected);
    }
    assert_eq!(bench.ok("get_workspace", json!({})).await["stage"], "new");
    bench.create_empty().await.unwrap();
    assert_eq!(bench.refused("create_workspace", json!({ "kind": "demo" })).await, "workspace-exists");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keychain_a_passphrase_opens_and_a_wrong_one_is_told_from_damage() {
    let bench = Bench::with(Vault::Absent, Duties::AnswerOnly);
    assert_eq!(bench.ok("get_workspace", json!({})).await["keychain"], "missing");
    assert_eq!(bench.create_empty().await.unwrap_err().message.id, "keychain-unreachable");
    let administrator = json!({ "email": ADMIN, "displayName": "N", "password": PASSWORD });
    let request = json!({ "kind": "empty", "administrator": administrator, "passphrase": "a long passphrase" });
    bench.ok("create_workspace", request).await;
    // A secret of an integration is kept inside the encrypted store then.
    let integration = json!({
        "connector": "opcua", "name": "PLC",
        "config": { "endpointUrl": "opc.tcp://127.0.0.1:4840", "identity": "user", "userName": "u" },
        "secrets": { "password": "canary-7f3a" }
    });
    let card = bench.ok("save_integration", integration).await;
    assert_eq!(card["secretsSet"], json!(["password"]));
    bench.app.close().await;

    let again = App::new(
        bench.folder.path().to_owned(),
        Settings::default(),
        Vault::Absent,
        Clock::Machine,
        Duties::AnswerOnly,
    );
    let door = Door::new(again);
    assert_eq!(door.call("get_workspace", json!({})).await.unwrap()["stage"], "passphrase_needed");
    let wrong = door.call("open_workspace", json!({ "passphrase": "another passphrase" })).await.unwrap_err();
    assert_eq!(wrong.message.id, "passphrase-wrong");
    let opened = door.call("open_workspace", json!({ "passphrase": "a long passphrase" })).await.unwrap();
    assert_eq!(opened["stage"], "open");
    door.call("sign_in", json!({ "email": ADMIN, "password": PASSWORD })).await.unwrap();
    let list = door.call("list_integrations", json!({})).await.unwrap();
    assert_eq!(list[0]["secretsSet"], json!(["password"]));
    assert!(!list.to_string().contains("canary"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keychain_that_went_away_is_said_and_nothing_is_lost() {
    let bench = Bench::empty().await;
    bench.app.close().await;
    let away = App::new(
        bench.folder.path().to_owned(),
        Settings::default(),
        Vault::Absent,
        Clock::Machine,
        Duties::AnswerOnly,
    );
    let door = Door::new(away);
    assert_eq!(door.call("get_workspace", json!({})).await.unwrap()["stage"], "keychain_needed");
    assert_eq!(door.call("get_health", json!({})).await.unwrap()["isReady"], false);
    // An empty keychain holds another machine's keys, not this one's.
    let empty = App::new(
        bench.folder.path().to_owned(),
        Settings::default(),
        Vault::memory(),
        Clock::Machine,
        Duties::AnswerOnly,
    );
    assert_eq!(Door::new(empty).call("get_workspace", json!({})).await.unwrap_err().message.id, "store-key-missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_slow_down_without_telling_who_exists() {
    let bench = Bench::empty().await;
    for account in [ADMIN, "nobody@plant.example"] {
        let mut last = String::new();
        for _ in 0..6 {
            last = bench.refused("sign_in", json!({ "email": account, "password": "wrong password" })).await;
        }
        assert_eq!(last, "sign-in-slowed", "{account}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_store_is_set_aside_and_what_can_be_read_is_carried_over() {
    let vault = Vault::memory();
    let kept = vault.clone();
    let bench = Bench::with(vault.clone(), Duties::AnswerOnly);
    bench.create_empty().await.unwrap();
    for n in 0..40 {
        bench.asset(&format!("P-{n:03}")).await;
    }
    bench.app.close().await;
    let file = bench.folder.path().join("optria.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() * 3 / 5;
    bytes[middle..middle + 64].fill(0xA5);
    std::fs::write(&file, bytes).unwrap();

    let again =
        App::new(bench.folder.path().to_owned(), Settings::default(), vault, Clock::Machine, Duties::AnswerOnly);
    let door = Door::new(again.clone());
    let opened = door.call("get_workspace", json!({})).await.unwrap();
    assert_eq!(opened["stage"], "open");
    assert!(opened["recovery"]["rowsSalvaged"].as_u64().unwrap() > 0);
    let aside = opened["recovery"]["setAside"].as_str().unwrap();
    assert!(bench.folder.path().join(aside).exists(), "{aside}");

    // Every later process tells it too, one that can't read the facts at least that there was one.
    again.close().await;
    let door = reopen(&bench, kept.clone());
    let found = door.call("get_workspace", json!({})).await.unwrap();
    assert_eq!(found["recovery"], opened["recovery"]);
    let plant = door.app().plant().unwrap();
    plant.store.write(|t| store::setting::set(t, "recovery", &json!({ "rows": "many" }))).unwrap();
    drop(plant);
    let unreadable = door.call("get_workspace", json!({})).await.unwrap();
    assert_eq!(unreadable["recovery"], json!({ "setAside": aside, "rowsSalvaged": null, "incompleteTables": [] }));

    // Until a person who may mend things has seen it.
    assert_eq!(
        door.call("acknowledge_recovery", json!({})).await.unwrap_err().message.id,
        "sign-in-needed",
        "nobody has seen it"
    );
    door.call("sign_in", json!({ "email": ADMIN, "password": PASSWORD })).await.unwrap();
    let seen = door.call("acknowledge_recovery", json!({})).await.unwrap();
    assert!(seen["recovery"].is_null(), "{seen}");
    door.app().close().await;
    assert!(reopen(&bench, kept).call("get_workspace", json!({})).await.unwrap()["recovery"].is_null());
}

/// Each change of a person needs room, of which there is none: the store's file may not grow.
fn fill_the_disk(app: &App) {
    let store = &app.plant().unwrap().store;
    store
        .write(|t| {
            let pages: i64 = t.query_row("PRAGMA page_count", [], |r| r.get(0))?;
            t.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
            Ok(t.execute_batch(
                "CREATE TEMP TRIGGER needs_room AFTER UPDATE ON main.person BEGIN
                 INSERT INTO setting VALUES (hex(randomblob(8)), json_quote(hex(zeroblob(200000)))); END",
            )?)
        })
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_keeps_nobody_out_and_wrong_passwords_are_still_slowed() {
    let bench = Bench::new();
    bench.create_empty().await.unwrap();
    bench.refused("sign_in", json!({ "email": ADMIN, "password": "wrong password" })).await;
    bench.ok("sign_out", json!({})).await;
    fill_the_disk(&bench.app);
    let plant = bench.app.plant().unwrap();
    let person = plant.store.read(|c| store::person::find_by_email(c, ADMIN)).unwrap().unwrap();
    let kept = plant.store.write(|t| store::person::record_sign_in(t, person.id, bench.app.clock.now()));
    assert!(matches!(kept, Err(store::StoreError::DiskFull)), "{kept:?}");

    bench.sign_in_as(ADMIN, PASSWORD).await;
    bench.ok("list_sites", json!({})).await;
    bench.ok("lock", json!({})).await;
    bench.ok("unlock", json!({ "password": PASSWORD })).await;
    bench.ok("sign_out", json!({})).await;
    let mut last = String::new();
    for _ in 0..6 {
        last = bench.refused("sign_in", json!({ "email": ADMIN, "password": "wrong password" })).await;
    }
    assert_eq!(last, "sign-in-slowed");
    assert_eq!(bench.refused("sign_in", json!({ "email": ADMIN, "password": PASSWORD })).await, "sign-in-slowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_is_no_way_round_the_waiting_time() {
    let vault = Vault::memory();
    let bench = Bench::with(vault.clone(), Duties::AnswerOnly);
    bench.create_empty().await.unwrap();
    for _ in 0..8 {
        bench.refused("sign_in", json!({ "email": ADMIN, "password": "wrong password" })).await;
    }
    bench.app.close().await;
    let again =
        App::new(bench.folder.path().to_owned(), Settings::default(), vault, Clock::Machine, Duties::AnswerOnly);
    let refused = Door::new(again).call("sign_in", json!({ "email": ADMIN, "password": PASSWORD })).await.unwrap_err();
    assert_eq!(refused.message.id, "sign-in-slowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn trying_to_unlock_is_slowed_over_a_restart_too() {
    let vault = Vault::memory();
    let bench = Bench::with(vault.clone(), Duties::AnswerOnly);
    bench.create_empty().await.unwrap();
    bench.ok("lock", json!({})).await;
    for _ in 0..8 {
        bench.refused("unlock", json!({ "password": "wrong password" })).await;
    }
    assert_eq!(bench.refused("unlock", json!({ "password": PASSWORD })).await, "sign-in-slowed");
    bench.app.close().await;
    let refused = reopen(&bench, vault).call("sign_in", json!({ "email": ADMIN, "password": PASSWORD })).await;
    assert_eq!(refused.unwrap_err().message.id, "sign-in-slowed");
}

/// Another process on the same folder.
fn reopen(bench: &Bench, vault: Vault) -> Door {
    let folder = bench.folder.path().to_owned();
    Door::new(App::new(folder, Settings::default(), vault, Clock::Machine, Duties::AnswerOnly))
}

/// Takes rows out of a closed workspace's store, as damage does.
fn lose(bench: &Bench, vault: &Vault, sql: &str) {
    let Vault::Memory(kept) = vault else { unreachable!() };
    let key = kept.lock().iter().find(|(k, _)| k.starts_with("store-key:")).map(|(_, v)| v.expose().to_owned());
    let key = store::StoreKey::from_hex(&key.unwrap()).unwrap();
    let opened = store::Store::open(&bench.folder.path().join("optria.db"), &key).unwrap();
    opened.store.write(|t| Ok(t.execute_batch(sql)?)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_settings_are_said_and_set_anew_and_until_then_no_external_call_is_made() {
    let vault = Vault::memory();
    let bench = Bench::with(vault.clone(), Duties::AnswerOnly);
    bench.create_empty().await.unwrap();
    bench.asset("P-101").await;
    bench.app.close().await;
    lose(&bench, &vault, "DELETE FROM setting");
    let door = reopen(&bench, vault);
    let found = door.call("get_workspace", json!({})).await.unwrap();
    assert_eq!((found["stage"].as_str(), found["settingsLost"].as_bool()), (Some("open"), Some(true)), "{found}");
    assert_eq!(found["flags"]["demoMode"], true);
    door.call("sign_in", json!({ "email": ADMIN, "password": PASSWORD })).await.unwrap();
    let anew = json!({ "name": "Ras Tanaqib", "timeZone": "Asia/Riyadh", "currency": "USD", "demoMode": false });
    let named = door.call("save_workspace_settings", anew).await.unwrap();
    assert_eq!((named["name"].as_str(), named["settingsLost"].as_bool()), (Some("Ras Tanaqib"), Some(false)));
    assert_eq!(named["flags"]["demoMode"], false);
    assert_eq!(door.call("list_assets", json!({})).await.unwrap()["total"], 1, "what was there stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_that_lost_its_administrators_is_taken_over_and_keeps_the_rest() {
    let vault = Vault::memory();
    let bench = Bench::with(vault.clone(), Duties::AnswerOnly);
    bench.create_empty().await.unwrap();
    bench.asset("P-101").await;
    let new = json!({ "email": "new@plant.example", "displayName": "Reem", "password": PASSWORD });
    let request = json!({ "name": "Ras Tanaqib", "timeZone": "Asia/Riyadh", "currency": "SAR", "administrator": new });
    assert_eq!(bench.refused("restore_workspace", request.clone()).await, "administrator-still-there");
    bench.app.close().await;
    lose(&bench, &vault, "DELETE FROM person; DELETE FROM setting");
    let door = reopen(&bench, vault.clone());
    assert_eq!(door.call("get_workspace", json!({})).await.unwrap()["stage"], "administrator_needed");
    let mut weak = request.clone();
    weak["administrator"]["password"] = json!("short");
    assert_eq!(door.call("restore_workspace", weak).await.unwrap_err().message.id, "password-too-short");
    let mine = door.call("restore_workspace", request.clone()).await.unwrap();
    assert_eq!((mine["stage"].as_str(), mine["settingsLost"].as_bool()), (Some("open"), Some(false)), "{mine}");
    assert_eq!(mine["session"]["person"]["role"], "tenant_admin");
    assert_eq!(door.call("list_assets", json!({})).await.unwrap()["total"], 1);
    let refused = reopen(&bench, vault).call("restore_workspace", request).await.unwrap_err();
    assert!(["administrator-still-there", "workspace-not-open"].contains(&refused.message.id.as_str()), "{refused}");
}

/// Whatever is cut off a store, there is a way on: sign in, or take the workspace over; and its settings can be saved.
#[tokio::test(flavor = "multi_thread")]
async fn a_store_cut_short_anywhere_has_a_way_on() {
    for kept_percent in [5, 20, 40, 60, 80, 95] {
        let vault = Vault::memory();
        let bench = Bench::with(vault.clone(), Duties::AnswerOnly);
        bench.create_empty().await.unwrap();
        for n in 0..30 {
            bench.asset(&format!("P-{n:03}")).await;
        }
        bench.app.close().await;
        let file = bench.folder.path().join("optria.db");
        let length = std::fs::metadata(&file).unwrap().len();
        std::fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(length * kept_percent / 100).unwrap();

        let door = reopen(&bench, vault);
        let found = door.call("get_workspace", json!({})).await.unwrap_or_else(|f| panic!("{kept_percent} %: {f}"));
        assert!(!found["recovery"].is_null(), "{kept_percent} %: {found}");
        match found["stage"].as_str().unwrap() {
            "administrator_needed" => {
                let new = json!({ "email": ADMIN, "displayName": "Reem", "password": PASSWORD });
                let request =
                    json!({ "name": "Anew", "timeZone": "Asia/Riyadh", "currency": "SAR", "administrator": new });
                door.call("restore_workspace", request).await.unwrap_or_else(|f| panic!("{kept_percent} %: {f}"));
            }
            "open" => drop(door.call("sign_in", json!({ "email": ADMIN, "password": PASSWORD })).await.unwrap()),
            other => panic!("{kept_percent} %: {other}"),
        }
        let anew = json!({ "name": "Anew", "timeZone": "Asia/Riyadh", "currency": "SAR", "demoMode": false });
        let named = door.call("save_workspace_settings", anew).await.unwrap();
        assert_eq!((named["name"].as_str(), named["settingsLost"].as_bool()), (Some("Anew"), Some(false)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn health_that_is_asked_for_looks_at_every_page_and_says_how_long_it_took() {
    let vault = Vault::memory();
    let bench = Bench::with(vault.clone(), Duties::AnswerOnly);
    bench.create_empty().await.unwrap();
    for n in 0..40 {
        bench.asset(&format!("P-{n:03}")).await;
    }
    bench.app.close().await;
    let door = reopen(&bench, vault);
    let quick = door.call("get_health", json!({})).await.unwrap();
    assert_eq!((quick["isReady"].as_bool(), quick["check"].is_null()), (Some(true), true));
    let checked = door.call("get_health", json!({ "verify": true })).await.unwrap();
    assert_eq!((checked["isReady"].as_bool(), checked["check"]["isSound"].as_bool()), (Some(true), Some(true)));
    assert!(checked["check"]["seconds"].as_f64().unwrap() > 0.0);

    // One page of the file is spoilt under the open store.
    let file = bench.folder.path().join("optria.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64].fill(0xA5);
    std::fs::write(&file, bytes).unwrap();
    let damaged = door.call("get_health", json!({ "verify": true })).await.unwrap();
    assert_eq!((damaged["isReady"].as_bool(), damaged["store"].as_str()), (Some(false), Some("damaged")), "{damaged}");
    assert!(!damaged["check"]["findings"].as_array().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_malformed_request_names_its_field() {
    let bench = Bench::new();
    for (request, field) in [
        (json!({ "kind": "theme park" }), "kind"),
        (json!({}), "kind"),
        (
            json!({ "kind": "empty", "administrator": { "email": "a@b.c", "password": "x" } }),
            "administrator.displayName",
        ),
        (
            json!({ "kind": "empty", "administrator": { "email": 7, "displayName": "N", "password": "x" } }),
            "administrator.email",
        ),
    ] {
        let refused = bench.call("create_workspace", request.clone()).await.unwrap_err();
        assert_eq!(refused.message.id, "command-field-malformed", "{request}");
        assert_eq!(refused.message.args["field"], domain::message::MessageArg::from(field), "{request}");
        assert!(refused.detail.is_some());
    }
    assert_eq!(bench.refused("create_workspace", json!(7)).await, "command-request-malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_gone_is_said_and_no_new_one_takes_its_place() {
    let vault = Vault::memory();
    let bench = Bench::with(vault.clone(), Duties::AnswerOnly);
    bench.create_empty().await.unwrap();
    bench.app.close().await;
    let file = bench.folder.path().join("optria.db");
    std::fs::remove_file(&file).unwrap();
    let again =
        App::new(bench.folder.path().to_owned(), Settings::default(), vault, Clock::Machine, Duties::AnswerOnly);
    let refused = Door::new(again).call("get_workspace", json!({})).await.unwrap_err();
    assert_eq!(refused.message.id, "store-file-missing");
    assert!(!file.exists());
}
