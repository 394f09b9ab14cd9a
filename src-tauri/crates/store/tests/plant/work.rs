//! Work orders, the action log, people, settings.

use crate::common::*;
use crate::plant;
use domain::*;
use store::{StoreError, action_log, person, secret, setting, work_order, work_order::WorkOrderFilter};

#[test]
fn work_orders_are_numbered_and_an_edit_of_an_old_version_is_a_conflict() {
    let p = plant();
    let insert = |order: &WorkOrder| p.store.write(|tx| work_order::insert(tx, order)).unwrap();
    let first = insert(&work_order(p.assets[0].id));
    let second = insert(&WorkOrder { due_on: None, ..work_order(p.assets[1].id) });
    assert_eq!((first.number.as_str(), second.number.as_str(), first.version), ("WO-000001", "WO-000002", 1));
    let started = WorkOrder { status: WorkOrderStatus::InProgress, updated_at: at(5.0), ..first.clone() };
    let stored = p.store.write(|tx| work_order::update(tx, &started)).unwrap();
    assert_eq!(stored, WorkOrder { version: 2, ..started.clone() });
    let late = p.store.write(|tx| work_order::update(tx, &started));
    assert!(matches!(late, Err(StoreError::Conflict { what }) if what == "work order WO-000001"));
    let done = WorkOrder { status: WorkOrderStatus::Done, ..second.clone() };
    p.store.write(|tx| work_order::update(tx, &done)).unwrap();

    let check = |filter: WorkOrderFilter, expected: &[&str]| {
        let page = p.store.read(|c| work_order::list(c, &filter)).unwrap();
        let numbers: Vec<&str> = page.items.iter().map(|r| r.work_order.number.as_str()).collect();
        assert_eq!((numbers.as_slice(), page.total as usize), (expected, expected.len()), "{filter:?}");
    };
    let all = WorkOrderFilter::default();
    check(all.clone(), &["WO-000001", "WO-000002"]);
    check(WorkOrderFilter { only_open: true, ..all.clone() }, &["WO-000001"]);
    check(WorkOrderFilter { status: Some(WorkOrderStatus::Done), ..all.clone() }, &["WO-000002"]);
    check(WorkOrderFilter { asset_id: Some(p.assets[1].id), ..all.clone() }, &["WO-000002"]);
    let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 3, d);
    check(WorkOrderFilter { overdue_on: day(1), ..all.clone() }, &[]);
    check(WorkOrderFilter { overdue_on: day(2), ..all.clone() }, &["WO-000001"]);
    check(WorkOrderFilter { search: Some("wo-000002".into()), ..all.clone() }, &["WO-000002"]);
    check(WorkOrderFilter { search: Some("المحمل p-101a".into()), ..all.clone() }, &["WO-000001"]);
}

#[test]
fn the_action_log_can_only_grow() {
    let p = plant();
    let action = action_log::Action {
        at: at(1.0),
        person_id: Some(PersonId::new()),
        action: "sign_in".into(),
        object: None,
        outcome: action_log::Outcome::Failure,
        message: Some(Message::new("sign-in-wrong-password")),
    };
    p.store.write(|tx| action_log::append(tx, &action)).unwrap();
    for sql in ["DELETE FROM action_log", "UPDATE action_log SET outcome = 'success'"] {
        assert!(p.store.write(|tx| Ok(tx.execute(sql, [])?)).is_err(), "{sql}");
    }
    let sign = action_log::ActionFilter { search: Some("SIGN".into()), ..Default::default() };
    assert_eq!(p.store.read(|c| action_log::list(c, &sign, 0, 9)).unwrap().items, [(1, action)]);
}

#[test]
fn a_verifier_is_read_alone_and_failures_are_counted() {
    let p = plant();
    let noura = person("noura@plant.sa");
    let phc = Secret::new("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA");
    p.store.write(|tx| person::insert(tx, &noura, Some(&phc))).unwrap();
    let taken = p.store.write(|tx| person::insert(tx, &person("NOURA@plant.sa"), None));
    assert!(matches!(taken, Err(StoreError::Duplicate { what }) if what == "person.email"));
    p.store.write(|tx| person::record_failed_sign_in(tx, noura.id, Some(at(60.0)))).unwrap();
    let v = p.store.read(|c| person::verifier(c, "noura@plant.sa")).unwrap().unwrap();
    assert_eq!((v.failed_sign_ins, v.locked_until, v.phc.as_ref()), (1, Some(at(60.0)), Some(&phc)));
    assert!(!format!("{v:?}").contains("argon2id"));
    p.store.write(|tx| person::record_sign_in(tx, noura.id, at(70.0))).unwrap();
    let v = p.store.read(|c| person::verifier(c, "noura@plant.sa")).unwrap().unwrap();
    assert_eq!((v.failed_sign_ins, v.locked_until), (0, None));
    assert!(p.store.read(|c| person::verifier(c, "nobody@plant.sa")).unwrap().is_none());
}

#[test]
fn settings_and_secrets_are_kept_and_replaced() {
    let p = plant();
    p.store
        .write(|tx| {
            setting::set(tx, "retention", &store::telemetry::RetentionPolicy::default())?;
            setting::set(tx, "demo.speed", &1)?;
            setting::set(tx, "demo.speed", &60)?;
            secret::set(tx, "opcua/password", &Secret::new("hunter2"))
        })
        .unwrap();
    p.store
        .read(|c| {
            assert_eq!(setting::find::<u32>(c, "demo.speed")?, Some(60));
            assert_eq!(setting::find::<u32>(c, "absent")?, None);
            assert_eq!(setting::list(c)?.len(), 2);
            assert_eq!(secret::find(c, "opcua/password")?, Some(Secret::new("hunter2")));
            Ok(())
        })
        .unwrap();
}
