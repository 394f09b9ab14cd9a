//! Values as OData V2 and V4 write them in JSON. What is absent, null or initial is `None`.

pub(crate) use crate::json_row::{Row, flag, number, text};
use chrono::{DateTime, NaiveDate, NaiveTime};
use domain::Timestamp;

/// Edm.DateTimeOffset. In V2 the milliseconds are UTC; the offset only says what the clock on the wall showed.
pub(crate) fn instant(row: &Row, field: &str) -> Option<Timestamp> {
    let text = row.get(field)?.as_str()?;
    match milliseconds(text) {
        Some(ms) => DateTime::from_timestamp_millis(ms),
        None => DateTime::parse_from_rfc3339(text).ok().map(|t| t.to_utc()),
    }
}

/// Edm.DateTime of V2 (midnight, of no zone) and Edm.Date of V4.
pub(crate) fn date(row: &Row, field: &str) -> Option<NaiveDate> {
    let text = row.get(field)?.as_str()?;
    match milliseconds(text) {
        Some(ms) => DateTime::from_timestamp_millis(ms).map(|t| t.date_naive()),
        None => text.get(..10)?.parse().ok(),
    }
}

/// Edm.Time of V2 (`PT14H05M30S`) and Edm.TimeOfDay of V4 (`14:05:30`).
pub(crate) fn time_of_day(row: &Row, field: &str) -> Option<NaiveTime> {
    let text = row.get(field)?.as_str()?;
    match text.strip_prefix("PT") {
        Some(parts) => duration(parts),
        None => text.split('.').next()?.parse().ok(),
    }
}

/// `/Date(1735689600000)/`, `/Date(1735689600000+0180)/`.
fn milliseconds(text: &str) -> Option<i64> {
    let inside = text.strip_prefix("/Date(")?.strip_suffix(")/")?;
    let sign = inside.get(1..)?.find(['+', '-']).map(|n| n + 1);
    let (ms, offset) = inside.split_at(sign.unwrap_or(inside.len()));
    if !offset.is_empty() && !offset[1..].bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    ms.parse().ok()
}

fn duration(mut parts: &str) -> Option<NaiveTime> {
    let mut seconds = 0;
    for (unit, worth) in [('H', 3_600), ('M', 60), ('S', 1)] {
        if let Some((number, rest)) = parts.split_once(unit) {
            seconds += number.split('.').next()?.parse::<u32>().ok()?.checked_mul(worth)?;
            parts = rest;
        }
    }
    // SAP's end of the day is 24:00:00.
    if parts.is_empty() { NaiveTime::from_num_seconds_from_midnight_opt(seconds.min(86_399), 0) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn row(value: Value) -> Row {
        json!({"f": value}).as_object().unwrap().clone()
    }

    #[test]
    fn times_of_both_versions_are_read() {
        for (value, expected) in [
            (json!("/Date(1735689600000)/"), Some("2025-01-01T00:00:00Z")),
            (json!("/Date(1735689600000+0180)/"), Some("2025-01-01T00:00:00Z")),
            (json!("/Date(1735689600123-0330)/"), Some("2025-01-01T00:00:00.123Z")),
            (json!("/Date(-62135596800000)/"), Some("0001-01-01T00:00:00Z")),
            (json!("2025-01-01T03:00:00+03:00"), Some("2025-01-01T00:00:00Z")),
            (json!("2025-01-01T00:00:00.1234567Z"), Some("2025-01-01T00:00:00.123456700Z")),
            (json!("/Date(17356896x0000)/"), None),
            (json!("/Date(1735689600000+03:00)/"), None),
            (json!("/Date(99999999999999999999)/"), None),
            (json!("/Date()/"), None),
            (json!(null), None),
            (json!(1_735_689_600_000_i64), None),
        ] {
            let expected = expected.map(|t| t.parse::<Timestamp>().unwrap());
            assert_eq!(instant(&row(value.clone()), "f"), expected, "{value}");
        }
    }

    #[test]
    fn days_and_times_of_day_are_read() {
        for (value, expected) in [
            (json!("/Date(253402214400000)/"), Some((9999, 12, 31))),
            (json!("/Date(1735689600000)/"), Some((2025, 1, 1))),
            (json!("2025-01-01"), Some((2025, 1, 1))),
            (json!("2025-01-01T00:00:00"), Some((2025, 1, 1))),
            (json!("01.01.2025"), None),
            (json!(""), None),
        ] {
            let expected = expected.and_then(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d));
            assert_eq!(date(&row(value.clone()), "f"), expected, "{value}");
        }
        for (value, expected) in [
            ("PT14H05M30S", Some((14, 5, 30))),
            ("PT00H00M00S", Some((0, 0, 0))),
            ("PT5M", Some((0, 5, 0))),
            ("PT1H30.5S", Some((1, 0, 30))),
            ("PT24H00M00S", Some((23, 59, 59))),
            ("14:05:30", Some((14, 5, 30))),
            ("14:05:30.25", Some((14, 5, 30))),
            ("PT5X", None),
            ("noon", None),
        ] {
            let expected = expected.and_then(|(h, m, s)| NaiveTime::from_hms_opt(h, m, s));
            assert_eq!(time_of_day(&row(json!(value)), "f"), expected, "{value}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_reader(value in "\\PC{0,40}") {
            let row = row(json!(value));
            let _ = (instant(&row, "f"), date(&row, "f"), time_of_day(&row, "f"), number(&row, "f"), flag(&row, "f"));
        }

        #[test]
        fn what_v2_writes_comes_back(ms in -62_135_596_800_000_i64..253_402_300_800_000, offset in 0..1_440_u32) {
            let expected = DateTime::from_timestamp_millis(ms);
            prop_assert_eq!(instant(&row(json!(format!("/Date({ms}+{offset:04})/"))), "f"), expected);
        }
    }
}
