//! A PI Web API as a source of tags.

use super::{
    client::PiClient,
    config::PiConfig,
    follow::{self, Follower},
    model::StreamValue,
    points, test,
    value::valued,
};
use crate::{
    Backfill, BrowsePage, SourceContext, SourceError, SourceEvent, TagPreview, TagSource, TagSubscription, TestReport,
    opcua::unit, polling,
};
use async_trait::async_trait;
use domain::{Failure, RawValue, StatusCode, Timestamp};
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};
use tokio::sync::{OnceCell, mpsc};
use tokio_util::sync::CancellationToken;

pub struct PiSource {
    config: Arc<PiConfig>,
    /// For what a person asks; it keeps its connections for a while by itself.
    client: OnceCell<PiClient>,
}

impl PiSource {
    /// Reads the configuration; nothing is connected yet.
    pub fn open(config: &Value, context: &SourceContext) -> Result<Self, Failure> {
        Ok(Self { config: Arc::new(PiConfig::parse(config, context)?), client: OnceCell::new() })
    }

    async fn client(&self) -> Result<&PiClient, SourceError> {
        self.client.get_or_try_init(async || PiClient::new(self.config.clone())).await
    }
}

#[async_trait]
impl TagSource for PiSource {
    async fn test(&self) -> TestReport {
        test::test(&self.config).await
    }

    async fn browse(&self, node: Option<&str>, continuation: Option<&str>) -> Result<BrowsePage, SourceError> {
        points::browse(self.client().await?, node, continuation).await
    }

    async fn search(
        &self,
        _: Option<&str>,
        text: &str,
        limit: usize,
        cancel: CancellationToken,
    ) -> Result<BrowsePage, SourceError> {
        tokio::select! {
            found = points::search(self.client().await?, text, limit) => found,
            () = cancel.cancelled() => Ok(BrowsePage { nodes: Vec::new(), continuation: None, is_truncated: true }),
        }
    }

    async fn read(&self, tags: &[String]) -> Result<Vec<TagPreview>, SourceError> {
        let client = self.client().await?;
        let found = points::find(client, tags).await?;
        let ids: Vec<String> = found.iter().flatten().map(|p| p.web_id.clone()).collect();
        let told = points::values(client, &ids).await?;
        let values: HashMap<String, StreamValue> = told.into_iter().map(|s| (s.web_id.clone(), s)).collect();
        let preview = |(tag, point): (&String, &Result<_, Failure>)| {
            let point: Option<&super::model::Point> = point.as_ref().ok();
            let stream = point.and_then(|p| values.get(&p.web_id));
            let read = stream.and_then(|s| s.value.as_ref()).and_then(valued);
            TagPreview {
                external_tag: tag.clone(),
                name: None,
                value: read.as_ref().map_or(RawValue::Null, |v| v.value.clone()),
                status: read.as_ref().map_or(StatusCode::BAD_NO_DATA, |v| v.status),
                source_time: read.as_ref().map(|v| v.time),
                data_type: point.map(|p| p.point_type.clone()),
                unit: point.and_then(|p| unit::by_name(&p.engineering_units)),
            }
        };
        Ok(tags.iter().zip(&found).map(preview).collect())
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
        follow::backfill(self.client().await?, tag, from, to).await.map(Backfill::Complete)
    }
}
