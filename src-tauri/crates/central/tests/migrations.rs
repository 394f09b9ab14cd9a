//! Migrations against a real PostgreSQL: once, again, by two at once, over a database that has grown step by step, and
//! against one that is not ours to touch.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

mod common;

use central::{Administrator, CentralError, known_schema};
use common::{SESSION_SECRET, World, administrator, new_tenant, secret, superuser};
use testkit::postgres::{Cluster, Settings, available};

#[tokio::test]
async fn migrations_run_once_however_often_and_by_however_many() {
    if !available() {
        return;
    }
    let cluster = Cluster::start(Settings::default());
    let (one, other) = (administrator(&cluster).await, administrator(&cluster).await);
    let (a, b) = tokio::join!(one.migrate(), other.migrate());
    let (a, b) = (a.unwrap(), b.unwrap());
    assert_eq!(a.schema, known_schema());
    assert_eq!(b.schema, known_schema());
    assert_eq!(a.ran.len() + b.ran.len(), known_schema() as usize, "each ran once");
    assert!(one.migrate().await.unwrap().ran.is_empty());
    assert!(one.verify().await.unwrap().is_clean());

    // One that has been edited, or one that this version does not know, is told and nothing runs.
    let root = superuser(&cluster).await;
    root.batch_execute("UPDATE optria.schema_migration SET checksum = 'x' || checksum WHERE version = 3")
        .await
        .unwrap();
    assert!(matches!(one.migrate().await, Err(CentralError::MigrationChanged { version: 3 })));
    root.batch_execute("UPDATE optria.schema_migration SET checksum = substr(checksum, 2) WHERE version = 3")
        .await
        .unwrap();
    root.batch_execute("INSERT INTO optria.schema_migration VALUES (9999, '9999_later', 'x', 9999)").await.unwrap();
    assert!(matches!(one.migrate().await, Err(CentralError::DatabaseNewer { needs: 9999, .. })));
}

