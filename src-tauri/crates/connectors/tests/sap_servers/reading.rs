//! Equipment, locations and notifications, page by page, in either version; tokens and limits.

use crate::{
    changed::changed,
    support::{by_token, counts, paths_of_v4, server, system},
};
use connectors::maintenance::{MaintenanceSystem, TechnicalObject};
use domain::{ObjectKind, Timestamp};
use serde_json::json;
use std::{collections::BTreeSet, time::Duration};
use testkit::sap::{Options, Server};

fn now() -> Timestamp {
    chrono::Utc::now()
}

async fn all(system: &dyn MaintenanceSystem, kind: ObjectKind) -> Vec<TechnicalObject> {
    let (mut found, mut after): (Vec<TechnicalObject>, Option<String>) = (Vec::new(), None);
    loop {
        let page = system.objects(kind, after.as_deref(), None, now()).await.unwrap();
        found.extend(page.objects);
        after = page.after;
        if after.is_none() {
            return found;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_object_is_read_once_whoever_makes_the_pages() {
    for (is_v4, server_page, page_size) in
        [(false, 0, 500), (false, 7, 20), (true, 7, 20), (true, 0, 33), (false, 50, 1)]
    {
        let server = server(Options { is_v4, server_page, equipment: 101, ..Options::default() }).await;
        let version = if is_v4 { paths_of_v4() } else { json!({}) };
        let system = system(&server, &[version, json!({"pageSize": page_size})]);
        let found = all(system.as_ref(), ObjectKind::Equipment).await;
        let numbers: Vec<_> = found.iter().map(|o| o.object.number.clone()).collect();
        let expected: Vec<String> = (1..=101).map(|n| format!("P-{n:04}")).collect();
        assert_eq!(numbers, expected, "{is_v4} {server_page} {page_size}");
        assert!(found[49].is_out_of_use);
        assert_eq!(found[0].in_operation_since, chrono::NaiveDate::from_ymd_opt(2015, 6, 1));
        assert_eq!(found[0].superior.as_ref().unwrap().kind, ObjectKind::FunctionalLocation);
        let locations = all(system.as_ref(), ObjectKind::FunctionalLocation).await;
        assert_eq!(locations.iter().map(|l| l.label.as_str()).collect::<Vec<_>>(), ["RT-U01", "RT-U02"]);
        let named = system.objects(ObjectKind::Equipment, None, Some("feed pump 10"), now()).await.unwrap();
        // A page of one goes on after its only row.
        let most = if page_size == 1 { 1 } else { 3 };
        assert_eq!(named.objects.len(), most, "{named:?}");
        let quoted = system.objects(ObjectKind::Equipment, None, Some("x' or 'a' eq 'a"), now()).await.unwrap();
        assert_eq!(quoted.objects, []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_is_read_by_time_and_nothing_is_passed_over() {
    for is_v4 in [false, true] {
        let server = server(Options { is_v4, server_page: 3, notifications: 40, ..Options::default() }).await;
        let version = if is_v4 { paths_of_v4() } else { json!({}) };
        // Four have the same time each: pages of two end among them, and one page is full of one time.
        let system = system(&server, &[version, json!({"pageSize": 2})]);
        let (found, until) = changed(system.as_ref(), Timestamp::UNIX_EPOCH).await;
        let numbers: BTreeSet<_> = found.iter().cloned().collect();
        assert_eq!(numbers, (1..=40).map(|n| format!("{}", 10_000_000 + n)).collect(), "{is_v4}");
        // From there on only what is changed comes.
        let (again, _) = changed(system.as_ref(), until).await;
        assert_eq!(again, [""; 0]);
        server.notify(r#"{"number": "10000007", "NotificationText": "Bearing", "MalfunctionStartTime": "07:15:00"}"#);
        let changes = system.changed_since(until, Some(until)).await.unwrap();
        assert_eq!(changes.read, 1, "what was read before is not counted again");
        let last = changes.happenings.last().unwrap();
        assert_eq!(
            (last.number.as_str(), last.text.as_str(), last.downtime_hours),
            ("10000007", "Bearing", Some(2.25))
        );
        // 07:15 of Riyadh.
        assert_eq!(last.at.format("%H:%M").to_string(), "04:15");
        assert!(changes.until > until);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_followed_nowhere_else_and_not_for_ever() {
    let server = server(Options::default()).await;
    let id = async |mode: &str| {
        server.control(&json!({"mode": mode}).to_string());
        let refused = system(&server, &[]).objects(ObjectKind::Equipment, None, None, now()).await.unwrap_err();
        assert!(!format!("{refused:?}").contains("secret-of-the-gateway"));
        refused.error.failure.message.id
    };
    assert_eq!(id("next_elsewhere").await, "sap-next-page-elsewhere");
    assert_eq!(id("endless").await, "sap-pages-without-end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_shared_renewed_before_its_end_and_once_where_it_is_refused() {
    let server = server(Options { token_life: 5.0, ..Options::default() }).await;
    let tokens = |server: &Server| counts(server)["tokens"].as_u64().unwrap();
    let system = system(&server, &[by_token(&server)]);
    let ask = async || system.objects(ObjectKind::Equipment, None, None, now()).await;
    let (one, other) = tokio::join!(ask(), ask());
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(tokens(&server), 1);
    // A fifth before its end.
    tokio::time::sleep(Duration::from_millis(4_300)).await;
    ask().await.unwrap();
    assert_eq!((tokens(&server), counts(&server)["refused"].as_u64()), (2, Some(0)));
    server.control(r#"{"mode": "token_unknown", "count": 1}"#);
    ask().await.unwrap();
    assert_eq!(tokens(&server), 3);
    server.control(r#"{"mode": "token_unknown"}"#);
    assert_eq!(ask().await.unwrap_err().error.failure.message.id, "sap-token-refused");
    assert_eq!(tokens(&server), 4, "one more is fetched, and no more");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_says_when_to_come_again_and_a_wrong_password_is_tried_once() {
    let server = server(Options::default()).await;
    server.control(r#"{"mode": "rate_limit", "retryAfter": "17"}"#);
    let refused = system(&server, &[]).greet().await.unwrap_err();
    assert_eq!((refused.error.permanent, refused.retry_after), (false, Some(Duration::from_secs(17))));
    server.control(r#"{"mode": "ok"}"#);
    let wrong = system(&server, &[json!({"userName": "SOMEBODY"})]);
    assert!(wrong.greet().await.unwrap_err().error.permanent);
    assert_eq!(counts(&server)["refused"], 1);
}
