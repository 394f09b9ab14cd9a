//! What is proposed for a source's tags, whole subtrees, and what the source has no more as it was mapped.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_and_likeness_propose_and_write_nothing() {
    let (bench, before) = three().await;
    let integrations = bench.ok("list_integrations", json!({})).await;
    let id = &integrations[0]["integration"]["id"];
    let tag = |name: &str, unit: &str| json!({ "externalTag": format!("s=U1.P-101.{name}"), "name": name, "path": ["U1", "P-101"], "unit": unit });
    let tags = [tag("Temp", "[degF]"), tag("Press", "Cel"), tag("Noise", "dB")];
    let rule = json!({ "pattern": r"(P-\d+)\.(Temp|Press)", "on": "tag", "asset": "$1", "metric": "${2}erature" });
    let ruled = bench.ok("preview_mapping_rule", json!({ "integrationId": id, "rule": rule, "tags": tags })).await;
    assert_eq!(
        (&ruled["matched"], &ruled["refused"], &ruled["notMatched"]),
        (&json!(2), &json!(0), &json!(1)),
        "{ruled}"
    );
    // The metric that is there has its unit; the one that is made takes the source's.
    let target = &ruled["rows"][0]["target"];
    assert_eq!(
        (&target["metricName"], &target["metricUnit"], &target["sourceUnit"]),
        (&json!("temperature"), &json!("Cel"), &json!("[degF]"))
    );
    let bad = json!({ "pattern": r"(P-\d+)", "on": "tag", "asset": "$1", "metric": "pressure" });
    let ruled = bench.ok("preview_mapping_rule", json!({ "integrationId": id, "rule": bad, "tags": tags })).await;
    assert_eq!((&ruled["matched"], &ruled["refused"]), (&json!(0), &json!(3)), "{ruled}");
    assert_eq!(ruled["rows"][1]["problem"]["message"]["id"], "unit-dimension-differs");

    let suggested = bench.ok("suggest_mappings", json!({ "integrationId": id, "tags": tags })).await;
    let best = &suggested["rows"][0]["suggestions"][0];
    assert_eq!((&best["metricName"], &best["isNewMetric"]), (&json!("temperature"), &json!(false)), "{suggested}");
    assert_eq!(
        suggested["rows"][1]["suggestions"][0]["isNewMetric"], true,
        "pressure in Cel is no pressure: {suggested}"
    );
    assert_eq!(export(&bench).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subtree_is_gathered_in_stretches_and_gathered_again_it_is_the_same() {
    let bench = Bench::empty().await;
    let integration = bench.integration("PLC 7").await;
    let mut all = Vec::new();
    for _ in 0..2 {
        let mut tags = Vec::new();
        let mut request = json!({ "integrationId": integration });
        loop {
            let stretch = bench.ok("gather_tags", request.clone()).await;
            tags.extend(stretch["tags"].as_array().unwrap().iter().map(|t| t["tag"].as_str().unwrap().to_owned()));
            match stretch["cursor"].as_str() {
                Some(cursor) => request = json!({ "integrationId": integration, "cursor": cursor }),
                None => break,
            }
        }
        all.push(tags);
    }
    let one_by_one: std::collections::HashSet<&String> = all[0].iter().collect();
    assert!(all[0].len() > 50 && one_by_one.len() == all[0].len(), "{}", all[0].len());
    assert_eq!(all[0], all[1]);
    let malformed = json!({ "integrationId": integration, "cursor": "{" });
    assert_eq!(bench.refused("gather_tags", malformed).await, "subtree-cursor-malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_source_has_no_more_or_tells_otherwise_is_found_and_bound_anew_under_its_signal() {
    let bench = Bench::empty().await;
    let (asset, integration) = (bench.asset("P-101").await, bench.integration("PLC 7").await);
    let found = bench.ok("search_tags", json!({ "integrationId": integration, "text": "", "limit": 50 })).await;
    let nodes = found["nodes"].as_array().unwrap();
    let tags: Vec<&Value> =
        nodes.iter().filter(|n| n["kind"] == "variable" && n["unit"] != Value::Null).take(3).collect();
    let unit = |at: usize| tags[at]["unit"].as_str().unwrap();
    // One as it is, one counted in another unit, one that is not there.
    let made = |name: &str, tag: &str, unit: &str| {
        let mut mapping = new_mapping(
            &integration,
            &asset,
            tag,
            json!({ "metricUnit": unit, "sourceUnit": unit, "scale": "1", "offset": "0" }),
        );
        mapping["metricName"] = json!(name);
        mapping
    };
    let mappings = [
        made("one", tags[0]["tag"].as_str().unwrap(), unit(0)),
        made("two", tags[1]["tag"].as_str().unwrap(), "mol"),
        made("three", "NO.SUCH.TAG", unit(2)),
    ];
    bench.ok("create_mappings", json!({ "mappings": mappings })).await;
    let page = bench.ok("check_drift", json!({ "integrationId": integration })).await;
    assert_eq!((&page["checked"], &page["total"], &page["next"]), (&json!(3), &json!(3), &Value::Null), "{page}");
    let kinds: std::collections::BTreeMap<&str, &str> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r["metricName"].as_str().unwrap(), r["drift"]["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(kinds, [("three", "gone"), ("two", "other_unit")].into(), "{page}");
    let log = bench.ok("list_integration_events", json!({ "integrationId": integration })).await;
    assert_eq!((log[0]["message"]["id"].as_str(), log[0]["severity"].as_str()), (Some("drift-found"), Some("warning")));

    // It stands on the card until it is bound anew.
    let card = async || bench.ok("get_integration", json!({ "id": integration })).await["drift"].clone();
    let told = card().await;
    assert_eq!((&told["checked"], &told["drifted"]), (&json!(3), &json!(2)), "{told}");
    let gone = page["rows"].as_array().unwrap().iter().find(|r| r["metricName"] == "three").unwrap();
    let id = &gone["mapping"]["id"];
    let bound = bench.ok("rebind_mapping", json!({ "id": id, "externalTag": tags[2]["tag"] })).await;
    assert_eq!(bound["mapping"]["signal"], gone["mapping"]["signal"]);
    assert_eq!(card().await["drifted"], 1);
    let again = bench.ok("check_drift", json!({ "integrationId": integration })).await;
    assert_eq!(again["rows"].as_array().unwrap().len(), 1, "{again}");
    // A unit of another dimension is no way out, nor is a tag that feeds the metric already.
    let cases = [
        (json!({ "id": id, "sourceUnit": "mol" }), "unit-dimension-differs"),
        (json!({ "id": id, "externalTag": " " }), "config-field-required"),
        (json!({ "id": id, "sourceUnit": "furlong" }), "unit-unknown"),
        (json!({ "id": "00000000-0000-7000-8000-000000000000" }), "store-not-found"),
    ];
    for (request, expected) in cases {
        assert_eq!(bench.refused("rebind_mapping", request.clone()).await, expected, "{request}");
    }
}
