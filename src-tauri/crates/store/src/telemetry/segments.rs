//! A period of a signal put together from the coarsest pieces that tell it right: rollups for the inside, finer ones for
//! the edges, rows for what is finer still; and over them what waits in the spool.
//!
//! Two things make a stored bucket unusable: the period cuts through it, or the spool holds a late or corrected reading
//! of it. Both are answered by the next finer grain. Where retention has removed the finer grain, the bucket stands.

use super::{
    compact, retention,
    rollup::{self, Bucket, Buckets as Pieces, Level},
    row::Row,
    seconds,
    tail::Tail,
};
use crate::Result;
use domain::SignalNo;
use rusqlite::{Connection, params};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    Raw,
    Rollup(Level),
}

impl Grain {
    fn finer(level: Level) -> Self {
        match level {
            Level::Second => Self::Raw,
            Level::Minute => Self::Rollup(Level::Second),
            Level::Hour => Self::Rollup(Level::Minute),
        }
    }

    /// `None`: there is no coarser one.
    fn coarser(self) -> Option<Level> {
        match self {
            Self::Raw => Some(Level::Second),
            Self::Rollup(Level::Second) => Some(Level::Minute),
            Self::Rollup(Level::Minute) => Some(Level::Hour),
            Self::Rollup(Level::Hour) => None,
        }
    }
}

/// One signal's pieces within one period, as one snapshot sees them.
pub(super) struct Segments<'c> {
    connection: &'c Connection,
    signal: SignalNo,
    from: i64,
    to: i64,
    /// From the spool: not newer than the newest trend row; they may replace trend rows.
    late: Vec<Row>,
    /// From the spool: newer than all trend rows.
    fresh: Vec<Row>,
    /// Before these times rows, seconds, minutes may have been removed.
    raw_since: i64,
    second_since: i64,
    minute_since: i64,
}

impl<'c> Segments<'c> {
    /// From `from` (inclusive) to `to` (exclusive).
    pub fn new(connection: &'c Connection, tail: &Tail, signal: SignalNo, from: i64, to: i64) -> Result<Self> {
        let waiting = tail.of_signal(connection, signal, from, to)?;
        Self::over(connection, signal, from, to, waiting)
    }

    /// Of what has been moved from the spool: finding a signal's share of it goes through all that waits.
    pub fn moved(connection: &'c Connection, signal: SignalNo, from: i64, to: i64) -> Result<Self> {
        Self::over(connection, signal, from, to, Vec::new())
    }

    fn over(connection: &'c Connection, signal: SignalNo, from: i64, to: i64, waiting: Vec<Row>) -> Result<Self> {
        let mut late = waiting;
        let known_to = compact::newest_trend_time(connection, signal.0)?;
        let fresh = late.split_off(known_to.map_or(0, |known| late.partition_point(|r| r.ts <= known)));
        Ok(Self {
            connection,
            signal,
            from,
            to,
            late,
            fresh,
            raw_since: retention::raw_since(connection)?,
            second_since: retention::level_since(connection, Level::Second)?,
            minute_since: retention::level_since(connection, Level::Minute)?,
        })
    }

    /// Buckets in time order. Those at `grain` stand at their start, rows at their time.
    pub fn pieces(&self, grain: Grain) -> Result<Pieces> {
        let mut pieces = Vec::new();
        self.gather(grain, self.from, self.to, &mut pieces)?;
        pieces.extend(self.fresh.iter().map(|r| (r.ts, Bucket::of(r))));
        Ok(pieces)
    }

    /// The readings themselves, oldest first; those before the raw retention are not among them.
    pub fn rows(&self) -> Result<Vec<Row>> {
        let mut rows = self.trend_rows(self.from, self.to)?;
        rows.extend_from_slice(&self.fresh);
        Ok(rows)
    }

