//! What a replica asks of the central database: PostgreSQL over a link, or a model of it in the simulation.

use crate::Result;
use async_trait::async_trait;
use central::{Change, Link, Operation, Place, PushReceipt, Selection, Snapshot};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Which database this is, at which point of its life. Another one after a restore from a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub system: String,
    pub timeline: i64,
    /// None before the tenant's first change.
    pub generation: Option<Uuid>,
    /// The newest number of the feed.
    pub seq: i64,
}

#[async_trait]
pub trait Server: Send + Sync {
    /// The version of the database, which may be older or newer than the one that this workstation knows.
    fn schema(&self) -> i32;
    async fn origin(&self) -> Result<Origin>;
    /// A receipt for each, in their order; at most 50.
    async fn push(&self, operations: &[Operation]) -> Result<Vec<PushReceipt>>;
    async fn changes(&self, selections: &[Selection], after: &Place, limit: i64) -> Result<Vec<Change>>;
    /// All that have come after a place, in no order.
    async fn changes_to_end(&self, selections: &[Selection], after: &Place) -> Result<Vec<Change>> {
        self.changes(selections, after, i64::MAX).await
    }
    /// Everything that the session may see, for a replica that has nothing yet.
    async fn snapshot(&self, selections: &[Selection]) -> Result<Snapshot>;
    async fn rows(&self, selection: &Selection, ids: &[Uuid]) -> Result<Vec<(Uuid, Map<String, Value>)>>;
}

#[async_trait]
impl Server for Link {
    fn schema(&self) -> i32 {
        self.greeting.schema
    }

    async fn origin(&self) -> Result<Origin> {
        let clock = self.poll().await?;
        Ok(Origin {
            system: self.greeting.system.clone(),
            timeline: self.greeting.timeline,
            generation: clock.map(|(_, generation)| generation),
            seq: clock.map_or(0, |(seq, _)| seq),
        })
    }

    async fn push(&self, operations: &[Operation]) -> Result<Vec<PushReceipt>> {
        Ok(Link::push(self, operations).await?)
    }

    async fn changes(&self, selections: &[Selection], after: &Place, limit: i64) -> Result<Vec<Change>> {
        Ok(Link::changes(self, selections, after, limit).await?)
    }

    async fn changes_to_end(&self, selections: &[Selection], after: &Place) -> Result<Vec<Change>> {
        Ok(Link::changes_to_end(self, selections, after).await?)
    }

    async fn snapshot(&self, selections: &[Selection]) -> Result<Snapshot> {
        Ok(Link::snapshot(self, selections).await?)
    }

    async fn rows(&self, selection: &Selection, ids: &[Uuid]) -> Result<Vec<(Uuid, Map<String, Value>)>> {
        Ok(Link::rows(self, selection, ids).await?)
    }
}
