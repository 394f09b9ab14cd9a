//! One technician's route during the search: its stops, and what the stops before and after each gap amount to.
//! Invariant after `settle`: the route is feasible in time, skills, tools and parts, and the store is visited only if it
//! must be, at the best gap.

use super::{
    net::{Net, Stop},
    segment::Segment,
};

#[derive(Debug, Clone)]
pub(crate) struct Route {
    pub technician: usize,
    /// Visits, and perhaps the store, without start and end.
    pub stops: Vec<Stop>,
    pub duration: f64,
    /// A number for these stops; another for any others.
    pub version: u32,
    pub store_at: Option<usize>,
    /// `before[i]`: the start and the first `i` stops. `after[i]`: the stops from `i` on and the end.
    pub before: Vec<Segment>,
    pub after: Vec<Segment>,
    /// As `after`, for the gaps up to the store, without the store; `None` where that cannot be kept in time.
    pub after_free: Vec<Option<Segment>>,
    /// Parts on board that nothing before the store (or at all, without one) uses.
    pub left: Vec<u32>,
}

impl Route {
    pub fn empty(net: &Net, technician: usize, version: u32) -> Self {
        let mut route = Self {
            technician,
            stops: Vec::new(),
            duration: 0.0,
            version,
            store_at: None,
            before: Vec::new(),
            after: Vec::new(),
            after_free: Vec::new(),
            left: Vec::new(),
        };
        route.measure(net);
        route
    }

    /// Copies without allocating.
    pub fn copy_from(&mut self, other: &Self) {
        self.technician = other.technician;
        self.stops.clone_from(&other.stops);
        self.duration = other.duration;
        self.version = other.version;
        self.store_at = other.store_at;
        self.before.clone_from(&other.before);
        self.after.clone_from(&other.after);
        self.after_free.clone_from(&other.after_free);
        self.left.clone_from(&other.left);
    }

    pub fn previous(&self, net: &Net, gap: usize) -> Stop {
        if gap == 0 { net.start(self.technician) } else { self.stops[gap - 1] }
    }

    pub fn next(&self, net: &Net, gap: usize) -> Stop {
        self.stops.get(gap).copied().unwrap_or_else(|| net.end(self.technician))
    }

    pub fn visits(&self, net: &Net) -> impl Iterator<Item = Stop> + '_ {
        let store = net.store();
        self.stops.iter().copied().filter(move |s| *s != store)
    }

    /// Puts the store where it is best, or nowhere. False where the stops cannot be kept: the route is then not valid.
    pub fn settle(&mut self, net: &Net) -> bool {
        if let Some(at) = self.stops.iter().position(|s| *s == net.store()) {
            self.stops.remove(at);
        }
        if !self.measure(net) {
            return self.store_needed_by(net).is_some() && self.settle_store(net);
        }
        self.store_needed_by(net).is_none() || self.settle_store(net)
    }

    /// The last gap at which the store may come: before the first visit that what is on board does not serve.
    fn store_needed_by(&self, net: &Net) -> Option<usize> {
        let mut used = [0u32; MOST_KINDS];
        let stock = &net.input.technicians[self.technician].parts;
        self.stops.iter().position(|v| {
            let needs = net.needs(*v);
            let mut short = net.lacks_tools(self.technician, *v);
            for (k, need) in needs.iter().enumerate() {
                used[k] += need;
                short |= used[k] > stock[k];
            }
            short
        })
    }

    fn settle_store(&mut self, net: &Net) -> bool {
        let (Some(last), true) = (self.store_needed_by(net), net.input.store.is_some()) else { return false };
        let store = net.store();
        let mut best: Option<(f64, usize)> = None;
        for gap in 0..=last {
            let (Some(before), Some(after)) = (self.before.get(gap), self.after_or_none(gap)) else { continue };
            let whole = before
                .join(net.travel(self.previous(net, gap), store), net.alone(store))
                .and_then(|s| s.join(net.travel(store, self.next(net, gap)), after));
            if let Some(s) = whole
                && best.is_none_or(|(d, _)| s.duration < d)
            {
                best = Some((s.duration, gap));
            }
        }
        let Some((_, gap)) = best else { return false };
        self.stops.insert(gap, store);
        self.measure(net)
    }

    fn after_or_none(&self, gap: usize) -> Option<Segment> {
        (self.after.len() == self.stops.len() + 1).then(|| self.after[gap])
    }

    /// Computes everything that follows from `stops`; false where they cannot be kept in time.
    fn measure(&mut self, net: &Net) -> bool {
        let (t, n) = (self.technician, self.stops.len());
        self.store_at = self.stops.iter().position(|s| *s == net.store());
        self.left.clone_from(&net.input.technicians[t].parts);
        for v in &self.stops[..self.store_at.unwrap_or(n)] {
            for (left, need) in self.left.iter_mut().zip(net.needs(*v)) {
                *left = left.saturating_sub(*need);
            }
        }
        self.before.clear();
        self.before.push(net.alone(net.start(t)));
        for i in 0..n {
            let Some(s) =
                self.before[i].join(net.travel(self.previous(net, i), self.stops[i]), net.alone(self.stops[i]))
            else {
                return false;
            };
            self.before.push(s);
        }
        self.after.clear();
        self.after.resize(n + 1, net.alone(net.end(t)));
        for i in (0..n).rev() {
            let Some(s) =
                net.alone(self.stops[i]).join(net.travel(self.stops[i], self.next(net, i + 1)), self.after[i + 1])
            else {
                self.after.clear();
                return false;
            };
            self.after[i] = s;
        }
        self.after_free.clear();
        if let Some(at) = self.store_at {
            self.after_free.resize(at + 1, Some(self.after[at + 1]));
            let mut next = self.next(net, at + 1);
            for i in (0..at).rev() {
                let stop = self.stops[i];
                self.after_free[i] =
                    self.after_free[i + 1].and_then(|after| net.alone(stop).join(net.travel(stop, next), after));
                next = stop;
            }
        }
        let whole = self.before[0].join(net.travel(self.previous(net, 0), self.next(net, 0)), self.after[0]);
        self.duration = match whole {
            _ if n == 0 => 0.0,
            Some(s) => s.duration,
            None => return false,
        };
        true
    }

    /// When each stop is begun, for the departure that `duration` counts from: leave as late as loses nothing.
    pub fn times(&self, net: &Net) -> (f64, Vec<f64>, f64) {
        let whole = self.before[0].join(net.travel(self.previous(net, 0), self.next(net, 0)), self.after[0]);
        let depart = whole.map_or(0.0, |s| s.latest.min(s.earliest.max(s.latest)));
        let mut clock = depart;
        let mut begun = Vec::with_capacity(self.stops.len());
        for (i, stop) in self.stops.iter().enumerate() {
            let alone = net.alone(*stop);
            clock = (clock + net.travel(self.previous(net, i), *stop)).max(alone.earliest);
            begun.push(clock);
            clock += alone.duration;
        }
        let back = clock + net.travel(self.previous(net, self.stops.len()), net.end(self.technician));
        (depart, begun, if self.stops.is_empty() { depart } else { back })
    }
}

/// More kinds of parts than this are refused by `check`.
pub(crate) const MOST_KINDS: usize = 64;
