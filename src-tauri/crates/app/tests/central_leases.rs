//! Two workstations of a tenant on which the same integration is started, over a real PostgreSQL: one collects, the other
//! takes over when the first is cut off, and what both have collected meanwhile is in the database once.
#![allow(clippy::unwrap_used)]

#[path = "common/central.rs"]
mod central_bench;
mod common;

use app::{Duties, Vault};
use central_bench::{World, connection, world};
use common::Bench;
use domain::Role;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testkit::postgres;
use tokio::{
    net::{TcpListener, TcpStream},
    task::{AbortHandle, JoinSet},
};
use uuid::Uuid;

/// Short, so that the test does not wait half a minute.
const TTL: u32 = 3;

/// A workstation's own way to the server, which can be cut.
struct Way {
    port: u16,
    to: u16,
    running: Option<AbortHandle>,
}

impl Way {
    async fn new(to: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut way = Self { port, to, running: None };
        way.run(listener);
        way
    }

    fn run(&mut self, listener: TcpListener) {
        let to = self.to;
        self.running = Some(
            tokio::spawn(async move {
                // Aborted with the task that holds them.
                let mut all = JoinSet::new();
                while let Ok((mut near, _)) = listener.accept().await {
                    all.spawn(async move {
                        let mut far = TcpStream::connect(("127.0.0.1", to)).await.unwrap();
                        let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
                    });
                }
            })
            .abort_handle(),
        );
    }

    fn cut(&mut self) {
        self.running.take().unwrap().abort();
    }

