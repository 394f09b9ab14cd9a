//! The first plan, and ruin and recreate (Schrimpf et al. 2000) from there: take out orders that lie near each other in
//! place and time, put them back cheapest first, keep the result while it is not much worse (threshold that falls to 0).

use super::{
    nearness::near_places,
    plan::{NOBODY, Plan},
    problem::{Cost, Problem},
};
use crate::random::Random;

/// Chance that a place found is passed over: keeps recreation from falling into the same plan again.
const BLINK: f64 = 0.01;

/// Highest weight first, each where it is cheapest.
pub(crate) fn first_plan(problem: &Problem) -> Plan {
    let mut plan = Plan::empty(problem);
    plan.fill(problem);
    plan
}

pub(crate) struct Search<'p, 'i> {
    problem: &'p Problem<'i>,
    pub random: Random,
    pub plan: Plan,
    pub best: Plan,
    /// Orders at each place.
    at_place: Vec<Vec<u32>>,
    /// Places from near to far, of each place with orders.
    near: Vec<Vec<u32>>,
    out: Vec<u32>,
    before: Vec<(u32, u32)>,
    /// The whole plan before the ruin, beyond the plain family.
    backup: Plan,
}

impl<'p, 'i> Search<'p, 'i> {
    pub fn new(problem: &'p Problem<'i>, plan: Plan, seed: u64) -> Self {
        let mut at_place = vec![Vec::new(); problem.input.places];
        for (o, job) in problem.jobs.iter().enumerate() {
            at_place[job.place as usize].push(o as u32);
        }
        Self {
            problem,
            random: Random::seeded(seed),
            best: plan.clone(),
            backup: plan.clone(),
            plan,
            near: near_places(problem),
            at_place,
            out: Vec::new(),
            before: Vec::new(),
        }
    }

    /// One ruin and recreate. `threshold`: how much worse the plan may become.
    pub fn step(&mut self, threshold: Cost) {
        self.ruin();
        self.recreate(threshold);
    }

    fn recreate(&mut self, threshold: Cost) {
        let old_cost = self.plan.cost;
        // What is undone may find room now.
        let undone = if self.random.below(4) == 0 { self.undone() } else { Vec::new() };
        self.before.clear();
        if !self.problem.is_plain {
            self.backup.clone_from(&self.plan);
        }
        for i in 0..self.out.len() {
            self.take(self.out[i]);
        }
        self.out.extend(undone);
        self.out.sort_unstable();
        self.out.dedup();
        self.sort_out();
        let mut inserted = std::mem::take(&mut self.out);
        for o in &inserted {
            let random = &mut self.random;
            if let Some((shift, added)) = self.plan.cheapest(self.problem, *o, || random.unit() < BLINK) {
                self.plan.insert(self.problem, *o, shift, added);
            }
        }
        inserted.retain(|o| self.plan.shift_of[*o as usize] != NOBODY);
        if self.plan.cost < old_cost + threshold.max(1) {
            if self.plan.cost < self.best.cost {
                self.best.clone_from(&self.plan);
            }
        } else {
            self.restore(&inserted);
        }
        inserted.clear();
        self.out = inserted;
    }

    fn undone(&mut self) -> Vec<u32> {
        let all: Vec<u32> = (0..self.plan.shift_of.len() as u32)
            .filter(|o| self.plan.shift_of[*o as usize] == NOBODY && !self.problem.candidates[*o as usize].is_empty())
            .collect();
        if all.len() <= 5 {
            return all;
        }
        let from = self.random.below(all.len());
        (0..5).map(|i| all[(from + i) % all.len()]).collect()
    }

    fn take(&mut self, order: u32) {
        let shift = self.plan.shift_of[order as usize];
        if shift == NOBODY {
            return;
        }
        self.before.push((order, shift));
        self.plan.remove(self.problem, order);
    }

