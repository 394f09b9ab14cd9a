//! Production risk in the plant's words, on cases small enough to be worked out by hand.

#![allow(clippy::unwrap_used)]

use domain::AssetId;
use optimizer::budget::Budget;
use optimizer::reliability::FailureModel;
use optimizer::risk::{
    Crew, GivenOutage, Intervention, LimitKind, Lives, Lock, NotTogether, ParallelEquipment, ProductionRiskError,
    ProductionRiskInput, ProductionRiskPlan, RiskAsset, RiskStatus, Scenarios, Tail, plan_production_risk,
};

fn plan(input: &ProductionRiskInput) -> ProductionRiskPlan {
    let budget = Budget {
        iterations: Some(3_000),
        seconds: None,
        clock: &|| panic!("a run bound by steps looks at no clock"),
        wall_per_second: &|| 1.0,
        is_cancelled: &|| false,
    };
    let plan = plan_production_risk(input, &budget, &mut |_, _| {}).unwrap();
    let value = |v: serde_json::Result<serde_json::Value>| v.unwrap();
    let (asked, told) = (value(serde_json::to_value(input)), value(serde_json::to_value(&plan)));
    if let Err(wrong) = plan_checker::production_risk::check(&asked, &told) {
        panic!("{}", wrong.join("\n"));
    }
    plan
}

/// Four periods of 100 hours. Every asset, left alone, fails at hour 150 and is 80 hours out: 50 in the second period and 30
/// in the third, at 10 an hour. An intervention takes 20 hours, and then the asset runs on.
fn plant(assets: usize) -> ProductionRiskInput {
    let lives = Lives { present: 150.0, after_repair: vec![1e9], after_intervention: vec![1e9], outages: Vec::new() };
    ProductionRiskInput {
        period_hours: vec![100.0; 4],
        assets: (0..assets)
            .map(|i| RiskAsset {
                asset_id: id(i),
                failure: FailureModel::weibull(1_000.0, 2.0).unwrap(),
                age_hours: 900.0,
                repair_hours: 80.0,
                loss_per_hour: vec![10.0; 4],
            })
            .collect(),
        parallel: Vec::new(),
        interventions: (0..assets)
            .map(|asset| Intervention {
                asset,
                periods: 1,
                hours_out: 20.0,
                cost: 5.0,
                crews: vec![(0, 1.0)],
                earliest: 0,
                latest: 3,
                is_required: false,
                locked: None,
            })
            .collect(),
        crews: vec![Crew { name: "Mechanical".into(), available: vec![1.0, 1.0, 0.0, 0.0] }],
        budget: None,
        exclusions: Vec::new(),
        scenarios: Scenarios::Given(vec![vec![lives; assets]; 3]),
        tail: Tail::TailMeanExcess,
        quantile: 0.9,
        tail_share: 0.25,
        seed: 11,
    }
}

/// Any fixed ids will do.
fn id(i: usize) -> AssetId {
    format!("01910000-0000-7000-8000-{i:012}").parse().unwrap()
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-6, "{a} is not {b}");
}

#[test]
fn an_intervention_before_the_failure_saves_the_difference() {
    let plan = plan(&plant(1));
    assert_eq!(plan.status, RiskStatus::Optimal);
    // All scenarios alike: no tail. 80 hours out against 20, at 10 an hour; the mean weighs three quarters.
    close(plan.current_risk.mean, 800.0);
    close(plan.optimized_risk.mean, 200.0);
    close(plan.current_risk.tail, 0.0);
    close(plan.risk_reduction, 450.0);
    assert_eq!(plan.schedule.len(), 1);
    assert!(plan.schedule[0].period <= 1);
    close(plan.schedule[0].saves, 450.0);
    close(plan.before[1].mean, 500.0);
    close(plan.before[2].mean, 300.0);
    close(plan.bound.unwrap(), 150.0);
}

