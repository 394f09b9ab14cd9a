//! The certificate that a server presents, for a person to compare before it is pinned. The handshake is broken off
//! once it is seen, so nothing is sent to a server that nobody trusts yet.

use crate::{CentralError, Result, Server, Trust};
use parking_lot::Mutex;
use rustls::{
    ClientConfig, DigitallySignedStruct, Error as TlsError, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::ring,
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use std::sync::Arc;

/// DER of the certificate that the database at this address presents. `PlainText` where it offers no TLS.
pub async fn presented_certificate(host: &str, port: u16) -> Result<Vec<u8>> {
    let seen = Arc::new(Seen::default());
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| CentralError::Tls(e.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(seen.clone())
        .with_no_client_auth();
    // Neither role nor database is ever sent: the handshake ends before.
    let server = Server { host: host.to_owned(), port, database: "none".into(), trust: Trust::System };
    let outcome = server.handshake(config).await;
    let presented = seen.0.lock().take();
    match (presented, outcome) {
        (Some(der), _) => Ok(der),
        (None, Err(e)) => Err(e),
        (None, Ok(())) => Err(CentralError::Tls("no certificate was presented".into())),
    }
}

/// Notes the certificate and refuses it.
#[derive(Debug, Default)]
struct Seen(Mutex<Option<Vec<u8>>>);

impl ServerCertVerifier for Seen {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, TlsError> {
        *self.0.lock() = Some(end_entity.to_vec());
        Err(TlsError::General("looked at only".into()))
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, TlsError> {
        Err(TlsError::General("looked at only".into()))
    }

    fn verify_tls13_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, TlsError> {
        Err(TlsError::General("looked at only".into()))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        ring::default_provider().signature_verification_algorithms.supported_schemes()
    }
}
