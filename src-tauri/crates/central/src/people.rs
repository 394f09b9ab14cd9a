//! What a tenant's administrator does about people and their sessions.

use crate::{CentralError, Costs, Link, Result, Window, generated_password, sign_in::derive, window::Listed};
use chrono::{DateTime, Utc};
use domain::{Page, Role, Secret};
use tokio_postgres::Row;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub struct NewPerson {
    pub id: Uuid,
    pub email: String,
    pub display_name: String,
    pub role: Role,
    /// `en` or `ar`
    pub locale: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantPerson {
    pub id: Uuid,
    pub email: String,
    pub display_name: String,
    pub role: Role,
    pub locale: String,
    pub is_active: bool,
    pub version: i64,
    pub last_sign_in_at: Option<DateTime<Utc>>,
    pub must_change: bool,
    pub open_sessions: i64,
}

/// `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct PersonChange {
    pub display_name: Option<String>,
    pub role: Option<Role>,
    pub locale: Option<String>,
    pub is_active: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    pub id: Uuid,
    /// One of the two.
    pub person_id: Option<Uuid>,
    pub device_id: Option<Uuid>,
    /// Of the person.
    pub email: Option<String>,
    /// The computer's name.
    pub workstation: Option<String>,
    pub issued_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Link {
    /// By e-mail and name, in the order of e-mails.
    pub async fn find_people(&self, window: &Window) -> Result<Page<TenantPerson>> {
        const PEOPLE: Listed = Listed {
            page: "SELECT * FROM admin.find_people($1, $2, $3)",
            rows: "SELECT * FROM admin.list_people()",
            looked_in: "l.email || ' ' || l.display_name",
            order: "email",
        };
        self.window(&PEOPLE, window, &[], person_of).await
    }

    pub async fn find_person(&self, id: Uuid) -> Result<Option<TenantPerson>> {
        const ONE: Listed = Listed {
            page: "SELECT * FROM admin.find_people($1, $2, $3, $4)",
            rows: "SELECT * FROM admin.list_people() p WHERE p.id = $4",
            looked_in: "l.email",
            order: "email",
        };
        let found = self.window(&ONE, &Window { limit: 1, ..Window::default() }, &[&id], person_of).await?;
        Ok(found.items.into_iter().next())
    }

    /// Makes a person with a generated password, to be shown once and changed at the first sign-in.
    pub async fn create_person(&self, person: &NewPerson) -> Result<Secret> {
        let (password, proof) = self.first_password(&person.email).await?;
        self.one(
            "SELECT admin.create_person($1, $2, $3, $4, $5, $6)",
            &[
                &person.id,
                &person.email,
                &person.display_name,
                &person.role.as_str(),
                &person.locale,
                &proof.as_slice(),
            ],
        )
        .await?;
        Ok(password)
    }

    /// The person's new version. A conflict where `expected_version` is not the present one, where it would leave the
    /// tenant without an administrator, or for one's own role.
    pub async fn update_person(&self, id: Uuid, expected_version: i64, change: &PersonChange) -> Result<i64> {
        let role = change.role.map(Role::as_str);
        let row = self
            .one(
                "SELECT admin.update_person($1, $2, $3, $4, $5, $6)",
                &[&id, &expected_version, &change.display_name, &role, &change.locale, &change.is_active],
            )
            .await?;
        Ok(row.get(0))
    }

    /// A new generated password; all sessions of the person end.
    pub async fn reset_password(&self, id: Uuid) -> Result<Secret> {
        let row = self.client().query_opt("SELECT email FROM plant.person WHERE id = $1", &[&id]).await?;
        let email: String = row.map(|r| r.get(0)).ok_or_else(|| CentralError::NotFound("person".into()))?;
        let (password, proof) = self.first_password(&email).await?;
        self.one("SELECT admin.reset_password($1, $2)", &[&id, &proof.as_slice()]).await?;
        Ok(password)
    }

    /// Of one person or of everybody and the workstations, newest first; by e-mail and workstation.
    pub async fn find_sessions(&self, person: Option<Uuid>, window: &Window) -> Result<Page<OpenSession>> {
        const SESSIONS: Listed = Listed {
            page: "SELECT * FROM admin.find_sessions($1, $2, $3, $4)",
            rows:
                "SELECT s.session_id, s.person_id, s.device_id, p.email, coalesce(s.workstation, d.name) AS workstation,
                          s.issued_at, s.expires_at, s.revoked_at
                     FROM admin.list_sessions() s LEFT JOIN plant.person p ON p.id = s.person_id
                     LEFT JOIN plant.device d ON d.id = s.device_id
                    WHERE $4::uuid IS NULL OR s.person_id = $4",
            looked_in: "concat_ws(' ', l.email, l.workstation)",
            order: "issued_at DESC, session_id",
        };
        let of = |row: &Row| {
            Ok(OpenSession {
                id: row.get("session_id"),
                person_id: row.get("person_id"),
                device_id: row.get("device_id"),
                email: row.get("email"),
                workstation: row.get("workstation"),
                issued_at: row.get("issued_at"),
                expires_at: row.get("expires_at"),
                revoked_at: row.get("revoked_at"),
            })
        };
        self.window(&SESSIONS, window, &[&person], of).await
    }

    pub async fn revoke_session(&self, id: Uuid) -> Result<()> {
        self.one("SELECT admin.revoke_session($1)", &[&id]).await.map(drop)
    }

    /// How many were open.
    pub async fn revoke_sessions_of(&self, person: Uuid) -> Result<i32> {
        Ok(self.one("SELECT admin.revoke_sessions_of($1)", &[&person]).await?.get(0))
    }

    async fn first_password(&self, email: &str) -> Result<(Secret, zeroize::Zeroizing<Vec<u8>>)> {
        let row = self.one("SELECT salt, memory_kib, passes, lanes FROM admin.password_salt($1)", &[&email]).await?;
        let number = |i: usize| u32::try_from(row.get::<_, i32>(i)).unwrap_or(0);
        let costs = Costs { memory_kib: number(1), passes: number(2), lanes: number(3) };
        let password = generated_password();
        let proof = derive(&password, row.get(0), costs).await?;
        Ok((password, proof))
    }
}

fn person_of(row: &Row) -> Result<TenantPerson> {
    Ok(TenantPerson {
        id: row.get("id"),
        email: row.get("email"),
        display_name: row.get("display_name"),
        role: row.get::<_, &str>("role").parse().map_err(CentralError::Database)?,
        locale: row.get("locale"),
        is_active: row.get("is_active"),
        version: row.get("version"),
        last_sign_in_at: row.get("last_sign_in_at"),
        must_change: row.get::<_, Option<bool>>("must_change").unwrap_or(true),
        open_sessions: row.get::<_, Option<i64>>("open_sessions").unwrap_or(0),
    })
}
