//! A connection test, stage by stage: each is named, timed, and if it fails says why and what to do.

use domain::{CertificateInfo, Failure};
use serde::Serialize;
use ts_rs::TS;

/// Stages in their order. A connector uses those that it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The configuration itself is whole.
    Configuration,
    /// Name to address.
    Resolve,
    /// TCP.
    Connect,
    /// OPC UA: endpoints of the server; one with the wanted policy and mode.
    Discover,
    /// The server's certificate is valid, for this host, and trusted by a person.
    Certificate,
    /// Secure channel (or TLS).
    SecureChannel,
    /// Session with the given user.
    Authenticate,
    /// That user may read what is wanted.
    Authorize,
    /// One value was read.
    Read,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum StageOutcome {
    Passed,
    /// Went on, but a person should know (password over an unencrypted channel, certificate expires soon).
    Warned {
        warning: Failure,
    },
    Failed {
        failure: Failure,
    },
    /// Not reached.
    Skipped,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StageResult {
    pub stage: Stage,
    #[serde(flatten)]
    pub outcome: StageOutcome,
    pub milliseconds: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TestReport {
    pub stages: Vec<StageResult>,
    pub succeeded: bool,
    /// True for the demo plant: said wherever the result is shown.
    pub is_simulated: bool,
    /// The server's certificate where one was seen, so that the person can decide.
    pub server_certificate: Option<CertificateInfo>,
}
