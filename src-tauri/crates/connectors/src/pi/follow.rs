//! Following points: each round looks at the snapshots, and where one is new asks for what was recorded between it and
//! the one before. The archive is the history, so a break leaves no hole.

use super::{
    channel::Channel,
    client::PiClient,
    config::PiConfig,
    failure,
    history::{self, Kind, Span},
    model::StreamUpdate,
    points,
    value::{Valued, valued},
};
use crate::{
    SourceError, SourceEvent, TagSubscription,
    polling::{Ended, Outlet, Polled, pause},
};
use async_trait::async_trait;
use chrono::TimeDelta;
use domain::{Failure, StatusCode, Timestamp};
use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

/// A snapshot further ahead of this machine's clock is left until its time has come: one wrong year would hide all others.
const MOST_AHEAD: TimeDelta = TimeDelta::minutes(5);
/// Points are asked together whose last values lie no further apart.
const TOGETHER: TimeDelta = TimeDelta::minutes(10);

struct Signal {
    tag: TagSubscription,
    /// Source time of the newest value that was told, or from when it is wanted.
    last: Option<Timestamp>,
    /// None of it was collected yet.
    is_first: bool,
    web_id: Option<String>,
    is_missing: bool,
}

pub(crate) struct Follower {
    config: Arc<PiConfig>,
    signals: Vec<Signal>,
}

impl Follower {
    pub fn new(config: Arc<PiConfig>, tags: Vec<TagSubscription>) -> Self {
        let signal = |tag: TagSubscription| Signal {
            last: tag.resume_after,
            is_first: tag.is_first,
            tag,
            web_id: None,
            is_missing: false,
        };
        Self { config, signals: tags.into_iter().map(signal).collect() }
    }

    /// Names what can't be followed.
    async fn tell(&mut self, index: usize, verdict: Result<String, Failure>, outlet: &Outlet) -> Result<(), Ended> {
        let signal = &mut self.signals[index];
        let number = signal.tag.signal;
        match verdict {
            Ok(id) => {
                signal.web_id = Some(id);
                if std::mem::take(&mut signal.is_missing) {
                    outlet.emit(SourceEvent::TagFollowed(number)).await?;
                }
            }
            Err(why) => {
                signal.web_id = None;
                if !std::mem::replace(&mut signal.is_missing, true) {
                    let status = StatusCode::BAD_NO_DATA;
                    outlet.emit(SourceEvent::TagFailed { signal: number, status, failure: why }).await?;
                }
            }
        }
        Ok(())
    }

    async fn find_points(&mut self, client: &PiClient, outlet: &Outlet) -> Result<(), Ended> {
        let tags: Vec<String> = self.signals.iter().map(|s| s.tag.external_tag.clone()).collect();
        let found = points::find(client, &tags).await?;
        for (index, point) in found.into_iter().enumerate() {
            let verdict = point.and_then(|point| match points::is_numeric(&point) {
                true => Ok(point.web_id),
                false => Err(failure::tag_not_numeric(&tags[index], &point.point_type)),
            });
            self.tell(index, verdict, outlet).await?;
        }
        Ok(())
    }

    /// Snapshots that are news, by signal.
    async fn snapshots(&self, client: &PiClient) -> Result<Vec<(usize, Valued)>, Ended> {
        let ahead = chrono::Utc::now() + MOST_AHEAD;
        let by_id = self.by_id();
        let ids: Vec<String> = by_id.keys().map(|id| (*id).to_owned()).collect();
        let mut news = Vec::new();
        for stream in points::values(client, &ids).await? {
            let is_sound = !stream.web_exception.as_ref().is_some_and(|e| e.is_one());
            let Some(value) = stream.value.as_ref().filter(|_| is_sound).and_then(valued) else { continue };
            for index in by_id.get(stream.web_id.as_str()).into_iter().flatten() {
                if self.signals[*index].last.is_none_or(|last| value.time > last) && value.time <= ahead {
                    news.push((*index, value.clone()));
                }
            }
        }
        Ok(news)
    }

