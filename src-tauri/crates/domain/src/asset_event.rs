//! What befell an asset: failures and maintenance, with downtime and cost. Reliability fits are made from it.
//!
//! Failure modes are those of ISO 14224, Annex B (tables B.6 to B.14), by their codes; work is what was done, by its
//! effect on the age: a replacement or a repair after a failure makes the asset as good as new, an inspection doesn't.

use crate::{AssetEventId, AssetId, PersonId, Timestamp};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! failure_modes {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// How it failed (ISO 14224 Annex B).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        pub enum FailureMode {
            $($(#[$doc])* #[serde(rename = $code)] $name),*
        }

        impl FailureMode {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code),*
                }
            }
        }
    };
}

failure_modes! {
    /// Failure to start on demand
    FailToStart = "FTS",
    /// Failure to stop on demand
    FailToStop = "STP",
    /// Spurious stop
    SpuriousStop = "UST",
    /// Breakdown
    Breakdown = "BRD",
    /// High output
    HighOutput = "HIO",
    /// Low output
    LowOutput = "LOO",
    /// Erratic output
    ErraticOutput = "ERO",
    /// External leakage, process medium
    ExternalLeakProcess = "ELP",
    /// External leakage, utility medium
    ExternalLeakUtility = "ELU",
    /// Internal leakage
    InternalLeak = "INL",
    /// Vibration
    Vibration = "VIB",
    /// Noise
    Noise = "NOI",
    /// Overheating
    Overheating = "OHE",
    /// Plugged or choked
    Plugged = "PLU",
    /// Parameter deviation
    ParameterDeviation = "PDE",
    /// Abnormal instrument reading
    AbnormalReading = "AIR",
    /// Structural deficiency
    StructuralDeficiency = "STD",
    /// Minor in-service problem
    MinorProblem = "SER",
    Other = "OTH",
    Unknown = "UNK",
}

impl std::str::FromStr for FailureMode {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|m| m.as_str() == s).ok_or_else(|| format!("no such failure mode: {s}"))
    }
}

/// What was done without a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MaintenanceWork {
    /// Put into service; the age counts from here.
    Installation,
    /// As good as new.
    Replacement,
    /// Overhauled to as good as new.
    Overhaul,
    /// The age goes on.
    MinorRepair,
    /// The age goes on.
    Inspection,
}

impl MaintenanceWork {
    pub const ALL: [Self; 5] =
        [Self::Installation, Self::Replacement, Self::Overhaul, Self::MinorRepair, Self::Inspection];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Installation => "installation",
            Self::Replacement => "replacement",
            Self::Overhaul => "overhaul",
            Self::MinorRepair => "minor_repair",
            Self::Inspection => "inspection",
        }
    }
}

impl std::str::FromStr for MaintenanceWork {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|w| w.as_str() == s).ok_or_else(|| format!("no such work: {s}"))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AssetEventKind {
    /// It failed and was repaired to as good as new.
    Failure {
        mode: FailureMode,
    },
    Maintenance {
        work: MaintenanceWork,
    },
}

impl AssetEventKind {
    /// What a life that begins with it began with; only of one that renews.
    fn begins(&self) -> LifeBegan {
        match self {
            Self::Failure { .. } => LifeBegan::Failure,
            Self::Maintenance { work: MaintenanceWork::Replacement } => LifeBegan::Replacement,
            Self::Maintenance { work: MaintenanceWork::Overhaul } => LifeBegan::Overhaul,
            Self::Maintenance { .. } => LifeBegan::Installation,
        }
    }

    /// Whether a new life begins with it.
    pub fn renews(&self) -> bool {
        match self {
            Self::Failure { .. } => true,
            Self::Maintenance { work } => match work {
                MaintenanceWork::Installation | MaintenanceWork::Replacement | MaintenanceWork::Overhaul => true,
                MaintenanceWork::MinorRepair | MaintenanceWork::Inspection => false,
            },
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssetEvent {
    pub id: AssetEventId,
    pub asset_id: AssetId,
    pub at: Timestamp,
    #[serde(flatten)]
    pub what: AssetEventKind,
    /// Hours that it stood still; 0 or more.
    pub downtime_hours: Option<f64>,
    /// In the tenant's currency; 0 or more.
    #[ts(type = "string | null")]
    pub cost: Option<Decimal>,
    pub note: String,
    pub recorded_by: PersonId,
    pub recorded_at: Timestamp,
    /// Counted up with every change.
    #[ts(type = "number")]
    pub version: i64,
}

/// What the present life began with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LifeBegan {
    /// The day of installation that the asset itself has.
    InstalledOn,
    Installation,
    Replacement,
    Overhaul,
    /// Repaired to as good as new.
    Failure,
}

/// How old an asset is, and what that is counted from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Age {
    pub hours: f64,
    pub since: Timestamp,
    pub began: LifeBegan,
}

/// One life of an asset as far as it was seen, in hours of the calendar: from a renewal to a failure, to a renewal
/// without a failure, or to now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Life {
    /// The age at which it came under observation: what failed younger was never told of (left truncation).
    pub entry_hours: f64,
    pub hours: f64,
    pub failed: bool,
}

