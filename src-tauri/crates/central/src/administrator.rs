//! The administrator of the database: a superuser's `DATABASE_URL`. Used by `optria central ...` only; no workstation
//! ever holds one.

use crate::{CentralError, Result, Server, Trust, connect::is_meant_for_this_machine};
use domain::Secret;
use tokio_postgres::{Client, Config, config::Host};

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
        // Long work such as a migration is not cut off as a workstation's statement would be.
        client
            .batch_execute(
                "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET search_path = pg_catalog",
            )
            .await?;
        Ok(Self { client, server })
    }

    pub(crate) async fn require_superuser(&self) -> Result<()> {
        let row = self.client.query_one("SELECT current_setting('is_superuser') = 'on'", &[]).await?;
        if row.get(0) { Ok(()) } else { Err(CentralError::NotSuperuser) }
    }
}
