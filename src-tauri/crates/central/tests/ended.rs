//! What an administrator ends is ended, whatever somebody with the role's password holds on to: an open transaction, one
//! that still sees how it was, a session that has not committed.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

mod common;

use central::{CentralError, Link, PersonChange};
use common::{PASSWORD, World, secret, superuser};
use domain::{Role, Secret};
use serde_json::json;
use std::time::{Duration, Instant};
use testkit::postgres::Settings;
use uuid::Uuid;

/// Three seconds of waiting, and the machine of the tests is a slow one.
const SOON: Duration = Duration::from_secs(12);
const DEVICE_SECRET: [u8; 32] = [7; 32];

#[tokio::test]
async fn open_transactions_keep_nothing_from_being_ended() {
    let Some(world) = World::new(Settings::default()).await else { return };
    a_session_is_ended_that_holds_its_own_end(&world).await;
    a_person_is_deactivated_who_holds_the_feed(&world).await;
    a_password_is_reset_while_a_sign_in_is_left_open(&world).await;
    a_tenant_is_disabled_by_owner_and_administrator(&world).await;
    a_signing_key_is_rotated(&world).await;
    what_an_ended_person_left_open_goes_with_them(&world).await;
    others_are_left_alone(&world).await;
}

#[tokio::test]
async fn what_was_ended_does_not_count_in_a_view_of_before() {
    let Some(world) = World::new(Settings::default()).await else { return };
    a_removed_workstation_has_no_session_in_reserve(&world).await;
    a_revoked_person_does_not_write_in_a_view_of_before(&world).await;
    every_function_that_decides_refuses_such_a_view(&world).await;
}

/// Holds what the statements of this person's connection have locked, as psql does that is left open.
async fn hold(link: &Link, statement: &str) {
    link.client().batch_execute("SET idle_in_transaction_session_timeout = 0; BEGIN").await.unwrap();
    link.client().batch_execute(statement).await.unwrap();
}

async fn token(link: &Link) -> Secret {
    let row = link.client().query_one("SELECT current_setting('app.session')", &[]).await.unwrap();
    secret(&row.get::<_, String>(0))
}

async fn session_of(link: &Link) -> Uuid {
    let row = link.client().query_one("SELECT (auth.whoami() ->> 'session_id')::uuid", &[]).await.unwrap();
    row.get(0)
}

/// Whether the token still counts, asked over a connection of its own.
async fn counts(world: &World, token: &Secret) -> bool {
    let link = world.link(&world.a).await;
    link.use_token(token).await.unwrap();
    link.check_session().await.is_ok()
}

async fn within<T>(what: &str, act: impl Future<Output = central::Result<T>>) -> T {
    let begun = Instant::now();
    let done = act.await.unwrap_or_else(|e| panic!("{what}: {e:?}"));
    assert!(begun.elapsed() < SOON, "{what}: {:?}", begun.elapsed());
    done
}

async fn a_session_is_ended_that_holds_its_own_end(world: &World) {
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let viewer = world.signed_in(&world.a, Role::Viewer).await;
    let (kept, session) = (token(&viewer).await, session_of(&viewer).await);
    hold(&viewer, "SELECT auth.logout()").await;
    assert!(counts(world, &kept).await, "it is not signed out: nothing has committed");
    within("a session is ended", admin.revoke_session(session)).await;
    assert!(!counts(world, &kept).await);
    assert!(viewer.client().batch_execute("COMMIT").await.is_err(), "who held it was cut off");

    let viewer = world.signed_in(&world.a, Role::Viewer).await;
    let kept = token(&viewer).await;
    hold(&viewer, "SELECT auth.logout()").await;
    assert_eq!(within("all are ended", admin.revoke_sessions_of(world.a.person(Role::Viewer).id)).await, 1);
    assert!(!counts(world, &kept).await);
}

async fn set_active(admin: &Link, id: Uuid, is_active: bool) -> central::Result<i64> {
    let version = admin.find_person(id).await?.unwrap().version;
    admin.update_person(id, version, &PersonChange { is_active: Some(is_active), ..PersonChange::default() }).await
}

