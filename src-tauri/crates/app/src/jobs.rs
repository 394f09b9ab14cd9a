//! What is done beside the readings: the spool becomes trends, assets are scored, old readings are let go, what another
//! process changed is noticed, and once a day the store's file is checked and sources are compared with how they were mapped. Each job is listed with its last run, next run and outcome.

use crate::{
    capacity,
    commands::{Topic, operations::Retention},
    plant::Plant,
    scores,
};
use domain::{Message, Timestamp};
use parking_lot::Mutex;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::Notify, task::JoinHandle};
use tokio_util::sync::CancellationToken;

/// What history brings is scored so soon after it began to come.
const SCORE_AFTER_HISTORY: Duration = Duration::from_secs(2);
/// Between two scorings at least so long, and at least so many times what the last one took: a large plant's history
/// comes for hours.
const BETWEEN_SCORINGS: (Duration, u32) = (Duration::from_secs(10), 5);

/// A job's name is its Fluent id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    Compact,
    Score,
    Retain,
    NoticeOthers,
    Verify,
    Drift,
    PruneRuns,
    WatchCentral,
    Sync,
    Leases,
    Forward,
}

/// Rankings of so many prioritizations keep what nobody decided on (5.7 MB each for 100,000 assets).
const RANKINGS_KEPT: u32 = 20;
/// Runs of every other model are kept for so long, and so many of each in any case.
const RUNS_KEPT_DAYS: i64 = 90;
const RUNS_KEPT: u32 = 50;

