//! The queue of readings for the central database: everything that an append acknowledged is in it until a receipt takes it
//! out, whatever becomes of spool, trend, retention and mapping.
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use domain::{Gap, GapReason, IntegrationId, MappingId, SignalNo};
use std::collections::HashMap;
use store::{
    Store,
    account::Account,
    telemetry::{
        Budget, RetentionPolicy,
        forward::{Recognized, UploadReceipt},
    },
};

/// A store that forwards, with an integration of so many signals.
fn plant(workspace: &Workspace, signals: usize) -> (Store, IntegrationId, Vec<(SignalNo, MappingId)>) {
    let store = workspace.open();
    store.capture().unwrap();
    let integration = integration("PLC");
    let made = store.write(|t| {
        let site = site("RTP");
        let asset = asset(site.id, "P-101");
        store::site::insert(t, &site)?;
        store::asset::insert(t, &asset)?;
        store::integration::insert(t, &integration)?;
        let mut mappings = Vec::new();
        for n in 0..signals {
            let metric = metric(asset.id, &format!("temperature_{n}"));
            store::metric::upsert(t, &metric)?;
            mappings.push(mapping(integration.id, metric.id, &format!("T{n}")));
        }
        store::mapping::insert_many(t, &mappings)
    });
    (store, integration.id, made.unwrap().iter().map(|m| (m.signal, m.id)).collect())
}

fn account(store: &Store, integration: IntegrationId) -> Account {
    store.read(|c| store::account::of(c, integration, at(-1e6), at(1e6))).unwrap()
}

#[test]
fn what_was_acknowledged_waits_until_its_receipt_whatever_becomes_of_the_trend() {
    let workspace = Workspace::new();
    let (store, integration, signals) = plant(&workspace, 2);
    let [(a, of_a), (b, of_b)] = signals[..] else { panic!("two") };
    let forward = store.telemetry().forward();
    store.telemetry().append(&[reading(a.0, 2.0, 1.0), reading(b.0, 1.0, 2.0), reading(a.0, 1.0, 3.0)]).unwrap();
    // Received again, as after a reconnect, with another value: the later one counts here as there.
    store.telemetry().append(&[reading(a.0, 2.0, 9.0)]).unwrap();
    assert_eq!(forward.queue().unwrap().readings, 4);

    // Without numbers there is nothing to send, and settling such a batch loses nothing.
    let blind = forward.take(0, i64::MAX, 100).unwrap().unwrap();
    assert!(blind.columns.is_empty());
    forward.settle(&blind, UploadReceipt::default()).unwrap();
    assert_eq!((forward.queue().unwrap().readings, forward.take(0, i64::MAX, 100).unwrap().is_none()), (4, true));
    assert_eq!(forward.unnumbered().unwrap(), [of_a, of_b]);
    forward.learn(&HashMap::from([(of_a, 70), (of_b, 7)])).unwrap();

    store.telemetry().compact(Budget::ALL).unwrap();
    store.telemetry().retain(&RetentionPolicy::default(), at(400.0 * 86_400.0)).unwrap();
    drop(store);
    let store = workspace.open();
    let forward = store.telemetry().forward();
    let batch = forward.take(0, i64::MAX, 100).unwrap().unwrap();
    let columns = &batch.columns;
    assert_eq!(columns.signal, [7, 70, 70]);
    assert_eq!(columns.value, [Some(2.0), Some(3.0), Some(9.0)]);
    assert!(columns.ts[1] < columns.ts[2]);
    let receipt = UploadReceipt { received: 3, stored: 2, refused: 0 };
    forward.settle(&batch, receipt).unwrap();
    // Settled twice, as by two processes: once in the accounts.
    forward.settle(&batch, receipt).unwrap();
    assert_eq!(forward.queue().unwrap().readings, 0);
    let seen = account(&store, integration);
    assert_eq!((seen.received, seen.forwarded, seen.repeated), (4, 4, 1));
}

#[test]
fn a_signals_number_outlives_its_mapping_and_one_that_never_had_a_number_is_told() {
    let workspace = Workspace::new();
    let (store, integration, signals) = plant(&workspace, 2);
    let [(a, of_a), (b, of_b)] = signals[..] else { panic!("two") };
    let forward = store.telemetry().forward();
    assert_eq!(forward.recognize("one").unwrap(), Recognized::First);
    forward.adopt("one").unwrap();
    forward.learn(&HashMap::from([(of_a, 70)])).unwrap();
    store.telemetry().append(&[reading(a.0, 1.0, 1.0), reading(b.0, 1.0, 2.0)]).unwrap();
    store.write(|t| store::mapping::delete_many(t, &[of_a, of_b])).unwrap();
    let batch = forward.take(0, i64::MAX, 100).unwrap().unwrap();
    assert_eq!((&batch.columns.signal[..], batch.integrations.contains(&integration)), (&[70][..], true));
    forward.settle(&batch, UploadReceipt { received: 1, stored: 1, refused: 0 }).unwrap();
    let seen = account(&store, integration);
    assert_eq!((seen.received, seen.forwarded, seen.refused), (2, 1, 1));
    // Of another database the numbers are others.
    assert_eq!(forward.recognize("one").unwrap(), Recognized::Same);
    store.telemetry().append(&[reading(a.0, 3.0, 1.0)]).unwrap();
    assert_eq!(forward.take(0, i64::MAX, 100).unwrap().unwrap().columns.signal, [70]);
    assert_eq!(forward.recognize("other").unwrap(), Recognized::Other);
    assert!(forward.take(0, i64::MAX, 100).unwrap().unwrap().columns.is_empty());
}

#[test]
fn gaps_wait_as_readings_do_and_their_seconds_count_once() {
    let workspace = Workspace::new();
    let (store, integration, signals) = plant(&workspace, 1);
    let (signal, id) = signals[0];
    let forward = store.telemetry().forward();
    forward.learn(&HashMap::from([(id, 5)])).unwrap();
    let gap = |from, to, reason| Gap { signal, from: at(from), to: at(to), reason };
    let gaps = [gap(10.0, 20.0, GapReason::ConnectionLost), gap(15.0, 40.0, GapReason::NotCollecting)];
    store.telemetry().append_with_gaps(&[], &gaps).unwrap();
    let waiting = forward.gaps(10).unwrap();
    assert_eq!(
        waiting.iter().map(|g| (g.signal, g.to - g.from)).collect::<Vec<_>>(),
        [(5, 10_000_000), (5, 25_000_000)]
    );
    forward.settle_gaps(&waiting).unwrap();
    assert_eq!(forward.queue().unwrap().gaps, 0);
    let seconds = store.read(|c| store::gap::seconds(c, integration, at(12.0), at(100.0))).unwrap();
    assert_eq!(seconds, 28.0);
}

#[test]
fn a_standalone_workspace_keeps_no_queue() {
    let workspace = Workspace::new();
    let store = workspace.open();
    store.telemetry().append(&[reading(1, 1.0, 1.0)]).unwrap();
    assert_eq!(store.telemetry().forward().queue().unwrap(), Default::default());
}
