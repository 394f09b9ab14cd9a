//! What an answer that is not the wanted one means to a person.

use super::{config::EamConfig, failure, page::Unreadable, resource::Resource, said, said::Said};
use crate::{
    SourceError,
    net::{
        self,
        http::{self, Refused},
        sign_in::SignIn,
        signed_in::{Answered, NoAnswer},
        token::NoToken,
    },
};

pub(crate) fn of_no_answer(why: NoAnswer, resource: Resource, config: &EamConfig) -> Refused {
    match why {
        NoAnswer::Line(e) => e.into(),
        NoAnswer::TooLarge => failure::answer_too_large(config, resource).into(),
        NoAnswer::NoToken(e) => of_no_token(e, config),
    }
}

pub(crate) fn of_no_token(why: NoToken, config: &EamConfig) -> Refused {
    why.told(
        |at, said| failure::token_endpoint_refused(config, at, said),
        |at, why| failure::token_endpoint_without_token(config, at, why),
        |at, status| failure::token_endpoint_unavailable(config, at, status),
    )
}

/// A status that is no success.
pub(crate) fn of_status(answer: &Answered, resource: Resource, config: &EamConfig) -> Refused {
    let said = said::of(&answer.body, &[config.secret()]);
    let wait = http::wait_asked_for(&answer.headers);
    let number = answer.status.as_u16();
    let error = match number {
        300..=399 => failure::redirected(config, http::sent_to(&answer.headers)),
        401 => match config.sign_in {
            SignIn::Basic { .. } => failure::access_denied(config, &said),
            SignIn::ClientCredentials(_) => failure::token_refused(config, &said),
        },
        403 => failure::forbidden(config, resource, &said),
        404 => failure::not_found(config, resource, &said),
        429 => net::failure::rate_limited(&config.at, wait),
        503 if is_under_maintenance(&said) => failure::under_maintenance(config, &said),
        502..=504 => failure::unavailable(config, number, &said),
        500..=599 => failure::server_error(config, number, &said),
        _ => failure::request_refused(config, resource, number, &said),
    };
    Refused { error, retry_after: wait.filter(|_| matches!(number, 429 | 503)) }
}

/// Names of resources have the word in them too.
fn is_under_maintenance(said: &Said) -> bool {
    ["under maintenance", "scheduled maintenance", "planned maintenance", "maintenance window"]
        .iter()
        .any(|words| said.is_about(words))
}

pub(crate) fn of_unreadable(why: Unreadable, resource: Resource, config: &EamConfig) -> SourceError {
    match why {
        Unreadable::NoJson => failure::not_fusion(config, resource, "a page or words, not JSON"),
        Unreadable::Cut(why) => failure::answer_malformed(config, resource, why),
        Unreadable::Shapeless => failure::not_fusion(config, resource, "JSON of no known shape"),
    }
}
