//! The administrator of the database: a superuser's `DATABASE_URL`. Used by `optria central ...` only; no workstation
//! ever holds one.

use crate::{CentralError, Result, Server, Trust, connect::is_meant_for_this_machine};
use domain::Secret;
use tokio_postgres::{Client, Config, Row, config::Host, types::ToSql};
use uuid::Uuid;

/// How long an administrator's act waits for what a tenant's transaction holds, and how often it is tried.
const LOCK_TIMEOUT: &str = "SET lock_timeout = '3s'";
const ATTEMPTS: u32 = 5;

pub struct Administrator {
    pub(crate) client: Client,
    /// Where it is connected to: the smoke test connects there as a tenant.
    pub(crate) server: Server,
}

impl Administrator {
    /// `url` as PostgreSQL knows it (`postgres://postgres:...@db.example:5432/optria`). To another machine the
    /// certificate is verified with `authority` (PEM) or, without one, by the system's roots. On this machine TLS is
    /// used where an authority is given.
    pub async fn connect(url: &Secret, authority: Option<String>) -> Result<Self> {
        let malformed = |what: &str| CentralError::AddressMalformed(format!("DATABASE_URL {what}"));
        let config: Config = url.expose().parse().map_err(|_| malformed("is no PostgreSQL address"))?;
        let [Host::Tcp(host)] = config.get_hosts() else { return Err(malformed("names exactly one host")) };
        let server = Server {
            host: host.clone(),
            port: config.get_ports().first().copied().unwrap_or(5432),
            database: config.get_dbname().or(config.get_user()).unwrap_or_default().to_owned(),
            trust: match authority {
                Some(pem) => Trust::Authority(pem),
                None if is_meant_for_this_machine(host) => Trust::Loopback,
                None => Trust::System,
            },
        };
        let user = config.get_user().ok_or_else(|| malformed("names no user"))?;
        let password = String::from_utf8_lossy(config.get_password().unwrap_or_default()).into_owned();
        let client = server.connect(user, &Secret::new(password)).await?;
        // Long work such as a migration is not cut off as a workstation's statement would be, nor does another
        // administrator stop waiting for it.
        client
            .batch_execute(
                "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;
                 SET search_path = pg_catalog",
            )
            .await?;
        Ok(Self { client, server })
    }

    pub(crate) async fn require_superuser(&self) -> Result<()> {
        let row = self.client.query_one("SELECT current_setting('is_superuser') = 'on'", &[]).await?;
        if row.get(0) { Ok(()) } else { Err(CentralError::NotSuperuser) }
    }

    /// Does what nobody may hold up: where a transaction of the tenant's (of any tenant's where none is named) has kept it
    /// waiting, that one is cut off, and it is done again. A workstation connects anew and sends again what was in it.
    pub(crate) async fn insist(
        &self,
        tenant: Option<Uuid>,
        sql: &str,
        parameters: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>> {
        self.client.batch_execute(LOCK_TIMEOUT).await?;
        let mut outcome = self.client.query(sql, parameters).await.map_err(CentralError::from);
        for _ in 1..ATTEMPTS {
            let Err(CentralError::Busy) = outcome else { break };
            self.cut_off(tenant).await?;
            outcome = self.client.query(sql, parameters).await.map_err(CentralError::from);
        }
        self.client.batch_execute("SET lock_timeout = 0").await?;
        outcome
    }

    /// Ends the connections of tenants' roles that have been in one transaction for more than two seconds; a workstation's
    /// are of one statement each. How many.
    pub(crate) async fn cut_off(&self, tenant: Option<Uuid>) -> Result<i64> {
        let there = self.client.query_one("SELECT to_regclass('auth.tenant_role') IS NOT NULL", &[]).await?;
        if !there.get::<_, bool>(0) {
            return Ok(0);
        }
        let sql = "SELECT count(pg_terminate_backend(a.pid, 2000)) FROM pg_stat_activity a
                     JOIN auth.tenant_role t ON t.role_name = a.usename
                    WHERE a.datname = current_database() AND a.xact_start < clock_timestamp() - interval '2 seconds'
                      AND ($1::uuid IS NULL OR t.tenant_id = $1)";
        let cut: i64 = self.client.query_one(sql, &[&tenant]).await?.get(0);
        tracing::warn!(cut, "transactions of tenants that were in the way have been cut off");
        Ok(cut)
    }
}
