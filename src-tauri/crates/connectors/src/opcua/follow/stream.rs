//! The stream of one link: messages in, readings out, holes seen to, silence noticed. Ends when the link does.

use super::{
    fill::{Filler, Job},
    hole::{part, settle},
    or_stop,
    publish::{Order, Publisher, after, order, republish},
    signal::{Hole, Signal, Standing},
    subscribe::{Subscription, Verdicts, Wanted, add},
};
use crate::{
    SourceError, SourceEvent,
    opcua::{
        config::OpcuaConfig,
        failure,
        history::History,
        link::{KEEP_ALIVE_EVERY, Link},
        value,
    },
};
use domain::{Gap, GapReason, RawReading, RawValue, StatusCode as Status};
use opcua::types::{
    DataChangeNotification, Error, NotificationMessage, PublishResponse, StatusChangeNotification, StatusCode,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Readings that may wait for history before nothing more is asked for.
const MOST_HELD: usize = 500_000;
/// Tags that failed are tried again: a server adds nodes while it runs.
const RETRY_FAILED_EVERY: Duration = Duration::from_secs(60);

/// Why a stream ended.
pub(crate) enum Ended {
    /// Asked to, or nobody listens any more.
    Stopped,
    /// The connection is gone or silent; the session and its subscriptions may still live.
    Broken(SourceError),
    /// The server has dropped session or subscriptions: begin anew.
    Forgotten(SourceError),
}

/// What outlives a link.
pub(crate) struct Followers {
    pub signals: Vec<Signal>,
    pub events: mpsc::Sender<SourceEvent>,
    pub cancel: CancellationToken,
}

impl Followers {
    pub async fn emit(&self, event: SourceEvent) -> Result<(), Ended> {
        tokio::select! {
            sent = self.events.send(event) => sent.map_err(|_| Ended::Stopped),
            () = self.cancel.cancelled() => Err(Ended::Stopped),
        }
    }

    /// Tells what changed for each tag since it was last told.
    pub async fn tell(&mut self, verdicts: Verdicts) -> Result<(), Ended> {
        for (index, queue_size) in verdicts.followed {
            let signal = &mut self.signals[index];
            signal.queue_size = queue_size;
            if std::mem::replace(&mut signal.standing, Standing::Followed) != Standing::Followed {
                let event = SourceEvent::TagFollowed(signal.tag.signal);
                self.emit(event).await?;
            }
        }
        for (index, status) in verdicts.failed {
            let signal = &mut self.signals[index];
            if std::mem::replace(&mut signal.standing, Standing::Failed) != Standing::Failed {
                let status = Status(status.bits());
                let failure = failure::tag(&signal.tag.external_tag, status);
                let event = SourceEvent::TagFailed { signal: signal.tag.signal, status, failure };
                self.emit(event).await?;
            }
        }
        Ok(())
    }
}

pub(crate) struct Stream<'a> {
    pub followers: &'a mut Followers,
    pub config: &'a OpcuaConfig,
    pub link: Arc<Link>,
    pub subscriptions: &'a mut Vec<Subscription>,
    publisher: Publisher,
    filler: Filler,
    held: usize,
}

impl<'a> Stream<'a> {
    pub fn new(
        followers: &'a mut Followers,
        config: &'a OpcuaConfig,
        link: Arc<Link>,
        subscriptions: &'a mut Vec<Subscription>,
    ) -> Self {
        for subscription in subscriptions.iter_mut() {
            subscription.heard = Instant::now();
        }
        let publisher = Publisher::new(&link, subscriptions);
        let filler = Filler::start(&link);
        Self { followers, config, link, subscriptions, publisher, filler, held: 0 }
    }

