//! Schedules of small risk problems against trying everything, with sums of our own; and what is refused.

#![allow(clippy::unwrap_used)]

use optimizer::budget::Budget;
use optimizer::risk::{
    Choice, Exclusion, Group, Job, Limit, RiskError, RiskProblem, RiskSchedule, RiskStatus, Tail, Use, schedule_risk,
};

struct Lcg(u64);

impl Lcg {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

const JOBS: usize = 4;
const PERIODS: usize = 5;
const STARTS: u32 = 4;

/// Four jobs of one or two periods, a crew of two periods' jobs at most, a budget, an exclusion; with `grouped` the first two
/// are parallel equipment with one spare.
fn small(seed: u64, tail: Tail, quantile: f64, grouped: bool) -> RiskProblem {
    let mut r = Lcg(seed * 977 + 5);
    let scenarios: Vec<usize> = (0..PERIODS).map(|_| 3 + r.below(4) as usize).collect();
    let jobs = (0..JOBS)
        .map(|j| {
            let mut job = Job { group: (grouped && j < 2).then_some(0), ..Job::default() };
            let length = 1 + r.below(2) as u32;
            for start in 0..STARTS {
                let (from, until) = (start, start + length);
                let risk_at = job.risk.len();
                let (slices, scale) = if job.group.is_some() { (2, 50.0) } else { (1, 1.0) };
                for p in from..until {
                    job.risk.extend((0..scenarios[p as usize] * slices).map(|_| r.below(100) as f64 / scale));
                }
                let mut uses: Vec<Use> = (from..until).map(|period| Use { limit: 0, period, amount: 1.0 }).collect();
                uses.push(Use { limit: 1, period: 0, amount: f64::from(start) });
                let cost = r.below(10) as f64;
                job.choices.push(Choice { label: start, cost, from, until, risk_at, busy: (from, until), uses });
            }
            job
        })
        .collect();
    let limit = |most: Vec<f64>| Limit { least: vec![f64::NEG_INFINITY; most.len()], most };
    let mut crew = limit(vec![2.0; PERIODS]);
    crew.least[1] = 1.0;
    RiskProblem {
        base: scenarios.iter().map(|s| (0..*s).map(|_| r.below(20) as f64).collect()).collect(),
        scenarios,
        quantile,
        tail,
        mean_weight: 0.5,
        tail_weight: 0.5,
        jobs,
        limits: vec![crew, limit(vec![5.0 + r.below(4) as f64])],
        exclusions: vec![Exclusion { jobs: (2, 3), periods: vec![0, 1, 2] }],
        groups: if grouped { vec![Group { spare: 1.0, slices: 2, value: vec![70.0; PERIODS] }] } else { Vec::new() },
    }
}

/// The objective from the definitions; `None` where a limit or an exclusion is broken.
fn judge(problem: &RiskProblem, chosen: &[usize]) -> Option<f64> {
    let choices: Vec<&Choice> = problem.jobs.iter().zip(chosen).map(|(j, c)| &j.choices[*c]).collect();
    for (l, limit) in problem.limits.iter().enumerate() {
        for p in 0..limit.most.len() {
            let uses = choices.iter().flat_map(|c| &c.uses).filter(|u| (u.limit as usize, u.period as usize) == (l, p));
            let used: f64 = uses.map(|u| u.amount).sum();
            if used > limit.most[p] + 1e-5 || used < limit.least[p] - 1e-5 {
                return None;
            }
        }
    }
    let busy = |j: usize, p: u32| (choices[j].busy.0..choices[j].busy.1).contains(&p);
    if problem.exclusions.iter().any(|e| e.periods.iter().any(|p| busy(e.jobs.0, *p) && busy(e.jobs.1, *p))) {
        return None;
    }
    let mut objective: f64 = choices.iter().map(|c| c.cost).sum();
    for p in 0..problem.periods() {
        let mut totals = problem.base[p].clone();
        let count = totals.len();
        let mut down = vec![vec![0.0; 2 * count]; problem.groups.len()];
        for (job, c) in problem.jobs.iter().zip(&choices) {
            if (c.from..c.until).contains(&(p as u32)) {
                let before: usize = problem.scenarios[c.from as usize..p].iter().sum();
                match job.group {
                    None => (0..count).for_each(|s| totals[s] += job.risk[c.risk_at + before + s]),
                    Some(g) => (0..2 * count).for_each(|i| down[g][i] += job.risk[c.risk_at + 2 * before + i]),
                }
            }
        }
        for (group, down) in problem.groups.iter().zip(&down) {
            for (i, down) in down.iter().enumerate() {
                totals[i % count] += group.value[p] / 2.0 * (down - group.spare).max(0.0);
            }
        }
        let count = count as f64;
        let mean = totals.iter().sum::<f64>() / count;
        totals.sort_by(f64::total_cmp);
        let quantile = totals[((problem.quantile * count - 1e-9).ceil() as usize).max(1) - 1];
        let tail = match problem.tail {
            Tail::QuantileExcess => quantile,
            // Rockafellar and Uryasev: the least over q of q + E[(X - q)+] / (1 - share), reached at a value of X.
            Tail::TailMeanExcess if problem.quantile < 1.0 => totals
                .iter()
                .map(|q| q + totals.iter().map(|v| (v - q).max(0.0)).sum::<f64>() / count / (1.0 - problem.quantile))
                .fold(f64::INFINITY, f64::min),
            Tail::TailMeanExcess => quantile,
        };
        objective += problem.mean_weight * mean + problem.tail_weight * (tail - mean).max(0.0);
    }
    Some(objective)
}

fn optimum(problem: &RiskProblem) -> Option<f64> {
    let starts = STARTS as usize;
    (0..starts.pow(JOBS as u32))
        .filter_map(|code| judge(problem, &(0..JOBS).map(|j| code / starts.pow(j as u32) % starts).collect::<Vec<_>>()))
        .min_by(f64::total_cmp)
}

fn solve(problem: &RiskProblem, seed: u64, steps: u64) -> RiskSchedule {
    let budget = Budget {
        iterations: Some(steps),
        seconds: None,
        clock: &|| panic!("a run bound by steps looks at no clock"),
        wall_per_second: &|| 1.0,
        is_cancelled: &|| false,
    };
    schedule_risk(problem, seed, None, &budget, &mut |_, _| {}).unwrap()
}

fn check_all(tail: Tail, quantile: f64, grouped: bool) {
    let (mut solved, mut impossible) = (0, 0);
    for seed in 0..25 {
        let problem = small(seed, tail, quantile, grouped);
        let plan = solve(&problem, 1, 2_000);
        match optimum(&problem) {
            Some(best) => {
                assert_eq!(plan.status, RiskStatus::Optimal, "seed {seed}");
                let judged = judge(&problem, &plan.chosen).expect("a plan keeps its limits");
                assert!((plan.objective - judged).abs() < 1e-9, "seed {seed}: says {} is {judged}", plan.objective);
                assert!((judged - best).abs() < 1e-6, "seed {seed}: {judged} where {best} is possible");
                assert!(
                    plan.bound.is_some_and(|b| b <= best + 1e-6 && b >= best - 1e-4),
                    "seed {seed}: {:?}",
                    plan.bound
                );
                solved += 1;
            }
            None => {
                assert_eq!(plan.status, RiskStatus::Infeasible, "seed {seed}");
                impossible += 1;
            }
        }
    }
    assert!(solved > 10, "{solved} solved, {impossible} impossible");
}

#[test]
fn the_least_mean_and_quantile_excess_are_found_and_proven() {
    check_all(Tail::QuantileExcess, 0.5, false);
    check_all(Tail::QuantileExcess, 0.95, false);
}

#[test]
fn the_least_mean_and_tail_mean_are_found_and_proven() {
    check_all(Tail::TailMeanExcess, 0.8, false);
    check_all(Tail::TailMeanExcess, 1.0, false);
}

#[test]
fn spares_of_parallel_equipment_are_counted_on() {
    check_all(Tail::QuantileExcess, 0.7, true);
    check_all(Tail::TailMeanExcess, 0.7, true);
}

#[test]
fn a_problem_too_large_for_proof_still_has_a_bound_that_holds() {
    // 60 copies of one job over a crew: far beyond the exact model, but its bound by hand is the sum of the cheapest.
    let scenarios = vec![100; 60];
    let job = |j: usize| {
        let mut job = Job::default();
        for start in 0..55u32 {
            let risk_at = job.risk.len();
            job.risk.extend((0..500).map(|i| ((i * 7 + j * 13 + start as usize * 31) % 97) as f64));
            let uses = (start..start + 5).map(|period| Use { limit: 0, period, amount: 1.0 }).collect();
            let (from, until) = (start, start + 5);
            job.choices.push(Choice {
                label: start,
                from,
                until,
                risk_at,
                busy: (from, until),
                uses,
                ..Choice::default()
            });
        }
        job
    };
    let problem = RiskProblem {
        base: scenarios.iter().map(|s| vec![0.0; *s]).collect(),
        scenarios,
        quantile: 0.9,
        tail: Tail::QuantileExcess,
        mean_weight: 1.0,
        tail_weight: 1.0,
        jobs: (0..60).map(job).collect(),
        limits: vec![Limit { least: vec![0.0; 60], most: vec![6.0; 60] }],
        exclusions: Vec::new(),
        groups: Vec::new(),
    };
    let plan = solve(&problem, 1, 8_000);
    assert_eq!(plan.status, RiskStatus::Feasible);
    let judged = judge(&problem, &plan.chosen).expect("valid");
    let bound = plan.bound.expect("a Lagrangian bound");
    assert!((judged - plan.objective).abs() < 1e-6 && bound <= judged && bound > 0.0, "{bound} {judged}");
    assert_eq!(plan, solve(&problem, 1, 8_000));
}

#[test]
fn what_is_no_problem_is_refused() {
    let refused = |change: &dyn Fn(&mut RiskProblem)| {
        let mut problem = small(0, Tail::QuantileExcess, 0.5, true);
        change(&mut problem);
        problem.check().unwrap_err()
    };
    assert_eq!(refused(&|p| p.quantile = 0.0), RiskError::Quantile(0.0));
    assert_eq!(refused(&|p| p.scenarios[2] = 0), RiskError::NoScenario(2));
    assert_eq!(refused(&|p| p.jobs[1].choices.clear()), RiskError::NoChoice(1));
    assert_eq!(refused(&|p| p.exclusions[0].jobs = (1, 1)), RiskError::Exclusion(0));
    assert_eq!(refused(&|p| p.groups[0].value[0] = -1.0), RiskError::Group(0));
    assert_eq!(refused(&|p| p.base[0][0] = f64::NAN), RiskError::Base);
    assert!(matches!(refused(&|p| p.jobs[0].risk.truncate(1)), RiskError::Choice { job: 0, .. }));
}