/// Each version with people, plant and work in it as soon as it has room for them; then the next ones run over it.
#[tokio::test]
async fn every_earlier_version_grows_into_the_present_one_with_all_that_is_in_it() {
    if !available() {
        return;
    }
    let cluster = Cluster::start(Settings::default());
    let root = superuser(&cluster).await;
    for version in 1..=known_schema() {
        let name = format!("grown_{version}");
        root.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
        let mut admin = Administrator::connect(&secret(&cluster.url(&name)), None).await.unwrap();
        assert_eq!(admin.migrate_to(version).await.unwrap().schema, version);
        let (client, connection) = tokio_postgres::connect(&cluster.url(&name), tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        let before = populate(&client).await;
        let rest = admin.migrate().await.unwrap();
        assert_eq!(rest.ran.len(), (known_schema() - version) as usize);
        assert_eq!(count(&client).await, before, "what version {version} held is still there");
        let checked = admin.verify().await.unwrap();
        let findings: Vec<_> =
            checked.findings.iter().filter(|f| f.rule != "database that tenants of this one may connect to").collect();
        assert!(findings.is_empty(), "version {version}: {findings:?}");
        // And it is alive: a tenant can be made in it.
        let made = admin
            .create_tenant(&new_tenant(&format!("GROWN{version}")), "a@grown.example", "A", &secret(SESSION_SECRET))
            .await;
        made.unwrap_or_else(|e| panic!("version {version}: {e}"));
        client.batch_execute("SELECT 1").await.unwrap();
        drop((admin, client));
        root.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
    }
}

const ROWS: &[(&str, &str)] = &[
    (
        "plant.tenant",
        "(tenant_id, code, name_en, name_ar, currency, time_zone) VALUES ('{t}', 'OLD', 'Old', 'قديم', 'SAR', 'UTC')",
    ),
    (
        "plant.person",
        "(tenant_id, id, email, display_name, role) VALUES ('{t}', '{r}', 'old@old.example', 'Old', 'viewer')",
    ),
    (
        "plant.device",
        "(tenant_id, id, name, public_key, status, requested_by, requested_at) VALUES ('{t}', '{r}', 'PC', 'age1' || repeat('q', 58), 'pending', '{r}', now())",
    ),
    ("auth.tenant_key", "(tenant_id, purpose, kid, secret) VALUES ('{t}', 'sign', 'k', sha256('k'))"),
    ("plant.site", "(tenant_id, id, code, name_en, name_ar, time_zone) VALUES ('{t}', '{r}', 'S', 'S', 'S', 'UTC')"),
    (
        "plant.asset",
        "(tenant_id, id, site_id, tag_code, name_en, name_ar, family, criticality, status) VALUES ('{t}', '{r}', '{r}', 'P-1', 'P', 'P', 'pump', 'high', 'running')",
    ),
    ("plant.metric", "(tenant_id, id, asset_id, name, unit) VALUES ('{t}', '{r}', '{r}', 'temperature', 'Cel')"),
    (
        "plant.integration",
        "(tenant_id, id, connector, name, config, status) VALUES ('{t}', '{r}', 'demo', 'D', '{}', 'inactive')",
    ),
    (
        "plant.mapping",
        "(tenant_id, id, integration_id, metric_id, external_tag, source_unit, scale, \"offset\", is_active) VALUES ('{t}', '{r}', '{r}', '{r}', 'T1', 'Cel', 1, 0, true)",
    ),
    (
        "plant.work_order",
        "(tenant_id, id, asset_id, title_en, title_ar, type, priority, status, created_by, created_at, updated_at) VALUES ('{t}', '{r}', '{r}', 'W', 'W', 'corrective', 'high', 'open', '{r}', now(), now())",
    ),
    ("plant.reading", "(tenant_id, signal, ts, value, status) VALUES ('{t}', 1, now(), 1.5, 0)"),
];

/// One row in each table of the list that is there already.
async fn populate(client: &tokio_postgres::Client) -> Vec<(String, i64)> {
    for (table, row) in ROWS {
        if is_there(client, table).await {
            let row = row
                .replace("{t}", "018f0000-0000-7000-8000-00000000000a")
                .replace("{r}", "018f0000-0000-7000-8000-00000000000b");
            client
                .batch_execute(&format!("INSERT INTO {table} {row}"))
                .await
                .unwrap_or_else(|e| panic!("{table}: {e:?}"));
        }
    }
    count(client).await
}

async fn count(client: &tokio_postgres::Client) -> Vec<(String, i64)> {
    let mut counts = Vec::new();
    for (table, _) in ROWS {
        if is_there(client, table).await {
            let row = client.query_one(&format!("SELECT count(*) FROM {table}"), &[]).await.unwrap();
            if row.get::<_, i64>(0) > 0 {
                counts.push(((*table).to_owned(), row.get(0)));
            }
        }
    }
    counts
}

async fn is_there(client: &tokio_postgres::Client, table: &str) -> bool {
    client.query_one("SELECT to_regclass($1::text) IS NOT NULL", &[&table]).await.unwrap().get(0)
}

/// Nor does it keep the migration from running: after some waiting it is cut off.
#[tokio::test]
async fn a_tenant_in_a_transaction_does_not_keep_a_migration_from_running() {
    // 0023 adds a column to the work orders.
    let Some(world) = World::at(Settings::default(), 22).await else { return };
    let holder = world.signed_in(&world.a, domain::Role::Viewer).await;
    let begin = "SET idle_in_transaction_session_timeout = 0; BEGIN; SELECT count(*) FROM plant.work_order";
    holder.client().batch_execute(begin).await.unwrap();
    let idle = world.signed_in(&world.b, domain::Role::Viewer).await;
    assert_eq!(world.admin.migrate().await.unwrap().schema, central::known_schema());
    assert!(holder.client().batch_execute("COMMIT").await.is_err());
    assert!(idle.client().query("SELECT * FROM plant.site", &[]).await.is_ok());
}

/// A tenant that sits in a transaction with a table in its hands does not make the others queue up behind a migration.
#[tokio::test]
async fn a_migration_gives_way_to_tenants() {
    let Some(world) = World::new(Settings::default()).await else { return };
    let holder = world.signed_in(&world.a, domain::Role::Viewer).await;
    holder.client().batch_execute("BEGIN; SELECT count(*) FROM plant.site").await.unwrap();
    let root = superuser(&world.cluster).await;
    // What a migration does first (migrate.rs), then one that needs the table for itself.
    root.batch_execute("BEGIN; SET LOCAL lock_timeout = '3s'").await.unwrap();
    let wanting = root.batch_execute("ALTER TABLE plant.site ADD COLUMN extra text");
    let (refused, reading) = tokio::join!(wanting, async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let other = world.signed_in(&world.b, domain::Role::Viewer).await;
        let begun = std::time::Instant::now();
        other.client().query("SELECT * FROM plant.site", &[]).await.unwrap();
        begun.elapsed()
    });
    assert_eq!(refused.unwrap_err().code().unwrap().code(), "55P03");
    assert!(reading < std::time::Duration::from_secs(5), "{reading:?}");
}
