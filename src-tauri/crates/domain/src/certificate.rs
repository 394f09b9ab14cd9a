//! What a person must see of a certificate before trusting it, and whether it is trusted (OPC UA Part 12, 7.8).

use crate::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CertificateTrust {
    /// Seen, set aside, and waiting for a person.
    Quarantined,
    Trusted,
    Rejected,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CertificateInfo {
    /// SHA-1 of the DER bytes, upper-case hex in pairs parted by colons: how OPC UA names a certificate.
    pub thumbprint: String,
    /// SHA-256 of the DER bytes, the same form.
    pub sha256: String,
    /// `CN=..., O=...`
    pub subject: String,
    pub issuer: String,
    /// Application URI from the subject's alternative names.
    pub application_uri: Option<String>,
    /// Host names and addresses from the subject's alternative names.
    pub host_names: Vec<String>,
    pub valid_from: Timestamp,
    pub valid_to: Timestamp,
    /// `RSA 2048`
    pub key: String,
    pub signature_algorithm: String,
    /// Hex.
    pub serial: String,
    pub is_self_signed: bool,
}
