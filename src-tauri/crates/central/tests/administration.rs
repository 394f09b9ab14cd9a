//! What administrators and platform owners do, and what operations become: against a real PostgreSQL, as the people who
//! do it.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

mod common;

use central::{Action, CentralError, Link, Operation, Outcome, PutSecret, Sealed, WorkstationStatus};
use common::{PASSWORD, World, all, secret, superuser};
use domain::Role;
use serde_json::{Map, Value, json};
use testkit::postgres::Settings;
use uuid::Uuid;

#[tokio::test]
async fn tenants_are_opened_with_a_reason_and_settings_have_an_origin() {
    let Some(world) = World::new(Settings::default()).await else { return };
    tenants_are_opened_one_at_a_time(&world).await;
    settings_have_an_origin(&world).await;
    workstations_are_enrolled_and_removed(&world).await;
}

fn operation(person: Uuid, tbl: &str, row_id: Uuid, action: Action, patch: Value, base: Value) -> Operation {
    let fields = |v: Value| match v {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    Operation {
        op_id: Uuid::now_v7(),
        person_id: person,
        device_id: Uuid::nil(),
        device_seq: 1,
        tbl: tbl.to_owned(),
        row_id,
        action,
        patch: fields(patch),
        base: fields(base),
        depends_on: Vec::new(),
        client_time: chrono::Utc::now(),
    }
}

async fn site_codes(link: &Link) -> Vec<String> {
    let rows = link.client().query("SELECT code FROM plant.site ORDER BY code", &[]).await.unwrap();
    rows.iter().map(|r| r.get(0)).collect()
}

async fn tenants_are_opened_one_at_a_time(world: &World) {
    for (tenant, code) in [(&world.a, "JUBAIL"), (&world.b, "YANBU")] {
        let link = world.signed_in(tenant, Role::TenantAdmin).await;
        let site = json!({"code": code, "name_en": code, "name_ar": code, "time_zone": "Asia/Riyadh"});
        let by = tenant.person(Role::TenantAdmin).id;
        let op = operation(by, "site", Uuid::now_v7(), Action::Insert, site, json!({}));
        assert_eq!(link.push(&[op]).await.unwrap()[0].outcome, Outcome::Applied);
        assert_eq!(site_codes(&link).await, [code]);
        assert!(matches!(link.find_tenants(&all()).await, Err(CentralError::Forbidden(_))));
        assert!(matches!(link.open_tenant(world.b.id, "because I can").await, Err(CentralError::Forbidden(_))));
    }
    let owner = world.signed_in(&world.platform, Role::PlatformOwner).await;
    assert_eq!(owner.find_tenants(&all()).await.unwrap().total, 3);
    assert!(site_codes(&owner).await.is_empty());
    assert!(matches!(owner.open_tenant(world.a.id, "why").await, Err(CentralError::Invalid(_))));
    assert!(matches!(owner.open_tenant(Uuid::now_v7(), "a support case").await, Err(CentralError::NotFound(_))));
    // An opening that is rolled back, with its entry in the log, has shown nothing.
    owner.client().batch_execute("BEGIN").await.unwrap();
    owner.open_tenant(world.a.id, "a look without a trace").await.unwrap();
    assert!(site_codes(&owner).await.is_empty());
    owner.client().batch_execute("ROLLBACK").await.unwrap();
    assert!(site_codes(&owner).await.is_empty());

    owner.open_tenant(world.a.id, "support case 4711").await.unwrap();
    assert_eq!(site_codes(&owner).await, ["JUBAIL"]);
    assert_eq!(owner.find_people(&all()).await.unwrap().total, 4);
    owner.open_tenant(world.b.id, "support case 4712").await.unwrap();
    assert_eq!(site_codes(&owner).await, ["YANBU"]);
    // Acting there is acting in that tenant alone.
    let person = world.platform.person(Role::PlatformOwner).id;
    let reset = owner.reset_password(world.a.person(Role::Viewer).id).await;
    assert!(matches!(reset, Err(CentralError::NotFound(_))), "{reset:?}");
    let viewer = world.b.person(Role::Viewer);
    let first = owner.reset_password(viewer.id).await.unwrap();
    let theirs = world.link(&world.b).await;
    assert!(theirs.sign_in(&viewer.email, &first, None, "x").await.unwrap().must_change);
    theirs.change_password(&viewer.email, &first, &secret(PASSWORD)).await.unwrap();
    owner.close_tenant().await.unwrap();
    assert!(site_codes(&owner).await.is_empty());

    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let sql = "SELECT message ->> 'reason' FROM plant.action_log WHERE action = 'open_tenant' AND person_id = $1";
    let reasons = admin.client().query(sql, &[&person]).await.unwrap();
    assert_eq!(reasons.iter().map(|r| r.get(0)).collect::<Vec<String>>(), ["support case 4711"]);
    assert!(admin.verify_action_log(None).await.unwrap().is_intact());
}

async fn settings_have_an_origin(world: &World) {
    let owner = world.signed_in(&world.platform, Role::PlatformOwner).await;
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let viewer = world.signed_in(&world.a, Role::Viewer).await;
    owner.set_platform_default("pi.base_url", Some(&json!("https://pi.example"))).await.unwrap();
    owner.set_platform_default("demo_mode", Some(&json!(false))).await.unwrap();
    admin.set_setting("pi.base_url", Some(&json!("https://own.example"))).await.unwrap();
    assert!(matches!(viewer.set_setting("demo_mode", Some(&json!(true))).await, Err(CentralError::Forbidden(_))));
    assert!(matches!(admin.set_platform_default("demo_mode", None).await, Err(CentralError::Forbidden(_))));
    assert!(matches!(admin.set_setting("pi.password", Some(&json!("x"))).await, Err(CentralError::Invalid(_))));
    let seen: Vec<_> = viewer
        .list_settings()
        .await
        .unwrap()
        .into_iter()
        .map(|s| (s.key, s.value, s.is_tenants_own, s.platform_value))
        .collect();
    let pi = json!("https://pi.example");
    let demo = ("demo_mode".into(), json!(false), false, Some(json!(false)));
    assert_eq!(seen, [demo, ("pi.base_url".into(), json!("https://own.example"), true, Some(pi.clone()))]);
    let other = world.signed_in(&world.b, Role::Viewer).await;
    assert!(other.list_settings().await.unwrap().iter().all(|s| !s.is_tenants_own));
    admin.set_setting("pi.base_url", None).await.unwrap();
    assert_eq!(viewer.list_settings().await.unwrap()[1].value, pi);
}

async fn workstations_are_enrolled_and_removed(world: &World) {
    let engineer = world.signed_in(&world.a, Role::Engineer).await;
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let machine = world.link(&world.a).await;
    let (device, key, own) = (Uuid::now_v7(), format!("age1{}", "q".repeat(58)), [7u8; 32]);
    engineer.request_enrolment(device, "Control room 1", &key, &own).await.unwrap();
    assert!(matches!(machine.sign_in_device(device, &own).await, Err(CentralError::WrongPassword)));
    assert!(matches!(engineer.enrol_device(device).await, Err(CentralError::Forbidden(_))));
    admin.enrol_device(device).await.unwrap();
    assert!(matches!(machine.sign_in_device(device, &[8; 32]).await, Err(CentralError::WrongPassword)));
    machine.sign_in_device(device, &own).await.unwrap();

    // It uploads readings, once however often they are sent, and reads what collecting needs and no more.
    let push = "SELECT received, stored, refused FROM ingest.push($1, $2, $3, $4)";
    let now = chrono::Utc::now();
    let readings: [&(dyn tokio_postgres::types::ToSql + Sync); 4] = [
        &vec![1i64, 1, 2],
        &vec![now, now + chrono::Duration::days(3), now],
        &vec![Some(1.5f64), Some(2.5), None],
        &vec![0i64, 0, 0x8000_0000],
    ];
    for stored in [2, 0] {
        let row = machine.client().query_one(push, &readings).await.unwrap();
        let told: (i32, i32, i32) = (row.get(0), row.get(1), row.get(2));
        assert_eq!(told, (3, stored, 1));
    }
    for (sql, seen) in [
        ("SELECT count(*) FROM plant.reading", 2i64),
        ("SELECT count(*) FROM plant.site", 1),
        ("SELECT count(*) FROM plant.person", 0),
        ("SELECT count(*) FROM plant.work_order", 0),
        ("SELECT count(*) FROM plant.action_log", 0),
    ] {
        assert_eq!(machine.client().query_one(sql, &[]).await.unwrap().get::<_, i64>(0), seen, "{sql}");
    }
    assert!(matches!(machine.push(&[]).await, Err(CentralError::Forbidden(_))));
    assert!(matches!(machine.find_people(&all()).await, Err(CentralError::Forbidden(_))));
    assert!(engineer.client().query_one(push, &readings).await.is_err(), "a person uploads no telemetry");

    secrets_are_sealed_values(world, &admin, &machine, device).await;
    let all = engineer.list_sealed_secrets().await;
    assert!(matches!(all, Err(CentralError::Forbidden(_))), "{all:?}");
    assert!(matches!(engineer.list_workstations().await, Err(CentralError::Forbidden(_))));

    assert_eq!(admin.remove_device(device).await.unwrap(), 1, "one secret is exposed");
    assert!(admin.list_sealed_secrets().await.unwrap()[0].is_exposed);
    let there = admin.list_workstations().await.unwrap();
    assert_eq!((there.len(), there[0].status, there[0].removed_at.is_some()), (1, WorkstationStatus::Removed, true));
    assert!(matches!(machine.check_session().await, Err(CentralError::SignedOut(_))));
    // Row security would show a removed workstation no row, which it would take for "all secrets are deleted".
    assert!(matches!(machine.list_sealed_secrets().await, Err(CentralError::SignedOut(_))));
    assert!(matches!(machine.sealed_files(&[]).await, Err(CentralError::SignedOut(_))));
    assert!(matches!(machine.sign_in_device(device, &own).await, Err(CentralError::WrongPassword)));
}

/// Age files only, to enrolled workstations only, each once; a new value counts up and takes the place of the one that was
/// meant, sealing anew does not.
async fn secrets_are_sealed_values(world: &World, admin: &Link, machine: &Link, device: Uuid) {
    let owner = Uuid::now_v7();
    let file = |byte: u8| [b"age-encryption.org/v1\n".as_slice(), &[byte]].concat();
    let (first, other, long) = (file(1), file(2), [file(3), vec![0; 65_536]].concat());
    let to = [device];
    let sealed = |ciphertext, sealed_to| Sealed { tenant: world.a.id, owner, field: "password", ciphertext, sealed_to };
    let (twice, stranger) = ([device, device], [device, Uuid::now_v7()]);
    for (what, refused) in [
        ("plain text", sealed(b"hunter2", &to)),
        ("too long", sealed(&long, &to)),
        ("nobody", sealed(&first, &[])),
        ("one twice", sealed(&first, &twice)),
        ("a stranger", sealed(&first, &stranger)),
        ("no field", Sealed { field: "", ..sealed(&first, &to) }),
    ] {
        let outcome = admin.put_secret(&refused, None).await;
        assert!(matches!(outcome, Err(CentralError::Invalid(_))), "{what}: {outcome:?}");
    }
    let elsewhere = admin.put_secret(&Sealed { tenant: world.b.id, ..sealed(&first, &to) }, None).await;
    assert!(matches!(&elsewhere, Err(CentralError::Conflict(what)) if what == "tenant"), "{elsewhere:?}");

    let is_overtaken =
        |outcome: Result<PutSecret, CentralError>| matches!(outcome, Err(CentralError::Conflict(w)) if w == "secret");
    assert!(is_overtaken(admin.put_secret(&sealed(&first, &to), Some(1)).await), "there is none yet");
    assert_eq!(admin.put_secret(&sealed(&first, &to), Some(0)).await.unwrap().value_no, 1);
    assert!(is_overtaken(admin.put_secret(&sealed(&other, &to), Some(0)).await), "there is one");
    assert!(is_overtaken(admin.put_secret(&sealed(&other, &to), Some(7)).await));
    assert_eq!(admin.put_secret(&sealed(&other, &to), Some(1)).await.unwrap().value_no, 2);
    assert_eq!(admin.put_secret(&sealed(&first, &to), None).await.unwrap().value_no, 3);

    let head = machine.list_sealed_secrets().await.unwrap().remove(0);
    assert_eq!((head.owner_id, head.field.as_str(), head.value_no, head.is_exposed), (owner, "password", 3, false));
    assert_eq!(head.sealed_by, None, "a workstation sees no people");
    assert_eq!(machine.sealed_files(&[head.id, Uuid::now_v7()]).await.unwrap()[0].ciphertext, first);
    assert!(matches!(machine.put_secret(&sealed(&first, &to), None).await, Err(CentralError::Forbidden(_))));

    let stale = admin.reseal_secret(&sealed(&other, &to), head.version - 1).await;
    assert!(matches!(&stale, Err(CentralError::Conflict(what)) if what == "secret"), "{stale:?}");
    admin.reseal_secret(&sealed(&other, &to), head.version).await.unwrap();
    let anew = admin.list_sealed_secrets().await.unwrap().remove(0);
    assert_eq!((anew.value_no, anew.version), (3, head.version + 1), "the same value, another file");
    assert!(anew.sealed_by.is_some());

    admin.delete_secret(owner, "password").await.unwrap();
    admin.delete_secret(owner, "password").await.unwrap();
    assert!(admin.list_sealed_secrets().await.unwrap().is_empty());
    assert_eq!(admin.put_secret(&sealed(&first, &to), Some(0)).await.unwrap().value_no, 1);

    let strangers = world.signed_in(&world.b, Role::TenantAdmin).await;
    assert!(strangers.list_sealed_secrets().await.unwrap().is_empty());
    assert!(strangers.list_workstations().await.unwrap().is_empty());
    assert!(strangers.sealed_files(&[anew.id]).await.unwrap().is_empty());
    assert!(strangers.reseal_secret(&sealed(&first, &to), 1).await.is_err());
}

#[tokio::test]
async fn operations_are_authorized_merged_and_answered_once() {
    let Some(world) = World::new(Settings::default()).await else { return };
    let optimizer = world.signed_in(&world.a, Role::OptimizationEngineer).await;
    let engineer = world.signed_in(&world.a, Role::Engineer).await;
    let viewer = world.signed_in(&world.a, Role::Viewer).await;
    let (by, e, v) = (
        world.a.person(Role::OptimizationEngineer).id,
        world.a.person(Role::Engineer).id,
        world.a.person(Role::Viewer).id,
    );
    let (site, asset, order) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let why = |r: &central::PushReceipt| r.detail["why"].as_str().unwrap_or_default().to_owned();
    assert!(viewer.poll().await.unwrap().is_some());

    let ops = vec![
        operation(
            by,
            "site",
            site,
            Action::Insert,
            json!({"code": "J", "name_en": "J", "name_ar": "ج", "time_zone": "Asia/Riyadh"}),
            json!({}),
        ),
        operation(
            by,
            "asset",
            asset,
            Action::Insert,
            json!({"site_id": site, "tag_code": "P-1", "name_en": "Pump", "name_ar": "مضخة", "family": "pump", "criticality": "high", "status": "running"}),
            json!({}),
        ),
        operation(
            by,
            "asset",
            Uuid::now_v7(),
            Action::Insert,
            json!({"site_id": site, "tag_code": "P-1", "name_en": "Again", "name_ar": "", "family": "pump", "criticality": "high", "status": "running"}),
            json!({}),
        ),
        operation(
            by,
            "asset",
            Uuid::now_v7(),
            Action::Insert,
            json!({"site_id": Uuid::now_v7(), "tag_code": "P-2", "name_en": "", "name_ar": "", "family": "pump", "criticality": "high", "status": "running"}),
            json!({}),
        ),
        operation(
            by,
            "asset",
            asset,
            Action::Update,
            json!({"criticality": "enormous"}),
            json!({"criticality": "high"}),
        ),
        operation(by, "asset", asset, Action::Update, json!({"tenant_id": world.b.id}), json!({})),
        operation(by, "person", e, Action::Update, json!({"role": "tenant_admin"}), json!({"role": "engineer"})),
        operation(
            by,
            "integration",
            Uuid::now_v7(),
            Action::Insert,
            json!({"connector": "demo", "name": "D", "config": {}, "status": "inactive"}),
            json!({}),
        ),
    ];
    let before = viewer.poll().await.unwrap().unwrap().0;
    let receipts = optimizer.push(&ops).await.unwrap();
    let told: Vec<_> = receipts.iter().map(|r| (r.outcome, why(r))).collect();
    use Outcome::{Applied, Blocked, Conflict, Rejected};
    assert_eq!(
        told,
        [
            (Applied, String::new()),
            (Applied, String::new()),
            (Rejected, "duplicate".into()),
            (Rejected, "missing_reference".into()),
            (Rejected, "invalid".into()),
            (Rejected, "invalid".into()),
            (Rejected, "invalid".into()),
            (Rejected, "forbidden".into()),
        ]
    );
    assert_eq!(viewer.poll().await.unwrap().unwrap().0, before + 1, "one transaction, one number");
    let again = optimizer.push(&ops).await.unwrap();
    assert_eq!(again, receipts, "sent again, the same receipts");
    assert_eq!(viewer.poll().await.unwrap().unwrap().0, before + 1, "and nothing changed");

    // Two people change one asset: what is apart merges, what is the same field stays and is told.
    let change = |patch: Value, base: Value| operation(by, "asset", asset, Action::Update, patch, base);
    let first =
        change(json!({"name_en": "Feed pump", "status": "stopped"}), json!({"name_en": "Pump", "status": "running"}));
    let second =
        change(json!({"name_ar": "مضخة تغذية", "status": "standby"}), json!({"name_ar": "مضخة", "status": "running"}));
    let receipts = optimizer.push(&[first, second]).await.unwrap();
    assert_eq!((receipts[0].outcome, receipts[1].outcome), (Applied, Conflict));
    let fields = json!({"status": {"base": "running", "mine": "standby", "theirs": "stopped"}});
    assert_eq!(receipts[1].detail["fields"], fields);
    let row = viewer
        .client()
        .query_one("SELECT name_en, name_ar, status FROM plant.asset WHERE id = $1", &[&asset])
        .await
        .unwrap();
    assert_eq!(
        (row.get::<_, &str>(0), row.get::<_, &str>(1), row.get::<_, &str>(2)),
        ("Feed pump", "مضخة تغذية", "stopped")
    );

    // Work orders: an engineer's, numbered by the tenant, moved only along their way; a viewer's are refused; nobody
    // signs with another's name, and nobody pushes another's operations.
    let at = chrono::Utc::now();
    let new = |who: Uuid, id: Uuid, signed: Uuid| {
        operation(
            who,
            "work_order",
            id,
            Action::Insert,
            json!({"asset_id": asset, "title_en": "W", "title_ar": "ع", "type": "corrective", "priority": "high", "status": "open", "created_by": signed, "created_at": at, "updated_at": at}),
            json!({}),
        )
    };
    let moved = |to: &str, from: &str| {
        operation(e, "work_order", order, Action::Update, json!({"status": to}), json!({"status": from}))
    };
    let mut waits = moved("done", "in_progress");
    waits.depends_on = vec![Uuid::now_v7()];
    let receipts = engineer
        .push(&[
            new(e, order, e),
            new(e, Uuid::now_v7(), v),
            new(v, Uuid::now_v7(), v),
            moved("done", "open"),
            moved("in_progress", "open"),
            waits,
        ])
        .await
        .unwrap();
    let told: Vec<_> = receipts.iter().map(|r| (r.outcome, why(r))).collect();
    assert_eq!(
        told,
        [
            (Applied, String::new()),
            (Rejected, "forbidden".into()),
            (Blocked, "other_person".into()),
            (Rejected, "not_from_here".into()),
            (Applied, String::new()),
            (Blocked, "waits_for".into()),
        ]
    );
    let row = viewer.client().query_one("SELECT no, status FROM plant.work_order", &[]).await.unwrap();
    assert_eq!((row.get::<_, i64>(0), row.get::<_, &str>(1)), (1, "in_progress"));
    let before = viewer.poll().await.unwrap().unwrap().0;
    let refused = viewer.push(&[new(v, Uuid::now_v7(), v)]).await.unwrap();
    assert_eq!((refused[0].outcome, why(&refused[0])), (Rejected, "forbidden".into()));
    assert_eq!(viewer.poll().await.unwrap().unwrap().0, before);

    // Deleted: a tombstone in the feed, and a later edit is told.
    let gone = Uuid::now_v7();
    let spare = json!({"asset_id": asset, "name": "spare", "unit": "Cel"});
    let ops = [
        operation(by, "metric", gone, Action::Insert, spare, json!({})),
        operation(by, "metric", gone, Action::Delete, json!({}), json!({})),
        operation(by, "metric", gone, Action::Update, json!({"unit": "K"}), json!({"unit": "Cel"})),
    ];
    let receipts = optimizer.push(&ops).await.unwrap();
    assert_eq!(receipts.iter().map(|r| r.outcome).collect::<Vec<_>>(), [Applied, Applied, Rejected]);
    assert_eq!(why(&receipts[2]), "deleted");
    let sql = "SELECT op FROM sync.change WHERE tbl = 'metric' AND row_id = $1";
    assert_eq!(viewer.client().query_one(sql, &[&gone]).await.unwrap().get::<_, &str>(0), "delete");

    numbers_come_in_the_order_of_commits(&world, &optimizer, by).await;
}

/// Ten people at once, each a transaction: whoever reads up to a number has seen everything below it.
async fn numbers_come_in_the_order_of_commits(world: &World, reader: &Link, by: Uuid) {
    let mut writers = Vec::new();
    for n in 0..6 {
        let link = world.signed_in(&world.a, Role::OptimizationEngineer).await;
        writers.push(tokio::spawn(async move {
            for i in 0..15 {
                let code = format!("S{n}-{i}");
                let site = json!({"code": code, "name_en": code, "name_ar": code, "time_zone": "UTC"});
                let op = operation(by, "site", Uuid::now_v7(), Action::Insert, site, json!({}));
                assert_eq!(link.push(&[op]).await.unwrap()[0].outcome, Outcome::Applied);
            }
        }));
    }
    let mut seen = 0i64;
    let mut rows = std::collections::BTreeSet::new();
    let sql = "SELECT row_id FROM sync.change WHERE seq > $1 AND seq <= $2 AND tbl = 'site'";
    loop {
        let running = writers.iter().any(|w| !w.is_finished());
        let upto = reader.poll().await.unwrap().unwrap().0;
        for row in reader.client().query(sql, &[&seen, &upto]).await.unwrap() {
            rows.insert(row.get::<_, Uuid>(0));
        }
        seen = upto;
        if !running {
            break;
        }
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let all = superuser(&world.cluster).await;
    let count = all.query_one("SELECT count(*) FROM plant.site WHERE tenant_id = $1", &[&world.a.id]).await.unwrap();
    assert_eq!(rows.len() as i64, count.get::<_, i64>(0), "the feed has shown every row");
}

#[tokio::test(flavor = "multi_thread")]
async fn readings_go_by_whole_months_when_an_administrator_says_so_and_what_goes_is_told() {
    let Some(world) = World::new(Settings::default()).await else { return };
    let root = superuser(&world.cluster).await;
    root.batch_execute(&format!(
        "SELECT optria.make_reading_partitions('2020-01-01', '2020-03-01');
         INSERT INTO plant.reading (tenant_id, signal, ts, status)
         SELECT '{0}'::uuid, 1, t, 0 FROM unnest('{{2019-06-01Z,2020-01-31Z,2020-02-01Z,2020-02-02Z}}'::timestamptz[]) t
         UNION ALL SELECT '{0}'::uuid, 1, now(), 0;
         INSERT INTO plant.gap VALUES ('{0}', 1, '2020-01-01Z', '2020-01-02Z', 'not_collecting')",
        world.a.id
    ))
    .await
    .unwrap();
    let removed = world.admin.retain_readings(365).await.unwrap();
    let told: Vec<_> = removed.iter().map(|r| (r.period.as_str(), r.readings)).collect();
    assert_eq!(told, [("2020-01", 1), ("2020-02", 2), ("earlier", 1)]);
    let left: i64 = root.query_one("SELECT count(*) FROM plant.reading", &[]).await.unwrap().get(0);
    let gaps: i64 = root.query_one("SELECT count(*) FROM plant.gap", &[]).await.unwrap().get(0);
    assert_eq!((left, gaps, world.admin.retain_readings(365).await.unwrap().len()), (1, 0, 0));
    assert!(world.admin.retain_readings(1).await.is_err());
}
