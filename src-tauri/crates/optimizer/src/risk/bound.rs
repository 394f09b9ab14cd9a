//! A bound that holds for any size: the limits are priced (Lagrangian relaxation), tails and spares count with weights that
//! never make them more than they are (`lenient`), and every job takes its cheapest choice alone; exclusions are let go.
//! Prices and weights climb by Polyak's steps. Whatever they are, no schedule costs less.

use super::{
    lenient::Lenient,
    problem::{Job, LIMIT_TOLERANCE, RiskProblem, Use},
    tally::{Facts, Tally},
};

/// Steps without a better bound before the step is halved.
const PATIENCE: usize = 8;
/// A step below this share of the first moves nothing any more.
const SMALLEST_STEP: f64 = 1e-3;

/// Prices and weights so far, with the best bound that they gave.
pub(crate) struct Relaxation<'a> {
    problem: &'a RiskProblem,
    /// By job: the choices that no limit rules out by themselves.
    possible: Vec<Vec<usize>>,
    at: Multipliers,
    kept: Multipliers,
    best: f64,
}

#[derive(Clone)]
struct Multipliers {
    /// By limit and period: above 0 the price of the upper, below 0 of the lower limit.
    prices: Vec<Vec<f64>>,
    lenient: Lenient,
}

/// What the jobs do at these multipliers, each for itself.
struct Reply {
    value: f64,
    chosen: Vec<u32>,
    used: Vec<Vec<f64>>,
}

impl<'a> Relaxation<'a> {
    pub fn new(problem: &'a RiskProblem) -> Self {
        let prices = problem.limits.iter().map(|l| vec![0.0; l.most.len()]).collect();
        let at = Multipliers { prices, lenient: Lenient::new(problem) };
        let mut uses = problem.jobs.iter().flat_map(|j| &j.choices).flat_map(|c| &c.uses);
        // What uses less than nothing makes room for others.
        let makes_room = uses.any(|u| u.amount < 0.0);
        let possible = problem.jobs.iter().map(|j| possible(problem, j, makes_room)).collect();
        Self { problem, possible, kept: at.clone(), at, best: f64::NEG_INFINITY }
    }

    /// The best bound after so many rounds more, one at least unless it is cancelled. `found`: the best schedule so far; its
    /// tails are where the weights begin. `target`: its objective, or any where there is none.
    pub fn climb(
        &mut self,
        facts: &Facts,
        found: &[u32],
        target: f64,
        rounds: usize,
        (is_over, is_cancelled): (&dyn Fn() -> bool, &dyn Fn() -> bool),
    ) -> f64 {
        if !self.at.lenient.is_fixed() {
            if self.best == f64::NEG_INFINITY {
                // Tails and shortages as nothing: what is known in any case.
                let Some(reply) = self.reply(facts, is_cancelled) else { return self.best };
                self.best = reply.value;
            }
            self.at.lenient.lean_on(self.problem, facts, &Tally::new(self.problem, facts, found.to_vec()));
        }
        let (mut step, mut stale) = (1.0, 0);
        for _ in 0..rounds.max(1) {
            let Some(reply) = self.reply(facts, is_cancelled) else { break };
            if reply.value > self.best + 1e-9 * reply.value.abs() {
                (self.best, stale) = (reply.value, 0);
                self.kept = self.at.clone();
            } else {
                stale += 1;
            }
            if stale >= PATIENCE {
                (step, stale) = (step * 0.5, 0);
                self.at = self.kept.clone();
            }
            if step < SMALLEST_STEP || is_over() {
                break;
            }
            let way = (target - reply.value).max(1e-6 * target.abs());
            let priced = self.move_prices(&reply.used, step * way);
            let moved = self.move_weights(facts, reply.chosen, step * way, step) || priced;
            if !moved {
                break;
            }
        }
        // The checker forgives a tolerance on every limit; so does the bound, by the last digits it may be off.
        self.best - 1e-9 * self.best.abs()
    }

