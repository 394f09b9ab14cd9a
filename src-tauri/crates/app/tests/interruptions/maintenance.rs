//! The same of a maintenance system, which is asked now and then and not followed: a person who presses Start has it asked at
//! once, and what befalls it then is on its card until it is over.

use crate::{PATIENCE, bench, common::Bench, on_a_thread};
use serde_json::{Value, json};
use std::{
    ops::DerefMut,
    time::{Duration, Instant},
};
use testkit::{
    Interruptible,
    contract::{CLIENT, ContractServer, USER},
    oracle, sap,
};

struct Asked {
    bench: Bench,
    id: String,
    request: Value,
}

impl Asked {
    async fn card(&self) -> Value {
        self.bench.ok("get_integration", json!({"id": self.id})).await
    }

    async fn start(&self) {
        self.bench.ok("start_integration", json!({"id": self.id})).await;
    }

    async fn save(&self, config: Value, secrets: Value) {
        let mut request = self.request.clone();
        for (field, value) in config.as_object().unwrap() {
            request["config"][field] = value.clone();
        }
        (request["id"], request["secrets"]) = (json!(self.id), secrets);
        self.bench.ok("save_integration", request).await;
    }

    async fn until(&self, what: &str, holds: impl Fn(&str, &Value) -> bool) -> Value {
        let begun = Instant::now();
        loop {
            let card = self.card().await;
            if holds(card["connection"]["state"].as_str().unwrap(), &card) {
                return card;
            }
            assert!(begun.elapsed() < PATIENCE, "{what}: {card:#}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Away with its cause, for as long as it lasts: between two attempts too.
    async fn is_told(&self, cause: &str) {
        let is_away = |state: &str| matches!(state, "reconnecting" | "connecting");
        let told = |card: &Value| card["integration"]["lastError"]["id"] == cause;
        let first = self.until(cause, |state, card| is_away(state) && told(card)).await;
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(4) {
            let card = self.card().await;
            assert!(is_away(card["connection"]["state"].as_str().unwrap()) && told(&card), "{card:#}");
            assert_eq!(card["since"], first["since"], "attempts are one time away");
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    }

    async fn is_back(&self) {
        let is_over = |card: &Value| card["integration"]["lastError"].is_null();
        let card = self.until("it is back by itself", |state, card| state == "streaming" && is_over(card)).await;
        assert!(card["lastAmiss"].is_object(), "what it was is still told: {card:#}");
    }

    async fn is_refused(&self, cause: &str) {
        let card = self.until(cause, |state, _| state == "failed").await;
        assert_eq!(card["connection"]["cause"]["id"], cause, "{card:#}");
        let said = card.to_string();
        assert!(!said.contains(USER.1) && !said.contains(CLIENT.1) && !said.contains("wrong-one"));
    }
}

/// `ids`: of the message for a refused password, and for a refused token.
async fn is_told_and_mended<S>(connector: &str, mut server: S, more: Value, ids: [&str; 2])
where
    S: DerefMut<Target = ContractServer> + Send + 'static,
{
    let bench = bench().await;
    let mut config = json!({"baseUrl": server.url(), "userName": USER.0, "pollIntervalMinutes": 1});
    for (field, value) in more.as_object().unwrap() {
        config[field] = value.clone();
    }
    let request =
        json!({"connector": connector, "name": "The system", "config": config, "secrets": {"password": USER.1}});
    let saved = bench.ok("save_integration", request.clone()).await;
    let asked = Asked { bench, id: saved["integration"]["id"].as_str().unwrap().to_owned(), request };
    asked.start().await;
    let is_read = |card: &Value| card["integration"]["lastSyncAt"].is_string();
    asked.until("it is read", |state, card| state == "streaming" && is_read(card)).await;

    server.kill();
    asked.start().await;
    asked.is_told("net-connection-refused").await;
    let mut server = on_a_thread(move || {
        server.restart();
        server
    })
    .await;
    asked.is_back().await;

    server.pause();
    asked.start().await;
    asked.is_told("net-timed-out").await;
    server.resume();
    asked.is_back().await;

    asked.save(json!({}), json!({"password": "wrong-one"})).await;
    asked.is_refused(ids[0]).await;
    asked.save(json!({}), json!({"password": USER.1})).await;
    asked.is_back().await;

    let by_token = json!({
        "signIn": "oauth2", "tokenUrl": format!("{}{}", server.url(), token_path(connector)), "clientId": CLIENT.0, "userName": null,
    });
    let secrets = json!({"clientSecret": CLIENT.1});
    asked.save(by_token.clone(), secrets.clone()).await;
    asked.is_back().await;
    // Every token has expired for it, a new one too.
    server.control(r#"{"mode": "token_unknown"}"#);
    asked.start().await;
    asked.is_refused(ids[1]).await;
    server.control(r#"{"mode": "ok"}"#);
    asked.start().await;
    asked.is_back().await;
    asked.bench.app.close().await;
    server.kill();
}

fn token_path(connector: &str) -> &'static str {
    if connector == "sap" { "/oauth/token" } else { "/oauth2/v1/token" }
}

#[tokio::test(flavor = "multi_thread")]
async fn sap_killed_paused_with_another_password_and_an_expired_token() {
    let server = on_a_thread(|| sap::Server::start(sap::Options::default())).await;
    let more = json!({"client": "100"});
    is_told_and_mended("sap", server, more, ["sap-access-denied", "sap-token-refused"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn oracle_eam_killed_paused_with_another_password_and_an_expired_token() {
    let server = on_a_thread(|| oracle::Server::start(oracle::Options::default())).await;
    let more = json!({"organization": "M1"});
    is_told_and_mended("oracle_eam", server, more, ["oracle-access-denied", "oracle-token-refused"]).await;
}
