//! The one trait that every source of tags has, and what it tells while it runs.

use crate::{BrowsePage, TestReport};
use async_trait::async_trait;
use domain::{ConnectionState, Failure, Gap, RawReading, RawValue, Secret, SignalNo, StatusCode, Timestamp};
use serde::Serialize;
use std::{collections::BTreeMap, path::PathBuf};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use ts_rs::TS;

/// What a source fails with: always a [`Failure`] a person can act on. `permanent` tells a retry loop to stop.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceError {
    pub failure: Failure,
    pub permanent: bool,
}

impl SourceError {
    pub fn transient(failure: Failure) -> Self {
        Self { failure, permanent: false }
    }
    pub fn permanent(failure: Failure) -> Self {
        Self { failure, permanent: true }
    }
    pub fn is_permanent(&self) -> bool {
        self.permanent
    }
}

impl std::fmt::Display for SourceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.failure.fmt(f)
    }
}
impl std::error::Error for SourceError {}

/// What a source is opened with, beside its configuration.
#[derive(Debug, Clone)]
pub struct SourceContext {
    /// Secret fields of the declaration by field name (from the keychain).
    pub secrets: BTreeMap<String, Secret>,
    /// A folder of this workspace for what the connector keeps (certificates). Not for secrets but the private key (0600).
    pub folder: PathBuf,
}

impl SourceContext {
    /// Empty where there is none.
    pub(crate) fn secret(&self, name: &str) -> Secret {
        self.secrets.get(name).cloned().unwrap_or_else(|| Secret::new(""))
    }
}

/// One tag to be followed.
#[derive(Debug, Clone, PartialEq)]
pub struct TagSubscription {
    pub signal: SignalNo,
    pub external_tag: String,
    /// `None`: the integration's default.
    pub sampling_interval_ms: Option<u32>,
    /// Absolute, in raw units.
    pub deadband: Option<f64>,
    /// Source time of the newest reading already stored. What lies between it and the first live value is backfilled
    /// from the source's history, or marked as a gap. `None`: never collected before.
    pub resume_after: Option<Timestamp>,
    /// Nothing was collected yet, and `resume_after` is how far back the source's history is wanted: where it has none,
    /// nothing is missing, so no gap is marked.
    pub is_first: bool,
}

/// What a running source says.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceEvent {
    State(ConnectionState),
    /// In order of source time per signal, live or backfilled. Repeats of (signal, source time) may occur after a
    /// reconnect; the store keeps each once. What a source learns late (a row written behind newer ones, or corrected)
    /// comes when it is learned.
    Readings(Vec<RawReading>),
    Gap(Gap),
    /// The server dropped values of this signal's queue (the gap follows); shown on the integration's page.
    Overflow(SignalNo),
    /// This tag can't be followed (does not exist, no right to read, not a variable); the others go on.
    TagFailed {
        signal: SignalNo,
        status: StatusCode,
        failure: Failure,
    },
    /// The tag is followed (again).
    TagFollowed(SignalNo),
}

/// The bounded channel between a source and the pipeline. A full channel makes the source wait: that is back-pressure.
pub fn event_channel() -> (mpsc::Sender<SourceEvent>, mpsc::Receiver<SourceEvent>) {
    mpsc::channel(256)
}

/// What one backfill brought.
#[derive(Debug, Clone, PartialEq)]
pub enum Backfill {
    /// All that the source has between the two times, oldest first.
    Complete(Vec<RawReading>),
    /// The source keeps no history of this tag.
    NotOffered,
}

/// A tag's value now, for the preview before mapping.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagPreview {
    pub external_tag: String,
    /// What the source calls it where the tag is not its name (OPC UA: BrowseName).
    pub name: Option<String>,
    pub value: RawValue,
    pub status: StatusCode,
    pub source_time: Option<Timestamp>,
    /// Name of the source's data type (`Double`).
    pub data_type: Option<String>,
    /// UCUM code where the source tells its engineering unit and it is known.
    pub unit: Option<String>,
}

#[async_trait]
pub trait TagSource: Send + Sync {
    /// Goes through the stages of a connection one by one, each timed; stops at the first that fails.
    async fn test(&self) -> TestReport;

    /// The children of `node` (`None`: the root), a page at a time; `continuation` from the page before.
    async fn browse(&self, node: Option<&str>, continuation: Option<&str>) -> Result<BrowsePage, SourceError>;

    /// Variables below `node` (`None`: the root) whose name or tag contains `text` (folded); stops at `limit` or on `cancel`.
    async fn search(
        &self,
        node: Option<&str>,
        text: &str,
        limit: usize,
        cancel: CancellationToken,
    ) -> Result<BrowsePage, SourceError>;

    /// The values of the tags now, in the order asked. A tag that can't be read has a bad status, not an error.
    async fn read(&self, tags: &[String]) -> Result<Vec<TagPreview>, SourceError>;

    /// Follows the tags until cancelled, reconnecting by itself. Returns `Ok` on cancel, `Err` only where no retry
    /// can help (wrong password, untrusted certificate); every state in between is told through `events`.
    async fn run(
        &self,
        tags: Vec<TagSubscription>,
        events: mpsc::Sender<SourceEvent>,
        cancel: CancellationToken,
    ) -> Result<(), SourceError>;

    /// What the source's history has of a tag between two source times (both exclusive).
    async fn backfill(&self, tag: &TagSubscription, from: Timestamp, to: Timestamp) -> Result<Backfill, SourceError>;
}
