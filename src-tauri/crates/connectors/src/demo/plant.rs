//! The demo plant put together: domain rows with repeatable ids for the workspace, and a signal for every tag.

use super::catalog::{AssetRow, SITES, SiteRow, UnitRow};
use super::clock::DemoConfig;
use super::episodes::EPISODES;
use super::families::{self, MetricSpec, Scales};
use super::faults::{Effect, FAULTS};
use super::load::{Climate, Load};
use super::noise;
use super::signal::Signal;
use chrono::NaiveDate;
use domain::{Asset, AssetId, AssetStatus, Family, Limits, Metric, MetricId, Site, SiteId, Unit};
use sha2::{Digest, Sha256};

/// What fills a demo workspace. Parents come before their children; every metric has exactly one tag.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoPlant {
    pub sites: Vec<Site>,
    pub assets: Vec<Asset>,
    pub metrics: Vec<Metric>,
    pub tags: Vec<DemoTag>,
}

/// A tag of the demo source and the metric that it feeds (scale 1, offset 0).
#[derive(Debug, Clone, PartialEq)]
pub struct DemoTag {
    /// `RGP.P-101A.VIB_DE`
    pub external_tag: String,
    pub asset_id: AssetId,
    pub metric_id: MetricId,
    /// UCUM code of what the source sends; of the metric's dimension, not always the metric's unit.
    pub unit: String,
    /// `None`: the integration's default. Slow quantities are sampled slowly.
    pub sampling_interval_ms: Option<u32>,
    /// Absolute, in the source's unit. `None`: none.
    pub deadband: Option<f64>,
}

/// Names of the tag beside its code, for browsing and search.
#[derive(Debug, Clone, PartialEq)]
pub struct TagNode {
    pub external_tag: String,
    pub metric_name: &'static str,
    /// The asset's place: indexes into [`DemoPlant::assets`].
    pub asset: usize,
    pub unit: String,
    pub signal: Signal,
}

/// The plant of a seed: same seed, same bytes.
pub fn plant(seed: u64) -> DemoPlant {
    let mut plant = DemoPlant { sites: vec![], assets: vec![], metrics: vec![], tags: vec![] };
    for site in SITES {
        let site_id = SiteId(id(seed, "site", site.code));
        plant.sites.push(Site {
            id: site_id,
            code: site.code.into(),
            name_en: site.name_en.into(),
            name_ar: site.name_ar.into(),
            time_zone: "Asia/Riyadh".into(),
            latitude: Some(site.latitude),
            longitude: Some(site.longitude),
        });
        plant.assets.extend(site.units.iter().map(|unit| unit_asset(seed, site, unit)));
        for row in site.assets {
            let asset = equipment(seed, site, row);
            for spec in families::metrics(row.family) {
                let external_tag = format!("{}.{}.{}", site.code, row.tag, spec.suffix);
                let metric_id = MetricId(id(seed, "metric", &external_tag));
                plant.tags.push(DemoTag {
                    asset_id: asset.id,
                    metric_id,
                    unit: source_unit(site, spec).into(),
                    sampling_interval_ms: sampling(spec),
                    deadband: None,
                    external_tag,
                });
                plant.metrics.push(Metric {
                    id: metric_id,
                    asset_id: asset.id,
                    name: spec.name.into(),
                    unit: spec.unit.into(),
                    limits: limits(row, spec),
                });
            }
            plant.assets.push(asset);
        }
    }
    plant
}

/// Every tag with its signal, in the order of [`plant`]'s tags.
pub fn tag_nodes(config: &DemoConfig) -> Vec<TagNode> {
    let mut nodes = Vec::new();
    let mut asset_place = 0;
    for site in SITES {
        asset_place += site.units.len();
        for row in site.assets {
            for spec in families::metrics(row.family) {
                let external_tag = format!("{}.{}.{}", site.code, row.tag, spec.suffix);
                let signal = signal(config, site, row, spec, &external_tag);
                let unit = source_unit(site, spec).to_owned();
                nodes.push(TagNode { external_tag, metric_name: spec.name, asset: asset_place, unit, signal });
            }
            asset_place += 1;
        }
    }
    nodes
}

fn unit_asset(seed: u64, site: &SiteRow, unit: &UnitRow) -> Asset {
    Asset {
        id: asset_id(seed, site, unit.code),
        site_id: SiteId(id(seed, "site", site.code)),
        parent_id: None,
        tag_code: unit.code.into(),
        name_en: unit.name_en.into(),
        name_ar: unit.name_ar.into(),
        family: Family::Other,
        criticality: unit.criticality,
        status: AssetStatus::InService,
        installed_on: None,
    }
}

fn equipment(seed: u64, site: &SiteRow, row: &AssetRow) -> Asset {
    Asset {
        id: asset_id(seed, site, row.tag),
        site_id: SiteId(id(seed, "site", site.code)),
        parent_id: Some(asset_id(seed, site, row.parent)),
        tag_code: row.tag.into(),
        name_en: row.name_en.into(),
        name_ar: row.name_ar.into(),
        family: row.family,
        criticality: row.criticality,
        status: if row.is_standby { AssetStatus::Standby } else { AssetStatus::InService },
        installed_on: NaiveDate::from_ymd_opt(row.installed, 3, 1),
    }
}