#[test]
fn the_bound_is_told_while_the_search_goes_on_and_no_plan_is_below_it() {
    let budget = Budget::of_steps(3_000);
    let mut told: Vec<(f64, Option<f64>)> = Vec::new();
    let found =
        plan_production_risk(&plant(3), &budget, &mut |objective, bound| told.push((objective, bound))).unwrap();
    let first = told.iter().position(|(_, bound)| bound.is_some()).expect("a bound is told");
    assert!(told[first..].iter().all(|(_, bound)| bound.is_some()), "what is known is not forgotten: {told:?}");
    let bounds: Vec<f64> = told[first..].iter().filter_map(|(_, bound)| *bound).collect();
    assert!(bounds.windows(2).all(|w| w[0] <= w[1]), "it never falls: {bounds:?}");
    let best = found.optimized_risk.weighed;
    assert!(told.iter().all(|(objective, bound)| bound.is_none_or(|b| b <= best + 1e-6 && b <= objective + 1e-6)));
    assert!(first < told.len() - 1, "before the end: {told:?}");
}

#[test]
fn given_scenarios_stand_beside_drawn_ones_and_a_renewal_ends_what_they_say() {
    let mut input = plant(2);
    input.crews[0].available = vec![9.0; 4];
    // New and of long life: as drawn, nothing fails.
    for asset in &mut input.assets {
        (asset.age_hours, asset.failure) = (0.0, FailureModel::weibull(1e9, 3.0).unwrap());
    }
    let outage = |asset, from, until| GivenOutage { asset, from, until };
    input.scenarios =
        Scenarios::DrawnAndGiven { drawn: 3, given: vec![vec![outage(0, 150.0, 200.0), outage(0, 310.0, 400.0)]] };
    // A whole period out in every scenario is more than 140 hours in one of four.
    input.interventions.iter_mut().for_each(|v| v.hours_out = 100.0);
    let judged = plan(&input);
    // One of four scenarios: 140 hours out at 10 an hour.
    close(judged.current_risk.mean, 350.0);
    assert_eq!(judged.schedule.len(), 0, "{:?}", judged.schedule);
    input.interventions[0].hours_out = 1.0;
    let judged = plan(&input);
    assert_eq!((judged.schedule.len(), judged.schedule[0].intervention), (1, 0));
    assert!(judged.schedule[0].period <= 1, "before the first of them");
    close(judged.optimized_risk.mean, 10.0);
    let fingerprint = judged.fingerprint.clone();
    input.scenarios = Scenarios::DrawnAndGiven { drawn: 3, given: vec![vec![outage(0, 150.0, 201.0)]] };
    assert_ne!(plan(&input).fingerprint, fingerprint);
    input.scenarios = Scenarios::DrawnAndGiven { drawn: 3, given: vec![vec![outage(7, 1.0, 2.0)]] };
    assert!(matches!(input.check(), Err(ProductionRiskError::Unknown { given: 7, .. })));
    input.scenarios = Scenarios::DrawnAndGiven { drawn: 3, given: vec![vec![outage(0, 2.0, 1.0)]] };
    assert!(matches!(input.check(), Err(ProductionRiskError::Number { field: "hours", .. })));
}

#[test]
fn a_crew_that_is_short_is_named_and_one_more_is_worth_what_it_saves() {
    let plan = plan(&plant(3));
    // The crew has two slots before the failure; the third asset waits and fails.
    assert_eq!(plan.schedule.len(), 2);
    close(plan.optimized_risk.mean, 1_200.0);
    assert_eq!(plan.not_done.len(), 1);
    assert_eq!(plan.not_done[0].why.id, "production-risk-why-crew");
    let (before, after): (Vec<_>, Vec<_>) = plan.binding.iter().partition(|l| l.period < Some(2));
    assert_eq!(before.len(), 2);
    for limit in before {
        assert_eq!(limit.kind, LimitKind::Crew(0));
        assert_eq!((limit.used, limit.available, limit.step), (1.0, 1.0, 1.0));
        close(limit.worth_at_least.unwrap(), 450.0);
    }
    // After the failure the work would only cut the repair short: worth less, where it is told at all.
    assert!(after.iter().all(|l| l.used == 0.0 && l.worth_at_least.unwrap() < 450.0), "{after:?}");
}

