//! Random histories against the naive model: a map from (signal, source time) to the reading received last.
//! Readings come in any order, twice, corrected, without a value; between them the spool is compacted in random portions
//! and the process "dies" (the files are copied as they lie and opened again). Nothing may be lost, doubled or wrong.

#![allow(clippy::unwrap_used)]

mod common;

use common::Workspace;
use domain::{Quality, Reading, SignalNo, StatusCode, Timestamp};
use proptest::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use store::{
    Store, Telemetry,
    telemetry::{Budget, TrendSlice, TrendSliceKind},
};

type Model = BTreeMap<(i64, Timestamp), Reading>;

#[derive(Debug, Clone)]
enum Step {
    Append(Vec<Reading>),
    Compact(usize),
    Die,
}

/// Times crowd into few seconds, minutes and hours, so that repeats and shared buckets are common; also before 1970.
fn time() -> impl Strategy<Value = i64> {
    let start = prop_oneof![4 => Just(1_749_999_600_000_000i64), 1 => Just(-7_200_000_000i64)];
    let offset = prop_oneof![
        3 => (0i64..40).prop_map(|s| s * 250_000),
        2 => (0i64..300).prop_map(|s| s * 20_000_000),
        1 => (0i64..10_800_000).prop_map(|ms| ms * 1_000 + 7),
    ];
    (start, offset).prop_map(|(start, offset)| start + offset)
}

fn micros(micros: i64) -> Timestamp {
    Timestamp::from_timestamp_micros(micros).unwrap()
}

fn reading() -> impl Strategy<Value = Reading> {
    let value = prop_oneof![6 => (-1_000i32..1_000).prop_map(|v| Some(f64::from(v) / 8.0)), 1 => Just(None)];
    let status = prop_oneof![6 => Just(0u32), 1 => Just(0x4090_0000u32), 1 => Just(0x800C_0000u32)];
    (1i64..=2, time(), value, status, proptest::option::of(-5_000_000i64..5_000_000), 0i64..9_000_000).prop_map(
        |(signal, ts, value, status, server, receipt)| Reading {
            signal: SignalNo(signal),
            value,
            status: StatusCode(status),
            source_time: micros(ts),
            server_time: server.map(|d| micros(ts + d)),
            receipt_time: micros(ts + receipt),
        },
    )
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => proptest::collection::vec(reading(), 1..60).prop_map(Step::Append),
        // A live stretch, in order.
        2 => (1i64..=2, time(), 1i64..80).prop_map(|(signal, start, n)| Step::Append(
            (0..n).map(|i| Reading {
                signal: SignalNo(signal), value: Some(i as f64), status: StatusCode::GOOD,
                source_time: micros(start + i * 500_000), server_time: None, receipt_time: micros(start + i * 500_000),
            }).collect())),
        // So dense that its minutes have their seconds stored.
        2 => (1i64..=2, time(), 100i64..400).prop_map(|(signal, start, n)| Step::Append(
            (0..n).map(|i| Reading {
                signal: SignalNo(signal), value: Some((i % 17) as f64), status: StatusCode::GOOD,
                source_time: micros(start + i * 150_000), server_time: None, receipt_time: micros(start + i * 150_000),
            }).collect())),
        3 => (1usize..120).prop_map(Step::Compact),
        1 => Just(Step::Die),
    ];
    proptest::collection::vec(step, 1..10)
}

/// What a kill leaves: the files as they are at this moment.
fn die(workspace: Workspace, store: Store) -> (Workspace, Store) {
    let next = Workspace { key: workspace.key.clone(), ..Workspace::new() };
    for name in ["store.db", "store.db-wal", "store.db.key-id"] {
        let from = workspace.folder.path().join(name);
        if from.exists() {
            std::fs::copy(&from, next.folder.path().join(name)).unwrap();
        }
    }
    drop(store);
    let opened = next.open();
    (next, opened)
}

fn budget(rows: usize) -> Budget {
    Budget { rows, time: Duration::MAX }
}

/// Enough for every run of the tests; a night may take more by PROPTEST_CASES.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(48)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_each_reading_is_there_once_and_bins_are_right(
        steps in steps(),
        windows in proptest::collection::vec((time(), time(), 2usize..70), 6),
    ) {
        let mut workspace = Workspace::new();
        let mut store = workspace.open();
        let mut model = Model::new();
        for step in steps {
            match step {
                Step::Append(readings) => {
                    let acknowledged = store.telemetry().append(&readings).unwrap();
                    prop_assert_eq!(acknowledged.readings, readings.len() as u64);
                    model.extend(readings.iter().map(|r| ((r.signal.0, r.source_time), *r)));
                }
                Step::Compact(rows) => { store.telemetry().compact(budget(rows)).unwrap(); }
                Step::Die => (workspace, store) = die(workspace, store),
            }
            check(store.telemetry(), &model, &windows)?;
        }
        store.telemetry().compact(Budget::ALL).unwrap();
        prop_assert_eq!(store.telemetry().spooled().unwrap(), 0);
        check(store.telemetry(), &model, &windows)?;
        check_rollups(&store, &model)?;
        drop(workspace);
    }
}

