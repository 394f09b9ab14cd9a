//! An integration's configuration, parsed once from the JSON that the declaration has validated.

use super::failure;
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

#[derive(Debug, Clone)]
pub(crate) struct EamConfig {
    /// Ends with a slash.
    pub base: Url,
    pub at: Place,
    pub trust: Trust,
    pub sign_in: SignIn,
    /// Begins and ends with a slash.
    pub resources_path: String,
    /// The code of the maintenance organization.
    pub organization: String,
    /// Of days, and of times that are told without a zone.
    pub zone: Tz,
    pub page_size: usize,
    /// Types and sub-types of work orders that tell of a failure.
    pub failure_codes: Vec<String>,
    pub order_type: String,
    pub order_sub_type: Option<String>,
    pub order_status: String,
    pub poll_interval: Duration,
    pub history: TimeDelta,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields {
    base_url: String,
    authority: Option<String>,
    resources_path: String,
    #[serde(flatten)]
    sign_in: SignInFields,
    organization: String,
    time_zone: String,
    page_size: f64,
    failure_codes: Option<String>,
    order_type: String,
    order_sub_type: Option<String>,
    order_status: String,
    poll_interval_minutes: f64,
    history_days: f64,
}

impl EamConfig {
    pub fn parse(config: &Value, context: &SourceContext) -> Result<Self, Failure> {
        let fields: Fields = super::declaration().read(config, context)?;
        let (base, at) = address::of_server(&fields.base_url, "baseUrl", failure::url_malformed)?;
        let failure_codes = given(fields.failure_codes).unwrap_or_default();
        let failure_codes = failure_codes.split(',').filter(|c| !c.trim().is_empty());
        Ok(Self {
            base,
            at,
            trust: Trust::of(fields.authority.as_deref())?,
            sign_in: fields.sign_in.read(context, failure::url_malformed)?,
            resources_path: path(&fields.resources_path)?,
            organization: code(&fields.organization, "organization")?,
            zone: fields.time_zone.trim().parse().map_err(|_| failure::zone_unknown(&fields.time_zone))?,
            page_size: fields.page_size as usize,
            failure_codes: failure_codes.map(|c| code(c, "failureCodes")).collect::<Result<_, _>>()?,
            order_type: code(&fields.order_type, "orderType")?,
            order_sub_type: given(fields.order_sub_type).map(|c| code(&c, "orderSubType")).transpose()?,
            order_status: fields.order_status,
            poll_interval: Duration::from_secs_f64(fields.poll_interval_minutes * 60.0),
            history: TimeDelta::seconds((fields.history_days * 86_400.0) as i64),
        })
    }

    pub fn is_secured(&self) -> bool {
        self.base.scheme() == "https"
    }

    pub fn secret(&self) -> &Secret {
        self.sign_in.secret()
    }
}

fn path(text: &str) -> Result<String, Failure> {
    let text = text.trim().trim_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '.');
    match text.is_empty() || !text.chars().all(is_plain) || text.contains("..") || text.contains("//") {
        true => Err(failure::path_malformed(text)),
        false => Ok(format!("/{text}/")),
    }
}

/// Codes of Oracle go into questions: nothing of them may be read as a part of one.
fn code(text: &str, field: &str) -> Result<String, Failure> {
    let text = text.trim();
    let is_code = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    match !text.is_empty() && text.chars().all(is_code) {
        true => Ok(text.to_owned()),
        false => Err(failure::code_malformed(field, text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(more: Value) -> Result<EamConfig, String> {
        let mut config = json!({
            "baseUrl": "https://plant.fa.ocs.oraclecloud.com", "userName": "OPTRIA", "organization": "M1",
        });
        config.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let secrets = ["password", "clientSecret"].map(|name| (name.to_owned(), Secret::new("hunter2"))).into();
        EamConfig::parse(&config, &SourceContext { secrets, folder: "/nonexistent".into() }).map_err(|f| {
            assert!(!format!("{f:?}").contains("hunter2"));
            f.message.id
        })
    }

    #[test]
    fn the_documented_resources_are_the_default() {
        let config = read(json!({})).unwrap();
        assert_eq!(config.resources_path, "/fscmRestApi/resources/11.13.18.05/");
        assert_eq!(
            (config.page_size, config.order_sub_type, config.order_status.as_str()),
            (200, None, "ORA_UNRELEASED")
        );
        assert_eq!(config.failure_codes, ["CORRECTIVE"]);
        assert_eq!(config.at, Place { host: "plant.fa.ocs.oraclecloud.com".into(), port: 443 });
        let several = read(json!({"failureCodes": " ORA_EMERGENCY, CVJ_BREAKDOWN ,"})).unwrap().failure_codes;
        assert_eq!(several, ["ORA_EMERGENCY", "CVJ_BREAKDOWN"]);
    }

    #[test]
    fn what_is_typed_wrong_is_named() {
        for (more, expected) in [
            (json!({"baseUrl": "https://me:hunter2@oracle"}), "oracle-url-malformed"),
            (json!({"baseUrl": "https://oracle/?q=1"}), "oracle-url-malformed"),
            (json!({"baseUrl": "ftp://oracle"}), "config-url-malformed"),
            (json!({"timeZone": "Riyadh"}), "oracle-zone-unknown"),
            (json!({"resourcesPath": "/fscmRestApi/../x"}), "oracle-path-malformed"),
            (json!({"resourcesPath": "/fscmRestApi?x=1"}), "oracle-path-malformed"),
            (json!({"resourcesPath": " / "}), "oracle-path-malformed"),
            (json!({"organization": "M1' or 'a'='a"}), "oracle-code-malformed"),
            (json!({"organization": null}), "config-field-required"),
            (json!({"failureCodes": "A,B;C"}), "oracle-code-malformed"),
            (json!({"orderType": "\"X\""}), "oracle-code-malformed"),
            (json!({"orderStatus": "ORA_CLOSED"}), "config-not-an-option"),
            (json!({"pageSize": 500}), "config-number-out-of-range"),
            (json!({"signIn": "oauth2", "tokenUrl": "https://x/?a=b", "clientId": "c"}), "oracle-url-malformed"),
            (json!({"signIn": "oauth2", "clientId": "c"}), "config-field-required"),
        ] {
            assert_eq!(read(more.clone()).unwrap_err(), expected, "{more}");
        }
    }
}
