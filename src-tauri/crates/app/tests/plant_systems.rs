//! Databases and PI Web API through the commands that the UI calls: configured, tested, browsed, mapped, a live value on
//! the asset's page; a password that survives an edit; what is switched off is refused.
#![allow(clippy::unwrap_used)]

mod common;

use app::{App, Clock, Door, Duties, Settings, Vault};
use common::{ADMIN, Bench, PASSWORD};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testkit::{
    pi,
    postgres::{self, Cluster},
};

/// Outside demo mode, so that calls are made.
fn bench(settings: Settings) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { demo_mode: false, ..settings };
    let app =
        App::new(folder.path().to_owned(), settings, Vault::memory(), Clock::Machine, Duties::CollectAndKeepHouse);
    let door = Door::new(app.clone());
    Bench { folder, app, door }
}

/// From the form to the asset's page.
async fn from_form_to_asset(connector: &str, config: Value, password: &str, tag: &str) {
    let bench = bench(Settings::default());
    bench.create_empty().await.unwrap();
    let asset = bench.asset("P-901").await;
    let save = |id: Option<&Value>, secrets: Value| {
        let mut request = json!({"connector": connector, "name": "The system", "config": config, "secrets": secrets});
        if let Some(id) = id {
            request["id"] = id.clone();
        }
        request
    };
    let wrong = bench.ok("save_integration", save(None, json!({"password": "wrong-hunter2"}))).await;
    let id = &wrong["integration"]["id"];
    let report = bench.ok("test_integration", json!({"id": id})).await;
    let stage = |report: &Value| {
        let failed = report["stages"].as_array().unwrap().iter().find(|s| s["outcome"] == "failed").cloned();
        failed.map(|s| s["stage"].as_str().unwrap().to_owned())
    };
    assert_eq!(stage(&report).as_deref(), Some("authenticate"), "{report:#}");
    assert!(!report.to_string().contains("hunter2"));

    let right = bench.ok("save_integration", save(Some(id), json!({"password": password}))).await;
    assert_eq!(right["secretsSet"], json!(["password"]));
    // Saved again as the form shows it, with nothing typed and with the mask: the password stays.
    for secrets in [json!({}), json!({"password": "***"})] {
        let saved = bench.ok("save_integration", save(Some(id), secrets)).await;
        assert_eq!(saved["secretsSet"], json!(["password"]));
        assert!(!saved.to_string().contains(password));
        let report = bench.ok("test_integration", json!({"id": id})).await;
        assert_eq!((stage(&report), &report["succeeded"]), (None, &json!(true)), "{report:#}");
        assert_eq!(report["isSimulated"], false);
    }
    let page = bench.ok("browse_tags", json!({"integrationId": id})).await;
    assert!(page["nodes"].as_array().unwrap().iter().any(|n| n["tag"] == tag), "{page:#}");
    let mapping = json!({
        "integrationId": id, "externalTag": tag, "assetId": asset, "metricName": "bearing_temperature",
        "metricUnit": "Cel", "sourceUnit": "Cel", "scale": "2", "offset": "1",
    });
    bench.ok("create_mappings", json!({"mappings": [mapping]})).await;
    bench.ok("start_integration", json!({"id": id})).await;
    let began = Instant::now();
    loop {
        let detail = bench.ok("get_asset", json!({"id": asset})).await;
        let signal = &detail["metrics"][0]["sources"][0]["signal"];
        let latest = bench.ok("get_latest", json!({"signals": [signal]})).await;
        if let Some(value) = latest["values"][0]["value"].as_f64() {
            assert_eq!(value % 2.0, 1.0, "scaled and shifted: {latest:#}");
            break;
        }
        let cards = bench.ok("list_integrations", json!({})).await;
        assert!(began.elapsed() < Duration::from_secs(30), "no live value: {detail:#}\n{cards:#}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let card = bench.ok("get_integration", json!({"id": id})).await;
    assert_eq!(card["connection"]["state"], "streaming");
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_is_configured_tested_mapped_and_followed() {
    if !postgres::available() {
        return;
    }
    let cluster = tokio::task::spawn_blocking(|| Cluster::start(postgres::Settings::default())).await.unwrap();
    let (client, connection) = tokio_postgres::connect(&cluster.url("postgres"), tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client
        .batch_execute(
            "CREATE TABLE readings (tag text, time timestamptz, value int);
             CREATE ROLE reader LOGIN PASSWORD 'the right password'; GRANT SELECT ON readings TO reader;
             INSERT INTO readings VALUES ('TI-1', now(), 1)",
        )
        .await
        .unwrap();
    let feeder = tokio::spawn(async move {
        loop {
            client.batch_execute("INSERT INTO readings VALUES ('TI-1', now(), 20)").await.unwrap();
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    });
    let config = json!({
        "host": "127.0.0.1", "port": cluster.port(), "database": "postgres", "userName": "reader",
        "encryption": "none", "table": "readings", "pollIntervalSeconds": 1,
    });
    from_form_to_asset("sql", config, "the right password", "TI-1").await;
    feeder.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn pi_is_configured_tested_mapped_and_followed() {
    let server = tokio::task::spawn_blocking(|| pi::Server::start(pi::Options::default())).await.unwrap();
    let config = json!({"baseUrl": server.url(), "userName": pi::USER.0, "pollIntervalSeconds": 1});
    from_form_to_asset("pi", config, pi::USER.1, "\\\\PIDA\\Counter").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_the_environment_stands_in_for_an_empty_one() {
    let server = tokio::task::spawn_blocking(|| pi::Server::start(pi::Options::default())).await.unwrap();
    let bench = bench(Settings { pi_base_url: Some(server.url().into()), ..Settings::default() });
    bench.create_empty().await.unwrap();
    let config = json!({"userName": pi::USER.0});
    let request = json!({"connector": "pi", "name": "PI", "config": config, "secrets": {"password": pi::USER.1}});
    let saved = bench.ok("save_integration", request).await;
    assert_eq!(saved["integration"]["config"]["baseUrl"], Value::Null, "a default may be another tomorrow");
    let report = bench.ok("test_integration", json!({"id": saved["integration"]["id"]})).await;
    assert_eq!(report["succeeded"], true, "{report:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_password_of_one_connector_never_goes_to_another() {
    let settings = Settings {
        opcua_username: Some("u".into()),
        opcua_password: Some(domain::Secret::new("for OPC UA alone")),
        ..Settings::default()
    };
    let bench = bench(settings);
    bench.create_empty().await.unwrap();
    let sql = json!({"host": "db", "database": "mes", "userName": "optria", "table": "readings"});
    let request = json!({"connector": "sql", "name": "MES", "config": sql});
    assert_eq!(bench.refused("save_integration", request).await, "config-field-required");
}

#[tokio::test(flavor = "multi_thread")]
async fn external_databases_that_are_switched_off_are_absent_and_refused() {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::memory();
    let open = |external_db_enable: bool| {
        let settings = Settings { demo_mode: false, external_db_enable, ..Settings::default() };
        App::new(folder.path().to_owned(), settings, vault.clone(), Clock::Machine, Duties::AnswerOnly)
    };
    let config = json!({"host": "127.0.0.1", "port": 1, "database": "mes", "userName": "optria", "table": "readings"});
    let request = json!({"connector": "sql", "name": "MES", "config": config, "secrets": {"password": "p"}});
    let app = open(true);
    let door = Door::new(app.clone());
    let administrator = json!({"email": ADMIN, "displayName": "N", "password": PASSWORD});
    door.call("create_workspace", json!({"kind": "empty", "administrator": administrator})).await.unwrap();
    let kinds = async |door: &Door| -> Vec<String> {
        let list = door.call("list_connectors", json!({})).await.unwrap();
        let connectors = list["connectors"].as_array().unwrap();
        connectors.iter().map(|c| c["connector"].as_str().unwrap().to_owned()).collect()
    };
    for kind in ["sql", "sap", "oracle_eam"] {
        assert!(kinds(&door).await.contains(&kind.to_owned()), "{kind}");
    }
    let saved = door.call("save_integration", request.clone()).await.unwrap();
    let id = saved["integration"]["id"].clone();
    app.close().await;

    let app = open(false);
    let door = Door::new(app.clone());
    door.call("open_workspace", json!({})).await.ok();
    door.call("sign_in", json!({"email": ADMIN, "password": PASSWORD})).await.unwrap();
    assert_eq!(kinds(&door).await, ["opcua", "pi", "demo"]);
    let refused = async |command: &str, request: Value| door.call(command, request).await.unwrap_err();
    let oracle = json!({"baseUrl": "https://oracle", "organization": "M1", "userName": "optria"});
    let oracle = json!({"connector": "oracle_eam", "name": "O", "config": oracle, "secrets": {"password": "p"}});
    for (command, request) in [
        ("save_integration", request),
        ("save_integration", oracle),
        ("start_integration", json!({"id": id})),
        ("test_integration", json!({"id": id})),
        ("browse_tags", json!({"integrationId": id})),
        ("search_tags", json!({"integrationId": id, "text": "TI"})),
        ("check_drift", json!({"integrationId": id})),
    ] {
        let failure = refused(command, request).await;
        assert_eq!((failure.message.id.as_str(), failure.code.number()), ("external-databases-off", 423), "{command}");
    }
    // What is there can still be seen, with the reason why it does not run, stopped and deleted.
    let card = door.call("get_integration", json!({"id": id})).await.unwrap();
    assert_eq!(card["blocked"]["message"]["id"], "external-databases-off");
    door.call("stop_integration", json!({"id": id})).await.unwrap();
    door.call("delete_integration", json!({"id": id})).await.unwrap();
    app.close().await;
}
