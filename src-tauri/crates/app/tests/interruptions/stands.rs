//! Each kind of source with its real counterpart (PI: the contract server), as one that can be paused, killed, started again,
//! and told to take another password.

use serde_json::{Value, json};
use std::{
    sync::Arc,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};
use testkit::{
    Interruptible,
    counterparts::{Counterpart, Options, Stack},
    mariadb, pi,
    postgres::{self, Cluster},
};

pub const PASSWORD: &str = "right-one-7";
const OTHER_PASSWORD: &str = "another-one-8";

pub trait Stand: Send {
    fn connector(&self) -> &'static str;
    fn config(&self) -> Value;
    /// A tag with a new value at least once a second.
    fn live_tag(&self) -> String;
    fn server(&mut self) -> &mut dyn Interruptible;
    fn pause(&mut self) {
        self.server().pause();
    }
    fn resume(&mut self) {
        self.server().resume();
    }
    fn kill(&mut self) {
        self.server().kill();
    }
    fn restart(&mut self) {
        self.server().restart();
    }
    /// From now on `PASSWORD` is wrong and this one right; who is signed in has to do it again.
    fn change_password(&mut self) -> &'static str;
    /// The times of all values of the live tag in microseconds, where account is kept.
    fn made(&self) -> Option<Vec<i64>> {
        None
    }
}

pub struct Opcua(Counterpart);

const OPCUA_USER: &str = "operator";

impl Opcua {
    pub fn start(stack: Stack) -> Self {
        Self(Counterpart::start(stack, Self::options(PASSWORD)))
    }

    fn options(password: &str) -> Options {
        Options::new().counter_every(Duration::from_millis(200)).user(OPCUA_USER, password).without_anonymous()
    }
}

impl Stand for Opcua {
    fn connector(&self) -> &'static str {
        "opcua"
    }
    fn config(&self) -> Value {
        json!({
            "endpointUrl": self.0.endpoint_url(), "identity": "user", "userName": OPCUA_USER,
            "publishingIntervalMs": 200, "samplingIntervalMs": 100, "sessionTimeoutMs": 10_000,
        })
    }
    fn live_tag(&self) -> String {
        "nsu=urn:optria:test:plant;s=Plant.Counter".into()
    }
    fn server(&mut self) -> &mut dyn Interruptible {
        &mut self.0
    }
    fn change_password(&mut self) -> &'static str {
        self.0.restart_with(Self::options(OTHER_PASSWORD));
        OTHER_PASSWORD
    }
    fn made(&self) -> Option<Vec<i64>> {
        Some(self.0.counter_log().into_iter().map(|(_, at)| at).collect())
    }
}

pub struct Postgres {
    cluster: Cluster,
    url: String,
    port: u16,
    is_feeding: Arc<AtomicBool>,
}

impl Postgres {
    pub fn start() -> Self {
        let cluster = Cluster::start(postgres::Settings::default());
        let (url, port) = (cluster.url("postgres"), cluster.port());
        let stand = Self { cluster, url, port, is_feeding: Arc::default() };
        stand.sql(&format!(
            "CREATE TABLE readings (tag text, time timestamptz, value text);
             CREATE INDEX ON readings (tag, time);
             CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}'; GRANT SELECT ON readings TO reader"
        ));
        stand.feed();
        stand
    }

    pub fn sql(&self, statements: &str) {
        let (url, statements) = (self.url.clone(), statements.to_owned());
        on_a_thread(async move {
            let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
            tokio::spawn(connection);
            client.batch_execute(&statements).await.unwrap();
        });
    }

    /// Until it is killed.
    fn feed(&self) {
        let (url, is_feeding) = (self.url.clone(), self.is_feeding.clone());
        is_feeding.store(true, Ordering::Relaxed);
        thread::spawn(move || {
            on_a_thread(async move {
                let Ok((client, connection)) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await else {
                    return;
                };
                tokio::spawn(connection);
                const ROW: &str = "INSERT INTO readings VALUES ('TI-1', now(), '20')";
                while is_feeding.load(Ordering::Relaxed) && client.batch_execute(ROW).await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(300)).await;
                }
            });
        });
    }
}