#[test]
fn the_budget_binds_and_its_worth_is_of_one_unit() {
    let mut input = plant(2);
    input.crews[0].available = vec![9.0; 4];
    input.budget = Some(9.0);
    let plan = plan(&input);
    assert_eq!((plan.schedule.len(), plan.not_done[0].why.id.as_str()), (1, "production-risk-why-budget"));
    let budget = plan.binding.iter().find(|b| b.kind == LimitKind::Budget).unwrap();
    // With 10 instead of 9 the second is paid too.
    close(budget.worth_at_least.unwrap(), 450.0);
}

/// A crew of 10 hours with a job of 4 done has room for another of 4, and none for the 8 that a second asset needs.
#[test]
fn a_small_job_does_not_hide_that_a_larger_one_is_kept_out() {
    let mut input = plant(2);
    input.interventions[0].crews = vec![(0, 4.0)];
    input.interventions[1].crews = vec![(0, 8.0)];
    for v in &mut input.interventions {
        (v.earliest, v.latest) = (0, 0);
    }
    input.crews[0].available = vec![10.0, 0.0, 0.0, 0.0];
    // The smaller is worth more, so it is the one that is done.
    input.assets[0].loss_per_hour.iter_mut().for_each(|l| *l *= 3.0);
    let planned = plan(&input);
    assert_eq!((planned.schedule.len(), planned.schedule[0].intervention), (1, 0));
    assert_eq!(planned.not_done[0].why.id, "production-risk-why-crew");
    let [limit] = &planned.binding[..] else { panic!("{:?}", planned.binding) };
    assert_eq!((limit.period, limit.used, limit.available, limit.step), (Some(0), 4.0, 10.0, 2.0));
    close(limit.worth_at_least.unwrap(), 450.0);
    // A trade without hours binds as well as one whose hours are used up.
    input.crews[0].available = vec![0.0; 4];
    let planned = plan(&input);
    let [limit] = &planned.binding[..] else { panic!("{:?}", planned.binding) };
    assert_eq!((limit.period, limit.used, limit.available, limit.step), (Some(0), 0.0, 0.0, 4.0));
    assert!(limit.worth_at_least.unwrap() > 450.0);
}

#[test]
fn work_that_costs_more_than_it_saves_is_left_out_unless_required() {
    let mut input = plant(1);
    input.interventions[0].hours_out = 90.0;
    let idle = plan(&input);
    assert!(idle.schedule.is_empty());
    assert_eq!(idle.not_done[0].why.id, "production-risk-why-saves-nothing");
    close(idle.risk_reduction, 0.0);
    input.interventions[0].is_required = true;
    let required = plan(&input);
    assert_eq!(required.schedule.len(), 1);
    assert!(required.schedule[0].saves < 0.0, "{:?}", required.schedule[0]);
    close(required.schedule[0].saves, required.risk_reduction);
}

#[test]
fn a_spare_unit_carries_the_failure_of_one() {
    let mut input = plant(2);
    input.parallel =
        vec![ParallelEquipment { assets: vec![0, 1], spare: 1, loss_per_hour: vec![10.0; 4], most_in_work: Some(1) }];
    input.crews[0].available = vec![9.0; 4];
    // Both fail together: one unit short for 75 hours, six eighths of a period.
    input.assets.iter_mut().for_each(|a| a.repair_hours = 75.0);
    close(plan(&input).current_risk.mean, 750.0);
    let planned = plan(&input);
    close(planned.optimized_risk.mean, 0.0);
    // Only one of them ever fails: nothing is lost, nothing is to be done.
    let Scenarios::Given(scenarios) = &mut input.scenarios else { unreachable!() };
    scenarios.iter_mut().for_each(|s| s[1].present = f64::INFINITY);
    let calm = plan(&input);
    close(calm.current_risk.mean, 0.0);
    assert!(calm.schedule.is_empty());
}

