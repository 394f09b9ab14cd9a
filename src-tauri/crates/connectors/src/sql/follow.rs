//! Following tags of a database: each round asks for what is newer than what was taken. The table is its own history, so
//! a break leaves no hole: what was written meanwhile is read after it, from the last reading taken on.
//!
//! A row may be written late. Behind a tag's newest reading it is found within the overlap, which is read again each
//! time (what is known is not told twice). A tag that has been silent is asked for from a day back.

use super::{config::SqlConfig, failure, relation::Span, row::Row, session::Session};
use crate::{
    Backfill, SourceError, SourceEvent, TagSubscription,
    polling::{Ended, Outlet, Polled},
};
use async_trait::async_trait;
use chrono::TimeDelta;
use domain::{RawReading, RawValue, StatusCode, Timestamp};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

/// Rows further ahead of the database's clock are left until their time has come: one wrong year would hide all others.
pub(crate) const MOST_AHEAD: TimeDelta = TimeDelta::minutes(5);
/// Rows of one question.
const PAGE: usize = 5_000;
/// Tags of one question: MySQL takes 65,535 bound values, planners less.
const TAGS: usize = 200;
/// A tag that said nothing may be written this late.
const LATEST: TimeDelta = TimeDelta::hours(24);
/// Tags are asked together whose beginnings lie no further apart.
const TOGETHER: TimeDelta = TimeDelta::minutes(10);

struct Signal {
    tag: TagSubscription,
    /// Nothing before it is asked for.
    begin: Timestamp,
    last: Option<Timestamp>,
    /// The database's time up to which it was asked last; its beginning before that.
    asked: Timestamp,
    /// What was told within the overlap.
    told: BTreeMap<Timestamp, (RawValue, StatusCode)>,
    is_missing: bool,
}

impl Signal {
    /// From where it is asked next, exclusive.
    fn after(&self, overlap: TimeDelta) -> Timestamp {
        let silent_since = self.asked - LATEST;
        let from = self.last.map_or(self.begin, |last| last - overlap);
        from.max(silent_since.min(self.last.unwrap_or(silent_since))).max(self.begin)
    }

    /// True where the row is news; it is known from then on.
    fn takes(&mut self, row: &Row, overlap: TimeDelta) -> bool {
        let said = (row.value.clone(), row.status);
        if self.told.get(&row.time) == Some(&said) {
            return false;
        }
        self.told.insert(row.time, said);
        let last = self.last.map_or(row.time, |last| last.max(row.time));
        self.last = Some(last);
        self.told = self.told.split_off(&(last - overlap));
        true
    }
}

pub(crate) struct Follower {
    config: Arc<SqlConfig>,
    tags: Vec<TagSubscription>,
    /// Empty until the database's clock was asked for the first time.
    signals: Vec<Signal>,
    by_tag: HashMap<String, Vec<usize>>,
}

