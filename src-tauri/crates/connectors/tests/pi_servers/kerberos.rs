//! Windows sign-in (Kerberos) in a domain of its own: MIT's KDC, and Apache with mod_auth_gssapi before the contract
//! server. What the library is told it is told by its environment, so each look happens in a process of its own.

use crate::{
    recorder::{
        Running,
        report::{failed, warned},
        subscription,
    },
    support::{open, server, tag},
};
use serde_json::json;
use std::{process::Command, time::Duration};
use testkit::{
    kerberos::{Domain, available},
    pi::{Options, Server},
};

/// `PLANT\optria:password1`, which the contract server takes.
const BEHIND: &str = "Basic UExBTlRcb3B0cmlhOnBhc3N3b3JkMQ==";
const A_DAY: Duration = Duration::from_secs(36_000);
const ADDRESS: &str = "OPTRIA_TEST_ADDRESS";
const SAID: &str = "SAID ";

/// What a look in this domain says: the stage and the message of the fault, or `passed` and the values that came.
fn looked(domain: &Domain, address: &str, more: &[(&str, &str)]) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "kerberos::a_look_in_the_domain_of_the_environment", "--ignored", "--nocapture"]);
    child.envs(domain.environment()).env(ADDRESS, address).envs(more.iter().copied());
    let done = child.output().unwrap();
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    let said = told.lines().find_map(|line| line.split_once(SAID)).map(|(_, said)| said.to_owned());
    said.unwrap_or_else(|| panic!("{told}{}", String::from_utf8_lossy(&done.stderr)))
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the other tests, in a process of its own"]
async fn a_look_in_the_domain_of_the_environment() {
    let Ok(address) = std::env::var(ADDRESS) else { return };
    let config = json!({"baseUrl": address, "signIn": "negotiate", "pollIntervalSeconds": 1});
    let source = open(&config, "", "").unwrap();
    let report = source.test().await;
    if let Some((stage, id)) = failed(&report) {
        println!("{SAID}{stage} {id}");
        return;
    }
    assert!(report.succeeded && warned(&report).is_empty(), "{report:?}");
    let running = Running::start(source, vec![subscription(1, &tag("Counter"))]);
    running.until("values", Duration::from_secs(15), |r| r.count(1) >= 10).await;
    let (_, record) = running.stop().await;
    assert_eq!(record.reconnects(), 0);
    println!("{SAID}passed");
}

async fn domain() -> Option<Domain> {
    if !available() {
        return None;
    }
    Some(tokio::task::spawn_blocking(Domain::start).await.unwrap())
}

fn guarded(domain: &mut Domain, server: &Server, clock_ahead: u32) -> String {
    format!("http://localhost:{}/piwebapi", domain.guard(server.port(), BEHIND, clock_ahead))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_persons_ticket_is_taken_and_values_come() {
    let Some(mut domain) = domain().await else { return };
    let server = server(Options::default()).await;
    let address = guarded(&mut domain, &server, 0);
    domain.sign_in(A_DAY);
    assert_eq!(looked(&domain, &address, &[]), "passed");
    // Each question had a ticket of its own; a KDC that is away afterwards is not missed.
    domain.stop_the_controller();
    assert_eq!(looked(&domain, &address, &[]), "passed");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_of_a_ticket_is_named() {
    let Some(mut domain) = domain().await else { return };
    let server = server(Options::default()).await;
    let address = guarded(&mut domain, &server, 0);
    assert_eq!(looked(&domain, &address, &[]), "Authenticate negotiate-no-ticket");
    let elsewhere = [("KRB5CCNAME", "FILE:/nonexistent/tickets")];
    assert_eq!(looked(&domain, &address, &elsewhere), "Authenticate negotiate-no-ticket");

    domain.sign_in(Duration::from_secs(2));
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(looked(&domain, &address, &[]), "Authenticate negotiate-ticket-expired");

    domain.sign_in(A_DAY);
    let by_address = address.replace("localhost", "127.0.0.1");
    assert_eq!(looked(&domain, &by_address, &[]), "Authenticate negotiate-service-unknown");

    // The contract server itself offers Basic and tokens: no ticket is shown to it.
    let direct = server.url().to_owned();
    assert_eq!(looked(&domain, &direct, &[]), "Authenticate pi-sign-in-not-offered");

    domain.change_the_services_key();
    assert_eq!(looked(&domain, &address, &[]), "Authenticate negotiate-refused");

    domain.sign_in(A_DAY);
    domain.stop_the_controller();
    assert_eq!(looked(&domain, &address, &[]), "Authenticate negotiate-domain-away");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_clock_is_off_is_named_so() {
    let Some(mut domain) = domain().await else { return };
    let server = server(Options::default()).await;
    let address = guarded(&mut domain, &server, 15);
    domain.sign_in(A_DAY);
    assert_eq!(looked(&domain, &address, &[]), "Authenticate negotiate-clock-skew");
}
