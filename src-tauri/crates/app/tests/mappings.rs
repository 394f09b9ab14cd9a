//! Signal mappings by hand and by CSV: every bad row is told with its line, the good ones go on, and what is exported
//! is imported again without a difference.
#![allow(clippy::unwrap_used)]

mod common;

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

fn counts(report: &Value) -> [u64; 6] {
    ["created", "updated", "deleted", "kept", "unchanged", "refused"].map(|c| report[c].as_u64().unwrap())
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
async fn each_mode_does_what_it_says_and_a_dry_run_tells_every_change() {
    let rows = [
        "PLC 7,T.1,RTP,P-101,temperature,Cel,[degF],2,,yes,,", // 2: other scale; the rest left empty
        "PLC 7,T.2,RTP,P-101,pressure,bar,bar,1,0,no,,",       // 3: as it is
        "PLC 7,T.4,RTP,P-101,level,m,m,1,0,yes,,",             // 4: new
        "PLC 7,T.5,RTP,P-101,level,mm,mm,1,0,yes,,",           // 5: the metric has another unit
    ];
    let csv = format!("{HEADER}\n{}\n", rows.join("\n"));
    for (mode, expected, temperature) in [
        ("create", [1, 0, 0, 2, 0, 1], "[degF],1.50,-0.5,yes,1000,0.25"),
        ("merge", [1, 1, 0, 0, 1, 1], "[degF],2,-0.5,yes,1000,0.25"),
        ("overwrite", [1, 1, 0, 0, 1, 1], "[degF],2,0,yes,,"),
        ("delete", [0, 0, 2, 0, 2, 0], ""),
    ] {
        let (bench, before) = three().await;
        let dry = bench.ok("import_mappings", json!({ "csv": csv, "mode": mode, "dryRun": true })).await;
        assert_eq!(counts(&dry), expected, "{mode}: {dry}");
        assert_eq!(export(&bench).await, before, "{mode}: a dry run writes nothing");
        let real = bench.ok("import_mappings", json!({ "csv": csv, "mode": mode, "dryRun": false })).await;
        assert_eq!((counts(&real), &real["rows"]), (expected, &dry["rows"]), "{mode}");
        let after = export(&bench).await;
        let line = after.lines().find(|l| l.starts_with("PLC 7,T.1,"));
        assert_eq!(
            line.is_some_and(|l| !temperature.is_empty() && l.ends_with(temperature)),
            mode != "delete",
            "{mode}: {after}"
        );
        // What the file does not name stays.
        assert!(after.contains("PLC 7,T.3,"), "{mode}: {after}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_told_from_what_to_what() {
    let (bench, _) = three().await;
    let csv = format!("{HEADER}\nPLC 7,T.1,RTP,P-101,temperature,Cel,Cel,1.50,,no,,\n");
    let told = |report: &Value| -> Vec<String> {
        let one = |c: &Value| {
            format!("{}: {} > {}", c["field"].as_str().unwrap(), c["from"].as_str().unwrap(), c["to"].as_str().unwrap())
        };
        report["rows"][0]["changes"].as_array().unwrap().iter().map(one).collect()
    };
    let merge = bench.ok("import_mappings", json!({ "csv": csv, "dryRun": true })).await;
    assert_eq!(told(&merge), ["source_unit: [degF] > Cel", "active: yes > no"]);
    assert_eq!(
        (&merge["rows"][0]["assetTag"], &merge["rows"][0]["metricName"]),
        (&json!("P-101"), &json!("temperature"))
    );
    let overwrite = bench.ok("import_mappings", json!({ "csv": csv, "mode": "overwrite", "dryRun": true })).await;
    let all = [
        "source_unit: [degF] > Cel",
        "offset: -0.5 > 0",
        "active: yes > no",
        "sampling_ms: 1000 > ",
        "deadband: 0.25 > ",
    ];
    assert_eq!(told(&overwrite), all);
    // A merge may name no more than what changes.
    let few = "integration,external_tag,asset,metric,active\nPLC 7,T.1,P-101,temperature,no\nPLC 7,T.9,P-101,new,yes\n";
    let part = bench.ok("import_mappings", json!({ "csv": few, "dryRun": true })).await;
    assert_eq!(counts(&part), [0, 1, 0, 0, 0, 1], "{part}");
    assert_eq!(part["rows"][0]["problem"]["message"]["id"], "config-field-required");
    assert_eq!(
        bench.refused("import_mappings", json!({ "csv": few, "mode": "overwrite", "dryRun": true })).await,
        "csv-column-missing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_import_is_taken_back_as_one_action() {
    for mode in ["create", "merge", "overwrite", "delete"] {
        let (bench, before) = three().await;
        let rows = ["PLC 7,T.1,RTP,P-101,temperature,Cel,Cel,3,,no,,", "PLC 7,T.4,RTP,P-101,level,m,m,1,0,yes,,"];
        let csv = format!("{HEADER}\n{}\n", rows.join("\n"));
        let signals = |page: &Value| -> Vec<(String, i64)> {
            let one =
                |r: &Value| (r["mapping"]["id"].as_str().unwrap().to_owned(), r["mapping"]["signal"].as_i64().unwrap());
            page["items"].as_array().unwrap().iter().map(one).collect()
        };
        let present = signals(&bench.ok("list_mappings", json!({})).await);
        let import = json!({ "csv": csv, "mode": mode, "fileName": "unit 1.csv", "dryRun": false });
        bench.ok("import_mappings", import).await;
        let last = bench.ok("get_last_import", json!({})).await["import"].clone();
        assert_eq!(
            (&last["fileName"], &last["mode"], &last["byName"]),
            (&json!("unit 1.csv"), &json!(mode), &json!("Noura"))
        );
        assert_ne!(export(&bench).await, before, "{mode}");
        let undone = bench.ok("undo_import", json!({ "no": last["no"] })).await;
        assert_eq!(undone["left"], 0, "{mode}");
        assert_eq!(export(&bench).await, before, "{mode}");
        // The same mappings under the same signal numbers: what they have collected is theirs again.
        assert_eq!(signals(&bench.ok("list_mappings", json!({})).await), present, "{mode}");
        // Nothing is left of it: no metric that the import made, no second undo.
        let assets = bench.ok("list_assets", json!({})).await;
        let detail = bench.ok("get_asset", json!({ "id": assets["items"][0]["asset"]["id"] })).await;
        assert_eq!(detail["metrics"].as_array().unwrap().len(), 3, "{mode}");
        assert_eq!(bench.ok("get_last_import", json!({})).await["import"], Value::Null);
        assert_eq!(bench.refused("undo_import", json!({ "no": last["no"] })).await, "store-not-found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_has_changed_since_the_import_stays_as_it_is() {
    let (bench, _) = three().await;
    let rows = ["PLC 7,T.1,RTP,P-101,temperature,Cel,Cel,3,,no,,", "PLC 7,T.4,RTP,P-101,level,m,m,1,0,yes,,"];
    let csv = format!("{HEADER}\n{}\n", rows.join("\n"));
    bench.ok("import_mappings", json!({ "csv": csv, "dryRun": false })).await;
    let list = bench.ok("list_mappings", json!({ "search": "T.4" })).await;
    bench.ok("set_mappings_active", json!({ "ids": [list["items"][0]["mapping"]["id"]], "isActive": false })).await;
    let no = bench.ok("get_last_import", json!({})).await["import"]["no"].clone();
    let undone = bench.ok("undo_import", json!({ "no": no })).await;
    assert_eq!((&undone["restored"], &undone["left"]), (&json!(1), &json!(1)));
    let after = export(&bench).await;
    assert!(
        after.contains("T.4,RTP,P-101,level,m,m,1,0,no,,") && after.contains("[degF],1.50,-0.5,yes,1000,0.25"),
        "{after}"
    );
    // An import that changed nothing does not take the place of one that can be taken back.
    bench.ok("import_mappings", json!({ "csv": csv.replace("no,,", "yes,,"), "dryRun": true })).await;
    assert_eq!(bench.ok("get_last_import", json!({})).await["import"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_goes_out_and_comes_in_without_a_difference() {
    let (bench, before) = three().await;
    let out = bench.ok("export_mappings_workbook", json!({})).await;
    assert!(out["fileName"].as_str().unwrap().ends_with(".xlsx"));
    for mode in ["merge", "overwrite"] {
        let back = json!({ "file": out["bytesBase64"], "mode": mode, "dryRun": false });
        assert_eq!(counts(&bench.ok("import_mappings", back).await), [0, 0, 0, 0, 3, 0], "{mode}");
    }
    let gone = json!({ "file": out["bytesBase64"], "mode": "delete", "dryRun": false });
    assert_eq!(counts(&bench.ok("import_mappings", gone).await), [0, 0, 3, 0, 0, 0]);
    let back = json!({ "file": out["bytesBase64"], "mode": "create", "dryRun": false });
    assert_eq!(counts(&bench.ok("import_mappings", back).await), [3, 0, 0, 0, 0, 0]);
    assert_eq!(export(&bench).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_can_not_be_taken_are_refused_with_what_to_do() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let bench = Bench::empty().await;
    let of = |bytes: &[u8]| json!({ "file": STANDARD.encode(bytes), "dryRun": true });
    for (request, expected) in [
        (json!({ "dryRun": true }), "import-without-file"),
        (json!({ "csv": HEADER, "file": "", "dryRun": true }), "import-without-file"),
        (json!({ "file": "not base64!", "dryRun": true }), "file-malformed"),
        (json!({ "csv": HEADER, "mode": "replace", "dryRun": true }), "command-field-malformed"),
        (of(b"PK\x03\x04 and no more"), "xlsx-unreadable"),
        (of(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]), "xlsx-old-or-encrypted"),
        (of(b"integration,\xCF\xD1\xCC"), "csv-encoding"),
        (of(b""), "csv-column-missing"),
        (of(format!("{HEADER},scale").as_bytes()), "csv-column-twice"),
    ] {
        assert_eq!(bench.refused("import_mappings", request.clone()).await, expected, "{request}");
    }
}

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

    let gone = page["rows"].as_array().unwrap().iter().find(|r| r["metricName"] == "three").unwrap();
    let id = &gone["mapping"]["id"];
    let bound = bench.ok("rebind_mapping", json!({ "id": id, "externalTag": tags[2]["tag"] })).await;
    assert_eq!(bound["mapping"]["signal"], gone["mapping"]["signal"]);
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
