//! Signal mappings by hand and by CSV: every bad row is told with its line, the good ones go on, and what is exported
//! is imported again without a difference.
#![allow(clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;
mod files;
mod proposals;
mod reloaded;

use app::{Duties, Vault};
use common::Bench;
use serde_json::{Value, json};
use std::time::Duration;

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

async fn export(bench: &Bench) -> String {
    bench.ok("export_mappings", json!({})).await["content"].as_str().unwrap().to_owned()
}

/// P-101 with three mappings that differ in what a mode may touch.
async fn three() -> (Bench, String) {
    let bench = Bench::empty().await;
    bench.asset("P-101").await;
    bench.integration("PLC 7").await;
    let rows = [
        "PLC 7,T.1,RTP,P-101,temperature,Cel,[degF],1.50,-0.5,yes,1000,0.25",
        "PLC 7,T.2,RTP,P-101,pressure,bar,bar,1,0,no,,",
        "PLC 7,T.3,RTP,P-101,flow,m3/h,l/s,2,0,yes,,",
    ];
    let csv = format!("{HEADER}\n{}\n", rows.join("\n"));
    bench.ok("import_mappings", json!({ "csv": csv, "dryRun": false })).await;
    let before = export(&bench).await;
    (bench, before)
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
async fn every_mapping_has_its_own_verdict_and_the_good_ones_are_kept() {
    let bench = Bench::empty().await;
    let (asset, integration) = (bench.asset("P-101").await, bench.integration("PLC 7").await);
    let with = |tag: &str, change: Value| new_mapping(&integration, &asset, tag, change);
    let expected = [
        (json!({ "metricName": "flow", "metricUnit": "m3/h", "sourceUnit": "m3/h" }), "created"),
        (json!({ "scale": "0" }), "mapping-scale-zero"),
        (json!({ "sourceUnit": "Cel" }), "unit-dimension-differs"),
        (json!({ "sourceUnit": "furlong" }), "unit-unknown"),
        (json!({}), "created"),
        (json!({ "metricUnit": "kPa", "sourceUnit": "kPa" }), "mapping-metric-unit-differs"),
        (json!({ "metricName": "Discharge Pressure" }), "metric-name-malformed"),
        (json!({ "externalTag": "  " }), "config-field-required"),
        (json!({ "scale": "NaN" }), "decimal-malformed"),
        (json!({ "deadband": -1.0 }), "config-number-out-of-range"),
        (json!({ "samplingIntervalMs": 1 }), "config-number-out-of-range"),
        (json!({ "assetId": "00000000-0000-7000-8000-000000000000" }), "store-not-found"),
        // As the fifth.
        (json!({ "externalTag": "T.4" }), "duplicate-mapping"),
    ];
    let asked: Vec<Value> =
        expected.iter().enumerate().map(|(n, (change, _))| with(&format!("T.{n}"), change.clone())).collect();
    let answer = bench.ok("create_mappings", json!({ "mappings": asked })).await;
    assert_eq!((answer["created"].as_u64(), answer["refused"].as_u64()), (Some(2), Some(11)), "{answer}");
    for (row, (change, expected)) in answer["rows"].as_array().unwrap().iter().zip(&expected) {
        let verdict = row["verdict"].as_str().unwrap();
        let told = row["problem"]["message"]["id"].as_str().unwrap_or(verdict);
        assert_eq!(told, *expected, "{change}");
    }
    let made = bench.ok("list_mappings", json!({})).await;
    let tags: Vec<&str> =
        made["items"].as_array().unwrap().iter().map(|r| r["mapping"]["externalTag"].as_str().unwrap()).collect();
    assert_eq!(tags, ["T.0", "T.4"]);
    assert_eq!(answer["rows"][4]["id"], made["items"][1]["mapping"]["id"]);
    // Nothing is left of what was refused: no metric that nothing feeds.
    let detail = bench.ok("get_asset", json!({ "id": asset })).await;
    assert_eq!(detail["metrics"].as_array().unwrap().len(), 2, "{detail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn csv_names_each_bad_row_by_its_line_and_a_dry_run_writes_nothing() {
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
        .map(|r| (r["line"].as_u64().unwrap(), r["problem"]["message"]["id"].as_str().unwrap()))
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

#[tokio::test(flavor = "multi_thread")]
async fn a_file_as_excel_saves_it_with_semicolons_is_told_by_its_lines_and_read_with_decimal_commas() {
    let bench = Bench::empty().await;
    bench.asset("P-101").await;
    bench.integration("PLC 7").await;
    let lines = [
        "\u{FEFF}",                                                       // 1
        &HEADER.replace(',', ";"),                                        // 2
        "",                                                               // 3
        "PLC 7;\"two",                                                    // 4
        "lines\";RTP;P-101;temperature;Cel;Cel;1,8;-0,5;yes;;0,25",       // 5
        ";;;;;;;;;;;",                                                    // 6
        "PLC 7; spaced ;RTP;P-101;temperature_2;Cel;Cel;٠٫٥;0;نعم;1000;", // 7
        "PLC 7;T.3;RTP;P-999;temperature_3;Cel;Cel;1;0;yes;;",            // 8: no such asset
        "PLC 7; spaced ;RTP;P-101;temperature_2;Cel;Cel;1;0;yes;;",       // 9: repeats 7
    ];
    let csv = lines.join("\r\n");
    let report = bench.ok("import_mappings", json!({ "csv": csv, "dryRun": false })).await;
    let told: Vec<(u64, &str)> = report["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r["line"].as_u64().unwrap(), r["problem"]["message"]["id"].as_str().unwrap_or("")))
        .collect();
    assert_eq!(told, [(8, "csv-asset-unknown"), (9, "csv-row-repeats"), (4, ""), (7, "")], "{report}");
    assert_eq!(report["rows"][1]["problem"]["message"]["args"]["line"], 7.0);
    let rows = bench.ok("list_mappings", json!({ "sort": "metric" })).await;
    let first = &rows["items"][0]["mapping"];
    assert_eq!((first["scale"].as_str(), first["offset"].as_str()), (Some("1.8"), Some("-0.5")));
    assert_eq!(first["deadband"], 0.25);
    assert_eq!(rows["items"][1]["mapping"]["externalTag"], " spaced ");
    // And back: the export is read again without a difference, spaces and line ends included.
    let exported = bench.ok("export_mappings", json!({ "forExcel": true })).await["content"].clone();
    let again = bench.ok("import_mappings", json!({ "csv": exported, "dryRun": false })).await;
    assert_eq!((again["unchanged"].as_u64(), again["refused"].as_u64()), (Some(2), Some(0)), "{again}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_thousand_rows_are_judged_and_the_last_is_told_by_its_line() {
    let bench = Bench::empty().await;
    bench.asset("P-101").await;
    bench.integration("PLC 7").await;
    let mut csv = format!("{HEADER}\r\n");
    for n in 0..99_999 {
        csv.push_str(&format!("PLC 7,T.{n},RTP,P-101,temperature,Cel,Cel,1,0,yes,,\r\n"));
        if n % 100 == 0 {
            csv.push_str("\r\n");
        }
    }
    csv.push_str("PLC 7,T.last,RTP,P-999,temperature,Cel,Cel,1,0,yes,,\r\n");
    let report = bench.ok("import_mappings", json!({ "csv": csv, "dryRun": true })).await;
    assert_eq!((report["created"].as_u64(), report["refused"].as_u64()), (Some(99_999), Some(1)));
    assert_eq!(report["rows"].as_array().unwrap().len(), 1_001);
    assert_eq!(
        (report["rows"][0]["externalTag"].as_str(), report["rows"][0]["line"].as_u64()),
        (Some("T.last"), Some(101_001))
    );
    assert_eq!(bench.ok("list_mappings", json!({ "limit": 1 })).await["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn signals_that_are_not_delivered_have_their_own_list_with_the_reason() {
    let bench = Bench::with(Vault::memory(), Duties::CollectAndKeepHouse);
    bench.create_empty().await.unwrap();
    let (asset, integration) = (bench.asset("P-101").await, bench.integration("PLC 7").await);
    let long = json!({ "integrationId": integration, "text": "x".repeat(201) });
    assert_eq!(bench.refused("search_tags", long).await, "config-text-too-long");
    let tags = bench.ok("search_tags", json!({ "integrationId": integration, "text": "", "limit": 5 })).await;
    let real = tags["nodes"].as_array().unwrap().iter().find(|n| n["kind"] == "variable").unwrap()["tag"].clone();
    let unit = json!({ "metricUnit": "1", "sourceUnit": "1" });
    let mut good = new_mapping(&integration, &asset, real.as_str().unwrap(), unit.clone());
    good["metricName"] = json!("one");
    let mut absent = new_mapping(&integration, &asset, "NO.SUCH.TAG", unit);
    absent["metricName"] = json!("other");
    bench.ok("create_mappings", json!({ "mappings": [good, absent] })).await;
    bench.ok("start_integration", json!({ "id": integration })).await;
    let mut card = json!(null);
    for _ in 0..100 {
        card = bench.ok("get_integration", json!({ "id": integration })).await;
        if card["failedTagCount"] == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(card["failedTagCount"], 1, "{card}");
    // The daily look finds the same, once, and says so in the log.
    let plant = bench.app.plant().unwrap();
    for _ in 0..2 {
        let outcome = app::drift::round(&plant).await.unwrap();
        assert_eq!((outcome.id.as_str(), outcome.args.len()), ("job-drift-outcome", 2));
    }
    let looked = &bench.ok("get_integration", json!({ "id": integration })).await["drift"];
    assert_eq!((&looked["checked"], &looked["drifted"]), (&json!(2), &json!(1)), "{looked}");
    let log = bench.ok("list_integration_events", json!({ "integrationId": integration })).await;
    let lines = log.as_array().unwrap().iter().filter(|e| e["message"]["id"] == "drift-found");
    let told: u64 = lines.map(|e| e["times"].as_u64().unwrap()).sum();
    assert_eq!(told, 1, "{log}");

    let list = bench.ok("list_mappings", json!({ "state": "not_delivering", "integrationId": integration })).await;
    assert_eq!(
        (list["total"].as_u64(), list["items"][0]["mapping"]["externalTag"].as_str()),
        (Some(1), Some("NO.SUCH.TAG"))
    );
    let problem = list["items"][0]["problem"]["message"]["id"].as_str().unwrap();
    assert!(app::texts::is_translated(problem), "{problem}");
    let all = bench.ok("list_mappings", json!({})).await;
    assert_eq!(all["items"].as_array().unwrap().iter().filter(|r| !r["problem"].is_null()).count(), 1);
    bench.app.close().await;
}
