//! A source on a folder of its own, and a recorder of everything that it says.

use connectors::{
    SourceContext, SourceError, SourceEvent, TagSource, TagSubscription, event_channel,
    opcua::{OpcuaSource, TrustList},
};
use domain::{ConnectionState, Gap, RawReading, Secret, SignalNo, StatusCode, Timestamp};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use testkit::counterparts::{Counterpart, Options, Stack};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub const BOTH: [Stack; 2] = [Stack::Asyncua, Stack::NodeOpcua];
pub const COUNTER: SignalNo = SignalNo(1);

/// A tag of the counterparts' plant.
pub fn plant(name: &str) -> String {
    format!("nsu=urn:optria:test:plant;s=Plant.{name}")
}
pub fn load(n: usize) -> String {
    format!("nsu=urn:optria:test:plant;s=Load.{n}")
}

/// Every change (sampling 0): node-opcua else looks at a value by its own timer and may not see each one.
pub fn subscription(signal: SignalNo, external_tag: String) -> TagSubscription {
    TagSubscription {
        signal,
        external_tag,
        sampling_interval_ms: Some(0),
        deadband: None,
        resume_after: None,
        is_first: true,
    }
}

/// Unsecured and quick; a test states what differs.
pub fn config(url: &str, more: Value) -> Value {
    let mut config = json!({
        "endpointUrl": url,
        "securityPolicy": "None",
        "publishingIntervalMs": 100,
        "samplingIntervalMs": 50,
        "sessionTimeoutMs": 30_000,
    });
    for (key, value) in more.as_object().unwrap() {
        config[key] = value.clone();
    }
    config
}

pub fn source(folder: &Path, config: &Value, secrets: &[(&str, &str)]) -> OpcuaSource {
    let secrets: BTreeMap<_, _> = secrets.iter().map(|(k, v)| ((*k).to_owned(), Secret::new(*v))).collect();
    OpcuaSource::open(config, SourceContext { secrets, folder: folder.to_owned() }).unwrap()
}

/// A person looks at what waits and trusts it.
pub fn trust_all(folder: &Path) -> usize {
    let list = TrustList::open(folder).unwrap();
    let waiting: Vec<_> = list
        .list()
        .unwrap()
        .into_iter()
        .filter(|c| c.trust == domain::CertificateTrust::Quarantined)
        .map(|c| c.info.thumbprint)
        .collect();
    for thumbprint in &waiting {
        list.trust(thumbprint).unwrap();
    }
    waiting.len()
}

/// Starts a server in a blocking place: it waits for a process.
pub async fn server(stack: Stack, options: Options) -> Counterpart {
    tokio::task::spawn_blocking(move || Counterpart::start(stack, options)).await.unwrap()
}

/// The same on both stacks at once: most of such a test is waiting.
pub async fn on_both<F: Future<Output = ()>>(test: impl Fn(Stack) -> F) {
    tokio::join!(test(Stack::Asyncua), test(Stack::NodeOpcua));
}

/// Does something slow to a server without holding up the runtime.
pub async fn with<T: Send + 'static>(
    server: Counterpart,
    work: impl FnOnce(&mut Counterpart) -> T + Send + 'static,
) -> Counterpart {
    tokio::task::spawn_blocking(move || {
        let mut server = server;
        work(&mut server);
        server
    })
    .await
    .unwrap()
}

#[derive(Default, Clone)]
pub struct Record {
    pub readings: Vec<RawReading>,
    pub gaps: Vec<Gap>,
    pub states: Vec<ConnectionState>,
    /// When the last link began to stream.
    pub streamed_at: Option<Timestamp>,
    pub failed: BTreeMap<SignalNo, (StatusCode, String)>,
    pub followed: Vec<SignalNo>,
    pub overflows: usize,
    /// Highest number of readings in one event.
    pub largest_batch: usize,
}

impl Record {
    pub fn of(&self, signal: SignalNo) -> Vec<RawReading> {
        self.readings.iter().filter(|r| r.signal == signal).cloned().collect()
    }
    pub fn count(&self, signal: SignalNo) -> usize {
        self.readings.iter().filter(|r| r.signal == signal).count()
    }
    pub fn gaps_of(&self, signal: SignalNo) -> Vec<Gap> {
        self.gaps.iter().filter(|g| g.signal == signal).copied().collect()
    }
    pub fn last_time(&self, signal: SignalNo) -> Option<Timestamp> {
        self.of(signal).last().map(|r| r.source_time)
    }
    pub fn reconnects(&self) -> usize {
        self.states.iter().filter(|s| matches!(s, ConnectionState::Reconnecting { .. })).count()
    }
}

