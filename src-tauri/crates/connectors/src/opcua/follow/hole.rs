//! What becomes of a hole: the readings that history has of it, and gaps where history can't vouch for itself.
//! A gap is said even where nothing may be missing; a missing value without a gap is never acceptable.

use super::signal::Hole;
use crate::opcua::history::{History, Kept};
use domain::{Gap, RawReading, SignalNo, Timestamp};

/// A server that dies takes with it what it had not yet written to its history, and a new one stamps its first values
/// before it says that it has started, so that its start may seem to lie behind the hole. Seen: seconds (asyncua);
/// historians write in batches of up to a minute.
const UNWRITTEN: chrono::Duration = chrono::Duration::seconds(60);

pub(crate) fn settle(
    signal: SignalNo,
    hole: &Hole,
    history: Option<History>,
    server_started: Option<Timestamp>,
) -> (Vec<RawReading>, Vec<Gap>) {
    let Some(History::Kept(Kept { readings, reaches_back, caught_up, is_cut: _ })) = history else {
        let gap = Gap { signal, from: hole.from, to: hole.to, reason: hole.reason };
        return (Vec::new(), vec![gap]);
    };
    let first = readings.first().map_or(hole.to, |r| r.source_time);
    let last = readings.last().map_or(hole.from, |r| r.source_time);
    let mut spans = Vec::new();
    if !reaches_back {
        spans.push((hole.from, first));
    }
    if let Some(started) = server_started.filter(|started| hole.from < *started && *started - UNWRITTEN <= hole.to) {
        let times = || readings.iter().map(|r| r.source_time);
        let from = times().rfind(|t| *t <= started - UNWRITTEN).unwrap_or(hole.from);
        let to = times().find(|t| *t >= started).unwrap_or(hole.to);
        spans.push((from, to));
    }
    if !caught_up {
        spans.push((last, hole.to));
    }
    spans.dedup();
    let gaps = spans.into_iter().map(|(from, to)| Gap { signal, from, to, reason: hole.reason }).collect();
    (readings, gaps)
}

/// Of a history that is read in parts: the hole up to the part's last reading, and what is left of it.
pub(crate) fn part(hole: &Hole, history: &mut Option<History>) -> Option<(Hole, Hole)> {
    let Some(History::Kept(kept)) = history else { return None };
    let last = kept.readings.last().filter(|_| kept.is_cut)?.source_time;
    kept.caught_up = true;
    Some((Hole { to: last, ..*hole }, Hole { from: last, ..*hole }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{GapReason, RawValue, StatusCode};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_timestamp(seconds, 0).unwrap()
    }
    fn check(times: &[i64], reaches_back: bool, caught_up: bool, started: Option<i64>, expected: &[(i64, i64)]) {
        let readings = times.iter().map(|t| RawReading {
            signal: SignalNo(1),
            value: RawValue::Number(0.0),
            status: StatusCode::GOOD,
            source_time: at(*t),
            server_time: None,
            receipt_time: at(0),
        });
        let kept = Kept { readings: readings.collect(), reaches_back, caught_up, is_cut: false };
        let hole = Hole { from: at(10), to: at(200), reason: GapReason::ConnectionLost };
        let (readings, gaps) = settle(SignalNo(1), &hole, Some(History::Kept(kept)), started.map(at));
        assert_eq!(readings.len(), times.len());
        let gaps: Vec<_> = gaps.iter().map(|g| (g.from.timestamp(), g.to.timestamp())).collect();
        assert_eq!(gaps, expected);
    }

    #[test]
    fn history_is_believed_only_where_it_can_vouch_for_itself() {
        check(&[12, 140], true, true, None, &[]);
        check(&[], true, true, None, &[]);
        check(&[12, 140], false, true, None, &[(10, 12)]);
        check(&[12, 140], true, false, None, &[(140, 200)]);
        check(&[12, 140], true, true, Some(9), &[]);
        check(&[12, 140], true, true, Some(261), &[]);
        check(&[12, 140], true, true, Some(201), &[(140, 200)]);
        // What was written just before the restart can't vouch for having been the last.
        check(&[12, 100, 120, 140], true, true, Some(130), &[(12, 140)]);
        check(&[12, 60, 120, 140], true, true, Some(130), &[(60, 140)]);
        check(&[12, 140], true, true, Some(200), &[(140, 200)]);
        check(&[], false, false, Some(15), &[(10, 200)]);
    }

    #[test]
    fn a_long_hole_is_filled_in_parts_without_a_gap_between_them() {
        let hole = Hole { from: at(10), to: at(200), reason: GapReason::NotCollecting };
        let reading = RawReading {
            signal: SignalNo(1),
            value: RawValue::Number(0.0),
            status: StatusCode::GOOD,
            source_time: at(50),
            server_time: None,
            receipt_time: at(0),
        };
        let kept = Kept { readings: vec![reading], reaches_back: true, caught_up: false, is_cut: true };
        let mut history = Some(History::Kept(kept.clone()));
        let (filled, rest) = part(&hole, &mut history).unwrap();
        assert_eq!((filled.from, filled.to, rest.from, rest.to), (at(10), at(50), at(50), at(200)));
        assert_eq!(settle(SignalNo(1), &filled, history, None).1, []);
        assert_eq!(part(&hole, &mut Some(History::Kept(Kept { is_cut: false, ..kept }))), None);
        assert_eq!(part(&hole, &mut None), None);
    }

    #[test]
    fn without_history_the_whole_hole_is_a_gap() {
        let hole = Hole { from: at(10), to: at(20), reason: GapReason::QueueOverflow };
        for history in [None, Some(History::NotOffered)] {
            let (readings, gaps) = settle(SignalNo(7), &hole, history, None);
            assert!(readings.is_empty());
            let gap = Gap { signal: SignalNo(7), from: at(10), to: at(20), reason: GapReason::QueueOverflow };
            assert_eq!(gaps, [gap]);
        }
    }
}
