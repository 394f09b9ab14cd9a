//! A server that comes back with another certificate, or a wrong one.

use super::{
    counters::{SOON, both_are_exact, counters, counters_after, quick},
    proxy::Proxy,
    support::{Record, Running, config, on_both, plant, server, source, trust_all, with},
};
use connectors::{TagSource, opcua::TrustList};
use domain::{CertificateTrust, ConnectionState};
use serde_json::json;
use testkit::counterparts::{Certificate, Stack, available};

/// The server comes back with another certificate: nothing is sent to it until a person has trusted it.
async fn another_certificate(stack: Stack) {
    if !available(stack) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut server = server(stack, quick()).await;
    let config = config(server.endpoint_url(), json!({"securityPolicy": "Basic256Sha256"}));
    let open = || source(folder.path(), &config, &[]);
    let (e, _) = Running::start(open(), counters()).give_up(SOON).await;
    assert_eq!(e.failure.message.id, "opcua-certificate-untrusted");
    assert!(e.is_permanent());
    let list = TrustList::open(folder.path()).unwrap();
    let waiting = list.list().unwrap().remove(0).info.thumbprint;
    list.reject(&waiting).unwrap();
    let (e, _) = Running::start(open(), counters()).give_up(SOON).await;
    assert_eq!(e.failure.message.id, "opcua-certificate-rejected");
    list.trust(&waiting).unwrap();
    let running = Running::start(open(), counters());
    running.until_counted(20, SOON).await;
    server = with(server, move |s| s.restart_with(quick().certificate(Certificate::Replaced))).await;
    let (e, record) = running.give_up(SOON).await;
    assert_eq!(e.failure.message.id, "opcua-certificate-untrusted");
    assert!(matches!(record.states.last(), Some(ConnectionState::Failed { .. })), "{:?}", record.states);
    assert_eq!(trust_all(folder.path()), 1);
    let running = Running::go_on(open(), counters_after(&record), record);
    running.until_counted(20, SOON).await;
    both_are_exact(&server, &running.stop().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_certificate_waits_for_a_person() {
    on_both(another_certificate).await;
}

/// It may be used, and a person hears of it in time.
async fn one_that_ends_soon(stack: Stack) {
    if !available(stack) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let server = server(stack, quick().certificate(Certificate::EndsSoon)).await;
    let config = config(server.endpoint_url(), json!({"securityPolicy": "Basic256Sha256"}));
    let open = || source(folder.path(), &config, &[]);
    assert!(!open().test().await.succeeded);
    assert_eq!(trust_all(folder.path()), 1);
    let report = open().test().await;
    let warned = report.stages.iter().filter_map(|s| match &s.outcome {
        connectors::StageOutcome::Warned { warning } => Some(warning.message.id.as_str()),
        _ => None,
    });
    assert_eq!((report.succeeded, warned.collect::<Vec<_>>()), (true, vec!["opcua-certificate-expires-soon"]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_ends_soon_is_warned_of() {
    on_both(one_that_ends_soon).await;
}

/// What each wrong certificate is called.
const WRONG: [(Certificate, &str); 5] = [
    (Certificate::Replaced, "opcua-certificate-untrusted"),
    (Certificate::Expired, "opcua-certificate-expired"),
    (Certificate::NotYetValid, "opcua-certificate-not-yet-valid"),
    (Certificate::OtherHost, "opcua-certificate-wrong-host"),
    (Certificate::OtherUri, "opcua-certificate-wrong-uri"),
];

/// The server comes back with a wrong certificate, never the same twice, then with its own again. Each is named, none is
/// trusted, nothing is asked of its bearer but its endpoints, and the counter goes on where it stopped.
async fn wrong_certificates(stack: Stack) {
    if !available(stack) {
        return;
    }
    let all: u32 = std::env::var("OPTRIA_WRONG_CERTIFICATES").ok().and_then(|s| s.parse().ok()).unwrap_or(20);
    let folder = tempfile::tempdir().unwrap();
    let mut server = server(stack, quick()).await;
    let proxy = Proxy::start(server.port()).await;
    let config = config(&proxy.url(&server), json!({"securityPolicy": "Basic256Sha256"}));
    let open = || source(folder.path(), &config, &[]);
    assert!(!open().test().await.succeeded);
    assert_eq!(trust_all(folder.path()), 1);
    let mut record = Record::default();
    let mut unknown = 0;
    // Half of them from each stack.
    for number in 1..=all / 2 {
        let tags = if number == 1 { counters() } else { counters_after(&record) };
        let running = Running::go_on(open(), tags, record);
        running.until_counted(10, SOON).await;
        let (kind, id) = WRONG[number as usize % WRONG.len()];
        server = with(server, move |s| s.restart_with(quick().certificate(kind).certificate_number(number))).await;
        let (e, so_far) = running.give_up(SOON).await;
        assert_eq!(e.failure.message.id, id, "{stack:?} {number}");
        record = so_far;
        let before = proxy.connections();
        assert_eq!(open().read(&[plant("Counter")]).await.unwrap_err().failure.message.id, id);
        assert_eq!(proxy.connections(), before + 1, "more than its endpoints was asked of {kind:?}");
        unknown += usize::from(kind == Certificate::Replaced);
        server = with(server, |s| s.restart_with(quick())).await;
    }
    let running = Running::go_on(open(), counters_after(&record), record);
    running.until_counted(20, SOON).await;
    both_are_exact(&server, &running.stop().await);
    // What is wrong in itself is not even set aside for a person to be asked about.
    let kept =
        |trust| TrustList::open(folder.path()).unwrap().list().unwrap().iter().filter(|c| c.trust == trust).count();
    assert_eq!((kept(CertificateTrust::Trusted), kept(CertificateTrust::Quarantined)), (1, unknown));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_wrong_certificate_is_let_in_and_the_counter_goes_on_with_the_right_one() {
    on_both(wrong_certificates).await;
}
