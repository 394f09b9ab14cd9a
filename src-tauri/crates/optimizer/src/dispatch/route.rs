//! One engineer's day as it is driven: the order of the visits, when each begins, and the stop at a depot where tools or
//! parts have to be fetched first. Starts are the earliest possible; waiting costs nothing but time.

use super::{
    input::{DispatchInput, Travel},
    problem::{Cost, Problem, millionths},
};

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Tour {
    /// Start of each order, in the sequence's order, minute of the day.
    pub starts: Vec<u32>,
    pub end: u32,
    pub travel_minutes: u32,
    pub cost: Cost,
    /// The depot and the position in the sequence before which it is visited.
    pub depot: Option<(usize, usize)>,
}

/// What a tour must respect beyond its own stops.
pub(crate) struct Around<'a> {
    /// Earliest start of an order on that day, None where it cannot be; answers for work done by others before it.
    pub ready: &'a dyn Fn(u32) -> Option<u32>,
    /// Latest end of an order on that day, for work that others do after it.
    pub until: &'a dyn Fn(u32) -> u32,
    /// Orders that need something from a depot.
    pub fetches: &'a dyn Fn(u32) -> bool,
    /// Depots that can give all of it.
    pub depots: &'a [usize],
}

/// Legs of an engineer's day. Between places they are closed under detours: no way is longer than one over a third place.
#[derive(Debug, Clone)]
pub(crate) enum Legs {
    RoundTrips,
    Between(Vec<Vec<u32>>),
}

impl Legs {
    pub fn new(input: &DispatchInput) -> Self {
        let Travel::Between(minutes) = &input.travel else { return Self::RoundTrips };
        let mut closed = minutes.clone();
        for via in 0..closed.len() {
            let onward = closed[via].clone();
            for row in &mut closed {
                let first = row[via];
                for (direct, rest) in row.iter_mut().zip(&onward) {
                    *direct = (*direct).min(first.saturating_add(*rest));
                }
            }
        }
        Self::Between(closed)
    }
}

/// Minutes from one place to another; a round trip is half way out, half way back.
pub(crate) fn leg(problem: &Problem, engineer: usize, from: usize, to: usize) -> u32 {
    if from == to {
        return 0;
    }
    let home = problem.input.engineers[engineer].home;
    match (&problem.legs, &problem.input.travel) {
        (Legs::Between(minutes), _) => minutes[from][to],
        (Legs::RoundTrips, Travel::RoundTrips(minutes)) => {
            let row = &minutes[engineer];
            let back = if from == home { 0 } else { row[from] / 2 };
            let out = if to == home { 0 } else { row[to].div_ceil(2) };
            back + out
        }
        (Legs::RoundTrips, Travel::Between(minutes)) => minutes[from][to],
    }
}

/// The tour in that sequence, with the depot stop where it costs least; None where it cannot be done.
pub(crate) fn drive(problem: &Problem, shift: u32, sequence: &[u32], around: &Around) -> Option<Tour> {
    if sequence.is_empty() {
        return Some(Tour::default());
    }
    let Some(first) = sequence.iter().position(|o| (around.fetches)(*o)) else {
        return drive_with(problem, shift, sequence, around, None);
    };
    let mut best: Option<Tour> = None;
    for depot in around.depots {
        for at in 0..=first {
            if let Some(tour) = drive_with(problem, shift, sequence, around, Some((*depot, at)))
                && best.as_ref().is_none_or(|b| (tour.cost, tour.end) < (b.cost, b.end))
            {
                best = Some(tour);
            }
        }
    }
    best
}

fn drive_with(
    problem: &Problem,
    shift: u32,
    sequence: &[u32],
    around: &Around,
    depot: Option<(usize, usize)>,
) -> Option<Tour> {
    let shift = &problem.shifts[shift as usize];
    let engineer = shift.engineer as usize;
    let home = problem.input.engineers[engineer].home;
    let hours = problem.input.engineers[engineer].shifts[usize::from(shift.day)]?;
    let (mut now, mut at, mut travelled) = (hours.start, home, 0);
    let mut starts = Vec::with_capacity(sequence.len());
    for (i, o) in sequence.iter().enumerate() {
        if let Some((d, before)) = depot
            && before == i
        {
            let depot = &problem.input.depots[d];
            let way = leg(problem, engineer, at, depot.place);
            travelled += way;
            now += way + depot.minutes;
            at = depot.place;
        }
        let order = &problem.input.orders[*o as usize];
        let way = leg(problem, engineer, at, order.place);
        travelled += way;
        now = (now + way).max((around.ready)(*o)?);
        if let Some((earliest, latest)) = order.window {
            now = now.max(earliest);
            if now > latest {
                return None;
            }
        }
        starts.push(now);
        now += order.minutes;
        if now > (around.until)(*o) {
            return None;
        }
        at = order.place;
    }
    let way = leg(problem, engineer, at, home);
    travelled += way;
    let end = now + way;
    let rate = problem.input.costs.travel_per_hour / 60.0;
    (end <= hours.end).then(|| Tour {
        starts,
        end,
        travel_minutes: travelled,
        cost: millionths(f64::from(travelled) * rate),
        depot,
    })
}

/// Tools and parts that the engineer's own van does not hold at all, so that a depot is needed whatever else happens.
pub(crate) fn must_fetch(input: &DispatchInput, engineer: usize, order: usize) -> bool {
    let (e, o) = (&input.engineers[engineer], &input.orders[order]);
    !o.tools.iter().all(|t| e.tools.contains(t))
        || !o.parts.iter().all(|(part, n)| e.parts.iter().any(|(p, has)| p == part && has >= n))
}

/// Whether the order alone fits into that shift, with everything else out of the way.
pub(crate) fn alone(problem: &Problem, order: usize, shift: u32) -> bool {
    let day = problem.shifts[shift as usize].day;
    let engineer = problem.shifts[shift as usize].engineer as usize;
    let depots: Vec<usize> = (0..problem.input.depots.len())
        .filter(|d| {
            let depot = &problem.input.depots[*d];
            let e = &problem.input.engineers[engineer];
            let o = &problem.input.orders[order];
            o.tools.iter().all(|t| e.tools.contains(t) || depot.tools.contains(t))
                && o.parts.iter().all(|(part, n)| {
                    let here: u32 = depot.parts.iter().filter(|p| p.0 == *part && p.2 <= day).map(|p| p.1).sum();
                    here >= *n || e.parts.iter().any(|(p, has)| p == part && has >= n)
                })
        })
        .collect();
    let around = Around {
        ready: &|_| Some(0),
        until: &|_| u32::MAX,
        fetches: &|o| must_fetch(problem.input, engineer, o as usize),
        depots: &depots,
    };
    drive(problem, shift, &[order as u32], &around).is_some()
}
