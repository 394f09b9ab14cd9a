//! Signal mappings as CSV: export that is importable without a difference, import with every row's verdict.
//!
//! Columns: `integration, external_tag, site, asset, metric, metric_unit, source_unit, scale, offset, active,
//! sampling_ms, deadband`. A mapping is known by integration, tag, asset and metric; the same one again is an update,
//! or unchanged. `csv_rows.rs` reads the text, `judge.rs` says what each row does.

mod judge;

use crate::{
    commands::mappings::ImportReport,
    csv_rows::{self, Form},
    failures::{OrFailure, failure, from_store},
    plant::Plant,
};
use domain::{ErrorCode, Failure, IntegrationId};
use judge::Judge;
use store::mapping::MappingFilter;

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
/// The columns without which a row means nothing; the others have defaults.
pub(crate) const NEEDED: [&str; 6] = ["integration", "external_tag", "asset", "metric", "metric_unit", "source_unit"];
pub(crate) const FORM: Form = Form { columns: &COLUMNS, needed: &NEEDED, missing: "csv-column-missing" };

const PAGE: u32 = 5_000;

/// All mappings, or those of one integration, by tag.
pub fn export(plant: &Plant, integration: Option<IntegrationId>) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = |e: csv::Error| failure(ErrorCode::Internal, "internal").detail(e);
    writer.write_record(COLUMNS).map_err(written)?;
    let mut offset = 0;
    loop {
        let filter = MappingFilter { integration_id: integration, offset, limit: PAGE, ..Default::default() };
        let page = plant.store.read(|c| store::mapping::list(c, &filter)).or_failure()?;
        for row in &page.items {
            let m = &row.mapping;
            writer
                .write_record([
                    row.integration_name.as_str(),
                    m.external_tag.as_str(),
                    row.site_code.as_str(),
                    row.asset_tag.as_str(),
                    row.metric_name.as_str(),
                    row.metric_unit.as_str(),
                    m.source_unit.as_str(),
                    m.scale.to_string().as_str(),
                    m.offset.to_string().as_str(),
                    if m.is_active { "yes" } else { "no" },
                    m.sampling_interval_ms.map(|v| v.to_string()).unwrap_or_default().as_str(),
                    m.deadband.map(|v| v.to_string()).unwrap_or_default().as_str(),
                ])
                .map_err(written)?;
        }
        offset += PAGE;
        if u64::from(offset) >= page.total {
            break;
        }
    }
    let bytes = writer.into_inner().map_err(|e| failure(ErrorCode::Internal, "internal").detail(e))?;
    String::from_utf8(bytes).map_err(|e| failure(ErrorCode::Internal, "internal").detail(e))
}

/// Reads, judges every row, and unless it is a dry run writes the good ones in one transaction.
pub fn import(plant: &Plant, text: &str, dry_run: bool) -> Result<ImportReport, Failure> {
    let rows = csv_rows::parse(text, &FORM)?;
    let mut rolled_back = None;
    let outcome = plant.store.write(|t| {
        let report = Judge::load(t)?.judge(t, &rows, dry_run)?;
        if dry_run {
            // Everything was really tried; leaving with an error takes it all back.
            rolled_back = Some(report);
            return Err(store::StoreError::Conflict { what: "dry run".into() });
        }
        Ok(report)
    });
    match (outcome, rolled_back) {
        (_, Some(report)) | (Ok(report), None) => Ok(report),
        (Err(e), None) => Err(from_store(e)),
    }
}
