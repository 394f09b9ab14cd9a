//! Equipment, locations and notifications, page by page, in either version; tokens and limits.

use crate::{
    contract::{self, all, changed},
    support::{paths_of_v4, server, system},
};
use domain::{ObjectKind, Timestamp, WorkOrderStatus};
use serde_json::json;
use std::collections::BTreeSet;
use testkit::sap::Options;

fn now() -> Timestamp {
    chrono::Utc::now()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_object_is_read_once_whoever_makes_the_pages() {
    for (is_v4, server_page, page_size) in
        [(false, 0, 500), (false, 7, 20), (true, 7, 20), (true, 0, 33), (false, 50, 1)]
    {
        let server = server(Options { is_v4, server_page, equipment: 101, ..Options::default() }).await;
        let version = if is_v4 { paths_of_v4() } else { json!({}) };
        let system = system(&server, &[version, json!({"pageSize": page_size})]);
        let found = all(system.as_ref(), ObjectKind::Equipment, None).await;
        let numbers: Vec<_> = found.iter().map(|o| o.object.number.clone()).collect();
        let expected: Vec<String> = (1..=101).map(|n| format!("P-{n:04}")).collect();
        assert_eq!(numbers, expected, "{is_v4} {server_page} {page_size}");
        assert!(found[49].is_out_of_use);
        assert_eq!(found[0].in_operation_since, chrono::NaiveDate::from_ymd_opt(2015, 6, 1));
        assert_eq!(found[0].superior.as_ref().unwrap().kind, ObjectKind::FunctionalLocation);
        let locations = all(system.as_ref(), ObjectKind::FunctionalLocation, None).await;
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
        let last = changes.found.last().unwrap();
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
async fn what_was_found_is_told_where_the_service_describes_it_and_its_lack_stops_nothing() {
    let server = server(Options::default()).await;
    server.notify(
        r#"{"number": "10000002", "items": [{"MaintNotifDamageCodeGroup": "SEAL", "MaintNotificationDamageCode": "0020",
            "MaintNotifDamageCodeName": "Leak", "causes": [{"MaintNotifCauseCodeGroup": "MECH",
            "MaintNotificationCauseCode": "0030", "MaintNotificationCauseCodeName": "Wear"}]}]}"#,
    );
    let with = "Seal leaks (2)\ndamage: SEAL 0020 Leak; cause: MECH 0030 Wear";
    for (mode, expected) in [("ok", with), ("no_items", "Seal leaks (2)"), ("no_expand", "Seal leaks (2)")] {
        server.control(&json!({"mode": mode}).to_string());
        let changes = system(&server, &[]).changed_since(Timestamp::UNIX_EPOCH, None).await.unwrap();
        assert_eq!(changes.found.len(), 3, "{mode}");
        assert_eq!(changes.found.iter().find(|h| h.number == "10000002").unwrap().text, expected, "{mode}");
    }
    let server = server_of_v4().await;
    let changes = system(&server, &[paths_of_v4()]).changed_since(Timestamp::UNIX_EPOCH, None).await.unwrap();
    assert_eq!(changes.found.len(), 3);
}

async fn server_of_v4() -> testkit::sap::Server {
    server(Options { is_v4: true, ..Options::default() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_read_as_they_change_in_either_version_and_whatever_language_is_configured() {
    for (is_v4, server_page, page_size, language) in [(false, 3, 5, "EN"), (true, 0, 7, "DE"), (false, 0, 1, "DE")] {
        let server = server(Options { is_v4, server_page, orders: 23, ..Options::default() }).await;
        let version = if is_v4 { paths_of_v4() } else { json!({}) };
        let system = system(&server, &[version, json!({"pageSize": page_size, "language": language})]);
        let numbers: Vec<String> = (1..=23).map(|n| format!("{}", 4_100_000 + n)).collect();
        let change = |number: &str| {
            server.change_order(&json!({"number": number, "MaintenanceOrderDesc": "Changed meanwhile"}).to_string());
        };
        contract::orders_are_read_by_time_and_none_is_passed_over(system.as_ref(), &numbers, change).await;
        let begun = system.look_up(&["4100003".to_owned()]).await.unwrap().remove(0);
        assert_eq!((begun.status, begun.told.as_str()), (Some(WorkOrderStatus::InProgress), "REL  PCNF PRC"));
        assert_eq!(begun.object.unwrap().number, "P-0003");
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
    contract::a_token_is_shared_renewed_before_its_end_and_once_where_it_is_refused(&server, "sap-token-refused").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_says_when_to_come_again_and_a_wrong_password_is_tried_once() {
    let server = server(Options::default()).await;
    contract::a_server_says_when_to_come_again_and_a_wrong_password_is_tried_once(&server).await;
}