#[test]
fn exclusions_locks_and_windows_are_kept() {
    let mut input = plant(2);
    input.crews[0].available = vec![9.0; 4];
    input.exclusions = vec![NotTogether { assets: (0, 1), periods: None }];
    let apart = plan(&input);
    assert_eq!(apart.schedule.len(), 2);
    assert_ne!(apart.schedule[0].period, apart.schedule[1].period);
    input.interventions[0].locked = Some(Lock::Starts(1));
    let locked = plan(&input);
    let of = |p: &ProductionRiskPlan, i: usize| p.schedule.iter().find(|s| s.intervention == i).map(|s| s.period);
    assert_eq!((of(&locked, 0), of(&locked, 1)), (Some(1), Some(0)));
    input.interventions[0].locked = Some(Lock::NotDone);
    let without = plan(&input);
    assert_eq!(of(&without, 0), None);
    assert_eq!(without.not_done[0].why.id, "production-risk-why-locked");
}

#[test]
fn required_work_that_does_not_fit_is_said_to_be_impossible() {
    let mut input = plant(3);
    input.interventions.iter_mut().for_each(|v| v.is_required = true);
    // Three required, two slots of the crew in the whole horizon.
    let impossible = plan(&input);
    assert_eq!(impossible.status, RiskStatus::Infeasible);
    let lacking: f64 = impossible.binding.iter().map(|l| l.step).sum();
    assert!(lacking >= 1.0 - 1e-9, "the hour that is missing is told: {:?}", impossible.binding);
    assert!(impossible.binding.iter().all(|l| l.worth_at_least.is_none()));
}

/// A trade that has nobody in any of many periods, each of which would do as well as any other.
#[test]
fn a_reason_never_names_a_limit_that_the_list_of_limits_does_not_have() {
    const PERIODS: usize = 70;
    let mut input = plant(2);
    input.period_hours = vec![100.0; PERIODS];
    input.assets.iter_mut().for_each(|a| a.loss_per_hour = vec![10.0; PERIODS]);
    input.interventions.iter_mut().for_each(|v| v.latest = PERIODS - 1);
    input.crews[0].available = vec![0.0; PERIODS];
    let Scenarios::Given(scenarios) = &mut input.scenarios else { unreachable!() };
    // It fails at the very end: every period before is as good a time as any.
    scenarios.iter_mut().flatten().for_each(|lives| lives.present = (PERIODS * 100 - 60) as f64);
    input.assets.iter_mut().for_each(|a| a.repair_hours = 60.0);
    let planned = plan(&input);
    assert!(planned.schedule.is_empty());
    assert_eq!(planned.not_done.len(), 2);
    for left in &planned.not_done {
        assert_eq!(left.why.id, "production-risk-why-crew");
        let period = serde_json::to_value(&left.why).unwrap()["args"]["period"].as_f64().unwrap() as usize - 1;
        assert!(planned.binding.iter().any(|l| l.period == Some(period)), "{:?}: {:?}", left.why, planned.binding);
    }
}

#[test]
fn the_tail_is_what_lies_beyond_the_mean_of_drawn_scenarios() {
    let mut input = plant(4);
    input.scenarios = Scenarios::Drawn(40);
    input.crews[0].available = vec![2.0; 4];
    let first = plan(&input);
    assert!(first.current_risk.tail > 0.0 && first.risk_reduction > 0.0, "{:?}", first.current_risk);
    assert!(first.bound.unwrap() <= first.optimized_risk.weighed + 1e-9);
    assert_eq!(first.before.len(), 4);
    // The same input, seed and steps: the same plan.
    assert_eq!(first, plan(&input));
    // Another seed draws other scenarios, and is another input.
    input.seed = 12;
    let other = plan(&input);
    assert_ne!(first.fingerprint, other.fingerprint);
    assert_ne!(first.current_risk, other.current_risk);
}

#[test]
fn any_change_of_the_input_changes_its_fingerprint() {
    let fingerprint = |change: &dyn Fn(&mut ProductionRiskInput)| {
        let mut input = plant(2);
        change(&mut input);
        plan(&input).fingerprint
    };
    let same = fingerprint(&|_| {});
    let changes: [&dyn Fn(&mut ProductionRiskInput); 9] = [
        &|i| i.period_hours[0] = 101.0,
        &|i| i.assets[0].age_hours = 901.0,
        &|i| i.assets[1].failure = FailureModel::weibull(1_000.0, 2.5).unwrap(),
        &|i| i.interventions[0].cost = 6.0,
        &|i| i.interventions[1].locked = Some(Lock::NotDone),
        &|i| i.crews[0].available[0] = 2.0,
        &|i| i.budget = Some(100.0),
        &|i| i.exclusions.push(NotTogether { assets: (0, 1), periods: Some(vec![2]) }),
        &|i| i.tail_share = 0.3,
    ];
    let mut seen: Vec<String> = changes.iter().map(|c| fingerprint(c)).collect();
    seen.push(same);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 10);
}

