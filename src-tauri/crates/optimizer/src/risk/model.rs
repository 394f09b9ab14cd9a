//! The problem as a mixed-integer model for HiGHS. One binary a choice. The tail of a period is a column `e >= 0`:
//! - quantile excess: `e >= risk_s - mean - M_s y_s`, where at most `S - rank` scenarios may be left out (`y_s = 1`);
//!   `M_s` is the most that scenario can lie above the mean within the limits of that period;
//! - tail mean excess: `e >= q + sum(u_s) / ((1 - share) S) - mean`, `u_s >= risk_s - q`, `u_s >= 0`.
//!
//! A group's shortage is a column for each slice and scenario in which there can be one, `z >= units down - spare`.
//!
//! Failures are rare: of the values of risk some one in ten is above 0, and only those are terms.

use super::{
    measure::quantile_rank,
    problem::{RiskProblem, Tail},
    tally::Facts,
};
use crate::exact::Model;

pub(crate) struct RiskModel {
    pub model: Model,
    /// The first column of each job's choices.
    first: Vec<usize>,
    /// What the model's objective lacks.
    pub constant: f64,
    tails: Vec<TailColumns>,
    shortages: Vec<Shortage>,
}

enum TailColumns {
    Excess { e: usize, left_out: Vec<usize>, kept_out: usize },
    TailMean { e: usize, q: usize, over: Vec<usize> },
}

struct Shortage {
    group: usize,
    period: usize,
    /// Slice and scenario with its column.
    columns: Vec<(usize, usize)>,
}

/// Numbers of the model before it is made: to judge whether HiGHS will close it.
pub(crate) struct Size {
    pub binaries: usize,
    pub terms: usize,
}

pub(crate) fn size(problem: &RiskProblem, facts: &Facts) -> Size {
    let choices: usize = problem.jobs.iter().map(|j| j.choices.len()).sum();
    let left_out = match problem.tail {
        Tail::QuantileExcess => {
            problem.scenarios.iter().filter(|s| quantile_rank(problem.quantile, **s) < **s).sum::<usize>()
        }
        Tail::TailMeanExcess => 0,
    };
    // A scenario's row of the quantile holds what every choice lies above or below its mean.
    let counts = |r: &&f64| problem.tail == Tail::QuantileExcess || **r != 0.0;
    let risk: usize = problem.jobs.iter().map(|j| j.risk.iter().filter(counts).count()).sum();
    let uses: usize = problem.jobs.iter().flat_map(|j| &j.choices).map(|c| c.uses.len()).sum();
    let groups = 0..problem.groups.len();
    let shortages: usize = groups
        .flat_map(|g| (0..problem.periods()).map(move |t| (g, t)))
        .map(|(g, t)| can_be_short(problem, facts, g, t).len())
        .sum();
    Size { binaries: choices + left_out, terms: risk + uses + 2 * shortages }
}

/// Slices and scenarios of a period in which more units may be down than there are spares, whatever is chosen.
fn can_be_short(problem: &RiskProblem, facts: &Facts, group: usize, t: usize) -> Vec<usize> {
    let mut most = vec![0.0; problem.scenarios[t] * problem.groups[group].slices];
    for (j, job) in problem.jobs.iter().enumerate().filter(|(_, job)| job.group == Some(group)) {
        let mut worst = vec![0.0f64; most.len()];
        for risk in (0..job.choices.len()).filter_map(|c| facts.slice(problem, j, c, t as u32)) {
            worst.iter_mut().zip(risk).for_each(|(w, r)| *w = w.max(*r));
        }
        most.iter_mut().zip(worst).for_each(|(m, w)| *m += w);
    }
    (0..most.len()).filter(|i| most[*i] > problem.groups[group].spare).collect()
}