fn check(telemetry: &Telemetry, model: &Model, windows: &[(i64, i64, usize)]) -> Result<(), TestCaseError> {
    prop_assert_eq!(telemetry.count(None).unwrap(), model.len() as u64);
    for signal in [1, 2] {
        let expected: Vec<Reading> =
            model.range((signal, Timestamp::MIN_UTC)..=(signal, Timestamp::MAX_UTC)).map(|(_, r)| *r).collect();
        let everything = telemetry.readings(SignalNo(signal), micros(-1 << 50), micros(1 << 53), usize::MAX).unwrap();
        prop_assert_eq!(&everything, &expected);
        prop_assert_eq!(telemetry.count(Some(SignalNo(signal))).unwrap(), expected.len() as u64);
        let newest = expected.last().copied();
        prop_assert_eq!(telemetry.latest(&[SignalNo(signal)]).unwrap().first().copied(), newest);
        prop_assert_eq!(telemetry.last_source_time(SignalNo(signal)).unwrap(), newest.map(|r| r.source_time));
        for &(a, b, points) in windows {
            let (from, to) = (a.min(b), a.max(b) + 1);
            let inside: Vec<Reading> = expected
                .iter()
                .filter(|r| r.source_time >= micros(from) && r.source_time < micros(to))
                .copied()
                .collect();
            let slice = telemetry.trend(SignalNo(signal), micros(from), micros(to), points).unwrap();
            check_slice(&slice, &inside, points)?;
            let good = inside.iter().filter(|r| r.quality() == Quality::Good && r.value.is_some()).count();
            prop_assert_eq!(
                telemetry.good_readings(SignalNo(signal), micros(from), micros(to), usize::MAX).unwrap().len(),
                good
            );
            let hourly = telemetry.hourly(SignalNo(signal), micros(from), micros(to)).unwrap();
            prop_assert_eq!(hourly.iter().map(|h| h.readings).sum::<u64>(), inside.len() as u64);
            prop_assert_eq!(hourly.iter().map(|h| h.good).sum::<u64>(), good as u64);
        }
    }
    Ok(())
}

/// Every entry is exactly what the readings inside it come to.
fn check_slice(slice: &TrendSlice, inside: &[Reading], points: usize) -> Result<(), TestCaseError> {
    prop_assert!(slice.t.len() <= points, "{} points where {points} were asked for", slice.t.len());
    prop_assert!(slice.t.windows(2).all(|w| w[0] < w[1]));
    prop_assert_eq!(slice.kind == TrendSliceKind::Raw && slice.t.len() != inside.len(), false);
    let mut left = inside;
    for i in 0..slice.t.len() {
        let end = slice.t.get(i + 1).copied().unwrap_or(f64::INFINITY);
        let mine = left.partition_point(|r| (r.source_time.timestamp_micros() as f64 / 1000.0) < end);
        let (bin, rest) = left.split_at(mine);
        left = rest;
        let values: Vec<f64> = bin.iter().filter_map(|r| r.value).collect();
        let worst = bin.iter().map(|r| r.quality().as_number()).max();
        prop_assert_eq!(Some(slice.quality[i]), worst);
        prop_assert_eq!(slice.count[i] as usize, bin.len());
        prop_assert_eq!(slice.min[i], values.iter().copied().reduce(f64::min));
        prop_assert_eq!(slice.max[i], values.iter().copied().reduce(f64::max));
        prop_assert_eq!(slice.first[i], values.first().copied());
        prop_assert_eq!(slice.last[i], values.last().copied());
    }
    prop_assert!(left.is_empty(), "{} readings are in no entry", left.len());
    Ok(())
}

/// The stored buckets of all levels are those that the rows come to: nothing extra, nothing stale.
fn check_rollups(store: &Store, model: &Model) -> Result<(), TestCaseError> {
    for (table, width) in [("trend_second", 1_000_000i64), ("trend_minute", 60_000_000), ("trend_hour", 3_600_000_000)]
    {
        let mut expected = Buckets::new();
        for ((signal, time), reading) in model {
            let start = time.timestamp_micros().div_euclid(width) * width;
            let bucket = expected.entry((*signal, start)).or_default();
            bucket.0 += 1;
            bucket.1 += i64::from(reading.value.is_some());
            bucket.2 += reading.value.unwrap_or(0.0);
        }
        let stored: Buckets = store
            .read(|c| {
                let mut statement = c.prepare(&format!("SELECT signal, bucket, n, n_value, total FROM {table}"))?;
                let rows =
                    statement.query_map([], |r| Ok(((r.get(0)?, r.get(1)?), (r.get(2)?, r.get(3)?, r.get(4)?))))?;
                Ok(rows.collect::<Result<_, _>>()?)
            })
            .unwrap();
        // Values are eighths: sums are exact in any order.
        if table == "trend_second" {
            check_seconds(&stored, &expected)?;
        } else {
            prop_assert_eq!(stored, expected, "{}", table);
        }
    }
    Ok(())
}

type Buckets = BTreeMap<(i64, i64), (i64, i64, f64)>;

/// A minute has all of its seconds, which it must where it has more than 120 readings, or none.
fn check_seconds(stored: &Buckets, expected: &Buckets) -> Result<(), TestCaseError> {
    let minute = |(signal, start): &(i64, i64)| (*signal, start.div_euclid(60_000_000));
    let mut readings: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    for (key, bucket) in expected {
        *readings.entry(minute(key)).or_default() += bucket.0;
    }
    let with_seconds: BTreeSet<(i64, i64)> = stored.keys().map(minute).collect();
    for (of, n) in readings {
        prop_assert!(n <= 120 || with_seconds.contains(&of), "a minute of {} readings has no seconds", n);
    }
    let mut told = expected.clone();
    told.retain(|key, _| with_seconds.contains(&minute(key)));
    prop_assert_eq!(stored, &told);
    Ok(())
}
