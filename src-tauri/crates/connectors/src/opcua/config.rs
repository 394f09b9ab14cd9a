//! An integration's configuration, parsed once from the JSON that the declaration has validated.

use super::address::Address;
use crate::{SourceContext, opcua::failure};
use domain::{Failure, Secret};
use opcua::{crypto::SecurityPolicy, types::MessageSecurityMode};
use serde::Deserialize;
use serde_json::Value;
use std::{path::PathBuf, time::Duration};

/// How this client presents its user.
#[derive(Debug, Clone)]
pub(crate) enum Identity {
    Anonymous,
    User { name: String, password: Secret },
    Certificate { certificate_pem: String, key_pem: Secret },
}

#[derive(Debug, Clone)]
pub(crate) struct OpcuaConfig {
    pub address: Address,
    pub policy: SecurityPolicy,
    pub mode: MessageSecurityMode,
    pub identity: Identity,
    pub publishing_interval: Duration,
    pub sampling_interval: Duration,
    pub session_timeout: Duration,
    pub use_history: bool,
    /// Certificates are kept below it, in `pki`.
    pub folder: PathBuf,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields {
    endpoint_url: String,
    security_policy: String,
    #[serde(default)]
    security_mode: Option<String>,
    identity: String,
    #[serde(default)]
    user_name: Option<String>,
    #[serde(default)]
    user_certificate: Option<String>,
    publishing_interval_ms: f64,
    sampling_interval_ms: f64,
    session_timeout_ms: f64,
    use_history: bool,
}

impl OpcuaConfig {
    pub fn parse(config: &Value, context: SourceContext) -> Result<Self, Failure> {
        let fields: Fields = super::declaration().read(config, &context)?;
        let address =
            Address::parse(&fields.endpoint_url).ok_or_else(|| failure::malformed_url(&fields.endpoint_url))?;
        let policy = policy(&fields.security_policy);
        let mode = match (policy, fields.security_mode.as_deref()) {
            (SecurityPolicy::None, _) => MessageSecurityMode::None,
            (_, Some("Sign")) => MessageSecurityMode::Sign,
            _ => MessageSecurityMode::SignAndEncrypt,
        };
        let identity = match fields.identity.as_str() {
            "user" => {
                Identity::User { name: fields.user_name.unwrap_or_default(), password: context.secret("password") }
            }
            "certificate" => Identity::Certificate {
                certificate_pem: fields.user_certificate.unwrap_or_default(),
                key_pem: context.secret("userKey"),
            },
            _ => Identity::Anonymous,
        };
        let milliseconds = |ms: f64| Duration::from_secs_f64(ms / 1000.0);
        Ok(Self {
            address,
            policy,
            mode,
            identity,
            publishing_interval: milliseconds(fields.publishing_interval_ms),
            sampling_interval: milliseconds(fields.sampling_interval_ms),
            session_timeout: milliseconds(fields.session_timeout_ms),
            use_history: fields.use_history,
            folder: context.folder,
        })
    }
}

fn policy(name: &str) -> SecurityPolicy {
    match name {
        "Basic256Sha256" => SecurityPolicy::Basic256Sha256,
        "Aes128_Sha256_RsaOaep" => SecurityPolicy::Aes128Sha256RsaOaep,
        "Aes256_Sha256_RsaPss" => SecurityPolicy::Aes256Sha256RsaPss,
        _ => SecurityPolicy::None,
    }
}
