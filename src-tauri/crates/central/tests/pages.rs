//! Pages of users, sessions, workstations and tenants: searched, counted and cut by the database's functions, and the same
//! from a database of before there were such functions.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

mod common;

use central::Window;
use common::{World, superuser};
use domain::Role;
use testkit::postgres::Settings;
use uuid::Uuid;

#[tokio::test]
async fn pages_are_the_same_from_a_database_of_before() {
    for schema in [23, central::known_schema()] {
        let Some(world) = World::at(Settings::default(), schema).await else { return };
        people_and_their_sessions(&world, schema).await;
        workstations_and_tenants(&world, schema).await;
    }
}

fn window(search: &str, offset: u32, limit: u32) -> Window {
    Window { search: Some(search.to_owned()), offset, limit }
}

async fn people_and_their_sessions(world: &World, schema: i32) {
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let _engineer = world.signed_in(&world.a, Role::Engineer).await;
    for (search, offset, limit, total, emails) in [
        ("", 0, 2, 4, vec!["engineer@alpha.example", "optimization_engineer@alpha.example"]),
        ("", 3, 10, 4, vec!["viewer@alpha.example"]),
        ("", 4, 10, 4, vec![]),
        ("", 1_000, 10, 4, vec![]),
        ("VIEWER of", 0, 10, 1, vec!["viewer@alpha.example"]),
        ("alpha viewer nobody", 0, 10, 0, vec![]),
        ("beta", 0, 10, 0, vec![]),
        ("%", 0, 10, 0, vec![]),
        ("' OR true --", 0, 10, 0, vec![]),
    ] {
        let page = admin.find_people(&window(search, offset, limit)).await.unwrap();
        let found: Vec<_> = page.items.iter().map(|p| p.email.as_str()).collect();
        assert_eq!((page.total, found), (total, emails), "{search:?} at {offset} in schema {schema}");
    }
    let engineer = world.a.person(Role::Engineer);
    let found = admin.find_person(engineer.id).await.unwrap().unwrap();
    assert_eq!((found.email.as_str(), found.open_sessions, found.must_change), (engineer.email.as_str(), 1, false));
    assert!(admin.find_person(world.b.person(Role::Engineer).id).await.unwrap().is_none());

    let all = admin.find_sessions(None, &window("", 0, 100)).await.unwrap();
    let theirs = admin.find_sessions(Some(engineer.id), &window("", 0, 100)).await.unwrap();
    assert!(all.total > theirs.total && theirs.items.iter().all(|s| s.person_id == Some(engineer.id)));
    assert!(all.items.windows(2).all(|two| two[0].issued_at >= two[1].issued_at), "newest first");
    let first = admin.find_sessions(None, &window("engineer test", 0, 1)).await.unwrap();
    assert_eq!(first.items.len(), 1);
    assert!(first.items[0].email.as_deref().unwrap().contains("engineer"));
    let strangers = admin.find_sessions(Some(world.b.person(Role::TenantAdmin).id), &window("", 0, 10)).await.unwrap();
    assert_eq!((strangers.total, strangers.items.len()), (0, 0));
}

async fn workstations_and_tenants(world: &World, schema: i32) {
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    for n in 0..3 {
        let (device, key) = (Uuid::now_v7(), format!("age1{}", "q".repeat(58)));
        admin.request_enrolment(device, &format!("غرفة التحكم {n}"), &key, &[n; 32]).await.unwrap();
        if n == 0 {
            admin.enrol_device(device).await.unwrap();
        }
    }
    let page = admin.find_workstations(&window("غرفه ٠", 0, 10)).await.unwrap();
    assert_eq!((page.total, page.items[0].name.as_str()), (1, "غرفة التحكم 0"), "schema {schema}");
    let page = admin.find_workstations(&window("", 2, 10)).await.unwrap();
    assert_eq!((page.total, page.items[0].name.as_str()), (3, "غرفة التحكم 0"), "those that wait come first");

    let owner = world.signed_in(&world.platform, Role::PlatformOwner).await;
    let page = owner.find_tenants(&window("water", 1, 1)).await.unwrap();
    assert_eq!((page.total, page.items[0].code.as_str()), (2, "BETA"), "schema {schema}");
    assert_eq!(owner.find_tenant(world.a.id).await.unwrap().unwrap().code, "ALPHA");
    assert!(owner.find_tenant(Uuid::now_v7()).await.unwrap().is_none());
}

/// What is looked for is folded here, what is looked in is folded there.
#[tokio::test]
async fn the_database_folds_text_as_the_product_does() {
    let Some(world) = World::new(Settings::default()).await else { return };
    let root = superuser(&world.cluster).await;
    let texts = [
        "Pump P-101",
        "ÉCLUSE Straße",
        "أحمد إبراهيم آل ٱ",
        "مُضَخَّة تغذيـــة",
        "على رئيس مؤشر",
        "٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹",
        "P\u{200e}-1\u{200f}0\u{2067}1\u{2069}",
        "",
    ];
    for text in texts {
        for word in domain::fold_for_search(text).split_whitespace() {
            let row = root.query_one("SELECT plant.has_words($1, ARRAY[$2])", &[&text, &word]).await.unwrap();
            assert!(row.get::<_, bool>(0), "{word:?} is not found in {text:?}");
        }
        let row = root.query_one("SELECT plant.has_words($1, ARRAY['nothing like it'])", &[&text]).await.unwrap();
        assert!(!row.get::<_, bool>(0));
    }
}
