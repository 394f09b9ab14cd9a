//! Risk made linear in the choices, and never more than it is. The mean beyond a quantile is the greatest of all weighted
//! means whose weights are at most `1 / ((1 - share) S)` (the dual of CVaR; Rockafellar, Uryasev 2000): any such weights give
//! less. What is out beyond the spares is convex in what is out: any slope from 0 to 1 through the spares gives less; and it is
//! at most what is out of any members but as many as there are spares, which gives less where less counts more. The excess
//! of a quantile has no such weights; there a tail counts as 0, its least.

use super::{
    problem::{Group, Job, RiskProblem, Tail},
    tally::{Facts, Tally},
};

#[derive(Clone)]
pub(crate) struct Lenient {
    /// By period and scenario, adding up to 1: what each counts in the tail. Empty where tails count as 0.
    tails: Vec<Vec<f64>>,
    /// The most that one may weigh.
    cap: Vec<f64>,
    /// By group and period, slice and scenario: how much of what is out beyond the spares, or less than them, counts.
    slopes: Vec<Vec<Vec<f64>>>,
    /// By job of a group and period, slice and scenario: whether it counts where a weight is below 0. All but as many members
    /// as there are spares do.
    counted: Vec<Vec<Vec<bool>>>,
}

pub(crate) struct Costs {
    pub constant: f64,
    /// By job and choice.
    pub of_choice: Vec<Vec<f64>>,
}

/// Hours out of a slice, as a share of it, may be so much more than the whole.
const ROUNDING: f64 = 1e-9;
/// What a slope moves by at first, where a unit more or less is out than there are spares.
const STEEP: f64 = 0.2;

impl Lenient {
    pub fn new(problem: &RiskProblem) -> Self {
        // A unit that is more than out, or less than in, is nothing that a plant has; what holds below holds for units.
        let is_out = |j: &Job| j.group.is_none() || j.risk.iter().all(|r| (0.0..=1.0 + ROUNDING).contains(r));
        let has_tails =
            problem.tail == Tail::TailMeanExcess && problem.tail_weight > 0.0 && problem.jobs.iter().all(is_out);
        let uniform = |s: &usize| vec![1.0 / *s as f64; *s];
        let cap = |s: &usize| match problem.quantile < 1.0 {
            true => (1.0 / ((1.0 - problem.quantile) * *s as f64)).min(1.0),
            false => 1.0,
        };
        let slopes = problem.groups.iter().map(|g| problem.scenarios.iter().map(|s| vec![0.0; s * g.slices]).collect());
        let everywhere = |j: &Job| match j.group {
            None => Vec::new(),
            Some(g) => problem.scenarios.iter().map(|s| vec![true; s * problem.groups[g].slices]).collect(),
        };
        Self {
            tails: if has_tails { problem.scenarios.iter().map(uniform).collect() } else { Vec::new() },
            cap: problem.scenarios.iter().map(cap).collect(),
            slopes: slopes.collect(),
            counted: problem.jobs.iter().map(everywhere).collect(),
        }
    }

    /// Whether there is nothing to choose: the costs stay what they are.
    pub fn is_fixed(&self) -> bool {
        self.tails.is_empty() && self.slopes.is_empty()
    }

    /// Weighs what that schedule's tails consist of.
    pub fn lean_on(&mut self, problem: &RiskProblem, facts: &Facts, tally: &Tally) {
        for (t, tails) in self.tails.iter_mut().enumerate() {
            let totals = &tally.totals()[t];
            let mut worst: Vec<usize> = (0..totals.len()).collect();
            worst.sort_by(|a, b| totals[*b].total_cmp(&totals[*a]));
            tails.fill(0.0);
            let mut left = 1.0f64;
            for s in worst {
                tails[s] = left.min(self.cap[t]);
                left -= tails[s];
            }
        }
        for (g, group) in problem.groups.iter().enumerate() {
            self.count_others(problem, facts, tally, g, group);
        }
        for ((slopes, down), group) in self.slopes.iter_mut().zip(tally.down()).zip(&problem.groups) {
            let at = |down: &f64| match down.total_cmp(&group.spare) {
                std::cmp::Ordering::Less => 0.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Greater => 1.0,
            };
            slopes.iter_mut().flatten().zip(down.iter().flatten()).for_each(|(slope, down)| *slope = at(down));
        }
    }