    /// What a channel has sent, each value as it came: late ones too, which the store puts in their place.
    async fn take(&mut self, updates: Vec<StreamUpdate>, outlet: &Outlet) -> Result<(), Ended> {
        let received = chrono::Utc::now();
        let mut readings = Vec::new();
        for update in updates {
            let mut values: Vec<Valued> = update.value.iter().chain(&update.items).filter_map(valued).collect();
            values.retain(|v| v.time <= received + MOST_AHEAD);
            values.sort_by_key(|v| v.time);
            let Some(newest) = values.last().map(|v| v.time) else { continue };
            for signal in self.signals.iter_mut().filter(|s| s.web_id.as_ref() == Some(&update.web_id)) {
                readings.extend(values.iter().map(|v| v.clone().reading(signal.tag.signal, received)));
                signal.last = signal.last.max(Some(newest));
            }
        }
        if !readings.is_empty() {
            outlet.emit(SourceEvent::Readings(readings)).await?;
        }
        Ok(())
    }

    fn by_id(&self) -> HashMap<&str, Vec<usize>> {
        let mut by_id: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, signal) in self.signals.iter().enumerate() {
            if let Some(id) = &signal.web_id {
                by_id.entry(id).or_default().push(index);
            }
        }
        by_id
    }

    /// Tells what was recorded since a signal's last value, and its snapshot behind it.
    async fn catch_up(
        &mut self,
        client: &PiClient,
        outlet: &Outlet,
        from: Timestamp,
        group: Vec<(usize, Valued)>,
    ) -> Result<(), Ended> {
        let ids: Vec<String> = group.iter().filter_map(|(i, _)| self.signals[*i].web_id.clone()).collect();
        let to = group.iter().map(|(_, v)| v.time).max().unwrap_or(from);
        let is_first = group.first().is_some_and(|(i, _)| self.signals[*i].is_first);
        let kind = if is_first { self.config.first_history } else { Kind::Recorded };
        let recorded = history::of_many(client, &ids, Span { from, to }, kind).await?;
        for (index, snapshot) in group {
            let signal = &self.signals[index];
            let (number, last) = (signal.tag.signal, signal.last);
            let between = signal.web_id.as_ref().and_then(|id| recorded.get(id));
            // What lies between could not be read: asked again in the next round, from the same place.
            if last.is_some() && between.is_none() {
                continue;
            }
            let between = between.into_iter().flatten();
            let received = chrono::Utc::now();
            let time = snapshot.time;
            let mut readings: Vec<_> = between
                .filter(|v| last.is_none_or(|last| v.time > last) && v.time < time)
                .map(|v| v.clone().reading(number, received))
                .collect();
            readings.push(snapshot.reading(number, received));
            outlet.emit(SourceEvent::Readings(readings)).await?;
            self.signals[index].last = Some(time);
            self.signals[index].is_first = false;
        }
        Ok(())
    }
}

/// Signals whose last values lie close together, each group with the earliest of them.
fn groups(news: Vec<(usize, Valued)>, signals: &[Signal]) -> Vec<(Timestamp, Vec<(usize, Valued)>)> {
    let from = |(index, value): &(usize, Valued)| signals[*index].last.unwrap_or(value.time);
    let is_first = |(index, _): &(usize, Valued)| signals[*index].is_first;
    let mut news = news;
    news.sort_by_key(|one| (is_first(one), from(one)));
    let mut groups: Vec<(Timestamp, Vec<(usize, Valued)>)> = Vec::new();
    for one in news {
        let begin = from(&one);
        match groups.last_mut() {
            Some((first, group)) if begin - *first <= TOGETHER && is_first(&group[0]) == is_first(&one) => {
                group.push(one);
            }
            _ => groups.push((begin, vec![one])),
        }
    }
    groups
}

/// A client, and whether the points were looked for through it.
pub(crate) struct Link {
    client: PiClient,
    has_looked: bool,
    sending: Sending,
}

/// Whether the server sends what changes.
enum Sending {
    /// It is asked whether it does, not before this.
    Not {
        before: Instant,
    },
    Yes {
        channel: Channel,
        heard: Heard,
    },
}

/// What came over a channel since the look before.
#[derive(Clone, Copy, PartialEq)]
enum Heard {
    NotListenedYet,
    Nothing,
    Something,
}

