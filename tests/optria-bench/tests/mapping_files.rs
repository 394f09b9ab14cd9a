//! A few thousand signal mappings by file with every test run; `optria-bench mappings --rows 100000` does a refinery's
//! (`docs/benchmarks.md`).

#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::process::Command;

#[test]
fn mappings_go_in_by_file_and_out_and_in_again_without_a_difference() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_optria-bench")).args(["mappings", "--rows", "5000"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&result["count"], &result["files"]["differences"]), (&Value::from(5_000), &Value::from(0)), "{result}");
    // The bound of 100,000; a twentieth of it takes no longer on the busiest machine.
    assert!(result["files"]["with_dry_run_s"].as_f64().unwrap() < 30.0, "{result}");
}
