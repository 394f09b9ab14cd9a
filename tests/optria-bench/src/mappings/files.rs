//! As many mappings by file: a dry run, the import, out and in again without a difference, as CSV and as a workbook, and
//! taken back as one action. Any difference ends the run.

use super::METRICS;
use crate::{
    Outcome,
    measure::round,
    plant::{self, assets, site},
    workspace::Workspace,
};
use app::Duties;
use domain::ConnectorKind;
use serde_json::{Value, json};
use std::{fmt::Write, time::Instant};

pub async fn run(count: usize) -> Outcome<Value> {
    let workspace = Workspace::empty(Duties::AnswerOnly).await?;
    let csv = fill(&workspace, count)?;
    let file_mb = csv.len() as f64 / 1e6;

    let begun = Instant::now();
    let (dry, dry_run_s) = timed(&workspace, "import_mappings", json!({"csv": csv, "dryRun": true})).await?;
    expect("a dry run", &dry, "created", count)?;
    let (real, import_s) = timed(&workspace, "import_mappings", json!({"csv": csv, "dryRun": false})).await?;
    let with_dry_run_s = begun.elapsed().as_secs_f64();
    expect("the import", &real, "created", count)?;

    let (out, export_s) = timed(&workspace, "export_mappings", json!({})).await?;
    let again = json!({"csv": out["content"], "mode": "overwrite", "dryRun": false});
    let (same, again_s) = timed(&workspace, "import_mappings", again).await?;
    expect("the export, imported", &same, "unchanged", count)?;
    let (second, _) = timed(&workspace, "export_mappings", json!({})).await?;
    if second["content"] != out["content"] {
        return Err("the second export differs from the first".into());
    }

    let (book, workbook_export_s) = timed(&workspace, "export_mappings_workbook", json!({})).await?;
    let back = json!({"file": book["bytesBase64"], "mode": "overwrite", "dryRun": false});
    let (same, workbook_import_s) = timed(&workspace, "import_mappings", back).await?;
    expect("the workbook, imported", &same, "unchanged", count)?;

    let last = workspace.call("get_last_import", json!({})).await?;
    let (undone, undo_s) = timed(&workspace, "undo_import", json!({"no": last["import"]["no"]})).await?;
    expect("undo", &undone, "restored", count)?;
    expect("what is left after undo", &workspace.call("list_mappings", json!({})).await?, "total", 0)?;
    Ok(json!({
        "file_mb": round(file_mb, 1),
        "dry_run_s": round(dry_run_s, 2),
        "import_s": round(import_s, 2),
        "with_dry_run_s": round(with_dry_run_s, 2),
        "export_s": round(export_s, 2),
        "import_again_s": round(again_s, 2),
        "workbook_export_s": round(workbook_export_s, 2),
        "workbook_import_s": round(workbook_import_s, 2),
        "undo_s": round(undo_s, 2),
        "differences": 0,
    }))
}

async fn timed(workspace: &Workspace, command: &str, request: Value) -> Outcome<(Value, f64)> {
    let begun = Instant::now();
    let answer = workspace.call(command, request).await?;
    Ok((answer, begun.elapsed().as_secs_f64()))
}

fn expect(what: &str, answer: &Value, field: &str, count: usize) -> Outcome<()> {
    if answer[field] == count {
        Ok(())
    } else {
        Err(format!("{what}: {field} is {}, not {count}", answer[field]).into())
    }
}

/// Assets and an integration for the file's rows to name; metrics are made by the import.
fn fill(workspace: &Workspace, count: usize) -> Outcome<String> {
    let site = site();
    let assets = assets(site.id, count.div_ceil(METRICS.len()));
    let integration = plant::integration(ConnectorKind::Opcua, "Gateway");
    workspace.plant()?.store.write(|t| {
        store::site::insert(t, &site)?;
        store::asset::insert_many(t, &assets)?;
        store::integration::insert(t, &integration)
    })?;
    let mut csv = String::from(
        "integration,external_tag,site,asset,metric,metric_unit,source_unit,scale,offset,active,sampling_ms,deadband\r\n",
    );
    let rows = assets.iter().flat_map(|asset| METRICS.map(|metric| (&asset.tag_code, metric))).take(count);
    for (tag, metric) in rows {
        let _ = write!(
            csv,
            "Gateway,nsu=urn:plant;s={tag}.{metric}.PV,BEN,{tag},{metric},bar,[psi],0.1,-1.5,yes,1000,0.25\r\n"
        );
    }
    Ok(csv)
}
