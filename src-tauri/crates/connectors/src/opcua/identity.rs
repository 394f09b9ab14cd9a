//! Who signs in: the user identity token of ActivateSession (OPC UA Part 4, 7.40).
//! Built here and not by async-opcua, which takes an empty token policy for "no security" where the standard means the
//! channel's, and which signs with the wrong nonce when a session is taken over onto a new channel.

use super::{config::Identity, failure};
use crate::SourceError;
use domain::Failure;
use opcua::{
    crypto::{self, PrivateKey, SecurityPolicy, X509},
    types::{
        AnonymousIdentityToken, ByteString, EndpointDescription, Error, ExtensionObject, SignatureData,
        UserNameIdentityToken, UserTokenPolicy, UserTokenType, X509IdentityToken,
    },
};

/// An identity whose parts are readable and which the endpoint takes.
pub(crate) struct SignIn {
    policy: UserTokenPolicy,
    kind: Kind,
    channel_policy: SecurityPolicy,
    endpoint: EndpointDescription,
}

enum Kind {
    Anonymous,
    User { name: String, password: domain::Secret },
    Certificate { certificate: Box<X509>, key: Box<PrivateKey> },
}

impl SignIn {
    pub fn prepare(identity: &Identity, endpoint: &EndpointDescription) -> Result<Self, SourceError> {
        let (kind, token, word) = match identity {
            Identity::Anonymous => (Kind::Anonymous, UserTokenType::Anonymous, "anonymous"),
            Identity::User { name, password } => {
                (Kind::User { name: name.clone(), password: password.clone() }, UserTokenType::UserName, "user")
            }
            Identity::Certificate { certificate_pem, key_pem } => {
                let certificate = X509::from_pem(certificate_pem.as_bytes())
                    .map_err(|_| failure::user_certificate_malformed("userCertificate"))?;
                let key = PrivateKey::from_pem(key_pem.expose().as_bytes())
                    .map_err(|_| failure::user_certificate_malformed("userKey"))?;
                let kind = Kind::Certificate { certificate: Box::new(certificate), key: Box::new(key) };
                (kind, UserTokenType::Certificate, "certificate")
            }
        };
        let channel_policy = SecurityPolicy::from_uri(endpoint.security_policy_uri.as_ref());
        let offered = endpoint.user_identity_tokens.iter().flatten().filter(|p| p.token_type == token);
        // The most secure that we know; some servers list one per policy.
        let policy =
            offered.filter(|p| policy_of(p, channel_policy) != SecurityPolicy::Unknown).max_by_key(
                |p| match policy_of(p, channel_policy) {
                    SecurityPolicy::Aes256Sha256RsaPss => 4,
                    SecurityPolicy::Aes128Sha256RsaOaep => 3,
                    SecurityPolicy::Basic256Sha256 => 2,
                    SecurityPolicy::None => 0,
                    _ => 1,
                },
            );
        let policy = match (policy, &kind) {
            (Some(policy), _) => policy.clone(),
            // A server that lists none at all takes anonymous.
            (None, Kind::Anonymous) if endpoint.user_identity_tokens.is_none() => UserTokenPolicy::anonymous(),
            (None, _) => return Err(failure::identity_not_offered(word)),
        };
        Ok(Self { policy, kind, channel_policy, endpoint: endpoint.clone() })
    }

    /// A password that goes over the wire readable, or sealed only for a certificate that nobody has checked.
    pub fn warning(&self) -> Option<Failure> {
        let exposed = matches!(self.kind, Kind::User { .. }) && self.channel_policy == SecurityPolicy::None;
        exposed.then(failure::password_not_encrypted)
    }

    pub fn token(&self, server_nonce: &ByteString) -> Result<(ExtensionObject, SignatureData), Error> {
        let server_certificate = X509::from_byte_string(&self.endpoint.server_certificate).ok();
        match &self.kind {
            Kind::Anonymous => {
                let token = AnonymousIdentityToken { policy_id: self.policy.policy_id.clone() };
                Ok((ExtensionObject::from_message(token), SignatureData::null()))
            }
            Kind::User { name, password } => {
                let sealed = crypto::legacy_encrypt_secret(
                    self.channel_policy,
                    self.endpoint.security_mode,
                    &self.policy,
                    server_nonce.as_ref(),
                    &server_certificate,
                    password.expose().as_bytes(),
                )?;
                let token = UserNameIdentityToken {
                    policy_id: sealed.policy,
                    user_name: name.as_str().into(),
                    password: sealed.secret,
                    encryption_algorithm: sealed.encryption_algorithm,
                };
                Ok((ExtensionObject::from_message(token), SignatureData::null()))
            }
            Kind::Certificate { certificate, key } => {
                let policy = policy_of(&self.policy, self.channel_policy);
                let signature =
                    crypto::create_signature_data(key, policy, &self.endpoint.server_certificate, server_nonce)?;
                let token = X509IdentityToken {
                    policy_id: self.policy.policy_id.clone(),
                    certificate_data: certificate.as_byte_string(),
                };
                Ok((ExtensionObject::from_message(token), signature))
            }
        }
    }
}

/// A token policy that names no security policy has the channel's.
fn policy_of(token: &UserTokenPolicy, channel: SecurityPolicy) -> SecurityPolicy {
    if token.security_policy_uri.is_empty() {
        channel
    } else {
        SecurityPolicy::from_uri(token.security_policy_uri.as_ref())
    }
}
