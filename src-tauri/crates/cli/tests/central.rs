//! `optria central ...` against a real PostgreSQL, as an administrator of the database types it.
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::process::Command;
use testkit::postgres::{Cluster, Settings, available};

const SECRET: &str = "the session secret of the tests, long enough";

struct Told {
    status: i32,
    out: Value,
    errors: Value,
}

fn optria(url: Option<&str>, secret: Option<&str>, arguments: &[&str]) -> Told {
    optria_with(url, secret, &[&["central"], arguments].concat())
}

fn optria_with(url: Option<&str>, secret: Option<&str>, arguments: &[&str]) -> Told {
    let mut command = Command::new(env!("CARGO_BIN_EXE_optria"));
    command.env_clear().env("LANG", "C").args(arguments);
    command.envs(url.map(|u| ("DATABASE_URL", u))).envs(secret.map(|s| ("SESSION_SECRET", s)));
    let output = command.output().unwrap();
    let value = |bytes: &[u8]| serde_json::from_slice(bytes).unwrap_or(Value::Null);
    Told { status: output.status.code().unwrap(), out: value(&output.stdout), errors: value(&output.stderr) }
}

#[test]
fn an_administrator_sets_a_database_up_and_looks_after_it() {
    // What is missing is told at once, all of it.
    let nothing = optria(None, None, &["create-owner", "--email", "o@p.example"]);
    assert_eq!(nothing.status, 62);
    let ids: Vec<_> = nothing.errors["error"].as_array().unwrap().iter().map(|e| e["messageId"].clone()).collect();
    assert_eq!(ids, ["central-database-url", "central-session-secret"]);
    let nowhere = optria(Some("postgres://x:y@127.0.0.1:1/z"), None, &["migrate"]);
    assert_eq!((nowhere.status, &nowhere.errors["error"]["messageId"]), (143, &Value::from("central-away")));
    let malformed = optria(Some("no address"), None, &["migrate"]);
    assert_eq!(malformed.errors["error"]["messageId"], "central-address-malformed");
    if !available() {
        return;
    }
    let cluster = Cluster::start(Settings::default());
    let url = cluster.url("postgres");
    let run = |arguments: &[&str]| {
        let told = optria(Some(&url), Some(SECRET), arguments);
        assert_eq!(told.status, 0, "{arguments:?}: {}", told.errors);
        told.out
    };

    assert!(!run(&["migrate"])["ran"].as_array().unwrap().is_empty());
    assert!(run(&["migrate"])["ran"].as_array().unwrap().is_empty());
    let owner = run(&["create-owner", "--email", "owner@platform.example"]);
    assert!(owner["login"]["role"].as_str().unwrap().starts_with("optria_t_"));
    let again = run(&["create-owner", "--email", "second@platform.example"]);
    assert_eq!(again["login"], Value::Null, "the platform's role is made once");
    let tenant = [
        "create-tenant",
        "--code",
        "ACME",
        "--name-en",
        "Acme",
        "--name-ar",
        "أكمي",
        "--admin-email",
        "a@acme.example",
    ];
    let made = run(&tenant);
    for password in [&made["login"]["password"], &made["person"]["password"], &owner["person"]["password"]] {
        assert_eq!(password.as_str().unwrap().len(), 20);
        assert!(!cluster.log().contains(password.as_str().unwrap()));
    }
    let taken = optria(Some(&url), Some(SECRET), &tenant);
    assert_eq!((taken.status, &taken.errors["error"]["messageId"]), (49, &Value::from("central-conflict")));
    let lower = optria(
        Some(&url),
        Some(SECRET),
        &["create-tenant", "--code", "acme two", "--name-en", "x", "--name-ar", "x", "--admin-email", "a@b.example"],
    );
    assert_eq!(lower.status, 62, "{}", lower.errors);

    let login = |password: &Value| {
        let role = made["login"]["role"].as_str().unwrap();
        let address = format!("postgres://{role}:{}@127.0.0.1:{}/postgres", password.as_str().unwrap(), cluster.port());
        // No superuser, so it may not migrate; that it is told so shows that it has connected.
        optria(Some(&address), None, &["migrate"]).errors["error"]["messageId"].as_str().unwrap().to_owned()
    };
    assert_eq!(login(&made["login"]["password"]), "central-not-superuser");
    let rotated = run(&["rotate-tenant-password", "ACME"]);
    assert_eq!(login(&made["login"]["password"]), "central-role-refused");
    assert_eq!(login(&rotated["login"]["password"]), "central-not-superuser");
    run(&["disable-tenant", "ACME"]);
    assert_eq!(login(&rotated["login"]["password"]), "central-tenant-disabled");
    run(&["enable-tenant", "ACME"]);
    run(&["rotate-signing-key", "ACME"]);
    assert_eq!(login(&rotated["login"]["password"]), "central-not-superuser");
    let unknown = optria(Some(&url), None, &["disable-tenant", "NOBODY"]);
    assert_eq!(unknown.status, 44);

    let verified = run(&["verify"]);
    assert_eq!(verified["findings"], Value::Array(Vec::new()));
    assert_eq!(verified["actionLogs"].as_array().unwrap().len(), 2);
    assert!(verified["actionLogs"].as_array().unwrap().iter().all(|l| l["isIntact"] == true && l["head"] != ""));
}

