//! What people do at a workstation, drawn from the seed: through the store's own functions, as the product's commands
//! write. What the store refuses is no change.

use chrono::{DateTime, Utc};
use domain::{
    Asset, AssetEvent, AssetEventId, AssetEventKind, AssetId, AssetStatus, ConnectorKind, CostModel, Criticality,
    FailureMode, Family, Integration, IntegrationId, IntegrationStatus, Limits, MappingId, Metric, MetricId, PersonId,
    SignalMapping, SignalNo, Site, SiteId, WorkOrder, WorkOrderId, WorkOrderSource, WorkOrderStatus, WorkOrderType,
};
use rand::{Rng, rngs::StdRng};
use serde_json::json;
use store::{Result, StoreError, Transaction, cost_model::SavedCostModel, replica};
use uuid::Uuid;

/// Which tables are written: those that the model of the database knows, or all that are shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Model,
    All,
}

impl Reach {
    pub fn tables(self) -> Vec<&'static str> {
        match self {
            Self::Model => vec!["site", "asset"],
            Self::All => replica::TABLES.iter().map(|t| t.name).collect(),
        }
    }

    /// One change as a person makes it.
    pub fn change(self, t: &Transaction, rng: &mut StdRng, person: PersonId, now: DateTime<Utc>) -> Result<()> {
        if self == Self::Model || rng.random_range(0..100) < 45 {
            return of_sites_and_assets(t, rng);
        }
        let filter = store::asset::AssetFilter { limit: 500, ..Default::default() };
        let assets: Vec<Asset> = store::asset::list(t, &filter)?.items.into_iter().map(|a| a.asset).collect();
        let Some(asset) = pick(rng, &assets) else { return of_sites_and_assets(t, rng) };
        match rng.random_range(0..10) {
            0..=1 => of_metrics(t, rng, asset),
            2..=3 => of_events(t, rng, asset, person, now),
            4..=6 => of_orders(t, rng, asset, person, now),
            7 => of_cost_models(t, rng, person, now),
            _ => of_integrations(t, rng, asset),
        }
    }
}

fn pick<'a, T>(rng: &mut StdRng, from: &'a [T]) -> Option<&'a T> {
    if from.is_empty() { None } else { from.get(rng.random_range(0..from.len())) }
}

fn word(rng: &mut StdRng) -> String {
    format!("w{}", rng.random_range(0..6))
}

const CRITICALITIES: [Criticality; 4] =
    [Criticality::Low, Criticality::Medium, Criticality::High, Criticality::Critical];

fn of_sites_and_assets(t: &Transaction, rng: &mut StdRng) -> Result<()> {
    let sites = store::site::list(t)?;
    let filter = store::asset::AssetFilter { limit: 500, ..Default::default() };
    let assets: Vec<Asset> = store::asset::list(t, &filter)?.items.into_iter().map(|a| a.asset).collect();
    match rng.random_range(0..10) {
        0 => store::site::insert(t, &site(&format!("S{}", rng.random_range(0..4)))),
        1..=3 if !sites.is_empty() => {
            let of = &sites[rng.random_range(0..sites.len())];
            store::asset::insert(t, &asset(of, &format!("T{}", rng.random_range(0..8))))
        }
        4..=7 if !assets.is_empty() => {
            let mut asset = assets[rng.random_range(0..assets.len())].clone();
            match rng.random_range(0..4) {
                0 => asset.name_en = word(rng),
                1 => asset.name_ar = word(rng),
                2 => asset.tag_code = format!("T{}", rng.random_range(0..8)),
                _ => asset.criticality = CRITICALITIES[rng.random_range(0..CRITICALITIES.len())],
            }
            store::asset::update(t, &asset)
        }
        8 if !assets.is_empty() => {
            t.execute("DELETE FROM asset WHERE id = ?1", [assets[rng.random_range(0..assets.len())].id.0])?;
            Ok(())
        }
        _ if !sites.is_empty() => {
            let mut site = sites[rng.random_range(0..sites.len())].clone();
            site.name_en = word(rng);
            store::site::update(t, &site)
        }
        _ => Ok(()),
    }
}

fn site(code: &str) -> Site {
    Site {
        id: SiteId::new(),
        // Codes of two workstations may be the same: the central database has no rule about them in the model.
        code: format!("{code}-{}", Uuid::now_v7().simple()),
        name_en: code.into(),
        name_ar: code.into(),
        time_zone: "Asia/Riyadh".into(),
        latitude: None,
        longitude: None,
    }
}

fn asset(site: &Site, tag: &str) -> Asset {
    Asset {
        id: AssetId::new(),
        site_id: site.id,
        parent_id: None,
        tag_code: tag.into(),
        name_en: "Pump".into(),
        name_ar: "مضخة".into(),
        family: Family::Pump,
        criticality: Criticality::High,
        status: AssetStatus::InService,
        installed_on: None,
    }
}