    /// On a session that was taken over: holes whose answer broke off with the connection are asked about again, and
    /// messages that were on their way.
    pub async fn catch_up(&mut self) -> Result<(), Ended> {
        for index in 0..self.followers.signals.len() {
            let signal = &self.followers.signals[index];
            if let Some(hole) = signal.open_hole() {
                self.held += signal.held();
                self.see_to(index, hole).await?;
            }
        }
        for at in 0..self.subscriptions.len() {
            let (id, expected) = (self.subscriptions[at].id, self.subscriptions[at].expected);
            // Asks until there is none: the end is not a loss.
            let asked = or_stop(&self.followers.cancel, republish(&self.link, id, expected, u32::MAX));
            let (messages, end) = asked.await?;
            for message in messages {
                self.take(at, message).await?;
            }
            end.map_err(forgotten)?;
        }
        Ok(())
    }

    pub async fn run(&mut self) -> Ended {
        match self.run_until_end().await {
            Ok(never) => match never {},
            Err(ended) => ended,
        }
    }

    async fn run_until_end(&mut self) -> Result<std::convert::Infallible, Ended> {
        let link = self.link.clone();
        let gone = link.wire.gone();
        tokio::pin!(gone);
        let cancel = self.followers.cancel.clone();
        let mut retry = tokio::time::interval_at((Instant::now() + RETRY_FAILED_EVERY).into(), RETRY_FAILED_EVERY);
        let keep_alive = keep_alive(link.clone());
        tokio::pin!(keep_alive);
        loop {
            let has_room = self.held < MOST_HELD;
            // Without a subscription the server refuses each Publish at once: asking again would only flood it.
            if has_room && !self.subscriptions.is_empty() {
                self.publisher.send(&link);
            }
            let deadline = self.subscriptions.iter().map(|s| s.heard + s.patience).min();
            let deadline = deadline.unwrap_or_else(|| Instant::now() + RETRY_FAILED_EVERY * 2);
            tokio::select! {
                biased;
                () = cancel.cancelled() => return Err(Ended::Stopped),
                status = &mut gone => return Err(Ended::Broken(failure::from_status(status, None))),
                () = &mut keep_alive => {}
                Some(outcome) = self.filler.outcomes.recv() => {
                    let began = Instant::now();
                    self.fill(outcome.index, outcome.hole, outcome.history).await?;
                    self.excuse(began);
                }
                answer = self.publisher.next(), if has_room => {
                    let began = Instant::now();
                    self.answer(answer).await?;
                    self.excuse(began);
                }
                () = tokio::time::sleep_until(deadline.into()), if has_room => {
                    let patience = self.subscriptions.iter().map(|s| s.patience).min().unwrap_or_default();
                    return Err(Ended::Broken(failure::server_silent(patience)));
                }
                _ = retry.tick() => self.retry_failed().await?,
            }
        }
    }

    /// While we worked, or the reader of our events made us wait, the server could not be heard: no silence of its own.
    fn excuse(&mut self, began: Instant) {
        let now = Instant::now();
        for subscription in self.subscriptions.iter_mut() {
            subscription.heard = (subscription.heard + (now - began)).min(now);
        }
    }

    async fn answer(&mut self, answer: Result<PublishResponse, Error>) -> Result<(), Ended> {
        let response = match answer {
            Ok(response) => response,
            Err(e) => {
                return match e.status() {
                    StatusCode::BadTooManyPublishRequests => {
                        self.publisher.send_fewer();
                        Ok(())
                    }
                    // Waited its time out at the server; the next is sent.
                    StatusCode::BadTimeout | StatusCode::BadRequestTimeout => Ok(()),
                    StatusCode::BadNoSubscription
                    | StatusCode::BadSubscriptionIdInvalid
                    | StatusCode::BadSessionIdInvalid
                    | StatusCode::BadSessionClosed
                    | StatusCode::BadSessionNotActivated => Err(forgotten(e)),
                    _ => Err(Ended::Broken(failure::from_error(&e, None))),
                };
            }
        };
        let id = response.subscription_id;
        let Some(at) = self.subscriptions.iter().position(|s| s.id == id) else {
            return Ok(());
        };
        self.subscriptions[at].heard = Instant::now();
        let message = response.notification_message;
        let has_values = message.notification_data.as_ref().is_some_and(|d| !d.is_empty());
        match order(self.subscriptions[at].expected, message.sequence_number) {
            Order::Due => {}
            Order::Behind => {
                if has_values {
                    self.publisher.acknowledge(id, message.sequence_number);
                }
                return Ok(());
            }
            Order::Ahead(missing) => self.recover(at, missing).await?,
        }
        if has_values { self.take(at, message).await } else { Ok(()) }
    }

