//! Following tags for as long as it is wished: the supervisor around links. It connects, subscribes, streams, and
//! after a break does so again, first on the old session, else on a new one.
//!
//! ```text
//! signal    what to do with a signal's next reading; where a hole is   (pure)
//! message   what a notification message brings                         (pure)
//! hole      what history and gaps make of a hole                       (pure)
//! subscribe subscriptions and items               publish  requests in flight, sequence numbers
//! stream    one link from first to last message   mend     its holes, until they are filled or marked
//! fill      reading history beside the stream     followers  what outlives a link
//! ```

mod fill;
mod followers;
mod hole;
mod mend;
mod message;
mod publish;
mod signal;
mod stream;
mod subscribe;

use self::{
    followers::{Ended, Followers},
    signal::Signal,
    stream::Stream,
    subscribe::{Subscription, Verdicts, Wanted, subscribe},
};
use super::{
    config::OpcuaConfig,
    failure, history,
    link::Link,
    session::{Plan, Session},
};
use crate::{SourceError, SourceEvent, TagSubscription, backoff::Backoff};
use domain::{ConnectionState, GapReason};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// A link that lived so long was a good one: the next break begins with a short wait again.
const PROVEN_AFTER: Duration = Duration::from_secs(5);

/// A session that may still live on the server.
struct Left {
    session: Session,
    subscriptions: Vec<Subscription>,
    since: Instant,
}

pub(crate) async fn follow(
    config: &OpcuaConfig,
    tags: Vec<TagSubscription>,
    events: mpsc::Sender<SourceEvent>,
    cancel: CancellationToken,
) -> Result<(), SourceError> {
    let signals = tags.into_iter().map(Signal::new).collect();
    let mut followers = Followers { signals, events, cancel: cancel.clone() };
    let mut backoff = Backoff::default();
    let mut left: Option<Left> = None;
    let mut state = ConnectionState::Connecting { attempt: 1 };
    loop {
        if followers.emit(SourceEvent::State(state)).await.is_err() {
            return Ok(());
        }
        let began = Instant::now();
        let ended = link_once(config, &mut followers, &mut left).await;
        let cause = match ended {
            Ended::Stopped => {
                let _ = followers.events.try_send(SourceEvent::State(ConnectionState::Stopped));
                return Ok(());
            }
            Ended::Broken(cause) => cause,
            Ended::Forgotten(cause) => {
                left = None;
                cause
            }
        };
        if cause.is_permanent() {
            let failure = cause.failure.clone();
            let state = ConnectionState::Failed { cause: failure.message, remedy: failure.remedy };
            let _ = followers.emit(SourceEvent::State(state)).await;
            return Err(cause);
        }
        if began.elapsed() > PROVEN_AFTER {
            backoff = Backoff::default();
        }
        let (attempt, wait) = backoff.next();
        tracing::info!(attempt, wait_ms = wait.as_millis() as u64, cause = %cause, "the link is down");
        let retry_at = chrono::Utc::now() + wait;
        let state_now = ConnectionState::Reconnecting { attempt, cause: cause.failure.message, retry_at };
        if followers.emit(SourceEvent::State(state_now)).await.is_err() {
            return Ok(());
        }
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = cancel.cancelled() => {
                let _ = followers.events.try_send(SourceEvent::State(ConnectionState::Stopped));
                return Ok(());
            }
        }
        state = ConnectionState::Connecting { attempt: attempt + 1 };
    }
}

/// One link from the first packet to its end.
async fn link_once(config: &OpcuaConfig, followers: &mut Followers, left: &mut Option<Left>) -> Ended {
    match try_link(config, followers, left).await {
        Ok(ended) | Err(ended) => ended,
    }
}

/// Gives work up as soon as it is asked to stop.
async fn or_stop<T>(cancel: &CancellationToken, work: impl Future<Output = T>) -> Result<T, Ended> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => Err(Ended::Stopped),
        done = work => Ok(done),
    }
}

