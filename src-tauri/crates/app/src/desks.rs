//! Sources that people look at: one for each integration, kept while its configuration and secrets stay. Browsing page by
//! page, and a preview every two seconds, are then one session of the server and not one each: servers allow few. A source
//! gives its session back by itself when nobody looks for a while.

use crate::plant::Plant;
use connectors::TagSource;
use domain::{Failure, Integration, IntegrationId};
use parking_lot::Mutex;
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};

#[derive(Default)]
pub struct Desks(Mutex<HashMap<IntegrationId, Desk>>);

struct Desk {
    /// As it works, defaults filled in.
    config: Value,
    /// The plant's count of saved secrets when it was opened.
    secrets: u64,
    source: Arc<dyn TagSource>,
}

impl Desks {
    /// Nothing is connected by it.
    pub fn open(&self, plant: &Plant, integration: &Integration) -> Result<Arc<dyn TagSource>, Failure> {
        let (config, secrets) = (plant.config_in_force(integration)?, plant.secret_generation());
        let mut desks = self.0.lock();
        if let Some(desk) = desks.get(&integration.id)
            && desk.config == config
            && desk.secrets == secrets
        {
            return Ok(desk.source.clone());
        }
        let source = connectors::open(integration.connector, &config, plant.source_context(integration)?)?;
        desks.insert(integration.id, Desk { config, secrets, source: source.clone() });
        Ok(source)
    }

    pub fn close(&self, integration: IntegrationId) {
        self.0.lock().remove(&integration);
    }

    /// What they rest on is no longer trusted.
    pub fn close_all(&self) {
        self.0.lock().clear();
    }
}
