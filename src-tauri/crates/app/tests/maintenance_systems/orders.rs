//! Orders of a maintenance system as work orders here, and what becomes of those that were sent there: the same for SAP and for
//! Oracle.

use crate::{
    common::{ADMIN, Bench, PASSWORD},
    either::{How, System, settings},
    support::{objects, reopened, state, taken, until, work_order},
};
use app::Clock;
use serde_json::{Value, json};

/// Pumps 1 to `most`.
async fn take_in(bench: &Bench, id: &Value, site: &Value, most: usize) {
    let is_meant = |row: &Value| {
        let label = row["object"]["object"]["number"].as_str().unwrap();
        (1..=most).any(|n| label == format!("P-{n:04}") || label == format!("{}", 300_000_000_000_000_u64 + n as u64))
    };
    let rows: Vec<Value> = objects(bench, id, site).await.iter().filter(|row| is_meant(row)).map(taken).collect();
    assert_eq!(rows.len(), most);
    bench.ok("take_in_objects", json!({"integrationId": id, "siteId": site, "rows": rows})).await;
}

/// Reads what has changed, now.
async fn reread(bench: &Bench, id: &Value) {
    let readings = async || {
        let summary = bench.ok("get_maintenance_summary", json!({"id": id})).await;
        (summary["ordersReadAt"].clone(), summary["readAt"].clone())
    };
    let before = readings().await;
    bench.ok("stop_integration", json!({"id": id})).await;
    bench.ok("start_integration", json!({"id": id})).await;
    until("read again", async || (readings().await.0 != before.0 && readings().await.1 != before.1).then_some(()))
        .await;
}

async fn list(bench: &Bench, filter: Value) -> Vec<Value> {
    bench.ok("list_work_orders", filter).await["items"].as_array().unwrap().clone()
}

/// The work order that the system's order became.
async fn of(bench: &Bench, number: &str) -> Option<Value> {
    let found = list(bench, json!({"search": number})).await;
    found.into_iter().find(|row| row["mark"]["number"] == number)
}

async fn is(bench: &Bench, number: &str, status: &str) -> Option<Value> {
    of(bench, number).await.filter(|row| row["order"]["status"] == status)
}

async fn otherwise(bench: &Bench, order: &Value) -> Vec<String> {
    let told = state(bench, order).await;
    told["otherwise"].as_array().unwrap().iter().map(|m| m["id"].as_str().unwrap().to_owned()).collect()
}

