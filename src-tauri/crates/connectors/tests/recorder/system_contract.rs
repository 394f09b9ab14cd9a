//! What every maintenance system keeps, held against its contract server: an order is there once, a token is shared, a
//! wrong password is tried once, and changes are read without a loss.

use connectors::maintenance::{MaintenanceSystem, NewOrder, Order, TechnicalObject, Written};
use domain::{Criticality, ObjectKind, ObjectRef, Timestamp, WorkOrderId};
use serde_json::{Value, json};
use std::time::Duration;

/// A contract server, and the system on it.
pub trait Plant {
    fn system(&self, more: &[Value]) -> Box<dyn MaintenanceSystem>;
    /// The configuration of signing in by a token.
    fn by_token(&self) -> Value;
    fn control(&self, told: &str);
    fn counts(&self) -> Value;
    /// One that is there.
    fn object(&self) -> ObjectRef;

    fn order(&self) -> NewOrder {
        NewOrder {
            id: WorkOrderId::new(),
            title: "Replace the mechanical seal of the feed pump in unit 100".into(),
            object: self.object(),
            priority: Criticality::High,
            due_on: chrono::NaiveDate::from_ymd_opt(2026, 12, 24),
        }
    }

    fn mode(&self, mode: &str) {
        self.control(&json!({"mode": mode}).to_string());
    }

    fn orders(&self) -> Vec<Value> {
        self.counts()["orders"].as_array().unwrap().clone()
    }
}

pub fn number(written: &Written) -> &str {
    match written {
        Written::There(order) => &order.number,
        other => panic!("{other:?}"),
    }
}

pub fn outcome(written: &Written) -> (&'static str, &str) {
    match written {
        Written::There(_) => ("there", ""),
        Written::Refused(r) => ("refused", &r.error.failure.message.id),
        Written::Unconfirmed(r) => ("unconfirmed", &r.error.failure.message.id),
    }
}

/// All objects, through as many pages as it takes.
pub async fn all(system: &dyn MaintenanceSystem, kind: ObjectKind, text: Option<&str>) -> Vec<TechnicalObject> {
    let (mut found, mut after): (Vec<TechnicalObject>, Option<String>) = (Vec::new(), None);
    loop {
        let page = system.objects(kind, after.as_deref(), text, chrono::Utc::now()).await.unwrap();
        found.extend(page.objects);
        after = page.after;
        if after.is_none() {
            return found;
        }
    }
}

/// The numbers of what befell objects, through as many readings as it takes, and where to go on.
pub async fn changed(system: &dyn MaintenanceSystem, mut since: Timestamp) -> (Vec<String>, Timestamp) {
    let mut found = Vec::new();
    loop {
        let changes = system.changed_since(since, None).await.unwrap();
        found.extend(changes.found.into_iter().map(|h| h.number));
        since = changes.until;
        if !changes.is_more {
            return (found, since);
        }
    }
}

/// Orders, through as many readings as it takes, and where to go on. `between`: what happens after each page.
pub async fn orders(
    system: &dyn MaintenanceSystem,
    mut since: Timestamp,
    mut between: impl FnMut(usize),
) -> (Vec<Order>, Timestamp) {
    let mut found = Vec::new();
    for page in 0.. {
        let changes = system.orders_changed_since(since, None).await.unwrap();
        found.extend(changes.found);
        since = changes.until;
        if !changes.is_more {
            break;
        }
        between(page);
    }
    (found, since)
}

/// `change`: makes an order of this number another one, now.
pub async fn orders_are_read_by_time_and_none_is_passed_over(
    system: &dyn MaintenanceSystem,
    numbers: &[String],
    change: impl Fn(&str),
) {
    // One that was read and one that was not change between the pages: both come at the end.
    let (found, until) = orders(system, Timestamp::UNIX_EPOCH, |page| {
        if page == 0 {
            change(&numbers[0]);
            change(&numbers[numbers.len() - 1]);
        }
    })
    .await;
    let mut last: std::collections::BTreeMap<String, Order> = Default::default();
    for order in found {
        last.insert(order.number.clone(), order);
    }
    assert_eq!(last.keys().cloned().collect::<Vec<_>>(), numbers);
    for number in [&numbers[0], &numbers[numbers.len() - 1]] {
        assert_eq!(last[number].title, "Changed meanwhile");
    }
    assert_eq!(orders(system, until, |_| ()).await.0, [], "from there on only what is changed comes");
    change(&numbers[2]);
    let (mut since, mut read, mut is_more) = (until, 0, true);
    while is_more {
        let again = system.orders_changed_since(since, Some(since)).await.unwrap();
        assert!(again.found.iter().all(|order| order.number == numbers[2]), "{again:?}");
        (since, read, is_more) = (again.until, read + again.read, again.is_more);
    }
    assert_eq!(read, 1, "counted once, wherever a page ends");

    // By their numbers, and nobody else's.
    let asked = [numbers[1].clone(), "0".to_owned(), "x' or 'a'='a".to_owned(), numbers[2].clone()];
    let mut found: Vec<String> = system.look_up(&asked).await.unwrap().into_iter().map(|o| o.number).collect();
    found.sort();
    assert_eq!(found, [numbers[1].clone(), numbers[2].clone()]);
    assert_eq!(system.look_up(&["0".to_owned()]).await.unwrap(), []);
}

