//! A schedule with everything that follows from it, kept up to date move by move: totals by period and scenario, units down
//! by group, use of the limits, exclusions broken. A move is judged period by period and given up as soon as it can no
//! longer be good enough; nothing changes until it is applied.

use super::{
    cells::Cells,
    measure::{PeriodRisk, period_risk, tail},
    problem::{Choice, Job, RiskProblem, Use},
};

/// A job and the choice it goes to. Two jobs that go together are judged as one move.
pub(crate) type Move = (usize, usize);

const MOST_MOVES: usize = 2;

#[derive(Clone)]
pub(crate) struct Tally<'a> {
    pub problem: &'a RiskProblem,
    pub chosen: Vec<u32>,
    /// By period: risk of each scenario.
    totals: Vec<Vec<f64>>,
    /// By group and period: units down in each slice and scenario.
    down: Vec<Vec<Vec<f64>>>,
    pub periods: Vec<PeriodRisk>,
    cells: Cells,
    /// Weighted means and tails and the cost of the choices.
    pub objective: f64,
    /// Shortfalls and excesses of limits, each in parts of the limit, and exclusions broken.
    pub violation: f64,
    facts: &'a Facts,
    scratch: Vec<f64>,
    shifts: Vec<f64>,
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
        let before = problem.scenarios.iter().scan(0, |sum, s| Some(std::mem::replace(sum, *sum + s))).collect();
        Self { means, costs, rivals, seasons, before }
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
            cells: Cells::new(problem),
            objective: 0.0,
            violation: 0.0,
            facts,
            scratch: Vec::new(),
            shifts: Vec::new(),
            fresh: Vec::new(),
            chosen,
        };
        for job in 0..problem.jobs.len() {
            tally.add_risk(job, tally.chosen[job] as usize, 1.0);
            for u in &tally.choice(job).uses {
                tally.cells.take(u, 1.0);
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

    /// How much of a limit is used in one of its periods.
    pub fn used(&self, limit: u32, period: u32) -> f64 {
        self.cells.used(limit, period)
    }

    /// The same of all, by limit and period.
    pub fn all_used(&self) -> Vec<Vec<f64>> {
        self.cells.all_used()
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
        let broken: usize = (0..self.chosen.len()).map(|j| self.broken(j, self.choice(j), &[])).sum();
        self.violation = broken as f64 / 2.0 + self.cells.missed();
    }

    #[inline]
    fn weigh(&self, p: PeriodRisk) -> f64 {
        self.problem.mean_weight * p.mean + self.problem.tail_weight * p.tail
    }

    /// Exclusions that `choice` of the job breaks with those that are not `beside` it, as they are.
    fn broken(&self, job: usize, choice: &Choice, beside: &[Move]) -> usize {
        let others = self.facts.rivals[job].iter().filter(|(o, _)| !beside.iter().any(|(b, _)| *b == *o as usize));
        others.filter(|(other, season)| self.clash(choice, self.choice(*other as usize), *season)).count()
    }

    /// How many exclusions more two jobs break with each other.
    fn broken_together(&self, (a, to_a): Move, (b, to_b): Move) -> f64 {
        let jobs = &self.problem.jobs;
        let seasons = self.facts.rivals[a].iter().filter(|(other, _)| *other as usize == b);
        let changes = seasons.map(|(_, season)| {
            let after = self.clash(&jobs[a].choices[to_a], &jobs[b].choices[to_b], *season);
            f64::from(after) - f64::from(self.clash(self.choice(a), self.choice(b), *season))
        });
        changes.sum()
    }

    #[inline]
    fn clash(&self, a: &Choice, b: &Choice, season: usize) -> bool {
        let (from, until) = (a.busy.0.max(b.busy.0), a.busy.1.min(b.busy.1));
        let before = &self.facts.seasons[season];
        from < until && before[until as usize] > before[from as usize]
    }

    /// How much the violation changes with these moves.
    pub fn violation_change(&mut self, moves: &[Move]) -> f64 {
        debug_assert!(are_apart(moves));
        let Self { problem, chosen, cells, .. } = self;
        each_use(problem, chosen, moves, |u, sign| cells.try_out(u, sign));
        let mut change = cells.undo();
        for (k, (job, to)) in moves.iter().enumerate() {
            if !self.facts.rivals[*job].is_empty() {
                let (old, new) = (self.choice(*job), &self.problem.jobs[*job].choices[*to]);
                change += self.broken(*job, new, moves) as f64 - self.broken(*job, old, moves) as f64;
                change += moves[..k].iter().map(|before| self.broken_together(*before, (*job, *to))).sum::<f64>();
            }
        }
        change
    }

    fn is_grouped(&self, moves: &[Move]) -> bool {
        moves.iter().any(|(job, _)| self.problem.jobs[*job].group.is_some())
    }

    /// The choices that are left and those that are gone to.
    fn choices(&self, moves: &[Move]) -> impl Iterator<Item = (&'a Choice, &'a Choice)> {
        moves.iter().map(|(job, to)| (self.choice(*job), &self.problem.jobs[*job].choices[*to]))
    }

    /// The periods that the moves change, each once.
    fn touched(&self, moves: &[Move]) -> impl Iterator<Item = u32> + use<> {
        let mut spans = [(u32::MAX, u32::MAX); 2 * MOST_MOVES];
        for (k, (old, new)) in self.choices(moves).enumerate() {
            (spans[2 * k], spans[2 * k + 1]) = ((old.from, old.until), (new.from, new.until));
        }
        spans[..2 * moves.len()].sort_unstable();
        let mut done = 0;
        spans.into_iter().flat_map(move |(from, until)| {
            let begin = from.max(done);
            done = done.max(until);
            begin..until
        })
    }

    /// A lower bound of the change of the objective: means are known at once, tails can at best vanish. Minus infinity for
    /// members of a group.
    pub fn least_change(&self, moves: &[Move]) -> f64 {
        if self.is_grouped(moves) {
            return f64::NEG_INFINITY;
        }
        let cost =
            |(job, to): &Move| self.facts.mean_cost(*job, *to) - self.facts.mean_cost(*job, self.chosen[*job] as usize);
        let tails: f64 = self.touched(moves).map(|t| self.periods[t as usize].tail).sum();
        moves.iter().map(cost).sum::<f64>() - self.problem.tail_weight * tails
    }

    /// The change of the objective with these moves; `None` as soon as it is known to be above `most`. The periods' new
    /// risks are kept for `apply`.
    pub fn objective_change(&mut self, moves: &[Move], most: f64) -> Option<f64> {
        debug_assert!(are_apart(moves));
        self.fresh.clear();
        let is_grouped = self.is_grouped(moves);
        let mut change = match is_grouped {
            false => self.least_change(moves),
            true => self.choices(moves).map(|(old, new)| new.cost - old.cost).sum(),
        };
        if !is_grouped && change > most {
            return None;
        }
        for t in self.touched(moves) {
            let fresh = self.period_after(moves, t);
            change += match is_grouped {
                false => self.problem.tail_weight * fresh.tail,
                true => self.weigh(fresh) - self.weigh(self.periods[t as usize]),
            };
            self.fresh.push((t, fresh));
            if !is_grouped && change > most {
                return None;
            }
        }
        (change <= most).then_some(change)
    }

    fn period_after(&mut self, moves: &[Move], t: u32) -> PeriodRisk {
        let (problem, facts) = (self.problem, self.facts);
        let slice = |job: usize, choice: usize| facts.slice(problem, job, choice, t);
        // Work at another time often leaves what was before both times, or long after them, as it was.
        if moves.iter().all(|(job, to)| slice(*job, self.chosen[*job] as usize) == slice(*job, *to)) {
            return self.periods[t as usize];
        }
        let totals = &self.totals[t as usize];
        let mut mean = self.periods[t as usize].mean;
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        scratch.extend_from_slice(totals);
        for (job, to) in moves.iter().filter(|(job, _)| problem.jobs[*job].group.is_none()) {
            for (choice, sign) in [(self.chosen[*job] as usize, -1.0), (*to, 1.0)] {
                let Some(risk) = slice(*job, choice) else { continue };
                scratch.iter_mut().zip(risk).for_each(|(v, r)| *v += sign * r);
                let from = problem.jobs[*job].choices[choice].from;
                mean += sign * facts.means[*job][choice][(t - from) as usize];
            }
        }
        if self.is_grouped(moves) {
            self.shortages_after(moves, t, &mut scratch);
            mean = scratch.iter().sum::<f64>() / scratch.len() as f64;
        }
        let tail = tail(problem, mean, &mut scratch);
        self.scratch = scratch;
        PeriodRisk { mean, tail }
    }

    /// Adds what groups lose more, or less, by the moves of their members.
    fn shortages_after(&mut self, moves: &[Move], t: u32, totals: &mut [f64]) {
        let problem = self.problem;
        let group_of = |m: &Move| problem.jobs[m.0].group;
        for (k, g) in moves.iter().enumerate().filter_map(|(k, m)| Some((k, group_of(m)?))) {
            if moves[..k].iter().any(|m| group_of(m) == Some(g)) {
                continue;
            }
            let (group, down) = (&problem.groups[g], &self.down[g][t as usize]);
            let shifts = &mut self.shifts;
            shifts.clear();
            shifts.resize(down.len(), 0.0);
            for (job, to) in moves[k..].iter().filter(|m| group_of(m) == Some(g)) {
                for (choice, sign) in [(self.chosen[*job] as usize, -1.0), (*to, 1.0)] {
                    let risk = self.facts.slice(problem, *job, choice, t).unwrap_or_default();
                    shifts.iter_mut().zip(risk).for_each(|(s, r)| *s += sign * r);
                }
            }
            let value = group.value[t as usize] / group.slices as f64;
            let short = |d: f64| (d - group.spare).max(0.0);
            for (i, (down, shift)) in down.iter().zip(shifts).enumerate() {
                totals[i % totals.len()] += value * (short(down + *shift) - short(*down));
            }
        }
    }

    /// After `objective_change` and `violation_change` of the same moves gave these changes.
    pub fn apply(&mut self, moves: &[Move], objective: f64, violation: f64) {
        let Self { problem, chosen, cells, .. } = self;
        each_use(problem, chosen, moves, |u, sign| cells.take(u, sign));
        for (job, to) in moves {
            self.add_risk(*job, self.chosen[*job] as usize, -1.0);
            self.add_risk(*job, *to, 1.0);
            self.chosen[*job] = *to as u32;
        }
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

/// One job, or two that are not the same.
fn are_apart(moves: &[Move]) -> bool {
    moves.len() <= MOST_MOVES && moves.iter().skip(1).all(|(job, _)| *job != moves[0].0)
}

/// What the moves give back of the limits (-1) and what they take (1).
fn each_use(problem: &RiskProblem, chosen: &[u32], moves: &[Move], mut change: impl FnMut(&Use, f64)) {
    for (job, to) in moves {
        let choices = &problem.jobs[*job].choices;
        choices[chosen[*job] as usize].uses.iter().for_each(|u| change(u, -1.0));
        choices[*to].uses.iter().for_each(|u| change(u, 1.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        random::Random,
        risk::problem::{Exclusion, Group, Limit, Tail},
    };

    const PERIODS: u32 = 5;
    const SCENARIOS: usize = 4;

    /// The first two jobs are parallel equipment with one spare, the next two are never at work together; a crew that is
    /// asked for in each period and too small for all, a budget. The last choice of a job leaves it alone.
    fn problem(random: &mut Random, tail: Tail) -> RiskProblem {
        let job = |j: usize| {
            let mut job = Job { group: (j < 2).then_some(0), ..Job::default() };
            let values = if j < 2 { 2 * SCENARIOS } else { SCENARIOS };
            for from in 0..PERIODS - 1 {
                let until = (from + 1 + random.below(3) as u32).min(PERIODS);
                let risk_at = job.risk.len();
                job.risk.extend((0..values * (until - from) as usize).map(|_| 2.0 * random.unit()));
                let crew = (from..until).map(|period| Use { limit: 0, period, amount: 1.0 + random.unit() });
                let uses = crew.chain([Use { limit: 1, period: 0, amount: f64::from(from) }]).collect();
                let cost = random.unit();
                job.choices.push(Choice { label: from, cost, from, until, risk_at, busy: (from, until), uses });
            }
            job.choices.push(Choice { label: PERIODS, cost: 3.0, ..Choice::default() });
            job
        };
        let jobs = (0..6).map(job).collect();
        let periods = PERIODS as usize;
        RiskProblem {
            scenarios: vec![SCENARIOS; periods],
            quantile: 0.7,
            tail,
            mean_weight: 0.5,
            tail_weight: 0.8,
            base: vec![vec![0.5; SCENARIOS]; periods],
            jobs,
            limits: vec![
                Limit { least: vec![1.0; periods], most: vec![2.5; periods] },
                Limit { least: vec![f64::NEG_INFINITY], most: vec![7.0] },
            ],
            exclusions: vec![Exclusion { jobs: (2, 3), periods: vec![0, 1, 3] }],
            groups: vec![Group { spare: 1.0, slices: 2, value: vec![5.0; periods] }],
        }
    }

    #[test]
    fn one_move_or_two_together_change_what_counting_anew_finds() {
        let mut random = Random::seeded(7);
        for tail in [Tail::QuantileExcess, Tail::TailMeanExcess].repeat(100) {
            let problem = problem(&mut random, tail);
            problem.check().expect("a problem");
            let facts = Facts::new(&problem);
            let chosen: Vec<u32> = problem.jobs.iter().map(|job| random.below(job.choices.len()) as u32).collect();
            let mut tally = Tally::new(&problem, &facts, chosen);
            for _ in 0..40 {
                let mut a_move = || {
                    let job = random.below(problem.jobs.len());
                    (job, random.below(problem.jobs[job].choices.len()))
                };
                let mut moves = vec![a_move(), a_move()];
                moves.dedup_by_key(|(job, _)| *job);
                let mut after = tally.chosen.clone();
                moves.iter().for_each(|(job, to)| after[*job] = *to as u32);
                let anew = Tally::new(&problem, &facts, after);
                let used = tally.all_used();
                let violation = tally.violation_change(&moves);
                assert_eq!(tally.all_used(), used, "to the last digit");
                let least = tally.least_change(&moves);
                let change = tally.objective_change(&moves, f64::INFINITY).expect("no change is above that");
                let told = format!("{moves:?} from {:?}", tally.chosen);
                assert!((tally.violation + violation - anew.violation).abs() < 1e-9, "{told}");
                assert!((tally.objective + change - anew.objective).abs() < 1e-9, "{told}");
                assert!(least <= change + 1e-9, "{told}");
                assert_eq!(tally.objective_change(&moves, change - 1e-6), None, "{told}");
                tally.objective_change(&moves, f64::INFINITY);
                tally.apply(&moves, change, violation);
                for (ours, theirs) in tally.all_used().iter().flatten().zip(anew.all_used().iter().flatten()) {
                    assert!((ours - theirs).abs() < 1e-9, "{told}");
                }
                for (ours, theirs) in tally.periods.iter().zip(&anew.periods) {
                    assert!((ours.mean - theirs.mean).abs() + (ours.tail - theirs.tail).abs() < 1e-9, "{told}");
                }
            }
        }
    }
}
