//! An order that was approved is written once and only once, whatever breaks.

use crate::{
    orders::{number, outcome},
    support::{asset, by_token, counts, mode, server, system},
};
use connectors::maintenance::{NewOrder, Written};
use domain::{Criticality, WorkOrderId};
use serde_json::{Value, json};
use testkit::oracle::{Options, Server};

fn order() -> NewOrder {
    NewOrder {
        id: WorkOrderId::new(),
        title: "Replace the mechanical seal of the feed pump in unit 100".into(),
        object: asset(1),
        priority: Criticality::High,
        due_on: chrono::NaiveDate::from_ymd_opt(2026, 12, 24),
    }
}

fn orders(server: &Server) -> Vec<Value> {
    counts(server)["orders"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_written_with_its_number_and_found_again() {
    let server = server(Options::default()).await;
    for more in [json!({}), by_token(&server), json!({"orderSubType": "ORA_PREDICTIVE", "orderStatus": "ORA_RELEASED"})]
    {
        let (system, new) = (system(&server, std::slice::from_ref(&more)), order());
        let first = system.write_order(&new).await;
        let before = orders(&server).len();
        let again = system.write_order(&new).await;
        assert_eq!((number(&first), orders(&server).len()), (number(&again), before));
        let there = orders(&server).pop().unwrap();
        assert_eq!(there["WorkOrderNumber"], number(&first));
        assert!(number(&first).starts_with("OPTRIA-"));
        assert_eq!((&there["OrganizationCode"], &there["WorkOrderPriority"]), (&json!("M1"), &json!(2)));
        assert_eq!(there["AssetId"], 300_000_000_000_001_u64);
        // The whole day at the plant is left for it.
        assert_eq!(there["PlannedCompletionDate"], "2026-12-24T20:59:59+00:00");
        let status = more.get("orderStatus").cloned().unwrap_or(json!("ORA_UNRELEASED"));
        assert_eq!(
            (&there["WorkOrderStatusCode"], there.get("WorkOrderSubTypeCode")),
            (&status, more.get("orderSubType"))
        );
        assert_eq!(system.find_order(new.id).await.unwrap().unwrap().number, number(&first));
        assert_eq!(system.find_order(WorkOrderId::new()).await.unwrap(), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_before_or_after_the_order_was_taken_makes_no_second_one() {
    let server = server(Options::default()).await;
    for (how, taken) in [("cut_before", 0), ("cut_after", 1), ("gateway_after", 1)] {
        let (system, new, before) = (system(&server, &[]), order(), orders(&server).len());
        // The look before the writing passes; the writing breaks.
        mode(&server, how);
        let written = system.write_order(&new).await;
        assert_eq!(outcome(&written), ("unconfirmed", "oracle-order-unconfirmed"), "{how}");
        assert_eq!(orders(&server).len(), before + taken, "{how}");
        mode(&server, "ok");
        for _ in 0..3 {
            assert!(matches!(system.write_order(&new).await, Written::There(_)));
        }
        // As after a kill: another process, which knows nothing but the work order.
        assert!(matches!(self::system(&server, &[]).write_order(&new).await, Written::There(_)));
        assert_eq!(orders(&server).len(), before + 1, "{how}: one order and no second");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_arrives_late_is_found_by_its_number() {
    let server = server(Options::default()).await;
    let (system, new) = (system(&server, &[]), order());
    server.control(r#"{"mode": "late", "late": 2}"#);
    assert_eq!(outcome(&system.write_order(&new).await).0, "unconfirmed");
    mode(&server, "ok");
    assert_eq!(system.find_order(new.id).await.unwrap(), None, "not yet");
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let found = system.find_order(new.id).await.unwrap().unwrap();
    assert_eq!(orders(&server)[0]["WorkOrderNumber"], found.number);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_send_the_same_order_at_once_make_one() {
    let server = server(Options::default()).await;
    let (system, new) = (system(&server, &[]), order());
    mode(&server, "overtaken");
    assert_eq!(outcome(&system.write_order(&new).await).0, "there");
    assert_eq!(orders(&server).len(), 1, "Oracle refused the second of its number");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_oracle_does_not_take_is_told_in_its_own_words() {
    let server = server(Options::default()).await;
    mode(&server, "refuse_order");
    let Written::Refused(refused) = system(&server, &[]).write_order(&order()).await else { panic!("taken") };
    assert_eq!(refused.error.failure.message.id, "oracle-order-refused");
    assert!(format!("{:?}", refused.error).contains("WorkOrderTypeCode: The work order type isn't valid"));
    assert!(refused.error.permanent);
    mode(&server, "ok");
    let other = system(&server, &[json!({"orderType": "INSPECTION"})]).write_order(&order()).await;
    assert_eq!(outcome(&other), ("refused", "oracle-order-refused"));
    let nobody = NewOrder { object: asset(77), ..order() };
    assert_eq!(outcome(&system(&server, &[]).write_order(&nobody).await), ("refused", "oracle-order-refused"));
    // Where even the look is refused, nothing is written.
    for how in ["forbidden", "rate_limit", "window"] {
        mode(&server, how);
        assert_eq!(outcome(&system(&server, &[]).write_order(&order()).await).0, "refused", "{how}");
    }
    assert_eq!(orders(&server), [] as [Value; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_orders_with_one_number_are_told_and_none_is_added() {
    let server = server(Options::default()).await;
    let (system, new) = (system(&server, &[]), order());
    system.write_order(&new).await;
    // An environment that lets numbers repeat.
    server.copy_order(orders(&server)[0]["WorkOrderNumber"].as_str().unwrap());
    assert_eq!(outcome(&system.write_order(&new).await), ("refused", "oracle-orders-doubled"));
    assert_eq!(orders(&server).len(), 2);
}
