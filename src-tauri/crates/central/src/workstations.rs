//! Enrolling workstations, and the secrets that are sealed to them. Sealing itself is done where the secret is known;
//! here only ciphertext passes.

use crate::{Link, Result};
use uuid::Uuid;

impl Link {
    /// `pending`, `enrolled` or `removed`; none where it has never asked.
    pub async fn device_status(&self, device: Uuid) -> Result<Option<String>> {
        let row = self.client().query_opt("SELECT status FROM plant.device WHERE id = $1", &[&device]).await?;
        Ok(row.map(|r| r.get(0)))
    }

    /// Asks for this workstation to be enrolled: its age recipient, and the 32 random bytes that it will sign in with.
    pub async fn request_enrolment(&self, device: Uuid, name: &str, public_key: &str, secret: &[u8]) -> Result<()> {
        self.one("SELECT admin.request_enrolment($1, $2, $3, $4)", &[&device, &name, &public_key, &secret])
            .await
            .map(drop)
    }

    pub async fn enrol_device(&self, device: Uuid) -> Result<()> {
        self.one("SELECT admin.enrol_device($1)", &[&device]).await.map(drop)
    }

    /// Its session ends at once. How many secrets it has known, and need a new value.
    pub async fn remove_device(&self, device: Uuid) -> Result<i32> {
        Ok(self.one("SELECT admin.remove_device($1)", &[&device]).await?.get(0))
    }

    /// Stores an age file sealed to these workstations. `is_new_value`: not the old value sealed anew.
    pub async fn seal_secret(
        &self,
        owner: Uuid,
        field: &str,
        ciphertext: &[u8],
        sealed_to: &[Uuid],
        is_new_value: bool,
    ) -> Result<()> {
        let id = Uuid::now_v7();
        self.one(
            "SELECT admin.seal_secret($1, $2, $3, $4, $5, $6)",
            &[&id, &owner, &field, &ciphertext, &sealed_to, &is_new_value],
        )
        .await
        .map(drop)
    }
}
