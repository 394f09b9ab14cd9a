//! An order that was approved is written once and only once, whatever breaks.

use crate::{
    orders::{number, outcome},
    support::{by_token, counts, paths_of_v4, server, system},
};
use connectors::maintenance::{NewOrder, Written};
use domain::{Criticality, ObjectKind, ObjectRef, WorkOrderId};
use serde_json::{Value, json};
use testkit::sap::{Options, Server};

fn order() -> NewOrder {
    NewOrder {
        id: WorkOrderId::new(),
        title: "Replace the mechanical seal of the feed pump in unit 100".into(),
        object: ObjectRef { kind: ObjectKind::Equipment, number: "P-0001".into() },
        priority: Criticality::High,
        due_on: chrono::NaiveDate::from_ymd_opt(2026, 12, 24),
    }
}

fn orders(server: &Server) -> Vec<Value> {
    counts(server)["orders"].as_array().unwrap().clone()
}

fn mode(server: &Server, mode: &str) {
    server.control(&json!({"mode": mode}).to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_written_with_its_key_and_found_again() {
    for is_v4 in [false, true] {
        let server = server(Options { is_v4, ..Options::default() }).await;
        let version = if is_v4 { paths_of_v4() } else { json!({}) };
        for more in [json!({}), by_token(&server)] {
            let (system, new) = (system(&server, &[version.clone(), more]), order());
            let first = system.write_order(&new).await;
            let before = orders(&server).len();
            let again = system.write_order(&new).await;
            assert_eq!((number(&first), orders(&server).len()), (number(&again), before));
            let there = orders(&server).pop().unwrap();
            assert_eq!(there["MaintenanceOrderDesc"], "Replace the mechanical seal of the feed ");
            assert_eq!((&there["MaintPriority"], &there["Equipment"]), (&json!("2"), &json!("P-0001")));
            assert_eq!(system.find_order(new.id).await.unwrap().unwrap().number, number(&first));
            assert_eq!(system.find_order(WorkOrderId::new()).await.unwrap(), None);
        }
        assert_eq!(counts(&server)["csrfFetches"], 2, "one for each of the two that wrote");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_before_or_after_the_order_was_taken_makes_no_second_one() {
    let server = server(Options::default()).await;
    for (how, taken) in [("cut_before", 0), ("cut_after", 1), ("gateway_after", 1)] {
        let (system, new, before) = (system(&server, &[]), order(), orders(&server).len());
        assert!(system.find_order(new.id).await.unwrap().is_none());
        // The look before the writing passes, and the session begins; the writing breaks.
        mode(&server, how);
        let written = system.write_order(&new).await;
        assert_eq!(outcome(&written), ("unconfirmed", "sap-order-unconfirmed"), "{how}");
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
async fn an_order_that_arrives_late_is_found_by_its_key() {
    let server = server(Options::default()).await;
    let (system, new) = (system(&server, &[]), order());
    server.control(r#"{"mode": "late", "late": 2}"#);
    assert_eq!(outcome(&system.write_order(&new).await).0, "unconfirmed");
    mode(&server, "ok");
    assert_eq!(system.find_order(new.id).await.unwrap(), None, "not yet");
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let found = system.find_order(new.id).await.unwrap().unwrap();
    assert_eq!(orders(&server)[0]["MaintenanceOrder"], found.number);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_against_forged_requests_is_renewed_once() {
    let server = server(Options::default()).await;
    let system = system(&server, &[]);
    assert!(matches!(system.write_order(&order()).await, Written::There(_)));
    // The look is the first question, the writing the second.
    server.control(r#"{"mode": "csrf_old", "count": 2}"#);
    assert!(matches!(system.write_order(&order()).await, Written::There(_)));
    assert_eq!((orders(&server).len(), counts(&server)["csrfFetches"].as_u64()), (2, Some(2)));
    mode(&server, "csrf_never");
    assert_eq!(outcome(&system.write_order(&order()).await), ("refused", "sap-csrf-refused"));
    assert_eq!(orders(&server).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_sap_does_not_take_is_told_in_its_own_words() {
    let server = server(Options::default()).await;
    mode(&server, "refuse_order");
    let Written::Refused(refused) = system(&server, &[]).write_order(&order()).await else { panic!("taken") };
    assert_eq!(refused.error.failure.message.id, "sap-order-refused");
    assert!(format!("{:?}", refused.error).contains("Order type is not allowed for planning plant 1010"));
    assert!(refused.error.permanent);
    mode(&server, "ok");
    let other = system(&server, &[json!({"orderType": "PM09"})]).write_order(&order()).await;
    assert_eq!(outcome(&other), ("refused", "sap-order-refused"));
    // A field that the order has not, chosen for the key: the look itself is refused, so that nothing is written.
    let blind = system(&server, &[json!({"keyField": "YY1_OPTRIA"})]).write_order(&order()).await;
    assert_eq!(outcome(&blind), ("refused", "sap-request-refused"));
    assert_eq!(orders(&server), [] as [Value; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_orders_with_one_key_are_told_and_none_is_added() {
    let server = server(Options::default()).await;
    let (system, new) = (system(&server, &[]), order());
    system.write_order(&new).await;
    // Somebody copies the order in SAP, with its key.
    server.copy_order(orders(&server)[0]["MaintenanceOrder"].as_str().unwrap());
    assert_eq!(outcome(&system.write_order(&new).await), ("refused", "sap-orders-doubled"));
    assert_eq!(orders(&server).len(), 2);
}
