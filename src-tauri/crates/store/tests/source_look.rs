//! What comparisons of mappings with their source found, over a restart and whatever becomes of the mappings.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use domain::*;
use std::collections::BTreeSet;
use store::{
    asset, integration, mapping, metric, site,
    source_look::{self, SourceLook, TagIdentity},
};

/// Three of one integration.
fn mapped(store: &store::Store) -> (IntegrationId, Vec<SignalMapping>) {
    let (site, plc) = (site("RTP"), integration("PLC"));
    let asset = asset(site.id, "P-101");
    store
        .write(|t| {
            site::insert(t, &site)?;
            asset::insert(t, &asset)?;
            integration::insert(t, &plc)?;
            let mut all = Vec::new();
            for n in 0..3 {
                let metric = metric(asset.id, &format!("metric_{n}"));
                metric::upsert(t, &metric)?;
                all.push(mapping(plc.id, metric.id, &format!("tag {n}")));
            }
            Ok((plc.id, mapping::insert_many(t, &all)?))
        })
        .unwrap()
}

#[test]
fn a_finding_is_new_once_outlasts_a_restart_and_goes_with_what_it_was_found_of() {
    let workspace = Workspace::new();
    let store = workspace.open();
    let (of, mappings) = mapped(&store);
    let ids: Vec<MappingId> = mappings.iter().map(|m| m.id).collect();
    let save = |store: &store::Store, found: &[MappingId]| {
        let found: BTreeSet<MappingId> = found.iter().copied().collect();
        store.write(|t| source_look::save(t, of, at(1.0), 3, &found)).unwrap()
    };
    assert_eq!(store.read(|c| source_look::find(c, of)).unwrap(), None);
    assert_eq!(save(&store, &ids), 3);
    assert_eq!(save(&store, &ids), 0, "known already");
    // Nobody made it, or it was deleted while the source was asked.
    assert_eq!(save(&store, &[ids[0], ids[1], ids[2], MappingId::new()]), 0);
    drop(store);

    let store = workspace.open();
    let looked = || store.read(|c| source_look::find(c, of)).unwrap().unwrap();
    assert_eq!(looked(), SourceLook { at: at(1.0), checked: 3, drifted: 3 });
    let told = TagIdentity { name: Some("PT".into()), data_type: Some("Float".into()) };
    for m in &mappings {
        store.write(|t| source_look::keep_seen(t, m.id, &m.external_tag, &told)).unwrap();
    }
    let seen = |m: &SignalMapping| store.read(|c| source_look::seen(c, m.id, &m.external_tag)).unwrap();

    // Bound to another tag, by whatever way; set aside; deleted; taken as it is.
    let moved = SignalMapping { external_tag: "moved".into(), ..mappings[0].clone() };
    store.write(|t| mapping::update(t, &moved)).unwrap();
    assert_eq!((looked().drifted, seen(&moved), seen(&mappings[0])), (2, None, None));
    store.write(|t| mapping::set_active(t, &[ids[1]], false)).unwrap();
    assert_eq!((looked().drifted, seen(&mappings[1])), (1, Some(told.clone())));
    store.write(|t| source_look::rebound(t, ids[2])).unwrap();
    assert_eq!((looked().drifted, seen(&mappings[2])), (0, None));
    assert_eq!(save(&store, &[ids[1]]), 1);
    store.write(|t| mapping::delete_many(t, &[ids[1]])).unwrap();
    assert_eq!(looked().drifted, 0);
    store.write(|t| source_look::keep_seen(t, ids[1], "t", &told)).unwrap();
    assert_eq!(store.read(|c| source_look::seen(c, ids[1], "t")).unwrap(), None, "nothing of what is gone");
}
