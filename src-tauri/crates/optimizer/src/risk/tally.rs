//! A schedule with everything that follows from it, kept up to date move by move: totals by period and scenario, units down
//! by group, use of the limits, exclusions broken. A move is judged period by period and given up as soon as it can no
//! longer be good enough.

use super::{
    measure::{PeriodRisk, period_risk, tail},
    problem::{Choice, Job, LIMIT_TOLERANCE, RiskProblem},
};

pub(crate) struct Tally<'a> {
    pub problem: &'a RiskProblem,
    pub chosen: Vec<u32>,
    /// By period: risk of each scenario.
    totals: Vec<Vec<f64>>,
    /// By group and period: units down in each slice and scenario.
    down: Vec<Vec<Vec<f64>>>,
    pub periods: Vec<PeriodRisk>,
    /// By limit and period.
    pub used: Vec<Vec<f64>>,
    /// Weighted means and tails and the cost of the choices.
    pub objective: f64,
    /// Shortfalls and excesses of limits, each in parts of the limit, and exclusions broken.
    pub violation: f64,
    facts: &'a Facts,
    scratch: Vec<f64>,
    fresh: Vec<(u32, PeriodRisk)>,
}

/// What follows from the problem alone.
pub(crate) struct Facts {
    /// By job and choice: mean risk by spanned period, where the job is in no group.
    means: Vec<Vec<Vec<f64>>>,
    /// By job and choice, see `mean_cost`.
    costs: Vec<Vec<f64>>,
    /// By job: the other, and how many excluded periods lie before each period.
    rivals: Vec<Vec<(u32, usize)>>,
    seasons: Vec<Vec<u32>>,
    /// By limit and period: what a violation is measured in.
    unit: Vec<Vec<f64>>,
    /// Scenarios of all periods before each.
    before: Vec<usize>,
}

impl Facts {
    pub fn new(problem: &RiskProblem) -> Self {
        let mean = |job: &Job, c: &Choice| {
            let mut at = c.risk_at;
            (c.from..c.until)
                .map(|t| {
                    let count = problem.scenarios[t as usize] * problem.slices(job);
                    let sum: f64 = job.risk[at..at + count].iter().sum();
                    at += count;
                    sum / count as f64
                })
                .collect()
        };
        let means: Vec<Vec<Vec<f64>>> =
            problem.jobs.iter().map(|j| j.choices.iter().map(|c| mean(j, c)).collect()).collect();
        let cost = |j: &Job, c: &Choice, means: &[f64]| {
            let mean: f64 = match j.group {
                None => means.iter().sum(),
                Some(g) => means.iter().zip(&problem.groups[g].value[c.from as usize..]).map(|(m, v)| m * v).sum(),
            };
            c.cost + mean * problem.mean_weight
        };
        let jobs = problem.jobs.iter().zip(&means);
        let costs = jobs.map(|(j, means)| j.choices.iter().zip(means).map(|(c, m)| cost(j, c, m)).collect()).collect();
        let mut rivals = vec![Vec::new(); problem.jobs.len()];
        let mut seasons: Vec<Vec<u32>> = Vec::new();
        for e in &problem.exclusions {
            let mut before = vec![0; problem.periods() + 1];
            let mut inside = vec![0; problem.periods()];
            e.periods.iter().for_each(|p| inside[*p as usize] = 1);
            inside.iter().enumerate().for_each(|(p, one)| before[p + 1] = before[p] + one);
            let season = seasons.iter().position(|s| *s == before).unwrap_or_else(|| {
                seasons.push(before);
                seasons.len() - 1
            });
            rivals[e.jobs.0].push((e.jobs.1 as u32, season));
            rivals[e.jobs.1].push((e.jobs.0 as u32, season));
        }
        let unit = |m: &f64| if m.is_finite() && *m > 1.0 { *m } else { 1.0 };
        let unit = problem.limits.iter().map(|l| l.most.iter().map(unit).collect()).collect();
        let before = problem.scenarios.iter().scan(0, |sum, s| Some(std::mem::replace(sum, *sum + s))).collect();
        Self { means, costs, rivals, seasons, unit, before }
    }

