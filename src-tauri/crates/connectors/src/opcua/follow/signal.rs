//! One followed signal: what was last said of it, and what to do with its next value. Pure; it decides where a hole
//! is, the loop around it has the hole filled or marked.

use crate::TagSubscription;
use chrono::TimeDelta;
use domain::{GapReason, RawReading, Timestamp};
use opcua::types::NodeId;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Signal {
    pub tag: TagSubscription,
    /// On the present session.
    pub node: Option<NodeId>,
    pub offers_history: bool,
    /// Where it stands with the server: to be told to the person when it changes.
    pub standing: Standing,
    /// Source time of the newest reading handed on.
    last: Option<Timestamp>,
    phase: Phase,
    pub is_non_numeric_told: bool,
    /// Length of its queue at the server, as the server revised it; 0 before that.
    pub queue_size: u32,
    /// What was asked for: a value in that time. Zero: every change.
    pub sampling: TimeDelta,
    /// Readings of it in the message at hand that have not been taken yet.
    burst: u32,
    /// The server's queue may have overflowed before its next reading.
    is_suspected: bool,
}

/// Queues shorter than this are often full without having overflowed.
const TELLING_QUEUE: u32 = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Unknown,
    Followed,
    Failed,
}

#[derive(Debug, Clone, PartialEq)]
enum Phase {
    /// Readings go straight on.
    Live,
    /// Something may have been missed; the next reading shows until when.
    Expecting(GapReason),
    /// History is being asked; what comes in meanwhile waits, so that the order is kept.
    Filling { hole: Hole, held: Vec<RawReading> },
}

/// Between two readings, both exclusive, something may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hole {
    pub from: Timestamp,
    pub to: Timestamp,
    pub reason: GapReason,
}

impl Signal {
    pub fn new(tag: TagSubscription) -> Self {
        let last = tag.resume_after;
        let phase = if last.is_some() { Phase::Expecting(GapReason::NotCollecting) } else { Phase::Live };
        Self {
            tag,
            node: None,
            offers_history: false,
            standing: Standing::Unknown,
            last,
            phase,
            is_non_numeric_told: false,
            queue_size: 0,
            sampling: TimeDelta::zero(),
            burst: 0,
            is_suspected: false,
        }
    }

    /// The hole is the time before the signal was first collected: what history does not have is no gap.
    pub fn is_before_first(&self, hole: &Hole) -> bool {
        self.tag.is_first && self.tag.resume_after == Some(hole.from)
    }

    /// Values may be missing from now until the next one. What waited for history is dropped: it lies behind `last`,
    /// and is asked for again.
    pub fn interrupt(&mut self, reason: GapReason) {
        match &self.phase {
            Phase::Expecting(_) => {}
            _ if self.last.is_some() => self.phase = Phase::Expecting(reason),
            _ => self.phase = Phase::Live,
        }
    }

    /// Counts what a message brings, before its readings are taken one by one.
    pub fn announce(&mut self) {
        self.burst += 1;
    }

    /// The first reading of a message that brings as many as the server's queue holds: whether there were more cannot
    /// be told where the server sets no overflow bit (asyncua), so there may have been.
    pub fn begin_burst(&mut self) {
        let burst = std::mem::take(&mut self.burst);
        self.is_suspected |= self.queue_size >= TELLING_QUEUE && burst >= self.queue_size;
    }

    /// Takes a reading: into `ready` where it can go on, aside where a hole before it has to be seen to first.
    pub fn accept(&mut self, reading: RawReading, ready: &mut Vec<RawReading>) -> Option<Hole> {
        // A server that samples as it pleases (asyncua: every change) may drop what nobody asked for.
        let is_as_asked = |last: Timestamp| reading.source_time - last <= self.sampling;
        if std::mem::take(&mut self.is_suspected) && !self.last.is_some_and(is_as_asked) {
            self.interrupt(GapReason::QueueOverflow);
        }
        let reason = match &mut self.phase {
            Phase::Filling { held, .. } => {
                held.push(reading);
                return None;
            }
            Phase::Expecting(reason) => *reason,
            Phase::Live if reading.status.is_overflow() => GapReason::QueueOverflow,
            Phase::Live => {
                self.last = Some(reading.source_time);
                ready.push(reading);
                return None;
            }
        };
        match self.last {
            Some(from) if from < reading.source_time => {
                let hole = Hole { from, to: reading.source_time, reason };
                self.phase = Phase::Filling { hole, held: vec![reading] };
                Some(hole)
            }
            // The value has not changed since: a new subscription begins by repeating it.
            Some(from) if from == reading.source_time && reason != GapReason::QueueOverflow => {
                self.phase = Phase::Live;
                None
            }
            // The first ever, or the server's clock has gone back.
            _ => {
                self.phase = Phase::Live;
                self.last = Some(reading.source_time);
                ready.push(reading);
                None
            }
        }
    }

