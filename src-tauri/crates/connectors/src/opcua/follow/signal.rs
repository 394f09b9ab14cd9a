//! One followed signal: what was last said of it, and what to do with its next value. Pure; it decides where a hole
//! is, the loop around it has the hole filled or marked.

use crate::TagSubscription;
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
}

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
    Filling(Vec<RawReading>),
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

    /// Takes a reading: into `ready` where it can go on, aside where a hole before it has to be seen to first.
    pub fn accept(&mut self, reading: RawReading, ready: &mut Vec<RawReading>) -> Option<Hole> {
        let reason = match &mut self.phase {
            Phase::Filling(held) => {
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
                self.phase = Phase::Filling(vec![reading]);
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
        let Phase::Filling(mut held) = std::mem::replace(&mut self.phase, Phase::Live) else {
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
    pub fn advance(&mut self, filled_to: Timestamp) {
        self.last = Some(filled_to);
    }

    /// Readings that wait for history.
    pub fn held(&self) -> usize {
        if let Phase::Filling(held) = &self.phase { held.len() } else { 0 }
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
    fn a_clock_that_goes_back_loses_nothing() {
        let (mut s, mut ready) = (signal(None), Vec::new());
        s.accept(reading(100, 0), &mut ready);
        s.accept(reading(50, 0), &mut ready);
        s.interrupt(GapReason::ConnectionLost);
        assert_eq!(s.accept(reading(40, 0), &mut ready), None);
        assert_eq!(seconds(&ready), [100, 50, 40]);
    }
}
