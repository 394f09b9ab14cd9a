//! Every command of the table, by every role, with another tenant's ids: refused, without an exception; nothing of the
//! other tenant changes and nothing of it shows. Which commands take ids is read off the generated types, so that a new
//! command without a sample, or a new id in a request that no sample names, fails the test.
#![allow(clippy::unwrap_used)]

#[path = "../common/central.rs"]
mod central_bench;
#[path = "../common/mod.rs"]
mod common;
mod ids;
mod samples;
mod types;

use app::commands::{Access, TABLE};
use central_bench::{TestTenant, World, workstation};
use common::Bench;
use domain::{Capability, ErrorCode, Role};
use ids::{Ids, checksum};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::postgres;

/// A refusal of any of these kinds tells nothing.
const REFUSALS: [ErrorCode; 4] = [ErrorCode::Forbidden, ErrorCode::NotFound, ErrorCode::Invalid, ErrorCode::Conflict];
/// What may stand in no answer: BETA's texts.
const CANARIES: [&str; 4] = ["canary", "beta.example", "BETA Water", "\"BETA\""];

#[test]
fn every_command_that_takes_an_id_has_a_sample_for_each_of_its_ids() {
    let known = types::Types::generated();
    let samples = samples::samples(&Ids::marks("own"), &Ids::marks("foreign"));
    let (mut with_ids, mut forgotten) = (0, Vec::new());
    for command in TABLE {
        let needed = known.id_fields(command.name);
        let given: BTreeSet<String> = samples
            .iter()
            .filter(|(name, _)| *name == command.name)
            .flat_map(|(_, request)| foreign_fields(request))
            .collect();
        with_ids += i32::from(!needed.is_empty());
        forgotten.extend(needed.difference(&given).map(|field| format!("{} {field}", command.name)));
    }
    assert!(forgotten.is_empty(), "no sample names these ids of another tenant: {forgotten:#?}");
    assert!(with_ids > 25, "the types tell ids apart: {with_ids}");
    let unused: Vec<_> = samples.iter().filter(|(name, _)| TABLE.iter().all(|c| c.name != *name)).collect();
    assert!(unused.is_empty(), "samples of commands that are no more: {unused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_refuses_every_role_another_tenants_ids() {
    let Some(world) = World::new(postgres::Settings::default()).await else { return };
    let foreign = ids::beta(&world).await;
    let before = checksum(&world, world.b.id).await;
    let (mut asked, mut answered) = (0, Vec::new());
    for role in Role::ALL {
        let tenant = if role == Role::PlatformOwner { &world.platform } else { &world.a };
        let bench = workstation(&world, tenant, role).await;
        let own = ids::own(&world, tenant, &bench, role).await;
        for (name, request) in samples::samples(&own, &foreign) {
            let command = TABLE.iter().find(|c| c.name == name).unwrap();
            // To manage tenants is what the platform owner is for; all else needs a tenant to be opened first.
            if role == Role::PlatformOwner && command.access == Access::Needs(Capability::ManageTenants) {
                continue;
            }
            match bench.call(name, request.clone()).await {
                // Many at once have a verdict each: this one's is a refusal too.
                Ok(answer) if each_is_refused(&answer) => shows_nothing(name, role, &answer),
                Ok(answer) => answered.push(format!("{role:?} {name} {request} -> {answer}")),
                Err(failure) if !REFUSALS.contains(&failure.code) => {
                    answered.push(format!("{role:?} {name} {request} -> {failure}"));
                }
                // A request that can't be read was never asked.
                Err(failure) if failure.message.id.starts_with("command-") => {
                    answered.push(format!("{role:?} {name} {request} is malformed: {failure}"));
                }
                Err(failure) => shows_nothing(name, role, &serde_json::to_value(&failure).unwrap()),
            }
            asked += 1;
        }
        answers_without_ids(&bench, tenant, role).await;
    }
    assert!(answered.is_empty(), "{} of {asked} were not refused:\n{}", answered.len(), answered.join("\n"));
    assert!(asked > 200, "{asked}");
    assert_eq!(checksum(&world, world.b.id).await, before, "something of the other tenant was changed");
}

/// What takes no id can't be asked about anybody else; what it answers is the caller's own.
async fn answers_without_ids(bench: &Bench, tenant: &TestTenant, role: Role) {
    let known = types::Types::generated();
    let mut asked = 0;
    for command in TABLE {
        let Access::Needs(capability) = command.access else { continue };
        // The platform owner's list of tenants has the tenants in it.
        let is_about_all = capability == Capability::ManageTenants && role == Role::PlatformOwner;
        if is_about_all || !known.id_fields(command.name).is_empty() || ends_the_session(command.name) {
            continue;
        }
        let said = match bench.call(command.name, json!({})).await {
            Ok(answer) => answer,
            Err(failure) => serde_json::to_value(&failure).unwrap(),
        };
        shows_nothing(command.name, role, &said);
        asked += 1;
    }
    assert!(asked > 20, "{asked}");
    let workspace = bench.ok("get_workspace", json!({})).await;
    assert_eq!(workspace["central"]["tenantCode"], tenant.code);
    shows_nothing("get_workspace", role, &workspace);
}

fn each_is_refused(answer: &Value) -> bool {
    let is_refusal = |failure: &Value| REFUSALS.iter().any(|r| json!(r) == failure["code"]);
    let all = |rows: &Value, field: &str| {
        rows.as_array().is_some_and(|rows| !rows.is_empty() && rows.iter().all(|row| is_refusal(&row[field])))
    };
    let nothing_made = answer["created"] == 0 && all(&answer["rows"], "problem");
    nothing_made || (answer["accepted"] == json!([]) && all(&answer["refused"], "failure"))
}

fn ends_the_session(name: &str) -> bool {
    ["sign_out", "lock", "change_password", "new_workspace"].contains(&name)
}

fn shows_nothing(name: &str, role: Role, said: &Value) {
    let text = said.to_string();
    let shown: Vec<_> = CANARIES.iter().filter(|canary| text.contains(**canary)).collect();
    assert!(shown.is_empty(), "{name} shows {role:?} {shown:?}: {text}");
}

/// The fields of a request that hold an id of the other tenant.
fn foreign_fields(request: &Value) -> Vec<String> {
    match request {
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, value)| {
                let is_foreign = |v: &Value| v.as_str().is_some_and(|s| s.starts_with("foreign"));
                let here = is_foreign(value) || value.as_array().is_some_and(|a| a.iter().any(is_foreign));
                here.then(|| key.clone()).into_iter().chain(foreign_fields(value))
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(foreign_fields).collect(),
        _ => Vec::new(),
    }
}
