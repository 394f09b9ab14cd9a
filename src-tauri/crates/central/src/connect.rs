//! From an address to a connection, in stages that can be told apart: the name, the socket, the secure channel, the
//! role. TLS with the certificate verified is the only way to another machine.

use crate::{
    CentralError, Result,
    scram::{NotScram, ScramOnly, ScramOverTls},
    tls,
};
use domain::Secret;
use std::{
    error::Error as _,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};
use tokio::net::TcpStream;
use tokio_postgres::{
    Client, Config, Connection, NoTls,
    config::{ChannelBinding, SslMode},
    tls::{MakeTlsConnect, TlsConnect, TlsStream},
};
use tokio_postgres_rustls::MakeRustlsConnect;

pub use crate::tls::Trust;

/// How long each stage may take before the server counts as away.
const STAGE_TIMEOUT: Duration = Duration::from_secs(10);

/// What the connection insists on, whatever the holder of the role's password may have set on the role itself
/// (start-up options go before a role's settings): that what was acknowledged is on the server's disk, too, and that no
/// bound value is logged with an error.
/// Our statements are short: compiling them (jit) takes longer than they do. Each commits by itself: a transaction that waits
/// for its end is one whose client is gone, and whoever changes something in the tenant waits for it.
const OPTIONS: &str = "-c jit=off -c search_path=pg_catalog -c statement_timeout=120000 -c lock_timeout=15000 \
    -c idle_in_transaction_session_timeout=15000 -c default_transaction_read_only=off \
    -c default_transaction_isolation=read\\ committed -c row_security=on -c app.session= \
    -c client_min_messages=warning -c synchronous_commit=on -c log_parameter_max_length_on_error=0";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    pub host: String,
    pub port: u16,
    pub database: String,
    pub trust: Trust,
}

/// One stage of [`staged_test`] that was reached.
#[derive(Debug)]
pub struct Stage {
    /// `resolve`, `connect`, `secure_channel`, `authenticate`, `database`
    pub name: &'static str,
    pub outcome: StageOutcome,
    pub took: Duration,
}

#[derive(Debug)]
pub enum StageOutcome {
    Passed,
    /// There is none on this way: on the machine itself, without TLS, no secure channel.
    NotUsed,
    Failed(CentralError),
}

impl Stage {
    pub fn failure(&self) -> Option<&CentralError> {
        match &self.outcome {
            StageOutcome::Failed(error) => Some(error),
            StageOutcome::Passed | StageOutcome::NotUsed => None,
        }
    }
}

/// When the secure channel stood: the driver does handshake and sign-in as one.
type ChannelStood = Arc<OnceLock<Instant>>;

