//! Signal mappings as CSV: export that is importable without a difference, import with every row's verdict.
//!
//! Columns: `integration, external_tag, site, asset, metric, metric_unit, source_unit, scale, offset, active,
//! sampling_ms, deadband`. A mapping is known by integration, tag, asset and metric; the same one again is an update,
//! or unchanged. A bad row is refused alone; the good ones among them go on.

use crate::{
    commands::mappings::{ImportReport, ImportRow, NewMapping, RowVerdict, check, mapping_of, parse_decimal, refused},
    failures::{OrFailure, failure, from_store, invalid},
    plant::Plant,
};
use domain::{AssetId, ErrorCode, Failure, IntegrationId, MappingId, Message, SignalMapping};
use rust_decimal::Decimal;
use std::collections::HashMap;
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
const NEEDED: [&str; 6] = ["integration", "external_tag", "asset", "metric", "metric_unit", "source_unit"];
/// Rows that the report lists beside the refused ones.
const LISTED_ROWS: usize = 1_000;
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
    let rows = parse(text)?;
    let mut rolled_back = None;
    let outcome = plant.store.write(|t| {
        let mut report = Judge::load(t)?.judge(t, &rows)?;
        report.dry_run = dry_run;
        if dry_run {
            // Everything was really tried; leaving with an error takes it all back.
            rolled_back = Some(report);
            return Err(store::StoreError::Conflict { what: "dry run".into() });
        }
        Ok(report)
    });
    match (outcome, rolled_back) {
        (_, Some(report)) => Ok(report),
        (Ok(report), None) => Ok(report),
        (Err(e), None) => Err(from_store(e)),
    }
}

struct Row {
    number: u32,
    values: HashMap<&'static str, String>,
    problem: Option<Failure>,
}

impl Row {
    fn get(&self, column: &str) -> &str {
        self.values.get(column).map_or("", String::as_str)
    }
}

fn parse(text: &str) -> Result<Vec<Row>, Failure> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let first_line = text.lines().next().unwrap_or_default();
    // Excel of many countries writes semicolons.
    let delimiter = if first_line.contains(';') && !first_line.contains(',') { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|e| failure(ErrorCode::Invalid, "csv-unreadable").detail(e))?.clone();
    let places: Vec<Option<&'static str>> =
        headers.iter().map(|h| COLUMNS.iter().find(|c| c.eq_ignore_ascii_case(h)).copied()).collect();
    if let Some(missing) = NEEDED.iter().find(|n| !places.contains(&Some(**n))) {
        return Err(Failure::new(ErrorCode::Invalid, Message::new("csv-column-missing").with("column", *missing)));
    }
    let mut rows = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let number = index as u32 + 2;
        match record {
            Ok(record) => {
                let values =
                    places.iter().zip(record.iter()).filter_map(|(p, v)| Some(((*p)?, v.to_owned()))).collect();
                let problem =
                    (record.len() != headers.len()).then(|| failure(ErrorCode::Invalid, "csv-row-length-differs"));
                rows.push(Row { number, values, problem });
            }
            Err(e) => {
                let problem = Some(failure(ErrorCode::Invalid, "csv-row-unreadable").detail(e));
                rows.push(Row { number, values: HashMap::new(), problem });
            }
        }
    }
    Ok(rows)
}

/// What rows are judged against, loaded once.
struct Judge {
    integrations: HashMap<String, IntegrationId>,
    assets: HashMap<String, Vec<(String, AssetId)>>,
}

impl Judge {
    fn load(t: &store::Transaction<'_>) -> store::Result<Self> {
        let integrations = store::integration::list(t)?.into_iter().map(|i| (i.name.to_lowercase(), i.id)).collect();
        let mut assets: HashMap<String, Vec<(String, AssetId)>> = HashMap::new();
        for (site_code, tag_code, id) in store::asset::codes(t)? {
            assets.entry(tag_code.to_lowercase()).or_default().push((site_code.to_lowercase(), id));
        }
        Ok(Self { integrations, assets })
    }

    fn judge(&self, t: &store::Transaction<'_>, rows: &[Row]) -> store::Result<ImportReport> {
        let mut report =
            ImportReport { dry_run: false, created: 0, updated: 0, unchanged: 0, refused: 0, rows: Vec::new() };
        let mut refused_rows = Vec::new();
        let mut seen = HashMap::new();
        for row in rows {
            let verdict = match self.apply(t, row, &mut seen) {
                Ok(verdict) => verdict,
                // A full disk or a damaged file is not the row's fault.
                Err(Judged::Store(e)) => return Err(e),
                Err(Judged::Refused(problem)) => {
                    report.refused += 1;
                    refused_rows.push(ImportRow {
                        row: row.number,
                        external_tag: row.get("external_tag").to_owned(),
                        verdict: RowVerdict::Refused,
                        problems: vec![problem],
                    });
                    continue;
                }
            };
            match verdict {
                RowVerdict::Create => report.created += 1,
                RowVerdict::Update => report.updated += 1,
                RowVerdict::Unchanged | RowVerdict::Refused => report.unchanged += 1,
            }
            if report.rows.len() < LISTED_ROWS {
                let external_tag = row.get("external_tag").to_owned();
                report.rows.push(ImportRow { row: row.number, external_tag, verdict, problems: Vec::new() });
            }
        }
        refused_rows.append(&mut report.rows);
        report.rows = refused_rows;
        Ok(report)
    }