/// `optria` on a workstation's folder of its own.
fn workstation(folder: &std::path::Path, passwords: &[(&str, &str)], arguments: &[&str]) -> Told {
    let mut command = Command::new(env!("CARGO_BIN_EXE_optria"));
    command.env_clear().env("LANG", "C").env("OPTRIA_WORKSPACE", folder).args(arguments);
    command.env("OPTRIA_PASSPHRASE", "a passphrase of tests").envs(passwords.iter().copied());
    let output = command.output().unwrap();
    let value = |bytes: &[u8]| serde_json::from_slice(bytes).unwrap_or(Value::Null);
    Told { status: output.status.code().unwrap(), out: value(&output.stdout), errors: value(&output.stderr) }
}

#[test]
fn a_computer_becomes_a_workstation_of_a_tenant() {
    if !available() {
        return;
    }
    let cluster = Cluster::start(Settings::default());
    let url = cluster.url("postgres");
    let administer = |arguments: &[&str]| optria(Some(&url), Some(SECRET), arguments).out;
    administer(&["migrate"]);
    administer(&["create-owner", "--email", "owner@platform.example"]);
    let tenant = administer(&[
        "create-tenant",
        "--code",
        "ACME",
        "--name-en",
        "Acme",
        "--name-ar",
        "أكمي",
        "--admin-email",
        "a@acme.example",
    ]);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let (role, role_password) = (text(&tenant["login"]["role"]), text(&tenant["login"]["password"]));
    let first = text(&tenant["person"]["password"]);
    let folder = tempfile::tempdir().unwrap();
    let port = cluster.port().to_string();
    let connect = [
        "connect",
        "--host",
        "127.0.0.1",
        "--port",
        &port,
        "--database",
        "postgres",
        "--loopback",
        "--tenant",
        "ACME",
        "--role",
        &role,
        "--email",
        "a@acme.example",
        "--passphrase",
    ];
    let passwords = [
        ("OPTRIA_ROLE_PASSWORD", role_password.as_str()),
        ("OPTRIA_PASSWORD", first.as_str()),
        ("OPTRIA_NEW_PASSWORD", "a password of my own"),
    ];
    let told = workstation(folder.path(), &passwords, &connect);
    assert_eq!(told.status, 0, "{}", told.errors);
    assert_eq!((&told.out["tenant"], &told.out["workstation"]), (&Value::from("ACME"), &Value::from("pending")));
    let listed = workstation(folder.path(), &[], &["workspaces"]).out;
    assert_eq!((listed[0]["kind"].as_str(), listed[0]["name"].as_str()), (Some("central"), Some("Acme")));
    // Any command of the table, as the person, with the database and without it.
    let own = [("OPTRIA_PASSWORD", "a password of my own")];
    let call = ["call", "get_workspace", "--as", "a@acme.example"];
    let online = workstation(folder.path(), &own, &call);
    assert_eq!(online.out["central"]["link"], "online", "{}", online.errors);
    drop(cluster);
    let offline = workstation(folder.path(), &own, &call);
    assert_eq!(offline.out["central"]["link"], "offline", "{}", offline.errors);
    let wrong = workstation(folder.path(), &[("OPTRIA_PASSWORD", "not the password")], &call);
    assert_eq!((wrong.status, &wrong.errors["error"]["messageId"]), (41, &Value::from("sign-in-refused-offline")));
}

#[test]
fn the_smoke_test_of_the_central_database_prints_a_summary_with_every_id_and_its_exit_code_tells() {
    let nothing = optria_with(None, None, &["smoke-test", "--central"]);
    assert_eq!((nothing.status, nothing.errors["error"].as_array().unwrap().len()), (62, 2), "{}", nothing.errors);
    if !available() {
        return;
    }
    let cluster = Cluster::start(Settings::default());
    let url = cluster.url("postgres");
    let run = || optria_with(Some(&url), Some(SECRET), &["smoke-test", "--central"]);
    let unmigrated = run();
    assert_eq!((unmigrated.status, &unmigrated.out["passed"]), (1, &Value::from(false)), "{}", unmigrated.out);
    assert_eq!(optria(Some(&url), None, &["migrate"]).status, 0);
    let first = run();
    assert_eq!((first.status, &first.out["passed"]), (0, &Value::from(true)), "{}", first.out);
    assert_eq!(first.out["steps"].as_array().unwrap().len(), 10);
    let second = run();
    assert_eq!((second.status, &second.out["ids"]), (0, &first.out["ids"]), "{}", second.out);
}
