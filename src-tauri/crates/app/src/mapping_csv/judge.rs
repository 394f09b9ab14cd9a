//! What each row of a mappings CSV would do, found out by doing it in the caller's transaction: a bad row is refused
//! alone, the good ones among them go on.

use super::NEEDED;
use crate::{
    commands::mappings::{ImportReport, ImportRow, NewMapping, NotTaken, RowVerdict},
    csv_rows::Row,
    failures::invalid,
};
use domain::{AssetId, ErrorCode, Failure, IntegrationId, Message, SignalMapping};
use std::collections::HashMap;

/// Rows that the report lists beside the refused ones.
const LISTED_ROWS: usize = 1_000;

/// What rows are judged against, loaded once.
pub(super) struct Judge {
    integrations: HashMap<String, IntegrationId>,
    assets: HashMap<String, Vec<(String, AssetId)>>,
}

impl Judge {
    pub fn load(t: &store::Transaction<'_>) -> store::Result<Self> {
        let integrations = store::integration::list(t)?.into_iter().map(|i| (i.name.to_lowercase(), i.id)).collect();
        let mut assets: HashMap<String, Vec<(String, AssetId)>> = HashMap::new();
        for (site_code, tag_code, id) in store::asset::codes(t)? {
            assets.entry(tag_code.to_lowercase()).or_default().push((site_code.to_lowercase(), id));
        }
        Ok(Self { integrations, assets })
    }

    pub fn judge(&self, t: &store::Transaction<'_>, rows: &[Row], dry_run: bool) -> store::Result<ImportReport> {
        let mut report = ImportReport { dry_run, created: 0, updated: 0, unchanged: 0, refused: 0, rows: Vec::new() };
        let mut refused_rows = Vec::new();
        let mut seen = HashMap::new();
        for row in rows {
            let told = |verdict, problem: Option<Failure>| ImportRow {
                line: row.line,
                external_tag: row.exact("external_tag").to_owned(),
                verdict,
                problem,
            };
            let verdict = match self.apply(t, row, &mut seen) {
                Ok(verdict) => verdict,
                // A full disk or a damaged file is not the row's fault.
                Err(NotTaken::Store(e)) => return Err(e),
                Err(NotTaken::Refused(problem)) => {
                    report.refused += 1;
                    refused_rows.push(told(RowVerdict::Refused, Some(problem)));
                    continue;
                }
            };
            match verdict {
                RowVerdict::Create => report.created += 1,
                RowVerdict::Update => report.updated += 1,
                RowVerdict::Unchanged | RowVerdict::Refused => report.unchanged += 1,
            }
            if report.rows.len() < LISTED_ROWS {
                report.rows.push(told(verdict, None));
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
    ) -> Result<RowVerdict, NotTaken> {
        let (new, is_active) = self.read(row)?;
        let key = (new.integration_id, new.external_tag.clone(), new.asset_id, new.metric_name.clone());
        if let Some(earlier) = seen.insert(key, row.line) {
            let message = Message::new("csv-row-repeats").with("line", earlier);
            return Err(Failure::new(ErrorCode::Invalid, message).into());
        }
        let mapping = SignalMapping { is_active, ..new.checked()?.place(t)? };
        let same_tag = store::mapping::find_by_tag(t, mapping.integration_id, &mapping.external_tag)?;
        let Some(before) = same_tag.into_iter().find(|m| m.metric_id == mapping.metric_id) else {
            store::mapping::insert_many(t, &[mapping])?;
            return Ok(RowVerdict::Create);
        };
        let after = SignalMapping { id: before.id, signal: before.signal, ..mapping };
        if after == before {
            return Ok(RowVerdict::Unchanged);
        }
        store::mapping::update(t, &after)?;
        Ok(RowVerdict::Update)
    }

    fn read(&self, row: &Row) -> Result<(NewMapping, bool), Failure> {
        if let Some(problem) = &row.problem {
            return Err(problem.clone());
        }
        if let Some(empty) = NEEDED.iter().find(|column| row.word(column).is_empty()) {
            return Err(invalid("config-field-required", empty));
        }
        let unknown = |id: &str, value: &str| Failure::new(ErrorCode::Invalid, Message::new(id).with("value", value));
        let integration = row.word("integration");
        let integration_id = *self
            .integrations
            .get(&integration.to_lowercase())
            .ok_or_else(|| unknown("csv-integration-unknown", integration))?;
        let asset = row.word("asset");
        let site = row.word("site").to_lowercase();
        let candidates = self.assets.get(&asset.to_lowercase()).map(Vec::as_slice).unwrap_or_default();
        let meant: Vec<&(String, AssetId)> = candidates.iter().filter(|c| site.is_empty() || c.0 == site).collect();
        let asset_id = match meant[..] {
            [one] => one.1,
            [] => return Err(unknown("csv-asset-unknown", asset)),
            _ => return Err(unknown("csv-asset-ambiguous", asset)),
        };
        let is_active = match row.word("active").to_lowercase().as_str() {
            "" | "yes" | "true" | "1" | "نعم" => true,
            "no" | "false" | "0" | "لا" => false,
            _ => return Err(invalid("config-not-a-switch", "active")),
        };
        let new = NewMapping {
            integration_id,
            external_tag: row.exact("external_tag").to_owned(),
            asset_id,
            metric_name: row.word("metric").to_owned(),
            metric_unit: row.word("metric_unit").to_owned(),
            source_unit: row.word("source_unit").to_owned(),
            scale: Some(row.number("scale")).filter(|s| !s.is_empty()),
            offset: Some(row.number("offset")).filter(|s| !s.is_empty()),
            sampling_interval_ms: number(row, "sampling_ms")?,
            deadband: number(row, "deadband")?,
        };
        Ok((new, is_active))
    }
}

/// A number that may be left out.
fn number<T: std::str::FromStr>(row: &Row, column: &str) -> Result<Option<T>, Failure> {
    match row.number(column) {
        text if text.is_empty() => Ok(None),
        text => text.parse().map(Some).map_err(|_| invalid("config-number-malformed", column)),
    }
}
