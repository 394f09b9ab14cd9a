//! The spool and what comes of it: an earlier version's is taken over, two processes see one, seconds are stored where
//! readings are dense and made where rows go before them, readings and the gaps they end are stored together.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use domain::*;
use store::{gap, telemetry::Budget};

#[test]
fn what_the_spool_of_an_earlier_version_holds_is_taken_over_in_the_order_of_arrival() {
    let workspace = Workspace::new();
    let store = workspace.open();
    let insert = "INSERT INTO spool (signal, ts, value, status, server_delta, receipt_delta)
                  VALUES (?1, ?2, ?3, 0, NULL, 250000)";
    let former = [(2, 7.0, 1.0), (1, 5.0, 2.0), (1, 6.0, 3.0), (2, 7.0, 4.0)];
    store
        .write(|tx| {
            for (signal, seconds, value) in former {
                tx.execute(insert, (signal, at(seconds).timestamp_micros(), value))?;
            }
            Ok(())
        })
        .unwrap();
    drop(store);
    let store = workspace.open();
    let values = |signal: i64| -> Vec<Option<f64>> {
        let readings = store.telemetry().readings(SignalNo(signal), at(0.0), at(100.0), usize::MAX).unwrap();
        readings.iter().map(|r| r.value).collect()
    };
    for _ in 0..2 {
        // What came last stands.
        assert_eq!((values(1), values(2)), (vec![Some(2.0), Some(3.0)], vec![Some(4.0)]));
        assert_eq!(store.telemetry().count(None).unwrap(), 3);
        store.telemetry().compact(Budget::ALL).unwrap();
    }
    let left = store.read(|c| Ok(c.query_row("SELECT count(*) FROM spool", [], |r| r.get::<_, i64>(0))?));
    assert_eq!(left.unwrap(), 0);
}

#[test]
fn where_seconds_outlive_rows_they_are_made_of_the_rows_that_go() {
    let workspace = Workspace::new();
    let store = workspace.open();
    let day = 86_400.0;
    // A reading every 700 ms for ten minutes: no minute is so dense that its seconds are stored from the start.
    let readings: Vec<Reading> = (0..860).map(|i| reading(1, f64::from(i) * 0.7, f64::from((i * 37) % 101))).collect();
    store.telemetry().append(&readings).unwrap();
    store.telemetry().compact(Budget::ALL).unwrap();
    let seconds = || store.telemetry().trend(SignalNo(1), at(0.0), at(601.0), 700).unwrap();
    let before = seconds();
    let policy = store::telemetry::RetentionPolicy { raw_days: 1, second_days: 9, minute_days: 9, hour_days: 9 };
    let removed = store.telemetry().retain(&policy, at(3.0 * day)).unwrap();
    // The newest stays.
    assert_eq!((removed.raw, removed.second), (859, 0));
    let after = seconds();
    assert_eq!((&after.t, &after.min, &after.max), (&before.t, &before.min, &before.max));
    assert_eq!((&after.count, &after.mean), (&before.count, &before.mean));
    assert_eq!(store.telemetry().retain(&policy, at(3.0 * day)).unwrap(), Default::default());
}

#[test]
fn what_two_opened_stores_append_each_sees_at_once_while_the_other_moves_it() {
    let workspace = Workspace::new();
    let (one, other) = (workspace.open(), workspace.open());
    let mut appended = 0;
    for round in 0..6 {
        for store in [&one, &other] {
            let some: Vec<Reading> =
                (0..500).map(|i| reading(1 + i % 5, f64::from(appended) + i as f64, 1.0)).collect();
            store.telemetry().append(&some).unwrap();
            appended += 500;
            for seer in [&one, &other] {
                let seen: usize = (1..=5)
                    .map(|s| seer.telemetry().readings(SignalNo(s), at(-1.0), at(1e6), usize::MAX).unwrap().len())
                    .sum();
                assert_eq!(seen, appended as usize, "round {round}");
            }
        }
        if round % 2 == 1 {
            other.telemetry().compact(Budget::ALL).unwrap();
        }
    }
    assert_eq!(one.telemetry().count(None).unwrap(), appended as u64);
}

#[test]
fn readings_and_the_gaps_they_end_are_stored_together_or_not_at_all() {
    let workspace = Workspace::new();
    let store = workspace.open();
    let hole = |signal: i64, from: f64, to: f64| Gap {
        signal: SignalNo(signal),
        from: at(from),
        to: at(to),
        reason: GapReason::QueueOverflow,
    };
    let gaps = |signal: i64| store.read(|c| gap::list_for_signal(c, SignalNo(signal), at(0.0), at(1e6))).unwrap();
    let holes: Vec<Gap> = (1..=1_000).map(|s| hole(s, 1.0, 5.0)).collect();
    let ends: Vec<Reading> = (1..=1_000).map(|s| reading(s, 5.0, 1.0)).collect();
    store.telemetry().append_with_gaps(&ends, &holes).unwrap();
    assert_eq!((gaps(1), gaps(1_000)), (vec![holes[0]], vec![holes[999]]));
    // Grown together where they overlap, apart where they touch.
    store.telemetry().append_with_gaps(&[], &[hole(1, 4.0, 7.0), hole(1, 7.0, 9.0), hole(2, 5.0, 6.0)]).unwrap();
    assert_eq!((gaps(1), gaps(2)), (vec![hole(1, 1.0, 7.0), hole(1, 7.0, 9.0)], vec![holes[1], hole(2, 5.0, 6.0)]));

    let pages = store.size().file_bytes.max(store.size().wal_bytes) / 4096;
    let limit = |pages: u64| {
        store.write(|tx| Ok(tx.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?)).unwrap()
    };
    limit(pages + 4);
    let many: Vec<Reading> = (0..100_000).map(|i| reading(7, 10.0 + f64::from(i), 1.0)).collect();
    assert!(store.telemetry().append_with_gaps(&many, &[hole(7, 5.0, 10.0)]).is_err());
    assert_eq!((gaps(7), store.telemetry().count(Some(SignalNo(7))).unwrap()), (vec![holes[6]], 1));
    limit(1_000_000);
    store.telemetry().append_with_gaps(&many, &[hole(7, 5.0, 10.0)]).unwrap();
    assert_eq!((gaps(7).len(), store.telemetry().count(Some(SignalNo(7))).unwrap()), (2, 100_001));
}
