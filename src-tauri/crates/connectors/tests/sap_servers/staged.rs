//! The staged test, and each fault that it can name.

use crate::{
    certificates,
    contract::Plant,
    report::{failed, warned},
    support::{by_token, config, open, paths_of_v4, server, system},
};
use serde_json::{Value, json};
use testkit::sap::{CLIENT, Options, USER};

const WRONG: &str = "wrong-hunter2";

#[tokio::test(flavor = "multi_thread")]
async fn each_stage_passes_in_either_version_with_a_password_and_with_a_token() {
    for is_v4 in [false, true] {
        let server = server(Options { is_v4, ..Options::default() }).await;
        let version = if is_v4 { paths_of_v4() } else { json!({}) };
        for more in [json!({}), by_token(&server), json!({"client": null})] {
            let report = system(&server, &[version.clone(), more.clone()]).test().await;
            assert!(report.succeeded && failed(&report).is_none(), "{is_v4} {more} {report:?}");
            assert!(warned(&report).is_empty(), "{is_v4} {more} {report:?}");
            assert_eq!(report.stages.len(), 7);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_is_named_at_the_stage_where_it_is() {
    let server = server(Options::default()).await;
    let (port, token) = (server.port(), by_token(&server));
    let nowhere = json!({"signIn": "oauth2", "tokenUrl": "http://127.0.0.1:1/oauth/token", "clientId": "c"});
    let none = json!({});
    let cases: Vec<(Value, &str, &str, &str)> = vec![
        (json!({"baseUrl": "https://nowhere.invalid"}), "ok", "Resolve", "net-host-not-found"),
        (json!({"baseUrl": "http://127.0.0.1:1"}), "ok", "Connect", "net-connection-refused"),
        (json!({"baseUrl": format!("https://localhost:{port}")}), "ok", "SecureChannel", "net-tls-not-spoken"),
        (json!({"userName": "SOMEBODY"}), "ok", "Authenticate", "sap-access-denied"),
        (json!({"client": "999"}), "ok", "Authenticate", "sap-client-unknown"),
        (none.clone(), "client_unknown", "Authenticate", "sap-client-unknown"),
        (none.clone(), "redirect", "Authenticate", "sap-redirected"),
        (none.clone(), "page", "Authenticate", "sap-not-odata"),
        (none.clone(), "words", "Authenticate", "sap-not-odata"),
        (none.clone(), "not_activated", "Authenticate", "sap-service-not-activated"),
        (none.clone(), "node_inactive", "Authenticate", "sap-service-not-activated"),
        (none.clone(), "forbidden", "Authenticate", "sap-forbidden"),
        (none.clone(), "not_found", "Authenticate", "sap-not-found"),
        (none.clone(), "rate_limit", "Authenticate", "net-rate-limited"),
        (none.clone(), "unavailable", "Authenticate", "sap-unavailable"),
        (none.clone(), "error", "Authenticate", "sap-server-error"),
        (none.clone(), "hang", "Authenticate", "net-timed-out"),
        (token.clone(), "token_refused", "Authenticate", "sap-token-endpoint-refused"),
        (token.clone(), "token_nothing", "Authenticate", "sap-token-endpoint-without-token"),
        (token.clone(), "token_down", "Authenticate", "sap-token-endpoint-unavailable"),
        (token.clone(), "token_unknown", "Authenticate", "sap-token-refused"),
        (nowhere, "ok", "Authenticate", "net-connection-refused"),
        (paths_of_v4(), "ok", "Authenticate", "sap-not-found"),
        (json!({"orderPath": "/sap/opu/odata/sap/ZORDERS"}), "ok", "Authorize", "sap-service-not-activated"),
        (json!({"orderPath": "/sap/opu/odata/sap/API_EQUIPMENT"}), "ok", "Authorize", "sap-set-missing"),
        (none.clone(), "no_set", "Authorize", "sap-set-missing"),
        (none.clone(), "lacks_field", "Authorize", "sap-fields-missing"),
        (json!({"keyField": "YY1_OPTRIA_ORD"}), "ok", "Authorize", "sap-fields-missing"),
        (none.clone(), "short_key", "Authorize", "sap-key-field-too-short"),
        (none.clone(), "flood", "Authenticate", "sap-answer-too-large"),
        (none.clone(), "cut", "Read", "sap-answer-malformed"),
        (none.clone(), "shapeless", "Read", "sap-not-odata"),
    ];
    for (more, mode, stage, expected) in cases {
        server.control(&json!({"mode": mode}).to_string());
        let password = if more.get("userName").is_some() { WRONG } else { USER.1 };
        let report = open(&config(&server, std::slice::from_ref(&more)), password, CLIENT.1).unwrap().test().await;
        let found = failed(&report).unwrap_or_else(|| panic!("{more} {mode}: {report:?}"));
        assert_eq!((found.0.as_str(), found.1.as_str()), (stage, expected), "{more} {mode} {report:?}");
        let said = serde_json::to_string(&report).unwrap() + &format!("{report:?}");
        for secret in [password, CLIENT.1, "secret-of-the-gateway"] {
            assert!(!said.contains(secret), "{more} {mode}: {said}");
        }
    }
    server.control(r#"{"mode": "empty"}"#);
    assert_eq!(warned(&system(&server, &[]).test().await), ["sap-nothing-to-see"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_version_that_a_service_has_is_told_where_another_is_chosen() {
    let v4 = server(Options { is_v4: true, ..Options::default() }).await;
    let mut config = config(&v4, &[paths_of_v4()]);
    config["odataVersion"] = json!("v2");
    let report = open(&config, USER.1, CLIENT.1).unwrap().test().await;
    assert_eq!(failed(&report).unwrap(), ("Authorize".to_owned(), "sap-other-version".to_owned()));
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
