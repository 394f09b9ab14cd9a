//! Everything that can go wrong with an SAP system, each under its own message id with its own remedy, and which of them no
//! retry can help. `locales/*/sap.ftl` has the texts; a test holds the two against each other.

use super::{
    config::{SapConfig, Version},
    said::Said,
    service::Service,
};
use crate::{
    SourceError,
    net::{
        address::without_sign_in,
        failure::{invalid, permanent_for as permanent, transient, with_words},
    },
};
use domain::{ErrorCode, Failure, Message};
use std::fmt::Display;

fn about(id: &str, config: &SapConfig) -> Message {
    Message::new(id).with("host", config.at.host.as_str()).with("user", config.user())
}
fn of(id: &str, config: &SapConfig, service: Service) -> Message {
    about(id, config).with("service", service.to_string()).with("path", config.path(service))
}

// What a person has typed.

pub fn url_malformed(url: &str) -> Failure {
    invalid(Message::new("sap-url-malformed").with("url", without_sign_in(url)))
}
pub fn client_malformed(client: &str) -> Failure {
    invalid(Message::new("sap-client-malformed").with("client", client))
}
pub fn zone_unknown(zone: &str) -> Failure {
    invalid(Message::new("sap-zone-unknown").with("zone", zone))
}
pub fn name_malformed(field: &str, given: &str) -> Failure {
    invalid(Message::new("sap-name-malformed").with("field", field).with("given", given))
}
pub fn path_malformed(service: Service, path: &str) -> Failure {
    invalid(Message::new("sap-path-malformed").with("service", service.to_string()).with("path", path))
}
pub fn path_of_v2(service: Service, path: &str) -> Failure {
    invalid(Message::new("sap-path-of-other-version").with("service", service.to_string()).with("path", path))
}

// Signing in.

pub fn redirected(config: &SapConfig, to: &str) -> SourceError {
    permanent(ErrorCode::Invalid, about("sap-redirected", config).with("to", to), "redirected")
}
/// A wrong password is never tried twice: the user may be locked.
pub fn access_denied(config: &SapConfig, said: &Said) -> SourceError {
    permanent(ErrorCode::Unauthenticated, about("sap-access-denied", config), said.whole())
}
pub fn token_refused(config: &SapConfig, said: &Said) -> SourceError {
    permanent(ErrorCode::Unauthenticated, about("sap-token-refused", config), said.whole())
}
pub fn token_endpoint_refused(config: &SapConfig, at: &str, said: &str) -> SourceError {
    let message = about("sap-token-endpoint-refused", config).with("endpoint", at).with("said", said);
    permanent(ErrorCode::Unauthenticated, message, said)
}
pub fn token_endpoint_without_token(config: &SapConfig, at: &str, why: impl Display) -> SourceError {
    permanent(ErrorCode::Invalid, about("sap-token-endpoint-without-token", config).with("endpoint", at), why)
}
pub fn token_endpoint_unavailable(config: &SapConfig, at: &str, status: u16) -> SourceError {
    let message =
        about("sap-token-endpoint-unavailable", config).with("endpoint", at).with("status", status.to_string());
    transient(ErrorCode::Unavailable, message, status)
}
pub fn client_unknown(config: &SapConfig, said: &Said) -> SourceError {
    let client = config.client.as_deref().unwrap_or("–");
    permanent(ErrorCode::NotFound, about("sap-client-unknown", config).with("client", client), said.whole())
}

// The services.