impl Job {
    pub const ALL: [Self; 11] = [
        Self::Compact,
        Self::Score,
        Self::Retain,
        Self::NoticeOthers,
        Self::Verify,
        Self::Drift,
        Self::PruneRuns,
        Self::WatchCentral,
        Self::Sync,
        Self::Leases,
        Self::Forward,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Compact => "job-compact",
            Self::Score => "job-score",
            Self::Retain => "job-retain",
            Self::NoticeOthers => "job-notice-others",
            Self::Verify => "job-verify",
            Self::Drift => "job-drift",
            Self::PruneRuns => "job-prune-runs",
            Self::WatchCentral => "job-watch-central",
            Self::Sync => "job-sync",
            Self::Leases => "job-leases",
            Self::Forward => "job-forward",
        }
    }

    fn every(self, plant: &Plant) -> Duration {
        match self {
            Self::Compact => Duration::from_millis(700),
            Self::Score => Duration::from_secs(60),
            Self::Retain | Self::PruneRuns => Duration::from_secs(3_600),
            Self::NoticeOthers => Duration::from_secs(1),
            Self::Verify | Self::Drift => Duration::from_secs(24 * 3_600),
            Self::WatchCentral => Duration::from_secs(10),
            Self::Sync => plant.central.as_ref().map_or(Duration::MAX, |c| c.replicated().asked_every()),
            // A lease is renewed three times before it is over.
            Self::Leases => plant.central.as_ref().map_or(Duration::MAX, |c| c.leases.renewed_every()),
            Self::Forward => Duration::from_secs(1),
        }
    }

    /// Whether there is anything to do in this workspace.
    fn concerns(self, plant: &Plant) -> bool {
        !matches!(self, Self::WatchCentral | Self::Sync | Self::Leases | Self::Forward) || plant.central.is_some()
    }

    /// The first run, after the start.
    fn first(self) -> Duration {
        match self {
            Self::Score => Duration::from_secs(4),
            Self::Retain => Duration::from_secs(30),
            Self::PruneRuns => Duration::from_secs(45),
            Self::Verify => Duration::from_secs(3_600),
            // Once what collects here has connected.
            Self::Drift => Duration::from_secs(600),
            Self::WatchCentral => Duration::from_secs(5),
            Self::Compact | Self::NoticeOthers | Self::Sync | Self::Forward => Duration::from_millis(500),
            Self::Leases => Duration::from_millis(200),
        }
    }

    fn run(self, plant: &Arc<Plant>) -> Result<Message, domain::Failure> {
        use crate::failures::OrFailure;
        match self {
            Self::Compact => {
                let (budget, now) = (store::telemetry::Budget::default(), plant.clock.now());
                let moved = plant.store.telemetry().compact_when_due(budget, now).or_failure()?.moved;
                Ok(Message::new("job-compact-outcome").with("readings", moved as f64))
            }
            Self::Score => {
                let outcome = scores::score_all(plant)?;
                plant.changes.tell_soon(Topic::Scores);
                plant.changes.tell_soon(Topic::Assets);
                Ok(Message::new("job-score-outcome").with("assets", outcome.scored))
            }
            Self::Retain => {
                let policy = capacity::own_policy(plant)?;
                let removed = plant.store.telemetry().retain(&policy, plant.clock.now()).or_failure()?;
                let thinned: u64 = capacity::thin(plant, policy)?.iter().map(|t| t.rows).sum();
                if thinned > 0 {
                    plant.changes.tell_soon(Topic::Integrations);
                    return Ok(Message::new("job-retain-thinned").with("rows", thinned as f64));
                }
                Ok(Message::new("job-retain-outcome").with("readings", removed.raw as f64))
            }
            Self::NoticeOthers => {
                plant.supervisor.note_alive(plant)?;
                if plant.store.changed_elsewhere().or_failure()? || plant.supervisor.is_elsewhere() {
                    let runtime = tokio::runtime::Handle::current();
                    runtime.block_on(plant.supervisor.reconcile(plant, None))?;
                    plant.changes.tell(&[
                        Topic::Assets,
                        Topic::Mappings,
                        Topic::Readings,
                        Topic::Scores,
                        Topic::Optimization,
                        Topic::WorkOrders,
                    ]);
                }
                Ok(Message::new("job-done"))
            }
            Self::Drift => tokio::runtime::Handle::current().block_on(crate::drift::round(plant)),
            Self::WatchCentral => tokio::runtime::Handle::current().block_on(crate::central::watch::round(plant)),
            Self::Sync => tokio::runtime::Handle::current().block_on(crate::central::replication::round(plant)),
            Self::Leases => tokio::runtime::Handle::current().block_on(crate::central::leases::round(plant)),
            Self::Forward => tokio::runtime::Handle::current().block_on(crate::central::forwarding::round(plant)),
            Self::PruneRuns => {
                plant.runs.give_up_lost(plant)?;
                let before = plant.clock.now() - chrono::Duration::days(RUNS_KEPT_DAYS);
                let removed = plant
                    .store
                    .write(|t| {
                        let proposals = store::recommendation::delete_undecided_of_old_runs(t, RANKINGS_KEPT)?;
                        Ok(proposals + store::run::delete_old(t, RUNS_KEPT, before)?)
                    })
                    .or_failure()?;
                if removed > 0 {
                    plant.changes.tell(&[Topic::Runs, Topic::Optimization]);
                }
                Ok(Message::new("job-prune-runs-outcome").with("removed", removed as f64))
            }
            // A finding is not mended under way: the next opening sets the file aside and carries over what it can.
            Self::Verify => {
                let verdict = plant.store.verify().or_failure()?;
                if verdict.is_sound() {
                    return Ok(Message::new("job-verify-sound"));
                }
                let findings = verdict.findings.join("; ");
                Err(crate::failures::failure(domain::ErrorCode::Unavailable, "store-damaged").detail(findings))
            }
        }
    }
}

/// What the list of jobs shows of one.
#[derive(Debug, Clone, Default)]
pub struct JobState {
    pub last_run_at: Option<Timestamp>,
    pub last_seconds: Option<f64>,
    pub next_run_at: Option<Timestamp>,
    pub is_running: bool,
    pub outcome: Option<Message>,
}

#[derive(Default)]
pub struct Jobs {
    states: Arc<Mutex<[JobState; Job::ALL.len()]>>,
    cancel: CancellationToken,
    tasks: Mutex<Vec<JoinHandle<()>>>,
    history: Arc<Notify>,
    change: Arc<Notify>,
    lease: Arc<Notify>,
}

impl Jobs {
    /// Readings of the past have been stored: scoring need not wait for its minute.
    pub fn history_came(&self) {
        self.history.notify_one();
    }

