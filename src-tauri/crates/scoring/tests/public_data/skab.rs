//! SKAB, valve1: 16 runs of a water loop at one row a second, a valve being closed in the later part of each. Eight rows
//! stand for an hour; the first 400 rows (50 hours) are normal and learned, the rest is scored.

use crate::{auc, data, hour, hourly};
use domain::{AssetId, Family, Limits, ScoreOutcome};
use scoring::{AssetInput, Hourly, MetricInput, Windows, learn, score_asset_with};

const ROWS_AN_HOUR: usize = 8;
const LEARNED_HOURS: usize = 50;
const SENSORS: usize = 8;

/// Per sensor its hours, and for each hour whether most of it is labelled anomalous.
fn read(path: &std::path::Path) -> (Vec<Vec<Hourly>>, Vec<bool>) {
    let text = std::fs::read_to_string(path).unwrap();
    let rows: Vec<Vec<f64>> =
        text.lines().skip(1).map(|l| l.split(';').skip(1).map(|v| v.parse().unwrap()).collect()).collect();
    let chunks = || rows.chunks_exact(ROWS_AN_HOUR).enumerate();
    let sensor = |s: usize| {
        chunks().map(|(i, c)| hourly(i, &c.iter().map(|row: &Vec<f64>| row[s]).collect::<Vec<_>>())).collect()
    };
    let labels = chunks().map(|(_, c)| c.iter().map(|row| row[SENSORS]).sum::<f64>() * 2.0 >= ROWS_AN_HOUR as f64);
    ((0..SENSORS).map(sensor).collect(), labels.collect())
}

#[test]
fn anomaly_tells_a_closing_valve_from_a_normal_loop() {
    let Some(folder) = data("skab/valve1") else { return };
    for (recent_hours, floor) in [(6, 0.70), (1, 0.70)] {
        let windows = Windows { recent_hours, ..Windows::default() };
        let mut anomaly = vec![];
        let mut health = vec![];
        for run in 0..16 {
            let (sensors, labels) = read(&folder.join(format!("{run}.csv")));
            let learned: Vec<_> = sensors.iter().map(|s| learn(&s[..LEARNED_HOURS]).ok()).collect();
            for i in LEARNED_HOURS..labels.len() {
                let metrics: Vec<_> = sensors
                    .iter()
                    .zip(&learned)
                    .map(|(s, baseline)| MetricInput {
                        name: "sensor",
                        unit: "1",
                        limits: Limits::default(),
                        baseline: *baseline,
                        hours: &s[..=i],
                    })
                    .collect();
                let input = AssetInput { asset_id: AssetId::new(), family: Family::Pump, metrics: &metrics };
                match score_asset_with(&input, hour(i + 1), 30, &windows) {
                    ScoreOutcome::Scored { anomaly: a, health: h, .. } => {
                        anomaly.push((a, labels[i]));
                        health.push((-h, labels[i]));
                    }
                    ScoreOutcome::InsufficientData { reason } => panic!("{reason:?}"),
                }
            }
        }
        let (by_anomaly, by_health) = (auc(&anomaly), auc(&health));
        let positives = anomaly.iter().filter(|a| a.1).count();
        println!(
            "SKAB valve1, window {} s: {} moments, {positives} anomalous; AUC of anomaly {by_anomaly:.3}, of 100 - health {by_health:.3}",
            recent_hours as usize * ROWS_AN_HOUR,
            anomaly.len()
        );
        assert!(by_anomaly > floor, "{by_anomaly}");
    }
}
