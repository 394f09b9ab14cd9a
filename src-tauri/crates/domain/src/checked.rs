//! What a person types, checked once at the edge, whichever edge it is (window, command line, provisioning of the central
//! database): names and codes, e-mails, time zones, currencies, numbers with a range. Messages are in `locales/*/core.ftl`.

use crate::{Currency, ErrorCode, Failure, Message, text};
use std::ops::RangeInclusive;

/// Characters of a name, a code or a title.
pub const NAME_LENGTH: usize = 120;
/// Connections of one tenant at once. PostgreSQL itself takes more than any server has.
pub const CONNECTION_LIMITS: RangeInclusive<i32> = 1..=10_000;

/// The platform's own tenant.
pub const PLATFORM_CODE: &str = "PLATFORM";
/// Tenants of the smoke test begin so.
pub const SMOKE_TEST_CODE: &str = "SMOKE_TEST";

fn invalid(id: &str, field: &str) -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new(id).with("field", field))
}

/// 1 to 120 characters on one line, all of which do what they seem to do ([`text::misleading`]).
pub fn checked_name(name: &str, field: &str) -> Result<String, Failure> {
    let name = text::trimmed(name);
    if name.is_empty() {
        return Err(invalid("config-field-required", field));
    }
    if name.chars().count() > NAME_LENGTH {
        return Err(invalid("config-text-too-long", field));
    }
    checked_line(name, field)?;
    Ok(name.to_owned())
}

/// On one line, without characters that mislead; however long.
pub fn checked_line(line: &str, field: &str) -> Result<(), Failure> {
    refuse(text::misleading(line), field)
}

/// As [`checked_line`], but of several lines.
pub fn checked_note(note: &str, field: &str) -> Result<(), Failure> {
    refuse(note.lines().find_map(|line| text::misleading(&line.replace('\t', " "))), field)
}

fn refuse(misleading: Option<char>, field: &str) -> Result<(), Failure> {
    let Some(character) = misleading else { return Ok(()) };
    let message = Message::new("text-misleads")
        .with("field", field)
        .with("character", format!("U+{:04X}", u32::from(character)).as_str());
    Err(Failure::new(ErrorCode::Invalid, message))
}

/// One `@` with something on both sides, no spaces: more than that only a letter would tell.
pub fn checked_email(email: &str) -> Result<String, Failure> {
    let email = text::trimmed(email).to_lowercase();
    match email.split_once('@') {
        Some((name, host))
            if !name.is_empty()
                && !host.is_empty()
                && !host.contains('@')
                && email.len() <= 254
                && !email.contains(char::is_whitespace)
                && text::misleading(&email).is_none() =>
        {
            Ok(email)
        }
        _ => Err(invalid("email-malformed", "email")),
    }
}

/// An IANA name.
pub fn checked_time_zone(zone: &str) -> Result<String, Failure> {
    zone.parse::<chrono_tz::Tz>().map(|_| zone.to_owned()).map_err(|_| invalid("time-zone-unknown", "timeZone"))
}

pub fn checked_currency(currency: &str) -> Result<String, Failure> {
    let known = Currency::ALL.iter().find(|known| known.code() == currency);
    known.map(|known| known.code().to_owned()).ok_or_else(|| invalid("config-not-an-option", "currency"))
}

/// The code of a tenant that somebody makes: 2 to 32 capital letters, digits, `-` and `_`, the first a letter or digit;
/// none of those that the product itself makes.
pub fn checked_tenant_code(code: &str) -> Result<String, Failure> {
    let code = text::trimmed(code);
    let is_code = (2..=32).contains(&code.len())
        && code.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
        && code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-' || c == '_');
    if !is_code {
        return Err(invalid("tenant-code-malformed", "code"));
    }
    if code == PLATFORM_CODE || code.starts_with(SMOKE_TEST_CODE) {
        return Err(Failure::new(ErrorCode::Invalid, Message::new("tenant-code-reserved").with("code", code)));
    }
    Ok(code.to_owned())
}

