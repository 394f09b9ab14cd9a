//! Two workstations of one tenant and a real PostgreSQL: what is changed here arrives there, what is changed on both sides
//! is merged or kept for a person to decide, and both stores end up equal.
#![allow(clippy::unwrap_used)]

#[path = "../../../central/tests/common/mod.rs"]
mod world;

#[path = "../plant/mod.rs"]
mod plant;

mod access;
mod many;
mod skew;

use central::Link;
use chrono::Utc;
use domain::{
    Asset, Criticality, PersonId, RecommendationId, Role, Site, SiteId, WorkOrder, WorkOrderId, WorkOrderSource,
    WorkOrderStatus, WorkOrderType,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use store::{Store, StoreKey, conflict, outbox, replica};
use sync::{Replica, Round};
use testkit::postgres;
use uuid::Uuid;
use world::World;

struct Workstation {
    _folder: tempfile::TempDir,
    store: Store,
    link: Link,
    replica: Replica,
}

impl Workstation {
    async fn new(world: &World, role: Role) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store.db"), &StoreKey::new([7; 32])).unwrap().store;
        store.write(|t| store::work_order::number_provisionally(t)).unwrap();
        store.capture().unwrap();
        let person = PersonId(world.a.person(role).id);
        let link = world.signed_in(&world.a, role).await;
        Self { _folder: folder, store, link, replica: Replica { person, device: Uuid::now_v7(), role } }
    }

    fn write<T>(&self, f: impl FnOnce(&store::Transaction) -> store::Result<T>) -> T {
        let _acting = store::acting::act_as(Some(self.replica.person), Utc::now());
        self.store.write(f).unwrap()
    }

    async fn sync(&self) -> Round {
        sync::round(&self.store, &self.link, self.replica, Utc::now()).await.unwrap()
    }

    fn waiting(&self) -> u64 {
        self.store.read(outbox::depth).unwrap().waiting
    }

    fn conflicts(&self) -> Vec<conflict::Conflict> {
        self.store.read(|c| conflict::list_open(c, 0, 100)).unwrap().items
    }

    /// Every shared row, as an operation would write it.
    fn rows(&self) -> BTreeMap<(String, Uuid), Map<String, Value>> {
        let all = |c: &store::Connection| {
            let mut rows = BTreeMap::new();
            for table in replica::TABLES {
                let ids: Vec<Uuid> = c
                    .prepare(&format!("SELECT id FROM {}", table.name))?
                    .query_map([], |r| r.get(0))?
                    .collect::<Result<_, _>>()?;
                for id in ids {
                    rows.insert((table.name.to_owned(), id), replica::present(c, table.name, id)?.unwrap());
                }
            }
            Ok(rows)
        };
        self.store.read(all).unwrap()
    }
}

fn site(code: &str) -> Site {
    Site {
        id: SiteId::new(),
        code: code.into(),
        name_en: "Ras".into(),
        name_ar: "رأس".into(),
        time_zone: "Asia/Riyadh".into(),
        latitude: Some(26.5),
        longitude: None,
    }
}

fn order(asset: &Asset, by: PersonId) -> WorkOrder {
    WorkOrder {
        id: WorkOrderId::new(),
        number: String::new(),
        asset_id: asset.id,
        title_en: "Look at it".into(),
        title_ar: "افحصها".into(),
        description: String::new(),
        kind: WorkOrderType::Inspection,
        priority: Criticality::Low,
        status: WorkOrderStatus::Open,
        source: WorkOrderSource::Manual,
        assignee_id: None,
        estimated_hours: Some(2.5),
        due_on: None,
        created_by: by,
        created_at: Utc::now(),
        updated_at: Utc::now(),
        version: 1,
    }
}

/// A site with an asset on both workstations.
async fn pair() -> Option<(World, Workstation, Workstation, Site, Asset)> {
    pair_at(central::known_schema()).await
}

