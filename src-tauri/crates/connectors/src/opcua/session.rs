//! A session on a server: made, activated, taken over onto a new channel after a break, closed (OPC UA Part 4, 5.7).
//! Each step is a function of its own, so that a connection test can time it and the supervisor can choose.

use super::{
    address::Address,
    certificate,
    channel::{self, CONNECT_TIMEOUT, SERVICE_TIMEOUT, Wire, unexpected},
    config::OpcuaConfig,
    endpoint, failure,
    identity::SignIn,
    own_certificate,
    trust::TrustList,
};
use crate::SourceError;
use domain::{CertificateInfo, CertificateTrust};
use opcua::{
    client::{AsyncSecureChannel, UARequest, services::CreateSession},
    core::ResponseMessage,
    crypto::{self, CertificateStore, PrivateKey, SecurityPolicy},
    sync::RwLock,
    types::{
        ActivateSessionRequest, ApplicationDescription, ApplicationType, ByteString, CloseSessionRequest,
        EndpointDescription, Error, NodeId, SignatureData, StatusCode,
    },
};
use std::{path::Path, sync::Arc, time::Duration};

/// Where to and how, after the server's endpoints and certificate have been looked at.
pub(crate) struct Plan {
    pub address: Address,
    pub endpoint: EndpointDescription,
    pub sign_in: SignIn,
    store: Arc<RwLock<CertificateStore>>,
    own: Option<CertificateInfo>,
    key: Option<PrivateKey>,
    session_timeout: Duration,
}

/// What the server knows us by. It outlives the connection it was made on.
#[derive(Clone)]
pub(crate) struct Session {
    channel: Arc<AsyncSecureChannel>,
    pub token: NodeId,
    nonce: ByteString,
    certificate: ByteString,
    pub timeout: Duration,
}

/// The server's certificate against our checks and the trust list; none is asked for where nothing is secured.
pub(crate) fn check_certificate(
    config: &OpcuaConfig,
    endpoint: &EndpointDescription,
) -> (Option<CertificateInfo>, Result<(), SourceError>) {
    if config.policy == SecurityPolicy::None {
        return (None, Ok(()));
    }
    let Some(der) = endpoint.server_certificate.value.as_deref().filter(|der| !der.is_empty()) else {
        return (None, Err(failure::certificate_missing()));
    };
    let info = match certificate::read(der) {
        Ok(info) => info,
        Err(e) => return (None, Err(e)),
    };
    let verdict = || {
        // First whether it could be trusted at all: nobody should be asked about one that is not valid.
        let uri = endpoint.server.application_uri.as_ref();
        let valid = certificate::check(&info, &config.address.host, uri, chrono::Utc::now());
        let list = TrustList::open(&config.folder)?;
        let known = list.find(&info.thumbprint)?;
        valid?;
        match known.map_or_else(|| list.quarantine(der), Ok)?.trust {
            CertificateTrust::Trusted => Ok(()),
            CertificateTrust::Quarantined => Err(failure::certificate_untrusted(&info)),
            CertificateTrust::Rejected => Err(failure::certificate_rejected(&info)),
        }
    };
    let verdict = verdict();
    (Some(info), verdict)
}

impl Plan {
    pub fn make(config: &OpcuaConfig, endpoint: EndpointDescription) -> Result<Self, SourceError> {
        let own = own_certificate::own_certificate(&config.folder)?;
        let pki = TrustList::open(&config.folder)?.pki().to_path_buf();
        let key = own_key(&config.folder)?;
        Ok(Self {
            address: config.address.clone(),
            sign_in: SignIn::prepare(&config.identity, &endpoint)?,
            endpoint,
            store: channel::certificate_store(&pki),
            own: Some(own),
            key: Some(key),
            session_timeout: config.session_timeout,
        })
    }

    /// Looks at the server again: after a restart it may have another certificate, or other endpoints.
    pub async fn discover(config: &OpcuaConfig) -> Result<Self, SourceError> {
        let endpoints = endpoint::fetch(&config.address, CONNECT_TIMEOUT).await?;
        let chosen = endpoint::choose(&endpoints, &config.address, config.policy, config.mode)?;
        check_certificate(config, &chosen).1?;
        own_certificate::ready(&config.folder).await?;
        Self::make(config, chosen)
    }

    pub fn thumbprint(&self) -> Option<&str> {
        self.own.as_ref().map(|c| c.thumbprint.as_str())
    }

    pub async fn connect(&self) -> Result<Wire, SourceError> {
        let channel = channel::prepare(self.endpoint.clone(), self.store.clone())?;
        Wire::connect(channel, &self.address, CONNECT_TIMEOUT, self.thumbprint()).await
    }

