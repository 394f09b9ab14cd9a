//! A few power cuts and kills of a workstation that collects, changes and syncs, and a month offline, with every test run;
//! `optria-bench power` and `kill --sync` do hundreds (`docs/reliability.md`).

#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::process::Command;

/// None where there is no PostgreSQL on this machine.
fn bench(arguments: &[&str]) -> Option<Value> {
    if !testkit::postgres::available() {
        return None;
    }
    let output = Command::new(env!("CARGO_BIN_EXE_optria-bench")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn power_cuts_lose_nothing_acknowledged_and_double_nothing() {
    let Some(result) = bench(&["power", "--cuts", "8", "--seed", "5"]) else { return };
    assert_eq!(result["is_well"], true, "{result}");
    assert!(result["report"]["readings"].as_u64().unwrap() > 1_000, "too little to prove anything: {result}");
    assert!(result["report"]["exchanged"]["operations"].as_u64().unwrap() > 20, "{result}");
}

#[test]
fn without_syncs_power_cuts_do_lose_and_it_is_noticed() {
    let Some(result) = bench(&["power", "--cuts", "8", "--seed", "5", "--mistake", "synchronous-off"]) else { return };
    assert_eq!(result["is_well"], false, "{result}");
}

#[test]
fn kills_while_it_syncs_lose_nothing_acknowledged_and_double_nothing() {
    let Some(result) = bench(&["kill", "--sync", "--times", "8", "--seed", "5"]) else { return };
    assert_eq!(result["is_well"], true, "{result}");
    assert!(result["report"]["readings"].as_u64().unwrap() > 1_000, "too little to prove anything: {result}");
}

/// Thirty days of 2,000 signals that are read every ten seconds, scaled 1:100: `optria-bench offline` takes all of them.
#[test]
fn a_month_offline_is_sent_whole_while_live_readings_are_there_within_seconds() {
    let Some(result) = bench(&["offline", "--every", "1000"]) else { return };
    assert_eq!(result["lost"], 0, "{result}");
    assert!(result["readings"].as_u64().unwrap() > 5_000_000, "{result}");
    assert!(result["live"].as_u64().unwrap() >= 200, "{result}");
    assert!(result["live_seconds_most"].as_f64().unwrap() <= 5.0, "{result}");
}
