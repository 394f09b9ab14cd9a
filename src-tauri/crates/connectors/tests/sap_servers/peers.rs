//! Servers that others wrote: SAP's own mock server on SAP's descriptions, and `mock-sap` for signing in and error bodies.

use crate::{report::failed, support::open};
use connectors::maintenance::{MaintenanceSystem, NewOrder, Written};
use domain::{Criticality, ObjectKind, ObjectRef, WorkOrderId};
use serde_json::{Value, json};
use testkit::sap_peers::{Peer, fe_mockserver, mock_sap};

async fn started(start: impl FnOnce() -> Option<Peer> + Send + 'static) -> Option<Peer> {
    tokio::task::spawn_blocking(start).await.unwrap()
}

fn system(peer: &Peer, more: Value) -> Box<dyn MaintenanceSystem> {
    let mut config = json!({"baseUrl": peer.url(), "client": "100", "userName": "OPTRIA"});
    config.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    open(&config, "password1", "client-secret-1").unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn saps_own_mock_server_is_tested_read_and_written_to() {
    let Some(peer) = started(|| fe_mockserver(101)).await else { return };
    let system = system(&peer, json!({"pageSize": 25}));
    let report = system.test().await;
    assert!(report.succeeded, "{report:?}");
    let (mut numbers, mut after) = (Vec::new(), None);
    loop {
        let page = system.objects(ObjectKind::Equipment, after.as_deref(), None, chrono::Utc::now()).await.unwrap();
        numbers.extend(page.objects.into_iter().map(|o| o.object.number));
        after = page.after;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(numbers, (1..=101).map(|n| format!("P-{n:04}")).collect::<Vec<_>>());
    let named = system.objects(ObjectKind::Equipment, None, Some("pump 101"), chrono::Utc::now()).await.unwrap();
    assert_eq!((named.objects.len(), named.objects[0].is_out_of_use), (1, false));
    let locations = system.objects(ObjectKind::FunctionalLocation, None, None, chrono::Utc::now()).await.unwrap();
    assert_eq!(locations.objects.iter().map(|l| l.label.as_str()).collect::<Vec<_>>(), ["RT-U01", "RT-U02"]);

    let new = NewOrder {
        id: WorkOrderId::new(),
        title: "Replace the seal".into(),
        object: ObjectRef { kind: ObjectKind::Equipment, number: "P-0001".into() },
        priority: Criticality::High,
        due_on: chrono::NaiveDate::from_ymd_opt(2026, 12, 24),
    };
    assert_eq!(system.find_order(new.id).await.unwrap(), None);
    let Written::There(first) = system.write_order(&new).await else { panic!("not taken") };
    let Written::There(again) = system.write_order(&new).await else { panic!("not found") };
    assert_eq!(first, again);
    assert_eq!(system.find_order(new.id).await.unwrap(), Some(first));
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_and_error_bodies_of_mock_sap_are_understood() {
    let basic = || mock_sap(&["--auth", "OPTRIA:password1"]);
    let Some(peer) = started(basic).await else { return };
    let partner = json!({"equipmentPath": "/sap/opu/odata/sap/API_BUSINESS_PARTNER_SRV"});
    let with = |more: Value| {
        let mut whole = partner.clone();
        whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        whole
    };
    for (more, stage, expected) in [
        // Signed in; it is another service.
        (with(json!({})), "Authorize", "sap-set-missing"),
        (with(json!({"userName": "SOMEBODY"})), "Authenticate", "sap-access-denied"),
        (with(json!({"client": "999"})), "Authenticate", "sap-client-unknown"),
        (json!({}), "Authenticate", "sap-not-found"),
    ] {
        let report = system(&peer, more.clone()).test().await;
        assert_eq!(failed(&report).unwrap(), (stage.to_owned(), expected.to_owned()), "{more} {report:?}");
    }
    drop(peer);

    let oauth = || mock_sap(&["--oauth", "optria-client:client-secret-1", "--token-ttl", "3"]);
    let Some(peer) = started(oauth).await else { return };
    let token = |id: &str| {
        let url = format!("{}/sap/bc/sec/oauth2/token", peer.url());
        with(json!({"signIn": "oauth2", "tokenUrl": url, "clientId": id}))
    };
    let report = system(&peer, token("optria-client")).test().await;
    assert_eq!(failed(&report).unwrap().1, "sap-set-missing", "{report:?}");
    let report = system(&peer, token("somebody")).test().await;
    assert_eq!(failed(&report).unwrap(), ("Authenticate".into(), "sap-token-endpoint-refused".into()), "{report:?}");
    // The answer of a token's end is a new one, again and again.
    let system = system(&peer, token("optria-client"));
    for _ in 0..2 {
        let refused = system.objects(ObjectKind::Equipment, None, None, chrono::Utc::now()).await.unwrap_err();
        assert_eq!(refused.error.failure.message.id, "sap-not-found", "{refused:?}");
        tokio::time::sleep(std::time::Duration::from_millis(3_200)).await;
    }
}
