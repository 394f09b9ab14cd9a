//! An SAP system as the application uses it.

use super::{
    client::SapClient,
    config::SapConfig,
    notifications::{self, Changes},
    objects::{self, ObjectPage},
    orders::{self, NewOrder, Order, Written},
    service::Service,
    test,
};
use crate::{Refused, SourceContext, SourceError, TestReport};
use chrono::TimeDelta;
use domain::{Failure, ObjectKind, Timestamp, WorkOrderId};
use serde_json::Value;
use std::{sync::Arc, time::Duration};
use tokio::sync::OnceCell;

pub struct SapSystem {
    config: Arc<SapConfig>,
    /// Keeps its connections and its sign-in for a while by itself.
    client: OnceCell<SapClient>,
}

impl SapSystem {
    /// Reads the configuration; nothing is connected yet.
    pub fn open(config: &Value, context: &SourceContext) -> Result<Self, Failure> {
        Ok(Self { config: Arc::new(SapConfig::parse(config, context)?), client: OnceCell::new() })
    }

    async fn client(&self) -> Result<&SapClient, SourceError> {
        self.client.get_or_try_init(async || SapClient::new(self.config.clone())).await
    }

    /// Goes through the stages of a connection one by one, each timed; stops at the first that fails.
    pub async fn test(&self) -> TestReport {
        test::test(&self.config).await
    }

    /// Signs in, and finds the service for notifications.
    pub async fn greet(&self) -> Result<(), Refused> {
        self.client().await?.metadata(Service::Notification).await.map(|_| ())
    }

    /// How often it is asked for what has changed.
    pub fn poll_interval(&self) -> Duration {
        self.config.poll_interval
    }

    /// How far back notifications are wanted when they are read for the first time.
    pub fn history(&self) -> TimeDelta {
        self.config.history
    }

    /// Equipment or functional locations after a number, in the order of numbers; `text`: whose name contains it.
    pub async fn objects(
        &self,
        kind: ObjectKind,
        after: Option<&str>,
        text: Option<&str>,
        now: Timestamp,
    ) -> Result<ObjectPage, Refused> {
        objects::page(self.client().await?, kind, after, text, now).await
    }

    /// Notifications that were changed at this time or later, oldest change first, as many as one page has.
    pub async fn changed_since(&self, since: Timestamp) -> Result<Changes, Refused> {
        notifications::changed_since(self.client().await?, since).await
    }

    /// The order that carries the work order's key, if there is one.
    pub async fn find_order(&self, id: WorkOrderId) -> Result<Option<Order>, Refused> {
        orders::find(self.client().await?, id).await
    }

    /// Looks for the order by its key, and writes it where there is none.
    pub async fn write_order(&self, new: &NewOrder) -> Written {
        match self.client().await {
            Ok(client) => orders::write(client, new).await,
            Err(e) => Written::Refused(e.into()),
        }
    }
}
