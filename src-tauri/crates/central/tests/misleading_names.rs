//! Names that mislead are refused by the database, whoever writes them; what stood there before can still be changed, and
//! what comes along with a sign-in is shown without such characters. The list is the same as the workstations' own.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

mod common;

use central::{CentralError, PersonChange};
use common::{PASSWORD, World, all, secret, superuser};
use domain::{Role, text};
use testkit::postgres::Settings;

#[tokio::test]
async fn the_databases_list_is_that_of_the_workstations() {
    let Some(world) = World::new(Settings::default()).await else { return };
    let root = superuser(&world.cluster).await;
    // PostgreSQL's text has no U+0000; surrogates are no characters.
    let all: Vec<char> = (1..=0x0010_FFFFu32).filter_map(char::from_u32).collect();
    let asked: Vec<String> = all.iter().map(|c| format!("a{c}b")).collect();
    let sql = "SELECT plant.misleads(t) FROM unnest($1::text[]) WITH ORDINALITY AS u (t, n) ORDER BY n";
    let said: Vec<bool> = root.query(sql, &[&asked]).await.unwrap().iter().map(|r| r.get(0)).collect();
    let other: Vec<String> = all
        .iter()
        .zip(said)
        .filter(|(c, said)| text::is_misleading(**c) != *said)
        .map(|(c, said)| format!("U+{:04X} {said}", u32::from(*c)))
        .collect();
    assert!(other.is_empty(), "{other:?}");
    for (name, misleads) in [
        ("", false),
        (" ", true),
        ("\u{00A0}\u{2003}\u{3000}", true),
        ("\u{200C}\u{200D}", true),
        ("مضخّة ‌التغذية ١", false),
        ("Pumpe № 5 — «Süd»", false),
        ("👷\u{FE0F}", false),
    ] {
        let said: bool = root.query_one("SELECT plant.misleads($1)", &[&name]).await.unwrap().get(0);
        assert_eq!(said, misleads, "{name:?}");
    }
}

#[tokio::test]
async fn misleading_names_are_refused_and_old_ones_hinder_nobody() {
    let Some(world) = World::new(Settings::default()).await else { return };
    let owner = world.signed_in(&world.platform, Role::PlatformOwner).await;
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let root = superuser(&world.cluster).await;
    let is_refused = |said: central::Result<()>, field: &str| match said {
        Err(CentralError::Invalid(about)) => assert_eq!(about, field),
        other => panic!("{other:?}"),
    };
    let tenant = owner.find_tenant(world.a.id).await.unwrap().unwrap();
    let change = central::TenantChange { name_en: Some("Alpha\u{202E}".into()), ..Default::default() };
    is_refused(owner.update_tenant(tenant.id, tenant.version, &change).await.map(drop), "name_en");
    is_refused(owner.open_tenant(tenant.id, "looking after \u{2067}the pump").await, "reason");

    // From before the rule, or by a superuser's hand.
    let viewer = world.a.person(Role::Viewer).id;
    root.batch_execute(&format!(
        "SET session_replication_role = replica;
         UPDATE plant.person SET display_name = E'V\\u202Eiewer' WHERE id = '{viewer}';
         UPDATE plant.tenant SET name_ar = E'\\u200Fمياه' WHERE tenant_id = '{}'",
        world.a.id
    ))
    .await
    .unwrap();
    let version = || async { admin.find_person(viewer).await.unwrap().unwrap().version };
    let inactive = PersonChange { is_active: Some(false), ..Default::default() };
    admin.update_person(viewer, version().await, &inactive).await.unwrap();
    let misleading = PersonChange { display_name: Some("V\u{200B}iewer".into()), ..Default::default() };
    is_refused(admin.update_person(viewer, version().await, &misleading).await.map(drop), "display_name");
    owner.set_tenant_status(world.a.id, false).await.unwrap();
    owner.set_tenant_status(world.a.id, true).await.unwrap();
}

#[tokio::test]
async fn where_somebody_signs_in_is_shown_without_such_characters() {
    let Some(world) = World::new(Settings::default()).await else { return };
    let link = world.link(&world.a).await;
    let email = &world.a.person(Role::Engineer).email;
    link.sign_in(email, &secret(PASSWORD), None, "ctl\u{202E}room\u{200B}-1\n").await.unwrap();
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let sessions = admin.find_sessions(None, &all()).await.unwrap().items;
    assert!(sessions.iter().any(|s| s.workstation.as_deref() == Some("ctlroom-1")), "{sessions:?}");
    let (log, _) = admin.list_actions(&Default::default(), 0, 500).await.unwrap();
    let shown = log.iter().filter(|a| a.action == "sign_in").map(|a| a.object.as_str()).collect::<Vec<_>>();
    assert!(shown.contains(&"ctlroom-1"), "{shown:?}");
    assert!(log.iter().all(|a| text::misleading(&a.object).is_none()));
    assert!(admin.verify_action_log(None).await.unwrap().is_intact());
}
