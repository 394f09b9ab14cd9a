//! A workstation of a tenant over a real PostgreSQL: connecting it, signing in with the database and opening the
//! workspace without it, sessions that end in the middle of work, several workspaces on one computer.
#![allow(clippy::unwrap_used)]

#[path = "common/central.rs"]
mod central_bench;
mod common;

use app::{Clock, Door, Duties, Vault};
use central_bench::{World, again, connection, round, server, workstation, workstation_with, world};
use chrono::{Duration, Utc};
use common::Bench;
use domain::{ErrorCode, Role};
use serde_json::{Value, json};
use testkit::postgres;

async fn world() -> Option<World> {
    World::new(postgres::Settings::default()).await
}

async fn sign_in(door: &Door, email: &str, password: &str) -> Result<Value, domain::Failure> {
    door.call("sign_in", json!({ "email": email, "password": password })).await
}

/// A connection that breaks under a call, or that is found broken before it.
const GONE: [&str; 2] = ["central-lost", "central-away"];

/// What is said once the broken connection has been noticed.
async fn refused_for_good(bench: &Bench) -> String {
    let said = bench.refused("request_enrolment", json!({})).await;
    if GONE.contains(&said.as_str()) { bench.refused("request_enrolment", json!({})).await } else { said }
}

fn later(days: i64) -> Clock {
    Clock::fixed(Utc::now() + Duration::days(days))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workstation_is_connected_and_works_on_its_own_store() {
    let Some(world) = world().await else { return };
    let bench = workstation(&world, &world.a, Role::TenantAdmin).await;
    let workspace = bench.ok("get_workspace", json!({})).await;
    assert_eq!(workspace["kind"], "central");
    assert_eq!(workspace["name"], "ALPHA Water");
    assert_eq!(workspace["central"]["link"], "online");
    assert_eq!(workspace["central"]["tenantCode"], "ALPHA");
    assert_eq!(workspace["central"]["workstation"], "pending");
    assert_eq!(workspace["flags"]["demoMode"], false);
    assert_eq!(workspace["session"]["person"]["role"], "tenant_admin");
    assert!(workspace["central"]["offlineUntil"].is_string());
    // The plant is in the store: nothing here asks the network.
    bench.asset("P-1").await;
    // Everybody of the tenant is known here, nobody of another.
    let people = bench.ok("list_people", json!({})).await;
    assert_eq!(people.as_array().unwrap().len(), 4, "{people}");
    assert!(!people.to_string().contains("beta"));
    // And people are not made here.
    let person = json!({ "email": "x@a.example", "displayName": "X", "role": "viewer", "password": world::PASSWORD });
    assert_eq!(bench.refused("create_person", person).await, "people-are-central");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_password_is_changed_before_there_is_a_workspace() {
    let Some(world) = world().await else { return };
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let email = "new@alpha.example";
    let person = ::central::NewPerson {
        id: uuid::Uuid::now_v7(),
        email: email.into(),
        display_name: "New".into(),
        role: Role::Engineer,
        locale: "ar".into(),
    };
    let first = admin.create_person(&person).await.unwrap();
    let bench = Bench::new();
    let mut request = connection(&world, &world.a, email, first.expose());
    assert_eq!(bench.refused("connect_workspace", request.clone()).await, "central-password-due");
    assert_eq!(bench.ok("get_workspace", json!({})).await["stage"], "new");
    request["newPassword"] = json!("short");
    assert_eq!(bench.refused("connect_workspace", request.clone()).await, "password-too-short");
    request["newPassword"] = json!("a password of my own");
    // Of a mistyped tenant nothing is changed either.
    request["tenantCode"] = json!("BETA");
    assert_eq!(bench.refused("connect_workspace", request.clone()).await, "central-tenant-code-wrong");
    request["tenantCode"] = json!("ALPHA");
    // Nor where the workspace could not be made.
    request["passphrase"] = json!("short");
    assert_eq!(bench.refused("connect_workspace", request.clone()).await, "passphrase-too-short");
    request.as_object_mut().unwrap().remove("passphrase");
    let workspace = bench.ok("connect_workspace", request).await;
    assert_eq!(workspace["session"]["passwordDue"], false);
    assert_eq!(workspace["session"]["person"]["displayName"], "New");
    // Reset by an administrator: the present session ends, and the next one may do nothing but change the password.
    let given = admin.reset_password(person.id).await.unwrap();
    assert_eq!(bench.refused("request_enrolment", json!({})).await, "central-session-revoked");
    let session = sign_in(&bench.door, email, given.expose()).await.unwrap();
    assert_eq!(session["passwordDue"], true);
    assert_eq!(bench.refused("list_sites", json!({})).await, "central-password-due");
    let change = json!({ "current": given.expose(), "new": "another one of my own" });
    bench.ok("change_password", change).await;
    bench.ok("list_sites", json!({})).await;
    assert_eq!(bench.ok("get_workspace", json!({})).await["session"]["passwordDue"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_database_the_same_password_opens_the_workspace_for_the_days_of_grace() {
    let Some(mut world) = world().await else { return };
    let bench = workstation(&world, &world.a, Role::Engineer).await;
    let email = world.a.person(Role::Engineer).email.clone();
    world.cluster.stop();
    let (_app, door) = again(&bench, Clock::Machine);
    assert_eq!(sign_in(&door, &email, "not the password").await.unwrap_err().message.id, "sign-in-refused-offline");
    let stranger = sign_in(&door, "viewer@alpha.example", world::PASSWORD).await.unwrap_err();
    assert_eq!(stranger.message.id, "sign-in-refused-offline", "who never signed in here can't be known here");
    sign_in(&door, &email, world::PASSWORD).await.unwrap();
    let workspace = door.call("get_workspace", json!({})).await.unwrap();
    assert_eq!(workspace["central"]["link"], "offline");
    assert_eq!(workspace["central"]["reason"]["id"], "central-away");
    door.call("list_sites", json!({})).await.unwrap();
    // What needs the database says so.
    assert_eq!(door.call("request_enrolment", json!({})).await.unwrap_err().message.id, "central-away");

    let (_app, door) = again(&bench, later(29));
    sign_in(&door, &email, world::PASSWORD).await.unwrap();
    // The clock was 29 days ahead: set back now, it stands before a time that has been seen.
    let (_app, door) = again(&bench, later(3));
    assert_eq!(sign_in(&door, &email, world::PASSWORD).await.unwrap_err().message.id, "unlock-clock-set-back");
    let (_app, door) = again(&bench, later(31));
    let over = sign_in(&door, &email, world::PASSWORD).await.unwrap_err();
    assert_eq!(over.message.id, "unlock-grace-over");
    assert!(app::texts::is_translated(&over.remedy.id));

    // The database is back and knows what time it is.
    world.cluster.run();
    let (_app, door) = again(&bench, Clock::Machine);
    sign_in(&door, &email, world::PASSWORD).await.unwrap();
    world.cluster.stop();
    let (_app, door) = again(&bench, Clock::Machine);
    sign_in(&door, &email, world::PASSWORD).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_person_loses_the_unlock_at_the_first_contact() {
    let Some(mut world) = world().await else { return };
    let vault = Vault::memory();
    let bench = workstation_with(&world, &world.a, Role::Engineer, vault, Duties::CollectAndKeepHouse).await;
    let engineer = world.a.person(Role::Engineer).clone();
    deactivate(&world, engineer.id).await;

    // The background notices, and the next click says why.
    let noticed = async {
        loop {
            if let Err(f) = bench.call("list_sites", json!({})).await {
                return f;
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
    };
    let refused = tokio::time::timeout(std::time::Duration::from_secs(40), noticed).await.unwrap();
    assert!(DEACTIVATED.contains(&refused.message.id.as_str()), "{refused}");
    assert_eq!(refused.code, ErrorCode::Unauthenticated);
    // Neither with the database nor without it.
    assert_eq!(
        sign_in(&bench.door, &engineer.email, world::PASSWORD).await.unwrap_err().message.id,
        "central-wrong-password"
    );
    world.cluster.stop();
    let refused = sign_in(&bench.door, &engineer.email, world::PASSWORD).await.unwrap_err();
    assert_eq!(refused.message.id, "sign-in-refused-offline");
    bench.app.close().await;
}

/// Deactivating somebody ends their sessions too.
const DEACTIVATED: [&str; 2] = ["central-session-revoked", "central-person-deactivated"];

async fn deactivate(world: &World, person: uuid::Uuid) {
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let change = ::central::PersonChange { is_active: Some(false), ..Default::default() };
    let version = admin.find_person(person).await.unwrap().unwrap().version;
    admin.update_person(person, version, &change).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_deactivated_while_working_offline_with_an_old_token_loses_the_unlock_at_the_first_contact() {
    let Some(mut world) = world().await else { return };
    let bench = workstation(&world, &world.a, Role::Engineer).await;
    let engineer = world.a.person(Role::Engineer).clone();
    world.cluster.stop();
    let (app, door) = again(&bench, later(2));
    sign_in(&door, &engineer.email, world::PASSWORD).await.unwrap();
    round(&app).await;
    door.call("list_sites", json!({})).await.unwrap();
    // The database is back. Expired alone is no reason to lose anything.
    world.cluster.run();
    round(&app).await;
    assert_eq!(door.call("get_workspace", json!({})).await.unwrap()["central"]["link"], "password_needed");
    deactivate(&world, engineer.id).await;
    round(&app).await;
    let refused = door.call("list_sites", json!({})).await.unwrap_err();
    assert!(DEACTIVATED.contains(&refused.message.id.as_str()), "{refused}");
    world.cluster.stop();
    let (_app, door) = again(&bench, later(2));
    let refused = sign_in(&door, &engineer.email, world::PASSWORD).await.unwrap_err();
    assert_eq!(refused.message.id, "sign-in-refused-offline");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enrolled_workstation_learns_who_is_inactive_while_nobody_is_signed_in() {
    let Some(mut world) = world().await else { return };
    let bench = workstation(&world, &world.a, Role::TenantAdmin).await;
    let own = app::central::enrolment::id(&bench.app.plant().unwrap()).unwrap();
    bench.ok("request_enrolment", json!({})).await;
    bench.ok("enrol_workstation", json!({ "id": own })).await;
    let (engineer, viewer) = (world.a.person(Role::Engineer).clone(), world.a.person(Role::Viewer).clone());
    for person in [&engineer, &viewer] {
        bench.sign_in_as(&person.email, world::PASSWORD).await;
        bench.ok("sign_out", json!({})).await;
    }
    deactivate(&world, engineer.id).await;
    round(&bench.app).await;
    world.cluster.stop();
    let (app, door) = again(&bench, Clock::Machine);
    let refused = sign_in(&door, &engineer.email, world::PASSWORD).await.unwrap_err();
    assert_eq!(refused.message.id, "sign-in-refused-offline");
    sign_in(&door, &viewer.email, world::PASSWORD).await.unwrap();
    // Deactivated while they work on without the database, with no token left: the window is signed out too.
    world.cluster.run();
    deactivate(&world, viewer.id).await;
    let plant = app.plant().unwrap();
    app::central::watch::round(&plant).await.unwrap();
    let refused = door.call("list_sites", json!({})).await.unwrap_err();
    assert!(DEACTIVATED.contains(&refused.message.id.as_str()), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_break_in_the_middle_of_work_is_told_and_mended_by_itself() {
    let Some(mut world) = world().await else { return };
    let bench = workstation(&world, &world.a, Role::TenantAdmin).await;
    world.cluster.stop();
    assert!(GONE.contains(&bench.refused("request_enrolment", json!({})).await.as_str()));
    assert_eq!(bench.ok("get_workspace", json!({})).await["central"]["link"], "offline");
    bench.asset("P-7").await;
    world.cluster.run();
    bench.ok("request_enrolment", json!({})).await;
    assert_eq!(bench.ok("get_workspace", json!({})).await["central"]["link"], "online");
    // The role's password is changed: what is open goes on, a new connection is refused until it is entered.
    let renewed = world::administrator(&world.cluster).await.rotate_tenant_password("ALPHA").await.unwrap();
    world.cluster.stop();
    world.cluster.run();
    assert_eq!(refused_for_good(&bench).await, "central-role-refused");
    let wrong = bench.ok("renew_role_password", json!({ "rolePassword": "not it" })).await;
    assert_eq!(wrong["passed"], false);
    assert_eq!(wrong["stages"][3]["failure"]["message"]["id"], "central-role-refused", "{wrong}");
    let right = bench.ok("renew_role_password", json!({ "rolePassword": renewed.password.expose() })).await;
    assert_eq!(right["passed"], true, "{right}");
    bench.ok("request_enrolment", json!({})).await;
    // The kept password is shown to no other server.
    let mut elsewhere = json!({ "server": server(&world), "role": world.a.role, "rolePassword": "***" });
    elsewhere["server"]["port"] = json!(1);
    assert_eq!(bench.refused("save_connection", elsewhere).await, "central-role-password-again");
    let same = json!({ "server": server(&world), "role": world.a.role, "rolePassword": "***" });
    assert_eq!(bench.ok("save_connection", same).await["passed"], true);
    // The tenant is disabled: nobody goes on, nothing local is lost.
    world::administrator(&world.cluster).await.set_tenant_active("ALPHA", false).await.unwrap();
    assert_eq!(refused_for_good(&bench).await, "central-tenant-disabled");
    assert_eq!(bench.refused("list_sites", json!({})).await, "central-tenant-disabled");
    // Nor does the workspace open without the database any more.
    world.cluster.stop();
    let admin = &world.a.person(Role::TenantAdmin).email;
    let shut = sign_in(&bench.door, admin, world::PASSWORD).await.unwrap_err();
    assert_eq!(shut.message.id, "sign-in-refused-offline");
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_at_connecting_are_each_named_and_leave_nothing_behind() {
    let Some(world) = world().await else { return };
    let bench = Bench::new();
    let email = &world.a.person(Role::Viewer).email;
    let good = connection(&world, &world.a, email, world::PASSWORD);
    let with = |path: &str, value: Value| {
        let mut request = good.clone();
        *request.pointer_mut(path).unwrap() = value;
        request
    };
    for (request, id) in [
        (with("/tenantCode", json!("BETA")), "central-tenant-code-wrong"),
        (with("/rolePassword", json!("wrong")), "central-role-refused"),
        (with("/role", json!("optria_t_0000000000000000")), "central-role-refused"),
        (with("/role", json!("x'; DROP ROLE optria_client; --")), "central-role-malformed"),
        (with("/password", json!("wrong wrong wrong")), "central-wrong-password"),
        (with("/email", json!("nobody@alpha.example")), "central-wrong-password"),
        (with("/email", json!(world.b.person(Role::TenantAdmin).email)), "central-wrong-password"),
        (with("/email", json!("no address")), "email-malformed"),
        (with("/server/port", json!(1)), "central-away"),
        (with("/server/database", json!("nothing_here")), "central-database-unknown"),
        (with("/server/host", json!("127.0.0.1/optria")), "central-host-malformed"),
        (with("/server/trust", json!({ "kind": "system" })), "central-plain-text"),
        (with("/server/trust", json!({ "kind": "authority", "pem": "no" })), "config-not-a-certificate"),
        (with("/server/trust", json!({ "kind": "certificate", "fingerprint": "ab" })), "central-fingerprint-malformed"),
    ] {
        assert_eq!(bench.refused("connect_workspace", request.clone()).await, id, "{request}");
        assert_eq!(bench.ok("get_workspace", json!({})).await["stage"], "new");
    }
    let remote = with("/server/host", json!("db.example"));
    assert_eq!(bench.refused("connect_workspace", remote).await, "central-tls-required");
    assert!(std::fs::read_dir(bench.folder.path()).unwrap().next().is_none(), "nothing was left behind");
    let test = json!({ "server": server(&world), "role": world.a.role, "rolePassword": "wrong" });
    let test = bench.ok("test_central", test).await;
    let names: Vec<_> = test["stages"].as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap()).collect();
    let of_beta = json!({ "server": server(&world), "role": world.a.role, "rolePassword": world.a.role_password.expose(), "tenantCode": "BETA" });
    let of_beta = bench.ok("test_central", of_beta).await;
    assert_eq!(of_beta["passed"], false);
    let last = of_beta["stages"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["name"], &last["failure"]["message"]["id"]),
        (&json!("database"), &json!("central-tenant-code-wrong"))
    );
    assert_eq!(names, ["resolve", "connect", "secure_channel", "authenticate"]);
    assert_eq!(test["stages"][2]["skipped"]["id"], "central-stage-not-used");
    bench.ok("connect_workspace", good).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pinned_certificate_is_shown_first_and_another_one_is_refused() {
    if !postgres::available() {
        return;
    }
    let made = postgres::certificates(&["localhost"], false);
    let settings = postgres::Settings { certificates: Some(made.clone()), ..postgres::Settings::default() };
    let cluster = postgres::Cluster::start(settings);
    let bench = Bench::new();
    let shown = bench.ok("inspect_central_certificate", json!({ "host": "localhost", "port": cluster.port() })).await;
    assert_eq!(shown["names"], json!(["localhost"]));
    assert_eq!(shown["isSelfSigned"], false);
    let test = |trust: Value| {
        let server = json!({ "host": "localhost", "port": cluster.port(), "database": "postgres", "trust": trust });
        json!({ "server": server, "role": "nobody", "rolePassword": "x" })
    };
    let last = |test: Value| test["stages"].as_array().unwrap().last().unwrap().clone();
    let pinned = json!({ "kind": "certificate", "fingerprint": shown["fingerprint"] });
    assert_eq!(last(bench.ok("test_central", test(pinned)).await)["name"], "authenticate");
    let other = json!({ "kind": "certificate", "fingerprint": "ab".repeat(32) });
    let other = last(bench.ok("test_central", test(other)).await);
    assert_eq!(other["name"], "secure_channel");
    assert_eq!(other["failure"]["message"]["id"], "central-certificate-not-pinned");
    // What the page has shown to be compared stands beside what was pinned.
    let told = other["failure"]["remedy"]["args"]["shown"].as_str().unwrap();
    assert_eq!(told.replace(':', "").to_lowercase(), shown["fingerprint"]);
    assert_eq!(other["failure"]["remedy"]["args"]["pinned"], vec!["AB"; 32].join(":"));
    let authority = json!({ "kind": "authority", "pem": made.authority });
    assert_eq!(last(bench.ok("test_central", test(authority)).await)["name"], "authenticate");
    let elsewhere = postgres::certificates(&["localhost"], false);
    let authority = json!({ "kind": "authority", "pem": elsewhere.authority });
    let refused = last(bench.ok("test_central", test(authority)).await);
    assert_eq!(refused["failure"]["message"]["id"], "central-certificate-unknown");
}

/// The certificate is renewed while nobody looks: it is told as that, nobody is connected to a stranger, and whoever
/// looks after the workstation pins the new one, also where no session is left that could vouch for the server.
#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_certificate_is_told_and_pinned_anew_also_without_a_session() {
    if !postgres::available() {
        return;
    }
    let first = postgres::certificates(&["localhost"], false);
    let settings = postgres::Settings { certificates: Some(first.clone()), ..postgres::Settings::default() };
    let mut cluster = postgres::Cluster::start(settings);
    let url = domain::Secret::new(cluster.url("postgres"));
    let mut admin = ::central::Administrator::connect(&url, Some(first.authority.clone())).await.unwrap();
    admin.migrate().await.unwrap();
    let session_secret = domain::Secret::new(world::SESSION_SECRET);
    let (email, tenant) = ("admin@alpha.example", world::new_tenant("ALPHA"));
    let made = admin.create_tenant(&tenant, email, "Amal", &session_secret).await.unwrap();
    let login = made.login.unwrap();
    let bench = Bench::new();
    let inspect = json!({ "host": "localhost", "port": cluster.port() });
    let shown = bench.ok("inspect_central_certificate", inspect.clone()).await;
    let server = |fingerprint: &Value| {
        let trust = json!({ "kind": "certificate", "fingerprint": fingerprint });
        json!({ "host": "localhost", "port": inspect["port"], "database": "postgres", "trust": trust })
    };
    let connect = json!({
        "server": server(&shown["fingerprint"]), "tenantCode": "ALPHA", "role": login.role,
        "rolePassword": login.password.expose(), "email": email, "password": made.person_password.expose(),
        "newPassword": world::PASSWORD,
    });
    bench.ok("connect_workspace", connect).await;
    bench.ok("list_users", json!({})).await;
    drop(admin);

    cluster.show(postgres::certificates(&["localhost"], false));
    let said = bench.refused("list_users", json!({})).await;
    let said = if GONE.contains(&said.as_str()) { bench.refused("list_users", json!({})).await } else { said };
    assert_eq!(said, "central-certificate-not-pinned");
    let central = bench.ok("get_workspace", json!({})).await["central"].clone();
    assert_eq!((&central["link"], &central["reason"]["id"]), (&json!("offline"), &json!(said)));
    // Signed out, so that there is no token; and in again with what is kept here.
    bench.ok("sign_out", json!({})).await;
    bench.sign_in_as(email, world::PASSWORD).await;
    let renewed = bench.ok("inspect_central_certificate", inspect.clone()).await["fingerprint"].clone();
    assert_ne!(renewed, shown["fingerprint"]);
    let save =
        |server: Value, password: &str| json!({ "server": server, "role": login.role, "rolePassword": password });
    let kept = save(server(&renewed), "***");
    assert_eq!(bench.refused("save_connection", kept).await, "central-role-password-again");
    let wrong = bench.ok("save_connection", save(server(&shown["fingerprint"]), login.password.expose())).await;
    assert_eq!(wrong["stages"][2]["failure"]["message"]["id"], "central-certificate-not-pinned", "{wrong}");
    let pinned = bench.ok("save_connection", save(server(&renewed), login.password.expose())).await;
    assert_eq!(pinned["passed"], true, "{pinned}");
    bench.ok("go_online", json!({ "password": world::PASSWORD })).await;
    bench.ok("list_users", json!({})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_workspaces_are_switched_without_a_restart() {
    let Some(world) = world().await else { return };
    let bench = Bench::empty().await;
    bench.asset("P-LOCAL").await;
    let first = bench.ok("get_workspace", json!({})).await;
    assert_eq!(bench.ok("new_workspace", json!({})).await["stage"], "new");
    let email = &world.a.person(Role::TenantAdmin).email;
    let central = bench.ok("connect_workspace", connection(&world, &world.a, email, world::PASSWORD)).await;
    assert_eq!(bench.ok("list_assets", json!({})).await["total"], 0);
    // Another tenant, beside it.
    bench.ok("new_workspace", json!({})).await;
    let email = &world.b.person(Role::Viewer).email;
    bench.ok("connect_workspace", connection(&world, &world.b, email, world::PASSWORD)).await;
    let people = bench.ok("list_people", json!({})).await.to_string();
    assert!(people.contains("beta") && !people.contains("alpha"), "{people}");

    let here = bench.ok("list_workspaces", json!({})).await;
    assert_eq!(here.as_array().unwrap().len(), 3, "{here}");
    // Each in both languages, whichever was spoken when it was connected.
    let alpha = here.as_array().unwrap().iter().find(|w| w["id"] == central["id"]).unwrap();
    assert_eq!((&alpha["nameEn"], &alpha["nameAr"]), (&json!("ALPHA Water"), &json!("مياه")));
    assert_eq!((&central["nameEn"], &central["nameAr"]), (&json!("ALPHA Water"), &json!("مياه")));
    let back = bench.ok("switch_workspace", json!({ "id": first["id"] })).await;
    assert_eq!((&back["kind"], &back["session"]), (&json!("empty"), &Value::Null));
    assert_eq!(bench.refused("list_assets", json!({})).await, "sign-in-needed");
    bench.sign_in_as(common::ADMIN, common::PASSWORD).await;
    assert_eq!(bench.ok("list_assets", json!({})).await["total"], 1);
    bench.ok("switch_workspace", json!({ "id": central["id"] })).await;
    let unknown = json!({ "id": uuid::Uuid::now_v7() });
    assert_eq!(bench.refused("switch_workspace", unknown).await, "workspace-not-here");
    // The window opens where it was last.
    let (app, door) = again(&bench, Clock::Machine);
    app.stand_at_last();
    assert_eq!(door.call("get_workspace", json!({})).await.unwrap()["id"], central["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_expires_in_the_middle_of_work_asks_for_the_password_and_nothing_else_stops() {
    let Some(world) = world().await else { return };
    let bench = workstation(&world, &world.a, Role::TenantAdmin).await;
    world::superuser(&world.cluster)
        .await
        .batch_execute(
            "UPDATE auth.session
                SET issued_at = issued_at - interval '25 hours', expires_at = issued_at - interval '2 hours'",
        )
        .await
        .unwrap();
    assert_eq!(bench.refused("request_enrolment", json!({})).await, "central-session-expired");
    assert_eq!(bench.ok("get_workspace", json!({})).await["central"]["link"], "password_needed");
    bench.asset("P-8").await;
    assert_eq!(bench.refused("go_online", json!({ "password": "not it" })).await, "central-wrong-password");
    bench.ok("list_assets", json!({})).await;
    bench.ok("go_online", json!({ "password": world::PASSWORD })).await;
    assert_eq!(bench.ok("get_workspace", json!({})).await["central"]["link"], "online");
    bench.ok("request_enrolment", json!({})).await;
}
