//! Walks every command of the table with every role, with nobody, and with a locked window: what the table says is
//! what the door does. Generated from the table, so that a new command can't be forgotten.
#![allow(clippy::unwrap_used)]

mod common;

use app::commands::{Access, TABLE};
use common::{Bench, PASSWORD};
use domain::{ErrorCode, Role};
use serde_json::json;

/// Ends or makes sessions and workspaces; their own tests walk them.
const ABOUT_THE_SESSION: [&str; 7] =
    ["create_workspace", "open_workspace", "sign_in", "sign_out", "lock", "unlock", "get_workspace"];

#[tokio::test(flavor = "multi_thread")]
async fn every_command_is_refused_exactly_where_the_table_says() {
    let bench = Bench::empty().await;
    for role in Role::ALL {
        let email = format!("{}@plant.example", role.as_str());
        // The administrator can't make a platform owner: that is a row of its own below.
        if role != Role::PlatformOwner {
            let person = json!({ "email": email, "displayName": "P", "role": role, "password": PASSWORD });
            bench.ok("create_person", person).await;
        }
    }
    let owner =
        json!({ "email": "o@plant.example", "displayName": "O", "role": "platform_owner", "password": PASSWORD });
    assert_eq!(bench.refused("create_person", owner).await, "role-above-own");

    let mut walked = 0;
    for role in Role::ALL.into_iter().filter(|r| *r != Role::PlatformOwner) {
        for command in TABLE.iter().filter(|c| !ABOUT_THE_SESSION.contains(&c.name)) {
            bench.sign_in_as(&format!("{}@plant.example", role.as_str()), PASSWORD).await;
            let Access::Needs(capability) = command.access else { continue };
            // Requests are empty: an allowed command may find them malformed, but must not be refused for its caller.
            let code = bench.call(command.name, json!({})).await.err().map(|f| f.code);
            let is_refused = matches!(code, Some(ErrorCode::Forbidden | ErrorCode::Unauthenticated));
            assert_eq!(is_refused, !role.can(capability), "{} as {role:?}: {code:?}", command.name);

            bench.ok("lock", json!({})).await;
            let locked = bench.call(command.name, json!({})).await.expect_err("a locked window answers nothing");
            assert_eq!(locked.code, ErrorCode::Locked, "{}", command.name);
            bench.ok("sign_out", json!({})).await;

            let nobody = bench.call(command.name, json!({})).await.expect_err("nobody gets an answer");
            assert_eq!(nobody.code, ErrorCode::Unauthenticated, "{}", command.name);
            walked += 1;
        }
    }
    let needing =
        TABLE.iter().filter(|c| matches!(c.access, Access::Needs(_)) && !ABOUT_THE_SESSION.contains(&c.name)).count();
    assert_eq!(walked, 4 * needing);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_platform_owner_is_refused_nothing_for_lack_of_a_capability() {
    let bench = Bench::demo().await;
    bench.sign_in_as("owner@demo.example", "optria-demo").await;
    for command in TABLE.iter().filter(|c| matches!(c.access, Access::Needs(_))) {
        let code = bench.call(command.name, json!({})).await.err().map(|f| f.code);
        assert!(!matches!(code, Some(ErrorCode::Forbidden | ErrorCode::Unauthenticated)), "{}: {code:?}", command.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_is_deactivated_is_out_at_the_next_click() {
    let bench = Bench::empty().await;
    let made = json!({ "email": "v@plant.example", "displayName": "V", "role": "viewer", "password": PASSWORD });
    let person = bench.ok("create_person", made).await;
    let other = app::Door::new(bench.app.clone());
    other.call("sign_in", json!({ "email": "v@plant.example", "password": PASSWORD })).await.unwrap();
    assert!(other.call("list_sites", json!({})).await.is_ok());
    let gone = json!({ "id": person["id"], "displayName": "V", "role": "viewer", "isActive": false });
    bench.ok("update_person", gone).await;
    assert_eq!(other.call("list_sites", json!({})).await.unwrap_err().code, ErrorCode::Unauthenticated);
    assert_eq!(
        other
            .call("sign_in", json!({ "email": "v@plant.example", "password": PASSWORD }))
            .await
            .unwrap_err()
            .message
            .id,
        "sign-in-refused"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_smoke_test_proves_that_a_role_is_refused_what_it_lacks_and_leaves_nobody_who_can_sign_in() {
    let bench = Bench::empty().await;
    for _ in 0..2 {
        let test = bench.ok("run_smoke_test", json!({})).await;
        assert_eq!(test["passed"], true, "{test}");
        let proof = test["steps"].as_array().unwrap().iter().find(|s| s["name"] == "refused_without_capability");
        assert_eq!(proof.unwrap()["id"], "403 manage_work_orders");
        let people = bench.ok("list_people", json!({})).await;
        let viewers: Vec<_> = people.as_array().unwrap().iter().filter(|p| p["role"] == "viewer").collect();
        assert_eq!(viewers.len(), 1, "{people}");
        assert_eq!(viewers[0]["isActive"], false);
        let sign_in = json!({ "email": viewers[0]["email"], "password": "" });
        assert_eq!(bench.refused("sign_in", sign_in).await, "sign-in-refused");
    }
    let log = bench.ok("list_actions", json!({ "search": "create_work_order" })).await;
    let refused = log["items"].as_array().unwrap().iter().filter(|a| a["message"]["id"] == "capability-missing");
    assert_eq!(refused.count(), 2, "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_in_the_action_log() {
    let bench = Bench::empty().await;
    bench
        .refused(
            "create_person",
            json!({ "email": "no-at", "displayName": "X", "role": "viewer", "password": PASSWORD }),
        )
        .await;
    let log = bench.ok("list_actions", json!({ "search": "create_person" })).await;
    assert_eq!(log["items"][0]["outcome"], "failure");
    assert_eq!(log["items"][0]["person"], common::ADMIN);
    assert!(!log.to_string().contains(PASSWORD));
}
