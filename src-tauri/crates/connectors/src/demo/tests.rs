//! What the demo plant promises: repeatable, plausible, whole, and quick enough to fill a fortnight at first start.

use super::clock::DemoConfig;
use super::families::metrics;
use super::load::{DAY_MS, HOUR_MS};
use super::plant::{TagNode, tag_nodes};
use super::*;
use crate::{Backfill, SourceEvent, TagSource, TagSubscription};
use domain::{ConnectionState, Conversion, Family, Quality, RawReading, RawValue, SignalNo, Timestamp};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap, HashSet};
use tokio_util::sync::CancellationToken;

/// Sunday 2026-06-07, 09:00 UTC.
const EPOCH_MS: i64 = 1_780_822_800_000;

fn at(ms: i64) -> Timestamp {
    Timestamp::from_timestamp_millis(ms).unwrap()
}

fn config() -> Value {
    fresh_config(42, at(EPOCH_MS))
}

fn nodes() -> Vec<TagNode> {
    tag_nodes(&DemoConfig::parse(&config()).unwrap())
}

fn subscription(tag: &str, resume_after: Option<Timestamp>) -> TagSubscription {
    TagSubscription {
        signal: SignalNo(7),
        external_tag: tag.into(),
        sampling_interval_ms: Some(100),
        deadband: None,
        resume_after,
        is_first: false,
    }
}

#[test]
fn the_plant_is_as_large_and_as_varied_as_promised() {
    let p = plant(42);
    let families: HashSet<_> = p.assets.iter().map(|a| a.family).filter(|f| *f != Family::Other).collect();
    let criticalities: BTreeSet<_> = p.assets.iter().map(|a| a.criticality).collect();
    assert_eq!(p.sites.len(), 3);
    assert!(p.assets.iter().filter(|a| a.family != Family::Other).count() >= 60);
    assert!(families.len() >= 8 && criticalities.len() == 4);
    assert!(p.tags.len() >= 400, "{}", p.tags.len());
    assert_eq!(p.tags.len(), p.metrics.len());
    assert!(
        p.assets
            .iter()
            .all(|a| !a.name_en.is_empty() && a.name_ar.chars().any(|c| ('\u{0621}'..'\u{064A}').contains(&c)))
    );
    println!("{} assets, {} signals, {} families", p.assets.len(), p.tags.len(), families.len());
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    assert_eq!(format!("{:?}", plant(42)), format!("{:?}", plant(42)));
    assert_ne!(plant(42).sites[0].id, plant(43).sites[0].id);
    let bytes = |nodes: &[TagNode]| -> Vec<u64> {
        let times = (0..200).map(|i| EPOCH_MS - 10 * DAY_MS + i * 7_777_000);
        times.flat_map(|t| nodes.iter().map(move |n| n.signal.sample(t).0.map_or(0, f64::to_bits))).collect()
    };
    assert_eq!(bytes(&nodes()), bytes(&nodes()));
    let other = tag_nodes(&DemoConfig::parse(&fresh_config(43, at(EPOCH_MS))).unwrap());
    assert_ne!(bytes(&nodes()), bytes(&other));
}

#[test]
fn ids_are_unique_parents_come_first_and_stay_on_their_site() {
    let p = plant(42);
    let mut seen = HashMap::new();
    for asset in &p.assets {
        if let Some(parent) = asset.parent_id {
            assert_eq!(seen.get(&parent), Some(&asset.site_id), "{}", asset.tag_code);
        }
        assert_eq!(seen.insert(asset.id, asset.site_id), None);
    }
    let tags: HashSet<_> = p.tags.iter().map(|t| &t.external_tag).collect();
    let metrics: HashSet<_> = p.metrics.iter().map(|m| m.id).collect();
    assert_eq!((tags.len(), metrics.len()), (p.tags.len(), p.metrics.len()));
    assert!(p.tags.iter().zip(&p.metrics).all(|(t, m)| t.metric_id == m.id && t.asset_id == m.asset_id));
    assert!(p.tags.iter().zip(nodes()).all(|(t, n)| t.external_tag == n.external_tag && t.unit == n.unit));
}

