//! Routes seen during the search, and the best plan that can be put together from them: a set partitioning over visits and
//! technicians, its linear relaxation by column generation from the pool, the rest by HiGHS on the columns that can still
//! matter (reduced cost below the gap).

use super::{
    net::{Net, Stop},
    route::Route,
};
use crate::exact::{Limits, Model};
use std::collections::{HashMap, hash_map::Entry};

pub(crate) struct Pool {
    columns: Vec<Seen>,
    places: HashMap<u64, usize>,
    most: usize,
}

#[derive(Clone)]
struct Seen {
    technician: u16,
    cost: f64,
    /// Of the cheapest plan it was in.
    plan_cost: f64,
    stops: Vec<Stop>,
    key: u64,
}

/// Columns of the relaxation at first, and added a round.
const FIRST_COLUMNS: usize = 3_000;
const ADDED_COLUMNS: usize = 1_500;
const ROUNDS: usize = 12;
/// The most that HiGHS gets to choose from: more are not closed in seconds.
const MOST_COLUMNS: usize = 6_000;
/// Routes tried on other technicians.
const LENT_ROUTES: usize = 800;
const REDUCED_TOLERANCE: f64 = 1e-7;

impl Pool {
    pub fn new(most: usize) -> Self {
        Self { columns: Vec::new(), places: HashMap::new(), most }
    }

    pub fn add(&mut self, net: &Net, technician: usize, stops: &[Stop], cost: f64, plan_cost: f64) {
        if stops.is_empty() {
            return;
        }
        // Order does not matter: a sum of scrambled numbers.
        let scramble = |x: u64| {
            let z = x.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z ^ (z >> 29)
        };
        let visits = stops.iter().filter(|s| **s != net.store());
        let key =
            visits.fold(scramble(0x7EC0_0000 + technician as u64), |k, v| k.wrapping_add(scramble(u64::from(*v))));
        match self.places.entry(key) {
            Entry::Occupied(at) => {
                let seen = &mut self.columns[*at.get()];
                seen.plan_cost = seen.plan_cost.min(plan_cost);
                if cost < seen.cost - 1e-9 {
                    seen.cost = cost;
                    seen.stops.clear();
                    seen.stops.extend_from_slice(stops);
                }
            }
            Entry::Vacant(at) => {
                at.insert(self.columns.len());
                self.columns.push(Seen { technician: technician as u16, cost, plan_cost, stops: stops.to_vec(), key });
            }
        }
        if self.columns.len() >= self.most {
            self.forget();
        }
    }

    /// Keeps the half that was in the cheaper plans.
    fn forget(&mut self) {
        self.columns.sort_by(|a, b| a.plan_cost.total_cmp(&b.plan_cost).then(a.key.cmp(&b.key)));
        self.columns.truncate(self.most / 2);
        self.places = self.columns.iter().enumerate().map(|(i, c)| (c.key, i)).collect();
    }