/// The lives that the history tells of, oldest first, and the age now. The first begins with the first renewing event,
/// or with `installed_at` where that is known and earlier. The history is complete from `complete_since` on, or, where that is
/// not given, from the beginning: lives that ended before it tell of nothing, as others that did are not known of, and one that
/// was under way then is observed from that age on.
pub fn lives(
    events: &[AssetEvent],
    installed_at: Option<Timestamp>,
    complete_since: Option<Timestamp>,
    now: Timestamp,
) -> (Vec<Life>, Option<Age>) {
    let mut renewals: Vec<&AssetEvent> = events.iter().filter(|e| e.what.renews() && e.at <= now).collect();
    renewals.sort_by_key(|e| (e.at, e.id));
    let first = installed_at.filter(|at| renewals.first().is_none_or(|first| *at < first.at) && *at < now);
    let mut born = first.map(|at| (at, LifeBegan::InstalledOn));
    let mut lives = Vec::new();
    let mut seen = |begin: Timestamp, end: Timestamp, failed: bool| {
        let entry_hours = complete_since.map_or(0.0, |since| hours_between(begin, since).max(0.0));
        let hours = hours_between(begin, end);
        if hours > entry_hours {
            lives.push(Life { entry_hours, hours, failed });
        }
    };
    for event in renewals {
        if let Some((begin, _)) = born {
            seen(begin, event.at, matches!(event.what, AssetEventKind::Failure { .. }));
        }
        born = Some((event.at, event.what.begins()));
    }
    let age = born.map(|(since, began)| Age { hours: hours_between(since, now), since, began });
    if let Some(age) = age {
        seen(age.since, now, false);
    }
    (lives, age)
}

fn hours_between(from: Timestamp, to: Timestamp) -> f64 {
    (to - from).num_milliseconds() as f64 / 3_600_000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Duration, TimeZone, Utc};

    fn day(n: i64) -> Timestamp {
        Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).single().expect("a moment") + Duration::days(n)
    }

    fn event(n: i64, what: AssetEventKind) -> AssetEvent {
        AssetEvent {
            id: AssetEventId::new(),
            asset_id: AssetId::new(),
            at: day(n),
            what,
            downtime_hours: None,
            cost: None,
            note: String::new(),
            recorded_by: PersonId::new(),
            recorded_at: day(n),
            version: 1,
        }
    }

    const FAILED: AssetEventKind = AssetEventKind::Failure { mode: FailureMode::Vibration };

    fn done(work: MaintenanceWork) -> AssetEventKind {
        AssetEventKind::Maintenance { work }
    }

    #[track_caller]
    fn check(events: &[AssetEvent], installed: Option<i64>, expected: &[(i64, bool)], age_days: Option<i64>) {
        let (lives, age) = lives(events, installed.map(day), None, day(100));
        let seen: Vec<_> = lives.iter().map(|l| ((l.hours / 24.0) as i64, l.failed)).collect();
        assert_eq!(seen, expected);
        assert_eq!(age.map(|age| (age.hours / 24.0) as i64), age_days);
        assert!(lives.iter().all(|l| l.entry_hours == 0.0), "a history that is complete truncates nothing");
    }

    #[test]
    fn lives_are_seen_from_the_day_on_which_the_history_is_complete() {
        let events = [event(20, FAILED), event(50, FAILED), event(80, done(MaintenanceWork::Overhaul))];
        let (seen, age) = lives(&events, Some(day(0)), Some(day(30)), day(100));
        let in_days = |l: &Life| ((l.entry_hours / 24.0) as i64, (l.hours / 24.0) as i64, l.failed);
        // The life of 20 days ended before: others that ended then are not told of either.
        assert_eq!(seen.iter().map(in_days).collect::<Vec<_>>(), [(10, 30, true), (0, 30, false), (0, 20, false)]);
        let age = age.expect("it has one");
        assert_eq!((age.since, age.began, (age.hours / 24.0) as i64), (day(80), LifeBegan::Overhaul, 20));
        let (_, installed) = lives(&[], Some(day(40)), None, day(100));
        assert_eq!(installed.map(|age| age.began), Some(LifeBegan::InstalledOn));
        let (_, failed) = lives(&events[..2], None, None, day(100));
        assert_eq!(failed.map(|age| age.began), Some(LifeBegan::Failure));
        // Complete only from tomorrow on: nothing is seen, and the age is known all the same.
        assert_eq!(lives(&events, Some(day(0)), Some(day(101)), day(100)).0, []);
    }

    #[test]
    fn lives_end_with_failures_or_are_censored() {
        check(&[], None, &[], None);
        check(&[], Some(40), &[(60, false)], Some(60));
        check(&[event(50, FAILED)], Some(40), &[(10, true), (50, false)], Some(50));
        // What was before the first event is not known.
        check(&[event(50, FAILED)], None, &[(50, false)], Some(50));
        let history = [event(70, FAILED), event(10, done(MaintenanceWork::Installation)), event(30, FAILED)];
        check(&history, None, &[(20, true), (40, true), (30, false)], Some(30));
        let cared_for = [event(30, done(MaintenanceWork::Replacement)), event(20, done(MaintenanceWork::Inspection))];
        check(&cared_for, Some(0), &[(30, false), (70, false)], Some(70));
    }

    #[test]
    fn what_lies_ahead_or_comes_twice_makes_no_life() {
        check(&[event(120, FAILED)], Some(0), &[(100, false)], Some(100));
        check(&[], Some(120), &[], None);
        check(&[event(50, FAILED), event(50, FAILED)], Some(0), &[(50, true), (50, false)], Some(50));
    }
}
