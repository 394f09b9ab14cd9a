//! Scenarios that people give stand beside those that are drawn: imported with a verdict on every row, used by name, and judged.

use crate::{common::Bench, demo, parameters, parsed, repeatable, run};
use serde_json::{Value, json};

async fn import(bench: &Bench, csv: &str, dry_run: bool) -> Value {
    bench.ok("import_risk_scenarios", json!({ "csv": csv, "dryRun": dry_run })).await
}

fn verdicts(report: &Value) -> Vec<String> {
    let rows = report["rows"].as_array().unwrap().iter();
    rows.map(|r| r["verdict"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_tried_dry_then_kept_and_every_row_says_what_it_does() {
    let bench = demo().await;
    let csv = "scenario,site,asset,from,until,loss,probability\n\
               Sandstorm,,AF-306,2027-01-04,2027-01-10,40000,\n\
               Sandstorm,,V-102,2027-01-04,,,0.3\n\
               ,,AF-306,2027-01-04,,1,\n\
               Sandstorm,,NOBODY,2027-01-04,,1,\n\
               Sandstorm,,E-303,4 January,,1,\n\
               Sandstorm,,E-303,2027-01-04,2027-01-01,1,\n\
               Sandstorm,,E-303,2027-01-04,,1,0.5\n\
               Sandstorm,,E-303,2027-01-04,,,1.5\n\
               Sandstorm,,AF-306,2027-01-10,2027-01-12,5,\n\
               Sandstorm,,V-102,2027-01-04,,,0.4\n";
    let dry = import(&bench, csv, true).await;
    assert_eq!((&dry["created"], &dry["refused"], &dry["dryRun"]), (&json!(2), &json!(8), &json!(true)));
    let problems: Vec<&str> =
        dry["rows"].as_array().unwrap().iter().filter_map(|r| r["problem"]["message"]["id"].as_str()).collect();
    assert_eq!(
        problems,
        [
            "risk-scenario-name-wrong",
            "csv-asset-unknown",
            "risk-scenario-day-wrong",
            "risk-scenario-until-before-from",
            "risk-scenario-loss-or-probability",
            "risk-scenario-number-wrong",
            "risk-scenario-overlaps",
            "csv-row-repeats",
        ]
    );
    for row in dry["rows"].as_array().unwrap().iter().filter(|r| !r["problem"].is_null()) {
        for message in [&row["problem"]["message"], &row["problem"]["remedy"]] {
            assert!(app::texts::is_translated(message["id"].as_str().unwrap()), "{message}");
        }
    }
    assert_eq!(bench.ok("list_risk_scenarios", json!({})).await, json!([]), "a dry run keeps nothing");
    import(&bench, csv, false).await;
    let listed = bench.ok("list_risk_scenarios", json!({})).await;
    let one = json!({ "name": "Sandstorm", "lines": 2, "assets": 2, "from": "2027-01-04", "until": "2027-01-10" });
    assert_eq!(listed, json!([one]));
    // Again: nothing new, one changed. Semicolons and decimal commas as Excel writes them.
    let again = "scenario;asset;from;probability\nsandstorm;V-102;2027-01-04;0,3\nSandstorm;V-102;2027-02-01;0,25\n";
    assert_eq!(verdicts(&import(&bench, again, false).await), ["unchanged", "create"]);
    let other = "scenario,asset,from,probability\nSandstorm,V-102,2027-01-04,0.5\n";
    assert_eq!(verdicts(&import(&bench, other, false).await), ["update"]);
    let refused = json!({ "csv": "scenario,asset\nx,y\n", "dryRun": true });
    assert_eq!(bench.refused("import_risk_scenarios", refused).await, "risk-scenario-column-missing");
    bench.ok("delete_risk_scenario", json!({ "name": "Sandstorm" })).await;
    assert_eq!(bench.refused("delete_risk_scenario", json!({ "name": "Sandstorm" })).await, "store-not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_meets_what_is_given_beside_what_is_drawn_and_holds_before_the_checker() {
    let bench = demo().await;
    let p = parameters(&bench, "production_risk", |p| {
        repeatable(p);
        p["scenarios"] = json!(20);
        p["firstDay"] = json!("2027-01-03");
    })
    .await;
    let before = run(&bench, "production_risk", &p).await;
    let told = bench.ok("get_risk_plan", json!({ "runId": before["run"]["id"] })).await;
    assert_eq!((&told["drawnScenarios"], &told["givenScenarios"]), (&json!(20), &json!([])));
    // An asset of the plan that no other stands in for, at nearly all that its days can lose.
    let groups = bench.ok("list_parallel_groups", json!({})).await.to_string();
    let of_plan = ["notDone", "schedule"].into_iter().flat_map(|list| told[list].as_array().unwrap());
    let left = of_plan.into_iter().find(|a| !groups.contains(a["assetId"].as_str().unwrap())).unwrap();
    let tag = left["assetTag"].as_str().unwrap();
    let model = bench.ok("get_cost_model", json!({})).await["model"].clone();
    let own = model["families"][left["family"].as_str().unwrap()]["downtimeCostPerHour"].as_str();
    let an_hour: f64 = own.or(model["downtimeCostPerHour"].as_str()).unwrap().parse().unwrap();
    let loss = (0.9 * 14.0 * 24.0 * an_hour).floor();
    let csv = format!(
        "scenario,asset,from,until,loss\nFlood,{tag},2027-02-20,2027-03-05,{loss}\nFlood,{tag},2029-01-01,,1\n\
         Storm,{tag},2027-03-10,2027-03-12,{an_hour}\n"
    );
    import(&bench, &csv, false).await;
    let mut given = p.clone();
    given["givenScenarios"] = json!(["Flood", "Storm"]);
    let after = run(&bench, "production_risk", &given).await;
    let (input, plan) = parsed(&bench, &after);
    plan_checker::production_risk::check(&input, &plan).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let told_after = bench.ok("get_risk_plan", json!({ "runId": after["run"]["id"] })).await;
    assert_eq!(told_after["givenScenarios"], json!(["Flood", "Storm"]));
    assert_eq!(told_after["givenElsewhere"], 1, "a line after the plan says nothing to it");
    let risk = |told: &Value| told["currentRisk"]["mean"].as_f64().unwrap();
    assert!(risk(&told_after) > risk(&told), "{} {}", risk(&told_after), risk(&told));
    assert_ne!(before["run"]["inputFingerprint"], after["run"]["inputFingerprint"]);
    let again = run(&bench, "production_risk", &given).await;
    assert_eq!(again["run"]["inputFingerprint"], after["run"]["inputFingerprint"]);

    given["givenScenarios"] = json!(["Nowhere"]);
    let asked = json!({ "model": "production_risk", "parameters": given });
    assert_eq!(bench.refused("start_run", asked).await, "risk-scenario-unknown");
    let beyond = format!("scenario,asset,from,loss\nRuin,{tag},2027-02-20,9999999999\n");
    import(&bench, &beyond, false).await;
    given["givenScenarios"] = json!(["Ruin"]);
    let asked = json!({ "model": "production_risk", "parameters": given });
    assert_eq!(bench.refused("start_run", asked).await, "risk-scenario-loss-beyond");
}
