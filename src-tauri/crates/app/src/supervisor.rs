//! Keeps one running source and pipeline for each integration that should run, and no other. It is told nothing of
//! what happened: it compares what should run (active integrations, their configuration and mappings) with what does.

use crate::{
    Duties,
    central::leases,
    commands::Topic,
    failures::{OrFailure, failure},
    maintenance,
    pipeline::{Pipeline, Route},
    plant::Plant,
    rates::Rate,
};
use connectors::TagSubscription;
use domain::{
    ConnectionState, ConnectorKind, Conversion, ErrorCode, Failure, Integration, IntegrationId, IntegrationStatus,
    Message, SignalMapping, SignalNo, Timestamp,
};
use parking_lot::Mutex;
use serde::Serialize;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use ts_rs::TS;

/// What an integration is doing, for its card and page.
#[derive(Debug)]
pub struct Status {
    pub state: ConnectionState,
    /// Since when it streams, is away or has failed: attempts, each with its wait, are one time away.
    pub since: Timestamp,
    /// Why it does not stream, also while the next attempt is on its way.
    pub trouble: Option<Message>,
    pub rate: Rate,
    pub stored: u64,
    pub failed_tags: HashMap<SignalNo, Failure>,
    pub overflows: u64,
    pub overflowed: HashSet<SignalNo>,
    /// The store takes no readings (full disk); they wait.
    pub store_problem: Option<Failure>,
}

impl Status {
    pub fn new(state: ConnectionState, since: Timestamp) -> Self {
        Self {
            state,
            since,
            trouble: None,
            rate: Rate::default(),
            stored: 0,
            failed_tags: HashMap::new(),
            overflows: 0,
            overflowed: HashSet::new(),
            store_problem: None,
        }
    }

    /// True where the kind of state is another one, not only its attempt number.
    pub fn set_state(&mut self, state: ConnectionState, now: Timestamp) -> bool {
        let changed = std::mem::discriminant(&self.state) != std::mem::discriminant(&state);
        if changed && !(is_away(&self.state) && is_away(&state)) {
            self.since = now;
        }
        match &state {
            ConnectionState::Reconnecting { cause, .. } | ConnectionState::Failed { cause, .. } => {
                self.trouble = Some(cause.clone());
            }
            ConnectionState::Connecting { .. } => {}
            ConnectionState::Streaming
            | ConnectionState::Stopped
            | ConnectionState::Elsewhere
            | ConnectionState::Standby { .. } => self.trouble = None,
        }
        self.state = state;
        changed
    }
}

fn is_away(state: &ConnectionState) -> bool {
    matches!(state, ConnectionState::Connecting { .. } | ConnectionState::Reconnecting { .. })
}

/// Why a signal brings nothing now.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Trouble {
    /// The connection's, not this one tag's.
    pub is_of_connection: bool,
    pub cause: Message,
    /// None: the one that goes with the cause.
    pub remedy: Option<Message>,
}

struct Running {
    connector: ConnectorKind,
    fingerprint: String,
    cancel: CancellationToken,
    status: Arc<Mutex<Status>>,
    signals: HashSet<SignalNo>,
    source: JoinHandle<()>,
    pipeline: JoinHandle<()>,
}

/// The running integrations of this process.
#[derive(Default)]
pub struct Supervisor {
    running: Mutex<HashMap<IntegrationId, Running>>,
    lock: Mutex<Option<store::CollectorLock>>,
    is_elsewhere: std::sync::atomic::AtomicBool,
    alive_noted: Mutex<Option<Timestamp>>,
}

/// How often it is noted which connections live: well within the minute after which a signal is stale.
const NOTE_ALIVE_SECONDS: i64 = 15;

impl Supervisor {
    /// Starts, stops and restarts until what runs is what should run. `anew` is restarted even if nothing changed:
    /// a person pressed Start, or trusted a certificate.
    pub async fn reconcile(&self, plant: &Arc<Plant>, anew: Option<IntegrationId>) -> Result<(), Failure> {
        let wanted = self.wanted(plant)?;
        let mut leaving = Vec::new();
        {
            let mut running = self.running.lock();
            let ids: Vec<IntegrationId> = running.keys().copied().collect();
            for id in ids {
                let keep = wanted
                    .iter()
                    .any(|w| w.integration.id == id && anew != Some(id) && running[&id].fingerprint == w.fingerprint);
                if !keep {
                    leaving.extend(running.remove(&id));
                }
            }
        }
        for one in leaving {
            stop(one).await;
        }
        for one in wanted {
            if !self.running.lock().contains_key(&one.integration.id) {
                let id = one.integration.id;
                let running = start(plant, one);
                self.running.lock().insert(id, running);
            }
        }
        if self.running.lock().is_empty() {
            *self.lock.lock() = None;
        }
        plant.changes.tell_soon(Topic::Integrations);
        Ok(())
    }