impl RiskModel {
    pub fn new(problem: &RiskProblem, facts: &Facts) -> Self {
        let mut model = Model::default();
        let mut first = Vec::new();
        for (j, job) in problem.jobs.iter().enumerate() {
            first.push(model.columns.len());
            let columns: Vec<_> = (0..job.choices.len())
                .map(|c| (model.column(facts.least_cost(problem, j, c), 0.0, 1.0, true), 1.0))
                .collect();
            model.row(1.0, 1.0, columns);
        }
        let mut made = Self { model, first, constant: 0.0, tails: Vec::new(), shortages: Vec::new() };
        made.limits(problem);
        made.exclusions(problem);
        made.shortages(problem, facts);
        for t in 0..problem.periods() {
            made.constant += problem.mean_weight * mean(&problem.base[t]);
            made.tail(problem, facts, t);
        }
        made
    }

    fn limits(&mut self, problem: &RiskProblem) {
        let mut rows: Vec<Vec<Vec<(usize, f64)>>> =
            problem.limits.iter().map(|l| vec![Vec::new(); l.most.len()]).collect();
        for (j, job) in problem.jobs.iter().enumerate() {
            for (c, choice) in job.choices.iter().enumerate() {
                for u in &choice.uses {
                    let row = &mut rows[u.limit as usize][u.period as usize];
                    let column = self.first[j] + c;
                    // A choice may use one limit in several ways.
                    match row.last_mut() {
                        Some((last, amount)) if *last == column => *amount += u.amount,
                        _ => row.push((column, u.amount)),
                    }
                }
            }
        }
        for (limit, rows) in problem.limits.iter().zip(rows) {
            for (p, terms) in rows.into_iter().enumerate() {
                if !terms.is_empty() || limit.least[p] > 0.0 || limit.most[p] < 0.0 {
                    self.model.row(limit.least[p], limit.most[p], terms);
                }
            }
        }
    }

    fn exclusions(&mut self, problem: &RiskProblem) {
        for e in &problem.exclusions {
            for t in &e.periods {
                let busy = |j: usize| {
                    let choices = problem.jobs[j].choices.iter().enumerate();
                    let first = self.first[j];
                    choices.filter(|(_, c)| (c.busy.0..c.busy.1).contains(t)).map(move |(c, _)| (first + c, 1.0))
                };
                let (a, b): (Vec<_>, Vec<_>) = (busy(e.jobs.0).collect(), busy(e.jobs.1).collect());
                if !a.is_empty() && !b.is_empty() {
                    self.model.row(f64::NEG_INFINITY, 1.0, [a, b].concat());
                }
            }
        }
    }

    fn shortages(&mut self, problem: &RiskProblem, facts: &Facts) {
        for (g, group) in problem.groups.iter().enumerate() {
            for t in 0..problem.periods() {
                let count = problem.scenarios[t] * group.slices;
                let value = problem.mean_weight * group.value[t] / count as f64;
                let columns: Vec<(usize, usize)> = can_be_short(problem, facts, g, t)
                    .into_iter()
                    .map(|i| (i, self.model.column(value, 0.0, f64::INFINITY, false)))
                    .collect();
                for (i, z) in &columns {
                    let mut terms = vec![(*z, 1.0)];
                    self.each_choice(problem, facts, t, Some(g), |column, risk| {
                        terms.extend((risk[*i] != 0.0).then_some((column, -risk[*i])));
                    });
                    self.model.row(-group.spare, f64::INFINITY, terms);
                }
                self.shortages.push(Shortage { group: g, period: t, columns });
            }
        }
    }

    /// The choices that span a period, of the jobs in this group (or in none).
    fn each_choice(
        &self,
        problem: &RiskProblem,
        facts: &Facts,
        t: usize,
        group: Option<usize>,
        mut each: impl FnMut(usize, &[f64]),
    ) {
        for (j, job) in problem.jobs.iter().enumerate().filter(|(_, job)| job.group == group) {
            for c in 0..job.choices.len() {
                if let Some(risk) = facts.slice(problem, j, c, t as u32) {
                    each(self.first[j] + c, risk);
                }
            }
        }
    }

