//! An integration's configuration, parsed once from the JSON that the declaration has validated.

use super::{failure, service::Service};
use crate::{
    SourceContext,
    net::{
        Place, address,
        secure::Trust,
        sign_in::{SignIn, SignInFields, given},
    },
};
use chrono::TimeDelta;
use chrono_tz::Tz;
use domain::{Failure, Secret};
use reqwest::Url;
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    V2,
    V4,
}

impl Version {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V2 => "V2",
            Self::V4 => "V4",
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct SapConfig {
    /// Ends with a slash.
    pub base: Url,
    pub at: Place,
    pub trust: Trust,
    pub sign_in: SignIn,
    /// Three digits; `None`: the system's default.
    pub client: Option<String>,
    pub language: String,
    pub version: Version,
    /// In the order of [`Service::ALL`]; each begins and ends with a slash.
    paths: [String; 4],
    /// Of times that the system tells without a zone.
    pub zone: Tz,
    pub page_size: usize,
    pub order_type: String,
    pub key_field: String,
    pub poll_interval: Duration,
    pub history: TimeDelta,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields {
    base_url: String,
    authority: Option<String>,
    client: Option<String>,
    language: String,
    #[serde(flatten)]
    sign_in: SignInFields,
    odata_version: String,
    equipment_path: String,
    functional_location_path: String,
    notification_path: String,
    order_path: String,
    time_zone: String,
    page_size: f64,
    order_type: String,
    key_field: String,
    poll_interval_minutes: f64,
    history_days: f64,
}

impl SapConfig {
    pub fn parse(config: &Value, context: &SourceContext) -> Result<Self, Failure> {
        let fields: Fields = super::declaration().read(config, context)?;
        let (base, at) = address::of_server(&fields.base_url, "baseUrl", failure::url_malformed)?;
        let version = if fields.odata_version == "v4" { Version::V4 } else { Version::V2 };
        let client = given(fields.client.clone());
        if let Some(client) = client.as_deref().filter(|c| c.len() != 3 || !c.bytes().all(|b| b.is_ascii_digit())) {
            return Err(failure::client_malformed(client));
        }
        let name = |text: &str, field: &str| {
            let text = text.trim();
            let is_name = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') && !text.is_empty();
            is_name.then(|| text.to_owned()).ok_or_else(|| failure::name_malformed(field, text))
        };
        Ok(Self {
            base,
            at,
            trust: Trust::of(fields.authority.as_deref())?,
            paths: fields.paths(version)?,
            sign_in: fields.sign_in.read(context, failure::url_malformed)?,
            client,
            language: name(&fields.language, "language")?,
            version,
            zone: fields.time_zone.trim().parse().map_err(|_| failure::zone_unknown(&fields.time_zone))?,
            page_size: fields.page_size as usize,
            order_type: name(&fields.order_type, "orderType")?,
            key_field: name(&fields.key_field, "keyField")?,
            poll_interval: Duration::from_secs_f64(fields.poll_interval_minutes * 60.0),
            history: TimeDelta::seconds((fields.history_days * 86_400.0) as i64),
        })
    }

    pub fn is_secured(&self) -> bool {
        self.base.scheme() == "https"
    }

    pub fn user(&self) -> &str {
        self.sign_in.user()
    }

    /// Begins and ends with a slash.
    pub fn path(&self, service: Service) -> &str {
        let [equipment, location, notification, order] = &self.paths;
        match service {
            Service::Equipment => equipment,
            Service::FunctionalLocation => location,
            Service::Notification => notification,
            Service::Order => order,
        }
    }

    /// What must not be said, wherever the system repeats it.
    pub fn secret(&self) -> &Secret {
        self.sign_in.secret()
    }
}

impl Fields {
    fn paths(&self, version: Version) -> Result<[String; 4], Failure> {
        Ok([
            path(&self.equipment_path, Service::Equipment, version)?,
            path(&self.functional_location_path, Service::FunctionalLocation, version)?,
            path(&self.notification_path, Service::Notification, version)?,
            path(&self.order_path, Service::Order, version)?,
        ])
    }
}

fn path(text: &str, service: Service, version: Version) -> Result<String, Failure> {
    let text = text.trim().trim_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '.' | ';' | '=' | ',');
    if text.is_empty() || !text.chars().all(is_plain) || text.contains("..") || text.contains("//") {
        return Err(failure::path_malformed(service, text));
    }
    // Nobody has a V4 service under the path of the published V2 one.
    if version == Version::V4 && format!("/{text}") == service.published_path() {
        return Err(failure::path_of_v2(service, text));
    }
    Ok(format!("/{text}/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(more: Value) -> Result<SapConfig, String> {
        let mut config = json!({"baseUrl": "https://sap.plant.local:44300", "userName": "OPTRIA"});
        config.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let secrets = ["password", "clientSecret"].map(|name| (name.to_owned(), Secret::new("hunter2"))).into();
        SapConfig::parse(&config, &SourceContext { secrets, folder: "/nonexistent".into() }).map_err(|f| {
            assert!(!format!("{f:?}").contains("hunter2"));
            f.message.id
        })
    }

    #[test]
    fn the_published_services_are_the_defaults() {
        let config = read(json!({})).unwrap();
        assert_eq!(config.path(Service::Order), "/sap/opu/odata/sap/API_MAINTENANCEORDER/");
        assert_eq!((config.version, config.page_size, config.client), (Version::V2, 500, None));
        assert_eq!(config.at, Place { host: "sap.plant.local".into(), port: 44_300 });
    }

    #[test]
    fn what_is_typed_wrong_is_named() {
        for (more, expected) in [
            (json!({"baseUrl": "https://me:hunter2@sap"}), "sap-url-malformed"),
            (json!({"baseUrl": "https://sap/?sap-client=100"}), "sap-url-malformed"),
            (json!({"client": "10"}), "sap-client-malformed"),
            (json!({"client": "1x0"}), "sap-client-malformed"),
            (json!({"timeZone": "Riyadh"}), "sap-zone-unknown"),
            (json!({"orderPath": "/sap/opu/../x"}), "sap-path-malformed"),
            (json!({"orderPath": "/sap/x?y=1"}), "sap-path-malformed"),
            (json!({"orderPath": " / "}), "sap-path-malformed"),
            (json!({"odataVersion": "v4"}), "sap-path-of-other-version"),
            (json!({"keyField": "Field Name"}), "sap-name-malformed"),
            (json!({"orderType": "PM-1"}), "sap-name-malformed"),
            (json!({"signIn": "oauth2", "tokenUrl": "https://x/?a=b", "clientId": "c"}), "sap-url-malformed"),
            (json!({"signIn": "oauth2", "clientId": "c"}), "config-field-required"),
        ] {
            assert_eq!(read(more.clone()).unwrap_err(), expected, "{more}");
        }
    }

    #[test]
    fn a_token_endpoint_keeps_its_path() {
        let more = json!({"signIn": "oauth2", "tokenUrl": "https://uaa.plant.local/oauth/token", "clientId": "c"});
        let SignIn::ClientCredentials(of) = read(more).unwrap().sign_in else { panic!("no token") };
        assert_eq!((of.url.as_str(), of.at.port), ("https://uaa.plant.local/oauth/token", 443));
    }
}