    /// What is out most in that schedule is what the spares stand in for: the others count.
    fn count_others(&mut self, problem: &RiskProblem, facts: &Facts, tally: &Tally, g: usize, group: &Group) {
        let members: Vec<usize> = (0..problem.jobs.len()).filter(|j| problem.jobs[*j].group == Some(g)).collect();
        let spares = (group.spare.floor() as usize).min(members.len());
        for t in 0..problem.periods() {
            let out: Vec<&[f64]> = members
                .iter()
                .map(|j| facts.slice(problem, *j, tally.chosen[*j] as usize, t as u32).unwrap_or_default())
                .collect();
            let at = |m: usize, i: usize| out[m].get(i).copied().unwrap_or(0.0);
            let mut order: Vec<usize> = (0..members.len()).collect();
            for i in 0..problem.scenarios[t] * group.slices {
                order.sort_by(|a, b| at(*b, i).total_cmp(&at(*a, i)));
                for (rank, m) in order.iter().enumerate() {
                    self.counted[members[*m]][t][i] = rank >= spares;
                }
            }
        }
    }

    /// One step toward where the jobs' reply loses most. False where there is nothing to climb to.
    pub fn climb(&mut self, problem: &RiskProblem, reply: &Tally, way: f64, pace: f64) -> bool {
        for ((slopes, down), group) in self.slopes.iter_mut().zip(reply.down()).zip(&problem.groups) {
            for (slope, down) in slopes.iter_mut().flatten().zip(down.iter().flatten()) {
                *slope = (*slope + pace * STEEP * (down - group.spare)).clamp(0.0, 1.0);
            }
        }
        let means = reply.periods.iter().map(|p| p.mean);
        let length: f64 = reply
            .totals()
            .iter()
            .zip(means)
            .map(|(totals, mean)| totals.iter().map(|v| (problem.tail_weight * (v - mean)).powi(2)).sum::<f64>())
            .sum();
        if self.tails.is_empty() || length == 0.0 {
            return !self.slopes.is_empty();
        }
        let stride = way / length * problem.tail_weight;
        for (t, tails) in self.tails.iter_mut().enumerate() {
            let (totals, mean) = (&reply.totals()[t], reply.periods[t].mean);
            tails.iter_mut().zip(totals).for_each(|(q, v)| *q += stride * (v - mean));
            project(tails, self.cap[t]);
        }
        true
    }

    /// What each choice costs at least, and what is there whatever is chosen.
    /// None where nobody waits for it any longer.
    pub fn costs(&self, problem: &RiskProblem, facts: &Facts, is_cancelled: &dyn Fn() -> bool) -> Option<Costs> {
        if self.is_fixed() {
            return Some(fixed(problem, facts));
        }
        let weights: Vec<Vec<f64>> = (0..problem.periods()).map(|t| self.weights(problem, t)).collect();
        let base = problem.base.iter().zip(&weights);
        let mut constant: f64 = base.map(|(values, w)| values.iter().zip(w).map(|(v, w)| v * w).sum::<f64>()).sum();
        let slopes: Vec<Vec<Vec<f64>>> = (0..problem.groups.len())
            .map(|g| (0..problem.periods()).map(|t| self.of_group(problem, g, t, &weights[t], &mut constant)).collect())
            .collect();
        let cost = |j: usize, job: &Job, c: usize| {
            let choice = &job.choices[c];
            let of_period = |t: u32| {
                let risk = facts.slice(problem, j, c, t).unwrap_or_default();
                match job.group {
                    None => risk.iter().zip(&weights[t as usize]).map(|(r, w)| r * w).sum::<f64>(),
                    Some(g) => {
                        let counted = self.counted[j][t as usize].iter();
                        let counts = slopes[g][t as usize].iter().zip(counted);
                        risk.iter().zip(counts).map(|(r, (w, c))| if *w >= 0.0 || *c { r * w } else { 0.0 }).sum()
                    }
                }
            };
            choice.cost + (choice.from..choice.until).map(of_period).sum::<f64>()
        };
        let of_job = |(j, job): (usize, &Job)| {
            (!is_cancelled()).then(|| (0..job.choices.len()).map(|c| cost(j, job, c)).collect::<Vec<f64>>())
        };
        let of_choice = problem.jobs.iter().enumerate().map(of_job).collect::<Option<_>>()?;
        Some(Costs { constant, of_choice })
    }