async fn changes(bench: &Bench, order: &Value) -> Vec<String> {
    let told = state(bench, order).await;
    told["changes"].as_array().unwrap().iter().map(|c| c["message"]["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_of_a_system_become_work_orders_once_and_follow_it() {
    for system in System::both(6).await {
        let (bench, id, site, _) = system.bench(Clock::Machine).await;
        let (name, first) = (system.name(), system.number(1));
        // One is over already, one is of a pump that nobody takes in, and one is how nobody knows.
        system.say(&system.number(6), How::Done, json!({}));
        system.say(&system.number(7), How::Strange, json!({"pump": 2}));
        take_in(&bench, &id, &site, 4).await;
        bench.ok("start_integration", json!({"id": id})).await;
        until("four", async || (list(&bench, json!({})).await.len() == 4).then_some(())).await;
        let row = of(&bench, &first).await.unwrap();
        assert_eq!(row["mark"], json!({"system": name, "number": first, "isOwned": true, "isOtherwise": false}));
        assert_eq!((&row["assetTag"], &row["order"]["titleEn"]), (&json!("P-0001"), &json!("Check the coupling (1)")));
        assert_eq!((&row["order"]["priority"], &row["order"]["status"]), (&json!("high"), &json!("open")));
        assert_eq!((&row["order"]["type"], &row["order"]["dueOn"]), (&json!("corrective"), &json!("2027-02-06")));
        let begun = of(&bench, &system.number(3)).await.unwrap();
        assert_eq!((&begun["order"]["status"], &begun["next"]), (&json!("in_progress"), &json!([])));
        let log = until("what is strange is told once all is read", async || {
            let log = bench.ok("list_integration_events", json!({"integrationId": id})).await.to_string();
            log.contains("maintenance-orders-strange").then_some(log)
        });
        assert!(log.await.contains(&system.number(7)));

        // Read again: nothing is doubled, nothing changes.
        let before = list(&bench, json!({})).await;
        reread(&bench, &id).await;
        assert_eq!(list(&bench, json!({})).await, before);

        // What a person decides here stays, and what the system decides is refused here.
        let order = row["order"]["id"].clone();
        let person = bench.ok("list_people", json!({})).await[0]["id"].clone();
        let edit = |version: &Value, more: Value| {
            let mut edit = json!({"id": order, "version": version, "titleEn": "Check the coupling (1)", "titleAr": "فحص الوصلة",
                "description": "Ask Noura", "type": "inspection", "priority": "high", "dueOn": "2027-02-06",
                "assigneeId": person, "estimatedHours": 4.0});
            edit.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            edit
        };
        let kept = bench.ok("update_work_order", edit(&json!(1), json!({}))).await;
        assert_eq!(kept["order"]["status"], "open", "whoever is to do it here, the state is the system's");
        for wrong in [
            json!({"titleEn": "Mine"}),
            json!({"priority": "low"}),
            json!({"dueOn": "2027-02-07"}),
            json!({"dueOn": null}),
        ] {
            let refused = bench.refused("update_work_order", edit(&json!(2), wrong)).await;
            assert_eq!(refused, "work-order-owned-by-system");
        }
        let start = json!({"id": order, "from": "open", "to": "in_progress"});
        assert_eq!(bench.refused("move_work_order", start).await, "work-order-owned-by-system");
        let split = json!({"id": order, "version": 2, "parts": 2});
        assert_eq!(bench.refused("split_work_order", split).await, "work-order-owned-by-system");
        assert_eq!(
            bench.refused("send_work_order_to_system", json!({"id": order})).await,
            "work-order-owned-by-system"
        );

        // All that the system decides changes there, with a text that misleads; and the order moves to another pump.
        let more = json!({"title": "Seal\u{202e} leaks\u{7}\t at\u{2066} once ", "priority": 1, "pump": 2,
                          "due": "2027-03-04T20:00:00+00:00"});
        system.say(&first, How::Begun, more);
        reread(&bench, &id).await;
        let row = until("follows", async || is(&bench, &first, "in_progress").await).await;
        let now = &row["order"];
        assert_eq!(
            (&row["assetTag"], &now["titleEn"], &now["priority"]),
            (&json!("P-0002"), &json!("Seal leaks at once"), &json!("critical"))
        );
        assert_eq!(
            (&now["titleAr"], &now["description"], &now["type"]),
            (&json!("فحص الوصلة"), &json!("Ask Noura"), &json!("inspection"))
        );
        assert_eq!(
            (&now["assigneeId"], &now["estimatedHours"], &now["dueOn"]),
            (&person, &json!(4.0), &json!("2027-03-04"))
        );
        for told in ["status", "moved", "due", "priority", "title", "told"] {
            assert!(changes(&bench, &order).await.contains(&format!("followed-order-{told}")), "{told}");
        }

        // To an object that no asset stands for: it stays where it was, and that is said, in the list too. How nobody knows:
        // likewise.
        system.say(&first, How::Begun, json!({"pump": 5}));
        reread(&bench, &id).await;
        until("told", async || (!otherwise(&bench, &order).await.is_empty()).then_some(())).await;
        assert_eq!(otherwise(&bench, &order).await, ["followed-otherwise-object"]);
        assert_eq!(of(&bench, &first).await.unwrap()["mark"]["isOtherwise"], true);
        system.say(&first, How::Strange, json!({"pump": 5}));
        reread(&bench, &id).await;
        until("told", async || (otherwise(&bench, &order).await.len() == 2).then_some(())).await;
        assert_eq!(otherwise(&bench, &order).await, ["followed-otherwise-unknown", "followed-otherwise-object"]);
        let row = of(&bench, &first).await.unwrap();
        assert_eq!((&row["order"]["status"], &row["mark"]["isOtherwise"]), (&json!("in_progress"), &json!(true)));

        // Over, with the time; a flag of deletion is an end too. And what was over is opened again there.
        system.say(&first, How::Done, json!({"pump": 2}));
        system.say(&system.number(2), How::Deleted, json!({}));
        reread(&bench, &id).await;
        until("done", async || is(&bench, &first, "done").await).await;
        until("cancelled", async || is(&bench, &system.number(2), "cancelled").await).await;
        let told = state(&bench, &order).await;
        assert!(told["followed"]["completedAt"].is_string() && told["otherwise"] == json!([]), "{told:#}");
        system.say(&first, How::Open, json!({}));
        reread(&bench, &id).await;
        until("open again", async || is(&bench, &first, "open").await).await;
        assert_eq!(list(&bench, json!({})).await.len(), 4);
        bench.app.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_was_sent_is_followed_to_its_end_and_what_disagrees_is_shown() {
    for system in System::both(0).await {
        let (bench, id, site, _) = system.bench(Clock::Machine).await;
        take_in(&bench, &id, &site, 3).await;
        bench.ok("start_integration", json!({"id": id})).await;
        let sent = async |tag: &str| {
            let order = work_order(&bench, tag).await;
            bench.ok("send_work_order_to_system", json!({"id": order})).await;
            let there = async || Some(state(&bench, &order).await).filter(|s| s["order"]["state"] == "there");
            let number = until("there", there).await["order"]["number"].as_str().unwrap().to_owned();
            (order, number)
        };
        let (order, number) = sent("P-0001").await;
        // At once, without waiting for the next reading.
        let told = state(&bench, &order).await;
        assert_eq!(
            (&told["followed"]["status"], &told["followed"]["isOwned"]),
            (&json!("open"), &json!(false)),
            "{told:#}"
        );
        let row = of(&bench, &number).await.unwrap();
        assert_eq!((&row["mark"]["isOwned"], &row["mark"]["isOtherwise"]), (&json!(false), &json!(false)));
        assert_eq!(row["next"], json!(["assigned", "in_progress", "cancelled"]), "it stays ours");

        // Somebody begins there: shown. Its title is another one there: ours stays.
        system.say(&number, How::Begun, json!({"title": "Other words"}));
        reread(&bench, &id).await;
        until("begun", async || (state(&bench, &order).await["followed"]["status"] == "in_progress").then_some(()))
            .await;
        let row = of(&bench, &number).await.unwrap();
        assert_eq!((&row["order"]["status"], &row["order"]["titleEn"]), (&json!("open"), &json!("Replace the seal")));

        system.say(&number, How::Done, json!({}));
        reread(&bench, &id).await;
        until("done", async || is(&bench, &number, "done").await).await;
        assert!(changes(&bench, &order).await.contains(&"followed-order-status".to_owned()));
        assert!(state(&bench, &order).await["followed"]["completedAt"].is_string());

        // Done here and open there: both are shown, neither is changed. Then canceled there: still said.
        let (other, its) = sent("P-0002").await;
        for (from, to) in [("open", "in_progress"), ("in_progress", "done")] {
            bench.ok("move_work_order", json!({"id": other, "from": from, "to": to})).await;
        }
        assert_eq!(otherwise(&bench, &other).await, ["followed-otherwise-status"]);
        assert_eq!(of(&bench, &its).await.unwrap()["mark"]["isOtherwise"], true);
        system.say(&its, How::Deleted, json!({}));
        reread(&bench, &id).await;
        until("seen", async || (state(&bench, &other).await["followed"]["status"] == "cancelled").then_some(())).await;
        assert_eq!(of(&bench, &its).await.unwrap()["order"]["status"], "done");
        assert_eq!(otherwise(&bench, &other).await, ["followed-otherwise-status"]);

        // Copied there, key and all (Oracle lets no number repeat): the copy is the system's own.
        if let System::Sap(_) = system {
            let (third, its) = sent("P-0003").await;
            system.copy(&its);
            reread(&bench, &id).await;
            until("the copy", async || of(&bench, "4000004").await.filter(|row| row["mark"]["isOwned"] == true)).await;
            assert_eq!(state(&bench, &third).await["followed"]["number"], its.as_str());
        }
        let expected = if matches!(system, System::Sap(_)) { 4 } else { 2 };
        assert_eq!(list(&bench, json!({})).await.len(), expected, "none is doubled");
        bench.app.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_number_in_two_systems_is_two_orders() {
    let systems = [System::sap(3).await, System::sap(3).await];
    let (bench, one, site, _) = systems[0].bench(Clock::Machine).await;
    take_in(&bench, &one, &site, 3).await;
    let mut second = systems[1].integration();
    second["name"] = json!("SAP of the other plant");
    let two = bench.ok("save_integration", second).await["integration"]["id"].clone();
    take_in(&bench, &two, &site, 3).await;
    for id in [&one, &two] {
        bench.ok("start_integration", json!({"id": id})).await;
    }
    until("six", async || (list(&bench, json!({})).await.len() == 6).then_some(())).await;
    systems[1].say("4100001", How::Done, json!({}));
    reread(&bench, &two).await;
    let done = async || {
        let rows = list(&bench, json!({"search": "4100001"})).await;
        (rows.iter().filter(|row| row["order"]["status"] == "done").count() == 1).then_some(rows.len())
    };
    assert_eq!(until("one of them", done).await, 2);
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_later_what_bears_no_change_is_seen_and_a_clock_ahead_hides_nothing() {
    for system in System::both(3).await {
        let clock = Clock::fixed("2026-11-30T08:00:00Z".parse().unwrap());
        let (bench, id, site, vault) = system.bench(clock.clone()).await;
        take_in(&bench, &id, &site, 3).await;
        // The system's clock is an hour ahead.
        system.say(&system.number(1), How::Begun, json!({"changed": "2026-11-30T09:00:00Z"}));
        bench.ok("start_integration", json!({"id": id})).await;
        until("three", async || (list(&bench, json!({})).await.len() == 3).then_some(())).await;
        assert!(is(&bench, &system.number(1), "in_progress").await.is_some());
        // It is set right, and then something changes.
        system.say(&system.number(2), How::Begun, json!({"changed": "2026-11-30T08:02:00Z"}));
        clock.advance(chrono::Duration::minutes(5));
        reread(&bench, &id).await;
        until("seen", async || is(&bench, &system.number(2), "in_progress").await).await;

        // A backup is restored there: one order is as it was long ago, one is gone.
        system.say(&system.number(1), How::Open, json!({"changed": "2026-02-01T00:00:00Z"}));
        system.gone(&system.number(3));
        clock.advance(chrono::Duration::minutes(5));
        reread(&bench, &id).await;
        assert!(is(&bench, &system.number(1), "in_progress").await.is_some(), "no change is told of");
        bench.app.close().await;
        clock.advance(chrono::Duration::hours(25));
        let bench = reopened(bench.folder, settings(), vault, clock).await;
        bench.call("sign_in", json!({"email": ADMIN, "password": PASSWORD})).await.ok();
        until("as it is there", async || is(&bench, &system.number(1), "open").await).await;
        let lost = of(&bench, &system.number(3)).await.unwrap();
        until("gone", async || (state(&bench, &lost["order"]["id"]).await["followed"]["isGone"] == true).then_some(()))
            .await;
        assert_eq!(otherwise(&bench, &lost["order"]["id"]).await, ["followed-otherwise-gone"]);
        assert!(is(&bench, &system.number(3), "in_progress").await.is_some(), "why it is gone only a person knows");
        bench.app.close().await;
    }
}

/// Resident memory of this process.
fn resident_mib() -> f64 {
    let pages: f64 = std::fs::read_to_string("/proc/self/statm").unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4_096.0 / (1 << 20) as f64
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_orders_come_page_by_page() {
    let system = System::sap(10_000).await;
    let (bench, id, site, _) = system.bench(Clock::Machine).await;
    let mut config = system.integration();
    config["id"] = id.clone();
    config["config"]["pageSize"] = json!(500);
    bench.ok("save_integration", config).await;
    take_in(&bench, &id, &site, 5).await;
    let (before, began) = (resident_mib(), std::time::Instant::now());
    bench.ok("start_integration", json!({"id": id})).await;
    until("all", async || {
        let summary = bench.ok("get_maintenance_summary", json!({"id": id})).await;
        (summary["orders"] == 10_000).then_some(())
    })
    .await;
    let (took, grown) = (began.elapsed(), resident_mib() - before);
    eprintln!("10,000 orders in {took:.1?}, memory grew by {grown:.0} MiB");
    assert!(grown < 150.0, "{grown} MiB");
    let page = bench.ok("list_work_orders", json!({"limit": 100})).await;
    assert_eq!((&page["total"], page["items"].as_array().unwrap().len()), (&json!(10_000), 100));
    let found = list(&bench, json!({"search": "4109999"})).await;
    assert_eq!((found.len(), &found[0]["mark"]["number"]), (1, &json!("4109999")));
    bench.app.close().await;
}
