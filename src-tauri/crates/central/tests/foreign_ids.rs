//! Every function that a workstation's role may run (read off the grants), by every role and by nobody, with another
//! tenant's ids: the answer is the one that an id gets which exists nowhere, nothing of the other tenant changes, and
//! nothing of it shows. Generated from `pg_proc`, so that a new function can't be forgotten.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

mod common;

use common::{TestTenant, World, superuser};
use domain::Role;
use testkit::postgres::Settings;
use tokio_postgres::Client;
use uuid::Uuid;

/// What BETA's administrator is called and where; in no answer.
const CANARIES: [&str; 3] = ["canary", "beta.example", "BETA"];

/// A function with its arguments' types, as it is granted.
struct Granted {
    name: String,
    owner: String,
    types: Vec<String>,
    names: Vec<String>,
}

/// Who asks: a role of ALPHA's people, a platform owner, an enrolled workstation, or nobody.
#[derive(Debug, Clone, Copy)]
enum Who {
    Person(Role),
    Workstation,
    Nobody,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_function_answers_another_tenants_id_as_one_that_exists_nowhere() {
    let Some(world) = World::new(Settings::default()).await else { return };
    let root = superuser(&world.cluster).await;
    let (theirs, token) = fill_beta(&world, &root).await;
    let functions = granted(&root).await;
    assert!(functions.len() > 30, "{}", functions.len());
    assert!(functions.iter().any(|f| f.types.iter().any(|t| t == "uuid")));
    let everybody = Role::ALL.into_iter().map(Who::Person).chain([Who::Workstation, Who::Nobody]);
    let (mut asked, mut told_apart) = (0, Vec::new());
    for who in everybody {
        let client = client_of(&world, who).await;
        let before = checksum(&root, &world.b).await;
        for function in &functions {
            // What reaches over tenants is the platform owner's, and writes both action logs.
            if matches!(who, Who::Person(Role::PlatformOwner)) && function.owner == "optria_platform" {
                continue;
            }
            for foreign in &theirs {
                let asked_for = call(&client, function, *foreign).await;
                let of_nobody = call(&client, function, Uuid::now_v7()).await;
                if asked_for != of_nobody {
                    told_apart.push(format!("{who:?} {}: {asked_for} / {of_nobody}", function.name));
                }
                let shown: Vec<_> = CANARIES.iter().filter(|c| asked_for.contains(**c)).collect();
                assert!(
                    shown.is_empty() && !asked_for.contains(&token),
                    "{} shows {who:?} {shown:?}: {asked_for}",
                    function.name
                );
                asked += 1;
                if function.types.iter().all(|t| !t.starts_with("uuid") && t != "jsonb") {
                    break;
                }
            }
        }
        assert_eq!(checksum(&root, &world.b).await, before, "{who:?} changed something of the other tenant");
    }
    assert!(told_apart.is_empty(), "of {asked}:\n{}", told_apart.join("\n"));
    assert!(asked > 500, "{asked}");
}

/// Functions of ours that the client role may run.
async fn granted(root: &Client) -> Vec<Granted> {
    let rows = root
        .query(
            "SELECT p.oid::regproc::text,
                    ARRAY (SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY a (t, n) ORDER BY n),
                    coalesce(p.proargnames[1:p.pronargs], '{}'), p.proowner::regrole::text
               FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
              WHERE n.nspname IN ('auth', 'plant', 'sync', 'ingest', 'admin', 'audit', 'optria', 'crypto')
                AND has_function_privilege('optria_client', p.oid, 'EXECUTE')
                AND has_schema_privilege('optria_client', n.oid, 'USAGE')
              ORDER BY 1",
            &[],
        )
        .await
        .unwrap();
    rows.iter().map(|r| Granted { name: r.get(0), types: r.get(1), names: r.get(2), owner: r.get(3) }).collect()
}

/// Everything that it says, or how it refuses. It is committed; but signing out, after which there would be nobody.
async fn call(client: &Client, function: &Granted, id: Uuid) -> String {
    let argument = |(kind, name): (&String, &String)| match kind.as_str() {
        "uuid" => format!("'{id}'"),
        "uuid[]" => format!("ARRAY['{id}']::uuid[]"),
        "jsonb" => operations(name, id),
        "bytea" => "decode(repeat('ab', 32), 'hex')".into(),
        "integer" | "bigint" | "numeric" => "1".into(),
        "boolean" => "true".into(),
        "text[]" => "ARRAY['x']".into(),
        "bigint[]" => "ARRAY[1]::bigint[]".into(),
        "double precision[]" => "ARRAY[1.0]::double precision[]".into(),
        "timestamp with time zone[]" => match name.as_str() {
            "from_ts" => "ARRAY[clock_timestamp() - interval '1 s']".into(),
            _ => "ARRAY[clock_timestamp()]".into(),
        },
        "text" => match name.as_str() {
            "role" => "'viewer'".into(),
            "locale" => "'en'".into(),
            "outcome" => "'success'".into(),
            "status" => "'disabled'".into(),
            "currency" => "'SAR'".into(),
            "reason" => "'a reason of the test'".into(),
            _ => format!("'x-{}'", name.len()),
        },
        other => panic!("{}: an argument of type {other} needs a sample", function.name),
    };
    let arguments: Vec<String> = function.types.iter().zip(&function.names).map(argument).collect();
    let sql = format!("SELECT t::text FROM {}({}) t", function.name, arguments.join(", "));
    client.batch_execute("BEGIN").await.unwrap();
    let said = match client.query(&sql, &[]).await {
        Ok(rows) => {
            rows.iter().map(|r| r.get::<_, Option<String>>(0).unwrap_or_default()).collect::<Vec<_>>().join(";")
        }
        Err(e) => match e.as_db_error() {
            Some(told) => format!("{} {} {:?}", told.code().code(), told.message(), told.detail()),
            None => panic!("{sql}: {e}"),
        },
    };
    let end = if function.name == "auth.logout" { "ROLLBACK" } else { "COMMIT" };
    client.batch_execute(end).await.unwrap();
    // The id itself comes back in receipts, and a moment in what tells the time.
    let said = said.replace(&id.to_string(), "ID");
    said.split([',', '"', ' ']).filter(|word| !is_a_moment(word)).collect::<Vec<_>>().join(" ")
}

fn is_a_moment(word: &str) -> bool {
    word.starts_with("20") && word.contains('-')
        || word.contains("+00") && word.contains(':')
        || word.parse::<Uuid>().is_ok()
        || word.starts_with('(') && word.len() > 30
        || word.len() > 40
}

/// Every way of naming the row: as the row itself, and as what another one refers to.
fn operations(argument: &str, id: Uuid) -> String {
    if argument != "operations" {
        return "'{}'".into();
    }
    let tables = ["site", "asset", "metric", "integration", "mapping", "alert", "work_order", "engineer", "cost_model"];
    let mut all = Vec::new();
    for tbl in tables {
        for action in ["update", "delete"] {
            all.push(serde_json::json!({
                "op_id": Uuid::now_v7(), "row_id": id, "tbl": tbl, "action": action,
                "patch": {}, "base": {} }));
        }
    }
    for (tbl, patch) in [
        (
            "asset",
            serde_json::json!({ "site_id": id, "tag_code": "x", "name_en": "x", "name_ar": "x", "family": "pump",
            "criticality": "low", "status": "x" }),
        ),
        ("metric", serde_json::json!({ "asset_id": id, "name": "x", "unit": "x" })),
        (
            "work_order_note",
            serde_json::json!({ "work_order_id": id, "at": "2026-01-01T00:00:00Z", "author_id": id, "body": "x" }),
        ),
    ] {
        all.push(
            serde_json::json!({ "op_id": Uuid::now_v7(), "row_id": Uuid::now_v7(), "tbl": tbl, "action": "insert",
            "patch": patch }),
        );
    }
    format!("'{}'::jsonb", serde_json::Value::Array(all))
}

async fn client_of(world: &World, who: Who) -> Client {
    let tenant = if matches!(who, Who::Person(Role::PlatformOwner)) { &world.platform } else { &world.a };
    let link = match who {
        Who::Person(role) => world.signed_in(tenant, role).await,
        Who::Nobody => world.link(tenant).await,
        Who::Workstation => {
            let admin = world.signed_in(tenant, Role::TenantAdmin).await;
            let (device, secret) = (Uuid::now_v7(), [7u8; 32]);
            admin.request_enrolment(device, "PC", &format!("age1{}", "q".repeat(58)), &secret).await.unwrap();
            admin.enrol_device(device).await.unwrap();
            let link = world.link(tenant).await;
            link.sign_in_device(device, &secret).await.unwrap();
            link
        }
    };
    let token: String = link.client().query_one("SELECT current_setting('app.session')", &[]).await.unwrap().get(0);
    let server = world.server();
    let url = format!(
        "postgres://{}:{}@{}:{}/{}",
        tenant.role,
        tenant.role_password.expose(),
        server.host,
        server.port,
        server.database
    );
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client.query_one("SELECT set_config('app.session', $1, false)", &[&token]).await.unwrap();
    client
}

/// A site, an asset, a metric, an integration, a workstation and an open session of BETA's; all their ids, and the
/// session's token.
async fn fill_beta(world: &World, root: &Client) -> (Vec<Uuid>, String) {
    let link = world.signed_in(&world.b, Role::TenantAdmin).await;
    let token: String = link.client().query_one("SELECT current_setting('app.session')", &[]).await.unwrap().get(0);
    let device = Uuid::now_v7();
    link.request_enrolment(device, "canary PC", &format!("age1{}", "q".repeat(58)), &[9; 32]).await.unwrap();
    link.enrol_device(device).await.unwrap();
    let sealed = b"age-encryption.org/v1\ncanary ciphertext".to_vec();
    let owner = Uuid::now_v7();
    let sealed =
        central::Sealed { tenant: world.b.id, owner, field: "password", ciphertext: &sealed, sealed_to: &[device] };
    link.put_secret(&sealed, None).await.unwrap();
    let row = Uuid::now_v7();
    let sql = "
        INSERT INTO plant.site (tenant_id, id, code, name_en, name_ar, time_zone) VALUES ('{t}', '{r}', 'canary', 'canary', 'canary', 'UTC');
        INSERT INTO plant.asset (tenant_id, id, site_id, tag_code, name_en, name_ar, family, criticality, status)
            VALUES ('{t}', '{r}', '{r}', 'canary', 'canary', 'canary', 'pump', 'high', 'canary');
        INSERT INTO plant.metric (tenant_id, id, asset_id, name, unit) VALUES ('{t}', '{r}', '{r}', 'canary', 'Cel');
        INSERT INTO plant.integration (tenant_id, id, connector, name, config, status)
            VALUES ('{t}', '{r}', 'demo', 'canary', '{}', 'inactive');
        INSERT INTO plant.work_order (tenant_id, id, asset_id, title_en, title_ar, type, priority, status, created_by, created_at, updated_at)
            VALUES ('{t}', '{r}', '{r}', 'canary', 'canary', 'corrective', 'high', 'open', '{r}', now(), now());
        INSERT INTO plant.alert (tenant_id, id, asset_id, severity, state, raised_at)
            VALUES ('{t}', '{r}', '{r}', 'high', 'unacknowledged', now())";
    root.batch_execute(&sql.replace("{t}", &world.b.id.to_string()).replace("{r}", &row.to_string())).await.unwrap();
    let sql = "SELECT id FROM auth.session WHERE tenant_id = $1 AND revoked_at IS NULL LIMIT 1";
    let session: Uuid = root.query_one(sql, &[&world.b.id]).await.unwrap().get(0);
    (vec![row, device, owner, session, world.b.person(Role::Engineer).id, world.b.id], token)
}

async fn checksum(root: &Client, tenant: &TestTenant) -> String {
    let tables = root
        .query(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
              WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1",
            &[],
        )
        .await
        .unwrap();
    let mut all = String::new();
    for table in tables {
        let table: String = table.get(0);
        let sql = format!(
            "SELECT coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') FROM {table} t WHERE tenant_id = $1"
        );
        all.push_str(&format!("{table} {}\n", root.query_one(&sql, &[&tenant.id]).await.unwrap().get::<_, String>(0)));
    }
    all
}
