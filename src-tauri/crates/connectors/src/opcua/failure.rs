//! Everything that can go wrong with an OPC UA server, each under its own message id with its own remedy, and
//! which of them no retry can help. `locales/*/opcua.ftl` has the texts; a test holds the two against each other.

use super::address::Address;
use crate::SourceError;
use domain::{CertificateInfo, ErrorCode, Failure, Message, StatusCode as Status, Timestamp};
use opcua::types::{Error, StatusCode};
use std::{fmt::Display, time::Duration};

fn transient(code: ErrorCode, message: Message) -> SourceError {
    SourceError::transient(Failure::new(code, message))
}
fn permanent(code: ErrorCode, message: Message) -> SourceError {
    SourceError::permanent(Failure::new(code, message))
}
fn detailed(mut e: SourceError, detail: impl Display) -> SourceError {
    e.failure = e.failure.detail(detail);
    e
}
fn place(id: &str, at: &Address) -> Message {
    // A port is text in a message: no digit grouping.
    Message::new(id).with("host", at.host.as_str()).with("port", at.port.to_string())
}
fn seconds(of: Duration) -> f64 {
    (of.as_secs_f64() * 10.0).round() / 10.0
}

pub fn malformed_url(url: &str) -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new("opcua-url-malformed").with("url", url))
}
pub fn host_not_found(at: &Address, why: impl Display) -> SourceError {
    detailed(transient(ErrorCode::Unavailable, place("opcua-host-not-found", at)), why)
}
pub fn connection_refused(at: &Address) -> SourceError {
    transient(ErrorCode::Unavailable, place("opcua-connection-refused", at))
}
pub fn host_unreachable(at: &Address, why: impl Display) -> SourceError {
    detailed(transient(ErrorCode::Unavailable, place("opcua-host-unreachable", at)), why)
}
pub fn connect_timed_out(at: &Address, after: Duration) -> SourceError {
    transient(ErrorCode::Unavailable, place("opcua-connect-timed-out", at).with("seconds", seconds(after)))
}
/// TCP was accepted, HELLO was not answered.
pub fn no_answer(at: &Address, after: Duration) -> SourceError {
    transient(ErrorCode::Unavailable, place("opcua-no-answer", at).with("seconds", seconds(after)))
}
pub fn not_an_opcua_server(at: &Address, why: impl Display) -> SourceError {
    detailed(transient(ErrorCode::Unavailable, place("opcua-not-an-opcua-server", at)), why)
}
pub fn policy_not_offered(wanted: &str, offered: &str) -> SourceError {
    let message = Message::new("opcua-policy-not-offered").with("wanted", wanted).with("offered", offered);
    permanent(ErrorCode::Invalid, message)
}
pub fn identity_not_offered(identity: &str) -> SourceError {
    permanent(ErrorCode::Invalid, Message::new("opcua-identity-not-offered").with("identity", identity))
}

fn about(id: &str, of: &CertificateInfo) -> Message {
    Message::new(id).with("subject", of.subject.as_str()).with("thumbprint", of.thumbprint.as_str())
}
fn day(time: Timestamp) -> String {
    time.format("%Y-%m-%d %H:%M UTC").to_string()
}
pub fn certificate_missing() -> SourceError {
    permanent(ErrorCode::Invalid, Message::new("opcua-certificate-missing"))
}
/// `field` is the part that could not be read (`validity`, `subject alternative name`).
pub fn certificate_malformed(field: &str, why: impl Display) -> SourceError {
    let message = Message::new("opcua-certificate-malformed").with("field", field);
    detailed(permanent(ErrorCode::Invalid, message), why)
}
pub fn certificate_untrusted(of: &CertificateInfo) -> SourceError {
    permanent(ErrorCode::Locked, about("opcua-certificate-untrusted", of))
}
pub fn certificate_rejected(of: &CertificateInfo) -> SourceError {
    permanent(ErrorCode::Locked, about("opcua-certificate-rejected", of))
}
pub fn certificate_expired(of: &CertificateInfo) -> SourceError {
    permanent(ErrorCode::Invalid, about("opcua-certificate-expired", of).with("date", day(of.valid_to)))
}
pub fn certificate_not_yet_valid(of: &CertificateInfo) -> SourceError {
    permanent(ErrorCode::Invalid, about("opcua-certificate-not-yet-valid", of).with("date", day(of.valid_from)))
}
pub fn certificate_wrong_host(of: &CertificateInfo, host: &str) -> SourceError {
    let message = about("opcua-certificate-wrong-host", of).with("host", host).with("names", of.host_names.join(", "));
    permanent(ErrorCode::Invalid, message)
}
pub fn certificate_wrong_uri(of: &CertificateInfo, expected: &str) -> SourceError {
    let found = of.application_uri.clone().unwrap_or_else(|| "–".into());
    let message = about("opcua-certificate-wrong-uri", of).with("expected", expected).with("found", found);
    permanent(ErrorCode::Invalid, message)
}
pub fn certificate_weak_key(of: &CertificateInfo) -> SourceError {
    permanent(ErrorCode::Invalid, about("opcua-certificate-weak-key", of).with("key", of.key.as_str()))
}
pub fn certificate_expires_soon(of: &CertificateInfo) -> Failure {
    Failure::new(ErrorCode::Invalid, about("opcua-certificate-expires-soon", of).with("date", day(of.valid_to)))
}
pub fn certificate_not_listed(thumbprint: &str) -> SourceError {
    permanent(ErrorCode::NotFound, Message::new("opcua-certificate-not-listed").with("thumbprint", thumbprint))
}
pub fn store_unusable(path: &std::path::Path, why: impl Display) -> SourceError {
    let message = Message::new("opcua-certificate-store-unusable").with("path", path.display().to_string());
    detailed(permanent(ErrorCode::Internal, message), why)
}
pub fn user_certificate_malformed(field: &str) -> SourceError {
    permanent(ErrorCode::Invalid, Message::new("opcua-user-certificate-malformed").with("field", field))
}
pub fn password_not_encrypted() -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new("opcua-password-not-encrypted"))
}
pub fn clock_skew(seconds: f64) -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new("opcua-clock-skew").with("seconds", seconds.round()))
}
/// `state` as the server names it: `Shutdown`, `Suspended`, `Failed`.
pub fn server_not_running(state: &str) -> SourceError {
    let id = if state == "Shutdown" { "opcua-server-shutting-down" } else { "opcua-server-not-running" };
    transient(ErrorCode::Unavailable, Message::new(id).with("state", state))
}
pub fn server_silent(after: Duration) -> SourceError {
    transient(ErrorCode::Unavailable, Message::new("opcua-server-silent").with("seconds", seconds(after)))
}
pub fn timed_out(after: Duration) -> SourceError {
    transient(ErrorCode::Unavailable, Message::new("opcua-timed-out").with("seconds", seconds(after)))
}