async fn try_link(config: &OpcuaConfig, followers: &mut Followers, left: &mut Option<Left>) -> Result<Ended, Ended> {
    let cancel = followers.cancel.clone();
    let plan = or_stop(&cancel, Plan::discover(config)).await?.map_err(Ended::Broken)?;
    let explain = |e: opcua::types::Error| Ended::Broken(failure::from_error(&e, plan.thumbprint()));
    if let Some(old) = left.take_if(|old| old.since.elapsed() < old.session.timeout) {
        let mut subscriptions = old.subscriptions;
        match or_stop(&cancel, plan.resume(old.session.clone())).await? {
            Ok(Some((wire, session))) => {
                tracing::info!("the session goes on");
                let link = or_stop(&cancel, Link::over(wire, session)).await?.map_err(explain)?;
                return Ok(run(config, followers, left, link, &mut subscriptions, true).await);
            }
            Ok(None) => {}
            Err(e) if e.is_permanent() => return Err(Ended::Broken(e)),
            Err(e) => {
                // The server could not be asked: the session may live still.
                *left = Some(Left { subscriptions, ..old });
                return Err(Ended::Broken(e));
            }
        }
    }
    *left = None;
    let link = or_stop(&cancel, Link::open(&plan)).await?.map_err(Ended::Broken)?;
    if !link.status.is_running() {
        let state = link.status.state.clone();
        link.close().await;
        return Err(Ended::Broken(failure::server_not_running(&state)));
    }
    let begun = match or_stop(&cancel, begin(&link, config, followers)).await {
        Ok(Ok(begun)) => Ok(begun),
        Ok(Err(e)) => Err(explain(e)),
        Err(stopped) => Err(stopped),
    };
    let told = match begun {
        Ok((subscriptions, verdicts)) => followers.tell(verdicts).await.map(|()| subscriptions),
        Err(ended) => Err(ended),
    };
    let mut subscriptions = match told {
        Ok(subscriptions) => subscriptions,
        Err(ended) => {
            // Else the session would count against the server's limit until it times out.
            link.close().await;
            return Err(ended);
        }
    };
    Ok(run(config, followers, left, link, &mut subscriptions, false).await)
}

/// A new session knows nothing of the old one's subscriptions.
async fn begin(
    link: &Link,
    config: &OpcuaConfig,
    followers: &mut Followers,
) -> Result<(Vec<Subscription>, Verdicts), opcua::types::Error> {
    let mut unknown = Vec::new();
    for (index, signal) in followers.signals.iter_mut().enumerate() {
        signal.interrupt(GapReason::ConnectionLost);
        signal.node = match link.namespaces.node(&signal.tag.external_tag) {
            Ok(node) => Some(node),
            Err(status) => {
                unknown.push((index, status));
                None
            }
        };
    }
    if config.use_history {
        learn_history(link, &mut followers.signals).await?;
    }
    let all = wanted(&followers.signals, config).collect();
    let (subscriptions, mut verdicts) = subscribe(link, config, all).await?;
    verdicts.failed.extend(unknown);
    Ok((subscriptions, verdicts))
}

async fn learn_history(link: &Link, signals: &mut [Signal]) -> Result<(), opcua::types::Error> {
    let nodes: Vec<_> = signals.iter().filter_map(|s| s.node.clone()).collect();
    let offered = history::is_offered(link, &nodes).await?;
    for (signal, offered) in signals.iter_mut().filter(|s| s.node.is_some()).zip(offered) {
        signal.offers_history = offered;
    }
    Ok(())
}

fn wanted<'a>(signals: &'a [Signal], config: &'a OpcuaConfig) -> impl Iterator<Item = Wanted> + 'a {
    signals.iter().enumerate().filter_map(|(index, signal)| {
        let sampling = signal.tag.sampling_interval_ms.map(|ms| Duration::from_millis(ms.into()));
        Some(Wanted {
            index,
            node: signal.node.clone()?,
            sampling: sampling.unwrap_or(config.sampling_interval),
            deadband: signal.tag.deadband,
        })
    })
}

async fn run(
    config: &OpcuaConfig,
    followers: &mut Followers,
    left: &mut Option<Left>,
    link: Link,
    subscriptions: &mut Vec<Subscription>,
    resumed: bool,
) -> Ended {
    if let Err(ended) = followers.emit(SourceEvent::State(ConnectionState::Streaming)).await {
        return ended;
    }
    let link = Arc::new(link);
    let ended = {
        let mut stream = Stream::new(followers, config, link.clone(), subscriptions);
        let caught_up = if resumed { stream.catch_up().await } else { Ok(()) };
        match caught_up {
            Ok(()) => stream.run().await,
            Err(ended) => ended,
        }
    };
    match ended {
        Ended::Broken(_) => {
            link.wire.stop();
            let session = link.session.clone();
            let subscriptions = std::mem::take(subscriptions);
            *left = Some(Left { session, subscriptions, since: Instant::now() });
        }
        Ended::Stopped | Ended::Forgotten(_) => link.session.close(&link.wire).await,
    }
    ended
}
