//! The bench of record kills 200 times (`docs/benchmarks.md`); a few times on every test run keep the promise honest.

#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::process::Command;

fn kill(times: u32) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_optria-bench"))
        .args(["kill", "--times", &times.to_string(), "--seed", "11"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_killed_collector_loses_nothing_acknowledged_and_doubles_nothing() {
    let result = kill(5);
    assert!(result["acknowledged"].as_u64().unwrap() > 1_000, "too little was collected to prove anything: {result}");
    assert!(result["kills_with_acknowledged"].as_u64().unwrap() >= 4, "{result}");
    for key in ["lost", "doubled", "repeats", "set_aside"] {
        assert_eq!(result[key], 0, "{key} in {result}");
    }
    assert_eq!(result["missing"].as_u64().unwrap_or(0), 0, "{result}");
}
