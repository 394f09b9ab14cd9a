//! The one command table. Each line names a command, its request and answer, what it needs and what it changes.
//! It yields the dispatcher, the generated TypeScript client (`bindings.rs`), the permission matrix in the docs, and the
//! test that walks every command with every role. The functions stand beside their types in `commands/<area>.rs`.

pub mod accounting;
pub mod action_log;
pub mod adoption;
pub mod asset_events;
pub mod assets;
mod checked;
pub mod cost_model;
pub mod deferral;
pub mod diagnostics;
pub mod integrations;
pub mod mappings;
pub mod onboarding;
pub mod operations;
pub mod optimization;
pub mod overview;
mod owned_orders;
pub mod paging;
pub mod people;
pub mod plans;
pub mod proposals;
pub mod resources;
pub mod risk_scenarios;
pub mod runs;
pub mod sent_orders;
pub mod settings;
pub mod sync;
pub mod telemetry;
pub mod tenants;
pub mod users;
pub mod withdrawals;
pub mod work_needs;
pub mod work_orders;
pub mod work_splits;
pub mod workforce;
pub mod workspace;
pub mod workstations;

use crate::{bindings::Collector, door::Caller};
use domain::{Capability, ErrorCode, Failure, Message, Page};
use serde::Serialize;
use ts_rs::TS;

use accounting::*;
use action_log::*;
use adoption::*;
use asset_events::*;
use assets::*;
use cost_model::*;
use deferral::*;
use diagnostics::*;
use integrations::*;
use mappings::*;
use onboarding::*;
use operations::*;
use optimization::*;
use overview::*;
use paging::SearchPage;
use people::*;
use plans::*;
use proposals::*;
use resources::*;
use risk_scenarios::*;
use runs::*;
use sent_orders::*;
use settings::*;
use sync::*;
use telemetry::*;
use tenants::*;
use users::*;
use withdrawals::*;
use work_needs::*;
use work_orders::*;
use work_splits::*;
use workforce::*;
use workspace::*;
use workstations::*;

/// What a caller must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Also nobody: before a workspace is open and a person has signed in.
    Anyone,
    /// A signed-in person whose window may be locked.
    SignedInEvenLocked,
    /// A signed-in person with this capability.
    Needs(Capability),
}

/// What a command changes: the UI asks again for what depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Workspace,
    Session,
    People,
    Sites,
    Assets,
    Integrations,
    Certificates,
    Mappings,
    Readings,
    Scores,
    Optimization,
    CostModel,
    History,
    WorkOrders,
    Workforce,
    /// Began, came further, ended, were named.
    Runs,
    Operations,
    /// The connection to the central database.
    Link,
    /// What goes to the central database and comes from it.
    Sync,
    Users,
    Workstations,
    Tenants,
    Settings,
    ActionLog,
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct CommandInfo {
    pub name: &'static str,
    pub access: Access,
    pub changes: &'static [Topic],
}

macro_rules! command_table {
    ($($area:ident::$name:ident($request:ty) -> $answer:ty, $access:expr, [$($topic:ident),*];)*) => {
        /// Every command, in the order of the table.
        pub const TABLE: &[CommandInfo] = &[$(CommandInfo {
            name: stringify!($name),
            access: $access,
            changes: &[$(Topic::$topic),*],
        }),*];

        /// Parses the request, calls the command, and turns its answer into JSON. The door has checked access.
        pub(crate) async fn call(
            caller: &Caller<'_>,
            name: &str,
            request: serde_json::Value,
        ) -> Result<serde_json::Value, Failure> {
            match name {
                $(stringify!($name) => {
                    let request: $request = parse(name, request)?;
                    let answer: $answer = $area::$name(caller, request).await?;
                    serde_json::to_value(answer).map_err(internal)
                })*
                _ => Err(unknown(name)),
            }
        }

        /// Hands every request and answer type to the TypeScript generator.
        pub(crate) fn describe(collector: &mut Collector) {
            $(collector.command::<$request, $answer>(stringify!($name), &[$(Topic::$topic),*]);)*
        }
    };
}

use Access::{Anyone, Needs, SignedInEvenLocked};
use Capability::*;

