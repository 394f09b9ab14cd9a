//! A fresh PostgreSQL, migrated, with the platform and two tenants in it, one person of each role in both.

#![allow(dead_code)] // each test binary uses its part

use central::{Administrator, Link, NewPerson, NewTenant, Provisioned, Server, Trust, Window};
use domain::{Role, Secret};
use testkit::postgres::{Cluster, Settings};
use uuid::Uuid;

pub const PASSWORD: &str = "a password of tests";
pub const SESSION_SECRET: &str = "the session secret of the tests, long enough";

pub struct TestTenant {
    pub id: Uuid,
    pub code: String,
    pub role: String,
    pub role_password: Secret,
    /// One of each role; all with [`PASSWORD`].
    pub people: Vec<TestPerson>,
}

#[derive(Clone)]
pub struct TestPerson {
    pub id: Uuid,
    pub email: String,
    pub role: Role,
}

pub struct World {
    pub cluster: Cluster,
    pub admin: Administrator,
    pub platform: TestTenant,
    pub a: TestTenant,
    pub b: TestTenant,
}

/// The first of a list, as many as a page has.
pub fn all() -> Window {
    Window { search: None, offset: 0, limit: 500 }
}

pub fn secret(text: &str) -> Secret {
    Secret::new(text)
}

pub async fn administrator(cluster: &Cluster) -> Administrator {
    Administrator::connect(&secret(&cluster.url("postgres")), None).await.expect("the cluster has just been started")
}

pub fn new_tenant(code: &str) -> NewTenant {
    NewTenant {
        code: code.to_owned(),
        name_en: format!("{code} Water"),
        name_ar: "مياه".into(),
        currency: "SAR".into(),
        time_zone: "Asia/Riyadh".into(),
        connection_limit: Some(20),
    }
}

impl World {
    /// None where there is no PostgreSQL on this machine.
    pub async fn new(settings: Settings) -> Option<Self> {
        Self::at(settings, central::known_schema()).await
    }

    /// Migrated up to a version only.
    pub async fn at(settings: Settings, schema: i32) -> Option<Self> {
        if !testkit::postgres::available() {
            return None;
        }
        let cluster = Cluster::start(settings);
        let mut admin = administrator(&cluster).await;
        admin.migrate_to(schema).await.expect("an empty database is migrated");
        let session = secret(SESSION_SECRET);
        let owner = admin.create_owner("owner@platform.example", "Owner", &session).await.expect("an owner");
        let platform = grow(&cluster, "PLATFORM", owner, Role::PlatformOwner, "owner@platform.example").await;
        let mut tenants = Vec::new();
        for code in ["ALPHA", "BETA"] {
            let email = format!("tenant_admin@{}.example", code.to_lowercase());
            let made = admin.create_tenant(&new_tenant(code), &email, "Amal", &session).await.expect("a tenant");
            tenants.push(grow(&cluster, code, made, Role::TenantAdmin, &email).await);
        }
        let (b, a) = (tenants.pop()?, tenants.pop()?);
        Some(Self { cluster, admin, platform, a, b })
    }

    pub fn server(&self) -> Server {
        server(&self.cluster)
    }

    /// A link with the tenant's role, nobody signed in.
    pub async fn link(&self, tenant: &TestTenant) -> Link {
        Link::connect(&self.server(), &tenant.role, &tenant.role_password).await.expect("the tenant's role connects")
    }

    /// A link on which the tenant's person of this role has signed in.
    pub async fn signed_in(&self, tenant: &TestTenant, role: Role) -> Link {
        let link = self.link(tenant).await;
        link.sign_in(&tenant.person(role).email, &secret(PASSWORD), None, "test").await.expect("the password is right");
        link
    }
}

impl TestTenant {
    pub fn person(&self, role: Role) -> &TestPerson {
        self.people.iter().find(|p| p.role == role).expect("there is one of each role")
    }
}

pub fn server(cluster: &Cluster) -> Server {
    Server { host: "127.0.0.1".into(), port: cluster.port(), database: "postgres".into(), trust: Trust::Loopback }
}

/// Changes the first person's password to the one of the tests, and makes one person of each other role.
async fn grow(cluster: &Cluster, code: &str, made: Provisioned, first_role: Role, email: &str) -> TestTenant {
    let login = made.login.expect("it is new");
    let connect = || async {
        Link::connect(&server(cluster), &login.role, &login.password).await.expect("the new role connects")
    };
    let link = connect().await;
    take_over(&link, email, &made.person_password).await;
    let mut people = vec![TestPerson { id: made.person_id, email: email.to_owned(), role: first_role }];
    for role in Role::ALL.into_iter().filter(|role| *role != first_role && *role != Role::PlatformOwner) {
        let email = format!("{}@{}.example", role.as_str(), code.to_lowercase());
        let person = NewPerson {
            id: Uuid::now_v7(),
            email: email.clone(),
            display_name: format!("{} of {code}", role.as_str()),
            role,
            locale: "ar".into(),
        };
        let password = link.create_person(&person).await.expect("an administrator makes people");
        let theirs = connect().await;
        take_over(&theirs, &email, &password).await;
        theirs.sign_out().await.expect("who is signed in signs out");
        people.push(TestPerson { id: person.id, email, role });
    }
    TestTenant { id: made.tenant_id, code: code.to_owned(), role: login.role, role_password: login.password, people }
}

/// First sign-in, and the change that it forces.
async fn take_over(link: &Link, email: &str, password: &Secret) {
    let first = link.sign_in(email, password, None, "test").await.expect("the first password is right");
    assert!(first.must_change, "a first password is to be changed");
    link.change_password(email, password, &secret(PASSWORD)).await.expect("the first password is changed");
}

/// A superuser's own connection, for what no function does.
pub async fn superuser(cluster: &Cluster) -> tokio_postgres::Client {
    let (client, connection) =
        tokio_postgres::connect(&cluster.url("postgres"), tokio_postgres::NoTls).await.expect("the cluster runs");
    tokio::spawn(connection);
    client
}
