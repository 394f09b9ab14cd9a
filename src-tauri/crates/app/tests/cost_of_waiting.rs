//! The cost model in its versions, the history of an asset, and what waiting costs, through the command table.
#![allow(clippy::unwrap_used)]

mod common;

use common::{ADMIN, Bench, PASSWORD};
use serde_json::{Value, json};

async fn model(bench: &Bench) -> Value {
    bench.ok("get_cost_model", json!({})).await["model"].clone()
}

fn saving(model: &Value, base_version: u32, reason: &str) -> Value {
    json!({ "model": model, "baseVersion": base_version, "reason": reason })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cost_model_is_saved_in_versions_and_nobody_overwrites_what_they_have_not_seen() {
    let bench = Bench::empty().await;
    let example = bench.ok("get_cost_model", json!({})).await;
    assert_eq!((&example["version"], &example["savedAt"]), (&json!(0), &Value::Null));
    let mut own = model(&bench).await;
    own["downtimeCostPerHour"] = json!("31250.50");
    assert_eq!(bench.refused("save_cost_model", saving(&own, 0, " ")).await, "config-field-required");
    let saved = bench.ok("save_cost_model", saving(&own, 0, "Budget 2027")).await;
    assert_eq!((&saved["version"], &saved["model"]), (&json!(1), &own), "amounts come back as they were typed");
    // Somebody who still looks at version 0.
    assert_eq!(bench.refused("save_cost_model", saving(&own, 0, "mine")).await, "store-conflict");
    bench.ok("save_cost_model", saving(&own, 1, "Again")).await;
    let history = bench.ok("list_cost_models", json!({})).await;
    let reasons: Vec<_> = history["items"].as_array().unwrap().iter().map(|v| v["reason"].clone()).collect();
    assert_eq!(reasons, ["Again", "Budget 2027"]);
    // Each with what it changed, the first against the example; a page's last against the version before it.
    assert_eq!(history["items"][0]["changes"], json!([]));
    let first = json!([{ "field": "downtimeCostPerHour", "before": example["model"]["downtimeCostPerHour"], "after": "31250.50" }]);
    assert_eq!(history["items"][1]["changes"], first);
    let newest = bench.ok("list_cost_models", json!({ "limit": 1 })).await;
    assert_eq!((newest["items"].as_array().unwrap().len(), &newest["items"][0]["changes"]), (1, &json!([])));

    for (field, value, refused) in [
        ("downtimeCostPerHour", json!("-1"), "cost-model-amount-wrong"),
        ("downtimeCostPerHour", json!("1.234"), "cost-model-amount-wrong"),
        ("thresholds", json!({ "immediateFrom": 50, "sevenDaysFrom": 50 }), "cost-model-thresholds-crossed"),
        ("weights", json!({ "critical": 1, "high": 3, "medium": 2, "low": 1 }), "cost-model-weights-crossed"),
        ("weights", json!({ "critical": 11, "high": 3, "medium": 2, "low": 1 }), "cost-model-out-of-range"),
    ] {
        let mut wrong = own.clone();
        wrong[field] = value;
        assert_eq!(bench.refused("save_cost_model", saving(&wrong, 2, "x")).await, refused, "{field}");
        assert_eq!(bench.refused("preview_cost_model", json!({ "model": wrong })).await, refused, "{field}");
    }
    assert_eq!(bench.ok("get_cost_model", json!({})).await["version"], 2, "nothing refused was kept");
    let run = bench.ok("run_prioritization", json!({})).await;
    assert_eq!(run["run"]["costModelVersion"], 2, "a run says which version it used");
}

/// Records something that befell the asset so many days ago.
async fn record(bench: &Bench, asset: &str, days_ago: i64, what: Value) -> Value {
    let at = chrono::Utc::now() - chrono::Duration::days(days_ago);
    bench.ok("save_asset_event", json!({ "assetId": asset, "at": at, "what": what })).await
}

fn failure() -> Value {
    json!({ "kind": "failure", "mode": "VIB" })
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_has_a_cost_as_soon_as_the_history_tells_of_enough_lives() {
    let bench = Bench::empty().await;
    let asset = bench.asset("P-1").await;
    let asked = json!({ "assetId": asset, "horizonDays": 90 });
    assert_eq!(bench.refused("get_deferral", asked.clone()).await, "deferral-age-unknown");
    record(&bench, &asset, 1_000, json!({ "kind": "maintenance", "work": "installation" })).await;
    for days_ago in [700, 350] {
        record(&bench, &asset, days_ago, failure()).await;
        assert_eq!(bench.refused("get_deferral", asked.clone()).await, "deferral-history-short");
    }
    record(&bench, &asset, 60, failure()).await;
    let answer = bench.ok("get_deferral", asked.clone()).await;
    assert_eq!(answer["fit"]["livesOf"], "asset");
    assert_eq!((&answer["fit"]["failures"], &answer["fit"]["lives"]), (&json!(3), &json!(4)));
    // To the end of the day that is under way.
    let age = answer["ageDays"].as_f64().unwrap();
    assert!((60.0..=61.0).contains(&age), "{age}");
    let curve = answer["curve"].as_array().unwrap();
    assert_eq!(
        (&curve[0]["netCost"], &curve[0]["riskIncrease"]),
        (&json!(0.0), &json!(0.0)),
        "acting now is the measure"
    );
    let risks: Vec<f64> = curve.iter().map(|p| p["riskIncrease"].as_f64().unwrap()).collect();
    assert!(risks.windows(2).all(|w| w[0] < w[1]) && *risks.last().unwrap() < 1.0);
    for point in &curve[1..] {
        let (low, high) = (&point["riskInterval"]["low"], &point["riskInterval"]["high"]);
        let risk = point["riskIncrease"].as_f64().unwrap();
        assert!(low.as_f64().unwrap() < risk && risk < high.as_f64().unwrap());
    }
    let least = curve.iter().map(|p| p["netCost"].as_f64().unwrap()).fold(f64::INFINITY, f64::min);
    assert!(answer["cheapest"]["netCost"].as_f64().unwrap() <= least);

    // Another of the family without failures of its own borrows the family's.
    let young = bench.asset("P-2").await;
    record(&bench, &young, 30, json!({ "kind": "maintenance", "work": "replacement" })).await;
    let borrowed = bench.ok("get_deferral", json!({ "assetId": young })).await;
    assert_eq!(borrowed["fit"]["livesOf"], "family");
    assert_eq!(
        bench.refused("get_deferral", json!({ "assetId": young, "horizonDays": 0 })).await,
        "config-number-out-of-range"
    );

    // A dearer failure is another version's, and brings the best age forward.
    let mut model = model(&bench).await;
    model["otherFamilies"]["unplannedCost"] = json!("9000000");
    bench.ok("save_cost_model", saving(&model, 0, "Flare penalties")).await;
    let dearer = bench.ok("get_deferral", asked).await;
    assert_eq!((&answer["costModelVersion"], &dearer["costModelVersion"]), (&json!(0), &json!(1)));
    let age = |a: &Value| a["bestAgeDays"].as_f64().unwrap_or(f64::INFINITY);
    assert!(age(&dearer) < age(&answer), "{} {}", dearer["bestAgeDays"], answer["bestAgeDays"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_changed_only_by_who_has_seen_it_and_what_is_no_event_is_refused() {
    let bench = Bench::empty().await;
    let asset = bench.asset("P-1").await;
    let made = record(&bench, &asset, 10, failure()).await;
    let id = made["event"]["id"].clone();
    let at = chrono::Utc::now() - chrono::Duration::days(9);
    let change = |version: i64| json!({ "id": id, "version": version, "assetId": asset, "at": at, "what": failure(), "cost": "12.50" });
    let changed = bench.ok("save_asset_event", change(1)).await;
    assert_eq!((&changed["event"]["version"], &changed["event"]["cost"]), (&json!(2), &json!("12.50")));
    assert_eq!(bench.refused("save_asset_event", change(1)).await, "store-conflict");
    let ahead = chrono::Utc::now() + chrono::Duration::hours(1);
    for (field, value, refused) in [
        ("at", json!(ahead), "asset-event-ahead"),
        ("downtimeHours", json!(-1.0), "config-number-out-of-range"),
        ("cost", json!("-1"), "config-number-out-of-range"),
        ("assetId", json!(domain::AssetId::new()), "store-not-found"),
        ("what", json!({ "kind": "failure", "mode": "XXX" }), "command-field-malformed"),
    ] {
        let mut wrong = json!({ "assetId": asset, "at": at, "what": failure() });
        wrong[field] = value;
        assert_eq!(bench.refused("save_asset_event", wrong).await, refused, "{field}");
    }
    bench.sign_in_as(ADMIN, PASSWORD).await;
    bench.ok("delete_asset_event", json!({ "id": id })).await;
    assert_eq!(bench.refused("delete_asset_event", json!({ "id": id })).await, "store-not-found");
    assert_eq!(bench.ok("list_asset_events", json!({ "assetId": asset })).await["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_age_says_what_it_is_counted_from_and_a_damage_that_grows_makes_waiting_dearer() {
    let bench = Bench::empty().await;
    let asset = bench.asset("P-1").await;
    record(&bench, &asset, 1_000, json!({ "kind": "maintenance", "work": "installation" })).await;
    for days_ago in [800, 500, 300] {
        record(&bench, &asset, days_ago, failure()).await;
    }
    let asked = json!({ "assetId": asset, "horizonDays": 90 });
    let failed = bench.ok("get_deferral", asked.clone()).await;
    assert_eq!(failed["ageSince"]["began"], "failure");
    assert_eq!((&failed["fit"]["truncated"], &failed["fit"]["historySince"]), (&json!(0), &Value::Null));
    let overhaul = record(&bench, &asset, 100, json!({ "kind": "maintenance", "work": "overhaul" })).await;
    let before = bench.ok("get_deferral", asked.clone()).await;
    assert_eq!(before["ageSince"]["began"], "overhaul");
    // To the microsecond, as the store keeps it.
    let moment = |at: &Value| at.as_str().unwrap()[..26].to_owned();
    assert_eq!(moment(&before["ageSince"]["at"]), moment(&overhaul["event"]["at"]));
    assert_eq!(before["damageGrowthPercent"], "0");

    // Two hundredths a day: the repair of a failure on day 90 costs 1.8 times as much more.
    let mut growing = model(&bench).await;
    growing["otherFamilies"]["damageGrowthPercent"] = json!("100.01");
    assert_eq!(bench.refused("save_cost_model", saving(&growing, 0, "x")).await, "cost-model-out-of-range");
    growing["otherFamilies"]["damageGrowthPercent"] = json!("2");
    bench.ok("save_cost_model", saving(&growing, 0, "Seals leak more each day")).await;
    let history = bench.ok("list_cost_models", json!({})).await;
    let change = json!([{ "field": "otherFamilies.damageGrowthPercent", "before": "0", "after": "2" }]);
    assert_eq!(history["items"][0]["changes"], change);
    let after = bench.ok("get_deferral", asked.clone()).await;
    assert_eq!(after["damageGrowthPercent"], "2");
    let last = |a: &Value, field: &str| a["curve"].as_array().unwrap().last().unwrap()[field].as_f64().unwrap();
    assert_eq!(last(&before, "riskIncrease"), last(&after, "riskIncrease"), "it fails no sooner");
    let dearer = last(&after, "expectedCost") - last(&before, "expectedCost");
    // At least nothing, at most as if every failure came on the last day.
    let most = 60_000.0 * 0.02 * 90.0 * last(&after, "riskIncrease");
    assert!(dearer > 0.25 * most && dearer < most, "{dearer} of {most}");
    assert_eq!(after["curve"][0]["netCost"], 0.0, "acting now is still the measure");

    // The books were kept from 600 days ago on: what ended before tells nothing, what was under way is seen from that age on.
    let since = (chrono::Utc::now() - chrono::Duration::days(600)).date_naive();
    let mut kept = growing.clone();
    kept["historySince"] = json!(since);
    bench.ok("save_cost_model", saving(&kept, 1, "The old log book is lost")).await;
    let refused = bench.refused("get_deferral", asked.clone()).await;
    assert_eq!(refused, "deferral-history-short", "two failures are left");
    record(&bench, &asset, 40, failure()).await;
    let truncated = bench.ok("get_deferral", asked).await;
    assert_eq!(truncated["fit"]["historySince"], json!(since));
    let fit = &truncated["fit"];
    assert_eq!((&fit["truncated"], &fit["lives"], &fit["failures"]), (&json!(1), &json!(5), &json!(3)));
}
