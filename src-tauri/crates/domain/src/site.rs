//! A plant or station. Its time zone is the one in which its people read times.

use crate::SiteId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Site {
    pub id: SiteId,
    /// Short and unique: `RTP`.
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    /// IANA name: `Asia/Riyadh`.
    pub time_zone: String,
    /// Degrees, WGS 84.
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}