    fn reply(&self, facts: &Facts, is_cancelled: &dyn Fn() -> bool) -> Option<Reply> {
        let problem = self.problem;
        let Multipliers { prices, lenient } = &self.at;
        let costs = lenient.costs(problem, facts, is_cancelled)?;
        let mut used: Vec<Vec<f64>> = problem.limits.iter().map(|l| vec![0.0; l.most.len()]).collect();
        let (mut value, mut chosen) = (costs.constant, Vec::with_capacity(problem.jobs.len()));
        for ((job, costs), possible) in problem.jobs.iter().zip(&costs.of_choice).zip(&self.possible) {
            let priced = |c: usize| {
                let uses = &job.choices[c].uses;
                costs[c] + uses.iter().map(|u| u.amount * prices[u.limit as usize][u.period as usize]).sum::<f64>()
            };
            let least = possible.iter().map(|c| (priced(*c), *c)).min_by(|a, b| a.0.total_cmp(&b.0));
            let (cost, choice) = least.unwrap_or((0.0, 0));
            value += cost;
            chosen.push(choice as u32);
            for u in &job.choices[choice].uses {
                used[u.limit as usize][u.period as usize] += u.amount;
            }
        }
        for (limit, prices) in problem.limits.iter().zip(prices.iter()) {
            for (p, price) in prices.iter().enumerate() {
                // An infinite limit never has a price.
                if *price > 0.0 {
                    value -= price * limit.most[p];
                } else if *price < 0.0 {
                    value -= price * limit.least[p];
                }
            }
        }
        Some(Reply { value, chosen, used })
    }

    fn move_prices(&mut self, used: &[Vec<f64>], way: f64) -> bool {
        let (limits, prices) = (&self.problem.limits, &mut self.at.prices);
        let slopes = limits.iter().zip(prices.iter()).zip(used);
        let square = |price: &f64, used: f64, least: f64, most: f64| slope(*price, used, least, most).powi(2);
        let length: f64 = slopes
            .flat_map(|((l, prices), used)| {
                prices.iter().enumerate().map(move |(p, price)| square(price, used[p], l.least[p], l.most[p]))
            })
            .sum();
        if length == 0.0 {
            return false;
        }
        for ((limit, prices), used) in limits.iter().zip(prices.iter_mut()).zip(used) {
            for (p, price) in prices.iter_mut().enumerate() {
                *price += way / length * slope(*price, used[p], limit.least[p], limit.most[p]);
                // One without an end is never priced.
                if (*price > 0.0 && limit.most[p].is_infinite()) || (*price < 0.0 && limit.least[p].is_infinite()) {
                    *price = 0.0;
                }
            }
        }
        true
    }

    fn move_weights(&mut self, facts: &Facts, chosen: Vec<u32>, way: f64, pace: f64) -> bool {
        if self.at.lenient.is_fixed() {
            return false;
        }
        self.at.lenient.climb(self.problem, &Tally::new(self.problem, facts, chosen), way, pace)
    }
}

/// All of a job that has none at all: then there is no schedule, which is for others to say.
fn possible(problem: &RiskProblem, job: &Job, makes_room: bool) -> Vec<usize> {
    let fits =
        |u: &Use| makes_room || u.amount <= problem.limits[u.limit as usize].most[u.period as usize] + LIMIT_TOLERANCE;
    let all = 0..job.choices.len();
    let possible: Vec<usize> = all.clone().filter(|c| job.choices[*c].uses.iter().all(fits)).collect();
    if possible.is_empty() { all.collect() } else { possible }
}

