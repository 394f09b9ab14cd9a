//! Workstations and database are not updated on one day: one version's distance one way, two the other, all goes on.

use super::*;

async fn goes_on(a: &Workstation, b: &Workstation, site: &Site, first: &Asset) {
    let added = plant::asset(site.id, "P-SKEW");
    a.write(|t| {
        store::asset::insert(t, &added)?;
        store::work_order::insert(t, &order(&added, a.replica.person))
    });
    b.write(|t| store::asset::update(t, &Asset { name_en: "Renamed".into(), ..first.clone() }));
    converge(a, b).await;
    assert_eq!(a.store.read(|c| store::asset::get(c, first.id)).unwrap().name_en, "Renamed");
    assert_eq!(b.store.read(|c| store::asset::get(c, added.id)).unwrap(), added);
    assert_eq!((a.conflicts(), b.conflicts()), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workstation_works_with_the_database_of_the_version_before() {
    let before = central::known_schema() - 1;
    let Some((_world, a, b, site, first)) = pair_at(before).await else { return };
    assert_eq!(a.link.greeting.schema, before);
    goes_on(&a, &b, &site, &first).await;
}

/// A field that the older database does not have waits for its update, and all else goes on.
#[tokio::test(flavor = "multi_thread")]
async fn what_only_a_newer_database_has_waits_until_it_is_updated() {
    let before = replica::TABLES.iter().flat_map(|t| t.newer).map(|(_, since)| *since).min().unwrap() - 1;
    let Some((world, mut a, b, _, first)) = pair_at(before).await else { return };
    let made_of = Uuid::now_v7();
    let order = WorkOrder {
        source: WorkOrderSource::Recommendation { recommendation_id: RecommendationId(made_of) },
        ..order(&first, a.replica.person)
    };
    a.write(|t| store::work_order::insert(t, &order));
    converge(&a, &b).await;
    a.write(|t| store::work_order::withdraw(t, &order));
    a.write(|t| store::asset::update(t, &Asset { name_en: "Renamed".into(), ..first.clone() }));
    let round = a.sync().await;
    assert_eq!((round.pushed.blocked, a.waiting()), (1, 1), "{round:?}");
    let waiting = a.store.read(|c| outbox::list(c, 0, 9)).unwrap().items.remove(0);
    assert_eq!(waiting.blocked, Some(json!({ "why": "database_older" })));
    b.sync().await;
    assert_eq!(b.store.read(|c| store::asset::get(c, first.id)).unwrap().name_en, "Renamed");

    world::administrator(&world.cluster).await.migrate().await.unwrap();
    let role = a.replica.role;
    a.link = world.signed_in(&world.a, role).await;
    a.sync().await;
    assert_eq!(a.waiting(), 0);
    let fresh = world.signed_in(&world.a, b.replica.role).await;
    sync::round(&b.store, &fresh, b.replica, Utc::now()).await.unwrap();
    assert_eq!(a.rows(), b.rows());
    assert_eq!(b.store.read(|c| store::work_order::get(c, order.id)).unwrap().source, order.source);
}

/// What two later versions may do without naming a least client: add columns, tables, and entries of them to the feed.
#[tokio::test(flavor = "multi_thread")]
async fn a_workstation_works_with_the_database_of_two_versions_later_and_leaves_what_it_does_not_know() {
    let Some((world, a, b, site, first)) = pair().await else { return };
    let superuser = world::superuser(&world.cluster).await;
    let known = central::known_schema();
    superuser
        .batch_execute(&format!(
            "ALTER TABLE plant.asset ADD COLUMN colour text NOT NULL DEFAULT 'grey';
             UPDATE plant.asset SET colour = 'green';
             CREATE TABLE plant.novelty (tenant_id uuid NOT NULL, id uuid NOT NULL, name text,
                 version bigint NOT NULL DEFAULT 1, PRIMARY KEY (tenant_id, id));
             SELECT optria.protect('plant.novelty', 'read_collection');
             SELECT optria.follow('plant.novelty');
             INSERT INTO plant.novelty SELECT '{tenant}', gen_random_uuid(), 'new' FROM generate_series(1, 20);
             INSERT INTO optria.schema_migration (version, name, checksum, least_client)
             VALUES ({first}, 'a', '', 1), ({second}, 'b', '', {known});",
            tenant = world.a.id,
            first = known + 1,
            second = known + 2,
        ))
        .await
        .unwrap();
    goes_on(&a, &b, &site, &first).await;
    let link = world.link(&world.a).await;
    assert_eq!(link.greeting.schema, known + 2, "new connections are let in as well");
    let colour = superuser.query_one("SELECT colour FROM plant.asset WHERE id = $1", &[&first.id.0]).await.unwrap();
    assert_eq!(colour.get::<_, &str>(0), "green", "an edit writes what it knows and nothing else");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_needs_a_newer_workstation_says_so_and_costs_nothing() {
    let Some((world, a, _b, site, _)) = pair().await else { return };
    let superuser = world::superuser(&world.cluster).await;
    let next = central::known_schema() + 1;
    superuser
        .batch_execute(&format!(
            "INSERT INTO optria.schema_migration (version, name, checksum, least_client) VALUES ({next}, 'a', '', {next})"
        ))
        .await
        .unwrap();
    a.write(|t| store::asset::insert(t, &plant::asset(site.id, "P-KEPT")));
    let refused = Link::connect(&world.server(), &world.a.role, &world.a.role_password).await;
    assert!(matches!(refused, Err(central::CentralError::DatabaseNewer { .. })), "{:?}", refused.err());
    assert_eq!(a.waiting(), 1, "it waits for the update");
}
