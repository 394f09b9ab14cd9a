//! What befalls the other side of a running integration, up to what its card and the asset's page say: it is paused
//! (SIGSTOP), killed (SIGKILL) and started again, takes another password, lets a token expire, tells what is no number.
#![allow(clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;
mod maintenance;
mod stands;

use app::{App, Clock, Door, Duties, Settings, Vault};
use common::Bench;
use serde_json::{Value, json};
use stands::{MariaDb, Opcua, PASSWORD, Pi, Postgres, Stand};
use std::time::{Duration, Instant};
use testkit::{
    counterparts::{Stack, available},
    mariadb, pi, postgres,
};

/// A web service is given 30 s to answer, and the next attempt comes at most 15 s later.
const PATIENCE: Duration = Duration::from_secs(90);

/// Outside demo mode, so that calls are made.
async fn bench() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { demo_mode: false, ..Settings::default() };
    let app =
        App::new(folder.path().to_owned(), settings, Vault::memory(), Clock::Machine, Duties::CollectAndKeepHouse);
    let bench = Bench { folder, door: Door::new(app.clone()), app };
    bench.create_empty().await.unwrap();
    bench
}

/// A running integration whose tag is shown at an asset.
struct Followed {
    bench: Bench,
    id: String,
    asset: String,
    request: Value,
}

/// What a person sees of it.
#[derive(Debug)]
struct Seen {
    card: Value,
    /// On the asset's page: the value, and why none comes.
    value: Value,
    trouble: Value,
}

impl Seen {
    fn state(&self) -> &str {
        self.card["connection"]["state"].as_str().unwrap()
    }
    fn is_away(&self) -> bool {
        matches!(self.state(), "reconnecting" | "connecting")
    }
    fn time(&self) -> String {
        self.value["sourceTime"].as_str().unwrap_or_default().to_owned()
    }
    fn cause(&self) -> &str {
        self.trouble["cause"]["id"].as_str().unwrap_or_default()
    }
}

impl Followed {
    async fn start(connector: &str, config: Value, secrets: Value, tags: &[&str]) -> Self {
        let bench = bench().await;
        let asset = bench.asset("P-901").await;
        let request = json!({"connector": connector, "name": "The system", "config": config, "secrets": secrets});
        let saved = bench.ok("save_integration", request.clone()).await;
        let id = saved["integration"]["id"].as_str().unwrap().to_owned();
        let report = bench.ok("test_integration", json!({"id": id})).await;
        if report["succeeded"] != true {
            // An unknown certificate is a person's decision.
            let certificates = bench.ok("list_certificates", json!({})).await;
            for server in certificates["servers"].as_array().unwrap() {
                bench.ok("trust_certificate", json!({"thumbprint": server["info"]["thumbprint"]})).await;
            }
            let report = bench.ok("test_integration", json!({"id": id})).await;
            assert_eq!(report["succeeded"], true, "{report:#}");
        }
        let mapping = |(i, tag): (usize, &&str)| {
            json!({
                "integrationId": id, "externalTag": tag, "assetId": asset, "metricName": format!("metric_{i}"),
                "metricUnit": "1", "sourceUnit": "1", "samplingIntervalMs": 50,
            })
        };
        let mappings: Vec<Value> = tags.iter().enumerate().map(mapping).collect();
        let made = bench.ok("create_mappings", json!({"mappings": mappings})).await;
        assert_eq!(made["refused"], 0, "{made:#}");
        bench.ok("start_integration", json!({"id": id})).await;
        Self { bench, id, asset, request }
    }

    async fn of(stand: &dyn Stand) -> Self {
        let secrets = json!({"password": if stand.connector() == "pi" { pi::USER.1 } else { PASSWORD }});
        Self::start(stand.connector(), stand.config(), secrets, &[&stand.live_tag()]).await
    }

    /// Of the tag in that place.
    async fn see_tag(&self, place: usize) -> Seen {
        let card = self.bench.ok("get_integration", json!({"id": self.id})).await;
        let page = self.bench.ok("get_asset", json!({"id": self.asset})).await;
        let name = format!("metric_{place}");
        let metrics = page["metrics"].as_array().unwrap();
        let metric = metrics.iter().find(|m| m["metric"]["name"] == name.as_str()).unwrap();
        let signal = &metric["sources"][0]["signal"];
        let live = self.bench.ok("get_latest", json!({"signals": [signal]})).await;
        Seen { card, value: live["values"][0].clone(), trouble: live["troubles"][0].clone() }
    }