    /// Notes in the store which connections stream now, where silence says nothing of its own.
    pub fn note_alive(&self, plant: &Plant) -> Result<(), Failure> {
        let now = plant.clock.now();
        let mut noted = self.alive_noted.lock();
        if noted.is_some_and(|at| now >= at && (now - at).num_seconds() < NOTE_ALIVE_SECONDS) {
            return Ok(());
        }
        let streams = |one: &Running| {
            one.connector.reports_changes_only() && matches!(one.status.lock().state, ConnectionState::Streaming)
        };
        let alive: Vec<IntegrationId> =
            self.running.lock().iter().filter(|(_, one)| streams(one)).map(|(id, _)| *id).collect();
        if !alive.is_empty() {
            plant
                .store
                .write(|t| alive.iter().try_for_each(|id| store::integration::set_alive(t, *id, now)))
                .or_failure()?;
        }
        *noted = Some(now);
        Ok(())
    }

    /// Reads a running integration's status; `None` where it does not run here.
    pub fn status<T>(&self, id: IntegrationId, read: impl FnOnce(&Status) -> T) -> Option<T> {
        let status = self.running.lock().get(&id).map(|r| r.status.clone())?;
        let status = status.lock();
        Some(read(&status))
    }

    /// The tags that integrations running here can't follow now, each with why.
    pub fn failed_tags(&self) -> HashMap<SignalNo, Failure> {
        let all: Vec<_> = self.running.lock().values().map(|r| r.status.clone()).collect();
        all.iter().flat_map(|status| status.lock().failed_tags.clone()).collect()
    }

    /// Of these signals, those that bring nothing now, each with why.
    pub fn troubles(&self, signals: &[SignalNo]) -> HashMap<SignalNo, Trouble> {
        let running = self.running.lock();
        let mut found = HashMap::new();
        for one in running.values() {
            let status = one.status.lock();
            let of_connection = status.trouble.as_ref().map(|cause| {
                let remedy = match &status.state {
                    ConnectionState::Failed { remedy, .. } => Some(remedy.clone()),
                    _ => None,
                };
                Trouble { is_of_connection: true, cause: cause.clone(), remedy }
            });
            for signal in signals.iter().filter(|s| one.signals.contains(s)) {
                let of_tag = || {
                    let failure = status.failed_tags.get(signal)?.clone();
                    Some(Trouble { is_of_connection: false, cause: failure.message, remedy: Some(failure.remedy) })
                };
                found.extend(of_connection.clone().or_else(of_tag).map(|trouble| (*signal, trouble)));
            }
        }
        found
    }

    /// True where another process of this machine collects for the workspace.
    pub fn is_elsewhere(&self) -> bool {
        self.is_elsewhere.load(std::sync::atomic::Ordering::Relaxed)
    }

    pub fn is_collecting(&self) -> bool {
        !self.running.lock().is_empty()
    }

    pub async fn stop_all(&self) {
        let all: Vec<Running> = self.running.lock().drain().map(|(_, r)| r).collect();
        for one in all {
            stop(one).await;
        }
        *self.lock.lock() = None;
    }

    fn wanted(&self, plant: &Arc<Plant>) -> Result<Vec<Wanted>, Failure> {
        if plant.duties == Duties::AnswerOnly {
            return Ok(Vec::new());
        }
        let integrations = plant.store.read(store::integration::list).or_failure()?;
        let active: Vec<Integration> =
            integrations.into_iter().filter(|i| i.status == IntegrationStatus::Active && may_run(plant, i)).collect();
        // In a central workspace one workstation runs an integration: the one that holds its lease.
        let active: Vec<Integration> = active.into_iter().filter(|i| leases::may_collect(plant, i.id)).collect();
        if active.is_empty() {
            return Ok(Vec::new());
        }
        if !self.take_lock(plant)? {
            return Ok(Vec::new());
        }
        active.into_iter().map(|integration| Wanted::load(plant, integration)).collect()
    }

    /// One process collects for a workspace; the others show that it does.
    fn take_lock(&self, plant: &Plant) -> Result<bool, Failure> {
        let mut lock = self.lock.lock();
        if lock.is_none() {
            *lock = store::CollectorLock::try_acquire(&plant.folder).or_failure()?;
        }
        self.is_elsewhere.store(lock.is_none(), std::sync::atomic::Ordering::Relaxed);
        Ok(lock.is_some())
    }
}

/// In demo mode no external call is made: only the simulator runs. What is switched off runs in no mode.
pub fn may_run(plant: &Plant, integration: &Integration) -> bool {
    runnable(plant, integration).is_ok()
}

/// The same with why not.
pub fn runnable(plant: &Plant, integration: &Integration) -> Result<(), Failure> {
    permitted(plant, integration.connector)?;
    if integration.connector != ConnectorKind::Demo && plant.demo_mode() {
        return Err(failure(ErrorCode::Locked, "demo-mode-no-external-call"));
    }
    Ok(())
}

/// `EXTERNAL_DB_ENABLE` off: databases and the systems of the plant's offices are not there.
pub fn permitted(plant: &Plant, connector: ConnectorKind) -> Result<(), Failure> {
    if connector.is_external_database() && !plant.external_db_enable {
        return Err(failure(ErrorCode::Locked, "external-databases-off"));
    }
    Ok(())
}

