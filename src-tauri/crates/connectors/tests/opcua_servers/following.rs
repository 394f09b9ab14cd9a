//! What is followed and what is not: values that are no numbers, deadbands, overflows, a slow reader, no tags at all.

use super::{
    counters::{SOON, WITHOUT_HISTORY, both_are_exact, counters, counters_after, quick},
    exactly_once::check,
    proxy::{PUBLISH, Proxy},
    support::{BOTH, COUNTER, Record, Running, config, plant, server, source, subscription},
};
use connectors::TagSource;
use domain::{ConnectionState, GapReason, RawValue, SignalNo};
use serde_json::json;
use std::time::Duration;
use testkit::counterparts::{Limit, Options, Stack, available};
use tokio::time::sleep;

/// Nobody collected for a while (this process was not running): history has it, else it is a gap.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_came_while_nobody_collected_is_brought_in_or_marked() {
    for stack in BOTH {
        if !available(stack) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        // More values than fit into one answer of asyncua's (fifty).
        let server = server(stack, Options::new().counter_every(Duration::from_millis(20))).await;
        let config = config(server.endpoint_url(), json!({}));
        let running = Running::start(source(folder.path(), &config, &[]), counters());
        running.until_counted(20, SOON).await;
        let record = running.stop().await;
        sleep(Duration::from_secs(4)).await;
        let running = Running::go_on(source(folder.path(), &config, &[]), counters_after(&record), record);
        running.until_counted(180, SOON).await;
        running.until("the gap", SOON, |r| !r.gaps_of(WITHOUT_HISTORY).is_empty()).await;
        let record = running.stop().await;
        both_are_exact(&server, &record);
        assert_eq!(record.gaps_of(COUNTER), [], "{stack:?} has the history of it");
        assert!(record.gaps_of(WITHOUT_HISTORY).iter().all(|g| g.reason == GapReason::NotCollecting));
    }
}

