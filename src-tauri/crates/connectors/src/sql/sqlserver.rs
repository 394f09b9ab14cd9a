//! One connection to SQL Server. It knows no read-only session: what is sent is one checked SELECT inside a transaction
//! that is always rolled back, the sign-in says that it comes to read (ApplicationIntent=ReadOnly), and a login that may
//! write is warned of. It waits for locks no longer than a statement may take, and yields where two block each other.

use super::{
    config::SqlConfig,
    failure,
    relation::{Bound, Shape, Statement},
    row::Cell,
    sqlserver_cell::{self, Unfit},
    sqlserver_failure::{explain, explain_first},
    sqlserver_prelogin,
};
use crate::{
    SourceError,
    net::{Place, Stream},
    zone,
};
use domain::Failure;
use std::time::Duration;
use tiberius::{AuthMethod, Client, Column, Config, EncryptionLevel, Query, Row, error::Error};
use tokio::time::timeout;
use tokio_util::compat::{Compat, TokioAsyncReadCompatExt};

const SIGN_IN_TIMEOUT: Duration = Duration::from_secs(10);
/// For the server to say that it ended a statement which it was told to end.
const GRACE: Duration = Duration::from_secs(5);
/// A busy listener sends on to one that reads, and no further.
const MOST_SENT_ON: usize = 1;

pub(crate) struct SqlServer {
    client: Client<Compat<Box<dyn Stream>>>,
    /// A statement was begun and not ended: what comes next would be its answer.
    is_torn: bool,
}

/// Resolved, connected and secured.
pub(crate) async fn reached(config: &SqlConfig) -> Result<(Box<dyn Stream>, Option<Failure>), SourceError> {
    let tcp = config.at.connect(&config.at.resolve().await?).await?;
    sqlserver_prelogin::secured(tcp, config).await
}

impl SqlServer {
    pub async fn sign_in(stream: Box<dyn Stream>, config: &SqlConfig) -> Result<Self, SourceError> {
        let (mut stream, mut config) = (stream, config.clone());
        let mut sent_on = 0;
        let client = loop {
            match Client::connect(sign_in_of(&config), stream.compat()).await {
                Ok(client) => break client,
                Err(Error::Routing { host, port }) if sent_on < MOST_SENT_ON => {
                    sent_on += 1;
                    let at = Place::parse(&host, port).ok_or_else(|| failure::not_this_database(&config, &host))?;
                    config.at = at;
                    stream = reached(&config).await?.0;
                }
                Err(e) => return Err(explain_first(&e, &config)),
            }
        };
        let mut signed_in = Self { client, is_torn: false };
        signed_in.say(&settled(&config)).await.map_err(|e| explain(&e, &config))?;
        Ok(signed_in)
    }

    pub fn is_gone(&self) -> bool {
        self.is_torn
    }

    /// What the columns are. Asking for no row asks for the right to read them all the same.
    pub async fn describe(&mut self, config: &SqlConfig, asked: &Statement) -> Result<Shape, SourceError> {
        let (columns, _) = self.inside(config, Shape::default(), asked).await?;
        sqlserver_cell::shape(&columns).map_err(|unfit| match unfit {
            Unfit::Time(kind) => failure::time_column_type(config, &kind),
            Unfit::Value(kind) => failure::value_column_type(config, &kind),
        })
    }

    pub async fn rows(
        &mut self,
        config: &SqlConfig,
        shape: Shape,
        asked: &Statement,
    ) -> Result<Vec<Vec<Cell>>, SourceError> {
        let (_, rows) = self.inside(config, shape, asked).await?;
        Ok(rows.iter().map(|row| sqlserver_cell::cells(row, config.zone)).collect())
    }

