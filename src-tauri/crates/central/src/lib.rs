//! The central PostgreSQL as workstations and administrators meet it. The database itself authorizes, throttles, signs
//! and logs (`migrations/central`, docs/central.md); this crate connects over verified TLS, derives passwords with
//! Argon2id before anything leaves the workstation, calls the database's functions with bound parameters, and gives
//! every way it can fail a type of its own with a message and a remedy.
//!
//! Two doors: [`Administrator`] with a superuser's `DATABASE_URL` (migrate, provision, verify), and [`Link`] with a
//! tenant's LOGIN role (sign in, then act as that person).

mod action_log;
mod administrator;
mod certificate;
mod chain;
mod connect;
mod error;
mod failure;
mod feed;
mod finding;
mod identity;
mod link;
mod migrate;
mod operations;
mod people;
mod platform;
mod proof;
mod provision;
mod retention;
mod scram;
mod sealed;
mod sign_in;
mod smoke;
mod telemetry;
mod tls;
mod verify;
mod window;
mod workstations;

pub use action_log::{ActedBy, ActionFilter, LoggedAction};
pub use administrator::Administrator;
pub use certificate::presented_certificate;
pub use chain::{ChainPiece, ChainPlace, PIECE};
pub use connect::{Server, Stage, StageOutcome, Trust, staged_test};
pub use error::{CentralError, Result, SessionEnd};
pub use failure::at_first;
pub use feed::{Change, Column, Place, Selection, Snapshot, SnapshotRow};
pub use finding::Finding;
pub use identity::{Identity, Member, OwnTenant};
pub use link::{Greeting, Link};
pub use migrate::{Migrated, known_schema};
pub use operations::{Action, Operation, Outcome, PushReceipt};
pub use people::{NewPerson, OpenSession, PersonChange, TenantPerson};
pub use platform::{Setting, Tenant, TenantChange};
pub use proof::{Costs, generated_password, proof};
pub use provision::{NewTenant, Oversubscribed, PLATFORM_TENANT, Provisioned, RolePassword};
pub use retention::RemovedReadings;
pub use sealed::{PutSecret, Sealed, SealedFile, SealedSecret};
pub use sign_in::{DeviceSession, SignedIn};
pub use smoke::{SmokeTest, SmokeTestStep};
pub use telemetry::{HeldLease, Micros, Upload, Uploaded};
pub use verify::{ChainCheck, Verification};
pub use window::Window;
pub use workstations::{Workstation, WorkstationStatus};