/// The tenant's feed has one number at a time: whoever has written and not committed holds it.
async fn hold_the_feed(world: &World) -> Link {
    let engineer = world.signed_in(&world.a, Role::Engineer).await;
    let order = json!([{"op_id": Uuid::now_v7(), "row_id": Uuid::now_v7(), "tbl": "work_order", "action": "insert",
        "patch": {"asset_id": asset(world).await, "title_en": "x", "title_ar": "x", "type": "corrective",
                  "priority": "low", "status": "open", "created_by": world.a.person(Role::Engineer).id,
                  "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}}]);
    engineer.client().batch_execute("BEGIN").await.unwrap();
    let told = engineer.client().query_one("SELECT sync.apply($1)", &[&order]).await.unwrap();
    assert_eq!(told.get::<_, serde_json::Value>(0)[0]["outcome"], "applied");
    engineer
}

async fn asset(world: &World) -> Uuid {
    let root = superuser(&world.cluster).await;
    let id = Uuid::now_v7();
    let sql = "WITH s AS (INSERT INTO plant.site (tenant_id, id, code, name_en, name_ar, time_zone)
                   VALUES ($1, $2, $2::uuid::text, 'x', 'x', 'UTC') RETURNING id)
               INSERT INTO plant.asset (tenant_id, id, site_id, tag_code, name_en, name_ar, family, criticality, status)
               SELECT $1, $2, $2, 'P', 'x', 'x', 'pump', 'low', 'running' FROM s";
    root.execute(sql, &[&world.a.id, &id]).await.unwrap();
    id
}

async fn a_person_is_deactivated_who_holds_the_feed(world: &World) {
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let held = hold_the_feed(world).await;
    let (kept, engineer) = (token(&held).await, world.a.person(Role::Engineer).id);
    within("a person is deactivated", set_active(&admin, engineer, false)).await;
    assert!(!counts(world, &kept).await);
    let root = superuser(&world.cluster).await;
    let orders = root.query_one("SELECT count(*) FROM plant.work_order", &[]).await.unwrap();
    assert_eq!(orders.get::<_, i64>(0), 0, "what was held back has gone with it");
    set_active(&admin, engineer, true).await.unwrap();
}

async fn a_password_is_reset_while_a_sign_in_is_left_open(world: &World) {
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let viewer = world.a.person(Role::Viewer);
    let link = world.link(&world.a).await;
    link.client().batch_execute("BEGIN").await.unwrap();
    // The attempt has to be committed first; what is left open is its finish.
    link.client().batch_execute("COMMIT").await.unwrap();
    let told = link.sign_in(&viewer.email, &secret(PASSWORD), None, "x").await.unwrap();
    hold(&link, "SELECT auth.save_preferences('{}')").await;
    let first = within("a password is reset", admin.reset_password(viewer.id)).await;
    assert!(!counts(world, &told.token).await);
    let theirs = world.link(&world.a).await;
    assert!(theirs.sign_in(&viewer.email, &secret(PASSWORD), None, "x").await.is_err());
    theirs.sign_in(&viewer.email, &first, None, "x").await.unwrap();
    theirs.change_password(&viewer.email, &first, &secret(PASSWORD)).await.unwrap();
}

async fn a_tenant_is_disabled_by_owner_and_administrator(world: &World) {
    let owner = world.signed_in(&world.platform, Role::PlatformOwner).await;
    let _held = hold_the_feed(world).await;
    within("the owner disables", owner.set_tenant_status(world.a.id, false)).await;
    owner.set_tenant_status(world.a.id, true).await.unwrap();

    let held = hold_the_feed(world).await;
    within("the administrator disables", world.admin.set_tenant_active(&world.a.code, false)).await;
    assert!(held.client().batch_execute("COMMIT").await.is_err());
    world.admin.set_tenant_active(&world.a.code, true).await.unwrap();
}

async fn a_signing_key_is_rotated(world: &World) {
    let viewer = world.signed_in(&world.a, Role::Viewer).await;
    let kept = token(&viewer).await;
    hold(&viewer, "SELECT auth.logout()").await;
    let session_secret = secret(common::SESSION_SECRET);
    within("the key is rotated", world.admin.rotate_signing_key(&world.a.code, &session_secret)).await;
    assert!(!counts(world, &kept).await);
}

/// A row of a colleague's that is locked and not changed keeps nobody from ending its locker: it goes all the same.
async fn what_an_ended_person_left_open_goes_with_them(world: &World) {
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let viewer = world.signed_in(&world.a, Role::Viewer).await;
    hold(&viewer, "SELECT auth.save_preferences('{}')").await;
    tokio::time::sleep(Duration::from_millis(2_200)).await;
    within("the engineer's sessions end", admin.revoke_sessions_of(world.a.person(Role::Engineer).id)).await;
    assert!(viewer.client().batch_execute("COMMIT").await.is_err(), "what waits for its person is cut off");
    // Who may end nobody cuts nobody off.
    let held = world.signed_in(&world.a, Role::OptimizationEngineer).await;
    hold(&held, "SELECT auth.save_preferences('{}')").await;
    tokio::time::sleep(Duration::from_millis(2_200)).await;
    let refused = world.signed_in(&world.a, Role::Viewer).await.revoke_session(Uuid::now_v7()).await;
    assert!(matches!(refused, Err(CentralError::Forbidden(_))), "{refused:?}");
    let unknown = admin.revoke_session(Uuid::now_v7()).await;
    assert!(matches!(unknown, Err(CentralError::NotFound(_))), "{unknown:?}");
    held.client().batch_execute("COMMIT").await.unwrap();
}

/// A colleague who reads in a transaction of their own, one of another tenant who writes, and one who just waits.
async fn others_are_left_alone(world: &World) {
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let reading = world.signed_in(&world.a, Role::OptimizationEngineer).await;
    reading.client().batch_execute("BEGIN; SELECT count(*) FROM plant.site").await.unwrap();
    let elsewhere = world.signed_in(&world.b, Role::Viewer).await;
    hold(&elsewhere, "SELECT auth.logout()").await;
    let idle = world.signed_in(&world.a, Role::Viewer).await;
    let held = hold_the_feed(world).await;
    within("a person is deactivated", set_active(&admin, world.a.person(Role::Engineer).id, false)).await;
    assert!(held.client().batch_execute("COMMIT").await.is_err());
    for (who, link) in [("who reads", &reading), ("of another tenant", &elsewhere), ("idle", &idle)] {
        assert!(link.client().batch_execute("SELECT 1").await.is_ok(), "{who} was cut off");
    }
    set_active(&admin, world.a.person(Role::Engineer).id, true).await.unwrap();
}

async fn enrolled(world: &World, admin: &Link) -> Uuid {
    let device = Uuid::now_v7();
    let key = format!("age1{}", "q".repeat(58));
    admin.request_enrolment(device, "Control room", &key, &DEVICE_SECRET).await.unwrap();
    admin.enrol_device(device).await.unwrap();
    world.link(&world.a).await.sign_in_device(device, &DEVICE_SECRET).await.unwrap();
    device
}

const DEVICE_LOGIN: &str = "SELECT token FROM auth.device_login($1, $2)";

async fn a_removed_workstation_has_no_session_in_reserve(world: &World) {
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let device = enrolled(world, &admin).await;
    let reserve = world.link(&world.a).await;
    reserve.client().batch_execute("SET idle_in_transaction_session_timeout = 0; BEGIN").await.unwrap();
    let row = reserve.client().query_one(DEVICE_LOGIN, &[&device, &DEVICE_SECRET.as_slice()]).await.unwrap();
    let in_reserve = secret(&row.get::<_, String>(0));
    let before = world.link(&world.a).await;
    before.client().batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM plant.site").await.unwrap();

    within("a workstation is removed", admin.remove_device(device)).await;
    assert!(reserve.client().batch_execute("COMMIT").await.is_err(), "a session that has not committed never was");
    assert!(!counts(world, &in_reserve).await);
    let again = before.client().query_one(DEVICE_LOGIN, &[&device, &DEVICE_SECRET.as_slice()]).await;
    assert_eq!(again.unwrap_err().code().unwrap().code(), "OP422");
}

async fn a_revoked_person_does_not_write_in_a_view_of_before(world: &World) {
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    for level in ["REPEATABLE READ", "SERIALIZABLE"] {
        let engineer = world.signed_in(&world.a, Role::Engineer).await;
        let begin = format!("BEGIN ISOLATION LEVEL {level}; SELECT count(*) FROM plant.site");
        engineer.client().batch_execute(&begin).await.unwrap();
        admin.revoke_sessions_of(world.a.person(Role::Engineer).id).await.unwrap();
        // It sees itself as signed in, and reads as of then; it decides nothing.
        let write = engineer.client().query_one("SELECT sync.apply($1)", &[&json!([])]).await.unwrap_err();
        assert_eq!(write.code().unwrap().code(), "OP422", "{level}");
        let softened = "ROLLBACK; BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1; SET LOCAL transaction_isolation = 'read committed'";
        assert!(engineer.client().batch_execute(softened).await.is_err(), "the level is not changed afterwards");
    }
}

async fn every_function_that_decides_refuses_such_a_view(world: &World) {
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    for call in [
        "SELECT auth.login_finish(gen_random_uuid())",
        "SELECT auth.change_password(gen_random_uuid(), sha256('x'))",
        "SELECT auth.device_login(gen_random_uuid(), sha256('x'))",
        "SELECT auth.save_preferences('{}')",
        "SELECT admin.revoke_sessions_of(gen_random_uuid())",
        "SELECT admin.set_setting('x.y', '1')",
        "SELECT admin.log_action('x', NULL, 'success')",
        "SELECT ingest.hold_leases('{}', 15)",
        "SELECT sync.inactive_people('{}')",
    ] {
        admin.client().batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ").await.unwrap();
        let refused = admin.client().batch_execute(call).await.unwrap_err();
        assert_eq!(refused.code().unwrap().code(), "OP422", "{call}");
        admin.client().batch_execute("ROLLBACK").await.unwrap();
    }
    let told = CentralError::from(
        admin.client().batch_execute("SELECT admin.set_setting('Not a key', '1')").await.unwrap_err(),
    );
    assert!(matches!(told, CentralError::Invalid(_)), "the session itself is good: {told:?}");
}

/// Twenty thousand attempts left for a colleague's e-mail, twenty thousand batches of a workstation's day: a sign-in and an
/// upload look up what they need, and read none of the rest.
#[tokio::test]
async fn what_others_left_is_not_read_through() {
    let Some(world) = World::new(Settings::default()).await else { return };
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let (device, engineer) = (enrolled(&world, &admin).await, world.a.person(Role::Engineer));
    let home = world.link(&world.a).await;
    let known = home.sign_in(&engineer.email, &secret(PASSWORD), None, "home").await.unwrap().known_device.unwrap();
    let machine = world.link(&world.a).await;
    machine.sign_in_device(device, &DEVICE_SECRET).await.unwrap();
    let root = superuser(&world.cluster).await;
    let left = format!(
        "INSERT INTO auth.attempt (tenant_id, id, account, person_id, at, xid, is_right)
         SELECT a.tenant_id, gen_random_uuid(), a.account, a.person_id, now() - n * interval '1 millisecond',
                pg_current_xact_id(), false
           FROM generate_series(1, 20000) n, (SELECT * FROM auth.attempt WHERE person_id = '{}' LIMIT 1) a;
         INSERT INTO sync.upload (tenant_id, batch, device_id, received, stored, refused, at)
         SELECT '{}', gen_random_uuid(), '{device}', 1, 1, 0, now() - n * interval '2 seconds'
           FROM generate_series(1, 20000) n;
         ANALYZE auth.attempt, sync.upload",
        engineer.id, world.a.id
    );
    root.batch_execute(&left).await.unwrap();
    let before = rows_read(&root).await;
    home.sign_in(&engineer.email, &secret(PASSWORD), Some(&known), "home").await.unwrap();
    let upload = "SELECT ingest.upload(gen_random_uuid(), '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')";
    machine.client().batch_execute(upload).await.unwrap();
    let read = rows_read(&root).await - before;
    assert!(read < 2_000, "{read} rows were read");
    let stranger = home.sign_in(&engineer.email, &secret(PASSWORD), None, "elsewhere").await;
    assert!(matches!(stranger, Err(CentralError::Slowed { .. })), "{stranger:?}");
}

/// Of both tables, by sequential and by index scans. A connection tells what it has read within a second or so.
async fn rows_read(root: &tokio_postgres::Client) -> i64 {
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    let sql = "SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE relid IN ('auth.attempt'::regclass, 'sync.upload'::regclass))::bigint
        + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relid IN ('auth.attempt'::regclass, 'sync.upload'::regclass))::bigint";
    root.query_one(sql, &[]).await.unwrap().get(0)
}
