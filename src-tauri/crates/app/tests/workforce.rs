//! The workforce, what work asks for, and equipment that stands in for each other, through the command table.
#![allow(clippy::unwrap_used)]

mod common;

use common::Bench;
use serde_json::{Value, json};

async fn skill(bench: &Bench, code: &str, families: Value) -> Value {
    let asked = json!({ "kind": "skill", "code": code, "nameEn": "Rotating", "nameAr": "دوّارة", "families": families });
    bench.ok("save_resource", asked).await
}

fn engineer(site: &Value, skill: &Value, code: &str) -> Value {
    json!({
        "code": code, "nameEn": "Saad", "nameAr": "سعد", "homeSiteId": site,
        "skills": [{ "skillId": skill, "level": 3 }], "tools": [], "parts": [],
        "weekly": [{ "weekday": "sunday", "start": 420, "end": 930 }, { "weekday": "monday", "start": 420, "end": 930 }],
        "exceptions": [{ "from": "2027-01-03", "until": "2027-01-09", "shift": null, "note": "leave" }],
        "maxHoursPerDay": 8.0, "isActive": true
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engineer_is_saved_found_and_changed_only_by_who_has_seen_them() {
    let bench = Bench::empty().await;
    bench.asset("P-1").await;
    let site = bench.ok("list_sites", json!({})).await[0]["id"].clone();
    let skill = skill(&bench, "ROT", json!(["pump"])).await;
    let saved = bench.ok("save_engineer", engineer(&site, &skill["id"], "E-1")).await;
    assert_eq!(
        (&saved["weeklyHours"], &saved["homeSiteCode"], &saved["openOrders"]),
        (&json!(16.0), &json!("RTP"), &json!(0))
    );
    assert_eq!(bench.refused("save_engineer", engineer(&site, &skill["id"], "e-1")).await, "duplicate-engineer-code");
    for search in ["saad", "سعد", "E-1"] {
        assert_eq!(bench.ok("list_engineers", json!({ "search": search })).await["total"], 1, "{search}");
    }
    let mut change = engineer(&site, &skill["id"], "E-1");
    change["id"] = saved["engineer"]["id"].clone();
    change["version"] = json!(1);
    change["isActive"] = json!(false);
    assert_eq!(bench.ok("save_engineer", change.clone()).await["engineer"]["version"], 2);
    assert_eq!(bench.refused("save_engineer", change).await, "store-conflict");
    assert_eq!(bench.ok("list_engineers", json!({ "onlyActive": true })).await["total"], 0);

    for (field, value, refused) in [
        ("weekly", json!([{ "weekday": "sunday", "start": 930, "end": 420 }]), "engineer-shift-wrong"),
        ("maxHoursPerDay", json!(0), "engineer-hours-wrong"),
        ("skills", json!([{ "skillId": skill["id"], "level": 9 }]), "engineer-level-wrong"),
        ("skills", json!([{ "skillId": domain::ResourceId::new(), "level": 1 }]), "resource-unknown"),
        ("tools", json!([skill["id"]]), "resource-unknown"),
        ("homeSiteId", json!(domain::SiteId::new()), "store-not-found"),
        ("nameAr", json!(" "), "config-field-required"),
    ] {
        let mut wrong = engineer(&site, &skill["id"], "E-2");
        wrong[field] = value;
        assert_eq!(bench.refused("save_engineer", wrong).await, refused, "{field}");
    }
    assert_eq!(bench.refused("delete_resource", json!({ "id": skill["id"] })).await, "resource-in-use");
    bench.ok("delete_engineer", json!({ "id": saved["engineer"]["id"] })).await;
    bench.ok("delete_resource", json!({ "id": skill["id"] })).await;
    assert_eq!(bench.ok("list_resources", json!({})).await, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_asks_for_the_trade_of_its_equipment_until_somebody_says_otherwise() {
    let bench = Bench::empty().await;
    let asset = bench.asset("P-1").await;
    let rotating = skill(&bench, "ROT", json!(["pump"])).await;
    skill(&bench, "INST", json!(["valve"])).await;
    let order = json!({ "assetId": asset, "titleEn": "Seal", "type": "corrective", "priority": "high" });
    let order = bench.ok("create_work_order", order).await["order"]["id"].clone();
    let assumed = bench.ok("get_work_needs", json!({ "workOrderId": order })).await;
    assert_eq!((&assumed["isAssumed"], &assumed["version"]), (&json!(true), &json!(0)));
    assert_eq!(assumed["needs"]["skills"], json!([{ "skillId": rotating["id"], "level": 1 }]));
    let needs =
        json!({ "skills": [{ "skillId": rotating["id"], "level": 4 }], "window": { "earliest": 420, "latest": 600 } });
    let asked = json!({ "workOrderId": order, "needs": needs });
    let said = bench.ok("save_work_needs", asked.clone()).await;
    assert_eq!((&said["isAssumed"], &said["version"]), (&json!(false), &json!(1)));
    assert_eq!(said["needs"]["skills"][0]["level"], 4);
    assert_eq!(bench.refused("save_work_needs", asked).await, "store-conflict");
    for (needs, refused) in [
        (json!({ "after": [order] }), "work-needs-after-itself"),
        (json!({ "window": { "earliest": 600, "latest": 420 } }), "work-needs-window-wrong"),
        (json!({ "tools": [rotating["id"]] }), "resource-unknown"),
    ] {
        let asked = json!({ "workOrderId": order, "version": 1, "needs": needs });
        assert_eq!(bench.refused("save_work_needs", asked).await, refused);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stores_and_parallel_equipment_are_of_one_site_and_nothing_stands_in_twice() {
    let bench = Bench::empty().await;
    let (a, b, c) = (bench.asset("P-1A").await, bench.asset("P-1B").await, bench.asset("P-1C").await);
    let site = bench.ok("list_sites", json!({})).await[0]["id"].clone();
    let part = json!({ "kind": "part", "code": "SEAL", "nameEn": "Seal", "nameAr": "سدادة", "families": [] });
    let part = bench.ok("save_resource", part).await["id"].clone();
    let depot = json!({ "siteId": site, "loadingMinutes": 15, "tools": [], "stock": [{ "partId": part, "count": 2, "from": null }] });
    assert_eq!(bench.ok("save_depot", depot.clone()).await["siteCode"], "RTP");
    assert_eq!(bench.refused("save_depot", depot).await, "store-conflict");
    assert_eq!(bench.ok("list_depots", json!({})).await[0]["depot"]["stock"][0]["count"], 2);

    let group = |members: &[&String], spare: u32| json!({ "siteId": site, "nameEn": "Pumps", "nameAr": "مضخات", "assetIds": members, "spare": spare, "mostInWork": 1 });
    let saved = bench.ok("save_parallel_group", group(&[&a, &b], 1)).await;
    assert_eq!(saved["assetTags"], json!(["P-1A", "P-1B"]));
    assert_eq!(bench.refused("save_parallel_group", group(&[&b, &c], 1)).await, "parallel-group-member-taken");
    assert_eq!(bench.refused("save_parallel_group", group(&[&c], 0)).await, "parallel-group-wrong");
    bench.ok("delete_parallel_group", json!({ "id": saved["group"]["id"] })).await;
    bench.ok("save_parallel_group", group(&[&b, &c], 1)).await;
    bench.ok("delete_depot", json!({ "siteId": site })).await;
}
