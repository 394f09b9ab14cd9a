//! The gate is empty on what we migrate, and each of its rules finds what it is for: every case makes one hole, in a
//! transaction that is rolled back, and names the rule that must tell of it.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

mod common;

use common::{World, superuser};
use testkit::postgres::Settings;

const HOLES: &[(&str, &str)] = &[
    ("table without forced row security", "CREATE TABLE plant.loose (tenant_id uuid PRIMARY KEY)"),
    ("table without forced row security", "ALTER TABLE plant.asset NO FORCE ROW LEVEL SECURITY"),
    ("table without forced row security", "CREATE TABLE public.loose (tenant_id uuid PRIMARY KEY)"),
    ("policy with OR", "CREATE POLICY hole ON plant.site TO optria_writer USING (tenant_id IS NULL OR name_en = 'x')"),
    (
        "policy that is worked out for each row",
        "CREATE POLICY hole ON plant.site TO optria_writer USING (tenant_id = auth.tenant_id())",
    ),
    (
        "policy that names a role with tenants in it",
        "CREATE POLICY hole ON plant.site TO optria_client USING (tenant_id = (SELECT auth.tenant_id()))",
    ),
    (
        "policy for everybody that does not compare the tenant",
        "DROP POLICY tenant ON plant.site; CREATE POLICY hole ON plant.site USING (true)",
    ),
    (
        "two policies for everybody on one table",
        "CREATE POLICY hole ON plant.site USING (tenant_id = (SELECT auth.tenant_id()))",
    ),
    (
        "definer function without pinned search_path",
        "CREATE FUNCTION plant.hole() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    ),
    (
        "definer function without pinned search_path",
        "CREATE FUNCTION plant.hole() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = plant AS 'SELECT 1'",
    ),
    (
        "definer function of a superuser",
        "CREATE FUNCTION plant.hole() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT 1'",
    ),
    ("function that PUBLIC may run", "GRANT EXECUTE ON FUNCTION auth.pepper() TO PUBLIC"),
    ("function that PUBLIC may run", "GRANT EXECUTE ON FUNCTION crypto.digest(text, text) TO PUBLIC"),
    ("dangerous function that PUBLIC may run", "GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint) TO PUBLIC"),
    ("dangerous function that PUBLIC may run", "GRANT EXECUTE ON FUNCTION pg_sleep(double precision) TO PUBLIC"),
    ("key without tenant_id in front", "CREATE UNIQUE INDEX hole ON plant.site (code)"),
    ("key without tenant_id in front", "ALTER TABLE plant.asset ADD CONSTRAINT hole UNIQUE (tag_code, tenant_id)"),
    (
        "foreign key without tenant_id in front",
        "ALTER TABLE plant.site ADD CONSTRAINT hole UNIQUE (tenant_id, name_en); ALTER TABLE plant.metric ADD COLUMN site_id uuid, ADD CONSTRAINT hole FOREIGN KEY (name, tenant_id) REFERENCES plant.site (name_en, tenant_id)",
    ),
    ("client may write directly", "GRANT INSERT ON plant.asset TO optria_client"),
    ("client may write directly", "GRANT TRUNCATE ON plant.asset TO PUBLIC"),
    ("client may write a column directly", "GRANT UPDATE (name_en) ON plant.asset TO optria_client"),
    ("client reads keys, verifiers or sessions", "GRANT SELECT (salt) ON auth.account TO optria_client"),
    ("view that reads with its owner's rights", "CREATE VIEW plant.hole AS SELECT * FROM plant.asset"),
    ("materialized view, sequence open to clients or foreign table", "CREATE MATERIALIZED VIEW plant.hole AS SELECT 1"),
    (
        "materialized view, sequence open to clients or foreign table",
        "CREATE SEQUENCE plant.hole; GRANT USAGE ON SEQUENCE plant.hole TO optria_client",
    ),
    ("schema in which clients may create", "GRANT CREATE ON SCHEMA plant TO PUBLIC"),
    ("database in which clients may create or make temporary tables", "GRANT TEMPORARY ON DATABASE postgres TO PUBLIC"),
    ("database that tenants of this one may connect to", "GRANT CONNECT ON DATABASE template1 TO PUBLIC"),
    ("language that clients may use", "GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC"),
    ("catalog of the whole cluster that clients may read", "GRANT SELECT ON pg_stat_activity TO PUBLIC"),
    ("catalog of the whole cluster that clients may read", "GRANT SELECT ON pg_db_role_setting TO optria_client"),
    ("statistics of values kept for all tenants", "ALTER TABLE plant.asset ALTER tag_code SET STATISTICS 100"),
    ("statistics of values kept for all tenants", "ALTER TABLE plant.asset ALTER tenant_id SET STATISTICS 100"),
    ("dangerous function that PUBLIC may run", "GRANT EXECUTE ON FUNCTION age(xid) TO PUBLIC"),
    ("role of the product that can do more than it should", "ALTER ROLE optria_warden LOGIN"),
    ("role of the product that can do more than it should", "GRANT optria_warden TO optria_keeper"),
    ("role of the product that can do more than it should", "GRANT pg_read_all_data TO optria_warden"),
    ("tenant's role with more than a tenant's rights", "ALTER ROLE {role} BYPASSRLS"),
    ("tenant's role with more than a tenant's rights", "GRANT optria_writer TO {role}"),
    ("tenant's role with more than a tenant's rights", "ALTER ROLE {role} CONNECTION LIMIT -1"),
    ("role of the product that can do more than it should", "GRANT optria_owner TO optria_client"),
    ("role of the product that can do more than it should", "ALTER ROLE optria_writer LOGIN"),
    ("bound parameters may be logged", "ALTER DATABASE postgres SET log_parameter_max_length = -1"),
    ("extension besides pgcrypto", "CREATE EXTENSION pgstattuple SCHEMA crypto"),
];

#[tokio::test]
async fn the_gate_is_empty_and_finds_every_hole() {
    let Some(world) = World::new(Settings::default()).await else { return };
    let clean = world.admin.verify().await.unwrap();
    assert!(clean.is_clean(), "{clean:#?}");
    let root = superuser(&world.cluster).await;
    for (rule, hole) in HOLES {
        let hole = hole.replace("{role}", &world.a.role);
        root.batch_execute(&format!("BEGIN; {hole}")).await.unwrap_or_else(|e| panic!("{hole}: {e:?}"));
        let found = root.query("SELECT rule, object FROM optria.findings()", &[]).await.unwrap();
        let rules: Vec<String> = found.iter().map(|r| r.get(0)).collect();
        assert!(rules.iter().any(|r| r == rule), "{hole} is not told as {rule:?}, only as {rules:?}");
        root.batch_execute("ROLLBACK").await.unwrap();
    }
    assert!(world.admin.verify().await.unwrap().is_clean());
}

/// What no transaction can make and take back: a setting of the server, and an hour.
#[tokio::test]
async fn the_gate_tells_of_transactions_that_tenants_leave_behind() {
    let lines = vec![("max_prepared_transactions", "2".to_owned())];
    let Some(world) = World::new(Settings { lines, ..Settings::default() }).await else { return };
    let holder = world.signed_in(&world.a, domain::Role::Viewer).await;
    holder.client().batch_execute("BEGIN; SELECT count(*) FROM plant.site").await.unwrap();
    let told = world.admin.verify().await.unwrap();
    let rules: Vec<&str> = told.findings.iter().map(|f| f.rule.as_str()).collect();
    assert_eq!(rules, ["transaction that a tenant may leave prepared"]);
    assert_eq!(told.findings[0].object, "max_prepared_transactions = 2");
    let root = superuser(&world.cluster).await;
    let sql = "SELECT replace(pg_get_functiondef('optria.findings'::regproc), '1 hour', '0 seconds')";
    let impatient: String = root.query_one(sql, &[]).await.unwrap().get(0);
    root.batch_execute(&impatient).await.unwrap();
    let told = world.admin.verify().await.unwrap();
    let open = told.findings.iter().find(|f| f.rule == "transaction of a tenant that is open for an hour").unwrap();
    assert!(open.object.starts_with(&world.a.role), "{}", open.object);
}

/// An entry changed, one taken out, the newest taken off, a chain written anew: by somebody who may do everything.
#[tokio::test]
async fn the_action_log_shows_what_was_done_to_it() {
    let Some(world) = World::new(Settings::default()).await else { return };
    let root = superuser(&world.cluster).await;
    let kept = root.query_one("SELECT head_no, head_hash FROM audit.check_chain($1)", &[&world.a.id]).await.unwrap();
    let (no, hash): (i64, Vec<u8>) = (kept.get(0), kept.get(1));
    assert!(no > 10);
    let refused = root.batch_execute("UPDATE plant.action_log SET action = 'nothing'").await;
    assert_eq!(refused.unwrap_err().code().unwrap().code(), "OP403", "not even a superuser, unless on purpose");
    for (tampering, needs_kept_head) in [
        ("UPDATE plant.action_log SET person_id = NULL WHERE tenant_id = $1 AND chain_no = 4", false),
        ("UPDATE plant.action_log SET at = at + interval '1 microsecond' WHERE tenant_id = $1 AND chain_no = 4", false),
        ("DELETE FROM plant.action_log WHERE tenant_id = $1 AND chain_no = 4", false),
        ("DELETE FROM plant.action_log WHERE tenant_id = $1 AND chain_no > 5", false),
        (
            "WITH gone AS (DELETE FROM plant.action_log WHERE tenant_id = $1 AND chain_no > 5)
             UPDATE audit.chain c SET chain_no = 5, hash = (SELECT l.hash FROM plant.action_log l
                WHERE l.tenant_id = $1 AND l.chain_no = 5) WHERE c.tenant_id = $1",
            true,
        ),
    ] {
        root.batch_execute("BEGIN; SET LOCAL session_replication_role = replica").await.unwrap();
        assert!(root.execute(tampering, &[&world.a.id]).await.unwrap() > 0);
        let alone: bool =
            root.query_one("SELECT is_intact FROM audit.check_chain($1)", &[&world.a.id]).await.unwrap().get(0);
        assert_eq!(alone, needs_kept_head, "{tampering}");
        let sql = "SELECT is_intact FROM audit.check_chain($1, $2, $3)";
        let with_head: bool = root.query_one(sql, &[&world.a.id, &no, &hash]).await.unwrap().get(0);
        assert!(!with_head, "{tampering}");
        root.batch_execute("ROLLBACK").await.unwrap();
    }
    let sql = "SELECT is_intact FROM audit.check_chain($1, $2, $3)";
    let intact: bool = root.query_one(sql, &[&world.a.id, &no, &hash]).await.unwrap().get(0);
    assert!(intact);
}
