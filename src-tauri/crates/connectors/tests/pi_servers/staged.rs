//! The staged test, and each fault that it can name.

use crate::{
    recorder::report::{failed, warned},
    support::{by_client, config, open, server, source},
};
use serde_json::json;
use testkit::{
    contract::CLIENT,
    pi::{Options, TOKEN, USER},
    postgres::certificates,
};

const WRONG: &str = "wrong-hunter2";

#[tokio::test(flavor = "multi_thread")]
async fn each_stage_passes_with_a_password_and_with_a_token() {
    let server = server(Options::default()).await;
    for more in [json!({}), json!({"signIn": "bearer"}), by_client(&server), json!({"dataServer": "pida"})] {
        let report = source(&server, more.clone()).test().await;
        assert!(report.succeeded && failed(&report).is_none(), "{more} {report:?}");
        assert!(warned(&report).is_empty(), "{more} {report:?}");
        assert_eq!(report.stages.len(), 7);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_is_named_at_the_stage_where_it_is() {
    let server = server(Options::default()).await;
    let port = server.port();
    let cases = [
        (json!({"baseUrl": "https://nowhere.invalid/piwebapi"}), USER.1, "ok", "Resolve", "net-host-not-found"),
        (json!({"baseUrl": "http://127.0.0.1:1/piwebapi"}), USER.1, "ok", "Connect", "net-connection-refused"),
        (
            json!({"baseUrl": format!("https://localhost:{port}/piwebapi")}),
            USER.1,
            "ok",
            "SecureChannel",
            "net-tls-not-spoken",
        ),
        (
            json!({"baseUrl": format!("http://localhost:{port}/other")}),
            USER.1,
            "ok",
            "Authenticate",
            "pi-not-a-pi-web-api",
        ),
        (json!({}), WRONG, "ok", "Authenticate", "pi-access-denied"),
        (json!({"signIn": "bearer"}), USER.1, "expired", "Authenticate", "pi-token-refused"),
        (by_client(&server), USER.1, "token_unknown", "Authenticate", "pi-fetched-token-refused"),
        (by_client(&server), USER.1, "token_refused", "Authenticate", "pi-token-endpoint-refused"),
        (by_client(&server), USER.1, "token_nothing", "Authenticate", "pi-token-endpoint-without-token"),
        (by_client(&server), USER.1, "token_down", "Authenticate", "pi-token-endpoint-unavailable"),
        (by_client(&server), USER.1, "negotiate", "Authenticate", "pi-sign-in-not-offered"),
        (json!({}), USER.1, "negotiate", "Authenticate", "pi-sign-in-not-offered"),
        (json!({}), USER.1, "page", "Authenticate", "pi-not-a-pi-web-api"),
        (json!({}), USER.1, "redirect", "Authenticate", "pi-redirected"),
        (json!({}), USER.1, "rate_limit", "Authenticate", "net-rate-limited"),
        (json!({}), USER.1, "unavailable", "Authenticate", "pi-unavailable"),
        (json!({}), USER.1, "error", "Authenticate", "pi-server-error"),
        (json!({}), USER.1, "cut", "Authenticate", "pi-answer-malformed"),
        (json!({}), USER.1, "disconnected", "Authorize", "pi-data-server-not-connected"),
        (json!({"dataServer": "OTHER"}), USER.1, "ok", "Authorize", "pi-data-server-unknown"),
        (json!({}), USER.1, "forbidden", "Authenticate", "pi-forbidden"),
        (json!({}), USER.1, "bad_request", "Authenticate", "pi-request-refused"),
        (json!({}), USER.1, "gone", "Read", "pi-not-found"),
        (json!({}), USER.1, "flood", "Authenticate", "pi-answer-too-large"),
        (json!({}), USER.1, "no_server", "Authorize", "pi-no-data-server"),
    ];
    for (more, password, mode, stage, expected) in cases {
        server.control(&format!(r#"{{"mode": "{mode}"}}"#));
        let report = open(&config(&server, more.clone()), password, TOKEN).unwrap().test().await;
        let found = failed(&report).unwrap_or_else(|| panic!("{more} {mode}: {report:?}"));
        assert_eq!((found.0.as_str(), found.1.as_str()), (stage, expected), "{more} {mode} {report:?}");
        let said = serde_json::to_string(&report).unwrap();
        for secret in [password, TOKEN, CLIENT.1, "secret-of-the-gateway"] {
            assert!(!said.contains(secret), "{more} {mode}: {said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_who_sees_no_point_hears_of_it_and_values_of_one_time_without_end_are_no_loop() {
    let server = server(Options::default()).await;
    server.control(r#"{"mode": "no_points"}"#);
    let report = source(&server, json!({})).test().await;
    assert_eq!((report.succeeded, warned(&report)), (true, vec!["pi-no-points".to_owned()]));
    server.control(r#"{"mode": "same_time"}"#);
    let tag = crate::recorder::subscription(1, &crate::support::tag("Counter"));
    let now = chrono::Utc::now();
    let e = source(&server, json!({})).backfill(&tag, now - chrono::TimeDelta::hours(1), now).await.unwrap_err();
    assert_eq!((e.failure.message.id.as_str(), e.is_permanent()), ("pi-too-many-at-one-time", true));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_types_wrong_is_named_before_anything_is_connected() {
    for (url, expected) in [
        ("https://me:hunter2@pi/piwebapi", "pi-url-malformed"),
        ("https://pi/piwebapi?token=1", "pi-url-malformed"),
        ("opc.tcp://pi", "config-url-malformed"),
        ("pi.plant.local", "config-url-malformed"),
    ] {
        let refused = open(&json!({"baseUrl": url, "userName": "u"}), USER.1, TOKEN).err().unwrap();
        assert_eq!(refused.message.id, expected, "{url}");
        assert!(!format!("{refused:?}").contains("hunter2"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_verified_and_each_of_its_faults_is_named() {
    let good = certificates(&["localhost"], false);
    let other = certificates(&["localhost"], false);
    for (shown, authority, expected) in [
        (good.clone(), good.authority.clone(), None),
        (good.clone(), other.authority.clone(), Some("net-certificate-untrusted")),
        (certificates(&["pi.plant.local"], false), String::new(), Some("net-certificate-wrong-host")),
        (certificates(&["localhost"], true), String::new(), Some("net-certificate-expired")),
    ] {
        let authority = if authority.is_empty() { shown.authority.clone() } else { authority };
        let server = server(Options { certificates: Some(shown), ..Options::default() }).await;
        let source = source(&server, json!({"authority": authority}));
        let report = source.test().await;
        match expected {
            None => {
                assert!(report.succeeded, "{report:?}");
                assert_eq!(
                    source.read(&[crate::support::tag("Temperature")]).await.unwrap()[0].unit.as_deref(),
                    Some("Cel")
                );
            }
            Some(id) => {
                assert_eq!(failed(&report).unwrap(), ("SecureChannel".to_owned(), id.to_owned()));
                // The same where nobody goes through stages.
                assert_eq!(source.browse(None, None).await.unwrap_err().failure.message.id, id);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_differs_is_warned_of() {
    let server = server(Options { clock_ahead: 90.0, ..Options::default() }).await;
    assert_eq!(warned(&source(&server, json!({})).test().await), ["pi-clock-skew"]);
}