pub fn checked_connection_limit(limit: i32) -> Result<i32, Failure> {
    if CONNECTION_LIMITS.contains(&limit) {
        return Ok(limit);
    }
    Err(out_of_range("connections", f64::from(*CONNECTION_LIMITS.start()), f64::from(*CONNECTION_LIMITS.end())))
}

/// A number that is missing or not from `least` to `most`; the message tells the range.
pub fn out_of_range(field: &str, least: f64, most: f64) -> Failure {
    let message =
        Message::new("config-number-out-of-range").with("field", field).with("least", least).with("most", most);
    Failure::new(ErrorCode::Invalid, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_seen_as_they_are() {
        for good in ["P-101", "مضخة تبريد ١", "مضخّة ‌التغذية", "محطة\u{200D} (أ)", "Pumpe № 5 — «Süd»", "𝟙 👷\u{FE0F}"]
        {
            assert_eq!(checked_name(&format!(" {good}\u{200F} "), "nameAr").unwrap(), good);
        }
        assert_eq!(checked_name(" \u{200E}\u{FEFF} ", "name").unwrap_err().message.id, "config-field-required");
        assert_eq!(checked_name(&"x".repeat(121), "name").unwrap_err().message.id, "config-text-too-long");
        for (bad, character) in
            [("P\u{202E}101", "U+202E"), ("P\u{2066}1", "U+2066"), ("a\tb", "U+0009"), ("a\u{85}b", "U+0085")]
        {
            let refused = checked_name(bad, "name").unwrap_err();
            assert_eq!((refused.message.id.as_str(), refused.code), ("text-misleads", ErrorCode::Invalid));
            assert_eq!(refused.message.args["character"], character.into(), "{bad:?}");
        }
        assert!(checked_note("first line\r\n\tsecond line\nثالث", "note").is_ok());
        assert!(checked_note("first line\nsec\u{202E}ond", "note").is_err());
    }

    #[test]
    fn codes_of_tenants_are_plain_and_not_the_products_own() {
        for good in ["AB", "ACME-JUBAIL", "7_SEAS", "PLATFORM2", "SMOKE"] {
            assert_eq!(checked_tenant_code(&format!(" {good} ")).unwrap(), good);
        }
        for (bad, id) in [
            ("", "tenant-code-malformed"),
            ("A", "tenant-code-malformed"),
            ("acme", "tenant-code-malformed"),
            ("-ACME", "tenant-code-malformed"),
            ("ACME WATER", "tenant-code-malformed"),
            ("أكمي", "tenant-code-malformed"),
            (&"A".repeat(33), "tenant-code-malformed"),
            ("PLATFORM", "tenant-code-reserved"),
            ("SMOKE_TEST", "tenant-code-reserved"),
            ("SMOKE_TEST_OTHER", "tenant-code-reserved"),
            ("SMOKE_TEST-2", "tenant-code-reserved"),
        ] {
            assert_eq!(checked_tenant_code(bad).unwrap_err().message.id, id, "{bad}");
        }
    }

    #[test]
    fn the_rest_is_refused_with_what_would_be_right() {
        assert!(checked_time_zone("Asia/Riyadh").is_ok() && checked_time_zone("Asia/Riad").is_err());
        assert!(
            checked_currency("EUR").is_ok() && checked_currency("eur").is_err() && checked_currency("GBP").is_err()
        );
        assert_eq!(checked_email(" A@B.example ").unwrap(), "a@b.example");
        assert!(checked_email("a@b\u{200B}.example").is_err() && checked_email("a@b@c").is_err());
        assert_eq!(checked_connection_limit(50).unwrap(), 50);
        for bad in [0, -1, 10_001] {
            let args = checked_connection_limit(bad).unwrap_err().remedy.args;
            assert_eq!((&args["least"], &args["most"]), (&1.0.into(), &10_000.0.into()));
        }
    }
}
