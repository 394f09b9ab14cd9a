//! A counter followed through everything that happens to a server in a plant.

use super::{
    exactly_once::check,
    proxy::Proxy,
    support::{BOTH, COUNTER, Record, Running, config, on_both, plant, server, source, subscription, trust_all, with},
};
use connectors::TagSource;
use domain::{ConnectionState, GapReason, RawValue, SignalNo};
use serde_json::json;
use std::time::Duration;
use testkit::counterparts::{Certificate, Counterpart, Limit, Options, Stack, available};
use tokio::time::sleep;

const WITHOUT_HISTORY: SignalNo = SignalNo(2);
/// Two busy cores: a server needs some seconds to start.
const SOON: Duration = Duration::from_secs(45);

fn counters() -> Vec<connectors::TagSubscription> {
    vec![subscription(COUNTER, plant("Counter")), subscription(WITHOUT_HISTORY, plant("CounterDouble"))]
}

fn quick() -> Options {
    Options::new().counter_every(Duration::from_millis(50))
}

/// Both counters against the server's own log; the one with history must have lost at most what the restart cost.
fn both_are_exact(server: &Counterpart, record: &Record) {
    let truth = server.counter_log();
    for signal in [COUNTER, WITHOUT_HISTORY] {
        let (readings, gaps) = (record.of(signal), record.gaps_of(signal));
        let tally = check(&truth, &readings, &gaps).unwrap_or_else(|e| {
            // The same tag's readings around the fault, with when each came.
            let micros: i64 =
                e.split_whitespace().find_map(|w| w.parse().ok().filter(|n| *n > 1_000_000_000_000)).unwrap_or(0);
            let at = readings.partition_point(|r| r.source_time.timestamp_micros() < micros);
            let around: Vec<_> = readings[at.saturating_sub(4)..readings.len().min(at + 4)]
                .iter()
                .map(|r| format!("{:?} of {} came {}", r.value, r.source_time, r.receipt_time))
                .collect();
            panic!("{:?} {signal:?}: {e}; around it {around:#?}", server.stack())
        });
        eprintln!("{:?} {signal:?}: {tally:?}, gaps {}", server.stack(), gaps.len());
        // The check sees the fault if there were one: any one reading less and it fails.
        let (middle, inside) = (readings.len() / 2, |g: &&domain::Gap| {
            let time = readings[readings.len() / 2].source_time;
            g.from < time && time < g.to
        });
        if gaps.iter().find(inside).is_none() && tally.repeated == 0 {
            let mut less = readings.clone();
            less.remove(middle);
            assert!(check(&truth, &less, &gaps).is_err());
        }
        let order_is_kept = readings.windows(2).all(|pair| pair[0].source_time <= pair[1].source_time);
        assert!(order_is_kept, "{signal:?} is out of order");
    }
}

