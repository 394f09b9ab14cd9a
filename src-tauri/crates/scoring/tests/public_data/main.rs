//! The method against public data with known outcomes: SKAB (a valve test bench with labelled anomalies) and C-MAPSS
//! (turbofan engines run to failure). The data is not ours to ship: without it these tests say so and pass. Figures are
//! printed (`--nocapture`) and kept in docs/scoring.md; the assertions hold the method to a floor below them.
#![allow(clippy::unwrap_used)]

mod cmapss;
mod skab;

use chrono::TimeDelta;
use domain::Timestamp;
use scoring::Hourly;
use std::path::PathBuf;

/// Where the data is, if it is there.
fn data(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: there is no {}", path.display());
    None
}

/// Steps of the data stand for hours, so that the windows keep their proportions: step `i` begins at hour `i`.
fn hour(i: usize) -> Timestamp {
    Timestamp::from_timestamp(1_700_000_000, 0).unwrap() + TimeDelta::hours(i as i64)
}

fn hourly(i: usize, values: &[f64]) -> Hourly {
    let fold = |f: fn(f64, f64) -> f64, start| values.iter().copied().fold(start, f);
    let n = values.len() as u64;
    let mean = values.iter().sum::<f64>() / n as f64;
    Hourly::new(hour(i), fold(f64::min, f64::INFINITY), fold(f64::max, f64::NEG_INFINITY), mean, n, n, n).unwrap()
}

/// Chance that a positive case has the higher value; ties count half (Mann and Whitney's U).
fn auc(cases: &[(f64, bool)]) -> f64 {
    let ranks = ranks(&cases.iter().map(|c| c.0).collect::<Vec<_>>());
    let positives = cases.iter().filter(|c| c.1).count() as f64;
    let sum: f64 = cases.iter().zip(&ranks).filter(|(c, _)| c.1).map(|(_, r)| r).sum();
    (sum - positives * (positives + 1.0) / 2.0) / (positives * (cases.len() as f64 - positives))
}

/// Spearman's rank correlation.
fn spearman(pairs: &[(f64, f64)]) -> f64 {
    let of = |pick: fn(&(f64, f64)) -> f64| ranks(&pairs.iter().map(pick).collect::<Vec<_>>());
    let (a, b) = (of(|p| p.0), of(|p| p.1));
    let mean = (pairs.len() as f64 + 1.0) / 2.0;
    let product = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(p, q)| (p - mean) * (q - mean)).sum::<f64>();
    let scale = (product(&a, &a) * product(&b, &b)).sqrt();
    if scale == 0.0 { 0.0 } else { product(&a, &b) / scale }
}

/// 1-based ranks; ties share their mean.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    for group in order.chunk_by(|a, b| values[*a] == values[*b]) {
        for i in group {
            ranks[*i] = start as f64 + (group.len() as f64 + 1.0) / 2.0;
        }
        start += group.len();
    }
    ranks
}

#[test]
fn the_yardsticks_measure() {
    assert_eq!(auc(&[(0.1, false), (0.4, true), (0.35, false), (0.8, true)]), 1.0);
    assert_eq!(auc(&[(0.1, false), (0.4, false), (0.35, true), (0.8, true)]), 0.75);
    assert_eq!(auc(&[(0.5, false), (0.5, true)]), 0.5);
    assert!((spearman(&[(1.0, 10.0), (2.0, 20.0), (3.0, 15.0)]) - 0.5).abs() < 1e-12);
}
