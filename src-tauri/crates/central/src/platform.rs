//! What a platform owner does: tenants, opening one of them with a reason, and the platform's defaults. And settings as
//! a tenant sees them: what is in force, and where it comes from.

use crate::{Link, Result, Window, window::Listed};
use chrono::{DateTime, Utc};
use domain::Page;
use serde_json::Value;
use tokio_postgres::Row;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    pub id: Uuid,
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    pub currency: String,
    pub time_zone: String,
    pub is_active: bool,
    pub created_at: DateTime<Utc>,
    pub version: i64,
}

/// `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct TenantChange {
    pub name_en: Option<String>,
    pub name_ar: Option<String>,
    pub currency: Option<String>,
    pub time_zone: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    pub key: String,
    pub value: Value,
    /// False: the platform's default is in force.
    pub is_tenants_own: bool,
    /// What stands behind it, where the platform has a default.
    pub platform_value: Option<Value>,
}

impl Link {
    /// By code and names, in the order of codes.
    pub async fn find_tenants(&self, window: &Window) -> Result<Page<Tenant>> {
        const TENANTS: Listed = Listed {
            page: "SELECT * FROM admin.find_tenants($1, $2, $3)",
            rows: "SELECT * FROM admin.list_tenants()",
            looked_in: "l.code || ' ' || l.name_en || ' ' || l.name_ar",
            order: "code",
        };
        self.window(&TENANTS, window, &[], |row| Ok(tenant_of(row))).await
    }

    pub async fn find_tenant(&self, id: Uuid) -> Result<Option<Tenant>> {
        const ONE: Listed = Listed {
            page: "SELECT * FROM admin.find_tenants($1, $2, $3, $4)",
            rows: "SELECT * FROM admin.list_tenants() t WHERE t.tenant_id = $4",
            looked_in: "l.code",
            order: "code",
        };
        let one = Window { limit: 1, ..Window::default() };
        Ok(self.window(&ONE, &one, &[&id], |row| Ok(tenant_of(row))).await?.items.into_iter().next())
    }

    /// The tenant's new version.
    pub async fn update_tenant(&self, id: Uuid, expected_version: i64, change: &TenantChange) -> Result<i64> {
        let row = self
            .one(
                "SELECT admin.update_tenant($1, $2, $3, $4, $5, $6)",
                &[&id, &expected_version, &change.name_en, &change.name_ar, &change.currency, &change.time_zone],
            )
            .await?;
        Ok(row.get(0))
    }

    pub async fn set_tenant_status(&self, id: Uuid, is_active: bool) -> Result<()> {
        let status = if is_active { "active" } else { "disabled" };
        self.one("SELECT admin.set_tenant_status($1, $2)", &[&id, &status]).await.map(drop)
    }

    /// Acts in this tenant from the next statement on. The opening and its reason are in both action logs first.
    pub async fn open_tenant(&self, id: Uuid, reason: &str) -> Result<()> {
        self.one("SELECT admin.open_tenant($1, $2)", &[&id, &reason]).await.map(drop)
    }

    pub async fn close_tenant(&self) -> Result<()> {
        self.one("SELECT admin.close_tenant()", &[]).await.map(drop)
    }

    pub async fn list_settings(&self) -> Result<Vec<Setting>> {
        let rows = self.all("SELECT * FROM admin.effective_settings()", &[]).await?;
        let of = |row: &Row| Setting {
            key: row.get("key"),
            value: row.get("value"),
            is_tenants_own: row.get::<_, &str>("origin") == "tenant",
            platform_value: row.get("platform_value"),
        };
        Ok(rows.iter().map(of).collect())
    }

    /// `None` takes the tenant's own value back: the platform's default is in force again.
    pub async fn set_setting(&self, key: &str, value: Option<&Value>) -> Result<()> {
        self.one("SELECT admin.set_setting($1, $2)", &[&key, &value]).await.map(drop)
    }

    pub async fn set_platform_default(&self, key: &str, value: Option<&Value>) -> Result<()> {
        self.one("SELECT admin.set_platform_default($1, $2)", &[&key, &value]).await.map(drop)
    }
}

fn tenant_of(row: &Row) -> Tenant {
    Tenant {
        id: row.get("tenant_id"),
        code: row.get("code"),
        name_en: row.get("name_en"),
        name_ar: row.get("name_ar"),
        currency: row.get("currency"),
        time_zone: row.get("time_zone"),
        is_active: row.get::<_, &str>("status") == "active",
        created_at: row.get("created_at"),
        version: row.get("version"),
    }
}
