//! Figures of the release build, each with the limit that it must keep:
//! `cargo test --release -p store --test speed -- --ignored --nocapture --test-threads 1`

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use domain::{recommendation::Urgency, *};
use std::time::{Duration, Instant};
use store::{
    asset, integration, mapping,
    mapping::MappingFilter,
    metric, ranking,
    ranking::Place,
    recommendation, run, score, site,
    telemetry::{Budget, TrendSliceKind},
};

/// The limit is kept in the processor's time of the calling thread, so that a busy machine does not fail it.
fn timed<T>(what: &str, most: Duration, f: impl FnOnce() -> T) -> T {
    let (started, cpu) = (Instant::now(), thread_seconds());
    let value = f();
    let (took, cpu) = (started.elapsed(), thread_seconds() - cpu);
    println!("{what}: {:.1} ms ({:.1} ms CPU)", took.as_secs_f64() * 1e3, cpu * 1e3);
    assert!(cpu <= most.as_secs_f64(), "{what} took {cpu} s of CPU, at most {most:?}");
    value
}

/// Seconds that this thread was on a processor.
fn thread_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1e9
}

/// CPU seconds of this process so far, user and system.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

#[test]
#[ignore = "a release figure"]
fn append_and_compact() {
    for (signals, batch, batches) in [(5_000i64, 5_000usize, 200usize), (100, 1_000, 1_000), (1_000, 2_000, 500)] {
        let workspace = Workspace::new();
        let store = workspace.open();
        let mut batches: Vec<Vec<Reading>> = (0..batches)
            .map(|b| {
                (0..batch)
                    .map(|i| {
                        let n = (b * batch + i) as i64;
                        reading(1 + n % signals, (n / signals) as f64, n as f64 * 0.37)
                    })
                    .collect()
            })
            .collect();
        let rows = batches.len() * batch;
        let (started, cpu) = (Instant::now(), cpu_seconds());
        let mut slowest = Duration::ZERO;
        for readings in batches.drain(..) {
            let one = Instant::now();
            store.telemetry().append(&readings).unwrap();
            slowest = slowest.max(one.elapsed());
        }
        let per_second = rows as f64 / started.elapsed().as_secs_f64();
        let appended_cpu = cpu_seconds() - cpu;
        println!(
            "append {rows} readings of {signals} signals by {batch}: {per_second:.0}/s, {:.2} us CPU each, slowest {:.1} ms",
            appended_cpu * 1e6 / rows as f64,
            slowest.as_secs_f64() * 1e3
        );
        let (started, cpu) = (Instant::now(), cpu_seconds());
        store.telemetry().compact(Budget::ALL).unwrap();
        println!(
            "compact: {:.0}/s, {:.2} us CPU each; file {} MB",
            rows as f64 / started.elapsed().as_secs_f64(),
            (cpu_seconds() - cpu) * 1e6 / rows as f64,
            store.size().file_bytes >> 20
        );
        assert_eq!(store.telemetry().count(None).unwrap(), rows as u64);
        timed("verify it", Duration::from_secs(10), || assert!(store.verify().unwrap().is_sound()));
        drop(store);
        let store = timed("open it", Duration::from_secs(1), || workspace.open());
        timed("the first question", Duration::from_millis(100), || store.telemetry().latest(&[SignalNo(1)]).unwrap());
        assert!(appended_cpu <= rows as f64 / 200_000.0, "{appended_cpu} s of CPU");
    }
}

#[test]
#[ignore = "a release figure"]
fn a_million_readings_of_one_signal() {
    for hz in [1.0, 10.0] {
        let workspace = Workspace::new();
        let store = workspace.open();
        let n = 1_000_000;
        for start in (0..n).step_by(5_000) {
            let readings: Vec<Reading> =
                (start..start + 5_000).map(|i| reading(1, f64::from(i) / hz, f64::from(i % 977))).collect();
            store.telemetry().append(&readings).unwrap();
        }
        store.telemetry().compact(Budget::ALL).unwrap();
        let to = at(f64::from(n) / hz);
        for round in 0..3 {
            let limit = Duration::from_millis(50);
            let slice = timed(&format!("1,000,000 readings at {hz} Hz as 2,000 points, round {round}"), limit, || {
                store.telemetry().trend(SignalNo(1), at(0.0), to, 2_000).unwrap()
            });
            println!("  {} bins", slice.t.len());
            assert_eq!(slice.kind, TrendSliceKind::Binned);
            assert_eq!(slice.count.iter().map(|c| u64::from(*c)).sum::<u64>(), n as u64);
        }
        // An hour in the middle, cut at odd moments, with a tail in the spool.
        let tail: Vec<Reading> = (0..20_000).map(|i| reading(2 + i % 500, f64::from(n), 1.0)).collect();
        store.telemetry().append(&tail).unwrap();
        timed("any 5 hours of it, beside 20,000 spooled readings", Duration::from_millis(100), || {
            store.telemetry().trend(SignalNo(1), at(10_000.37), at(28_000.11), 2_000).unwrap()
        });
        timed("hourly", Duration::from_millis(50), || store.telemetry().hourly(SignalNo(1), at(0.0), to).unwrap());
    }
}