    fn restore(&mut self, inserted: &[u32]) {
        if !self.problem.is_plain {
            self.plan.clone_from(&self.backup);
            return;
        }
        for o in inserted {
            self.plan.remove(self.problem, *o);
        }
        for i in 0..self.before.len() {
            let (o, shift) = self.before[i];
            let day = self.problem.shifts[shift as usize].day;
            let to = super::problem::Candidate { shift, cost: self.problem.cost_on(o as usize, day) };
            let added = self.plan.insertion(self.problem, o, to).expect("it fitted there before");
            self.plan.insert(self.problem, o, shift, added);
        }
    }

    fn sort_out(&mut self) {
        let problem = self.problem;
        self.random.shuffle(&mut self.out);
        match self.random.below(8) {
            0..3 => self.out.sort_by_key(|o| std::cmp::Reverse(problem.jobs[*o as usize].unassigned)),
            3..5 => self.out.sort_by_key(|o| std::cmp::Reverse(problem.jobs[*o as usize].minutes)),
            5 => self.out.sort_by_key(|o| problem.candidates[*o as usize].len()),
            _ => {}
        }
    }

    fn ruin(&mut self) {
        self.out.clear();
        let n = self.problem.jobs.len();
        if n == 0 {
            return;
        }
        let most = 4 + self.random.below(20.min(n));
        match self.random.below(8) {
            0 => self.ruin_shifts(most),
            1 => self.ruin_anywhere(most),
            _ => self.ruin_near(most),
        }
        self.out.sort_unstable();
        self.out.dedup();
        self.out.retain(|o| self.plan.shift_of[*o as usize] != NOBODY);
    }

    fn ruin_anywhere(&mut self, most: usize) {
        for _ in 0..most.min(8) {
            self.out.push(self.random.below(self.problem.jobs.len()) as u32);
        }
    }

    /// Whole shifts on which orders near a seed are done.
    fn ruin_shifts(&mut self, most: usize) {
        let seed = self.random.below(self.problem.jobs.len());
        let place = self.problem.jobs[seed].place as usize;
        for at in 0..self.near[place].len() {
            let p = self.near[place][at] as usize;
            for i in 0..self.at_place[p].len() {
                let shift = self.plan.shift_of[self.at_place[p][i] as usize];
                if shift != NOBODY && self.random.below(3) == 0 {
                    self.out.extend_from_slice(&self.plan.days[shift as usize].orders);
                }
                if self.out.len() >= most {
                    return;
                }
            }
        }
    }

    /// Orders at the seed's place and at places near it, near its day, with the rest of some of their shifts.
    fn ruin_near(&mut self, most: usize) {
        let seed = self.random.below(self.problem.jobs.len());
        let place = self.problem.jobs[seed].place as usize;
        let day_of = |plan: &Plan, problem: &Problem, o: u32| {
            let shift = plan.shift_of[o as usize];
            (shift != NOBODY).then(|| i32::from(problem.shifts[shift as usize].day))
        };
        let middle = day_of(&self.plan, self.problem, seed as u32)
            .unwrap_or_else(|| self.random.below(usize::from(self.problem.input.days)) as i32);
        let span = 1 + self.random.below(4) as i32;
        let whole_days = self.random.below(3) == 0;
        for at in 0..self.near[place].len() {
            let p = self.near[place][at] as usize;
            if at > 0 && self.random.below(3) == 0 {
                continue;
            }
            for i in 0..self.at_place[p].len() {
                let o = self.at_place[p][i];
                let Some(day) = day_of(&self.plan, self.problem, o) else { continue };
                if (day - middle).abs() <= span && self.random.below(8) > 0 {
                    if whole_days {
                        self.out.extend_from_slice(&self.plan.days[self.plan.shift_of[o as usize] as usize].orders);
                    } else {
                        self.out.push(o);
                    }
                }
                if self.out.len() >= most {
                    return;
                }
            }
        }
    }
}
