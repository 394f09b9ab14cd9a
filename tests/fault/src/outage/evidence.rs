//! What the victims acknowledged, held against what is in the store after each of them has died.

use super::{
    Report,
    victim::{SIGNALS, nth},
};
use crate::{Verdict, postgres::Outcome};
use domain::{SignalNo, Timestamp};
use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};
use store::{Store, StoreKey, outbox};
use uuid::Uuid;

#[derive(Default)]
pub(super) struct Evidence {
    readings: i64,
    /// All readings before this one were looked at after an earlier death.
    looked_at: i64,
    operations: HashSet<Uuid>,
    lost_readings: HashSet<i64>,
    doubled_readings: HashSet<i64>,
    lost_operations: HashSet<Uuid>,
    damaged: u32,
    deaths: u32,
    deaths_with_any: u32,
}

impl Evidence {
    pub fn acknowledged_readings(&self) -> i64 {
        self.readings
    }

    pub fn operations(&self) -> &HashSet<Uuid> {
        &self.operations
    }

    /// A line that was cut off by the death was not said.
    pub fn hear(&mut self, said: &[String]) {
        let mut any = false;
        for line in said {
            match line.split_once(' ') {
                Some(("R", n)) => {
                    if let Ok(n) = n.parse::<i64>() {
                        // Cut off, the number is shorter and smaller.
                        self.readings = self.readings.max(n);
                        any = true;
                    }
                }
                Some(("O", id)) if id.len() == 36 => {
                    if let Ok(id) = id.parse() {
                        self.operations.insert(id);
                        any = true;
                    }
                }
                _ => {}
            }
        }
        self.deaths += 1;
        self.deaths_with_any += u32::from(any);
    }

    /// Opens the store as the next start does. False where it can't be opened at all.
    pub fn examine(&mut self, file: &Path, key: &StoreKey) -> Outcome<bool> {
        let opened = match Store::open(file, key) {
            Ok(opened) => opened,
            Err(error) => {
                eprintln!("after death {} the store can't be opened: {error}", self.deaths);
                self.damaged += 1;
                self.lost_readings.extend(0..self.readings);
                self.lost_operations.extend(&self.operations);
                return Ok(false);
            }
        };
        if opened.recovery.is_some() {
            self.damaged += 1;
            // What was looked at before may be gone.
            self.looked_at = 0;
        }
        self.look_at_readings(&opened.store)?;
        self.look_at_operations(&opened.store)?;
        Ok(true)
    }

    fn look_at_readings(&mut self, store: &Store) -> Outcome<()> {
        let mut times: BTreeMap<i64, u32> = BTreeMap::new();
        let from = nth(self.looked_at).source_time;
        for signal in 1..=SIGNALS {
            let readings = store.telemetry().readings(SignalNo(signal), from, Timestamp::MAX_UTC, usize::MAX)?;
            for reading in readings {
                *times.entry(reading.value.unwrap_or(-1.0) as i64).or_default() += 1;
            }
        }
        self.lost_readings.extend((self.looked_at..self.readings).filter(|n| !times.contains_key(n)));
        self.doubled_readings.extend(times.iter().filter(|(_, count)| **count > 1).map(|(n, _)| *n));
        self.looked_at = self.readings;
        Ok(())
    }

    fn look_at_operations(&mut self, store: &Store) -> Outcome<()> {
        let here = store.read(|c| {
            let waiting = outbox::list(c, 0, u32::MAX)?.items.into_iter().map(|o| o.op_id);
            let past = outbox::list_history(c, None, 0, u32::MAX)?.items.into_iter().map(|p| p.operation.op_id);
            Ok(waiting.chain(past).collect::<HashSet<_>>())
        })?;
        self.lost_operations.extend(self.operations.iter().filter(|op| !here.contains(*op)));
        Ok(())
    }

    pub fn report(self, exchanged: Option<Verdict>) -> Report {
        Report {
            readings: self.readings.unsigned_abs(),
            lost_readings: self.lost_readings.len() as u64,
            doubled_readings: self.doubled_readings.len() as u64,
            lost_operations: self.lost_operations.len() as u64,
            damaged: self.damaged,
            deaths: self.deaths,
            deaths_with_any: self.deaths_with_any,
            exchanged,
        }
    }
}
