//! An order that was approved is written once and only once, whatever breaks.

use crate::{
    contract::{self, Plant, outcome},
    support::{asset, by_token, server, system},
};
use connectors::maintenance::{NewOrder, Written};
use serde_json::{Value, json};
use testkit::oracle::Options;

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_written_with_its_number_and_found_again() {
    let server = server(Options::default()).await;
    for more in [json!({}), by_token(&server), json!({"orderSubType": "ORA_PREDICTIVE", "orderStatus": "ORA_RELEASED"})]
    {
        let number = contract::an_order_is_written_once_and_found_again(&server, std::slice::from_ref(&more)).await;
        let there = server.orders().pop().unwrap();
        assert_eq!(there["WorkOrderNumber"], number);
        assert!(number.starts_with("OPTRIA-"));
        assert_eq!((&there["OrganizationCode"], &there["WorkOrderPriority"]), (&json!("M1"), &json!(2)));
        assert_eq!(there["AssetId"], 300_000_000_000_001_u64);
        // The whole day at the plant is left for it.
        assert_eq!(there["PlannedCompletionDate"], "2026-12-24T20:59:59+00:00");
        let status = more.get("orderStatus").cloned().unwrap_or(json!("ORA_UNRELEASED"));
        assert_eq!(
            (&there["WorkOrderStatusCode"], there.get("WorkOrderSubTypeCode")),
            (&status, more.get("orderSubType"))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_send_the_same_order_at_once_make_one() {
    let server = server(Options::default()).await;
    let (system, new) = (system(&server, &[]), server.order());
    server.mode("overtaken");
    assert_eq!(outcome(&system.write_order(&new).await).0, "there");
    assert_eq!(server.orders().len(), 1, "Oracle refused the second of its number");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_oracle_does_not_take_is_told_in_its_own_words() {
    let server = server(Options::default()).await;
    server.mode("refuse_order");
    let Written::Refused(refused) = system(&server, &[]).write_order(&server.order()).await else { panic!("taken") };
    assert_eq!(refused.error.failure.message.id, "oracle-order-refused");
    assert!(format!("{:?}", refused.error).contains("WorkOrderTypeCode: The work order type isn't valid"));
    assert!(refused.error.permanent);
    server.mode("ok");
    let other = system(&server, &[json!({"orderType": "INSPECTION"})]).write_order(&server.order()).await;
    assert_eq!(outcome(&other), ("refused", "oracle-order-refused"));
    let nobody = NewOrder { object: asset(77), ..server.order() };
    assert_eq!(outcome(&system(&server, &[]).write_order(&nobody).await), ("refused", "oracle-order-refused"));
    // Where even the look is refused, nothing is written.
    for how in ["forbidden", "rate_limit", "window"] {
        server.mode(how);
        assert_eq!(outcome(&system(&server, &[]).write_order(&server.order()).await).0, "refused", "{how}");
    }
    assert_eq!(server.orders(), [] as [Value; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_orders_with_one_number_are_told_and_none_is_added() {
    let server = server(Options::default()).await;
    let (system, new) = (system(&server, &[]), server.order());
    system.write_order(&new).await;
    // An environment that lets numbers repeat.
    server.copy_order(server.orders()[0]["WorkOrderNumber"].as_str().unwrap());
    assert_eq!(outcome(&system.write_order(&new).await), ("refused", "oracle-orders-doubled"));
    assert_eq!(server.orders().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_before_or_after_the_order_was_taken_makes_no_second_one() {
    let server = server(Options::default()).await;
    contract::a_cut_before_or_after_an_order_was_taken_makes_no_second_one(&server, "oracle-order-unconfirmed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_arrives_late_is_found_by_its_key() {
    let server = server(Options::default()).await;
    contract::an_order_that_arrives_late_is_found_by_its_key(&server, "WorkOrderNumber").await;
}