async fn through_kill_and_restart(stack: Stack) {
    if !available(stack) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut server = server(stack, quick()).await;
    let running = Running::start(source(folder.path(), &config(server.endpoint_url(), json!({})), &[]), counters());
    running.until_counted(20, SOON).await;
    for _ in 0..2 {
        server = with(server, |s| {
            s.kill();
            std::thread::sleep(Duration::from_millis(700));
            s.restart();
        })
        .await;
        running.until_counted(30, SOON).await;
    }
    let record = running.stop().await;
    both_are_exact(&server, &record);
    assert!(record.reconnects() >= 2 && !record.gaps_of(WITHOUT_HISTORY).is_empty());
    assert!(record.gaps_of(COUNTER).iter().all(|g| g.reason == GapReason::ConnectionLost));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_is_exact_through_kill_and_restart() {
    on_both(through_kill_and_restart).await;
}

/// `session_ms` decides whether the session outlives the pause.
async fn through_a_pause(stack: Stack, session_ms: u32, pause: Duration) {
    if !available(stack) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut server = server(stack, quick()).await;
    let config = config(server.endpoint_url(), json!({"sessionTimeoutMs": session_ms}));
    let running = Running::start(source(folder.path(), &config, &[]), counters());
    running.until_counted(20, SOON).await;
    server = with(server, move |s| {
        s.pause();
        std::thread::sleep(pause);
        s.resume();
    })
    .await;
    running.until_counted(30, SOON).await;
    let record = running.stop().await;
    both_are_exact(&server, &record);
    if pause > Duration::from_secs(11) {
        // Trap: a server that is silent with its socket open. It must be noticed, not waited for.
        assert!(record.reconnects() >= 1, "the silence was not noticed");
    } else {
        assert_eq!(record.reconnects(), 0, "a short silence is no break");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_is_exact_through_a_short_pause() {
    on_both(|stack| through_a_pause(stack, 60_000, Duration::from_secs(4))).await;
}
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_is_exact_through_a_pause_within_the_session() {
    on_both(|stack| through_a_pause(stack, 60_000, Duration::from_secs(14))).await;
}
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_is_exact_through_a_pause_beyond_the_session() {
    on_both(|stack| through_a_pause(stack, 10_000, Duration::from_secs(22))).await;
}

/// The network is cut for less than the session lives. The same session goes on, signed anew on a new channel, and
/// what the server kept is delivered: also the counter without history has no gap. (Traps: async-opcua makes a second
/// subscription and forgets what waits in the first; it never publishes again; it never asks for lost messages. And
/// asyncua, asked for a message that it no longer has, answers an empty one.)
async fn through_a_cut(stack: Stack, policy: &str) {
    if !available(stack) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let server = server(stack, quick()).await;
    let proxy = Proxy::start(server.port()).await;
    let config = config(&proxy.url(&server), json!({"securityPolicy": policy, "sessionTimeoutMs": 60_000}));
    let open = || source(folder.path(), &config, &[]);
    if policy != "None" {
        assert!(!open().test().await.succeeded);
        trust_all(folder.path());
    }
    let running = Running::start(open(), counters());
    running.until_counted(20, SOON).await;
    for _ in 0..3 {
        proxy.toggle();
        sleep(Duration::from_millis(900)).await;
        proxy.toggle();
        running.until_counted(30, SOON).await;
    }
    let record = running.stop().await;
    both_are_exact(&server, &record);
    assert!(record.reconnects() >= 3);
    // asyncua gives a message up once it has tried to repeat it: lost for good where the cut came in that moment.
    let is_taken_over = |g: &domain::Gap| stack == Stack::Asyncua && g.reason == GapReason::NotificationsLost;
    assert!(record.gaps.iter().all(is_taken_over), "the session was not taken over: {:?}", record.gaps);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_goes_on_after_a_cut_unsecured() {
    on_both(|stack| through_a_cut(stack, "None")).await;
}
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_goes_on_after_a_cut_secured() {
    on_both(|stack| through_a_cut(stack, "Basic256Sha256")).await;
}
/// Cuts, pauses and kills in a random order, for as long as `OPTRIA_SOAK_SECONDS` says.
async fn through_anything(stack: Stack) {
    if !available(stack) {
        return;
    }
    let seconds = std::env::var("OPTRIA_SOAK_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(120);
    let folder = tempfile::tempdir().unwrap();
    let mut server = server(stack, quick()).await;
    let proxy = Proxy::start(server.port()).await;
    let running = Running::start(source(folder.path(), &config(&proxy.url(&server), json!({})), &[]), counters());
    running.until_counted(20, SOON).await;
    let began = std::time::Instant::now();
    let mut did = [0; 4];
    while began.elapsed() < Duration::from_secs(seconds) {
        let (what, pause) = (rand::random_range(0..4), Duration::from_millis(rand::random_range(20..2500)));
        did[what] += 1;
        match what {
            0 => {
                proxy.toggle();
                sleep(pause).await;
                proxy.toggle();
            }
            // Two cuts so close that the second meets the recovery from the first.
            1 => {
                for wait in [pause / 3, pause / 5] {
                    proxy.toggle();
                    proxy.toggle();
                    sleep(wait).await;
                }
            }
            2 => {
                server = with(server, move |s| {
                    s.pause();
                    std::thread::sleep(pause * 6);
                    s.resume();
                })
                .await;
            }
            _ => {
                server = with(server, move |s| {
                    s.kill();
                    std::thread::sleep(pause / 4);
                    s.restart();
                })
                .await;
            }
        }
        running.until_counted(rand::random_range(1..40), Duration::from_secs(90)).await;
    }
    eprintln!("{stack:?}: cuts, double cuts, pauses, kills: {did:?}");
    both_are_exact(&server, &running.stop().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a soak of minutes: cuts, pauses and kills in random order"]
async fn a_counter_is_exact_through_anything() {
    on_both(through_anything).await;
}

/// The server comes back with another certificate: nothing is sent to it until a person has trusted it.
async fn another_certificate(stack: Stack) {
    if !available(stack) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut server = server(stack, quick()).await;
    let config = config(server.endpoint_url(), json!({"securityPolicy": "Basic256Sha256"}));
    let open = || source(folder.path(), &config, &[]);
    let (e, _) = Running::start(open(), counters()).give_up(SOON).await;
    assert_eq!(e.failure.message.id, "opcua-certificate-untrusted");
    assert!(e.is_permanent());
    assert_eq!(trust_all(folder.path()), 1);
    let running = Running::start(open(), counters());
    running.until_counted(20, SOON).await;
    server = with(server, move |s| s.restart_with(quick().certificate(Certificate::Replaced))).await;
    let (e, record) = running.give_up(SOON).await;
    assert_eq!(e.failure.message.id, "opcua-certificate-untrusted");
    assert!(matches!(record.states.last(), Some(ConnectionState::Failed { .. })), "{:?}", record.states);
    assert_eq!(trust_all(folder.path()), 1);
    let mut tags = counters();
    for tag in &mut tags {
        tag.resume_after = record.last_time(tag.signal);
        tag.is_first = false;
    }
    let running = Running::go_on(open(), tags, record);
    running.until_counted(20, SOON).await;
    both_are_exact(&server, &running.stop().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_certificate_waits_for_a_person() {
    on_both(another_certificate).await;
}

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
        let mut tags = counters();
        for tag in &mut tags {
            tag.resume_after = record.last_time(tag.signal);
            tag.is_first = false;
        }
        let running = Running::go_on(source(folder.path(), &config, &[]), tags, record);
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
