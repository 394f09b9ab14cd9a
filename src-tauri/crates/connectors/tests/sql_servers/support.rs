//! A database with a table of readings, a user who may read it, and a source on it.

use connectors::{SourceContext, TagSource};
use domain::{ConnectorKind, Failure, Secret};
use rustls::pki_types::{CertificateDer, pem::PemObject};
use serde_json::{Value, json};
use std::sync::Arc;
use testkit::{
    mariadb,
    postgres::{self, Certificates, Cluster},
};

pub const PASSWORD: &str = "hunter2-of-the-reader";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Postgres,
    Maria,
}
pub const BOTH: [Kind; 2] = [Kind::Postgres, Kind::Maria];

pub enum Server {
    Postgres(Cluster),
    Maria(mariadb::Server),
}

/// A running database, seen by its administrator.
pub struct Database {
    pub server: Server,
    pub kind: Kind,
    pub certificates: Option<Certificates>,
    postgres: Option<tokio_postgres::Client>,
}

#[derive(Clone, Default)]
pub struct Settings {
    pub certificates: Option<Certificates>,
    pub requires_tls: bool,
    pub postgres_lines: Vec<(&'static str, String)>,
}

/// `None` where it is not installed (said on stderr).
pub async fn database(kind: Kind, settings: Settings) -> Option<Database> {
    let is_there = match kind {
        Kind::Postgres => postgres::available(),
        Kind::Maria => mariadb::available(),
    };
    if !is_there {
        return None;
    }
    let certificates = settings.certificates.clone();
    let server = tokio::task::spawn_blocking(move || match kind {
        Kind::Postgres => Server::Postgres(Cluster::start(postgres::Settings {
            certificates: settings.certificates,
            lines: settings.postgres_lines,
            ..postgres::Settings::default()
        })),
        Kind::Maria => Server::Maria(mariadb::Server::start(mariadb::Settings {
            certificates: settings.certificates,
            requires_tls: settings.requires_tls,
        })),
    });
    let mut database = Database { server: server.await.unwrap(), kind, certificates, postgres: None };
    database.furnish().await;
    Some(database)
}

impl Database {
    /// The plant's tables and the reader.
    async fn furnish(&mut self) {
        let statements = match self.kind {
            Kind::Postgres => format!(
                "CREATE TABLE readings (tag text NOT NULL, at timestamptz NOT NULL, value double precision, quality int);
                 CREATE INDEX ON readings (tag, at);
                 CREATE INDEX ON readings (at);
                 CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}';
                 GRANT SELECT ON readings TO reader"
            ),
            Kind::Maria => format!(
                "CREATE DATABASE mes;
                 CREATE TABLE mes.readings (tag varchar(80) NOT NULL, at datetime(6) NOT NULL, value double, quality int,
                   KEY (tag, at), KEY (at));
                 CREATE USER reader@'127.0.0.1' IDENTIFIED BY '{PASSWORD}';
                 GRANT SELECT ON mes.* TO reader@'127.0.0.1'"
            ),
        };
        self.admin(&statements).await;
    }

    /// Runs statements as the administrator.
    pub async fn admin(&mut self, statements: &str) {
        match &self.server {
            Server::Postgres(cluster) => {
                if self.postgres.as_ref().is_none_or(tokio_postgres::Client::is_closed) {
                    self.postgres = Some(connect(cluster, self.certificates.as_ref()).await);
                }
                self.postgres.as_ref().unwrap().batch_execute(statements).await.unwrap();
            }
            Server::Maria(server) => {
                let statements = if statements.starts_with("CREATE DATABASE") {
                    statements.to_owned()
                } else {
                    format!("USE mes; SET time_zone = '+00:00'; {statements}")
                };
                server.sql(&statements);
            }
        }
    }

    pub fn port(&self) -> u16 {
        match &self.server {
            Server::Postgres(cluster) => cluster.port(),
            Server::Maria(server) => server.port(),
        }
    }

    /// Its configuration, with what differs.
    pub fn config(&self, more: Value) -> Value {
        let (engine, database) = match self.kind {
            Kind::Postgres => ("postgresql", "postgres"),
            Kind::Maria => ("mysql", "mes"),
        };
        let mut config = json!({
            "engine": engine,
            "host": "127.0.0.1",
            "port": self.port(),
            "database": database,
            "userName": "reader",
            "encryption": "none",
            "table": "readings",
            "timeColumn": "at",
            "qualityColumn": "quality",
            "pollIntervalSeconds": 1,
        });
        for (key, value) in more.as_object().unwrap() {
            config[key] = value.clone();
        }
        config
    }

    pub fn source(&self, more: Value) -> Arc<dyn TagSource> {
        open(&self.config(more), PASSWORD).unwrap()
    }

    pub async fn kill(&mut self) {
        self.postgres = None;
        match &mut self.server {
            Server::Postgres(cluster) => cluster.stop(),
            Server::Maria(server) => server.stop(),
        }
    }

    pub async fn restart(&mut self) {
        match &mut self.server {
            Server::Postgres(cluster) => tokio::task::block_in_place(|| cluster.run()),
            Server::Maria(server) => tokio::task::block_in_place(|| server.run()),
        }
    }
}

async fn connect(cluster: &Cluster, certificates: Option<&Certificates>) -> tokio_postgres::Client {
    let url = cluster.url("postgres");
    let Some(certificates) = certificates else {
        let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        return client;
    };
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(certificates.authority.as_bytes()).unwrap()).unwrap();
    let config = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let connector = tokio_postgres_rustls::MakeRustlsConnect::new(config);
    let (client, connection) = tokio_postgres::connect(&url, connector).await.unwrap();
    tokio::spawn(connection);
    client
}

pub fn open(config: &Value, password: &str) -> Result<Arc<dyn TagSource>, Failure> {
    let secrets = [("password".to_owned(), Secret::new(password))].into();
    connectors::open(ConnectorKind::Sql, config, SourceContext { secrets, folder: "/nonexistent".into() })
}
