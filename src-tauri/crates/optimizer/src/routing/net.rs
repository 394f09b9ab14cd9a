//! A routing problem laid out for the search: every stop a number, travel in one flat matrix.
//! Stops: `0 ..< n` the visits, `n` the store, then a start and an end for each technician.

use super::{
    problem::{Bits, RoutingInput},
    segment::Segment,
};

/// A stop's number.
pub(crate) type Stop = u16;

pub(crate) struct Net<'a> {
    pub input: &'a RoutingInput,
    pub visits: usize,
    pub technicians: usize,
    stops: usize,
    travel: Vec<f64>,
    alone: Vec<Segment>,
    /// Who has the skills, by visit.
    pub able: Vec<Vec<u16>>,
    /// Visits by rising distance from each visit, itself first; at most `NEAR`.
    pub near: Vec<Vec<Stop>>,
}

const NEAR: usize = 200;

impl<'a> Net<'a> {
    pub fn new(input: &'a RoutingInput) -> Self {
        let (visits, technicians) = (input.visits.len(), input.technicians.len());
        let mut places: Vec<usize> = input.visits.iter().map(|v| v.place).collect();
        let mut alone: Vec<Segment> =
            input.visits.iter().map(|v| segment(v.window.from, v.window.until, v.service)).collect();
        // Without a store its stop is never used.
        places.push(input.store.map_or(0, |s| s.place));
        alone.push(input.store.map_or(segment(0.0, 0.0, 0.0), |s| segment(s.window.from, s.window.until, s.service)));
        for t in &input.technicians {
            places.extend([t.start, t.end]);
            alone.extend([segment(t.shift.from, t.shift.until, 0.0); 2]);
        }
        let stops = places.len();
        let mut travel = Vec::with_capacity(stops * stops);
        for from in &places {
            travel.extend(places.iter().map(|to| input.travel[*from][*to]));
        }
        let able = input.visits.iter().map(|v| {
            let able = |t: &&u16| v.skills & !input.technicians[**t as usize].skills == 0;
            (0..technicians as u16).collect::<Vec<_>>().iter().filter(able).copied().collect()
        });
        let able = able.collect();
        let mut net = Self { input, visits, technicians, stops, travel, alone, able, near: Vec::new() };
        net.near = (0..visits as Stop).map(|v| net.nearest(v)).collect();
        net
    }

    fn nearest(&self, visit: Stop) -> Vec<Stop> {
        let mut others: Vec<Stop> = (0..self.visits as Stop).collect();
        let distance = |o: Stop| self.travel(visit, o).min(self.travel(o, visit));
        others.sort_by(|a, b| (*a != visit, distance(*a)).partial_cmp(&(*b != visit, distance(*b))).expect("finite"));
        others.truncate(NEAR);
        others
    }

    #[inline]
    pub fn travel(&self, from: Stop, to: Stop) -> f64 {
        self.travel[from as usize * self.stops + to as usize]
    }

    #[inline]
    pub fn alone(&self, stop: Stop) -> Segment {
        self.alone[stop as usize]
    }

    #[inline]
    pub fn store(&self) -> Stop {
        self.visits as Stop
    }

    #[inline]
    pub fn start(&self, technician: usize) -> Stop {
        (self.visits + 1 + 2 * technician) as Stop
    }

    #[inline]
    pub fn end(&self, technician: usize) -> Stop {
        (self.visits + 2 + 2 * technician) as Stop
    }

    #[inline]
    pub fn lacks_tools(&self, technician: usize, visit: Stop) -> bool {
        let tools: Bits = self.input.visits[visit as usize].tools;
        tools & !self.input.technicians[technician].tools != 0
    }

    #[inline]
    pub fn needs(&self, visit: Stop) -> &[u32] {
        &self.input.visits[visit as usize].parts
    }
}

fn segment(from: f64, until: f64, service: f64) -> Segment {
    Segment { duration: service, earliest: from, latest: until }
}
