//! A configured connection to a plant system, its state, and the gaps it leaves.

use crate::{IntegrationId, Message, SignalNo, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConnectorKind {
    Demo,
    Opcua,
    OracleEam,
    Pi,
    Sap,
    Sql,
}

impl ConnectorKind {
    pub const ALL: [Self; 6] = [Self::Demo, Self::Opcua, Self::OracleEam, Self::Pi, Self::Sap, Self::Sql];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Opcua => "opcua",
            Self::OracleEam => "oracle_eam",
            Self::Pi => "pi",
            Self::Sap => "sap",
            Self::Sql => "sql",
        }
    }

    /// True where a value that stays the same is not sent again: silence over a living connection is no staleness.
    pub fn reports_changes_only(self) -> bool {
        match self {
            // An archive keeps what has changed.
            Self::Opcua | Self::Pi => true,
            Self::Demo | Self::OracleEam | Self::Sap | Self::Sql => false,
        }
    }

    /// True for sources of tags; a maintenance system has none.
    pub fn has_tags(self) -> bool {
        match self {
            Self::Demo | Self::Opcua | Self::Pi | Self::Sql => true,
            Self::OracleEam | Self::Sap => false,
        }
    }

    /// True for systems of the plant's offices: absent and refused where `EXTERNAL_DB_ENABLE` is off.
    pub fn is_external_database(self) -> bool {
        match self {
            Self::OracleEam | Self::Sap | Self::Sql => true,
            Self::Demo | Self::Opcua | Self::Pi => false,
        }
    }
}

impl std::str::FromStr for ConnectorKind {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|v| v.as_str() == s).ok_or_else(|| format!("no such connector: {s}"))
    }
}

/// What a person asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IntegrationStatus {
    Inactive,
    Active,
}

impl IntegrationStatus {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inactive => "inactive",
            Self::Active => "active",
        }
    }
}

impl std::str::FromStr for IntegrationStatus {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        [Self::Inactive, Self::Active]
            .into_iter()
            .find(|v| v.as_str() == s)
            .ok_or_else(|| format!("no such status: {s}"))
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Integration {
    pub id: IntegrationId,
    pub connector: ConnectorKind,
    pub name: String,
    /// As its connector declares it, without secrets: those are in the keychain.
    #[ts(type = "Record<string, unknown>")]
    pub config: serde_json::Value,
    pub status: IntegrationStatus,
    /// When a reading last arrived.
    pub last_sync_at: Option<Timestamp>,
    pub last_error: Option<Message>,
}

/// What the connection is doing now. Not stored: it is the supervisor's word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum ConnectionState {
    Stopped,
    Connecting {
        attempt: u32,
    },
    /// Connected and subscribed; data is expected.
    Streaming,
    /// Was streaming; the link broke or went silent. The next attempt is at `retry_at`.
    Reconnecting {
        attempt: u32,
        cause: Message,
        retry_at: Timestamp,
    },
    /// Will not try again until a person changes something (wrong password, certificate not trusted, ...).
    Failed {
        cause: Message,
        remedy: Message,
    },
    /// Another process of this machine (window, command line, collector) collects for this workspace.
    Elsewhere,
    /// Another workstation of the tenant collects: the one that holds the lease. None: this one may hold none, since it is
    /// not enrolled, or has not been told yet.
    Standby {
        holder: Option<String>,
    },
}

/// Why readings are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GapReason {
    /// The link to the source broke or went silent.
    ConnectionLost,
    /// The server dropped queued values (overflow bit).
    QueueOverflow,
    /// Notifications were lost and could not be republished.
    NotificationsLost,
    /// Nobody collected: the integration was stopped, or no OPTRIA process ran.
    NotCollecting,
    /// The local store could not take readings (full disk) and the buffer's end was reached.
    StoreUnavailable,
}

impl GapReason {
    pub const ALL: [Self; 5] = [
        Self::ConnectionLost,
        Self::QueueOverflow,
        Self::NotificationsLost,
        Self::NotCollecting,
        Self::StoreUnavailable,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::ConnectionLost => "connection_lost",
            Self::QueueOverflow => "queue_overflow",
            Self::NotificationsLost => "notifications_lost",
            Self::NotCollecting => "not_collecting",
            Self::StoreUnavailable => "store_unavailable",
        }
    }
}

impl std::str::FromStr for GapReason {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|v| v.as_str() == s).ok_or_else(|| format!("no such reason: {s}"))
    }
}

/// Between the two times, both exclusive, readings of the signal are known to be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Gap {
    pub signal: SignalNo,
    /// Source time of the last reading before it.
    pub from: Timestamp,
    /// Source time of the first reading after it.
    pub to: Timestamp,
    pub reason: GapReason,
}
