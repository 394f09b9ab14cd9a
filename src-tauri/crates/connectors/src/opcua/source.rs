//! The OPC UA connector as a source of tags.

use super::{
    browse::{self, Browsing},
    config::OpcuaConfig,
    describe, failure, follow,
    history::{self, History},
    link::{Link, attribute_of, value_of},
    session::Plan,
    test, value,
};
use crate::{
    Backfill, BrowsePage, SourceContext, SourceError, SourceEvent, TagPreview, TagSource, TagSubscription, TestReport,
};
use async_trait::async_trait;
use domain::{Failure, RawValue, StatusCode as Status, Timestamp};
use opcua::types::{AttributeId, Error, NodeId, StatusCode};
use serde_json::Value;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::{Mutex, mpsc};
use tokio_util::sync::CancellationToken;

/// A session that a person browses with is given back when it has not been used for so long: servers allow few.
const IDLE: Duration = Duration::from_secs(30);

pub struct OpcuaSource {
    config: OpcuaConfig,
    desk: Arc<Mutex<Option<Desk>>>,
}

/// The link for what a person asks: browse, search, read.
struct Desk {
    link: Link,
    browsing: Browsing,
    used: Instant,
}

impl OpcuaSource {
    /// Reads the configuration; nothing is connected yet.
    pub fn open(config: &Value, context: SourceContext) -> Result<Self, Failure> {
        Ok(Self { config: OpcuaConfig::parse(config, context)?, desk: Arc::default() })
    }

    /// Takes the desk's link, or makes one. A link that breaks in use is dropped, so that the next call makes another.
    async fn desk(&self) -> Result<tokio::sync::OwnedMutexGuard<Option<Desk>>, SourceError> {
        let mut desk = self.desk.clone().lock_owned().await;
        if desk.as_ref().is_some_and(|d| d.link.wire.is_gone()) {
            *desk = None;
        }
        if desk.is_none() {
            let plan = Plan::discover(&self.config).await?;
            let link = Link::open(&plan).await?;
            *desk = Some(Desk { link, browsing: Browsing::default(), used: Instant::now() });
            tokio::spawn(close_when_idle(Arc::downgrade(&self.desk)));
        }
        if let Some(desk) = desk.as_mut() {
            desk.used = Instant::now();
        }
        Ok(desk)
    }

    fn node(&self, link: &Link, tag: Option<&str>) -> Result<NodeId, SourceError> {
        match tag {
            None => Ok(NodeId::objects_folder_id()),
            Some(tag) => {
                link.namespaces.node(tag).map_err(|s| SourceError::permanent(failure::tag(tag, Status(s.bits()))))
            }
        }
    }
}

/// Nobody looks any more: the server gets its session back at once, not when it times out.
impl Drop for OpcuaSource {
    fn drop(&mut self) {
        let desk = self.desk.clone();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Some(desk) = desk.lock().await.take() {
                    desk.link.close().await;
                }
            });
        }
    }
}

async fn close_when_idle(desk: std::sync::Weak<Mutex<Option<Desk>>>) {
    loop {
        tokio::time::sleep(IDLE / 3).await;
        let Some(desk) = desk.upgrade() else { return };
        let mut held = desk.lock().await;
        match held.take_if(|d| d.used.elapsed() >= IDLE || d.link.wire.is_gone()) {
            Some(idle) => {
                idle.link.close().await;
                return;
            }
            None if held.is_none() => return,
            None => {}
        }
    }
}

fn explain(e: &Error) -> SourceError {
    failure::from_error(e, None)
}

/// A link that failed for a reason of its own is not used again.
fn settled<T>(desk: &mut Option<Desk>, result: Result<T, Error>) -> Result<T, SourceError> {
    let result = result.map_err(|e| explain(&e));
    if result.as_ref().is_err_and(|e| !e.is_permanent()) {
        *desk = None;
    }
    result
}

fn lost() -> SourceError {
    failure::from_status(StatusCode::BadConnectionClosed, None)
}

