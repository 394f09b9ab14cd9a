//! Values as Oracle's REST framework writes them.

use crate::{json_row::Row, zone};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeDelta};
use chrono_tz::Tz;
use domain::Timestamp;
use serde_json::Value;

/// int64, written as a number; as text where somebody in between fears for its digits.
pub(crate) fn id(row: &Row, field: &str) -> Option<u64> {
    match row.get(field)? {
        Value::Number(n) => n.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// date-time: `2026-05-14T08:00:00+00:00`. Told without a zone, or as a day, it is of the plant's.
pub(crate) fn instant(row: &Row, field: &str, zone: Tz) -> Option<Timestamp> {
    let text = row.get(field)?.as_str()?.trim();
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.to_utc());
    }
    let wall = text.parse::<NaiveDateTime>().ok();
    let wall = wall.or_else(|| Some(text.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN)))?;
    Some(zone::to_instant(zone, wall))
}

/// The day at the plant.
pub(crate) fn day(row: &Row, field: &str, zone: Tz) -> Option<NaiveDate> {
    instant(row, field, zone).map(|at| zone::to_wall(zone, at).date())
}

pub(crate) fn written(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, false)
}

/// The last second of a day at the plant.
pub(crate) fn end_of(day: NaiveDate, zone: Tz) -> Timestamp {
    zone::to_instant(zone, day.and_time(NaiveTime::MIN) + TimeDelta::days(1)) - TimeDelta::seconds(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn row(value: Value) -> Row {
        json!({"f": value}).as_object().unwrap().clone()
    }

    #[test]
    fn times_are_read_with_their_zone_and_without() {
        let riyadh = Tz::Asia__Riyadh;
        for (value, expected) in [
            (json!("2026-05-14T08:00:00+00:00"), Some("2026-05-14T08:00:00Z")),
            (json!("2026-05-14T08:00:00.123+03:00"), Some("2026-05-14T05:00:00.123Z")),
            (json!("2026-05-14T08:00:00Z"), Some("2026-05-14T08:00:00Z")),
            (json!("2026-05-14T08:00:00"), Some("2026-05-14T05:00:00Z")),
            (json!("2026-05-14"), Some("2026-05-13T21:00:00Z")),
            (json!("14-05-2026"), None),
            (json!(""), None),
            (json!(null), None),
            (json!(1_778_745_600), None),
        ] {
            let expected = expected.map(|t| t.parse::<Timestamp>().unwrap());
            assert_eq!(instant(&row(value.clone()), "f", riyadh), expected, "{value}");
        }
        // 22:30 UTC is the next day in Riyadh.
        let day_of = day(&row(json!("2026-05-13T22:30:00+00:00")), "f", riyadh);
        assert_eq!(day_of, NaiveDate::from_ymd_opt(2026, 5, 14));
        let end = end_of(NaiveDate::from_ymd_opt(2026, 12, 24).unwrap(), riyadh);
        assert_eq!(written(end), "2026-12-24T20:59:59+00:00");
    }

    #[test]
    fn an_id_keeps_its_digits() {
        let read = |value: Value| id(&row(value), "f");
        assert_eq!(read(json!(300_000_152_243_516_u64)), Some(300_000_152_243_516));
        assert_eq!(read(json!("300000152243516")), Some(300_000_152_243_516));
        assert_eq!([read(json!(1.5)), read(json!(-1)), read(json!("x")), read(json!(null))], [None; 4]);
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_reader(value in "\\PC{0,40}") {
            let row = row(json!(value));
            let _ = (id(&row, "f"), instant(&row, "f", Tz::Asia__Riyadh), day(&row, "f", Tz::UTC));
        }

        #[test]
        fn what_is_written_is_read(micros in 0_i64..4_102_444_800_000_000) {
            let at = DateTime::from_timestamp_micros(micros).unwrap();
            prop_assert_eq!(instant(&row(json!(written(at))), "f", Tz::Asia__Riyadh), Some(at));
        }
    }
}
