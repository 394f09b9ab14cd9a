//! The input as the search and the bound see it: shifts (an engineer on a day), the shifts that may take each order at which
//! cost, and classes of shifts that are alike. Costs are whole millionths, so that sums do not depend on their order.

use super::{
    input::{DispatchInput, Travel},
    route::{Legs, alone},
};
use std::collections::BTreeMap;

/// Millionths of the currency.
pub(crate) type Cost = i64;
pub(crate) const MILLIONTHS: f64 = 1e6;

pub(crate) struct Problem<'a> {
    pub input: &'a DispatchInput,
    pub jobs: Vec<Job>,
    pub shifts: Vec<DayShift>,
    /// Of each order: the shifts that may take it, cheapest first.
    pub candidates: Vec<Vec<Candidate>>,
    /// `[engineer * places + place]`
    pub setups: Vec<Setup>,
    pub classes: Vec<Class>,
    /// Only hours a day and a visit once a place: no windows, routes, parts, precedence.
    pub is_plain: bool,
    pub legs: Legs,
    /// Of each order: those that must end before it begins.
    pub before: Vec<Vec<u32>>,
    pub after: Vec<Vec<u32>>,
    /// Of each order: the others that its engineer does too.
    pub mates: Vec<Vec<u32>>,
    /// Greatest common divisor of all durations, in minutes.
    pub work_unit: u32,
    /// Greatest common divisor of durations, setups and capacities.
    pub unit: u32,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Job {
    pub place: u32,
    pub minutes: u32,
    pub unassigned: Cost,
    pub is_locked: bool,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct DayShift {
    pub engineer: u32,
    pub day: u16,
    pub capacity: u32,
    pub class: u32,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub shift: u32,
    pub cost: Cost,
}

/// What a visit takes beyond the work itself; in the plain family exactly, else at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Setup {
    pub minutes: u32,
    pub cost: Cost,
}

/// Shifts of one day that may take the same orders at the same costs.
pub(crate) struct Class {
    pub day: u16,
    pub capacity: u32,
    pub shifts: Vec<u32>,
    pub places: Vec<ClassPlace>,
}

pub(crate) struct ClassPlace {
    pub setup: Setup,
    /// Order and its cost on that day, in the currency.
    pub orders: Vec<(u32, f64)>,
}

pub(crate) fn millionths(cost: f64) -> Cost {
    (cost * MILLIONTHS).round() as Cost
}

pub(crate) fn currency(cost: Cost) -> f64 {
    cost as f64 / MILLIONTHS
}

impl<'a> Problem<'a> {
    /// `input` was checked.
    pub fn new(input: &'a DispatchInput) -> Self {
        let legs = Legs::new(input);
        let setups = setups(input, &legs);
        let mut shifts = Vec::new();
        for day in 0..input.days {
            for (e, engineer) in input.engineers.iter().enumerate() {
                if let Some(shift) = engineer.shifts[usize::from(day)] {
                    shifts.push(DayShift { engineer: e as u32, day, capacity: shift.minutes(), class: 0 });
                }
            }
        }
        let is_locked = |o: usize| input.locks.iter().any(|l| l.order == o);
        let mut most: Cost = 0;
        let mut jobs: Vec<Job> = input
            .orders
            .iter()
            .enumerate()
            .map(|(o, order)| {
                let unassigned = millionths(order.cost_if_left_out(&input.costs));
                most = most.max(unassigned);
                Job { place: order.place as u32, minutes: order.minutes, unassigned, is_locked: is_locked(o) }
            })
            .collect();
        let travel_most = setups.iter().map(|s| s.cost).max().unwrap_or(0);
        for job in jobs.iter_mut().filter(|j| j.is_locked) {
            // Never worth leaving out: more than any one order can push aside.
            job.unassigned = 20 * (most + travel_most);
        }
        let mut problem = Self {
            input,
            jobs,
            shifts,
            candidates: Vec::new(),
            setups,
            classes: Vec::new(),
            is_plain: is_plain(input),
            legs,
            before: vec![Vec::new(); input.orders.len()],
            after: vec![Vec::new(); input.orders.len()],
            mates: mates(input),
            work_unit: 1,
            unit: 1,
        };
        for p in &input.precedences {
            problem.before[p.after].push(p.before as u32);
            problem.after[p.before].push(p.after as u32);
        }
        problem.candidates = (0..input.orders.len()).map(|o| problem.candidates_of(o)).collect();
        problem.measure();
        problem.classify();
        problem
    }

