//! Questions over HTTP as all connectors ask them: the certificate is verified, no proxy and no redirection is followed,
//! so that a sign-in goes to the configured server and to no other, and an answer has a size.

use super::{CONNECT_TIMEOUT, Place, failure, retry_after, secure, secure::Shown, secure::Trust};
use crate::{SourceError, polling::Ended};
use reqwest::{
    Client, Response,
    header::{HeaderMap, LOCATION, RETRY_AFTER},
    redirect,
};
use std::{error::Error as _, time::Duration};

/// Why there is no answer, and when to ask again where the server said so.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    pub error: SourceError,
    pub retry_after: Option<Duration>,
}

impl From<SourceError> for Refused {
    fn from(error: SourceError) -> Self {
        Self { error, retry_after: None }
    }
}

impl From<Refused> for SourceError {
    fn from(refused: Refused) -> Self {
        refused.error
    }
}

impl From<Refused> for Ended {
    fn from(refused: Refused) -> Self {
        Self::Broken { cause: refused.error, retry_after: refused.retry_after }
    }
}

/// A client that takes `within` for a whole answer, and where the certificate that it was shown is found.
pub(crate) fn client(trust: &Trust, within: Duration, headers: HeaderMap) -> Result<(Client, Shown), SourceError> {
    let (tls, shown) = trust.client_config()?;
    let client = Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .user_agent("optria-iq")
        .default_headers(headers)
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(within)
        .build()
        .map_err(|e| SourceError::permanent(failure::authority_unreadable(e)))?;
    Ok((client, shown))
}

/// Why an answer was not read to its end.
pub(crate) enum Unread {
    Broken(reqwest::Error),
    TooLarge,
}

pub(crate) async fn whole(mut answer: Response, most: usize) -> Result<Vec<u8>, Unread> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(Unread::Broken)? {
        if body.len() + chunk.len() > most {
            return Err(Unread::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// How long the server asks to be left alone (429 and 503).
pub(crate) fn wait_asked_for(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER).and_then(|v| v.to_str().ok()).and_then(|text| retry_after::parse(text, chrono::Utc::now()))
}

/// Where a redirection leads, without its query: it may hold what signs somebody in.
pub(crate) fn sent_to(headers: &HeaderMap) -> &str {
    let to = headers.get(LOCATION).and_then(|v| v.to_str().ok()).unwrap_or("–");
    to.split('?').next().unwrap_or("–")
}

/// No answer came at all. The address is left out of what is said: reqwest puts the whole of it into its errors.
pub(crate) fn explain(e: reqwest::Error, at: &Place, shown: &Shown, within: Duration) -> SourceError {
    let e = e.without_url();
    let mut cause = e.source();
    while let Some(inner) = cause {
        if let Some(tls) = tls_error(inner) {
            return secure::explain(tls, at, shown);
        }
        if let Some(io) = inner.downcast_ref::<std::io::Error>()
            && io.kind() == std::io::ErrorKind::ConnectionRefused
        {
            return failure::connection_refused(at);
        }
        if inner.to_string().contains("dns error") {
            return failure::host_not_found(at, inner);
        }
        cause = inner.source();
    }
    if e.is_timeout() {
        return match e.is_connect() {
            true => failure::connect_timed_out(at, CONNECT_TIMEOUT),
            false => failure::timed_out(within),
        };
    }
    if e.is_connect() { failure::host_unreachable(at, e) } else { failure::connection_lost(e) }
}

fn tls_error<'a>(e: &'a (dyn std::error::Error + 'static)) -> Option<&'a rustls::Error> {
    // An I/O error holds another inside, which is not its source; and that may hold one in its turn.
    let inside = || tls_error(e.downcast_ref::<std::io::Error>()?.get_ref()?);
    e.downcast_ref().or_else(inside)
}