pub fn service_not_activated(config: &SapConfig, service: Service, said: &Said) -> SourceError {
    let message = with_words(of("sap-service-not-activated", config, service), said);
    permanent(ErrorCode::NotFound, message, said.whole())
}
pub fn not_found(config: &SapConfig, service: Service, said: &Said) -> SourceError {
    permanent(ErrorCode::NotFound, with_words(of("sap-not-found", config, service), said), said.whole())
}
pub fn forbidden(config: &SapConfig, service: Service, said: &Said) -> SourceError {
    permanent(ErrorCode::Forbidden, with_words(of("sap-forbidden", config, service), said), said.whole())
}
pub fn csrf_refused(config: &SapConfig, service: Service, why: impl Display) -> SourceError {
    permanent(ErrorCode::Forbidden, of("sap-csrf-refused", config, service), why)
}
pub fn not_odata(config: &SapConfig, service: Service, why: impl Display) -> SourceError {
    permanent(ErrorCode::NotFound, of("sap-not-odata", config, service), why)
}
pub fn other_version(config: &SapConfig, service: Service, found: Version) -> SourceError {
    let message = of("sap-other-version", config, service).with("found", found.as_str());
    permanent(ErrorCode::Invalid, message.with("wanted", config.version.as_str()), "version")
}
pub fn set_missing(config: &SapConfig, service: Service) -> SourceError {
    permanent(ErrorCode::NotFound, of("sap-set-missing", config, service), "no such entity set")
}
pub fn fields_missing(config: &SapConfig, service: Service, fields: &str) -> SourceError {
    permanent(ErrorCode::Invalid, of("sap-fields-missing", config, service).with("fields", fields), fields)
}
pub fn key_field_too_short(config: &SapConfig, most: usize, needed: usize) -> SourceError {
    let message = about("sap-key-field-too-short", config).with("field", config.key_field.as_str());
    let message = message.with("most", most as f64).with("needed", needed as f64);
    permanent(ErrorCode::Invalid, message, most)
}

// Answers.

pub fn unavailable(config: &SapConfig, status: u16, said: &Said) -> SourceError {
    let message = about("sap-unavailable", config).with("status", status.to_string());
    transient(ErrorCode::Unavailable, message, said.whole())
}
pub fn server_error(config: &SapConfig, status: u16, said: &Said) -> SourceError {
    let message = with_words(about("sap-server-error", config).with("status", status.to_string()), said);
    transient(ErrorCode::Unavailable, message, said.whole())
}
pub fn request_refused(config: &SapConfig, service: Service, status: u16, said: &Said) -> SourceError {
    let message = with_words(of("sap-request-refused", config, service).with("status", status.to_string()), said);
    permanent(ErrorCode::Invalid, message, said.whole())
}
pub fn answer_malformed(config: &SapConfig, service: Service, why: impl Display) -> SourceError {
    transient(ErrorCode::Unavailable, of("sap-answer-malformed", config, service), why)
}
pub fn answer_too_large(config: &SapConfig, service: Service) -> SourceError {
    permanent(ErrorCode::Invalid, of("sap-answer-too-large", config, service), "too large")
}
/// The next page lies at another server: the sign-in would go there.
pub fn next_page_elsewhere(config: &SapConfig, service: Service, to: &str) -> SourceError {
    let message = of("sap-next-page-elsewhere", config, service).with("to", to);
    permanent(ErrorCode::Invalid, message, "another server")
}
/// More than this many pages, or the same page again.
pub fn pages_without_end(config: &SapConfig, service: Service) -> SourceError {
    permanent(ErrorCode::Invalid, of("sap-pages-without-end", config, service), "pages")
}

// Writing an order.

/// It may be there or not: only looking for it tells.
pub fn order_unconfirmed(config: &SapConfig, why: &SourceError) -> SourceError {
    transient(ErrorCode::Unavailable, about("sap-order-unconfirmed", config), why)
}
pub fn order_refused(config: &SapConfig, said: &Said) -> SourceError {
    permanent(ErrorCode::Invalid, with_words(about("sap-order-refused", config), said), said.whole())
}
pub fn orders_doubled(config: &SapConfig, key: &str, numbers: &str) -> SourceError {
    let message = about("sap-orders-doubled", config).with("key", key).with("numbers", numbers);
    permanent(ErrorCode::Conflict, message, numbers)
}

// Warnings of a test.

pub fn nothing_to_see(config: &SapConfig, service: Service) -> Failure {
    Failure::new(ErrorCode::NotFound, of("sap-nothing-to-see", config, service))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_an_address_is_not_said() {
        let said = format!("{:?}", url_malformed("https://me:hunter2@sap/x"));
        assert!(!said.contains("hunter2") && said.contains("sap/x"), "{said}");
    }
}
