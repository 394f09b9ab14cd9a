//! A server as narrow as a controller: everything still works, and a list is never cut short.

use super::support::{COUNTER, Running, config, load, plant, server, source, subscription};
use connectors::{Backfill, TagSource};
use domain::SignalNo;
use serde_json::json;
use std::time::Duration;
use testkit::counterparts::{Limit, Options, Stack, available};
use tokio_util::sync::CancellationToken;

fn narrow() -> Options {
    Options::new()
        .load(230, Duration::from_millis(500))
        .limit(Limit::NodesPerRead, 20)
        .limit(Limit::NodesPerBrowse, 5)
        .limit(Limit::ContinuationPoints, 2)
        .limit(Limit::MonitoredItemsPerCall, 7)
        .limit(Limit::MonitoredItemsPerSubscription, 50)
        .limit(Limit::NodesPerHistoryRead, 1)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_narrow_server_is_browsed_whole_and_followed_whole() {
    if !available(Stack::NodeOpcua) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let server = server(Stack::NodeOpcua, narrow()).await;
    let source = source(folder.path(), &config(server.endpoint_url(), json!({})), &[]);
    let found = source.search(Some("nsu=urn:optria:test:plant;s=Load"), "", 10_000, CancellationToken::new()).await;
    assert_eq!(found.unwrap().nodes.len(), 230);
    let tags: Vec<String> = (0..230).map(load).collect();
    let read = source.read(&tags).await.unwrap();
    assert!(read.len() == 230 && read.iter().all(|r| r.status.0 == 0));
    let mut wanted: Vec<_> = (0..230).map(|n| subscription(SignalNo(n as i64 + 10), load(n))).collect();
    wanted.push(subscription(COUNTER, plant("Counter")));
    let running = Running::start(source, wanted);
    running.until("all tags", Duration::from_secs(30), |r| r.followed.len() == 231).await;
    running
        .until("three values of each", Duration::from_secs(30), |r| {
            let mut counts = [0; 230];
            for reading in r.readings.iter().filter(|r| r.signal.0 >= 10) {
                counts[reading.signal.0 as usize - 10] += 1;
            }
            counts.iter().all(|c| *c >= 3)
        })
        .await;
    let record = running.stop().await;
    assert!(record.failed.is_empty() && record.reconnects() == 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn history_is_read_to_its_end_whatever_a_server_gives_at_once() {
    for stack in super::support::BOTH {
        if !available(stack) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let server = server(stack, Options::new().counter_every(Duration::from_millis(10))).await;
        tokio::time::sleep(Duration::from_secs(5)).await;
        let source = source(folder.path(), &config(server.endpoint_url(), json!({})), &[]);
        let truth = server.counter_log();
        // asyncua begins its history a little after its first value, and is a little behind.
        let (from, to) = (truth[60].1, truth[truth.len() - 60].1);
        let time = |micros| domain::Timestamp::from_timestamp_micros(micros).unwrap();
        let tag = subscription(COUNTER, plant("Counter"));
        let Backfill::Complete(readings) = source.backfill(&tag, time(from), time(to)).await.unwrap() else {
            panic!("{stack:?} keeps a history");
        };
        let expected: Vec<i64> = truth.iter().map(|(_, t)| *t).filter(|t| *t > from && *t < to).collect();
        let got: Vec<i64> = readings.iter().map(|r| r.source_time.timestamp_micros()).collect();
        assert!(expected.len() > 200);
        assert_eq!(got, expected, "{stack:?}");
        let none = subscription(SignalNo(2), plant("Temperature"));
        assert_eq!(source.backfill(&none, time(from), time(to)).await.unwrap(), Backfill::NotOffered, "{stack:?}");
    }
}

/// CPU time of this process in seconds (Linux).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks / 100.0
}

/// `cargo test --release -p connectors --test opcua_servers load -- --ignored --nocapture`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a load of minutes on its own machine; prints what it measures"]
async fn ten_thousand_tags_under_load() {
    if !available(Stack::NodeOpcua) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let server = server(Stack::NodeOpcua, Options::new().load(10_000, Duration::from_millis(100))).await;
    let more = json!({"publishingIntervalMs": 500, "samplingIntervalMs": 100});
    let source = source(folder.path(), &config(server.endpoint_url(), more), &[]);
    let mut wanted: Vec<_> = (0..10_000).map(|n| subscription(SignalNo(n + 10), load(n as usize))).collect();
    for tag in &mut wanted {
        tag.sampling_interval_ms = None;
    }
    let (events, mut heard) = connectors::event_channel();
    let cancel = CancellationToken::new();
    let token = cancel.clone();
    let run = tokio::spawn(async move { source.run(wanted, events, token).await });
    let (mut values, mut began, mut cpu) = (0usize, None, 0.0);
    let started = std::time::Instant::now();
    while let Ok(Some(event)) = tokio::time::timeout(Duration::from_secs(60), heard.recv()).await {
        if let connectors::SourceEvent::Readings(readings) = event {
            if began.is_none() && values > 50_000 {
                (began, cpu, values) = (Some(std::time::Instant::now()), cpu_seconds(), 0);
            }
            values += readings.len();
        }
        let measured = began.map_or(Duration::ZERO, |b: std::time::Instant| b.elapsed());
        if measured > Duration::from_secs(20) || started.elapsed() > Duration::from_secs(150) {
            let (seconds, cpu) = (measured.as_secs_f64(), cpu_seconds() - cpu);
            eprintln!(
                "{values} values in {seconds:.1} s: {:.0} values/s, {:.1} % of a core, {:.2} us CPU a value",
                values as f64 / seconds,
                100.0 * cpu / seconds,
                1e6 * cpu / values as f64
            );
            break;
        }
    }
    cancel.cancel();
    drop(heard);
    run.await.unwrap().unwrap();
    assert!(values > 50_000);
}
