//! Kerberos sign-in over HTTP (Negotiate, RFC 4559) with the ticket of the person at this machine, and what can go wrong
//! with it, each under its own message id (`locales/*/connections.ftl`). What comes right by itself, or once the person has
//! a ticket again, is tried again; nothing here can lock an account.

use super::Place;
use crate::SourceError;
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use domain::{ErrorCode, Failure, Message, Timestamp};
use negotiate::Refused;
use reqwest::header::{DATE, HeaderMap, HeaderValue};
use std::time::Duration;

/// A domain controller that is away is waited for by the library itself, one after the other.
const TICKET_TIMEOUT: Duration = Duration::from_secs(15);
/// What Kerberos allows clocks to differ by, unless a domain was set otherwise (RFC 4120, 1.6).
const MOST_SKEW_SECONDS: f64 = 300.0;

/// The value of `Authorization` for one question: a ticket is good for one.
pub(crate) async fn authorization(at: &Place) -> Result<HeaderValue, SourceError> {
    let host = at.host.clone();
    let asked = tokio::task::spawn_blocking(move || negotiate::token(&host));
    let token = match tokio::time::timeout(TICKET_TIMEOUT, asked).await {
        Ok(Ok(token)) => token.map_err(|refused| explain(&refused, at))?,
        Ok(Err(e)) => return Err(explain(&Refused::Other(e.to_string()), at)),
        Err(_) => return Err(explain(&Refused::DomainAway(format!("no answer in {TICKET_TIMEOUT:?}")), at)),
    };
    let mut value = HeaderValue::from_str(&format!("Negotiate {}", BASE64.encode(token)))
        .map_err(|e| explain(&Refused::Other(e.to_string()), at))?;
    value.set_sensitive(true);
    Ok(value)
}

fn explain(refused: &Refused, at: &Place) -> SourceError {
    let told = |code, id: &str| Failure::new(code, about(id, at)).detail(refused);
    match refused {
        Refused::LibraryMissing(_) => SourceError::permanent(told(ErrorCode::Invalid, "negotiate-library-missing")),
        Refused::ServiceUnknown(_) => SourceError::permanent(told(ErrorCode::NotFound, "negotiate-service-unknown")),
        Refused::NoTicket(_) => SourceError::transient(told(ErrorCode::Unauthenticated, "negotiate-no-ticket")),
        Refused::TicketExpired(_) => {
            SourceError::transient(told(ErrorCode::Unauthenticated, "negotiate-ticket-expired"))
        }
        Refused::ClockSkew(_) => SourceError::transient(told(ErrorCode::Unauthenticated, "negotiate-clock-skew")),
        Refused::DomainAway(_) => SourceError::transient(told(ErrorCode::Unavailable, "negotiate-domain-away")),
        Refused::Other(_) => SourceError::transient(told(ErrorCode::Unavailable, "negotiate-failed")),
    }
}

/// The server has taken the ticket and said no. It does not say why; its clock may.
pub(crate) fn refused(at: &Place, headers: &HeaderMap, now: Timestamp) -> SourceError {
    let date =
        headers.get(DATE).and_then(|v| v.to_str().ok()).and_then(|d| chrono::DateTime::parse_from_rfc2822(d).ok());
    let ahead = date.map_or(0.0, |date| (date.to_utc() - now).num_milliseconds() as f64 / 1e3);
    if ahead.abs() > MOST_SKEW_SECONDS {
        let why = format!("401, and the server's clock is {ahead:.0} s ahead of this one");
        return explain(&Refused::ClockSkew(why), at);
    }
    SourceError::permanent(Failure::new(ErrorCode::Unauthenticated, about("negotiate-refused", at)).detail("401"))
}

fn about(id: &str, at: &Place) -> Message {
    Message::new(id).with("host", at.host.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> Place {
        Place::parse("pi.plant.local", 443).unwrap()
    }

    #[test]
    fn each_refusal_has_its_own_words_and_what_a_person_can_mend_is_tried_again() {
        let why = || "minor code".to_owned();
        for (refused, id, is_permanent) in [
            (Refused::LibraryMissing(why()), "negotiate-library-missing", true),
            (Refused::ServiceUnknown(why()), "negotiate-service-unknown", true),
            (Refused::NoTicket(why()), "negotiate-no-ticket", false),
            (Refused::TicketExpired(why()), "negotiate-ticket-expired", false),
            (Refused::ClockSkew(why()), "negotiate-clock-skew", false),
            (Refused::DomainAway(why()), "negotiate-domain-away", false),
            (Refused::Other(why()), "negotiate-failed", false),
        ] {
            let e = explain(&refused, &at());
            assert_eq!((e.failure.message.id.as_str(), e.is_permanent()), (id, is_permanent));
            assert!(e.failure.detail.is_some_and(|d| d.contains("minor code")));
        }
    }

    #[test]
    fn a_clock_that_is_off_is_told_from_a_ticket_that_is_not_taken() {
        let now = chrono::DateTime::parse_from_rfc3339("2026-07-01T12:00:00Z").unwrap().to_utc();
        for (date, id) in [
            (Some("Wed, 01 Jul 2026 12:00:02 GMT"), "negotiate-refused"),
            (Some("Wed, 01 Jul 2026 12:15:00 GMT"), "negotiate-clock-skew"),
            (Some("Wed, 01 Jul 2026 11:45:00 GMT"), "negotiate-clock-skew"),
            (Some("yesterday"), "negotiate-refused"),
            (None, "negotiate-refused"),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(date) = date {
                headers.insert(DATE, HeaderValue::from_static(date));
            }
            assert_eq!(refused(&at(), &headers, now).failure.message.id, id, "{date:?}");
        }
    }
}
