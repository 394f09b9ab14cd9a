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
    let ask = async |service: &str, set: &str, options: &str| -> Value {
        let url = format!("{}/sap/opu/odata/sap/{service}/{set}?$top=1&$format=json{options}", server.url());
        let answer = client.get(url).basic_auth(USER.0, Some(USER.1)).send().await.unwrap();
        let answer: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        answer["d"]["results"][0].clone()
    };
    let read = |service: &str| std::fs::read_to_string(folder.join(format!("{service}.edmx"))).unwrap();
    for (service, set) in SERVICES {
        let row = ask(service, set, "").await;
        assert!(row.as_object().unwrap().len() > 10);
        held(&read(service), &format!("{set}Type"), &row);
    }
    // What was found: items of a notification, and their causes.
    server.notify(r#"{"number": "10000001", "items": [{"MaintNotificationDamageCode": "1", "causes": [{}]}]}"#);
    let row = ask("API_MAINTNOTIFICATION", "MaintenanceNotification", "&$expand=to_Item/to_ItemCause").await;
    let item = &row["to_Item"]["results"][0];
    let description = read("API_MAINTNOTIFICATION");
    held(&description, "MaintenanceNotificationItemType", item);
    held(&description, "MaintNotificationItemCauseType", &item["to_ItemCause"]["results"][0]);
}

/// Each field of a row is in the description of its type.
fn held(description: &str, of: &str, row: &Value) {
    let entity = format!("<EntityType Name=\"{of}\"");
    let described = description.split_once(&entity).unwrap().1.split_once("</EntityType>").unwrap().0;
    for (field, value) in row.as_object().unwrap() {
        if value.is_object() {
            assert!(described.contains(&format!("<NavigationProperty Name=\"{field}\"")), "{of} leads to no {field}");
            continue;
        }
        let property = described.split_once(&format!("<Property Name=\"{field}\" Type=\""));
        let kind = property.unwrap_or_else(|| panic!("{of} has no {field}")).1.split('"').next().unwrap();
        let fits = match (kind, value) {
            (_, Value::Null) => true,
            ("Edm.DateTime" | "Edm.DateTimeOffset", Value::String(text)) => text.starts_with("/Date("),
            ("Edm.Time", Value::String(text)) => text.starts_with("PT"),
            ("Edm.Boolean", Value::Bool(_)) | ("Edm.String" | "Edm.Double" | "Edm.Decimal", Value::String(_)) => true,
            _ => false,
        };
        assert!(fits, "{of} {field} {kind}: {value}");
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
