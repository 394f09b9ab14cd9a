//! Integrations: configure, test, start and stop; browse their tags; trust their certificates.

use super::{
    assets::page_size,
    workspace::{Done, Nothing, checked_name},
};
use crate::{
    Caller,
    failures::{OrFailure, failure},
    plant::Plant,
    supervisor,
};
use connectors::{
    BrowsePage, SourceError, TagSource, TestReport, demo, opcua,
    test_report::{Stage, StageOutcome, StageResult},
};
use connectors::{Declaration, opcua::EndpointInfo};
use domain::{
    CertificateInfo, CertificateTrust, ConnectionState, ConnectorKind, Gap, Integration, IntegrationId, Message,
    Secret, Timestamp,
};
use domain::{ErrorCode, Failure, IntegrationStatus, Page, unit::COMMON_UNITS};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectorList {
    /// The first is the one to offer first.
    pub connectors: Vec<Declaration>,
    /// UCUM codes to offer where a unit is asked for.
    pub common_units: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationCard {
    pub integration: Integration,
    pub connection: ConnectionState,
    /// Since when the connection is in that state.
    pub since: Timestamp,
    pub mapping_count: u32,
    pub active_mapping_count: u32,
    /// Mean over the last minute.
    pub readings_per_second: f64,
    /// Tags that can't be followed now.
    pub failed_tag_count: u32,
    #[ts(type = "number")]
    pub overflow_count: u64,
    #[ts(type = "number")]
    pub gap_count_24h: u64,
    /// Demo plant: its speed.
    pub speed: Option<f64>,
    /// Names of secret fields that the keychain holds; shown as `***`.
    pub secrets_set: Vec<String>,
}

#[derive(Debug, Deserialize, TS)]
pub struct IntegrationRef {
    pub id: IntegrationId,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveIntegration {
    /// Absent: a new one.
    #[ts(optional)]
    pub id: Option<IntegrationId>,
    pub connector: ConnectorKind,
    pub name: String,
    #[ts(type = "Record<string, unknown>")]
    pub config: serde_json::Value,
    /// Only those that were typed; `***` or absent keeps what the keychain has; empty removes it.
    #[serde(default)]
    #[ts(as = "Option<BTreeMap<String, String>>", optional)]
    pub secrets: BTreeMap<String, Secret>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetDemoSpeed {
    pub id: IntegrationId,
    /// 1 to 3600.
    pub speed: f64,
}

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

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ListEvents {
    pub integration_id: Option<IntegrationId>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventSeverity {
    Info,
    Warning,
    Error,
}

/// A line of an integration's own log.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationEvent {
    pub at: Timestamp,
    pub severity: EventSeverity,
    pub message: Message,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GapRow {
    pub gap: Gap,
    pub external_tag: String,
    pub asset_tag: String,
    pub metric_name: String,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ListGaps {
    pub integration_id: Option<IntegrationId>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CertificateRow {
    pub info: CertificateInfo,
    pub trust: CertificateTrust,
    pub is_expired: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Certificates {
    /// This workstation's own application certificate, to be trusted by the servers.
    pub own: CertificateInfo,
    pub own_pem: String,
    pub servers: Vec<CertificateRow>,
}

#[derive(Debug, Deserialize, TS)]
pub struct CertificateRef {
    /// SHA-1 thumbprint, as shown.
    pub thumbprint: String,
}

const MOST_SEARCH_RESULTS: u32 = 1_000;
const DISCOVERY_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);

pub async fn list_connectors(caller: &Caller<'_>, _: Nothing) -> Result<ConnectorList, Failure> {
    let mut connectors = connectors::declarations();
    // In demo mode the simulator is offered first, otherwise last.
    let is_first = caller.plant()?.demo_mode();
    connectors.sort_by_key(|d| (d.connector == ConnectorKind::Demo) != is_first);
    Ok(ConnectorList { connectors, common_units: COMMON_UNITS.iter().map(|u| (*u).to_owned()).collect() })
}

pub async fn list_integrations(caller: &Caller<'_>, _: Nothing) -> Result<Vec<IntegrationCard>, Failure> {
    let plant = caller.plant()?;
    let all = plant.store.read(store::integration::list).or_failure()?;
    all.into_iter().map(|i| card(&plant, i)).collect()
}

pub async fn get_integration(caller: &Caller<'_>, request: IntegrationRef) -> Result<IntegrationCard, Failure> {
    let plant = caller.plant()?;
    let found = plant.store.read(|c| store::integration::get(c, request.id)).or_failure()?;
    card(&plant, found)
}

pub async fn save_integration(caller: &Caller<'_>, request: SaveIntegration) -> Result<IntegrationCard, Failure> {
    let plant = caller.plant()?;
    let name = checked_name(&request.name, "name")?;
    let declaration = connectors::registry::declaration(request.connector);
    if let Some(unknown) = request.secrets.keys().find(|k| !declaration.secret_fields().any(|f| f.name == **k)) {
        return Err(crate::failures::invalid("config-unknown-field", unknown));
    }
    let before = match request.id {
        Some(id) => {
            let before = plant.store.read(|c| store::integration::get(c, id)).or_failure()?;
            if before.connector != request.connector {
                return Err(failure(ErrorCode::Conflict, "integration-connector-fixed"));
            }
            Some(before)
        }
        None => None,
    };
    let id = request.id.unwrap_or_else(IntegrationId::new);
    let will_have_secret = |field: &str| match request.secrets.get(field) {
        Some(secret) if secret.expose() != domain::secret::MASK => !secret.is_empty(),
        _ => plant.has_secret(id, field),
    };
    let config = declaration.validate(&request.config, will_have_secret).map_err(first_of)?;
    let integration = Integration {
        id,
        connector: request.connector,
        name,
        config: anchored(request.connector, config, before.as_ref(), caller.now())?,
        status: before.as_ref().map_or(IntegrationStatus::Inactive, |b| b.status),
        last_sync_at: before.as_ref().and_then(|b| b.last_sync_at),
        last_error: None,
    };
    plant
        .store
        .write(|t| match before {
            Some(_) => store::integration::update(t, &integration),
            None => store::integration::insert(t, &integration),
        })
        .or_failure()?;
    // After the row: a refused save changes no password.
    for (field, secret) in &request.secrets {
        plant.save_secret(id, field, secret)?;
    }
    plant.supervisor.reconcile(&plant, None).await?;
    card(&plant, integration)
}

pub async fn delete_integration(caller: &Caller<'_>, request: IntegrationRef) -> Result<Done, Failure> {
    let plant = caller.plant()?;
    let found = plant.store.read(|c| store::integration::get(c, request.id)).or_failure()?;
    plant
        .store
        .write(|t| {
            store::integration::set_status(t, found.id, IntegrationStatus::Inactive)?;
            store::integration::delete(t, found.id, store::integration::Mappings::DeleteToo)
        })
        .or_failure()?;
    plant.supervisor.reconcile(&plant, None).await?;
    for field in connectors::registry::declaration(found.connector).secret_fields() {
        plant.save_secret(found.id, &field.name, &Secret::new(""))?;
    }
    Ok(Done {})
}

pub async fn start_integration(caller: &Caller<'_>, request: IntegrationRef) -> Result<IntegrationCard, Failure> {
    set_status(caller, request.id, IntegrationStatus::Active).await
}

pub async fn stop_integration(caller: &Caller<'_>, request: IntegrationRef) -> Result<IntegrationCard, Failure> {
    set_status(caller, request.id, IntegrationStatus::Inactive).await
}

async fn set_status(caller: &Caller<'_>, id: IntegrationId, to: IntegrationStatus) -> Result<IntegrationCard, Failure> {
    let plant = caller.plant()?;
    let found = plant.store.read(|c| store::integration::get(c, id)).or_failure()?;
    if to == IntegrationStatus::Active && !supervisor::may_run(&plant, &found) {
        return Err(failure(ErrorCode::Locked, "demo-mode-no-external-call"));
    }
    plant.store.write(|t| store::integration::set_status(t, id, to)).or_failure()?;
    plant.supervisor.reconcile(&plant, (to == IntegrationStatus::Active).then_some(id)).await?;
    let found = plant.store.read(|c| store::integration::get(c, id)).or_failure()?;
    card(&plant, found)
}

pub async fn set_demo_speed(caller: &Caller<'_>, request: SetDemoSpeed) -> Result<IntegrationCard, Failure> {
    let plant = caller.plant()?;
    let mut found = plant.store.read(|c| store::integration::get(c, request.id)).or_failure()?;
    if found.connector != ConnectorKind::Demo {
        return Err(failure(ErrorCode::Invalid, "integration-has-no-speed"));
    }
    if !(request.speed.is_finite() && (1.0..=3_600.0).contains(&request.speed)) {
        return Err(crate::failures::invalid("config-number-out-of-range", "speed"));
    }
    found.config = demo::with_speed(&found.config, request.speed, caller.now())?;
    plant.store.write(|t| store::integration::update(t, &found)).or_failure()?;
    plant.supervisor.reconcile(&plant, None).await?;
    card(&plant, found)
}

/// In demo mode no external call is made: the test then says that it is simulated.
pub async fn test_integration(caller: &Caller<'_>, request: IntegrationRef) -> Result<TestReport, Failure> {
    let plant = caller.plant()?;
    let found = plant.store.read(|c| store::integration::get(c, request.id)).or_failure()?;
    if !supervisor::may_run(&plant, &found) {
        let stage = StageResult { stage: Stage::Configuration, outcome: StageOutcome::Passed, milliseconds: 0.0 };
        return Ok(TestReport { stages: vec![stage], succeeded: true, is_simulated: true, server_certificate: None });
    }
    Ok(open_source(&plant, &found)?.test().await)
}

pub async fn discover_endpoints(caller: &Caller<'_>, request: DiscoverEndpoints) -> Result<Endpoints, Failure> {
    if caller.plant()?.demo_mode() {
        return Err(failure(ErrorCode::Locked, "demo-mode-no-external-call"));
    }
    let endpoints = opcua::discover_endpoints(&request.url, DISCOVERY_TIMEOUT).await.map_err(|e| e.failure)?;
    Ok(Endpoints { endpoints })
}

pub async fn list_integration_events(
    caller: &Caller<'_>,
    request: ListEvents,
) -> Result<Vec<IntegrationEvent>, Failure> {
    let limit = page_size(request.limit);
    let page = caller.plant()?.store.read(|c| store::integration_event::list(c, request.integration_id, 0, limit));
    let events = page.or_failure()?.items.into_iter().map(|e| IntegrationEvent {
        at: e.at,
        severity: match e.severity {
            store::integration_event::Severity::Info => EventSeverity::Info,
            store::integration_event::Severity::Warning => EventSeverity::Warning,
            store::integration_event::Severity::Error => EventSeverity::Error,
        },
        message: e.message,
    });
    Ok(events.collect())
}

pub async fn list_gaps(caller: &Caller<'_>, request: ListGaps) -> Result<Page<GapRow>, Failure> {
    let to = request.to.unwrap_or_else(|| caller.now() + chrono::Duration::days(1));
    let from = request.from.unwrap_or(to - chrono::Duration::days(31));
    let filter = store::gap::GapFilter {
        integration_id: request.integration_id,
        from,
        to,
        offset: request.offset.unwrap_or(0),
        limit: page_size(request.limit),
    };
    let page = caller.plant()?.store.read(|c| store::gap::list(c, &filter)).or_failure()?;
    let row = |g: store::gap::GapRow| GapRow {
        gap: g.gap,
        external_tag: g.external_tag,
        asset_tag: g.asset_tag,
        metric_name: g.metric_name,
    };
    Ok(Page { items: page.items.into_iter().map(row).collect(), total: page.total })
}

pub async fn browse_tags(caller: &Caller<'_>, request: BrowseTags) -> Result<BrowsePage, Failure> {
    let source = source_of(caller, request.integration_id)?;
    let page = source.browse(request.node.as_deref(), request.continuation.as_deref()).await;
    page.map_err(|e: SourceError| e.failure)
}

pub async fn search_tags(caller: &Caller<'_>, request: SearchTags) -> Result<BrowsePage, Failure> {
    let source = source_of(caller, request.integration_id)?;
    let limit = request.limit.unwrap_or(200).clamp(1, MOST_SEARCH_RESULTS) as usize;
    let page = source.search(request.node.as_deref(), &request.text, limit, CancellationToken::new()).await;
    page.map_err(|e| e.failure)
}

pub async fn list_certificates(caller: &Caller<'_>, _: Nothing) -> Result<Certificates, Failure> {
    certificates(&*caller.plant()?, caller.now())
}

pub async fn trust_certificate(caller: &Caller<'_>, request: CertificateRef) -> Result<Certificates, Failure> {
    let plant = caller.plant()?;
    trust_list(&plant)?.trust(&request.thumbprint).map_err(|e| e.failure)?;
    restart_failed(&plant).await?;
    certificates(&plant, caller.now())
}

pub async fn reject_certificate(caller: &Caller<'_>, request: CertificateRef) -> Result<Certificates, Failure> {
    let plant = caller.plant()?;
    trust_list(&plant)?.reject(&request.thumbprint).map_err(|e| e.failure)?;
    restart_opcua(&plant).await?;
    certificates(&plant, caller.now())
}

pub async fn remove_certificate(caller: &Caller<'_>, request: CertificateRef) -> Result<Certificates, Failure> {
    let plant = caller.plant()?;
    trust_list(&plant)?.remove(&request.thumbprint).map_err(|e| e.failure)?;
    restart_opcua(&plant).await?;
    certificates(&plant, caller.now())
}

fn trust_list(plant: &Plant) -> Result<opcua::trust::TrustList, Failure> {
    opcua::trust::TrustList::open(&plant.folder).map_err(|e| e.failure)
}

fn certificates(plant: &Plant, now: Timestamp) -> Result<Certificates, Failure> {
    let own = opcua::own_certificate(&plant.folder).map_err(|e| e.failure)?;
    let own_pem = opcua::own_certificate::export_pem(&plant.folder).map_err(|e| e.failure)?;
    let servers = trust_list(plant)?.list().map_err(|e| e.failure)?;
    let row = |c: opcua::trust::TrustedCertificate| CertificateRow {
        is_expired: now > c.info.valid_to,
        info: c.info,
        trust: c.trust,
    };
    Ok(Certificates { own, own_pem, servers: servers.into_iter().map(row).collect() })
}

/// A certificate that was just trusted lets those in that had given up.
async fn restart_failed(plant: &Arc<Plant>) -> Result<(), Failure> {
    restart_where(plant, |state| matches!(state, ConnectionState::Failed { .. })).await
}

/// A certificate that is no longer trusted ends the connections that rest on it.
async fn restart_opcua(plant: &Arc<Plant>) -> Result<(), Failure> {
    restart_where(plant, |_| true).await
}

async fn restart_where(plant: &Arc<Plant>, which: impl Fn(&ConnectionState) -> bool) -> Result<(), Failure> {
    for integration in plant.store.read(store::integration::list).or_failure()? {
        let is_meant = plant.supervisor.status(integration.id, |s| which(&s.state)).unwrap_or(false);
        if integration.connector == ConnectorKind::Opcua && is_meant {
            plant.supervisor.reconcile(plant, Some(integration.id)).await?;
        }
    }
    Ok(())
}

/// The integration's source, for a person's own look; refused in demo mode, where no external call is made.
pub(crate) fn source_of(caller: &Caller<'_>, id: IntegrationId) -> Result<Arc<dyn TagSource>, Failure> {
    let plant = caller.plant()?;
    let found = plant.store.read(|c| store::integration::get(c, id)).or_failure()?;
    if !supervisor::may_run(&plant, &found) {
        return Err(failure(ErrorCode::Locked, "demo-mode-no-external-call"));
    }
    open_source(&plant, &found)
}

fn open_source(plant: &Plant, integration: &Integration) -> Result<Arc<dyn TagSource>, Failure> {
    connectors::open(integration.connector, &integration.config, plant.source_context(integration)?)
}

/// The demo plant's clock is anchored when it is made, and again when its speed changes, so that it never jumps.
fn anchored(
    kind: ConnectorKind,
    config: serde_json::Value,
    before: Option<&Integration>,
    now: Timestamp,
) -> Result<serde_json::Value, Failure> {
    if kind != ConnectorKind::Demo {
        return Ok(config);
    }
    let number = |field: &str| config.get(field).and_then(serde_json::Value::as_f64);
    let mut anchored = match before {
        Some(before) => demo::with_speed(&before.config, number("speed").unwrap_or(1.0), now)?,
        None => demo::fresh_config(number("seed").unwrap_or_default() as u64, now),
    };
    if let (Some(anchored), Some(given)) = (anchored.as_object_mut(), config.as_object()) {
        for field in ["seed", "speed", "sampleIntervalMs"] {
            if let Some(value) = given.get(field) {
                anchored.insert(field.to_owned(), value.clone());
            }
        }
    }
    Ok(anchored)
}

fn first_of(mut problems: Vec<Failure>) -> Failure {
    let others: Vec<String> = problems.iter().skip(1).map(ToString::to_string).collect();
    let first = problems.swap_remove(0);
    if others.is_empty() { first } else { first.detail(others.join("; ")) }
}

fn card(plant: &Plant, integration: Integration) -> Result<IntegrationCard, Failure> {
    let id = integration.id;
    let day_ago = plant.clock.now() - chrono::Duration::days(1);
    let (all, active, gaps) = plant
        .store
        .read(|c| {
            let filter = store::gap::GapFilter {
                integration_id: Some(id),
                from: day_ago,
                to: plant.clock.now() + chrono::Duration::days(1),
                offset: 0,
                limit: 1,
            };
            let (all, active) = store::mapping::counts_for_integration(c, id)?;
            Ok((all, active, store::gap::list(c, &filter)?.total))
        })
        .or_failure()?;
    let declaration = connectors::registry::declaration(integration.connector);
    let secrets_set = declaration
        .secret_fields()
        .filter(|f| matches!(plant.secret(id, &f.name), Ok(Some(_))))
        .map(|f| f.name.clone())
        .collect();
    let running = plant.supervisor.status(id, |s| {
        (
            s.state.clone(),
            s.since,
            s.rate.per_second(),
            s.failed_tags.len() as u32,
            s.overflows,
            s.store_problem.clone(),
        )
    });
    let is_active = integration.status == IntegrationStatus::Active;
    let (connection, since, readings_per_second, failed_tag_count, overflow_count, store_problem) = running
        .unwrap_or_else(|| {
            let elsewhere = is_active && plant.supervisor.is_elsewhere();
            let state = if elsewhere { ConnectionState::Elsewhere } else { ConnectionState::Stopped };
            (state, integration.last_sync_at.unwrap_or_default(), 0.0, 0, 0, None)
        });
    let speed = (integration.connector == ConnectorKind::Demo)
        .then(|| integration.config.get("speed").and_then(serde_json::Value::as_f64).unwrap_or(1.0));
    let mut integration = integration;
    if let Some(problem) = store_problem {
        integration.last_error = Some(problem.message);
    }
    Ok(IntegrationCard {
        connection,
        since,
        mapping_count: all,
        active_mapping_count: active,
        readings_per_second,
        failed_tag_count,
        overflow_count,
        gap_count_24h: gaps,
        speed,
        secrets_set,
        integration,
    })
}
