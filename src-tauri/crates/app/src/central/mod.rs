//! A central workspace: its people, sessions, settings, secrets and action log are the central database's; the window
//! reads and writes the local store all the same, so that a poor link is no special case.
//!
//! `address` is where the database is, `online` a person's session with it, `sign_in` the way in with the database,
//! `unlock` the way in without it and `inactive` who has lost that way, `watch` what is looked after in the background,
//! `enrolment` the workstation's own keys and `device` its own session, `replication` what goes there and comes back,
//! `leases` who runs which integration, `forwarding` the readings on their way, `taking_in` how a standalone workspace
//! becomes the tenant's, `sealing` the secrets that workstations share, `defaults` the settings of platform and tenant,
//! `upkeep` both of them in the background.

pub mod address;
pub mod defaults;
pub mod device;
pub mod enrolment;
pub mod forwarding;
pub mod inactive;
pub mod leases;
pub mod online;
pub mod replication;
pub mod sealing;
pub mod sign_in;
pub mod taking_in;
pub mod unlock;
pub mod upkeep;
pub mod watch;

pub use address::{CentralServer, Connection};
pub use online::{LinkGuard, LinkStanding, Online};

use crate::{failures::failure, plant::Plant};
use central::Link;
use domain::{ErrorCode, Failure, PersonId};
use parking_lot::{Mutex, RwLock};
use std::sync::{Arc, Weak};

/// Where the tenant's role password is kept (`Plant::keep_secret`).
pub const ROLE_PASSWORD: &str = "central-role-password";

/// What an open central workspace knows of its database. One a plant.
pub struct CentralState {
    connection: RwLock<Connection>,
    sessions: Mutex<Vec<Weak<Online>>>,
    workstation: RwLock<enrolment::Standing>,
    device: tokio::sync::Mutex<Option<device::DeviceLink>>,
    replicated: RwLock<replication::Standing>,
    upkeep: upkeep::Upkeep,
    pub leases: leases::Leases,
    pub forwarding: forwarding::Forwarding,
}

impl CentralState {
    pub fn new(connection: Connection) -> Self {
        Self {
            connection: RwLock::new(connection),
            sessions: Mutex::default(),
            workstation: RwLock::new(enrolment::Standing::Unknown),
            device: tokio::sync::Mutex::default(),
            replicated: RwLock::default(),
            upkeep: upkeep::Upkeep::default(),
            leases: leases::Leases::default(),
            forwarding: forwarding::Forwarding::default(),
        }
    }

    pub fn connection(&self) -> Connection {
        self.connection.read().clone()
    }

    pub(crate) fn set_connection(&self, connection: Connection) {
        *self.connection.write() = connection;
    }

    pub fn workstation(&self) -> enrolment::Standing {
        *self.workstation.read()
    }

    pub(crate) fn set_workstation(&self, standing: enrolment::Standing) {
        *self.workstation.write() = standing;
    }

    /// How far the replica is.
    pub fn replicated(&self) -> replication::Standing {
        self.replicated.read().clone()
    }

    fn enter(&self, online: &Arc<Online>) {
        let mut sessions = self.sessions.lock();
        sessions.retain(|s| s.strong_count() > 0);
        sessions.push(Arc::downgrade(online));
    }

    /// Of everybody who is signed in at a door of this process.
    pub fn sessions(&self) -> Vec<Arc<Online>> {
        self.sessions.lock().iter().filter_map(Weak::upgrade).collect()
    }
}

/// A connection with the tenant's LOGIN role; nobody is signed in on it.
pub async fn connect(plant: &Plant) -> Result<Link, Failure> {
    let (server, role, password) = way(plant)?;
    Link::connect(&server, &role, &password).await.map_err(Failure::from)
}

/// Server, role and role password of a central workspace.
pub(crate) fn way(plant: &Plant) -> Result<(central::Server, String, domain::Secret), Failure> {
    let connection = state(plant)?.connection();
    let password = plant
        .find_secret(ROLE_PASSWORD)?
        .ok_or_else(|| failure(ErrorCode::Unavailable, "central-role-password-missing"))?;
    Ok((connection.server.checked()?, connection.role, password))
}

/// `workspace-is-standalone` where there is no central database.
pub fn state(plant: &Plant) -> Result<&Arc<CentralState>, Failure> {
    plant.central.as_ref().ok_or_else(|| failure(ErrorCode::Conflict, "workspace-is-standalone"))
}

/// Name of a person's token among the secrets.
pub(crate) fn token_name(person: PersonId) -> String {
    format!("central-token:{person}")
}
