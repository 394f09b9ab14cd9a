//! Many at once: while readings are appended and compacted, and rows written by another process, every question is
//! answered from one moment: all that was acknowledged before it, each once.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use domain::*;
use std::{
    sync::atomic::{AtomicBool, AtomicI64, Ordering},
    thread,
    time::Duration,
};
use store::{Store, setting, telemetry::Budget};

const BATCHES: i64 = 150;
const BATCH: i64 = 40;

fn nth(n: i64) -> Reading {
    reading(1, n as f64 * 0.25, n as f64)
}

/// The whole of it as rows, as bins, and counted: each must be a prefix of what was sent, no shorter than `acknowledged`.
fn check(store: &Store, acknowledged: i64) {
    let (from, to) = (at(0.0), at(1e5));
    let rows = store.telemetry().readings(SignalNo(1), from, to, usize::MAX).unwrap();
    assert!(rows.len() as i64 >= acknowledged, "{} of {acknowledged}", rows.len());
    assert!(rows.iter().enumerate().all(|(i, r)| *r == nth(i as i64)));
    let slice = store.telemetry().trend(SignalNo(1), from, to, 7).unwrap();
    let drawn: i64 = slice.count.iter().map(|c| i64::from(*c)).sum();
    assert!(drawn >= rows.len() as i64 && drawn % BATCH == 0, "{drawn} drawn, {} rows", rows.len());
    let counted = store.telemetry().count(None).unwrap() as i64;
    assert!(counted >= drawn && counted % BATCH == 0, "{counted} counted, {drawn} drawn");
}

#[test]
fn every_answer_is_of_one_moment() {
    let workspace = Workspace::new();
    let (collector, window) = (workspace.open(), workspace.open());
    let acknowledged = AtomicI64::new(0);
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for b in 0..BATCHES {
                let batch: Vec<Reading> = (b * BATCH..(b + 1) * BATCH).map(nth).collect();
                collector.telemetry().append(&batch).unwrap();
                acknowledged.store((b + 1) * BATCH, Ordering::SeqCst);
            }
            is_over.store(true, Ordering::SeqCst);
        });
        scope.spawn(|| {
            while !is_over.load(Ordering::SeqCst) {
                collector.telemetry().compact(Budget { rows: 130, time: Duration::from_secs(1) }).unwrap();
                thread::sleep(Duration::from_millis(2));
            }
        });
        scope.spawn(|| {
            for n in 0.. {
                window.write(|tx| setting::set(tx, "n", &n)).unwrap();
                if is_over.load(Ordering::SeqCst) {
                    break;
                }
                thread::sleep(Duration::from_millis(5));
            }
        });
        for store in [&collector, &window, &window] {
            scope.spawn(|| {
                while !is_over.load(Ordering::SeqCst) {
                    check(store, acknowledged.load(Ordering::SeqCst));
                }
            });
        }
    });
    check(&window, BATCHES * BATCH);
    assert!(window.changed_elsewhere().unwrap());
}
