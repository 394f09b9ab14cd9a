//! A person's own look at a source: testing it, finding its endpoints, browsing its tags. None of it in demo mode, where
//! no external call is made.

use super::IntegrationRef;
use crate::{
    Caller,
    failures::{OrFailure, failure, invalid},
    onboarding, supervisor,
};
use connectors::{
    BrowsePage, SourceError, TagSource, TestReport, opcua,
    opcua::EndpointInfo,
    test_report::{Stage, StageOutcome, StageResult},
};
use domain::{ErrorCode, Failure, IntegrationId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct DiscoverEndpoints {
    pub url: String,
}

#[derive(Debug, Serialize, TS)]
pub struct Endpoints {
    pub endpoints: Vec<EndpointInfo>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct BrowseTags {
    pub integration_id: IntegrationId,
    /// Absent: the root.
    pub node: Option<String>,
    pub continuation: Option<String>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct SearchTags {
    pub integration_id: IntegrationId,
    pub node: Option<String>,
    pub text: String,
    /// At most 1000; default 200.
    pub limit: Option<u32>,
}

const MOST_SEARCH_RESULTS: u32 = 1_000;
const LONGEST_SEARCH: usize = 200;

const DISCOVERY_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);

/// In demo mode no external call is made: the test then says that it is simulated.
pub async fn test_integration(caller: &Caller<'_>, request: IntegrationRef) -> Result<TestReport, Failure> {
    let plant = caller.plant()?;
    let found = plant.store.read(|c| store::integration::get(c, request.id)).or_failure()?;
    supervisor::permitted(&plant, found.connector)?;
    if !supervisor::may_run(&plant, &found) {
        let stage = StageResult { stage: Stage::Configuration, outcome: StageOutcome::Passed, milliseconds: 0.0 };
        return Ok(TestReport { stages: vec![stage], succeeded: true, is_simulated: true, server_certificate: None });
    }
    let context = plant.source_context(&found)?;
    let report = connectors::registry::test(found.connector, &plant.config_in_force(&found)?, context).await?;
    onboarding::keep_test(&plant, found.id, found.connector, &report, caller.now())?;
    Ok(report)
}

pub async fn discover_endpoints(caller: &Caller<'_>, request: DiscoverEndpoints) -> Result<Endpoints, Failure> {
    if caller.plant()?.demo_mode() {
        return Err(failure(ErrorCode::Locked, "demo-mode-no-external-call"));
    }
    let endpoints = opcua::discover_endpoints(&request.url, DISCOVERY_TIMEOUT).await.map_err(|e| e.failure)?;
    Ok(Endpoints { endpoints })
}

pub async fn browse_tags(caller: &Caller<'_>, request: BrowseTags) -> Result<BrowsePage, Failure> {
    let source = source_of(caller, request.integration_id)?;
    let page = source.browse(request.node.as_deref(), request.continuation.as_deref()).await;
    page.map_err(|e: SourceError| e.failure)
}

pub async fn search_tags(caller: &Caller<'_>, request: SearchTags) -> Result<BrowsePage, Failure> {
    // Some sources are asked for it in an address, which has an end.
    if request.text.chars().count() > LONGEST_SEARCH {
        return Err(invalid("config-text-too-long", "text"));
    }
    let source = source_of(caller, request.integration_id)?;
    let limit = request.limit.unwrap_or(200).clamp(1, MOST_SEARCH_RESULTS) as usize;
    let page = source.search(request.node.as_deref(), &request.text, limit, CancellationToken::new()).await;
    page.map_err(|e| e.failure)
}

/// The integration's source, for a person's own look; refused in demo mode, where no external call is made.
pub(crate) fn source_of(caller: &Caller<'_>, id: IntegrationId) -> Result<Arc<dyn TagSource>, Failure> {
    let plant = caller.plant()?;
    let found = plant.store.read(|c| store::integration::get(c, id)).or_failure()?;
    supervisor::runnable(&plant, &found)?;
    plant.desks.open(&plant, &found)
}
