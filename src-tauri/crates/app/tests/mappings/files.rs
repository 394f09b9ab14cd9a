//! Files of mappings: what each mode does, what a dry run tells, the last import taken back, workbooks.

use super::*;

fn counts(report: &Value) -> [u64; 6] {
    ["created", "updated", "deleted", "kept", "unchanged", "refused"].map(|c| report[c].as_u64().unwrap())
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