#[async_trait]
impl TagSource for OpcuaSource {
    async fn test(&self) -> TestReport {
        test::test(&self.config).await
    }

    async fn browse(&self, node: Option<&str>, continuation: Option<&str>) -> Result<BrowsePage, SourceError> {
        let mut held = self.desk().await?;
        let desk = held.as_mut().ok_or_else(lost)?;
        let node = self.node(&desk.link, node)?;
        let page = browse::browse(&desk.link, &mut desk.browsing, &node, continuation).await;
        settled(&mut held, page)
    }

    async fn search(
        &self,
        node: Option<&str>,
        text: &str,
        limit: usize,
        cancel: CancellationToken,
    ) -> Result<BrowsePage, SourceError> {
        let mut held = self.desk().await?;
        let desk = held.as_mut().ok_or_else(lost)?;
        let node = self.node(&desk.link, node)?;
        let found = browse::search(&desk.link, &mut desk.browsing, &node, text, limit, &cancel).await;
        settled(&mut held, found)
    }

    async fn read(&self, tags: &[String]) -> Result<Vec<TagPreview>, SourceError> {
        let mut held = self.desk().await?;
        let previews = read(&held.as_ref().ok_or_else(lost)?.link, tags).await;
        settled(&mut held, previews)
    }

    async fn run(
        &self,
        tags: Vec<TagSubscription>,
        events: mpsc::Sender<SourceEvent>,
        cancel: CancellationToken,
    ) -> Result<(), SourceError> {
        follow::follow(&self.config, tags, events, cancel).await
    }

    async fn backfill(&self, tag: &TagSubscription, from: Timestamp, to: Timestamp) -> Result<Backfill, SourceError> {
        let mut held = self.desk().await?;
        let link = &held.as_ref().ok_or_else(lost)?.link;
        let node = self.node(link, Some(&tag.external_tag))?;
        let kept = backfill(link, tag, &node, from, to).await;
        settled(&mut held, kept)
    }
}

async fn backfill(
    link: &Link,
    tag: &TagSubscription,
    node: &NodeId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Backfill, Error> {
    if history::is_offered(link, std::slice::from_ref(node)).await? != [true] {
        return Ok(Backfill::NotOffered);
    }
    match history::read(link, tag.signal, node, from, to, usize::MAX).await? {
        History::Kept(kept) => Ok(Backfill::Complete(kept.readings)),
        History::NotOffered => Ok(Backfill::NotOffered),
    }
}

async fn read(link: &Link, tags: &[String]) -> Result<Vec<TagPreview>, Error> {
    let nodes: Vec<Result<NodeId, StatusCode>> = tags.iter().map(|tag| link.namespaces.node(tag)).collect();
    let known: Vec<NodeId> = nodes.iter().flatten().cloned().collect();
    let values = link.read(&known.iter().map(value_of).collect::<Vec<_>>()).await?;
    let named = link.read(&known.iter().map(|n| attribute_of(n, AttributeId::BrowseName)).collect::<Vec<_>>()).await?;
    let units = describe::units(link, &known).await?;
    let mut answers = values.into_iter().zip(named.into_iter().map(describe::browse_name)).zip(units);
    let preview = |(tag, node): (&String, Result<NodeId, StatusCode>)| {
        let (status, answer) = match node {
            Ok(_) => match answers.next() {
                Some(((value, name), unit)) => (value::status(&value), Some((value, (name, unit)))),
                None => (Status::BAD_NO_DATA, None),
            },
            Err(status) => (Status(status.bits()), None),
        };
        let (value, described) = answer.unzip();
        let (name, unit) = described.unwrap_or_default();
        let of = value.as_ref().and_then(|v| v.value.as_ref());
        TagPreview {
            external_tag: tag.clone(),
            name,
            value: value.as_ref().map_or(RawValue::Null, |_| value::raw_value(of)),
            status,
            source_time: value.as_ref().and_then(|v| value::time(v.source_timestamp.as_ref())),
            data_type: of.map(value::type_name),
            unit,
        }
    };
    Ok(tags.iter().zip(nodes).map(preview).collect())
}
