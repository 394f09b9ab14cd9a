//! Plain rows to fill a workspace with: a site, assets, metrics, mappings. They go into the store directly where making
//! them is not what is measured.

use domain::{
    Asset, AssetId, AssetStatus, ConnectorKind, Criticality, Family, Integration, IntegrationId, IntegrationStatus,
    Limits, MappingId, Metric, MetricId, SignalMapping, SignalNo, Site, SiteId, Timestamp,
};

/// A fixed moment to begin series at: 2026-01-01T00:00:00Z.
const START_MICROS: i64 = 1_767_225_600_000_000;

pub fn at(seconds: f64) -> Timestamp {
    Timestamp::from_timestamp_micros(START_MICROS + (seconds * 1e6) as i64).unwrap_or_default()
}

pub fn site() -> Site {
    Site {
        id: SiteId::new(),
        code: "BEN".into(),
        name_en: "Bench".into(),
        name_ar: "منصّة القياس".into(),
        time_zone: "Asia/Riyadh".into(),
        latitude: None,
        longitude: None,
    }
}

/// One that is not running.
pub fn integration(connector: ConnectorKind, name: &str) -> Integration {
    Integration {
        id: IntegrationId::new(),
        connector,
        name: name.into(),
        config: serde_json::json!({}),
        status: IntegrationStatus::Inactive,
        last_sync_at: None,
        last_error: None,
    }
}

/// Pumps `P-000000` onward; every criticality occurs as often.
pub fn assets(site: SiteId, count: usize) -> Vec<Asset> {
    let asset = |i: usize| Asset {
        id: AssetId::new(),
        site_id: site,
        parent_id: None,
        tag_code: format!("P-{i:06}"),
        name_en: format!("Pump {i:06}"),
        name_ar: format!("مضخّة {i:06}"),
        family: Family::Pump,
        criticality: Criticality::ALL[i % Criticality::ALL.len()],
        status: AssetStatus::InService,
        installed_on: None,
    };
    (0..count).map(asset).collect()
}

pub fn metric(asset: AssetId, name: &str) -> Metric {
    Metric { id: MetricId::new(), asset_id: asset, name: name.into(), unit: "1".into(), limits: Limits::default() }
}

pub fn mapping(integration: IntegrationId, metric: MetricId, tag: &str) -> SignalMapping {
    SignalMapping {
        id: MappingId::new(),
        signal: SignalNo(0),
        integration_id: integration,
        metric_id: metric,
        external_tag: tag.into(),
        source_unit: "1".into(),
        scale: 1.into(),
        offset: 0.into(),
        is_active: true,
        sampling_interval_ms: None,
        deadband: None,
    }
}