    /// Somebody changed something here: it need not wait for the next look at the central database.
    pub fn something_changed(&self) {
        self.change.notify_one();
    }

    /// An integration was started here: it need not wait for the next renewal.
    pub fn lease_wanted(&self) {
        self.lease.notify_one();
    }

    pub fn start(&self, plant: &Arc<Plant>) {
        let mut tasks = self.tasks.lock();
        for (index, job) in Job::ALL.into_iter().enumerate().filter(|(_, job)| job.concerns(plant)) {
            let sooner = match job {
                Job::Score => self.history.clone(),
                Job::Sync => self.change.clone(),
                Job::Leases => self.lease.clone(),
                _ => Arc::default(),
            };
            let states = self.states.clone();
            tasks.push(tokio::spawn(keep_doing(job, index, plant.clone(), states, sooner, self.cancel.clone())));
        }
    }

    /// The process ends: a job that goes on and on ends at its next step.
    pub fn is_stopping(&self) -> bool {
        self.cancel.is_cancelled()
    }

    pub async fn stop(&self) {
        self.cancel.cancel();
        let tasks: Vec<_> = self.tasks.lock().drain(..).collect();
        for task in tasks {
            let _ = task.await;
        }
    }

    pub fn states(&self, plant: &Plant) -> Vec<(Job, JobState)> {
        Job::ALL.into_iter().zip(self.states.lock().iter().cloned()).filter(|(job, _)| job.concerns(plant)).collect()
    }
}

async fn keep_doing(
    job: Job,
    index: usize,
    plant: Arc<Plant>,
    states: Arc<Mutex<[JobState; Job::ALL.len()]>>,
    sooner: Arc<Notify>,
    cancel: CancellationToken,
) {
    let mut due = Instant::now() + job.first();
    let mut earliest = Instant::now();
    loop {
        loop {
            let wait = due.saturating_duration_since(Instant::now());
            let next = plant.clock.now() + chrono::Duration::from_std(wait).unwrap_or_default();
            states.lock()[index].next_run_at = Some(next);
            tokio::select! {
                () = cancel.cancelled() => return,
                () = tokio::time::sleep(wait) => break,
                () = sooner.notified() => due = match job {
                    Job::Sync | Job::Leases => Instant::now(),
                    _ => due.min(earliest.max(Instant::now() + SCORE_AFTER_HISTORY)),
                },
            }
        }
        {
            let mut states = states.lock();
            states[index].is_running = true;
            states[index].last_run_at = Some(plant.clock.now());
        }
        let started = Instant::now();
        let for_job = plant.clone();
        let outcome = tokio::task::spawn_blocking(move || job.run(&for_job)).await;
        let outcome = match outcome {
            Ok(Ok(message)) => message,
            Ok(Err(failure)) => {
                tracing::error!(job = job.name(), %failure, "a job failed; it will be tried again");
                failure.message
            }
            Err(e) => {
                tracing::error!(job = job.name(), error = %e, "a job broke; it will be tried again");
                Message::new("internal")
            }
        };
        let took = started.elapsed();
        due = Instant::now() + job.every(&plant);
        earliest = Instant::now() + BETWEEN_SCORINGS.0.max(took * BETWEEN_SCORINGS.1);
        let mut states = states.lock();
        states[index].is_running = false;
        states[index].last_seconds = Some(took.as_secs_f64());
        states[index].outcome = Some(outcome);
    }
}

const RETENTION: &str = "retention";

/// How long readings and rollups are kept; these days where nobody has said otherwise.
pub fn retention(plant: &Plant) -> Result<Retention, domain::Failure> {
    use crate::failures::OrFailure;
    let own = plant.store.read(|c| store::setting::find::<Retention>(c, RETENTION)).or_failure()?;
    Ok(own.unwrap_or(Retention { raw_days: 90, second_days: 30, minute_days: 400, hour_days: 3_650 }))
}

pub fn save_retention(t: &store::Transaction<'_>, retention: &Retention) -> store::Result<()> {
    store::setting::set(t, RETENTION, retention)
}
