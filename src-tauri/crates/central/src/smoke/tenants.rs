//! The two tenants of the smoke test. Made as any tenant is, or taken up again: their passwords are nobody's to know, so
//! each run gives the LOGIN role and the administrator new ones.

use super::Step;
use crate::{Administrator, CentralError, Costs, NewTenant, RolePassword, generated_password, sign_in::derive};
use domain::Secret;
use uuid::Uuid;

/// No mail ever reaches it (RFC 2606).
const ADMIN: &str = "smoke-admin@optria.invalid";
/// A run has four connections at most.
const CONNECTIONS: i32 = 6;

pub(super) struct SmokeTenant {
    pub id: Uuid,
    pub is_new: bool,
    pub role: String,
    pub role_password: Secret,
    pub admin: Uuid,
    pub admin_email: &'static str,
    /// To be changed at the first sign-in.
    pub admin_password: Secret,
}

impl Administrator {
    pub(super) async fn smoke_tenant(&mut self, code: &'static str, session_secret: &Secret) -> Step<SmokeTenant> {
        let sql = "SELECT tenant_id, status = 'active' FROM plant.tenant WHERE code = $1";
        let found = self.client.query_opt(sql, &[&code]).await.map_err(CentralError::from)?;
        let Some(found) = found else { return self.new_smoke_tenant(code, session_secret).await };
        let id: Uuid = found.get(0);
        if !found.get::<_, bool>(1) {
            self.set_tenant_active(code, true).await?;
        }
        let RolePassword { role, password: role_password } = self.rotate_tenant_password(code).await?;
        let (admin, admin_password) = self.reset_smoke_admin(id).await?;
        Ok(SmokeTenant { id, is_new: false, role, role_password, admin, admin_email: ADMIN, admin_password })
    }

    async fn new_smoke_tenant(&mut self, code: &str, session_secret: &Secret) -> Step<SmokeTenant> {
        let tenant = NewTenant {
            code: code.to_owned(),
            name_en: "Smoke test".into(),
            name_ar: "اختبار التشغيل".into(),
            currency: "SAR".into(),
            time_zone: "Asia/Riyadh".into(),
            connection_limit: Some(CONNECTIONS),
        };
        let made = self.make_tenant(&tenant, ADMIN, "Smoke test", session_secret).await?;
        let login = made.login.ok_or_else(|| CentralError::Database("a new tenant without a role".into()))?;
        Ok(SmokeTenant {
            id: made.tenant_id,
            is_new: true,
            role: login.role,
            role_password: login.password,
            admin: made.person_id,
            admin_email: ADMIN,
            admin_password: made.person_password,
        })
    }

    /// Whatever was done to the administrator since: active again, with the role, and a first password to be changed.
    async fn reset_smoke_admin(&mut self, tenant: Uuid) -> Step<(Uuid, Secret)> {
        let password = generated_password();
        let transaction = self.client.transaction().await.map_err(CentralError::from)?;
        let row = transaction.query_one("SELECT auth.salt_for($1, $2)", &[&tenant, &ADMIN]).await;
        let salt = row.map_err(CentralError::from)?.get(0);
        let proof = derive(&password, salt, Costs::PRESENT).await?;
        let sql = "UPDATE plant.person SET role = 'tenant_admin', is_active = true
                    WHERE tenant_id = $1 AND email = $2 RETURNING id";
        let found = transaction.query_opt(sql, &[&tenant, &ADMIN]).await.map_err(CentralError::from)?;
        let person = match found.map(|row| row.get::<_, Uuid>(0)) {
            Some(person) => {
                let sql = "SELECT auth.set_proof($1, $2, $3, NULL),
                                  audit.append($1, NULL, NULL, NULL, 'reset_password', $2::text, 'success')";
                let set = transaction.execute(sql, &[&tenant, &person, &proof.as_slice()]).await;
                set.map_err(CentralError::from)?;
                person
            }
            None => {
                let person = Uuid::now_v7();
                let sql = "SELECT optria.create_person($1, $2, $3, 'Smoke test', 'tenant_admin', $4)";
                let made = transaction.execute(sql, &[&tenant, &person, &ADMIN, &proof.as_slice()]).await;
                made.map_err(CentralError::from)?;
                person
            }
        };
        transaction.commit().await.map_err(CentralError::from)?;
        Ok((person, password))
    }
}
