//! The workspace itself: first run, opening, sign-in, lock and unlock, how a person likes to read.

mod central;
mod first_run;
mod session;
mod settings;
mod several;
mod state;
mod taking_in;

pub use central::*;
pub use first_run::*;
pub use session::*;
pub use settings::*;
pub use several::*;
pub use state::*;
pub use taking_in::*;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A request without content: `{}`.
#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
pub struct Nothing {}

/// An answer without content: `{}`.
#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
pub struct Done {}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceKind {
    /// Filled with the plant simulator; one person per role; everything simulated is labelled.
    Demo,
    /// Nothing but its first administrator.
    Empty,
    /// A workstation of a tenant: people, sessions, settings and secrets are the central database's.
    Central,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeychainState {
    Available,
    /// There is none (no Secret Service): a passphrase is asked for instead, and the person is told.
    Missing,
    /// There is one, but it is locked: unlock it, or choose a passphrase.
    Locked,
}

/// A damaged store was found at opening; what could be read was carried into a new one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryNotice {
    /// File name under which the damaged store was set aside.
    pub set_aside: String,
    /// Null where that can't be read any more.
    #[ts(type = "number | null")]
    pub rows_salvaged: Option<u64>,
    /// Tables of which some part could not be read.
    pub incomplete_tables: Vec<String>,
}
