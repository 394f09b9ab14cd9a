//! Signal mappings by hand and by CSV: every bad row is told with its number, the good ones go on, and what is exported
//! is imported again without a difference.
#![allow(clippy::unwrap_used)]

mod common;

use common::Bench;
use serde_json::{Value, json};

const HEADER: &str =
    "integration,external_tag,site,asset,metric,metric_unit,source_unit,scale,offset,active,sampling_ms,deadband";

fn new_mapping(integration: &str, asset: &str, tag: &str, change: Value) -> Value {
    let mut mapping = json!({
        "integrationId": integration, "externalTag": tag, "assetId": asset, "metricName": "discharge_pressure",
        "metricUnit": "bar", "sourceUnit": "[psi]", "scale": "0.1", "offset": "-1.50"
    });
    for (key, value) in change.as_object().unwrap() {
        mapping[key] = value.clone();
    }
    mapping
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_makes_its_metric_and_keeps_its_decimals_exactly() {
    let bench = Bench::empty().await;
    let (asset, integration) = (bench.asset("P-101").await, bench.integration("PLC 7").await);
    let mapping = new_mapping(&integration, &asset, "PLC.P101.PT", json!({}));
    bench.ok("create_mappings", json!({ "mappings": [mapping] })).await;
    let row = bench.ok("list_mappings", json!({ "search": "p101" })).await["items"][0].clone();
    assert_eq!((row["mapping"]["scale"].as_str(), row["mapping"]["offset"].as_str()), (Some("0.1"), Some("-1.50")));
    assert_eq!(row["metricUnit"], "bar");
    let detail = bench.ok("get_asset", json!({ "id": asset })).await;
    assert_eq!(detail["metrics"][0]["metric"]["name"], "discharge_pressure");
    assert_eq!(detail["metrics"][0]["sources"][0]["externalTag"], "PLC.P101.PT");
}

#[tokio::test(flavor = "multi_thread")]
async fn impossible_mappings_are_refused_each_with_its_own_word_and_none_is_kept() {
    let bench = Bench::empty().await;
    let (asset, integration) = (bench.asset("P-101").await, bench.integration("PLC 7").await);
    let good = new_mapping(&integration, &asset, "A", json!({}));
    bench.ok("create_mappings", json!({ "mappings": [good] })).await;
    for (change, expected) in [
        (json!({ "scale": "0" }), "mapping-scale-zero"),
        (json!({ "sourceUnit": "Cel" }), "unit-dimension-differs"),
        (json!({ "sourceUnit": "furlong" }), "unit-unknown"),
        (json!({ "metricUnit": "kPa", "sourceUnit": "kPa" }), "mapping-metric-unit-differs"),
        (json!({ "metricName": "Discharge Pressure" }), "metric-name-malformed"),
        (json!({ "externalTag": "  " }), "config-field-required"),
        (json!({ "scale": "NaN" }), "command-request-malformed"),
        (json!({ "deadband": -1.0 }), "config-number-out-of-range"),
        (json!({ "samplingIntervalMs": 1 }), "config-number-out-of-range"),
        (json!({ "assetId": "00000000-0000-7000-8000-000000000000" }), "store-not-found"),
    ] {
        let bad = new_mapping(&integration, &asset, "B", change);
        let beside = new_mapping(&integration, &asset, "C", json!({}));
        assert_eq!(bench.refused("create_mappings", json!({ "mappings": [beside, bad] })).await, expected);
    }
    let again = new_mapping(&integration, &asset, "A", json!({}));
    assert_eq!(bench.refused("create_mappings", json!({ "mappings": [again] })).await, "store-duplicate");
    assert_eq!(bench.ok("list_mappings", json!({})).await["total"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn csv_names_each_bad_row_by_its_number_and_a_dry_run_writes_nothing() {
    let bench = Bench::empty().await;
    bench.asset("P-101").await;
    bench.integration("PLC 7").await;
    let rows = [
        "PLC 7,T.1,RTP,P-101,temperature,Cel,[degF],1,0,yes,1000,", // 2 good
        "PLC 7,T.2,RTP,P-999,temperature_2,Cel,Cel,1,0,yes,,",      // 3 no such asset
        "Other,T.3,RTP,P-101,temperature_3,Cel,Cel,1,0,yes,,",      // 4 no such integration
        "PLC 7,T.4,RTP,P-101,temperature_4,Cel,bar,1,0,yes,,",      // 5 dimension
        "PLC 7,T.5,RTP,P-101,temperature_5,Cel,Cel,0,0,yes,,",      // 6 scale 0
        "PLC 7,T.6,RTP,P-101,temperature_6,Cel,Cel,1;5,0,yes,,",    // 7 not a decimal
        "PLC 7,T.1,RTP,P-101,temperature,Cel,[degF],1,0,yes,1000,", // 8 repeats 2
        "PLC 7,T.7,RTP,P-101,temperature_7,Cel,Cel,1,0,perhaps,,",  // 9 not a switch
        "PLC 7,T.8,RTP,P-101,temperature_8,Cel,Cel",                // 10 too short
        "PLC 7,\"T,9 \"\"x\"\"\",RTP,P-101,temperature_9,Cel,Cel,٠٫٥,0,no,,0.5", // 11 good, awkward
        "PLC 7,,RTP,P-101,temperature_10,Cel,Cel,1,0,yes,,",        // 12 no tag
    ];
    let csv = format!("\u{FEFF}{HEADER}\r\n{}\r\n", rows.join("\r\n"));
    let dry = bench.ok("import_mappings", json!({ "csv": csv, "dryRun": true })).await;
    assert_eq!((dry["created"].as_u64(), dry["refused"].as_u64()), (Some(2), Some(9)), "{dry}");
    let refused: Vec<(u64, &str)> = dry["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|r| r["verdict"] == "refused")
        .map(|r| (r["row"].as_u64().unwrap(), r["problems"][0]["message"]["id"].as_str().unwrap()))
        .collect();
    assert_eq!(
        refused,
        [
            (3, "csv-asset-unknown"),
            (4, "csv-integration-unknown"),
            (5, "unit-dimension-differs"),
            (6, "mapping-scale-zero"),
            (7, "decimal-malformed"),
            (8, "csv-row-repeats"),
            (9, "config-not-a-switch"),
            (10, "csv-row-length-differs"),
            (12, "config-field-required"),
        ]
    );
    assert_eq!(bench.ok("list_mappings", json!({})).await["total"], 0);

    let real = bench.ok("import_mappings", json!({ "csv": csv, "dryRun": false })).await;
    assert_eq!(real["created"], 2);
    let exported = bench.ok("export_mappings", json!({})).await["content"].as_str().unwrap().to_owned();
    let again = bench.ok("import_mappings", json!({ "csv": exported, "dryRun": false })).await;
    assert_eq!((again["unchanged"].as_u64(), again["refused"].as_u64()), (Some(2), Some(0)), "{again}");
    assert_eq!(bench.ok("export_mappings", json!({})).await["content"], exported);

    let slower = exported.replace(",1000,", ",5000,");
    let updated = bench.ok("import_mappings", json!({ "csv": slower, "dryRun": false })).await;
    assert_eq!((updated["updated"].as_u64(), updated["unchanged"].as_u64()), (Some(1), Some(1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_no_mapping_csv_are_refused_whole() {
    let bench = Bench::empty().await;
    for (csv, expected) in [
        ("", "csv-column-missing"),
        ("a,b,c\n1,2,3\n", "csv-column-missing"),
        ("{\"json\": true}", "csv-column-missing"),
        ("\u{0}\u{1}\u{2}", "csv-column-missing"),
    ] {
        assert_eq!(bench.refused("import_mappings", json!({ "csv": csv, "dryRun": true })).await, expected, "{csv:?}");
    }
    let semicolons = HEADER.replace(',', ";");
    assert_eq!(bench.ok("import_mappings", json!({ "csv": semicolons, "dryRun": true })).await["created"], 0);
}
