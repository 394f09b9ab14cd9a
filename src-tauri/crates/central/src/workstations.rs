//! Workstations of a tenant: asking to be enrolled, and what an administrator does about it.

use crate::{CentralError, Link, Result, Window, window::Listed};
use chrono::{DateTime, Utc};
use domain::Page;
use serde::{Deserialize, Serialize};
use tokio_postgres::Row;
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkstationStatus {
    Pending,
    Enrolled,
    Removed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workstation {
    pub id: Uuid,
    pub name: String,
    /// An age recipient (X25519).
    pub public_key: String,
    pub status: WorkstationStatus,
    /// E-mails; none where it was somebody of the platform.
    pub requested_by: Option<String>,
    pub requested_at: DateTime<Utc>,
    pub enrolled_by: Option<String>,
    pub enrolled_at: Option<DateTime<Utc>>,
    pub removed_at: Option<DateTime<Utc>>,
}

impl Link {
    /// `pending`, `enrolled` or `removed`; none where it has never asked.
    pub async fn device_status(&self, device: Uuid) -> Result<Option<String>> {
        let row = self.client().query_opt("SELECT status FROM plant.device WHERE id = $1", &[&device]).await?;
        Ok(row.map(|r| r.get(0)))
    }

    /// Those of the asked who are not, or no longer, active people of the tenant. The workstation's own session may ask.
    pub async fn inactive_people(&self, asked: &[Uuid]) -> Result<Vec<Uuid>> {
        Ok(self.one("SELECT sync.inactive_people($1)", &[&asked]).await?.get(0))
    }

    /// Asks for this workstation to be enrolled: its age recipient, and the 32 random bytes that it will sign in with.
    pub async fn request_enrolment(&self, device: Uuid, name: &str, public_key: &str, secret: &[u8]) -> Result<()> {
        self.one("SELECT admin.request_enrolment($1, $2, $3, $4)", &[&device, &name, &public_key, &secret])
            .await
            .map(drop)
    }

    /// Of the tenant that is acted in, the removed ones too; the longest there first.
    pub async fn list_workstations(&self) -> Result<Vec<Workstation>> {
        self.all("SELECT * FROM admin.list_devices()", &[]).await?.iter().map(workstation_of).collect()
    }

    /// By their names and the e-mails of who asked and enrolled; those that wait first, the removed ones last.
    pub async fn find_workstations(&self, window: &Window) -> Result<Page<Workstation>> {
        const WORKSTATIONS: Listed = Listed {
            page: "SELECT * FROM admin.find_devices($1, $2, $3)",
            rows: "SELECT * FROM admin.list_devices()",
            looked_in: "concat_ws(' ', l.name, l.requested_by, l.enrolled_by)",
            order: "array_position('{pending,enrolled,removed}'::text[], status), requested_at, id",
        };
        self.window(&WORKSTATIONS, window, &[], workstation_of).await
    }

    pub async fn enrol_device(&self, device: Uuid) -> Result<()> {
        self.one("SELECT admin.enrol_device($1)", &[&device]).await.map(drop)
    }

    /// Its session ends at once. How many secrets it has known, and need a new value.
    pub async fn remove_device(&self, device: Uuid) -> Result<i32> {
        Ok(self.one("SELECT admin.remove_device($1)", &[&device]).await?.get(0))
    }
}

fn workstation_of(row: &Row) -> Result<Workstation> {
    Ok(Workstation {
        id: row.get("id"),
        name: row.get("name"),
        public_key: row.get("public_key"),
        status: match row.get("status") {
            "pending" => WorkstationStatus::Pending,
            "enrolled" => WorkstationStatus::Enrolled,
            "removed" => WorkstationStatus::Removed,
            other => return Err(CentralError::Database(format!("no status of a workstation: {other}"))),
        },
        requested_by: row.get("requested_by"),
        requested_at: row.get("requested_at"),
        enrolled_by: row.get("enrolled_by"),
        enrolled_at: row.get("enrolled_at"),
        removed_at: row.get("removed_at"),
    })
}