impl Follower {
    pub fn new(config: Arc<SqlConfig>, tags: Vec<TagSubscription>) -> Self {
        let mut by_tag: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, tag) in tags.iter().enumerate() {
            by_tag.entry(tag.external_tag.clone()).or_default().push(index);
        }
        Self { config, tags, signals: Vec::new(), by_tag }
    }

    /// Where each signal begins: behind what is stored, or where nothing is, now.
    fn begin(&mut self, now: Timestamp) {
        let overlap = self.config.overlap;
        let signal = |tag: TagSubscription| {
            let begin = tag.resume_after.unwrap_or(now - overlap);
            Signal { begin, tag, last: None, asked: begin, told: BTreeMap::new(), is_missing: false }
        };
        self.signals = std::mem::take(&mut self.tags).into_iter().map(signal).collect();
    }

    /// Signals that are asked together, each group with its beginning.
    fn groups(&self) -> Vec<(Timestamp, Vec<usize>)> {
        let mut all: Vec<(Timestamp, usize)> =
            self.signals.iter().enumerate().map(|(n, s)| (s.after(self.config.overlap), n)).collect();
        all.sort_unstable();
        let mut groups: Vec<(Timestamp, Vec<usize>)> = Vec::new();
        for (after, index) in all {
            match groups.last_mut() {
                Some((begin, group)) if group.len() < TAGS && after - *begin <= TOGETHER => group.push(index),
                _ => groups.push((after, vec![index])),
            }
        }
        groups
    }

    /// Readings of one page, by signal.
    fn taken(&mut self, rows: &[Row], from: &[usize]) -> Vec<RawReading> {
        let received = chrono::Utc::now();
        let mut readings = Vec::new();
        for row in rows {
            for index in self.by_tag.get(&row.tag).into_iter().flatten().filter(|i| from.contains(i)) {
                let signal = &mut self.signals[*index];
                // Read for another of the group, whose beginning lies earlier.
                let is_asked = row.time > signal.after(self.config.overlap);
                if is_asked && signal.takes(row, self.config.overlap) {
                    readings.push(row.reading(signal.tag.signal, received));
                }
            }
        }
        readings
    }

    async fn group(
        &mut self,
        session: &mut Session,
        outlet: &Outlet,
        span: Span,
        group: &[usize],
    ) -> Result<(), Ended> {
        let tags: Vec<String> = group.iter().map(|i| self.signals[*i].tag.external_tag.clone()).collect();
        let mut pages = Pages::new(span);
        while let Some(rows) = pages.next(session, &self.config, &tags).await? {
            let readings = self.taken(&rows, group);
            let found: Vec<usize> = group
                .iter()
                .copied()
                .filter(|i| {
                    self.signals[*i].is_missing && readings.iter().any(|r| r.signal == self.signals[*i].tag.signal)
                })
                .collect();
            for index in found {
                self.signals[index].is_missing = false;
                outlet.emit(SourceEvent::TagFollowed(self.signals[index].tag.signal)).await?;
            }
            if !readings.is_empty() {
                outlet.emit(SourceEvent::Readings(readings)).await?;
            }
        }
        Ok(())
    }

    /// Tags without a reading are looked for: a misspelt one would be silent for ever.
    async fn look_for_missing(&mut self, session: &mut Session, outlet: &Outlet, span: Span) -> Result<(), Ended> {
        for index in 0..self.signals.len() {
            let Signal { tag, last: None, is_missing: false, .. } = &self.signals[index] else { continue };
            let (signal, external_tag) = (tag.signal, tag.external_tag.clone());
            let asked = self.config.relation.known(session.shape, &external_tag, span);
            if session.cells(&self.config, &asked).await?.is_empty() {
                self.signals[index].is_missing = true;
                let failure = failure::tag_unknown(&external_tag);
                let failed = SourceEvent::TagFailed { signal, status: StatusCode::BAD_NO_DATA, failure };
                outlet.emit(failed).await?;
            }
        }
        Ok(())
    }
}

/// A connection, and whether the tags were looked for over it.
pub(crate) struct Link {
    session: Session,
    has_looked: bool,
}

#[async_trait]
impl Polled for Follower {
    type Link = Link;

    fn interval(&self) -> Duration {
        self.config.poll_interval
    }

    async fn connect(&mut self) -> Result<Link, Ended> {
        let mut session = Session::open(&self.config).await?;
        if self.signals.is_empty() {
            let now = session.now(&self.config).await?;
            self.begin(now);
        }
        Ok(Link { session, has_looked: false })
    }

    async fn round(&mut self, link: &mut Link, outlet: &Outlet) -> Result<(), Ended> {
        let now = link.session.now(&self.config).await?;
        let until = now + MOST_AHEAD;
        for (after, group) in self.groups() {
            self.group(&mut link.session, outlet, Span { after, until }, &group).await?;
            for index in group {
                self.signals[index].asked = now;
            }
        }
        if !link.has_looked {
            link.has_looked = true;
            self.look_for_missing(&mut link.session, outlet, Span { after: now - LATEST, until }).await?;
        }
        Ok(())
    }
}

