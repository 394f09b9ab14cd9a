//! HiGHS in a process of its own: it proves what it proves in a thread, a cancel ends it within half a second, and none is
//! left behind. This program starts itself as that process, so it has no test harness (`harness = false`).

#![allow(clippy::unwrap_used)]

use optimizer::{
    budget::Budget,
    exact,
    risk::{Choice, Job, Limit, RiskProblem, RiskStatus, Tail, Use, schedule_risk},
};
use std::{
    cell::Cell,
    env, io,
    process::{Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

const CALLED: &str = "--solve-exactly";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().collect();
    let has = |what: &str| arguments.iter().any(|a| a == what);
    if has(CALLED) {
        return exact::serve(io::stdin(), io::stdout()).map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    if has("--list") {
        // nextest asks for the tests, and once more for the ignored ones.
        if !has("--ignored") {
            println!("the_solver_is_a_process_that_ends: test");
        }
        return ExitCode::SUCCESS;
    }
    let executable = env::current_exe().unwrap();
    exact::set_launcher(Box::new(move || {
        Command::new(&executable).arg(CALLED).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()
    }));
    it_proves_as_it_does_in_a_thread();
    a_cancel_ends_it();
    println!("test the_solver_is_a_process_that_ends ... ok");
    ExitCode::SUCCESS
}

/// Jobs with starts over the periods, a crew of so many a period, and scenarios whose quantile counts.
fn problem(jobs: usize, periods: usize, scenarios: usize) -> RiskProblem {
    let mut state = 7u64;
    let mut draw = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(1u32 << 31)
    };
    let job = |_| {
        let mut job = Job::default();
        for period in 0..periods as u32 {
            let choice = Choice {
                label: period,
                from: period,
                until: period + 1,
                risk_at: job.risk.len(),
                busy: (period, period + 1),
                uses: vec![Use { limit: 0, period, amount: 1.0 + (draw() * 3.0).floor() }],
                cost: 0.0,
            };
            job.risk.extend((0..scenarios).map(|_| (draw() * 100.0).floor()));
            job.choices.push(choice);
        }
        job
    };
    let jobs: Vec<Job> = (0..jobs).map(job).collect();
    let most = (jobs.len() as f64 * 2.4 / periods as f64).ceil() + 1.0;
    RiskProblem {
        scenarios: vec![scenarios; periods],
        quantile: 0.9,
        tail: Tail::QuantileExcess,
        mean_weight: 0.5,
        tail_weight: 0.5,
        base: vec![vec![0.0; scenarios]; periods],
        jobs,
        limits: vec![Limit { least: vec![f64::NEG_INFINITY; periods], most: vec![most; periods] }],
        exclusions: Vec::new(),
        groups: Vec::new(),
    }
}

fn it_proves_as_it_does_in_a_thread() {
    let begun = Instant::now();
    let budget = Budget {
        iterations: None,
        seconds: Some(30.0),
        clock: &|| begun.elapsed().as_secs_f64(),
        wall_per_second: &|| 1.0,
        is_cancelled: &|| false,
    };
    let plan = schedule_risk(&problem(5, 3, 3), 1, None, &budget, &mut |_, _| {}).unwrap();
    assert_eq!(plan.status, RiskStatus::Optimal);
    assert!((plan.bound.unwrap() - plan.objective).abs() < 1e-6, "{:?} {}", plan.bound, plan.objective);
}

fn a_cancel_ends_it() {
    let (begun, cancelled_at, was_there) = (Instant::now(), Cell::new(None), Cell::new(false));
    let is_cancelled = || {
        // Some time after HiGHS began, which it does at 1.5 seconds.
        was_there.set(was_there.get() || children() > 0);
        let is_time = begun.elapsed() > Duration::from_secs(4);
        if is_time && cancelled_at.get().is_none() {
            cancelled_at.set(Some(Instant::now()));
        }
        is_time
    };
    let budget = Budget {
        iterations: None,
        seconds: Some(60.0),
        clock: &|| begun.elapsed().as_secs_f64(),
        wall_per_second: &|| 1.0,
        is_cancelled: &is_cancelled,
    };
    let plan = schedule_risk(&problem(120, 12, 40), 1, None, &budget, &mut |_, _| {}).unwrap();
    let answered = cancelled_at.get().map(|at| at.elapsed());
    assert_eq!(plan.status, RiskStatus::Feasible);
    assert!(answered.is_some_and(|took| took < Duration::from_millis(500)), "{answered:?}");
    if cfg!(target_os = "linux") {
        assert!(was_there.get(), "HiGHS worked in a process");
        assert_eq!(children(), 0, "and none is left");
    }
}

/// Processes that this one has started and that still are, as `/proc` tells.
fn children() -> usize {
    let own = std::process::id().to_string();
    let Ok(entries) = std::fs::read_dir("/proc") else { return 0 };
    let stats = entries.filter_map(|e| std::fs::read_to_string(e.ok()?.path().join("stat")).ok());
    stats.filter(|s| s.rsplit_once(')').and_then(|(_, t)| t.split_whitespace().nth(1)) == Some(own.as_str())).count()
}
