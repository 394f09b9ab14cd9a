//! Gaps, the spool, retention.

use crate::common::*;
use crate::plant;
use domain::*;
use store::{gap, telemetry::Budget};

#[test]
fn gaps_that_overlap_become_one_and_those_that_touch_stay_two() {
    let p = plant();
    let gap = |from: f64, to: f64, reason| Gap { signal: SignalNo(1), from: at(from), to: at(to), reason };
    let lost = GapReason::ConnectionLost;
    let all = [
        gap(0.0, 10.0, lost),
        gap(10.0, 20.0, lost),
        gap(15.0, 30.0, lost),
        gap(5.0, 8.0, GapReason::QueueOverflow),
        gap(3.0, 3.0, lost),
    ];
    p.store.write(|tx| gap::insert_many(tx, &all)).unwrap();
    p.store.write(|tx| gap::insert_many(tx, &all)).unwrap();
    let stored = p.store.read(|c| gap::list_for_signal(c, SignalNo(1), at(-100.0), at(100.0))).unwrap();
    assert_eq!(stored, [gap(0.0, 10.0, lost), gap(5.0, 8.0, GapReason::QueueOverflow), gap(10.0, 30.0, lost)]);
    let slice = p.store.telemetry().trend(SignalNo(1), at(8.0), at(12.0), 100).unwrap();
    assert_eq!(slice.gaps.len(), 2);
}

#[test]
fn the_spool_is_emptied_when_it_is_worth_its_while() {
    let p = plant();
    let spooled_after = |seconds: f64| {
        p.store.telemetry().compact_when_due(Budget::ALL, at(seconds)).unwrap();
        p.store.telemetry().spooled().unwrap()
    };
    assert_eq!(spooled_after(0.0), 0);
    p.store.telemetry().append(&[reading(1, 0.0, 1.0)]).unwrap();
    assert_eq!([spooled_after(1.0), spooled_after(59.9), spooled_after(60.1)], [1, 1, 0]);
    let many: Vec<Reading> = (0..900_000).map(|i| reading(1 + i % 10, 100.0 + (i / 10) as f64 / 1e6, 1.0)).collect();
    p.store.telemetry().append(&many[..300_000]).unwrap();
    assert_eq!(spooled_after(100.5), 300_000);
    p.store.telemetry().append(&many[300_000..]).unwrap();
    assert_eq!(spooled_after(100.5), 0);
    // A clock that was set back does not keep them waiting.
    p.store.telemetry().append(&[reading(1, 9_000.0, 1.0)]).unwrap();
    assert_eq!(spooled_after(20.0), 0);
}

#[test]
fn hours_of_what_was_moved_leave_out_what_waits_and_are_the_same_once_it_is_moved() {
    let p = plant();
    let telemetry = p.store.telemetry();
    let moved = || telemetry.hourly_moved(SignalNo(1), at(-7_200.0), at(7_200.0)).unwrap();
    telemetry.append(&[reading(1, 0.0, 1.0), reading(1, 1.0, 3.0)]).unwrap();
    assert!(moved().is_empty());
    telemetry.compact(Budget::ALL).unwrap();
    assert_eq!((moved().len(), moved()[0].readings, moved()[0].mean), (1, 2, Some(2.0)));
    assert_eq!(moved(), telemetry.hourly(SignalNo(1), at(-7_200.0), at(7_200.0)).unwrap());
    telemetry.append(&[reading(1, 2.0, 5.0)]).unwrap();
    assert_eq!(moved()[0].readings, 2);
}

#[test]
fn retention_removes_what_is_old_and_the_trend_still_tells_of_it() {
    let p = plant();
    let day = 86_400.0;
    // One reading a minute for three days, from the first to the fourth.
    let readings: Vec<Reading> = (0..3 * 1_440).map(|i| reading(1, f64::from(i) * 60.0, f64::from(i % 100))).collect();
    p.store.telemetry().append(&readings).unwrap();
    p.store.telemetry().compact(Budget::ALL).unwrap();
    let policy = store::telemetry::RetentionPolicy { raw_days: 1, second_days: 1, minute_days: 2, hour_days: 10 };
    let removed = p.store.telemetry().retain(&policy, at(3.0 * day)).unwrap();
    assert!(removed.raw > 2_800 && removed.raw <= 2 * 1_440 && removed.second == 0, "{removed:?}");
    assert!(removed.minute > 1_300 && removed.minute <= 1_440 && removed.hour == 0, "{removed:?}");
    assert_eq!(p.store.telemetry().retain(&policy, at(3.0 * day)).unwrap(), Default::default());

    let whole = p.store.telemetry().trend(SignalNo(1), at(0.0), at(3.0 * day), 500).unwrap();
    assert_eq!(whole.count.iter().map(|c| u64::from(*c)).sum::<u64>(), readings.len() as u64);
    assert_eq!(whole.max.iter().flatten().copied().reduce(f64::max), Some(99.0));
    assert_eq!(p.store.telemetry().count(None).unwrap(), readings.len() as u64);
    // A late reading of a time whose rows are gone adds to its rollup; what was there is not taken back.
    p.store.telemetry().append(&[reading(1, 30.0, 5_000.0)]).unwrap();
    p.store.telemetry().compact(Budget::ALL).unwrap();
    // To a full hour: an hour whose minutes are gone is told whole or not at all.
    let first_hours = p.store.telemetry().trend(SignalNo(1), at(0.0), at(0.5 * day - 400.0), 10).unwrap();
    assert_eq!(first_hours.max.iter().flatten().copied().reduce(f64::max), Some(5_000.0));
    assert_eq!(first_hours.count.iter().sum::<u32>(), 715);
}

#[test]
fn a_source_that_repeats_an_old_value_after_retention_adds_nothing() {
    let p = plant();
    let day = 86_400.0;
    let old = [reading(1, 0.0, 1.0), reading(1, 60.0, 2.0)];
    p.store.telemetry().append(&old).unwrap();
    p.store.telemetry().compact(Budget::ALL).unwrap();
    let policy = store::telemetry::RetentionPolicy { raw_days: 1, second_days: 1, minute_days: 1, hour_days: 900 };
    p.store.telemetry().retain(&policy, at(400.0 * day)).unwrap();
    p.store.telemetry().append(&old[1..]).unwrap();
    p.store.telemetry().compact(Budget::ALL).unwrap();
    assert_eq!(p.store.telemetry().count(Some(SignalNo(1))).unwrap(), 2);
}
