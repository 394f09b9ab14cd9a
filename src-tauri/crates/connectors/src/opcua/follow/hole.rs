//! What becomes of a hole: the readings that history has of it, and gaps where history can't vouch for itself.
//! A gap is said even where nothing may be missing; a missing value without a gap is never acceptable.

use super::signal::Hole;
use crate::opcua::history::{History, Kept};
use domain::{Gap, GapReason, RawReading, SignalNo, Timestamp};

/// `server_started`: while the server was down nobody wrote its history, and what it had not yet written was lost.
pub(crate) fn settle(
    signal: SignalNo,
    hole: &Hole,
    history: Option<History>,
    server_started: Option<Timestamp>,
) -> (Vec<RawReading>, Vec<Gap>) {
    let Some(History::Kept(Kept { readings, reaches_back, caught_up })) = history else {
        let gap = Gap { signal, from: hole.from, to: hole.to, reason: hole.reason };
        return (Vec::new(), vec![gap]);
    };
    let mut times = vec![hole.from];
    times.extend(readings.iter().map(|r| r.source_time));
    times.push(hole.to);
    let mut gaps: Vec<Gap> = Vec::new();
    let last = times.len() - 2;
    for (at, pair) in times.windows(2).enumerate() {
        let (from, to) = (pair[0], pair[1]);
        let restarted = server_started.is_some_and(|started| from < started && started <= to);
        let unvouched = (at == 0 && !reaches_back) || (at == last && !caught_up);
        if restarted || unvouched {
            let reason = if restarted && hole.reason != GapReason::NotCollecting { GapReason::ConnectionLost } else { hole.reason };
            gaps.push(Gap { signal, from, to, reason });
        }
    }
    (readings, gaps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{RawValue, StatusCode};

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
        let kept = Kept { readings: readings.collect(), reaches_back, caught_up };
        let hole = Hole { from: at(10), to: at(20), reason: GapReason::ConnectionLost };
        let (readings, gaps) = settle(SignalNo(1), &hole, Some(History::Kept(kept)), started.map(at));
        assert_eq!(readings.len(), times.len());
        let gaps: Vec<_> = gaps.iter().map(|g| (g.from.timestamp(), g.to.timestamp())).collect();
        assert_eq!(gaps, expected);
    }

    #[test]
    fn history_is_believed_only_where_it_can_vouch_for_itself() {
        check(&[12, 14], true, true, None, &[]);
        check(&[], true, true, None, &[]);
        check(&[12, 14], false, true, None, &[(10, 12)]);
        check(&[12, 14], true, false, None, &[(14, 20)]);
        check(&[12, 14], true, true, Some(13), &[(12, 14)]);
        check(&[12, 14], true, true, Some(9), &[]);
        check(&[12, 14], false, false, Some(15), &[(10, 12), (14, 20)]);
        check(&[], false, false, Some(15), &[(10, 20)]);
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
