//! What comes in from the central database and can't be taken in as it is stops no other row, is not forgotten, and is
//! taken in as soon as it can be.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use domain::*;
use serde_json::{Map, Value, json};
use store::{
    Store, outbox,
    replica::{Incoming, apply, forget_all_but, present},
    set_aside::{self, Why},
};
use uuid::Uuid;

fn incoming(tbl: &str, id: Uuid, row: Value) -> Incoming {
    let row = match row {
        Value::Object(fields) => Some(fields),
        _ => None,
    };
    Incoming { tbl: tbl.into(), row_id: id, row }
}

fn site_row(code: &str) -> Value {
    json!({ "code": code, "name_en": "Ras", "name_ar": "رأس", "time_zone": "Asia/Riyadh", "latitude": null, "longitude": null })
}

fn asset_row(site: Uuid, parent: Option<Uuid>, tag: &str) -> Value {
    json!({ "site_id": site, "parent_id": parent, "tag_code": tag, "name_en": "Pump", "name_ar": "مضخة", "family": "pump",
            "criticality": "high", "status": "in_service", "installed_on": null })
}

fn take_in(store: &Store, rows: &[Incoming]) {
    store.write(|t| apply(t, rows)).unwrap();
}

fn here(store: &Store, tbl: &str, id: Uuid) -> Option<Map<String, Value>> {
    store.read(|c| present(c, tbl, id)).unwrap()
}

fn reasons(store: &Store) -> Vec<(Uuid, Why)> {
    let all = store.read(|c| set_aside::list(c, 0, 100)).unwrap();
    assert_eq!(all.total, all.items.len() as u64);
    all.items.into_iter().map(|s| (s.row_id, s.why)).collect()
}

fn replica() -> (Workspace, Store) {
    let workspace = Workspace::new();
    let store = workspace.open();
    store.capture().unwrap();
    (workspace, store)
}

#[test]
fn a_row_that_refers_to_nothing_here_waits_for_what_it_refers_to() {
    let (_workspace, store) = replica();
    let [site, other, parent, child, sound] = [(); 5].map(|()| Uuid::now_v7());
    take_in(
        &store,
        &[
            incoming("asset", child, asset_row(site, Some(parent), "P-2")),
            incoming("asset", parent, asset_row(site, None, "P-1")),
            incoming("site", other, site_row("OTH")),
            incoming("asset", sound, asset_row(other, None, "P-9")),
        ],
    );
    assert!(here(&store, "asset", sound).is_some(), "the others come in");
    assert!(here(&store, "asset", child).is_none() && here(&store, "asset", parent).is_none());
    let mut waiting = reasons(&store);
    waiting.sort_by_key(|(id, _)| *id);
    let mut expected = vec![(parent, Why::MissingReference), (child, Why::MissingReference)];
    expected.sort_by_key(|(id, _)| *id);
    assert_eq!(waiting, expected);

    take_in(&store, &[incoming("site", site, site_row("RTP"))]);
    assert_eq!(reasons(&store), []);
    assert_eq!(here(&store, "asset", child).unwrap()["parent_id"], json!(parent));
}

#[test]
fn a_row_that_comes_again_or_is_deleted_there_is_no_longer_set_aside() {
    let (_workspace, store) = replica();
    let [site, missing, asset, gone] = [(); 4].map(|()| Uuid::now_v7());
    take_in(
        &store,
        &[
            incoming("site", site, site_row("RTP")),
            incoming("asset", asset, asset_row(missing, None, "P-1")),
            incoming("asset", gone, asset_row(missing, None, "P-2")),
        ],
    );
    assert_eq!(reasons(&store).len(), 2);
    take_in(&store, &[incoming("asset", asset, asset_row(site, None, "P-1")), incoming("asset", gone, Value::Null)]);
    assert_eq!(reasons(&store), []);
    assert!(here(&store, "asset", asset).is_some() && here(&store, "asset", gone).is_none());
    // Read anew from the beginning, nothing of before counts.
    take_in(&store, &[incoming("asset", gone, asset_row(missing, None, "P-2"))]);
    store.write(|t| forget_all_but(t, &[])).unwrap();
    assert_eq!(reasons(&store), []);
}

#[test]
fn a_value_that_this_version_does_not_know_leaves_the_row_as_it_was() {
    let (_workspace, store) = replica();
    let [site, asset] = [(); 2].map(|()| Uuid::now_v7());
    take_in(&store, &[incoming("site", site, site_row("RTP")), incoming("asset", asset, asset_row(site, None, "P-1"))]);
    let mut newer = asset_row(site, None, "P-1");
    newer["criticality"] = json!("beyond critical");
    let mut odd = site_row("RTP");
    odd["latitude"] = json!("north");
    for _ in 0..2 {
        take_in(&store, &[incoming("asset", asset, newer.clone()), incoming("site", site, odd.clone())]);
        let mut waiting = reasons(&store);
        waiting.sort_by_key(|(id, _)| *id != site);
        assert_eq!(waiting, [(site, Why::Unreadable), (asset, Why::NotAllowed)]);
    }
    assert_eq!(here(&store, "asset", asset).unwrap()["criticality"], "high");
    // A pull of something else does not forget them.
    take_in(&store, &[incoming("site", Uuid::now_v7(), site_row("OTH"))]);
    assert_eq!(reasons(&store).len(), 2);
    take_in(&store, &[incoming("asset", asset, asset_row(site, None, "P-1")), incoming("site", site, site_row("RTP"))]);
    assert_eq!(reasons(&store), []);
}