fn signal(config: &DemoConfig, site: &SiteRow, row: &AssetRow, spec: &MetricSpec, external_tag: &str) -> Signal {
    let unit = unit_of(site, row);
    let key = noise::key(config.seed, external_tag);
    let scale = scale(row, spec);
    // No two machines are the same: three percent up or down.
    let own = 1.0 + 0.06 * (noise::uniform(key, 0) - 0.5);
    let (base, daily, weekend, step) = unit.load;
    let (idle, full) = (spec.idle * scale, spec.full * scale * if spec.idle == spec.full { 1.0 } else { own });
    let healthy = idle + (full - idle) * base.powf(spec.exponent);
    let limits = limits(row, spec);
    let asset_tag = format!("{}.{}", site.code, row.tag);
    let reach = |share: f64| {
        let limit = if share > 0.0 { limits.high_high.or(limits.high) } else { limits.low_low.or(limits.low) };
        share.abs() * limit.map_or((full - idle).abs() * share.signum(), |limit| limit - healthy)
    };
    let faults = FAULTS.iter().filter(|f| f.asset == asset_tag && !row.is_standby).flat_map(|fault| {
        fault.kind.effects().iter().filter(|(metric, _)| *metric == spec.name).map(|(_, effect)| match *effect {
            Effect::Shift(share) => (*fault, Effect::Shift(reach(share))),
            Effect::Swing(share, minutes) => (*fault, Effect::Swing((full - idle).abs() * share, minutes)),
        })
    });
    let to_source = conversion(spec.unit, source_unit(site, spec));
    Signal {
        key,
        load: Load {
            key: noise::key(config.seed, &format!("{}.{}", site.code, unit.code)),
            base,
            daily,
            weekend,
            step,
        },
        climate: Climate {
            key: noise::key(config.seed, site.code),
            mean_cel: site.air.0,
            daily_cel: site.air.1,
            seasonal_cel: site.air.2,
        },
        plant_epoch_ms: config.plant_epoch_ms,
        is_standby: row.is_standby,
        idle,
        full,
        exponent: spec.exponent,
        lag_minutes: spec.lag_minutes,
        ambient: spec.ambient,
        slow: spec.slow * scale,
        white: spec.white * scale,
        faults: faults.collect(),
        episodes: EPISODES.iter().filter(|e| e.touches(external_tag)).copied().collect(),
        floor: if spec.unit == "Cel" { -20.0 } else { 0.0 },
        resolution: 10f64.powf((spec.white * scale * to_source.0 / 5.0).log10().floor()),
        to_source,
    }
}

/// The unit that an asset stands in: its parent, or its parent's parent.
fn unit_of<'a>(site: &'a SiteRow, row: &AssetRow) -> &'a UnitRow {
    let mut parent = row.parent;
    while let Some(above) = site.assets.iter().find(|a| a.tag == parent) {
        parent = above.parent;
    }
    site.units.iter().find(|u| u.code == parent).expect("every row of the catalog stands in a unit of its site")
}

fn scale(row: &AssetRow, spec: &MetricSpec) -> f64 {
    match spec.scales {
        Scales::No => 1.0,
        Scales::BySize => row.rating.size,
        Scales::ByPressure => row.rating.pressure,
        Scales::ByTemperature => row.rating.temperature,
    }
}

/// A standby machine stands still: a low limit would say so all day.
fn limits(row: &AssetRow, spec: &MetricSpec) -> Limits {
    let scale = scale(row, spec);
    let [low_low, low, high, high_high] = spec.limits.map(|l| l.map(|v| significant(v * scale)));
    let (low_low, low) = if row.is_standby { (None, None) } else { (low_low, low) };
    let widest = high_high.or(high).or(low).map(f64::abs);
    Limits {
        low_low,
        low,
        high,
        high_high,
        deadband: widest.map(|w| significant(w * 0.02)),
        on_delay_seconds: widest.map(|_| 10.0),
        off_delay_seconds: widest.map(|_| 30.0),
    }
}

/// Three significant digits: what a person would have typed.
fn significant(value: f64) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let unit = 10f64.powf(value.abs().log10().floor() - 2.0);
    // Through text, so that 0.1 * 3 reads 0.3 and nothing else.
    format!("{:.6}", (value / unit).round() * unit).parse().unwrap_or(value)
}

fn source_unit(site: &SiteRow, spec: &MetricSpec) -> &'static str {
    if spec.unit == "bar{gauge}" { site.pressure_unit } else { spec.unit }
}

fn sampling(spec: &MetricSpec) -> Option<u32> {
    match spec.unit {
        "Cel" | "[ppm]" => Some(10_000),
        "mm/s" | "um" => Some(5_000),
        _ => None,
    }
}

fn conversion(from: &str, to: &str) -> (f64, f64) {
    let parse = |code| Unit::parse(code).expect("the catalog's units are UCUM codes; a test walks them");
    parse(from).conversion_to(&parse(to)).expect("a source's unit has its metric's dimension; a test walks them")
}

fn asset_id(seed: u64, site: &SiteRow, tag: &str) -> AssetId {
    AssetId(id(seed, "asset", &format!("{}.{tag}", site.code)))
}

/// A UUID of version 8 (RFC 9562, 5.8) from the hash of seed, kind and name.
pub(super) fn id<T: std::str::FromStr>(seed: u64, kind: &str, name: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    let mut bytes: [u8; 32] = Sha256::digest(format!("optria demo plant\n{seed}\n{kind}\n{name}")).into();
    bytes[6] = 0x80 | (bytes[6] & 0x0F);
    bytes[8] = 0x80 | (bytes[8] & 0x3F);
    hex::encode(&bytes[..16]).parse().expect("32 hexadecimal digits are a UUID")
}
