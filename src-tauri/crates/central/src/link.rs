//! A workstation's connection to its tenant: greets the database, holds the session's token, and lends the client to
//! the calls in `sign_in`, `people`, `platform`, `workstations` and `operations`. Each call is one statement that
//! commits by itself.

use crate::{CentralError, Result, Server, migrate::known_schema};
use domain::Secret;
use serde_json::Value;
use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::{Duration, Instant},
};
use tokio::sync::OnceCell;
use tokio_postgres::{Client, Row, Statement, types::ToSql};

/// The oldest schema of the database that this version works with.
const NEEDS: i32 = 20;

/// How long an answer may take: longer than the database itself lets a statement run (`OPTIONS` in connect.rs). Over a
/// half-open connection, or from a server that is stopped, none ever comes, and nobody says so.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(130);
/// The same for what takes the database a millisecond and is asked all the time.
const SMALL_ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a link is used: what the database said when it was greeted is that old at most.
const LIFETIME: Duration = Duration::from_secs(3_600);

/// What the database said when it was greeted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting {
    pub schema: i32,
    /// The cluster's own number and its timeline: other ones after a restore from a backup.
    pub system: String,
    pub timeline: i64,
    /// Of the tenant whose role has connected, before anybody is signed in.
    pub tenant_code: String,
}

pub struct Link {
    client: Client,
    /// Asked every two seconds by every workstation, so planned once a connection.
    poll: Statement,
    /// Planned when the first readings go: a plan of its own for each batch would wait for the batch before.
    pub(crate) upload: OnceCell<Statement>,
    pub greeting: Greeting,
    patience: Duration,
    /// An answer did not come in time: what comes now belongs to nobody.
    is_silent: AtomicBool,
    since: Instant,
    /// When a row of a long answer came last, in milliseconds after `since`: what is asked meanwhile waits behind it.
    heard: AtomicU64,
}

impl Link {
    /// Connects with the tenant's LOGIN role and checks that database and workstation fit each other.
    pub async fn connect(server: &Server, role: &str, password: &Secret) -> Result<Self> {
        let client = server.connect(role, password).await?;
        let begin = async {
            let greeting = greet(&client).await?;
            Ok::<_, CentralError>((greeting, client.prepare("SELECT seq, generation FROM sync.clock").await?))
        };
        let begun = tokio::time::timeout(SMALL_ANSWER_TIMEOUT, begin).await;
        let (greeting, poll) = begun.map_err(|_| CentralError::Lost)??;
        Ok(Self {
            client,
            poll,
            upload: OnceCell::new(),
            greeting,
            patience: ANSWER_TIMEOUT,
            is_silent: AtomicBool::new(false),
            since: Instant::now(),
            heard: AtomicU64::new(0),
        })
    }

    /// Waits no longer than this for any answer from now on.
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Acts with this token from now on; an empty one is nobody.
    pub async fn use_token(&self, token: &Secret) -> Result<()> {
        let parameters: [&(dyn ToSql + Sync); 1] = [&token.expose()];
        let sql = "SELECT set_config('app.session', $1, false)";
        self.small_answer(self.client.query_one(sql, &parameters)).await.map(drop)
    }

    /// Whether the token of this connection counts, and if not, why.
    pub async fn check_session(&self) -> Result<()> {
        let state: String = self.small_answer(self.client.query_one("SELECT auth.session_state()", &[])).await?.get(0);
        match state.as_str() {
            "valid" => Ok(()),
            "tenant_disabled" => Err(CentralError::TenantDisabled),
            other => Err(CentralError::SignedOut(session_end(other))),
        }
    }

    /// The newest number of the tenant's change feed and its generation; none before the first change.
    pub async fn poll(&self) -> Result<Option<(i64, uuid::Uuid)>> {
        let row = self.small_answer(self.client.query_opt(&self.poll, &[])).await?;
        Ok(row.map(|r| (r.get(0), r.get(1))))
    }