    pub fn setup(&self, shift: u32, place: u32) -> Setup {
        self.setups[self.shifts[shift as usize].engineer as usize * self.input.places + place as usize]
    }

    pub fn cost_on(&self, order: usize, day: u16) -> Cost {
        millionths(self.input.orders[order].cost_on(day, &self.input.costs))
    }

    /// Whether that shift may take the order, seen by itself.
    pub fn may_take(&self, order: usize, s: u32) -> bool {
        let shift = &self.shifts[s as usize];
        let (o, e) = (&self.input.orders[order], &self.input.engineers[shift.engineer as usize]);
        let setup = self.setups[shift.engineer as usize * self.input.places + o.place];
        let locks = |l: &&super::input::Lock| l.order == order;
        let mates = &self.mates[order];
        let of_mates = |l: &&super::input::Lock| mates.contains(&(l.order as u32));
        shift.day >= o.release
            && has_skills(&e.skills, &o.skills)
            && setup.minutes + o.minutes <= shift.capacity
            && self.input.locks.iter().filter(locks).all(|l| {
                l.engineer.is_none_or(|x| x == shift.engineer as usize) && l.day.is_none_or(|d| d == shift.day)
            })
            && o.engineer.is_none_or(|x| x == shift.engineer as usize)
            && self.input.locks.iter().filter(of_mates).all(|l| l.engineer.is_none_or(|x| x == shift.engineer as usize))
            && (self.is_plain || alone(self, order, s))
    }

    fn candidates_of(&self, order: usize) -> Vec<Candidate> {
        let mut all: Vec<Candidate> = self
            .shifts
            .iter()
            .enumerate()
            .filter(|(s, _)| self.may_take(order, *s as u32))
            .map(|(s, shift)| Candidate { shift: s as u32, cost: self.cost_on(order, shift.day) })
            .collect();
        all.sort_by_key(|c| (c.cost, c.shift));
        all
    }

    fn measure(&mut self) {
        let work = self.jobs.iter().map(|j| j.minutes).fold(0, gcd);
        let setups = self.setups.iter().map(|s| s.minutes).fold(work, gcd);
        self.work_unit = work.max(1);
        self.unit = self.shifts.iter().map(|s| s.capacity).fold(setups, gcd).max(1);
    }

    /// Two shifts are alike when the same orders at the same setups fit into the same hours on the same day.
    fn classify(&mut self) {
        let mut orders_of: Vec<Vec<u32>> = vec![Vec::new(); self.shifts.len()];
        for (o, candidates) in self.candidates.iter().enumerate() {
            for c in candidates {
                orders_of[c.shift as usize].push(o as u32);
            }
        }
        let mut known: BTreeMap<Likeness, u32> = BTreeMap::new();
        for (s, orders) in orders_of.into_iter().enumerate() {
            let shift = self.shifts[s];
            let setups: Vec<Setup> =
                orders.iter().map(|o| self.setup(s as u32, self.jobs[*o as usize].place)).collect();
            let next = self.classes.len() as u32;
            // Beyond the plain family homes, hours and vans differ in more than the set-ups show.
            let own = if self.is_plain { 0 } else { s };
            let class = *known.entry((shift.day, shift.capacity, orders.clone(), setups, own)).or_insert(next);
            if class == next {
                self.classes.push(self.class_of(s as u32, &orders));
            }
            self.classes[class as usize].shifts.push(s as u32);
            self.shifts[s].class = class;
        }
    }