#[test]
fn what_refers_to_a_row_that_is_set_aside_follows_it_and_comes_back_with_it() {
    let (_workspace, store) = replica();
    let [site, missing, asset, order] = [(); 4].map(|()| Uuid::now_v7());
    let at = "2026-11-30T08:00:00Z";
    let order_row = json!({
        "asset_id": asset, "title_en": "Look", "title_ar": "افحص", "description": "", "type": "inspection",
        "priority": "low", "status": "open", "recommendation_id": null, "assignee_id": null, "estimated_hours": 1.5,
        "due_on": null, "created_by": Uuid::now_v7(), "created_at": at, "updated_at": at, "version": 4, "no": 17,
    });
    take_in(
        &store,
        &[
            incoming("site", site, site_row("RTP")),
            incoming("asset", asset, asset_row(site, None, "P-1")),
            incoming("work_order", order, order_row),
        ],
    );
    take_in(&store, &[incoming("asset", asset, asset_row(missing, None, "P-1"))]);
    assert_eq!(reasons(&store).len(), 2);
    take_in(&store, &[incoming("asset", asset, asset_row(site, None, "P-1"))]);
    assert_eq!(reasons(&store), []);
    let back = store.read(|c| store::work_order::get(c, WorkOrderId(order))).unwrap();
    assert_eq!((back.number.as_str(), back.version), ("WO-000017", 4));
}

/// A store put together from a damaged one: what is missing comes again, and no number is given twice.
#[test]
fn after_a_salvage_everything_is_read_anew_and_operations_count_on() {
    let (workspace, store) = replica();
    let made = store
        .write(|t| {
            for n in 0..20 {
                store::site::insert(t, &site(&format!("S{n}")))?;
            }
            outbox::list(t, 0, 100)
        })
        .unwrap();
    store
        .write(|t| {
            for operation in &made.items {
                outbox::settle(t, operation.op_id, outbox::Settled::Applied, None, at(0.0))?;
            }
            store::setting::set(t, store::replica::POSITION, &7)
        })
        .unwrap();
    let page: u64 = store
        .read(|c| Ok(c.query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'engineer'", [], |r| r.get(0))?))
        .unwrap();
    drop(store);
    let mut bytes = std::fs::read(&workspace.path).unwrap();
    bytes[(page as usize - 1) * 4096..][..64].iter_mut().for_each(|b| *b ^= 0xff);
    std::fs::write(&workspace.path, bytes).unwrap();
    std::fs::write(workspace.folder.path().join("store.db.suspect"), b"").unwrap();

    let opened = Store::open(&workspace.path, &workspace.key).unwrap();
    assert!(opened.recovery.is_some());
    let store = opened.store;
    store.capture().unwrap();
    assert_eq!(store.read(|c| store::setting::find::<i64>(c, store::replica::POSITION)).unwrap(), None);
    store.write(|t| store::site::insert(t, &site("NEW"))).unwrap();
    let next = store.read(|c| outbox::list(c, 0, 10)).unwrap().items;
    assert!(next[0].device_seq > made.items.iter().map(|o| o.device_seq).max().unwrap(), "{next:?}");
}

#[test]
fn an_own_change_that_refers_to_what_is_gone_there_does_not_stop_the_row() {
    let (_workspace, store) = replica();
    let [first, second, asset] = [(); 3].map(|()| Uuid::now_v7());
    take_in(
        &store,
        &[
            incoming("site", first, site_row("RTP")),
            incoming("site", second, site_row("OTH")),
            incoming("asset", asset, asset_row(first, None, "P-1")),
        ],
    );
    let mine = store.read(|c| store::asset::get(c, AssetId(asset))).unwrap();
    store.write(|t| store::asset::update(t, &Asset { site_id: SiteId(second), ..mine })).unwrap();
    // Somebody deletes that site there, and changes the asset.
    take_in(&store, &[incoming("site", second, Value::Null), incoming("asset", asset, asset_row(first, None, "P-7"))]);
    assert_eq!(here(&store, "asset", asset).map(|a| a["tag_code"].clone()), Some(json!("P-7")));
    assert_eq!(store.read(store::outbox::depth).unwrap().waiting, 1, "the change waits for its receipt");
}
