//! The central database: what row security costs (`rls`), and what workstations cost that ask whether there is something
//! new (`poll`); a backlog of readings on its way there (`upload`), of weeks with live ones beside it (`offline`), changed rows
//! on their way here (`pull`), an edit from window to window (`seen`). A PostgreSQL of the bench's own, as a plant would have it: passwords, migrations, tenants made
//! as an administrator makes them.

mod backlog;
pub mod offline;
pub mod poll;
pub mod pull;
pub mod rls;
pub mod seen;
pub mod upload;

use crate::Outcome;
use central::{Administrator, Link, NewTenant, Server, Trust};
use domain::Secret;
use testkit::postgres::{Cluster, Settings};
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

const SESSION_SECRET: &str = "the session secret of the benchmark, long enough";

/// Of every first administrator, once they have signed in.
const PASSWORD: &str = "a password of the benchmark";

pub struct Tenant {
    id: Uuid,
    role: String,
    password: Secret,
    email: String,
    first_password: Secret,
}

async fn begin(tenants: usize, lines: Vec<(&'static str, String)>) -> Outcome<(Cluster, Client, Vec<Tenant>)> {
    if !testkit::postgres::available() {
        return Err("PostgreSQL is not installed".into());
    }
    let cluster = Cluster::start(Settings { lines, ..Settings::default() });
    let mut admin = Administrator::connect(&Secret::new(cluster.url("postgres")), None).await?;
    admin.migrate().await?;
    let mut made = Vec::new();
    for n in 0..tenants {
        let email = format!("admin@t{n}.example");
        let tenant = NewTenant {
            code: format!("T{n:04}"),
            name_en: format!("Tenant {n}"),
            name_ar: "جهة".into(),
            currency: "SAR".into(),
            time_zone: "Asia/Riyadh".into(),
            connection_limit: Some(1000),
        };
        let new = admin.create_tenant(&tenant, &email, "Admin", &Secret::new(SESSION_SECRET)).await?;
        let login = new.login.ok_or("a new tenant has a role")?;
        let (role, password) = (login.role, login.password);
        made.push(Tenant { id: new.tenant_id, role, password, email, first_password: new.person_password });
    }
    let (root, connection) = tokio_postgres::connect(&cluster.url("postgres"), NoTls).await?;
    tokio::spawn(connection);
    Ok((cluster, root, made))
}

/// Signed in with a password that need not be changed any more.
async fn sign_in(cluster: &Cluster, tenant: &Tenant) -> Outcome<Link> {
    let server =
        Server { host: "127.0.0.1".into(), port: cluster.port(), database: "postgres".into(), trust: Trust::Loopback };
    let link = Link::connect(&server, &tenant.role, &tenant.password).await?;
    let next = Secret::new(PASSWORD);
    match link.sign_in(&tenant.email, &tenant.first_password, None, "bench").await {
        Ok(_) => link.change_password(&tenant.email, &tenant.first_password, &next).await?,
        Err(_) => drop(link.sign_in(&tenant.email, &next, None, "bench").await?),
    }
    Ok(link)
}

fn round3(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn load() -> String {
    std::fs::read_to_string("/proc/loadavg").unwrap_or_default().split(' ').next().unwrap_or_default().to_owned()
}