    /// A plan cheaper than `incumbent` (stops by technician), where HiGHS finds one in the pool.
    pub fn combine(
        &mut self,
        net: &Net,
        incumbent: f64,
        limits: Limits,
        begun: &dyn Fn() -> f64,
    ) -> Option<Vec<Vec<Stop>>> {
        self.columns.sort_by(|a, b| a.plan_cost.total_cmp(&b.plan_cost).then(a.key.cmp(&b.key)));
        self.places = self.columns.iter().enumerate().map(|(i, c)| (c.key, i)).collect();
        let start = begun();
        let left = || limits.seconds - (begun() - start);
        let mut inside: Vec<usize> = (0..self.columns.len().min(FIRST_COLUMNS)).collect();
        let mut is_inside = vec![false; self.columns.len()];
        inside.iter().for_each(|c| is_inside[*c] = true);
        let mut relaxed = f64::NEG_INFINITY;
        let mut prices = Vec::new();
        for _ in 0..ROUNDS {
            let answer = self.model(net, &inside, false).solve(None, Limits { seconds: left(), ..limits }, &|| false);
            if answer.duals.is_empty() {
                break;
            }
            (relaxed, prices) = (answer.bound, answer.duals);
            let mut missing: Vec<(f64, usize)> = (0..self.columns.len())
                .filter(|c| !is_inside[*c])
                .map(|c| (self.reduced(net, c, &prices), c))
                .filter(|(r, _)| *r < -REDUCED_TOLERANCE)
                .collect();
            if missing.is_empty() {
                break;
            }
            missing.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for (_, c) in missing.into_iter().take(ADDED_COLUMNS) {
                is_inside[c] = true;
                inside.push(c);
            }
        }
        if prices.is_empty() {
            return None;
        }
        let gap = incumbent - relaxed;
        self.lend(net, &prices, gap, incumbent);
        let mut matter: Vec<(f64, usize)> =
            (0..self.columns.len()).map(|c| (self.reduced(net, c, &prices), c)).filter(|(r, _)| *r < gap).collect();
        matter.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        matter.truncate(MOST_COLUMNS);
        let chosen: Vec<usize> = matter.into_iter().map(|(_, c)| c).collect();
        let answer = self.model(net, &chosen, true).solve(None, Limits { seconds: left(), ..limits }, &|| false);
        let values = answer.values?;
        let mut routes = vec![Vec::new(); net.technicians];
        for (column, _) in chosen.iter().zip(&values).filter(|(_, value)| **value > 0.5) {
            routes[self.columns[*column].technician as usize].clone_from(&self.columns[*column].stops);
        }
        Some(routes)
    }

    /// Tries the most promising routes on every other technician who has the skills.
    fn lend(&mut self, net: &Net, prices: &[f64], gap: f64, incumbent: f64) {
        // Without the price of the technician: what the visits are worth above what the route costs.
        let worth = |c: usize| self.reduced(net, c, prices) + prices[net.visits + self.columns[c].technician as usize];
        let mut order: Vec<(f64, usize)> = (0..self.columns.len()).map(|c| (worth(c), c)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut route = Route::empty(net, 0, 0);
        let mut lent = Vec::new();
        for (_, c) in order.into_iter().take(LENT_ROUTES) {
            let seen = &self.columns[c];
            let value: f64 = seen.stops.iter().filter(|s| **s != net.store()).map(|v| prices[*v as usize]).sum();
            for t in (0..net.technicians).filter(|t| *t != seen.technician as usize) {
                let is_able = |v: &Stop| *v == net.store() || net.able[*v as usize].contains(&(t as u16));
                if !seen.stops.iter().all(is_able) {
                    continue;
                }
                route.technician = t;
                route.stops.clone_from(&seen.stops);
                if route.settle(net) && route.duration - value - prices[net.visits + t] < gap {
                    lent.push((t, route.stops.clone(), route.duration));
                }
            }
        }
        for (t, stops, duration) in lent {
            self.add(net, t, &stops, duration, incumbent);
        }
    }

    fn reduced(&self, net: &Net, column: usize, prices: &[f64]) -> f64 {
        let c = &self.columns[column];
        let visits = c.stops.iter().filter(|s| **s != net.store());
        c.cost - prices[net.visits + c.technician as usize] - visits.map(|v| prices[*v as usize]).sum::<f64>()
    }

    /// Rows: visits (each once), technicians (one route at most). After the routes, one column a visit for leaving it out.
    fn model(&self, net: &Net, columns: &[usize], is_whole: bool) -> Model {
        let mut model = Model::default();
        let mut rows = vec![Vec::new(); net.visits + net.technicians];
        for c in columns {
            let column = &self.columns[*c];
            let at = model.column(column.cost, 0.0, 1.0, is_whole);
            rows[net.visits + column.technician as usize].push((at, 1.0));
            for v in column.stops.iter().filter(|s| **s != net.store()) {
                rows[*v as usize].push((at, 1.0));
            }
        }
        for (v, row) in rows.iter_mut().enumerate().take(net.visits) {
            let at = model.column(net.input.visits[v].unserved_cost, 0.0, 1.0, is_whole);
            row.push((at, 1.0));
        }
        for (i, row) in rows.into_iter().enumerate() {
            model.row(if i < net.visits { 1.0 } else { f64::NEG_INFINITY }, 1.0, row);
        }
        model
    }
}