    /// True where the login may do more than read the table, or anything in the database where there is none.
    pub async fn may_write(&mut self, config: &SqlConfig, table: Option<&str>) -> Result<bool, SourceError> {
        let (on, of) = match table {
            Some(_) => ("@P1, 'OBJECT'", table.unwrap_or_default()),
            None => ("@P1, 'DATABASE'", config.database.as_str()),
        };
        let any =
            ["INSERT", "UPDATE", "DELETE", "ALTER"].map(|right| format!("HAS_PERMS_BY_NAME({on}, '{right}') = 1"));
        let asked = Statement {
            text: format!("SELECT CAST(CASE WHEN {} THEN 1 ELSE 0 END AS bit)", any.join(" OR ")),
            bound: vec![Bound::Text(of.to_owned())],
        };
        let told = self.rows(config, Shape::default(), &asked).await?;
        Ok(told.first().and_then(|row| row.first()) == Some(&Cell::Boolean(true)))
    }

    /// Asks inside a transaction that is rolled back whatever comes of it, and no longer than allowed.
    async fn inside(
        &mut self,
        config: &SqlConfig,
        shape: Shape,
        asked: &Statement,
    ) -> Result<(Vec<Column>, Vec<Row>), SourceError> {
        self.is_torn = true;
        match timeout(config.statement_timeout, self.asked(query(asked, config, shape))).await {
            Ok(answer) => {
                // An answered error leaves the connection whole; one of the wire does not.
                let is_whole = answer.as_ref().err().is_none_or(|e| matches!(e, Error::Server(_)));
                self.is_torn = !is_whole || !self.rolled_back().await;
                answer.map_err(|e| explain(&e, config))
            }
            Err(_) => {
                let within = config.statement_timeout + GRACE;
                match timeout(GRACE, self.client.cancel_query()).await {
                    Ok(Ok(())) => {
                        self.is_torn = !self.rolled_back().await;
                        Err(failure::statement_timed_out(config, "ended by an attention of ours"))
                    }
                    _ => Err(failure::statement_silent(config, within)),
                }
            }
        }
    }

    async fn asked(&mut self, query: Query<'_>) -> Result<(Vec<Column>, Vec<Row>), Error> {
        self.say("BEGIN TRANSACTION").await?;
        let mut answer = query.query(&mut self.client).await?;
        let columns = answer.columns().await?.map(<[_]>::to_vec).unwrap_or_default();
        Ok((columns, answer.into_first_result().await?))
    }

    /// Most errors have rolled back already (XACT_ABORT).
    async fn rolled_back(&mut self) -> bool {
        let said = self.say("IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION");
        timeout(GRACE, said).await.is_ok_and(|answer| answer.is_ok())
    }

    async fn say(&mut self, text: &str) -> Result<(), Error> {
        self.client.simple_query(text).await?.into_results().await.map(|_| ())
    }
}

fn sign_in_of(config: &SqlConfig) -> Config {
    let mut asked = Config::new();
    asked.host(&config.at.host);
    asked.port(config.at.port);
    asked.database(&config.database);
    asked.authentication(AuthMethod::sql_server(&config.user, config.password.expose()));
    asked.application_name("optria-iq");
    // What is secured is so already.
    asked.encryption(EncryptionLevel::NotSupported);
    asked.readonly(true);
    asked.handshake_timeout(Some(SIGN_IN_TIMEOUT));
    asked
}

/// Quoted names are names, whatever the login's own setting: the query was read so.
fn settled(config: &SqlConfig) -> String {
    let limit = config.statement_timeout.as_millis();
    format!(
        "SET QUOTED_IDENTIFIER ON; SET ANSI_NULLS ON; SET IMPLICIT_TRANSACTIONS OFF; SET XACT_ABORT ON; \
         SET DEADLOCK_PRIORITY LOW; SET ROWCOUNT 0; SET LOCK_TIMEOUT {limit}"
    )
}

fn query<'a>(asked: &'a Statement, config: &SqlConfig, shape: Shape) -> Query<'a> {
    let mut query = Query::new(asked.text.as_str());
    for bound in &asked.bound {
        match bound {
            Bound::Text(text) => query.bind(text.as_str()),
            Bound::Count(count) => query.bind(*count),
            // In UTC the driver would send it without its offset.
            Bound::Time(time) if shape.time_is_instant => query.bind(time.fixed_offset()),
            Bound::Time(time) => query.bind(zone::to_wall(config.zone, *time)),
        }
    }
    query
}
