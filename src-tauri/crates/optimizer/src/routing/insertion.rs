//! Where a visit fits into a route, and what it adds to the technician's working time: at one gap as the route stands, or
//! together with a visit to the store that it makes necessary.

use super::{
    net::{Net, Stop},
    route::Route,
    segment::Segment,
};

/// What becomes of the store.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum StoreStop {
    AsIs,
    /// It is (now) visited at this gap of the old route (counted without an old store stop), before the new visit.
    Before(u16),
    /// After it.
    After(u16),
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Insertion {
    pub cost: f64,
    /// The gap of the old route (with `Before`: counted without an old store stop).
    pub gap: u16,
    pub store: StoreStop,
}

const NONE: Insertion = Insertion { cost: f64::INFINITY, gap: 0, store: StoreStop::AsIs };

/// The best few ways into one route, cheapest first; `INFINITY` where there are fewer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Best(pub [Insertion; 3]);

impl Best {
    pub const NOTHING: Self = Self([NONE; 3]);

    #[inline]
    fn offer(&mut self, cost: f64, gap: usize, store: StoreStop) {
        if cost >= self.0[2].cost {
            return;
        }
        let one = Insertion { cost, gap: gap as u16, store };
        if cost < self.0[0].cost {
            self.0 = [one, self.0[0], self.0[1]];
        } else if cost < self.0[1].cost {
            self.0 = [self.0[0], one, self.0[1]];
        } else {
            self.0[2] = one;
        }
    }
}

/// The technician must have the skills.
pub(crate) fn insertions(net: &Net, route: &Route, visit: Stop) -> Best {
    let mut best = Best::NOTHING;
    let lacks_tools = net.lacks_tools(route.technician, visit);
    let lacks_parts = route.left.iter().zip(net.needs(visit)).any(|(left, need)| need > left);
    let aboard = !lacks_tools && !lacks_parts;
    let first = match route.store_at {
        _ if aboard => 0,
        Some(at) => at + 1,
        None => usize::MAX,
    };
    let alone = net.alone(visit);
    for gap in first..route.stops.len() + 1 {
        let Some(s) = route.before[gap].join(net.travel(route.previous(net, gap), visit), alone) else {
            // Later beginnings are reached later still: no further gap will do.
            break;
        };
        if let Some(s) = s.join(net.travel(visit, route.next(net, gap)), route.after[gap]) {
            best.offer(s.duration - route.duration, gap, StoreStop::AsIs);
        }
    }
    if !aboard && net.input.store.is_some() {
        fetch_before(net, route, visit, &mut best);
        if !lacks_tools && route.store_at.is_none() {
            fetch_after(net, route, visit, &mut best);
        }
    }
    best
}

/// Store at gap `j`, visit at gap `i >= j`; an old store stop behind `j` is given up.
fn fetch_before(net: &Net, route: &Route, visit: Stop, best: &mut Best) {
    let (store, alone) = (net.store(), net.alone(visit));
    let length = route.stops.len() - usize::from(route.store_at.is_some());
    // Stops, and what follows a gap, without the old store stop.
    let stop = |i: usize| route.stops[i + usize::from(route.store_at.is_some_and(|at| i >= at))];
    let after = |i: usize| match route.store_at {
        Some(at) if i >= at => Some(route.after[i + 1]),
        Some(_) => route.after_free[i],
        None => Some(route.after[i]),
    };
    let last = route.store_at.map_or(length, |at| at.saturating_sub(1).min(length));
    if route.store_at == Some(0) {
        return;
    }
    for j in 0..=last {
        let Some(mut s) = route.before[j].join(net.travel(route.previous(net, j), store), net.alone(store)) else {
            break;
        };
        let mut from = store;
        for i in j..=length {
            let Some(with) = s.join(net.travel(from, visit), alone) else { break };
            let to = if i < length { stop(i) } else { net.end(route.technician) };
            if let Some(whole) = after(i).and_then(|after| with.join(net.travel(visit, to), after)) {
                best.offer(whole.duration - route.duration, i, StoreStop::Before(j as u16));
            }
            if i == length {
                break;
            }
            let Some(further) = s.join(net.travel(from, to), net.alone(to)) else { break };
            (s, from) = (further, to);
        }
    }
}

/// Visit at gap `i`, store at gap `j >= i`: the visit takes parts that later visits counted on, and they are fetched.
fn fetch_after(net: &Net, route: &Route, visit: Stop, best: &mut Best) {
    let (store, alone) = (net.store(), net.alone(visit));
    let stock = &net.input.technicians[route.technician].parts;
    let length = route.stops.len();
    let mut last = 0;
    let mut left: [u32; super::route::MOST_KINDS] = [0; super::route::MOST_KINDS];
    for (k, need) in net.needs(visit).iter().enumerate() {
        let Some(rest) = stock[k].checked_sub(*need) else { return };
        left[k] = rest;
    }
    'walk: for v in &route.stops {
        for (k, need) in net.needs(*v).iter().enumerate() {
            let Some(rest) = left[k].checked_sub(*need) else { break 'walk };
            left[k] = rest;
        }
        last += 1;
    }
    let to_store = |s: Segment, from: Stop, j: usize| {
        s.join(net.travel(from, store), net.alone(store))
            .and_then(|s| s.join(net.travel(store, route.next(net, j)), route.after[j]))
    };
    for i in 0..=last {
        let Some(mut s) = route.before[i].join(net.travel(route.previous(net, i), visit), alone) else { break };
        let mut from = visit;
        for j in i..=last {
            if let Some(whole) = to_store(s, from, j) {
                best.offer(whole.duration - route.duration, i, StoreStop::After(j as u16));
            }
            if j == length {
                break;
            }
            let to = route.stops[j];
            let Some(further) = s.join(net.travel(from, to), net.alone(to)) else { break };
            (s, from) = (further, to);
        }
    }
}

impl Route {
    /// Carries an insertion out; false where the route could not be kept (it then is as if the visit were not there).
    pub fn insert(&mut self, net: &Net, visit: Stop, how: Insertion) -> bool {
        let gap = how.gap as usize;
        match how.store {
            StoreStop::AsIs => self.stops.insert(gap, visit),
            StoreStop::Before(j) => {
                self.stops.retain(|s| *s != net.store());
                self.stops.insert(gap, visit);
                self.stops.insert(j as usize, net.store());
            }
            StoreStop::After(j) => {
                self.stops.insert(j as usize, net.store());
                self.stops.insert(gap, visit);
            }
        }
        self.settle(net)
    }
}
