//! A bound that holds for any size: the limits are priced (Lagrangian relaxation) and every job takes its cheapest choice
//! alone; exclusions are let go and tails are taken as 0, their least. Prices climb by Polyak's steps. Whatever the prices
//! are, no schedule costs less.

use super::{problem::RiskProblem, tally::Facts};

/// Steps without a better bound before the step is halved.
const PATIENCE: usize = 8;
/// A step below this share of the first moves nothing any more.
const SMALLEST_STEP: f64 = 1e-3;

/// `target`: the objective of a valid schedule, or of any where there is none.
pub(crate) fn lagrangian_bound(
    problem: &RiskProblem,
    facts: &Facts,
    target: f64,
    rounds: usize,
    is_over: &dyn Fn() -> bool,
) -> f64 {
    let base: f64 =
        problem.base.iter().map(|values| problem.mean_weight * values.iter().sum::<f64>() / values.len() as f64).sum();
    let costs: Vec<Vec<f64>> = (0..problem.jobs.len())
        .map(|j| (0..problem.jobs[j].choices.len()).map(|c| facts.least_cost(problem, j, c)).collect())
        .collect();
    // By limit and period: above 0 the price of the upper, below 0 of the lower limit.
    let mut prices: Vec<Vec<f64>> = problem.limits.iter().map(|l| vec![0.0; l.most.len()]).collect();
    let mut best = f64::NEG_INFINITY;
    let (mut step, mut stale) = (1.0, 0);
    for _ in 0..rounds.max(1) {
        let mut used: Vec<Vec<f64>> = problem.limits.iter().map(|l| vec![0.0; l.most.len()]).collect();
        let mut value = base;
        for (job, costs) in problem.jobs.iter().zip(&costs) {
            let priced = |c: usize| {
                let uses = &job.choices[c].uses;
                costs[c] + uses.iter().map(|u| u.amount * prices[u.limit as usize][u.period as usize]).sum::<f64>()
            };
            let least = (0..costs.len()).map(|c| (priced(c), c)).min_by(|a, b| a.0.total_cmp(&b.0));
            let Some((cost, choice)) = least else { continue };
            value += cost;
            for u in &job.choices[choice].uses {
                used[u.limit as usize][u.period as usize] += u.amount;
            }
        }
        let mut length = 0.0;
        for ((limit, prices), used) in problem.limits.iter().zip(&prices).zip(&used) {
            for p in 0..prices.len() {
                // An infinite limit never has a price.
                if prices[p] > 0.0 {
                    value -= prices[p] * limit.most[p];
                } else if prices[p] < 0.0 {
                    value -= prices[p] * limit.least[p];
                }
                length += slope(prices[p], used[p], limit.least[p], limit.most[p]).powi(2);
            }
        }
        if value > best + 1e-9 * value.abs() {
            (best, stale) = (value, 0);
        } else {
            stale += 1;
        }
        if stale >= PATIENCE {
            (step, stale) = (step * 0.5, 0);
        }
        if length == 0.0 || step < SMALLEST_STEP || is_over() {
            break;
        }
        let stride = step * (target - value).max(1e-6 * target.abs()) / length;
        for ((limit, prices), used) in problem.limits.iter().zip(prices.iter_mut()).zip(&used) {
            for (p, price) in prices.iter_mut().enumerate() {
                *price += stride * slope(*price, used[p], limit.least[p], limit.most[p]);
                // One without an end is never priced.
                if (*price > 0.0 && limit.most[p].is_infinite()) || (*price < 0.0 && limit.least[p].is_infinite()) {
                    *price = 0.0;
                }
            }
        }
    }
    // The checker forgives a tolerance on every limit; so does the bound, by the last digits it may be off.
    best - 1e-9 * best.abs()
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