struct Wanted {
    integration: Integration,
    mappings: Vec<(SignalMapping, String)>,
    fingerprint: String,
}

impl Wanted {
    fn load(plant: &Plant, mut integration: Integration) -> Result<Self, Failure> {
        integration.config = plant.config_in_force(&integration)?;
        let mappings = plant.store.read(|c| store::mapping::active_for_integration(c, integration.id)).or_failure()?;
        let secrets = plant.secret_generation();
        let shape = (&integration.config, secrets, &mappings);
        let fingerprint = serde_json::to_string(&shape).unwrap_or_default();
        Ok(Self { integration, mappings, fingerprint })
    }
}

fn start(plant: &Arc<Plant>, wanted: Wanted) -> Running {
    let now = plant.clock.now();
    let status = Arc::new(Mutex::new(Status::new(ConnectionState::Connecting { attempt: 1 }, now)));
    let cancel = CancellationToken::new();
    let (sender, receiver) = connectors::event_channel();
    let mut routes = HashMap::new();
    let mut tags = Vec::new();
    for (mapping, metric_unit) in &wanted.mappings {
        match Conversion::new(mapping.scale, mapping.offset, &mapping.source_unit, metric_unit) {
            Ok(conversion) => {
                let external_tag = mapping.external_tag.clone();
                routes.insert(mapping.signal, Route { conversion, external_tag });
                tags.push(subscription(plant, &wanted.integration, mapping));
            }
            // Refused when it was saved; a metric's unit may have been edited since.
            Err(e) => {
                let message = Message::new("mapping-conversion-broken").with("tag", mapping.external_tag.clone());
                let failure = Failure::new(ErrorCode::Invalid, message).detail(e);
                status.lock().failed_tags.insert(mapping.signal, failure);
            }
        }
    }
    let pipeline = Pipeline {
        plant: plant.clone(),
        integration: wanted.integration.id,
        routes,
        status: status.clone(),
        cancel: cancel.clone(),
    };
    let pipeline = tokio::task::spawn_blocking(move || pipeline.run(receiver));
    let connector = wanted.integration.connector;
    let signals = wanted.mappings.iter().map(|(mapping, _)| mapping.signal).collect();
    let source = tokio::spawn(follow(plant.clone(), wanted.integration, tags, sender, cancel.clone()));
    Running { connector, fingerprint: wanted.fingerprint, cancel, status, signals, source, pipeline }
}

async fn follow(
    plant: Arc<Plant>,
    integration: Integration,
    tags: Vec<TagSubscription>,
    sender: tokio::sync::mpsc::Sender<connectors::SourceEvent>,
    cancel: CancellationToken,
) {
    let told = sender.clone();
    let outcome = match integration.connector.has_tags() {
        true => follow_tags(&plant, &integration, tags, sender, cancel).await,
        false => maintenance::follow(plant.clone(), integration.clone(), sender, cancel).await,
    };
    if let Err(failure) = outcome {
        tracing::error!(integration = %integration.name, %failure, "an integration stopped");
        let state = ConnectionState::Failed { cause: failure.message, remedy: failure.remedy };
        let _ = told.send(connectors::SourceEvent::State(state)).await;
    }
}

async fn follow_tags(
    plant: &Plant,
    integration: &Integration,
    tags: Vec<TagSubscription>,
    sender: tokio::sync::mpsc::Sender<connectors::SourceEvent>,
    cancel: CancellationToken,
) -> Result<(), Failure> {
    let source = plant
        .source_context(integration)
        .and_then(|context| connectors::open(integration.connector, &integration.config, context))?;
    source.run(tags, sender, cancel).await.map_err(|e| e.failure)
}

/// Where the signal's stored readings end, so that what lies between is backfilled or marked as a gap; before its
/// first reading, as far back as the integration wants history.
fn subscription(plant: &Plant, integration: &Integration, mapping: &SignalMapping) -> TagSubscription {
    let last = plant.store.telemetry().last_source_time(mapping.signal).unwrap_or_else(|e| {
        tracing::error!(error = %e, "where a signal ended could not be read");
        None
    });
    // What another workstation has collected before this one took over is no gap.
    let end = plant.central.as_ref().and_then(|central| central.leases.end(mapping.id));
    let last = last.max(end);
    let wanted = connectors::registry::first_history(integration.connector, &integration.config);
    TagSubscription {
        signal: mapping.signal,
        external_tag: mapping.external_tag.clone(),
        sampling_interval_ms: mapping.sampling_interval_ms,
        deadband: mapping.deadband,
        resume_after: last.or_else(|| wanted.map(|span| plant.clock.now() - span)),
        is_first: last.is_none(),
    }
}

async fn stop(one: Running) {
    one.cancel.cancel();
    // The source hangs up, the pipeline writes what it still holds and ends.
    let abort = one.source.abort_handle();
    if tokio::time::timeout(std::time::Duration::from_secs(10), one.source).await.is_err() {
        tracing::warn!("a source did not stop in ten seconds and was ended");
        abort.abort();
    }
    let _ = one.pipeline.await;
}
