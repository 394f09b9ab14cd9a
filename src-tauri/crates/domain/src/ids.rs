//! Identifiers: newtypes over UUIDv7, so that an asset's id can't be passed where a site's is meant.
//! New ids are made by the edge (app), which owns clock and randomness; here they are only parsed and shown.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl $name {
            /// A fresh id; its leading bits are the time at which it was made.
            #[allow(clippy::new_without_default)]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(s).map(Self)
            }
        }
    )*};
}

ids! {
    SiteId,
    AssetId,
    AssetEventId,
    MetricId,
    IntegrationId,
    MappingId,
    PersonId,
    ScoreId,
    RunId,
    RecommendationId,
    WorkOrderId,
    EngineerId,
    ResourceId,
    ParallelGroupId,
}

/// The local, dense number of a signal: what telemetry tables are keyed by. One per mapping, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct SignalNo(pub i64);