/// Over a database of this version.
async fn pair_at(schema: i32) -> Option<(World, Workstation, Workstation, Site, Asset)> {
    let world = World::at(postgres::Settings::default(), schema).await?;
    let a = Workstation::new(&world, Role::TenantAdmin).await;
    let b = Workstation::new(&world, Role::OptimizationEngineer).await;
    let site = site("RTP");
    let asset = plant::asset(site.id, "P-101");
    a.write(|t| {
        store::site::insert(t, &site)?;
        store::asset::insert(t, &asset)
    });
    assert_eq!(a.waiting(), 2);
    let round = a.sync().await;
    assert_eq!((round.pushed.applied, a.waiting()), (2, 0), "{round:?}");
    b.sync().await;
    assert_eq!(b.store.read(|c| store::asset::get(c, asset.id)).unwrap(), asset);
    assert_eq!(b.waiting(), 0, "what comes in is no change of this workstation");
    Some((world, a, b, site, asset))
}

async fn converge(a: &Workstation, b: &Workstation) {
    for _ in 0..3 {
        a.sync().await;
        b.sync().await;
    }
    assert_eq!((a.waiting(), b.waiting()), (0, 0));
    let (left, right) = (a.rows(), b.rows());
    assert_eq!(left, right);
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_different_fields_are_merged_and_of_the_same_field_are_kept_for_a_person() {
    let Some((_world, a, b, _, asset)) = pair().await else { return };
    a.write(|t| store::asset::update(t, &Asset { name_en: "Main pump".into(), ..asset.clone() }));
    b.write(|t| store::asset::update(t, &Asset { criticality: Criticality::Critical, ..asset.clone() }));
    converge(&a, &b).await;
    let merged = a.store.read(|c| store::asset::get(c, asset.id)).unwrap();
    assert_eq!((merged.name_en.as_str(), merged.criticality), ("Main pump", Criticality::Critical));
    assert!(a.conflicts().is_empty() && b.conflicts().is_empty());

    a.write(|t| store::asset::update(t, &Asset { name_en: "Of A".into(), ..merged.clone() }));
    let both = Asset { name_en: "Of B".into(), name_ar: "من ب".into(), ..merged.clone() };
    b.write(|t| store::asset::update(t, &both));
    a.sync().await;
    // B sees its own change until the database has decided on it.
    assert_eq!(b.store.read(|c| store::asset::get(c, asset.id)).unwrap().name_en, "Of B");
    let round = b.sync().await;
    assert_eq!(round.pushed.conflicts, 1);
    converge(&a, &b).await;
    let there = b.store.read(|c| store::asset::get(c, asset.id)).unwrap();
    assert_eq!(
        (there.name_en.as_str(), there.name_ar.as_str()),
        ("Of A", "من ب"),
        "what was not touched twice is merged"
    );
    let [conflict] = &b.conflicts()[..] else { panic!("one field") };
    assert_eq!(
        (&conflict.base, &conflict.mine, &conflict.theirs),
        (&json!("Main pump"), &json!("Of B"), &json!("Of A"))
    );
    // Found by the words it has now.
    let filter = store::asset::AssetFilter { search: Some("of a".into()), limit: 10, ..Default::default() };
    assert_eq!(b.store.read(|c| store::asset::list(c, &filter)).unwrap().total, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn work_orders_are_numbered_by_the_database_and_no_state_is_overtaken() {
    let Some((_world, a, b, _, asset)) = pair().await else { return };
    let of_a = a.write(|t| store::work_order::insert(t, &order(&asset, a.replica.person)));
    let of_b = b.write(|t| store::work_order::insert(t, &order(&asset, b.replica.person)));
    assert_eq!((of_a.number.as_str(), of_b.number.as_str()), ("WO-NEW-1", "WO-NEW-1"));
    converge(&a, &b).await;
    let mut numbers: Vec<_> = [of_a.id, of_b.id]
        .map(|id| b.store.read(|c| store::work_order::get(c, id)).unwrap().number)
        .into_iter()
        .collect();
    numbers.sort();
    assert_eq!(numbers, ["WO-000001", "WO-000002"]);

    let move_to = |w: &Workstation, status| {
        let order = w.store.read(|c| store::work_order::get(c, of_a.id)).unwrap();
        w.write(|t| store::work_order::update(t, &WorkOrder { status, updated_at: Utc::now(), ..order }));
    };
    move_to(&a, WorkOrderStatus::Cancelled);
    move_to(&b, WorkOrderStatus::InProgress);
    a.sync().await;
    b.sync().await;
    converge(&a, &b).await;
    let order = b.store.read(|c| store::work_order::get(c, of_a.id)).unwrap();
    assert_eq!(order.status, WorkOrderStatus::Cancelled, "the first to arrive");
    assert!(b.conflicts().iter().any(|c| c.field == "status" && c.mine == "in_progress"), "{:?}", b.conflicts());
}

/// The same done twice is done: nothing differs, but for the time, of which the later one stays everywhere.
#[tokio::test(flavor = "multi_thread")]
async fn what_two_people_did_alike_has_the_later_time_at_both() {
    let Some((_world, a, b, _, asset)) = pair().await else { return };
    let order = a.write(|t| store::work_order::insert(t, &order(&asset, a.replica.person)));
    converge(&a, &b).await;
    let cancel = |w: &Workstation, after: i64| {
        let order = w.store.read(|c| store::work_order::get(c, order.id)).unwrap();
        let updated_at = order.created_at + chrono::Duration::seconds(after);
        w.write(|t| {
            store::work_order::update(t, &WorkOrder { status: WorkOrderStatus::Cancelled, updated_at, ..order })
        });
    };
    cancel(&a, 60);
    cancel(&b, 120);
    b.sync().await;
    let round = a.sync().await;
    assert_eq!((round.pushed.applied, round.pushed.conflicts), (1, 0));
    converge(&a, &b).await;
    let at = a.store.read(|c| store::work_order::get(c, order.id)).unwrap();
    assert_eq!((at.updated_at - at.created_at).num_seconds(), 120);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_database_refuses_is_taken_back_and_kept_with_its_reason() {
    let Some((world, a, b, site, first)) = pair().await else { return };
    // The same tag on both workstations: the first to arrive has it.
    let (mine, theirs) = (plant::asset(site.id, "P-200"), plant::asset(site.id, "P-200"));
    a.write(|t| store::asset::insert(t, &mine));
    b.write(|t| store::asset::insert(t, &theirs));
    let child = Asset { parent_id: Some(theirs.id), ..plant::asset(site.id, "P-201") };
    b.write(|t| store::asset::insert(t, &child));
    a.sync().await;
    let round = b.sync().await;
    assert_eq!(round.pushed.rejected, 1, "{round:?}");
    converge(&a, &b).await;
    let rejected = b.store.read(|c| outbox::list_history(c, Some("rejected"), 0, 10)).unwrap().items;
    assert!(
        rejected.iter().any(|r| r.operation.row_id == theirs.id.0 && r.detail.as_ref().unwrap()["why"] == "duplicate")
    );
    assert!(rejected.iter().all(|r| !r.operation.patch.is_empty()), "the values are kept");
    assert!(b.store.read(|c| store::asset::get(c, mine.id)).is_ok());

    // A viewer's own store lets nobody but the product write; the database refuses it all the same.
    let viewer = Workstation::new(&world, Role::Viewer).await;
    viewer.sync().await;
    viewer.write(|t| store::asset::update(t, &Asset { name_en: "Mine".into(), ..first.clone() }));
    let round = viewer.sync().await;
    assert_eq!(round.pushed.rejected, 1);
    assert_eq!(viewer.store.read(|c| store::asset::get(c, first.id)).unwrap().name_en, "Pump");

    // An edit of what somebody else has deleted meanwhile.
    let gone = plant::asset(site.id, "P-300");
    a.write(|t| store::asset::insert(t, &gone));
    converge(&a, &b).await;
    a.write(|t| Ok(t.execute("DELETE FROM asset WHERE id = ?1", [gone.id.0])?));
    b.write(|t| store::asset::update(t, &Asset { name_en: "Still wanted".into(), ..gone.clone() }));
    a.sync().await;
    b.sync().await;
    converge(&a, &b).await;
    let kept = b.store.read(|c| outbox::list_history(c, Some("rejected"), 0, 10)).unwrap().items;
    let kept = kept.iter().find(|r| r.operation.row_id == gone.id.0).unwrap();
    assert_eq!(
        (&kept.detail.as_ref().unwrap()["why"], &kept.operation.patch["name_en"]),
        (&json!("deleted"), &json!("Still wanted"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_that_change_places_arrive() {
    let Some((_world, a, b, site, first)) = pair().await else { return };
    let second = plant::asset(site.id, "P-102");
    a.write(|t| store::asset::insert(t, &second));
    converge(&a, &b).await;
    for (id, tag) in [(&first, "P-tmp"), (&second, "P-101"), (&first, "P-102")] {
        a.write(|t| store::asset::update(t, &Asset { tag_code: tag.into(), ..id.clone() }));
    }
    converge(&a, &b).await;
    let tag = |id| b.store.read(|c| store::asset::get(c, id)).unwrap().tag_code;
    assert_eq!((tag(first.id).as_str(), tag(second.id).as_str()), ("P-102", "P-101"));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_persons_changes_wait_for_that_person() {
    let Some((world, a, _b, site, _)) = pair().await else { return };
    // The same workstation, two people: the engineer's order is for an asset that the administrator has just made.
    let fresh = plant::asset(site.id, "P-900");
    a.write(|t| store::asset::insert(t, &fresh));
    let engineer = PersonId(world.a.person(Role::Engineer).id);
    {
        let _acting = store::acting::act_as(Some(engineer), Utc::now());
        a.store.write(|t| store::work_order::insert(t, &order(&fresh, engineer))).unwrap();
    }
    let link = world.signed_in(&world.a, Role::Engineer).await;
    let as_engineer = Replica { person: engineer, role: Role::Engineer, ..a.replica };
    let round = sync::round(&a.store, &link, as_engineer, Utc::now()).await.unwrap();
    assert_eq!((round.pushed.applied, round.pushed.blocked), (0, 1));
    a.sync().await;
    let round = sync::round(&a.store, &link, as_engineer, Utc::now()).await.unwrap();
    assert_eq!((round.pushed.applied, a.waiting()), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_from_a_backup_what_was_acknowledged_is_sent_again() {
    let Some((world, a, b, site, _)) = pair().await else { return };
    let lost = plant::asset(site.id, "P-LOST");
    a.write(|t| store::asset::insert(t, &lost));
    converge(&a, &b).await;
    // As a restore would leave it: the row, its receipt and the feed since are gone, and the feed is another one.
    let superuser = world::superuser(&world.cluster).await;
    superuser
        .batch_execute(&format!(
            "SET session_replication_role = replica;
             DELETE FROM plant.asset WHERE id = '{0}';
             DELETE FROM sync.receipt WHERE row_id = '{0}';
             DELETE FROM sync.change WHERE row_id = '{0}';
             UPDATE sync.clock SET generation = gen_random_uuid(), seq = seq - 1;",
            lost.id.0
        ))
        .await
        .unwrap();
    converge(&a, &b).await;
    assert_eq!(b.store.read(|c| store::asset::get(c, lost.id)).unwrap().tag_code, "P-LOST");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_may_not_look_empties_no_replica() {
    let Some((world, a, _b, site, first)) = pair().await else { return };
    let waiting = plant::asset(site.id, "P-WAITS");
    a.write(|t| store::asset::insert(t, &waiting));
    // Somebody's first sign-in at the same workstation: until the password is changed the database shows them nothing.
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let email = "first@alpha.example";
    let person = central::NewPerson {
        id: Uuid::now_v7(),
        email: email.into(),
        display_name: "First".into(),
        role: Role::Viewer,
        locale: "en".into(),
    };
    let password = admin.create_person(&person).await.unwrap();
    let link = world.link(&world.a).await;
    assert!(link.sign_in(email, &password, None, "test").await.unwrap().must_change);
    let replica = Replica { person: PersonId(person.id), role: person.role, ..a.replica };
    assert!(sync::round(&a.store, &link, replica, Utc::now()).await.is_err());
    assert_eq!(a.store.read(|c| store::asset::get(c, first.id)).unwrap().tag_code, "P-101");
    assert_eq!(a.store.read(|c| store::asset::get(c, waiting.id)).unwrap().tag_code, "P-WAITS");
    assert_eq!(a.waiting(), 1);
    a.sync().await;
    assert_eq!(a.waiting(), 0);
}
