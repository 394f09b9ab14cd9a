//! A database as a source of tags.

use super::{
    config::SqlConfig,
    follow::{self, Follower},
    latest,
    relation::Span,
    session::Session,
    tags, test,
};
use crate::{
    Backfill, BrowsePage, SourceContext, SourceError, SourceEvent, TagPreview, TagSource, TagSubscription, TestReport,
    polling,
};
use async_trait::async_trait;
use chrono::TimeDelta;
use domain::{Failure, Timestamp};
use serde_json::Value;
use std::{
    sync::{Arc, Weak},
    time::{Duration, Instant},
};
use tokio::sync::{Mutex, OwnedMutexGuard, mpsc};
use tokio_util::sync::CancellationToken;

/// A connection that a person browses with is given back when it has not been used for so long: databases allow few.
const IDLE: Duration = Duration::from_secs(30);
/// What a query that looks at a time only is asked for, where a person looks for tags.
const LOOK_BACK: TimeDelta = TimeDelta::days(31);

pub struct SqlSource {
    config: Arc<SqlConfig>,
    desk: Arc<Mutex<Option<Desk>>>,
}

/// The connection for what a person asks: browse, search, read.
struct Desk {
    session: Session,
    used: Instant,
}

impl SqlSource {
    /// Reads the configuration; nothing is connected yet.
    pub fn open(config: &Value, context: &SourceContext) -> Result<Self, Failure> {
        Ok(Self { config: Arc::new(SqlConfig::parse(config, context)?), desk: Arc::default() })
    }

    /// Takes the desk's connection, or makes one.
    async fn desk(&self) -> Result<OwnedMutexGuard<Option<Desk>>, SourceError> {
        let mut desk = self.desk.clone().lock_owned().await;
        if desk.as_ref().is_none_or(|d| d.session.is_gone()) {
            *desk = Some(Desk { session: Session::open(&self.config).await?, used: Instant::now() });
            tokio::spawn(close_when_idle(Arc::downgrade(&self.desk)));
        }
        Ok(desk)
    }

    /// Asks over the desk's connection. One that failed for a reason of its own is not used again.
    async fn ask<T>(&self, work: impl AsyncFnOnce(&mut Session) -> Result<T, SourceError>) -> Result<T, SourceError> {
        let mut held = self.desk().await?;
        let Some(desk) = held.as_mut() else { return Err(crate::net::failure::connection_lost("no connection")) };
        desk.used = Instant::now();
        let answer = work(&mut desk.session).await;
        if answer.as_ref().is_err_and(|e| !e.is_permanent()) {
            *held = None;
        }
        answer
    }

    fn looked_at(&self) -> Span {
        let now = chrono::Utc::now();
        Span { after: now - LOOK_BACK, until: now + follow::MOST_AHEAD }
    }
}

async fn close_when_idle(desk: Weak<Mutex<Option<Desk>>>) {
    loop {
        tokio::time::sleep(IDLE / 3).await;
        let Some(desk) = desk.upgrade() else { return };
        let mut held = desk.lock().await;
        if held.take_if(|d| d.used.elapsed() >= IDLE || d.session.is_gone()).is_some() || held.is_none() {
            return;
        }
    }
}

#[async_trait]
impl TagSource for SqlSource {
    async fn test(&self) -> TestReport {
        test::test(&self.config).await
    }

    async fn browse(&self, _: Option<&str>, continuation: Option<&str>) -> Result<BrowsePage, SourceError> {
        self.ask(async |session| tags::browse(session, &self.config, self.looked_at(), continuation).await).await
    }

    async fn search(
        &self,
        _: Option<&str>,
        text: &str,
        limit: usize,
        cancel: CancellationToken,
    ) -> Result<BrowsePage, SourceError> {
        let found = self.ask(async |s| tags::search(s, &self.config, self.looked_at(), text, limit).await);
        tokio::select! {
            found = found => found,
            () = cancel.cancelled() => Ok(BrowsePage { nodes: Vec::new(), continuation: None, is_truncated: true }),
        }
    }

    async fn read(&self, tags: &[String]) -> Result<Vec<TagPreview>, SourceError> {
        self.ask(async |session| latest::read(session, &self.config, self.looked_at(), tags).await).await
    }

    async fn run(
        &self,
        tags: Vec<TagSubscription>,
        events: mpsc::Sender<SourceEvent>,
        cancel: CancellationToken,
    ) -> Result<(), SourceError> {
        polling::follow(Follower::new(self.config.clone(), tags), events, cancel).await
    }

    async fn backfill(&self, tag: &TagSubscription, from: Timestamp, to: Timestamp) -> Result<Backfill, SourceError> {
        self.ask(async |session| follow::backfill(session, &self.config, tag, from, to).await).await
    }
}
