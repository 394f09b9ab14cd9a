//! The stream of one link: messages in, in their order, readings out, silence noticed. Ends when the link does.

use super::{
    fill::Filler,
    followers::{Ended, Followers},
    message::unpack,
    or_stop,
    publish::{Order, Publisher, after, order, republish},
    signal::Standing,
    subscribe::{Subscription, Verdicts, Wanted, add},
};
use crate::{
    SourceEvent,
    opcua::{
        config::OpcuaConfig,
        failure,
        link::{KEEP_ALIVE_EVERY, Link},
    },
};
use domain::{GapReason, RawReading};
use opcua::types::{Error, NotificationMessage, PublishResponse, StatusCode};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// Readings that may wait for history before nothing more is asked for.
const MOST_HELD: usize = 500_000;
/// Tags that failed are tried again: a server adds nodes while it runs.
const RETRY_FAILED_EVERY: Duration = Duration::from_secs(60);

pub(crate) struct Stream<'a> {
    pub followers: &'a mut Followers,
    pub config: &'a OpcuaConfig,
    pub link: Arc<Link>,
    pub subscriptions: &'a mut Vec<Subscription>,
    publisher: Publisher,
    pub(super) filler: Filler,
    /// Readings that wait for history.
    pub(super) held: usize,
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
        let (id, sequence) = (self.subscriptions[at].id, message.sequence_number);
        self.subscriptions[at].expected = after(sequence);
        let brought = unpack(message, &mut self.followers.signals, chrono::Utc::now()).map_err(forgotten)?;
        self.held = self.held.saturating_add_signed(brought.held);
        self.hand_on(brought.ready).await?;
        for event in brought.asides {
            self.followers.emit(event).await?;
        }
        for (index, hole) in brought.holes {
            self.see_to(index, hole).await?;
        }
        // Only what has been handed on is acknowledged: until then the server can repeat it.
        self.publisher.acknowledge(id, sequence);
        Ok(())
    }

    pub(super) async fn hand_on(&self, ready: Vec<RawReading>) -> Result<(), Ended> {
        if ready.is_empty() { Ok(()) } else { self.followers.emit(SourceEvent::Readings(ready)).await }
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
