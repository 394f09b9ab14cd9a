//! The supervisor around a source that has to be asked again and again: it connects, asks at an interval, and after a
//! break waits, longer each time, and connects anew. What was asked up to is the source's own to remember.

use crate::{SourceError, SourceEvent, backoff::Backoff};
use async_trait::async_trait;
use domain::ConnectionState;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// A link that lived so long was a good one: the next break begins with a short wait again.
const PROVEN_AFTER: Duration = Duration::from_secs(5);
/// No server is believed that asks for a longer wait.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(15 * 60);

/// Why a link or a round came to its end.
#[derive(Debug)]
pub enum Ended {
    Stopped,
    Broken {
        cause: SourceError,
        /// The server said when to come again (HTTP 429 and 503, Retry-After).
        retry_after: Option<Duration>,
    },
}

impl From<SourceError> for Ended {
    fn from(cause: SourceError) -> Self {
        Self::Broken { cause, retry_after: None }
    }
}

/// Where readings go. Waiting for room is back-pressure; being told to stop ends the wait.
pub struct Outlet {
    events: mpsc::Sender<SourceEvent>,
    cancel: CancellationToken,
}

impl Outlet {
    pub async fn emit(&self, event: SourceEvent) -> Result<(), Ended> {
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(Ended::Stopped),
            sent = self.events.send(event) => sent.map_err(|_| Ended::Stopped),
        }
    }
}

#[async_trait]
pub trait Polled: Send {
    type Link: Send;

    fn interval(&self) -> Duration;

    async fn connect(&mut self) -> Result<Self::Link, Ended>;

    /// Asks for what is new and hands it on. A round that breaks is asked again over the next link, from the same place.
    async fn round(&mut self, link: &mut Self::Link, outlet: &Outlet) -> Result<(), Ended>;

    /// Until the next round, which began `spent` ago. A source that sends by itself listens meanwhile.
    async fn wait(&mut self, _: &mut Self::Link, outlet: &Outlet, spent: Duration) -> Result<(), Ended> {
        pause(outlet, self.interval().saturating_sub(spent)).await
    }
}

pub async fn follow<P: Polled>(
    mut polled: P,
    events: mpsc::Sender<SourceEvent>,
    cancel: CancellationToken,
) -> Result<(), SourceError> {
    let outlet = Outlet { events, cancel };
    let mut backoff = Backoff::default();
    let mut state = ConnectionState::Connecting { attempt: 1 };
    loop {
        let began = Instant::now();
        let ended = match outlet.emit(SourceEvent::State(state)).await {
            Ok(()) => until_broken(&mut polled, &outlet).await,
            Err(ended) => ended,
        };
        let Ended::Broken { cause, retry_after } = ended else {
            let _ = outlet.events.try_send(SourceEvent::State(ConnectionState::Stopped));
            return Ok(());
        };
        if cause.is_permanent() {
            let failure = cause.failure.clone();
            let state = ConnectionState::Failed { cause: failure.message, remedy: failure.remedy };
            let _ = outlet.emit(SourceEvent::State(state)).await;
            return Err(cause);
        }
        if began.elapsed() > PROVEN_AFTER {
            backoff = Backoff::default();
        }
        let (attempt, wait) = backoff.next();
        // Not sooner than the server has asked for.
        let wait = retry_after.map_or(wait, |asked| wait.max(asked.min(LONGEST_RETRY_AFTER)));
        tracing::info!(attempt, wait_ms = wait.as_millis() as u64, cause = %cause, "the link is down");
        let retry_at = chrono::Utc::now() + wait;
        let told = ConnectionState::Reconnecting { attempt, cause: cause.failure.message, retry_at };
        let waited = match outlet.emit(SourceEvent::State(told)).await {
            Ok(()) => pause(&outlet, wait).await,
            Err(ended) => Err(ended),
        };
        if waited.is_err() {
            let _ = outlet.events.try_send(SourceEvent::State(ConnectionState::Stopped));
            return Ok(());
        }
        state = ConnectionState::Connecting { attempt: attempt + 1 };
    }
}

/// One link from its making to its end.
async fn until_broken<P: Polled>(polled: &mut P, outlet: &Outlet) -> Ended {
    match rounds(polled, outlet).await {
        Ok(never) => match never {},
        Err(ended) => ended,
    }
}

async fn rounds<P: Polled>(polled: &mut P, outlet: &Outlet) -> Result<std::convert::Infallible, Ended> {
    let mut link = or_stop(outlet, polled.connect()).await?;
    outlet.emit(SourceEvent::State(ConnectionState::Streaming)).await?;
    loop {
        let began = Instant::now();
        or_stop(outlet, polled.round(&mut link, outlet)).await?;
        or_stop(outlet, polled.wait(&mut link, outlet, began.elapsed())).await?;
    }
}

/// Gives work up as soon as it is asked to stop.
async fn or_stop<T>(outlet: &Outlet, work: impl Future<Output = Result<T, Ended>>) -> Result<T, Ended> {
    tokio::select! {
        biased;
        () = outlet.cancel.cancelled() => Err(Ended::Stopped),
        done = work => done,
    }
}

pub(crate) async fn pause(outlet: &Outlet, wait: Duration) -> Result<(), Ended> {
    or_stop(outlet, async {
        tokio::time::sleep(wait).await;
        Ok(())
    })
    .await
}
