//! The workforce: who can do what, and when they are there. Clock times are minutes of the day at the home site.

use crate::{EngineerId, Message, PartCount, PersonId, ResourceId, SiteId, SkillLevel};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    Sunday,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
}

impl Weekday {
    pub const ALL: [Self; 7] =
        [Self::Sunday, Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday];

    pub fn of(day: NaiveDate) -> Self {
        Self::ALL[day.weekday().num_days_from_sunday() as usize]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Shift {
    pub start: u32,
    pub end: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WeeklyShift {
    pub weekday: Weekday,
    pub start: u32,
    pub end: u32,
}

/// Days on which another shift holds than the weekly one, or none: leave, training, overtime. Both days are in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShiftException {
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub shift: Option<Shift>,
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Engineer {
    pub id: EngineerId,
    /// The plant's own number of them; unique.
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    /// Who they are when they sign in.
    pub person_id: Option<PersonId>,
    pub home_site_id: SiteId,
    pub skills: Vec<SkillLevel>,
    /// Always in the van.
    pub tools: Vec<ResourceId>,
    pub parts: Vec<PartCount>,
    pub weekly: Vec<WeeklyShift>,
    pub exceptions: Vec<ShiftException>,
    pub max_hours_per_day: f64,
    pub is_active: bool,
    /// Counted up with every change.
    #[ts(type = "number")]
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EngineerError {
    #[error("the shift of {0} ends before it begins, or is not within a day")]
    Shift(String),
    #[error("{0:?} is given twice")]
    WeekdayTwice(Weekday),
    #[error("an exception ends before it begins")]
    Exception,
    #[error("a level is not from 1 to 5")]
    Level,
    #[error("the hours a day are not above 0 and at most 24")]
    Hours,
}

/// Minutes in a day.
pub const DAY_MINUTES: u32 = 24 * 60;
/// A shift from one day into the next is two lines: to midnight, and from midnight on.
const MOST_HOURS: f64 = 24.0;

impl EngineerError {
    /// What a person is told (`locales/*/workforce.ftl`).
    pub fn message(&self) -> Message {
        match self {
            Self::Shift(day) => Message::new("engineer-shift-wrong").with("day", day.as_str()),
            Self::WeekdayTwice(_) => Message::new("engineer-weekday-twice"),
            Self::Exception => Message::new("engineer-exception-wrong"),
            Self::Level => Message::new("engineer-level-wrong"),
            Self::Hours => Message::new("engineer-hours-wrong"),
        }
    }
}

impl Engineer {
    /// The hours that they are there on a day: an exception before the week, never more than the most hours a day.
    pub fn shift_on(&self, day: NaiveDate) -> Option<Shift> {
        let exception = self.exceptions.iter().rev().find(|e| e.from <= day && day <= e.until);
        let weekday = Weekday::of(day);
        let weekly = || self.weekly.iter().find(|w| w.weekday == weekday).map(|w| Shift { start: w.start, end: w.end });
        let shift = exception.map_or_else(weekly, |e| e.shift)?;
        let most = (self.max_hours_per_day * 60.0).floor() as u32;
        let end = shift.end.min(shift.start.saturating_add(most));
        (end > shift.start).then_some(Shift { start: shift.start, end })
    }

    /// Of a usual week.
    pub fn weekly_hours(&self) -> f64 {
        self.weekly.iter().map(|w| (f64::from(w.end.saturating_sub(w.start)) / 60.0).min(self.max_hours_per_day)).sum()
    }

    pub fn check(&self) -> Result<(), EngineerError> {
        let is_wrong = |start: u32, end: u32| start >= end || end > DAY_MINUTES;
        for (i, w) in self.weekly.iter().enumerate() {
            if is_wrong(w.start, w.end) {
                return Err(EngineerError::Shift(format!("{:?}", w.weekday).to_lowercase()));
            }
            if self.weekly[..i].iter().any(|other| other.weekday == w.weekday) {
                return Err(EngineerError::WeekdayTwice(w.weekday));
            }
        }
        for e in &self.exceptions {
            if e.from > e.until {
                return Err(EngineerError::Exception);
            }
            if e.shift.is_some_and(|s| is_wrong(s.start, s.end)) {
                return Err(EngineerError::Shift(e.from.to_string()));
            }
        }
        if self.skills.iter().any(|s| !(1..=5).contains(&s.level)) {
            return Err(EngineerError::Level);
        }
        if !(self.max_hours_per_day > 0.0 && self.max_hours_per_day <= MOST_HOURS) {
            return Err(EngineerError::Hours);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engineer() -> Engineer {
        let week = [Weekday::Sunday, Weekday::Monday];
        Engineer {
            id: EngineerId::new(),
            code: "E-1".into(),
            name_en: "Huda".into(),
            name_ar: "هدى".into(),
            person_id: None,
            home_site_id: SiteId::new(),
            skills: Vec::new(),
            tools: Vec::new(),
            parts: Vec::new(),
            weekly: week.map(|weekday| WeeklyShift { weekday, start: 420, end: 930 }).into(),
            exceptions: Vec::new(),
            max_hours_per_day: 10.0,
            is_active: true,
            version: 1,
        }
    }

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).expect("a day of November")
    }

    #[test]
    fn an_exception_goes_before_the_week_and_nobody_works_beyond_their_most_hours() {
        let mut e = engineer();
        // 2026-11-29 is a Sunday, 27 a Friday.
        assert_eq!(e.shift_on(day(29)), Some(Shift { start: 420, end: 930 }));
        assert_eq!(e.shift_on(day(27)), None);
        e.max_hours_per_day = 8.0;
        assert_eq!(e.shift_on(day(29)), Some(Shift { start: 420, end: 900 }));
        let absent = |from, until, shift| ShiftException { from: day(from), until: day(until), shift, note: "".into() };
        e.exceptions = vec![absent(28, 30, None), absent(27, 27, Some(Shift { start: 600, end: 720 }))];
        assert_eq!((e.shift_on(day(29)), e.shift_on(day(27))), (None, Some(Shift { start: 600, end: 720 })));
        assert_eq!(e.weekly_hours(), 16.0);
    }

    #[test]
    fn what_is_no_calendar_is_refused() {
        let refused = |change: fn(&mut Engineer)| {
            let mut e = engineer();
            change(&mut e);
            e.check().expect_err("refused")
        };
        engineer().check().expect("the sample holds");
        assert_eq!(refused(|e| e.weekly[1].end = 420), EngineerError::Shift("monday".into()));
        assert_eq!(refused(|e| e.weekly[1].end = 1_441), EngineerError::Shift("monday".into()));
        assert_eq!(refused(|e| e.weekly[1].weekday = Weekday::Sunday), EngineerError::WeekdayTwice(Weekday::Sunday));
        assert_eq!(refused(|e| e.max_hours_per_day = f64::NAN), EngineerError::Hours);
        assert_eq!(
            refused(|e| e.skills = vec![SkillLevel { skill_id: ResourceId::new(), level: 6 }]),
            EngineerError::Level
        );
    }
}
