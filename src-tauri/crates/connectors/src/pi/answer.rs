//! What an answer that is not the wanted one means to a person.

use super::{
    config::{PiConfig, SignIn},
    failure,
};
use crate::{
    SourceError,
    net::{self, http, negotiate, token::NoToken},
};
pub(crate) use http::Refused;
use reqwest::{
    StatusCode,
    header::{HeaderMap, WWW_AUTHENTICATE},
};

/// A status that is no success. `said` is the server's own text: for the log.
pub(crate) fn of_status(status: StatusCode, headers: &HeaderMap, said: &str, config: &PiConfig) -> Refused {
    let wait = http::wait_asked_for(headers);
    let number = status.as_u16();
    let error = match number {
        300..=399 => failure::redirected(config, http::sent_to(headers)),
        401 => of_sign_in(headers, config),
        403 => failure::forbidden(config, said),
        404 => failure::not_found(config, said),
        429 => net::failure::rate_limited(&config.at, wait),
        502..=504 => failure::unavailable(config, number, said),
        500..=599 => failure::server_error(config, number, said),
        _ => failure::request_refused(config, number, said),
    };
    Refused { error, retry_after: wait.filter(|_| matches!(number, 429 | 503)) }
}

pub(crate) fn of_no_token(why: NoToken, config: &PiConfig) -> Refused {
    why.told(
        |at, said| failure::token_endpoint_refused(config, at, said),
        |at, why| failure::token_endpoint_without_token(config, at, why),
        |at, status| failure::token_endpoint_unavailable(config, at, status),
    )
}

/// Names of the ways of signing in: `Negotiate, Basic`.
pub(crate) fn offered(headers: &HeaderMap) -> String {
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

/// A server that names none may take any.
pub(crate) fn names(offered: &str, scheme: &str) -> bool {
    offered.is_empty() || offered.to_ascii_lowercase().contains(scheme)
}

fn of_sign_in(headers: &HeaderMap, config: &PiConfig) -> SourceError {
    let offered = &offered(headers);
    let is_offered = |scheme: &str| names(offered, scheme);
    match &config.sign_in {
        SignIn::Basic { .. } if !is_offered("basic") => failure::sign_in_not_offered(config, offered),
        SignIn::Negotiate if !is_offered("negotiate") => failure::sign_in_not_offered(config, offered),
        SignIn::Bearer { .. } | SignIn::ClientCredentials(_) if !is_offered("bearer") => {
            failure::sign_in_not_offered(config, offered)
        }
        SignIn::Basic { .. } => failure::access_denied(config, offered),
        SignIn::Bearer { .. } => failure::token_refused(config, offered),
        SignIn::ClientCredentials(_) => failure::fetched_token_refused(config, offered),
        SignIn::Negotiate => negotiate::refused(&config.at, headers, chrono::Utc::now()),
    }
}
