//! Signal mappings as a file, CSV or Excel: export that is importable without a difference, import with every row's
//! verdict and what it changes, and taking the last import back as one action.
//!
//! Columns: `integration, external_tag, site, asset, metric, metric_unit, source_unit, scale, offset, active,
//! sampling_ms, deadband`. A mapping is known by integration, tag, asset and metric. `text.rs` and `workbook.rs` read and
//! write the two kinds of file, `judge.rs` says what each row does.

mod judge;
mod workbook;

use crate::{
    commands::mappings::{ImportMode, ImportReport},
    failures::{OrFailure, failure, from_store},
    plant::Plant,
    table_file::{
        rows::{Form, Row},
        text,
    },
};
use domain::{ErrorCode, Failure, IntegrationId, PersonId, Timestamp};
use judge::Judge;
use store::{
    mapping::{MappingFilter, NamedMapping},
    mapping_import::{self, MappingImport},
};

const COLUMNS: [&str; 12] = [
    "integration",
    "external_tag",
    "site",
    "asset",
    "metric",
    "metric_unit",
    "source_unit",
    "scale",
    "offset",
    "active",
    "sampling_ms",
    "deadband",
];
/// By these a mapping is known.
const KEY: [&str; 4] = ["integration", "external_tag", "asset", "metric"];
/// Without these there is no new mapping; the others have defaults.
const NEEDED: [&str; 6] = ["integration", "external_tag", "asset", "metric", "metric_unit", "source_unit"];
pub(crate) const FORM: Form = Form { columns: &COLUMNS, needed: &NEEDED, missing: "csv-column-missing" };
const KEY_FORM: Form = Form { needed: &KEY, ..FORM };

const PAGE: u32 = 5_000;

/// A file that a person chose: its text, or its bytes whatever it is.
pub enum FileContent<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// What is to be done with a file's rows, in whose name.
pub struct Import<'a> {
    pub content: FileContent<'a>,
    pub file_name: &'a str,
    pub mode: ImportMode,
    /// Nothing is written; every row's verdict is told.
    pub dry_run: bool,
    pub by: PersonId,
    pub at: Timestamp,
}

/// All mappings, or those of one integration, by tag.
pub fn export_csv(plant: &Plant, integration: Option<IntegrationId>) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = |e: csv::Error| failure(ErrorCode::Internal, "internal").detail(e);
    writer.write_record(COLUMNS).map_err(written)?;
    for_each(plant, integration, |cells| writer.write_record(cells).map_err(written))?;
    let bytes = writer.into_inner().map_err(|e| failure(ErrorCode::Internal, "internal").detail(e))?;
    String::from_utf8(bytes).map_err(|e| failure(ErrorCode::Internal, "internal").detail(e))
}

/// The same as a workbook.
pub fn export_workbook(plant: &Plant, integration: Option<IntegrationId>) -> Result<Vec<u8>, Failure> {
    let mut writer = workbook::Writer::new()?;
    for_each(plant, integration, |cells| writer.write(cells))?;
    writer.finish()
}

fn for_each(
    plant: &Plant,
    integration: Option<IntegrationId>,
    mut write: impl FnMut(&[&str]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut offset = 0;
    loop {
        let filter = MappingFilter { integration_id: integration, offset, limit: PAGE, ..Default::default() };
        let page = plant.store.read(|c| store::mapping::list(c, &filter)).or_failure()?;
        page.items.iter().try_for_each(|row| write_one(row, &mut write))?;
        offset += PAGE;
        if u64::from(offset) >= page.total {
            return Ok(());
        }
    }
}

/// In the order of `COLUMNS`.
fn write_one(row: &NamedMapping, write: &mut impl FnMut(&[&str]) -> Result<(), Failure>) -> Result<(), Failure> {
    let m = &row.mapping;
    let shown = judge::Shown::of(m);
    write(&[
        &row.integration_name,
        &m.external_tag,
        &row.site_code,
        &row.asset_tag,
        &row.metric_name,
        &row.metric_unit,
        &m.source_unit,
        &shown.scale,
        &shown.offset,
        shown.active,
        &shown.sampling_ms,
        &shown.deadband,
    ])
}

/// Reads, judges every row, and unless it is a dry run writes the good ones in one transaction, with what is needed to
/// take them back.
pub fn import(plant: &Plant, import: &Import<'_>) -> Result<ImportReport, Failure> {
    let rows = read(&import.content, import.mode)?;
    let mut rolled_back = None;
    let outcome = plant.store.write(|t| {
        let (mut report, done) = Judge::load(t, import.mode)?.judge(t, &rows)?;
        report.dry_run = import.dry_run;
        if import.dry_run {
            // Everything was really tried; leaving with an error takes it all back.
            rolled_back = Some(report);
            return Err(store::StoreError::Conflict { what: "dry run".into() });
        }
        if !done.is_empty() {
            mapping_import::keep(t, &kept(import, &report), &done)?;
        }
        Ok(report)
    });
    match (outcome, rolled_back) {
        (_, Some(report)) | (Ok(report), None) => Ok(report),
        (Err(e), None) => Err(from_store(e)),
    }
}

fn kept(import: &Import<'_>, report: &ImportReport) -> MappingImport {
    MappingImport {
        no: 0,
        at: import.at,
        person_id: import.by,
        file_name: import.file_name.chars().take(200).collect(),
        mode: import.mode.as_str().to_owned(),
        created: report.created,
        updated: report.updated,
        deleted: report.deleted,
    }
}

fn read(content: &FileContent<'_>, mode: ImportMode) -> Result<Vec<Row>, Failure> {
    let form = match mode {
        ImportMode::Create | ImportMode::Overwrite => &FORM,
        // A mapping that is there already has its units.
        ImportMode::Merge | ImportMode::Delete => &KEY_FORM,
    };
    match content {
        FileContent::Text(text) => text::parse(text, form),
        FileContent::Bytes(bytes) if workbook::is_workbook(bytes) => workbook::parse(bytes, form),
        FileContent::Bytes(bytes) if workbook::is_old_or_encrypted(bytes) => {
            Err(failure(ErrorCode::Invalid, "xlsx-old-or-encrypted"))
        }
        FileContent::Bytes(bytes) => text::parse(&text::decode(bytes)?, form),
    }
}
