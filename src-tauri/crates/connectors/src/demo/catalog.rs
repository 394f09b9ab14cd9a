//! What stands in the demo plant: three fictional sites, their units and their equipment. One file a site; rows only.
//! Any likeness to a real plant's tags is by the customs of tagging alone.

mod desalination;
mod gas;
mod power;

use domain::{Criticality, Family};

pub struct SiteRow {
    pub code: &'static str,
    pub name_en: &'static str,
    pub name_ar: &'static str,
    pub latitude: f64,
    pub longitude: f64,
    /// Air: yearly mean, half daily swing, half seasonal swing, in Cel.
    pub air: (f64, f64, f64),
    /// The unit that this site's pressures are sent in; the metric's own is `bar{gauge}`.
    pub pressure_unit: &'static str,
    pub units: &'static [UnitRow],
    pub assets: &'static [AssetRow],
}

/// A unit or train: the parent of equipment. Its load drives what stands in it.
pub struct UnitRow {
    pub code: &'static str,
    pub name_en: &'static str,
    pub name_ar: &'static str,
    pub criticality: Criticality,
    /// Load: base, half daily swing, weekend's fall, half range of steps; shares of the rating.
    pub load: (f64, f64, f64, f64),
}

pub struct AssetRow {
    pub tag: &'static str,
    /// A unit's code, or another asset's tag for what is mounted on it.
    pub parent: &'static str,
    pub family: Family,
    pub criticality: Criticality,
    pub name_en: &'static str,
    pub name_ar: &'static str,
    pub installed: i32,
    pub rating: Rating,
    pub is_standby: bool,
}

/// Factors on the family's nominal values: flow, power and current; pressure; temperature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rating {
    pub size: f64,
    pub pressure: f64,
    pub temperature: f64,
}

pub const SITES: [&SiteRow; 3] = [&gas::SITE, &desalination::SITE, &power::SITE];

impl AssetRow {
    const fn standby(mut self) -> Self {
        self.is_standby = true;
        self
    }
    const fn rated(mut self, size: f64, pressure: f64, temperature: f64) -> Self {
        self.rating = Rating { size, pressure, temperature };
        self
    }
}

const fn unit(
    code: &'static str,
    name_en: &'static str,
    name_ar: &'static str,
    criticality: Criticality,
    load: (f64, f64, f64, f64),
) -> UnitRow {
    UnitRow { code, name_en, name_ar, criticality, load }
}

const fn asset(
    tag: &'static str,
    parent: &'static str,
    family: Family,
    criticality: Criticality,
    name_en: &'static str,
    name_ar: &'static str,
    installed: i32,
) -> AssetRow {
    let rating = Rating { size: 1.0, pressure: 1.0, temperature: 1.0 };
    AssetRow { tag, parent, family, criticality, name_en, name_ar, installed, rating, is_standby: false }
}