fn of_metrics(t: &Transaction, rng: &mut StdRng, asset: &Asset) -> Result<()> {
    let name = format!("m{}", rng.random_range(0..3));
    let known = store::metric::find_by_name(t, asset.id, &name)?;
    let id = known.map_or_else(MetricId::new, |m| m.id);
    let limits = Limits { high: Some(f64::from(rng.random_range(0..50)) / 4.0), ..Limits::default() };
    store::metric::upsert(t, &Metric { id, asset_id: asset.id, name, unit: "bar".into(), limits })
}

fn of_events(t: &Transaction, rng: &mut StdRng, asset: &Asset, by: PersonId, now: DateTime<Utc>) -> Result<()> {
    let known = store::asset_event::list(t, asset.id, 0, 100)?.items;
    let cents = rng.random_range(0..100_000);
    let cost = format!("{}.{:02}", cents / 100, cents % 100).parse().ok();
    match pick(rng, &known) {
        Some(event) if rng.random_bool(0.2) => store::asset_event::delete(t, event.id),
        Some(event) if rng.random_bool(0.6) => {
            let changed = AssetEvent { cost, note: word(rng), version: event.version + 1, ..event.clone() };
            store::asset_event::save(t, &changed)
        }
        _ => {
            let what = AssetEventKind::Failure { mode: FailureMode::ALL[rng.random_range(0..FailureMode::ALL.len())] };
            let event = AssetEvent {
                id: AssetEventId::new(),
                asset_id: asset.id,
                at: now,
                what,
                downtime_hours: Some(f64::from(rng.random_range(0..40)) / 8.0),
                cost,
                note: word(rng),
                recorded_by: by,
                recorded_at: now,
                version: 1,
            };
            store::asset_event::save(t, &event)
        }
    }
}

fn of_orders(t: &Transaction, rng: &mut StdRng, asset: &Asset, by: PersonId, now: DateTime<Utc>) -> Result<()> {
    let filter = store::work_order::WorkOrderFilter { limit: 500, ..Default::default() };
    let known = store::work_order::list(t, &filter)?.items;
    if let Some(row) = pick(rng, &known).filter(|_| rng.random_bool(0.75)) {
        let mut order = WorkOrder { updated_at: now, ..row.work_order.clone() };
        match rng.random_range(0..4) {
            0 => order.title_en = word(rng),
            1 => order.estimated_hours = Some(f64::from(rng.random_range(0..40)) / 4.0),
            _ => order.status = pick(rng, order.status.next()).copied().unwrap_or(order.status),
        }
        return store::work_order::update(t, &order).map(drop);
    }
    let order = WorkOrder {
        id: WorkOrderId::new(),
        number: String::new(),
        asset_id: asset.id,
        title_en: word(rng),
        title_ar: word(rng),
        description: String::new(),
        kind: WorkOrderType::Inspection,
        priority: Criticality::Low,
        status: WorkOrderStatus::Open,
        source: WorkOrderSource::Manual,
        assignee_id: None,
        estimated_hours: Some(2.5),
        due_on: None,
        created_by: by,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    store::work_order::insert(t, &order).map(drop)
}

fn of_cost_models(t: &Transaction, rng: &mut StdRng, by: PersonId, now: DateTime<Utc>) -> Result<()> {
    let active = store::cost_model::find_active(t)?;
    let saved = SavedCostModel {
        version: active.map_or(0, |saved| saved.version) + 1,
        model: CostModel::default(),
        reason: word(rng),
        saved_at: now,
        saved_by: by,
    };
    store::cost_model::insert(t, &saved)
}

fn of_integrations(t: &Transaction, rng: &mut StdRng, asset: &Asset) -> Result<()> {
    let known = store::integration::list(t)?;
    let Some(integration) = pick(rng, &known).filter(|_| rng.random_bool(0.8)) else {
        let integration = Integration {
            id: IntegrationId::new(),
            connector: ConnectorKind::Opcua,
            name: format!("I{}", rng.random_range(0..4)),
            config: json!({ "url": "opc.tcp://127.0.0.1:1", "retries": 1 }),
            status: IntegrationStatus::Inactive,
            last_sync_at: None,
            last_error: None,
        };
        return store::integration::insert(t, &integration);
    };
    let metrics = store::metric::list_for_asset(t, asset.id)?;
    match pick(rng, &metrics) {
        Some(metric) if rng.random_bool(0.7) => {
            let mapping = SignalMapping {
                id: MappingId::new(),
                signal: SignalNo(0),
                integration_id: integration.id,
                metric_id: metric.id,
                external_tag: format!("tag{}", rng.random_range(0..3)),
                source_unit: "bar".into(),
                scale: "1.50".parse().map_err(|_| StoreError::Unreadable("1.50".into()))?,
                offset: "-0.25".parse().map_err(|_| StoreError::Unreadable("-0.25".into()))?,
                is_active: rng.random_bool(0.5),
                sampling_interval_ms: Some(rng.random_range(1..5) * 100),
                deadband: None,
            };
            store::mapping::insert_many(t, &[mapping]).map(drop)
        }
        _ => {
            let config = json!({ "url": "opc.tcp://127.0.0.1:1", "retries": rng.random_range(0..5) });
            store::integration::update(t, &Integration { config, ..integration.clone() })
        }
    }
}