    fn tail(&mut self, problem: &RiskProblem, facts: &Facts, t: usize) {
        let count = problem.scenarios[t];
        let rank = quantile_rank(problem.quantile, count);
        // Of each scenario: its terms, and what it has without a choice.
        let mut risks: Vec<Vec<(usize, f64)>> = vec![Vec::new(); count];
        self.each_choice(problem, facts, t, None, |column, risk| {
            for (s, r) in risk.iter().enumerate().filter(|(_, r)| **r != 0.0) {
                risks[s].push((column, *r));
            }
        });
        for shortage in self.shortages.iter().filter(|z| z.period == t) {
            let group = &problem.groups[shortage.group];
            for (i, z) in &shortage.columns {
                risks[i % count].push((*z, group.value[t] / group.slices as f64));
            }
        }
        let base = &problem.base[t];
        let base_mean = mean(base);
        let mut means: std::collections::BTreeMap<usize, f64> = Default::default();
        risks.iter().flatten().for_each(|(c, r)| *means.entry(*c).or_default() += r / count as f64);
        let e = self.model.column(problem.tail_weight, 0.0, f64::INFINITY, false);
        if problem.tail == Tail::TailMeanExcess && rank < count {
            let q = self.model.column(0.0, f64::NEG_INFINITY, f64::INFINITY, false);
            let over: Vec<usize> = (0..count).map(|_| self.model.column(0.0, 0.0, f64::INFINITY, false)).collect();
            for (s, u) in over.iter().enumerate() {
                let terms = risks[s].iter().map(|(c, r)| (*c, -r)).chain([(*u, 1.0), (q, 1.0)]);
                self.model.row(base[s], f64::INFINITY, terms.collect());
            }
            let share = 1.0 / ((1.0 - problem.quantile) * count as f64);
            let mut terms: Vec<_> = means.iter().map(|(c, m)| (*c, *m)).collect();
            terms.extend([(e, 1.0), (q, -1.0)]);
            terms.extend(over.iter().map(|u| (*u, -share)));
            self.model.row(-base_mean, f64::INFINITY, terms);
            self.tails.push(TailColumns::TailMean { e, q, over });
            return;
        }
        let kept_out = count - rank;
        let mut left_out = Vec::new();
        for (s, risk) in risks.iter().enumerate() {
            let mut above = means.clone();
            above.values_mut().for_each(|m| *m = -*m);
            risk.iter().for_each(|(c, r)| *above.entry(*c).or_default() += r);
            let most = base[s] - base_mean + self.most_above(problem, t, &above);
            let mut terms: Vec<_> = above.iter().map(|(c, d)| (*c, -*d)).collect();
            terms.push((e, 1.0));
            if kept_out > 0 {
                let y = self.model.column(0.0, 0.0, 1.0, true);
                left_out.push(y);
                terms.push((y, most.max(0.0)));
            }
            self.model.row(base[s] - base_mean, f64::INFINITY, terms);
        }
        if kept_out > 0 {
            self.model.row(f64::NEG_INFINITY, kept_out as f64, left_out.iter().map(|y| (*y, 1.0)).collect());
        }
        self.tails.push(TailColumns::Excess { e, left_out, kept_out });
    }

    /// The most that one scenario can lie above the mean in a period: every job at its worst choice there, as far as each
    /// single limit of that period lets them (a fractional knapsack).
    fn most_above(&self, problem: &RiskProblem, t: usize, above: &std::collections::BTreeMap<usize, f64>) -> f64 {
        let shortage = self.shortages.iter().any(|z| z.period == t);
        if shortage {
            // Every unit down at once, and none in the mean.
            let down: f64 = problem
                .jobs
                .iter()
                .filter_map(|j| Some((j.group?, j)))
                .map(|(g, j)| problem.groups[g].value[t] * j.risk.iter().copied().fold(0.0, f64::max))
                .sum();
            let alone: f64 = self.worst(problem, above).map(|(_, d)| d).sum();
            return down + alone;
        }
        let all: f64 = self.worst(problem, above).map(|(_, d)| d).sum();
        let mut most = all;
        for (l, limit) in problem.limits.iter().enumerate().filter(|(_, l)| l.most.len() == problem.periods()) {
            let mut items: Vec<(f64, f64)> =
                self.worst(problem, above).map(|(j, d)| (d, self.least_use(problem, j, l, t, above))).collect();
            if items.iter().any(|(_, use_)| *use_ < 0.0) {
                continue;
            }
            items.sort_by(|a, b| (b.0 * a.1).total_cmp(&(a.0 * b.1)));
            let (mut room, mut sum) = (limit.most[t].max(0.0), 0.0);
            for (d, amount) in items {
                if amount <= room {
                    room -= amount;
                    sum += d;
                } else {
                    sum += d * room / amount;
                    break;
                }
            }
            most = most.min(sum);
        }
        // A little room for the solver's tolerance.
        most * (1.0 + 1e-9) + 1e-6
    }

