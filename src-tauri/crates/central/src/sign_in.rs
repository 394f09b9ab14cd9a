//! Signing in over a link. Three statements, each committing by itself: the salt, the attempt, and the answer, which the
//! database gives for a committed attempt only.

use crate::{CentralError, Costs, Link, Result, proof};
use chrono::{DateTime, Utc};
use domain::Secret;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Of a successful sign-in. The link acts with the token already.
#[derive(Debug)]
pub struct SignedIn {
    pub person_id: Uuid,
    pub token: Secret,
    pub expires_at: DateTime<Utc>,
    /// Nothing but changing the password works yet.
    pub must_change: bool,
    /// To be kept in the keychain and shown at the next sign-in here, so that strangers' guesses do not slow this
    /// workstation down; none where it was shown already.
    pub known_device: Option<Secret>,
}

#[derive(Debug)]
pub struct DeviceSession {
    pub token: Secret,
    pub expires_at: DateTime<Utc>,
}

impl Link {
    pub async fn sign_in(
        &self,
        email: &str,
        password: &Secret,
        known_device: Option<&Secret>,
        workstation: &str,
    ) -> Result<SignedIn> {
        let (salt, costs) = self.password_costs(email).await?;
        let attempt = self.show_password(email, password, &salt, costs, known_device).await?;
        let row = self.one("SELECT * FROM auth.login_finish($1, $2)", &[&attempt, &workstation]).await?;
        answer_of(row.get("outcome"), row.get("retry_after_seconds"))?;
        let told = SignedIn {
            person_id: row.get("person_id"),
            token: Secret::new(row.get::<_, String>("token")),
            expires_at: row.get("expires_at"),
            must_change: row.get("must_change"),
            known_device: row.get::<_, Option<String>>("known_device").map(Secret::new),
        };
        self.use_token(&told.token).await?;
        Ok(told)
    }

    /// Ends the session for good; the link is nobody's afterwards.
    pub async fn sign_out(&self) -> Result<()> {
        self.one("SELECT auth.logout()", &[]).await?;
        self.use_token(&Secret::new("")).await
    }

    /// Shows the old password once more and sets the new one. Other sessions of the person end.
    pub async fn change_password(&self, email: &str, old: &Secret, new: &Secret) -> Result<()> {
        let (salt, costs) = self.password_costs(email).await?;
        let attempt = self.show_password(email, old, &salt, costs, None).await?;
        let next = derive(new, salt, costs).await?;
        let row = self.one("SELECT * FROM auth.change_password($1, $2)", &[&attempt, &next.as_slice()]).await?;
        answer_of(row.get("outcome"), row.get("retry_after_seconds"))
    }

    /// The workstation's own session, for its 32 secret bytes.
    pub async fn sign_in_device(&self, device: Uuid, secret: &[u8]) -> Result<DeviceSession> {
        let row = self.one("SELECT * FROM auth.device_login($1, $2)", &[&device, &secret]).await?;
        let Some(token) = row.get::<_, Option<String>>("token") else { return Err(CentralError::WrongPassword) };
        let token = Secret::new(token);
        self.use_token(&token).await?;
        Ok(DeviceSession { token, expires_at: row.get("expires_at") })
    }

    async fn password_costs(&self, email: &str) -> Result<(Vec<u8>, Costs)> {
        let row = self.one("SELECT salt, memory_kib, passes, lanes FROM auth.login_salt($1)", &[&email]).await?;
        let number = |i: usize| u32::try_from(row.get::<_, i32>(i)).unwrap_or(0);
        Ok((row.get(0), Costs { memory_kib: number(1), passes: number(2), lanes: number(3) }))
    }

    async fn show_password(
        &self,
        email: &str,
        password: &Secret,
        salt: &[u8],
        costs: Costs,
        known_device: Option<&Secret>,
    ) -> Result<Uuid> {
        let shown = derive(password, salt.to_vec(), costs).await?;
        let known = known_device.map(Secret::expose);
        let row = self.one("SELECT auth.login_start($1, $2, $3)", &[&email, &shown.as_slice(), &known]).await?;
        Ok(row.get(0))
    }
}

/// Off the async threads: it takes tens of milliseconds of one core.
pub(crate) async fn derive(password: &Secret, salt: Vec<u8>, costs: Costs) -> Result<Zeroizing<Vec<u8>>> {
    let password = password.clone();
    tokio::task::spawn_blocking(move || proof(&password, &salt, costs))
        .await
        .map_err(|e| CentralError::Database(e.to_string()))?
}

fn answer_of(outcome: &str, seconds: Option<i32>) -> Result<()> {
    match outcome {
        "right" => Ok(()),
        "slowed" => Err(CentralError::Slowed { seconds: seconds.unwrap_or(1).max(1) }),
        "same" => Err(CentralError::SamePassword),
        // `unknown`: the attempt was too old, or its connection broke before it was committed.
        "unknown" => Err(CentralError::Lost),
        _ => Err(CentralError::WrongPassword),
    }
}
