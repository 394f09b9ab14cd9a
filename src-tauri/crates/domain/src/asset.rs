//! Equipment in the ISA-95 hierarchy of a site.

use crate::{AssetId, Criticality, Family, SiteId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AssetStatus {
    InService,
    Standby,
    OutOfService,
    Retired,
}

impl AssetStatus {
    pub const ALL: [Self; 4] = [Self::InService, Self::Standby, Self::OutOfService, Self::Retired];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::InService => "in_service",
            Self::Standby => "standby",
            Self::OutOfService => "out_of_service",
            Self::Retired => "retired",
        }
    }
}

impl std::str::FromStr for AssetStatus {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|v| v.as_str() == s).ok_or_else(|| format!("no such asset status: {s}"))
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Asset {
    pub id: AssetId,
    pub site_id: SiteId,
    /// The equipment it is part of, if any; of the same site.
    pub parent_id: Option<AssetId>,
    /// The plant's own tag: `P-101A`. Unique within its site.
    pub tag_code: String,
    pub name_en: String,
    pub name_ar: String,
    pub family: Family,
    pub criticality: Criticality,
    pub status: AssetStatus,
    pub installed_on: Option<NaiveDate>,
}
