//! The smoke test against a real PostgreSQL: again and again, by two at once, after somebody has meddled with what an
//! earlier run left, and that it notices a hole.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

mod common;

use central::SmokeTest;
use common::{SESSION_SECRET, administrator, secret, superuser};
use testkit::postgres::{Cluster, Settings, available};

const STEPS: [&str; 10] = [
    "database",
    "tenant",
    "administrator",
    "site",
    "asset",
    "alert",
    "work_order",
    "work_order_in_progress",
    "other_tenant_refused",
    "role_capability",
];

async fn run(cluster: &Cluster) -> SmokeTest {
    administrator(cluster).await.smoke_test(&secret(SESSION_SECRET)).await.unwrap()
}

fn passed(test: &SmokeTest) {
    assert!(test.passed, "{test:#?}");
    let names: Vec<_> = test.steps.iter().map(|s| s.name).collect();
    assert_eq!(names, STEPS);
    assert!(STEPS.iter().skip(1).all(|name| test.ids[name].parse::<uuid::Uuid>().is_ok()), "{:?}", test.ids);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_passes_again_and_again_and_by_two_at_once_and_makes_nothing_twice() {
    if !available() {
        return;
    }
    let cluster =
        Cluster::start(Settings { lines: vec![("log_min_duration_statement", "0".into())], ..Settings::default() });
    let unmigrated = run(&cluster).await;
    assert!(!unmigrated.passed && unmigrated.steps.len() == 1, "{unmigrated:#?}");
    administrator(&cluster).await.migrate().await.unwrap();

    let first = run(&cluster).await;
    passed(&first);
    let second = run(&cluster).await;
    passed(&second);
    assert_eq!(first.ids, second.ids, "an earlier run's things are found");
    let (a, b) = tokio::join!(run(&cluster), run(&cluster));
    passed(&a);
    passed(&b);
    assert_eq!((&a.ids, &b.ids), (&first.ids, &first.ids));

    // Whatever was done to it since is put right.
    let root = superuser(&cluster).await;
    root.batch_execute(
        "UPDATE plant.person SET is_active = false WHERE email LIKE 'smoke-%';
         UPDATE plant.work_order SET status = 'done';
         SELECT optria.set_tenant_status(tenant_id, 'disabled') FROM plant.tenant WHERE code = 'SMOKE_TEST'",
    )
    .await
    .unwrap();
    let mended = run(&cluster).await;
    passed(&mended);
    assert_ne!(mended.ids["work_order"], first.ids["work_order"], "a finished order stays finished");
    assert_eq!(mended.ids["administrator"], first.ids["administrator"]);

    let left = root
        .query_one(
            "SELECT (SELECT count(*) FROM auth.session WHERE revoked_at IS NULL),
                    (SELECT count(*) FROM plant.person WHERE role = 'viewer' AND is_active),
                    (SELECT count(*) FROM plant.tenant)",
            &[],
        )
        .await
        .unwrap();
    assert_eq!((left.get::<_, i64>(0), left.get::<_, i64>(1), left.get::<_, i64>(2)), (0, 0, 2), "what is left open");
    let verified = administrator(&cluster).await.verify().await.unwrap();
    assert!(verified.is_clean(), "{verified:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hole_is_noticed() {
    if !available() {
        return;
    }
    let cluster = Cluster::start(Settings::default());
    administrator(&cluster).await.migrate().await.unwrap();
    let root = superuser(&cluster).await;
    for (hole, mended, told) in [
        (
            "ALTER TABLE plant.asset DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE plant.asset ENABLE ROW LEVEL SECURITY",
            "another tenant reads the asset",
        ),
        (
            "CREATE OR REPLACE FUNCTION sync.capability_to_write(tbl text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
             SET search_path = pg_catalog, pg_temp AS $$ SELECT 'view_plant' $$",
            "SELECT 1",
            "a viewer changes the work_order",
        ),
    ] {
        root.batch_execute(hole).await.unwrap();
        let test = run(&cluster).await;
        assert!(!test.passed);
        let last = test.steps.last().unwrap();
        assert!(last.name == "stopped" && last.detail.as_ref().unwrap().contains(told), "{last:?}");
        root.batch_execute(mended).await.unwrap();
    }
}
