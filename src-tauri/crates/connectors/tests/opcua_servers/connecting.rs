//! Connecting: every policy, every way to sign in, and every way in which it can fail, each by its own name.

use super::{
    proxy::Proxy,
    support::{BOTH, COUNTER, Running, config, on_both, plant, server, source, subscription, trust_all},
};
use connectors::{Stage, StageOutcome, TagSource, TestReport, opcua};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testkit::{
    Interruptible,
    counterparts::{Certificate, Options, Policies, Stack, available},
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const SOON: Duration = Duration::from_secs(45);
const POLICIES: [&str; 3] = ["Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss"];

fn failed(report: &TestReport) -> Option<(Stage, String)> {
    report.stages.iter().find_map(|s| match &s.outcome {
        StageOutcome::Failed { failure } => Some((s.stage, failure.message.id.clone())),
        _ => None,
    })
}
fn warned(report: &TestReport) -> Vec<String> {
    let warning = |s: &connectors::test_report::StageResult| match &s.outcome {
        StageOutcome::Warned { warning } => Some(warning.message.id.clone()),
        _ => None,
    };
    report.stages.iter().filter_map(warning).collect()
}

async fn test(config: &Value, secrets: &[(&str, &str)]) -> TestReport {
    let folder = tempfile::tempdir().unwrap();
    source(folder.path(), config, secrets).test().await
}

async fn every_policy(stack: Stack) {
    if !available(stack) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let server = server(stack, Options::new()).await;
    let url = server.endpoint_url();
    let mut tried = 0;
    for policy in POLICIES {
        for mode in ["Sign", "SignAndEncrypt"] {
            let more = json!({
                "securityPolicy": policy, "securityMode": mode, "identity": "user", "userName": "user1",
            });
            let config = config(url, more);
            let open = || source(folder.path(), &config, &[("password", "password1")]);
            let mut report = open().test().await;
            if tried == 0 {
                assert_eq!(failed(&report).unwrap().1, "opcua-certificate-untrusted");
                assert!(report.server_certificate.is_some());
                assert_eq!(trust_all(folder.path()), 1);
                report = open().test().await;
            }
            assert!(report.succeeded, "{stack:?} {policy} {mode}: {:?}", report.stages);
            assert_eq!(report.stages.len(), 8);
            assert_eq!(warned(&report), Vec::<String>::new());
            let running = Running::start(open(), vec![subscription(COUNTER, plant("Counter"))]);
            running.until_counted(3, SOON).await;
            running.stop().await;
            tried += 1;
        }
    }
    assert_eq!(tried, 6);
    let unsecured = test(&config(url, json!({})), &[]).await;
    assert!(unsecured.succeeded, "{:?}", unsecured.stages);
    assert_eq!(unsecured.server_certificate, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_is_reached_by_every_policy_and_mode() {
    on_both(every_policy).await;
}

/// Trap: async-opcua tries a refused password again and again, until the account is locked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_is_tried_once() {
    for stack in BOTH {
        if !available(stack) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let server = server(stack, Options::new()).await;
        let proxy = Proxy::start(server.port()).await;
        let url = proxy.url(&server);
        let config = config(&url, json!({"identity": "user", "userName": "user1"}));
        let running = Running::start(
            source(folder.path(), &config, &[("password", "not it")]),
            vec![subscription(COUNTER, plant("Counter"))],
        );
        let (e, record) = running.give_up(SOON).await;
        assert_eq!(e.failure.message.id, "opcua-access-denied", "{stack:?}: {e}");
        assert!(e.is_permanent());
        assert_eq!(record.reconnects(), 0);
        assert!(!format!("{e:?}").contains("not it"), "the password is in the error");
        tokio::time::sleep(Duration::from_secs(3)).await;
        // One connection to ask for endpoints, one to sign in.
        assert_eq!(proxy.connections(), 2, "{stack:?}");
        let report = source(folder.path(), &config, &[("password", "not it")]).test().await;
        assert_eq!(failed(&report), Some((Stage::Authenticate, "opcua-access-denied".into())));
        let report = source(folder.path(), &config, &[("password", "password1")]).test().await;
        assert!(report.succeeded, "{:?}", report.stages);
        assert_eq!(warned(&report), ["opcua-password-not-encrypted"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_signs_a_user_in_and_another_one_does_not() {
    for stack in BOTH {
        if !available(stack) {
            continue;
        }
        let (known, unknown, folder) =
            (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let pem = |of: &std::path::Path| {
            let certificate = opcua::own_certificate::export_pem(of).unwrap();
            (certificate, std::fs::read_to_string(of.join("pki/private/private.pem")).unwrap())
        };
        let ((certificate, key), (other, other_key)) = (pem(known.path()), pem(unknown.path()));
        let file = known.path().join("user.pem");
        std::fs::write(&file, &certificate).unwrap();
        let server = server(stack, Options::new().without_anonymous().user_certificate(&file)).await;
        let config = |certificate: &str| {
            let more = json!({
                "securityPolicy": "Basic256Sha256", "identity": "certificate", "userCertificate": certificate,
            });
            config(server.endpoint_url(), more)
        };
        let open = |certificate: &str, key: &str| source(folder.path(), &config(certificate), &[("userKey", key)]);
        assert!(!open(&certificate, &key).test().await.succeeded);
        trust_all(folder.path());
        let report = open(&certificate, &key).test().await;
        assert!(report.succeeded, "{stack:?}: {:?}", report.stages);
        let (stage, id) = failed(&open(&other, &other_key).test().await).unwrap();
        assert_eq!(stage, Stage::Authenticate);
        assert!(
            ["opcua-access-denied", "opcua-identity-refused", "opcua-own-certificate-refused"].contains(&id.as_str()),
            "{id}"
        );
        let (stage, id) = failed(&open(&certificate, "no key").test().await).unwrap();
        assert_eq!((stage, id.as_str()), (Stage::Authenticate, "opcua-user-certificate-malformed"));
        // And nobody without one gets in.
        let anonymous = super::support::config(server.endpoint_url(), json!({}));
        let (stage, id) = failed(&test(&anonymous, &[]).await).unwrap();
        assert_eq!((stage, id.as_str()), (Stage::Authenticate, "opcua-identity-not-offered"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_of_a_servers_certificate_is_named() {
    for (stack, fault, id) in [
        (Stack::Asyncua, Certificate::Expired, "opcua-certificate-expired"),
        (Stack::NodeOpcua, Certificate::NotYetValid, "opcua-certificate-not-yet-valid"),
        (Stack::Asyncua, Certificate::OtherHost, "opcua-certificate-wrong-host"),
        (Stack::NodeOpcua, Certificate::OtherUri, "opcua-certificate-wrong-uri"),
    ] {
        if !available(stack) {
            continue;
        }
        let server = server(stack, Options::new().certificate(fault)).await;
        let config = config(server.endpoint_url(), json!({"securityPolicy": "Basic256Sha256"}));
        let report = test(&config, &[]).await;
        assert_eq!(failed(&report), Some((Stage::Certificate, id.into())), "{stack:?}");
        assert!(report.server_certificate.is_some());
        assert!(matches!(report.stages[5].outcome, StageOutcome::Skipped));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_policy_that_is_not_offered_is_answered_with_those_that_are() {
    for stack in BOTH {
        if !available(stack) {
            continue;
        }
        let server = server(stack, Options::new().policies(Policies::None)).await;
        let config = config(server.endpoint_url(), json!({"securityPolicy": "Basic256Sha256"}));
        let report = test(&config, &[]).await;
        assert_eq!(failed(&report), Some((Stage::Discover, "opcua-policy-not-offered".into())));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn endpoints_are_discovered_with_a_url_that_works_from_here() {
    if !available(Stack::NodeOpcua) {
        return;
    }
    let options = Options::new().policies(Policies::Secure).advertised_host("plc-7.plant.invalid");
    let server = server(Stack::NodeOpcua, options).await;
    let found = opcua::discover_endpoints(server.endpoint_url(), Duration::from_secs(5)).await.unwrap();
    assert!(found.len() >= 6, "{found:?}");
    for endpoint in found.iter().filter(|e| e.is_supported) {
        assert!(endpoint.url.contains("plc-7.plant.invalid"), "{}", endpoint.url);
        assert!(endpoint.reachable_url.contains(&format!("127.0.0.1:{}", server.port())));
        assert!(endpoint.certificate.as_ref().unwrap().key.starts_with("RSA 2048"));
        assert!(endpoint.identities.contains(&"user".to_owned()));
    }
    let folder = tempfile::tempdir().unwrap();
    let config = config(server.endpoint_url(), json!({"securityPolicy": "Aes256_Sha256_RsaPss"}));
    assert!(!source(folder.path(), &config, &[]).test().await.succeeded);
    trust_all(folder.path());
    let report = source(folder.path(), &config, &[]).test().await;
    assert!(report.succeeded, "{:?}", report.stages);
}

/// Trap: async-opcua waits for ever on a server that accepts and stays silent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_opcua_server_is_named_in_time() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent_url = format!("opc.tcp://127.0.0.1:{}", silent.local_addr().unwrap().port());
    let web = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let web_url = format!("opc.tcp://localhost:{}", web.local_addr().unwrap().port());
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((stream, _)) = silent.accept().await {
            kept.push(stream);
        }
    });
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = web.accept().await {
            let mut asked = [0u8; 256];
            let _ = stream.read(&mut asked).await;
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n").await;
        }
    });
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    for (url, stage, id) in [
        (silent_url, Stage::Discover, "opcua-no-answer"),
        (web_url, Stage::Discover, "opcua-not-an-opcua-server"),
        (format!("opc.tcp://127.0.0.1:{closed}"), Stage::Connect, "opcua-connection-refused"),
        ("opc.tcp://no-such-host.invalid:4840".into(), Stage::Resolve, "opcua-host-not-found"),
    ] {
        let began = Instant::now();
        let report = test(&config(&url, json!({})), &[]).await;
        assert_eq!(failed(&report), Some((stage, id.into())), "{url}");
        assert!(began.elapsed() < Duration::from_secs(12), "{url}: {:?}", began.elapsed());
    }
}

/// It greets and says nothing more: HELLO is answered, the channel is not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_greets_and_falls_silent_is_not_waited_for_without_end() {
    let half = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("opc.tcp://127.0.0.1:{}", half.local_addr().unwrap().port());
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((mut stream, _)) = half.accept().await {
            let mut hello = [0u8; 256];
            let _ = stream.read(&mut hello).await;
            // OPC UA Part 6, 7.1.2.4: version 0, buffers of 64 KiB, no limits.
            let mut acknowledged = b"ACKF".to_vec();
            for number in [28u32, 0, 65_536, 65_536, 0, 0] {
                acknowledged.extend(number.to_le_bytes());
            }
            let _ = stream.write_all(&acknowledged).await;
            kept.push(stream);
        }
    });
    let began = Instant::now();
    let report = test(&config(&url, json!({})), &[]).await;
    assert_eq!(failed(&report), Some((Stage::Discover, "opcua-timed-out".into())));
    assert!(began.elapsed() < Duration::from_secs(25), "{:?}", began.elapsed());
}

#[test]
fn a_wrong_url_is_refused_before_anything_is_asked() {
    use connectors::SourceContext;
    let folder = tempfile::tempdir().unwrap();
    for (url, id) in [
        ("http://plc7", "config-url-malformed"),
        ("opc.tcp://plc7:99999", "opcua-url-malformed"),
        ("opc.tcp://:4840", "opcua-url-malformed"),
    ] {
        let context = SourceContext { secrets: Default::default(), folder: folder.path().into() };
        let e = opcua::OpcuaSource::open(&json!({"endpointUrl": url}), context).err().unwrap();
        assert_eq!(e.message.id, id, "{url}");
    }
}

/// A silent server must not hold up stopping either.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopping_is_quick_even_where_the_server_is_dead() {
    for stack in BOTH {
        if !available(stack) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let server = server(stack, Options::new()).await;
        let config = config(server.endpoint_url(), json!({}));
        let running =
            Running::start(source(folder.path(), &config, &[]), vec![subscription(COUNTER, plant("Counter"))]);
        running.until_counted(3, SOON).await;
        server.pause();
        let began = Instant::now();
        running.stop().await;
        assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
        server.resume();
    }
}
