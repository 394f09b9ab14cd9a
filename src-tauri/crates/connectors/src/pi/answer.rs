//! What an answer that is not the wanted one means to a person.

use super::{
    config::{PiConfig, SignIn},
    failure, retry_after,
};
use crate::{SourceError, net, net::secure::Shown, polling::Ended};
use reqwest::{
    StatusCode,
    header::{HeaderMap, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE},
};
use std::{error::Error as _, time::Duration};

/// Why there is no answer, and when to ask again where the server said so.
#[derive(Debug)]
pub(crate) struct Refused {
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

/// A status that is no success. `said` is the server's own text: for the log.
pub(crate) fn of_status(status: StatusCode, headers: &HeaderMap, said: &str, config: &PiConfig) -> Refused {
    let wait = headers
        .get(RETRY_AFTER)
        .and_then(|v| v.to_str().ok())
        .and_then(|text| retry_after::parse(text, chrono::Utc::now()));
    let number = status.as_u16();
    let error = match number {
        300..=399 => {
            let to = headers.get(LOCATION).and_then(|v| v.to_str().ok()).unwrap_or("–");
            // Without its query: it may hold what signs somebody in.
            failure::redirected(config, to.split('?').next().unwrap_or("–"))
        }
        401 => of_sign_in(&offered(headers), config),
        403 => failure::forbidden(config, said),
        404 => failure::not_found(config, said),
        429 => failure::rate_limited(config, wait),
        502..=504 => failure::unavailable(config, number, said),
        500..=599 => failure::server_error(config, number, said),
        _ => failure::request_refused(config, number, said),
    };
    Refused { error, retry_after: wait.filter(|_| matches!(number, 429 | 503)) }
}

/// Names of the ways of signing in: `Negotiate, Basic`.
fn offered(headers: &HeaderMap) -> String {
    let mut schemes: Vec<String> = headers
        .get_all(WWW_AUTHENTICATE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|text| text.split(','))
        .filter_map(|part| part.split_whitespace().next())
        .filter(|word| !word.contains('=') && word.chars().all(|c| c.is_ascii_alphabetic()))
        .map(str::to_owned)
        .collect();
    schemes.dedup();
    schemes.join(", ")
}

fn of_sign_in(offered: &str, config: &PiConfig) -> SourceError {
    let is_offered = |scheme: &str| offered.is_empty() || offered.to_ascii_lowercase().contains(scheme);
    match &config.sign_in {
        SignIn::Basic { .. } if !is_offered("basic") => failure::sign_in_not_offered(config, offered),
        SignIn::Bearer { .. } if !is_offered("bearer") => failure::sign_in_not_offered(config, offered),
        SignIn::Basic { .. } => failure::access_denied(config, offered),
        SignIn::Bearer { .. } => failure::token_refused(config, offered),
    }
}

/// No answer came at all. The address is left out of what is said: reqwest puts the whole of it into its errors.
pub(crate) fn of_error(e: reqwest::Error, config: &PiConfig, shown: &Shown, within: Duration) -> SourceError {
    let e = e.without_url();
    let mut cause = e.source();
    while let Some(inner) = cause {
        if let Some(tls) = tls_error(inner) {
            return net::secure::explain(tls, &config.at, shown);
        }
        if let Some(io) = inner.downcast_ref::<std::io::Error>()
            && io.kind() == std::io::ErrorKind::ConnectionRefused
        {
            return net::failure::connection_refused(&config.at);
        }
        if inner.to_string().contains("dns error") {
            return net::failure::host_not_found(&config.at, inner);
        }
        cause = inner.source();
    }
    if e.is_timeout() {
        return match e.is_connect() {
            true => net::failure::connect_timed_out(&config.at, net::CONNECT_TIMEOUT),
            false => net::failure::timed_out(within),
        };
    }
    if e.is_connect() { net::failure::host_unreachable(&config.at, e) } else { net::failure::connection_lost(e) }
}

fn tls_error<'a>(e: &'a (dyn std::error::Error + 'static)) -> Option<&'a rustls::Error> {
    // An I/O error holds another inside, which is not its source; and that may hold one in its turn.
    let inside = || tls_error(e.downcast_ref::<std::io::Error>()?.get_ref()?);
    e.downcast_ref().or_else(inside)
}
