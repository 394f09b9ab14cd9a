//! Integrations: configure, test, start and stop; browse their tags; trust their certificates.

use connectors::{Declaration, opcua::EndpointInfo};
use domain::{
    CertificateInfo, CertificateTrust, ConnectionState, ConnectorKind, Gap, Integration, IntegrationId, Message,
    Secret, Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectorList {
    /// The first is the one to offer first.
    pub connectors: Vec<Declaration>,
    /// UCUM codes to offer where a unit is asked for.
    pub common_units: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationCard {
    pub integration: Integration,
    pub connection: ConnectionState,
    /// Since when the connection is in that state.
    pub since: Timestamp,
    pub mapping_count: u32,
    pub active_mapping_count: u32,
    /// Mean over the last minute.
    pub readings_per_second: f64,
    /// Tags that can't be followed now.
    pub failed_tag_count: u32,
    #[ts(type = "number")]
    pub overflow_count: u64,
    #[ts(type = "number")]
    pub gap_count_24h: u64,
    /// Demo plant: its speed.
    pub speed: Option<f64>,
    /// Names of secret fields that the keychain holds; shown as `***`.
    pub secrets_set: Vec<String>,
}

#[derive(Debug, Deserialize, TS)]
pub struct IntegrationRef {
    pub id: IntegrationId,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveIntegration {
    /// Absent: a new one.
    #[ts(optional)]
    pub id: Option<IntegrationId>,
    pub connector: ConnectorKind,
    pub name: String,
    #[ts(type = "Record<string, unknown>")]
    pub config: serde_json::Value,
    /// Only those that were typed; `***` or absent keeps what the keychain has; empty removes it.
    #[serde(default)]
    #[ts(as = "Option<BTreeMap<String, String>>", optional)]
    pub secrets: BTreeMap<String, Secret>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetDemoSpeed {
    pub id: IntegrationId,
    /// 1 to 3600.
    pub speed: f64,
}

#[derive(Debug, Deserialize, TS)]
pub struct DiscoverEndpoints {
    pub url: String,
}

#[derive(Debug, Serialize, TS)]
pub struct Endpoints {
    pub endpoints: Vec<EndpointInfo>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct BrowseTags {
    pub integration_id: IntegrationId,
    /// Absent: the root.
    pub node: Option<String>,
    pub continuation: Option<String>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct SearchTags {
    pub integration_id: IntegrationId,
    pub node: Option<String>,
    pub text: String,
    /// At most 1000; default 200.
    pub limit: Option<u32>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ListEvents {
    pub integration_id: Option<IntegrationId>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventSeverity {
    Info,
    Warning,
    Error,
}

/// A line of an integration's own log.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationEvent {
    pub at: Timestamp,
    pub severity: EventSeverity,
    pub message: Message,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GapRow {
    pub gap: Gap,
    pub external_tag: String,
    pub asset_tag: String,
    pub metric_name: String,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ListGaps {
    pub integration_id: Option<IntegrationId>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CertificateRow {
    pub info: CertificateInfo,
    pub trust: CertificateTrust,
    pub is_expired: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Certificates {
    /// This workstation's own application certificate, to be trusted by the servers.
    pub own: CertificateInfo,
    pub own_pem: String,
    pub servers: Vec<CertificateRow>,
}

#[derive(Debug, Deserialize, TS)]
pub struct CertificateRef {
    /// SHA-1 thumbprint, as shown.
    pub thumbprint: String,
}
