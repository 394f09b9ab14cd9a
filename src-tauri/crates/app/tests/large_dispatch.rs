//! Dispatch of a large workforce through the command table: a first plan soon, a cancel in time, the plan judged.
//! `cargo nextest run --workspace --test large_dispatch --run-ignored all --no-capture`
#![allow(clippy::unwrap_used)]

mod common;

use common::Bench;
use domain::{
    Criticality, Engineer, EngineerId, Resource, ResourceId, ResourceKind, Site, SiteId, SkillLevel, Weekday,
    WeeklyShift, WorkNeeds, WorkOrder, WorkOrderId, WorkOrderSource, WorkOrderStatus, WorkOrderType,
};
use serde_json::json;
use std::time::{Duration, Instant};
use store::run_document::{self, DocumentKind};

const ENGINEERS: usize = 100;
const ORDERS: usize = 1_000;
const SITES: usize = 40;
const SKILLS: usize = 8;

/// A repeatable draw.
fn draw(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    ((*state >> 33) as usize) % below
}

async fn plant() -> Bench {
    let bench = Bench::empty().await;
    let asset = bench.asset("P-1").await.parse().unwrap();
    let mut random = 1;
    let plant = bench.app.plant().unwrap();
    let now = bench.app.clock.now();
    let sites: Vec<Site> = (0..SITES)
        .map(|i| Site {
            id: SiteId::new(),
            code: format!("S{i:02}"),
            name_en: format!("Site {i}"),
            name_ar: format!("موقع {i}"),
            time_zone: "Asia/Riyadh".into(),
            latitude: Some(24.0 + draw(&mut random, 100) as f64 / 100.0),
            longitude: Some(46.0 + draw(&mut random, 100) as f64 / 100.0),
        })
        .collect();
    let skills: Vec<Resource> = (0..SKILLS)
        .map(|i| Resource {
            id: ResourceId::new(),
            kind: ResourceKind::Skill,
            code: format!("K{i}"),
            name_en: format!("Skill {i}"),
            name_ar: format!("مهارة {i}"),
            families: Vec::new(),
            version: 1,
        })
        .collect();
    let template = plant.store.read(|c| store::asset::get(c, asset)).unwrap();
    plant
        .store
        .write(|t| {
            for site in &sites {
                store::site::insert(t, site)?;
            }
            for skill in &skills {
                store::resource::save(t, skill)?;
            }
            let assets: Vec<domain::Asset> = sites
                .iter()
                .map(|s| domain::Asset { id: domain::AssetId::new(), site_id: s.id, ..template.clone() })
                .collect();
            store::asset::insert_many(t, &assets)?;
            for i in 0..ENGINEERS {
                let own = [skills[draw(&mut random, SKILLS)].id, skills[draw(&mut random, SKILLS)].id];
                let week = [Weekday::Sunday, Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday];
                let engineer = Engineer {
                    id: EngineerId::new(),
                    code: format!("E-{i:03}"),
                    name_en: "E".into(),
                    name_ar: "م".into(),
                    person_id: None,
                    home_site_id: sites[draw(&mut random, SITES)].id,
                    skills: own.map(|skill_id| SkillLevel { skill_id, level: 3 }).into(),
                    tools: Vec::new(),
                    parts: Vec::new(),
                    weekly: week.map(|weekday| WeeklyShift { weekday, start: 420, end: 930 }).into(),
                    exceptions: Vec::new(),
                    max_hours_per_day: 10.0,
                    is_active: true,
                    version: 1,
                };
                store::engineer::save(t, &engineer)?;
            }
            for _ in 0..ORDERS {
                let order = WorkOrder {
                    id: WorkOrderId::new(),
                    number: String::new(),
                    asset_id: assets[draw(&mut random, SITES)].id,
                    title_en: "Work".into(),
                    title_ar: "عمل".into(),
                    description: String::new(),
                    kind: WorkOrderType::Preventive,
                    priority: Criticality::ALL[draw(&mut random, 4)],
                    status: WorkOrderStatus::Open,
                    source: WorkOrderSource::Manual,
                    assignee_id: None,
                    estimated_hours: Some(0.5 * (1 + draw(&mut random, 8)) as f64),
                    due_on: Some(now.date_naive() + chrono::Duration::days(draw(&mut random, 14) as i64)),
                    created_by: domain::PersonId::new(),
                    created_at: now,
                    updated_at: now,
                    version: 1,
                };
                let order = store::work_order::insert(t, &order)?;
                let skill_id = skills[draw(&mut random, SKILLS)].id;
                let needs = WorkNeeds { skills: vec![SkillLevel { skill_id, level: 2 }], ..WorkNeeds::default() };
                store::work_need::save(t, order.id, &needs, 1)?;
            }
            Ok(())
        })
        .unwrap();
    bench
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes a minute; for figures"]
async fn a_thousand_orders_have_a_plan_soon_and_a_cancel_is_not_held_up() {
    let bench = plant().await;
    let parameters = json!({ "days": 14, "effort": { "seconds": 60.0 } });
    let begun = Instant::now();
    let row = bench.ok("start_run", json!({ "model": "workforce_dispatch", "parameters": parameters })).await;
    println!("answered after {:?}", begun.elapsed());
    let id = json!({ "id": row["run"]["id"] });
    let mut first = None;
    while begun.elapsed() < Duration::from_secs(20) {
        let now = bench.ok("get_run", id.clone()).await;
        if let (None, Some(objective)) = (first, now["progress"]["objective"].as_f64()) {
            first = Some(begun.elapsed());
            println!("first plan after {first:?}: {objective}");
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let asked = Instant::now();
    let cancelled = bench.ok("cancel_run", id.clone()).await;
    println!("cancelled after {:?}: {}", asked.elapsed(), cancelled["run"]["status"]);
    let run = &cancelled["run"];
    println!("objective {} bound {} gap {}", run["objective"], run["bound"], run["gap"]);
    assert!(asked.elapsed() < Duration::from_millis(700));
    let run_id = row["run"]["id"].as_str().unwrap().parse().unwrap();
    let plant = bench.app.plant().unwrap();
    let text = |kind| plant.store.read(|c| run_document::find_text(c, run_id, kind)).unwrap().unwrap();
    let (input, plan) = (text(DocumentKind::Input), text(DocumentKind::Plan));
    let value = |text: &str| serde_json::from_str(text).unwrap();
    plan_checker::dispatch::check(&value(&input), &value(&plan)).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
}
