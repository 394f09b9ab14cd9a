//! What a routing problem is made of: technicians with a shift, skills, tools and spare parts on board; visits with a
//! window, a service time and what they need; one store where every tool and part can be fetched on the way.
//! Times and travel are in one unit of the caller's choice; places are rows of the travel matrix.

use super::route::MOST_KINDS;
use thiserror::Error;

/// Skills or tools as bits. A skill with levels takes one bit a level: who has level 3 carries the bits of 1, 2 and 3.
pub type Bits = u64;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    pub from: f64,
    pub until: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Technician {
    pub start: usize,
    pub end: usize,
    pub shift: Window,
    pub skills: Bits,
    pub tools: Bits,
    /// On board at the start, by kind of part.
    pub parts: Vec<u32>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    pub place: usize,
    /// In which the service must begin.
    pub window: Window,
    pub service: f64,
    pub skills: Bits,
    pub tools: Bits,
    /// Used up, by kind of part.
    pub parts: Vec<u32>,
    /// What leaving it out costs. A value above any route's duration makes the visit obligatory where it is possible.
    pub unserved_cost: f64,
}

/// Where every tool and any number of parts can be fetched; one visit to it a route is enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Store {
    pub place: usize,
    pub window: Window,
    pub service: f64,
}

/// Minimise the working time of all technicians (return less departure, departure as late as can be) plus the cost of
/// what stays unserved.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutingInput {
    /// `travel[from][to]`, square; need not be symmetric.
    pub travel: Vec<Vec<f64>>,
    pub technicians: Vec<Technician>,
    pub visits: Vec<Visit>,
    pub store: Option<Store>,
}

#[derive(Debug, Clone, PartialEq, Error)]
pub enum RoutingError {
    #[error("the travel matrix is not square: row {row} has {columns} of {places} places")]
    NotSquare { row: usize, columns: usize, places: usize },
    #[error("travel from place {from} to place {to} is {value}; it must be finite and not negative")]
    Travel { from: usize, to: usize, value: f64 },
    #[error("{whose} {index}: place {place} is not in the travel matrix")]
    Place { whose: &'static str, index: usize, place: usize },
    #[error("{whose} {index}: {field} is not a time or cost that can be planned with")]
    Number { whose: &'static str, index: usize, field: &'static str },
    #[error("{whose} {index}: {given} kinds of parts are given where others give {expected}")]
    Parts { whose: &'static str, index: usize, given: usize, expected: usize },
    #[error("{0} visits are more than one plan takes (60,000)")]
    TooMany(usize),
    #[error("{0} kinds of parts are more than one plan takes (64)")]
    TooManyKinds(usize),
}

const MOST_VISITS: usize = 60_000;

impl RoutingInput {
    pub fn check(&self) -> Result<(), RoutingError> {
        let places = self.travel.len();
        for (row, line) in self.travel.iter().enumerate() {
            if line.len() != places {
                return Err(RoutingError::NotSquare { row, columns: line.len(), places });
            }
            if let Some(to) = line.iter().position(|t| !(t.is_finite() && *t >= 0.0)) {
                return Err(RoutingError::Travel { from: row, to, value: line[to] });
            }
        }
        if self.visits.len() > MOST_VISITS {
            return Err(RoutingError::TooMany(self.visits.len()));
        }
        let kinds = self.technicians.first().map_or(0, |t| t.parts.len());
        if kinds > MOST_KINDS {
            return Err(RoutingError::TooManyKinds(kinds));
        }
        for (index, t) in self.technicians.iter().enumerate() {
            let whose = "technician";
            let at = Line { whose, index, places, kinds };
            at.place(t.start)?;
            at.place(t.end)?;
            at.window("shift", t.shift)?;
            at.parts(&t.parts)?;
        }
        for (index, v) in self.visits.iter().enumerate() {
            let at = Line { whose: "visit", index, places, kinds };
            at.place(v.place)?;
            at.window("window", v.window)?;
            at.amount("service", v.service)?;
            at.amount("unserved cost", v.unserved_cost)?;
            at.parts(&v.parts)?;
        }
        if let Some(s) = &self.store {
            let at = Line { whose: "store", index: 0, places, kinds };
            at.place(s.place)?;
            at.window("window", s.window)?;
            at.amount("service", s.service)?;
        }
        Ok(())
    }
}

/// One line of the input, to name it in an error.
struct Line {
    whose: &'static str,
    index: usize,
    places: usize,
    kinds: usize,
}

impl Line {
    fn place(&self, place: usize) -> Result<(), RoutingError> {
        let Self { whose, index, places, .. } = *self;
        if place < places { Ok(()) } else { Err(RoutingError::Place { whose, index, place }) }
    }

    fn window(&self, field: &'static str, w: Window) -> Result<(), RoutingError> {
        let Self { whose, index, .. } = *self;
        let good = w.from.is_finite() && w.until.is_finite() && w.from <= w.until;
        if good { Ok(()) } else { Err(RoutingError::Number { whose, index, field }) }
    }

    fn amount(&self, field: &'static str, value: f64) -> Result<(), RoutingError> {
        let Self { whose, index, .. } = *self;
        if value.is_finite() && value >= 0.0 { Ok(()) } else { Err(RoutingError::Number { whose, index, field }) }
    }

    fn parts(&self, parts: &[u32]) -> Result<(), RoutingError> {
        let Self { whose, index, kinds, .. } = *self;
        if parts.len() == kinds {
            Ok(())
        } else {
            Err(RoutingError::Parts { whose, index, given: parts.len(), expected: kinds })
        }
    }
}