/// Pages of rows, oldest first. A full page ends before its last time, of which the rest may lie on the next.
struct Pages {
    span: Option<Span>,
}

impl Pages {
    fn new(span: Span) -> Self {
        Self { span: Some(span) }
    }

    async fn next(
        &mut self,
        session: &mut Session,
        config: &SqlConfig,
        tags: &[String],
    ) -> Result<Option<Vec<Row>>, SourceError> {
        let Some(span) = self.span else { return Ok(None) };
        let asked = config.relation.readings(session.shape, tags, span, PAGE);
        let cells = session.cells(config, &asked).await?;
        let is_full = cells.len() >= PAGE;
        let mut rows: Vec<Row> = cells.into_iter().filter_map(|c| Row::of(c, config.codes)).collect();
        self.span = match (is_full, rows.last().map(|row| row.time)) {
            (true, Some(newest)) => {
                rows.retain(|row| row.time < newest);
                let Some(kept) = rows.last() else { return Err(failure::too_many_at_one_time(config, PAGE)) };
                Some(Span { after: kept.time, ..span })
            }
            _ => None,
        };
        Ok(Some(rows))
    }
}

/// Everything of one tag between two times, both exclusive.
pub(crate) async fn backfill(
    session: &mut Session,
    config: &SqlConfig,
    tag: &TagSubscription,
    from: Timestamp,
    to: Timestamp,
) -> Result<Backfill, SourceError> {
    let tags = [tag.external_tag.clone()];
    let mut pages = Pages::new(Span { after: from, until: to });
    let mut readings = Vec::new();
    while let Some(rows) = pages.next(session, config, &tags).await? {
        let received = chrono::Utc::now();
        let inside = rows.iter().filter(|row| row.time < to && row.tag == tag.external_tag);
        readings.extend(inside.map(|row| row.reading(tag.signal, received)));
    }
    Ok(Backfill::Complete(readings))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SignalNo;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_timestamp(1_000_000 + second, 0).unwrap()
    }

    fn signal(begin: i64, last: Option<i64>, asked: i64) -> Signal {
        let tag = TagSubscription {
            signal: SignalNo(1),
            external_tag: "TI-1".into(),
            sampling_interval_ms: None,
            deadband: None,
            resume_after: None,
            is_first: true,
        };
        let (last, told) = (last.map(at), BTreeMap::new());
        Signal { tag, begin: at(begin), last, asked: at(asked), told, is_missing: false }
    }

    fn row(second: i64, value: f64) -> Row {
        Row { tag: "TI-1".into(), time: at(second), value: RawValue::Number(value), status: StatusCode::GOOD }
    }

    #[test]
    fn a_signal_is_asked_from_its_newest_reading_less_the_overlap_and_never_before_its_beginning() {
        let minute = TimeDelta::seconds(60);
        let day = 86_400;
        assert_eq!(signal(0, None, 0).after(minute), at(0));
        assert_eq!(signal(0, None, 10).after(minute), at(0));
        assert_eq!(signal(0, Some(500), 510).after(minute), at(440));
        assert_eq!(signal(0, Some(30), 40).after(minute), at(0));
        // A table that is a week behind is followed from where it is.
        assert_eq!(signal(0, Some(500), 7 * day).after(minute), at(500));
        // Silent since its beginning: a day back.
        assert_eq!(signal(0, None, 7 * day).after(minute), at(6 * day));
    }

    #[test]
    fn what_is_read_again_is_told_once_and_what_changed_is_told_again() {
        let minute = TimeDelta::seconds(60);
        let mut s = signal(0, None, 0);
        assert!(s.takes(&row(10, 1.0), minute));
        assert!(!s.takes(&row(10, 1.0), minute));
        assert!(s.takes(&row(10, 2.0), minute));
        assert!(s.takes(&row(100, 3.0), minute));
        // Late, but within the overlap.
        assert!(s.takes(&row(90, 4.0), minute));
        assert_eq!(s.last, Some(at(100)));
        assert!(s.told.keys().all(|t| *t >= at(40)));
    }
}
