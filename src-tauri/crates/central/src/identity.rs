//! Who acts over a link, and in which tenant, as the database itself tells it.

use crate::{CentralError, Link, Result, link::session_end};
use chrono::{DateTime, Utc};
use domain::{Preferences, Role};
use serde_json::Value;
use uuid::Uuid;

/// The signed-in person as the session has them at this moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    pub person_id: Uuid,
    pub session_id: Uuid,
    pub role: Role,
    /// Where the person belongs.
    pub home_tenant_id: Uuid,
    /// Where they act: another one where a platform owner has opened it.
    pub tenant_id: Uuid,
    /// The password must be changed before anything else.
    pub password_due: bool,
    /// None before they were saved for the first time.
    pub preferences: Option<Preferences>,
}

/// A person of the tenant as every member of it sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: Uuid,
    pub email: String,
    pub display_name: String,
    pub role: Role,
    pub is_active: bool,
}

/// The tenant that the person acts in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTenant {
    pub id: Uuid,
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    pub currency: String,
    pub time_zone: String,
}

impl Link {
    /// Fails as any statement does where nobody is signed in.
    pub async fn whoami(&self) -> Result<Identity> {
        let told: Value = self.one("SELECT auth.whoami()", &[]).await?.get(0);
        let state = told["state"].as_str().unwrap_or_default();
        if told["session_id"].is_null() {
            return Err(match state {
                "tenant_disabled" => CentralError::TenantDisabled,
                other => CentralError::SignedOut(session_end(other)),
            });
        }
        let id = |name: &str| {
            let text = told[name].as_str().unwrap_or_default();
            text.parse::<Uuid>().map_err(|e| CentralError::Database(format!("whoami {name}: {e}")))
        };
        Ok(Identity {
            person_id: id("person_id")?,
            session_id: id("session_id")?,
            role: told["role"].as_str().unwrap_or_default().parse().map_err(CentralError::Database)?,
            home_tenant_id: id("home_tenant_id")?,
            tenant_id: id("tenant_id")?,
            password_due: state == "password_due",
            preferences: serde_json::from_value::<Option<Preferences>>(told["preferences"].clone()).unwrap_or_default(),
        })
    }

    /// Everybody of the tenant, without what only administrators see.
    pub async fn list_members(&self) -> Result<Vec<Member>> {
        let rows = self.all("SELECT id, email, display_name, role, is_active FROM plant.person", &[]).await?;
        let of = |row: &tokio_postgres::Row| {
            Ok(Member {
                id: row.get(0),
                email: row.get(1),
                display_name: row.get(2),
                role: row.get::<_, &str>(3).parse().map_err(CentralError::Database)?,
                is_active: row.get(4),
            })
        };
        rows.iter().map(of).collect()
    }

    pub async fn own_tenant(&self) -> Result<OwnTenant> {
        let row = self
            .client()
            .query_opt("SELECT tenant_id, code, name_en, name_ar, currency, time_zone FROM plant.tenant", &[])
            .await?
            .ok_or_else(|| CentralError::NotFound("tenant".into()))?;
        Ok(OwnTenant {
            id: row.get(0),
            code: row.get(1),
            name_en: row.get(2),
            name_ar: row.get(3),
            currency: row.get(4),
            time_zone: row.get(5),
        })
    }

    /// How the person likes to read, for their other workstations.
    pub async fn save_preferences(&self, preferences: &Preferences) -> Result<()> {
        let value = serde_json::to_value(preferences).map_err(|e| CentralError::Database(e.to_string()))?;
        self.one("SELECT auth.save_preferences($1)", &[&value]).await.map(drop)
    }

    /// The server's clock.
    pub async fn now(&self) -> Result<DateTime<Utc>> {
        Ok(self.one("SELECT clock_timestamp()", &[]).await?.get(0))
    }
}
