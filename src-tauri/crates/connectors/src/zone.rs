//! Wall-clock times of columns that keep no zone, and instants. Where clocks are set back an hour happens twice: the
//! earlier is taken; where they are set forward an hour is missing: the time is read as if they had not been set.

use chrono::{LocalResult, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use domain::Timestamp;

pub(crate) fn to_instant(zone: Tz, wall: NaiveDateTime) -> Timestamp {
    match zone.from_local_datetime(&wall) {
        LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => time.to_utc(),
        LocalResult::None => {
            // The offset of an hour before still counts.
            let before = zone.offset_from_utc_datetime(&(wall - TimeDelta::hours(3))).fix();
            (wall - TimeDelta::seconds(before.local_minus_utc().into())).and_utc()
        }
    }
}

pub(crate) fn to_wall(zone: Tz, instant: Timestamp) -> NaiveDateTime {
    instant.with_timezone(&zone).naive_local()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wall_clock_times_become_instants_in_any_zone() {
        let check = |zone: &str, wall: &str, expected: &str| {
            let wall = NaiveDateTime::parse_from_str(wall, "%Y-%m-%d %H:%M").unwrap();
            let instant = to_instant(zone.parse().unwrap(), wall);
            assert_eq!(instant.format("%Y-%m-%d %H:%MZ").to_string(), expected, "{zone} {wall}");
        };
        check("UTC", "2026-07-01 12:00", "2026-07-01 12:00Z");
        check("Asia/Riyadh", "2026-07-01 12:00", "2026-07-01 09:00Z");
        check("Asia/Riyadh", "2026-01-01 01:00", "2025-12-31 22:00Z");
        check("Europe/Berlin", "2026-07-01 12:00", "2026-07-01 10:00Z");
        // Twice: the earlier. Never: as if the clock had not been set forward.
        check("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30Z");
        check("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 01:30Z");
    }

    #[test]
    fn an_instant_comes_back_from_the_wall_clock() {
        for zone in ["Asia/Riyadh", "Asia/Kolkata", "America/St_Johns", "UTC"] {
            let zone: Tz = zone.parse().unwrap();
            let instant = Timestamp::from_timestamp_micros(1_790_000_000_123_456).unwrap();
            assert_eq!(to_instant(zone, to_wall(zone, instant)), instant);
        }
    }
}