#[test]
#[ignore = "a release figure"]
fn a_hundred_thousand_mappings() {
    let workspace = Workspace::new();
    let store = workspace.open();
    let site = site("RTP");
    let source = integration("Gateway");
    let assets: Vec<Asset> = (0..10_000).map(|i| asset(site.id, &format!("P-{i:05}"))).collect();
    timed("insert 10,000 assets and 100,000 mappings", Duration::from_secs(60), || {
        store
            .write(|tx| {
                site::insert(tx, &site)?;
                asset::insert_many(tx, &assets)?;
                integration::insert(tx, &source)?;
                for a in &assets {
                    for m in 0..10 {
                        let metric = metric(a.id, &format!("metric_{m}"));
                        metric::upsert(tx, &metric)?;
                        let tag = format!("nsu=urn:plant;s={}.PV{m}", a.tag_code);
                        mapping::insert_many(tx, &[mapping(source.id, metric.id, &tag)])?;
                    }
                }
                Ok(())
            })
            .unwrap()
    });
    let readings: Vec<Reading> = (1..=100_000).map(|s| reading(s, 0.0, 1.0)).collect();
    store.telemetry().append(&readings).unwrap();

    let list = |what: &str, most: u64, filter: &MappingFilter| {
        let page = timed(what, Duration::from_millis(most), || store.read(|c| mapping::list(c, filter)).unwrap());
        println!("  {} of {}", page.items.len(), page.total);
        page
    };
    let all = MappingFilter::default();
    let page = list("open the list", 1_000, &all);
    assert_eq!((page.total, page.items.len()), (100_000, 100));
    list("open it again", 100, &all);
    list("its end", 200, &MappingFilter { offset: 99_900, ..all.clone() });
    list("by asset", 1_000, &MappingFilter { sort: mapping::MappingSort::Asset, ..all.clone() });
    let search = |text: &str| MappingFilter { search: Some(text.into()), ..all.clone() };
    assert_eq!(list("filter 01234", 100, &search("01234")).total, 10);
    assert_eq!(list("filter 01234 pv7", 100, &search("01234 pv7")).total, 1);
    assert_eq!(list("filter مضخة P-099", 100, &search("مضخة P-099")).total, 1_000);
    list("filter urn (all match)", 300, &search("urn"));
    list("filter v7 (short word)", 300, &search("v7"));
    list("filter of one asset", 100, &MappingFilter { asset_id: Some(assets[77].id), ..all.clone() });
    list("filter active", 100, &MappingFilter { only_active: true, integration_id: Some(source.id), ..all.clone() });
    timed("active_for_integration", Duration::from_secs(2), || {
        assert_eq!(store.read(|c| mapping::active_for_integration(c, source.id)).unwrap().len(), 100_000);
    });
}

#[test]
#[ignore = "a release figure"]
fn a_hundred_thousand_assets_ranked() {
    let workspace = Workspace::new();
    let store = workspace.open();
    let site = site("RTP");
    let assets: Vec<Asset> = (0..100_000).map(|i| asset(site.id, &format!("P-{i:06}"))).collect();
    timed("insert 100,000 assets", Duration::from_secs(30), || {
        store
            .write(|tx| {
                site::insert(tx, &site)?;
                asset::insert_many(tx, &assets)
            })
            .unwrap()
    });
    let scores: Vec<Score> =
        assets.iter().enumerate().map(|(i, a)| score(a.id, 0.0, Some((i * 7919 % 1000) as f64 / 10.0))).collect();
    timed("insert 100,000 scores", Duration::from_secs(30), || {
        store.write(|tx| score::insert_many(tx, &scores)).unwrap()
    });
    let ranked = timed("read 100,000 assets for ranking", Duration::from_millis(300), || {
        store.read(|c| score::latest_all(c, None)).unwrap()
    });
    let the_run = OptimizationRun {
        input_fingerprint: "0".repeat(64),
        seconds: 0.1,
        ranked: 100_000,
        ..OptimizationRun::started(domain::run::PRIORITIZATION, serde_json::json!({}), PersonId::new(), at(0.0))
    };
    let places = ranked.iter().map(|a| Place {
        asset_id: a.asset_id,
        scored_at: a.score.unwrap().at,
        health: 50.0,
        failure_probability: 0.5,
        data_quality: 0.9,
        criticality_weight: 3.0,
        urgency: Urgency::Immediate,
    });
    timed("store a ranking of 100,000", Duration::from_millis(300), || {
        store
            .write(|tx| {
                run::save(tx, &the_run)?;
                ranking::insert(tx, the_run.id, places)
            })
            .unwrap()
    });
    let proposed = recommendation::RecommendationFilter {
        status: Some(recommendation::RecommendationState::Proposed),
        ..recommendation::RecommendationFilter::of(the_run.id)
    };
    let last = recommendation::RecommendationFilter { offset: Some(99_900), ..proposed.clone() };
    let searched = recommendation::RecommendationFilter { search: Some("01234".into()), ..proposed.clone() };
    for (what, filter, total) in
        [("the first 100", &proposed, 100_000), ("the last 100", &last, 100_000), ("a search", &searched, 20)]
    {
        let page = timed(&format!("list {what}"), Duration::from_millis(100), || {
            store.read(|c| recommendation::list(c, filter)).unwrap()
        });
        assert_eq!(page.total, total);
    }
    let worst = asset::AssetFilter { sort: asset::AssetSort::Health, ..Default::default() };
    timed("assets by health", Duration::from_millis(500), || store.read(|c| asset::list(c, &worst)).unwrap());
    let found = asset::AssetFilter { search: Some("012345".into()), ..Default::default() };
    timed("search an asset", Duration::from_millis(100), || store.read(|c| asset::list(c, &found)).unwrap());
}