/// A tag that can't be followed or read, by its status.
pub fn tag(external_tag: &str, status: Status) -> Failure {
    let (code, id) = match StatusCode::from(status.0 & 0xFFFF_0000) {
        StatusCode::BadNodeIdUnknown => (ErrorCode::NotFound, "opcua-tag-unknown"),
        StatusCode::BadNodeIdInvalid => (ErrorCode::Invalid, "opcua-tag-malformed"),
        StatusCode::BadAttributeIdInvalid => (ErrorCode::Invalid, "opcua-tag-not-a-variable"),
        StatusCode::BadNotReadable | StatusCode::BadUserAccessDenied => {
            (ErrorCode::Forbidden, "opcua-tag-not-readable")
        }
        StatusCode::BadTypeMismatch => (ErrorCode::Invalid, "opcua-tag-not-numeric"),
        StatusCode::BadTooManyMonitoredItems => (ErrorCode::RateLimited, "opcua-too-many-monitored-items"),
        _ => (ErrorCode::Unavailable, "opcua-tag-failed"),
    };
    let name = name_of(StatusCode::from(status.0));
    Failure::new(code, Message::new(id).with("tag", external_tag).with("status", name))
}

/// What a service call's status means to a person. `thumbprint` is our own certificate's.
pub fn from_error(e: &Error, thumbprint: Option<&str>) -> SourceError {
    detailed(from_status(e.status(), thumbprint), e)
}

pub fn from_status(status: StatusCode, thumbprint: Option<&str>) -> SourceError {
    use StatusCode as S;
    let status = StatusCode::from(status.bits() & 0xFFFF_0000);
    let name = name_of(status);
    let ours = || thumbprint.unwrap_or("–").to_owned();
    let plain = |id: &str| Message::new(id).with("status", name.clone());
    match status {
        // A wrong password must never be tried twice: the server may lock the account.
        S::BadUserAccessDenied | S::BadIdentityTokenRejected => {
            permanent(ErrorCode::Unauthenticated, plain("opcua-access-denied"))
        }
        S::BadIdentityTokenInvalid | S::BadUserSignatureInvalid => {
            permanent(ErrorCode::Unauthenticated, plain("opcua-identity-refused"))
        }
        S::BadIdentityChangeNotSupported => permanent(ErrorCode::Invalid, plain("opcua-identity-refused")),
        // May come right by itself: the server's administrator has to trust our certificate.
        S::BadSecurityChecksFailed
        | S::BadCertificateUntrusted
        | S::BadCertificateInvalid
        | S::BadCertificateUseNotAllowed
        | S::BadCertificateUriInvalid
        | S::BadCertificateTimeInvalid
        | S::BadCertificateChainIncomplete
        | S::BadApplicationSignatureInvalid => {
            transient(ErrorCode::Forbidden, plain("opcua-own-certificate-refused").with("thumbprint", ours()))
        }
        S::BadSecurityPolicyRejected | S::BadSecurityModeRejected => {
            permanent(ErrorCode::Invalid, plain("opcua-policy-refused"))
        }
        S::BadTooManySessions | S::BadMaxConnectionsReached | S::BadTcpServerTooBusy => {
            transient(ErrorCode::RateLimited, plain("opcua-too-many-sessions"))
        }
        S::BadTcpEndpointUrlInvalid => permanent(ErrorCode::Invalid, plain("opcua-endpoint-url-refused")),
        S::BadShutdown | S::BadServerHalted => {
            transient(ErrorCode::Unavailable, plain("opcua-server-shutting-down").with("state", name.clone()))
        }
        S::BadRequestTooLarge
        | S::BadResponseTooLarge
        | S::BadTcpMessageTooLarge
        | S::BadEncodingLimitsExceeded
        | S::BadTooManyOperations => transient(ErrorCode::Invalid, plain("opcua-request-too-large")),
        S::BadTimeout | S::BadRequestTimeout => transient(ErrorCode::Unavailable, plain("opcua-service-timed-out")),
        S::BadConnectionClosed
        | S::BadCommunicationError
        | S::BadNotConnected
        | S::BadSecureChannelClosed
        | S::BadSessionClosed
        | S::BadSessionIdInvalid => transient(ErrorCode::Unavailable, plain("opcua-connection-lost")),
        // asyncua says "invalid" of a node that it does not have; one that is no node id never gets as far as here.
        S::BadNodeIdUnknown | S::BadNodeIdInvalid => permanent(ErrorCode::NotFound, plain("opcua-node-unknown")),
        _ => transient(ErrorCode::Unavailable, plain("opcua-service-failed")),
    }
}