    /// A choice's risk in a period, by scenario; `None` where it has none.
    #[inline]
    pub fn slice<'p>(&self, problem: &'p RiskProblem, job: usize, choice: usize, t: u32) -> Option<&'p [f64]> {
        let j = &problem.jobs[job];
        let c = &j.choices[choice];
        if !(c.from..c.until).contains(&t) {
            return None;
        }
        let slices = problem.slices(j);
        let at = c.risk_at + (self.before[t as usize] - self.before[c.from as usize]) * slices;
        Some(&j.risk[at..at + problem.scenarios[t as usize] * slices])
    }

    /// Weighted mean risk of a choice and its cost; of a member of a group as if it had no spare.
    #[inline]
    pub fn mean_cost(&self, job: usize, choice: usize) -> f64 {
        self.costs[job][choice]
    }

    /// What a choice adds to the objective at least, tails aside. A group with enough spares loses nothing.
    pub fn least_cost(&self, problem: &RiskProblem, job: usize, choice: usize) -> f64 {
        match problem.jobs[job].group {
            None => self.mean_cost(job, choice),
            Some(_) => problem.jobs[job].choices[choice].cost,
        }
    }
}

impl<'a> Tally<'a> {
    pub fn new(problem: &'a RiskProblem, facts: &'a Facts, chosen: Vec<u32>) -> Self {
        let mut tally = Self {
            problem,
            totals: problem.base.clone(),
            down: problem
                .groups
                .iter()
                .map(|g| problem.scenarios.iter().map(|s| vec![0.0; *s * g.slices]).collect())
                .collect(),
            periods: vec![PeriodRisk::default(); problem.periods()],
            used: problem.limits.iter().map(|l| vec![0.0; l.most.len()]).collect(),
            objective: 0.0,
            violation: 0.0,
            facts,
            scratch: Vec::new(),
            fresh: Vec::new(),
            chosen,
        };
        for job in 0..problem.jobs.len() {
            tally.add_risk(job, tally.chosen[job] as usize, 1.0);
            for u in &tally.choice(job).uses.clone() {
                tally.used[u.limit as usize][u.period as usize] += u.amount;
            }
        }
        tally.recount();
        tally
    }

