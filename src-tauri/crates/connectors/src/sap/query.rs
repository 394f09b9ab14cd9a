//! Questions as OData V2 and V4 write them: literals and filters.

use super::config::Version;
use chrono::{NaiveDate, SecondsFormat};
use domain::Timestamp;

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
}
