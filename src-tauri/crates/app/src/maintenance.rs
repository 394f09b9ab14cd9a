//! A running integration of a maintenance system: orders that people have sent go there, each once and only once; what has
//! changed there becomes the history of the assets that stand for its objects; and its orders become work orders.

mod changes;
mod followed;
mod history;
mod outgoing;

use crate::{failures::OrFailure, plant::Plant};
use connectors::{
    SourceError, SourceEvent,
    maintenance::MaintenanceSystem,
    polling::{self, Ended, Outlet, Polled},
};
use domain::{Failure, Integration, IntegrationId, Message};
use sha2::{Digest, Sha256};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use store::integration_event::{self, IntegrationEvent, Severity};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// How soon an order that somebody sends goes out. Looking whether there is one asks nothing of the system.
const LOOK: Duration = Duration::from_secs(2);
/// A system that is away, or refuses us, is known as such so soon, however seldom it is asked for changes.
const ASK_AT_LEAST: Duration = Duration::from_secs(30);

pub(crate) async fn follow(
    plant: Arc<Plant>,
    integration: Integration,
    events: mpsc::Sender<SourceEvent>,
    cancel: CancellationToken,
) -> Result<(), Failure> {
    let context = plant.source_context(&integration)?;
    let system = connectors::registry::open_maintenance(integration.connector, &integration.config, &context)?;
    let follower =
        Follower { plant, integration, system, due: Instant::now(), asked: Instant::now(), looked: Default::default() };
    polling::follow(follower, events, cancel).await.map_err(|e| e.failure)
}

struct Follower {
    plant: Arc<Plant>,
    integration: Integration,
    system: Box<dyn MaintenanceSystem>,
    /// When it is asked for changes again.
    due: Instant,
    asked: Instant,
    looked: outgoing::Looked,
}

#[async_trait::async_trait]
impl Polled for Follower {
    type Link = ();

    fn interval(&self) -> Duration {
        LOOK
    }

    async fn connect(&mut self) -> Result<(), Ended> {
        Ok(self.system.greet().await?)
    }

    async fn round(&mut self, _: &mut (), _: &Outlet) -> Result<(), Ended> {
        outgoing::send(&self.plant, &self.integration, self.system.as_ref(), &mut self.looked).await?;
        if Instant::now() >= self.due {
            history::read(&self.plant, &self.integration, self.system.as_ref()).await?;
            followed::read(&self.plant, &self.integration, self.system.as_ref()).await?;
            self.due = Instant::now() + self.system.poll_interval();
            self.asked = Instant::now();
        } else if self.asked.elapsed() >= ASK_AT_LEAST {
            self.system.answers().await?;
            self.asked = Instant::now();
        }
        Ok(())
    }
}

/// The store did not take it: tried again.
fn unstored(failure: Failure) -> Ended {
    SourceError::transient(failure).into()
}

/// A line in the integration's own log.
fn log(plant: &Plant, integration: &Integration, severity: Severity, message: Message) -> Result<(), Ended> {
    let (integration_id, at) = (integration.id, plant.clock.now());
    let event = IntegrationEvent { integration_id, at, severity, message, detail: None };
    plant.store.write(|t| integration_event::append(t, &event)).or_failure().map_err(unstored)
}

/// The same for the same notification or order at every workstation and for ever, so that what is read again changes nothing.
fn id_of(integration: IntegrationId, of: &str) -> uuid::Uuid {
    let hash = Sha256::new().chain_update(integration.0.as_bytes()).chain_update(of).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
