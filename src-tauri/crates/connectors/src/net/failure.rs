//! What can go wrong between this workstation and any server, each with its own message and remedy
//! (`locales/*/connections.ftl`); and what the lists of each server's own faults are written with.

use super::{Place, said::Said};
use crate::SourceError;
use domain::{CertificateInfo, ErrorCode, Failure, Message, Timestamp};
use std::{fmt::Display, time::Duration};

pub(crate) fn transient(code: ErrorCode, message: Message, why: impl Display) -> SourceError {
    SourceError::transient(Failure::new(code, message).detail(why))
}
pub(crate) fn permanent_for(code: ErrorCode, message: Message, why: impl Display) -> SourceError {
    SourceError::permanent(Failure::new(code, message).detail(why))
}
fn permanent(code: ErrorCode, message: Message) -> SourceError {
    SourceError::permanent(Failure::new(code, message))
}
pub(crate) fn invalid(message: Message) -> Failure {
    Failure::new(ErrorCode::Invalid, message)
}
/// With the server's own words.
pub(crate) fn with_words(message: Message, said: &Said) -> Message {
    message.with("said", if said.text.is_empty() { "–" } else { said.text.as_str() })
}
fn place(id: &str, at: &Place) -> Message {
    // A port is text in a message: no digit grouping.
    Message::new(id).with("host", at.host.as_str()).with("port", at.port.to_string())
}
fn seconds(of: Duration) -> f64 {
    (of.as_secs_f64() * 10.0).round() / 10.0
}
fn day(time: Timestamp) -> String {
    time.format("%Y-%m-%d %H:%M UTC").to_string()
}

pub fn host_malformed(field: &str) -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new("net-host-malformed").with("field", field))
}
pub fn host_not_found(at: &Place, why: impl Display) -> SourceError {
    transient(ErrorCode::Unavailable, place("net-host-not-found", at), why)
}
pub fn connection_refused(at: &Place) -> SourceError {
    transient(ErrorCode::Unavailable, place("net-connection-refused", at), "refused")
}
pub fn host_unreachable(at: &Place, why: impl Display) -> SourceError {
    transient(ErrorCode::Unavailable, place("net-host-unreachable", at), why)
}
pub fn connect_timed_out(at: &Place, after: Duration) -> SourceError {
    let message = place("net-connect-timed-out", at).with("seconds", seconds(after));
    transient(ErrorCode::Unavailable, message, "no answer")
}
/// Connected, and then nothing came.
pub fn timed_out(after: Duration) -> SourceError {
    let message = Message::new("net-timed-out").with("seconds", seconds(after));
    transient(ErrorCode::Unavailable, message, "no answer")
}
/// HTTP 429. `wait`: Retry-After.
pub fn rate_limited(at: &Place, wait: Option<Duration>) -> SourceError {
    let seconds = wait.map_or(0.0, |w| w.as_secs_f64().ceil());
    let message = Message::new("net-rate-limited").with("host", at.host.as_str()).with("seconds", seconds);
    transient(ErrorCode::RateLimited, message, "429")
}
pub fn connection_lost(why: impl Display) -> SourceError {
    transient(ErrorCode::Unavailable, Message::new("net-connection-lost"), why)
}
pub fn authority_unreadable(why: impl Display) -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new("net-authority-unreadable")).detail(why)
}
pub fn password_not_encrypted(at: &Place) -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new("net-password-not-encrypted").with("host", at.host.as_str()))
}

/// What listens does not speak TLS here.
pub fn tls_not_spoken(at: &Place, why: impl Display) -> SourceError {
    transient(ErrorCode::Unavailable, place("net-tls-not-spoken", at), why)
}
pub fn tls_refused(at: &Place, why: impl Display) -> SourceError {
    transient(ErrorCode::Unavailable, place("net-tls-refused", at), why)
}

fn about(id: &str, at: &Place, of: Option<&CertificateInfo>) -> Message {
    let told = |text: fn(&CertificateInfo) -> String| of.map_or_else(|| "–".to_owned(), text);
    Message::new(id)
        .with("host", at.host.as_str())
        .with("subject", told(|c| c.subject.clone()))
        .with("issuer", told(|c| c.issuer.clone()))
        .with("fingerprint", told(|c| c.sha256.clone()))
        .with("names", told(|c| c.host_names.join(", ")))
        .with("from", told(|c| day(c.valid_from)))
        .with("until", told(|c| day(c.valid_to)))
}
pub fn certificate_untrusted(at: &Place, of: Option<&CertificateInfo>) -> SourceError {
    permanent(ErrorCode::Invalid, about("net-certificate-untrusted", at, of))
}
pub fn certificate_expired(at: &Place, of: Option<&CertificateInfo>) -> SourceError {
    permanent(ErrorCode::Invalid, about("net-certificate-expired", at, of))
}
pub fn certificate_not_yet_valid(at: &Place, of: Option<&CertificateInfo>) -> SourceError {
    permanent(ErrorCode::Invalid, about("net-certificate-not-yet-valid", at, of))
}
pub fn certificate_wrong_host(at: &Place, of: Option<&CertificateInfo>) -> SourceError {
    permanent(ErrorCode::Invalid, about("net-certificate-wrong-host", at, of))
}
pub fn certificate_unusable(at: &Place, of: Option<&CertificateInfo>, why: impl Display) -> SourceError {
    let mut e = permanent(ErrorCode::Invalid, about("net-certificate-unusable", at, of));
    e.failure = e.failure.detail(why);
    e
}
pub fn certificate_expires_soon(at: &Place, of: &CertificateInfo) -> Failure {
    Failure::new(ErrorCode::Invalid, about("net-certificate-expires-soon", at, Some(of)))
}
