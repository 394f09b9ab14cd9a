//! Plain rows of a plant, for tests that are about how they travel.

use domain::{Asset, AssetId, AssetStatus, Criticality, Family, SiteId};

/// A pump in service.
pub fn asset(site: SiteId, tag: &str) -> Asset {
    Asset {
        id: AssetId::new(),
        site_id: site,
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