    /// The hole is seen to: `filling` goes on, then what waited; there may be another hole in it.
    pub fn resume(&mut self, filling: Vec<RawReading>, ready: &mut Vec<RawReading>) -> Option<Hole> {
        let Phase::Filling { mut held, .. } = std::mem::replace(&mut self.phase, Phase::Live) else {
            return None;
        };
        held.sort_by_key(|r| r.source_time);
        ready.extend(filling);
        let mut held = held.into_iter();
        // The first one's own overflow bit has been dealt with: this was its hole.
        if let Some(first) = held.next() {
            self.last = Some(first.source_time);
            ready.push(first);
        }
        let mut hole = None;
        for reading in held {
            hole = hole.or(self.accept(reading, ready));
        }
        hole
    }

    /// Older than the one before it: asyncua may send a new subscription's first value after the next.
    pub fn is_behind(&self, time: Timestamp) -> bool {
        self.last.is_some_and(|last| time < last)
    }

    /// A part of the hole is filled; the rest is asked for next.
    pub fn advance(&mut self, rest: Hole) {
        self.last = Some(rest.from);
        if let Phase::Filling { hole, .. } = &mut self.phase {
            *hole = rest;
        }
    }

    /// Readings that wait for history.
    pub fn held(&self) -> usize {
        if let Phase::Filling { held, .. } = &self.phase { held.len() } else { 0 }
    }

