//! What a server offers: its endpoints, each a security policy and mode with its ways to sign in.

use super::{
    address::Address,
    certificate,
    channel::{self, Wire},
    failure,
};
use crate::SourceError;
use domain::CertificateInfo;
use opcua::{
    core::ResponseMessage,
    crypto::SecurityPolicy,
    types::{EndpointDescription, GetEndpointsRequest, MessageSecurityMode, NodeId, UserTokenType},
};
use serde::Serialize;
use std::time::Duration;
use ts_rs::TS;

/// One endpoint as a person chooses from it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EndpointInfo {
    /// As the server names itself; its host may be unknown here.
    pub url: String,
    /// The same endpoint by the host and port that the person reached it with.
    pub reachable_url: String,
    /// `Basic256Sha256`, or its URI where it is not one that we know.
    pub security_policy: String,
    /// `None`, `Sign`, `SignAndEncrypt`.
    pub security_mode: String,
    /// The server's own ranking; higher is more secure.
    pub security_level: u8,
    /// `anonymous`, `user`, `certificate`, `issued_token`.
    pub identities: Vec<String>,
    pub certificate: Option<CertificateInfo>,
    pub application_name: String,
    pub application_uri: String,
    /// False where this connector can't use it (deprecated policy, other transport).
    pub is_supported: bool,
}

/// Asks the server at `url` for its endpoints, over an unsecured channel as OPC UA has it (Part 4, 5.5.4).
pub async fn discover_endpoints(url: &str, timeout: Duration) -> Result<Vec<EndpointInfo>, SourceError> {
    let address = Address::parse(url).ok_or_else(|| SourceError::permanent(failure::malformed_url(url)))?;
    let endpoints = fetch(&address, timeout).await?;
    Ok(endpoints.iter().map(|e| describe(e, &address)).collect())
}

pub(crate) async fn fetch(address: &Address, within: Duration) -> Result<Vec<EndpointDescription>, SourceError> {
    let mut unsecured = EndpointDescription::from(address.url.as_str());
    unsecured.security_policy_uri = SecurityPolicy::None.to_uri().into();
    unsecured.security_mode = MessageSecurityMode::None;
    let nowhere = std::path::Path::new("");
    let channel = channel::prepare(unsecured, channel::certificate_store(nowhere))?;
    let wire = Wire::connect(channel, address, within, None).await?;
    let request = GetEndpointsRequest {
        request_header: wire.header(&NodeId::null(), within),
        endpoint_url: address.url.as_str().into(),
        locale_ids: None,
        profile_uris: None,
    };
    let answer = wire.call(request, within).await;
    wire.close().await;
    match answer {
        Ok(ResponseMessage::GetEndpoints(response)) => Ok(response.endpoints.unwrap_or_default()),
        Ok(other) => Err(failure::from_error(&channel::unexpected(&other), None)),
        Err(e) => Err(failure::from_error(&e, None)),
    }
}

/// The endpoint with the wanted policy and mode, reached by the URL that the person wrote.
pub(crate) fn choose(
    endpoints: &[EndpointDescription],
    address: &Address,
    policy: SecurityPolicy,
    mode: MessageSecurityMode,
) -> Result<EndpointDescription, SourceError> {
    let fits = |e: &&EndpointDescription| {
        is_binary(e) && e.security_mode == mode && SecurityPolicy::from_uri(e.security_policy_uri.as_ref()) == policy
    };
    match endpoints.iter().find(fits) {
        Some(endpoint) => Ok(EndpointDescription { endpoint_url: address.url.as_str().into(), ..endpoint.clone() }),
        None => {
            let mut offered: Vec<String> = endpoints
                .iter()
                .filter(|e| is_binary(e))
                .map(|e| say(SecurityPolicy::from_uri(e.security_policy_uri.as_ref()), e.security_mode))
                .collect();
            offered.sort();
            offered.dedup();
            Err(failure::policy_not_offered(&say(policy, mode), &offered.join(", ")))
        }
    }
}

/// `Basic256Sha256 (SignAndEncrypt)`.
fn say(policy: SecurityPolicy, mode: MessageSecurityMode) -> String {
    match mode {
        MessageSecurityMode::None => "None".into(),
        mode => format!("{} ({})", name(policy), mode_name(mode)),
    }
}

