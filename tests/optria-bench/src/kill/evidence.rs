//! Holds what was acknowledged against what the store has, twice over: after every kill against what waits in the spool
//! and the rows of the trend, with SQL of its own; at the end, when all has been moved to trend and rollups, against what the store answers.

use super::{round::Key, signals};
use crate::Outcome;
use app::plant::Plant;
use domain::Timestamp;
use std::collections::{HashMap, HashSet};
use store::{Store, telemetry::Budget};

#[derive(Default)]
pub struct Evidence {
    acknowledged: HashMap<i64, Vec<i64>>,
    rounds_with_any: usize,
    lost: HashSet<Key>,
    repeats: u64,
    set_aside: usize,
    /// From here on every demo signal is collected at its own step, so that a hole is a loss (microseconds).
    complete_since: Option<i64>,
}

#[derive(Debug, Default, PartialEq)]
pub struct Verdict {
    pub acknowledged: usize,
    pub rounds_with_any: usize,
    /// Acknowledged, and not there.
    pub lost: u64,
    /// There, and answered or counted more than once.
    pub doubled: u64,
    /// Of a source that said a value again after a restart: found waiting to be merged, kept once.
    pub repeats: u64,
    /// Demo plant: of `expected` moments at which a signal had a value, acknowledged or not, those without a reading.
    pub missing: Option<u64>,
    /// Others without a reading: of a signal that fell so far behind that the demo plant's history has it by the minute.
    pub thinned: Option<u64>,
    pub expected: Option<u64>,
    /// Times that the store was found damaged.
    pub set_aside: usize,
    pub gaps: u64,
    pub stored: u64,
}

/// A demo signal that was away for longer than this is filled in coarsely, as a historian thins what is old.
const WHOLE_MICROS: i64 = 9 * 60 * 1_000_000;

impl Evidence {
    /// After one kill, on the store as it was opened again.
    pub fn take(&mut self, plant: &Plant, acknowledged: Vec<Key>) -> Outcome<()> {
        if plant.recovery.find(&plant.store, &plant.folder)?.is_some() {
            self.set_aside += 1;
            plant.recovery.forget(&plant.store)?;
        }
        self.rounds_with_any += usize::from(!acknowledged.is_empty());
        let (absent, repeats) = absent(&plant.store, &acknowledged)?;
        self.lost.extend(absent);
        self.repeats += repeats;
        for (signal, ts) in acknowledged {
            self.acknowledged.entry(signal).or_default().push(ts);
        }
        if self.complete_since.is_none() {
            let now = chrono::Utc::now().timestamp_micros();
            let all = signals(&plant.store)?;
            let latest = plant.store.telemetry().latest(&all)?;
            let is_recent = |t: Timestamp| t.timestamp_micros() > now - WHOLE_MICROS;
            if latest.len() == all.len() && latest.iter().all(|r| is_recent(r.source_time)) {
                self.complete_since = Some(now);
            }
        }
        Ok(())
    }

    /// After all kills. `step_ms`: the demo plant's, whose every moment is known.
    pub fn verdict(mut self, store: &Store, step_ms: Option<i64>) -> Outcome<Verdict> {
        let mut verdict = Verdict {
            acknowledged: self.acknowledged.values().map(Vec::len).sum(),
            rounds_with_any: self.rounds_with_any,
            repeats: self.repeats,
            set_aside: self.set_aside,
            ..Verdict::default()
        };
        store.telemetry().compact(Budget::ALL)?;
        let since = self.complete_since.zip(step_ms);
        let mut uncounted = 0;
        for signal in signals(store)? {
            let readings = store.telemetry().readings(signal, Timestamp::MIN_UTC, Timestamp::MAX_UTC, usize::MAX)?;
            let times: Vec<i64> = readings.iter().map(|r| r.source_time.timestamp_micros()).collect();
            let acknowledged = self.acknowledged.remove(&signal.0).unwrap_or_default();
            verdict.doubled += not_rising(&times);
            self.lost.extend(not_among(&times, &acknowledged).into_iter().map(|ts| (signal.0, ts)));
            if let Some((since, step)) = since {
                let holes = Holes::of(&times, since, step * 1_000);
                *verdict.missing.get_or_insert(0) += holes.missing;
                *verdict.thinned.get_or_insert(0) += holes.thinned;
                *verdict.expected.get_or_insert(0) += holes.expected;
            }
            // What the rollups have counted: a reading moved twice would be counted twice.
            let (answered, counted) = (times.len() as u64, store.telemetry().count(Some(signal))?);
            verdict.stored += answered;
            verdict.doubled += counted.saturating_sub(answered);
            uncounted += answered.saturating_sub(counted);
        }
        // Acknowledged for a signal that no longer exists.
        self.lost.extend(self.acknowledged.iter().flat_map(|(signal, all)| all.iter().map(|ts| (*signal, *ts))));
        verdict.lost = self.lost.len() as u64 + uncounted;
        verdict.gaps = store.read(|c| Ok(c.query_row("SELECT count(*) FROM gap", [], |r| r.get(0))?))?;
        Ok(verdict)
    }
}

