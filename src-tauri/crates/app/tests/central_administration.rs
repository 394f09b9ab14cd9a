//! Administration of a central tenant from workstations over a real PostgreSQL: people and their sessions, tenants. What is refused is refused with a text in both languages (`Bench::refused`).
#![allow(clippy::unwrap_used)]

#[path = "common/central.rs"]
mod central_bench;
mod common;

use app::Clock;
use central_bench::{World, again, connection, round, workstation, world};
use common::Bench;
use domain::Role;
use serde_json::{Value, json};
use testkit::postgres;
use uuid::Uuid;

async fn world() -> Option<World> {
    World::new(postgres::Settings::default()).await
}

/// The one of the rows, or of a page's, with this value.
fn find<'a>(rows: &'a Value, field: &str, value: &str) -> &'a Value {
    rows.get("items")
        .unwrap_or(rows)
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r[field] == value)
        .unwrap_or_else(|| panic!("{value} is not in {rows}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_made_changed_reset_and_their_sessions_ended() {
    let Some(world) = world().await else { return };
    let admin = workstation(&world, &world.a, Role::TenantAdmin).await;
    let new = json!({ "email": "New@Alpha.example", "displayName": "Huda", "role": "engineer", "locale": "ar" });
    let made = admin.ok("create_user", new.clone()).await;
    assert_eq!(made["user"]["email"], "new@alpha.example");
    assert_eq!((&made["user"]["mustChange"], &made["user"]["version"]), (&json!(true), &json!(1)));
    let password = made["password"].as_str().unwrap();
    assert_eq!(admin.refused("create_user", new).await, "central-email-taken");
    // Known at once also where the plant's own pages show people.
    find(&admin.ok("list_people", json!({})).await, "email", "new@alpha.example");

    // The first sign-in, at another workstation, with a password of their own.
    let theirs = Bench::new();
    let mut way = connection(&world, &world.a, "new@alpha.example", password);
    assert_eq!(theirs.refused("connect_workspace", way.clone()).await, "central-password-due");
    way["newPassword"] = json!("a password of Huda's own");
    theirs.ok("connect_workspace", way).await;

    let users = admin.ok("list_users", json!({})).await;
    assert!(!users.to_string().contains(password));
    let huda = find(&users, "email", "new@alpha.example").clone();
    assert_eq!(
        (&huda["mustChange"], &huda["openSessions"], &huda["isSelf"]),
        (&json!(false), &json!(1), &json!(false))
    );
    assert_eq!(find(&users, "role", "tenant_admin")["isSelf"], true);

    // Changed by two who both looked at version 1: the second is told.
    let change = json!({ "id": huda["id"], "version": huda["version"], "role": "viewer", "displayName": "Huda A." });
    let changed = admin.ok("update_user", change.clone()).await;
    assert_eq!(
        (&changed["role"], &changed["displayName"], &changed["locale"]),
        (&json!("viewer"), &json!("Huda A."), &json!("ar"))
    );
    assert_eq!(admin.refused("update_user", change).await, "central-conflict");
    // The role counts at once, there too.
    assert_eq!(theirs.refused("list_users", json!({})).await, "capability-missing");
    round(&theirs.app).await;
    assert_eq!(theirs.refused("request_enrolment", json!({})).await, "capability-missing");

    // One session is ended, and the window is out at the next word.
    let own = admin.ok("list_user_sessions", json!({})).await;
    assert_eq!(own["items"].as_array().unwrap().iter().filter(|s| s["isThis"] == true).count(), 1, "{own}");
    let of_huda = admin.ok("list_user_sessions", json!({ "personId": huda["id"] })).await;
    let session = &of_huda["items"][0];
    assert_eq!((&session["email"], &session["isThis"]), (&json!("new@alpha.example"), &json!(false)));
    assert!(session["workstation"].is_string());
    // Both logs say at which workstation.
    for (source, action) in [("workstation", "create_user"), ("tenant", "create_person")] {
        let logged = admin.ok("list_actions", json!({ "source": source, "action": action })).await;
        assert_eq!(logged["items"][0]["workstation"], session["workstation"], "{source}: {logged}");
    }
    admin.ok("revoke_session", json!({ "id": session["id"] })).await;
    assert_eq!(admin.refused("revoke_session", json!({ "id": session["id"] })).await, "central-not-found");
    round(&theirs.app).await;
    assert_eq!(theirs.refused("list_sites", json!({})).await, "central-session-revoked");

    // A reset password is to be changed; the old one is none.
    let reset = admin.ok("reset_user_password", json!({ "id": huda["id"] })).await;
    theirs
        .call("sign_in", json!({ "email": "new@alpha.example", "password": "a password of Huda's own" }))
        .await
        .unwrap_err();
    let session = theirs.ok("sign_in", json!({ "email": "new@alpha.example", "password": reset["password"] })).await;
    assert_eq!(session["passwordDue"], true);
    let ended = admin.ok("revoke_user_sessions", json!({ "id": huda["id"] })).await;
    assert_eq!(ended["ended"], 1);

    // Deactivated.
    let version = find(&admin.ok("list_users", json!({})).await, "id", huda["id"].as_str().unwrap())["version"].clone();
    let gone = admin.ok("update_user", json!({ "id": huda["id"], "version": version, "isActive": false })).await;
    assert_eq!((&gone["isActive"], &gone["openSessions"]), (&json!(false), &json!(0)));

    people_bad_input(&world, &admin).await;
}

/// Lists of administration come in pages, with how many there are in all, and are searched as people type.
#[tokio::test(flavor = "multi_thread")]
async fn lists_of_administration_are_paged_and_searched() {
    let Some(world) = world().await else { return };
    let admin = workstation(&world, &world.a, Role::TenantAdmin).await;
    for (n, name) in ["أحمد الغامدي", "Noura", "100% _Ali_"].iter().enumerate() {
        let new =
            json!({ "email": format!("n{n}@alpha.example"), "displayName": name, "role": "viewer", "locale": "ar" });
        admin.ok("create_user", new).await;
    }
    let emails = |page: &Value| -> Vec<String> {
        page["items"].as_array().unwrap().iter().map(|u| u["email"].as_str().unwrap().to_owned()).collect()
    };
    let all = admin.ok("list_users", json!({})).await;
    assert_eq!((all["total"].as_u64(), emails(&all).len()), (Some(7), 7));
    assert!(emails(&all).is_sorted());
    let mut paged = Vec::new();
    for offset in [0, 3, 6] {
        let page = admin.ok("list_users", json!({ "offset": offset, "limit": 3 })).await;
        assert_eq!(page["total"], 7, "{page}");
        paged.extend(emails(&page));
    }
    assert_eq!(paged, emails(&all));
    let behind = admin.ok("list_users", json!({ "offset": 70, "limit": 3 })).await;
    assert_eq!((behind["total"].as_u64(), emails(&behind).len()), (Some(7), 0));
    for (search, found) in [
        ("احمد", &["n0@alpha.example"][..]),
        ("غامدى", &["n0@alpha.example"]),
        ("NOURA", &["n1@alpha.example"]),
        ("n1 noura", &["n1@alpha.example"]),
        ("%", &["n2@alpha.example"]),
        ("_ali_", &["n2@alpha.example"]),
        ("' OR true --", &[]),
        ("beta", &[]),
    ] {
        let page = admin.ok("list_users", json!({ "search": search })).await;
        assert_eq!(
            (emails(&page), page["total"].as_u64()),
            (found.iter().map(|e| e.to_string()).collect(), Some(found.len() as u64)),
            "{search}"
        );
    }

    let sessions = admin.ok("list_user_sessions", json!({ "search": "tenant_admin", "limit": 1 })).await;
    assert_eq!((sessions["items"].as_array().unwrap().len(), sessions["total"].as_u64().unwrap() >= 1), (1, true));
    let none = admin.ok("list_user_sessions", json!({ "search": "tenant_admin nowhere" })).await;
    assert_eq!(none["total"], 0);
    let here = admin.ok("list_workstations", json!({})).await;
    assert_eq!((&here["total"], &here["items"][0]["isThis"]), (&json!(1), &json!(true)));
    let name = here["items"][0]["name"].as_str().unwrap();
    assert_eq!(admin.ok("list_workstations", json!({ "search": name })).await["total"], 1);
    assert_eq!(admin.ok("list_workstations", json!({ "search": "no such workstation" })).await["total"], 0);

    let owner = workstation(&world, &world.platform, Role::PlatformOwner).await;
    let page = owner.ok("list_tenants", json!({ "search": "water", "limit": 1, "offset": 1 })).await;
    assert_eq!((&page["total"], &page["items"][0]["code"]), (&json!(2), &json!("BETA")));
    assert_eq!(owner.ok("list_tenants", json!({ "search": "مياه alpha" })).await["items"][0]["code"], "ALPHA");
}

async fn people_bad_input(world: &World, admin: &Bench) {
    let own = world.a.person(Role::TenantAdmin).id;
    let viewer = world.a.person(Role::Viewer).id;
    let stranger = world.b.person(Role::Viewer).id;
    let of = |email: &str, name: &str, role: &str, locale: &str| json!({ "email": email, "displayName": name, "role": role, "locale": locale });
    let long = "x".repeat(400);
    for (command, request, id) in [
        ("create_user", of("no at sign", "N", "viewer", "en"), "email-malformed"),
        ("create_user", of("a@b.example\u{0}", "N", "viewer", "en"), "email-malformed"),
        ("create_user", of(&format!("{long}@b.example"), "N", "viewer", "en"), "email-malformed"),
        ("create_user", of("a@b.example", "", "viewer", "en"), "config-field-required"),
        ("create_user", of("a@b.example", &long, "viewer", "en"), "config-text-too-long"),
        ("create_user", of("a@b.example", "a\u{7}b", "viewer", "en"), "text-misleads"),
        ("create_user", of("a@b.example", "admin\u{202E}nimda", "viewer", "en"), "text-misleads"),
        ("create_user", of("a@b.example", "Ama\u{200B}l", "viewer", "en"), "text-misleads"),
        ("create_user", of("a@b\u{200B}.example", "N", "viewer", "en"), "email-malformed"),
        ("create_user", of("a@b.example", "N", "viewer", "fr"), "config-not-an-option"),
        ("create_user", of("a@b.example", "N", "root", "en"), "command-field-malformed"),
        // A platform owner is made in the platform's own tenant only.
        ("create_user", of("a@b.example", "N", "platform_owner", "en"), "central-forbidden"),
        ("create_user", json!({}), "command-field-malformed"),
        ("update_user", json!({ "id": stranger, "version": 1, "role": "engineer" }), "central-not-found"),
        ("update_user", json!({ "id": Uuid::nil(), "version": 1 }), "central-not-found"),
        ("update_user", json!({ "id": "x", "version": 1 }), "command-field-malformed"),
        ("update_user", json!({ "id": viewer, "version": 99 }), "central-conflict"),
        ("update_user", json!({ "id": viewer, "version": -1 }), "central-conflict"),
        ("update_user", json!({ "id": viewer, "version": 1.5 }), "command-field-malformed"),
        ("update_user", json!({ "id": viewer, "version": 1, "displayName": " " }), "config-field-required"),
        ("update_user", json!({ "id": viewer, "version": 1, "role": "platform_owner" }), "central-forbidden"),
        ("update_user", json!({ "id": own, "version": 1, "role": "viewer" }), "central-own-role"),
        ("update_user", json!({ "id": own, "version": 1, "isActive": false }), "central-own-role"),
        ("reset_user_password", json!({ "id": own }), "user-own-password"),
        ("reset_user_password", json!({ "id": stranger }), "central-not-found"),
        ("reset_user_password", json!({ "id": Uuid::now_v7() }), "central-not-found"),
        ("reset_user_password", json!({ "id": null }), "command-field-malformed"),
        ("revoke_session", json!({ "id": Uuid::now_v7() }), "central-not-found"),
        ("revoke_session", json!({ "id": "'; DROP TABLE plant.person; --" }), "command-field-malformed"),
        ("revoke_user_sessions", json!({ "id": stranger }), "central-not-found"),
        ("list_user_sessions", json!({ "personId": 7 }), "command-field-malformed"),
    ] {
        assert_eq!(admin.refused(command, request.clone()).await, id, "{command} {request}");
    }
    // Somebody else's session of another tenant is not there.
    let other = workstation(world, &world.b, Role::TenantAdmin).await;
    let theirs = other.ok("list_user_sessions", json!({})).await;
    for session in theirs["items"].as_array().unwrap() {
        assert_eq!(admin.refused("revoke_session", json!({ "id": session["id"] })).await, "central-not-found");
    }
    assert_eq!(other.ok("list_users", json!({})).await["total"], 4);
    let nobodys = admin.refused("list_user_sessions", json!({ "personId": stranger })).await;
    assert_eq!(nobodys, "central-not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_ends_their_own_session_is_out_and_says_so() {
    let Some(world) = world().await else { return };
    let admin = workstation(&world, &world.a, Role::TenantAdmin).await;
    let all = admin.ok("list_user_sessions", json!({})).await;
    let own = all["items"].as_array().unwrap().iter().find(|s| s["isThis"] == true).unwrap();
    admin.ok("revoke_session", json!({ "id": own["id"] })).await;
    assert_eq!(admin.refused("list_users", json!({})).await, "central-session-revoked");
    assert_eq!(admin.refused("list_sites", json!({})).await, "central-session-revoked");
    // A standalone workspace has none of it.
    let alone = Bench::empty().await;
    for (command, request) in [
        ("list_users", json!({})),
        ("create_user", json!({ "email": "a@b.example", "displayName": "A", "role": "viewer", "locale": "en" })),
        ("list_workstations", json!({})),
        ("reseal_secrets", json!({})),
        ("list_sealed_secrets", json!({})),
        ("set_setting", json!({ "key": "offline_grace_days", "value": 3 })),
    ] {
        assert_eq!(alone.refused(command, request).await, "workspace-is-standalone", "{command}");
    }
    let settings = alone.ok("list_settings", json!({})).await;
    let grace = find(&settings, "key", "offline_grace_days");
    assert_eq!((&grace["value"], &grace["origin"]), (&json!(30), &json!("built_in")));
}

#[tokio::test(flavor = "multi_thread")]
async fn tenants_are_listed_edited_disabled_and_opened_with_a_reason() {
    let Some(mut world) = world().await else { return };
    let owner = workstation(&world, &world.platform, Role::PlatformOwner).await;
    let admin = workstation(&world, &world.a, Role::TenantAdmin).await;
    for command in ["list_tenants", "close_tenant"] {
        assert_eq!(admin.refused(command, json!({})).await, "capability-missing");
    }
    let tenants = owner.ok("list_tenants", json!({})).await;
    assert_eq!(tenants["total"], 3);
    let a = find(&tenants, "code", "ALPHA").clone();
    let change =
        json!({ "id": a["id"], "version": a["version"], "nameEn": "Alpha Desalination", "timeZone": "Asia/Dubai" });
    let changed = owner.ok("update_tenant", change.clone()).await;
    assert_eq!(
        (&changed["nameEn"], &changed["timeZone"], &changed["nameAr"]),
        (&json!("Alpha Desalination"), &json!("Asia/Dubai"), &a["nameAr"])
    );
    assert_eq!(owner.refused("update_tenant", change).await, "central-conflict");
    round(&admin.app).await;
    assert_eq!(admin.ok("get_workspace", json!({})).await["central"]["tenantNameEn"], "Alpha Desalination");

    // Opened: administration acts there, and both action logs have it with its reason.
    let reason = "support case 4711";
    let workspace = owner.ok("open_tenant", json!({ "id": a["id"], "reason": format!("  {reason} ") })).await;
    assert_eq!(workspace["central"]["openedTenant"]["code"], "ALPHA");
    assert_eq!(workspace["central"]["openedTenant"]["reason"], reason);
    assert_eq!(find(&owner.ok("list_tenants", json!({})).await, "code", "ALPHA")["isOpened"], true);
    let users = owner.ok("list_users", json!({})).await;
    assert_eq!(users["total"], 4);
    assert!(users["items"].as_array().unwrap().iter().all(|u| u["isSelf"] == false));
    let root = world::superuser(&world.cluster).await;
    for tenant in [world.a.id, world.platform.id] {
        let sql = "SELECT count(*) FROM plant.action_log WHERE tenant_id = $1 AND action = 'open_tenant' AND message ->> 'reason' = $2";
        let row = root.query_one(sql, &[&tenant, &reason]).await.unwrap();
        assert_eq!(row.get::<_, i64>(0), 1, "{tenant}");
    }
    // The tenant's last administrator stays, whoever asks.
    let last = find(&users, "role", "tenant_admin");
    let gone = json!({ "id": last["id"], "version": last["version"], "isActive": false });
    assert_eq!(owner.refused("update_user", gone).await, "central-last-administrator");
    // The store of this window is the platform's own, and so are the people in it.
    round(&owner.app).await;
    assert_eq!(owner.ok("list_people", json!({})).await.as_array().unwrap().len(), 5);
    assert!(!owner.ok("list_people", json!({})).await.to_string().contains("alpha.example"));

    // Another start of the window, with the same session but nothing that says what is open: nothing is.
    world.cluster.stop();
    let (app, door) = again(&owner, Clock::Machine);
    door.call("sign_in", json!({ "email": "owner@platform.example", "password": world::PASSWORD })).await.unwrap();
    world.cluster.run();
    let users = door.call("list_users", json!({})).await.unwrap();
    assert!(!users.to_string().contains("alpha.example"), "{users}");
    app.close().await;

    // The break is noticed at the first word.
    let closed = match owner.call("close_tenant", json!({})).await {
        Ok(closed) => closed,
        Err(_) => owner.ok("close_tenant", json!({})).await,
    };
    assert!(closed["central"]["openedTenant"].is_null());
    assert!(!owner.ok("list_users", json!({})).await.to_string().contains("alpha.example"));

    // Disabled: everybody of the tenant is out at once; and back, with the sign-in, when it is enabled again.
    owner.ok("set_tenant_active", json!({ "id": a["id"], "isActive": false })).await;
    assert_eq!(find(&owner.ok("list_tenants", json!({})).await, "code", "ALPHA")["isActive"], false);
    round(&admin.app).await;
    assert_eq!(admin.refused("list_users", json!({})).await, "central-tenant-disabled");
    assert_eq!(owner.refused("open_tenant", json!({ "id": a["id"], "reason": reason })).await, "tenant-is-disabled");
    owner.ok("set_tenant_active", json!({ "id": a["id"], "isActive": true })).await;
    admin.sign_in_as(&world.a.person(Role::TenantAdmin).email, world::PASSWORD).await;
    admin.ok("list_users", json!({})).await;
    tenants_bad_input(&world, &owner).await;
}

async fn tenants_bad_input(world: &World, owner: &Bench) {
    let (a, platform, nobody) = (world.a.id, world.platform.id, Uuid::now_v7());
    let long = "x".repeat(600);
    let fine = "support case 4711";
    for (command, request, id) in [
        ("update_tenant", json!({ "id": nobody, "version": 1, "nameEn": "X" }), "central-not-found"),
        ("update_tenant", json!({ "id": a, "version": 0, "nameEn": "X" }), "central-conflict"),
        ("update_tenant", json!({ "id": a, "version": "1" }), "command-field-malformed"),
        ("update_tenant", json!({ "id": a, "version": 1, "nameEn": "" }), "config-field-required"),
        ("update_tenant", json!({ "id": a, "version": 1, "nameAr": long }), "config-text-too-long"),
        ("update_tenant", json!({ "id": a, "version": 1, "nameAr": "ا\u{1b}[2J" }), "text-misleads"),
        ("update_tenant", json!({ "id": a, "version": 1, "currency": "BTC" }), "config-not-an-option"),
        ("update_tenant", json!({ "id": a, "version": 1, "timeZone": "Mars/Olympus" }), "time-zone-unknown"),
        ("set_tenant_active", json!({ "id": nobody, "isActive": false }), "central-not-found"),
        ("set_tenant_active", json!({ "id": platform, "isActive": false }), "tenant-is-the-platform"),
        ("set_tenant_active", json!({ "id": a, "isActive": "no" }), "command-field-malformed"),
        ("open_tenant", json!({ "id": nobody, "reason": fine }), "central-not-found"),
        ("open_tenant", json!({ "id": platform, "reason": fine }), "tenant-is-the-platform"),
        ("open_tenant", json!({ "id": a, "reason": "" }), "tenant-reason-malformed"),
        ("open_tenant", json!({ "id": a, "reason": "why" }), "tenant-reason-malformed"),
        ("open_tenant", json!({ "id": a, "reason": "            " }), "tenant-reason-malformed"),
        ("open_tenant", json!({ "id": a, "reason": long }), "tenant-reason-malformed"),
        ("open_tenant", json!({ "id": a, "reason": "support\ncase\n4711" }), "tenant-reason-malformed"),
        ("open_tenant", json!({ "id": a, "reason": "support \u{2067}case 4711" }), "text-misleads"),
        ("open_tenant", json!({ "id": "ALPHA", "reason": fine }), "command-field-malformed"),
        ("open_tenant", json!({ "id": a }), "command-field-malformed"),
    ] {
        assert_eq!(owner.refused(command, request.clone()).await, id, "{command} {request}");
    }
    let opened = owner.ok("get_workspace", json!({})).await["central"]["openedTenant"].clone();
    assert!(opened.is_null(), "nothing of it has opened one");
}
