//! Prices of the orders by the volume algorithm (Barahona and Anbil 2000), a subgradient method that remembers: in a
//! second it comes within about one percent of the column generation bound, and its days seed the master problem.
//! Every evaluation gives a valid bound: the prices, less what the best days of all shifts could earn at them.

use super::{
    pricing::Pricer,
    problem::{Problem, currency},
};

/// A day of a class of shifts: the orders it does, rising.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Pattern {
    pub class: u32,
    pub orders: Vec<u32>,
}

/// The value of the Lagrangian relaxation at some prices.
pub(crate) struct Evaluation {
    pub bound: f64,
    /// The best day of each class that earns something.
    pub patterns: Vec<Pattern>,
}

/// Left off every bound: what rounding in the sums could amount to.
pub(crate) const ROUNDING: f64 = 1e-6;

pub(crate) fn evaluate(problem: &Problem, pricer: &mut Pricer, prices: &[f64]) -> Evaluation {
    let mut bound: f64 = prices.iter().sum();
    let mut patterns = Vec::new();
    for (c, class) in problem.classes.iter().enumerate() {
        let value = pricer.best(problem, class, prices);
        if value > 0.0 {
            bound -= value * class.shifts.len() as f64;
            patterns.push(Pattern { class: c as u32, orders: pricer.orders(problem, class, prices) });
        }
    }
    Evaluation { bound: bound - ROUNDING, patterns }
}

pub(crate) struct Volume {
    /// The prices of the best bound.
    pub prices: Vec<f64>,
    pub bound: f64,
    /// One a order: how often it is done in the remembered mean of the days, less one.
    excess: Vec<f64>,
    step: f64,
    misses: u32,
}

impl Volume {
    /// Starts with prices of about what a visit of its own costs.
    pub fn new(problem: &Problem, pricer: &mut Pricer) -> (Self, Vec<Pattern>) {
        let start = |o: usize| {
            let own = problem.candidates[o].iter().map(|c| {
                let job = problem.jobs[o];
                let setup = problem.setup(c.shift, job.place);
                let share = f64::from(job.minutes) / f64::from(problem.shifts[c.shift as usize].capacity);
                currency(c.cost) + currency(setup.cost) * share.min(1.0)
            });
            own.fold(currency(problem.jobs[o].unassigned), f64::min)
        };
        let prices: Vec<f64> = (0..problem.jobs.len()).map(start).collect();
        let first = evaluate(problem, pricer, &prices);
        let excess = excess(problem, &first.patterns);
        (Self { prices, bound: first.bound, excess, step: 0.1, misses: 0 }, first.patterns)
    }

    /// One evaluation; `aim` is a cost to reach, as of the best plan. Answers the days found.
    pub fn advance(&mut self, problem: &Problem, pricer: &mut Pricer, aim: f64) -> Vec<Pattern> {
        let norm: f64 =
            self.excess.iter().enumerate().map(|(o, e)| if self.is_held(problem, o, *e) { 0.0 } else { e * e }).sum();
        let length = self.step * (aim - self.bound).max(self.bound.abs() * 1e-4 + 1e-3) / norm.max(1e-9);
        let prices: Vec<f64> = (0..self.prices.len())
            .map(|o| (self.prices[o] - length * self.excess[o]).clamp(0.0, currency(problem.jobs[o].unassigned)))
            .collect();
        let here = evaluate(problem, pricer, &prices);
        let now = excess(problem, &here.patterns);
        let along: f64 = now.iter().zip(&self.excess).map(|(a, b)| a * b).sum();
        let memory = 0.1;
        for (mean, new) in self.excess.iter_mut().zip(&now) {
            *mean = (1.0 - memory) * *mean + memory * new;
        }
        if here.bound > self.bound {
            // Green: the new direction still points along the old one, so the step may grow. Yellow: it was long enough.
            if along > 0.0 {
                self.step = (self.step * 1.1).min(2.0);
            }
            self.bound = here.bound;
            self.prices = prices;
            self.misses = 0;
        } else {
            self.misses += 1;
            if self.misses >= 10 {
                self.step = (self.step * 0.66).max(1e-4);
                self.misses = 0;
            }
        }
        here.patterns
    }

    /// At its limit and pulled beyond it: the order may stay undone, or be done twice, at no cost to the bound.
    fn is_held(&self, problem: &Problem, o: usize, excess: f64) -> bool {
        let (price, most) = (self.prices[o], currency(problem.jobs[o].unassigned));
        (excess < 0.0 && price >= most) || (excess > 0.0 && price <= 0.0)
    }
}

fn excess(problem: &Problem, patterns: &[Pattern]) -> Vec<f64> {
    let mut excess = vec![-1.0; problem.jobs.len()];
    for pattern in patterns {
        let times = problem.classes[pattern.class as usize].shifts.len() as f64;
        for o in &pattern.orders {
            excess[*o as usize] += times;
        }
    }
    excess
}
