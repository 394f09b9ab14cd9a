//! The two counters that tests follow, one with a history and one without, and the server's log they are held against.

use super::{
    exactly_once::check,
    support::{COUNTER, Record, plant, subscription},
};
use domain::SignalNo;
use std::time::Duration;
use testkit::counterparts::{Counterpart, Options};

pub const WITHOUT_HISTORY: SignalNo = SignalNo(2);
/// Two busy cores: a server needs some seconds to start.
pub const SOON: Duration = Duration::from_secs(45);

pub fn counters() -> Vec<connectors::TagSubscription> {
    vec![subscription(COUNTER, plant("Counter")), subscription(WITHOUT_HISTORY, plant("CounterDouble"))]
}

/// The same, collected before until the record's last readings.
pub fn counters_after(record: &Record) -> Vec<connectors::TagSubscription> {
    let mut tags = counters();
    for tag in &mut tags {
        tag.resume_after = record.last_time(tag.signal);
        tag.is_first = false;
    }
    tags
}

pub fn quick() -> Options {
    Options::new().counter_every(Duration::from_millis(50))
}

/// Both counters against the server's own log; the one with history must have lost at most what the restart cost.
pub fn both_are_exact(server: &Counterpart, record: &Record) {
    let truth = server.counter_log();
    for signal in [COUNTER, WITHOUT_HISTORY] {
        let (readings, gaps) = (record.of(signal), record.gaps_of(signal));
        let tally = check(&truth, &readings, &gaps).unwrap_or_else(|e| {
            // The same tag's readings around the fault, with when each came.
            let micros: i64 =
                e.split_whitespace().find_map(|w| w.parse().ok().filter(|n| *n > 1_000_000_000_000)).unwrap_or(0);
            let at = readings.partition_point(|r| r.source_time.timestamp_micros() < micros);
            let around: Vec<_> = readings[at.saturating_sub(4)..readings.len().min(at + 4)]
                .iter()
                .map(|r| format!("{:?} of {} came {}", r.value, r.source_time, r.receipt_time))
                .collect();
            panic!("{:?} {signal:?}: {e}; around it {around:#?}", server.stack())
        });
        eprintln!("{:?} {signal:?}: {tally:?}, gaps {}", server.stack(), gaps.len());
        // The check sees the fault if there were one: any one reading less and it fails.
        let (middle, inside) = (readings.len() / 2, |g: &&domain::Gap| {
            let time = readings[readings.len() / 2].source_time;
            g.from < time && time < g.to
        });
        if gaps.iter().find(inside).is_none() && tally.repeated == 0 {
            let mut less = readings.clone();
            less.remove(middle);
            assert!(check(&truth, &less, &gaps).is_err());
        }
        let order_is_kept = readings.windows(2).all(|pair| pair[0].source_time <= pair[1].source_time);
        assert!(order_is_kept, "{signal:?} is out of order");
    }
}