    /// What a unit of risk counts in each scenario of a period: in the mean, and in the tail beyond it.
    fn weights(&self, problem: &RiskProblem, t: usize) -> Vec<f64> {
        let even = 1.0 / problem.scenarios[t] as f64;
        match self.tails.get(t) {
            None => vec![problem.mean_weight * even; problem.scenarios[t]],
            Some(tails) => {
                tails.iter().map(|q| problem.mean_weight * even + problem.tail_weight * (q - even)).collect()
            }
        }
    }

    /// By slice and scenario: what a unit out counts, and in `constant` what the spares take off.
    fn of_group(&self, problem: &RiskProblem, g: usize, t: usize, weights: &[f64], constant: &mut f64) -> Vec<f64> {
        let group = &problem.groups[g];
        let value = group.value[t] / group.slices as f64;
        let of = |(i, counts): (usize, &f64)| {
            let weight = weights[i % weights.len()] * value;
            if weight < 0.0 {
                return weight * (1.0 + ROUNDING);
            }
            let slope = weight * counts;
            *constant -= slope * group.spare;
            slope
        };
        self.slopes[g][t].iter().enumerate().map(of).collect()
    }
}

/// Means alone: what the facts have already.
fn fixed(problem: &RiskProblem, facts: &Facts) -> Costs {
    let mean = |values: &Vec<f64>| problem.mean_weight * values.iter().sum::<f64>() / values.len() as f64;
    let of_job = |j: usize| (0..problem.jobs[j].choices.len()).map(|c| facts.mean_cost(j, c)).collect();
    Costs { constant: problem.base.iter().map(mean).sum(), of_choice: (0..problem.jobs.len()).map(of_job).collect() }
}

/// The nearest weights from 0 to `cap` that add up to 1.
fn project(weights: &mut [f64], cap: f64) {
    const HALVINGS: usize = 60;
    let sum = |shift: f64| weights.iter().map(|w| (w - shift).clamp(0.0, cap)).sum::<f64>();
    let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let least = weights.iter().copied().fold(f64::INFINITY, f64::min);
    let (mut low, mut high) = (least - cap, most);
    for _ in 0..HALVINGS {
        let middle = low + (high - low) / 2.0;
        if sum(middle) > 1.0 { low = middle } else { high = middle }
    }
    weights.iter_mut().for_each(|w| *w = (*w - high).clamp(0.0, cap));
}

#[cfg(test)]
mod tests {
    use super::project;

    #[test]
    fn projected_weights_add_up_to_one_and_keep_their_cap_and_order() {
        for (given, cap, wanted) in [
            (vec![0.25; 4], 0.5, vec![0.25; 4]),
            (vec![9.0, 0.0, 0.0, 0.0], 0.5, vec![0.5, 1.0 / 6.0, 1.0 / 6.0, 1.0 / 6.0]),
            (vec![-3.0, 2.0, 2.0], 1.0, vec![0.0, 0.5, 0.5]),
            (vec![0.7, 0.5], 1.0, vec![0.6, 0.4]),
        ] {
            let mut weights = given.clone();
            project(&mut weights, cap);
            assert!(weights.iter().zip(&wanted).all(|(w, x)| (w - x).abs() < 1e-9), "{given:?}: {weights:?}");
        }
    }
}
