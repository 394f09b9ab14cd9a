//! The staged test, and each fault that it can name.

use crate::{
    certificates,
    contract::Plant,
    report::{failed, warned},
    support::{by_token, config, open, server, system},
};
use serde_json::{Value, json};
use testkit::oracle::{CLIENT, Options, USER};

const WRONG: &str = "wrong-hunter2";

#[tokio::test(flavor = "multi_thread")]
async fn each_stage_passes_with_a_password_and_with_a_token() {
    let server = server(Options::default()).await;
    for more in [json!({}), by_token(&server)] {
        let report = system(&server, std::slice::from_ref(&more)).test().await;
        assert!(report.succeeded && failed(&report).is_none(), "{more} {report:?}");
        assert!(warned(&report).is_empty(), "{more} {report:?}");
        assert_eq!(report.stages.len(), 7);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_is_named_at_the_stage_where_it_is() {
    let server = server(Options::default()).await;
    let (port, token) = (server.port(), by_token(&server));
    let nowhere = json!({"signIn": "oauth2", "tokenUrl": "http://127.0.0.1:1/oauth2/v1/token", "clientId": "c"});
    let none = json!({});
    let cases: Vec<(Value, &str, &str, &str)> = vec![
        (json!({"baseUrl": "https://nowhere.invalid"}), "ok", "Resolve", "net-host-not-found"),
        (json!({"baseUrl": "http://127.0.0.1:1"}), "ok", "Connect", "net-connection-refused"),
        (json!({"baseUrl": format!("https://localhost:{port}")}), "ok", "SecureChannel", "net-tls-not-spoken"),
        (json!({"userName": "SOMEBODY"}), "ok", "Authenticate", "oracle-access-denied"),
        (none.clone(), "redirect", "Authenticate", "oracle-redirected"),
        (none.clone(), "page", "Authenticate", "oracle-not-fusion"),
        (none.clone(), "words", "Authenticate", "oracle-not-fusion"),
        (none.clone(), "shapeless", "Authenticate", "oracle-not-fusion"),
        (none.clone(), "forbidden", "Authenticate", "oracle-forbidden"),
        (none.clone(), "rate_limit", "Authenticate", "net-rate-limited"),
        (none.clone(), "unavailable", "Authenticate", "oracle-unavailable"),
        (none.clone(), "window", "Authenticate", "oracle-under-maintenance"),
        (none.clone(), "error", "Authenticate", "oracle-server-error"),
        (none.clone(), "cut", "Authenticate", "oracle-answer-malformed"),
        (none.clone(), "large", "Authenticate", "oracle-answer-too-large"),
        (none.clone(), "hang", "Authenticate", "net-timed-out"),
        (token.clone(), "token_refused", "Authenticate", "oracle-token-endpoint-refused"),
        (token.clone(), "token_nothing", "Authenticate", "oracle-token-endpoint-without-token"),
        (token.clone(), "token_down", "Authenticate", "oracle-token-endpoint-unavailable"),
        (token.clone(), "token_unknown", "Authenticate", "oracle-token-refused"),
        (nowhere, "ok", "Authenticate", "net-connection-refused"),
        (json!({"resourcesPath": "/fscmRestApi/resources/11.12.1.0"}), "ok", "Authenticate", "oracle-not-found"),
        (json!({"organization": "M9"}), "ok", "Authorize", "oracle-plant-unknown"),
        (json!({"organization": "M2"}), "ok", "Authorize", "oracle-plant-without-maintenance"),
        (none.clone(), "lacks_field", "Authorize", "oracle-fields-missing"),
        (none.clone(), "not_queryable", "Authorize", "oracle-fields-not-searchable"),
    ];
    for (more, how, stage, expected) in cases {
        server.mode(how);
        let password = if more.get("userName").is_some() { WRONG } else { USER.1 };
        let report = open(&config(&server, std::slice::from_ref(&more)), password, CLIENT.1).unwrap().test().await;
        let found = failed(&report).unwrap_or_else(|| panic!("{more} {how}: {report:?}"));
        assert_eq!((found.0.as_str(), found.1.as_str()), (stage, expected), "{more} {how} {report:?}");
        let said = serde_json::to_string(&report).unwrap() + &format!("{report:?}");
        for secret in [password, CLIENT.1, "secret-of-the-gateway"] {
            assert!(!said.contains(secret), "{more} {how}: {said}");
        }
    }
    server.mode("no_create");
    let report = system(&server, &[]).test().await;
    assert!(report.succeeded);
    assert_eq!(warned(&report), ["oracle-creating-not-offered"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organization_without_assets_is_warned_of() {
    let server = server(Options::default()).await;
    server.mode("nothing_seen");
    let report = system(&server, &[]).test().await;
    assert!(report.succeeded, "{report:?}");
    assert_eq!(warned(&report), ["oracle-nothing-to-see"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_verified_and_each_of_its_faults_is_named() {
    certificates::are_verified_and_each_fault_is_named(async |shown, authority| {
        let server = server(Options { certificates: Some(shown), ..Options::default() }).await;
        let system = system(&server, &[json!({"authority": authority})]);
        (server, system)
    })
    .await;
}
