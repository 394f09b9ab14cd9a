//! Store and forward: what the central database has not acknowledged yet, and how it gets there.
//!
//! In a central workspace every sheet that an append lays down is kept a second time, in `forward_sheet`, in the append's
//! own transaction. [`Forward::take`] puts sheets together to a batch, ordered by signal and time as the database wants
//! it, and reads only; [`Forward::settle`] takes them out when the receipt is there, in one transaction with the
//! accounts. A kill between the two sends the readings again, and (signal, source time) is stored once there.
//! The queue does not depend on trend or retention: nothing that is unsent is ever let go.

mod again;
mod batch;
mod gaps;
mod numbers;
mod settle;

pub use batch::{Batch, Columns};
pub use gaps::WaitingGap;
pub use numbers::Recognized;
pub use settle::UploadReceipt;

use crate::{Result, connections::Connections, lock, open::beside, row};
use domain::Timestamp;
use rusqlite::{Connection, OptionalExtension};
use std::{
    fs::{File, TryLockError},
    sync::Arc,
};

/// From now on what this connection appends is kept for the central database too: temporary triggers, as for operations
/// (`replica::capture`), so that no way of writing can forget it.
pub(crate) fn capture(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "CREATE TEMP TRIGGER IF NOT EXISTS forward_readings AFTER INSERT ON main.spool_sheet BEGIN
             INSERT INTO forward_sheet (received, n, first_signal, last_signal, readings)
             VALUES (new.received, new.n, new.first_signal, new.last_signal, new.readings);
         END;
         CREATE TEMP TRIGGER IF NOT EXISTS forward_gaps AFTER INSERT ON main.gap BEGIN
             INSERT INTO forward_gap (signal, from_ts, to_ts, reason)
             VALUES (new.signal, new.from_ts, new.to_ts, new.reason);
         END;",
    )?;
    Ok(())
}

/// The unsent readings of a store. Cheap to clone.
#[derive(Clone)]
pub struct Forward {
    pub(super) connections: Arc<Connections>,
}

/// How much waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Queue {
    pub readings: u64,
    pub gaps: u64,
    /// When the oldest that waits was received.
    pub oldest: Option<Timestamp>,
}

/// One process forwards a store's readings at a time; held as long as it lives.
#[derive(Debug)]
pub struct ForwardLock {
    _file: File,
}

impl Forward {
    pub(super) fn new(connections: Arc<Connections>) -> Self {
        Self { connections }
    }

    /// `None` where another process of this machine forwards for the store.
    pub fn try_lock(&self) -> Result<Option<ForwardLock>> {
        let file = lock::open_lock_file(&beside(self.connections.path(), "forwarding"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(ForwardLock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(e)) => Err(e.into()),
        }
    }

    pub fn queue(&self) -> Result<Queue> {
        self.connections.read(|c| {
            let readings: i64 = c.prepare_cached("SELECT readings FROM forward_total")?.query_row([], |r| r.get(0))?;
            let gaps: i64 = c.prepare_cached("SELECT count(*) FROM forward_gap")?.query_row([], |r| r.get(0))?;
            let oldest: Option<i64> = c
                .prepare_cached("SELECT received FROM forward_sheet ORDER BY seq LIMIT 1")?
                .query_row([], |r| r.get(0))
                .optional()?;
            Ok(Queue { readings: readings.max(0) as u64, gaps: gaps as u64, oldest: oldest.map(row::time) })
        })
    }

    /// The number of the newest sheet that waits: what comes after it is live.
    pub fn newest(&self) -> Result<i64> {
        self.connections.read(|c| {
            let sql = "SELECT coalesce(max(seq), 0) FROM forward_sheet";
            Ok(c.prepare_cached(sql)?.query_row([], |r| r.get(0))?)
        })
    }
}