#[test]
fn every_mapping_converts_and_every_limit_is_ordered() {
    let p = plant(42);
    let mut converted = 0;
    for (tag, metric) in p.tags.iter().zip(&p.metrics) {
        Conversion::new(1.into(), 0.into(), &tag.unit, &metric.unit).unwrap();
        assert!(metric.limits.are_ordered(), "{} {:?}", tag.external_tag, metric.limits);
        converted += usize::from(tag.unit != metric.unit);
    }
    assert!(converted > 10, "the gas plant sends psi");
}

#[test]
fn healthy_equipment_stays_inside_its_limits_all_year() {
    let p = plant(42);
    for (node, metric) in nodes().iter().zip(&p.metrics).filter(|(n, _)| n.signal.faults.is_empty()) {
        for hour in (0..365 * 24).step_by(7) {
            let value = node.signal.value(EPOCH_MS + hour * HOUR_MS);
            let l = metric.limits;
            assert!(
                l.high.is_none_or(|h| value < h) && l.low.is_none_or(|low| value > low),
                "{} is {value} at hour {hour}: {l:?}",
                node.external_tag
            );
        }
    }
}

#[test]
fn faults_are_seen_grow_and_reach_the_limits() {
    let p = plant(42);
    let mut beyond_high_high = 0;
    for fault in faults::FAULTS {
        let main = fault.kind.effects()[0].0;
        let touched: Vec<_> =
            nodes().into_iter().filter(|n| n.signal.faults.iter().any(|(f, _)| *f == fault)).collect();
        assert!(!touched.is_empty(), "{fault:?} touches nothing");
        let node = touched
            .iter()
            .find(|n| n.metric_name == main)
            .or_else(|| touched.iter().find(|n| n.metric_name.starts_with("vibration")))
            .unwrap();
        let metric = &p.metrics[p.tags.iter().position(|t| t.external_tag == node.external_tag).unwrap()];
        let day = |d: f64| -> f64 {
            let from = EPOCH_MS + (d * DAY_MS as f64) as i64;
            (0..144).map(|i| node.signal.value(from + i * 600_000)).sum::<f64>() / 144.0
        };
        let (before, late) = (day(fault.onset_days - 1.5), day(fault.onset_days + fault.span_days + 0.5));
        let l = metric.limits;
        let far = if late > before { l.high.unwrap() } else { l.low.unwrap() };
        assert!((late - before).abs() > 0.8 * (far - before).abs(), "{}: {before} -> {late}", node.external_tag);
        let repaired = day(fault.onset_days + fault.span_days + 6.0);
        assert!((repaired - before).abs() < 0.25 * (late - before).abs(), "{}", node.external_tag);
        beyond_high_high += usize::from(l.high_high.is_some_and(|hh| late >= hh * 0.98));
    }
    assert!(beyond_high_high >= 4, "{beyond_high_high}");
}

#[test]
fn bad_uncertain_and_stuck_are_there_and_rare() {
    let nodes = nodes();
    let (mut bad, mut uncertain, mut all) = (0, 0, 0);
    for node in nodes.iter().filter(|n| !n.external_tag.starts_with("SLD.HV-12.")) {
        for minute in (0..7 * 24 * 60).step_by(10) {
            let (value, status) = node.signal.sample(EPOCH_MS - minute * 60_000);
            assert_eq!(value.is_none(), status.quality() == Quality::Bad);
            all += 1;
            bad += usize::from(status.quality() == Quality::Bad);
            uncertain += usize::from(status.quality() == Quality::Uncertain);
        }
    }
    assert!(bad > 50 && uncertain > 50 && bad + uncertain < all / 100, "{bad} {uncertain} of {all}");
    let stuck = nodes.iter().find(|n| n.external_tag == "WRP.P-22A.TBRG_DE").unwrap();
    let during: HashSet<u64> =
        (0..60).map(|m| stuck.signal.sample(EPOCH_MS - 20 * HOUR_MS + m * 60_000).0.unwrap().to_bits()).collect();
    assert_eq!(during.len(), 1);
    let unwired = nodes.iter().filter(|n| n.external_tag.starts_with("SLD.HV-12."));
    assert!(unwired.map(|n| n.signal.sample(EPOCH_MS)).all(|(v, s)| v.is_none() && s.quality() == Quality::Bad));
}