    fn choice(&self, job: usize) -> &'a Choice {
        &self.problem.jobs[job].choices[self.chosen[job] as usize]
    }

    /// By period and scenario.
    pub fn totals(&self) -> &[Vec<f64>] {
        &self.totals
    }

    /// By group and period, then slice and scenario.
    pub fn down(&self) -> &[Vec<Vec<f64>>] {
        &self.down
    }

    /// Everything from the totals anew; also takes off what rounding has gathered.
    pub fn recount(&mut self) {
        for (t, totals) in self.totals.iter().enumerate() {
            self.periods[t] = period_risk(self.problem, totals);
        }
        let cost: f64 = (0..self.chosen.len()).map(|j| self.choice(j).cost).sum();
        self.objective = cost + self.periods.iter().map(|p| self.weigh(*p)).sum::<f64>();
        self.violation = 0.0;
        for (l, used) in self.used.iter().enumerate() {
            for (p, used) in used.iter().enumerate() {
                self.violation += self.miss(l, p, *used);
            }
        }
        let broken: usize = (0..self.chosen.len()).map(|j| self.broken(j, self.choice(j))).sum();
        self.violation += broken as f64 / 2.0;
    }

    #[inline]
    fn weigh(&self, p: PeriodRisk) -> f64 {
        self.problem.mean_weight * p.mean + self.problem.tail_weight * p.tail
    }

    #[inline]
    fn miss(&self, limit: usize, period: usize, used: f64) -> f64 {
        let l = &self.problem.limits[limit];
        let miss = (used - l.most[period]).max(l.least[period] - used);
        if miss > LIMIT_TOLERANCE * 0.1 { miss / self.facts.unit[limit][period] } else { 0.0 }
    }

    /// Exclusions that `choice` of the job breaks with the others as they are.
    fn broken(&self, job: usize, choice: &Choice) -> usize {
        let rivals = &self.facts.rivals[job];
        rivals.iter().filter(|(other, season)| self.clash(choice, self.choice(*other as usize), *season)).count()
    }

    #[inline]
    fn clash(&self, a: &Choice, b: &Choice, season: usize) -> bool {
        let (from, until) = (a.busy.0.max(b.busy.0), a.busy.1.min(b.busy.1));
        let before = &self.facts.seasons[season];
        from < until && before[until as usize] > before[from as usize]
    }

    /// How much the violation changes when the job moves to `to`.
    pub fn violation_change(&mut self, job: usize, to: usize) -> f64 {
        let (old, new) = (self.choice(job), &self.problem.jobs[job].choices[to]);
        let mut change = 0.0;
        // Take the old uses off, put the new on, and undo both: the lists are short.
        for u in &old.uses {
            change += self.shift(u.limit, u.period, -u.amount);
        }
        for u in &new.uses {
            change += self.shift(u.limit, u.period, u.amount);
        }
        for u in &new.uses {
            self.used[u.limit as usize][u.period as usize] -= u.amount;
        }
        for u in &old.uses {
            self.used[u.limit as usize][u.period as usize] += u.amount;
        }
        if !self.facts.rivals[job].is_empty() {
            change += self.broken(job, new) as f64 - self.broken(job, old) as f64;
        }
        change
    }

    fn shift(&mut self, limit: u32, period: u32, amount: f64) -> f64 {
        let (l, p) = (limit as usize, period as usize);
        let before = self.miss(l, p, self.used[l][p]);
        self.used[l][p] += amount;
        self.miss(l, p, self.used[l][p]) - before
    }

    /// A lower bound of the change of the objective when the job moves to `to`: means are known at once, tails can at best
    /// vanish. Minus infinity for a member of a group.
    pub fn least_change(&self, job: usize, to: usize) -> f64 {
        if self.problem.jobs[job].group.is_some() {
            return f64::NEG_INFINITY;
        }
        let (old, new) = (self.choice(job), &self.problem.jobs[job].choices[to]);
        let (from, until) = span(old, new);
        let touched = |t: &u32| (old.from..old.until).contains(t) || (new.from..new.until).contains(t);
        let tails: f64 = (from..until).filter(touched).map(|t| self.periods[t as usize].tail).sum();
        self.facts.mean_cost(job, to)
            - self.facts.mean_cost(job, self.chosen[job] as usize)
            - self.problem.tail_weight * tails
    }

    /// The change of the objective when the job moves to `to`; `None` as soon as it is known to be above `most`.
    /// The periods' new risks are kept for `apply`.
    pub fn objective_change(&mut self, job: usize, to: usize, most: f64) -> Option<f64> {
        let problem = self.problem;
        let (old, new) = (self.choice(job), &problem.jobs[job].choices[to]);
        let group = problem.jobs[job].group;
        self.fresh.clear();
        let w_tail = problem.tail_weight;
        let (from, until) = span(old, new);
        let touched = |t: &u32| (old.from..old.until).contains(t) || (new.from..new.until).contains(t);
        let mut change = match group {
            None => self.least_change(job, to),
            Some(_) => new.cost - old.cost,
        };
        if group.is_none() && change > most {
            return None;
        }
        for t in (from..until).filter(touched) {
            let fresh = self.period_after(job, to, t);
            let before = self.periods[t as usize];
            change += match group {
                None => w_tail * fresh.tail,
                Some(_) => self.weigh(fresh) - self.weigh(before),
            };
            self.fresh.push((t, fresh));
            if group.is_none() && change > most {
                return None;
            }
        }
        (change <= most).then_some(change)
    }

    fn period_after(&mut self, job: usize, to: usize, t: u32) -> PeriodRisk {
        let problem = self.problem;
        let j = &problem.jobs[job];
        let at = self.chosen[job] as usize;
        let (old, new) = (&j.choices[at], &j.choices[to]);
        let (minus, plus) = (self.facts.slice(problem, job, at, t), self.facts.slice(problem, job, to, t));
        let totals = &self.totals[t as usize];
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        let risk = match j.group {
            None => {
                let means = &self.facts.means[job];
                let of = |c: &Choice, at: usize| match (c.from..c.until).contains(&t) {
                    true => means[at][(t - c.from) as usize],
                    false => 0.0,
                };
                let mean = self.periods[t as usize].mean + of(new, to) - of(old, at);
                match (minus, plus) {
                    (Some(m), Some(p)) => {
                        scratch.extend(totals.iter().zip(m.iter().zip(p)).map(|(v, (m, p))| v - m + p))
                    }
                    (Some(m), None) => scratch.extend(totals.iter().zip(m).map(|(v, m)| v - m)),
                    (None, Some(p)) => scratch.extend(totals.iter().zip(p).map(|(v, p)| v + p)),
                    (None, None) => scratch.extend_from_slice(totals),
                }
                PeriodRisk { mean, tail: tail(problem, mean, &mut scratch) }
            }
            Some(g) => {
                let (group, down) = (&problem.groups[g], &self.down[g][t as usize]);
                let value = group.value[t as usize] / group.slices as f64;
                let short = |d: f64| (d - group.spare).max(0.0);
                scratch.extend_from_slice(totals);
                for (i, down) in down.iter().enumerate() {
                    let change = plus.map_or(0.0, |p| p[i]) - minus.map_or(0.0, |m| m[i]);
                    scratch[i % totals.len()] += value * (short(down + change) - short(*down));
                }
                let mean = scratch.iter().sum::<f64>() / scratch.len() as f64;
                PeriodRisk { mean, tail: tail(problem, mean, &mut scratch) }
            }
        };
        self.scratch = scratch;
        risk
    }

    /// After `objective_change` and `violation_change` of the same move gave these changes.
    pub fn apply(&mut self, job: usize, to: usize, objective: f64, violation: f64) {
        let (old, new) = (self.choice(job), &self.problem.jobs[job].choices[to]);
        self.add_risk(job, self.chosen[job] as usize, -1.0);
        self.add_risk(job, to, 1.0);
        for (uses, sign) in [(&old.uses, -1.0), (&new.uses, 1.0)] {
            for u in uses {
                self.used[u.limit as usize][u.period as usize] += sign * u.amount;
            }
        }
        self.chosen[job] = to as u32;
        for (t, fresh) in self.fresh.drain(..) {
            self.periods[t as usize] = fresh;
        }
        self.objective += objective;
        self.violation += violation;
    }

    fn add_risk(&mut self, job: usize, choice: usize, sign: f64) {
        let problem = self.problem;
        let j = &problem.jobs[job];
        let c = &j.choices[choice];
        for t in c.from..c.until {
            let Some(risk) = self.facts.slice(problem, job, choice, t) else { continue };
            let totals = &mut self.totals[t as usize];
            match j.group {
                None => totals.iter_mut().zip(risk).for_each(|(v, r)| *v += sign * r),
                Some(g) => {
                    let group = &problem.groups[g];
                    let value = group.value[t as usize] / group.slices as f64;
                    let (down, count) = (&mut self.down[g][t as usize], totals.len());
                    for (i, r) in risk.iter().enumerate() {
                        let before = (down[i] - group.spare).max(0.0);
                        down[i] += sign * r;
                        totals[i % count] += value * ((down[i] - group.spare).max(0.0) - before);
                    }
                }
            }
        }
    }
}

/// From the first to the last period that either changes.
fn span(a: &Choice, b: &Choice) -> (u32, u32) {
    match (a.from == a.until, b.from == b.until) {
        (true, _) => (b.from, b.until),
        (_, true) => (a.from, a.until),
        _ => (a.from.min(b.from), a.until.max(b.until)),
    }
}