    fn class_of(&self, shift: u32, orders: &[u32]) -> Class {
        let DayShift { day, capacity, .. } = self.shifts[shift as usize];
        let mut places: BTreeMap<u32, Vec<(u32, f64)>> = BTreeMap::new();
        for &o in orders {
            let cost = currency(self.cost_on(o as usize, day));
            places.entry(self.jobs[o as usize].place).or_default().push((o, cost));
        }
        let places = places.into_iter().map(|(p, orders)| ClassPlace { setup: self.setup(shift, p), orders }).collect();
        Class { day, capacity, shifts: Vec::new(), places }
    }
}

/// Day, capacity, orders, their set-ups, and the shift itself where it is like no other.
type Likeness = (u16, u32, Vec<u32>, Vec<Setup>, usize);

pub(crate) fn has_skills(has: &[(u32, u8)], wanted: &[(u32, u8)]) -> bool {
    wanted.iter().all(|(skill, level)| has.iter().any(|(s, l)| s == skill && l >= level))
}

fn is_plain(input: &DispatchInput) -> bool {
    matches!(input.travel, Travel::RoundTrips(_))
        && input.precedences.is_empty()
        && input.same_engineer.is_empty()
        && input.orders.iter().all(|o| o.window.is_none() && o.tools.is_empty() && o.parts.is_empty())
}

/// Orders that are tied to one another, directly or over others, without the order itself.
fn mates(input: &DispatchInput) -> Vec<Vec<u32>> {
    let mut root: Vec<usize> = (0..input.orders.len()).collect();
    let find = |root: &[usize], mut o: usize| {
        while root[o] != o {
            o = root[o];
        }
        o
    };
    for (a, b) in &input.same_engineer {
        let (a, b) = (find(&root, *a), find(&root, *b));
        root[a.max(b)] = a.min(b);
    }
    let mut all: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (a, b) in &input.same_engineer {
        let list = all.entry(find(&root, *a)).or_default();
        list.extend([*a as u32, *b as u32]);
    }
    let mut mates = vec![Vec::new(); input.orders.len()];
    for mut list in all.into_values() {
        list.sort_unstable();
        list.dedup();
        for o in &list {
            mates[*o as usize] = list.iter().copied().filter(|m| m != o).collect();
        }
    }
    mates
}

/// Round trips exactly. Between places: every tour costs at least half of the shortest way in and out of each of its stops.
fn setups(input: &DispatchInput, legs: &Legs) -> Vec<Setup> {
    let rate = input.costs.travel_per_hour / 60.0;
    let with = |minutes: u32| Setup { minutes, cost: millionths(f64::from(minutes) * rate) };
    match (legs, &input.travel) {
        (Legs::RoundTrips, Travel::RoundTrips(minutes) | Travel::Between(minutes)) => {
            minutes.iter().flatten().map(|m| with(*m)).collect()
        }
        (Legs::Between(minutes), _) => {
            let stops = stops(input);
            let half = |home: usize, p: usize| {
                let others = || stops.iter().copied().chain([home]).filter(move |q| *q != p);
                let way_in = others().map(|q| minutes[q][p]).min().unwrap_or(0);
                let way_out = others().map(|q| minutes[p][q]).min().unwrap_or(0);
                (way_in + way_out) / 2
            };
            let of = |home: usize| (0..input.places).map(move |p| if p == home { 0 } else { half(home, p) });
            input.engineers.iter().flat_map(|e| of(e.home).map(with).collect::<Vec<_>>()).collect()
        }
    }
}

/// Places where there may be something to do.
fn stops(input: &DispatchInput) -> Vec<usize> {
    let mut all: Vec<usize> =
        input.orders.iter().map(|o| o.place).chain(input.depots.iter().map(|d| d.place)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}
