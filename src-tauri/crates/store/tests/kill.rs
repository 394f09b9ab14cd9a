//! A process that appends and compacts is killed (`SIGKILL`) at any moment, again and again, on the same store.
//! What it had acknowledged is there afterwards, each reading once and with its value; nothing is there that it never sent.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use domain::*;
use std::{
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use store::{Store, StoreKey, telemetry::Budget};

const BATCH: i64 = 300;
const SIGNALS: i64 = 7;
const ROUNDS: u64 = 8;

/// The `n`-th reading ever sent.
fn nth(n: i64) -> Reading {
    reading(1 + n % SIGNALS, (n / SIGNALS) as f64 * 0.1, n as f64)
}

/// What the test below starts and kills; by itself it has nothing to do.
#[test]
#[ignore = "started by the test below"]
fn child() {
    let Ok(path) = std::env::var("OPTRIA_TEST_STORE") else { return };
    let key = StoreKey::from_hex(&std::env::var("OPTRIA_TEST_KEY").unwrap()).unwrap();
    let store = Store::open(&PathBuf::from(path), &key).unwrap().store;
    let mut next: i64 = std::env::var("OPTRIA_TEST_NEXT").unwrap().parse().unwrap();
    loop {
        // The last batch before a kill is sent once more: a source repeats what it does not know to be acknowledged.
        let batch: Vec<Reading> = (next..next + BATCH).map(nth).collect();
        store.telemetry().append(&batch).unwrap();
        next += BATCH;
        println!("acknowledged {next}");
        std::io::stdout().flush().unwrap();
        if next % (BATCH * 3) == 0 {
            store.telemetry().compact(Budget { rows: 500, time: Duration::from_secs(1) }).unwrap();
        }
    }
}

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_doubled_by_a_kill() {
    let workspace = Workspace::new();
    drop(workspace.open());
    let mut acknowledged = 0i64;
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["child", "--exact", "--ignored", "--nocapture", "--test-threads", "1"])
            .env("OPTRIA_TEST_STORE", &workspace.path)
            .env("OPTRIA_TEST_KEY", workspace.key.to_hex().as_str())
            .env("OPTRIA_TEST_NEXT", acknowledged.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let started = Instant::now();
        let life = Duration::from_millis(60 + round * 37 % 110);
        let mut first = None;
        for line in lines {
            let line = line.unwrap();
            if let Some((_, n)) = line.split_once("acknowledged ") {
                acknowledged = n.parse().unwrap();
                let first = *first.get_or_insert(started.elapsed());
                if started.elapsed() > first + life {
                    break;
                }
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();

        let store = workspace.open();
        let mut found: Vec<Reading> = (1..=SIGNALS)
            .flat_map(|s| store.telemetry().readings(SignalNo(s), at(-1.0), at(1e6), usize::MAX).unwrap())
            .collect();
        found.sort_by(|a, b| a.value.partial_cmp(&b.value).unwrap());
        // The batch in flight may have been stored without the word of it getting out: whole or not at all.
        let stored = found.len() as i64;
        assert!(stored >= acknowledged && stored % BATCH == 0, "{stored} stored, {acknowledged} acknowledged");
        assert_eq!(found, (0..stored).map(nth).collect::<Vec<_>>());
        assert_eq!(store.telemetry().count(None).unwrap(), stored as u64);
        assert!(store.verify().unwrap().is_sound());
    }
    assert!(acknowledged > BATCH * ROUNDS as i64, "{acknowledged} acknowledged: the child hardly ran");
}