/// A source that runs, and its record so far.
pub struct Running {
    record: Arc<Mutex<Record>>,
    cancel: CancellationToken,
    run: JoinHandle<Result<(), SourceError>>,
    /// Ends when the last event has been written down.
    recorder: JoinHandle<()>,
}

impl Running {
    pub fn start(source: OpcuaSource, tags: Vec<TagSubscription>) -> Self {
        Self::go_on(source, tags, Record::default())
    }

    /// Adds to an earlier record, as a store would.
    pub fn go_on(source: OpcuaSource, tags: Vec<TagSubscription>, record: Record) -> Self {
        let record = Arc::new(Mutex::new(record));
        let cancel = CancellationToken::new();
        let (events, mut heard) = event_channel();
        let (shared, token) = (record.clone(), cancel.clone());
        let recorder = tokio::spawn(async move {
            while let Some(event) = heard.recv().await {
                let mut record = shared.lock().unwrap();
                match event {
                    SourceEvent::State(state) => {
                        if state == ConnectionState::Streaming {
                            record.streamed_at = Some(chrono::Utc::now());
                        }
                        record.states.push(state);
                    }
                    SourceEvent::Readings(readings) => {
                        record.largest_batch = record.largest_batch.max(readings.len());
                        record.readings.extend(readings);
                    }
                    SourceEvent::Gap(gap) => record.gaps.push(gap),
                    SourceEvent::Overflow(_) => record.overflows += 1,
                    SourceEvent::TagFailed { signal, status, failure } => {
                        record.failed.insert(signal, (status, failure.message.id));
                    }
                    SourceEvent::TagFollowed(signal) => record.followed.push(signal),
                }
            }
        });
        let run = tokio::spawn(async move { source.run(tags, events, token).await });
        Self { record, cancel, run, recorder }
    }

    pub fn record(&self) -> Record {
        self.record.lock().unwrap().clone()
    }

    pub async fn until(&self, what: &str, within: Duration, holds: impl Fn(&Record) -> bool) -> Duration {
        let began = Instant::now();
        loop {
            if holds(&self.record.lock().unwrap()) {
                return began.elapsed();
            }
            if began.elapsed() > within {
                let record = self.record();
                panic!(
                    "not within {within:?}: {what}; {} readings, gaps {:?}, failed {:?}, states {:?}",
                    record.readings.len(),
                    record.gaps,
                    record.failed,
                    record.states
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// At least `more` values of the counter than now.
    pub async fn until_counted(&self, more: usize, within: Duration) {
        let before = self.record.lock().unwrap().count(COUNTER);
        self.until(&format!("{more} more values"), within, |r| r.count(COUNTER) >= before + more).await;
    }

    /// After `reconnects` breaks in all a new link streams, and each signal has a value that arose after it began to:
    /// such values come by Publish alone, once what the server had to repeat is taken.
    pub async fn until_caught_up(&self, signals: &[SignalNo], reconnects: usize, within: Duration) {
        self.until("everything repeated", within, |r| {
            let is_new = |signal: &SignalNo| r.last_time(*signal) > r.streamed_at;
            r.reconnects() >= reconnects
                && r.states.last() == Some(&ConnectionState::Streaming)
                && r.streamed_at.is_some()
                && signals.iter().all(is_new)
        })
        .await;
    }

    pub async fn stop(self) -> Record {
        self.cancel.cancel();
        tokio::time::timeout(Duration::from_secs(10), self.run).await.expect("stops in time").unwrap().unwrap();
        self.recorder.await.unwrap();
        self.record.lock().unwrap().clone()
    }

    /// Waits until the source gives up by itself.
    pub async fn give_up(self, within: Duration) -> (SourceError, Record) {
        let ended = tokio::time::timeout(within, self.run).await.expect("gives up in time").unwrap();
        self.recorder.await.unwrap();
        (ended.expect_err("it gives up"), self.record.lock().unwrap().clone())
    }
}