fn is_binary(e: &EndpointDescription) -> bool {
    let profile = e.transport_profile_uri.as_ref();
    e.endpoint_url.as_ref().starts_with("opc.tcp:") && (profile.is_empty() || profile.ends_with("uatcp-uasc-uabinary"))
}

fn name(policy: SecurityPolicy) -> &'static str {
    match policy {
        SecurityPolicy::Aes128Sha256RsaOaep => "Aes128_Sha256_RsaOaep",
        SecurityPolicy::Aes256Sha256RsaPss => "Aes256_Sha256_RsaPss",
        other => other.to_str(),
    }
}

fn mode_name(mode: MessageSecurityMode) -> &'static str {
    match mode {
        MessageSecurityMode::Sign => "Sign",
        MessageSecurityMode::SignAndEncrypt => "SignAndEncrypt",
        MessageSecurityMode::None => "None",
        MessageSecurityMode::Invalid => "Invalid",
    }
}

fn describe(e: &EndpointDescription, address: &Address) -> EndpointInfo {
    let policy = SecurityPolicy::from_uri(e.security_policy_uri.as_ref());
    let known = matches!(
        policy,
        SecurityPolicy::None
            | SecurityPolicy::Basic256Sha256
            | SecurityPolicy::Aes128Sha256RsaOaep
            | SecurityPolicy::Aes256Sha256RsaPss
    );
    let mut identities: Vec<String> =
        e.user_identity_tokens.iter().flatten().map(|t| identity_name(t.token_type).to_owned()).collect();
    identities.sort();
    identities.dedup();
    EndpointInfo {
        url: e.endpoint_url.to_string(),
        reachable_url: reachable(e.endpoint_url.as_ref(), address),
        security_policy: if known { name(policy).into() } else { e.security_policy_uri.to_string() },
        security_mode: mode_name(e.security_mode).into(),
        security_level: e.security_level,
        identities,
        certificate: e.server_certificate.value.as_deref().and_then(|der| certificate::read(der).ok()),
        application_name: e.server.application_name.text.to_string(),
        application_uri: e.server.application_uri.to_string(),
        is_supported: known && is_binary(e),
    }
}

/// The path as the server gives it, behind the host and port that are known to work.
fn reachable(advertised: &str, address: &Address) -> String {
    let path =
        advertised.strip_prefix("opc.tcp://").and_then(|rest| rest.find('/').map(|at| &rest[at..])).unwrap_or_default();
    let host = if address.host.contains(':') { format!("[{}]", address.host) } else { address.host.clone() };
    format!("opc.tcp://{host}:{}{path}", address.port)
}

fn identity_name(token: UserTokenType) -> &'static str {
    match token {
        UserTokenType::Anonymous => "anonymous",
        UserTokenType::UserName => "user",
        UserTokenType::Certificate => "certificate",
        UserTokenType::IssuedToken => "issued_token",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_the_server_made_up_is_replaced_by_the_one_that_works() {
        let address = Address::parse("opc.tcp://10.0.0.7:48010").unwrap();
        assert_eq!(reachable("opc.tcp://PLC-INTERNAL:4840/ua", &address), "opc.tcp://10.0.0.7:48010/ua");
        assert_eq!(reachable("opc.tcp://PLC-INTERNAL:4840", &address), "opc.tcp://10.0.0.7:48010");
    }

    #[test]
    fn an_endpoint_that_is_not_offered_is_answered_with_what_is() {
        let address = Address::parse("opc.tcp://h").unwrap();
        let mut only = EndpointDescription::from("opc.tcp://h:4840");
        only.security_policy_uri = SecurityPolicy::None.to_uri().into();
        only.security_mode = MessageSecurityMode::None;
        let e = choose(&[only], &address, SecurityPolicy::Basic256Sha256, MessageSecurityMode::Sign).unwrap_err();
        assert!(e.is_permanent());
        assert_eq!(e.failure.message.args["offered"], "None".into());
        assert_eq!(e.failure.message.args["wanted"], "Basic256Sha256 (Sign)".into());
    }
}
