//! What an administrator of the database makes: the platform with its owner, tenants with their LOGIN roles and first
//! administrators. Passwords are generated here, shown once, and reach the database only as SCRAM verifiers (of roles,
//! RFC 5802) and Argon2id proofs (of people).

use crate::{Administrator, CentralError, Costs, Result, generated_password, migrate::LOCK, sign_in::derive};
use domain::{
    Failure, Secret,
    checked::{
        PLATFORM_CODE, checked_connection_limit, checked_currency, checked_email, checked_name, checked_tenant_code,
        checked_time_zone,
    },
};
use rand::{Rng, RngCore};
use sha2::{Digest, Sha256};
use tokio_postgres::{Transaction, types::ToSql};
use uuid::{Uuid, uuid};

/// The platform's own tenant, whose people are platform owners.
pub const PLATFORM_TENANT: Uuid = uuid!("00000000-0000-7000-8000-000000000001");
/// Connections of one tenant at once unless it is told otherwise: enough for some tens of workstations.
const CONNECTIONS: i32 = 50;
const LEAST_SECRET: usize = 32;

/// The name and password of a LOGIN role, to be typed in at the workstations. Shown once.
#[derive(Debug)]
pub struct RolePassword {
    pub role: String,
    pub password: Secret,
}

#[derive(Debug, Clone)]
pub struct NewTenant {
    /// `ACME-JUBAIL`; upper case, unique.
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    pub currency: String,
    pub time_zone: String,
    pub connection_limit: Option<i32>,
}

#[derive(Debug)]
pub struct Provisioned {
    pub tenant_id: Uuid,
    /// None where the platform's role was there already.
    pub login: Option<RolePassword>,
    pub person_id: Uuid,
    pub person_password: Secret,
    pub oversubscribed: Option<Oversubscribed>,
}

/// All tenants' connections together are more than the server takes: `max_connections` must be raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Oversubscribed {
    /// Of all tenants, and those kept for superusers.
    pub needed: i64,
    pub max_connections: i64,
}

impl NewTenant {
    /// As the window checks them, and the code besides. Fields are named as `optria central create-tenant` names them.
    fn checked(&self) -> std::result::Result<Self, Failure> {
        Ok(Self {
            code: checked_tenant_code(&self.code)?,
            name_en: checked_name(&self.name_en, "name-en")?,
            name_ar: checked_name(&self.name_ar, "name-ar")?,
            currency: checked_currency(&self.currency)?,
            time_zone: checked_time_zone(&self.time_zone)?,
            connection_limit: self.connection_limit.map(checked_connection_limit).transpose()?,
        })
    }
}

impl Administrator {
    /// The platform owner, and at the first time the platform's own tenant and role.
    pub async fn create_owner(
        &mut self,
        email: &str,
        display_name: &str,
        session_secret: &Secret,
    ) -> Result<Provisioned> {
        let email = checked_email(email).map_err(malformed)?;
        let display_name = checked_name(display_name, "name").map_err(malformed)?;
        let transaction = self.client.transaction().await?;
        let there =
            transaction.query_opt("SELECT 1 FROM plant.tenant WHERE tenant_id = $1", &[&PLATFORM_TENANT]).await?;
        let login = if there.is_some() {
            None
        } else {
            let platform = NewTenant {
                code: PLATFORM_CODE.into(),
                name_en: "Platform".into(),
                name_ar: "المنصة".into(),
                currency: "SAR".into(),
                time_zone: "Asia/Riyadh".into(),
                connection_limit: Some(10),
            };
            Some(make_tenant(&transaction, PLATFORM_TENANT, &platform, session_secret).await?)
        };
        let (person_id, person_password) =
            make_person(&transaction, PLATFORM_TENANT, &email, &display_name, "platform_owner").await?;
        let oversubscribed = oversubscribed(&transaction).await?;
        transaction.commit().await?;
        Ok(Provisioned { tenant_id: PLATFORM_TENANT, login, person_id, person_password, oversubscribed })
    }

