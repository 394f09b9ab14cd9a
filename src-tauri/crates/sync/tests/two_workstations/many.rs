//! More changes than a page has.

use super::{Workstation, site};
use crate::world::{self, World};
use domain::Role;
use testkit::postgres;

#[tokio::test(flavor = "multi_thread")]
async fn more_changes_than_a_page_has_arrive_each_as_it_is_now() {
    let Some(world) = World::new(postgres::Settings::default()).await else { return };
    let (a, b) = (Workstation::new(&world, Role::TenantAdmin).await, Workstation::new(&world, Role::Engineer).await);
    let site = site("MANY");
    a.write(|t| store::site::insert(t, &site));
    a.sync().await;
    b.sync().await;
    let there = world::superuser(&world.cluster).await;
    let change = async |sql: &str| there.execute(sql, &[&world.a.id]).await.unwrap() as u32;
    let made = change(
        "INSERT INTO plant.asset (tenant_id, id, site_id, tag_code, name_en, name_ar, family, criticality, status)
         SELECT s.tenant_id, gen_random_uuid(), s.id, 'P-' || n, 'Pump ' || n, 'مضخة', 'pump', 'high', 'in_service'
           FROM plant.site s, generate_series(1, 12000) n WHERE s.tenant_id = $1 AND s.code = 'MANY'",
    )
    .await;
    assert_eq!(b.sync().await.pulled.rows, made);
    assert_eq!(b.sync().await.pulled, sync::Pulled::default(), "and that was all");

    // Several transactions, some of the rows in more than one of them.
    let renamed =
        change("UPDATE plant.asset SET name_en = 'Turbine' WHERE tenant_id = $1 AND right(tag_code, 1) < '8'").await;
    let gone = change("DELETE FROM plant.asset WHERE tenant_id = $1 AND right(tag_code, 1) < '2'").await;
    let again =
        change("UPDATE plant.asset SET name_en = 'Compressor' WHERE tenant_id = $1 AND right(tag_code, 1) = '2'").await;
    let pulled = b.sync().await.pulled;
    assert_eq!((pulled.rows, pulled.deleted), (renamed - gone, gone));
    a.sync().await;
    assert_eq!(a.rows(), b.rows(), "in one go, and in two");
    let count = |sql: &str| b.store.read(|c| Ok(c.query_row(sql, [], |r| r.get::<_, u32>(0))?)).unwrap();
    assert_eq!(count("SELECT count(*) FROM asset"), made - gone);
    assert_eq!(count("SELECT count(*) FROM asset WHERE name_en = 'Compressor'"), again);
    assert_eq!(
        count("SELECT count(*) FROM asset_search WHERE asset_search MATCH '\"turbine\"'"),
        renamed - gone - again
    );
}