fn slope(price: f64, used: f64, least: f64, most: f64) -> f64 {
    if used > most || price > 0.0 {
        used - most
    } else if used < least || price < 0.0 {
        used - least
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        random::Random,
        risk::problem::{Choice, Group, Limit, Tail},
    };

    const PERIODS: u32 = 5;
    const SCENARIOS: usize = 60;
    const JOBS: usize = 4;
    const STARTS: u32 = 4;

    /// Rare losses, fewer of them after the job: what tails are made of. One job a period; the first three may be parallel
    /// equipment with one spare.
    fn problem(seed: u64, tail_weight: f64, grouped: bool) -> RiskProblem {
        let mut random = Random::seeded(seed);
        let mut jobs = Vec::new();
        for j in 0..JOBS {
            let mut job = Job { group: (grouped && j < 3).then_some(0), ..Job::default() };
            let (slices, odds, loss) = if job.group.is_some() { (2, 0.4, 0.33) } else { (1, 0.1, 40.0) };
            let mut drawn = |odds: f64| -> Vec<f64> {
                let mut one = || if random.unit() < odds { loss * (1.0 + random.unit() * 2.0) } else { 0.0 };
                (0..SCENARIOS * slices).map(|_| one()).collect()
            };
            let lives: Vec<[Vec<f64>; 2]> = (0..PERIODS).map(|_| [drawn(odds), drawn(odds * 0.2)]).collect();
            for start in 0..STARTS {
                let risk_at = job.risk.len();
                // Every choice meets the same lives.
                for (period, [before, after]) in (0..).zip(&lives) {
                    job.risk.extend(if period < start { before } else { after });
                }
                let uses = vec![Use { limit: 0, period: start, amount: 1.0 }];
                let busy = (start, start + 1);
                job.choices.push(Choice { label: start, cost: 1.0, from: 0, until: PERIODS, risk_at, busy, uses });
            }
            jobs.push(job);
        }
        let periods = PERIODS as usize;
        let group = Group { spare: 1.0, slices: 2, value: vec![300.0; periods] };
        RiskProblem {
            scenarios: vec![SCENARIOS; periods],
            quantile: 0.9,
            tail: Tail::TailMeanExcess,
            mean_weight: 1.0 - tail_weight,
            tail_weight,
            base: vec![vec![0.5; SCENARIOS]; periods],
            jobs,
            limits: vec![Limit { least: vec![f64::NEG_INFINITY; periods], most: vec![1.0; periods] }],
            exclusions: Vec::new(),
            groups: if grouped { vec![group] } else { Vec::new() },
        }
    }

    /// The best of all schedules, by the tally.
    fn best(problem: &RiskProblem, facts: &Facts) -> (f64, Vec<u32>) {
        let all = (0..STARTS.pow(JOBS as u32))
            .map(|code| (0..JOBS as u32).map(|j| code / STARTS.pow(j) % STARTS).collect::<Vec<u32>>());
        let valid = all.map(|chosen| Tally::new(problem, facts, chosen)).filter(|t| t.violation <= 1e-9);
        let best = valid.min_by(|a, b| a.objective.total_cmp(&b.objective)).expect("four jobs fit into four periods");
        (best.objective, best.chosen)
    }

    #[test]
    fn the_bound_counts_the_tail_and_never_exceeds_the_best_schedule() {
        for (tail_weight, grouped, near) in [
            (0.0, false, 0.02),
            (0.5, false, 0.25),
            (0.9, false, 0.3),
            (0.3, true, 0.8),
            (0.5, true, 0.8),
            (0.8, true, 0.98),
        ] {
            for seed in 0..8 {
                let problem = problem(seed, tail_weight, grouped);
                problem.check().expect("a problem");
                let facts = Facts::new(&problem);
                let (objective, chosen) = best(&problem, &facts);
                let mut relaxation = Relaxation::new(&problem);
                let early = relaxation.climb(&facts, &chosen, objective, 40, (&|| false, &|| false));
                let bound = relaxation.climb(&facts, &chosen, objective, 300, (&|| false, &|| false));
                let told =
                    format!("tail {tail_weight}, grouped {grouped}, seed {seed}: {early}, {bound} of {objective}");
                assert!(early <= bound && bound <= objective * (1.0 + 1e-12), "{told}");
                assert!(bound >= objective * (1.0 - near), "{told}");
            }
        }
    }

    #[test]
    fn what_no_limit_lets_through_is_no_cheap_way_out() {
        let mut problem = problem(5, 0.5, false);
        // Work could be left alone at a dear price, and no crew is there for it.
        for job in &mut problem.jobs {
            let dear = Choice { cost: 1e5, uses: Vec::new(), busy: (0, 0), ..job.choices[3].clone() };
            job.choices.push(dear);
        }
        problem.limits[0].most = vec![0.5; PERIODS as usize];
        let facts = Facts::new(&problem);
        let only = Tally::new(&problem, &facts, vec![STARTS; JOBS]);
        assert!(only.violation <= 1e-9);
        let bound =
            Relaxation::new(&problem).climb(&facts, &[STARTS; JOBS], only.objective, 300, (&|| false, &|| false));
        assert!(bound <= only.objective && bound >= only.objective * 0.999, "{bound} of {}", only.objective);
    }

    #[test]
    fn where_nothing_can_be_done_the_bound_is_what_it_costs() {
        let mut problem = problem(3, 0.5, true);
        for job in &mut problem.jobs {
            job.choices.truncate(1);
        }
        problem.limits[0].most = vec![10.0; PERIODS as usize];
        let facts = Facts::new(&problem);
        let only = Tally::new(&problem, &facts, vec![0; JOBS]);
        let bound = Relaxation::new(&problem).climb(&facts, &[0; JOBS], only.objective, 300, (&|| false, &|| false));
        assert!(bound <= only.objective && bound >= only.objective * 0.99, "{bound} of {}", only.objective);
    }
}
