//! C-MAPSS FD001: 100 simulated turbofan engines run to failure, one row a cycle. A cycle stands for an hour; an engine's
//! first 48 cycles are learned. Alarm limits, which the data has not, are taken from where engines 1 to 50 ended; what is
//! reported is of engines 51 to 100 alone.

use crate::{auc, data, hour, hourly, spearman};
use domain::{AssetId, Family, Limits, ScoreOutcome};
use flate2::read::GzDecoder;
use scoring::{AssetInput, Hourly, MetricInput, Windows, learn, score_asset_with};
use std::io::Read;

/// The sensors that move in FD001, as the literature uses them (numbered from 1).
const SENSORS: [usize; 14] = [2, 3, 4, 7, 8, 9, 11, 12, 13, 14, 15, 17, 20, 21];
const LEARNED_CYCLES: usize = 48;
/// An engine with this many cycles left or fewer is about to fail.
const ABOUT_TO_FAIL: usize = 30;

/// Per engine, per sensor: its cycles.
fn engines(path: &std::path::Path) -> Vec<Vec<Vec<Hourly>>> {
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    let rows: Vec<Vec<f64>> =
        text.lines().map(|l| l.split_whitespace().map(|v| v.parse().unwrap()).collect()).collect();
    let sensor = |engine: &[Vec<f64>], s: usize| -> Vec<Hourly> {
        engine.iter().enumerate().map(|(i, row)| hourly(i, &[row[4 + s]])).collect()
    };
    rows.chunk_by(|a, b| a[0] == b[0]).map(|engine| SENSORS.iter().map(|s| sensor(engine, *s)).collect()).collect()
}

/// Far limit: the median of where engines ended; first limit: three quarters of the way there.
fn limits(engines: &[Vec<Vec<Hourly>>], sensor: usize) -> Limits {
    let mean = |hours: &[Hourly]| hours.iter().map(Hourly::mean).sum::<f64>() / hours.len() as f64;
    let middle = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let begun = middle(engines.iter().map(|e| mean(&e[sensor][..LEARNED_CYCLES])).collect());
    let ended = middle(engines.iter().map(|e| mean(&e[sensor][e[sensor].len() - 6..])).collect());
    let first = begun + 0.75 * (ended - begun);
    if ended > begun {
        Limits { high: Some(first), high_high: Some(ended), ..Limits::default() }
    } else {
        Limits { low: Some(first), low_low: Some(ended), ..Limits::default() }
    }
}

struct Moment {
    cycles_left: usize,
    health: f64,
    probability: f64,
    life_cycles: Option<f64>,
}

fn life(engine: &[Vec<Hourly>], limits: &[Limits]) -> Vec<Moment> {
    let learned: Vec<_> = engine.iter().map(|s| learn(&s[..LEARNED_CYCLES]).ok()).collect();
    let cycles = engine[0].len();
    (LEARNED_CYCLES + 6..=cycles)
        .step_by(3)
        .map(|now| {
            let metrics: Vec<_> = (0..SENSORS.len())
                .map(|s| MetricInput {
                    name: "sensor",
                    unit: "1",
                    limits: limits[s],
                    baseline: learned[s],
                    hours: &engine[s][now.saturating_sub(168)..now],
                })
                .collect();
            let input = AssetInput { asset_id: AssetId::new(), family: Family::GasTurbine, metrics: &metrics };
            match score_asset_with(&input, hour(now), 1, &Windows::default()) {
                ScoreOutcome::Scored { health, failure_probability, remaining_life_days, .. } => Moment {
                    cycles_left: cycles - now,
                    health,
                    probability: failure_probability,
                    life_cycles: remaining_life_days.map(|d| d * 24.0),
                },
                ScoreOutcome::InsufficientData { reason } => panic!("{reason:?}"),
            }
        })
        .collect()
}

#[test]
fn health_falls_before_engines_fail() {
    let Some(path) = data("cmapss/train_FD001.txt.gz") else { return };
    let engines = engines(&path);
    assert_eq!(engines.len(), 100);
    let learned: Vec<Limits> = (0..SENSORS.len()).map(|s| limits(&engines[..50], s)).collect();
    let none = vec![Limits::default(); SENSORS.len()];
    for (name, limits, floor) in [("with limits", &learned, 0.90), ("without limits", &none, 0.80)] {
        let lives: Vec<_> = engines[50..].iter().map(|e| life(e, limits)).collect();
        let mut correlations: Vec<f64> = lives
            .iter()
            .map(|l| spearman(&l.iter().map(|m| (m.cycles_left as f64, m.health)).collect::<Vec<_>>()))
            .collect();
        correlations.sort_by(f64::total_cmp);
        let mean = correlations.iter().sum::<f64>() / correlations.len() as f64;
        let cases = |value: fn(&Moment) -> f64| -> Vec<(f64, bool)> {
            lives.iter().flatten().map(|m| (value(m), m.cycles_left <= ABOUT_TO_FAIL)).collect()
        };
        let (by_health, by_probability) = (auc(&cases(|m| -m.health)), auc(&cases(|m| m.probability)));
        let mut errors: Vec<f64> = lives
            .iter()
            .flatten()
            .filter(|m| m.cycles_left <= 60)
            .filter_map(|m| m.life_cycles.map(|l| (l - m.cycles_left as f64).abs()))
            .collect();
        errors.sort_by(f64::total_cmp);
        println!(
            "C-MAPSS FD001 {name}, engines 51-100, {} moments: Spearman of health and cycles left: mean {mean:.3}, worst {:.3}; \
             AUC of at most {ABOUT_TO_FAIL} cycles left: by health {by_health:.3}, by failure probability {by_probability:.3}; \
             remaining life within 60 cycles of failure told {} times, median error {:.0} cycles",
            lives.iter().map(Vec::len).sum::<usize>(),
            correlations[0],
            errors.len(),
            errors.get(errors.len() / 2).copied().unwrap_or(f64::NAN),
        );
        assert!(mean > 0.6 && by_health > floor && by_probability > floor);
    }
}