    async fn see(&self) -> Seen {
        self.see_tag(0).await
    }

    async fn until(&self, what: &str, holds: impl Fn(&Seen) -> bool) -> Seen {
        let begun = Instant::now();
        loop {
            let seen = self.see().await;
            if holds(&seen) {
                return seen;
            }
            assert!(begun.elapsed() < PATIENCE, "{what}: {seen:#?}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// A newer value than `before` over a living connection, and nothing more of what was amiss but its memory.
    async fn until_it_is_back(&self, before: &Seen) -> Seen {
        let is_back = |s: &Seen| s.state() == "streaming" && s.time() > before.time();
        let is_over = |s: &Seen| s.trouble.is_null() && s.card["integration"]["lastError"].is_null();
        let seen = self.until("it comes back by itself", |s| is_back(s) && is_over(s)).await;
        assert_ne!(seen.card["lastAmiss"], Value::Null, "what it was is still told: {seen:#?}");
        seen
    }

    /// For some seconds: away with its cause, trying or waiting; the page shows the last value as what it is.
    async fn is_seen_away(&self, before: &Seen) {
        let is_said = |s: &Seen| !s.trouble.is_null() && !s.card["integration"]["lastError"].is_null();
        let first = self.until("that it is away is said", |s| s.is_away() && is_said(s)).await;
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(6) {
            let seen = self.see().await;
            assert!(seen.is_away(), "{seen:#?}");
            assert_eq!(seen.card["since"], first.card["since"], "attempts are one time away");
            assert_ne!(seen.card["integration"]["lastError"], Value::Null, "the cause is not forgotten: {seen:#?}");
            assert_eq!(seen.trouble["isOfConnection"], true);
            let remedy = format!("{}-remedy", seen.cause());
            assert!(app::texts::is_translated(seen.cause()) && app::texts::is_translated(&remedy), "{remedy}");
            assert!(seen.time() >= before.time() && seen.value["value"].is_number(), "{seen:#?}");
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    }

    /// Every value that was made between the first and the last stored one is stored, or lies inside a marked gap.
    async fn assert_nothing_is_lost_without_a_word(&self, stand: &dyn Stand) {
        if stand.made().is_none() {
            return;
        }
        let signal = self.see().await.value["signal"].clone();
        let day = chrono::Duration::days(1);
        let now = chrono::Utc::now();
        let request = json!({"signals": [signal], "from": now - day, "to": now + day, "points": 5000});
        let begun = Instant::now();
        // The trend tells milliseconds.
        let stored = loop {
            let trend = self.bench.ok("get_trend", request.clone()).await;
            let series = &trend["series"][0];
            assert_eq!(series["isRaw"], true, "each point is a reading");
            let times = series["t"].as_array().unwrap().iter().map(|t| t.as_f64().unwrap().round() as i64);
            let stored: std::collections::BTreeSet<i64> = times.collect();
            if stored.len() > 20 {
                break stored;
            }
            assert!(begun.elapsed() < PATIENCE, "too little was stored to say anything: {stored:?}");
            tokio::time::sleep(Duration::from_millis(500)).await;
        };
        let gaps = self.bench.ok("list_gaps", json!({"integrationId": self.id, "limit": 1000})).await;
        let micros =
            |v: &Value| v.as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp_micros();
        let gaps: Vec<(i64, i64)> = gaps["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|g| (micros(&g["gap"]["from"]), micros(&g["gap"]["to"])))
            .collect();
        let made = stand.made().unwrap_or_default();
        let (first, last) = (*stored.first().unwrap(), *stored.last().unwrap());
        let is_stored = |at: i64| (at / 1000 - 1..=at / 1000 + 1).any(|ms| stored.contains(&ms));
        let is_in_gap = |at: i64| gaps.iter().any(|(from, to)| (*from..=*to).contains(&at));
        let is_between = |at: i64| (first..=last).contains(&((at + 500) / 1000));
        let lost = made.iter().copied().filter(|at| is_between(*at) && !is_stored(*at) && !is_in_gap(*at));
        let lost: Vec<i64> = lost.collect();
        assert!(lost.is_empty(), "{} of {} made are neither stored nor in a gap: {lost:?}", lost.len(), made.len());
    }
}

async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

/// The whole story for one kind of source.
async fn is_told_and_mended(stand: impl Stand + 'static) {
    let mut stand = stand;
    let followed = Followed::of(&stand).await;
    let live = followed.until("a live value", |s| s.value["value"].is_number() && s.state() == "streaming").await;
    assert!(live.trouble.is_null() && live.card["lastAmiss"].is_null(), "{live:#?}");

    stand.pause();
    followed.is_seen_away(&live).await;
    stand.resume();
    let back = followed.until_it_is_back(&live).await;

    stand.kill();
    followed.is_seen_away(&back).await;
    followed.until("several attempts", |s| s.card["connection"]["attempt"].as_u64() >= Some(4)).await;
    let log = followed.bench.ok("list_integration_events", json!({"integrationId": followed.id})).await;
    let log = log.as_array().unwrap();
    assert!(log.windows(2).all(|w| w[0]["message"] != w[1]["message"]), "each is told once: {log:#?}");
    assert!(log[0]["times"].as_u64() >= Some(2), "with its count: {log:#?}");
    stand = on_a_thread(move || {
        stand.restart();
        stand
    })
    .await;
    let back = followed.until_it_is_back(&back).await;
    followed.assert_nothing_is_lost_without_a_word(&stand).await;

    let (right, mut stand) = on_a_thread(move || (stand.change_password(), stand)).await;
    let refused = followed.until("the refusal", |s| s.state() == "failed").await;
    assert!(refused.cause().ends_with("access-denied"), "{refused:#?}");
    assert!(refused.trouble["remedy"]["id"].is_string());
    assert!(!format!("{refused:?}").contains(PASSWORD));
    let mut request = followed.request.clone();
    request["id"] = json!(followed.id);
    request["secrets"] = json!({"password": right});
    followed.bench.ok("save_integration", request).await;
    followed.until_it_is_back(&back).await;

    followed.bench.ok("stop_integration", json!({"id": followed.id})).await;
    let log = followed.bench.ok("list_integration_events", json!({"integrationId": followed.id})).await;
    let ids: Vec<&str> = log.as_array().unwrap().iter().map(|line| line["message"]["id"].as_str().unwrap()).collect();
    assert!(ids[0] == "integration-stopped" && ids.contains(&"integration-started"), "{ids:?}");
    assert_eq!(log[0]["message"]["args"]["person"], "Noura");
    followed.bench.app.close().await;
    stand.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn node_opcua_paused_killed_and_with_another_password() {
    if available(Stack::NodeOpcua) {
        is_told_and_mended(on_a_thread(|| Opcua::start(Stack::NodeOpcua)).await).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn asyncua_paused_killed_and_with_another_password() {
    if available(Stack::Asyncua) {
        is_told_and_mended(on_a_thread(|| Opcua::start(Stack::Asyncua)).await).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pi_paused_killed_and_with_another_password() {
    is_told_and_mended(on_a_thread(Pi::start).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgresql_paused_killed_and_with_another_password() {
    if postgres::available() {
        is_told_and_mended(on_a_thread(Postgres::start).await).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mariadb_paused_killed_and_with_another_password() {
    if mariadb::available() {
        is_told_and_mended(on_a_thread(MariaDb::start).await).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_pi_that_expires_is_tried_once_and_a_new_one_goes_on_where_it_ended() {
    let stand = on_a_thread(Pi::start).await;
    let mut config = stand.config();
    config["signIn"] = json!("bearer");
    config["userName"] = Value::Null;
    let followed = Followed::start("pi", config, json!({"token": pi::TOKEN}), &[&stand.live_tag()]).await;
    let live = followed.until("a live value", |s| s.value["value"].is_number()).await;
    stand.0.take_token("token-2");
    let failed = followed.until("the refusal", |s| s.state() == "failed").await;
    assert_eq!(failed.cause(), "pi-token-refused");
    let refused = |told: String| serde_json::from_str::<Value>(&told).unwrap()["refused"].as_u64().unwrap();
    let tried = refused(stand.0.counts());
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(refused(stand.0.counts()), tried, "a refused token is not tried again by itself");
    // Started again with the same token it fails again; nothing is forgotten.
    followed.bench.ok("start_integration", json!({"id": followed.id})).await;
    followed.until("it fails once more", |s| s.state() == "failed").await;
    let mut request = followed.request.clone();
    request["id"] = json!(followed.id);
    request["secrets"] = json!({"token": "token-2"});
    followed.bench.ok("save_integration", request).await;
    followed.until_it_is_back(&live).await;
    followed.assert_nothing_is_lost_without_a_word(&stand).await;
    followed.bench.app.close().await;
}

/// What stands at the asset of tags that are bad in their own ways, while the good one lives on: the quality, or the cause
/// where there is none, or neither.
async fn shown(followed: &Followed, count: usize) -> Vec<String> {
    followed.until("the good one lives", |s| s.value["value"].is_number() && s.state() == "streaming").await;
    // The others had their time as well.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let mut all = Vec::new();
    for place in 1..=count {
        let seen = followed.see_tag(place).await;
        assert!(seen.value["value"].is_null() || seen.value["quality"] != "bad", "bad is never a number: {seen:#?}");
        all.push(match (seen.value["quality"].as_str(), seen.cause()) {
            (_, cause) if !cause.is_empty() => cause.to_owned(),
            (Some(quality), _) => quality.to_owned(),
            (None, _) => "nothing".to_owned(),
        });
    }
    let before = followed.see().await;
    followed.until("the good one still lives", |s| s.time() > before.time() && s.state() == "streaming").await;
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_rows_of_a_database_are_bad_at_the_asset_and_the_good_ones_go_on() {
    if !postgres::available() {
        return;
    }
    let stand = on_a_thread(Postgres::start).await;
    let stand = on_a_thread(move || {
        stand.sql(
            "INSERT INTO readings VALUES ('NAN', now(), 'NaN'), ('TEXT', now(), 'broken'), ('HUGE', now(), repeat('9', 10000000)),
             ('NULL', now(), NULL), ('EMPTY', now(), ''), ('INFINITE', now(), 'Infinity'), ('COMMA', now(), '1,5'),
             ('FUTURE', now() + interval '1 year', '5'), ('LONG AGO', '1601-01-01', '5'), ('NEVER', 'infinity', '5'),
             ('BEFORE TIME', '-infinity', '5')",
        );
        stand
    })
    .await;
    let bad = ["NAN", "TEXT", "HUGE", "NULL", "EMPTY", "INFINITE", "COMMA"];
    let outside = ["FUTURE", "LONG AGO", "NEVER", "BEFORE TIME"];
    let mut tags = vec!["TI-1"];
    tags.extend(bad.iter().chain(&outside));
    let followed = Followed::start(stand.connector(), stand.config(), json!({"password": PASSWORD}), &tags).await;
    let shown = shown(&followed, tags.len() - 1).await;
    let expected = [["bad"; 7].as_slice(), ["nothing"; 4].as_slice()].concat();
    assert_eq!(shown, expected, "{:?}", &tags[1..]);
    followed.bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_values_of_an_opcua_server_are_bad_at_the_asset_and_the_good_ones_go_on() {
    if !available(Stack::NodeOpcua) {
        return;
    }
    let stand = on_a_thread(|| Opcua::start(Stack::NodeOpcua)).await;
    let names =
        ["Counter", "NotANumber", "Infinite", "BadStatus", "UncertainStatus", "Text", "Profile", "Range", "Nothing"];
    let tags: Vec<String> = names.iter().map(|n| format!("nsu=urn:optria:test:plant;s=Plant.{n}")).collect();
    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    let followed = Followed::start(stand.connector(), stand.config(), json!({"password": PASSWORD}), &tags).await;
    let shown = shown(&followed, tags.len() - 1).await;
    let no_number = "opcua-tag-not-numeric";
    let expected = ["bad", "bad", "bad", "uncertain", no_number, no_number, no_number, "opcua-tag-unknown"];
    assert_eq!(shown, expected, "{:?}", &names[1..]);
    followed.bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_points_of_pi_are_bad_at_the_asset_and_the_good_ones_go_on() {
    let stand = on_a_thread(Pi::start).await;
    let names = ["Counter", "TimedOut", "Created", "Doubtful", "Denied", "Valve", "Nothing"];
    let tags: Vec<String> = names.iter().map(|n| format!("\\\\PIDA\\{n}")).collect();
    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    let followed = Followed::start("pi", stand.config(), json!({"password": pi::USER.1}), &tags).await;
    let shown = shown(&followed, tags.len() - 1).await;
    let expected = ["bad", "bad", "uncertain", "pi-tag-not-readable", "pi-tag-not-numeric", "pi-tag-unknown"];
    assert_eq!(shown, expected, "{:?}", &names[1..]);
    followed.bench.app.close().await;
}
