//! A plan of which every minute was worked out by hand, and each rule broken once: the checker tells of every one.

use super::check;
use serde_json::{Value, json};

type Bend = fn(&mut Value, &mut Value);

/// Two engineers, two days, three places; parts from a van and from a depot, one order nobody can do.
fn honest() -> (Value, Value) {
    let order = |place: u32, minutes: u32, skill: (u32, u32), release: u32, weight: f64| {
        json!({ "place": place, "minutes": minutes, "skills": [skill], "tools": [], "parts": [], "release": release,
                "due": 1, "window": null, "weight": weight })
    };
    let mut orders = vec![
        order(1, 60, (0, 2), 0, 10.0),
        order(2, 60, (0, 1), 0, 10.0),
        order(1, 90, (1, 1), 0, 20.0),
        order(2, 60, (9, 1), 0, 1.0),
        order(1, 30, (0, 1), 1, 5.0),
    ];
    orders[0]["tools"] = json!([1]);
    orders[0]["parts"] = json!([[7, 1]]);
    orders[0]["window"] = json!([510, 600]);
    orders[2]["tools"] = json!([5]);
    orders[2]["parts"] = json!([[8, 2]]);
    let shift = json!({ "start": 480, "end": 960 });
    let input = json!({
        "days": 2, "places": 3,
        "travel": { "between": [[0, 30, 30], [30, 0, 20], [30, 20, 0]] },
        "engineers": [
            { "home": 0, "skills": [[0, 2]], "tools": [1], "parts": [[7, 1]], "shifts": [shift, shift] },
            { "home": 0, "skills": [[0, 1], [1, 1]], "tools": [], "parts": [], "shifts": [shift, null] },
        ],
        "orders": orders,
        "depots": [{ "place": 0, "tools": [5], "parts": [[8, 2, 0]], "minutes": 10 }],
        "precedences": [{ "before": 0, "after": 1 }],
        "same_engineer": [[0, 1]],
        "locks": [{ "order": 0, "engineer": 0, "day": 0 }],
        "costs": { "weight_per_late_day": 0.1, "weight_per_waiting_day": 0.005, "travel_per_hour": 2.0, "weight_if_unassigned": 3.0 },
    });
    let work = |order: u32, start: u32, fetched: bool| json!({ "work": { "order": order, "start": start, "fetched": fetched } });
    // 80, 60 and 60 minutes of travel at 2 an hour, and order 3 left out at 3 times its weight.
    let plan = json!({
        "days": [
            { "engineer": 0, "day": 0, "stops": [work(0, 510, false), work(1, 590, false)], "end": 680, "travel_minutes": 80 },
            { "engineer": 1, "day": 0, "stops": [{ "depot": { "depot": 0 } }, work(2, 520, true)], "end": 640, "travel_minutes": 60 },
            { "engineer": 0, "day": 1, "stops": [work(4, 510, false)], "end": 570, "travel_minutes": 60 },
        ],
        "unassigned": [{ "order": 3 }],
        "objective": 200.0 / 60.0 * 2.0 + 3.0, "bound": 5.0, "status": "feasible", "assigned_orders": 4,
        "estimated_hours": 440.0 / 60.0, "fairness": { "greatest_hours": 290.0 / 60.0 },
    });
    (input, plan)
}

#[test]
fn every_broken_rule_is_told() {
    let (input, plan) = honest();
    let verdict = check(&input, &plan).expect("an honest plan");
    assert_eq!((verdict.assigned[&2], verdict.loads), ((1, 0), vec![290, 150]));
    let bends: [(&str, Bend); 34] = [
        ("no such engineer", |_, p| p["days"][0]["engineer"] = json!(9)),
        ("a day off", |_, p| p["days"][1]["day"] = json!(1)),
        ("does not exist", |_, p| p["days"][1]["stops"][0]["depot"]["depot"] = json!(5)),
        ("does not exist", |_, p| p["days"][2]["stops"][0]["work"]["order"] = json!(50)),
        ("nobody is there before", |_, p| p["days"][0]["stops"][1]["work"]["start"] = json!(589)),
        ("not released before", |i, _| i["orders"][1]["release"] = json!(1)),
        ("outside its window", |i, _| i["orders"][0]["window"] = json!([511, 600])),
        ("outside its window", |i, _| i["orders"][0]["window"] = json!([400, 509])),
        ("a skill that is not there", |i, _| i["orders"][0]["skills"] = json!([[0, 3]])),
        ("before any depot", |_, p| p["days"][1]["stops"].as_array_mut().expect("stops").reverse()),
        ("a tool that is not there", |i, _| i["depots"][0]["tools"] = json!([])),
        ("a tool that is not there", |i, _| i["engineers"][0]["tools"] = json!([])),
        ("done twice", |_, p| p["days"][2]["stops"][0]["work"]["order"] = json!(1)),
        ("more than one stop at a depot", |_, p| {
            let stops = p["days"][1]["stops"].as_array_mut().expect("stops");
            stops.insert(0, stops[0].clone());
        }),
        ("the shift ends", |i, _| i["engineers"][0]["shifts"][0]["end"] = json!(679)),
        ("says home at 1", |_, p| p["days"][0]["end"] = json!(1)),
        ("minutes of travel", |_, p| p["days"][0]["travel_minutes"] = json!(1)),
        ("has day 0 twice", |_, p| {
            let days = p["days"].as_array_mut().expect("days");
            days.push(days[0].clone());
        }),
        ("locked order 3 is left out", |i, _| i["locks"][0]["order"] = json!(3)),
        ("not where it is locked", |i, _| i["locks"][0]["day"] = json!(1)),
        ("not where it is locked", |i, _| i["locks"][0]["engineer"] = json!(1)),
        ("of one engineer", |i, _| i["same_engineer"] = json!([[0, 2]])),
        ("is of engineer 1", |i, _| i["orders"][0]["engineer"] = json!(1)),
        ("without 3 before it", |i, _| i["precedences"][0]["before"] = json!(3)),
        ("begins before 1 has ended", |i, _| i["precedences"][0] = json!({ "before": 1, "after": 0 })),
        ("the van of engineer 0 gives", |i, _| i["engineers"][0]["parts"] = json!([])),
        ("gives 2 of part 8", |i, _| i["depots"][0]["parts"] = json!([[8, 1, 0]])),
        ("by day 0", |i, _| i["depots"][0]["parts"] = json!([[8, 2, 1]])),
        ("has no part 8", |i, _| i["depots"][0]["parts"] = json!([])),
        ("claims to cost", |_, p| p["objective"] = json!(8.0)),
        ("claims that nothing is below", |_, p| p["bound"] = json!(9.8)),
        ("optimal without a bound", |_, p| p["status"] = json!("optimal")),
        ("leaves out [3] and says []", |_, p| p["unassigned"] = json!([])),
        ("orders are done", |_, p| p["assigned_orders"] = json!(5)),
    ];
    let claims: [(&str, Bend); 2] = [
        ("hours, they are", |_, p| p["estimated_hours"] = json!(7.0)),
        ("the greatest load", |_, p| p["fairness"]["greatest_hours"] = json!(4.0)),
    ];
    for (told, bend) in bends.into_iter().chain(claims) {
        let (mut input, mut plan) = honest();
        bend(&mut input, &mut plan);
        let wrong = check(&input, &plan).expect_err(told);
        assert!(wrong.iter().any(|w| w.contains(told)), "{told}: {wrong:?}");
    }
}
