//! The fields that the contract server answers and takes, held against SAP's published descriptions of the services
//! (`shared/data/sap/*.edmx`, which are no part of the project: without them this says so and passes over).

use crate::support::{server, system};
use domain::ObjectKind;
use serde_json::Value;
use testkit::sap::{Options, USER};

const SERVICES: [(&str, &str); 4] = [
    ("API_EQUIPMENT", "Equipment"),
    ("API_FUNCTIONALLOCATION", "FunctionalLocation"),
    ("API_MAINTNOTIFICATION", "MaintenanceNotification"),
    ("API_MAINTENANCEORDER", "MaintenanceOrder"),
];

#[tokio::test(flavor = "multi_thread")]
async fn what_the_contract_server_answers_is_in_the_published_descriptions() {
    let Some(folder) = testkit::sap_peers::published_descriptions() else { return };
    let server = server(Options { orders: 1, ..Options::default() }).await;
    assert_eq!(
        system(&server, &[])
            .objects(ObjectKind::Equipment, None, None, chrono::Utc::now())
            .await
            .unwrap()
            .objects
            .len(),
        5
    );
    let client = reqwest::Client::builder().no_proxy().tls_backend_preconfigured(no_tls()).build().unwrap();
    for (service, set) in SERVICES {
        let description = std::fs::read_to_string(folder.join(format!("{service}.edmx"))).unwrap();
        let entity = format!("<EntityType Name=\"{set}Type\"");
        let described = description.split_once(&entity).unwrap().1.split_once("</EntityType>").unwrap().0;
        let url = format!("{}/sap/opu/odata/sap/{service}/{set}?$top=1&$format=json", server.url());
        let answer = client.get(url).basic_auth(USER.0, Some(USER.1)).send().await.unwrap();
        let answer: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        let row = answer["d"]["results"][0].as_object().unwrap();
        assert!(row.len() > 10);
        for (field, value) in row {
            let property = described.split_once(&format!("<Property Name=\"{field}\" Type=\""));
            let kind = property.unwrap_or_else(|| panic!("{service} has no {field}")).1.split('"').next().unwrap();
            let fits = match (kind, value) {
                (_, Value::Null) => true,
                ("Edm.DateTime" | "Edm.DateTimeOffset", Value::String(text)) => text.starts_with("/Date("),
                ("Edm.Time", Value::String(text)) => text.starts_with("PT"),
                ("Edm.Boolean", Value::Bool(_)) | ("Edm.String" | "Edm.Double" | "Edm.Decimal", Value::String(_)) => {
                    true
                }
                _ => false,
            };
            assert!(fits, "{service} {field} {kind}: {value}");
        }
    }
}

fn no_tls() -> rustls::ClientConfig {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}
