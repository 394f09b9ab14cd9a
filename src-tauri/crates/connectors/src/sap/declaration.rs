//! The configuration of an SAP system as the form shows it.

use super::service::Service;
use crate::{Declaration, Field, FieldKind, net::sign_in};
use domain::ConnectorKind;

/// The published service carries it on every order, free for its user, and can be searched for it.
pub(crate) const KEY_FIELD: &str = "AdditionalDeviceData";

pub fn declaration() -> Declaration {
    let text = |max_length| FieldKind::Text { max_length };
    let number = |min, max, unit: &str| FieldKind::Number { min, max, unit: Some(unit.into()) };
    let path =
        |service: Service| Field::new(service.path_field(), text(500)).required().default(service.published_path());
    let server = [
        Field::new("baseUrl", FieldKind::url(&["https", "http"])).required().global_default(),
        Field::new("authority", FieldKind::Pem),
        Field::new("client", text(3)),
        Field::new("language", text(2)).required().default("EN"),
    ];
    let services = [
        Field::new("odataVersion", FieldKind::select(&["v2", "v4"])).required().default("v2"),
        path(Service::Equipment),
        path(Service::FunctionalLocation),
        path(Service::Notification),
        path(Service::Order),
        Field::new("timeZone", text(64)).required().default("Asia/Riyadh"),
        Field::new("pageSize", FieldKind::Number { min: 1.0, max: 5_000.0, unit: None }).required().default(500),
        Field::new("orderType", text(4)).required().default("PM01"),
        Field::new("keyField", text(60)).required().default(KEY_FIELD),
        Field::new("pollIntervalMinutes", number(1.0, 1_440.0, "min")).required().default(15),
        Field::new("historyDays", number(0.0, 7_300.0, "d")).required().default(1_825),
    ];
    let fields = server.into_iter().chain(sign_in::fields()).chain(services).collect();
    Declaration { connector: ConnectorKind::Sap, fields }
}
