//! A reading as the telemetry tables hold it: source time in microseconds, the other two times as differences to it.

use crate::row::{micros, time};
use domain::{Quality, Reading, SignalNo, StatusCode};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    pub ts: i64,
    pub value: Option<f64>,
    pub status: u32,
    pub server_delta: Option<i64>,
    pub receipt_delta: i64,
}

/// The columns in the order that [`Row::read`] takes them.
pub(super) const COLUMNS: &str = "ts, value, status, server_delta, receipt_delta";

impl Row {
    pub fn new(reading: &Reading) -> Self {
        let ts = micros(reading.source_time);
        Self {
            ts,
            value: reading.value.filter(|v| v.is_finite()),
            status: reading.status.0,
            server_delta: reading.server_time.map(|t| micros(t).saturating_sub(ts)),
            receipt_delta: micros(reading.receipt_time).saturating_sub(ts),
        }
    }

    /// From five columns that begin at `first`.
    pub fn read(row: &rusqlite::Row, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            ts: row.get(first)?,
            value: row.get(first + 1)?,
            status: row.get(first + 2)?,
            server_delta: row.get(first + 3)?,
            receipt_delta: row.get(first + 4)?,
        })
    }

    pub fn reading(&self, signal: SignalNo) -> Reading {
        Reading {
            signal,
            value: self.value,
            status: StatusCode(self.status),
            source_time: time(self.ts),
            server_time: self.server_delta.map(|d| time(self.ts.saturating_add(d))),
            receipt_time: time(self.ts.saturating_add(self.receipt_delta)),
        }
    }

    pub fn quality(&self) -> Quality {
        StatusCode(self.status).quality()
    }
}