#[test]
fn what_is_no_input_is_refused_with_its_row() {
    let refused = |change: &dyn Fn(&mut ProductionRiskInput)| {
        let mut input = plant(2);
        change(&mut input);
        input.check().unwrap_err()
    };
    let number = refused(&|i| i.assets[1].age_hours = f64::NAN);
    assert_eq!(number, ProductionRiskError::Number { whose: "asset", index: 1, field: "age" });
    assert_eq!(number.message().id, "production-risk-number");
    assert!(matches!(refused(&|i| i.crews[0].available.truncate(2)), ProductionRiskError::Count { given: 2, .. }));
    assert!(matches!(refused(&|i| i.interventions[0].asset = 7), ProductionRiskError::Unknown { given: 7, .. }));
    assert_eq!(refused(&|i| i.scenarios = Scenarios::Drawn(0)), ProductionRiskError::Nothing);
}

#[test]
fn every_message_is_there_in_both_languages() {
    let english = include_str!("../../../../locales/en/production-risk.ftl");
    let arabic = include_str!("../../../../locales/ar/production-risk.ftl");
    let ids = |text: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|l| l.split_once(" = "));
        lines.map(|(id, _)| id.to_owned()).collect()
    };
    assert_eq!(ids(english), ids(arabic));
    for source in [include_str!("../src/risk/plan.rs"), include_str!("../src/risk/plant.rs")] {
        for id in source.split('"').filter(|s| s.starts_with("production-risk-")) {
            assert!(ids(english).iter().any(|known| known == id), "{id} has no text");
        }
    }
}

/// Rare failures as a plant has them, some of the equipment parallel; the tail counts three quarters.
fn fleet() -> ProductionRiskInput {
    let assets = 24;
    let mut input = plant(assets);
    for (i, asset) in input.assets.iter_mut().enumerate() {
        asset.failure = FailureModel::weibull(3_000.0, 3.0).unwrap();
        (asset.age_hours, asset.repair_hours) = (1_200.0 + 60.0 * i as f64, 16.0);
    }
    input.interventions.iter_mut().for_each(|v| v.hours_out = 4.0);
    input.parallel = [(0, 1), (2, 3), (4, 5)]
        .map(|(a, b)| ParallelEquipment {
            assets: vec![a, b],
            spare: 1,
            loss_per_hour: vec![10.0; 4],
            most_in_work: Some(1),
        })
        .into();
    input.crews[0].available = vec![30.0; 4];
    input.scenarios = Scenarios::Drawn(60);
    (input.quantile, input.tail_share) = (0.9, 0.75);
    input
}

/// Of the values of risk most are 0, and of the shortages of parallel equipment most are impossible: what is left HiGHS closes.
#[test]
fn a_fleet_of_rare_failures_is_proven_with_parallel_equipment_and_a_heavy_tail() {
    let plan = plan(&fleet());
    assert_eq!(plan.status, RiskStatus::Optimal, "{:?} of {}", plan.bound, plan.optimized_risk.weighed);
    assert!(plan.risk_reduction > 0.0 && plan.schedule.len() > 3, "{}", plan.schedule.len());
}

#[test]
fn what_required_work_saves_is_told_as_if_it_were_left_alone() {
    let mut free = plant(3);
    free.crews[0].available = vec![9.0; 4];
    let mut bound = free.clone();
    bound.interventions.iter_mut().for_each(|v| v.is_required = true);
    let (free, bound) = (plan(&free), plan(&bound));
    let saves = |plan: &ProductionRiskPlan| plan.schedule.iter().map(|s| s.saves).collect::<Vec<_>>();
    assert_eq!(saves(&free), saves(&bound));
    close(saves(&bound)[0], 450.0);
}

