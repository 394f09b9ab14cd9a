//! Everything that can go wrong with Oracle Maintenance, each under its own message id with its own remedy, and which of
//! them no retry can help. `locales/*/oracle_eam.ftl` has the texts; a test holds the two against each other.

use super::{config::EamConfig, resource::Resource, said::Said};
use crate::{
    SourceError,
    net::{
        address::without_sign_in,
        failure::{invalid, permanent_for as permanent, transient, with_words},
    },
};
use domain::{ErrorCode, Failure, Message};
use std::fmt::Display;

fn about(id: &str, config: &EamConfig) -> Message {
    Message::new(id).with("host", config.at.host.as_str()).with("user", config.sign_in.user())
}
fn of(id: &str, config: &EamConfig, resource: Resource) -> Message {
    about(id, config).with("resource", resource.name()).with("path", config.resources_path.as_str())
}

// What a person has typed.

pub fn url_malformed(url: &str) -> Failure {
    invalid(Message::new("oracle-url-malformed").with("url", without_sign_in(url)))
}
pub fn path_malformed(path: &str) -> Failure {
    invalid(Message::new("oracle-path-malformed").with("path", path))
}
pub fn zone_unknown(zone: &str) -> Failure {
    invalid(Message::new("oracle-zone-unknown").with("zone", zone))
}
pub fn code_malformed(field: &str, given: &str) -> Failure {
    invalid(Message::new("oracle-code-malformed").with("field", field).with("given", given))
}

// Signing in.

pub fn redirected(config: &EamConfig, to: &str) -> SourceError {
    permanent(ErrorCode::Invalid, about("oracle-redirected", config).with("to", to), "redirected")
}
/// A wrong password is never tried twice: the user may be locked.
pub fn access_denied(config: &EamConfig, said: &Said) -> SourceError {
    permanent(ErrorCode::Unauthenticated, about("oracle-access-denied", config), said.whole())
}
pub fn token_refused(config: &EamConfig, said: &Said) -> SourceError {
    permanent(ErrorCode::Unauthenticated, about("oracle-token-refused", config), said.whole())
}
pub fn token_endpoint_refused(config: &EamConfig, at: &str, said: &str) -> SourceError {
    let message = about("oracle-token-endpoint-refused", config).with("endpoint", at).with("said", said);
    permanent(ErrorCode::Unauthenticated, message, said)
}
pub fn token_endpoint_without_token(config: &EamConfig, at: &str, why: impl Display) -> SourceError {
    permanent(ErrorCode::Invalid, about("oracle-token-endpoint-without-token", config).with("endpoint", at), why)
}
pub fn token_endpoint_unavailable(config: &EamConfig, at: &str, status: u16) -> SourceError {
    let message =
        about("oracle-token-endpoint-unavailable", config).with("endpoint", at).with("status", status.to_string());
    transient(ErrorCode::Unavailable, message, status)
}

// The resources.

/// A page for people, or what is not of this API.
pub fn not_fusion(config: &EamConfig, resource: Resource, why: impl Display) -> SourceError {
    permanent(ErrorCode::NotFound, of("oracle-not-fusion", config, resource), why)
}
pub fn not_found(config: &EamConfig, resource: Resource, said: &Said) -> SourceError {
    permanent(ErrorCode::NotFound, with_words(of("oracle-not-found", config, resource), said), said.whole())
}
pub fn forbidden(config: &EamConfig, resource: Resource, said: &Said) -> SourceError {
    permanent(ErrorCode::Forbidden, with_words(of("oracle-forbidden", config, resource), said), said.whole())
}
pub fn plant_unknown(config: &EamConfig) -> SourceError {
    let message = about("oracle-plant-unknown", config).with("plant", config.organization.as_str());
    permanent(ErrorCode::NotFound, message, "no such organization")
}
pub fn plant_without_maintenance(config: &EamConfig) -> SourceError {
    let message = about("oracle-plant-without-maintenance", config).with("plant", config.organization.as_str());
    permanent(ErrorCode::Invalid, message, "MaintenanceEnabledFlag")
}
pub fn fields_missing(config: &EamConfig, resource: Resource, fields: &str) -> SourceError {
    permanent(ErrorCode::Invalid, of("oracle-fields-missing", config, resource).with("fields", fields), fields)
}
pub fn fields_not_searchable(config: &EamConfig, resource: Resource, fields: &str) -> SourceError {
    permanent(ErrorCode::Invalid, of("oracle-fields-not-searchable", config, resource).with("fields", fields), fields)
}

// Answers.

/// Oracle updates its environments at announced times.
pub fn under_maintenance(config: &EamConfig, said: &Said) -> SourceError {
    transient(ErrorCode::Unavailable, with_words(about("oracle-under-maintenance", config), said), said.whole())
}
pub fn unavailable(config: &EamConfig, status: u16, said: &Said) -> SourceError {
    let message = about("oracle-unavailable", config).with("status", status.to_string());
    transient(ErrorCode::Unavailable, message, said.whole())
}
pub fn server_error(config: &EamConfig, status: u16, said: &Said) -> SourceError {
    let message = with_words(about("oracle-server-error", config).with("status", status.to_string()), said);
    transient(ErrorCode::Unavailable, message, said.whole())
}
pub fn request_refused(config: &EamConfig, resource: Resource, status: u16, said: &Said) -> SourceError {
    let message = with_words(of("oracle-request-refused", config, resource).with("status", status.to_string()), said);
    permanent(ErrorCode::Invalid, message, said.whole())
}
pub fn answer_malformed(config: &EamConfig, resource: Resource, why: impl Display) -> SourceError {
    transient(ErrorCode::Unavailable, of("oracle-answer-malformed", config, resource), why)
}
pub fn answer_too_large(config: &EamConfig, resource: Resource) -> SourceError {
    permanent(ErrorCode::Invalid, of("oracle-answer-too-large", config, resource), "too large")
}
/// The same rows again although what follows them was asked for.
pub fn pages_without_end(config: &EamConfig, resource: Resource) -> SourceError {
    permanent(ErrorCode::Invalid, of("oracle-pages-without-end", config, resource), "pages")
}

// Writing an order.

/// It may be there or not: only looking for it tells.
pub fn order_unconfirmed(config: &EamConfig, why: &SourceError) -> SourceError {
    transient(ErrorCode::Unavailable, about("oracle-order-unconfirmed", config), why)
}
pub fn order_refused(config: &EamConfig, said: &Said) -> SourceError {
    permanent(ErrorCode::Invalid, with_words(about("oracle-order-refused", config), said), said.whole())
}
/// Of a system that lets numbers repeat.
pub fn orders_doubled(config: &EamConfig, key: &str, count: usize) -> SourceError {
    let message = about("oracle-orders-doubled", config).with("key", key).with("count", count as f64);
    permanent(ErrorCode::Conflict, message, count)
}

// Warnings of a test.

pub fn nothing_to_see(config: &EamConfig) -> Failure {
    let message = of("oracle-nothing-to-see", config, Resource::Assets);
    Failure::new(ErrorCode::NotFound, message.with("plant", config.organization.as_str()))
}
/// Reading works; orders can't be sent.
pub fn creating_not_offered(config: &EamConfig) -> Failure {
    Failure::new(ErrorCode::Forbidden, of("oracle-creating-not-offered", config, Resource::WorkOrders))
}
