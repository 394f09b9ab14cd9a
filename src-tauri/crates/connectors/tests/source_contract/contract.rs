//! What every source promises: it starts, stops, comes back, waits for a slow reader, tells bad values and unknown tags
//! apart from good ones, loses nothing outside a marked gap, ends at once when told, and never says a secret.

use crate::recorder::{Record, Running, subscription};
use connectors::{TagSource, TagSubscription};
use domain::{ConnectionState, Quality, SignalNo, Timestamp};
use std::{collections::BTreeSet, future::Future, pin::Pin, sync::Arc, time::Duration};

pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A source with what stands behind it.
pub trait Bench: Send {
    /// With the right secret, or with `secret` instead of it.
    fn open(&self, secret: Option<&str>) -> Arc<dyn TagSource>;
    /// A tag that has a new value at least every second.
    fn live_tag(&self) -> String;
    /// A tag whose values are bad, where the counterpart has one.
    fn bad_tag(&self) -> Option<String>;
    /// No tag at all.
    fn unknown_tag(&self) -> String;
    /// Whether a wrong secret is refused.
    fn has_secret(&self) -> bool;
    /// Takes the counterpart away; false where there is nothing to take away.
    fn take_away(&mut self) -> Later<'_, bool>;
    fn bring_back(&mut self) -> Later<'_, ()>;
    /// Every source time of the live tag that the counterpart has made, where it keeps account.
    fn truth(&self) -> Option<Vec<Timestamp>>;
    /// No value within it counts as silence.
    fn patience(&self) -> Duration {
        Duration::from_secs(20)
    }
}

const LIVE: i64 = 1;
const BAD: i64 = 2;
const UNKNOWN: i64 = 3;
/// A source that needs longer to end holds up whoever closes the window.
const STOPS_WITHIN: Duration = Duration::from_secs(3);

fn tags(bench: &dyn Bench) -> Vec<TagSubscription> {
    let mut all = vec![subscription(LIVE, &bench.live_tag()), subscription(UNKNOWN, &bench.unknown_tag())];
    all.extend(bench.bad_tag().map(|tag| subscription(BAD, &tag)));
    all
}

pub async fn assert_source_contract(mut bench: impl Bench) {
    let patience = bench.patience();
    let running = Running::start(bench.open(None), tags(&bench));

    // It starts, says so, and values come.
    running.until("it streams", patience, |r| r.states.contains(&ConnectionState::Streaming)).await;
    running.until("values come", patience, |r| r.count(LIVE) >= 3).await;
    assert!(matches!(running.record().states[0], ConnectionState::Connecting { attempt: 1 }));

    // What is bad is told as bad, and a tag that is none by name; neither keeps the others.
    if bench.bad_tag().is_some() {
        running.until("the bad tag is told", patience, |r| r.count(BAD) >= 1).await;
        assert!(running.record().of(BAD).iter().any(|r| r.status.quality() == Quality::Bad));
    }
    running.until("the unknown tag is named", patience, |r| r.failed.contains_key(&SignalNo(UNKNOWN))).await;

    // A reader that reads nothing makes it wait, and misses nothing.
    let closed = running.not_reading().await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let before = running.record().count(LIVE);
    drop(closed);
    running.until("it goes on after waiting", patience, |r| r.count(LIVE) > before).await;

    // The counterpart goes and comes.
    if bench.take_away().await {
        running.until("the break is told", patience, |r| r.reconnects() >= 1).await;
        bench.bring_back().await;
        let before = running.record().count(LIVE);
        running.until("it is back", patience * 2, |r| r.is_streaming() && r.count(LIVE) > before + 1).await;
    }
    let (took, record) = running.stop().await;
    assert!(took < STOPS_WITHIN, "it took {took:?} to stop");
    assert_eq!(record.states.last(), Some(&ConnectionState::Stopped));
    assert_readings(&record, bench.truth().as_deref());

    // It starts again from where it was.
    let last = record.times(LIVE).last().copied().unwrap();
    let again = TagSubscription { resume_after: Some(last), is_first: false, ..subscription(LIVE, &bench.live_tag()) };
    let running = Running::start(bench.open(None), vec![again]);
    running.until("values come again", patience, |r| r.count(LIVE) >= 2).await;
    let (_, second) = running.stop().await;
    assert!(second.times(LIVE)[0] >= last, "what was stored is not told again");

    // It ends at once too while it waits for one that is away.
    if bench.take_away().await {
        let running = Running::start(bench.open(None), tags(&bench));
        running.until("it tries", patience, |r| r.reconnects() >= 1).await;
        let (took, _) = running.stop().await;
        assert!(took < STOPS_WITHIN, "it took {took:?} to stop while it waited");
        bench.bring_back().await;
    }
    if bench.has_secret() {
        assert_secret_is_kept(&bench).await;
    }
}

fn assert_readings(record: &Record, truth: Option<&[Timestamp]>) {
    for reading in &record.readings {
        let ahead = reading.source_time - reading.receipt_time;
        assert!(ahead < chrono::TimeDelta::seconds(5), "from the future: {reading:?}");
    }
    let times = record.times(LIVE);
    assert!(times.windows(2).all(|w| w[0] <= w[1]), "in order of source time");
    let Some(truth) = truth else { return };
    let (first, last) = (times[0], times[times.len() - 1]);
    let received: BTreeSet<Timestamp> = times.into_iter().collect();
    let gaps: Vec<_> = record.gaps.iter().filter(|g| g.signal == SignalNo(LIVE)).collect();
    let is_lost = |time: &&Timestamp| {
        let is_inside = (first..=last).contains(*time);
        is_inside && !received.contains(*time) && !gaps.iter().any(|g| g.from < **time && **time < g.to)
    };
    let lost: Vec<_> = truth.iter().filter(is_lost).collect();
    assert!(lost.is_empty(), "{} of {} values are neither received nor in a gap", lost.len(), truth.len());
    assert!(truth.len() > 10, "too little was made to say anything");
}

/// Refused, tried no more, and not a letter of it in anything that is said.
async fn assert_secret_is_kept(bench: &impl Bench) {
    const WRONG: &str = "wrong-s3cr3t-of-the-contract";
    let report = bench.open(Some(WRONG)).test().await;
    assert!(!report.succeeded);
    let running = Running::start(bench.open(Some(WRONG)), tags(bench));
    let (error, record) = running.give_up(bench.patience()).await;
    assert!(error.is_permanent(), "{error}");
    assert_eq!(record.reconnects(), 0, "a wrong secret is tried once");
    let said = format!("{}{error:?}{error}{}", serde_json::to_string(&report).unwrap(), record.said);
    assert!(!said.contains(WRONG), "the secret is said");
}