    /// How many rows there are to read, counted up to `most`.
    pub fn count_rows(&self, most: usize) -> Result<usize> {
        let in_trend: i64 = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM trend WHERE signal = ?1 AND ts >= ?2 AND ts < ?3 LIMIT ?4)",
            )?
            .query_row(params![self.signal.0, self.from, self.to, most as i64], |r| r.get(0))?;
        Ok((in_trend as usize + self.late.len() + self.fresh.len()).min(most))
    }

    /// Whether rows alone tell the whole period: none of it has been removed.
    pub fn has_all_rows(&self) -> Result<bool> {
        if self.raw_since <= self.from {
            return Ok(true);
        }
        let end = self.raw_since.min(self.to);
        Ok(rollup::load(self.connection, Level::Hour, self.signal.0, Level::Hour.floor(self.from), end)?.is_empty())
    }

    fn since(&self, grain: Grain) -> i64 {
        match grain {
            Grain::Raw => self.raw_since,
            Grain::Rollup(Level::Second) => self.second_since,
            Grain::Rollup(Level::Minute) => self.minute_since,
            Grain::Rollup(Level::Hour) => i64::MIN,
        }
    }

    fn gather(&self, grain: Grain, from: i64, to: i64, pieces: &mut Pieces) -> Result<()> {
        if from >= to {
            return Ok(());
        }
        let since = self.since(grain);
        if let Some(coarser) = grain.coarser()
            && since > from
        {
            let split = since.min(to);
            self.gather(Grain::Rollup(coarser), from, split, pieces)?;
            return self.gather(grain, split, to, pieces);
        }
        match grain {
            Grain::Raw => {
                pieces.extend(self.trend_rows(from, to)?.iter().map(|r| (r.ts, Bucket::of(r))));
                Ok(())
            }
            Grain::Rollup(level) => self.gather_level(level, from, to, pieces),
        }
    }

    fn gather_level(&self, level: Level, from: i64, to: i64, pieces: &mut Pieces) -> Result<()> {
        let start = level.floor(from);
        let inner_from = if start == from { from } else { start + level.micros() };
        let inner_to = level.floor(to);
        if inner_from > inner_to {
            return self.gather_cut(level, from, to, pieces);
        }
        self.gather_cut(level, from, inner_from, pieces)?;
        self.gather_whole(level, inner_from, inner_to, pieces)?;
        self.gather_cut(level, inner_to, to, pieces)
    }

    /// A part of one bucket.
    fn gather_cut(&self, level: Level, from: i64, to: i64, pieces: &mut Pieces) -> Result<()> {
        let start = level.floor(from);
        if from >= to {
            Ok(())
        } else if self.since(Grain::finer(level)) <= start {
            self.gather(Grain::finer(level), from, to, pieces)
        } else {
            self.take_as_they_stand(level, start, start + level.micros(), pieces)
        }
    }

    /// Whole buckets; those that the spool corrects are told by the finer grain.
    fn gather_whole(&self, level: Level, from: i64, to: i64, pieces: &mut Pieces) -> Result<()> {
        let mut told_to = from;
        for (start, end) in self.corrected(level, from, to) {
            pieces.extend(self.stored(level, told_to, start)?);
            if self.since(Grain::finer(level)) <= start {
                self.gather(Grain::finer(level), start, end, pieces)?;
            } else {
                self.take_as_they_stand(level, start, end, pieces)?;
            }
            told_to = end;
        }
        pieces.extend(self.stored(level, told_to, to)?);
        Ok(())
    }

    /// Of a stretch that nothing in the spool corrects.
    fn stored(&self, level: Level, from: i64, to: i64) -> Result<Pieces> {
        if level != Level::Second {
            return rollup::load(self.connection, level, self.signal.0, from, to);
        }
        seconds::with_rows(self.connection, self.signal.0, from, to, |from, to| {
            Ok(self.trend_rows(from, to)?.iter().map(|r| (r.ts, Bucket::of(r))).collect())
        })
    }

    fn take_as_they_stand(&self, level: Level, from: i64, to: i64, pieces: &mut Pieces) -> Result<()> {
        pieces.extend(rollup::load(self.connection, level, self.signal.0, from, to)?);
        pieces.extend(self.late_between(from, to).iter().map(|r| (r.ts, Bucket::of(r))));
        Ok(())
    }

    /// Stretches of neighbouring buckets that late rows fall in.
    fn corrected(&self, level: Level, from: i64, to: i64) -> Vec<(i64, i64)> {
        let mut stretches: Vec<(i64, i64)> = Vec::new();
        for row in self.late_between(from, to) {
            let start = level.floor(row.ts);
            let end = start + level.micros();
            match stretches.last_mut() {
                Some((_, last_end)) if start <= *last_end => *last_end = end,
                _ => stretches.push((start, end)),
            }
        }
        stretches
    }

    fn late_between(&self, from: i64, to: i64) -> &[Row] {
        let start = self.late.partition_point(|r| r.ts < from);
        let end = self.late.partition_point(|r| r.ts < to);
        &self.late[start..end]
    }

    /// Trend rows with what the spool corrects of them.
    fn trend_rows(&self, from: i64, to: i64) -> Result<Vec<Row>> {
        let stored = compact::trend_rows(self.connection, self.signal.0, from, to)?;
        let late = self.late_between(from, to);
        if late.is_empty() {
            return Ok(stored);
        }
        let mut rows = stored;
        rows.extend_from_slice(late);
        // Stable: of equal times the spool's comes second and stays.
        rows.sort_by_key(|r| r.ts);
        rows.dedup_by(|later, kept| {
            let is_repeat = later.ts == kept.ts;
            if is_repeat {
                *kept = *later;
            }
            is_repeat
        });
        Ok(rows)
    }
}
