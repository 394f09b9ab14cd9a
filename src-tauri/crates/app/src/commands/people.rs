//! The people of the workspace and their roles.

use domain::{PersonId, Role, Secret};
use serde::Deserialize;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreatePerson {
    pub email: String,
    pub display_name: String,
    pub role: Role,
    /// At least 10 characters; the person can change it.
    pub password: Secret,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UpdatePerson {
    pub id: PersonId,
    pub display_name: String,
    pub role: Role,
    pub is_active: bool,
    /// Sets a new password.
    #[ts(optional, type = "string")]
    pub password: Option<Secret>,
}
