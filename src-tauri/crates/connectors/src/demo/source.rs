//! The demo plant as a source of tags. Values lie on a grid of whole intervals of wall time, so that live readings,
//! history and a second run give the same (tag, source time, value), and the store keeps each once.

use super::browse::Tree;
use super::clock::DemoConfig;
use super::history::{LONGEST_FILL_MS, align_up, moments, reading};
use super::plant::{TagNode, plant, tag_nodes};
use crate::test_report::StageResult;
use crate::{
    Backfill, BrowsePage, SourceError, SourceEvent, Stage, StageOutcome, TagPreview, TagSource, TagSubscription,
    TestReport,
};
use async_trait::async_trait;
use chrono::Utc;
use domain::{
    ConnectionState, ErrorCode, Failure, Gap, GapReason, Message, RawReading, RawValue, SignalNo, StatusCode, Timestamp,
};
use serde_json::Value;
use std::collections::HashMap;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Readings in one event.
const BATCH: usize = 500;
/// Bad_NodeIdUnknown: the plant has no such tag.
const BAD_NODE_ID_UNKNOWN: StatusCode = StatusCode(0x8034_0000);
/// Slower than this the loop still looks at the clock, so that a clock set forward is noticed.
const LONGEST_SLEEP: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub struct DemoSource {
    config: DemoConfig,
    tags: Vec<TagNode>,
    by_tag: HashMap<String, usize>,
    tree: Tree,
}

/// One tag while it is followed.
struct Followed {
    no: SignalNo,
    place: usize,
    interval_ms: i64,
    deadband: f64,
    /// The last moment that has been dealt with; the next is a multiple of the interval after it.
    done_ms: i64,
    last_sent: Option<(Option<f64>, StatusCode)>,
}

impl DemoSource {
    pub fn open(config: &Value) -> Result<Self, Failure> {
        let config = DemoConfig::parse(config)?;
        let tags = tag_nodes(&config);
        let by_tag = tags.iter().enumerate().map(|(i, t)| (t.external_tag.clone(), i)).collect();
        let tree = Tree::new(plant(config.seed), &tags);
        Ok(Self { config, tags, by_tag, tree })
    }

    fn tag(&self, external_tag: &str) -> Result<usize, Failure> {
        self.by_tag.get(external_tag).copied().ok_or_else(|| {
            Failure::new(ErrorCode::NotFound, Message::new("demo-tag-unknown").with("tag", external_tag))
        })
    }

    fn interval_ms(&self, tag: &TagSubscription) -> i64 {
        i64::from(tag.sampling_interval_ms.unwrap_or(self.config.sample_interval_ms).max(100))
    }

    fn reading(&self, place: usize, no: SignalNo, wall_ms: i64, receipt: Timestamp) -> RawReading {
        reading(&self.tags[place].signal, &self.config.clock, no, wall_ms, receipt)
    }

    /// What is due of one tag up to now, oldest first.
    fn due(&self, followed: &mut Followed, now: Timestamp, out: &mut Vec<RawReading>) {
        let now_ms = now.timestamp_millis();
        if now_ms < followed.done_ms - followed.interval_ms {
            // The clock was set back. Values are a function of time: what is told again is the same, and kept once.
            followed.done_ms = now_ms - followed.interval_ms;
        }
        let mut last = followed.done_ms;
        for wall_ms in moments(followed.done_ms, now_ms + 1, followed.interval_ms) {
            last = wall_ms;
            let reading = self.reading(followed.place, followed.no, wall_ms, now);
            let value = reading.value.as_number();
            let is_news = followed.last_sent.is_none_or(|(sent, status)| {
                status != reading.status
                    || match (sent, value) {
                        (Some(a), Some(b)) => (a - b).abs() > followed.deadband || followed.deadband == 0.0,
                        _ => true,
                    }
            });
            if is_news {
                followed.last_sent = Some((value, reading.status));
                out.push(reading);
            }
        }
        followed.done_ms = last;
    }
}

#[async_trait]
impl TagSource for DemoSource {
    async fn test(&self) -> TestReport {
        let begun = Instant::now();
        let configured = stage(Stage::Configuration, begun);
        let begun = Instant::now();
        let now_ms = self.config.clock.plant_ms(Utc::now().timestamp_millis());
        let has_value = self.tags.iter().any(|t| t.signal.sample(now_ms).0.is_some_and(f64::is_finite));
        let mut read = stage(Stage::Read, begun);
        if !has_value {
            let failure = Failure::new(ErrorCode::Unavailable, Message::new("demo-no-value"));
            read.outcome = StageOutcome::Failed { failure };
        }
        TestReport {
            stages: vec![configured, read],
            succeeded: has_value,
            is_simulated: true,
            server_certificate: None,
        }
    }

    async fn browse(&self, node: Option<&str>, continuation: Option<&str>) -> Result<BrowsePage, SourceError> {
        self.tree.children(&self.tags, node, continuation).ok_or_else(|| {
            let message = Message::new("demo-node-unknown").with("node", node.unwrap_or_default());
            SourceError::permanent(Failure::new(ErrorCode::NotFound, message))
        })
    }

    async fn search(
        &self,
        node: Option<&str>,
        text: &str,
        limit: usize,
        _cancel: CancellationToken,
    ) -> Result<BrowsePage, SourceError> {
        Ok(self.tree.search(&self.tags, node, text, limit))
    }

