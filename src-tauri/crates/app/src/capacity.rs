//! How long the disk lasts at the rate that readings come in, and what goes first when it does not.
//!
//! The declared order: first what can be made again or is kept centrally, last what exists nowhere else. Readings that
//! the central database has not acknowledged are never let go: when there is no room at all the pipeline waits, the
//! source keeps what it can, and what is lost then lies inside a marked gap.

use crate::{failures::OrFailure, jobs, plant::Plant};
use domain::{Failure, Timestamp};
use serde::Serialize;
use store::{
    telemetry::RetentionPolicy,
    thinned::{self, Thinned},
};
use ts_rs::TS;

/// Of a reading in the trend with its share of the rollups, and of one that waits to be sent besides: estimates, from the
/// sizes of their columns. What the hours come out at is as rough.
const STORED_BYTES: f64 = 48.0;
const QUEUED_BYTES: f64 = 30.0;
/// Left to everything else on the machine.
const RESERVE_BYTES: u64 = 1 << 30;
/// A warning comes a working week before, an alarm a day before.
const LOW_HOURS: f64 = 168.0;
const CRITICAL_HOURS: f64 = 24.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CapacityLevel {
    /// What retention lets go makes room for what comes in, or there is room for longer than a week.
    Enough,
    Low,
    Critical,
    /// No room: what is let go before its time is listed.
    Full,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Capacity {
    pub level: CapacityLevel,
    /// Until there is no more room, at the present rate; null where nothing comes in.
    pub hours: Option<f64>,
    #[ts(type = "number")]
    pub free_bytes: u64,
    /// Received, over the last hour.
    pub readings_per_second: f64,
}

/// What is let go when there is no room, one step after another until there is.
pub const ORDER: [&str; 4] = ["seconds", "older-than-month", "older-than-week", "older-than-day"];

fn policy(step: &str, own: RetentionPolicy) -> RetentionPolicy {
    let raw = |days: u32| RetentionPolicy { raw_days: own.raw_days.min(days), second_days: 1, ..own };
    match step {
        "seconds" => RetentionPolicy { second_days: 1, ..own },
        "older-than-month" => raw(30),
        "older-than-week" => raw(7),
        _ => raw(1),
    }
}

pub fn of(plant: &Plant) -> Result<Capacity, Failure> {
    let rate = plant.store.read(|c| store::account::rate(c, plant.clock.now())).or_failure()?;
    let forward = plant.store.telemetry().forward();
    let is_queueing = plant.central.is_some() && forward.queue().or_failure()?.readings > (rate * 60.0) as u64 + 1_000;
    Ok(judge(room(plant)?, rate, is_queueing))
}

/// On the disk and in the file's own free pages.
fn room(plant: &Plant) -> Result<u64, Failure> {
    let free = plant.store.read(store::schema::free_bytes).or_failure()?;
    Ok((plant.store.size().free_disk_bytes + free).saturating_sub(RESERVE_BYTES))
}

fn judge(room: u64, rate: f64, is_queueing: bool) -> Capacity {
    let bytes = STORED_BYTES + if is_queueing { QUEUED_BYTES } else { 0.0 };
    let hours = (rate > 0.0).then(|| room as f64 / (rate * bytes) / 3_600.0);
    let level = match hours {
        _ if room == 0 => CapacityLevel::Full,
        Some(hours) if hours < CRITICAL_HOURS => CapacityLevel::Critical,
        Some(hours) if hours < LOW_HOURS => CapacityLevel::Low,
        _ => CapacityLevel::Enough,
    };
    Capacity { level, hours, free_bytes: room, readings_per_second: rate }
}

/// After retention: where there is no room, the declared order, until there is. Each step that let something go is told.
pub fn thin(plant: &Plant, own: RetentionPolicy) -> Result<Vec<Thinned>, Failure> {
    thin_while(plant, own, plant.clock.now(), || room(plant))
}

fn thin_while(
    plant: &Plant,
    own: RetentionPolicy,
    now: Timestamp,
    room: impl Fn() -> Result<u64, Failure>,
) -> Result<Vec<Thinned>, Failure> {
    let mut all = Vec::new();
    for (n, step) in ORDER.into_iter().enumerate() {
        let free_bytes = room()?;
        if free_bytes > 0 {
            break;
        }
        let removed = plant.store.telemetry().retain(&policy(step, own), now).or_failure()?;
        let rows = removed.raw + removed.second + removed.minute + removed.hour;
        if rows > 0 {
            let at = now + chrono::Duration::microseconds(n as i64);
            let thinned = Thinned { at, step: step.into(), rows, free_bytes };
            tracing::warn!(step, rows, "the disk is full: readings were let go before their time");
            plant.store.write(|t| thinned::insert(t, &thinned)).or_failure()?;
            all.push(thinned);
        }
    }
    Ok(all)
}

/// The policy as the store takes it.
pub(crate) fn own_policy(plant: &Plant) -> Result<RetentionPolicy, Failure> {
    let own = jobs::retention(plant)?;
    Ok(RetentionPolicy {
        raw_days: own.raw_days,
        second_days: own.second_days,
        minute_days: own.minute_days,
        hour_days: own.hour_days,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{App, Clock, Door, Duties, Settings, Vault};
    use domain::{Reading, SignalNo, StatusCode};
    use serde_json::json;
    use std::cell::Cell;
    use store::telemetry::Budget;

    #[tokio::test(flavor = "multi_thread")]
    async fn on_a_full_disk_the_declared_order_is_kept_and_told_and_what_is_unsent_stays() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().to_owned();
        let app = App::new(at, Settings::default(), Vault::memory(), Clock::Machine, Duties::AnswerOnly);
        let administrator =
            json!({"email": "a@plant.example", "displayName": "A", "password": "a long enough password"});
        let request = json!({"kind": "empty", "administrator": administrator});
        Door::new(app.clone()).call("create_workspace", request).await.unwrap();
        let plant = app.plant().unwrap();
        plant.store.capture().unwrap();
        let now = plant.clock.now();
        // A reading a day, of the last sixty.
        let readings: Vec<Reading> = (0..60)
            .map(|days| now - chrono::Duration::days(59 - days))
            .map(|at| Reading {
                signal: SignalNo(1),
                value: Some(1.0),
                status: StatusCode::GOOD,
                source_time: at,
                server_time: None,
                receipt_time: at,
            })
            .collect();
        plant.store.telemetry().append(&readings).unwrap();
        plant.store.telemetry().compact(Budget::ALL).unwrap();
        let own = own_policy(&plant).unwrap();
        assert!(thin(&plant, own).unwrap().is_empty(), "there is room");
        // Room comes with the third step.
        let asked = Cell::new(0);
        let room = || {
            asked.set(asked.get() + 1);
            Ok(if asked.get() > 3 { 1 } else { 0 })
        };
        let thinned = thin_while(&plant, own, now, room).unwrap();
        let told: Vec<_> = thinned.iter().map(|t| (t.step.as_str(), t.rows)).collect();
        assert!(matches!(told[..], [("older-than-month", 29 | 30), ("older-than-week", 22..=24)]), "{told:?}");
        assert_eq!(plant.store.read(|c| thinned::list(c, 10)).unwrap().len(), 2);
        let telemetry = plant.store.telemetry();
        let left = telemetry.readings(SignalNo(1), now - chrono::Duration::days(90), now, 100).unwrap().len();
        assert!((7..=8).contains(&left), "{left}");
        assert_eq!(telemetry.forward().queue().unwrap().readings, 60);
    }

    #[test]
    fn a_disk_that_lasts_a_week_is_enough_and_one_without_room_is_full() {
        let level = |room, rate| judge(room, rate, false).level;
        let an_hour = (1_000.0 * STORED_BYTES * 3_600.0) as u64;
        assert_eq!(level(an_hour * 200, 1_000.0), CapacityLevel::Enough);
        assert_eq!(level(an_hour * 100, 1_000.0), CapacityLevel::Low);
        assert_eq!(level(an_hour * 10, 1_000.0), CapacityLevel::Critical);
        assert_eq!(level(0, 0.0), CapacityLevel::Full);
        assert_eq!(level(1, 0.0), CapacityLevel::Enough, "nothing comes in");
        let hours = judge(an_hour * 10, 1_000.0, false).hours.unwrap_or_default();
        assert!((hours - 10.0).abs() < 0.01, "{hours}");
        assert!(judge(an_hour * 10, 1_000.0, true).hours.unwrap_or_default() < hours, "what waits takes room too");
    }

    #[test]
    fn each_step_of_the_order_keeps_less_than_the_one_before() {
        let own = RetentionPolicy { raw_days: 90, second_days: 30, minute_days: 400, hour_days: 3_650 };
        let kept: Vec<_> = ORDER.iter().map(|s| (policy(s, own).raw_days, policy(s, own).second_days)).collect();
        assert_eq!(kept, [(90, 1), (30, 1), (7, 1), (1, 1)]);
        assert!(ORDER.iter().all(|s| policy(s, own).minute_days == 400), "minutes and hours stay");
    }
}
