//! What an answer that is not the wanted one means to a person.

use super::{config::SapConfig, failure, page, page::Unreadable, said, said::Said, service::Service};
pub(crate) use crate::net::signed_in::Answered;
use crate::{
    SourceError,
    net::{
        self,
        http::{self, Refused},
        sign_in::SignIn,
        signed_in::NoAnswer,
        token::NoToken,
    },
};
use reqwest::StatusCode;

impl Answered {
    /// The token against forged requests is missing, wrong or too old; nothing has been done.
    pub fn asks_for_csrf_token(&self) -> bool {
        self.status == StatusCode::FORBIDDEN
            && self.header("x-csrf-token").is_some_and(|v| v.eq_ignore_ascii_case("required"))
    }

    pub fn or_refused(self, service: Service, config: &SapConfig) -> Result<Self, Refused> {
        if self.status.is_success() { Ok(self) } else { Err(of_status(&self, service, config)) }
    }
}

pub(crate) fn of_no_answer(why: NoAnswer, service: Service, config: &SapConfig) -> Refused {
    match why {
        NoAnswer::Line(e) => e.into(),
        NoAnswer::TooLarge => failure::answer_too_large(config, service).into(),
        NoAnswer::NoToken(e) => of_no_token(e, config),
    }
}

pub(crate) fn of_no_token(why: NoToken, config: &SapConfig) -> Refused {
    why.told(
        |at, said| failure::token_endpoint_refused(config, at, said),
        |at, why| failure::token_endpoint_without_token(config, at, why),
        |at, status| failure::token_endpoint_unavailable(config, at, status),
    )
}

/// A status that is no success.
pub(crate) fn of_status(answer: &Answered, service: Service, config: &SapConfig) -> Refused {
    let said = said::of(&answer.body, &[config.secret()]);
    let wait = http::wait_asked_for(&answer.headers);
    let number = answer.status.as_u16();
    let error = match number {
        300..=399 => failure::redirected(config, http::sent_to(&answer.headers)),
        400 | 401 | 403 | 404 | 500 if is_client_unknown(config, &said) => failure::client_unknown(config, &said),
        401 => match config.sign_in {
            SignIn::Basic { .. } => failure::access_denied(config, &said),
            SignIn::ClientCredentials(_) => failure::token_refused(config, &said),
        },
        403 if answer.asks_for_csrf_token() => failure::csrf_refused(config, service, said.whole()),
        403 | 404 if is_not_activated(&said) => failure::service_not_activated(config, service, &said),
        403 => failure::forbidden(config, service, &said),
        404 => failure::not_found(config, service, &said),
        429 => net::failure::rate_limited(&config.at, wait),
        502..=504 => failure::unavailable(config, number, &said),
        500..=599 => failure::server_error(config, number, &said),
        _ => failure::request_refused(config, service, number, &said),
    };
    Refused { error, retry_after: wait.filter(|_| matches!(number, 429 | 503)) }
}

/// SAP Gateway has no such service (/IWFND/MED/170 and its neighbours), or its node in SICF is switched off.
fn is_not_activated(said: &Said) -> bool {
    said.code.starts_with("/IWFND/MED")
        || said.is_about("no service found for namespace")
        || said.is_about("service cannot be reached")
        || said.is_about("is not active")
}

/// The system says it in words only.
fn is_client_unknown(config: &SapConfig, said: &Said) -> bool {
    let Some(client) = &config.client else { return false };
    let named = said.is_about(&format!("client {client}"));
    named && (said.is_about("not available") || said.is_about("does not exist"))
}

pub(crate) fn of_unreadable(why: Unreadable, service: Service, config: &SapConfig) -> SourceError {
    match why {
        page::Unreadable::NoOdata => failure::not_odata(config, service, "a page or words, not JSON"),
        page::Unreadable::Cut(why) => failure::answer_malformed(config, service, why),
        page::Unreadable::Other(found) => failure::other_version(config, service, found),
        page::Unreadable::Shapeless => failure::not_odata(config, service, "JSON of no known shape"),
    }
}
