//! The way of the data, from a source's event to the store, read top to bottom:
//!
//! ```text
//! SourceEvent::Readings -> mapping resolve (scale, unit, quality) -> Reading -> store.append (acknowledged)
//! SourceEvent::Gap, State, TagFailed, Overflow -> store and status, in the order in which they were told
//! ```
//!
//! One thread per running integration. A full disk makes it wait and retry with what it holds; the bounded channel
//! then fills and the source waits: nothing already taken is dropped.

use crate::{commands::Topic, failures, plant::Plant, supervisor::Status};
use connectors::SourceEvent;
use domain::{
    ConnectionState, Conversion, IntegrationId, Message, RawReading, Reading, SignalNo, StatusCode, Timestamp,
};
use parking_lot::Mutex;
use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};
use store::integration_event::{self, IntegrationEvent, Severity};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// How long readings gather before they are written: one commit for all, and still far within a second of the screen.
const GATHER: Duration = Duration::from_millis(80);
/// A commit holds at most so many.
const LARGEST_BATCH: usize = 20_000;
/// The integration's "last sync" is written no more often than this.
const SYNC_INTERVAL: Duration = Duration::from_secs(5);
const DISK_RETRY: Duration = Duration::from_secs(2);
/// A source time further ahead of this machine's clock than this can't be true: it would hide every later reading.
const FURTHEST_AHEAD: chrono::Duration = chrono::Duration::hours(24);
/// What one batch has of a signal spans more than this only where it comes from the source's history.
const LONGEST_LIVE_SPAN: chrono::Duration = chrono::Duration::minutes(10);
/// A jump of the wall clock against the steady clock that is worth telling.
const CLOCK_JUMP_SECONDS: f64 = 5.0;

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
    /// Until the source hangs up. Blocks its thread.
    pub fn run(self, mut events: mpsc::Receiver<SourceEvent>) {
        let mut batch: Vec<Reading> = Vec::new();
        let mut steady = SteadyClock::new(self.plant.clock.now());
        let mut synced = None;
        while let Some(first) = events.blocking_recv() {
            let gathered_by = Instant::now() + GATHER;
            self.take(first, &mut batch);
            while batch.len() < LARGEST_BATCH {
                match events.try_recv() {
                    Ok(event) => self.take(event, &mut batch),
                    Err(mpsc::error::TryRecvError::Empty) if Instant::now() < gathered_by && !batch.is_empty() => {
                        std::thread::sleep(Duration::from_millis(5));
                    }
                    Err(_) => break,
                }
            }
            let newest = batch.iter().map(|r| r.receipt_time).max();
            self.write(&mut batch);
            if let Some(seconds) = steady.jumped(self.plant.clock.now()) {
                self.event(Severity::Warning, Message::new("clock-jumped").with("seconds", seconds.round()));
            }
            if let Some(newest) = newest
                && synced.is_none_or(|at: Instant| at.elapsed() >= SYNC_INTERVAL)
            {
                synced = Some(Instant::now());
                self.store(|t| store::integration::set_sync(t, self.integration, Some(newest), None));
                self.plant.changes.tell_soon(Topic::Integrations);
            }
        }
        self.write(&mut batch);
    }

    fn take(&self, event: SourceEvent, batch: &mut Vec<Reading>) {
        match event {
            SourceEvent::Readings(raw) => batch.extend(raw.iter().filter_map(|r| self.resolve(r))),
            SourceEvent::Gap(gap) => {
                // What came before the gap is stored before it.
                self.write(batch);
                self.insist(|| self.plant.store.write(|t| store::gap::insert(t, &gap)));
            }
            SourceEvent::State(state) => self.tell_state(state),
            SourceEvent::Overflow(signal) => {
                let mut status = self.status.lock();
                status.overflows += 1;
                if status.overflowed.insert(signal) {
                    drop(status);
                    self.event(
                        Severity::Warning,
                        Message::new("integration-queue-overflow").with("tag", self.tag_of(signal)),
                    );
                }
            }
            SourceEvent::TagFailed { signal, failure, .. } => {
                let message = failure.message.clone();
                if self.status.lock().failed_tags.insert(signal, failure).is_none() {
                    self.event(Severity::Error, message);
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

    /// Writes the batch, however long the disk takes to have room; gives up only when told to stop.
    fn write(&self, batch: &mut Vec<Reading>) {
        if batch.is_empty() || !self.insist(|| self.plant.store.telemetry().append(batch).map(|_| ())) {
            return;
        }
        let mut status = self.status.lock();
        status.rate.add(batch.len());
        status.stored += batch.len() as u64;
        status.store_problem = None;
        drop(status);
        let with_history = signals_with_history(batch);
        if !with_history.is_empty() {
            self.plant.learned.outgrow(with_history);
            self.plant.jobs.history_came();
        }
        batch.clear();
        self.plant.changes.tell_soon(Topic::Readings);
    }

    /// Tries until the store takes it: readings and gaps are never dropped while the integration runs. False: told to
    /// stop while the store took nothing.
    fn insist(&self, mut attempt: impl FnMut() -> store::Result<()>) -> bool {
        let mut is_told = false;
        while let Err(e) = attempt() {
            tracing::error!(error = %e, "the store takes no readings; trying again");
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
        true
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
            ConnectionState::Stopped | ConnectionState::Connecting { .. } | ConnectionState::Elsewhere => {}
        }
        let error = match state {
            ConnectionState::Failed { cause, .. } | ConnectionState::Reconnecting { cause, .. } => Some(cause),
            _ => None,
        };
        self.store(|t| store::integration::set_sync(t, self.integration, None, error.as_ref()));
        self.plant.changes.tell_soon(Topic::Integrations);
    }

    fn tag_of(&self, signal: SignalNo) -> String {
        self.routes.get(&signal).map_or_else(|| signal.0.to_string(), |r| r.external_tag.clone())
    }

    fn event(&self, severity: Severity, message: Message) {
        let event = IntegrationEvent {
            integration_id: self.integration,
            at: self.plant.clock.now(),
            severity,
            message,
            detail: None,
        };
        self.store(|t| integration_event::append(t, &event));
    }

    /// A write beside the readings: it must not stop them, so a failure is logged.
    fn store(&self, write: impl FnOnce(&store::Transaction<'_>) -> store::Result<()>) {
        if let Err(e) = self.plant.store.write(write) {
            tracing::error!(error = %e, integration = %self.integration, "the integration's log could not be written");
        }
    }
}

/// Of which signals the batch has more than the source can have seen happen while it was gathered.
fn signals_with_history(batch: &[Reading]) -> Vec<SignalNo> {
    let times = || batch.iter().map(|r| r.source_time);
    let is_live = times().min().zip(times().max()).is_none_or(|(first, last)| last - first <= LONGEST_LIVE_SPAN);
    if is_live {
        return Vec::new();
    }
    let mut spans: HashMap<SignalNo, (Timestamp, Timestamp)> = HashMap::new();
    for reading in batch {
        let span = spans.entry(reading.signal).or_insert((reading.source_time, reading.source_time));
        *span = (span.0.min(reading.source_time), span.1.max(reading.source_time));
    }
    spans.retain(|_, (first, last)| *last - *first > LONGEST_LIVE_SPAN);
    spans.into_keys().collect()
}

/// A source clock far in the future would hide every later reading behind it: the receipt time stands in, and the
/// reading is no better than uncertain (Uncertain_SubNormal's severity, without claiming its meaning).
fn with_believable_time(reading: Reading) -> Reading {
    if reading.source_time <= reading.receipt_time + FURTHEST_AHEAD {
        return reading;
    }
    const UNCERTAIN: StatusCode = StatusCode(0x4000_0000);
    let status = if reading.status.quality() == domain::Quality::Good { UNCERTAIN } else { reading.status };
    Reading { source_time: reading.receipt_time, status, ..reading }
}

/// Notices when the wall clock jumps against the steady one.
struct SteadyClock {
    wall: Timestamp,
    steady: Instant,
}

impl SteadyClock {
    fn new(wall: Timestamp) -> Self {
        Self { wall, steady: Instant::now() }
    }

    /// Seconds of a jump since the last look, if there was one.
    fn jumped(&mut self, wall: Timestamp) -> Option<f64> {
        let walked = (wall - self.wall).num_milliseconds() as f64 / 1e3;
        let jump = walked - self.steady.elapsed().as_secs_f64();
        *self = Self::new(wall);
        (jump.abs() > CLOCK_JUMP_SECONDS).then_some(jump)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_from_the_far_future_does_not_hide_what_comes_later() {
        let now = Timestamp::default();
        let reading = |ahead: chrono::Duration| Reading {
            signal: SignalNo(1),
            value: Some(1.0),
            status: StatusCode::GOOD,
            source_time: now + ahead,
            server_time: None,
            receipt_time: now,
        };
        let kept = with_believable_time(reading(chrono::Duration::hours(3)));
        assert_eq!((kept.source_time, kept.status), (now + chrono::Duration::hours(3), StatusCode::GOOD));
        let mended = with_believable_time(reading(chrono::Duration::days(3650)));
        assert_eq!((mended.source_time, mended.quality()), (now, domain::Quality::Uncertain));
    }

    #[test]
    fn history_is_told_from_what_happens_now() {
        let reading = |signal: i64, minutes: i64| Reading {
            signal: SignalNo(signal),
            value: Some(1.0),
            status: StatusCode::GOOD,
            source_time: Timestamp::default() + chrono::Duration::minutes(minutes),
            server_time: None,
            receipt_time: Timestamp::default(),
        };
        assert!(signals_with_history(&[]).is_empty());
        // A tag that last changed long ago, beside a lively one, is no history.
        assert!(signals_with_history(&[reading(1, -900), reading(2, 0), reading(2, 1)]).is_empty());
        assert_eq!(signals_with_history(&[reading(1, -900), reading(2, 0), reading(2, -11)]), [SignalNo(2)]);
    }

    #[test]
    fn a_clock_that_jumps_is_noticed_once_in_either_direction() {
        let start = Timestamp::default();
        let mut steady = SteadyClock::new(start);
        assert!(steady.jumped(start).is_none());
        assert!(steady.jumped(start + chrono::Duration::hours(1)).is_some_and(|s| s > 3_000.0));
        assert!(steady.jumped(start).is_some_and(|s| s < -3_000.0));
        assert!(steady.jumped(start).is_none());
    }
}