/// Which of the keys are neither in the spool nor in the trend; and how many rows of the spool repeat another row.
fn absent(store: &Store, keys: &[Key]) -> Outcome<(Vec<Key>, u64)> {
    let mut spool: HashMap<Key, u64> = HashMap::new();
    for reading in store.telemetry().waiting()? {
        *spool.entry((reading.signal.0, reading.source_time.timestamp_micros())).or_default() += 1;
    }
    let found = store.read(|c| {
        let mut in_trend = c.prepare("SELECT EXISTS (SELECT 1 FROM trend WHERE signal = ?1 AND ts = ?2)")?;
        let mut absent = Vec::new();
        for key in keys {
            if !spool.contains_key(key) && !in_trend.query_row([key.0, key.1], |r| r.get::<_, bool>(0))? {
                absent.push(*key);
            }
        }
        let within: u64 = spool.values().map(|n| n - 1).sum();
        let mut across = 0;
        for (signal, ts) in spool.keys() {
            across += u64::from(in_trend.query_row([signal, ts], |r| r.get::<_, bool>(0))?);
        }
        Ok((absent, within + across))
    })?;
    Ok(found)
}

/// How many times do not come after the one before.
fn not_rising(times: &[i64]) -> u64 {
    times.windows(2).filter(|pair| pair[1] <= pair[0]).count() as u64
}

/// Those of `wanted` that are not among `times`, which rise.
fn not_among(times: &[i64], wanted: &[i64]) -> Vec<i64> {
    wanted.iter().copied().filter(|ts| times.binary_search(ts).is_err()).collect()
}

/// Moments that are multiples of a step: how many there are, and those without a reading.
#[derive(Debug, Default, PartialEq)]
struct Holes {
    expected: u64,
    missing: u64,
    thinned: u64,
}

/// The step of the demo plant's history where a signal is more than ten minutes behind (microseconds).
const HISTORY_STEP: i64 = 60 * 1_000_000;

impl Holes {
    /// After `since` and up to the newest of `times`, which rise.
    fn of(times: &[i64], since: i64, step: i64) -> Self {
        let mut holes = Self::default();
        let mut before = since.div_euclid(step) * step;
        for &ts in &times[times.partition_point(|ts| *ts <= since)..] {
            let moments = (ts.div_euclid(step) - before.div_euclid(step)) as u64;
            holes.expected += moments;
            let without = moments - u64::from(ts.rem_euclid(step) == 0);
            // History by the minute ends a stretch on a full minute, and no stretch is longer than a minute.
            if ts.rem_euclid(HISTORY_STEP) == 0 && ts - before <= HISTORY_STEP && without > 0 {
                holes.thinned += without;
            } else {
                holes.missing += without;
            }
            before = ts;
        }
        holes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Reading, SignalNo, StatusCode};

    fn store_with(readings: &[(i64, i64)]) -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let key = store::StoreKey::new([7; 32]);
        let store = store::Store::open(&folder.path().join("store.db"), &key).expect("a fresh store opens").store;
        let readings: Vec<Reading> = readings
            .iter()
            .map(|(signal, ts)| {
                let time = Timestamp::from_timestamp_micros(*ts).expect("small times are times");
                Reading {
                    signal: SignalNo(*signal),
                    value: Some(1.0),
                    status: StatusCode::GOOD,
                    source_time: time,
                    server_time: None,
                    receipt_time: time,
                }
            })
            .collect();
        store.telemetry().append(&readings).expect("a fresh store takes readings");
        (folder, store)
    }

    #[test]
    fn what_was_acknowledged_and_is_not_there_is_found_in_spool_and_trend() {
        let (_folder, store) = store_with(&[(1, 100), (1, 200), (2, 100), (2, 100)]);
        let acknowledged = [(1, 100), (2, 100), (2, 300)];
        assert_eq!(absent(&store, &acknowledged).unwrap(), (vec![(2, 300)], 1));
        store.telemetry().compact(Budget::ALL).unwrap();
        assert_eq!(absent(&store, &acknowledged).unwrap(), (vec![(2, 300)], 0));
    }

    #[test]
    fn a_loss_of_a_signal_that_is_gone_counts() {
        let (_folder, store) = store_with(&[]);
        let evidence = Evidence { acknowledged: HashMap::from([(9, vec![1, 2])]), ..Evidence::default() };
        let verdict = evidence.verdict(&store, None).unwrap();
        assert_eq!((verdict.acknowledged, verdict.lost, verdict.missing), (2, 2, None));
    }

    #[test]
    fn repeats_and_holes_are_seen() {
        assert_eq!(not_rising(&[1, 2, 2, 3, 1]), 2);
        assert_eq!(not_among(&[1, 3, 5], &[3, 4, 5]), [4]);
        assert_eq!(Holes::of(&[50, 100, 200, 400], 60, 100), Holes { expected: 4, missing: 1, thinned: 0 });
        assert_eq!(Holes::of(&[], 0, 100), Holes::default());
        // A second's step, then by the minute, then a hole that is none of the history's.
        let seconds = [60, 61, 120, 180, 181, 190].map(|s| s * 1_000_000);
        assert_eq!(Holes::of(&seconds, 59_000_000, 1_000_000), Holes { expected: 131, missing: 8, thinned: 58 + 59 });
    }
}