impl Server {
    fn address(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    fn check(&self) -> Result<()> {
        if self.trust == Trust::Loopback && !is_meant_for_this_machine(&self.host) {
            return Err(CentralError::TlsRequired { host: self.host.clone() });
        }
        if self.host.is_empty() || self.database.is_empty() || self.port == 0 {
            return Err(CentralError::AddressMalformed("host, port and database are all needed".into()));
        }
        Ok(())
    }

    async fn resolve(&self) -> Result<Vec<SocketAddr>> {
        let unknown = || CentralError::NameUnknown { host: self.host.clone() };
        let found = tokio::time::timeout(STAGE_TIMEOUT, tokio::net::lookup_host((self.host.as_str(), self.port)))
            .await
            .map_err(|_| unknown())?
            .map_err(|_| unknown())?;
        let found: Vec<_> = found.collect();
        if found.is_empty() { Err(unknown()) } else { self.admit(found) }
    }

    /// What a name means is the resolver's to say: without TLS only addresses of this machine will do, all of them.
    fn admit(&self, addresses: Vec<SocketAddr>) -> Result<Vec<SocketAddr>> {
        let elsewhere = addresses.iter().find(|a| !a.ip().to_canonical().is_loopback());
        match elsewhere {
            Some(address) if self.trust == Trust::Loopback => {
                Err(CentralError::TlsRequired { host: format!("{} ({})", self.host, address.ip()) })
            }
            _ => Ok(addresses),
        }
    }

    async fn open_socket(&self, addresses: &[SocketAddr]) -> Result<TcpStream> {
        let mut cause = String::new();
        for address in addresses {
            match tokio::time::timeout(STAGE_TIMEOUT, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => {
                    // Small questions and answers: waiting for more to send costs 40 ms each.
                    stream.set_nodelay(true).map_err(|e| self.away(e))?;
                    return Ok(stream);
                }
                Ok(Err(e)) => cause = e.kind().to_string(),
                Err(_) => cause = "no answer".into(),
            }
        }
        Err(self.away(cause))
    }

    fn away(&self, cause: impl std::fmt::Display) -> CentralError {
        CentralError::Away { address: self.address(), cause: cause.to_string() }
    }

    fn config(&self, role: &str, password: &Secret) -> Config {
        let mut config = Config::new();
        config
            .user(role)
            .password(password.expose())
            .dbname(&self.database)
            .application_name("optria")
            .options(OPTIONS);
        if self.trust == Trust::Loopback {
            config.ssl_mode(SslMode::Disable);
        } else {
            // With the channel bound, a machine in between gains nothing even with a certificate of its own.
            config.ssl_mode(SslMode::Require).channel_binding(ChannelBinding::Prefer);
        }
        config
    }

    /// Connects and runs the connection in the background until the client is dropped.
    pub(crate) async fn connect(&self, role: &str, password: &Secret) -> Result<Client> {
        self.check()?;
        let socket = self.open_socket(&self.resolve().await?).await?;
        self.authenticate(socket, role, password, &ChannelStood::default()).await
    }

    async fn authenticate(
        &self,
        socket: TcpStream,
        role: &str,
        password: &Secret,
        stood: &ChannelStood,
    ) -> Result<Client> {
        let config = self.config(role, password);
        let begin = async {
            if self.trust == Trust::Loopback {
                let socket = ScramOnly::new(socket);
                let (client, connection) = config.connect_raw(socket, NoTls).await.map_err(|e| self.refused(&e))?;
                run(connection);
                return Ok(client);
            }
            let mut make = MakeRustlsConnect::new(tls::client_config(&self.trust)?);
            let connector = MakeTlsConnect::<TcpStream>::make_tls_connect(&mut make, &self.host)
                .map_err(|e| CentralError::AddressMalformed(e.to_string()))?;
            let connector = Timed { connector: ScramOverTls(connector), stood: stood.clone() };
            let (client, connection) = config.connect_raw(socket, connector).await.map_err(|e| self.refused(&e))?;
            run(connection);
            Ok(client)
        };
        tokio::time::timeout(STAGE_TIMEOUT, begin).await.map_err(|_| self.away("no answer"))?
    }

    /// As far as the secure channel, with a configuration of the caller's; nobody is named to the server.
    pub(crate) async fn handshake(&self, tls: rustls::ClientConfig) -> Result<()> {
        self.check()?;
        let socket = self.open_socket(&self.resolve().await?).await?;
        let mut make = MakeRustlsConnect::new(tls);
        let connector = MakeTlsConnect::<TcpStream>::make_tls_connect(&mut make, &self.host)
            .map_err(|e| CentralError::AddressMalformed(e.to_string()))?;
        let mut config = Config::new();
        config.user("none").ssl_mode(SslMode::Require);
        let begin = config.connect_raw(socket, connector);
        let begun = tokio::time::timeout(STAGE_TIMEOUT, begin).await.map_err(|_| self.away("no answer"))?;
        begun.map(drop).map_err(|e| self.refused(&e))
    }

    /// What a failed start of a connection was: certificate, plain text, role, or the server gone.
    fn refused(&self, error: &tokio_postgres::Error) -> CentralError {
        use rustls::{CertificateError as Bad, Error as Tls};
        if let Some(told) = error.as_db_error() {
            return match told.code().code() {
                "3D000" | "42501" => CentralError::DatabaseUnknown(self.database.clone()),
                _ => match crate::error::of_database(told) {
                    CentralError::NotAdmitted if self.trust == Trust::Loopback => CentralError::TlsDemanded,
                    other => other,
                },
            };
        }
        let io = error.source().and_then(|s| s.downcast_ref::<std::io::Error>());
        if io.and_then(|e| e.get_ref()).is_some_and(|e| e.is::<NotScram>()) {
            return CentralError::NotScram;
        }
        match io.and_then(|e| e.get_ref()).and_then(|e| e.downcast_ref::<Tls>()) {
            Some(Tls::InvalidCertificate(Bad::NotValidForName | Bad::NotValidForNameContext { .. })) => {
                CentralError::CertificateName { host: self.host.clone() }
            }
            Some(Tls::InvalidCertificate(
                Bad::Expired | Bad::ExpiredContext { .. } | Bad::NotValidYet | Bad::NotValidYetContext { .. },
            )) => CentralError::CertificateTime,
            Some(Tls::InvalidCertificate(Bad::Other(why))) => match why.0.downcast_ref::<tls::NotPinned>() {
                Some(tls::NotPinned { shown, pinned }) => {
                    CentralError::CertificateNotPinned { shown: shown.clone(), pinned: pinned.clone() }
                }
                None => CentralError::CertificateUnknown(why.to_string()),
            },
            Some(Tls::InvalidCertificate(why)) => CentralError::CertificateUnknown(format!("{why:?}")),
            Some(other) => CentralError::Tls(other.to_string()),
            None if error.source().is_some_and(|s| s.to_string().contains("does not support TLS")) => {
                CentralError::PlainText
            }
            None if io.is_some() => self.away(error.source().map(ToString::to_string).unwrap_or_default()),
            None if error.is_closed() => self.away("closed"),
            // `authentication error`: the server's proof of the password, or the channel, does not fit.
            None => CentralError::Tls(error.source().map_or_else(|| error.to_string(), ToString::to_string)),
        }
    }
}

/// By its name; `Server::admit` looks at what the name resolves to.
pub(crate) fn is_meant_for_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// A connector that notes when its handshake is done.
struct Timed<C> {
    connector: C,
    stood: ChannelStood,
}

impl<C> TlsConnect<TcpStream> for Timed<C>
where
    C: TlsConnect<TcpStream>,
    C::Future: Send + 'static,
{
    type Stream = C::Stream;
    type Error = C::Error;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<C::Stream, C::Error>> + Send>>;

    fn connect(self, stream: TcpStream) -> Self::Future {
        let Self { connector, stood } = self;
        let handshake = connector.connect(stream);
        Box::pin(async move {
            let channel = handshake.await?;
            let _ = stood.set(Instant::now());
            Ok(channel)
        })
    }
}

fn run<S, T>(connection: Connection<S, T>)
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
    T: TlsStream + Unpin + Send + 'static,
{
    tokio::spawn(async move {
        if let Err(e) = connection.await {
            tracing::debug!(error = %e, "central connection ended");
        }
    });
}

/// Goes the way to the database one stage at a time, for the wizard; stops at the first that fails.
pub async fn staged_test(server: &Server, role: &str, password: &Secret) -> Vec<Stage> {
    let mut stages = Vec::new();
    let failed = go(server, role, password, &mut stages).await.err();
    if let Some((name, since, error)) = failed {
        stages.push(Stage { name, outcome: StageOutcome::Failed(error), took: since.elapsed() });
    }
    stages
}

/// Where and when the way ended, and why.
type Stop = (&'static str, Instant, CentralError);

async fn go(server: &Server, role: &str, password: &Secret, stages: &mut Vec<Stage>) -> std::result::Result<(), Stop> {
    let begun = Instant::now();
    server.check().map_err(|e| ("resolve", begun, e))?;
    let addresses = server.resolve().await.map_err(|e| ("resolve", begun, e))?;
    let resolved = passed(stages, "resolve", begun, Instant::now());
    let socket = server.open_socket(&addresses).await.map_err(|e| ("connect", resolved, e))?;
    let connected = passed(stages, "connect", resolved, Instant::now());

    let stood = ChannelStood::default();
    let client = server.authenticate(socket, role, password, &stood).await;
    let authenticated = Instant::now();
    let channel = match (&server.trust, stood.get()) {
        (Trust::Loopback, _) => {
            stages.push(Stage { name: "secure_channel", outcome: StageOutcome::NotUsed, took: Duration::ZERO });
            Some(connected)
        }
        (_, at) => at.map(|at| passed(stages, "secure_channel", connected, *at)),
    };
    let client = client.map_err(|e| match channel {
        Some(channel) => ("authenticate", channel, e),
        None => ("secure_channel", connected, e),
    })?;
    passed(stages, "authenticate", channel.unwrap_or(connected), authenticated);
    crate::link::greet(&client).await.map_err(|e| ("database", authenticated, e))?;
    passed(stages, "database", authenticated, Instant::now());
    Ok(())
}

/// When the next stage begins.
fn passed(stages: &mut Vec<Stage>, name: &'static str, from: Instant, until: Instant) -> Instant {
    stages.push(Stage { name, outcome: StageOutcome::Passed, took: until - from });
    until
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_tls_a_name_counts_as_this_machine_only_by_all_its_addresses() {
        let to = |trust: Trust| Server { host: "localhost".into(), port: 5432, database: "optria".into(), trust };
        let addresses = |of: &[&str]| of.iter().map(|a| SocketAddr::new(a.parse().unwrap(), 5432)).collect::<Vec<_>>();
        for (resolved, is_here) in [
            (&["127.0.0.1"][..], true),
            (&["::1", "127.0.0.1"], true),
            (&["127.255.0.9"], true),
            (&["::ffff:127.0.0.1"], true),
            (&["192.0.2.1"], false),
            (&["127.0.0.1", "192.0.2.1"], false),
            (&["::1", "2001:db8::1"], false),
            (&["::ffff:192.0.2.1"], false),
            (&["0.0.0.0"], false),
        ] {
            let said = to(Trust::Loopback).admit(addresses(resolved));
            assert_eq!(said.is_ok(), is_here, "{resolved:?}: {said:?}");
            if let Err(e) = said {
                assert!(matches!(e, CentralError::TlsRequired { .. }), "{e:?}");
            }
            assert!(to(Trust::System).admit(addresses(resolved)).is_ok(), "with TLS any address will do: {resolved:?}");
        }
    }
}
