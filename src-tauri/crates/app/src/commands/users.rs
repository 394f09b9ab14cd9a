//! The people of a central tenant, as its administrators see and change them: straight to the central database, in the
//! tenant that is acted in. In a standalone workspace `people.rs` does this.

use super::{
    checked::{checked_email, checked_name},
    paging::{SearchPage, shown},
    workspace::Done,
};
use crate::{
    Caller,
    central::{LinkGuard, Online, sign_in},
    failures::{failure, invalid},
};
use central::{NewPerson, PersonChange, TenantPerson};
use domain::{ErrorCode, Failure, Page, PersonId, Role, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use ts_rs::TS;
use uuid::Uuid;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UserRow {
    pub id: PersonId,
    pub email: String,
    pub display_name: String,
    pub role: Role,
    /// `en` or `ar`
    pub locale: String,
    pub is_active: bool,
    pub last_sign_in_at: Option<Timestamp>,
    /// The password is to be changed at the next sign-in.
    pub must_change: bool,
    #[ts(type = "number")]
    pub open_sessions: i64,
    /// To be sent with a change: one that was made meanwhile by somebody else is not overwritten.
    #[ts(type = "number")]
    pub version: i64,
    pub is_self: bool,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreateUser {
    pub email: String,
    pub display_name: String,
    pub role: Role,
    /// `en` or `ar`
    pub locale: String,
}

#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewUser {
    pub user: UserRow,
    /// Shown this once, to be changed at the first sign-in.
    pub password: String,
}

/// What is absent stays as it is.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct UpdateUser {
    pub id: PersonId,
    #[ts(type = "number")]
    pub version: i64,
    pub display_name: Option<String>,
    pub role: Option<Role>,
    pub locale: Option<String>,
    pub is_active: Option<bool>,
}

#[derive(Debug, Deserialize, TS)]
pub struct UserRef {
    pub id: PersonId,
}

#[derive(Serialize, TS)]
pub struct FirstPassword {
    /// Shown this once, to be changed at the next sign-in.
    pub password: String,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ListUserSessions {
    /// Absent: everybody's, and the workstations' own.
    pub person_id: Option<PersonId>,
    /// Every word of it must occur in e-mail or workstation.
    pub search: Option<String>,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

/// A session that has not expired: a person's, or a workstation's own.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UserSession {
    #[ts(type = "string")]
    pub id: Uuid,
    pub person_id: Option<PersonId>,
    pub email: Option<String>,
    /// Of a workstation's own session.
    #[ts(type = "string | null")]
    pub workstation_id: Option<Uuid>,
    /// The computer's name.
    pub workstation: Option<String>,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
    /// The session of this window.
    pub is_this: bool,
}

#[derive(Debug, Deserialize, TS)]
pub struct SessionRef {
    #[ts(type = "string")]
    pub id: Uuid,
}

#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct EndedSessions {
    /// How many were open.
    pub ended: u32,
}

/// By e-mail and name, in the order of e-mails.
pub async fn list_users(caller: &Caller<'_>, request: SearchPage) -> Result<Page<UserRow>, Failure> {
    let online = caller.central()?;
    let link = online.link().await?;
    let found = online.told(link.find_people(&request.window()).await)?;
    Ok(shown(found, |p| row_of(p, online.person_id)))
}

pub async fn create_user(caller: &Caller<'_>, request: CreateUser) -> Result<NewUser, Failure> {
    let person = NewPerson {
        id: PersonId::new().0,
        email: checked_email(&request.email)?,
        display_name: checked_name(&request.display_name, "displayName")?,
        role: request.role,
        locale: checked_locale(&request.locale)?,
    };
    let online = caller.central()?;
    let link = online.link().await?;
    let password = online.told(link.create_person(&person).await)?;
    // The password is told this once: whatever happens to the connection now, it must reach the one who asked.
    let user = row(&online, &link, PersonId(person.id)).await.unwrap_or(UserRow {
        id: PersonId(person.id),
        email: person.email,
        display_name: person.display_name,
        role: person.role,
        locale: person.locale,
        is_active: true,
        last_sign_in_at: None,
        must_change: true,
        open_sessions: 0,
        version: 1,
        is_self: false,
    });
    bring_people(caller, &online).await;
    Ok(NewUser { user, password: password.expose().to_owned() })
}

