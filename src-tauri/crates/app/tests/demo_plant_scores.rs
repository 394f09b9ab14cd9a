//! A fresh demo plant is scored as the product scores it: the machines with a fault of some age are found, the others
//! are left in peace, and what was never wired is "insufficient data". The figures of docs/scoring.md.
#![allow(clippy::unwrap_used)]

use chrono::TimeDelta;
use connectors::{Backfill, TagSource, TagSubscription, demo};
use domain::{Conversion, Family, MetricId, Reading, ScoreOutcome, SignalNo, Timestamp};
use scoring::{AssetInput, Hourly, MetricInput, Windows, learn_before, score_asset};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Faults that have shown themselves on the first day, and those that have begun but not yet.
const SHOWING: [&str; 13] = [
    "AF-306", "ASV-304", "E-201", "FV-43", "GT-11", "GT-12", "K-301A", "MP-51A", "P-101A", "P-11C", "P-201B", "P-31",
    "TR-31",
];
const YOUNG: [&str; 3] = ["GN-14", "MP-201A", "ST-14"];

/// Sunday 2026-06-07, 09:00 UTC.
fn now() -> Timestamp {
    Timestamp::from_timestamp(1_780_822_800, 0).unwrap()
}

/// A fortnight of every metric, by the way that readings take: source, mapping's conversion, hours.
async fn fortnight(plant: &demo::DemoPlant) -> HashMap<MetricId, Vec<Hourly>> {
    let source = demo::DemoSource::open(&demo::fresh_config(42, now())).unwrap();
    let mut hours = HashMap::new();
    for (tag, metric) in plant.tags.iter().zip(&plant.metrics) {
        let subscription = TagSubscription {
            signal: SignalNo(1),
            external_tag: tag.external_tag.clone(),
            sampling_interval_ms: None,
            deadband: None,
            resume_after: None,
            is_first: true,
        };
        let Backfill::Complete(raw) = source.backfill(&subscription, now() - TimeDelta::days(14), now()).await.unwrap()
        else {
            panic!("the demo source has history")
        };
        let conversion = Conversion::new(1.into(), 0.into(), &tag.unit, &metric.unit).unwrap();
        let readings: Vec<Reading> = raw.iter().map(|r| conversion.resolve(r)).collect();
        hours.insert(metric.id, Hourly::collect(&readings));
    }
    hours
}

#[tokio::test]
async fn faults_are_found_and_healthy_machines_are_left_in_peace() {
    let plant = demo::plant(42);
    let hours = fortnight(&plant).await;
    let mut health = BTreeMap::new();
    let mut without = BTreeSet::new();
    for asset in plant.assets.iter().filter(|a| a.family != Family::Other) {
        let metrics: Vec<_> = plant
            .metrics
            .iter()
            .filter(|m| m.asset_id == asset.id)
            .map(|m| MetricInput {
                name: &m.name,
                unit: &m.unit,
                limits: m.limits,
                baseline: learn_before(&hours[&m.id], now(), &Windows::default()).ok(),
                hours: &hours[&m.id],
            })
            .collect();
        let input = AssetInput { asset_id: asset.id, family: asset.family, metrics: &metrics };
        match score_asset(&input, now(), 30) {
            ScoreOutcome::Scored { health: h, .. } => {
                health.insert(asset.tag_code.as_str(), h);
            }
            ScoreOutcome::InsufficientData { .. } => {
                without.insert(asset.tag_code.as_str());
            }
        }
    }
    let unwell: BTreeSet<_> = health.iter().filter(|(_, h)| **h < 99.0).map(|(tag, _)| *tag).collect();
    println!("{} scored, {} unwell: {unwell:?}", health.len(), unwell.len());
    assert!(SHOWING.iter().all(|tag| unwell.contains(tag)), "{unwell:?}");
    assert!(unwell.iter().all(|tag| SHOWING.contains(tag) || YOUNG.contains(tag)), "{unwell:?}");
    assert_eq!(without, BTreeSet::from(["HV-12"]));
    // The two that are nearly at their end are the worst two.
    let mut worst: Vec<_> = health.iter().collect();
    worst.sort_by(|a, b| a.1.total_cmp(b.1));
    assert_eq!(BTreeSet::from([*worst[0].0, *worst[1].0]), BTreeSet::from(["P-101A", "MP-51A"]));
    assert!(*worst[1].1 < 20.0);
}
