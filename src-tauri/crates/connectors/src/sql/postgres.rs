//! One connection to PostgreSQL, in the stages that a test tells apart. Every question is asked inside a read-only
//! transaction with its own time-outs, so that neither a pooler in between nor a setting of the role undoes them.

use super::{
    config::SqlConfig,
    failure,
    postgres_cell::{self, Unfit},
    postgres_failure::{explain, explain_first},
    relation::{Shape, Statement},
    row::Cell,
};
use crate::{
    SourceError,
    net::{self, Stream, secure},
};
use domain::Failure;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_postgres::{Client, Config, NoTls, config::SslMode, types::ToSql};

/// PostgreSQL documentation, 55.7, SSLRequest: length and code.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F];
/// Beyond the statement's own time-out the server is given so long to say that it ended it.
const GRACE: Duration = Duration::from_secs(5);

pub(crate) struct Postgres {
    client: Client,
}

/// Asks for TLS and does it, or goes on in plain text where that was chosen. The warning is for a person.
pub(crate) async fn secured(
    mut tcp: TcpStream,
    config: &SqlConfig,
) -> Result<(Box<dyn Stream>, Option<Failure>), SourceError> {
    let Some(trust) = &config.trust else {
        let warning = (!config.at.is_this_machine()).then(|| net::failure::password_not_encrypted(&config.at));
        return Ok((Box::new(tcp), warning));
    };
    let mut answer = [0u8; 1];
    let asked = async {
        tcp.write_all(&SSL_REQUEST).await?;
        tcp.read_exact(&mut answer).await
    };
    match tokio::time::timeout(net::CONNECT_TIMEOUT, asked).await {
        Ok(Ok(_)) => {}
        Ok(Err(e)) => return Err(failure::not_this_database(config, e)),
        Err(_) => return Err(net::failure::timed_out(net::CONNECT_TIMEOUT)),
    }
    match answer[0] {
        b'S' => {
            let (stream, warning) = secure::secure(tcp, &config.at, trust).await?;
            Ok((Box::new(stream), warning))
        }
        b'N' => Err(failure::encryption_not_offered(config)),
        other => Err(failure::not_this_database(config, format!("answered 0x{other:02X} to SSLRequest"))),
    }
}

impl Postgres {
    pub async fn sign_in(stream: Box<dyn Stream>, config: &SqlConfig) -> Result<Self, SourceError> {
        let mut asked = Config::new();
        asked
            .user(&config.user)
            .password(config.password.expose())
            .dbname(&config.database)
            .application_name("optria-iq")
            // What is secured is so already.
            .ssl_mode(SslMode::Disable);
        let (client, connection) = asked.connect_raw(stream, NoTls).await.map_err(|e| explain_first(&e, config))?;
        tokio::spawn(async move {
            if let Err(e) = connection.await {
                tracing::debug!(error = %e, "a database connection ended");
            }
        });
        Ok(Self { client })
    }

    pub fn is_gone(&self) -> bool {
        self.client.is_closed()
    }

    /// What the columns are.
    pub async fn describe(&mut self, config: &SqlConfig, asked: &Statement) -> Result<Shape, SourceError> {
        self.begin(config).await?;
        let prepared = self.client.prepare(&asked.text).await.map_err(|e| explain(&e, config));
        // Preparing asks for no right; planning does.
        let bound = postgres_cell::bound(&asked.bound);
        let bound: Vec<&(dyn ToSql + Sync)> = bound.iter().map(|b| b.as_ref() as &(dyn ToSql + Sync)).collect();
        let planned = match &prepared {
            Ok(_) => {
                self.client.query(&format!("EXPLAIN {}", asked.text), &bound).await.map_err(|e| explain(&e, config))
            }
            Err(_) => Ok(Vec::new()),
        };
        self.end().await;
        let prepared = prepared?;
        planned?;
        postgres_cell::shape(prepared.columns()).map_err(|unfit| match unfit {
            Unfit::Time(kind) => failure::time_column_type(config, &kind),
            Unfit::Value(kind) => failure::value_column_type(config, &kind),
        })
    }

    pub async fn rows(&mut self, config: &SqlConfig, asked: &Statement) -> Result<Vec<Vec<Cell>>, SourceError> {
        let within = config.statement_timeout + GRACE;
        let work = async {
            self.begin(config).await?;
            let bound = postgres_cell::bound(&asked.bound);
            let bound: Vec<&(dyn ToSql + Sync)> = bound.iter().map(|b| b.as_ref() as &(dyn ToSql + Sync)).collect();
            self.client.query(&asked.text, &bound).await.map_err(|e| explain(&e, config))
        };
        let rows = match tokio::time::timeout(within, work).await {
            Ok(rows) => rows,
            Err(_) => return Err(failure::statement_silent(config, within)),
        };
        self.end().await;
        Ok(rows?.iter().map(|row| postgres_cell::cells(row, config.zone)).collect())
    }

    /// True where the user may do more than read the table.
    pub async fn may_write(&mut self, config: &SqlConfig, table: &str) -> Result<bool, SourceError> {
        let asked = Statement {
            text: "SELECT has_table_privilege(CAST($1 AS text), 'INSERT, UPDATE, DELETE, TRUNCATE')".into(),
            bound: vec![super::relation::Bound::Text(table.to_owned())],
        };
        Ok(self.rows(config, &asked).await?.first().and_then(|r| r.first()) == Some(&Cell::Boolean(true)))
    }

    async fn begin(&mut self, config: &SqlConfig) -> Result<(), SourceError> {
        let limit = config.statement_timeout.as_millis();
        // The zone is one of chrono-tz's names: letters, digits, `/`, `_`, `+`, `-`.
        let text = format!(
            "BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = {limit}; SET LOCAL lock_timeout = {limit}; \
             SET LOCAL idle_in_transaction_session_timeout = 60000; SET LOCAL standard_conforming_strings = on; SET LOCAL TIME ZONE '{}'",
            config.zone.name()
        );
        self.client.batch_execute(&text).await.map_err(|e| explain(&e, config))
    }

    /// Nothing was changed, so a rollback is as good; where it fails the connection is broken and the next use says so.
    async fn end(&mut self) {
        let _ = self.client.batch_execute("ROLLBACK").await;
    }
}