    /// Another one is to be made: it is gone, or so old that the database may have been migrated since it was greeted.
    pub fn is_over(&self) -> bool {
        self.client.is_closed() || self.is_silent.load(Ordering::Relaxed) || self.since.elapsed() > LIFETIME
    }

    /// What the database answers; `Lost`, and the link with it, where it does not within a sensible time.
    pub(crate) async fn answer<T>(
        &self,
        call: impl Future<Output = std::result::Result<T, tokio_postgres::Error>>,
    ) -> Result<T> {
        self.answer_within(self.patience, call).await
    }

    pub(crate) async fn small_answer<T>(
        &self,
        call: impl Future<Output = std::result::Result<T, tokio_postgres::Error>>,
    ) -> Result<T> {
        self.answer_within(self.patience.min(SMALL_ANSWER_TIMEOUT), call).await
    }

    async fn answer_within<T>(
        &self,
        limit: Duration,
        call: impl Future<Output = std::result::Result<T, tokio_postgres::Error>>,
    ) -> Result<T> {
        let mut call = std::pin::pin!(call);
        loop {
            match tokio::time::timeout(limit, &mut call).await {
                Ok(answer) => return Ok(answer?),
                Err(_) if self.has_heard_within(limit) => {}
                Err(_) => {
                    self.is_silent.store(true, Ordering::Relaxed);
                    return Err(CentralError::Lost);
                }
            }
        }
    }

    /// A row of a long answer has come.
    pub(crate) fn hear(&self) {
        self.heard.store(self.since.elapsed().as_millis() as u64, Ordering::Relaxed);
    }

    fn has_heard_within(&self, limit: Duration) -> bool {
        let heard = Duration::from_millis(self.heard.load(Ordering::Relaxed));
        !heard.is_zero() && self.since.elapsed().saturating_sub(heard) < limit
    }

    pub(crate) async fn one(&self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<Row> {
        self.answer(self.client.query_one(sql, parameters)).await
    }

    pub(crate) async fn all(&self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>> {
        self.answer(self.client.query(sql, parameters)).await
    }

    /// The connection itself, for reading the tenant's tables.
    pub fn client(&self) -> &Client {
        &self.client
    }
}

pub(crate) fn session_end(state: &str) -> crate::SessionEnd {
    use crate::SessionEnd;
    match state {
        "none" => SessionEnd::None,
        "expired" => SessionEnd::Expired,
        "revoked" => SessionEnd::Revoked,
        "deactivated" => SessionEnd::Deactivated,
        "password_due" => SessionEnd::PasswordDue,
        _ => SessionEnd::Unknown,
    }
}

pub(crate) async fn greet(client: &Client) -> Result<Greeting> {
    let row = client.query_one("SELECT sync.hello($1)", &[&known_schema()]).await.map_err(|e| {
        match e.code().map(tokio_postgres::error::SqlState::code) {
            // A database without our schemas, or one whose schemas are closed to this role.
            Some("42501") => CentralError::NotMigrated,
            _ => e.into(),
        }
    })?;
    let told: Value = row.get(0);
    let number = |name: &str| told[name].as_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or(0);
    let (schema, least_client) = (number("schema"), number("least_client"));
    if schema < NEEDS {
        return Err(CentralError::DatabaseOlder { found: schema, needs: NEEDS });
    }
    if least_client > known_schema() {
        return Err(CentralError::DatabaseNewer { needs: least_client, known: known_schema() });
    }
    if told["state"] == "tenant_disabled" {
        return Err(CentralError::TenantDisabled);
    }
    Ok(Greeting {
        schema,
        system: told["system"].as_str().unwrap_or_default().to_owned(),
        timeline: told["timeline"].as_i64().unwrap_or(0),
        tenant_code: told["tenant_code"].as_str().unwrap_or_default().to_owned(),
    })
}
