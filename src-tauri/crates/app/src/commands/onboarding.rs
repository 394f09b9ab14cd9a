//! The six steps from an empty workspace to the first optimization (SPEC section 8). Five are seen in the data. Only the
//! tenant's profile is marked by hand, and counts as done no longer than it is complete.

use super::workspace::{Nothing, Workspace, get_workspace};
use crate::{
    Caller,
    central::defaults,
    failures::{OrFailure, failure},
    onboarding::{self, ConnectionTest, ProfileMark},
    plant::Plant,
};
use domain::{ConnectorKind, ErrorCode, Failure, Integration, IntegrationId, Message, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// In the order in which they are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OnboardingStep {
    TenantProfile,
    Integrations,
    ConnectionTest,
    SignalMappings,
    CostModel,
    FirstOptimization,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OnboardingStepRow {
    pub step: OnboardingStep,
    pub is_done: bool,
    /// What was found: `3 integrations`, or that there is none.
    pub found: Message,
    /// What stands in the way, where something does.
    pub obstacle: Option<Message>,
    /// The integration that the step is about, where it is about one.
    pub integration_id: Option<IntegrationId>,
}

/// The tenant's profile as it is now.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TenantProfile {
    pub name_en: String,
    pub name_ar: String,
    /// IANA.
    pub time_zone: String,
    pub currency: String,
    /// Fields of it that are empty: `nameEn`, `nameAr`, `timeZone`, `currency`.
    pub missing: Vec<String>,
    pub marked_at: Option<Timestamp>,
    pub marked_by_name: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Onboarding {
    pub profile: TenantProfile,
    pub steps: Vec<OnboardingStepRow>,
    pub done: u32,
    pub is_complete: bool,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MarkTenantProfile {
    pub is_complete: bool,
}

pub async fn get_onboarding(caller: &Caller<'_>, _: Nothing) -> Result<Onboarding, Failure> {
    let plant = caller.plant()?;
    let profile = profile(&plant, &get_workspace(caller, Nothing {}).await?)?;
    let mut steps = vec![profile_step(&profile)];
    steps.extend(steps_of_data(&plant)?);
    let done = steps.iter().filter(|s| s.is_done).count();
    Ok(Onboarding { profile, done: done as u32, is_complete: done == steps.len(), steps })
}

/// Refused where the profile is not complete, whatever the person thinks of it.
pub async fn mark_tenant_profile(caller: &Caller<'_>, request: MarkTenantProfile) -> Result<Onboarding, Failure> {
    let plant = caller.plant()?;
    let profile = profile(&plant, &get_workspace(caller, Nothing {}).await?)?;
    if request.is_complete && !profile.missing.is_empty() {
        return Err(failure(ErrorCode::Conflict, "onboarding-profile-incomplete"));
    }
    let mark = request.is_complete.then_some(ProfileMark::of(caller.person()?, caller.now()));
    if plant.central.is_some() {
        let online = caller.central()?;
        if online.opened_tenant().is_some() {
            return Err(failure(ErrorCode::Conflict, "onboarding-tenant-opened"));
        }
        let link = online.link().await?;
        ProfileMark::send(&online, &link, mark.as_ref()).await?;
        defaults::bring(&plant, &online, &link).await?;
    } else {
        ProfileMark::keep(&plant, mark.as_ref())?;
    }
    get_onboarding(caller, Nothing {}).await
}

fn profile(plant: &Plant, workspace: &Workspace) -> Result<TenantProfile, Failure> {
    let fields = [
        ("nameEn", &workspace.name_en),
        ("nameAr", &workspace.name_ar),
        ("timeZone", &workspace.time_zone),
        ("currency", &workspace.currency),
    ];
    // What stands in for lost values is nobody's profile.
    let is_missing = |value: &str| workspace.settings_lost || value.trim().is_empty();
    let missing = fields.iter().filter(|(_, value)| is_missing(value)).map(|(name, _)| (*name).to_owned()).collect();
    let mark = ProfileMark::find(plant)?;
    Ok(TenantProfile {
        name_en: workspace.name_en.clone(),
        name_ar: workspace.name_ar.clone(),
        time_zone: workspace.time_zone.clone(),
        currency: workspace.currency.clone(),
        missing,
        marked_at: mark.as_ref().map(|m| m.at),
        marked_by_name: mark.map(|m| m.by_name),
    })
}

fn profile_step(profile: &TenantProfile) -> OnboardingStepRow {
    let is_marked = profile.marked_at.is_some();
    let is_whole = profile.missing.is_empty();
    let found = if is_marked { "onboarding-profile-marked" } else { "onboarding-profile-unmarked" };
    OnboardingStepRow {
        step: OnboardingStep::TenantProfile,
        is_done: is_marked && is_whole,
        found: Message::new(found),
        obstacle: (!is_whole).then(|| Message::new("onboarding-profile-incomplete")),
        integration_id: None,
    }
}

fn steps_of_data(plant: &Plant) -> Result<Vec<OnboardingStepRow>, Failure> {
    let tests = onboarding::tests(plant)?;
    let elsewhere = onboarding::elsewhere(plant)?;
    let (integrations, mappings, cost_model, is_optimized) = plant
        .store
        .read(|c| {
            Ok((
                store::integration::list(c)?,
                store::mapping::count_active(c)?,
                store::cost_model::find_active(c)?.map_or(0, |saved| saved.version),
                onboarding::is_optimized(c)?,
            ))
        })
        .or_failure()?;
    let counted = |id: &str, count: u32| Message::new(id).with("count", f64::from(count));
    let count = integrations.len() as u32;
    let first = integrations.first().map(|i| i.id);
    let row = |step, is_done, found, obstacle, integration_id| OnboardingStepRow {
        step,
        is_done,
        found,
        obstacle,
        integration_id,
    };
    let is_optimized = is_optimized || elsewhere.optimized;
    Ok(vec![
        row(OnboardingStep::Integrations, count > 0, counted("onboarding-integrations", count), None, None),
        connection_step(plant, &integrations, &tests, elsewhere.tested),
        row(OnboardingStep::SignalMappings, mappings > 0, counted("onboarding-mappings", mappings), None, first),
        row(
            OnboardingStep::CostModel,
            cost_model > 0,
            match cost_model {
                0 => Message::new("onboarding-cost-model-example"),
                version => Message::new("onboarding-cost-model").with("version", f64::from(version)),
            },
            None,
            None,
        ),
        row(
            OnboardingStep::FirstOptimization,
            is_optimized,
            Message::new(if is_optimized { "onboarding-optimized" } else { "onboarding-not-optimized" }),
            None,
            None,
        ),
    ])
}

/// Done with one connection that is known to work: its last test passed, or readings have come without any test.
fn connection_step(
    plant: &Plant,
    integrations: &[Integration],
    tests: &BTreeMap<IntegrationId, ConnectionTest>,
    is_tested_elsewhere: bool,
) -> OnboardingStepRow {
    let works = |i: &Integration| match tests.get(&i.id) {
        Some(test) => test.succeeded,
        None => i.last_sync_at.is_some(),
    };
    let working = integrations.iter().filter(|i| works(i)).count();
    let is_done = working > 0 || (is_tested_elsewhere && !integrations.is_empty());
    let open = integrations.iter().find(|i| !works(i));
    let failed = |i: &&Integration| tests.get(&i.id).is_some_and(|test| !test.succeeded);
    let named = |id: &str, i: &Integration| Message::new(id).with("name", i.name.as_str());
    let obstacle = match open {
        _ if is_done => None,
        Some(i) if plant.demo_mode() && i.connector != ConnectorKind::Demo => {
            Some(named("onboarding-test-simulated", i))
        }
        _ => integrations.iter().find(failed).map(|i| named("onboarding-test-failed", i)),
    };
    let found = match (working, is_done) {
        (0, true) => Message::new("onboarding-tested-elsewhere"),
        (working, _) => {
            Message::new("onboarding-tested").with("count", working as f64).with("all", integrations.len() as f64)
        }
    };
    OnboardingStepRow {
        step: OnboardingStep::ConnectionTest,
        is_done,
        found,
        obstacle,
        integration_id: open.or(integrations.first()).map(|i| i.id),
    }
}