/// `BadNodeIdUnknown (0x80340000)`.
pub fn name_of(status: StatusCode) -> String {
    format!("{} (0x{:08X})", status.sub_code().name(), status.bits())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids in this file, as literals.
    fn ids() -> Vec<String> {
        let source = include_str!("failure.rs");
        let mut ids: Vec<String> = source
            .split('"')
            .filter(|s| s.starts_with("opcua-") && s.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
            .map(str::to_owned)
            .collect();
        ids.sort();
        ids.dedup();
        ids.retain(|id| id != "opcua-");
        ids
    }

    #[test]
    fn every_failure_and_its_remedy_is_said_in_both_languages() {
        assert!(ids().len() > 30);
        for (language, text) in [
            ("en", include_str!("../../../../../locales/en/opcua.ftl")),
            ("ar", include_str!("../../../../../locales/ar/opcua.ftl")),
        ] {
            for id in ids().iter().flat_map(|id| [id.clone(), format!("{id}-remedy")]) {
                assert!(text.contains(&format!("\n{id} = ")), "{language}: {id}");
            }
        }
    }

    #[test]
    fn each_status_of_a_service_has_its_own_words() {
        use StatusCode as S;
        for (status, id) in [
            (S::BadUserAccessDenied, "opcua-access-denied"),
            (S::BadIdentityTokenInvalid, "opcua-identity-refused"),
            (S::BadSecurityChecksFailed, "opcua-own-certificate-refused"),
            (S::BadSecurityPolicyRejected, "opcua-policy-refused"),
            (S::BadTooManySessions, "opcua-too-many-sessions"),
            (S::BadTcpEndpointUrlInvalid, "opcua-endpoint-url-refused"),
            (S::BadShutdown, "opcua-server-shutting-down"),
            (S::BadEncodingLimitsExceeded, "opcua-request-too-large"),
            (S::BadTimeout, "opcua-service-timed-out"),
            (S::BadSecureChannelClosed, "opcua-connection-lost"),
            (S::BadNodeIdUnknown, "opcua-node-unknown"),
            (S::BadOutOfMemory, "opcua-service-failed"),
        ] {
            assert_eq!(from_status(status, None).failure.message.id, id, "{status:?}");
        }
        assert_eq!(server_not_running("Shutdown").failure.message.id, "opcua-server-shutting-down");
        assert_eq!(server_not_running("Suspended").failure.message.id, "opcua-server-not-running");
    }

    #[test]
    fn each_status_of_a_tag_has_its_own_words() {
        use StatusCode as S;
        for (status, id) in [
            (S::BadNodeIdUnknown, "opcua-tag-unknown"),
            (S::BadNodeIdInvalid, "opcua-tag-malformed"),
            (S::BadAttributeIdInvalid, "opcua-tag-not-a-variable"),
            (S::BadNotReadable, "opcua-tag-not-readable"),
            (S::BadUserAccessDenied, "opcua-tag-not-readable"),
            (S::BadTypeMismatch, "opcua-tag-not-numeric"),
            (S::BadTooManyMonitoredItems, "opcua-too-many-monitored-items"),
            (S::BadOutOfService, "opcua-tag-failed"),
        ] {
            assert_eq!(tag("ns=2;s=TI-1", Status(status.bits())).message.id, id, "{status:?}");
        }
    }

    #[test]
    fn a_wrong_password_is_permanent_and_a_lost_connection_is_not() {
        assert!(from_status(StatusCode::BadUserAccessDenied, None).is_permanent());
        assert!(from_status(StatusCode::BadIdentityTokenRejected, None).is_permanent());
        assert!(!from_status(StatusCode::BadConnectionClosed, None).is_permanent());
        assert!(!from_status(StatusCode::BadTooManySessions, None).is_permanent());
    }
}