    /// CreateSession and ActivateSession; one attempt each.
    pub async fn open(&self, wire: &Wire) -> Result<Session, SourceError> {
        let explain = |e: Error| failure::from_error(&e, self.thumbprint());
        let uri = self.own.as_ref().and_then(|c| c.application_uri.clone()).unwrap_or_default();
        let me = ApplicationDescription {
            application_uri: uri.as_str().into(),
            product_uri: "urn:optria-iq".into(),
            application_name: "OPTRIA IQ".into(),
            application_type: ApplicationType::Client,
            ..Default::default()
        };
        let handle = wire.channel.request_handle();
        let mut create =
            CreateSession::new_manual(&self.store, &self.endpoint, 0, SERVICE_TIMEOUT, NodeId::null(), handle)
                .client_description(me)
                .endpoint_url(self.address.url.as_str())
                .session_name("OPTRIA IQ")
                .session_timeout(self.session_timeout.as_millis() as f64);
        if self.endpoint.security_mode != opcua::types::MessageSecurityMode::None {
            create = create.client_cert_from_store(&self.store);
        }
        let made = create.send(&wire.channel).await.map_err(explain)?;
        let mut session = Session {
            channel: wire.channel.clone(),
            token: made.authentication_token,
            nonce: made.server_nonce,
            certificate: self.endpoint.server_certificate.clone(),
            timeout: Duration::from_secs_f64((made.revised_session_timeout / 1000.0).clamp(1.0, 86_400.0)),
        };
        match self.activate(&mut session, wire).await {
            Ok(()) => Ok(session),
            Err(e) => {
                // Else it would count against the server's limit until it times out.
                session.close(wire).await;
                Err(explain(e))
            }
        }
    }

    /// Takes a session over onto a new connection of its channel. `Ok(None)`: the server has forgotten it.
    pub async fn resume(&self, mut session: Session) -> Result<Option<(Wire, Session)>, SourceError> {
        if session.certificate != self.endpoint.server_certificate {
            return Ok(None);
        }
        let wire = Wire::connect(session.channel.clone(), &self.address, CONNECT_TIMEOUT, self.thumbprint()).await?;
        match self.activate(&mut session, &wire).await {
            Ok(()) => Ok(Some((wire, session))),
            Err(e) => {
                let cause = failure::from_error(&e, self.thumbprint());
                // A refused password is not tried again with a new session.
                if cause.is_permanent() {
                    return Err(cause);
                }
                wire.close().await;
                Ok(None)
            }
        }
    }

    async fn activate(&self, session: &mut Session, wire: &Wire) -> Result<(), Error> {
        let policy = SecurityPolicy::from_uri(self.endpoint.security_policy_uri.as_ref());
        let client_signature = match (policy, &self.key) {
            (SecurityPolicy::None, _) => SignatureData::null(),
            (_, Some(key)) => {
                crypto::create_signature_data(key, policy, &self.endpoint.server_certificate, &session.nonce)?
            }
            (_, None) => return Err(Error::new(StatusCode::BadCertificateInvalid, "no own key")),
        };
        let (user_identity_token, user_token_signature) = self.sign_in.token(&session.nonce)?;
        let request = ActivateSessionRequest {
            request_header: wire.header(&session.token, SERVICE_TIMEOUT),
            client_signature,
            client_software_certificates: None,
            locale_ids: None,
            user_identity_token,
            user_token_signature,
        };
        match wire.call(request, SERVICE_TIMEOUT).await? {
            ResponseMessage::ActivateSession(response) => {
                session.nonce = response.server_nonce;
                Ok(())
            }
            other => Err(unexpected(&other)),
        }
    }
}

impl Session {
    /// Ends the session and its subscriptions; waits only shortly, a dead server must not hold us.
    pub async fn close(&self, wire: &Wire) {
        let within = Duration::from_secs(1);
        let request =
            CloseSessionRequest { request_header: wire.header(&self.token, within), delete_subscriptions: true };
        let _ = tokio::time::timeout(within, wire.call(request, within)).await;
        wire.close().await;
    }
}

fn own_key(folder: &Path) -> Result<PrivateKey, SourceError> {
    let path = own_certificate::key_path(folder);
    PrivateKey::read_pem_file(&path).map_err(|_| failure::store_unusable(&path, "the private key can't be read"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SourceContext;

    #[test]
    fn a_secured_endpoint_without_a_certificate_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let context = SourceContext { secrets: Default::default(), folder: folder.path().into() };
        let given = serde_json::json!({"endpointUrl": "opc.tcp://plc7", "securityPolicy": "Basic256Sha256"});
        let config = OpcuaConfig::parse(&given, context).unwrap();
        let (seen, verdict) = check_certificate(&config, &EndpointDescription::default());
        assert_eq!((seen, verdict.unwrap_err().failure.message.id.as_str()), (None, "opcua-certificate-missing"));
    }
}