    /// The hole for which an answer is waited for. An answer for another one is of before an interruption: the hole
    /// has grown since.
    pub fn open_hole(&self) -> Option<Hole> {
        if let Phase::Filling { hole, .. } = &self.phase { Some(*hole) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{RawValue, SignalNo, StatusCode};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_timestamp(seconds, 0).unwrap()
    }
    fn reading(seconds: i64, status: u32) -> RawReading {
        RawReading {
            signal: SignalNo(1),
            value: RawValue::Number(seconds as f64),
            status: StatusCode(status),
            source_time: at(seconds),
            server_time: None,
            receipt_time: at(seconds),
        }
    }
    fn signal(resume_after: Option<i64>) -> Signal {
        Signal::new(TagSubscription {
            signal: SignalNo(1),
            external_tag: "i=1".into(),
            sampling_interval_ms: None,
            deadband: None,
            resume_after: resume_after.map(at),
            is_first: false,
        })
    }
    fn seconds(readings: &[RawReading]) -> Vec<i64> {
        readings.iter().map(|r| r.source_time.timestamp()).collect()
    }

    #[test]
    fn what_lies_between_stored_and_live_is_a_hole_and_order_is_kept_while_it_is_filled() {
        let (mut s, mut ready) = (signal(Some(10)), Vec::new());
        let hole = s.accept(reading(20, 0), &mut ready).unwrap();
        assert_eq!(hole, Hole { from: at(10), to: at(20), reason: GapReason::NotCollecting });
        assert_eq!(s.accept(reading(21, 0), &mut ready), None);
        assert!(ready.is_empty() && s.held() == 2);
        assert_eq!(s.resume(vec![reading(15, 0)], &mut ready), None);
        assert_eq!(seconds(&ready), [15, 20, 21]);
        assert_eq!(s.accept(reading(22, 0), &mut ready), None);
        assert_eq!(seconds(&ready), [15, 20, 21, 22]);
    }

    #[test]
    fn a_repeat_after_reconnecting_is_no_hole_and_not_sent_again() {
        let (mut s, mut ready) = (signal(None), Vec::new());
        s.accept(reading(10, 0), &mut ready);
        s.interrupt(GapReason::ConnectionLost);
        assert_eq!(s.accept(reading(10, 0), &mut ready), None);
        assert_eq!(s.accept(reading(11, 0), &mut ready), None);
        assert_eq!(seconds(&ready), [10, 11]);
    }

    #[test]
    fn a_break_while_filling_asks_again_from_the_last_that_was_handed_on() {
        let (mut s, mut ready) = (signal(None), Vec::new());
        s.accept(reading(10, 0), &mut ready);
        s.interrupt(GapReason::ConnectionLost);
        s.accept(reading(20, 0), &mut ready).unwrap();
        s.interrupt(GapReason::NotificationsLost);
        let hole = s.accept(reading(30, 0), &mut ready).unwrap();
        assert_eq!((hole.from, hole.to), (at(10), at(30)));
    }

    #[test]
    fn an_answer_for_a_hole_that_has_grown_is_not_taken_for_the_whole() {
        let (mut s, mut ready) = (signal(Some(10)), Vec::new());
        let first = s.accept(reading(20, 0), &mut ready).unwrap();
        assert_eq!(s.open_hole(), Some(first));
        s.interrupt(GapReason::NotificationsLost);
        assert_eq!(s.open_hole(), None);
        let grown = s.accept(reading(30, 0), &mut ready).unwrap();
        assert_ne!(first, grown);
        assert_eq!(s.open_hole(), Some(grown));
        let rest = Hole { from: at(15), ..grown };
        s.advance(rest);
        assert_eq!(s.open_hole(), Some(rest));
    }

    #[test]
    fn the_overflow_bit_is_a_hole_before_its_value_also_among_what_waited() {
        const OVERFLOW: u32 = 0x0000_0480;
        let (mut s, mut ready) = (signal(None), Vec::new());
        assert_eq!(s.accept(reading(1, OVERFLOW), &mut ready), None);
        assert_eq!(s.accept(reading(5, OVERFLOW), &mut ready).unwrap().reason, GapReason::QueueOverflow);
        s.accept(reading(6, 0), &mut ready);
        s.accept(reading(9, OVERFLOW), &mut ready);
        s.accept(reading(10, 0), &mut ready);
        let next = s.resume(Vec::new(), &mut ready).unwrap();
        assert_eq!((next.from, next.to), (at(6), at(9)));
        assert_eq!(seconds(&ready), [1, 5, 6]);
        assert_eq!(s.resume(vec![reading(7, 0)], &mut ready), None);
        assert_eq!(seconds(&ready), [1, 5, 6, 7, 9, 10]);
    }

    #[test]
    fn a_first_value_that_comes_after_the_next_is_put_in_its_place() {
        let (mut s, mut ready) = (signal(Some(10)), Vec::new());
        s.accept(reading(21, 0), &mut ready).unwrap();
        s.accept(reading(20, 0), &mut ready);
        assert_eq!(s.resume(vec![reading(15, 0), reading(20, 0)], &mut ready), None);
        assert_eq!(seconds(&ready), [15, 20, 20, 21]);
        assert!(s.is_behind(at(20)) && !s.is_behind(at(21)));
    }

    #[test]
    fn a_message_as_long_as_the_servers_queue_may_have_lost_what_was_before() {
        let (mut s, mut ready) = (signal(None), Vec::new());
        s.queue_size = 4;
        for (first, count) in [(10, 3), (20, 4)] {
            (0..count).for_each(|_| s.announce());
            s.begin_burst();
            let holes: Vec<_> = (0..count).filter_map(|n| s.accept(reading(first + n, 0), &mut ready)).collect();
            if count < 4 {
                assert_eq!(holes, []);
            } else {
                assert_eq!(holes, [Hole { from: at(12), to: at(20), reason: GapReason::QueueOverflow }]);
            }
        }
        s.resume(Vec::new(), &mut ready);
        assert_eq!(seconds(&ready), [10, 11, 12, 20, 21, 22, 23]);
    }

    #[test]
    fn what_a_full_queue_may_have_dropped_within_the_sampling_interval_was_not_asked_for() {
        for (sampling, between, is_hole) in [(0, 1, true), (2, 2, false), (2, 3, true), (60, 59, false)] {
            let (mut s, mut ready) = (signal(None), Vec::new());
            (s.queue_size, s.sampling) = (4, TimeDelta::seconds(sampling));
            s.accept(reading(100, 0), &mut ready);
            (0..4).for_each(|_| s.announce());
            s.begin_burst();
            let first = 100 + between;
            let holes: Vec<_> = (0..4).filter_map(|n| s.accept(reading(first + n, 0), &mut ready)).collect();
            assert_eq!(!holes.is_empty(), is_hole, "{sampling} s, {between} s");
        }
        // What the server itself says it dropped is believed, however short.
        let (mut s, mut ready) = (signal(None), Vec::new());
        s.sampling = TimeDelta::seconds(60);
        s.accept(reading(100, 0), &mut ready);
        assert!(s.accept(reading(101, 0x0000_0480), &mut ready).is_some());
    }

    #[test]
    fn a_clock_that_goes_back_loses_nothing() {
        let (mut s, mut ready) = (signal(None), Vec::new());
        s.accept(reading(100, 0), &mut ready);
        s.accept(reading(50, 0), &mut ready);
        s.interrupt(GapReason::ConnectionLost);
        assert_eq!(s.accept(reading(40, 0), &mut ready), None);
        assert_eq!(seconds(&ready), [100, 50, 40]);
    }
}
