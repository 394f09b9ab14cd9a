//! Who signs in, and how they like to read.

use crate::{PersonId, Role, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How one person likes to read. Kept with the person, so it follows them to another window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    /// `en` or `ar`
    pub language: String,
    /// `light`, `dark` or `auto`
    pub theme: String,
    /// `latn` or `arab`
    pub digits: String,
    /// `gregory` or `islamic-umalqura`
    pub calendar: String,
    /// `site`, `utc`, or an IANA name
    pub time_zone: String,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: "en".into(),
            theme: "auto".into(),
            digits: "latn".into(),
            calendar: "gregory".into(),
            time_zone: "site".into(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    pub id: PersonId,
    /// Lower case; unique in the workspace.
    pub email: String,
    pub display_name: String,
    pub role: Role,
    pub is_active: bool,
    pub last_sign_in_at: Option<Timestamp>,
    pub preferences: Preferences,
}