command_table! {
    // The workspace and the person at this window
    workspace::get_workspace(Nothing) -> Workspace, Anyone, [];
    workspace::create_workspace(CreateWorkspace) -> Workspace, Anyone, [Workspace, Session];
    workspace::restore_workspace(RestoreWorkspace) -> Workspace, Anyone, [Workspace, Session, People];
    workspace::open_workspace(OpenWorkspace) -> Workspace, Anyone, [Workspace];
    workspace::sign_in(SignIn) -> Session, Anyone, [Session, Workspace];
    workspace::sign_out(Nothing) -> Done, SignedInEvenLocked, [Session, Workspace];
    workspace::lock(Nothing) -> Done, SignedInEvenLocked, [Session, Workspace];
    workspace::unlock(Unlock) -> Session, SignedInEvenLocked, [Session, Workspace];
    workspace::change_password(ChangePassword) -> Done, Needs(ViewPlant), [Session, Workspace];
    workspace::save_preferences(SavePreferences) -> Session, Needs(ViewPlant), [Session, Workspace];

    workspace::save_workspace_settings(SaveWorkspaceSettings) -> Workspace, Needs(ManageIntegrations), [Workspace];
    workspace::acknowledge_recovery(Nothing) -> Workspace, Needs(ManageIntegrations), [Workspace];

    // Several workspaces, and the central database that one may belong to
    workspace::list_workspaces(Nothing) -> Vec<WorkspaceHere>, Anyone, [];
    workspace::switch_workspace(WorkspaceRef) -> Workspace, Anyone, [Workspace, Session, Link];
    workspace::new_workspace(Nothing) -> Workspace, Anyone, [Workspace, Session, Link];
    workspace::take_in_workspace(TakeInWorkspace) -> TakenIn, Needs(ManageIntegrations), [Sync, Sites, Assets, Integrations, Mappings, History, WorkOrders];
    workspace::inspect_central_certificate(InspectCentralCertificate) -> PresentedCertificate, Anyone, [];
    workspace::test_central(TestCentral) -> CentralTest, Anyone, [];
    workspace::connect_workspace(ConnectWorkspace) -> Workspace, Anyone, [Workspace, Session, People, Link];
    workspace::get_connection(Nothing) -> CentralConnection, Needs(ManageIntegrations), [];
    workspace::save_connection(SaveConnection) -> CentralTest, Needs(ManageIntegrations), [Workspace, Link];
    workspace::renew_role_password(RenewRolePassword) -> CentralTest, Anyone, [Link];
    workspace::go_online(GoOnline) -> Session, Needs(ViewPlant), [Session, Workspace, Link];
    workspace::request_enrolment(Nothing) -> Workspace, Needs(ManageWorkOrders), [Workspace, Workstations];

    // What goes to the central database and comes from it
    sync::get_sync(Nothing) -> SyncState, Needs(ViewPlant), [];
    sync::list_outbox(ListPage) -> Page<OutboxRow>, Needs(ViewPlant), [];
    sync::list_receipts(ListReceipts) -> Page<OutboxRow>, Needs(ViewPlant), [];
    sync::see_rejected(Nothing) -> Done, Needs(ViewPlant), [];
    sync::list_set_aside(ListPage) -> Page<SetAsideRow>, Needs(ViewPlant), [];
    sync::list_conflicts(ListPage) -> Page<ConflictRow>, Needs(ViewPlant), [];
    adoption::adopt_operations(AdoptOperations) -> Adopted, Needs(ManagePeople), [Sync];
    sync::decide_conflict(DecideConflict) -> Done, Needs(ViewPlant), [Sync, Sites, Assets, Integrations, Mappings, History, WorkOrders];

    // The steps from an empty workspace to the first optimization
    onboarding::get_onboarding(Nothing) -> Onboarding, Needs(ManageIntegrations), [];
    onboarding::mark_tenant_profile(MarkTenantProfile) -> Onboarding, Needs(ManageIntegrations), [Workspace];

    // People
    people::list_people(Nothing) -> Vec<domain::Person>, Needs(ViewPlant), [];
    people::create_person(CreatePerson) -> domain::Person, Needs(ManagePeople), [People];
    people::update_person(UpdatePerson) -> domain::Person, Needs(ManagePeople), [People];

    // A central tenant's people, workstations and secrets, straight to the central database
    users::list_users(SearchPage) -> Page<UserRow>, Needs(ManagePeople), [];
    users::create_user(CreateUser) -> NewUser, Needs(ManagePeople), [Users, People];
    users::update_user(UpdateUser) -> UserRow, Needs(ManagePeople), [Users, People];
    users::reset_user_password(UserRef) -> FirstPassword, Needs(ManagePeople), [Users];
    users::list_user_sessions(ListUserSessions) -> Page<UserSession>, Needs(ManagePeople), [];
    users::revoke_session(SessionRef) -> Done, Needs(ManagePeople), [Users];
    users::revoke_user_sessions(UserRef) -> EndedSessions, Needs(ManagePeople), [Users];
    workstations::list_workstations(SearchPage) -> Page<WorkstationRow>, Needs(ManageIntegrations), [];
    workstations::enrol_workstation(WorkstationRef) -> EnrolledWorkstation, Needs(ManageIntegrations), [Workstations, Workspace];
    workstations::remove_workstation(WorkstationRef) -> RemovedWorkstation, Needs(ManageIntegrations), [Workstations, Workspace];
    workstations::list_sealed_secrets(Nothing) -> Vec<SealedSecretRow>, Needs(ManageIntegrations), [];
    workstations::reseal_secrets(Nothing) -> ResealedSecrets, Needs(ManageIntegrations), [Workstations];

    // The tenants of a central database
    tenants::list_tenants(SearchPage) -> Page<TenantRow>, Needs(ManageTenants), [];
    tenants::update_tenant(UpdateTenant) -> TenantRow, Needs(ManageTenants), [Tenants, Workspace];
    tenants::set_tenant_active(SetTenantActive) -> Done, Needs(ManageTenants), [Tenants, Workspace];
    tenants::open_tenant(OpenTenant) -> Workspace, Needs(ManageTenants), [Tenants, Workspace, Users, ActionLog, Settings, Workstations];
    tenants::close_tenant(Nothing) -> Workspace, Needs(ManageTenants), [Tenants, Workspace, Users, ActionLog, Settings, Workstations];

    // Settings of platform and tenant
    settings::list_settings(Nothing) -> Vec<SettingRow>, Needs(ViewPlant), [];
    settings::set_setting(SetSetting) -> Vec<SettingRow>, Needs(ManageIntegrations), [Settings, Integrations];
    settings::set_platform_default(SetSetting) -> Vec<SettingRow>, Needs(ManageTenants), [Settings, Integrations];

    // Dashboard
    overview::get_dashboard(Nothing) -> Dashboard, Needs(ViewPlant), [];

    // Sites and assets
    assets::list_sites(Nothing) -> Vec<domain::Site>, Needs(ViewPlant), [];
    assets::save_site(SaveSite) -> domain::Site, Needs(ManageAssets), [Sites, Assets];
    assets::delete_site(SiteRef) -> Done, Needs(ManageAssets), [Sites, Assets];
    assets::list_assets(ListAssets) -> Page<AssetRow>, Needs(ViewPlant), [];
    assets::list_asset_children(ListAssetChildren) -> Vec<TreeNode>, Needs(ViewPlant), [];
    assets::get_asset(AssetRef) -> AssetDetail, Needs(ViewPlant), [];
    assets::save_asset(SaveAsset) -> domain::Asset, Needs(ManageAssets), [Assets];
    assets::save_metric(SaveMetric) -> domain::Metric, Needs(ManageAssets), [Assets, Mappings];
    assets::list_scores(ListScores) -> Vec<domain::Score>, Needs(ViewPlant), [];

    // Telemetry
    telemetry::get_latest(GetLatest) -> Latest, Needs(ViewPlant), [];
    telemetry::get_trend(GetTrend) -> Trend, Needs(ViewPlant), [];

    // Integrations
    integrations::list_connectors(Nothing) -> ConnectorList, Needs(ViewPlant), [];
    integrations::list_integrations(Nothing) -> Vec<IntegrationCard>, Needs(ViewPlant), [];
    integrations::get_integration(IntegrationRef) -> IntegrationCard, Needs(ViewPlant), [];
    integrations::save_integration(SaveIntegration) -> IntegrationCard, Needs(ManageIntegrations), [Integrations];
    integrations::delete_integration(IntegrationRef) -> Done, Needs(ManageIntegrations), [Integrations, Mappings];
    integrations::start_integration(IntegrationRef) -> IntegrationCard, Needs(ManageIntegrations), [Integrations];
    integrations::stop_integration(IntegrationRef) -> IntegrationCard, Needs(ManageIntegrations), [Integrations];
    integrations::set_demo_speed(SetDemoSpeed) -> IntegrationCard, Needs(ManageIntegrations), [Integrations];
    integrations::test_integration(IntegrationRef) -> connectors::TestReport, Needs(ManageIntegrations), [Certificates, Integrations];
    integrations::discover_endpoints(DiscoverEndpoints) -> Endpoints, Needs(ManageIntegrations), [];
    integrations::list_integration_events(ListEvents) -> Vec<LogLine>, Needs(ViewPlant), [];
    accounting::get_accounting(GetAccounting) -> Accounting, Needs(ViewPlant), [];
    integrations::list_gaps(ListGaps) -> Page<GapRow>, Needs(ViewPlant), [];
    integrations::browse_tags(BrowseTags) -> connectors::BrowsePage, Needs(ManageMappings), [];
    integrations::search_tags(SearchTags) -> connectors::BrowsePage, Needs(ManageMappings), [];
    integrations::gather_tags(GatherTags) -> GatheredTags, Needs(ManageMappings), [];
    integrations::get_maintenance_summary(IntegrationRef) -> MaintenanceSummary, Needs(ViewPlant), [];
    integrations::list_maintenance_objects(ListMaintenanceObjects) -> ObjectRowPage, Needs(ManageAssets), [];
    integrations::take_in_objects(TakeInObjects) -> TakenInObjects, Needs(ManageAssets), [Assets, Integrations];
    integrations::list_certificates(Nothing) -> Certificates, Needs(ManageIntegrations), [];
    integrations::trust_certificate(CertificateRef) -> Certificates, Needs(ManageIntegrations), [Certificates, Integrations];
    integrations::reject_certificate(CertificateRef) -> Certificates, Needs(ManageIntegrations), [Certificates, Integrations];
    integrations::remove_certificate(CertificateRef) -> Certificates, Needs(ManageIntegrations), [Certificates, Integrations];

    // Signal mappings
    mappings::list_mappings(ListMappings) -> Page<MappingRow>, Needs(ViewPlant), [];
    mappings::preview_mappings(PreviewMappings) -> MappingPreviews, Needs(ManageMappings), [];
    mappings::preview_mapping_rule(PreviewMappingRule) -> RulePreview, Needs(ManageMappings), [];
    mappings::suggest_mappings(SuggestMappings) -> SuggestedMappings, Needs(ManageMappings), [];
    mappings::create_mappings(CreateMappings) -> CreatedMappings, Needs(ManageMappings), [Mappings, Assets, Integrations];
    mappings::update_mapping(UpdateMapping) -> MappingRow, Needs(ManageMappings), [Mappings, Assets, Integrations];
    mappings::set_mappings_active(SetMappingsActive) -> Done, Needs(ManageMappings), [Mappings, Assets, Integrations];
    mappings::delete_mappings(MappingRefs) -> Done, Needs(ManageMappings), [Mappings, Assets, Integrations];
    mappings::check_drift(CheckDrift) -> DriftPage, Needs(ManageMappings), [Integrations];
    mappings::rebind_mapping(RebindMapping) -> MappingRow, Needs(ManageMappings), [Mappings, Assets, Integrations];
    mappings::import_mappings(ImportMappings) -> ImportReport, Needs(ManageMappings), [Mappings, Assets, Integrations];
    mappings::get_last_import(Nothing) -> LastImportFound, Needs(ManageMappings), [];
    mappings::undo_import(UndoImport) -> UndoneImport, Needs(ManageMappings), [Mappings, Assets, Integrations];
    mappings::export_mappings(ExportMappings) -> TextFile, Needs(ViewPlant), [];
    mappings::export_mappings_workbook(ExportMappings) -> BinaryFile, Needs(ViewPlant), [];

    // The history of assets
    asset_events::list_asset_events(ListAssetEvents) -> Page<AssetEventRow>, Needs(ViewPlant), [];
    asset_events::save_asset_event(SaveAssetEvent) -> AssetEventRow, Needs(ManageWorkOrders), [History];
    asset_events::delete_asset_event(AssetEventRef) -> Done, Needs(ManageWorkOrders), [History];

    // Cost and risk
    cost_model::get_cost_model(Nothing) -> CostModelVersion, Needs(ViewPlant), [];
    cost_model::list_cost_models(ListCostModels) -> Page<CostModelVersion>, Needs(ViewPlant), [];
    cost_model::preview_cost_model(PreviewCostModel) -> CostModelEffect, Needs(ManageCostModel), [];
    cost_model::save_cost_model(SaveCostModel) -> CostModelVersion, Needs(ManageCostModel), [CostModel];

    // Scores and optimization
    optimization::score_assets(Nothing) -> ScoringOutcome, Needs(RunOptimization), [Scores, Assets];
    optimization::run_prioritization(RunPrioritization) -> RunRow, Needs(RunOptimization), [Optimization];
    deferral::get_deferral(GetDeferral) -> DeferralAnswer, Needs(ViewOptimization), [];
    optimization::list_runs(ListRuns) -> Page<RunRow>, Needs(ViewOptimization), [];
    optimization::get_run(RunRef) -> RunRow, Needs(ViewOptimization), [];
    optimization::list_recommendations(store::recommendation::RecommendationFilter) -> Page<store::recommendation::RecommendationRow>, Needs(ViewOptimization), [];
    optimization::accept_recommendation(RecommendationRef) -> domain::WorkOrder, Needs(RunOptimization), [Optimization, WorkOrders];
    optimization::reject_recommendation(RejectRecommendation) -> store::recommendation::RecommendationRow, Needs(RunOptimization), [Optimization];

    // Runs in the background, kept as scenarios
    runs::list_presets(ListPresets) -> Vec<Preset>, Needs(ViewOptimization), [];
    runs::start_run(StartRun) -> RunRow, Needs(RunOptimization), [Runs];
    runs::cancel_run(CancelRun) -> RunRow, Needs(RunOptimization), [Runs];
    runs::save_run(SaveRun) -> RunRow, Needs(RunOptimization), [Runs];
    runs::delete_run(DeleteRun) -> Done, Needs(RunOptimization), [Runs];
    risk_scenarios::list_risk_scenarios(Nothing) -> Vec<GivenScenario>, Needs(ViewOptimization), [];
    risk_scenarios::import_risk_scenarios(ImportRiskScenarios) -> ScenarioImport, Needs(RunOptimization), [Runs];
    risk_scenarios::delete_risk_scenario(DeleteRiskScenario) -> Done, Needs(RunOptimization), [Runs];
    plans::get_dispatch_plan(PlanRef) -> DispatchAnswer, Needs(ViewOptimization), [];
    plans::get_risk_plan(PlanRef) -> RiskAnswer, Needs(ViewOptimization), [];
    plans::get_deferral_fleet(GetDeferralFleet) -> DeferralFleetAnswer, Needs(ViewOptimization), [];
    plans::compare_runs(CompareRuns) -> RunComparison, Needs(ViewOptimization), [];
    plans::export_run(ExportRun) -> TextFile, Needs(ViewOptimization), [];
    proposals::list_proposals(ListProposals) -> Page<store::proposal::ProposalRow>, Needs(ViewOptimization), [];
    proposals::accept_proposals(AcceptProposals) -> AcceptedProposals, Needs(RunOptimization), [Runs, Optimization, WorkOrders, Workforce];
    withdrawals::withdraw_decision(WithdrawDecision) -> WithdrawnDecision, Needs(RunOptimization), [Runs, Optimization, WorkOrders, Workforce];
    proposals::reject_proposal(RejectProposal) -> store::proposal::ProposalRow, Needs(RunOptimization), [Runs, Optimization];

    // The workforce, what work asks for, and equipment that stands in for each other
    workforce::list_engineers(ListEngineers) -> Page<EngineerRow>, Needs(ViewPlant), [];
    workforce::get_engineer(EngineerRef) -> EngineerRow, Needs(ViewPlant), [];
    workforce::save_engineer(SaveEngineer) -> EngineerRow, Needs(ManageWorkOrders), [Workforce];
    workforce::delete_engineer(EngineerRef) -> Done, Needs(ManageWorkOrders), [Workforce];
    resources::list_resources(ListResources) -> Vec<domain::Resource>, Needs(ViewPlant), [];
    resources::save_resource(SaveResource) -> domain::Resource, Needs(ManageWorkOrders), [Workforce];
    resources::delete_resource(ResourceRef) -> Done, Needs(ManageWorkOrders), [Workforce];
    resources::list_depots(Nothing) -> Vec<DepotRow>, Needs(ViewPlant), [];
    resources::save_depot(SaveDepot) -> DepotRow, Needs(ManageWorkOrders), [Workforce];
    resources::delete_depot(DepotRef) -> Done, Needs(ManageWorkOrders), [Workforce];
    resources::list_parallel_groups(Nothing) -> Vec<ParallelGroupRow>, Needs(ViewPlant), [];
    resources::save_parallel_group(SaveParallelGroup) -> ParallelGroupRow, Needs(ManageAssets), [Workforce];
    resources::delete_parallel_group(ParallelGroupRef) -> Done, Needs(ManageAssets), [Workforce];
    work_needs::get_work_needs(GetWorkNeeds) -> WorkNeedsRow, Needs(ViewPlant), [];
    work_needs::save_work_needs(SaveWorkNeeds) -> WorkNeedsRow, Needs(ManageWorkOrders), [Workforce, WorkOrders];

    // Work orders
    work_orders::list_work_orders(ListWorkOrders) -> Page<WorkOrderRow>, Needs(ViewPlant), [];
    work_orders::get_work_order(WorkOrderRef) -> WorkOrderRow, Needs(ViewPlant), [];
    work_orders::create_work_order(CreateWorkOrder) -> WorkOrderRow, Needs(ManageWorkOrders), [WorkOrders];
    work_orders::update_work_order(UpdateWorkOrder) -> WorkOrderRow, Needs(ManageWorkOrders), [WorkOrders];
    work_orders::move_work_order(MoveWorkOrder) -> WorkOrderRow, Needs(ManageWorkOrders), [WorkOrders];
    sent_orders::get_work_order_in_system(WorkOrderRef) -> WorkOrderInSystem, Needs(ViewPlant), [];
    sent_orders::send_work_order_to_system(WorkOrderRef) -> WorkOrderInSystem, Needs(ManageWorkOrders), [WorkOrders];
    work_splits::split_work_order(SplitWorkOrder) -> Vec<WorkOrderRow>, Needs(ManageWorkOrders), [WorkOrders, Workforce];

    // Running the workspace
    operations::get_health(GetHealth) -> Health, Anyone, [];
    operations::list_jobs(Nothing) -> Vec<JobRow>, Needs(ManageIntegrations), [];
    action_log::list_actions(ListActions) -> Page<ActionRow>, Needs(ManagePeople), [];
    action_log::export_actions(ListActions) -> TextFile, Needs(ManagePeople), [];
    action_log::verify_action_log(VerifyActionLog) -> ActionLogVerification, Needs(ManagePeople), [ActionLog];
    action_log::verify_entries(VerifyEntries) -> ActionLogVerification, Needs(ManagePeople), [];
    diagnostics::get_diagnostics(Nothing) -> Diagnostics, Needs(ViewDiagnostics), [];
    diagnostics::create_support_bundle(Nothing) -> BinaryFile, Needs(ViewDiagnostics), [];
    operations::get_retention(Nothing) -> Retention, Needs(ViewPlant), [];
    operations::set_retention(Retention) -> Retention, Needs(ManageIntegrations), [Operations];
    operations::run_smoke_test(Nothing) -> SmokeTest, Needs(ManagePeople), [Assets, WorkOrders];
}

