//! What the store's tests start from: a fresh store in a folder of its own, one site with assets, and readings.

#![allow(dead_code, clippy::unwrap_used)]

use domain::*;
use std::path::PathBuf;
use store::{Store, StoreKey};

pub struct Workspace {
    pub folder: tempfile::TempDir,
    pub path: PathBuf,
    pub key: StoreKey,
}

impl Workspace {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        Self { folder, path, key: StoreKey::random().unwrap() }
    }

    pub fn open(&self) -> Store {
        let opened = Store::open(&self.path, &self.key).unwrap();
        assert_eq!(opened.recovery, None);
        opened.store
    }
}

pub fn at(seconds: f64) -> Timestamp {
    Timestamp::from_timestamp_micros(1_750_000_000_000_000 + (seconds * 1e6) as i64).unwrap()
}

pub fn reading(signal: i64, seconds: f64, value: f64) -> Reading {
    Reading {
        signal: SignalNo(signal),
        value: Some(value),
        status: StatusCode::GOOD,
        source_time: at(seconds),
        server_time: Some(at(seconds + 0.001)),
        receipt_time: at(seconds + 0.01),
    }
}

pub fn site(code: &str) -> Site {
    Site {
        id: SiteId::new(),
        code: code.into(),
        name_en: format!("Site {code}"),
        name_ar: format!("موقع {code}"),
        time_zone: "Asia/Riyadh".into(),
        latitude: Some(26.7),
        longitude: Some(50.1),
    }
}

pub fn asset(site: SiteId, tag: &str) -> Asset {
    Asset {
        id: AssetId::new(),
        site_id: site,
        parent_id: None,
        tag_code: tag.into(),
        name_en: format!("Pump {tag}"),
        name_ar: format!("مضخّة {tag}"),
        family: Family::Pump,
        criticality: Criticality::High,
        status: AssetStatus::InService,
        installed_on: chrono::NaiveDate::from_ymd_opt(2019, 3, 1),
    }
}

pub fn metric(asset: AssetId, name: &str) -> Metric {
    Metric {
        id: MetricId::new(),
        asset_id: asset,
        name: name.into(),
        unit: "Cel".into(),
        limits: Limits { high: Some(80.0), high_high: Some(95.5), ..Limits::default() },
    }
}

pub fn integration(name: &str) -> Integration {
    Integration {
        id: IntegrationId::new(),
        connector: ConnectorKind::Opcua,
        name: name.into(),
        config: serde_json::json!({ "url": "opc.tcp://127.0.0.1:4840" }),
        status: IntegrationStatus::Active,
        last_sync_at: None,
        last_error: None,
    }
}

pub fn mapping(integration: IntegrationId, metric: MetricId, tag: &str) -> SignalMapping {
    SignalMapping {
        id: MappingId::new(),
        signal: SignalNo(0),
        integration_id: integration,
        metric_id: metric,
        external_tag: tag.into(),
        source_unit: "Cel".into(),
        scale: "0.1".parse().unwrap(),
        offset: "-40.00".parse().unwrap(),
        is_active: true,
        sampling_interval_ms: Some(500),
        deadband: None,
    }
}

pub fn person(email: &str) -> Person {
    Person {
        id: PersonId::new(),
        email: email.into(),
        display_name: "Noura".into(),
        role: Role::TenantAdmin,
        is_active: true,
        last_sign_in_at: None,
        preferences: Preferences::default(),
    }
}

pub fn work_order(asset: AssetId) -> WorkOrder {
    WorkOrder {
        id: WorkOrderId::new(),
        number: String::new(),
        asset_id: asset,
        title_en: "Replace bearing".into(),
        title_ar: "استبدال المحمل".into(),
        description: String::new(),
        kind: WorkOrderType::Predictive,
        priority: Criticality::High,
        status: WorkOrderStatus::Open,
        source: WorkOrderSource::Manual,
        assignee_id: None,
        estimated_hours: Some(4.0),
        due_on: chrono::NaiveDate::from_ymd_opt(2026, 3, 1),
        created_by: PersonId::new(),
        created_at: at(0.0),
        updated_at: at(0.0),
        version: 0,
    }
}

pub fn score(asset: AssetId, seconds: f64, health: Option<f64>) -> Score {
    let outcome = match health {
        Some(health) => ScoreOutcome::Scored {
            health,
            failure_probability: (100.0 - health) / 100.0,
            horizon_days: 30,
            anomaly: 0.2,
            remaining_life_days: None,
            factors: vec![Factor {
                metric: "bearing_temperature".into(),
                kind: FactorKind::Deviation,
                contribution: 100.0 - health,
                explanation: Message::new("factor-deviation").with("value", 81.5),
            }],
            data_quality: 0.97,
        },
        None => ScoreOutcome::InsufficientData { reason: Message::new("score-too-few-readings") },
    };
    Score { id: ScoreId::new(), asset_id: asset, at: at(seconds), method: ScoreMethod::RobustDeviationV1, outcome }
}
