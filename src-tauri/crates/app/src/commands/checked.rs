//! What a person types, checked once at the edge: the domain's own rules, and units, internal names and the size of a page.

use crate::failures::invalid;
pub(crate) use domain::checked::{
    checked_currency, checked_email, checked_line, checked_name, checked_note, checked_time_zone,
};
use domain::{ErrorCode, Failure, Message, Unit};

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

/// Why a person decided so: needed, and kept with the decision.
pub(crate) fn checked_reason(reason: &str) -> Result<String, Failure> {
    const MOST: usize = 2_000;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(invalid("config-field-required", "reason"));
    }
    checked_note(reason, "reason")?;
    Ok(reason.chars().take(MOST).collect())
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