    async fn mend(&mut self) {
        let listener = loop {
            match TcpListener::bind(("127.0.0.1", self.port)).await {
                Ok(listener) => break listener,
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        };
        self.run(listener);
    }
}

async fn workstation(world: &World, port: u16) -> Bench {
    let bench = Bench::with(Vault::memory(), Duties::CollectAndKeepHouse);
    let email = &world.a.person(Role::TenantAdmin).email;
    let mut request = connection(world, &world.a, email, world::PASSWORD);
    request["server"]["port"] = json!(port);
    bench.ok("connect_workspace", request).await;
    bench.app.plant().unwrap().central.as_ref().unwrap().leases.set_seconds(TTL);
    bench
}

async fn enrol(bench: &Bench) {
    let id = app::central::enrolment::id(&bench.app.plant().unwrap()).unwrap();
    until(bench, "list_workstations", json!({}), |all| {
        all["items"].as_array().unwrap().iter().any(|w| w["id"] == json!(id))
    })
    .await;
    bench.ok("enrol_workstation", json!({ "id": id })).await;
}

async fn until(bench: &Bench, command: &str, request: Value, is_wanted: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let answer = bench.ok(command, request.clone()).await;
        if is_wanted(&answer) {
            return answer;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{command}: {answer}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn until_state(bench: &Bench, id: &Value, state: &str) -> Value {
    until(bench, "get_integration", id.clone(), |card| card["connection"]["state"] == state).await
}

async fn stored(world: &World) -> (i64, i64) {
    let root = world::superuser(&world.cluster).await;
    let sql = "SELECT count(*), count(DISTINCT (signal, ts)) FROM plant.reading WHERE tenant_id = $1";
    let row = root.query_one(sql, &[&world.a.id]).await.unwrap();
    (row.get(0), row.get(1))
}

/// A demo integration with a signal; what `get_integration` is asked.
async fn integration(bench: &Bench) -> Value {
    let (asset, integration) = (bench.asset("P-101").await, bench.integration("Demo").await);
    let tags = bench.ok("search_tags", json!({ "integrationId": integration, "text": "", "limit": 5 })).await;
    let tag = tags["nodes"].as_array().unwrap().iter().find(|n| n["kind"] == "variable").unwrap()["tag"].clone();
    let mapping = json!({
        "integrationId": integration, "externalTag": tag, "assetId": asset, "metricName": "one", "metricUnit": "1",
        "sourceUnit": "1", "scale": "1", "offset": "0", "samplingIntervalMs": 500
    });
    bench.ok("create_mappings", json!({ "mappings": [mapping] })).await;
    json!({ "id": integration })
}

#[tokio::test(flavor = "multi_thread")]
async fn when_a_workstation_is_cut_off_another_takes_over_within_two_lengths_of_the_lease() {
    let Some(world) = World::new(postgres::Settings::default()).await else { return };
    let mut way = Way::new(world.cluster.port()).await;
    let a = workstation(&world, way.port).await;
    let b = workstation(&world, world.cluster.port()).await;
    let id = integration(&a).await;
    until(&b, "list_mappings", json!({}), |l| l["total"] == 1).await;
    // Who is not enrolled holds no lease, and collects nothing.
    let card = a.ok("start_integration", id.clone()).await;
    assert_eq!(card["connection"], json!({ "state": "standby", "holder": null }), "{card}");
    enrol(&a).await;
    enrol(&b).await;
    until_state(&a, &id, "streaming").await;
    b.ok("start_integration", id.clone()).await;
    let seen = until(&b, "get_integration", id.clone(), |c| c["connection"]["holder"].is_string()).await;
    assert_eq!(seen["connection"]["state"], "standby");

    // Its readings reach the database, and the accounts say so.
    until(&a, "get_accounting", json!({}), |all| all["integrations"][0]["forwarded"].as_u64().unwrap() > 0).await;
    assert!(stored(&world).await.0 > 0);

    way.cut();
    let begun = Instant::now();
    until_state(&b, &id, "streaming").await;
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(2 * u64::from(TTL)), "the take-over took {took:?}");
    // Cut off from the database alone, A goes on collecting and keeps what it has.
    let waiting = |s: &Value| s["readings"]["waiting"].as_u64().unwrap();
    assert_eq!(a.ok("get_integration", id.clone()).await["connection"]["state"], "streaming");
    until(&a, "get_sync", json!({}), |s| waiting(s) > 0).await;
    let root = world::superuser(&world.cluster).await;
    let fence: i64 = root.query_one("SELECT fence FROM plant.lease", &[]).await.unwrap().get(0);
    assert_eq!(fence, 2);

    way.mend().await;
    until(&a, "get_integration", id.clone(), |c| c["connection"]["state"] == "standby").await;
    until(&a, "get_sync", json!({}), |s| waiting(s) == 0).await;
    let (rows, distinct) = stored(&world).await;
    assert_eq!(rows, distinct);
    let accounts = a.ok("get_accounting", json!({})).await;
    let account = &accounts["integrations"][0];
    assert_eq!((&account["received"], &account["waiting"]), (&account["forwarded"], &json!(0)), "{account}");
    assert_eq!(b.ok("get_integration", id.clone()).await["connection"]["state"], "streaming");

    // An orderly end gives the lease up at once.
    let begun = Instant::now();
    b.app.close().await;
    until_state(&a, &id, "streaming").await;
    assert!(begun.elapsed() < Duration::from_secs(2 * u64::from(TTL)));
    let holder: Uuid = root.query_one("SELECT device_id FROM plant.lease", &[]).await.unwrap().get(0);
    assert_eq!(holder, app::central::enrolment::id(&a.app.plant().unwrap()).unwrap());
    a.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_accounts_of_a_standalone_workspace_need_no_lease() {
    let bench = Bench::with(Vault::memory(), Duties::CollectAndKeepHouse);
    bench.create_empty().await.unwrap();
    let empty = bench.ok("get_accounting", json!({})).await;
    assert_eq!((&empty["integrations"], &empty["isCentral"]), (&json!([]), &json!(false)));
    let id = integration(&bench).await;
    bench.ok("start_integration", id.clone()).await;
    let all = until(&bench, "get_accounting", json!({}), |all| {
        let account = &all["integrations"][0];
        account["stored"].as_u64().unwrap() > 2 && account["received"].as_u64() >= account["stored"].as_u64()
    })
    .await;
    let account = &all["integrations"][0];
    // Received counts by when it came, the source's history of before the period too; stored by when it was measured.
    assert_eq!((&account["isCollectedHere"], &account["waiting"]), (&json!(true), &json!(0)), "{account}");
    assert!(account["expected"].as_f64().unwrap() >= account["stored"].as_f64().unwrap());
    assert_eq!(bench.refused("get_accounting", json!({ "hours": 0 })).await, "config-number-out-of-range");
    bench.app.close().await;
}