    /// Of every job the most that a choice of it lies above the mean, where that is above 0.
    fn worst<'m>(
        &'m self,
        problem: &'m RiskProblem,
        above: &'m std::collections::BTreeMap<usize, f64>,
    ) -> impl Iterator<Item = (usize, f64)> + 'm {
        problem.jobs.iter().enumerate().filter_map(|(j, job)| {
            let columns = self.first[j]..self.first[j] + job.choices.len();
            let most = above.range(columns).map(|(_, d)| *d).fold(0.0, f64::max);
            (most > 0.0).then_some((j, most))
        })
    }

    fn least_use(
        &self,
        problem: &RiskProblem,
        job: usize,
        limit: usize,
        t: usize,
        above: &std::collections::BTreeMap<usize, f64>,
    ) -> f64 {
        let columns = self.first[job]..self.first[job] + problem.jobs[job].choices.len();
        let amount = |c: usize| {
            let uses = problem.jobs[job].choices[c - self.first[job]].uses.iter();
            uses.filter(|u| u.limit as usize == limit && u.period as usize == t).map(|u| u.amount).sum::<f64>()
        };
        above.range(columns).map(|(c, _)| amount(*c)).fold(f64::INFINITY, f64::min)
    }

    /// A complete start from a schedule.
    pub fn start(&self, problem: &RiskProblem, chosen: &[u32], rows: &[Vec<f64>], down: &[Vec<Vec<f64>>]) -> Vec<f64> {
        let mut values = vec![0.0; self.model.columns.len()];
        for (j, c) in chosen.iter().enumerate() {
            values[self.first[j] + *c as usize] = 1.0;
        }
        for z in &self.shortages {
            for (i, column) in &z.columns {
                values[*column] = (down[z.group][z.period][*i] - problem.groups[z.group].spare).max(0.0);
            }
        }
        for (t, tail) in self.tails.iter().enumerate() {
            let mut order: Vec<usize> = (0..rows[t].len()).collect();
            order.sort_by(|a, b| rows[t][*b].total_cmp(&rows[t][*a]));
            let risk = super::measure::period_risk(problem, &rows[t]);
            match tail {
                TailColumns::Excess { e, left_out, kept_out } => {
                    values[*e] = risk.tail;
                    order.iter().take(*kept_out).for_each(|s| values[left_out[*s]] = 1.0);
                }
                TailColumns::TailMean { e, q, over } => {
                    values[*e] = risk.tail;
                    let quantile = rows[t][order[rows[t].len() - quantile_rank(problem.quantile, rows[t].len())]];
                    values[*q] = quantile;
                    for (s, u) in over.iter().enumerate() {
                        values[*u] = (rows[t][s] - quantile).max(0.0);
                    }
                }
            }
        }
        values
    }

    /// The choice of each job.
    pub fn chosen(&self, problem: &RiskProblem, values: &[f64]) -> Vec<u32> {
        let jobs = problem.jobs.iter().zip(&self.first);
        jobs.map(|(job, first)| {
            let mine = &values[*first..first + job.choices.len()];
            (0..mine.len()).max_by(|a, b| mine[*a].total_cmp(&mine[*b])).unwrap_or(0) as u32
        })
        .collect()
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