    fn apply(
        &self,
        t: &store::Transaction<'_>,
        row: &Row,
        seen: &mut HashMap<(IntegrationId, String, AssetId, String), u32>,
    ) -> Result<RowVerdict, Judged> {
        let (new, is_active) = self.read(row)?;
        let key = (new.integration_id, new.external_tag.clone(), new.asset_id, new.metric_name.clone());
        if let Some(earlier) = seen.insert(key, row.number) {
            let message = Message::new("csv-row-repeats").with("row", earlier);
            return Err(Judged::Refused(Failure::new(ErrorCode::Invalid, message)));
        }
        check(&new)?;
        let mapping = SignalMapping { is_active, ..mapping_of(t, &new, MappingId::new()).map_err(judged)? };
        let same_tag = store::mapping::find_by_tag(t, new.integration_id, &new.external_tag)?;
        let Some(before) = same_tag.into_iter().find(|m| m.metric_id == mapping.metric_id) else {
            store::mapping::insert_many(t, &[mapping]).map_err(judged)?;
            return Ok(RowVerdict::Create);
        };
        let after = SignalMapping { id: before.id, signal: before.signal, ..mapping };
        if after == before {
            return Ok(RowVerdict::Unchanged);
        }
        store::mapping::update(t, &after).map_err(judged)?;
        Ok(RowVerdict::Update)
    }

    fn read(&self, row: &Row) -> Result<(NewMapping, bool), Judged> {
        if let Some(problem) = &row.problem {
            return Err(Judged::Refused(problem.clone()));
        }
        for column in NEEDED {
            if row.get(column).is_empty() {
                return Err(Judged::Refused(invalid("config-field-required", column)));
            }
        }
        let unknown = |id: &str, value: &str| {
            Judged::Refused(Failure::new(ErrorCode::Invalid, Message::new(id).with("value", value)))
        };
        let integration = row.get("integration");
        let integration_id = *self
            .integrations
            .get(&integration.to_lowercase())
            .ok_or_else(|| unknown("csv-integration-unknown", integration))?;
        let asset = row.get("asset");
        let site = row.get("site").to_lowercase();
        let candidates = self.assets.get(&asset.to_lowercase()).map(Vec::as_slice).unwrap_or_default();
        let meant: Vec<&(String, AssetId)> = candidates.iter().filter(|c| site.is_empty() || c.0 == site).collect();
        let asset_id = match meant[..] {
            [one] => one.1,
            [] => return Err(unknown("csv-asset-unknown", asset)),
            _ => return Err(unknown("csv-asset-ambiguous", asset)),
        };
        let or = |column: &str, default: Decimal| match row.get(column) {
            "" => Ok(default),
            text => parse_decimal(text, column),
        };
        let is_active = match row.get("active").to_lowercase().as_str() {
            "" | "yes" | "true" | "1" | "نعم" => true,
            "no" | "false" | "0" | "لا" => false,
            _ => return Err(Judged::Refused(invalid("config-not-a-switch", "active"))),
        };
        let sampling_interval_ms = match row.get("sampling_ms") {
            "" => None,
            text => Some(text.parse().map_err(|_| invalid("config-number-out-of-range", "sampling_ms"))?),
        };
        let deadband = match row.get("deadband") {
            "" => None,
            text => Some(text.parse().map_err(|_| invalid("config-number-out-of-range", "deadband"))?),
        };
        let new = NewMapping {
            integration_id,
            external_tag: row.get("external_tag").to_owned(),
            asset_id,
            metric_name: row.get("metric").to_owned(),
            metric_unit: row.get("metric_unit").to_owned(),
            source_unit: row.get("source_unit").to_owned(),
            scale: or("scale", Decimal::ONE)?,
            offset: or("offset", Decimal::ZERO)?,
            sampling_interval_ms,
            deadband,
        };
        Ok((new, is_active))
    }
}

/// Why a row was not taken: its own fault, or the store's.
enum Judged {
    Refused(Failure),
    Store(store::StoreError),
}

impl From<Failure> for Judged {
    fn from(f: Failure) -> Self {
        Self::Refused(f)
    }
}

impl From<store::StoreError> for Judged {
    fn from(e: store::StoreError) -> Self {
        Self::Store(e)
    }
}

fn judged(e: store::StoreError) -> Judged {
    match e {
        e @ (store::StoreError::Conflict { .. } | store::StoreError::Duplicate { .. }) => Judged::Refused(refused(e)),
        e => Judged::Store(e),
    }
}
