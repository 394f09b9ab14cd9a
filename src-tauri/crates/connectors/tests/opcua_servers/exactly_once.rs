//! The one claim that counts: every value of a counter that the server says it has published was received once (after
//! removing repeats by signal and source time) or lies inside a marked gap. And the proof that the check can fail.

use domain::{Gap, RawReading, RawValue};
use std::collections::BTreeMap;

#[derive(Debug, PartialEq)]
pub struct Tally {
    pub received: usize,
    pub in_gaps: usize,
    pub repeated: usize,
}

/// `truth`: value and source time in microseconds, as the server wrote them down before publishing. What lies before
/// the first and after the last reading is not held against the connector.
pub fn check(truth: &[(i64, i64)], readings: &[RawReading], gaps: &[Gap]) -> Result<Tally, String> {
    let mut got: BTreeMap<i64, f64> = BTreeMap::new();
    let mut repeated = 0;
    for reading in readings {
        let RawValue::Number(value) = reading.value else {
            return Err(format!("not a number: {:?}", reading.value));
        };
        if let Some(before) = got.insert(reading.source_time.timestamp_micros(), value) {
            if before != value {
                return Err(format!("{before} and {value} at the same time {}", reading.source_time));
            }
            repeated += 1;
        }
    }
    let (Some(first), Some(last)) = (got.keys().next().copied(), got.keys().next_back().copied()) else {
        return Err("nothing was received".into());
    };
    let is_in_gap = |time: i64| gaps.iter().any(|g| g.from.timestamp_micros() < time && time < g.to.timestamp_micros());
    let (mut received, mut in_gaps) = (0, 0);
    for (value, time) in truth.iter().filter(|(_, time)| (first..=last).contains(time)) {
        match got.remove(time) {
            Some(found) if found == *value as f64 => received += 1,
            Some(found) => return Err(format!("{found} instead of {value} at {time}")),
            None if is_in_gap(*time) => in_gaps += 1,
            None => return Err(format!("{value} at {time} is missing, outside of {gaps:?}")),
        }
    }
    match got.into_iter().next() {
        Some((time, value)) => Err(format!("{value} at {time} was never published")),
        None => Ok(Tally { received, in_gaps, repeated }),
    }
}

mod can_fail {
    use super::*;
    use domain::{GapReason, SignalNo, StatusCode, Timestamp};

    fn at(micros: i64) -> Timestamp {
        Timestamp::from_timestamp_micros(micros).unwrap()
    }
    fn readings(of: &[(i64, i64)]) -> Vec<RawReading> {
        let reading = |(value, micros): &(i64, i64)| RawReading {
            signal: SignalNo(1),
            value: RawValue::Number(*value as f64),
            status: StatusCode::GOOD,
            source_time: at(*micros),
            server_time: None,
            receipt_time: at(0),
        };
        of.iter().map(reading).collect()
    }
    fn gap(from: i64, to: i64) -> Gap {
        Gap { signal: SignalNo(1), from: at(from), to: at(to), reason: GapReason::ConnectionLost }
    }

    #[test]
    fn the_check_finds_each_kind_of_fault() {
        let truth: Vec<_> = (1..=10).map(|n| (n, n * 100)).collect();
        let all = readings(&truth);
        assert_eq!(check(&truth, &all, &[]).unwrap(), Tally { received: 10, in_gaps: 0, repeated: 0 });
        let missing: Vec<_> = all.iter().filter(|r| r.source_time != at(500)).cloned().collect();
        assert!(check(&truth, &missing, &[]).unwrap_err().contains("missing"));
        assert!(check(&truth, &missing, &[gap(400, 600)]).is_ok());
        assert!(check(&truth, &missing, &[gap(500, 600)]).is_err(), "a gap excludes its ends");
        let twice = [all.clone(), all[3..5].to_vec()].concat();
        assert_eq!(check(&truth, &twice, &[]).unwrap().repeated, 2);
        let invented = [all.clone(), readings(&[(77, 555)])].concat();
        assert!(check(&truth, &invented, &[]).unwrap_err().contains("never published"));
        let wrong = [all[..9].to_vec(), readings(&[(11, 1000)])].concat();
        assert!(check(&truth, &wrong, &[]).unwrap_err().contains("instead of"));
        assert!(check(&truth, &[], &[]).is_err());
    }
}
