//! The days of a plan: whole days of the workspace's time zone.

use crate::plant::{Plant, Values};
use chrono::{Duration, NaiveDate};
use domain::{Failure, Timestamp};

/// Tomorrow, as the workspace's people have it: today is under way.
pub fn tomorrow(plant: &Plant, now: Timestamp) -> Result<NaiveDate, Failure> {
    let values = plant.values()?.unwrap_or_else(Values::stand_in);
    let zone: chrono_tz::Tz = values.time_zone.parse().unwrap_or(chrono_tz::Asia::Riyadh);
    Ok(now.with_timezone(&zone).date_naive() + Duration::days(1))
}

pub fn day(first: NaiveDate, index: i64) -> NaiveDate {
    first + Duration::days(index)
}

/// `HH:MM`
pub fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
