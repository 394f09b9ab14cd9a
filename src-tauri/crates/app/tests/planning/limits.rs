//! What production risk is held to: names of assets that it does not plan are refused, and accepted renewals keep their period
//! where that is asked.

use crate::{demo, parameters, parsed, repeatable, run};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn decisions_and_times_of_assets_that_are_not_in_the_plan_are_refused() {
    let bench = demo().await;
    let nobody = domain::AssetId::new();
    let window = json!({ "assetId": nobody, "earliest": 0, "latest": 1, "isRequired": false });
    for (field, value, refused) in [
        ("locks", json!([{ "assetId": nobody, "period": null }]), "production-risk-lock-unknown"),
        ("windows", json!([window]), "production-risk-window-unknown"),
        ("exclusions", json!([{ "assetIds": [nobody, domain::AssetId::new()] }]), "production-risk-excluded-unknown"),
        ("exclusions", json!([{ "assetIds": [nobody, nobody] }]), "production-risk-exclusion-alone"),
    ] {
        let p = parameters(&bench, "production_risk", |p| p[field] = value).await;
        assert_eq!(
            bench.refused("start_run", json!({ "model": "production_risk", "parameters": p })).await,
            refused,
            "{field}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_renewal_keeps_its_period_where_that_is_asked() {
    let bench = demo().await;
    let small = |p: &mut Value| {
        repeatable(p);
        p["scenarios"] = json!(20);
    };
    // Held to a late period, where the search alone would not put it.
    let p = parameters(&bench, "production_risk", small).await;
    let row = run(&bench, "production_risk", &p).await;
    let told = bench.ok("get_risk_plan", json!({ "runId": row["run"]["id"] })).await;
    let asset = told["schedule"][0]["assetId"].clone();
    let late = parameters(&bench, "production_risk", |p| {
        small(p);
        p["locks"] = json!([{ "assetId": asset, "period": 9 }]);
    });
    let row = run(&bench, "production_risk", &late.await).await;
    let told = bench.ok("get_risk_plan", json!({ "runId": row["run"]["id"] })).await;
    let of = |told: &Value| told["schedule"].as_array().unwrap().iter().find(|s| s["assetId"] == asset).cloned();
    let accepted = json!({ "runId": row["run"]["id"], "ids": [of(&told).unwrap()["proposalId"]] });
    assert_eq!(bench.ok("accept_proposals", accepted).await["accepted"].as_array().unwrap().len(), 1);

    let kept = parameters(&bench, "production_risk", |p| {
        small(p);
        p["keepOrdered"] = json!(true);
    });
    let row = run(&bench, "production_risk", &kept.await).await;
    let (input, plan) = parsed(&bench, &row);
    plan_checker::production_risk::check(&input, &plan).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let again = bench.ok("get_risk_plan", json!({ "runId": row["run"]["id"] })).await;
    let renewal = of(&again).unwrap();
    assert_eq!((&renewal["period"], &renewal["isLocked"]), (&json!(9), &json!(true)));
}
