//! Scenarios of production risk that people give, beside those that are drawn: import with a dry run, list, delete.

use super::workspace::{Done, Nothing};
use crate::{Caller, failures::OrFailure, risk_scenarios};
use domain::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use store::risk_scenario::GivenScenario;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportRiskScenarios {
    /// With a header: `scenario, site, asset, from, until, loss, probability`.
    pub csv: String,
    /// Only says what each row would do.
    pub dry_run: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScenarioVerdict {
    Create,
    Update,
    Unchanged,
    Refused,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioImportRow {
    /// Of the file, counted from 1: where the row begins.
    pub line: u32,
    pub scenario: String,
    pub asset_tag: String,
    pub verdict: ScenarioVerdict,
    /// Why it is refused.
    pub problem: Option<Failure>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioImport {
    pub dry_run: bool,
    pub created: u32,
    pub updated: u32,
    pub unchanged: u32,
    pub refused: u32,
    /// Refused rows first, then the others in file order; at most 1,000 of each.
    pub rows: Vec<ScenarioImportRow>,
}

#[derive(Debug, Deserialize, TS)]
pub struct DeleteRiskScenario {
    pub name: String,
}

pub async fn import_risk_scenarios(
    caller: &Caller<'_>,
    request: ImportRiskScenarios,
) -> Result<ScenarioImport, Failure> {
    risk_scenarios::import(&*caller.plant()?, &request.csv, request.dry_run)
}

pub async fn list_risk_scenarios(caller: &Caller<'_>, _: Nothing) -> Result<Vec<GivenScenario>, Failure> {
    caller.plant()?.store.read(store::risk_scenario::list).or_failure()
}

/// Runs that used it keep what they saw.
pub async fn delete_risk_scenario(caller: &Caller<'_>, request: DeleteRiskScenario) -> Result<Done, Failure> {
    caller.plant()?.store.write(|t| store::risk_scenario::delete(t, &request.name)).or_failure()?;
    Ok(Done {})
}
