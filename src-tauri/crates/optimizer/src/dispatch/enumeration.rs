//! All days that a better plan could contain. A plan cheaper than `most` uses no day whose reduced cost lifts the bound at
//! these prices to `most` or beyond; the others are listed, exactly, as far as their number stays within a limit.

use super::{
    problem::{Class, MILLIONTHS, Problem},
    volume::Pattern,
};

/// A listed day with its cost in the currency.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub pattern: Pattern,
    pub cost: f64,
}

/// How far a day has come: units of time left, gained so far, paid so far.
#[derive(Clone, Copy)]
struct At {
    room: usize,
    value: f64,
    cost: f64,
}

struct Listing<'a, 'i> {
    problem: &'a Problem<'i>,
    prices: &'a [f64],
    class: &'a Class,
    index: u32,
    /// Gain of each order of each place, greatest first: price less cost.
    places: Vec<Vec<(u32, f64)>>,
    /// Sums of positive gains from each item on.
    rest: Vec<Vec<f64>>,
    /// Best value of the places before, by units of time left.
    layers: Vec<Vec<f64>>,
    /// Values below this are of no use.
    least: f64,
    taken: Vec<u32>,
    found: Vec<Listed>,
    limit: usize,
}

/// `bound` is the value of the relaxation at `prices`. None when there are more than `limit` such days.
pub(crate) fn list_days(problem: &Problem, prices: &[f64], bound: f64, most: f64, limit: usize) -> Option<Vec<Listed>> {
    let mut found = Vec::new();
    for (index, class) in problem.classes.iter().enumerate() {
        let mut listing = Listing::new(problem, class, index as u32, prices, limit);
        listing.found = found;
        let value = listing.layers.last().and_then(|l| l.last()).copied().unwrap_or(0.0);
        listing.least = value - (most - bound);
        let room = (class.capacity / problem.unit) as usize;
        if !listing.place(class.places.len(), At { room, value: 0.0, cost: 0.0 }) {
            return None;
        }
        found = listing.found;
    }
    Some(found)
}

impl<'a, 'i> Listing<'a, 'i> {
    fn new(problem: &'a Problem<'i>, class: &'a Class, index: u32, prices: &'a [f64], limit: usize) -> Self {
        let gain = |(o, cost): &(u32, f64)| (*o, prices[*o as usize] - cost);
        let places: Vec<Vec<(u32, f64)>> = class
            .places
            .iter()
            .map(|p| {
                let mut gains: Vec<(u32, f64)> = p.orders.iter().map(gain).collect();
                gains.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                gains
            })
            .collect();
        let rest = places
            .iter()
            .map(|items| {
                let mut sums = vec![0.0; items.len() + 1];
                for i in (0..items.len()).rev() {
                    sums[i] = sums[i + 1] + items[i].1.max(0.0);
                }
                sums
            })
            .collect();
        let mut listing = Self {
            problem,
            prices,
            class,
            index,
            places,
            rest,
            layers: Vec::new(),
            least: 0.0,
            taken: Vec::new(),
            found: Vec::new(),
            limit,
        };
        listing.fill_layers();
        listing
    }

    fn fill_layers(&mut self) {
        let room = (self.class.capacity / self.problem.unit) as usize;
        let mut layer = vec![0.0; room + 1];
        self.layers.push(layer.clone());
        for (p, place) in self.class.places.iter().enumerate() {
            // Within the visit: best gain by units of work.
            let mut work = vec![f64::NEG_INFINITY; room + 1];
            work[0] = 0.0;
            for (o, gain) in self.places[p].iter().filter(|i| i.1 > 0.0) {
                let size = self.size(*o);
                for t in (size..=room).rev() {
                    work[t] = f64::max(work[t], work[t - size] + gain);
                }
            }
            let setup = (place.setup.minutes / self.problem.unit) as usize;
            let cost = place.setup.cost as f64 / MILLIONTHS;
            let old = layer.clone();
            for used in (1..=room).filter(|u| work[*u] > cost) {
                for t in setup + used..=room {
                    layer[t] = f64::max(layer[t], old[t - setup - used] + work[used] - cost);
                }
            }
            for t in 1..=room {
                layer[t] = f64::max(layer[t], layer[t - 1]);
            }
            self.layers.push(layer.clone());
        }
    }

    fn size(&self, order: u32) -> usize {
        (self.problem.jobs[order as usize].minutes / self.problem.unit) as usize
    }

    /// Decides on the places before `p`. False when the limit is reached.
    fn place(&mut self, p: usize, at: At) -> bool {
        if at.value + self.layers[p][at.room] < self.least {
            return true;
        }
        if p == 0 {
            return self.taken.is_empty() || self.list(at.cost);
        }
        let setup = self.class.places[p - 1].setup;
        let (minutes, price) = ((setup.minutes / self.problem.unit) as usize, setup.cost as f64 / MILLIONTHS);
        if !self.place(p - 1, at) {
            return false;
        }
        at.room < minutes || {
            let there = At { room: at.room - minutes, value: at.value - price, cost: at.cost + price };
            self.item(p, 0, false, there)
        }
    }

    /// Decides on the items of the place before `p` from `i` on; `any`: whether one was taken.
    fn item(&mut self, p: usize, i: usize, any: bool, at: At) -> bool {
        if at.value + self.rest[p - 1][i] + self.layers[p - 1][at.room] < self.least {
            return true;
        }
        let Some(&(o, gain)) = self.places[p - 1].get(i) else {
            return !any || self.place(p - 1, at);
        };
        let size = self.size(o);
        if size <= at.room {
            self.taken.push(o);
            let own = self.prices[o as usize] - gain;
            let with = At { room: at.room - size, value: at.value + gain, cost: at.cost + own };
            let goes_on = self.item(p, i + 1, true, with);
            self.taken.pop();
            if !goes_on {
                return false;
            }
        }
        self.item(p, i + 1, any, at)
    }

    fn list(&mut self, cost: f64) -> bool {
        if self.found.len() >= self.limit {
            return false;
        }
        let mut orders = self.taken.clone();
        orders.sort_unstable();
        self.found.push(Listed { pattern: Pattern { class: self.index, orders }, cost });
        true
    }
}
