//! A schedule worked out by hand, and each rule broken once: the checker tells of every one.

use super::check;
use serde_json::{Value, json};

type Bend = fn(&mut Value, &mut Value);

/// Four periods of 100 hours at 10 an hour. Assets 0 and 1 fail at hour 150 and are 80 hours out; 2 and 3 are parallel and
/// never fail. 0, 2 and 3 are renewed one after the other, 20 hours each.
fn honest() -> (Value, Value) {
    let asset = json!({ "failure": { "weibull": { "eta": 1000.0, "beta": 2.0 } }, "age_hours": 900.0, "repair_hours": 80.0,
                        "loss_per_hour": [10.0, 10.0, 10.0, 10.0] });
    let renewal = |asset: usize| {
        json!({ "asset": asset, "periods": 1, "hours_out": 20.0, "cost": 5.0, "crews": [[0, 1.0]], "earliest": 0, "latest": 3,
                "is_required": false, "locked": null })
    };
    let lives =
        |present: Option<f64>| json!({ "present": present, "after_repair": [1e9], "after_intervention": [1e9] });
    let scenario = json!([lives(Some(150.0)), lives(Some(150.0)), lives(None), lives(None)]);
    let input = json!({
        "period_hours": [100.0, 100.0, 100.0, 100.0],
        "assets": [asset, asset, asset, asset],
        "parallel": [{ "assets": [2, 3], "spare": 1, "loss_per_hour": [10.0, 10.0, 10.0, 10.0], "most_in_work": 1 }],
        "interventions": [renewal(0), renewal(1), renewal(2), renewal(3)],
        "crews": [{ "available": [1.0, 1.0, 1.0, 1.0] }],
        "budget": 15.0,
        "exclusions": [{ "assets": [2, 3], "periods": null }],
        "scenarios": { "given": [scenario, scenario] },
        "tail": "tail_mean_excess", "quantile": 0.5, "tail_share": 0.25, "seed": 1,
    });
    let risk = |mean: f64| json!({ "mean": mean, "tail": 0.0 });
    let plan = json!({
        "status": "feasible",
        "current_risk": { "mean": 1600.0, "tail": 0.0, "weighed": 1200.0 },
        "optimized_risk": { "mean": 1000.0, "tail": 0.0, "weighed": 750.0 },
        "risk_reduction": 450.0,
        "bound": 100.0,
        "schedule": [{ "intervention": 0, "period": 0 }, { "intervention": 2, "period": 2 }, { "intervention": 3, "period": 3 }],
        "not_done": [{ "intervention": 1 }],
        "before": [risk(0.0), risk(1000.0), risk(600.0), risk(0.0)],
        "after": [risk(200.0), risk(500.0), risk(300.0), risk(0.0)],
    });
    (input, plan)
}

#[test]
fn every_broken_rule_is_told() {
    let (input, plan) = honest();
    let verdict = check(&input, &plan).expect("an honest plan");
    assert_eq!((verdict.current, verdict.optimized), (1200.0, 750.0));
    let bends: [(&str, Bend); 27] = [
        ("does not exist", |_, p| p["schedule"][0]["intervention"] = json!(9)),
        ("does not exist", |_, p| p["schedule"][0]["period"] = json!(9)),
        ("outside its window", |i, _| i["interventions"][0]["earliest"] = json!(1)),
        ("outside its window", |i, _| i["interventions"][3]["latest"] = json!(2)),
        ("outside its window", |i, _| i["interventions"][3]["periods"] = json!(2)),
        ("worked on twice", |_, p| p["schedule"][1]["intervention"] = json!(0)),
        ("locked to period 1", |i, _| i["interventions"][0]["locked"] = json!({ "starts": 1 })),
        ("locked out and done", |i, _| i["interventions"][0]["locked"] = json!("not_done")),
        ("1 is required", |i, _| i["interventions"][1]["is_required"] = json!(true)),
        ("crew 0 works", |i, _| i["crews"][0]["available"][2] = json!(0.5)),
        ("the work costs 15", |i, _| i["budget"] = json!(14.0)),
        ("members of group 0", |_, p| p["schedule"][1]["period"] = json!(3)),
        ("in work together", |_, p| p["schedule"][1]["period"] = json!(3)),
        ("told to be left out is false", |_, p| p["not_done"] = json!([])),
        ("told to be left out is true", |_, p| p["not_done"] = json!([{ "intervention": 0 }, { "intervention": 1 }])),
        ("before, period 1", |_, p| p["before"][1]["mean"] = json!(900.0)),
        ("after, period 0", |_, p| p["after"][0]["tail"] = json!(1.0)),
        ("periods are told", |_, p| drop(p["after"].as_array_mut().map(Vec::pop))),
        ("current risk", |_, p| p["current_risk"]["mean"] = json!(1700.0)),
        ("optimized risk", |_, p| p["optimized_risk"]["weighed"] = json!(700.0)),
        ("optimized risk", |_, p| p["optimized_risk"]["tail"] = json!(7.0)),
        ("claims to reduce", |_, p| p["risk_reduction"] = json!(460.0)),
        ("claims that nothing is below", |_, p| p["bound"] = json!(751.0)),
        ("claims to be optimal", |_, p| p["status"] = json!("optimal")),
        // Another scenario, another risk: the claims no longer fit.
        ("after, period 1", |i, _| i["scenarios"]["given"][1][1]["present"] = json!(390.0)),
        ("after, period 3", |i, _| i["interventions"][2]["hours_out"] = json!(120.0)),
        ("optimized risk", |i, _| i["tail_share"] = json!(0.5)),
    ];
    for (told, bend) in bends {
        let (mut input, mut plan) = honest();
        bend(&mut input, &mut plan);
        let wrong = check(&input, &plan).expect_err(told);
        assert!(wrong.iter().any(|w| w.contains(told)), "{told}: {wrong:?}");
    }
}
