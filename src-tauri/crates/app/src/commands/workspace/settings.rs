//! The workspace's own values, which go before the settings file and the environment.

use super::{Nothing, Workspace, get_workspace};
use crate::{
    Caller,
    commands::checked::{checked_currency, checked_name, checked_time_zone},
    plant::Values,
};
use domain::Failure;
use serde::Deserialize;
use ts_rs::TS;

/// The workspace's own values, which go before the settings file and the environment.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveWorkspaceSettings {
    pub name: String,
    /// IANA name.
    pub time_zone: String,
    /// SAR, USD or EUR.
    pub currency: String,
    /// On: no external call is made and a connection test is simulated, and says so.
    pub demo_mode: bool,
}

pub async fn save_workspace_settings(
    caller: &Caller<'_>,
    request: SaveWorkspaceSettings,
) -> Result<Workspace, Failure> {
    checked_name(&request.name, "name")?;
    let values = Values {
        name: request.name.trim().to_owned(),
        time_zone: checked_time_zone(&request.time_zone)?,
        currency: checked_currency(&request.currency)?,
        demo_mode: request.demo_mode,
    };
    let plant = caller.plant()?;
    plant.save_values(&values)?;
    plant.supervisor.reconcile(&plant, None).await?;
    get_workspace(caller, Nothing {}).await
}
