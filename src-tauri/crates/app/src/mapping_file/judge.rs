//! What each row of a mappings file would do, found out by doing it in the caller's transaction: a bad row is refused
//! alone, the good ones among them go on.

use super::{KEY, NEEDED};
use crate::{
    commands::mappings::{ImportMode, ImportReport, ImportRow, MappingChange, NewMapping, NotTaken, RowVerdict},
    failures::invalid,
    table_file::rows::Row,
};
use domain::{AssetId, ErrorCode, Failure, IntegrationId, Message, Metric, SignalMapping};
use std::collections::{HashMap, hash_map::Entry};
use store::mapping_import::ImportedMapping;

/// Rows that the report lists: refused ones, and others.
const LISTED_ROWS: usize = 1_000;

/// What rows are judged against, loaded once.
pub(super) struct Judge {
    mode: ImportMode,
    integrations: HashMap<String, IntegrationId>,
    assets: HashMap<String, Vec<(String, AssetId)>>,
}

/// What a mapping is known by.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    integration_id: IntegrationId,
    external_tag: String,
    asset_id: AssetId,
    metric_name: String,
}

struct Judged {
    verdict: RowVerdict,
    changes: Vec<MappingChange>,
    done: Option<ImportedMapping>,
}

impl Judged {
    fn nothing(verdict: RowVerdict) -> Self {
        Self { verdict, changes: Vec::new(), done: None }
    }
}

impl Judge {
    pub fn load(t: &store::Transaction<'_>, mode: ImportMode) -> store::Result<Self> {
        let integrations = store::integration::list(t)?.into_iter().map(|i| (i.name.to_lowercase(), i.id)).collect();
        let mut assets: HashMap<String, Vec<(String, AssetId)>> = HashMap::new();
        for (site_code, tag_code, id) in store::asset::codes(t)? {
            assets.entry(tag_code.to_lowercase()).or_default().push((site_code.to_lowercase(), id));
        }
        Ok(Self { mode, integrations, assets })
    }

    /// What was done, in the order of the file, goes with the report.
    pub fn judge(
        &self,
        t: &store::Transaction<'_>,
        rows: &[Row],
    ) -> store::Result<(ImportReport, Vec<ImportedMapping>)> {
        let mut report = ImportReport::default();
        let (mut refused, mut changing, mut staying) = (Vec::new(), Vec::new(), Vec::new());
        let mut all_done = Vec::new();
        let mut seen = HashMap::new();
        for row in rows {
            let told = |verdict, problem: Option<Failure>, changes| ImportRow {
                line: row.line,
                external_tag: row.exact("external_tag").to_owned(),
                asset_tag: row.word("asset").to_owned(),
                metric_name: row.word("metric").to_owned(),
                verdict,
                problem,
                changes,
            };
            match self.apply(t, row, &mut seen) {
                // A full disk or a damaged file is not the row's fault.
                Err(NotTaken::Store(e)) => return Err(e),
                Err(NotTaken::Refused(problem)) => {
                    report.refused += 1;
                    if refused.len() < LISTED_ROWS {
                        refused.push(told(RowVerdict::Refused, Some(problem), Vec::new()));
                    }
                }
                Ok(Judged { verdict, changes, done }) => {
                    *report.count_of(verdict) += 1;
                    let list = if done.is_some() { &mut changing } else { &mut staying };
                    if list.len() < LISTED_ROWS {
                        list.push(told(verdict, None, changes));
                    }
                    all_done.extend(done);
                }
            }
        }
        changing.extend(staying);
        changing.truncate(LISTED_ROWS);
        refused.extend(changing);
        report.rows = refused;
        Ok((report, all_done))
    }

    fn apply(&self, t: &store::Transaction<'_>, row: &Row, seen: &mut HashMap<Key, u32>) -> Result<Judged, NotTaken> {
        let key = self.key(row)?;
        match seen.entry(key.clone()) {
            Entry::Occupied(earlier) => {
                let message = Message::new("csv-row-repeats").with("line", *earlier.get());
                return Err(Failure::new(ErrorCode::Invalid, message).into());
            }
            Entry::Vacant(place) => place.insert(row.line),
        };
        let metric = store::metric::find_by_name(t, key.asset_id, &key.metric_name)?;
        let before = match &metric {
            Some(metric) => store::mapping::find_by_tag(t, key.integration_id, &key.external_tag)?
                .into_iter()
                .find(|m| m.metric_id == metric.id),
            None => None,
        };
        match (self.mode, before) {
            (ImportMode::Delete, None) => Ok(Judged::nothing(RowVerdict::Unchanged)),
            (ImportMode::Delete, Some(before)) => {
                store::mapping::delete_many(t, &[before.id])?;
                let done = ImportedMapping { before: Some(before), after: None, made_metric: None };
                Ok(Judged { verdict: RowVerdict::Delete, changes: Vec::new(), done: Some(done) })
            }
            (ImportMode::Create, Some(_)) => Ok(Judged::nothing(RowVerdict::Kept)),
            (_, None) => self.create(t, row, key, metric.as_ref()),
            (_, Some(before)) => self.update(t, row, key, metric.as_ref(), before),
        }
    }

