//! Oracle Maintenance as the application uses it.

use super::{
    assets, client::EamClient, config::EamConfig, orders, organization, resource::Resource, test, work_orders,
};
use crate::{
    Refused, SourceContext, SourceError, TestReport,
    maintenance::{Changes, Happening, MaintenanceSystem, NewOrder, ObjectPage, Order, Written},
};
use async_trait::async_trait;
use chrono::TimeDelta;
use domain::{Failure, ObjectKind, Timestamp, WorkOrderId};
use serde_json::Value;
use std::{sync::Arc, time::Duration};
use tokio::sync::OnceCell;

pub struct EamSystem {
    config: Arc<EamConfig>,
    /// Keeps its connections and its sign-in for a while by itself.
    client: OnceCell<EamClient>,
}

impl EamSystem {
    /// Reads the configuration; nothing is connected yet.
    pub fn open(config: &Value, context: &SourceContext) -> Result<Self, Failure> {
        Ok(Self { config: Arc::new(EamConfig::parse(config, context)?), client: OnceCell::new() })
    }

    async fn client(&self) -> Result<&EamClient, SourceError> {
        self.client.get_or_try_init(async || EamClient::new(self.config.clone())).await
    }
}

#[async_trait]
impl MaintenanceSystem for EamSystem {
    fn poll_interval(&self) -> Duration {
        self.config.poll_interval
    }

    fn history(&self) -> TimeDelta {
        self.config.history
    }

    /// What stands before Oracle gives up after some minutes; and a second order of one number Oracle refuses.
    fn settled_after(&self) -> TimeDelta {
        TimeDelta::minutes(10)
    }

    async fn test(&self) -> TestReport {
        test::test(&self.config).await
    }

    async fn greet(&self) -> Result<(), Refused> {
        self.client().await?.description(Resource::WorkOrders).await.map(|_| ())
    }

    async fn answers(&self) -> Result<(), Refused> {
        organization::find(self.client().await?).await.map(|_| ())
    }

    async fn objects(
        &self,
        _: ObjectKind,
        after: Option<&str>,
        text: Option<&str>,
        now: Timestamp,
    ) -> Result<ObjectPage, Refused> {
        assets::page(self.client().await?, after, text, now).await
    }

    async fn changed_since(&self, since: Timestamp, seen: Option<Timestamp>) -> Result<Changes<Happening>, Refused> {
        work_orders::changed_since(self.client().await?, since, seen).await
    }

    async fn orders_changed_since(&self, since: Timestamp, seen: Option<Timestamp>) -> Result<Changes<Order>, Refused> {
        orders::changed_since(self.client().await?, since, seen).await
    }

    async fn look_up(&self, numbers: &[String]) -> Result<Vec<Order>, Refused> {
        orders::look_up(self.client().await?, numbers).await
    }

    async fn find_order(&self, id: WorkOrderId) -> Result<Option<Order>, Refused> {
        orders::find(self.client().await?, id).await
    }

    async fn write_order(&self, new: &NewOrder) -> Written {
        match self.client().await {
            Ok(client) => orders::write(client, new).await,
            Err(e) => Written::Refused(e.into()),
        }
    }
}
