//! Everything that can go wrong with a PI Web API, each under its own message id with its own remedy, and which of them no
//! retry can help. `locales/*/pi.ftl` has the texts; a test holds the two against each other.

use super::config::PiConfig;
use crate::{
    SourceError,
    net::{
        address::without_sign_in,
        failure::{permanent_for as permanent, transient},
    },
};
use domain::{ErrorCode, Failure, Message};
use std::fmt::Display;

fn about(id: &str, config: &PiConfig) -> Message {
    Message::new(id).with("host", config.at.host.as_str()).with("user", config.user())
}

pub fn url_malformed(url: &str) -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new("pi-url-malformed").with("url", without_sign_in(url)))
}

pub fn not_a_pi_web_api(config: &PiConfig, why: impl Display) -> SourceError {
    permanent(ErrorCode::NotFound, about("pi-not-a-pi-web-api", config), why)
}
pub fn redirected(config: &PiConfig, to: &str) -> SourceError {
    permanent(ErrorCode::Invalid, about("pi-redirected", config).with("to", to), "redirected")
}
/// A wrong password is never tried twice: the account may be locked.
pub fn access_denied(config: &PiConfig, offered: &str) -> SourceError {
    permanent(ErrorCode::Unauthenticated, about("pi-access-denied", config), format!("offered: {offered}"))
}
pub fn token_refused(config: &PiConfig, offered: &str) -> SourceError {
    permanent(ErrorCode::Unauthenticated, about("pi-token-refused", config), format!("offered: {offered}"))
}
/// One that was fetched just now.
pub fn fetched_token_refused(config: &PiConfig, offered: &str) -> SourceError {
    permanent(ErrorCode::Unauthenticated, about("pi-fetched-token-refused", config), format!("offered: {offered}"))
}
pub fn token_endpoint_refused(config: &PiConfig, at: &str, said: &str) -> SourceError {
    let message = about("pi-token-endpoint-refused", config).with("endpoint", at).with("said", said);
    permanent(ErrorCode::Unauthenticated, message, said)
}
pub fn token_endpoint_without_token(config: &PiConfig, at: &str, why: impl Display) -> SourceError {
    permanent(ErrorCode::Invalid, about("pi-token-endpoint-without-token", config).with("endpoint", at), why)
}
pub fn token_endpoint_unavailable(config: &PiConfig, at: &str, status: u16) -> SourceError {
    let message = about("pi-token-endpoint-unavailable", config).with("endpoint", at);
    transient(ErrorCode::Unavailable, message.with("status", status.to_string()), status)
}
/// The server takes other ways of signing in than the one that is configured.
pub fn sign_in_not_offered(config: &PiConfig, offered: &str) -> SourceError {
    let message = about("pi-sign-in-not-offered", config).with("offered", offered);
    permanent(ErrorCode::Unauthenticated, message, offered)
}
pub fn forbidden(config: &PiConfig, why: impl Display) -> SourceError {
    permanent(ErrorCode::Forbidden, about("pi-forbidden", config), why)
}
pub fn unavailable(config: &PiConfig, status: u16, why: impl Display) -> SourceError {
    transient(ErrorCode::Unavailable, about("pi-unavailable", config).with("status", status.to_string()), why)
}
pub fn server_error(config: &PiConfig, status: u16, why: impl Display) -> SourceError {
    transient(ErrorCode::Unavailable, about("pi-server-error", config).with("status", status.to_string()), why)
}
pub fn request_refused(config: &PiConfig, status: u16, why: impl Display) -> SourceError {
    transient(ErrorCode::Invalid, about("pi-request-refused", config).with("status", status.to_string()), why)
}
pub fn not_found(config: &PiConfig, why: impl Display) -> SourceError {
    transient(ErrorCode::NotFound, about("pi-not-found", config), why)
}
pub fn answer_malformed(config: &PiConfig, why: impl Display) -> SourceError {
    transient(ErrorCode::Unavailable, about("pi-answer-malformed", config), why)
}
pub fn answer_too_large(config: &PiConfig) -> SourceError {
    permanent(ErrorCode::Invalid, about("pi-answer-too-large", config), "too large")
}
pub fn no_data_server(config: &PiConfig) -> SourceError {
    permanent(ErrorCode::NotFound, about("pi-no-data-server", config), "no data server")
}
pub fn data_server_unknown(config: &PiConfig, wanted: &str, known: &str) -> SourceError {
    let message = about("pi-data-server-unknown", config).with("server", wanted).with("known", known);
    permanent(ErrorCode::NotFound, message, wanted)
}
pub fn data_server_not_connected(config: &PiConfig, server: &str) -> SourceError {
    let message = about("pi-data-server-not-connected", config).with("server", server);
    transient(ErrorCode::Unavailable, message, server)
}
pub fn too_many_at_one_time(config: &PiConfig, most: u32) -> SourceError {
    let message = about("pi-too-many-at-one-time", config).with("most", most);
    permanent(ErrorCode::Invalid, message, "one page, one time")
}

pub fn tag_unknown(tag: &str, why: impl Display) -> Failure {
    Failure::new(ErrorCode::NotFound, Message::new("pi-tag-unknown").with("tag", tag)).detail(why)
}
pub fn tag_not_readable(tag: &str, why: impl Display) -> Failure {
    Failure::new(ErrorCode::Forbidden, Message::new("pi-tag-not-readable").with("tag", tag)).detail(why)
}
pub fn tag_not_numeric(tag: &str, kind: &str) -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new("pi-tag-not-numeric").with("tag", tag).with("type", kind))
}
/// Warnings of a test.
pub fn no_points(config: &PiConfig) -> Failure {
    Failure::new(ErrorCode::NotFound, about("pi-no-points", config))
}
pub fn clock_skew(seconds: f64) -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new("pi-clock-skew").with("seconds", seconds.round()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_an_address_is_not_said() {
        let said = format!("{:?}", url_malformed("https://me:hunter2@pi/piwebapi"));
        assert!(!said.contains("hunter2"), "{said}");
        assert!(said.contains("pi/piwebapi"));
    }
}