/// A server that sends is looked at so many times less often, for what a channel may have lost on its way.
const SENT_LOOKS: u32 = 6;
/// Where no channel is offered, or one has ended, it is tried again after this.
const TRY_CHANNEL_AFTER: Duration = Duration::from_secs(60);

impl Link {
    async fn open_channel(&mut self, ids: &[String]) -> Result<(), Ended> {
        let is_due = matches!(self.sending, Sending::Not { before } if before <= Instant::now());
        if self.client.config.use_channel && is_due {
            self.sending = match Channel::open(&self.client, ids).await? {
                Some(channel) => Sending::Yes { channel, heard: Heard::NotListenedYet },
                None => Sending::Not { before: Instant::now() + TRY_CHANNEL_AFTER },
            };
        }
        Ok(())
    }

    /// A look has found news. Where nothing at all was sent meanwhile, the channel is dead though nobody said so.
    fn check_channel(&mut self, has_news: bool) {
        match &mut self.sending {
            Sending::Yes { heard: Heard::Nothing, .. } if has_news => {
                self.stop_sending("nothing was sent of what is there")
            }
            Sending::Yes { heard, .. } if *heard == Heard::Something => *heard = Heard::Nothing,
            _ => {}
        }
    }

    fn stop_sending(&mut self, why: &str) {
        tracing::info!(why, "the channel is over: points are asked for");
        self.sending = Sending::Not { before: Instant::now() + TRY_CHANNEL_AFTER };
    }
}

#[async_trait]
impl Polled for Follower {
    type Link = Link;

    fn interval(&self) -> Duration {
        self.config.poll_interval
    }

    async fn connect(&mut self) -> Result<Link, Ended> {
        let client = PiClient::new(self.config.clone())?;
        points::servers(&client).await?;
        Ok(Link { client, has_looked: false, sending: Sending::Not { before: Instant::now() } })
    }

    async fn round(&mut self, link: &mut Link, outlet: &Outlet) -> Result<(), Ended> {
        if !link.has_looked {
            self.find_points(&link.client, outlet).await?;
            link.has_looked = true;
        }
        // Before the look: what changes between the two is sent, and found.
        let ids: Vec<String> = self.by_id().into_keys().map(str::to_owned).collect();
        link.open_channel(&ids).await?;
        let news = self.snapshots(&link.client).await?;
        link.check_channel(!news.is_empty());
        for (from, group) in groups(news, &self.signals) {
            self.catch_up(&link.client, outlet, from, group).await?;
        }
        Ok(())
    }

    async fn wait(&mut self, link: &mut Link, outlet: &Outlet, spent: Duration) -> Result<(), Ended> {
        let wait = |times: u32| (self.config.poll_interval * times).saturating_sub(spent);
        let until = tokio::time::Instant::now() + wait(SENT_LOOKS);
        let seldom = wait(1);
        loop {
            let Sending::Yes { channel, heard } = &mut link.sending else { return pause(outlet, seldom).await };
            if *heard == Heard::NotListenedYet {
                *heard = Heard::Nothing;
            }
            match tokio::time::timeout_at(until, channel.next()).await {
                Ok(Ok(updates)) => {
                    *heard = Heard::Something;
                    self.take(updates, outlet).await?;
                }
                Ok(Err(why)) => link.stop_sending(&why),
                Err(_) => return Ok(()),
            }
        }
    }
}

/// Everything of one point between two times, both exclusive.
pub(crate) async fn backfill(
    client: &PiClient,
    tag: &TagSubscription,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<domain::RawReading>, SourceError> {
    let found = points::find(client, std::slice::from_ref(&tag.external_tag)).await?;
    let point = match found.into_iter().next() {
        Some(Ok(point)) => point,
        Some(Err(failure)) => return Err(SourceError::permanent(failure)),
        None => return Err(SourceError::permanent(failure::tag_unknown(&tag.external_tag, "no answer"))),
    };
    let span = Span { from, to };
    let mut recorded = history::of_many(client, std::slice::from_ref(&point.web_id), span, Kind::Recorded).await?;
    let received = chrono::Utc::now();
    let values = recorded.remove(&point.web_id).unwrap_or_default();
    Ok(values.into_iter().map(|v| v.reading(tag.signal, received)).collect())
}
