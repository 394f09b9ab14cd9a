//! The way of the data, from a source's event to the store, read top to bottom:
//!
//! ```text
//! SourceEvent::Readings -> mapping resolve (scale, unit, quality) -> Reading -> held
//! SourceEvent::Gap -> held: a commit has readings and gaps together, so that no reading is stored before the gap it ends
//! held -> store.append_with_gaps (acknowledged)
//! SourceEvent::State, TagFailed, Overflow -> status, and the integration's log
//! ```
//!
//! One thread per running integration. A full disk makes it wait and retry with what it holds; the bounded channel
//! then fills and the source waits: nothing already taken is dropped. What waiting does not mend, a damaged store, stops
//! the integration: the next start asks the source for what was not acknowledged, or marks a gap.

mod held;
mod times;

use crate::{commands::Topic, failures, plant::Plant, supervisor::Status};
use connectors::SourceEvent;
use domain::{ConnectionState, Conversion, IntegrationId, Message, RawReading, Reading, SignalNo};
use held::Held;
use parking_lot::Mutex;
use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};
use store::{
    StoreError,
    integration_event::{self, IntegrationEvent, Severity},
};
use times::{SteadyClock, signals_with_history, with_believable_time};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// How long readings gather before they are written: one commit for all, and still far within a second of the screen.
const GATHER: Duration = Duration::from_millis(200);
/// How often it is looked whether more has come.
const LOOK: Duration = Duration::from_millis(20);
/// The integration's "last sync" is written no more often than this.
const SYNC_INTERVAL: Duration = Duration::from_secs(5);
const DISK_RETRY: Duration = Duration::from_secs(2);

/// How a signal's values become the metric's, and what its source calls it.
pub struct Route {
    pub conversion: Conversion,
    pub external_tag: String,
}

/// What a running integration feeds.
pub struct Pipeline {
    pub plant: Arc<Plant>,
    pub integration: IntegrationId,
    pub routes: HashMap<SignalNo, Route>,
    pub status: Arc<Mutex<Status>>,
    pub cancel: CancellationToken,
}

impl Pipeline {
    /// Until the source hangs up, or the store will take nothing more. Blocks its thread.
    pub fn run(self, mut events: mpsc::Receiver<SourceEvent>) {
        let mut held = Held::default();
        let mut steady = SteadyClock::new(self.plant.clock.now());
        let mut synced = None;
        while let Some(first) = events.blocking_recv() {
            let gathered_by = Instant::now() + GATHER;
            self.take(first, &mut held);
            while !held.is_full() {
                match events.try_recv() {
                    Ok(event) => self.take(event, &mut held),
                    Err(mpsc::error::TryRecvError::Empty) if Instant::now() < gathered_by && !held.is_empty() => {
                        std::thread::sleep(LOOK);
                    }
                    Err(_) => break,
                }
            }
            let newest = held.readings.iter().map(|r| r.receipt_time).max();
            if !self.write(&mut held) {
                return;
            }
            if let Some(seconds) = steady.jumped(self.plant.clock.now()) {
                self.event(Severity::Warning, Message::new("clock-jumped").with("seconds", seconds.round()));
            }
            if let Some(newest) = newest
                && synced.is_none_or(|at: Instant| at.elapsed() >= SYNC_INTERVAL)
            {
                synced = Some(Instant::now());
                self.store(|t| store::integration::set_last_sync(t, self.integration, newest));
                self.plant.changes.tell_soon(Topic::Integrations);
            }
        }
    }

    fn take(&self, event: SourceEvent, held: &mut Held) {
        match event {
            SourceEvent::Readings(raw) => held.readings.extend(raw.iter().filter_map(|r| self.resolve(r))),
            SourceEvent::Gap(gap) => held.gaps.push(gap),
            SourceEvent::State(state) => self.tell_state(state),
            SourceEvent::Overflow(signal) => {
                let mut status = self.status.lock();
                status.overflows += 1;
                if status.overflowed.insert(signal) {
                    drop(status);
                    let message = Message::new("integration-queue-overflow").with("tag", self.tag_of(signal));
                    held.events.push(self.told(Severity::Warning, message));
                }
            }
            SourceEvent::TagFailed { signal, failure, .. } => {
                let message = failure.message.clone();
                if self.status.lock().failed_tags.insert(signal, failure).is_none() {
                    held.events.push(self.told(Severity::Error, message));
                    self.plant.changes.tell_soon(Topic::Integrations);
                }
            }
            SourceEvent::TagFollowed(signal) => {
                if self.status.lock().failed_tags.remove(&signal).is_some() {
                    self.plant.changes.tell_soon(Topic::Integrations);
                }
            }
        }
    }

    fn resolve(&self, raw: &RawReading) -> Option<Reading> {
        let reading = self.routes.get(&raw.signal)?.conversion.resolve(raw);
        Some(with_believable_time(reading))
    }

