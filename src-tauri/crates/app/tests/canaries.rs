//! Secrets as canaries through every command that takes one, at a workstation whose own log says everything, over a
//! PostgreSQL that logs every statement: they are in no answer to the window, no log of ours, no log of the server, no
//! table, no file of the workspace and no support bundle.
#![allow(clippy::unwrap_used)]

#[path = "common/central.rs"]
mod central_bench;
mod common;

use app::{Duties, Vault, commands::TABLE};
use central_bench::{World, connection, server, world};
use common::Bench;
use domain::Role;
use serde_json::{Value, json};
use std::path::Path;
use testkit::postgres;

/// Every answer and every refusal that the window got.
#[derive(Default)]
struct Heard(String);

impl Heard {
    async fn call(&mut self, bench: &Bench, command: &str, request: Value) -> bool {
        let (said, went_well) = match bench.call(command, request).await {
            Ok(answer) => (answer, true),
            Err(failure) => (serde_json::to_value(&failure).unwrap(), false),
        };
        self.0.push_str(&said.to_string());
        went_well
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_shows_in_an_answer_a_log_a_table_a_file_or_a_bundle() {
    let lines = vec![
        ("log_min_duration_statement", "0".to_owned()),
        ("log_statement", "all".to_owned()),
        ("log_min_error_statement", "debug5".to_owned()),
        ("log_connections", "on".to_owned()),
    ];
    let Some(world) = World::new(postgres::Settings { lines, ..postgres::Settings::default() }).await else { return };
    let bench = Bench::with(Vault::memory(), Duties::AnswerOnly);
    let log = app::logging::start(bench.folder.path(), "trace").unwrap();
    let mut heard = Heard::default();
    let owner = &world.platform.person(Role::PlatformOwner).email;

    // Each secret field of the command table, right and wrong.
    let (wrong, next, field, wrong_role) =
        ("canary-wrong-password", "canary-next-password", "canary-field-secret", "canary-role-password");
    let wizard = |role: &str, password: &str| {
        let mut request = connection(&world, &world.platform, owner, password);
        request["rolePassword"] = json!(role);
        request
    };
    let role = world.platform.role_password.expose().to_owned();
    let address = json!({ "server": server(&world), "role": world.platform.role, "rolePassword": wrong_role });
    assert!(heard.call(&bench, "test_central", address.clone()).await);
    assert!(!heard.call(&bench, "connect_workspace", wizard(wrong_role, world::PASSWORD)).await);
    assert!(!heard.call(&bench, "connect_workspace", wizard(&role, wrong)).await);
    assert!(heard.call(&bench, "connect_workspace", wizard(&role, world::PASSWORD)).await);
    heard.call(&bench, "save_connection", address).await;
    heard.call(&bench, "renew_role_password", json!({ "rolePassword": wrong_role })).await;
    assert!(heard.call(&bench, "lock", json!({})).await);
    assert!(!heard.call(&bench, "unlock", json!({ "password": wrong })).await);
    assert!(heard.call(&bench, "unlock", json!({ "password": world::PASSWORD })).await);
    assert!(!heard.call(&bench, "change_password", json!({ "current": wrong, "new": next })).await);
    assert!(heard.call(&bench, "change_password", json!({ "current": world::PASSWORD, "new": next })).await);
    heard.call(&bench, "go_online", json!({ "password": wrong })).await;
    let integration = json!({
        "connector": "opcua", "name": "line", "secrets": { "password": field, "userKey": field },
        "config": { "endpointUrl": "opc.tcp://127.0.0.1:1", "identity": "user", "userName": "u" }
    });
    assert!(heard.call(&bench, "save_integration", integration).await);
    // A person and a password that are none of this workspace's to make, and one with the secret in the wrong place.
    let person = json!({ "email": "x@p.example", "displayName": "X", "role": "viewer", "password": wrong });
    heard.call(&bench, "create_person", person).await;
    heard.call(&bench, "save_site", json!({ "password": wrong, "rolePassword": wrong_role })).await;
    heard.call(&bench, "create_workspace", json!({ "kind": "empty", "passphrase": wrong })).await;
    heard.call(&bench, "open_workspace", json!({ "passphrase": wrong })).await;
    heard.call(&bench, "sign_in", json!({ "email": owner, "password": wrong })).await;
    heard.call(&bench, "sign_in", json!({ "email": owner, "password": next })).await;
    let ends = ["sign_out", "lock", "new_workspace"];
    for command in TABLE.iter().filter(|c| !ends.contains(&c.name)) {
        heard.call(&bench, command.name, json!({})).await;
    }
    let bundle = bench.ok("create_support_bundle", json!({})).await;

    let Vault::Memory(kept) = &bench.app.vault else { unreachable!() };
    let mut secrets: Vec<(String, String)> =
        kept.lock().iter().map(|(name, secret)| (name.clone(), secret.expose().to_owned())).collect();
    assert!(secrets.len() >= 6, "{:?}", secrets.iter().map(|s| &s.0).collect::<Vec<_>>());
    let tokens = secrets.iter().filter_map(|(name, text)| {
        let inner: Value = serde_json::from_str(text).ok()?;
        Some((format!("token of {name}"), inner["token"].as_str()?.to_owned()))
    });
    let tokens: Vec<_> = tokens.collect();
    assert!(!tokens.is_empty());
    secrets.extend(tokens);
    for canary in [wrong, next, field, wrong_role, world::PASSWORD, world::SESSION_SECRET] {
        secrets.push((canary.to_owned(), canary.to_owned()));
    }

    drop(log);
    let own_log = files(&bench.folder.path().join("logs"));
    assert!(own_log.contains("command failed"), "the log says something: {} bytes", own_log.len());
    let places = [
        ("an answer", heard.0),
        ("our log", own_log),
        ("the server's log", world.cluster.log()),
        ("a table", tables(&world).await),
        ("a file of the workspace", files(bench.folder.path())),
        ("the bundle", unzipped(bundle["bytesBase64"].as_str().unwrap())),
    ];
    for (place, text) in &places {
        assert!(text.len() > 1_000, "{place} was looked at: {} bytes", text.len());
        for (name, secret) in &secrets {
            assert!(!text.contains(secret.as_str()), "{name} is in {place}");
            assert!(!text.contains(&hex::encode(secret)), "{name} is in {place}, as hex");
        }
    }
}

/// Everything in a folder and beneath it, whatever it is, as text.
fn files(folder: &Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        match entry.is_dir() {
            true => all.push_str(&files(&entry)),
            false => all.push_str(&String::from_utf8_lossy(&std::fs::read(&entry).unwrap())),
        }
    }
    all
}

async fn tables(world: &World) -> String {
    let root = world::superuser(&world.cluster).await;
    let sql = "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";
    let mut all = String::new();
    for table in root.query(sql, &[]).await.unwrap() {
        let sql = format!("SELECT coalesce(string_agg(t::text, ' '), '') FROM {} t", table.get::<_, String>(0));
        all.push_str(root.query_one(&sql, &[]).await.unwrap().get(0));
    }
    all
}

/// The zip's bytes carry compressed text: what is in it is looked at unpacked.
fn unzipped(base64: &str) -> String {
    use std::io::Read;
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let letters: Vec<u8> = base64.bytes().filter(|c| *c != b'=').map(value).collect();
    let mut bytes = Vec::new();
    for chunk in letters.chunks(4) {
        let all = chunk.iter().fold(0u32, |sum, v| sum << 6 | u32::from(*v)) << (6 * (4 - chunk.len()));
        bytes.extend(&all.to_be_bytes()[1..chunk.len()]);
    }
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for index in 0..zip.len() {
        zip.by_index(index).unwrap().read_to_string(&mut all).unwrap();
    }
    all
}
