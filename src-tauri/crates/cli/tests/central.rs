//! `optria central ...` against a real PostgreSQL, as an administrator of the database types it.
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::process::Command;
use testkit::postgres::{Cluster, Settings, available, certificates, program};

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
    assert_eq!((taken.status, &taken.errors["error"]["messageId"]), (49, &Value::from("tenant-code-taken")));
    what_no_tenant_is_made_of(&url);

    let login = |password: &Value| {
        let role = made["login"]["role"].as_str().unwrap();
        let address = format!("postgres://{role}:{}@127.0.0.1:{}/postgres", password.as_str().unwrap(), cluster.port());
        // No superuser, so it may not migrate; that it is told so shows that it has connected.
        optria(Some(&address), None, &["migrate"]).errors["error"]["messageId"].as_str().unwrap().to_owned()
    };
    assert_eq!(login(&made["login"]["password"]), "central-not-superuser");
    let rotated = run(&["rotate-tenant-password", "ACME"]);
    assert_eq!(login(&made["login"]["password"]), "central-administrator-refused");
    assert_eq!(login(&rotated["login"]["password"]), "central-not-superuser");
    run(&["disable-tenant", "ACME"]);
    assert_eq!(login(&rotated["login"]["password"]), "central-tenant-disabled");
    run(&["enable-tenant", "ACME"]);
    run(&["rotate-signing-key", "ACME"]);
    assert_eq!(login(&rotated["login"]["password"]), "central-not-superuser");
    let unknown = optria(Some(&url), None, &["disable-tenant", "NOBODY"]);
    assert_eq!((unknown.status, &unknown.errors["error"]["messageId"]), (44, &Value::from("central-tenant-unknown")));

    let verified = run(&["verify"]);
    assert_eq!(verified["findings"], Value::Array(Vec::new()));
    assert_eq!(verified["actionLogs"].as_array().unwrap().len(), 3);
    assert!(verified["actionLogs"].as_array().unwrap().iter().all(|l| l["isIntact"] == true && l["head"] != ""));
    // Another database on the same server, into which every tenant's role may go: named, with what to do about it.
    let psql = Command::new(program("psql").unwrap()).args([&url, "-qc", "CREATE DATABASE historian"]).status();
    assert!(psql.unwrap().success());
    let found = optria(Some(&url), None, &["verify"]);
    assert_eq!(found.status, 1);
    let finding = &found.out["findings"][0];
    assert_eq!(finding["object"], "historian");
    for (told, word) in [(&finding["message"], "historian"), (&finding["remedy"], "REVOKE CONNECT")] {
        assert!(told["text"].as_str().unwrap().contains(word), "{told}");
    }
}

/// Each by its own rule, in words that name no column of the database; nothing is made.
fn what_no_tenant_is_made_of(url: &str) {
    let good = [("--code", "OTHER"), ("--name-en", "x"), ("--name-ar", "س"), ("--admin-email", "a@b.example")];
    for (argument, value, id) in [
        ("--code", "acme two", "tenant-code-malformed"),
        ("--code", "PLATFORM", "tenant-code-reserved"),
        ("--code", "SMOKE_TEST_MINE", "tenant-code-reserved"),
        ("--name-en", " ", "config-field-required"),
        ("--name-ar", "أك\u{202E}مي", "text-misleads"),
        ("--name-en", &"x".repeat(121), "config-text-too-long"),
        ("--time-zone", "Asia/Riad", "time-zone-unknown"),
        ("--connections", "0", "config-number-out-of-range"),
        ("--connections", "1000000", "config-number-out-of-range"),
        ("--admin-email", "nobody", "email-malformed"),
        ("--admin-name", "\u{1b}[31mroot", "text-misleads"),
    ] {
        let mut line = vec!["create-tenant".to_owned()];
        let others = good.iter().filter(|(name, _)| *name != argument);
        line.extend(others.chain([&(argument, value)]).map(|(name, value)| format!("{name}={value}")));
        let told = optria(Some(url), Some(SECRET), &line.iter().map(String::as_str).collect::<Vec<_>>());
        let error = &told.errors["error"];
        assert_eq!((told.status, error["messageId"].as_str()), (62, Some(id)), "{argument} {value}: {}", told.errors);
        let text = error["text"].as_str().unwrap();
        assert!(!text.contains(['_', '$', '{']) || id == "tenant-code-reserved", "{text}");
    }
    assert_eq!(psql(url, "SELECT count(*) FROM plant.tenant WHERE code <> 'PLATFORM'"), "1");
    let owner = optria(Some(url), Some(SECRET), &["create-owner", "--email", "nobody"]);
    assert_eq!(owner.errors["error"]["messageId"], "email-malformed");
    // More connections than the server has are made, and said where it is read.
    let mut line: Vec<&str> = good.iter().flat_map(|(name, value)| [*name, *value]).collect();
    line.splice(0..0, ["create-tenant", "--connections", "5000"]);
    let many = optria(Some(url), Some(SECRET), &line);
    assert_eq!((many.status, &many.out["raiseMaxConnections"]), (0, &Value::from(true)), "{}", many.errors);
    let warning = &many.errors["warning"];
    assert_eq!(warning["messageId"], "central-oversubscribed");
    assert!(warning["remedy"].as_str().unwrap().contains("max_connections"), "{warning}");
}

