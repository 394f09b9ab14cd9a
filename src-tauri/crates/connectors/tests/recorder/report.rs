//! What a connection test said: the stage that failed, and what was warned of.

use connectors::{StageOutcome, TestReport};

/// The stage that failed, and the message's id; `None` where all passed.
pub fn failed(report: &TestReport) -> Option<(String, String)> {
    report.stages.iter().find_map(|s| match &s.outcome {
        StageOutcome::Failed { failure } => Some((format!("{:?}", s.stage), failure.message.id.clone())),
        _ => None,
    })
}

pub fn warned(report: &TestReport) -> Vec<String> {
    let warning = |o: &StageOutcome| match o {
        StageOutcome::Warned { warning } => Some(warning.message.id.clone()),
        _ => None,
    };
    report.stages.iter().filter_map(|s| warning(&s.outcome)).collect()
}
