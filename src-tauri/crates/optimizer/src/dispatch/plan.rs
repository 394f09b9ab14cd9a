//! A plan under construction: who does what, with loads and costs kept up to date.

use super::{
    problem::{Candidate, Cost, Problem},
    rich,
    route::Tour,
    supply::Supply,
};

pub(crate) const NOBODY: u32 = u32::MAX;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    /// Of each order; NOBODY where it is left out.
    pub shift_of: Vec<u32>,
    pub days: Vec<Day>,
    pub cost: Cost,
    /// Parts that are used up; stays empty in the plain family.
    pub supply: Supply,
}

/// What a shift does.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Day {
    /// Minutes of work and set-ups (plain family).
    pub load: u32,
    /// In the order in which they are done, beyond the plain family.
    pub orders: Vec<u32>,
    /// Place and number of orders there (plain family).
    visits: Vec<(u32, u32)>,
    /// How it is driven (beyond the plain family).
    pub tour: Tour,
}

impl Plan {
    pub fn empty(problem: &Problem) -> Self {
        Self {
            shift_of: vec![NOBODY; problem.jobs.len()],
            days: vec![Day::default(); problem.shifts.len()],
            cost: problem.jobs.iter().map(|j| j.unassigned).sum(),
            supply: Supply::new(problem.input),
        }
    }

    /// What doing the order there adds to the shift, set-up and its own cost together; None where it does not fit.
    #[inline]
    pub fn insertion(&self, problem: &Problem, order: u32, to: Candidate) -> Option<Cost> {
        if !problem.is_plain {
            return rich::insertion(self, problem, order, to.shift).map(|i| i.added_travel + to.cost);
        }
        let job = &problem.jobs[order as usize];
        let day = &self.days[to.shift as usize];
        let capacity = problem.shifts[to.shift as usize].capacity;
        if day.load + job.minutes > capacity {
            return None;
        }
        if day.visits.iter().any(|v| v.0 == job.place) {
            return Some(to.cost);
        }
        let setup = problem.setup(to.shift, job.place);
        (day.load + job.minutes + setup.minutes <= capacity).then_some(to.cost + setup.cost)
    }

    /// `added` is what `insertion` answered.
    pub fn insert(&mut self, problem: &Problem, order: u32, shift: u32, added: Cost) {
        if !problem.is_plain {
            rich::insert(self, problem, order, shift);
            return;
        }
        let job = &problem.jobs[order as usize];
        let day = &mut self.days[shift as usize];
        match day.visits.iter_mut().find(|v| v.0 == job.place) {
            Some(visit) => visit.1 += 1,
            None => {
                day.visits.push((job.place, 1));
                day.load += problem.setup(shift, job.place).minutes;
            }
        }
        day.load += job.minutes;
        day.orders.push(order);
        self.shift_of[order as usize] = shift;
        self.cost += added - job.unassigned;
    }

    pub fn remove(&mut self, problem: &Problem, order: u32) {
        let shift = self.shift_of[order as usize];
        if shift == NOBODY {
            return;
        }
        if !problem.is_plain {
            rich::remove(self, problem, order);
            return;
        }
        let job = &problem.jobs[order as usize];
        let day = &mut self.days[shift as usize];
        let mut saved = problem.cost_on(order as usize, problem.shifts[shift as usize].day);
        day.orders.retain(|o| *o != order);
        day.load -= job.minutes;
        if let Some(at) = day.visits.iter().position(|v| v.0 == job.place) {
            day.visits[at].1 -= 1;
            if day.visits[at].1 == 0 {
                day.visits.swap_remove(at);
                let setup = problem.setup(shift, job.place);
                day.load -= setup.minutes;
                saved += setup.cost;
            }
        }
        self.shift_of[order as usize] = NOBODY;
        self.cost += job.unassigned - saved;
    }

    /// The cheapest way to do the order that is cheaper than leaving it out.
    #[inline]
    pub fn cheapest(&self, problem: &Problem, order: u32, mut skip: impl FnMut() -> bool) -> Option<(u32, Cost)> {
        let mut best = problem.jobs[order as usize].unassigned;
        let mut at = None;
        for candidate in &problem.candidates[order as usize] {
            if candidate.cost >= best {
                break;
            }
            if let Some(added) = self.insertion(problem, order, *candidate)
                && added < best
                && !skip()
            {
                best = added;
                at = Some((candidate.shift, added));
            }
        }
        at
    }

    /// Fixed days: the shift and its orders, all of them still undone, on a shift that is still free.
    pub fn take_days(&mut self, problem: &Problem, days: &[(u32, Vec<u32>)]) {
        for (shift, orders) in days {
            let day = problem.shifts[*shift as usize].day;
            for o in orders {
                let to = Candidate { shift: *shift, cost: problem.cost_on(*o as usize, day) };
                if self.shift_of[*o as usize] == NOBODY
                    && let Some(added) = self.insertion(problem, *o, to)
                {
                    self.insert(problem, *o, *shift, added);
                }
            }
        }
    }

    /// What is undone, heaviest first, each where it is cheapest.
    pub fn fill(&mut self, problem: &Problem) {
        let mut undone: Vec<u32> =
            (0..self.shift_of.len() as u32).filter(|o| self.shift_of[*o as usize] == NOBODY).collect();
        undone.sort_by_key(|o| (std::cmp::Reverse(problem.jobs[*o as usize].unassigned), *o));
        loop {
            let before = undone.len();
            undone.retain(|o| match self.cheapest(problem, *o, || false) {
                Some((shift, added)) => {
                    self.insert(problem, *o, shift, added);
                    false
                }
                None => true,
            });
            // With precedence, what was done now may allow what was passed over.
            if problem.input.precedences.is_empty() || undone.len() == before {
                break;
            }
        }
    }
}