pub fn find(name: &str) -> Result<&'static CommandInfo, Failure> {
    TABLE.iter().find(|c| c.name == name).ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> Failure {
    Failure::new(ErrorCode::NotFound, Message::new("command-unknown").with("command", name))
}

fn parse<T: serde::de::DeserializeOwned>(name: &str, request: serde_json::Value) -> Result<T, Failure> {
    serde_path_to_error::deserialize(request).map_err(|e| {
        let message = match malformed_field(&e) {
            Some(field) => Message::new("command-field-malformed").with("command", name).with("field", field),
            None => Message::new("command-request-malformed").with("command", name),
        };
        Failure::new(ErrorCode::Invalid, message).detail(e)
    })
}

/// Where in the request: `administrator.email`. A field that is not there is named by the reason, not by the path.
fn malformed_field(e: &serde_path_to_error::Error<serde_json::Error>) -> Option<String> {
    let reason = e.inner().to_string();
    let absent = reason.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let path = Some(e.path().to_string()).filter(|p| p != ".");
    match (path, absent) {
        (Some(path), Some(absent)) => Some(format!("{path}.{absent}")),
        (path, absent) => path.or(absent.map(str::to_owned)),
    }
}

fn internal(e: serde_json::Error) -> Failure {
    Failure::new(ErrorCode::Internal, Message::new("internal")).detail(e)
}
