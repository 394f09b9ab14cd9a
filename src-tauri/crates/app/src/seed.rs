//! Fills a demo workspace: the simulator's sites, assets and metrics, an active demo integration that feeds every one
//! of them, the failures and overhauls of its machines, the workforce with the work that waits, and one person per role. History comes by itself: the simulator offers it, and collecting fills it in.

use crate::{failures::OrFailure, passwords, plant::Plant};
use connectors::demo;
use domain::{
    ConnectorKind, Failure, Integration, IntegrationId, IntegrationStatus, MappingId, Person, PersonId, Preferences,
    Role, Secret, SignalMapping, SignalNo,
};
use rust_decimal::Decimal;

/// The demo people's e-mail addresses end so; `.example` can't be anybody's (RFC 2606).
pub const DEMO_DOMAIN: &str = "@demo.example";
const SEED: u64 = 42;

/// One person per role: name before the `@`, display name, role.
const PEOPLE: [(&str, &str, Role); 5] = [
    ("owner", "Salman Al-Otaibi", Role::PlatformOwner),
    ("admin", "Noura Al-Qahtani", Role::TenantAdmin),
    ("optimizer", "Faisal Al-Harbi", Role::OptimizationEngineer),
    ("engineer", "Huda Al-Zahrani", Role::Engineer),
    ("viewer", "Omar Al-Dosari", Role::Viewer),
];

pub fn fill(plant: &Plant, password: &str, language: &str) -> Result<(), Failure> {
    let content = demo::plant(SEED);
    let integration = Integration {
        id: IntegrationId::new(),
        connector: ConnectorKind::Demo,
        name: if language == "ar" { "المصنع التجريبي" } else { "Demo plant" }.into(),
        config: demo::fresh_config(SEED, plant.clock.now()),
        status: IntegrationStatus::Active,
        last_sync_at: None,
        last_error: None,
    };
    let mappings: Vec<SignalMapping> = content
        .tags
        .iter()
        .map(|tag| SignalMapping {
            id: MappingId::new(),
            signal: SignalNo(0),
            integration_id: integration.id,
            metric_id: tag.metric_id,
            external_tag: tag.external_tag.clone(),
            source_unit: tag.unit.clone(),
            scale: Decimal::ONE,
            offset: Decimal::ZERO,
            is_active: true,
            sampling_interval_ms: tag.sampling_interval_ms,
            deadband: None,
        })
        .collect();
    let engineer = PersonId::new();
    // The same password for all five: one verifier is work enough.
    let verifier = passwords::verifier(&Secret::new(password))?;
    plant
        .store
        .write(|t| {
            for site in &content.sites {
                store::site::insert(t, site)?;
            }
            store::asset::insert_many(t, &content.assets)?;
            for metric in &content.metrics {
                store::metric::upsert(t, metric)?;
            }
            store::integration::insert(t, &integration)?;
            store::mapping::insert_many(t, &mappings)?;
            for (name, display_name, role) in PEOPLE {
                let person = Person {
                    id: if role == Role::Engineer { engineer } else { PersonId::new() },
                    email: format!("{name}{DEMO_DOMAIN}"),
                    display_name: display_name.into(),
                    role,
                    is_active: true,
                    last_sign_in_at: None,
                    preferences: Preferences { language: language.into(), ..Preferences::default() },
                };
                store::person::insert(t, &person, Some(&verifier))?;
            }
            let work = demo::workforce(&content, SEED, plant.clock.now(), engineer, engineer);
            for resource in &work.resources {
                store::resource::save(t, resource)?;
            }
            for engineer in &work.engineers {
                store::engineer::save(t, engineer)?;
            }
            for depot in &work.depots {
                store::depot::save(t, depot)?;
            }
            for group in &work.groups {
                store::parallel_group::save(t, group)?;
            }
            for (order, needs) in &work.orders {
                store::work_order::insert(t, order)?;
                if let Some(needs) = needs {
                    store::work_need::save(t, order.id, needs, 1)?;
                }
            }
            for event in demo::life_history(&content, SEED, plant.clock.now(), engineer) {
                store::asset_event::save(t, &event)?;
            }
            Ok(())
        })
        .or_failure()
}