#[test]
fn a_run_that_is_stopped_before_a_first_plan_says_so_at_once() {
    let budget = Budget {
        iterations: Some(3_000),
        seconds: None,
        clock: &|| 0.0,
        wall_per_second: &|| 1.0,
        is_cancelled: &|| true,
    };
    let told = plan_production_risk(&fleet(), &budget, &mut |_, _| {}).unwrap_err();
    assert_eq!(told, ProductionRiskError::Stopped);
}

/// Stops a run of so many assets and scenarios at these seconds: how long each stop took at most.
fn longest_stop(assets: usize, scenarios: usize, stops: &[f64]) -> f64 {
    const PERIODS: usize = 24;
    let mut input = fleet();
    let (asset, intervention) = (input.assets.clone(), input.interventions[0].clone());
    let losses = vec![10.0; PERIODS];
    input.period_hours = vec![100.0; PERIODS];
    input.crews[0].available = vec![4.0; PERIODS];
    input.parallel.iter_mut().for_each(|p| p.loss_per_hour.clone_from(&losses));
    input.assets = (0..assets)
        .map(|i| RiskAsset { asset_id: id(i), loss_per_hour: losses.clone(), ..asset[i % asset.len()].clone() })
        .collect();
    input.interventions =
        (0..assets).map(|asset| Intervention { asset, latest: PERIODS - 1, ..intervention.clone() }).collect();
    input.scenarios = Scenarios::Drawn(scenarios);
    let took = stops.iter().map(|stop| {
        let begun = std::time::Instant::now();
        let clock = || begun.elapsed().as_secs_f64();
        let budget = Budget {
            iterations: None,
            seconds: Some(60.0),
            clock: &clock,
            wall_per_second: &|| 1.0,
            is_cancelled: &|| clock() >= *stop,
        };
        let found = plan_production_risk(&input, &budget, &mut |_, _| {});
        let took = clock() - stop;
        eprintln!("stopped after {stop} s: {took:.3} s, {:?}", found.map(|plan| plan.schedule.len()));
        took
    });
    took.fold(0.0, f64::max)
}

/// The machine may be loaded: a stop that nobody hears takes the whole minute of the budget.
#[test]
fn a_stop_is_heard_soon() {
    assert!(longest_stop(60, 200, &[0.02, 0.1, 0.3, 1.0, 2.0]) < 5.0);
}

/// Whatever a run is doing when it hears of the stop.
#[test]
fn a_stopped_run_gives_a_plan_that_holds_or_none() {
    let mut input = fleet();
    (input.interventions[7].is_required, input.interventions[9].is_required) = (true, true);
    input.exclusions = vec![NotTogether { assets: (6, 7), periods: None }];
    let (mut stopped, mut planned) = (0, 0);
    for heard in [1, 2, 10, 24, 26, 30, 60, 100, 150, 200, 300, 500, 1_000, 3_000] {
        let asked = std::cell::Cell::new(0);
        let is_cancelled = || {
            asked.set(asked.get() + 1);
            asked.get() >= heard
        };
        let budget = Budget { is_cancelled: &is_cancelled, ..Budget::of_steps(3_000) };
        match plan_production_risk(&input, &budget, &mut |_, _| {}) {
            Err(told) => {
                assert_eq!(told, ProductionRiskError::Stopped);
                stopped += 1;
            }
            Ok(plan) => {
                let (asked, told) = (serde_json::to_value(&input).unwrap(), serde_json::to_value(&plan).unwrap());
                plan_checker::production_risk::check(&asked, &told)
                    .unwrap_or_else(|wrong| panic!("{}", wrong.join("\n")));
                planned += 1;
            }
        }
    }
    assert!(stopped > 1 && planned > 1, "{stopped} and {planned}");
}

/// On demand: the most scenarios that may be asked for.
#[test]
#[ignore = "takes a minute of a quiet machine"]
fn a_stop_of_a_thousand_scenarios_is_heard_within_half_a_second() {
    let stops = [0.1, 0.5, 1.0, 1.5, 2.0, 2.2, 2.3, 2.4, 2.5, 2.6, 2.7, 3.0, 4.0, 6.0, 12.0, 16.0];
    assert!(longest_stop(150, 1_000, &stops) < 0.5);
}