    /// Writes what is held, however long the disk takes to have room. False: the store took it not, and will not.
    fn write(&self, held: &mut Held) -> bool {
        let Held { readings, gaps, events } = held;
        let is_empty = readings.is_empty() && gaps.is_empty();
        let append = || self.plant.store.telemetry().append_with_gaps(readings, gaps).map(|_| ());
        if !is_empty && !self.insist(append) {
            return false;
        }
        if !readings.is_empty() {
            let mut status = self.status.lock();
            status.rate.add(readings.len());
            status.stored += readings.len() as u64;
            drop(status);
            let with_history = signals_with_history(readings);
            if !with_history.is_empty() {
                self.plant.learned.outgrow(with_history);
                self.plant.jobs.history_came();
            }
            self.plant.changes.tell_soon(Topic::Readings);
        }
        if !events.is_empty() {
            self.store(|t| events.iter().try_for_each(|event| integration_event::append(t, event)));
        }
        held.clear();
        true
    }

    /// Tries until the store takes it: readings and gaps are never dropped while the integration runs. False: told to
    /// stop while the store took nothing, or waiting will not mend it.
    fn insist(&self, mut attempt: impl FnMut() -> store::Result<()>) -> bool {
        let mut is_told = false;
        let mut permanent = None;
        while let Err(e) = attempt() {
            tracing::error!(error = %e, "the store takes no readings");
            if e.is_permanent() {
                // The first one says what is wrong: a connection that met damage answers anything afterwards.
                if let Some(first) = permanent {
                    self.give_up(first);
                    return false;
                }
                // Once more: after damage the store writes through a new connection, and what it met may lie aside.
                permanent = Some(e);
                continue;
            }
            permanent = None;
            if !is_told {
                is_told = true;
                self.status.lock().store_problem = Some(failures::from_store(e));
                self.plant.changes.tell_soon(Topic::Integrations);
            }
            if self.cancel.is_cancelled() {
                tracing::error!("stopped while the store took no readings");
                return false;
            }
            std::thread::sleep(DISK_RETRY);
        }
        if is_told {
            tracing::info!("the store takes readings again");
            self.status.lock().store_problem = None;
            self.plant.changes.tell_soon(Topic::Integrations);
        }
        true
    }

    /// Stops the integration and says why. What is held was not acknowledged.
    fn give_up(&self, error: StoreError) {
        let failure = failures::from_store(error);
        self.status.lock().store_problem = Some(failure.clone());
        self.tell_state(ConnectionState::Failed { cause: failure.message, remedy: failure.remedy });
        self.cancel.cancel();
    }

    fn tell_state(&self, state: ConnectionState) {
        let now = self.plant.clock.now();
        let changed = self.status.lock().set_state(state.clone(), now);
        if !changed {
            return;
        }
        match &state {
            ConnectionState::Streaming => self.event(Severity::Info, Message::new("integration-streaming")),
            ConnectionState::Reconnecting { cause, .. } => self.event(Severity::Warning, cause.clone()),
            ConnectionState::Failed { cause, .. } => self.event(Severity::Error, cause.clone()),
            ConnectionState::Stopped
            | ConnectionState::Connecting { .. }
            | ConnectionState::Elsewhere
            | ConnectionState::Standby { .. } => {}
        }
        let error = match state {
            ConnectionState::Failed { cause, .. } | ConnectionState::Reconnecting { cause, .. } => Some(Some(cause)),
            // Whether it is over is not known yet.
            ConnectionState::Connecting { .. } => None,
            ConnectionState::Streaming
            | ConnectionState::Stopped
            | ConnectionState::Elsewhere
            | ConnectionState::Standby { .. } => Some(None),
        };
        if let Some(error) = error {
            self.store(|t| store::integration::set_sync(t, self.integration, None, error.as_ref()));
        }
        self.plant.changes.tell_soon(Topic::Integrations);
    }

    fn tag_of(&self, signal: SignalNo) -> String {
        self.routes.get(&signal).map_or_else(|| signal.0.to_string(), |r| r.external_tag.clone())
    }

    fn event(&self, severity: Severity, message: Message) {
        let event = self.told(severity, message);
        self.store(|t| integration_event::append(t, &event));
    }

    fn told(&self, severity: Severity, message: Message) -> IntegrationEvent {
        let at = self.plant.clock.now();
        IntegrationEvent { integration_id: self.integration, at, severity, message, detail: None }
    }

    /// A write beside the readings: it must not stop them, so a failure is logged.
    fn store(&self, write: impl FnOnce(&store::Transaction<'_>) -> store::Result<()>) {
        if let Err(e) = self.plant.store.write(write) {
            tracing::error!(error = %e, integration = %self.integration, "the integration's log could not be written");
        }
    }
}

#[cfg(test)]
mod tests;
