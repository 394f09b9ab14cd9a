//! A PostgreSQL of its own, migrated, and a tenant in it for each history.

use super::Outcome;
use central::{Administrator, Link, NewTenant, Server, Trust};
use domain::{PersonId, Secret};
use testkit::postgres::{Cluster, Settings};
use tokio_postgres::NoTls;
use uuid::Uuid;

const SESSION_SECRET: &str = "the session secret of the histories, long enough";

pub struct Scene {
    cluster: Cluster,
    tenants: u32,
}

/// A tenant with one person, whose session all of its workstations use.
#[derive(Clone)]
pub(crate) struct Tenant {
    pub id: Uuid,
    pub role: String,
    pub password: Secret,
    pub person: PersonId,
    pub token: Secret,
}

impl Scene {
    /// None where there is no PostgreSQL on this machine.
    pub async fn start() -> Outcome<Option<Self>> {
        if !testkit::postgres::available() {
            return Ok(None);
        }
        let scene = Self { cluster: Cluster::start(Settings::default()), tenants: 0 };
        scene.administrator().await?.migrate().await?;
        Ok(Some(scene))
    }

    /// As a power cut would end the server; it comes back at once, on the same port.
    pub(crate) fn crash(&mut self) {
        self.cluster.stop();
        self.cluster.run();
    }

    /// A mistake on purpose, to see that the oracle notices: an operation that comes again is done again.
    pub async fn ignore_receipts(&self) -> Outcome<()> {
        let superuser = self.superuser().await?;
        let sql = "SELECT pg_get_functiondef('sync.receive(uuid, uuid, text, jsonb)'::regprocedure)";
        let text: String = superuser.query_one(sql, &[]).await?.get(0);
        let broken = text.replacen("ELSIF FOUND THEN", "ELSIF false THEN", 1).replacen(
            "ON CONFLICT DO NOTHING",
            "ON CONFLICT (tenant_id, op_id) DO UPDATE SET at = excluded.at",
            1,
        );
        if broken.matches("ELSIF false").count() + broken.matches("excluded.at").count() != 2 {
            return Err("sync.receive is no longer what this breaks".into());
        }
        Ok(superuser.batch_execute(&broken).await?)
    }

    pub(crate) fn port(&self) -> u16 {
        self.cluster.port()
    }

    /// A superuser's own connection, for what the oracle looks at.
    pub(crate) async fn superuser(&self) -> Outcome<tokio_postgres::Client> {
        let (client, connection) = tokio_postgres::connect(&self.cluster.url("postgres"), NoTls).await?;
        tokio::spawn(connection);
        Ok(client)
    }

    pub(crate) async fn tenant(&mut self) -> Outcome<Tenant> {
        self.tenants += 1;
        let email = format!("admin@t{}.example", self.tenants);
        let new = NewTenant {
            code: format!("T{:05}", self.tenants),
            name_en: "Histories".into(),
            name_ar: "جهة".into(),
            currency: "SAR".into(),
            time_zone: "Asia/Riyadh".into(),
            connection_limit: Some(60),
        };
        let mut administrator = self.administrator().await?;
        let made = administrator.create_tenant(&new, &email, "Admin", &Secret::new(SESSION_SECRET)).await?;
        let login = made.login.ok_or("a new tenant has a role")?;
        let link = Link::connect(&server(self.port()), &login.role, &login.password).await?;
        let password = Secret::new("a password of the histories");
        link.sign_in(&email, &made.person_password, None, "histories").await?;
        link.change_password(&email, &made.person_password, &password).await?;
        let token = link.sign_in(&email, &password, None, "histories").await?.token;
        let person = PersonId(made.person_id);
        Ok(Tenant { id: made.tenant_id, role: login.role, password: login.password, person, token })
    }

    async fn administrator(&self) -> Outcome<Administrator> {
        Ok(Administrator::connect(&Secret::new(self.cluster.url("postgres")), None).await?)
    }
}

pub(crate) fn server(port: u16) -> Server {
    Server { host: "127.0.0.1".into(), port, database: "postgres".into(), trust: Trust::Loopback }
}