    /// A tenant, its LOGIN role, and its first administrator, who changes the password at the first sign-in.
    pub async fn create_tenant(
        &mut self,
        tenant: &NewTenant,
        admin_email: &str,
        admin_name: &str,
        session_secret: &Secret,
    ) -> Result<Provisioned> {
        let tenant = tenant.checked().map_err(malformed)?;
        let admin_email = checked_email(admin_email).map_err(malformed)?;
        let admin_name = checked_name(admin_name, "admin-name").map_err(malformed)?;
        self.make_tenant(&tenant, &admin_email, &admin_name, session_secret).await
    }

    /// The same for what the product makes itself, whose codes nobody else may take.
    pub(crate) async fn make_tenant(
        &mut self,
        tenant: &NewTenant,
        admin_email: &str,
        admin_name: &str,
        session_secret: &Secret,
    ) -> Result<Provisioned> {
        let id = Uuid::now_v7();
        let transaction = self.client.transaction().await?;
        // Two administrators at once would meet in the catalogs, which PostgreSQL ends with an error of its own.
        transaction.query_one("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await?;
        let login = Some(make_tenant(&transaction, id, tenant, session_secret).await?);
        let (person_id, person_password) =
            make_person(&transaction, id, admin_email, admin_name, "tenant_admin").await?;
        let oversubscribed = oversubscribed(&transaction).await?;
        transaction.commit().await?;
        Ok(Provisioned { tenant_id: id, login, person_id, person_password, oversubscribed })
    }

    /// Nobody of the tenant connects any more, and who is connected is cut off; or the way back.
    pub async fn set_tenant_active(&self, code: &str, active: bool) -> Result<()> {
        let id = self.tenant_of(code).await?;
        if id == PLATFORM_TENANT && !active {
            return Err(CentralError::Conflict("platform".into()));
        }
        let status = if active { "active" } else { "disabled" };
        self.alone(id, "SELECT optria.set_tenant_status($1, $2)", &[&id, &status]).await
    }

    /// A new password for the tenant's role; the old one stops at once.
    pub async fn rotate_tenant_password(&self, code: &str) -> Result<RolePassword> {
        let id = self.tenant_of(code).await?;
        let row = self.client.query_one("SELECT role_name FROM auth.tenant_role WHERE tenant_id = $1", &[&id]).await?;
        let (password, verifier) = role_password();
        self.alone(id, "SELECT optria.rotate_tenant_password($1, $2)", &[&id, &verifier]).await?;
        Ok(RolePassword { role: row.get(0), password })
    }

    /// A new key for the tenant's sessions, made of a new SESSION_SECRET; all its sessions end.
    pub async fn rotate_signing_key(&self, code: &str, session_secret: &Secret) -> Result<()> {
        let id = self.tenant_of(code).await?;
        let kid = new_kid();
        let key = signing_key(session_secret, id, &kid)?;
        self.alone(id, "SELECT optria.rotate_signing_key($1, $2, $3)", &[&id, &kid, &key.as_slice()]).await
    }

    /// One administrator at a time: roles are of the whole cluster. Nobody of the tenant holds it up.
    async fn alone(&self, tenant: Uuid, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<()> {
        self.client.query_one("SELECT pg_advisory_lock($1)", &[&LOCK]).await?;
        let outcome = self.insist(Some(tenant), sql, parameters).await;
        self.client.query_one("SELECT pg_advisory_unlock($1)", &[&LOCK]).await?;
        outcome.map(drop)
    }

    async fn tenant_of(&self, code: &str) -> Result<Uuid> {
        let row = self.client.query_opt("SELECT tenant_id FROM plant.tenant WHERE code = $1", &[&code]).await?;
        row.map(|r| r.get(0)).ok_or_else(|| CentralError::NotFound("tenant".into()))
    }
}

async fn make_tenant(
    transaction: &Transaction<'_>,
    id: Uuid,
    tenant: &NewTenant,
    session_secret: &Secret,
) -> Result<RolePassword> {
    let role = format!("optria_t_{:016x}", rand::rng().random::<u64>());
    let (password, verifier) = role_password();
    let kid = new_kid();
    let key = signing_key(session_secret, id, &kid)?;
    let mut pepper = [0u8; 32];
    rand::rng().fill_bytes(&mut pepper);
    let limit = tenant.connection_limit.unwrap_or(CONNECTIONS);
    transaction
        .execute(
            "SELECT optria.create_tenant($1, $2, $3, $4, $5, $6, $7::text::name, $8, $9, $10, $11, $12)",
            &[
                &id,
                &tenant.code,
                &tenant.name_en,
                &tenant.name_ar,
                &tenant.currency,
                &tenant.time_zone,
                &role,
                &verifier,
                &limit,
                &kid,
                &key.as_slice(),
                &pepper.as_slice(),
            ],
        )
        .await
        .map_err(refused)?;
    Ok(RolePassword { role, password })
}

async fn make_person(
    transaction: &Transaction<'_>,
    tenant: Uuid,
    email: &str,
    display_name: &str,
    role: &str,
) -> Result<(Uuid, Secret)> {
    let id = Uuid::now_v7();
    let password = generated_password();
    let row = transaction.query_one("SELECT auth.salt_for($1, $2)", &[&tenant, &email]).await?;
    let proof = derive(&password, row.get(0), Costs::PRESENT).await?;
    transaction
        .execute(
            "SELECT optria.create_person($1, $2, $3, $4, $5, $6)",
            &[&tenant, &id, &email, &display_name, &role, &proof.as_slice()],
        )
        .await
        .map_err(refused)?;
    Ok((id, password))
}

/// Whether the connection limits of all tenants, and those kept for superusers, are more than there are.
async fn oversubscribed(transaction: &Transaction<'_>) -> Result<Option<Oversubscribed>> {
    let row = transaction
        .query_one(
            "SELECT coalesce(sum(r.rolconnlimit), 0) + current_setting('superuser_reserved_connections')::bigint,
                    current_setting('max_connections')::bigint
               FROM pg_roles r JOIN auth.tenant_role t ON t.role_name = r.rolname WHERE r.rolcanlogin",
            &[],
        )
        .await?;
    let counted = Oversubscribed { needed: row.get(0), max_connections: row.get(1) };
    Ok((counted.needed > counted.max_connections).then_some(counted))
}

fn malformed(failure: Failure) -> CentralError {
    CentralError::Malformed(Box::new(failure))
}

/// A check of the database's that a value does not pass although the domain takes it: which one, for the log.
fn refused(error: tokio_postgres::Error) -> CentralError {
    match error.as_db_error() {
        Some(told) if told.code().code().starts_with("23") => {
            CentralError::Invalid(told.constraint().unwrap_or("a field").to_owned())
        }
        _ => error.into(),
    }
}

fn role_password() -> (Secret, String) {
    let password = generated_password();
    let verifier = postgres_protocol::password::scram_sha_256(password.expose().as_bytes());
    (password, verifier)
}

fn new_kid() -> String {
    format!("{:08x}", rand::rng().random::<u32>())
}

/// The key of one tenant's sessions: HMAC-SHA-256 (RFC 2104) of tenant and key id under SESSION_SECRET, so that the
/// secret itself is in no database and one tenant's key says nothing about another's.
fn signing_key(session_secret: &Secret, tenant: Uuid, kid: &str) -> Result<[u8; 32]> {
    if session_secret.expose().chars().count() < LEAST_SECRET {
        return Err(CentralError::SessionSecret);
    }
    let key = Sha256::digest(session_secret.expose().as_bytes());
    let padded = |with: u8| {
        let mut block = [with; 64];
        block.iter_mut().zip(key).for_each(|(b, k)| *b ^= k);
        block
    };
    let text = format!("optria session key 1:{tenant}:{kid}");
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(text.as_bytes()).finalize();
    Ok(Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tenant_and_key_id_has_a_key_of_its_own_and_a_short_secret_has_none() {
        let secret = Secret::new("a session secret of more than thirty-two letters");
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let of = |tenant, kid| signing_key(&secret, tenant, kid).unwrap();
        assert_eq!(of(a, "k1"), of(a, "k1"));
        assert_ne!(of(a, "k1"), of(b, "k1"));
        assert_ne!(of(a, "k1"), of(a, "k2"));
        assert!(matches!(signing_key(&Secret::new("short"), a, "k1"), Err(CentralError::SessionSecret)));
    }
}
