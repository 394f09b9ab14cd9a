//! Running the workspace: readiness, jobs, retention, the smoke test.

use super::workspace::Nothing;
use crate::{
    Caller,
    central::LinkStanding,
    failures::{OrFailure, failure, out_of_range},
    jobs,
    plant::Plant,
    smoke,
};
use domain::{ErrorCode, Failure, Message, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct GetHealth {
    /// Checks every page of the store too: a second for each 140 MB or so.
    pub verify: Option<bool>,
}

/// The store's file, page by page.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StoreCheck {
    pub is_sound: bool,
    pub seconds: f64,
    /// What is wrong with it; technical, in English.
    pub findings: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    pub is_ready: bool,
    /// `usable`, `damaged`, `locked`, `missing`
    pub store: String,
    pub schema_version: u32,
    #[ts(type = "number")]
    pub store_bytes: u64,
    #[ts(type = "number")]
    pub free_disk_bytes: u64,
    /// Readings not yet turned into trend rows.
    #[ts(type = "number")]
    pub spool_rows: u64,
    pub is_collecting: bool,
    /// Of a central workspace.
    pub central: Option<CentralHealth>,
    /// Where it was asked for.
    pub check: Option<StoreCheck>,
    pub version: String,
}

/// Whether the central database can be used over this workstation's role, whoever is signed in.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CentralHealth {
    /// `usable`, `unusable`, or `unknown` where nobody is signed in and it was not to be verified.
    pub state: String,
    /// Why it can't be used.
    pub reason: Option<Message>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobRow {
    /// Fluent id of its name: `job-compact`.
    pub name: String,
    pub last_run_at: Option<Timestamp>,
    pub last_seconds: Option<f64>,
    pub next_run_at: Option<Timestamp>,
    pub is_running: bool,
    pub outcome: Option<Message>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Retention {
    /// Days that raw readings are kept; 1 to 3650.
    pub raw_days: u32,
    pub second_days: u32,
    pub minute_days: u32,
    pub hour_days: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScoringOutcome {
    pub scored: u32,
    pub insufficient: u32,
    pub seconds: f64,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SmokeTestStep {
    pub name: String,
    pub passed: bool,
    pub id: Option<String>,
    pub detail: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct SmokeTest {
    pub passed: bool,
    pub steps: Vec<SmokeTestStep>,
}

/// Days that anything may be kept.
const KEPT_DAYS: std::ops::RangeInclusive<u32> = 1..=3_650;

/// Answers also where nobody is signed in: the command line and a supervisor ask it.
pub async fn get_health(caller: &Caller<'_>, request: GetHealth) -> Result<Health, Failure> {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let workspace = super::workspace::get_workspace(caller, Nothing {}).await;
    let Ok(plant) = caller.plant() else {
        let store = match workspace {
            Ok(w) if w.stage == super::workspace::WorkspaceStage::New => "missing",
            Ok(_) => "locked",
            Err(_) => "damaged",
        };
        return Ok(Health {
            is_ready: false,
            store: store.into(),
            schema_version: 0,
            store_bytes: 0,
            free_disk_bytes: 0,
            spool_rows: 0,
            is_collecting: false,
            central: None,
            check: None,
            version,
        });
    };
    let size = plant.store.size();
    let check = if request.verify.unwrap_or(false) { Some(check(&plant)?) } else { None };
    // Of a damaged file whatever can still be read; of a sound one everything.
    let is_damaged = check.as_ref().is_some_and(|c| !c.is_sound);
    let schema_version = as_far_as_readable(is_damaged, plant.store.read(store::schema::version))?;
    let spool_rows = as_far_as_readable(is_damaged, plant.store.telemetry().spooled())?;
    // A read and a write: a store that can't be written is not ready.
    let is_writable = plant.store.write(|t| store::setting::set(t, "health-checked-at", &caller.now())).is_ok();
    let store = match (is_damaged, is_writable) {
        (true, _) => "damaged",
        (false, true) => "usable",
        (false, false) => "read-only",
    };
    let central = central_health(caller, &plant, request.verify.unwrap_or(false)).await;
    Ok(Health {
        is_ready: store == "usable" && central.as_ref().is_none_or(|c| c.state != "unusable"),
        store: store.into(),
        schema_version,
        store_bytes: size.file_bytes + size.wal_bytes,
        free_disk_bytes: size.free_disk_bytes,
        spool_rows,
        is_collecting: plant.supervisor.is_collecting(),
        central,
        check,
        version,
    })
}

fn as_far_as_readable<T: Default>(is_damaged: bool, read: store::Result<T>) -> Result<T, Failure> {
    if is_damaged { Ok(read.unwrap_or_default()) } else { read.or_failure() }
}

/// Verified: by a connection of its own. Else what the person's session saw last.
async fn central_health(caller: &Caller<'_>, plant: &Plant, verify: bool) -> Option<CentralHealth> {
    plant.central.as_ref()?;
    let told = |state: &str, reason: Option<Failure>| {
        Some(CentralHealth { state: state.into(), reason: reason.map(|why| why.message) })
    };
    if verify {
        return match crate::central::connect(plant).await {
            Ok(_) => told("usable", None),
            Err(why) => told("unusable", Some(why)),
        };
    }
    match caller.door.session().and_then(|s| s.online).map(|online| online.standing().0) {
        Some(LinkStanding::Online) => told("usable", None),
        Some(LinkStanding::Offline(why)) => told("unusable", Some(why)),
        Some(LinkStanding::PasswordNeeded | LinkStanding::Over(_)) | None => told("unknown", None),
    }
}

fn check(plant: &Plant) -> Result<StoreCheck, Failure> {
    let started = std::time::Instant::now();
    let verdict = plant.store.verify().or_failure()?;
    let seconds = started.elapsed().as_secs_f64();
    Ok(StoreCheck { is_sound: verdict.is_sound(), seconds, findings: verdict.findings })
}

pub async fn list_jobs(caller: &Caller<'_>, _: Nothing) -> Result<Vec<JobRow>, Failure> {
    let plant = caller.plant()?;
    let states = plant.jobs.states(&plant).into_iter().map(|(job, state)| JobRow {
        name: job.name().into(),
        last_run_at: state.last_run_at,
        last_seconds: state.last_seconds,
        next_run_at: state.next_run_at,
        is_running: state.is_running,
        outcome: state.outcome,
    });
    Ok(states.collect())
}

pub async fn get_retention(caller: &Caller<'_>, _: Nothing) -> Result<Retention, Failure> {
    jobs::retention(&*caller.plant()?)
}

pub async fn set_retention(caller: &Caller<'_>, request: Retention) -> Result<Retention, Failure> {
    for (field, days) in [
        ("rawDays", request.raw_days),
        ("secondDays", request.second_days),
        ("minuteDays", request.minute_days),
        ("hourDays", request.hour_days),
    ] {
        if !KEPT_DAYS.contains(&days) {
            return Err(out_of_range(field, f64::from(*KEPT_DAYS.start()), f64::from(*KEPT_DAYS.end())));
        }
    }
    caller.plant()?.store.write(|t| jobs::save_retention(t, &request)).or_failure()?;
    Ok(request)
}

pub async fn run_smoke_test(caller: &Caller<'_>, _: Nothing) -> Result<SmokeTest, Failure> {
    // What it makes would go to the tenant's plant; over a central database the test has a tenant of its own.
    if caller.plant()?.central.is_some() {
        return Err(failure(ErrorCode::Conflict, "smoke-test-is-central"));
    }
    smoke::run(caller).await
}
