//! A plan during the search: one route a technician, what is unserved, and what it costs; changes are kept or undone whole.

use super::{
    insertion::{Best, insertions},
    net::{Net, Stop},
    route::Route,
};

pub(crate) const NOWHERE: u16 = u16::MAX;

pub(crate) struct State {
    pub routes: Vec<Route>,
    /// The technician of each visit, or `NOWHERE`.
    pub at: Vec<u16>,
    pub unserved: Vec<Stop>,
    pub cost: f64,
    /// Of changed routes as they were when last kept, and the unserved.
    saved: Vec<Route>,
    saved_unserved: Vec<Stop>,
    saved_cost: f64,
    changed: Vec<u16>,
    is_changed: Vec<bool>,
    versions: u32,
    /// Two remembered answers for each visit and technician: of the kept route and of a tried one.
    memory: Vec<[(u32, Best); 2]>,
}

impl State {
    pub fn empty(net: &Net) -> Self {
        let routes: Vec<Route> = (0..net.technicians).map(|t| Route::empty(net, t, 1 + t as u32)).collect();
        let mut state = Self {
            saved: routes.clone(),
            routes,
            at: vec![NOWHERE; net.visits],
            unserved: (0..net.visits as Stop).collect(),
            cost: 0.0,
            saved_unserved: Vec::new(),
            saved_cost: 0.0,
            changed: Vec::new(),
            is_changed: vec![false; net.technicians],
            versions: net.technicians as u32,
            memory: vec![[(0, Best::NOTHING); 2]; net.visits * net.technicians],
        };
        state.keep(net);
        state
    }

    /// Replaces everything by these routes (of stops, by technician); what they miss is unserved.
    pub fn load(&mut self, net: &Net, routes: &[Vec<Stop>]) {
        self.at.fill(NOWHERE);
        for (t, stops) in routes.iter().enumerate() {
            if self.routes[t].stops != *stops {
                self.versions += 1;
                self.routes[t].version = self.versions;
                self.routes[t].stops.clone_from(stops);
                if !self.routes[t].settle(net) {
                    self.routes[t].stops.clear();
                    self.routes[t].settle(net);
                }
            }
            for v in self.routes[t].stops.iter().filter(|s| **s != net.store()) {
                self.at[*v as usize] = t as u16;
            }
            self.saved[t].copy_from(&self.routes[t]);
        }
        self.changed.clear();
        self.is_changed.fill(false);
        self.unserved = (0..net.visits as Stop).filter(|v| self.at[*v as usize] == NOWHERE).collect();
        self.keep(net);
    }

    /// Technicians whose routes are not as they were when last kept.
    pub fn changed(&self) -> &[u16] {
        &self.changed
    }

    pub fn stops(&self) -> Vec<Vec<Stop>> {
        self.routes.iter().map(|r| r.stops.clone()).collect()
    }

    pub fn measure(&mut self, net: &Net) {
        let left: f64 = self.unserved.iter().map(|v| net.input.visits[*v as usize].unserved_cost).sum();
        self.cost = self.routes.iter().map(|r| r.duration).sum::<f64>() + left;
    }

    fn touch(&mut self, technician: usize) {
        if !self.is_changed[technician] {
            self.is_changed[technician] = true;
            self.changed.push(technician as u16);
        }
        self.versions = self.versions.wrapping_add(1).max(1);
        self.routes[technician].version = self.versions;
    }

    /// Takes the visits for which `out` is true from the route of a technician.
    pub fn take(&mut self, net: &Net, technician: usize, out: impl Fn(Stop) -> bool) {
        self.touch(technician);
        let State { routes, at, unserved, .. } = self;
        let route = &mut routes[technician];
        let mut leave = |v: Stop| {
            at[v as usize] = NOWHERE;
            unserved.push(v);
        };
        route.stops.retain(|s| {
            let leaves = *s != net.store() && out(*s);
            if leaves {
                leave(*s);
            }
            !leaves
        });
        if !route.settle(net) {
            // Only where travel defies the triangle inequality: what is left cannot be kept together.
            route.stops.drain(..).filter(|s| *s != net.store()).for_each(leave);
            route.settle(net);
        }
    }

    /// Gives a technician these stops instead of what they had; false where they cannot be kept (the route is then not
    /// valid, and the whole change must be undone).
    pub fn give(&mut self, net: &Net, technician: usize, stops: &[Stop]) -> bool {
        self.touch(technician);
        let route = &mut self.routes[technician];
        route.stops.clear();
        route.stops.extend_from_slice(stops);
        for v in stops.iter().filter(|s| **s != net.store()) {
            self.at[*v as usize] = technician as u16;
        }
        route.settle(net)
    }

    pub fn best(&mut self, net: &Net, visit: Stop, technician: usize) -> &Best {
        let version = self.routes[technician].version;
        let two = &mut self.memory[visit as usize * net.technicians + technician];
        let hit = if two[0].0 == version {
            0
        } else if two[1].0 == version {
            1
        } else {
            let slot = usize::from(two[0].0 == self.saved[technician].version);
            two[slot] = (version, insertions(net, &self.routes[technician], visit));
            slot
        };
        &two[hit].1
    }

    /// False where the route could not take it after all; then nothing has changed.
    pub fn put(&mut self, net: &Net, visit: Stop, technician: usize, how: super::insertion::Insertion) -> bool {
        self.touch(technician);
        let before = self.routes[technician].stops.clone();
        if self.routes[technician].insert(net, visit, how) {
            self.at[visit as usize] = technician as u16;
            return true;
        }
        self.routes[technician].stops = before;
        self.routes[technician].settle(net);
        false
    }

    pub fn keep(&mut self, net: &Net) {
        for t in self.changed.drain(..) {
            self.is_changed[t as usize] = false;
            self.saved[t as usize].copy_from(&self.routes[t as usize]);
        }
        self.saved_unserved.clone_from(&self.unserved);
        self.measure(net);
        self.saved_cost = self.cost;
    }

    pub fn undo(&mut self, net: &Net) {
        for t in self.changed.drain(..) {
            self.is_changed[t as usize] = false;
            self.routes[t as usize].copy_from(&self.saved[t as usize]);
            for v in self.routes[t as usize].stops.iter().filter(|s| **s != net.store()) {
                self.at[*v as usize] = t;
            }
        }
        self.unserved.clone_from(&self.saved_unserved);
        for v in &self.unserved {
            self.at[*v as usize] = NOWHERE;
        }
        self.cost = self.saved_cost;
    }
}