#[test]
fn the_declaration_accepts_its_own_configurations_and_shows_three_fields() {
    let whole = declaration().validate(&config(), |_| false).unwrap();
    assert_eq!(DemoConfig::parse(&whole), DemoConfig::parse(&config()));
    let plain = declaration().validate(&json!({}), |_| false).unwrap();
    DemoSource::open(&plain).unwrap();
    assert!(declaration().validate(&json!({"speed": 4000}), |_| false).is_err());
    // A configuration from elsewhere than the form.
    let refused = DemoSource::open(&json!({"speed": 4000})).err().unwrap();
    assert_eq!(refused.message.id, "demo-config-out-of-range");
    let shown = declaration().fields.into_iter().filter(|f| f.show_when.is_none());
    assert_eq!(shown.map(|f| f.name).collect::<Vec<_>>(), ["seed", "speed", "sampleIntervalMs"]);
}

#[tokio::test]
async fn a_test_is_marked_simulated_and_reads_a_value() {
    let report = DemoSource::open(&config()).unwrap().test().await;
    assert!(report.succeeded && report.is_simulated && report.stages.len() == 2);
}

#[tokio::test]
async fn browsing_reaches_every_tag_once() {
    let source = DemoSource::open(&config()).unwrap();
    let (mut open, mut found) = (vec![None], vec![]);
    while let Some(node) = open.pop() {
        let page = source.browse(node.as_deref(), None).await.unwrap();
        assert!(page.continuation.is_none());
        for child in page.nodes {
            if child.has_children { open.push(Some(child.tag)) } else { found.push(child.tag) }
        }
    }
    let unique: HashSet<_> = found.iter().cloned().collect();
    assert_eq!((found.len(), unique.len()), (plant(42).tags.len(), plant(42).tags.len()));
    let nowhere = source.browse(Some("RGP.NOPE"), None).await.unwrap_err();
    assert_eq!(nowhere.failure.message.id, "demo-node-unknown");
    assert!(source.browse(None, Some("x")).await.is_err());
}

#[tokio::test]
async fn search_finds_in_both_languages_and_says_when_it_stopped() {
    let source = DemoSource::open(&config()).unwrap();
    let find = async |node: Option<&str>, text: &str, limit| {
        source.search(node, text, limit, CancellationToken::new()).await.unwrap()
    };
    assert_eq!(find(None, "rgp.p-101a.vib_de", 10).await.nodes[0].tag, "RGP.P-101A.VIB_DE");
    let arabic = find(None, "مضخه المكثفات", 100).await;
    assert!(arabic.nodes.len() >= 14 && arabic.nodes.iter().all(|n| n.tag.contains("P-101")));
    assert_eq!(arabic.nodes[0].path.len(), 3);
    let few = find(Some("WRP"), "bearing temperature", 5).await;
    assert!(few.is_truncated && few.nodes.len() == 5 && few.nodes.iter().all(|n| n.tag.starts_with("WRP.")));
    assert!(find(None, "no such thing", 5).await.nodes.is_empty());
}

