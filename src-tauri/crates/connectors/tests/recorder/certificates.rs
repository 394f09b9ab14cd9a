//! The certificate of a server that a connector asks over HTTPS, and each of its faults.

use crate::report::failed;
use connectors::maintenance::MaintenanceSystem;
use testkit::postgres::{Certificates, certificates};

/// `start`: a server that shows the certificates, kept alive with the system that trusts the authority.
pub async fn are_verified_and_each_fault_is_named<S>(
    start: impl AsyncFn(Certificates, &str) -> (S, Box<dyn MaintenanceSystem>),
) {
    let good = certificates(&["localhost"], false);
    let other = certificates(&["localhost"], false);
    let named = certificates(&["system.plant.local"], false);
    let old = certificates(&["localhost"], true);
    for (shown, authority, expected) in [
        (good.clone(), &good.authority, None),
        (good.clone(), &other.authority, Some("net-certificate-untrusted")),
        (named.clone(), &named.authority, Some("net-certificate-wrong-host")),
        (old.clone(), &old.authority, Some("net-certificate-expired")),
    ] {
        let (_server, system) = start(shown, authority).await;
        let report = system.test().await;
        match expected {
            None => assert!(report.succeeded, "{report:?}"),
            Some(id) => {
                assert_eq!(failed(&report).unwrap(), ("SecureChannel".to_owned(), id.to_owned()));
                // The same where nobody goes through stages.
                assert_eq!(system.greet().await.unwrap_err().error.failure.message.id, id);
            }
        }
    }
}
