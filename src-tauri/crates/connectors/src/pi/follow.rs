//! Following points: each round looks at the snapshots, and where one is new asks for what was recorded between it and
//! the one before. The archive is the history, so a break leaves no hole.

use super::{
    client::PiClient,
    config::PiConfig,
    failure, history,
    model::{Items, StreamValue},
    points,
    value::{Valued, valued},
};
use crate::{
    SourceError, SourceEvent, TagSubscription,
    polling::{Ended, Outlet, Polled},
};
use async_trait::async_trait;
use chrono::TimeDelta;
use domain::{Failure, StatusCode, Timestamp};
use std::{collections::HashMap, sync::Arc, time::Duration};

/// A snapshot further ahead of this machine's clock is left until its time has come: one wrong year would hide all others.
const MOST_AHEAD: TimeDelta = TimeDelta::minutes(5);
/// Points are asked together whose last values lie no further apart.
const TOGETHER: TimeDelta = TimeDelta::minutes(10);

struct Signal {
    tag: TagSubscription,
    /// Source time of the newest value that was told, or from when it is wanted.
    last: Option<Timestamp>,
    web_id: Option<String>,
    is_missing: bool,
}

pub(crate) struct Follower {
    config: Arc<PiConfig>,
    signals: Vec<Signal>,
}

impl Follower {
    pub fn new(config: Arc<PiConfig>, tags: Vec<TagSubscription>) -> Self {
        let signal = |tag: TagSubscription| Signal { last: tag.resume_after, tag, web_id: None, is_missing: false };
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
        for some in points::chunks(&ids, "webId") {
            let query: Vec<(&str, &str)> = some.iter().map(|id| ("webId", id.as_str())).collect();
            let items: Items<StreamValue> = client.get("streamsets/value", &query).await?;
            for stream in items.items {
                let is_sound = !stream.web_exception.as_ref().is_some_and(|e| e.is_one());
                let Some(value) = stream.value.as_ref().filter(|_| is_sound).and_then(valued) else { continue };
                for index in by_id.get(stream.web_id.as_str()).into_iter().flatten() {
                    if self.signals[*index].last.is_none_or(|last| value.time > last) && value.time <= ahead {
                        news.push((*index, value.clone()));
                    }
                }
            }
        }
        Ok(news)
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
        let newest = group.iter().map(|(_, v)| v.time).max().unwrap_or(from);
        let recorded = history::of_many(client, &ids, from, newest).await?;
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
        }
        Ok(())
    }
}

/// Signals whose last values lie close together, each group with the earliest of them.
fn groups(news: Vec<(usize, Valued)>, signals: &[Signal]) -> Vec<(Timestamp, Vec<(usize, Valued)>)> {
    let from = |(index, value): &(usize, Valued)| signals[*index].last.unwrap_or(value.time);
    let mut news = news;
    news.sort_by_key(from);
    let mut groups: Vec<(Timestamp, Vec<(usize, Valued)>)> = Vec::new();
    for one in news {
        let begin = from(&one);
        match groups.last_mut() {
            Some((first, group)) if begin - *first <= TOGETHER => group.push(one),
            _ => groups.push((begin, vec![one])),
        }
    }
    groups
}

/// A client, and whether the points were looked for through it.
pub(crate) struct Link {
    client: PiClient,
    has_looked: bool,
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
        Ok(Link { client, has_looked: false })
    }

    async fn round(&mut self, link: &mut Link, outlet: &Outlet) -> Result<(), Ended> {
        if !link.has_looked {
            self.find_points(&link.client, outlet).await?;
            link.has_looked = true;
        }
        let news = self.snapshots(&link.client).await?;
        for (from, group) in groups(news, &self.signals) {
            self.catch_up(&link.client, outlet, from, group).await?;
        }
        Ok(())
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
    let mut recorded = history::of_many(client, std::slice::from_ref(&point.web_id), from, to).await?;
    let received = chrono::Utc::now();
    let values = recorded.remove(&point.web_id).unwrap_or_default();
    Ok(values.into_iter().map(|v| v.reading(tag.signal, received)).collect())
}