/// What a superuser sees.
fn psql(url: &str, sql: &str) -> String {
    let output = Command::new(program("psql").unwrap()).args([url, "-XAtc", sql]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

const OPEN_SESSIONS: &str =
    "SELECT count(*) FROM auth.session WHERE revoked_at IS NULL AND expires_at > now() AND person_id IS NOT NULL";

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
    let owner = administer(&["create-owner", "--email", "owner@platform.example"]);
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
    let weak = [passwords[0], passwords[1], ("OPTRIA_NEW_PASSWORD", "short")];
    let refused = workstation(folder.path(), &weak, &connect);
    assert_eq!(refused.status, 62, "{}", refused.errors);
    let told = workstation(folder.path(), &passwords, &connect);
    assert_eq!(told.status, 0, "{}", told.errors);
    assert_eq!(psql(&url, OPEN_SESSIONS), "0", "neither the refused one nor the other is left open");
    assert_eq!((&told.out["tenant"], &told.out["workstation"]), (&Value::from("ACME"), &Value::from("pending")));
    let listed = workstation(folder.path(), &[], &["workspaces"]).out;
    assert_eq!((listed[0]["kind"].as_str(), listed[0]["name"].as_str()), (Some("central"), Some("Acme")));
    let listed = workstation(folder.path(), &[], &["workspaces", "--language", "ar"]).out;
    assert_eq!(listed[0]["name"], "أكمي", "by the language, whichever it was connected in");
    // Any command of the table, as the person, with the database and without it.
    let own = [("OPTRIA_PASSWORD", "a password of my own")];
    let call = ["call", "get_workspace", "--as", "a@acme.example"];
    let online = workstation(folder.path(), &own, &call);
    assert_eq!(online.out["central"]["link"], "online", "{}", online.errors);
    // Nobody stays signed in: neither after an answer, nor after a refusal.
    let refused = workstation(folder.path(), &own, &["call", "get_asset", r#"{"id": "x"}"#, "--as", "a@acme.example"]);
    assert_eq!(refused.status, 62, "{}", refused.errors);
    assert_eq!(psql(&url, OPEN_SESSIONS), "0");
    let site = r#"{"code": "RTP", "nameEn": "Ras", "nameAr": "رأس", "timeZone": "Asia/Riyadh"}"#;
    let saved = workstation(folder.path(), &own, &["call", "save_site", site, "--as", "a@acme.example"]);
    assert_eq!(saved.out["code"], "RTP", "{:?}", saved.errors);
    assert_eq!(
        psql(&url, "SELECT count(*) FROM plant.site WHERE code = 'RTP'"),
        "1",
        "it was sent before the session ended"
    );
    the_owner_opens_a_tenant_for_one_call(&url, &port, &owner);
    drop(cluster);
    let offline = workstation(folder.path(), &own, &call);
    assert_eq!(offline.out["central"]["link"], "offline", "{}", offline.errors);
    let wrong = workstation(folder.path(), &[("OPTRIA_PASSWORD", "not the password")], &call);
    assert_eq!((wrong.status, &wrong.errors["error"]["messageId"]), (41, &Value::from("sign-in-refused-offline")));
}

fn the_owner_opens_a_tenant_for_one_call(url: &str, port: &str, owner: &Value) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let (role, role_password) = (text(&owner["login"]["role"]), text(&owner["login"]["password"]));
    let first = text(&owner["person"]["password"]);
    let folder = tempfile::tempdir().unwrap();
    let connect = ["connect", "--host", "127.0.0.1", "--port", port, "--database", "postgres", "--loopback"];
    let who = ["--tenant", "PLATFORM", "--role", &role, "--email", "owner@platform.example", "--passphrase"];
    let passwords = [
        ("OPTRIA_ROLE_PASSWORD", role_password.as_str()),
        ("OPTRIA_PASSWORD", first.as_str()),
        ("OPTRIA_NEW_PASSWORD", "a password of the owner"),
    ];
    let told = workstation(folder.path(), &passwords, &[&connect[..], &who].concat());
    assert_eq!(told.status, 0, "{}", told.errors);
    let own = [("OPTRIA_PASSWORD", "a password of the owner")];
    let call = |arguments: &[&str]| {
        let line = [&["call"], arguments, &["--as", "owner@platform.example"]].concat();
        workstation(folder.path(), &own, &line)
    };
    let emails = |arguments: &[&str]| {
        let told = call(&[&["list_users"], arguments].concat());
        assert_eq!(told.status, 0, "{}", told.errors);
        told.out.to_string()
    };
    assert!(!emails(&[]).contains("a@acme.example"));
    assert!(emails(&["--tenant", "acme", "--reason", "support case 4711"]).contains("a@acme.example"));
    assert!(!emails(&[]).contains("a@acme.example"), "closed again");
    let opened = "SELECT count(*) FROM plant.action_log WHERE action = 'open_tenant' AND message::text LIKE '%4711%'";
    assert_eq!(psql(url, opened), "2", "in both logs");
    for (arguments, id) in [
        (&["open_tenant", "{}"][..], "cli-opens-for-one-call"),
        (&["close_tenant"], "cli-opens-for-one-call"),
        (&["list_users", "--tenant", "NOBODY", "--reason", "support case 4711"], "cli-tenant-unknown"),
        (&["list_users", "--tenant", "ACME", "--reason", "why"], "tenant-reason-malformed"),
        (&["list_users", "--tenant", "ACME"], "cli-arguments-missing"),
    ] {
        assert_eq!(call(arguments).errors["error"]["messageId"], id, "{arguments:?}");
    }
    assert_eq!(psql(url, OPEN_SESSIONS), "0");
}

#[test]
fn a_first_connection_that_fails_says_what_to_do_now_and_promises_nothing() {
    let connect = |port: &str, trust: &[&str]| {
        let folder = tempfile::tempdir().unwrap();
        let line = ["connect", "--host", "localhost", "--port", port, "--database", "postgres", "--tenant", "ACME"];
        let who = ["--role", "optria_t_x", "--email", "a@acme.example", "--passphrase"];
        let passwords = [("OPTRIA_ROLE_PASSWORD", "x"), ("OPTRIA_PASSWORD", "x")];
        let told = workstation(folder.path(), &passwords, &[&line[..], trust, &who].concat());
        assert_ne!(told.status, 0);
        told.errors["error"].clone()
    };
    let away = connect("1", &["--loopback"]);
    assert_eq!(away["messageId"], "central-away");
    let remedy = away["remedy"].as_str().unwrap();
    assert!(remedy.contains("try again") && !remedy.contains("by itself") && !remedy.contains("kept"), "{remedy}");
    if !available() {
        return;
    }
    let made = certificates(&["localhost"], false);
    let cluster = Cluster::start(Settings { certificates: Some(made.clone()), ..Settings::default() });
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("ca.pem");
    std::fs::write(&ca, made.authority).unwrap();
    let port = cluster.port().to_string();
    assert_eq!(connect(&port, &["--loopback"])["messageId"], "central-tls-demanded");
    assert_eq!(connect(&port, &["--ca", &ca.display().to_string()])["messageId"], "central-role-refused");
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