    async fn read(&self, tags: &[String]) -> Result<Vec<TagPreview>, SourceError> {
        let now = Utc::now();
        let previews = tags.iter().map(|tag| match self.tag(tag) {
            Ok(place) => {
                let now_ms = now.timestamp_millis();
                let wall_ms = now_ms - now_ms.rem_euclid(i64::from(self.config.sample_interval_ms));
                let reading = self.reading(place, SignalNo(0), wall_ms, now);
                TagPreview {
                    external_tag: tag.clone(),
                    name: None,
                    value: reading.value,
                    status: reading.status,
                    source_time: Some(reading.source_time),
                    data_type: Some("Double".into()),
                    unit: Some(self.tags[place].unit.clone()),
                }
            }
            Err(_) => TagPreview {
                external_tag: tag.clone(),
                name: None,
                value: RawValue::Null,
                status: BAD_NODE_ID_UNKNOWN,
                source_time: None,
                data_type: None,
                unit: None,
            },
        });
        Ok(previews.collect())
    }

    async fn run(
        &self,
        tags: Vec<TagSubscription>,
        events: mpsc::Sender<SourceEvent>,
        cancel: CancellationToken,
    ) -> Result<(), SourceError> {
        tokio::select! {
            () = cancel.cancelled() => {}
            // The receiver is gone: nobody listens, which is a stop as well.
            _ = self.follow(tags, events.clone()) => {}
        }
        let _ = events.try_send(SourceEvent::State(ConnectionState::Stopped));
        Ok(())
    }

    async fn backfill(&self, tag: &TagSubscription, from: Timestamp, to: Timestamp) -> Result<Backfill, SourceError> {
        let place = self.tag(&tag.external_tag).map_err(SourceError::permanent)?;
        let receipt = Utc::now();
        let times = moments(from.timestamp_millis(), to.timestamp_millis(), self.interval_ms(tag));
        Ok(Backfill::Complete(times.map(|ms| self.reading(place, tag.signal, ms, receipt)).collect()))
    }
}

impl DemoSource {
    /// Follows the tags until the receiver is gone.
    async fn follow(
        &self,
        tags: Vec<TagSubscription>,
        events: mpsc::Sender<SourceEvent>,
    ) -> Result<(), mpsc::error::SendError<SourceEvent>> {
        events.send(SourceEvent::State(ConnectionState::Connecting { attempt: 1 })).await?;
        let mut followed = Vec::with_capacity(tags.len());
        for tag in &tags {
            match self.tag(&tag.external_tag) {
                Ok(place) => {
                    let (one, gap) = self.begin(tag, place, Utc::now());
                    followed.push(one);
                    events.send(SourceEvent::TagFollowed(tag.signal)).await?;
                    if let Some(gap) = gap {
                        events.send(SourceEvent::Gap(gap)).await?;
                    }
                }
                Err(failure) => {
                    let status = BAD_NODE_ID_UNKNOWN;
                    events.send(SourceEvent::TagFailed { signal: tag.signal, status, failure }).await?;
                }
            }
        }
        events.send(SourceEvent::State(ConnectionState::Streaming)).await?;
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            let now = Utc::now();
            for one in &mut followed {
                self.due(one, now, &mut batch);
                while batch.len() >= BATCH {
                    let rest = batch.split_off(BATCH);
                    events.send(SourceEvent::Readings(std::mem::replace(&mut batch, rest))).await?;
                }
            }
            if !batch.is_empty() {
                events.send(SourceEvent::Readings(std::mem::take(&mut batch))).await?;
            }
            let next = followed.iter().map(|f| align_up(f.done_ms + 1, f.interval_ms)).min();
            let wait = next.map_or(1_000, |ms| (ms - Utc::now().timestamp_millis()).max(1));
            tokio::time::sleep(Duration::from_millis(wait.unsigned_abs()).min(LONGEST_SLEEP)).await;
        }
    }

    /// Where following a tag begins: after what is stored already, but no further back than the source fills by itself.
    fn begin(&self, tag: &TagSubscription, place: usize, now: Timestamp) -> (Followed, Option<Gap>) {
        let interval_ms = self.interval_ms(tag);
        let now_ms = now.timestamp_millis();
        let resume_ms = tag.resume_after.map(|t| t.timestamp_millis());
        let done_ms = resume_ms.unwrap_or(now_ms - interval_ms).max(now_ms - LONGEST_FILL_MS);
        let gap = match tag.resume_after {
            Some(from) if !tag.is_first && from.timestamp_millis() < done_ms => {
                let first = moments(done_ms, now_ms + 1, interval_ms).next().and_then(Timestamp::from_timestamp_millis);
                first.map(|to| Gap { signal: tag.signal, from, to, reason: GapReason::NotCollecting })
            }
            _ => None,
        };
        let deadband = tag.deadband.unwrap_or(0.0);
        (Followed { no: tag.signal, place, interval_ms, deadband, done_ms, last_sent: None }, gap)
    }
}

fn stage(stage: Stage, begun: Instant) -> StageResult {
    StageResult { stage, outcome: StageOutcome::Passed, milliseconds: begun.elapsed().as_secs_f64() * 1e3 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_plant_without_a_value_fails_its_test() {
        let mut source = DemoSource::open(&Value::Object(Default::default())).unwrap();
        source.tags.clear();
        let report = source.test().await;
        let StageOutcome::Failed { failure } = &report.stages[1].outcome else { panic!("{report:?}") };
        assert_eq!((report.succeeded, failure.message.id.as_str()), (false, "demo-no-value"));
    }
}
