//! A source that runs, and a record of everything that it says.

pub mod report;

use connectors::{SourceError, SourceEvent, TagSource, TagSubscription, event_channel};
use domain::{ConnectionState, Gap, RawReading, SignalNo, Timestamp};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub fn subscription(signal: i64, external_tag: &str) -> TagSubscription {
    TagSubscription {
        signal: SignalNo(signal),
        external_tag: external_tag.to_owned(),
        sampling_interval_ms: Some(0),
        deadband: None,
        resume_after: None,
        is_first: true,
    }
}

#[derive(Default, Clone, Debug)]
pub struct Record {
    pub readings: Vec<RawReading>,
    pub gaps: Vec<Gap>,
    pub states: Vec<ConnectionState>,
    /// Message ids of tags that can't be followed.
    pub failed: BTreeMap<SignalNo, String>,
    pub followed: Vec<SignalNo>,
    /// Everything that was said, as text.
    pub said: String,
}

impl Record {
    pub fn of(&self, signal: i64) -> Vec<RawReading> {
        self.readings.iter().filter(|r| r.signal == SignalNo(signal)).cloned().collect()
    }
    pub fn count(&self, signal: i64) -> usize {
        self.readings.iter().filter(|r| r.signal == SignalNo(signal)).count()
    }
    pub fn times(&self, signal: i64) -> Vec<Timestamp> {
        self.of(signal).iter().map(|r| r.source_time).collect()
    }
    pub fn reconnects(&self) -> usize {
        self.states.iter().filter(|s| matches!(s, ConnectionState::Reconnecting { .. })).count()
    }
    /// Message ids of what broke the link.
    pub fn causes(&self) -> Vec<String> {
        let cause = |s: &ConnectionState| match s {
            ConnectionState::Reconnecting { cause, .. } | ConnectionState::Failed { cause, .. } => {
                Some(cause.id.clone())
            }
            _ => None,
        };
        self.states.iter().filter_map(cause).collect()
    }
    pub fn is_streaming(&self) -> bool {
        self.states.last() == Some(&ConnectionState::Streaming)
    }
}

pub struct Running {
    record: Arc<Mutex<Record>>,
    /// While it is locked nobody reads: the source has to wait.
    gate: Arc<tokio::sync::Mutex<()>>,
    cancel: CancellationToken,
    run: JoinHandle<Result<(), SourceError>>,
    recorder: JoinHandle<()>,
}

impl Running {
    pub fn start(source: Arc<dyn TagSource>, tags: Vec<TagSubscription>) -> Self {
        let record = Arc::new(Mutex::new(Record::default()));
        let gate = Arc::new(tokio::sync::Mutex::new(()));
        let cancel = CancellationToken::new();
        let (events, mut heard) = event_channel();
        let (shared, open) = (record.clone(), gate.clone());
        let recorder = tokio::spawn(async move {
            while let Some(event) = heard.recv().await {
                let _open = open.lock().await;
                let mut record = shared.lock().unwrap();
                if !matches!(event, SourceEvent::Readings(_)) {
                    record.said.push_str(&format!("{event:?}\n"));
                }
                match event {
                    SourceEvent::State(state) => record.states.push(state),
                    SourceEvent::Readings(readings) => record.readings.extend(readings),
                    SourceEvent::Gap(gap) => record.gaps.push(gap),
                    SourceEvent::Overflow(_) => {}
                    SourceEvent::TagFailed { signal, failure, .. } => {
                        record.failed.insert(signal, failure.message.id);
                    }
                    SourceEvent::TagFollowed(signal) => {
                        record.failed.remove(&signal);
                        record.followed.push(signal);
                    }
                }
            }
        });
        let token = cancel.clone();
        let run = tokio::spawn(async move { source.run(tags, events, token).await });
        Self { record, gate, cancel, run, recorder }
    }

    pub fn record(&self) -> Record {
        self.record.lock().unwrap().clone()
    }

    /// Nobody reads what the source says until the guard is dropped.
    pub async fn not_reading(&self) -> tokio::sync::OwnedMutexGuard<()> {
        self.gate.clone().lock_owned().await
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
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// How long it took, and everything that was recorded.
    pub async fn stop(self) -> (Duration, Record) {
        let began = Instant::now();
        self.cancel.cancel();
        tokio::time::timeout(Duration::from_secs(10), self.run).await.expect("stops in time").unwrap().unwrap();
        let took = began.elapsed();
        self.recorder.await.unwrap();
        (took, self.record.lock().unwrap().clone())
    }

    /// Waits until the source gives up by itself.
    pub async fn give_up(self, within: Duration) -> (SourceError, Record) {
        let ended = tokio::time::timeout(within, self.run).await.expect("gives up in time").unwrap();
        self.recorder.await.unwrap();
        (ended.expect_err("it gives up"), self.record.lock().unwrap().clone())
    }
}