#[tokio::test]
async fn live_values_agree_with_history_and_a_restart_resumes_without_a_hole() {
    let source = DemoSource::open(&fresh_config(42, chrono::Utc::now())).unwrap();
    let resume = chrono::Utc::now() - chrono::Duration::seconds(5);
    let (events, mut heard) = crate::event_channel();
    let cancel = CancellationToken::new();
    let tags = vec![
        subscription("RGP.P-101A.VIB_DE", Some(resume)),
        TagSubscription { signal: SignalNo(8), ..subscription("RGP.P-999.NOPE", None) },
    ];
    let mut readings: Vec<RawReading> = vec![];
    let (mut failed, mut streaming) = (0, 0);
    let hearing = async {
        while let Some(event) = heard.recv().await {
            match event {
                SourceEvent::Readings(r) => readings.extend(r),
                SourceEvent::TagFailed { signal, .. } => failed += usize::from(signal == SignalNo(8)),
                SourceEvent::State(ConnectionState::Streaming) => streaming += 1,
                _ => {}
            }
            if readings.len() > 60 {
                cancel.cancel();
            }
        }
    };
    let (run, ()) = tokio::join!(source.run(tags, events, cancel.clone()), hearing);
    run.unwrap();
    assert_eq!((failed, streaming), (1, 1));
    let times: Vec<i64> = readings.iter().map(|r| r.source_time.timestamp_millis()).collect();
    assert!(times.windows(2).all(|w| w[1] - w[0] == 100), "every 100 ms, live after history, no hole");
    let (from, to) = (readings[0].source_time, readings[readings.len() - 1].source_time);
    let Backfill::Complete(history) =
        source.backfill(&subscription("RGP.P-101A.VIB_DE", None), from, to).await.unwrap()
    else {
        panic!("the demo source has history")
    };
    let same = |r: &RawReading| (r.source_time, r.value.as_number().map(f64::to_bits));
    assert_eq!(
        history.iter().map(same).collect::<Vec<_>>(),
        readings[1..readings.len() - 1].iter().map(same).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn an_absence_longer_than_the_fill_is_a_marked_gap() {
    let source = DemoSource::open(&fresh_config(42, chrono::Utc::now())).unwrap();
    let resume = chrono::Utc::now() - chrono::Duration::days(60);
    let (events, mut heard) = crate::event_channel();
    let cancel = CancellationToken::new();
    let stop = cancel.clone();
    let (run, (gap, first)) =
        tokio::join!(source.run(vec![subscription("SLD.P-31.FLOW", Some(resume))], events, cancel), async move {
            let (mut gap, mut first) = (None, None);
            while let Some(event) = heard.recv().await {
                match event {
                    SourceEvent::Gap(g) => gap = Some(g),
                    SourceEvent::Readings(r) if first.is_none() => {
                        first = r.first().map(|r| r.source_time);
                        stop.cancel();
                    }
                    _ => {}
                }
            }
            (gap, first)
        });
    run.unwrap();
    let gap = gap.unwrap();
    assert_eq!((gap.from, Some(gap.to)), (resume, first));
}

#[tokio::test]
async fn unknown_tags_read_as_bad_and_known_ones_carry_their_unit() {
    let source = DemoSource::open(&config()).unwrap();
    let previews = source.read(&["RGP.P-101A.PDIS".into(), "X".into()]).await.unwrap();
    assert_eq!(previews[0].unit.as_deref(), Some("[psi]{gauge}"));
    assert!(matches!(previews[0].value, RawValue::Number(n) if n > 100.0));
    assert_eq!((previews[1].value.clone(), previews[1].status.quality()), (RawValue::Null, Quality::Bad));
    let unknown = source.backfill(&subscription("X", None), at(EPOCH_MS), at(EPOCH_MS + 1_000)).await.unwrap_err();
    assert_eq!(unknown.failure.message.id, "demo-tag-unknown");
}

#[test]
fn every_message_and_metric_name_is_in_both_languages() {
    let en = include_str!("../../../../../locales/en/demo.ftl");
    let ar = include_str!("../../../../../locales/ar/demo.ftl");
    let mut ids: BTreeSet<String> =
        ["demo-config-out-of-range", "demo-tag-unknown", "demo-node-unknown", "demo-no-value"]
            .into_iter()
            .flat_map(|id| [id.to_owned(), format!("{id}-remedy")])
            .collect();
    let fields = declaration().fields.into_iter().filter(|f| f.show_when.is_none());
    ids.extend(fields.flat_map(|f| [format!("connector-demo-{}", f.name), format!("connector-demo-{}-help", f.name)]));
    let names = Family::ALL.into_iter().flat_map(metrics).map(|m| m.name);
    ids.extend(names.map(|n| format!("demo-metric-{}", n.replace('_', "-"))));
    for id in ids {
        for text in [en, ar] {
            assert!(text.lines().any(|l| l.starts_with(&format!("{id} ="))), "{id}");
        }
    }
}

/// Timed in release by `cargo test --release -p connectors -- --ignored --nocapture fortnight`.
#[tokio::test]
#[ignore = "a measurement, not a check"]
async fn a_fortnight_of_every_signal() {
    let source = DemoSource::open(&config()).unwrap();
    let begun = std::time::Instant::now();
    let mut count = 0;
    for tag in plant(42).tags {
        let tag = subscription(&tag.external_tag, None);
        if let Ok(Backfill::Complete(r)) = source.backfill(&tag, at(EPOCH_MS - 14 * DAY_MS), at(EPOCH_MS)).await {
            count += r.len();
        }
    }
    println!("{count} readings in {:?}", begun.elapsed());
    assert!(count > 900_000);
}
