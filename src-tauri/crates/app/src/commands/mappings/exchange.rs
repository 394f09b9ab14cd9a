//! Mappings as a file: import with every row's verdict, export.

use crate::{Caller, mapping_csv};
use domain::{Failure, IntegrationId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportMappings {
    pub csv: String,
    /// True: nothing is written; every row's verdict is told.
    pub dry_run: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowVerdict {
    Create,
    Update,
    Unchanged,
    Refused,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportRow {
    /// Of the file, counted from 1: where the row begins.
    pub line: u32,
    pub external_tag: String,
    pub verdict: RowVerdict,
    /// Why it is refused.
    pub problem: Option<Failure>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    pub dry_run: bool,
    pub created: u32,
    pub updated: u32,
    pub unchanged: u32,
    pub refused: u32,
    /// Refused rows first, then the others in file order; at most 1,000 of them.
    pub rows: Vec<ImportRow>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ExportMappings {
    pub integration_id: Option<IntegrationId>,
    /// With a byte-order mark, for Excel.
    pub for_excel: Option<bool>,
}

/// A text file for the person to save.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextFile {
    pub file_name: String,
    pub content: String,
}

pub async fn import_mappings(caller: &Caller<'_>, request: ImportMappings) -> Result<ImportReport, Failure> {
    let plant = caller.plant()?;
    let report = mapping_csv::import(&plant, &request.csv, request.dry_run)?;
    if !request.dry_run {
        plant.supervisor.reconcile(&plant, None).await?;
    }
    Ok(report)
}

pub async fn export_mappings(caller: &Caller<'_>, request: ExportMappings) -> Result<TextFile, Failure> {
    let content = mapping_csv::export(&*caller.plant()?, request.integration_id)?;
    let mark = if request.for_excel.unwrap_or(false) { "\u{FEFF}" } else { "" };
    let file_name = format!("optria-mappings-{}.csv", caller.now().format("%Y%m%dT%H%M%SZ"));
    Ok(TextFile { file_name, content: format!("{mark}{content}") })
}
