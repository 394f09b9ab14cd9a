//! The best day of a class of shifts at given prices of the orders: a knapsack whose items need a visit to their place
//! first (set-up time and cost). Exact by dynamic programming, within each place on the unit of the work, across places on
//! the unit of all times. In richer families than the plain one it is a relaxation: its value is never too low.

use super::problem::{Class, ClassPlace, Problem};

pub(crate) struct Pricer {
    unit: usize,
    work_unit: usize,
    /// Value by hours used, a layer of `capacity + 1` after each place.
    layers: Vec<f64>,
    /// Of each place that pays: its index, and where its values by work begin.
    open: Vec<Open>,
    work: Vec<f64>,
    items: Vec<(usize, f64, u32)>,
}

#[derive(Clone, Copy)]
struct Open {
    place: usize,
    begin: usize,
    len: usize,
}

/// Gains below this are rounding.
const NOTHING: f64 = 1e-9;

impl Pricer {
    pub fn new(problem: &Problem) -> Self {
        Self {
            unit: problem.unit as usize,
            work_unit: problem.work_unit as usize,
            layers: Vec::new(),
            open: Vec::new(),
            work: Vec::new(),
            items: Vec::new(),
        }
    }

    /// The greatest sum of `price - cost` over sets of orders that fit, less the set-ups; 0 for staying at home.
    /// `prices` holds one a order; `minutes` gives the durations.
    pub fn best(&mut self, problem: &Problem, class: &Class, prices: &[f64]) -> f64 {
        let capacity = class.capacity as usize / self.unit;
        self.open.clear();
        self.work.clear();
        self.layers.clear();
        self.layers.resize(capacity + 1, 0.0);
        for (index, place) in class.places.iter().enumerate() {
            self.within(problem, class, place, prices);
            let cost = place.setup.cost as f64 / super::problem::MILLIONTHS;
            if self.items.iter().map(|i| i.1).sum::<f64>() <= cost + NOTHING {
                continue;
            }
            let room = (class.capacity - place.setup.minutes) as usize / self.work_unit;
            let begin = self.work.len();
            self.work.resize(begin + room + 1, 0.0);
            let value = &mut self.work[begin..];
            for &(size, gain, _) in &self.items {
                for k in (size..=room).rev() {
                    value[k] = value[k].max(value[k - size] + gain);
                }
            }
            if value[room] <= cost + NOTHING {
                self.work.truncate(begin);
                continue;
            }
            self.open.push(Open { place: index, begin, len: room + 1 });
            self.extend(capacity, begin, place.setup.minutes as usize / self.unit, cost);
        }
        self.layers[self.layers.len() - 1]
    }

    /// Items of a place that gain, with their size in work units.
    fn within(&mut self, problem: &Problem, class: &Class, place: &ClassPlace, prices: &[f64]) {
        self.items.clear();
        let room = class.capacity - place.setup.minutes;
        for &(o, cost) in &place.orders {
            let gain = prices[o as usize] - cost;
            let minutes = problem.jobs[o as usize].minutes;
            if gain > NOTHING && minutes <= room {
                self.items.push((minutes as usize / self.work_unit, gain, o));
            }
        }
    }

    /// One more layer: the place visited for some work, or not.
    fn extend(&mut self, capacity: usize, begin: usize, setup: usize, cost: f64) {
        let from = self.layers.len() - (capacity + 1);
        self.layers.extend_from_within(from..);
        let (old, new) = self.layers[from..].split_at_mut(capacity + 1);
        let step = self.work_unit / self.unit;
        let value = &self.work[begin..];
        for k in 1..value.len() {
            let gain = value[k] - cost;
            if value[k] <= value[k - 1] || gain <= NOTHING {
                continue;
            }
            let size = setup + k * step;
            if size > capacity {
                break;
            }
            for (n, o) in new[size..].iter_mut().zip(&old[..]) {
                let with = o + gain;
                *n = if with > *n { with } else { *n };
            }
        }
    }

    /// The orders of the last `best`.
    pub fn orders(&mut self, problem: &Problem, class: &Class, prices: &[f64]) -> Vec<u32> {
        let capacity = class.capacity as usize / self.unit;
        let step = self.work_unit / self.unit;
        let mut orders = Vec::new();
        let mut t = capacity;
        for layer in (0..self.open.len()).rev() {
            let old = &self.layers[layer * (capacity + 1)..(layer + 1) * (capacity + 1)];
            let here = self.layers[(layer + 1) * (capacity + 1) + t];
            if here <= old[t] {
                continue;
            }
            let Open { place, begin, len } = self.open[layer];
            let place = &class.places[place];
            let setup = place.setup.minutes as usize / self.unit;
            let cost = place.setup.cost as f64 / super::problem::MILLIONTHS;
            let used = (1..len).find(|k| {
                let size = setup + k * step;
                size <= t && old[t - size] + (self.work[begin + k] - cost) == here
            });
            let Some(k) = used else { continue };
            t -= setup + k * step;
            self.within(problem, class, place, prices);
            self.unpack(k, &mut orders);
        }
        orders.sort_unstable();
        orders
    }

    /// Which of the place's items make its value at so much work.
    fn unpack(&self, room: usize, orders: &mut Vec<u32>) {
        let width = room + 1;
        let mut table = vec![0.0; width];
        for &(size, gain, _) in &self.items {
            let from = table.len() - width;
            table.extend_from_within(from..);
            for k in (size..=room).rev() {
                let with = table[from + k - size] + gain;
                let new = &mut table[from + width + k];
                *new = new.max(with);
            }
        }
        let mut k = room;
        for (i, &(size, _, o)) in self.items.iter().enumerate().rev() {
            if table[(i + 1) * width + k] > table[i * width + k] {
                orders.push(o);
                k -= size;
            }
        }
    }
}
