//! Assets and work orders, page by page; tokens and limits.

use crate::{
    contract::{self, Plant, all, changed},
    support::{asset, server, system},
};
use domain::{AssetEventKind, FailureMode, MaintenanceWork, ObjectKind, Timestamp, WorkOrderStatus};
use serde_json::json;
use std::collections::BTreeSet;
use testkit::oracle::Options;

fn now() -> Timestamp {
    chrono::Utc::now()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_asset_of_the_organization_is_read_once_whoever_limits_the_page() {
    for (most, page_size, has_plain_children) in
        [(499, 200, false), (499, 20, true), (7, 20, false), (25, 499, false), (499, 1, true)]
    {
        let server = server(Options { assets: 101, most, has_plain_children, ..Options::default() }).await;
        // What Oracle says of "more" is not believed where the page is full.
        for how in ["ok", "early_end"] {
            server.mode(how);
            let system = system(&server, &[json!({"pageSize": page_size})]);
            let found = all(system.as_ref(), ObjectKind::Equipment, None).await;
            let labels: Vec<_> = found.iter().map(|o| o.label.clone()).collect();
            let mut expected: Vec<String> = (1..=101).map(|n| format!("P-{n:04}")).collect();
            // Neither the other organization's nor what is not maintained.
            expected.extend(["U-01".to_owned(), "U-02".to_owned()]);
            assert_eq!(labels, expected, "{most} {page_size} {how}");
            assert!(found[49].is_out_of_use && !found[48].is_out_of_use);
            assert_eq!(found[0].in_operation_since, chrono::NaiveDate::from_ymd_opt(2015, 6, 1));
            assert_eq!(found[0].serial_number.as_deref(), Some("S-00001"));
            assert_eq!(found[101].parts.len(), 51);
            assert_eq!(found[101].parts[1], asset(3));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_asset_is_found_by_its_number_or_description_and_knows_what_it_is_part_of() {
    let server = server(Options { assets: 30, ..Options::default() }).await;
    let system = system(&server, &[]);
    let found = all(system.as_ref(), ObjectKind::Equipment, Some("Feed pump 2")).await;
    assert_eq!(found.len(), 11, "{found:?}");
    assert_eq!(all(system.as_ref(), ObjectKind::Equipment, Some("P-0017")).await[0].name, "Feed pump 17");
    assert_eq!(all(system.as_ref(), ObjectKind::Equipment, Some("pump and more")).await, []);
    for nothing in ["x' or 'a'='a", "%", "_", "';--", "\\", "مضخة"] {
        assert_eq!(all(system.as_ref(), ObjectKind::Equipment, Some(nothing)).await, [], "{nothing}");
    }
    let whole = all(system.as_ref(), ObjectKind::Equipment, None).await;
    let unit = whole.iter().find(|o| o.label == "U-01").unwrap();
    assert_eq!(whole[0].superior.as_ref(), Some(&unit.object));
    assert_eq!(whole[1].superior, None);
    let refused = system.objects(ObjectKind::Equipment, Some("1 or 1=1"), None, now()).await.unwrap_err();
    assert_eq!(refused.error.failure.message.id, "oracle-code-malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_is_read_by_time_and_nothing_is_passed_over() {
    for (most, page_size) in [(499, 2), (3, 200), (499, 200), (1, 1)] {
        let server = server(Options { work_orders: 40, most, ..Options::default() }).await;
        // Four have the same time each: pages end among them, and one page is full of one time.
        let system = system(&server, &[json!({"pageSize": page_size})]);
        let (found, until) = changed(system.as_ref(), Timestamp::UNIX_EPOCH).await;
        let numbers: BTreeSet<_> = found.iter().cloned().collect();
        assert_eq!(numbers, (1..=40).map(|n| format!("{}", 1_000 + n)).collect(), "{most} {page_size}");
        // From there on only what is changed comes.
        assert_eq!(changed(system.as_ref(), until).await.0, [""; 0]);
        server.change(r#"{"number": "1007", "WorkOrderDescription": "Bearing", "ActualCompletionDate": "2026-03-01T09:30:00+03:00"}"#);
        let (mut last, mut since, mut read) = (None, until, 0);
        loop {
            let changes = system.changed_since(since, Some(since)).await.unwrap();
            read += changes.read;
            last = changes.found.into_iter().next_back().or(last);
            since = changes.until;
            if !changes.is_more {
                break;
            }
        }
        let last = last.unwrap();
        assert_eq!((last.number.as_str(), last.text.as_str(), read), ("1007", "Bearing", 1));
        assert_eq!(last.what, AssetEventKind::Failure { mode: FailureMode::Unknown });
        assert_eq!(last.object, asset(2));
        assert!(since > until);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_a_failure_or_maintenance_by_the_codes_that_are_configured() {
    let server = server(Options { work_orders: 6, ..Options::default() }).await;
    let maintenance = AssetEventKind::Maintenance { work: MaintenanceWork::MinorRepair };
    for (codes, failures) in [("CORRECTIVE", 4), ("ORA_EMERGENCY, X", 4), ("PREVENTIVE", 2), ("X", 0)] {
        let system = system(&server, &[json!({"failureCodes": codes})]);
        let changes = system.changed_since(Timestamp::UNIX_EPOCH, None).await.unwrap();
        assert_eq!((changes.read, changes.found.len()), (6, 6));
        assert_eq!(changes.found.iter().filter(|h| h.what != maintenance).count(), failures, "{codes}");
    }
    // What is not completed, or was canceled, befell nothing.
    server.change(r#"{"number": "1001", "ActualCompletionDate": null}"#);
    server.change(r#"{"number": "1002", "WorkOrderStatusCode": "ORA_CANCELED"}"#);
    let changes = system(&server, &[]).changed_since(Timestamp::UNIX_EPOCH, None).await.unwrap();
    assert_eq!((changes.read, changes.found.len()), (6, 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_read_as_they_change() {
    for (most, page_size) in [(499, 5), (3, 200), (1, 1)] {
        let server = server(Options { work_orders: 0, open_orders: 23, most, ..Options::default() }).await;
        let system = system(&server, &[json!({"pageSize": page_size})]);
        let numbers: Vec<String> = (1..=23).map(|n| format!("{}", 500_000 + n)).collect();
        let change = |number: &str| {
            server.change(&json!({"number": number, "WorkOrderDescription": "Changed meanwhile"}).to_string());
        };
        contract::orders_are_read_by_time_and_none_is_passed_over(system.as_ref(), &numbers, change).await;
        let begun = system.look_up(&["500003".to_owned()]).await.unwrap().remove(0);
        assert_eq!((begun.status, begun.told.as_str()), (Some(WorkOrderStatus::InProgress), "ORA_RELEASED"));
        assert_eq!(begun.object, Some(asset(3)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_companys_own_status_is_the_one_that_it_is_tied_to_and_who_may_not_read_them_knows_none() {
    for most in [499, 1] {
        let server = server(Options { open_orders: 3, most, ..Options::default() }).await;
        server.change(r#"{"number": "500003", "WorkOrderStatusCode": "XX_PARTS_ORDERED"}"#);
        server.change(r#"{"number": "500002", "WorkOrderStatusCode": "XX_UNTIED"}"#);
        for (mode, expected) in [("ok", Some(WorkOrderStatus::InProgress)), ("no_statuses", None)] {
            server.mode(mode);
            let system = system(&server, &[]);
            let status = async |number: &str| system.look_up(&[number.to_owned()]).await.unwrap().remove(0).status;
            assert_eq!((status("500003").await, status("500002").await), (expected, None), "{mode}");
            assert_eq!(status("500001").await, Some(WorkOrderStatus::Open), "{mode}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_not_followed_for_ever() {
    let server = server(Options { assets: 20, ..Options::default() }).await;
    server.mode("endless");
    let system = system(&server, &[json!({"pageSize": 5})]);
    let page = system.objects(ObjectKind::Equipment, None, None, now()).await.unwrap();
    let refused = system.objects(ObjectKind::Equipment, page.after.as_deref(), None, now()).await.unwrap_err();
    assert_eq!(refused.error.failure.message.id, "oracle-pages-without-end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_is_refused_is_told_in_oracles_words() {
    let server = server(Options::default()).await;
    server.mode("not_queryable");
    let refused = system(&server, &[]).changed_since(Timestamp::UNIX_EPOCH, None).await.unwrap_err();
    assert_eq!(refused.error.failure.message.id, "oracle-request-refused");
    assert!(format!("{refused:?}").contains("Attribute LastUpdateDate is not queryable."), "{refused:?}");
    assert!(refused.error.permanent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_shared_renewed_before_its_end_and_once_where_it_is_refused() {
    let server = server(Options { token_life: 5.0, ..Options::default() }).await;
    contract::a_token_is_shared_renewed_before_its_end_and_once_where_it_is_refused(&server, "oracle-token-refused")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_says_when_to_come_again_and_a_wrong_password_is_tried_once() {
    let server = server(Options::default()).await;
    contract::a_server_says_when_to_come_again_and_a_wrong_password_is_tried_once(&server).await;
}