/// A server that keeps fewer values than come: said, and marked as a gap where there is no history.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_overflow_of_the_servers_queue_is_said_and_marked() {
    if !available(Stack::NodeOpcua) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let options = Options::new().counter_every(Duration::from_millis(20)).limit(Limit::QueueSize, 3);
    let server = server(Stack::NodeOpcua, options).await;
    let more = json!({"publishingIntervalMs": 1000, "samplingIntervalMs": 50, "useHistory": false});
    let running = Running::start(source(folder.path(), &config(server.endpoint_url(), more), &[]), counters());
    running.until("an overflow", SOON, |r| r.overflows >= 4).await;
    let record = running.stop().await;
    let truth = server.counter_log();
    let tally = check(&truth, &record.of(COUNTER), &record.gaps_of(COUNTER)).unwrap();
    assert!(tally.in_gaps > 0, "{tally:?}");
    assert!(record.gaps.iter().all(|g| g.reason == GapReason::QueueOverflow));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_number_is_named_and_kept_and_the_others_go_on() {
    for stack in BOTH {
        if !available(stack) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let server = server(stack, quick()).await;
        let names = [
            "Counter",
            "NoSuchTag",
            "Text",
            "Profile",
            "NotANumber",
            "Infinite",
            "BadStatus",
            "UncertainStatus",
            "Range",
            "Running",
        ];
        let tags = |n: usize| SignalNo(n as i64 + 1);
        let mut wanted: Vec<_> = names.iter().enumerate().map(|(n, name)| subscription(tags(n), plant(name))).collect();
        wanted.push(subscription(SignalNo(11), "nsu=urn:not:here;s=X".into()));
        wanted.push(subscription(SignalNo(12), "nonsense".into()));
        wanted.push(subscription(SignalNo(13), "nsu=urn:optria:test:plant;s=Plant".into()));
        let running = Running::start(source(folder.path(), &config(server.endpoint_url(), json!({})), &[]), wanted);
        running.until_counted(10, SOON).await;
        running.until("all first values", SOON, |r| [5, 6, 7, 8, 10].iter().all(|n| r.count(SignalNo(*n)) > 0)).await;
        let record = running.stop().await;
        let id = |n: i64| record.failed.get(&SignalNo(n)).map(|(_, id)| id.as_str()).unwrap_or_default();
        assert_eq!(id(2), "opcua-tag-unknown");
        assert_eq!(id(3), "opcua-tag-not-numeric");
        assert_eq!(id(4), "opcua-tag-not-numeric");
        assert_eq!(id(9), "opcua-tag-not-numeric");
        assert_eq!(id(11), "opcua-tag-unknown");
        assert_eq!(id(12), "opcua-tag-malformed");
        assert_eq!(id(13), "opcua-tag-not-a-variable");
        assert_eq!(id(1), "");
        let value = |n: i64| record.of(SignalNo(n))[0].clone();
        assert!(matches!(value(5).value, RawValue::Number(n) if n.is_nan()));
        assert_eq!(value(6).value, RawValue::Number(f64::INFINITY));
        assert_eq!(value(7).status.0 & 0xFFFF_0000, 0x808C_0000, "BadSensorFailure");
        assert_eq!(value(8).status.0 & 0xFFFF_0000, 0x4090_0000, "UncertainLastUsableValue");
        assert_eq!(value(10).value, RawValue::Boolean(true));
        let first = value(1);
        assert!(first.server_time.is_some() && first.receipt_time >= first.source_time);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stays_within_its_deadband_is_not_sent() {
    for stack in BOTH {
        if !available(stack) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let server = server(stack, quick()).await;
        let mut tags = counters();
        let (wide, narrow) = (SignalNo(3), SignalNo(4));
        for (signal, deadband) in [(wide, Some(1000.0)), (narrow, None)] {
            let mut tag = subscription(signal, plant("Temperature"));
            tag.deadband = deadband;
            tags.push(tag);
        }
        let running = Running::start(source(folder.path(), &config(server.endpoint_url(), json!({})), &[]), tags);
        running.until_counted(20, SOON).await;
        let record = running.stop().await;
        assert_eq!(record.of(wide).len(), 1, "{stack:?}");
        assert!(record.of(narrow).len() >= 10, "{stack:?}");
    }
}

/// A reader that is slow makes the source wait; nothing is lost and the waiting is not taken for silence.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_reader_makes_the_source_wait_and_loses_nothing() {
    use connectors::SourceEvent;
    if !available(Stack::NodeOpcua) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let server = server(Stack::NodeOpcua, quick()).await;
    let source = source(folder.path(), &config(server.endpoint_url(), json!({})), &[]);
    // The smallest channel there is, read once in a while.
    let (events, mut heard) = tokio::sync::mpsc::channel(1);
    let cancel = tokio_util::sync::CancellationToken::new();
    let token = cancel.clone();
    let run =
        tokio::spawn(async move { source.run(vec![subscription(COUNTER, plant("Counter"))], events, token).await });
    let mut record = Record::default();
    let mut first = None;
    while first.is_none_or(|first: std::time::Instant| first.elapsed() < Duration::from_secs(8)) {
        match heard.recv().await.unwrap() {
            SourceEvent::Readings(readings) => {
                first.get_or_insert_with(std::time::Instant::now);
                record.readings.extend(readings);
            }
            SourceEvent::Gap(gap) => record.gaps.push(gap),
            SourceEvent::State(state) => record.states.push(state),
            _ => {}
        }
        sleep(Duration::from_millis(if record.readings.len() % 3 == 0 { 700 } else { 150 })).await;
    }
    cancel.cancel();
    drop(heard);
    run.await.unwrap().unwrap();
    assert_eq!(record.reconnects(), 0);
    let tally = check(&server.counter_log(), &record.readings, &record.gaps).unwrap();
    assert!(tally.received > 10, "{tally:?}");
}

/// Without a subscription a server refuses each Publish at once. Asking again and again kept it so busy that it answered
/// nobody: an integration that was started before its first tag was mapped could not even browse.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_tags_nothing_is_published_and_the_server_has_time_for_others() {
    for stack in BOTH {
        if !available(stack) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let server = server(stack, quick()).await;
        let proxy = Proxy::start(server.port()).await;
        let config = config(&proxy.url(&server), json!({}));
        let open = || source(folder.path(), &config, &[]);
        let running = Running::start(open(), Vec::new());
        running.until("the link", SOON, |r| r.states.contains(&ConnectionState::Streaming)).await;
        sleep(Duration::from_secs(3)).await;
        assert_eq!(proxy.asked(PUBLISH), 0, "{stack:?}");
        let asked = std::time::Instant::now();
        assert_eq!(open().read(&[plant("Frozen")]).await.unwrap().len(), 1);
        assert!(asked.elapsed() < Duration::from_secs(5), "{stack:?} answered after {:?}", asked.elapsed());
        assert_eq!(running.stop().await.reconnects(), 0);
        // The count would show them: with a tag there are some.
        let running = Running::start(open(), counters());
        running.until_counted(3, SOON).await;
        running.stop().await;
        assert!(proxy.asked(PUBLISH) > 0, "{stack:?}");
    }
}
