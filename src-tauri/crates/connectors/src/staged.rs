//! Going through the stages of a connection one by one: each is timed and limited, the first that fails ends the test,
//! what follows is said not to have been reached.

use crate::{SourceError, Stage, StageOutcome, TestReport, test_report::StageResult};
use domain::{CertificateInfo, Failure};
use std::{
    future::Future,
    time::{Duration, Instant},
};

/// No stage may hold a person longer, whatever it waits for.
pub(crate) const STAGE_TIMEOUT: Duration = Duration::from_secs(20);

/// Clocks further apart than this put readings where nobody looks for them.
pub(crate) const MOST_SKEW_SECONDS: f64 = 5.0;
/// The way to a server that is asked with a name and a password.
pub(crate) const OF_A_SERVER: [Stage; 7] = [
    Stage::Configuration,
    Stage::Resolve,
    Stage::Connect,
    Stage::SecureChannel,
    Stage::Authenticate,
    Stage::Authorize,
    Stage::Read,
];

/// A stage has failed; what follows is not reached.
pub(crate) struct Stop;

pub(crate) struct Progress {
    stages: &'static [Stage],
    timed_out: fn(Duration) -> SourceError,
    results: Vec<StageResult>,
    /// Shown for a decision, where a person decides on certificates one by one.
    pub certificate: Option<CertificateInfo>,
}

impl Progress {
    /// `stages` in their order; `timed_out` is what a stage fails with that takes too long.
    pub fn new(stages: &'static [Stage], timed_out: fn(Duration) -> SourceError) -> Self {
        Self { stages, timed_out, results: Vec::new(), certificate: None }
    }

    pub async fn stage<T>(
        &mut self,
        stage: Stage,
        work: impl Future<Output = Result<(T, Option<Failure>), SourceError>>,
    ) -> Result<T, Stop> {
        let began = Instant::now();
        let done = tokio::time::timeout(STAGE_TIMEOUT, work).await;
        let milliseconds = began.elapsed().as_secs_f64() * 1000.0;
        let (outcome, value) = match done.unwrap_or_else(|_| Err((self.timed_out)(STAGE_TIMEOUT))) {
            Ok((value, None)) => (StageOutcome::Passed, Ok(value)),
            Ok((value, Some(warning))) => (StageOutcome::Warned { warning }, Ok(value)),
            Err(e) => (StageOutcome::Failed { failure: e.failure }, Err(Stop)),
        };
        self.results.push(StageResult { stage, outcome, milliseconds });
        value
    }

    pub fn report(mut self, succeeded: bool) -> TestReport {
        for stage in self.stages.iter().copied().skip(self.results.len()) {
            self.results.push(StageResult { stage, outcome: StageOutcome::Skipped, milliseconds: 0.0 });
        }
        TestReport { stages: self.results, succeeded, is_simulated: false, server_certificate: self.certificate }
    }
}
