//! Mappings as a file: import with every row's verdict and what it changes, taking the last import back, export.

use crate::{
    Caller,
    commands::{diagnostics::BinaryFile, workspace::Nothing},
    failures::{OrFailure, failure},
    mapping_file::{self, FileContent, Import},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{ErrorCode, Failure, IntegrationId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is done with a row whose mapping (integration, tag, asset and metric) is there, or is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportMode {
    /// New ones are made; those that are there are left as they are.
    Create,
    /// New ones are made; of those that are there only what the row gives changes: an empty cell keeps what is there.
    #[default]
    Merge,
    /// New ones are made; those that are there become what the row says, an empty cell being the default.
    Overwrite,
    /// Those that the rows name are deleted.
    Delete,
}

impl ImportMode {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Merge => "merge",
            Self::Overwrite => "overwrite",
            Self::Delete => "delete",
        }
    }
}

/// Exactly one of `csv` and `file` is given.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ImportMappings {
    /// The text of a CSV.
    pub csv: Option<String>,
    /// The bytes of a file in base64: an Excel workbook (XLSX), or a CSV in UTF-8 or UTF-16.
    pub file: Option<String>,
    /// For the record of the last import.
    pub file_name: Option<String>,
    /// Default: merge.
    pub mode: Option<ImportMode>,
    /// True: nothing is written; every row's verdict is told.
    #[ts(optional = false)]
    pub dry_run: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowVerdict {
    Create,
    Update,
    Delete,
    /// There already, and the mode only makes new ones.
    Kept,
    Unchanged,
    Refused,
}

/// One cell's value before and after, as an export has it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct MappingChange {
    /// The file's column.
    pub field: String,
    pub from: String,
    pub to: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportRow {
    /// Of the file, counted from 1: where the row begins.
    pub line: u32,
    pub external_tag: String,
    pub asset_tag: String,
    pub metric_name: String,
    pub verdict: RowVerdict,
    /// Why it is refused.
    pub problem: Option<Failure>,
    /// Of an update: every cell that becomes another.
    pub changes: Vec<MappingChange>,
}

#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    pub dry_run: bool,
    pub created: u32,
    pub updated: u32,
    pub deleted: u32,
    pub kept: u32,
    pub unchanged: u32,
    pub refused: u32,
    /// Refused rows first, then those that change something, then the others, each in file order; at most 1,000 refused
    /// and 1,000 others.
    pub rows: Vec<ImportRow>,
}

impl ImportReport {
    pub(crate) fn count_of(&mut self, verdict: RowVerdict) -> &mut u32 {
        match verdict {
            RowVerdict::Create => &mut self.created,
            RowVerdict::Update => &mut self.updated,
            RowVerdict::Delete => &mut self.deleted,
            RowVerdict::Kept => &mut self.kept,
            RowVerdict::Unchanged => &mut self.unchanged,
            RowVerdict::Refused => &mut self.refused,
        }
    }
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ExportMappings {
    pub integration_id: Option<IntegrationId>,
    /// Of CSV: with a byte-order mark, for Excel.
    pub for_excel: Option<bool>,
}

/// A text file for the person to save.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextFile {
    pub file_name: String,
    pub content: String,
}

/// The last import of this workspace at this workstation, while it can be taken back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LastImport {
    #[ts(type = "number")]
    pub no: i64,
    pub at: Timestamp,
    pub by_name: String,
    /// Empty where rows were pasted.
    pub file_name: String,
    pub mode: String,
    pub created: u32,
    pub updated: u32,
    pub deleted: u32,
}

/// An answer that may be nothing.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LastImportFound {
    pub import: Option<LastImport>,
}

#[derive(Debug, Deserialize, TS)]
pub struct UndoImport {
    #[ts(type = "number")]
    pub no: i64,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct UndoneImport {
    pub restored: u32,
    /// Mappings that somebody has changed since, or that can't be what they were: left as they are.
    pub left: u32,
}

pub async fn import_mappings(caller: &Caller<'_>, request: ImportMappings) -> Result<ImportReport, Failure> {
    let plant = caller.plant()?;
    let bytes = match &request.file {
        Some(file) => Some(STANDARD.decode(file).map_err(|e| failure(ErrorCode::Invalid, "file-malformed").detail(e))?),
        None => None,
    };
    let content = match (&request.csv, &bytes) {
        (Some(csv), None) => FileContent::Text(csv),
        (None, Some(bytes)) => FileContent::Bytes(bytes),
        _ => return Err(failure(ErrorCode::Invalid, "import-without-file")),
    };
    let import = Import {
        content,
        file_name: request.file_name.as_deref().unwrap_or_default(),
        mode: request.mode.unwrap_or_default(),
        dry_run: request.dry_run,
        by: caller.person()?.id,
        at: caller.now(),
    };
    let report = mapping_file::import(&plant, &import)?;
    if !request.dry_run {
        plant.supervisor.reconcile(&plant, None).await?;
    }
    Ok(report)
}

pub async fn get_last_import(caller: &Caller<'_>, _: Nothing) -> Result<LastImportFound, Failure> {
    let import = caller.plant()?.store.read(|c| {
        let Some(last) = store::mapping_import::find_last(c)? else { return Ok(None) };
        Ok(Some(LastImport {
            no: last.no,
            at: last.at,
            by_name: store::person::get(c, last.person_id).map(|p| p.display_name).unwrap_or_default(),
            file_name: last.file_name,
            mode: last.mode,
            created: last.created,
            updated: last.updated,
            deleted: last.deleted,
        }))
    });
    Ok(LastImportFound { import: import.or_failure()? })
}

pub async fn undo_import(caller: &Caller<'_>, request: UndoImport) -> Result<UndoneImport, Failure> {
    let plant = caller.plant()?;
    let undone = plant.store.write(|t| store::mapping_import::undo(t, request.no)).or_failure()?;
    plant.supervisor.reconcile(&plant, None).await?;
    Ok(UndoneImport { restored: undone.restored, left: undone.left })
}

pub async fn export_mappings(caller: &Caller<'_>, request: ExportMappings) -> Result<TextFile, Failure> {
    let content = mapping_file::export_csv(&*caller.plant()?, request.integration_id)?;
    let mark = if request.for_excel.unwrap_or(false) { "\u{FEFF}" } else { "" };
    Ok(TextFile { file_name: file_name(caller, "csv"), content: format!("{mark}{content}") })
}

pub async fn export_mappings_workbook(caller: &Caller<'_>, request: ExportMappings) -> Result<BinaryFile, Failure> {
    let bytes = mapping_file::export_workbook(&*caller.plant()?, request.integration_id)?;
    Ok(BinaryFile { file_name: file_name(caller, "xlsx"), bytes_base64: STANDARD.encode(bytes) })
}

fn file_name(caller: &Caller<'_>, extension: &str) -> String {
    format!("optria-mappings-{}.{extension}", caller.now().format("%Y%m%dT%H%M%SZ"))
}