impl Stand for Postgres {
    fn connector(&self) -> &'static str {
        "sql"
    }
    fn config(&self) -> Value {
        json!({
            "host": "127.0.0.1", "port": self.port, "database": "postgres", "userName": "reader", "encryption": "none",
            "table": "readings", "pollIntervalSeconds": 1, "statementTimeoutSeconds": 2,
        })
    }
    fn live_tag(&self) -> String {
        "TI-1".into()
    }
    fn server(&mut self) -> &mut dyn Interruptible {
        &mut self.cluster
    }
    fn kill(&mut self) {
        self.is_feeding.store(false, Ordering::Relaxed);
        self.cluster.stop();
    }
    fn restart(&mut self) {
        self.cluster.run();
        self.feed();
    }
    fn change_password(&mut self) -> &'static str {
        self.sql(&format!("ALTER ROLE reader PASSWORD '{OTHER_PASSWORD}'"));
        self.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'");
        OTHER_PASSWORD
    }
}

pub struct MariaDb(mariadb::Server);

impl MariaDb {
    pub fn start() -> Self {
        let server = mariadb::Server::start(mariadb::Settings::default());
        server.sql(&format!(
            "CREATE DATABASE mes; USE mes;
             CREATE TABLE readings (tag varchar(40), time datetime(3), value double, INDEX (tag, time));
             CREATE USER reader IDENTIFIED BY '{PASSWORD}'; GRANT SELECT ON mes.* TO reader;
             CREATE EVENT feed ON SCHEDULE EVERY 1 SECOND DO INSERT INTO readings VALUES ('TI-1', utc_timestamp(3), 20);
             SET GLOBAL event_scheduler = ON"
        ));
        Self(server)
    }
}

impl Stand for MariaDb {
    fn connector(&self) -> &'static str {
        "sql"
    }
    fn config(&self) -> Value {
        json!({
            "engine": "mysql", "host": "127.0.0.1", "port": self.0.port(), "database": "mes", "userName": "reader",
            "encryption": "none", "table": "readings", "pollIntervalSeconds": 1, "statementTimeoutSeconds": 2,
        })
    }
    fn live_tag(&self) -> String {
        "TI-1".into()
    }
    fn server(&mut self) -> &mut dyn Interruptible {
        &mut self.0
    }
    fn restart(&mut self) {
        self.0.run();
        self.0.sql("SET GLOBAL event_scheduler = ON");
    }
    fn change_password(&mut self) -> &'static str {
        self.0.sql(&format!("ALTER USER reader IDENTIFIED BY '{OTHER_PASSWORD}'"));
        for id in self.0.sql("SELECT id FROM information_schema.processlist WHERE user = 'reader'").lines() {
            self.0.sql(&format!("KILL {id}"));
        }
        OTHER_PASSWORD
    }
}

pub struct Pi(pub pi::Server);

impl Pi {
    pub fn start() -> Self {
        Self(pi::Server::start(pi::Options::default()))
    }
}

impl Stand for Pi {
    fn connector(&self) -> &'static str {
        "pi"
    }
    fn config(&self) -> Value {
        json!({"baseUrl": self.0.url(), "userName": pi::USER.0, "pollIntervalSeconds": 1})
    }
    fn live_tag(&self) -> String {
        "\\\\PIDA\\Counter".into()
    }
    fn server(&mut self) -> &mut dyn Interruptible {
        &mut *self.0
    }
    fn change_password(&mut self) -> &'static str {
        self.0.take_password(OTHER_PASSWORD);
        OTHER_PASSWORD
    }
    fn made(&self) -> Option<Vec<i64>> {
        Some(self.0.counter_log().into_iter().map(|(_, at)| at).collect())
    }
}

/// What needs a runtime of its own, from wherever it is called.
fn on_a_thread(work: impl Future<Output = ()> + Send + 'static) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    thread::spawn(move || runtime.block_on(work)).join().unwrap();
}
