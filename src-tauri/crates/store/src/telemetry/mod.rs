//! Telemetry: readings from the moment they arrive to the day retention lets them go.
//!
//! `append` puts them into the spool and answers when they are on the disk: acknowledged. `compact` moves them, in the
//! background, to trend rows and rollups of a minute, an hour and, where readings are dense, a second. Every question sees spool and trend
//! together, so that a reading is visible at once and (signal, source time) counts once; what came later wins.

mod compact;
pub mod forward;
mod latest;
mod query;
mod retention;
mod rollup;
mod row;
mod seconds;
mod segments;
mod sheet;
mod spool;
mod tail;
mod throughput;
mod trend;

use crate::{Result, connections::Connections, gap};
use domain::{Gap, Reading, SignalNo, Timestamp};
pub use forward::Forward;
use std::sync::{Arc, OnceLock};

pub(crate) use compact::make_missing;
pub use compact::{Budget, Compacted};
pub use query::HourOfReadings;
pub use retention::{Removed, RetentionPolicy};
pub use spool::Acknowledged;
pub(crate) use spool::take_over_former;
pub use throughput::Throughput;
pub use trend::{QualitySpan, TrendGap, TrendSlice, TrendSliceKind};

/// Is told what an append has put on the disk.
type Observer = Box<dyn Fn(&[Reading]) + Send + Sync>;

/// The readings of a store. Cheap to clone.
#[derive(Clone)]
pub struct Telemetry {
    connections: Arc<Connections>,
    tail: Arc<tail::Tail>,
    throughput: Arc<throughput::Meter>,
    observer: Arc<OnceLock<Observer>>,
}

impl Telemetry {
    pub(crate) fn new(connections: Arc<Connections>) -> Self {
        Self { connections, tail: Arc::default(), throughput: Arc::default(), observer: Arc::default() }
    }

    /// Stores the readings in one transaction. When this returns they are on the disk and survive a power cut: that is
    /// the acknowledgement. On an error none of them is stored. A repeat of (signal, source time) replaces the earlier
    /// reading. Values that are no finite number are stored as none.
    pub fn append(&self, readings: &[Reading]) -> Result<Acknowledged> {
        self.append_with_gaps(readings, &[])
    }

    /// [`Self::append`], with gaps in the same transaction: a reading that ends a gap is never stored without it.
    pub fn append_with_gaps(&self, readings: &[Reading], gaps: &[Gap]) -> Result<Acknowledged> {
        let acknowledged = self.connections.write(|tx| {
            gap::insert_many(tx, gaps)?;
            spool::append(tx, readings)
        })?;
        self.throughput.count(acknowledged.readings);
        if let Some(tell) = self.observer.get() {
            tell(readings);
        }
        Ok(acknowledged)
    }

    /// What the central database has not acknowledged yet.
    pub fn forward(&self) -> Forward {
        Forward::new(self.connections.clone())
    }

    /// From now on `tell` hears of every append's readings once they are on the disk: how a witness learns what must
    /// outlive a kill. There is one witness; a second one is not taken (false).
    pub fn on_acknowledged(&self, tell: impl Fn(&[Reading]) + Send + Sync + 'static) -> bool {
        self.observer.set(Box::new(tell)).is_ok()
    }

    /// Moves spooled readings to trend and rollups until none are left or the budget is used up. In bounded
    /// transactions; it may be killed at any moment. One call at a time works on a store, in whatever process; another
    /// waits for it. Many readings at once are cheaper: see [`Self::compact_when_due`].
    pub fn compact(&self, budget: Budget) -> Result<Compacted> {
        compact::compact(&self.connections, budget)
    }

    /// [`Self::compact`] where enough readings wait or one has waited for a minute; for a job that looks every second.
    pub fn compact_when_due(&self, budget: Budget, now: Timestamp) -> Result<Compacted> {
        if self.connections.read(|c| compact::is_due(c, now))? {
            self.compact(budget)
        } else {
            Ok(Compacted::default())
        }
    }