pub async fn update_user(caller: &Caller<'_>, request: UpdateUser) -> Result<UserRow, Failure> {
    let change = PersonChange {
        display_name: request.display_name.map(|name| checked_name(&name, "displayName")).transpose()?,
        role: request.role,
        locale: request.locale.map(|locale| checked_locale(&locale)).transpose()?,
        is_active: request.is_active,
    };
    let online = caller.central()?;
    let link = online.link().await?;
    online.told(link.update_person(request.id.0, request.version, &change).await)?;
    let user = row(&online, &link, request.id).await?;
    bring_people(caller, &online).await;
    Ok(user)
}

/// One's own is changed with the old one in hand (`change_password`).
pub async fn reset_user_password(caller: &Caller<'_>, request: UserRef) -> Result<FirstPassword, Failure> {
    let online = caller.central()?;
    if online.person_id == request.id {
        return Err(failure(ErrorCode::Conflict, "user-own-password"));
    }
    let link = online.link().await?;
    let password = online.told(link.reset_password(request.id.0).await)?;
    Ok(FirstPassword { password: password.expose().to_owned() })
}

/// Newest first.
pub async fn list_user_sessions(caller: &Caller<'_>, request: ListUserSessions) -> Result<Page<UserSession>, Failure> {
    let online = caller.central()?;
    let link = online.link().await?;
    let own = online.told(link.whoami().await)?.session_id;
    if let Some(id) = request.person_id {
        row(&online, &link, id).await?;
    }
    let ListUserSessions { person_id, search, offset, limit } = request;
    let window = SearchPage { search, offset, limit }.window();
    let found = online.told(link.find_sessions(person_id.map(|id| id.0), &window).await)?;
    Ok(shown(found, |s| UserSession {
        id: s.id,
        email: s.email,
        person_id: s.person_id.map(PersonId),
        workstation: s.workstation,
        workstation_id: s.device_id,
        issued_at: s.issued_at,
        expires_at: s.expires_at,
        revoked_at: s.revoked_at,
        is_this: s.id == own,
    }))
}

pub async fn revoke_session(caller: &Caller<'_>, request: SessionRef) -> Result<Done, Failure> {
    let online = caller.central()?;
    let link = online.link().await?;
    online.told(link.revoke_session(request.id).await)?;
    Ok(Done {})
}

pub async fn revoke_user_sessions(caller: &Caller<'_>, request: UserRef) -> Result<EndedSessions, Failure> {
    let online = caller.central()?;
    let link = online.link().await?;
    // Nobody's sessions are none; but whoever is not there is said not to be.
    row(&online, &link, request.id).await?;
    let ended = online.told(link.revoke_sessions_of(request.id.0).await)?;
    Ok(EndedSessions { ended: u32::try_from(ended).unwrap_or(0) })
}

fn checked_locale(locale: &str) -> Result<String, Failure> {
    if ["en", "ar"].contains(&locale) { Ok(locale.to_owned()) } else { Err(invalid("config-not-an-option", "locale")) }
}

async fn row(online: &Online, link: &LinkGuard, id: PersonId) -> Result<UserRow, Failure> {
    let found = online.told(link.find_person(id.0).await)?;
    let found = found.ok_or_else(|| failure(ErrorCode::NotFound, "central-not-found"))?;
    Ok(row_of(found, online.person_id))
}

fn row_of(person: TenantPerson, own: PersonId) -> UserRow {
    UserRow {
        id: PersonId(person.id),
        email: person.email,
        display_name: person.display_name,
        role: person.role,
        locale: person.locale,
        is_active: person.is_active,
        last_sign_in_at: person.last_sign_in_at,
        must_change: person.must_change,
        open_sessions: person.open_sessions,
        version: person.version,
        is_self: person.id == own.0,
    }
}

/// So that this workstation's lists have the change at once, not at the next round in the background.
async fn bring_people(caller: &Caller<'_>, online: &Arc<Online>) {
    let brought = async { sign_in::refresh(&caller.plant()?, online).await };
    if let Err(failure) = brought.await {
        tracing::info!(%failure, "the tenant's people are brought a little later");
    }
}
