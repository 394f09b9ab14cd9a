//! What a person types, checked once at the edge: names, e-mails, time zones, currencies, units; and the size of a page.

use crate::failures::invalid;
use domain::{ErrorCode, Failure, Message, Unit};

const CURRENCIES: [&str; 3] = ["SAR", "USD", "EUR"];

/// One `@` with something on both sides, no spaces: more than that only a letter would tell.
pub(crate) fn checked_email(email: &str) -> Result<String, Failure> {
    let email = email.trim().to_lowercase();
    match email.split_once('@') {
        Some((name, host))
            if !name.is_empty()
                && !host.is_empty()
                && !host.contains('@')
                && email.len() <= 254
                && !email.contains(|c: char| c.is_whitespace() || c.is_control()) =>
        {
            Ok(email)
        }
        _ => Err(invalid("email-malformed", "email")),
    }
}

/// 1 to 120 characters that can be seen.
pub(crate) fn checked_name(name: &str, field: &str) -> Result<String, Failure> {
    let name = name.trim();
    if name.is_empty() {
        return Err(invalid("config-field-required", field));
    }
    if name.chars().count() > 120 || name.chars().any(char::is_control) {
        return Err(invalid("config-text-too-long", field));
    }
    Ok(name.to_owned())
}

pub(crate) fn checked_time_zone(zone: &str) -> Result<String, Failure> {
    zone.parse::<chrono_tz::Tz>().map(|_| zone.to_owned()).map_err(|_| invalid("time-zone-unknown", "timeZone"))
}

pub(crate) fn checked_currency(currency: &str) -> Result<String, Failure> {
    if CURRENCIES.contains(&currency) {
        Ok(currency.to_owned())
    } else {
        Err(invalid("config-not-an-option", "currency"))
    }
}

pub(crate) fn checked_unit(code: &str) -> Result<Unit, Failure> {
    Unit::parse(code)
        .map_err(|e| Failure::new(ErrorCode::Invalid, Message::new("unit-unknown").with("unit", code.trim())).detail(e))
}

/// Internal names are snake case, so that they are the same everywhere: `bearing_temperature`.
pub(crate) fn checked_metric_name(name: &str) -> Result<String, Failure> {
    let name = name.trim();
    let is_fine = (1..=64).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if is_fine { Ok(name.to_owned()) } else { Err(invalid("metric-name-malformed", "metricName")) }
}

/// A page's size: 100 unless asked, 500 at most.
pub(crate) fn page_size(limit: Option<u32>) -> u32 {
    limit.unwrap_or(100).clamp(1, 500)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metric_names_are_snake_case() {
        for good in ["x", "bearing_temperature", "vib_1"] {
            assert!(checked_metric_name(good).is_ok());
        }
        for bad in ["", "Bearing", "1x", "a b", "حرارة", "a-b", &"x".repeat(65)] {
            assert!(checked_metric_name(bad).is_err(), "{bad}");
        }
    }
}
