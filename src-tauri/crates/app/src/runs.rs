//! Runs in the background, one way for every model: kept from the moment they begin, heard of while they go on, stopped
//! within half a second, and kept with what they found. At most [`AT_ONCE`] search at a time; others wait for their turn.

mod running;

use crate::{
    commands::Topic,
    failures::{OrFailure, failure},
    plant::Plant,
};
use domain::{ErrorCode, Failure, Message, OptimizationRun, Proposal, RunId, RunResult, RunStatus, Timestamp};
use parking_lot::Mutex;
use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};
use store::run_document::{self, DocumentKind};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

pub use running::{ProgressPoint, RunProgress, Running, gap};

/// Searches at a time: a workstation has other things to do. What only computes, and is over in a moment, waits for nobody.
const AT_ONCE: usize = 2;
/// How long a cancel waits for what the search still has to say.
const CANCEL_PATIENCE: Duration = Duration::from_millis(500);
/// A run that says it runs so long after its limit was left behind by its process.
const OVERDUE_SECONDS: i64 = 120;
const LONGEST_SECONDS: f64 = 600.0;

/// What a run does in the background, once.
pub type Work = Box<dyn FnOnce(&Running) -> Result<Outcome, Failure> + Send>;

/// What a model hands over.
pub struct Prepared {
    pub run: OptimizationRun,
    /// All that the model will see, as JSON.
    pub input: String,
    pub work: Work,
}

/// What a model found.
pub struct Outcome {
    pub result: RunResult,
    pub planned: u64,
    pub left_out: u64,
    /// As the solver gave it, as JSON.
    pub plan: String,
    /// In the plant's words, as JSON.
    pub view: String,
    /// Run, rank and id are given when they are kept.
    pub proposals: Vec<Proposal>,
}

/// The runs that this process works on.
pub struct Runs {
    running: Mutex<HashMap<RunId, Arc<Running>>>,
    turn: Arc<Semaphore>,
}