    /// What to draw of a signal from `from` (inclusive) to `to` (exclusive): the readings themselves where there are no
    /// more than `points`, else at most `points` bins with their least and greatest value.
    pub fn trend(&self, signal: SignalNo, from: Timestamp, to: Timestamp, points: usize) -> Result<TrendSlice> {
        self.connections.read(|c| trend::slice(c, &self.tail, signal, from, to, points))
    }

    /// The newest reading by source time of each of the signals that has one, in the order asked.
    pub fn latest(&self, signals: &[SignalNo]) -> Result<Vec<Reading>> {
        self.connections.read(|c| latest::of_signals(c, signals))
    }

    /// The newest value of good quality of a signal, with its source time: what is shown greyed while it is bad.
    pub fn last_good(&self, signal: SignalNo) -> Result<Option<(Timestamp, f64)>> {
        self.connections.read(|c| query::last_good(c, &self.tail, signal))
    }

    /// Source time of the newest reading: where to resume.
    pub fn last_source_time(&self, signal: SignalNo) -> Result<Option<Timestamp>> {
        Ok(self.latest(&[signal])?.first().map(|r| r.source_time))
    }

    /// The readings themselves, oldest first, at most `limit`, from `from` (inclusive) to `to` (exclusive).
    pub fn readings(&self, signal: SignalNo, from: Timestamp, to: Timestamp, limit: usize) -> Result<Vec<Reading>> {
        self.connections.read(|c| query::readings(c, &self.tail, signal, from, to, limit))
    }

    /// Values of good quality, oldest first. Where there are more than `max`, every n-th of them, evenly over the period.
    pub fn good_readings(
        &self,
        signal: SignalNo,
        from: Timestamp,
        to: Timestamp,
        max: usize,
    ) -> Result<Vec<(Timestamp, f64)>> {
        self.connections.read(|c| query::good_readings(c, &self.tail, signal, from, to, max))
    }

    /// Hour by hour (UTC), those with readings only; the first and the last may be cut by `from` and `to`.
    pub fn hourly(&self, signal: SignalNo, from: Timestamp, to: Timestamp) -> Result<Vec<HourOfReadings>> {
        self.connections.read(|c| query::hourly(c, &self.tail, signal, from, to))
    }

    /// [`Self::hourly`] of what [`Self::compact`] has moved from the spool: for who goes through thousands of signals.
    /// Each signal's share of the spool is found by going through all of it.
    pub fn hourly_moved(&self, signal: SignalNo, from: Timestamp, to: Timestamp) -> Result<Vec<HourOfReadings>> {
        self.connections.read(|c| query::hourly_moved(c, signal, from, to))
    }

    /// How many readings of the signal (or of all) the store has or has rolled up, each (signal, source time) once.
    pub fn count(&self, signal: Option<SignalNo>) -> Result<u64> {
        self.connections.read(|c| query::count(c, &self.tail, signal))
    }

    /// How many readings of these signals the store has from `from` to `to` (whole hours), each (signal, source time) once.
    pub fn count_of(&self, signals: &[SignalNo], from: Timestamp, to: Timestamp) -> Result<u64> {
        self.connections.read(|c| query::count_of(c, &self.tail, signals, from, to))
    }

    /// The readings that wait in the spool, in the order of arrival, repeats included.
    pub fn waiting(&self) -> Result<Vec<Reading>> {
        let rows = self.connections.read(|c| self.tail.all(c))?;
        Ok(rows.into_iter().map(|(signal, row)| row.reading(SignalNo(signal))).collect())
    }

    /// How many readings wait in the spool.
    pub fn spooled(&self) -> Result<u64> {
        self.connections.read(|c| self.tail.count(c))
    }

    /// Readings per second that this process has appended of late, and how many since it opened the store.
    pub fn throughput(&self) -> Throughput {
        self.throughput.read()
    }

    /// Removes what is older than the policy keeps, in bounded transactions, and says how much that was.
    pub fn retain(&self, policy: &RetentionPolicy, now: Timestamp) -> Result<Removed> {
        retention::retain(&self.connections, policy, now)
    }
}