pub async fn a_cut_before_or_after_an_order_was_taken_makes_no_second_one(plant: &impl Plant, lost: &str) {
    for (how, taken) in [("cut_before", 0), ("cut_after", 1), ("gateway_after", 1)] {
        let (system, new, before) = (plant.system(&[]), plant.order(), plant.orders().len());
        assert!(system.find_order(new.id).await.unwrap().is_none());
        // The look before the writing passes; the writing breaks.
        plant.mode(how);
        let written = system.write_order(&new).await;
        assert_eq!(outcome(&written), ("unconfirmed", lost), "{how}");
        assert_eq!(plant.orders().len(), before + taken, "{how}");
        plant.mode("ok");
        for _ in 0..3 {
            assert!(matches!(system.write_order(&new).await, Written::There(_)));
        }
        // As after a kill: another process, which knows nothing but the work order.
        assert!(matches!(plant.system(&[]).write_order(&new).await, Written::There(_)));
        assert_eq!(plant.orders().len(), before + 1, "{how}: one order and no second");
    }
}

/// Answers with the order's number.
pub async fn an_order_is_written_once_and_found_again(plant: &impl Plant, more: &[Value]) -> String {
    let (system, new) = (plant.system(more), plant.order());
    let first = system.write_order(&new).await;
    let before = plant.orders().len();
    let again = system.write_order(&new).await;
    assert_eq!((number(&first), plant.orders().len()), (number(&again), before));
    assert_eq!(system.find_order(new.id).await.unwrap().unwrap().number, number(&first));
    assert_eq!(system.find_order(WorkOrderId::new()).await.unwrap(), None);
    number(&first).to_owned()
}

pub async fn an_order_that_arrives_late_is_found_by_its_key(plant: &impl Plant, numbered: &str) {
    let (system, new) = (plant.system(&[]), plant.order());
    plant.control(r#"{"mode": "late", "late": 2}"#);
    assert_eq!(outcome(&system.write_order(&new).await).0, "unconfirmed");
    plant.mode("ok");
    assert_eq!(system.find_order(new.id).await.unwrap(), None, "not yet");
    tokio::time::sleep(Duration::from_secs(3)).await;
    let found = system.find_order(new.id).await.unwrap().unwrap();
    assert_eq!(plant.orders()[0][numbered], found.number);
}

/// Of a plant whose tokens live five seconds.
pub async fn a_token_is_shared_renewed_before_its_end_and_once_where_it_is_refused(plant: &impl Plant, refused: &str) {
    let count = |of: &str| plant.counts()[of].as_u64().unwrap();
    let system = plant.system(&[plant.by_token()]);
    let ask = async || system.objects(ObjectKind::Equipment, None, None, chrono::Utc::now()).await;
    let (one, other) = tokio::join!(ask(), ask());
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(count("tokens"), 1);
    // A fifth before its end.
    tokio::time::sleep(Duration::from_millis(4_300)).await;
    ask().await.unwrap();
    assert_eq!((count("tokens"), count("refused")), (2, 0));
    plant.control(r#"{"mode": "token_unknown", "count": 1}"#);
    ask().await.unwrap();
    assert_eq!(count("tokens"), 3);
    plant.mode("token_unknown");
    assert_eq!(ask().await.unwrap_err().error.failure.message.id, refused);
    assert_eq!(count("tokens"), 4, "one more is fetched, and no more");
}

pub async fn a_server_says_when_to_come_again_and_a_wrong_password_is_tried_once(plant: &impl Plant) {
    plant.control(r#"{"mode": "rate_limit", "retryAfter": "17"}"#);
    let refused = plant.system(&[]).greet().await.unwrap_err();
    assert_eq!((refused.error.permanent, refused.retry_after), (false, Some(Duration::from_secs(17))));
    plant.mode("ok");
    let wrong = plant.system(&[json!({"userName": "SOMEBODY"})]);
    assert!(wrong.greet().await.unwrap_err().error.permanent);
    assert_eq!(plant.counts()["refused"], 1);
}