    /// Messages are missing before the one that came: asked for again, else their signals have a hole.
    async fn recover(&mut self, at: usize, missing: u32) -> Result<(), Ended> {
        let (id, expected) = (self.subscriptions[at].id, self.subscriptions[at].expected);
        let asked = or_stop(&self.followers.cancel, republish(&self.link, id, expected, missing));
        let (messages, all) = asked.await?;
        tracing::warn!(subscription = id, missing, republished = messages.len(), "messages were lost on the way");
        for message in messages {
            self.take(at, message).await?;
        }
        if !all.map_err(forgotten)? {
            for index in &self.subscriptions[at].members {
                let signal = &mut self.followers.signals[*index];
                self.held -= signal.held();
                signal.interrupt(GapReason::NotificationsLost);
            }
        }
        Ok(())
    }

    async fn take(&mut self, at: usize, message: NotificationMessage) -> Result<(), Ended> {
        let id = self.subscriptions[at].id;
        self.subscriptions[at].expected = after(message.sequence_number);
        let receipt = chrono::Utc::now();
        let mut ready = Vec::new();
        let mut holes = Vec::new();
        let mut asides: Vec<SourceEvent> = Vec::new();
        let mut is_disordered = false;
        for part in message.notification_data.into_iter().flatten() {
            if let Some(change) = part.inner_as::<DataChangeNotification>() {
                let items = change.monitored_items.as_deref().unwrap_or_default();
                ready.reserve(items.len());
                let signals = &mut self.followers.signals;
                for item in items {
                    if let Some(signal) = signals.get_mut(item.client_handle as usize) {
                        signal.announce();
                    }
                }
                for item in items {
                    let index = item.client_handle as usize;
                    let Some(signal) = signals.get_mut(index) else { continue };
                    signal.begin_burst();
                    let reading = value::reading(signal.tag.signal, &item.value, receipt);
                    if reading.status.is_overflow() {
                        asides.push(SourceEvent::Overflow(reading.signal));
                    }
                    if matches!(reading.value, RawValue::Text(_) | RawValue::Other(_)) && !signal.is_non_numeric_told {
                        signal.is_non_numeric_told = true;
                        let status = Status::BAD_TYPE_MISMATCH;
                        let failure = failure::tag(&signal.tag.external_tag, status);
                        asides.push(SourceEvent::TagFailed { signal: reading.signal, status, failure });
                    }
                    is_disordered |= signal.is_behind(reading.source_time);
                    let before = signal.held();
                    if let Some(hole) = signal.accept(reading, &mut ready) {
                        holes.push((index, hole));
                    }
                    self.held = self.held + signal.held() - before;
                }
            } else if let Some(change) = part.inner_as::<StatusChangeNotification>()
                && change.status.is_bad()
            {
                return Err(forgotten(Error::new(change.status, "the server ended the subscription")));
            }
        }
        if is_disordered {
            ready.sort_by_key(|r| r.source_time);
        }
        self.hand_on(ready).await?;
        for event in asides {
            self.followers.emit(event).await?;
        }
        for (index, hole) in holes {
            self.see_to(index, hole).await?;
        }
        // Only what has been handed on is acknowledged: until then the server can repeat it.
        self.publisher.acknowledge(id, message.sequence_number);
        Ok(())
    }

    async fn hand_on(&self, ready: Vec<RawReading>) -> Result<(), Ended> {
        if ready.is_empty() { Ok(()) } else { self.followers.emit(SourceEvent::Readings(ready)).await }
    }

    /// Asks history, or where there is none marks the gap at once.
    async fn see_to(&mut self, index: usize, hole: Hole) -> Result<(), Ended> {
        if self.asks(index) {
            self.ask(index, hole);
            return Ok(());
        }
        self.fill(index, hole, None).await
    }