impl Default for Runs {
    fn default() -> Self {
        Self { running: Mutex::default(), turn: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Runs {
    /// Keeps the run as running and begins it; the answer is there at once.
    pub fn start(&self, plant: &Arc<Plant>, prepared: Prepared, steps: Option<u64>) -> Result<Arc<Running>, Failure> {
        let Prepared { run, input, work } = prepared;
        plant
            .store
            .write(|t| {
                store::run::save(t, &run)?;
                run_document::save(t, run.id, DocumentKind::Input, &input)
            })
            .or_failure()?;
        let is_search = steps.is_some() || run.time_limit_seconds.is_some();
        let running = Arc::new(Running {
            cancel: CancellationToken::new(),
            ended: CancellationToken::new(),
            begun: Mutex::new(None),
            steps,
            limit: run.time_limit_seconds,
            progress: Mutex::new(RunProgress {
                time_limit_seconds: run.time_limit_seconds,
                is_waiting: is_search,
                ..RunProgress::default()
            }),
            changes: plant.changes.clone(),
        });
        self.running.lock().insert(run.id, running.clone());
        tokio::spawn(go(plant.clone(), run, running.clone(), work, is_search.then(|| self.turn.clone())));
        Ok(running)
    }

    pub fn find(&self, id: RunId) -> Option<Arc<Running>> {
        self.running.lock().get(&id).cloned()
    }

    pub fn progress(&self, id: RunId) -> Option<RunProgress> {
        self.find(id).map(|running| running.progress())
    }

    /// Asks the run to stop and waits until it is kept, half a second at most.
    pub async fn cancel(&self, id: RunId) -> Result<(), Failure> {
        let running = self.find(id).ok_or_else(|| failure(ErrorCode::Conflict, "run-not-running"))?;
        running.cancel.cancel();
        let _ = tokio::time::timeout(CANCEL_PATIENCE, running.ended.cancelled()).await;
        Ok(())
    }

    pub async fn wait(&self, id: RunId) {
        if let Some(running) = self.find(id) {
            running.ended.cancelled().await;
        }
    }

    /// The process ends: what was found so far is kept.
    pub async fn stop_all(&self) {
        let all: Vec<_> = self.running.lock().values().cloned().collect();
        all.iter().for_each(|running| running.cancel.cancel());
        for running in all {
            let _ = tokio::time::timeout(Duration::from_secs(5), running.ended.cancelled()).await;
        }
    }

    /// Runs whose process ended under them say so. How many there were.
    pub fn give_up_lost(&self, plant: &Plant) -> Result<u32, Failure> {
        let now = plant.clock.now();
        let running = plant.store.read(store::run::list_running).or_failure()?;
        let lost: Vec<_> = running.into_iter().filter(|r| self.find(r.id).is_none() && is_overdue(r, now)).collect();
        if !lost.is_empty() {
            plant
                .store
                .write(|t| {
                    lost.iter().try_for_each(|run| {
                        let failure = Some(Message::new("run-interrupted"));
                        store::run::save(t, &OptimizationRun { status: RunStatus::Failed, failure, ..run.clone() })
                    })
                })
                .or_failure()?;
        }
        Ok(lost.len() as u32)
    }
}

fn is_overdue(run: &OptimizationRun, now: Timestamp) -> bool {
    let limit = run.time_limit_seconds.unwrap_or(LONGEST_SECONDS).ceil() as i64;
    (now - run.started_at).num_seconds() > limit + OVERDUE_SECONDS
}

/// `turn`: what a search waits for.
async fn go(plant: Arc<Plant>, run: OptimizationRun, running: Arc<Running>, work: Work, turn: Option<Arc<Semaphore>>) {
    let its_turn = async {
        match turn {
            Some(turn) => turn.acquire_owned().await.ok().map(Some),
            None => Some(None),
        }
    };
    let permit = tokio::select! {
        permit = its_turn => permit,
        () = running.cancel.cancelled() => None,
    };
    let id = run.id;
    let ended = match permit {
        Some(_its_turn) => {
            *running.begun.lock() = Some(Instant::now());
            running.progress.lock().is_waiting = false;
            let (plant, running) = (plant.clone(), running.clone());
            let searched = tokio::task::spawn_blocking(move || {
                let outcome = work(&running);
                keep(&plant, run, &running, outcome)
            });
            searched.await.unwrap_or_else(|e| Err(failure(ErrorCode::Internal, "internal").detail(e)))
        }
        None => keep(&plant, run, &running, Err(failure(ErrorCode::Conflict, "run-cancelled-before-its-turn"))),
    };
    if let Err(failure) = ended {
        tracing::error!(%id, %failure, "a run broke or could not be kept");
        let broken = plant.store.write(|t| {
            let run = store::run::get(t, id)?;
            let failure = Some(failure.message.clone());
            store::run::save(t, &OptimizationRun { status: RunStatus::Failed, failure, ..run })
        });
        if let Err(e) = broken {
            tracing::error!(%id, error = %e, "that a run broke could not be kept either");
        }
    }
    plant.runs.running.lock().remove(&id);
    running.ended.cancel();
    plant.changes.tell(&[Topic::Runs, Topic::Optimization]);
}

/// The run with what it found, or why it found nothing, in one transaction.
fn keep(
    plant: &Plant,
    run: OptimizationRun,
    running: &Running,
    outcome: Result<Outcome, Failure>,
) -> Result<(), Failure> {
    let seconds = running.seconds();
    plant
        .store
        .write(|t| {
            // A person may have named it meanwhile.
            let kept = store::run::get(t, run.id)?;
            let run = OptimizationRun { name: kept.name, is_locked: kept.is_locked, seconds, ..run };
            match outcome {
                Err(failure) => {
                    let status = if running.is_cancelled() { RunStatus::Cancelled } else { RunStatus::Failed };
                    store::run::save(t, &OptimizationRun { status, failure: Some(failure.message), ..run })
                }
                Ok(found) => {
                    let status = if running.is_cancelled() { RunStatus::Cancelled } else { RunStatus::Done };
                    let run = OptimizationRun {
                        status,
                        ranked: found.planned,
                        without_score: found.left_out,
                        proposals: found.proposals.len() as u32,
                        result: found.result,
                        ..run
                    };
                    store::run::save(t, &run)?;
                    run_document::save(t, run.id, DocumentKind::Plan, &found.plan)?;
                    run_document::save(t, run.id, DocumentKind::View, &found.view)?;
                    let ranked: Vec<Proposal> = (1u32..)
                        .zip(found.proposals)
                        .map(|(rank, proposal)| Proposal {
                            id: store::proposal::id_of(run.id, rank),
                            run_id: run.id,
                            rank,
                            ..proposal
                        })
                        .collect();
                    store::proposal::insert_many(t, &ranked)
                }
            }
        })
        .or_failure()
}
