//! A workstation's store as a replica of its tenant's working set. A round pushes what waits in the outbox, takes the
//! receipts, and pulls what has changed; each step is one local transaction, so that a kill anywhere leaves a state from
//! which the next round goes on.
//!
//! ```text
//! outbox -> push -> receipt -> history (and conflicts)        a receipt alone takes an operation out
//! feed -> pull -> rows, the waiting operations laid over them, and the place in the feed
//! ```

mod pace;
mod pull;
mod push;
mod server;
mod upload;

pub use pull::{Position, Pulled};
pub use push::Pushed;
pub use server::{Origin, Server};
pub use upload::{Fences, Forwarded, Uploader, time_to_drain};

use domain::{PersonId, Role, Timestamp};
use store::{Store, StoreError};
use thiserror::Error;
use uuid::Uuid;

#[derive(Debug, Error)]
pub enum SyncError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Central(#[from] central::CentralError),
    #[error("the central database answered with {0}")]
    Answer(String),
}

pub type Result<T> = std::result::Result<T, SyncError>;

/// Who syncs: a person's session on a workstation.
#[derive(Debug, Clone, Copy)]
pub struct Replica {
    pub person: PersonId,
    pub device: Uuid,
    /// What the person may see: more than who was here before means that what was passed over is read.
    pub role: Role,
}

/// What one round did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Round {
    pub pushed: Pushed,
    pub pulled: Pulled,
}

/// One round: what waits goes there, what has changed there comes here. A pull does not wait for a push that is blocked.
pub async fn round(store: &Store, server: &dyn Server, replica: Replica, now: Timestamp) -> Result<Round> {
    let origin = server.origin().await?;
    pull::recognize(store, &origin, now)?;
    let pushed = push::push(store, server, replica, now).await?;
    let pulled = pull::pull(store, server, replica.role, &origin).await?;
    Ok(Round { pushed, pulled })
}
