//! The days of a plan: whole days of the workspace's time zone.

use crate::plant::{Plant, Values};
use chrono::{Duration, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use domain::{ErrorCode, Failure, Message, Timestamp};

/// No plan begins later: a year that was mistyped is no plan of anybody.
const FARTHEST_DAYS: i64 = 731;

/// Tomorrow, as the workspace's people have it: today is under way.
pub fn tomorrow(plant: &Plant, now: Timestamp) -> Result<NaiveDate, Failure> {
    Ok(today(plant, now)? + Duration::days(1))
}

/// The day that was asked for, from today to two years ahead; tomorrow where none was.
pub fn first_day(plant: &Plant, asked: Option<NaiveDate>, now: Timestamp) -> Result<NaiveDate, Failure> {
    let today = today(plant, now)?;
    let day = asked.unwrap_or(today + Duration::days(1));
    let farthest = today + Duration::days(FARTHEST_DAYS);
    if (today..=farthest).contains(&day) {
        return Ok(day);
    }
    let message = Message::new("run-first-day-out-of-range")
        .with("day", day.to_string())
        .with("from", today.to_string())
        .with("until", farthest.to_string());
    Err(Failure::new(ErrorCode::Invalid, message))
}

/// The day that it is for the workspace's people at that moment.
pub fn today(plant: &Plant, at: Timestamp) -> Result<NaiveDate, Failure> {
    Ok(at.with_timezone(&zone(plant)?).date_naive())
}

/// The moment that lives and ages are counted to: the coming midnight. All runs of a day see the same ages, and the day that
/// is under way counts as lived.
pub fn as_of(plant: &Plant, now: Timestamp) -> Result<Timestamp, Failure> {
    Ok(midnight(zone(plant)?, tomorrow(plant, now)?))
}

/// Hours from [`as_of`] to the first hour of a plan that begins on that day; none where it has begun.
pub fn hours_ahead(plant: &Plant, as_of: Timestamp, first_day: NaiveDate) -> Result<f64, Failure> {
    let begins = midnight(zone(plant)?, first_day);
    Ok(((begins - as_of).num_seconds() as f64 / 3_600.0).max(0.0))
}

fn zone(plant: &Plant) -> Result<Tz, Failure> {
    let values = plant.values()?.unwrap_or_else(Values::stand_in);
    Ok(values.time_zone.parse().unwrap_or(chrono_tz::Asia::Riyadh))
}

/// The first moment of a day. Where clocks are put forward at midnight the day begins an hour later.
fn midnight(zone: Tz, day: NaiveDate) -> Timestamp {
    let at = |hour| zone.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest();
    (0..24).find_map(at).map_or_else(|| day.and_time(chrono::NaiveTime::MIN).and_utc(), |at| at.with_timezone(&Utc))
}

pub fn day(first: NaiveDate, index: i64) -> NaiveDate {
    first + Duration::days(index)
}

/// `HH:MM`
pub fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::midnight;

    #[test]
    fn a_day_begins_at_midnight_or_when_the_clocks_let_it() {
        for (zone, day, begins) in [
            (chrono_tz::Asia::Riyadh, "2026-12-01", "2026-11-30T21:00:00Z"),
            // Beirut put its clocks forward at midnight that night.
            (chrono_tz::Asia::Beirut, "2022-03-27", "2022-03-26T22:00:00Z"),
        ] {
            let begins: chrono::DateTime<chrono::Utc> = begins.parse().expect("a moment");
            assert_eq!(midnight(zone, day.parse().expect("a day")), begins, "{zone}");
        }
    }
}
