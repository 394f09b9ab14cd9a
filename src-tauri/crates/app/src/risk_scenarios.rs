//! Given scenarios of production risk as CSV: every row's verdict, and unless it is a dry run the good rows are kept.
//!
//! Columns: `scenario, site, asset, from, until, loss, probability`. Days are `2027-03-01`; `until` is the last day, and the same
//! as `from` where it is empty. A row has either a loss (in the cost model's currency) or a probability (0 to 1). A row is known
//! by scenario, asset and first day; the same one again is an update, or unchanged.

use crate::{
    commands::risk_scenarios::{ScenarioImport, ScenarioImportRow, ScenarioVerdict},
    failures::{from_store, invalid},
    plant::Plant,
    table_file::{
        rows::{Form, Row},
        text,
    },
};
use chrono::NaiveDate;
use domain::{AssetId, ErrorCode, Failure, Message};
use std::collections::HashMap;
use store::risk_scenario::{GivenLine, GivenLoss};

const FORM: Form = Form {
    columns: &["scenario", "site", "asset", "from", "until", "loss", "probability"],
    needed: &["scenario", "asset", "from"],
    missing: "risk-scenario-column-missing",
};
/// Rows that the report lists beside the refused ones.
const LISTED_ROWS: usize = 1_000;
const MOST_NAME: usize = 100;
/// Ten thousand million, as amounts of the cost model.
const MOST_LOSS: f64 = 1e10;

/// By tag: the sites' codes, and the asset there.
type Assets = HashMap<String, Vec<(String, AssetId)>>;

pub fn import(plant: &Plant, csv: &str, dry_run: bool) -> Result<ScenarioImport, Failure> {
    let rows = text::parse(csv, &FORM)?;
    let mut rolled_back = None;
    let outcome = plant.store.write(|t| {
        let report = judge(t, &rows, dry_run)?;
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

fn judge(t: &store::Transaction<'_>, rows: &[Row], dry_run: bool) -> store::Result<ScenarioImport> {
    let mut assets = Assets::new();
    for (site, tag, id) in store::asset::codes(t)? {
        assets.entry(tag.to_lowercase()).or_default().push((site.to_lowercase(), id));
    }
    let mut report = ScenarioImport { dry_run, created: 0, updated: 0, unchanged: 0, refused: 0, rows: Vec::new() };
    let mut refused = Vec::new();
    let mut seen: HashMap<(String, AssetId, NaiveDate), u32> = HashMap::new();
    for row in rows {
        let told = |verdict, problem| ScenarioImportRow {
            line: row.line,
            scenario: row.word("scenario").to_owned(),
            asset_tag: row.word("asset").to_owned(),
            verdict,
            problem,
        };
        let taken = match read(row, &assets) {
            Ok(line) => take(t, row.line, &line, &mut seen)?,
            Err(problem) => Err(problem),
        };
        match taken {
            Ok(verdict) => {
                match verdict {
                    ScenarioVerdict::Create => report.created += 1,
                    ScenarioVerdict::Update => report.updated += 1,
                    ScenarioVerdict::Unchanged | ScenarioVerdict::Refused => report.unchanged += 1,
                }
                if report.rows.len() < LISTED_ROWS {
                    report.rows.push(told(verdict, None));
                }
            }
            Err(problem) => {
                report.refused += 1;
                if refused.len() < LISTED_ROWS {
                    refused.push(told(ScenarioVerdict::Refused, Some(problem)));
                }
            }
        }
    }
    // What is to be mended is seen first.
    refused.append(&mut report.rows);
    report.rows = refused;
    Ok(report)
}

fn read(row: &Row, assets: &Assets) -> Result<GivenLine, Failure> {
    if let Some(problem) = &row.problem {
        return Err(problem.clone());
    }
    let scenario = row.word("scenario");
    if scenario.is_empty() || scenario.chars().count() > MOST_NAME {
        return Err(invalid("risk-scenario-name-wrong", "scenario"));
    }
    let from = day(row, "from")?;
    let until = if row.word("until").is_empty() { from } else { day(row, "until")? };
    if until < from {
        return Err(invalid("risk-scenario-until-before-from", "until"));
    }
    let loss = match (row.word("loss").is_empty(), row.word("probability").is_empty()) {
        (false, true) => GivenLoss::Money(number(row, "loss", MOST_LOSS)?),
        (true, false) => GivenLoss::Probability(number(row, "probability", 1.0)?),
        _ => return Err(invalid("risk-scenario-loss-or-probability", "loss")),
    };
    Ok(GivenLine { scenario: scenario.to_owned(), asset_id: asset(row, assets)?, from, until, loss })
}

fn asset(row: &Row, assets: &Assets) -> Result<AssetId, Failure> {
    let (tag, site) = (row.word("asset"), row.word("site").to_lowercase());
    let found: Vec<AssetId> = assets
        .get(&tag.to_lowercase())
        .into_iter()
        .flatten()
        .filter(|(code, _)| site.is_empty() || *code == site)
        .map(|(_, id)| *id)
        .collect();
    let refused = |id: &str| Failure::new(ErrorCode::Invalid, Message::new(id).with("value", tag));
    match found[..] {
        [id] => Ok(id),
        [] => Err(refused("csv-asset-unknown")),
        _ => Err(refused("csv-asset-ambiguous")),
    }
}

fn day(row: &Row, column: &str) -> Result<NaiveDate, Failure> {
    row.word(column).parse().map_err(|e| invalid("risk-scenario-day-wrong", column).detail(e))
}

fn number(row: &Row, column: &str, most: f64) -> Result<f64, Failure> {
    let number: Option<f64> = row.number(column).parse().ok();
    number.filter(|n| (0.0..=most).contains(n)).ok_or_else(|| {
        Failure::new(
            ErrorCode::Invalid,
            Message::new("risk-scenario-number-wrong").with("field", column).with("most", most),
        )
    })
}

/// Keeps the line where it says something new. The inner error says why it is refused.
fn take(
    t: &store::Transaction<'_>,
    at: u32,
    line: &GivenLine,
    seen: &mut HashMap<(String, AssetId, NaiveDate), u32>,
) -> store::Result<Result<ScenarioVerdict, Failure>> {
    let key = (line.scenario.to_lowercase(), line.asset_id, line.from);
    if let Some(before) = seen.insert(key, at) {
        let message = Message::new("csv-row-repeats").with("line", before);
        return Ok(Err(Failure::new(ErrorCode::Invalid, message)));
    }
    if let Some(day) = store::risk_scenario::find_overlap(t, line)? {
        let message = Message::new("risk-scenario-overlaps").with("day", day.to_string());
        return Ok(Err(Failure::new(ErrorCode::Invalid, message)));
    }
    let verdict = match store::risk_scenario::find(t, &line.scenario, line.asset_id, line.from)? {
        None => ScenarioVerdict::Create,
        Some(before) if (before.until, before.loss) == (line.until, line.loss) => {
            return Ok(Ok(ScenarioVerdict::Unchanged));
        }
        Some(_) => ScenarioVerdict::Update,
    };
    store::risk_scenario::save(t, line)?;
    Ok(Ok(verdict))
}

/// That scenario's lines; a failure that names it where there is none.
pub fn lines(c: &store::Connection, name: &str) -> store::Result<Result<Vec<GivenLine>, Failure>> {
    let lines = store::risk_scenario::lines(c, name)?;
    if lines.is_empty() {
        let message = Message::new("risk-scenario-unknown").with("scenario", name);
        return Ok(Err(Failure::new(ErrorCode::Invalid, message)));
    }
    Ok(Ok(lines))
}
