//! An order that was approved is written once and only once, whatever breaks.

use crate::{
    contract::{self, Plant, outcome},
    support::{by_token, counts, paths_of_v4, server, system},
};
use connectors::maintenance::Written;
use serde_json::{Value, json};
use testkit::sap::Options;

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_written_with_its_key_and_found_again() {
    for is_v4 in [false, true] {
        let server = server(Options { is_v4, ..Options::default() }).await;
        let version = if is_v4 { paths_of_v4() } else { json!({}) };
        for more in [json!({}), by_token(&server)] {
            contract::an_order_is_written_once_and_found_again(&server, &[version.clone(), more]).await;
            let there = server.orders().pop().unwrap();
            assert_eq!(there["MaintenanceOrderDesc"], "Replace the mechanical seal of the feed ");
            assert_eq!((&there["MaintPriority"], &there["Equipment"]), (&json!("2"), &json!("P-0001")));
        }
        assert_eq!(counts(&server)["csrfFetches"], 2, "one for each of the two that wrote");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_against_forged_requests_is_renewed_once() {
    let server = server(Options::default()).await;
    let system = system(&server, &[]);
    assert!(matches!(system.write_order(&server.order()).await, Written::There(_)));
    // The look is the first question, the writing the second.
    server.control(r#"{"mode": "csrf_old", "count": 2}"#);
    assert!(matches!(system.write_order(&server.order()).await, Written::There(_)));
    assert_eq!((server.orders().len(), counts(&server)["csrfFetches"].as_u64()), (2, Some(2)));
    server.mode("csrf_never");
    assert_eq!(outcome(&system.write_order(&server.order()).await), ("refused", "sap-csrf-refused"));
    assert_eq!(server.orders().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_sap_does_not_take_is_told_in_its_own_words() {
    let server = server(Options::default()).await;
    server.mode("refuse_order");
    let Written::Refused(refused) = system(&server, &[]).write_order(&server.order()).await else { panic!("taken") };
    assert_eq!(refused.error.failure.message.id, "sap-order-refused");
    assert!(format!("{:?}", refused.error).contains("Order type is not allowed for planning plant 1010"));
    assert!(refused.error.permanent);
    server.mode("ok");
    let other = system(&server, &[json!({"orderType": "PM09"})]).write_order(&server.order()).await;
    assert_eq!(outcome(&other), ("refused", "sap-order-refused"));
    // A field that the order has not, chosen for the key: the look itself is refused, so that nothing is written.
    let blind = system(&server, &[json!({"keyField": "YY1_OPTRIA"})]).write_order(&server.order()).await;
    assert_eq!(outcome(&blind), ("refused", "sap-request-refused"));
    assert_eq!(server.orders(), [] as [Value; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_orders_with_one_key_are_told_and_none_is_added() {
    let server = server(Options::default()).await;
    let (system, new) = (system(&server, &[]), server.order());
    system.write_order(&new).await;
    // Somebody copies the order in SAP, with its key.
    server.copy_order(server.orders()[0]["MaintenanceOrder"].as_str().unwrap());
    assert_eq!(outcome(&system.write_order(&new).await), ("refused", "sap-orders-doubled"));
    assert_eq!(server.orders().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_before_or_after_the_order_was_taken_makes_no_second_one() {
    let server = server(Options::default()).await;
    contract::a_cut_before_or_after_an_order_was_taken_makes_no_second_one(&server, "sap-order-unconfirmed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_arrives_late_is_found_by_its_key() {
    let server = server(Options::default()).await;
    contract::an_order_that_arrives_late_is_found_by_its_key(&server, "MaintenanceOrder").await;
}
