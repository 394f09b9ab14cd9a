//! Settings with a platform's default and a tenant's own value: what is in force and where it comes from. Shown from what
//! this workstation has kept where the central database is out of reach.

use super::workspace::Nothing;
use crate::{
    Caller,
    central::{
        LinkGuard, LinkStanding, Online,
        defaults::{self, Kept, Known},
    },
    failures::failure,
};
use connectors::{FieldKind, declaration::Origin};
use domain::{ConnectorKind, ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettingRow {
    /// `offline_grace_days`, or `opcua.user_name`: what stands in for the empty field of an integration.
    pub key: String,
    /// Whose field it is, where it is one.
    pub connector: Option<ConnectorKind>,
    pub field: Option<String>,
    #[serde(flatten)]
    pub kind: FieldKind,
    /// In force; null where nothing is set anywhere.
    #[ts(type = "unknown")]
    pub value: Value,
    pub origin: Origin,
    /// The platform's default, where it has one: in force again once the tenant's own value is taken back.
    #[ts(type = "unknown")]
    pub platform_value: Option<Value>,
    /// In force without both: this workstation's environment, or built in.
    #[ts(type = "unknown")]
    pub built_in: Value,
}

#[derive(Debug, Deserialize, TS)]
pub struct SetSetting {
    pub key: String,
    /// Null takes it back.
    #[ts(type = "unknown")]
    pub value: Value,
}

pub async fn list_settings(caller: &Caller<'_>, _: Nothing) -> Result<Vec<SettingRow>, Failure> {
    let plant = caller.plant()?;
    if plant.central.is_some()
        && let Ok(online) = caller.central()
        && matches!(online.standing().0, LinkStanding::Online)
        && let Ok(asked) = present(caller, &online).await
    {
        return Ok(rows(caller, &asked));
    }
    Ok(rows(caller, &Kept::read(&plant)?))
}

pub async fn set_setting(caller: &Caller<'_>, request: SetSetting) -> Result<Vec<SettingRow>, Failure> {
    let (online, value) = (caller.central()?, checked(&request)?);
    let link = online.link().await?;
    online.told(link.set_setting(&request.key, value.as_ref()).await)?;
    Ok(rows(caller, &present(caller, &online).await?))
}

pub async fn set_platform_default(caller: &Caller<'_>, request: SetSetting) -> Result<Vec<SettingRow>, Failure> {
    let (online, value) = (caller.central()?, checked(&request)?);
    let link = online.link().await?;
    online.told(link.set_platform_default(&request.key, value.as_ref()).await)?;
    Ok(rows(caller, &present(caller, &online).await?))
}

/// As the database has them at this moment; those of the workspace's own tenant are kept and come into force.
async fn present(caller: &Caller<'_>, online: &Online) -> Result<Kept, Failure> {
    let link: LinkGuard = online.link().await?;
    defaults::bring(&caller.plant()?, online, &link).await
}

/// `None` takes the setting back.
fn checked(request: &SetSetting) -> Result<Option<Value>, Failure> {
    let known = defaults::find(&request.key).ok_or_else(|| failure(ErrorCode::NotFound, "setting-unknown"))?;
    if request.value.is_null() {
        return Ok(None);
    }
    match known.problem_with(&request.value) {
        Some(problem) => Err(Failure::new(ErrorCode::Invalid, problem.with("field", request.key.as_str()))),
        None => Ok(Some(known.normalized(&request.value))),
    }
}

fn rows(caller: &Caller<'_>, kept: &Kept) -> Vec<SettingRow> {
    let environment = defaults::environment(&caller.app.settings);
    let row = |known: &Known| {
        let found = defaults::in_force(known, &environment, kept);
        SettingRow {
            key: known.key.clone(),
            connector: known.connector,
            field: known.field.clone(),
            kind: known.kind.clone(),
            value: found.value,
            origin: found.origin,
            platform_value: found.platform,
            built_in: found.below,
        }
    };
    defaults::known().iter().map(row).collect()
}