    fn create(
        &self,
        t: &store::Transaction<'_>,
        row: &Row,
        key: Key,
        metric: Option<&Metric>,
    ) -> Result<Judged, NotTaken> {
        let (new, is_active) = draw(row, key, metric, None)?;
        let mapping = SignalMapping { is_active, ..new.checked()?.place_on(t, row.word("asset"), metric)? };
        let made_metric = metric.is_none().then_some(mapping.metric_id);
        let after = store::mapping::insert_many(t, &[mapping])?.pop();
        let done = ImportedMapping { before: None, after, made_metric };
        Ok(Judged { verdict: RowVerdict::Create, changes: Vec::new(), done: Some(done) })
    }

    fn update(
        &self,
        t: &store::Transaction<'_>,
        row: &Row,
        key: Key,
        metric: Option<&Metric>,
        before: SignalMapping,
    ) -> Result<Judged, NotTaken> {
        let kept = (self.mode == ImportMode::Merge).then_some(&before);
        let (new, is_active) = draw(row, key, metric, kept)?;
        let mapping = SignalMapping { is_active, ..new.checked()?.place_on(t, row.word("asset"), metric)? };
        let after = SignalMapping { id: before.id, signal: before.signal, ..mapping };
        if after == before {
            return Ok(Judged::nothing(RowVerdict::Unchanged));
        }
        store::mapping::update(t, &after)?;
        let changes = Shown::of(&before).changes_to(&Shown::of(&after));
        let done = ImportedMapping { before: Some(before), after: Some(after), made_metric: None };
        Ok(Judged { verdict: RowVerdict::Update, changes, done: Some(done) })
    }

    fn key(&self, row: &Row) -> Result<Key, Failure> {
        if let Some(problem) = &row.problem {
            return Err(problem.clone());
        }
        required(row, &KEY)?;
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
        Ok(Key {
            integration_id,
            external_tag: row.exact("external_tag").to_owned(),
            asset_id,
            metric_name: row.word("metric").to_owned(),
        })
    }
}

fn required(row: &Row, columns: &[&'static str]) -> Result<(), Failure> {
    match columns.iter().find(|column| row.word(column).is_empty()) {
        Some(empty) => Err(invalid("config-field-required", empty)),
        None => Ok(()),
    }
}

/// What the row asks for. An empty cell keeps what `kept` has; without it, it is the default.
fn draw(
    row: &Row,
    key: Key,
    metric: Option<&Metric>,
    kept: Option<&SignalMapping>,
) -> Result<(NewMapping, bool), Failure> {
    if kept.is_none() {
        required(row, &NEEDED)?;
    }
    let given_or = |column: &str, kept: Option<String>| match row.word(column) {
        "" => kept.unwrap_or_default(),
        given => given.to_owned(),
    };
    let decimal = |column: &str, kept: Option<String>| match row.number(column) {
        empty if empty.is_empty() => kept,
        given => Some(given),
    };
    let is_active = match row.word("active").to_lowercase().as_str() {
        "" => kept.is_none_or(|k| k.is_active),
        "yes" | "true" | "1" | "نعم" => true,
        "no" | "false" | "0" | "لا" => false,
        _ => return Err(invalid("config-not-a-switch", "active")),
    };
    let new = NewMapping {
        integration_id: key.integration_id,
        external_tag: key.external_tag,
        asset_id: key.asset_id,
        metric_name: key.metric_name,
        metric_unit: given_or("metric_unit", metric.map(|m| m.unit.clone())),
        source_unit: given_or("source_unit", kept.map(|k| k.source_unit.clone())),
        scale: decimal("scale", kept.map(|k| k.scale.to_string())),
        offset: decimal("offset", kept.map(|k| k.offset.to_string())),
        sampling_interval_ms: number(row, "sampling_ms")?.or(kept.and_then(|k| k.sampling_interval_ms)),
        deadband: number(row, "deadband")?.or(kept.and_then(|k| k.deadband)),
    };
    Ok((new, is_active))
}

/// A number that may be left out.
fn number<T: std::str::FromStr>(row: &Row, column: &str) -> Result<Option<T>, Failure> {
    match row.number(column) {
        text if text.is_empty() => Ok(None),
        text => text.parse().map(Some).map_err(|_| invalid("config-number-malformed", column)),
    }
}

/// What may change of a mapping, as a file has it.
pub(super) struct Shown {
    pub source_unit: String,
    pub scale: String,
    pub offset: String,
    pub active: &'static str,
    pub sampling_ms: String,
    pub deadband: String,
}

impl Shown {
    pub fn of(m: &SignalMapping) -> Self {
        Self {
            source_unit: m.source_unit.clone(),
            scale: m.scale.to_string(),
            offset: m.offset.to_string(),
            active: if m.is_active { "yes" } else { "no" },
            sampling_ms: m.sampling_interval_ms.map(|v| v.to_string()).unwrap_or_default(),
            deadband: m.deadband.map(|v| v.to_string()).unwrap_or_default(),
        }
    }

    fn changes_to(&self, after: &Self) -> Vec<MappingChange> {
        [
            ("source_unit", &*self.source_unit, &*after.source_unit),
            ("scale", &*self.scale, &*after.scale),
            ("offset", &*self.offset, &*after.offset),
            ("active", self.active, after.active),
            ("sampling_ms", &*self.sampling_ms, &*after.sampling_ms),
            ("deadband", &*self.deadband, &*after.deadband),
        ]
        .into_iter()
        .filter(|(_, from, to)| from != to)
        .map(|(field, from, to)| MappingChange { field: field.into(), from: from.into(), to: to.into() })
        .collect()
    }
}