    async fn fill(&mut self, index: usize, hole: Hole, history: Option<History>) -> Result<(), Ended> {
        let mut next = Some((hole, history));
        while let Some((hole, mut history)) = next.take() {
            let started = self.link.status.started;
            let signal = &mut self.followers.signals[index];
            if signal.open_hole() != Some(hole) {
                return Ok(());
            }
            let before = signal.held();
            let is_before_first = signal.is_before_first(&hole);
            if let Some((filled, rest)) = part(&hole, &mut history) {
                signal.advance(rest);
                let (readings, gaps) = settle(signal.tag.signal, &filled, history, started);
                self.tell_gaps(gaps, is_before_first).await?;
                self.hand_on(readings).await?;
                self.ask(index, rest);
                return Ok(());
            }
            let (filling, gaps) = settle(signal.tag.signal, &hole, history, started);
            let mut ready = Vec::new();
            let again = signal.resume(filling, &mut ready);
            self.held = self.held + signal.held() - before;
            let asks = self.asks(index);
            self.tell_gaps(gaps, is_before_first).await?;
            self.hand_on(ready).await?;
            match again {
                Some(hole) if asks => self.ask(index, hole),
                Some(hole) => next = Some((hole, None)),
                None => {}
            }
        }
        Ok(())
    }

    /// What came before a tag was ever collected is not missing.
    async fn tell_gaps(&self, gaps: Vec<Gap>, is_before_first: bool) -> Result<(), Ended> {
        for gap in gaps.into_iter().filter(|_| !is_before_first) {
            self.followers.emit(SourceEvent::Gap(gap)).await?;
        }
        Ok(())
    }

    fn asks(&self, index: usize) -> bool {
        let signal = &self.followers.signals[index];
        self.config.use_history && signal.offers_history && signal.node.is_some()
    }

    fn ask(&self, index: usize, hole: Hole) {
        let signal = &self.followers.signals[index];
        if let Some(node) = &signal.node {
            self.filler.ask(Job { index, signal: signal.tag.signal, node: node.clone(), hole });
        }
    }

    async fn retry_failed(&mut self) -> Result<(), Ended> {
        let wanted: Vec<Wanted> = super::wanted(&self.followers.signals, self.config)
            .filter(|w| self.followers.signals[w.index].standing == Standing::Failed)
            .collect();
        let room = self.link.limits.items_per_subscription;
        let Some(subscription) = self.subscriptions.iter_mut().find(|s| s.members.len() < room) else {
            return Ok(());
        };
        let free = room - subscription.members.len();
        let mut verdicts = Verdicts::default();
        let some: Vec<Wanted> = wanted.into_iter().take(free).collect();
        let adding = add(&self.link, self.config, subscription, some, &mut verdicts);
        match or_stop(&self.followers.cancel, adding).await? {
            // Those that fail again have been told.
            Ok(_) => self.followers.tell(verdicts).await,
            Err(e) => Err(Ended::Broken(failure::from_error(&e, None))),
        }
    }
}

fn forgotten(e: Error) -> Ended {
    match e.status() {
        StatusCode::BadTimeout | StatusCode::BadConnectionClosed | StatusCode::BadCommunicationError => {
            Ended::Broken(failure::from_error(&e, None))
        }
        _ => Ended::Forgotten(failure::from_error(&e, None)),
    }
}

/// A read now and then keeps the session alive while nothing is published, and tells of a shutdown in the log.
/// Never returns: whether the link lives is seen by what is published.
async fn keep_alive(link: Arc<Link>) {
    loop {
        tokio::time::sleep(KEEP_ALIVE_EVERY).await;
        match link.read_status().await {
            Ok(status) if !status.is_running() => tracing::warn!(state = %status.state, "the server is not running"),
            Ok(_) => {}
            Err(e) => tracing::debug!(error = %e, "keep-alive was not answered"),
        }
    }
}
