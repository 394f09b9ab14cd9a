//! Questions as OData V2 and V4 write them: literals, filters, and the text of a query in which nothing is left that
//! could be read as another question.

use super::config::Version;
use chrono::{NaiveDate, SecondsFormat};
use domain::Timestamp;
use std::fmt::Write;

/// `'O''Brien'`
pub(crate) fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

pub(crate) fn instant(version: Version, at: Timestamp) -> String {
    let at = at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    match version {
        Version::V2 => format!("datetimeoffset'{at}'"),
        Version::V4 => at,
    }
}

pub(crate) fn day(version: Version, day: NaiveDate) -> String {
    match version {
        Version::V2 => format!("datetime'{day}T00:00:00'"),
        Version::V4 => day.to_string(),
    }
}

/// `name=value&...`, each value encoded byte by byte: a blank is %20, for a plus is one.
pub(crate) fn encoded<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::new();
    for (name, value) in parts {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte as char),
                _ => {
                    let _ = write!(out, "%{byte:02X}");
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_written_as_each_version_wants_them() {
        let at: Timestamp = "2026-11-30T10:00:00.250Z".parse().unwrap();
        assert_eq!(instant(Version::V2, at), "datetimeoffset'2026-11-30T10:00:00.250Z'");
        assert_eq!(instant(Version::V4, at), "2026-11-30T10:00:00.250Z");
        let on = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        assert_eq!(day(Version::V2, on), "datetime'2026-11-30T00:00:00'");
        assert_eq!(day(Version::V4, on), "2026-11-30");
        assert_eq!(text("x' or 'a' eq 'a"), "'x'' or ''a'' eq ''a'");
    }

    #[test]
    fn nothing_in_a_value_ends_it() {
        let all = encoded([("$filter", "A eq 'x&$top=1+1#?'"), ("sap-client", "100")]);
        assert_eq!(all, "$filter=A%20eq%20%27x%26%24top%3D1%2B1%23%3F%27&sap-client=100");
    }
}
