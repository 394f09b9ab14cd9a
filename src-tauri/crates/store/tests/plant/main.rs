//! The plant's tables: what goes in comes out the same, in the order and with the filters that lists need.

#![allow(clippy::unwrap_used)]

mod assets;
#[path = "../common/mod.rs"]
mod common;
mod mappings;
mod telemetry;
mod work;

use common::*;
use domain::*;
use store::{Store, asset, integration, mapping, metric, site};

/// Two sites with three pumps and a motor, one integration.
struct Plant {
    workspace: Workspace,
    store: Store,
    sites: [Site; 2],
    assets: Vec<Asset>,
    source: Integration,
}

fn plant() -> Plant {
    let workspace = Workspace::new();
    let store = workspace.open();
    let sites = [site("RTP"), site("JUB")];
    let mut assets = vec![
        asset(sites[0].id, "P-101A"),
        asset(sites[0].id, "P-101B"),
        asset(sites[0].id, "M-200"),
        asset(sites[1].id, "P-101A"),
    ];
    assets[1].name_ar = "مضخة التغذية الرئيسية ١".into();
    assets[1].criticality = Criticality::Critical;
    assets[2].parent_id = Some(assets[0].id);
    assets[2].family = Family::ElectricMotor;
    assets[2].criticality = Criticality::Low;
    let source = integration("Gateway");
    store
        .write(|tx| {
            sites.iter().try_for_each(|s| site::insert(tx, s))?;
            asset::insert_many(tx, &assets)?;
            integration::insert(tx, &source)
        })
        .unwrap();
    Plant { workspace, store, sites, assets, source }
}

fn map(p: &Plant, asset: usize, name: &str, tag: &str) -> SignalMapping {
    p.store
        .write(|tx| {
            let m = match metric::find_by_name(tx, p.assets[asset].id, name)? {
                Some(m) => m,
                None => metric(p.assets[asset].id, name),
            };
            metric::upsert(tx, &m)?;
            Ok(mapping::insert_many(tx, &[mapping(p.source.id, m.id, tag)])?.remove(0))
        })
        .unwrap()
}
