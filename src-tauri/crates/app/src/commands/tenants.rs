//! What a platform owner does with tenants. Making one is done with the database administrator's credential, by
//! `optria central create-tenant`; here they are seen, edited, disabled, and opened one at a time with a reason.

use super::{
    checked::{checked_currency, checked_line, checked_name, checked_time_zone},
    paging::{SearchPage, shown},
    workspace::{Done, Nothing, Workspace, get_workspace},
};
use crate::{
    Caller,
    central::{LinkGuard, Online, online::OpenedTenant, sign_in},
    failures::{failure, invalid},
};
use central::{PLATFORM_TENANT, Tenant, TenantChange};
use domain::{ErrorCode, Failure, Page, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TenantRow {
    #[ts(type = "string")]
    pub id: Uuid,
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    pub currency: String,
    /// IANA name.
    pub time_zone: String,
    pub is_active: bool,
    pub created_at: Timestamp,
    /// To be sent with a change: one that was made meanwhile by somebody else is not overwritten.
    #[ts(type = "number")]
    pub version: i64,
    /// From this window.
    pub is_opened: bool,
    /// The platform's own, which is neither opened nor disabled.
    pub is_platform: bool,
}

/// What is absent stays as it is.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct UpdateTenant {
    #[ts(type = "string")]
    pub id: Uuid,
    #[ts(type = "number")]
    pub version: i64,
    pub name_en: Option<String>,
    pub name_ar: Option<String>,
    pub currency: Option<String>,
    pub time_zone: Option<String>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetTenantActive {
    #[ts(type = "string")]
    pub id: Uuid,
    pub is_active: bool,
}

#[derive(Debug, Deserialize, TS)]
pub struct OpenTenant {
    #[ts(type = "string")]
    pub id: Uuid,
    /// 8 to 500 characters; in that tenant's action log and in the platform's.
    pub reason: String,
}

const REASON_LENGTH: std::ops::RangeInclusive<usize> = 8..=500;

/// By code and names, in the order of codes.
pub async fn list_tenants(caller: &Caller<'_>, request: SearchPage) -> Result<Page<TenantRow>, Failure> {
    let online = caller.central()?;
    let link = online.link().await?;
    let found = online.told(link.find_tenants(&request.window()).await)?;
    Ok(shown(found, |tenant| row_of(&online, tenant)))
}

pub async fn update_tenant(caller: &Caller<'_>, request: UpdateTenant) -> Result<TenantRow, Failure> {
    let change = TenantChange {
        name_en: request.name_en.map(|name| checked_name(&name, "nameEn")).transpose()?,
        name_ar: request.name_ar.map(|name| checked_name(&name, "nameAr")).transpose()?,
        currency: request.currency.map(|currency| checked_currency(&currency)).transpose()?,
        time_zone: request.time_zone.map(|zone| checked_time_zone(&zone)).transpose()?,
    };
    let online = caller.central()?;
    let link = online.link().await?;
    // Told apart from one that was changed meanwhile.
    row(&online, &link, request.id).await?;
    online.told(link.update_tenant(request.id, request.version, &change).await)?;
    sign_in::refresh(&caller.plant()?, &online).await?;
    row(&online, &link, request.id).await
}

/// Disabling ends the sessions of all its people and workstations at once.
pub async fn set_tenant_active(caller: &Caller<'_>, request: SetTenantActive) -> Result<Done, Failure> {
    if request.id == PLATFORM_TENANT {
        return Err(failure(ErrorCode::Conflict, "tenant-is-the-platform"));
    }
    let online = caller.central()?;
    let link = online.link().await?;
    online.told(link.set_tenant_status(request.id, request.is_active).await)?;
    if !request.is_active && online.opened_tenant().is_some_and(|opened| opened.id == request.id) {
        close(&online, &link).await?;
    }
    Ok(Done {})
}

/// Administration acts in it from now on, at this window only.
pub async fn open_tenant(caller: &Caller<'_>, request: OpenTenant) -> Result<Workspace, Failure> {
    let reason = request.reason.trim();
    if !REASON_LENGTH.contains(&reason.chars().count()) || reason.contains(['\n', '\r']) {
        return Err(invalid("tenant-reason-malformed", "reason"));
    }
    checked_line(reason, "reason")?;
    let online = caller.central()?;
    let link = online.link().await?;
    let tenant = row(&online, &link, request.id).await?;
    if tenant.id == PLATFORM_TENANT {
        return Err(failure(ErrorCode::Conflict, "tenant-is-the-platform"));
    }
    if !tenant.is_active {
        return Err(failure(ErrorCode::Conflict, "tenant-is-disabled"));
    }
    online.told(link.open_tenant(request.id, reason).await)?;
    online.set_opened_tenant(Some(OpenedTenant {
        id: tenant.id,
        code: tenant.code,
        name_en: tenant.name_en,
        name_ar: tenant.name_ar,
        reason: reason.to_owned(),
        since: caller.now(),
    }));
    get_workspace(caller, Nothing {}).await
}

pub async fn close_tenant(caller: &Caller<'_>, _: Nothing) -> Result<Workspace, Failure> {
    let online = caller.central()?;
    let link = online.link().await?;
    close(&online, &link).await?;
    get_workspace(caller, Nothing {}).await
}

async fn close(online: &Online, link: &LinkGuard) -> Result<(), Failure> {
    online.told(link.close_tenant().await)?;
    online.set_opened_tenant(None);
    Ok(())
}

fn row_of(online: &Online, tenant: Tenant) -> TenantRow {
    TenantRow {
        is_opened: online.opened_tenant().is_some_and(|opened| opened.id == tenant.id),
        is_platform: tenant.id == PLATFORM_TENANT,
        id: tenant.id,
        code: tenant.code,
        name_en: tenant.name_en,
        name_ar: tenant.name_ar,
        currency: tenant.currency,
        time_zone: tenant.time_zone,
        is_active: tenant.is_active,
        created_at: tenant.created_at,
        version: tenant.version,
    }
}

async fn row(online: &Online, link: &LinkGuard, id: Uuid) -> Result<TenantRow, Failure> {
    let found = online.told(link.find_tenant(id).await)?;
    let found = found.ok_or_else(|| failure(ErrorCode::NotFound, "central-not-found"))?;
    Ok(row_of(online, found))
}
